"""Sessions: where DataFrames come from and SQL is run."""

import filecmp
import os
import sys
import warnings
from collections.abc import Callable, Iterable
from functools import cached_property
from importlib import import_module
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, TypeVar, overload

from pyspark.conf import SparkConf
from pyspark.errors import PySparkRuntimeError, PySparkTypeError, PySparkValueError
from pyspark.errors.exceptions.captured import install_exception_handler
from pyspark.errors.utils import settings_may_have_changed
from pyspark.java_gateway import launch_ahead
from pyspark.serializers import BatchedSerializer, CPickleSerializer
from pyspark.sql import _local_data
from pyspark.sql._arguments import require_type
from pyspark.sql._statics import PYTHON_UTILS, java_class, static_method
from pyspark.sql.column import _to_java_column
from pyspark.sql.conf import RuntimeConfig
from pyspark.sql.dataframe import DataFrame
from pyspark.sql.pandas.conversion import SparkConversionMixin
from pyspark.sql.profiler import AccumulatorProfilerCollector, Profile
from pyspark.sql.readwriter import DataFrameReader
from pyspark.sql.types import AtomicType, DataType, StructType
from pyspark.sql.utils import is_remote, remote_only, to_str
from pyspark.util import default_api_mode

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from py4j.java_gateway import JavaClass, JavaMember, JavaObject, JVMView

    from pyspark.core.context import SparkContext
    from pyspark.core.rdd import RDD
    from pyspark.sql._typing import AtomicValue, OptionalPrimitiveType, RowLike
    from pyspark.sql.catalog import Catalog
    from pyspark.sql.datasource import DataSourceRegistration
    from pyspark.sql.streaming import DataStreamReader, StreamingQueryManager
    from pyspark.sql.streaming.query import StreamingCheckpointManager
    from pyspark.sql.tvf import TableValuedFunction
    from pyspark.sql.udf import UDFRegistration
    from pyspark.sql.udtf import UDTFRegistration

__all__ = ["SparkSession"]

_SER_DE_UTIL = "org.apache.spark.api.python.SerDeUtil"
_JAVA_SESSION = "org.apache.spark.sql.classic.SparkSession"

T = TypeVar("T")


def _monkey_patch_RDD(sparkSession: "SparkSession") -> None:
    """Gives RDDs ``toDF`` once there is a session."""
    from pyspark.core.rdd import RDD

    def toDF(self: Any, schema: Any = None, sampleRatio: float | None = None) -> DataFrame:
        """A DataFrame of the RDD's rows."""
        return sparkSession.createDataFrame(self, schema, sampleRatio)

    RDD.toDF = toDF  # type: ignore[method-assign]


class classproperty(Generic[T]):  # noqa: N801 - as `property`
    """A property of the class itself."""

    def __init__(self, fget: Callable[[Any], T]) -> None:
        self.fget = fget

    def __get__(self, instance: Any, owner: type | None) -> T:
        return self.fget(type(instance) if owner is None else owner)


def _connect_session(options: dict[str, Any]) -> NoReturn:
    """Says that Spark Connect is not there; a Spark without it cannot reach a remote one."""
    import_module("pyspark.sql.connect.session")
    raise AssertionError(f"Spark Connect was asked for by {sorted(options)}")


