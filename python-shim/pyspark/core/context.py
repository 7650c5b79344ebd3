"""The connection to the engine, and what is made with it: RDDs, broadcasts, accumulators."""

import importlib
import os
import shutil
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Sequence
from tempfile import NamedTemporaryFile
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar, cast

from pyspark import accumulators
from pyspark.accumulators import Accumulator
from pyspark.conf import SparkConf
from pyspark.core.broadcast import Broadcast, BroadcastPickleRegistry
from pyspark.core.files import SparkFiles
from pyspark.core.rdd import RDD
from pyspark.core.status import StatusTracker
from pyspark.errors import PySparkRuntimeError
from pyspark.java_gateway import has_ended, launch_gateway
from pyspark.profiler import BasicProfiler, MemoryProfiler, ProfilerCollector, UDFBasicProfiler
from pyspark.resource.information import ResourceInformation
from pyspark.serializers import (
    AutoBatchedSerializer,
    BatchedSerializer,
    ChunkedStream,
    CPickleSerializer,
    NoOpSerializer,
    PairDeserializer,
    Serializer,
    UTF8Deserializer,
)
from pyspark.storagelevel import StorageLevel
from pyspark.taskcontext import TaskContext
from pyspark.traceback_utils import CallSite, first_spark_call
from pyspark.util import _load_from_socket, local_connect_and_auth

if TYPE_CHECKING:
    from py4j.java_collections import JavaMap
    from py4j.java_gateway import JavaGateway, JavaObject, JVMView

    from pyspark.accumulators import AccumulatorParam
    from pyspark.sql.types import DataType, StructType

__all__ = ["SparkContext"]

DEFAULT_CONFIGS: dict[str, Any] = {
    "spark.serializer.objectStreamReset": 100,
    "spark.sql.artifact.isolation.enabled": "false",
}

T = TypeVar("T")
U = TypeVar("U")

_EXECUTOR_ENVIRONMENT = "spark.executorEnv."
_ENCRYPTED_CHUNK_SIZE = 8192
_LARGEST_BATCH = 1024
_CANCEL_TIMEOUT_SECONDS = 5


