"""Reading and writing of streams."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, overload

from pyspark.errors import PySparkAttributeError, PySparkRuntimeError, PySparkValueError
from pyspark.sql._arguments import listed, require_type
from pyspark.sql._reading import Configured, Reader, options_of
from pyspark.sql._statics import java_class, static_method
from pyspark.sql.column import _to_seq
from pyspark.sql.streaming.query import StreamingQuery
from pyspark.sql.types import Row, StructType
from pyspark.sql.utils import ForeachBatchFunction

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.sql._typing import OptionalPrimitiveType, SupportsProcess
    from pyspark.sql.dataframe import DataFrame
    from pyspark.sql.session import SparkSession

__all__ = ["DataStreamReader", "DataStreamWriter"]


def _require_text(value: Any, arg_name: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise PySparkValueError(
            errorClass="VALUE_NOT_NON_EMPTY_STR",
            messageParameters={"arg_name": arg_name, "arg_value": str(value)},
        )


class DataStreamReader(Reader):
    """Makes DataFrames of streams; reached by ``SparkSession.readStream``."""

    def __init__(self, spark: "SparkSession") -> None:
        super().__init__(spark, spark._jsparkSession.readStream())

    def name(self, source_name: str) -> "DataStreamReader":
        """A name for the source: letters, digits and underscores."""
        require_type(source_name, str, "source_name", "str")
        if not re.match("^[a-zA-Z0-9_]+$", source_name):
            raise PySparkValueError(
                errorClass="INVALID_STREAMING_SOURCE_NAME", messageParameters={"source_name": source_name}
            )
        return self._set("name", source_name)

    def load(
        self,
        path: str | None = None,
        format: str | None = None,
        schema: StructType | str | None = None,
        **options: "OptionalPrimitiveType",
    ) -> "DataFrame":
        """The stream at a path, or of a source that needs none."""
        if format is not None:
            self.format(format)
        self._set_opts(schema, **options)
        if path is None:
            return self._df(self._jreader.load())
        _require_text(path, "path")
        return self._df(self._jreader.load(path))

    def _files(self, format: str, path: str, options: dict[str, Any]) -> "DataFrame":
        self._set_opts(**options)
        require_type(path, str, "path", "str")
        return self._df(self._call(format, path))

    def json(
        self,
        path: str,
        schema: StructType | str | None = None,
        primitivesAsString: bool | str | None = None,
        prefersDecimal: bool | str | None = None,
        allowComments: bool | str | None = None,
        allowUnquotedFieldNames: bool | str | None = None,
        allowSingleQuotes: bool | str | None = None,
        allowNumericLeadingZero: bool | str | None = None,
        allowBackslashEscapingAnyCharacter: bool | str | None = None,
        mode: str | None = None,
        columnNameOfCorruptRecord: str | None = None,
        dateFormat: str | None = None,
        timestampFormat: str | None = None,
        multiLine: bool | str | None = None,
        allowUnquotedControlChars: bool | str | None = None,
        lineSep: str | None = None,
        locale: str | None = None,
        dropFieldIfAllNull: bool | str | None = None,
        encoding: str | None = None,
        pathGlobFilter: bool | str | None = None,
        recursiveFileLookup: bool | str | None = None,
        allowNonNumericNumbers: bool | str | None = None,
        useUnsafeRow: bool | str | None = None,
    ) -> "DataFrame":
        """The rows of JSON files as they come, an object on each line."""
        return self._files("json", path, options_of(locals(), "path"))

    def orc(
        self,
        path: str,
        mergeSchema: bool | None = None,
        pathGlobFilter: bool | str | None = None,
        recursiveFileLookup: bool | str | None = None,
    ) -> "DataFrame":
        """The rows of ORC files as they come."""
        return self._files("orc", path, options_of(locals(), "path"))

    def parquet(
        self,
        path: str,
        mergeSchema: bool | None = None,
        pathGlobFilter: bool | str | None = None,
        recursiveFileLookup: bool | str | None = None,
        datetimeRebaseMode: bool | str | None = None,
        int96RebaseMode: bool | str | None = None,
    ) -> "DataFrame":
        """The rows of Parquet files as they come."""
        return self._files("parquet", path, options_of(locals(), "path"))

    def text(
        self,
        path: str,
        wholetext: bool = False,
        lineSep: str | None = None,
        pathGlobFilter: bool | str | None = None,
        recursiveFileLookup: bool | str | None = None,
    ) -> "DataFrame":
        """The lines of text files as they come, or with ``wholetext`` the files."""
        return self._files("text", path, options_of(locals(), "path"))

    def csv(
        self,
        path: str,
        schema: StructType | str | None = None,
        sep: str | None = None,
        encoding: str | None = None,
        quote: str | None = None,
        escape: str | None = None,
        comment: str | None = None,
        header: bool | str | None = None,
        inferSchema: bool | str | None = None,
        ignoreLeadingWhiteSpace: bool | str | None = None,
        ignoreTrailingWhiteSpace: bool | str | None = None,
        nullValue: str | None = None,
        nanValue: str | None = None,
        positiveInf: str | None = None,
        negativeInf: str | None = None,
        dateFormat: str | None = None,
        timestampFormat: str | None = None,
        maxColumns: int | str | None = None,
        maxCharsPerColumn: int | str | None = None,
        maxMalformedLogPerPartition: int | str | None = None,
        mode: str | None = None,
        columnNameOfCorruptRecord: str | None = None,
        multiLine: bool | str | None = None,
        charToEscapeQuoteEscaping: bool | str | None = None,
        enforceSchema: bool | str | None = None,
        emptyValue: str | None = None,
        locale: str | None = None,
        lineSep: str | None = None,
        pathGlobFilter: bool | str | None = None,
        recursiveFileLookup: bool | str | None = None,
        unescapedQuoteHandling: str | None = None,
    ) -> "DataFrame":
        """The rows of CSV files as they come."""
        return self._files("csv", path, options_of(locals(), "path"))

    def xml(
        self,
        path: str,
        rowTag: str | None = None,
        schema: StructType | str | None = None,
        excludeAttribute: bool | str | None = None,
        attributePrefix: str | None = None,
        valueTag: str | None = None,
        ignoreSurroundingSpaces: bool | str | None = None,
        rowValidationXSDPath: str | None = None,
        ignoreNamespace: bool | str | None = None,
        wildcardColName: str | None = None,
        encoding: str | None = None,
        inferSchema: bool | str | None = None,
        nullValue: str | None = None,
        dateFormat: str | None = None,
        timestampFormat: str | None = None,
        mode: str | None = None,
        columnNameOfCorruptRecord: str | None = None,
        multiLine: bool | str | None = None,
        samplingRatio: float | str | None = None,
        locale: str | None = None,
    ) -> "DataFrame":
        """The rows of XML files as they come, an element ``rowTag`` each."""
        return self._files("xml", path, options_of(locals(), "path"))

    def table(self, tableName: str) -> "DataFrame":
        """The rows that a table gets."""
        require_type(tableName, str, "tableName", "str")
        return self._df(self._jreader.table(tableName))

    def changes(self, tableName: str) -> "DataFrame":
        """The rows that are changed in a table."""
        require_type(tableName, str, "tableName", "str")
        return self._df(self._jreader.changes(tableName))


class DataStreamWriter(Configured):
    """Starts queries; reached by ``DataFrame.writeStream``."""

    _java_attribute = "_jwrite"

    def __init__(self, df: "DataFrame") -> None:
        self._df = df
        self._spark = df.sparkSession
        self._jwrite = df._jdf.writeStream()

    def _sq(self, jsq: "JavaObject") -> StreamingQuery:
        return StreamingQuery(jsq)

    def outputMode(self, outputMode: str) -> "DataStreamWriter":
        """Which rows are written: ``append``, ``complete`` or ``update``."""
        _require_text(outputMode, "outputMode")
        return self._set("outputMode", outputMode)

    @overload
    def partitionBy(self, *cols: str) -> "DataStreamWriter": ...

    @overload
    def partitionBy(self, __cols: list[str]) -> "DataStreamWriter": ...

    def partitionBy(self, *cols: Any) -> "DataStreamWriter":
        """A folder for each value of columns."""
        return self._set("partitionBy", _to_seq(self._spark._sc, listed(cols, (list, tuple))))

    @overload
    def clusterBy(self, *cols: str) -> "DataStreamWriter": ...

    @overload
    def clusterBy(self, __cols: list[str]) -> "DataStreamWriter": ...

    def clusterBy(self, *cols: Any) -> "DataStreamWriter":
        """Rows that are alike in columns close together."""
        return self._set("clusterBy", _to_seq(self._spark._sc, listed(cols, (list, tuple))))

    def queryName(self, queryName: str) -> "DataStreamWriter":
        """A name for the query."""
        _require_text(queryName, "queryName")
        return self._set("queryName", queryName)

    @overload
    def trigger(self, *, processingTime: str) -> "DataStreamWriter": ...

    @overload
    def trigger(self, *, once: bool) -> "DataStreamWriter": ...

    @overload
    def trigger(self, *, continuous: str) -> "DataStreamWriter": ...

    @overload
    def trigger(self, *, availableNow: bool) -> "DataStreamWriter": ...

    @overload
    def trigger(self, *, realTime: str) -> "DataStreamWriter": ...

    def trigger(
        self,
        *,
        processingTime: str | None = None,
        once: bool | None = None,
        continuous: str | None = None,
        availableNow: bool | None = None,
        realTime: str | None = None,
    ) -> "DataStreamWriter":
        """When batches are made: in intervals, once, all the time, or until what is there has been read."""
        given = {name: value for name, value in options_of(locals()).items() if value is not None}
        if len(given) != 1:
            raise PySparkValueError(errorClass="ONLY_ALLOW_SINGLE_TRIGGER", messageParameters={})
        [(name, value)] = given.items()
        java_name = name[0].upper() + name[1:]
        make = static_method(self._spark._jvm, "org.apache.spark.sql.streaming.Trigger", java_name)
        if name not in ("once", "availableNow"):
            _require_text(value, name)
            return self._set("trigger", make(value.strip()))
        if value is not True:
            raise PySparkValueError(
                errorClass="VALUE_NOT_ALLOWED", messageParameters={"arg_name": name, "allowed_values": "[True]"}
            )
        return self._set("trigger", make())

    @staticmethod
    def _construct_foreach_function(
        f: "Callable[[Row], None] | SupportsProcess",
    ) -> Callable[[Any, Iterator[Any]], Iterator[Any]]:
        """The function of a task, of a function of a row or of an object with ``open``, ``process`` and ``close``."""
        if callable(f):

            def call_with_each(_: Any, rows: Iterator[Any]) -> Iterator[Any]:
                for row in rows:
                    f(row)
                return iter([])

            return call_with_each
        process = _method(f, "process", required=True)
        begin, end = _method(f, "open"), _method(f, "close")

        def open_process_close(partition_id: Any, rows: Iterator[Any]) -> Iterator[Any]:
            epoch = _epoch_of_task()
            error = None
            opened = begin is None or begin(partition_id, epoch)
            try:
                if opened:
                    for row in rows:
                        process(row)
            except Exception as raised:
                error = raised
            finally:
                if end is not None:
                    end(error)
                if error is not None:
                    raise error
            return iter([])

        return open_process_close

    @overload
    def foreach(self, f: Callable[[Row], None]) -> "DataStreamWriter": ...

    @overload
    def foreach(self, f: "SupportsProcess") -> "DataStreamWriter": ...

    def foreach(self, f: "Callable[[Row], None] | SupportsProcess") -> "DataStreamWriter":
        """Calls a function, or an object's ``process``, with each row, in the workers."""
        from pyspark.core.rdd import _wrap_function
        from pyspark.serializers import AutoBatchedSerializer, CPickleSerializer

        serializer = AutoBatchedSerializer(CPickleSerializer())
        function = _wrap_function(self._spark._sc, self._construct_foreach_function(f), serializer, serializer)
        make = java_class(self._spark._jvm, "org.apache.spark.sql.execution.python.streaming.PythonForeachWriter")
        self._jwrite.foreach(make(function, self._df._jdf.schema()))
        return self

    def foreachBatch(self, func: "Callable[[DataFrame, int], None]") -> "DataStreamWriter":
        """Calls a function with each batch and its number, on the driver."""
        from py4j.java_gateway import java_import

        from pyspark.java_gateway import ensure_callback_server_started

        gateway = self._spark._sc._gateway
        assert gateway is not None
        java_import(gateway.jvm, "org.apache.spark.sql.execution.streaming.sources.*")
        function = ForeachBatchFunction(self._spark, func)
        gateway.jvm.PythonForeachBatchHelper.callForeachBatch(self._jwrite, function)
        ensure_callback_server_started(gateway)
        return self

    def _prepare(
        self,
        format: str | None,
        outputMode: str | None,
        partitionBy: str | list[str] | None,
        queryName: str | None,
        options: dict[str, Any],
    ) -> "JavaObject":
        self.options(**options)
        if outputMode is not None:
            self.outputMode(outputMode)
        if partitionBy is not None:
            self.partitionBy(partitionBy)
        if format is not None:
            self.format(format)
        if queryName is not None:
            self.queryName(queryName)
        return self._jwrite

    def start(
        self,
        path: str | None = None,
        format: str | None = None,
        outputMode: str | None = None,
        partitionBy: str | list[str] | None = None,
        queryName: str | None = None,
        **options: "OptionalPrimitiveType",
    ) -> StreamingQuery:
        """Starts the query, which writes to a path or to a sink that needs none."""
        jwrite = self._prepare(format, outputMode, partitionBy, queryName, options)
        return self._sq(jwrite.start(*([] if path is None else [path])))

    def toTable(
        self,
        tableName: str,
        format: str | None = None,
        outputMode: str | None = None,
        partitionBy: str | list[str] | None = None,
        queryName: str | None = None,
        **options: "OptionalPrimitiveType",
    ) -> StreamingQuery:
        """Starts the query, which writes to a table; it is made if it does not exist."""
        return self._sq(self._prepare(format, outputMode, partitionBy, queryName, options).toTable(tableName))


def _method(f: Any, name: str, required: bool = False) -> Any:
    method = getattr(f, name, None)
    if method is None and not required:
        return None
    if not callable(method):
        raise PySparkAttributeError(
            errorClass="ATTRIBUTE_NOT_CALLABLE", messageParameters={"attr_name": name, "obj_name": "f"}
        )
    return method


def _epoch_of_task() -> int:
    from pyspark.taskcontext import TaskContext

    task = TaskContext.get()
    epoch = None if task is None else task.getLocalProperty("streaming.sql.batchId")
    if not epoch:
        raise PySparkRuntimeError(errorClass="CANNOT_GET_BATCH_ID", messageParameters={"obj_name": "TaskContext"})
    return int(epoch)