class SparkSession(SparkConversionMixin):
    """Makes DataFrames and runs SQL; ``SparkSession.builder.getOrCreate()`` gives the one of this process."""

    class Builder:
        """Settings for a session, and then the session."""

        _lock = RLock()

        def __init__(self) -> None:
            self._options: dict[str, Any] = {}

        @overload
        def config(self, *, conf: SparkConf) -> "SparkSession.Builder": ...

        @overload
        def config(self, key: str, value: Any) -> "SparkSession.Builder": ...

        @overload
        def config(self, *, map: "dict[str, OptionalPrimitiveType]") -> "SparkSession.Builder": ...

        def config(
            self,
            key: str | None = None,
            value: Any | None = None,
            conf: SparkConf | None = None,
            *,
            map: "dict[str, OptionalPrimitiveType] | None" = None,
        ) -> "SparkSession.Builder":
            """One setting, those of a ``SparkConf``, or those of a dict."""
            given: dict[Any, Any]
            if conf is not None:
                given = dict(conf.getAll())
            elif map is not None:
                given = {name: to_str(each) for name, each in map.items()}
            else:
                given = {key: to_str(value)}
            with self._lock:
                self._options.update(given)
                self._validate_startup_urls()
            return self

        def _validate_startup_urls(self) -> None:
            master = self._options.get("spark.master", os.environ.get("MASTER"))
            remote = self._options.get("spark.remote", os.environ.get("SPARK_REMOTE"))
            if master is not None and remote is not None:
                raise PySparkRuntimeError(
                    errorClass="CANNOT_CONFIGURE_SPARK_CONNECT_MASTER",
                    messageParameters={"master_url": master, "connect_url": remote},
                )
            existing, wanted = os.environ.get("SPARK_REMOTE"), self._options.get("spark.remote")
            if wanted is None or existing in (None, wanted):
                return
            if "SPARK_LOCAL_REMOTE" in os.environ and not wanted.startswith("local"):
                raise PySparkRuntimeError(
                    errorClass="CANNOT_CONFIGURE_SPARK_CONNECT",
                    messageParameters={"existing_url": existing, "new_url": wanted},
                )

        def master(self, master: str) -> "SparkSession.Builder":
            """Where to run, such as ``local[4]``."""
            return self.config("spark.master", master)

        def remote(self, url: str) -> "SparkSession.Builder":
            """The server of Spark Connect; not available, with an error that says what is."""
            return self.config("spark.remote", url)

        def appName(self, name: str) -> "SparkSession.Builder":
            """The application's name."""
            return self.config("spark.app.name", name)

        def enableHiveSupport(self) -> "SparkSession.Builder":
            """Asks for a catalog of Hive."""
            return self.config("spark.sql.catalogImplementation", "hive")

        def getOrCreate(self) -> "SparkSession":
            """The session that runs, with these settings, or a new one."""
            with self._lock:
                self._require_no_connect()
                session = SparkSession._instantiatedSession
                if session is None or session._sc._jsc is None:
                    return SparkSession(self._context(), options=self._options)
                session._apply_settings(self._options)
                return session

        def create(self) -> "SparkSession":
            """A new session, in the context that runs or a new one."""
            with self._lock:
                self._require_no_connect()
                session = SparkSession._instantiatedSession
                running = session is not None and session._sc._jsc is not None
                sc = session._sc if running and session is not None else self._context()
                builder = _session_method(sc._jvm, "builder")()
                return SparkSession(sc, builder.config(self._options).create(), self._options)

        def _context(self) -> "SparkContext":
            conf = SparkConf()
            for name, value in self._options.items():
                conf.set(name, value)
            if "pyspark.core.context" not in sys.modules:
                # The engine starts while that is imported.
                launch_ahead(conf)
            from pyspark.core.context import SparkContext

            return SparkContext.getOrCreate(conf)

        def _require_no_connect(self) -> None:
            mode = self._options.get("spark.api.mode", os.environ.get("SPARK_API_MODE", "")).lower()
            if mode not in ("classic", "connect"):
                mode = default_api_mode()
            if is_remote() or mode == "connect" or "SPARK_REMOTE" in os.environ or "spark.remote" in self._options:
                _connect_session(self._options)

    @classproperty
    def builder(cls) -> Builder:  # noqa: N805
        """Settings for a session; ``getOrCreate`` ends them."""
        return SparkSession.Builder()

    _instantiatedSession: ClassVar["SparkSession | None"] = None
    _activeSession: ClassVar["SparkSession | None"] = None

    def __init__(
        self,
        sparkContext: "SparkContext",
        jsparkSession: "JavaObject | None" = None,
        options: dict[str, Any] | None = None,
    ):
        self._sc = sparkContext
        self._jsc = sparkContext._jsc
        self._jvm = sparkContext._jvm
        options = options or {}
        found = jsparkSession if jsparkSession is not None else self._running_default()
        if found is None:
            self._jsparkSession = java_class(self._jvm, _JAVA_SESSION)(self._jsc.sc(), options)
        else:
            self._jsparkSession = found
            self._apply_settings(options)
        _monkey_patch_RDD(self)
        install_exception_handler()
        settings_may_have_changed()
        if SparkSession._should_update_active_session():
            SparkSession._instantiatedSession = self
            SparkSession._activeSession = self
            _session_method(self._jvm, "setDefaultSession")(self._jsparkSession)
            _session_method(self._jvm, "setActiveSession")(self._jsparkSession)
        # Ready before the first profile comes from a worker.
        self._profiler_collector = AccumulatorProfilerCollector()

    def _running_default(self) -> "JavaObject | None":
        """The default session of the engine, if its context has not been stopped."""
        default = _session_method(self._jvm, "getDefaultSession")()
        if not default.isDefined():
            return None
        session = default.get()
        return None if session.sparkContext().isStopped() else session

    def _apply_settings(self, options: dict[str, Any]) -> None:
        """Those that a running session may still change."""
        if options:
            assert self._jvm is not None
            module = SparkSession._get_j_spark_session_module(self._jvm)
            module.applyModifiableSettings(self._jsparkSession, options)

    @staticmethod
    def _should_update_active_session() -> bool:
        session = SparkSession._instantiatedSession
        return session is None or session._sc._jsc is None

    @staticmethod
    def _get_j_spark_session_class(jvm: "JVMView") -> "JavaClass":
        return java_class(jvm, _JAVA_SESSION)

    @staticmethod
    def _get_j_spark_session_module(jvm: "JVMView") -> "JavaObject":
        return getattr(java_class(jvm, f"{_JAVA_SESSION}$"), "MODULE$")

    def _repr_html_(self) -> str:
        catalog = self.conf.get("spark.sql.catalogImplementation")
        return f"""
            <div>
                <p><b>SparkSession - {catalog}</b></p>
                {self.sparkContext._repr_html_()}
            </div>
        """

    @property
    def _jconf(self) -> "JavaObject":
        return self._jsparkSession.sessionState().conf()

    def newSession(self) -> "SparkSession":
        """A session with its own settings, views and functions, in the same context."""
        return self.__class__(self._sc, self._jsparkSession.newSession())

    @classmethod
    def getActiveSession(cls) -> "SparkSession | None":
        """The session of this thread."""
        from pyspark.core.context import SparkContext

        sc = SparkContext._active_spark_context
        if sc is None:
            return None
        active = _session_method(sc._jvm, "getActiveSession")()
        if not active.isDefined():
            return None
        if SparkSession._should_update_active_session():
            SparkSession(sc, active.get())
        return SparkSession._activeSession

    @classmethod
    def active(cls) -> "SparkSession":
        """The session of this thread, or that of the process; an error without one."""
        session = cls.getActiveSession() or cls._instantiatedSession
        if session is None:
            raise PySparkRuntimeError(errorClass="NO_ACTIVE_OR_DEFAULT_SESSION", messageParameters={})
        return session

    @property
    def sparkContext(self) -> "SparkContext":
        """The context that the session runs in."""
        return self._sc

    @cached_property
    def version(self) -> str:
        """The version of Spark."""
        return str(self._jsparkSession.version())

    @cached_property
    def conf(self) -> RuntimeConfig:
        """The settings."""
        return RuntimeConfig(self._jsparkSession.conf())

    @cached_property
    def catalog(self) -> "Catalog":
        """Databases, tables, views and functions."""
        from pyspark.sql.catalog import Catalog

        return Catalog(self)

    @property
    def udf(self) -> "UDFRegistration":
        """Names for user functions in SQL."""
        from pyspark.sql.udf import UDFRegistration

        return UDFRegistration(self)

    @property
    def udtf(self) -> "UDTFRegistration":
        """Names for user table functions in SQL."""
        from pyspark.sql.udtf import UDTFRegistration

        return UDTFRegistration(self)

    @property
    def dataSource(self) -> "DataSourceRegistration":
        """Names for data sources written in Python."""
        from pyspark.sql.datasource import DataSourceRegistration

        return DataSourceRegistration(self)

    @property
    def profile(self) -> "Profile":
        """Profiles of user functions."""
        return Profile(self._profiler_collector)

    @property
    def tvf(self) -> "TableValuedFunction":
        """Table-valued functions of the engine."""
        from pyspark.sql.tvf import TableValuedFunction

        return TableValuedFunction(self)

    @property
    def read(self) -> DataFrameReader:
        """Reads files, tables and databases."""
        return DataFrameReader(self)

    @property
    def readStream(self) -> "DataStreamReader":
        """Reads streams."""
        from pyspark.sql.streaming import DataStreamReader

        return DataStreamReader(self)

    @cached_property
    def streams(self) -> "StreamingQueryManager":
        """The streaming queries that run."""
        from pyspark.sql.streaming import StreamingQueryManager

        return StreamingQueryManager(self._jsparkSession.streams())

    @cached_property
    def _streamingCheckpointManager(self) -> "StreamingCheckpointManager":
        from pyspark.sql.streaming.query import StreamingCheckpointManager

        return StreamingCheckpointManager(self._jsparkSession.streamingCheckpointManager())

    def range(self, start: int, end: int | None = None, step: int = 1, numPartitions: int | None = None) -> DataFrame:
        """The whole numbers from ``start`` up to ``end``, exclusive, in a column ``id``; with one argument from 0."""
        if end is None:
            start, end = 0, start
        slices = self._sc.defaultParallelism if numPartitions is None else numPartitions
        return DataFrame(self._jsparkSession.range(int(start), int(end), int(step), int(slices)), self)

    def table(self, tableName: str) -> DataFrame:
        """The rows of a table or view."""
        require_type(tableName, str, "tableName", "str")
        return DataFrame(self._jsparkSession.table(tableName), self)

    def sql(self, sqlQuery: str, args: dict[str, Any] | list[Any] | None = None, **kwargs: Any) -> DataFrame:
        """What a statement of SQL gives.

        ``args`` are the values of its parameters: a dict for ``:name``, a list for ``?``. Keyword arguments are
        for ``{name}``: values, columns and DataFrames.
        """
        if not kwargs:
            return self._run_sql(sqlQuery, args)
        from pyspark.sql.sql_formatter import SQLStringFormatter

        formatter = SQLStringFormatter(self)
        try:
            return self._run_sql(formatter.format(sqlQuery, **kwargs), args)
        finally:
            formatter.clear()

    def _run_sql(self, text: str, args: Any) -> DataFrame:
        if args is not None and not isinstance(args, (dict, list)):
            raise PySparkTypeError(
                errorClass="INVALID_TYPE", messageParameters={"arg_name": "args", "arg_type": type(args).__name__}
            )
        frame = DataFrame(self._jsparkSession.sql(text, *self._sql_arguments(args)), self)
        # The statement may have been a SET.
        settings_may_have_changed()
        return frame

    def _sql_arguments(self, args: Any) -> list[Any]:
        if not args:
            return []
        from pyspark.sql.functions import lit

        if isinstance(args, dict):
            return [{name: _to_java_column(lit(value)) for name, value in args.items()}]
        to_array = static_method(self._jvm, PYTHON_UTILS, "toArray")
        return [to_array([_to_java_column(lit(value)) for value in args])]

    @overload
    def createDataFrame(
        self,
        data: "Iterable[RowLike] | RDD[RowLike]",
        schema: list[str] | tuple[str, ...] = ...,
        samplingRatio: float | None = ...,
    ) -> DataFrame: ...

    @overload
    def createDataFrame(
        self, data: "Iterable[RowLike] | RDD[RowLike]", schema: StructType | str, *, verifySchema: bool = ...
    ) -> DataFrame: ...

    @overload
    def createDataFrame(
        self, data: "Iterable[AtomicValue] | RDD[AtomicValue]", schema: AtomicType | str, verifySchema: bool = ...
    ) -> DataFrame: ...

    @overload
    def createDataFrame(self, data: "pd.DataFrame | pa.Table", samplingRatio: float | None = ...) -> DataFrame: ...

    @overload
    def createDataFrame(
        self, data: "pd.DataFrame | pa.Table", schema: StructType | str, verifySchema: bool = ...
    ) -> DataFrame: ...

    @overload
    def createDataFrame(
        self, data: Any, schema: Any = ..., samplingRatio: float | None = ..., verifySchema: bool = ...
    ) -> DataFrame: ...

    def createDataFrame(  # type: ignore[misc]
        self, data: Any, schema: Any = None, samplingRatio: float | None = None, verifySchema: bool = True
    ) -> DataFrame:
        """A DataFrame of rows, dicts, tuples or single values, of an RDD of such, of a frame of pandas, a table of
        Arrow or an array of NumPy.

        ``schema`` is a type, a DDL text or a list of column names; without it types are inferred, from the first rows
        or from the share ``samplingRatio`` of an RDD. ``verifySchema`` says whether each row is checked.
        """
        SparkSession._activeSession = self
        _session_method(self._jvm, "setActiveSession")(self._jsparkSession)
        if isinstance(data, DataFrame):
            raise PySparkTypeError(
                errorClass="INVALID_TYPE", messageParameters={"arg_name": "data", "arg_type": "DataFrame"}
            )
        if isinstance(schema, str):
            schema = self._parse_ddl(schema)
        elif isinstance(schema, (list, tuple)):
            schema = [name if isinstance(name, str) else name.encode("utf-8") for name in schema]
        if _local_data.is_numpy(data):
            data = _local_data.table_of_array(data, schema)
        if _local_data.is_pandas(data) or _local_data.is_arrow(data):
            return SparkConversionMixin.createDataFrame(self, data, schema, samplingRatio, verifySchema)
        return self._create_dataframe(data, schema, samplingRatio, verifySchema)

    def _create_dataframe(self, data: Any, schema: Any, samplingRatio: float | None, verifySchema: bool) -> DataFrame:
        from pyspark.core.rdd import RDD

        schema, to_row = _local_data.prepare(schema, verifySchema)
        if isinstance(data, RDD):
            rows = data if to_row is None else data.map(to_row)
            rdd, struct = _local_data.rows_of_rdd(rows, schema, samplingRatio, self.conf)
        else:
            local, struct = _local_data.rows_of_list(data if to_row is None else map(to_row, data), schema, self.conf)
            rdd = self._sc.parallelize(local)
        jrdd = self._java_objects(rdd)
        frame = DataFrame(self._jsparkSession.applySchemaToPythonRDD(jrdd.rdd(), struct.json()), self)
        # Known already; asking the engine for it costs a call.
        frame._schema = struct
        return frame

    def _java_objects(self, rdd: "RDD[Any]") -> "JavaObject":
        """The rows as arrays of Java objects. Batches of pickles are that already, so no worker has to run."""
        serializer = rdd._jrdd_deserializer
        if not (isinstance(serializer, BatchedSerializer) and isinstance(serializer.serializer, CPickleSerializer)):
            rdd = rdd._pickled()
        unpickled = static_method(self._jvm, _SER_DE_UTIL, "pythonToJava")(rdd._jrdd, True)
        return static_method(self._jvm, _SER_DE_UTIL, "toJavaArray")(unpickled)

    def _inferSchemaFromList(self, data: Iterable[Any], names: list[str] | None = None) -> StructType:
        return _local_data.schema_of_list(data, names, self.conf)

    def _inferSchema(
        self, rdd: "RDD[Any]", samplingRatio: float | None = None, names: list[str] | None = None
    ) -> StructType:
        return _local_data.schema_of_rdd(rdd, samplingRatio, names, self.conf)

    def emptyDataFrame(self, schema: StructType | str) -> DataFrame:
        """A DataFrame without rows."""
        return self.createDataFrame([], schema)

    @staticmethod
    def _create_shell_session() -> "SparkSession":
        """With a catalog of Hive, unless the settings say otherwise or there is no Hive."""
        from py4j.protocol import Py4JError

        from pyspark.core.context import SparkContext

        conf = SparkConf()
        wanted = conf.get("spark.sql.catalogImplementation")
        assert SparkContext._jvm is not None
        if (wanted or "hive").lower() == "hive":
            try:
                SparkContext._jvm.org.apache.hadoop.hive.conf.HiveConf()
                return SparkSession.builder.enableHiveSupport().getOrCreate()
            except (Py4JError, TypeError):
                if wanted is not None:
                    warnings.warn(
                        "Fall back to non-hive support because failing to access HiveConf, please make sure you "
                        "build spark with hive",
                        stacklevel=2,
                    )
        return SparkSession._getActiveSessionOrCreate()

    @staticmethod
    def _getActiveSessionOrCreate(**static_conf: Any) -> "SparkSession":
        session = SparkSession.getActiveSession()
        if session is not None:
            return session
        return SparkSession.builder.config(map=static_conf).getOrCreate()

    def stop(self) -> None:
        """Ends the context, and with it the session."""
        from pyspark.sql.context import SQLContext

        self._sc.stop()
        # Else they would be found by the next session.
        _session_method(self._jvm, "clearDefaultSession")()
        _session_method(self._jvm, "clearActiveSession")()
        SparkSession._instantiatedSession = None
        SparkSession._activeSession = None
        SQLContext._instantiatedContext = None

    def __enter__(self) -> "SparkSession":
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        self.stop()

    def interruptAll(self) -> list[str]:
        """Cancels what runs in the session; the ids of what was cancelled."""
        return _texts(self._jsparkSession.interruptAll())

    def interruptTag(self, tag: str) -> list[str]:
        """Cancels what was started with a tag; the ids of what was cancelled."""
        return _texts(self._jsparkSession.interruptTag(tag))

    def interruptOperation(self, op_id: str) -> list[str]:
        """Cancels one operation; its id if it ran."""
        return _texts(self._jsparkSession.interruptOperation(op_id))

    def addTag(self, tag: str) -> None:
        """Gives a tag to what this thread starts from now on."""
        self._jsparkSession.addTag(tag)

    def removeTag(self, tag: str) -> None:
        """Takes a tag of this thread away."""
        self._jsparkSession.removeTag(tag)

    def getTags(self) -> set[str]:
        """The tags of this thread."""
        return set(_texts(self._jsparkSession.getTags()))

    def clearTags(self) -> None:
        """Takes all tags of this thread away."""
        self._jsparkSession.clearTags()

    def addArtifacts(self, *path: str, pyfile: bool = False, archive: bool = False, file: bool = False) -> None:
        """Sends files to the workers: as modules to import, as archives to unpack, or as they are."""
        from pyspark.core.files import SparkFiles

        if pyfile + archive + file > 1:
            raise PySparkValueError(
                errorClass="INVALID_MULTIPLE_ARGUMENT_CONDITIONS",
                messageParameters={
                    "arg_names": "'pyfile', 'archive' and/or 'file'",
                    "condition": "True together",
                },
            )
        root = SparkFiles.getRootDirectory()
        for each in path:
            source = os.path.abspath(each)
            sent = os.path.join(root, os.path.basename(source))
            if os.path.exists(sent) and not filecmp.cmp(source, sent, shallow=False):
                raise PySparkRuntimeError(
                    errorClass="DUPLICATED_ARTIFACT", messageParameters={"normalized_path": source}
                )
        if archive:
            send = self._sc.addArchive
        elif pyfile:
            send = self._sc.addPyFile
        elif file:
            send = self._sc.addFile
        else:
            return
        for each in path:
            send(each)

    addArtifact = addArtifacts

    @property
    @remote_only
    def client(self) -> NoReturn:
        """For Spark Connect only."""
        raise _only_with_connect("client")

    @remote_only
    def registerProgressHandler(self, handler: Any) -> NoReturn:
        """For Spark Connect only."""
        raise _only_with_connect("registerProgressHandler")

    @remote_only
    def removeProgressHandler(self, handler: Any) -> NoReturn:
        """For Spark Connect only."""
        raise _only_with_connect("removeProgressHandler")

    @remote_only
    def clearProgressHandlers(self) -> NoReturn:
        """For Spark Connect only."""
        raise _only_with_connect("clearProgressHandlers")

    @remote_only
    def copyFromLocalToFs(self, local_path: str, dest_path: str) -> NoReturn:
        """For Spark Connect only."""
        raise _only_with_connect("copyFromLocalToFs")

    def _to_ddl(self, struct: StructType) -> str:
        return self._sc._to_ddl(struct)

    def _parse_ddl(self, ddl: str) -> DataType:
        return self._sc._parse_ddl(ddl)


def _session_method(jvm: "JVMView | None", name: str) -> "JavaMember":
    return static_method(jvm, _JAVA_SESSION, name)


def _only_with_connect(member: str) -> PySparkRuntimeError:
    return PySparkRuntimeError(
        errorClass="ONLY_SUPPORTED_WITH_SPARK_CONNECT", messageParameters={"feature": f"SparkSession.{member}"}
    )


def _texts(java_collection: "JavaObject") -> list[str]:
    """Of a sequence of Scala or a list of Java alike."""
    iterator = java_collection.iterator()
    texts = []
    while iterator.hasNext():
        texts.append(str(iterator.next()))
    return texts