class SparkContext:
    """The application's connection to the engine. There is one at a time; it ends with :meth:`stop`.

    Parameters
    ----------
    master : str, optional
        where to run, such as ``local[4]``
    appName : str, optional
        the application's name
    sparkHome : str, optional
        where Spark lies on the workers
    pyFiles : list, optional
        modules and archives that workers can import
    environment : dict, optional
        environment variables of the workers
    batchSize : int, optional, default 0
        how many objects are pickled together: 0 to find out, 1 for none, -1 for all of a partition
    serializer : :class:`Serializer`, optional
        how objects of RDDs are written
    conf : :class:`SparkConf`, optional
        settings; the parameters above count more
    gateway : class:`py4j.java_gateway.JavaGateway`, optional
        a gateway to use instead of a new one
    jsc : class:`py4j.java_gateway.JavaObject`, optional
        the engine's JavaSparkContext, if there is one already
    profiler_cls, udf_profiler_cls, memory_profiler_cls : type, optional
        the profilers to use where ``spark.python.profile`` asks for them
    """

    _gateway: ClassVar["JavaGateway | None"] = None
    _jvm: ClassVar["JVMView | None"] = None
    _next_accum_id = 0
    _active_spark_context: ClassVar["SparkContext | None"] = None
    _lock = RLock()
    _python_includes: list[str] | None = None
    serializer: Serializer
    profiler_collector: ProfilerCollector | None

    PACKAGE_EXTENSIONS: Iterable[str] = (".zip", ".egg", ".jar")

    def __init__(
        self,
        master: str | None = None,
        appName: str | None = None,
        sparkHome: str | None = None,
        pyFiles: list[str] | None = None,
        environment: dict[str, Any] | None = None,
        batchSize: int = 0,
        serializer: Serializer = CPickleSerializer(),  # noqa: B008 - it holds no state
        conf: SparkConf | None = None,
        gateway: "JavaGateway | None" = None,
        jsc: "JavaObject | None" = None,
        profiler_cls: type[BasicProfiler] = BasicProfiler,
        udf_profiler_cls: type[UDFBasicProfiler] = UDFBasicProfiler,
        memory_profiler_cls: type[MemoryProfiler] = MemoryProfiler,
    ):
        if "SPARK_CONNECT_MODE_ENABLED" in os.environ and "SPARK_LOCAL_REMOTE" not in os.environ:
            raise PySparkRuntimeError(errorClass="CONTEXT_UNAVAILABLE_FOR_REMOTE_CLIENT", messageParameters={})
        if conf is None or conf.get("spark.executor.allowSparkContext", "false").lower() != "true":
            SparkContext._assert_on_driver()
        self._callsite = first_spark_call() or CallSite(None, None, None)
        if gateway is not None and gateway.gateway_parameters.auth_token is None:
            raise ValueError(
                "You are trying to pass an insecure Py4j gateway to Spark. This is not allowed: everybody on this "
                "machine could use it."
            )
        SparkContext._ensure_initialized(self, gateway=gateway, conf=conf)
        try:
            self._do_init(
                master,
                appName,
                sparkHome,
                pyFiles,
                environment,
                batchSize,
                serializer,
                conf,
                jsc,
                profiler_cls,
                udf_profiler_cls,
                memory_profiler_cls,
            )
        except BaseException:
            # What was made so far would keep the next context from being made.
            self.stop()
            raise

    def _do_init(
        self,
        master: str | None,
        appName: str | None,
        sparkHome: str | None,
        pyFiles: list[str] | None,
        environment: dict[str, Any] | None,
        batchSize: int,
        serializer: Serializer,
        conf: SparkConf | None,
        jsc: "JavaObject | None",
        profiler_cls: type[BasicProfiler] = BasicProfiler,
        udf_profiler_cls: type[UDFBasicProfiler] = UDFBasicProfiler,
        memory_profiler_cls: type[MemoryProfiler] = MemoryProfiler,
    ) -> None:
        self._batchSize = batchSize
        self._unbatched_serializer = serializer
        self.serializer = (
            AutoBatchedSerializer(serializer) if batchSize == 0 else BatchedSerializer(serializer, batchSize)
        )
        self.environment = environment or {}
        self._conf = self._complete_conf(conf, master, appName, sparkHome)
        self.master = self._conf.get("spark.master")
        self.appName = self._conf.get("spark.app.name")
        self.sparkHome = self._conf.get("spark.home", None)
        for key, value in self._conf.getAll():
            if key.startswith(_EXECUTOR_ENVIRONMENT):
                self.environment[key.removeprefix(_EXECUTOR_ENVIRONMENT)] = value
        # Workers must agree on the hash of a text.
        self.environment["PYTHONHASHSEED"] = os.environ.get("PYTHONHASHSEED", "0")

        self._jsc: Any = jsc if jsc is not None else self._initialize_context(self._conf._jconf)
        # From here on the settings are the engine's: it has completed them.
        self._conf = SparkConf(_jconf=self._jsc.sc().conf())
        self._start_accumulators()

        assert self._jvm is not None
        utils = self._jvm.PythonUtils
        self._encryption_enabled: bool = utils.isEncryptionEnabled(self._jsc)
        os.environ["SPARK_AUTH_SOCKET_TIMEOUT"] = str(utils.getPythonAuthSocketTimeout(self._jsc))
        os.environ["SPARK_BUFFER_SIZE"] = str(utils.getSparkBufferSize(self._jsc))

        self.pythonExec = os.environ.get("PYSPARK_PYTHON", "python3")
        self.pythonVer = f"{sys.version_info.major}.{sys.version_info.minor}"
        self._pickled_broadcast_vars = BroadcastPickleRegistry()
        self._add_python_files(pyFiles or [])

        java_utils = getattr(self._jvm, "org.apache.spark.util.Utils")
        local_dir = java_utils.getLocalDir(self._jsc.sc().conf())
        self._temp_dir: str = java_utils.createTempDir(local_dir, "pyspark").getAbsolutePath()

        self.profiler_collector = None
        if "true" in (self._conf.get("spark.python.profile"), self._conf.get("spark.python.profile.memory")):
            dump_path = self._conf.get("spark.python.profile.dump", None)
            self.profiler_collector = ProfilerCollector(profiler_cls, udf_profiler_cls, memory_profiler_cls, dump_path)
        self._cancel_jobs_on_interrupt()

    def _complete_conf(
        self, conf: SparkConf | None, master: str | None, appName: str | None, sparkHome: str | None
    ) -> SparkConf:
        if conf is not None and conf._jconf is not None:
            completed = conf
        else:
            # Made before there was an engine: what its launcher has set is still missing.
            completed = SparkConf(_jvm=SparkContext._jvm)
            completed.setAll(conf.getAll() if conf is not None else [])
        if master:
            completed.setMaster(master)
        if appName:
            completed.setAppName(appName)
        if sparkHome:
            completed.setSparkHome(sparkHome)
        for key, value in self.environment.items():
            completed.setExecutorEnv(key, value)
        for key, value in DEFAULT_CONFIGS.items():
            completed.setIfMissing(key, value)
        if not completed.contains("spark.master"):
            raise PySparkRuntimeError(errorClass="MASTER_URL_NOT_SET", messageParameters={})
        if not completed.contains("spark.app.name"):
            raise PySparkRuntimeError(errorClass="APPLICATION_NAME_NOT_SET", messageParameters={})
        return completed

    def _start_accumulators(self) -> None:
        """Let the engine know where to send what tasks have added."""
        assert self._gateway is not None and self._jvm is not None
        token = self._gateway.gateway_parameters.auth_token
        by_default = os.environ.get("PYSPARK_UDS_MODE", "false")
        if self._conf.get("spark.python.unix.domain.socket.enabled", by_default).lower() == "true":
            folder = self._conf.get("spark.python.unix.domain.socket.dir")
            if folder is None:
                folder = str(getattr(self._jvm, "java.lang.System").getProperty("java.io.tmpdir"))
            path = os.path.join(folder, f".{os.urandom(16).hex()}.sock")
            self._accumulatorServer: Any = accumulators._start_update_server(token, True, path)
            self._javaAccumulator = self._jvm.PythonAccumulatorV2(self._accumulatorServer.server_address)
        else:
            self._accumulatorServer = accumulators._start_update_server(token, False)
            host, port = self._accumulatorServer.server_address
            self._javaAccumulator = self._jvm.PythonAccumulatorV2(host, port, token)
        self._jsc.sc().register(self._javaAccumulator)

    def _add_python_files(self, files: Iterable[str]) -> None:
        """Let this process and the workers import what was given here and to the launcher."""
        SparkFiles._sc = self
        root = SparkFiles.getRootDirectory()
        sys.path.insert(1, root)
        self._python_includes = []
        for path in files:
            self.addPyFile(path)
        for path in self._conf.get("spark.submit.pyFiles", "").split(","):
            if not path:
                continue
            name = os.path.basename(path)
            copy = os.path.join(root, name)
            try:
                # The launcher has added it as a file already, except in some shells.
                if not os.path.exists(copy):
                    shutil.copyfile(path, copy)
                self._include_archive(name, copy)
            except OSError as error:
                warnings.warn(
                    f"{path}, given to the launcher as a Python file, cannot be imported: {error}",
                    RuntimeWarning,
                    stacklevel=2,
                )

    def _include_archive(self, name: str, path: str) -> None:
        if name[-4:].lower() in self.PACKAGE_EXTENSIONS:
            assert self._python_includes is not None
            self._python_includes.append(name)
            sys.path.insert(1, path)

    def _cancel_jobs_on_interrupt(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return

        def cancel_and_interrupt(signal: int, frame: Any) -> NoReturn:
            # By a thread of its own: this one's connection may be waiting for the answer of a job.
            cancelling = threading.Thread(target=self.cancelAllJobs, daemon=True)
            cancelling.start()
            cancelling.join(_CANCEL_TIMEOUT_SECONDS)
            raise KeyboardInterrupt

        signal.signal(signal.SIGINT, cancel_and_interrupt)

    def __repr__(self) -> str:
        return f"<SparkContext master={self.master} appName={self.appName}>"

    def _repr_html_(self) -> str:
        return f"""
        <div>
            <p><b>SparkContext</b></p>

            <p><a href="{self.uiWebUrl}">Spark UI</a></p>

            <dl>
              <dt>Version</dt>
                <dd><code>v{self.version}</code></dd>
              <dt>Master</dt>
                <dd><code>{self.master}</code></dd>
              <dt>AppName</dt>
                <dd><code>{self.appName}</code></dd>
            </dl>
        </div>
        """

    def _initialize_context(self, jconf: "JavaObject | None") -> "JavaObject":
        """Make the engine's side of the context; a subclass may make another."""
        assert self._jvm is not None
        return self._jvm.JavaSparkContext(jconf)

    @classmethod
    def _ensure_initialized(
        cls,
        instance: "SparkContext | None" = None,
        gateway: "JavaGateway | None" = None,
        conf: SparkConf | None = None,
    ) -> None:
        """Have a gateway, and let the instance be the one context."""
        with SparkContext._lock:
            if SparkContext._gateway is None or has_ended(SparkContext._gateway):
                SparkContext._gateway = gateway or launch_gateway(conf)
                SparkContext._jvm = SparkContext._gateway.jvm
            active = SparkContext._active_spark_context
            if instance is None:
                return
            if active is not None and active is not instance:
                site = active._callsite
                raise ValueError(
                    "Cannot run multiple SparkContexts at once; "
                    f"existing SparkContext(app={active.appName}, master={active.master}) "
                    f"created by {site.function} at {site.file}:{site.linenum} "
                )
            SparkContext._active_spark_context = instance

    def __getnewargs__(self) -> NoReturn:
        # Called when somebody tries to pickle the context.
        raise PySparkRuntimeError(errorClass="CONTEXT_ONLY_VALID_ON_DRIVER", messageParameters={})

    def __enter__(self) -> "SparkContext":
        return self

    def __exit__(
        self, type: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @classmethod
    def getOrCreate(cls, conf: SparkConf | None = None) -> "SparkContext":
        """The context there is, or else a new one."""
        with SparkContext._lock:
            if SparkContext._active_spark_context is None:
                SparkContext(conf=conf or SparkConf())
            assert SparkContext._active_spark_context is not None
            return SparkContext._active_spark_context

    def setLogLevel(self, logLevel: str) -> None:
        """Set what is logged: ALL, DEBUG, ERROR, FATAL, INFO, OFF, TRACE or WARN."""
        self._jsc.setLogLevel(logLevel)

    @classmethod
    def setSystemProperty(cls, key: str, value: str) -> None:
        """Set a system property of the engine; before the first context it counts as a setting."""
        SparkContext._ensure_initialized()
        getattr(SparkContext._jvm, "java.lang.System").setProperty(key, value)

    @classmethod
    def getSystemProperty(cls, key: str) -> str:
        """A system property of the engine."""
        SparkContext._ensure_initialized()
        return cast(str, getattr(SparkContext._jvm, "java.lang.System").getProperty(key))

    @property
    def version(self) -> str:
        """Version of Spark."""
        return cast(str, self._jsc.version())

    @property
    def applicationId(self) -> str:
        """A name that no other application has."""
        return cast(str, self._jsc.sc().applicationId())

    @property
    def uiWebUrl(self) -> str | None:
        """Address of the web pages about the application, if there are any."""
        url = self._jsc.sc().uiWebUrl()
        return url.get() if url.nonEmpty() else None

    @property
    def startTime(self) -> int:
        """When the context was made, in milliseconds since 1970."""
        return cast(int, self._jsc.startTime())

    @property
    def defaultParallelism(self) -> int:
        """How many partitions an RDD gets where nothing else is said."""
        return cast(int, self._jsc.sc().defaultParallelism())

    @property
    def defaultMinPartitions(self) -> int:
        """How many partitions files are read in at least where nothing else is said."""
        return cast(int, self._jsc.sc().defaultMinPartitions())

    def stop(self) -> None:
        """End the application."""
        from py4j.protocol import Py4JError

        if getattr(self, "_jsc", None) is not None:
            try:
                self._jsc.stop()
            except (Py4JError, OSError):
                warnings.warn(
                    "The engine did not answer when it was asked to stop; its process may be dead already.",
                    RuntimeWarning,
                    stacklevel=2,
                )
            finally:
                self._jsc = None
        if getattr(self, "_accumulatorServer", None) is not None:
            self._accumulatorServer.shutdown()
            self._accumulatorServer = None
        with SparkContext._lock:
            SparkContext._active_spark_context = None

    def emptyRDD(self) -> RDD[Any]:
        """An RDD without partitions."""
        return RDD(self._jsc.emptyRDD(), self, NoOpSerializer())

    def range(self, start: int, end: int | None = None, step: int = 1, numSlices: int | None = None) -> RDD[int]:
        """The whole numbers from ``start`` up to ``end``, exclusive; with one argument from 0."""
        numbers = range(start) if end is None else range(start, end, step)
        return self.parallelize(numbers, numSlices)

    def parallelize(self, c: Iterable[T], numSlices: int | None = None) -> RDD[T]:
        """An RDD of the elements of a collection. Of a ``range`` only the borders travel."""
        slices = self.defaultParallelism if numSlices is None else int(numSlices)
        if isinstance(c, range):
            return self._parallelize_range(c, slices)
        elements: Any = c if hasattr(c, "__len__") else list(c)
        # Many batches, so that partitions get about the same number of elements.
        size = max(1, min(len(elements) // slices, self._batchSize or _LARGEST_BATCH))
        serializer = BatchedSerializer(self._unbatched_serializer, size)

        def read_file(name: str) -> "JavaObject":
            return self._jvm.PythonRDD.readRDDFromFile(self._jsc, name, slices)  # type: ignore[union-attr]

        def open_server() -> "JavaObject":
            return self._jvm.PythonParallelizeServer(self._jsc.sc(), slices)  # type: ignore[union-attr]

        jrdd = self._serialize_to_jvm(elements, serializer, read_file, open_server)
        return RDD(jrdd, self, serializer)

    def _parallelize_range(self, numbers: Any, slices: int) -> RDD[Any]:
        no_elements: list[Any] = []
        if not numbers:
            return self.parallelize(no_elements, slices)
        count, first, step = len(numbers), numbers.start, numbers.step

        def numbers_of(split: int, iterator: Iterable[Any]) -> Iterable[int]:
            # The worker must have read its input, of which there is none.
            assert not list(iterator)
            # Multiplied before divided: the borders are those of the real Spark.
            return range(
                first + int(split * count / slices) * step, first + int((split + 1) * count / slices) * step, step
            )

        return self.parallelize(no_elements, slices).mapPartitionsWithIndex(numbers_of)

    def _serialize_to_jvm(
        self,
        data: Iterable[Any],
        serializer: Serializer,
        reader_func: Callable[[str], Any],
        server_func: Callable[[], Any],
    ) -> Any:
        """Hand data to the engine: in a file, or with encryption through a socket, as nothing may lie open on disk."""
        if self._encryption_enabled:
            server = server_func()
            sock_file, _ = local_connect_and_auth(server.connInfo(), server.secret())
            chunks = ChunkedStream(sock_file, _ENCRYPTED_CHUNK_SIZE)
            serializer.dump_stream(data, chunks)  # type: ignore[arg-type]
            chunks.close()
            return server.getResult()
        with NamedTemporaryFile(delete=False, dir=self._temp_dir) as file:
            pass
        try:
            with open(file.name, "wb") as stream:
                serializer.dump_stream(data, stream)
            return reader_func(file.name)
        finally:
            # The engine has read it, though it is lazy otherwise.
            os.unlink(file.name)

    def pickleFile(self, name: str, minPartitions: int | None = None) -> RDD[Any]:
        """What :meth:`RDD.saveAsPickleFile` has written."""
        return RDD(self._jsc.objectFile(name, minPartitions or self.defaultMinPartitions), self)

    def textFile(self, name: str, minPartitions: int | None = None, use_unicode: bool = True) -> RDD[str]:
        """The lines of files: of a file, a folder, a pattern, or several with commas between.

        Without ``use_unicode`` lines are bytes, which is faster.
        """
        partitions = minPartitions or min(self.defaultParallelism, 2)
        return RDD(self._jsc.textFile(name, partitions), self, UTF8Deserializer(use_unicode))

    def wholeTextFiles(
        self, path: str, minPartitions: int | None = None, use_unicode: bool = True
    ) -> RDD[tuple[str, str]]:
        """Path and text of each file."""
        texts = UTF8Deserializer(use_unicode)
        jrdd = self._jsc.wholeTextFiles(path, minPartitions or self.defaultMinPartitions)
        return RDD(jrdd, self, PairDeserializer(texts, texts))

    def binaryFiles(self, path: str, minPartitions: int | None = None) -> RDD[tuple[str, bytes]]:
        """Path and bytes of each file."""
        jrdd = self._jsc.binaryFiles(path, minPartitions or self.defaultMinPartitions)
        return RDD(jrdd, self, PairDeserializer(UTF8Deserializer(), NoOpSerializer()))

    def binaryRecords(self, path: str, recordLength: int) -> RDD[bytes]:
        """The records of files whose records are all of that length."""
        return RDD(self._jsc.binaryRecords(path, recordLength), self, NoOpSerializer())

    def _dictToJavaMap(self, d: dict[str, str] | None) -> "JavaMap":
        java_map = getattr(self._jvm, "java.util.HashMap")()
        for key, value in (d or {}).items():
            java_map[key] = value
        return java_map

    def sequenceFile(
        self,
        path: str,
        keyClass: str | None = None,
        valueClass: str | None = None,
        keyConverter: str | None = None,
        valueConverter: str | None = None,
        minSplits: int | None = None,
        batchSize: int = 0,
    ) -> RDD[tuple[T, U]]:
        """Keys and values of Hadoop's sequence files. Classes and converters are named as in Java."""
        splits = minSplits or min(self.defaultParallelism, 2)
        return self._hadoop_rdd(
            "sequenceFile", path, keyClass, valueClass, keyConverter, valueConverter, splits, batchSize
        )

    def newAPIHadoopFile(
        self,
        path: str,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        keyConverter: str | None = None,
        valueConverter: str | None = None,
        conf: dict[str, str] | None = None,
        batchSize: int = 0,
    ) -> RDD[tuple[T, U]]:
        """Keys and values of files, read by an input format of Hadoop's new API."""
        jconf = self._dictToJavaMap(conf)
        converters = (keyConverter, valueConverter)
        return self._hadoop_rdd(
            "newAPIHadoopFile", path, inputFormatClass, keyClass, valueClass, *converters, jconf, batchSize
        )

    def newAPIHadoopRDD(
        self,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        keyConverter: str | None = None,
        valueConverter: str | None = None,
        conf: dict[str, str] | None = None,
        batchSize: int = 0,
    ) -> RDD[tuple[T, U]]:
        """Keys and values that an input format of Hadoop's new API gives for the settings."""
        jconf = self._dictToJavaMap(conf)
        converters = (keyConverter, valueConverter)
        return self._hadoop_rdd(
            "newAPIHadoopRDD", inputFormatClass, keyClass, valueClass, *converters, jconf, batchSize
        )

    def hadoopFile(
        self,
        path: str,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        keyConverter: str | None = None,
        valueConverter: str | None = None,
        conf: dict[str, str] | None = None,
        batchSize: int = 0,
    ) -> RDD[tuple[T, U]]:
        """Keys and values of files, read by an input format of Hadoop's old API."""
        jconf = self._dictToJavaMap(conf)
        converters = (keyConverter, valueConverter)
        return self._hadoop_rdd(
            "hadoopFile", path, inputFormatClass, keyClass, valueClass, *converters, jconf, batchSize
        )

    def hadoopRDD(
        self,
        inputFormatClass: str,
        keyClass: str,
        valueClass: str,
        keyConverter: str | None = None,
        valueConverter: str | None = None,
        conf: dict[str, str] | None = None,
        batchSize: int = 0,
    ) -> RDD[tuple[T, U]]:
        """Keys and values that an input format of Hadoop's old API gives for the settings."""
        jconf = self._dictToJavaMap(conf)
        converters = (keyConverter, valueConverter)
        return self._hadoop_rdd("hadoopRDD", inputFormatClass, keyClass, valueClass, *converters, jconf, batchSize)

    def _hadoop_rdd(self, method: str, *arguments: Any) -> RDD[Any]:
        assert self._jvm is not None
        return RDD(getattr(self._jvm.PythonRDD, method)(self._jsc, *arguments), self)

    def _checkpointFile(self, name: str, input_deserializer: PairDeserializer) -> RDD[Any]:
        return RDD(self._jsc.checkpointFile(name), self, input_deserializer)

    def union(self, rdds: list[RDD[T]]) -> RDD[T]:
        """The elements of all RDDs, partition after partition."""
        from py4j.java_gateway import is_instance_of

        if any(rdd._jrdd_deserializer != rdds[0]._jrdd_deserializer for rdd in rdds):
            rdds = [rdd._reserialize() for rdd in rdds]
        gateway, first = SparkContext._gateway, rdds[0]._jrdd
        assert gateway is not None
        for name in ("JavaRDD", "JavaPairRDD", "JavaDoubleRDD"):
            java_class = getattr(gateway.jvm, f"org.apache.spark.api.java.{name}")
            if is_instance_of(gateway, first, java_class):
                break
        else:
            raise TypeError(f"Unsupported Java RDD class {first.getClass().getCanonicalName()}")
        array = gateway.new_array(java_class, len(rdds))
        for i, rdd in enumerate(rdds):
            array[i] = rdd._jrdd
        return RDD(self._jsc.union(array), self, rdds[0]._jrdd_deserializer)

    def broadcast(self, value: T) -> "Broadcast[T]":
        """Give every worker a value to read; it travels once."""
        return Broadcast(self, value, self._pickled_broadcast_vars)

    def accumulator(self, value: T, accum_param: "AccumulatorParam[T] | None" = None) -> Accumulator[T]:
        """A variable that tasks add to. ``accum_param`` says how, for other types than numbers."""
        if accum_param is None:
            accum_param = _default_accumulator_param(value)
        SparkContext._next_accum_id += 1
        return Accumulator(SparkContext._next_accum_id - 1, value, accum_param)

    def addFile(self, path: str, recursive: bool = False) -> None:
        """Let workers find a file by :meth:`SparkFiles.get`; a folder only if ``recursive``."""
        self._jsc.sc().addFile(path, recursive)

    @property
    def listFiles(self) -> list[str]:
        """What was added by :meth:`addFile`."""
        return self._to_list(self._jsc.sc().listFiles())

    def addPyFile(self, path: str) -> None:
        """Let this process and the workers import a module, or what a zip archive holds."""
        self.addFile(path)
        name = os.path.basename(path)
        self._include_archive(name, os.path.join(SparkFiles.getRootDirectory(), name))
        importlib.invalidate_caches()

    def addArchive(self, path: str) -> None:
        """Let workers find an archive unpacked; ``#name`` after the path names the folder."""
        self._jsc.sc().addArchive(path)

    @property
    def listArchives(self) -> list[str]:
        """What was added by :meth:`addArchive`."""
        return self._to_list(self._jsc.sc().listArchives())

    def _to_list(self, java_seq: "JavaObject") -> list[str]:
        return list(getattr(self._jvm, "scala.jdk.javaapi.CollectionConverters").asJava(java_seq))

    def setCheckpointDir(self, dirName: str) -> None:
        """Where RDDs are written by :meth:`RDD.checkpoint`."""
        self._jsc.sc().setCheckpointDir(dirName)

    def getCheckpointDir(self) -> str | None:
        """Where RDDs are written by :meth:`RDD.checkpoint`; None if it was not set."""
        folder = self._jsc.sc().getCheckpointDir()
        return None if folder.isEmpty() else folder.get()

    def _getJavaStorageLevel(self, storageLevel: StorageLevel) -> "JavaObject":
        if not isinstance(storageLevel, StorageLevel):
            raise TypeError("storageLevel must be of type pyspark.StorageLevel")
        return getattr(self._jvm, "org.apache.spark.storage.StorageLevel")(*storageLevel._values())

    def setJobGroup(self, groupId: str, description: str, interruptOnCancel: bool = False) -> None:
        """Name the jobs that this thread starts from now on, so that they can be cancelled together."""
        self._jsc.setJobGroup(groupId, description, interruptOnCancel)

    def setInterruptOnCancel(self, interruptOnCancel: bool) -> None:
        """Whether cancelling the jobs of this thread interrupts the threads of their tasks."""
        self._jsc.setInterruptOnCancel(interruptOnCancel)

    def addJobTag(self, tag: str) -> None:
        """Tag the jobs that this thread starts from now on; no commas."""
        self._jsc.addJobTag(tag)

    def removeJobTag(self, tag: str) -> None:
        """No longer use a tag."""
        self._jsc.removeJobTag(tag)

    def getJobTags(self) -> set[str]:
        """The tags that jobs of this thread get."""
        return cast("set[str]", self._jsc.getJobTags())

    def clearJobTags(self) -> None:
        """No longer use any tag."""
        self._jsc.clearJobTags()

    def setLocalProperty(self, key: str, value: str) -> None:
        """Set a property that the jobs of this thread carry, such as ``spark.scheduler.pool``; None takes it away."""
        self._jsc.setLocalProperty(key, value)

    def getLocalProperty(self, key: str) -> str | None:
        """A property that the jobs of this thread carry."""
        return cast("str | None", self._jsc.getLocalProperty(key))

    def setJobDescription(self, value: str) -> None:
        """How jobs of this thread are described to people."""
        self._jsc.setJobDescription(value)

    def sparkUser(self) -> str:
        """Who runs the application."""
        return cast(str, self._jsc.sc().sparkUser())

    def cancelJobGroup(self, groupId: str) -> None:
        """Cancel the running jobs of a group."""
        self._jsc.sc().cancelJobGroup(groupId)

    def cancelJobsWithTag(self, tag: str) -> None:
        """Cancel the running jobs with that tag."""
        self._jsc.cancelJobsWithTag(tag)

    def cancelAllJobs(self) -> None:
        """Cancel the jobs that run and those that wait."""
        self._jsc.sc().cancelAllJobs()

    def statusTracker(self) -> StatusTracker:
        """Tells what jobs and stages are doing."""
        return StatusTracker(self._jsc.statusTracker())

    def runJob(
        self,
        rdd: RDD[T],
        partitionFunc: Callable[[Iterable[T]], Iterable[U]],
        partitions: Sequence[int] | None = None,
        allowLocal: bool = False,
    ) -> list[U]:
        """What a function gives for the partitions of an RDD, or for some of them."""
        if partitions is None:
            partitions = list(range(rdd._jrdd.partitions().size()))
        mapped = rdd.mapPartitions(partitionFunc)
        assert self._jvm is not None
        sock_info = self._jvm.PythonRDD.runJob(self._jsc.sc(), mapped._jrdd, partitions)
        with _load_from_socket(sock_info, mapped._jrdd_deserializer) as stream:
            return list(stream)

    def show_profiles(self) -> None:
        """Print what the profilers have found."""
        self._profilers().show_profiles()

    def dump_profiles(self, path: str) -> None:
        """Write what the profilers have found to a folder."""
        self._profilers().dump_profiles(path)

    def _profilers(self) -> ProfilerCollector:
        if self.profiler_collector is None:
            raise PySparkRuntimeError(errorClass="INCORRECT_CONF_FOR_PROFILE", messageParameters={})
        return self.profiler_collector

    def getConf(self) -> SparkConf:
        """A copy of the settings."""
        return SparkConf().setAll(self._conf.getAll())

    @property
    def resources(self) -> dict[str, ResourceInformation]:
        """The driver's resources, such as GPUs, by name."""
        found = self._jsc.resources()
        return {key: ResourceInformation(found[key].name(), list(found[key].addresses())) for key in found}

    @staticmethod
    def _assert_on_driver() -> None:
        if TaskContext.get() is not None:
            raise PySparkRuntimeError(errorClass="CONTEXT_ONLY_VALID_ON_DRIVER", messageParameters={})

    def _to_ddl(self, struct: "StructType") -> str:
        assert self._jvm is not None
        return cast(str, self._jvm.PythonSQLUtils.jsonToDDL(struct.json()))

    def _parse_ddl(self, ddl: str) -> "DataType":
        from pyspark.sql.types import _parse_datatype_json_string

        assert self._jvm is not None
        return _parse_datatype_json_string(self._jvm.PythonSQLUtils.ddlToJson(ddl))


def _default_accumulator_param(value: Any) -> Any:
    if isinstance(value, int):
        return accumulators.INT_ACCUMULATOR_PARAM
    if isinstance(value, float):
        return accumulators.FLOAT_ACCUMULATOR_PARAM
    if isinstance(value, complex):
        return accumulators.COMPLEX_ACCUMULATOR_PARAM
    raise TypeError(f"No default accumulator param for type {type(value)}")
