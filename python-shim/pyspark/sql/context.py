"""The contexts that came before sessions."""

import warnings
from typing import TYPE_CHECKING, Any, ClassVar, cast

from pyspark._globals import _NoValue, _NoValueType
from pyspark.errors import PySparkValueError
from pyspark.errors.exceptions.captured import install_exception_handler
from pyspark.sql.dataframe import DataFrame
from pyspark.sql.readwriter import DataFrameReader
from pyspark.sql.session import SparkSession, _monkey_patch_RDD
from pyspark.sql.types import DataType, StructType
from pyspark.sql.udf import UDFRegistration as UDFRegistration
from pyspark.sql.udtf import UDTFRegistration as UDTFRegistration

if TYPE_CHECKING:
    from collections.abc import Callable

    from py4j.java_gateway import JavaObject

    from pyspark.core.context import SparkContext
    from pyspark.sql._typing import UserDefinedFunctionLike
    from pyspark.sql.streaming import DataStreamReader, StreamingQueryManager
    from pyspark.sql.streaming.query import StreamingCheckpointManager

__all__ = ["SQLContext", "HiveContext"]  # noqa: RUF022 - the order of the documentation

_USE_BUILDER = "Deprecated in 3.0.0. Use SparkSession.builder.getOrCreate() instead."


