"""Reading and writing of files, tables and databases."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, overload

from pyspark.errors import PySparkValueError
from pyspark.sql._arguments import listed, not_expected_type, require_strings, require_type
from pyspark.sql._reading import Configured, Reader, options_of
from pyspark.sql._statics import PYTHON_SQL_UTILS, java_class, static_method
from pyspark.sql.column import _to_java_column, _to_seq
from pyspark.sql.types import StructType
from pyspark.sql.utils import to_java_array, to_str

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.core.rdd import RDD
    from pyspark.sql._typing import ColumnOrName, OptionalPrimitiveType
    from pyspark.sql.dataframe import DataFrame
    from pyspark.sql.session import SparkSession
    from pyspark.sql.streaming import StreamingQuery

__all__ = ["DataFrameReader", "DataFrameWriter", "DataFrameWriterV2"]

PathOrPaths = str | list[str]
TupleOrListOfString = list[str] | tuple[str, ...]

# Others are passed over, as PySpark does: `option` takes any.
_PARQUET_OPTIONS = (
    "mergeSchema",
    "pathGlobFilter",
    "recursiveFileLookup",
    "modifiedBefore",
    "modifiedAfter",
    "datetimeRebaseMode",
    "int96RebaseMode",
)


def _as_bytes(lines: Iterable[Any]) -> Iterator[bytes]:
    return (line if isinstance(line, bytes) else str(line).encode("utf-8") for line in lines)


def _java_properties(spark: "SparkSession", properties: dict[str, str] | None) -> "JavaObject":
    java = java_class(spark._jvm, "java.util.Properties")()
    for name, value in (properties or {}).items():
        java.setProperty(name, value)
    return java


class DataFrameReader(Reader):
    """Makes DataFrames of files, tables and databases; reached by ``SparkSession.read``."""

    def __init__(self, spark: "SparkSession"):
        super().__init__(spark, spark._jsparkSession.read())

    def _seq(self, paths: Any) -> "JavaObject":
        return _to_seq(self._spark._sc, paths)

    def load(
        self,
        path: PathOrPaths | None = None,
        format: str | None = None,
        schema: StructType | str | None = None,
        **options: "OptionalPrimitiveType",
    ) -> "DataFrame":
        """The rows at one or several paths, or those of a source that needs no path."""
        if format is not None:
            self.format(format)
        self._set_opts(schema, **options)
        if path is None or isinstance(path, str):
            return self._df(self._jreader.load(*([] if path is None else [path])))
        return self._df(self._jreader.load(self._seq(path if isinstance(path, list) else [path])))

    def json(
        self,
        path: "str | list[str] | RDD[str] | DataFrame",
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
        samplingRatio: float | str | None = None,
        dropFieldIfAllNull: bool | str | None = None,
        encoding: str | None = None,
        locale: str | None = None,
        pathGlobFilter: bool | str | None = None,
        recursiveFileLookup: bool | str | None = None,
        modifiedBefore: bool | str | None = None,
        modifiedAfter: bool | str | None = None,
        allowNonNumericNumbers: bool | str | None = None,
        useUnsafeRow: bool | str | None = None,
    ) -> "DataFrame":
        """The rows of JSON files, an object on each line, or of an RDD or DataFrame of such texts."""
        self._set_opts(**options_of(locals(), "path"))
        return self._parsed("json", path)

    def table(self, tableName: str) -> "DataFrame":
        """The rows of a table or view."""
        return self._df(self._jreader.table(tableName))

    def changes(self, tableName: str) -> "DataFrame":
        """The rows that were changed in a table."""
        return self._df(self._jreader.changes(tableName))

    def parquet(self, *paths: str, **options: "OptionalPrimitiveType") -> "DataFrame":
        """The rows of Parquet files."""
        self._set_opts(None, **{name: options.get(name) for name in _PARQUET_OPTIONS})
        return self._df(self._jreader.parquet(self._seq(paths)))

    def text(
        self,
        paths: PathOrPaths,
        wholetext: bool = False,
        lineSep: str | None = None,
        pathGlobFilter: bool | str | None = None,
        recursiveFileLookup: bool | str | None = None,
        modifiedBefore: bool | str | None = None,
        modifiedAfter: bool | str | None = None,
    ) -> "DataFrame":
        """The lines of text files, or with ``wholetext`` the files, in a column ``value``."""
        self._set_opts(**options_of(locals(), "paths"))
        return self._df(self._jreader.text(self._seq([paths] if isinstance(paths, str) else paths)))

    def csv(
        self,
        path: "str | list[str] | RDD[str] | DataFrame",
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
        charToEscapeQuoteEscaping: str | None = None,
        samplingRatio: float | str | None = None,
        enforceSchema: bool | str | None = None,
        emptyValue: str | None = None,
        locale: str | None = None,
        lineSep: str | None = None,
        pathGlobFilter: bool | str | None = None,
        recursiveFileLookup: bool | str | None = None,
        modifiedBefore: bool | str | None = None,
        modifiedAfter: bool | str | None = None,
        unescapedQuoteHandling: str | None = None,
    ) -> "DataFrame":
        """The rows of CSV files, or of an RDD or DataFrame of lines."""
        self._set_opts(**options_of(locals(), "path"))
        return self._parsed("csv", path)

    def xml(
        self,
        path: "str | list[str] | RDD[str] | DataFrame",
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
        """The rows of XML files, an element ``rowTag`` each, or of an RDD or DataFrame of texts."""
        self._set_opts(**options_of(locals(), "path"))
        return self._parsed("xml", path)

    def orc(
        self,
        path: PathOrPaths,
        mergeSchema: bool | None = None,
        pathGlobFilter: bool | str | None = None,
        recursiveFileLookup: bool | str | None = None,
        modifiedBefore: bool | str | None = None,
        modifiedAfter: bool | str | None = None,
    ) -> "DataFrame":
        """The rows of ORC files."""
        self._set_opts(**options_of(locals(), "path"))
        return self._df(self._jreader.orc(self._seq([path] if isinstance(path, str) else path)))

    def _parsed(self, format: str, path: Any) -> "DataFrame":
        """Of a format that is text: in files, in an RDD or in a DataFrame."""
        from pyspark.core.rdd import RDD
        from pyspark.sql.dataframe import DataFrame

        read = getattr(self._jreader, format)
        if isinstance(path, (str, list)):
            return self._df(read(self._seq([path] if isinstance(path, str) else path)))
        if isinstance(path, RDD):
            return self._df(read(self._texts(format, path)))
        if isinstance(path, DataFrame):
            parse = static_method(self._spark._jvm, PYTHON_SQL_UTILS, f"{format}FromDataFrame")
            return self._df(parse(self._jreader, path._jdf))
        raise not_expected_type("path", "str, list, RDD, or DataFrame", path)

    def _texts(self, format: str, rdd: "RDD[Any]") -> "JavaObject":
        """An RDD of Java strings; most formats want a dataset of them."""
        jvm = self._spark._jvm
        assert jvm is not None
        encoded: Any = rdd.mapPartitions(_as_bytes)
        encoded._bypass_serializer = True
        jrdd = encoded._jrdd.map(jvm.BytesToString())
        if format == "json":
            return jrdd
        return self._spark._jsparkSession.createDataset(jrdd.rdd(), jvm.Encoders.STRING())

    @overload
    def jdbc(self, url: str, table: str, *, properties: dict[str, str] | None = None) -> "DataFrame": ...

    @overload
    def jdbc(
        self,
        url: str,
        table: str,
        column: str,
        lowerBound: int | str,
        upperBound: int | str,
        numPartitions: int,
        *,
        properties: dict[str, str] | None = None,
    ) -> "DataFrame": ...

    @overload
    def jdbc(
        self, url: str, table: str, *, predicates: list[str], properties: dict[str, str] | None = None
    ) -> "DataFrame": ...

    def jdbc(
        self,
        url: str,
        table: str,
        column: str | None = None,
        lowerBound: int | str | None = None,
        upperBound: int | str | None = None,
        numPartitions: int | None = None,
        predicates: list[str] | None = None,
        properties: dict[str, str] | None = None,
    ) -> "DataFrame":
        """The rows of a table of a database, read in parts by ranges of a column or by a condition for each part."""
        java_properties = _java_properties(self._spark, properties)
        if column is not None:
            missing = "%s can not be None when ``column`` is specified"
            assert lowerBound is not None, missing % "lowerBound"
            assert upperBound is not None, missing % "upperBound"
            assert numPartitions is not None, missing % "numPartitions"
            bounds = (int(lowerBound), int(upperBound), int(numPartitions))
            return self._df(self._jreader.jdbc(url, table, column, *bounds, java_properties))
        if predicates is not None:
            gateway = self._spark._sc._gateway
            assert gateway is not None
            conditions = to_java_array(gateway, gateway.jvm.java.lang.String, predicates)
            return self._df(self._jreader.jdbc(url, table, conditions, java_properties))
        return self._df(self._jreader.jdbc(url, table, java_properties))


def _first_and_others(col: Any, cols: tuple[Any, ...]) -> tuple[str, Any]:
    """Of names given one by one, or as one list."""
    if isinstance(col, (list, tuple)):
        if cols:
            raise PySparkValueError(
                errorClass="CANNOT_SET_TOGETHER",
                messageParameters={"arg_list": f"`col` of type {type(col).__name__} and `cols`"},
            )
        col, cols = col[0], col[1:]
    require_strings(cols, "cols", "list[str]")
    require_type(col, str, "col", "list[str]")
    return col, cols


class DataFrameWriter(Configured):
    """Writes a DataFrame to files, tables and databases; reached by ``DataFrame.write``."""

    _java_attribute = "_jwrite"

    def __init__(self, df: "DataFrame"):
        self._df = df
        self._spark = df.sparkSession
        self._jwrite = df._jdf.write()

    def _sq(self, jsq: "JavaObject") -> "StreamingQuery":
        from pyspark.sql.streaming import StreamingQuery

        return StreamingQuery(jsq)

    def _seq(self, names: Any) -> "JavaObject":
        return _to_seq(self._spark._sc, names)

    def mode(self, saveMode: str | None) -> "DataFrameWriter":
        """What to do where there is something already: ``append``, ``overwrite``, ``ignore`` or ``error``."""
        return self if saveMode is None else self._set("mode", saveMode)

    @overload
    def partitionBy(self, *cols: str) -> "DataFrameWriter": ...

    @overload
    def partitionBy(self, *cols: list[str]) -> "DataFrameWriter": ...

    def partitionBy(self, *cols: str | list[str]) -> "DataFrameWriter":
        """A folder for each value of columns."""
        return self._set("partitionBy", self._seq(listed(cols, (list, tuple))))

    @overload
    def bucketBy(self, numBuckets: int, col: str, *cols: str) -> "DataFrameWriter": ...

    @overload
    def bucketBy(self, numBuckets: int, col: TupleOrListOfString) -> "DataFrameWriter": ...

    def bucketBy(self, numBuckets: int, col: str | TupleOrListOfString, *cols: str | None) -> "DataFrameWriter":
        """Files by the hash of columns."""
        require_type(numBuckets, int, "numBuckets", "int")
        first, others = _first_and_others(col, cols)
        return self._set("bucketBy", numBuckets, first, self._seq(others))

    @overload
    def sortBy(self, col: str, *cols: str) -> "DataFrameWriter": ...

    @overload
    def sortBy(self, col: TupleOrListOfString) -> "DataFrameWriter": ...

    def sortBy(self, col: str | TupleOrListOfString, *cols: str | None) -> "DataFrameWriter":
        """The rows of each bucket in order."""
        first, others = _first_and_others(col, cols)
        return self._set("sortBy", first, self._seq(others))

    @overload
    def clusterBy(self, *cols: str) -> "DataFrameWriter": ...

    @overload
    def clusterBy(self, *cols: list[str]) -> "DataFrameWriter": ...

    def clusterBy(self, *cols: str | list[str]) -> "DataFrameWriter":
        """Rows that are alike in columns close together."""
        names = listed(cols, (list, tuple))
        assert len(names) > 0, "clusterBy needs one or more clustering columns."
        return self._set("clusterBy", names[0], self._seq(names[1:]))

    def _prepare(self, mode: str | None, partitionBy: str | list[str] | None = None, **options: Any) -> "JavaObject":
        self.mode(mode)
        if partitionBy is not None:
            self.partitionBy(partitionBy)
        self._set_opts(**options)
        return self._jwrite

    def save(
        self,
        path: str | None = None,
        format: str | None = None,
        mode: str | None = None,
        partitionBy: str | list[str] | None = None,
        **options: "OptionalPrimitiveType",
    ) -> None:
        """Writes to a path, or to a source that needs none."""
        self.mode(mode).options(**options)
        self._prepare(None, partitionBy)
        if format is not None:
            self.format(format)
        self._jwrite.save(*([] if path is None else [path]))

    def insertInto(self, tableName: str, overwrite: bool | None = None) -> None:
        """Writes to a table that exists, columns by position."""
        if overwrite is not None:
            self.mode("overwrite" if overwrite else "append")
        self._jwrite.insertInto(tableName)

    def saveAsTable(
        self,
        name: str,
        format: str | None = None,
        mode: str | None = None,
        partitionBy: str | list[str] | None = None,
        **options: "OptionalPrimitiveType",
    ) -> None:
        """Writes to a table, columns by name; it is made if it does not exist."""
        self.mode(mode).options(**options)
        self._prepare(None, partitionBy)
        if format is not None:
            self.format(format)
        self._jwrite.saveAsTable(name)

    def json(
        self,
        path: str,
        mode: str | None = None,
        compression: str | None = None,
        dateFormat: str | None = None,
        timestampFormat: str | None = None,
        lineSep: str | None = None,
        encoding: str | None = None,
        ignoreNullFields: bool | str | None = None,
    ) -> None:
        """Writes JSON files, an object on each line."""
        self._prepare(**options_of(locals(), "path")).json(path)

    def parquet(
        self,
        path: str,
        mode: str | None = None,
        partitionBy: str | list[str] | None = None,
        compression: str | None = None,
    ) -> None:
        """Writes Parquet files."""
        self._prepare(**options_of(locals(), "path")).parquet(path)

    def text(
        self,
        path: str,
        compression: str | None = None,
        lineSep: str | None = None,
    ) -> None:
        """Writes the one column, of strings, as the lines of text files."""
        self._prepare(None, **options_of(locals(), "path")).text(path)

    def csv(
        self,
        path: str,
        mode: str | None = None,
        compression: str | None = None,
        sep: str | None = None,
        quote: str | None = None,
        escape: str | None = None,
        header: bool | str | None = None,
        nullValue: str | None = None,
        escapeQuotes: bool | str | None = None,
        quoteAll: bool | str | None = None,
        dateFormat: str | None = None,
        timestampFormat: str | None = None,
        ignoreLeadingWhiteSpace: bool | str | None = None,
        ignoreTrailingWhiteSpace: bool | str | None = None,
        charToEscapeQuoteEscaping: str | None = None,
        encoding: str | None = None,
        emptyValue: str | None = None,
        lineSep: str | None = None,
    ) -> None:
        """Writes CSV files."""
        self._prepare(**options_of(locals(), "path")).csv(path)

    def xml(
        self,
        path: str,
        rowTag: str | None = None,
        mode: str | None = None,
        attributePrefix: str | None = None,
        valueTag: str | None = None,
        rootTag: str | None = None,
        declaration: bool | None = None,
        arrayElementName: str | None = None,
        nullValue: str | None = None,
        dateFormat: str | None = None,
        timestampFormat: str | None = None,
        compression: str | None = None,
        encoding: str | None = None,
        validateName: bool | None = None,
    ) -> None:
        """Writes XML files, an element ``rowTag`` for each row."""
        self._prepare(**options_of(locals(), "path")).xml(path)

    def orc(
        self,
        path: str,
        mode: str | None = None,
        partitionBy: str | list[str] | None = None,
        compression: str | None = None,
    ) -> None:
        """Writes ORC files."""
        self._prepare(**options_of(locals(), "path")).orc(path)

    def jdbc(self, url: str, table: str, mode: str | None = None, properties: dict[str, str] | None = None) -> None:
        """Writes to a table of a database."""
        java_properties = _java_properties(self._spark, properties)
        self._prepare(mode).jdbc(url, table, java_properties)


class DataFrameWriterV2:
    """Writes a DataFrame to a table of a catalog; made by ``DataFrame.writeTo``."""

    def __init__(self, df: "DataFrame", table: str):
        self._df = df
        self._spark = df.sparkSession
        self._jwriter = df._jdf.writeTo(table)

    def using(self, provider: str) -> "DataFrameWriterV2":
        """The source of a new table, such as ``parquet``."""
        self._jwriter.using(provider)
        return self

    def option(self, key: str, value: "OptionalPrimitiveType") -> "DataFrameWriterV2":
        """An option of the write; None leaves it as it is."""
        if value is not None:
            self._jwriter.option(key, to_str(value))
        return self

    def options(self, **options: "OptionalPrimitiveType") -> "DataFrameWriterV2":
        """Options of the write; None leaves one as it is."""
        self._jwriter.options({name: to_str(value) for name, value in options.items() if value is not None})
        return self

    def tableProperty(self, property: str, value: str) -> "DataFrameWriterV2":
        """A property of a new table."""
        self._jwriter.tableProperty(property, value)
        return self

    def partitionedBy(self, col: "ColumnOrName", *cols: "ColumnOrName") -> "DataFrameWriterV2":
        """What a new table is partitioned by: columns or transforms of them."""
        self._jwriter.partitionedBy(_to_java_column(col), _to_seq(self._spark._sc, cols, _to_java_column))
        return self

    def clusterBy(self, col: str, *cols: str) -> "DataFrameWriterV2":
        """What a new table is clustered by."""
        self._jwriter.clusterBy(col, _to_seq(self._spark._sc, cols))
        return self

    def create(self) -> None:
        """Makes the table, which must not exist."""
        self._jwriter.create()

    def replace(self) -> None:
        """Replaces the table, which must exist."""
        self._jwriter.replace()

    def createOrReplace(self) -> None:
        """Makes or replaces the table."""
        self._jwriter.createOrReplace()

    def append(self) -> None:
        """Adds the rows to the table."""
        self._jwriter.append()

    def overwrite(self, condition: "ColumnOrName") -> None:
        """Replaces the rows for which a condition holds."""
        self._jwriter.overwrite(_to_java_column(condition))

    def overwritePartitions(self) -> None:
        """Replaces the partitions for which there are rows."""
        self._jwriter.overwritePartitions()