class SQLContext:
    """What a session was called before Spark 2."""

    _instantiatedContext: ClassVar["SQLContext | None"] = None

    def __init__(
        self,
        sparkContext: "SparkContext",
        sparkSession: SparkSession | None = None,
        jsqlContext: "JavaObject | None" = None,
    ):
        if sparkSession is None:
            warnings.warn(_USE_BUILDER, FutureWarning, stacklevel=2)
        self._sc = sparkContext
        self._jsc = self._sc._jsc
        self._jvm = self._sc._jvm
        self.sparkSession = SparkSession._getActiveSessionOrCreate() if sparkSession is None else sparkSession
        self._jsqlContext = self.sparkSession._jsparkSession.sqlContext() if jsqlContext is None else jsqlContext
        _monkey_patch_RDD(self.sparkSession)
        install_exception_handler()
        if not SQLContext._is_running():
            SQLContext._instantiatedContext = self

    @staticmethod
    def _is_running() -> bool:
        context = SQLContext._instantiatedContext
        return context is not None and context._sc._jsc is not None

    @property
    def _ssql_ctx(self) -> "JavaObject":
        return self._jsqlContext

    @classmethod
    def getOrCreate(cls: type["SQLContext"], sc: "SparkContext | None" = None) -> "SQLContext":
        """The one context of the process."""
        warnings.warn(_USE_BUILDER, FutureWarning, stacklevel=2)
        if sc is None:
            raise PySparkValueError(
                errorClass="ARGUMENT_REQUIRED",
                messageParameters={"arg_name": "sc", "condition": "running in classic (non-Connect) mode"},
            )
        return cls._get_or_create(sc)

    @classmethod
    def _get_or_create(cls: type["SQLContext"], sc: "SparkContext", **static_conf: Any) -> "SQLContext":
        if not SQLContext._is_running():
            session = SparkSession._getActiveSessionOrCreate(**static_conf)
            cls(sc, session, session._jsparkSession.sqlContext())
        return cast("SQLContext", SQLContext._instantiatedContext)

    def newSession(self) -> "SQLContext":
        """A context with its own settings, views and functions."""
        return self.__class__(self._sc, self.sparkSession.newSession())

    def setConf(self, key: str, value: bool | int | str) -> None:
        """See ``SparkSession.conf``."""
        self.sparkSession.conf.set(key, value)

    def getConf(self, key: str, defaultValue: "str | _NoValueType | None" = _NoValue) -> str | None:
        """See ``SparkSession.conf``."""
        return self.sparkSession.conf.get(key, defaultValue)

    @property
    def udf(self) -> UDFRegistration:
        """See ``SparkSession.udf``."""
        return self.sparkSession.udf

    @property
    def udtf(self) -> UDTFRegistration:
        """See ``SparkSession.udtf``."""
        return self.sparkSession.udtf

    def range(self, start: int, end: int | None = None, step: int = 1, numPartitions: int | None = None) -> DataFrame:
        """See ``SparkSession.range``."""
        return self.sparkSession.range(start, end, step, numPartitions)

    def registerFunction(
        self, name: str, f: "Callable[..., Any]", returnType: DataType | None = None
    ) -> "UserDefinedFunctionLike":
        """The old name of ``spark.udf.register``."""
        warnings.warn("Deprecated in 2.3.0. Use spark.udf.register instead.", FutureWarning, stacklevel=2)
        return self.sparkSession.udf.register(name, f, returnType)

    def registerJavaFunction(self, name: str, javaClassName: str, returnType: DataType | None = None) -> None:
        """The old name of ``spark.udf.registerJavaFunction``."""
        warnings.warn("Deprecated in 2.3.0. Use spark.udf.registerJavaFunction instead.", FutureWarning, stacklevel=2)
        self.sparkSession.udf.registerJavaFunction(name, javaClassName, returnType)

    def createDataFrame(
        self, data: Any, schema: Any = None, samplingRatio: float | None = None, verifySchema: bool = True
    ) -> DataFrame:
        """See ``SparkSession.createDataFrame``."""
        return self.sparkSession.createDataFrame(data, schema, samplingRatio, verifySchema)

    def registerDataFrameAsTable(self, df: DataFrame, tableName: str) -> None:
        """See ``DataFrame.createOrReplaceTempView``."""
        df.createOrReplaceTempView(tableName)

    def dropTempTable(self, tableName: str) -> None:
        """See ``Catalog.dropTempView``."""
        self.sparkSession.catalog.dropTempView(tableName)

    def createExternalTable(
        self,
        tableName: str,
        path: str | None = None,
        source: str | None = None,
        schema: StructType | None = None,
        **options: str,
    ) -> DataFrame:
        """See ``Catalog.createTable``."""
        return self.sparkSession.catalog.createExternalTable(tableName, path, source, schema, **options)

    def sql(self, sqlQuery: str) -> DataFrame:
        """See ``SparkSession.sql``."""
        return self.sparkSession.sql(sqlQuery)

    def table(self, tableName: str) -> DataFrame:
        """See ``SparkSession.table``."""
        return self.sparkSession.table(tableName)

    def tables(self, dbName: str | None = None) -> DataFrame:
        """Names of tables and views, as rows."""
        return DataFrame(self._ssql_ctx.tables(*([] if dbName is None else [dbName])), self.sparkSession)

    def tableNames(self, dbName: str | None = None) -> list[str]:
        """Names of tables and views."""
        return list(self._ssql_ctx.tableNames(*([] if dbName is None else [dbName])))

    def cacheTable(self, tableName: str) -> None:
        """See ``Catalog.cacheTable``."""
        self._ssql_ctx.cacheTable(tableName)

    def uncacheTable(self, tableName: str) -> None:
        """See ``Catalog.uncacheTable``."""
        self._ssql_ctx.uncacheTable(tableName)

    def clearCache(self) -> None:
        """See ``Catalog.clearCache``."""
        self._ssql_ctx.clearCache()

    @property
    def read(self) -> DataFrameReader:
        """See ``SparkSession.read``."""
        return DataFrameReader(self.sparkSession)

    @property
    def readStream(self) -> "DataStreamReader":
        """See ``SparkSession.readStream``."""
        return self.sparkSession.readStream

    @property
    def streams(self) -> "StreamingQueryManager":
        """See ``SparkSession.streams``."""
        from pyspark.sql.streaming import StreamingQueryManager

        return StreamingQueryManager(self._ssql_ctx.streams())

    @property
    def _streamingCheckpointManager(self) -> "StreamingCheckpointManager":
        from pyspark.sql.streaming.query import StreamingCheckpointManager

        return StreamingCheckpointManager(self._ssql_ctx.streamingCheckpointManager())


class HiveContext(SQLContext):
    """A context with a catalog of Hive, from before Spark 2."""

    _static_conf: ClassVar[dict[str, str]] = {"spark.sql.catalogImplementation": "hive"}

    def __init__(
        self,
        sparkContext: "SparkContext",
        sparkSession: SparkSession | None = None,
        jhiveContext: "JavaObject | None" = None,
    ):
        warnings.warn(
            "HiveContext is deprecated in Spark 2.0.0. Please use "
            "SparkSession.builder.enableHiveSupport().getOrCreate() instead.",
            FutureWarning,
            stacklevel=2,
        )
        if sparkSession is not None:
            settings = HiveContext._static_conf if jhiveContext is None else {}
            sparkSession = SparkSession._getActiveSessionOrCreate(**settings)
        super().__init__(sparkContext, sparkSession, jhiveContext)

    @classmethod
    def _get_or_create(cls: type[SQLContext], sc: "SparkContext", **static_conf: Any) -> SQLContext:
        return SQLContext._get_or_create(sc, **HiveContext._static_conf)

    def refreshTable(self, tableName: str) -> None:
        """See ``Catalog.refreshTable``."""
        self._ssql_ctx.refreshTable(tableName)
