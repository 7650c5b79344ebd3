"""DataFrames: rows with named and typed columns, calculated when they are asked for."""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast, overload

from pyspark._globals import _NoValue, _NoValueType
from pyspark.errors import (
    AnalysisException,
    PySparkAttributeError,
    PySparkIndexError,
    PySparkValueError,
)
from pyspark.serializers import BatchedSerializer, CPickleSerializer, UTF8Deserializer
from pyspark.sql import _missing, _sampling
from pyspark.sql._arguments import listed, not_expected_type, require_strings, require_type
from pyspark.sql._hints import java_hint_parameter, require_hint_parameters
from pyspark.sql._statics import PYTHON_SQL_UTILS, static_method
from pyspark.sql.column import Column, _java_metadata, _to_java_column, _to_list, _to_seq
from pyspark.sql.merge import MergeIntoWriter
from pyspark.sql.pandas.conversion import PandasConversionMixin
from pyspark.sql.pandas.map_ops import PandasMapOpsMixin
from pyspark.sql.readwriter import DataFrameWriter, DataFrameWriterV2
from pyspark.sql.table_arg import TableArg
from pyspark.sql.types import Row, StructType, _parse_datatype_json_string
from pyspark.sql.utils import to_scala_map
from pyspark.storagelevel import StorageLevel
from pyspark.traceback_utils import SCCallSiteSync
from pyspark.util import _load_from_socket, _local_iterator_from_socket

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from py4j.java_gateway import JavaObject

    from pyspark._typing import PrimitiveType
    from pyspark.core.context import SparkContext
    from pyspark.core.rdd import RDD
    from pyspark.resource import ResourceProfile
    from pyspark.sql._typing import ColumnOrName, ColumnOrNameOrOrdinal, LiteralType, OptionalPrimitiveType
    from pyspark.sql.context import SQLContext
    from pyspark.sql.group import GroupedData
    from pyspark.sql.observation import Observation
    from pyspark.sql.session import SparkSession
    from pyspark.sql.streaming import DataStreamWriter

__all__ = ["DataFrame", "DataFrameNaFunctions", "DataFrameStatFunctions"]

_EAGER = "spark.sql.repl.eagerEval."


def _sequence(cols: tuple[Any, ...], single: tuple[type, ...]) -> tuple[Any, ...]:
    """Of `f(a, b)` and `f([a, b])` alike; `single` are the types of one column."""
    if len(cols) == 1 and not isinstance(cols[0], single) and isinstance(cols[0], Sequence):
        return tuple(cols[0])
    return cols


def _is_ordinal(col: Any) -> bool:
    return isinstance(col, int) and not isinstance(col, bool)


class DataFrame(PandasMapOpsMixin, PandasConversionMixin):
    """Rows with named and typed columns. Each method gives a new DataFrame; nothing is calculated before an action."""

    def __init__(self, jdf: "JavaObject", sql_ctx: "SQLContext | SparkSession"):
        from pyspark.sql.context import SQLContext

        if isinstance(sql_ctx, SQLContext):
            assert not os.environ.get("SPARK_TESTING")
            warnings.warn("DataFrame constructor is internal. Do not directly use it.", stacklevel=2)
            self._sql_ctx = sql_ctx
            sql_ctx = sql_ctx.sparkSession
        self._session: SparkSession = sql_ctx
        self._sc: SparkContext = sql_ctx._sc
        self._jdf = jdf
        self._schema: StructType | None = None
        self._rdd: RDD[Row] | None = None
        self.is_cached = False
        # Known once a notebook has asked for HTML.
        self._support_repr_html = False

    def _derived(self, jdf: "JavaObject") -> "DataFrame":
        return DataFrame(jdf, self._session)

    def _jseq(self, cols: Iterable[Any], converter: Callable[[Any], Any] | None = None) -> "JavaObject":
        return _to_seq(self._sc, cols, converter)

    def _jmap(self, jm: dict[Any, Any]) -> "JavaObject":
        assert self._sc._jvm is not None
        return to_scala_map(self._sc._jvm, jm)

    def _jcols(self, *cols: "Sequence[ColumnOrName] | ColumnOrName") -> "JavaObject":
        return self._jseq(_sequence(cols, (str, Column)), _to_java_column)

    def _jcols_ordinal(self, *cols: "Sequence[ColumnOrNameOrOrdinal] | ColumnOrNameOrOrdinal") -> "JavaObject":
        return self._jseq(_sequence(cols, (int, str, Column)), self._column_or_ordinal)

    def _column_or_ordinal(self, col: Any) -> "JavaObject":
        if not _is_ordinal(col):
            return _to_java_column(col)
        if col < 1:
            raise PySparkIndexError(errorClass="INDEX_NOT_POSITIVE", messageParameters={"index": str(col)})
        return self[col - 1]._jc

    # What it is.

    @property
    def sql_ctx(self) -> "SQLContext":
        from pyspark.sql.context import SQLContext

        warnings.warn(
            "DataFrame.sql_ctx is an internal property, and will be removed in future releases. "
            "Use DataFrame.sparkSession instead.",
            stacklevel=2,
        )
        return SQLContext._get_or_create(self._sc)

    @property
    def sparkSession(self) -> "SparkSession":
        """The session that made it."""
        return self._session

    @property
    def schema(self) -> StructType:
        """Names and types of the columns."""
        if self._schema is None:
            try:
                self._schema = cast(StructType, _parse_datatype_json_string(self._jdf.schema().json()))
            except AnalysisException:
                raise
            except Exception as error:
                raise PySparkValueError(
                    errorClass="CANNOT_PARSE_DATATYPE", messageParameters={"msg": str(error)}
                ) from error
        return self._schema

    @property
    def dtypes(self) -> list[tuple[str, str]]:
        """Names and types of the columns, as text."""
        return [(str(field.name), field.dataType.simpleString()) for field in self.schema.fields]

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [field.name for field in self.schema.fields]

    @property
    def na(self) -> "DataFrameNaFunctions":
        """Functions for missing values."""
        return DataFrameNaFunctions(self)

    @property
    def stat(self) -> "DataFrameStatFunctions":
        """Functions of statistics."""
        return DataFrameStatFunctions(self)

    @property
    def rdd(self) -> "RDD[Row]":
        """The rows as an RDD."""
        if self._rdd is None:
            from pyspark.core import rdd

            self._rdd = rdd.RDD(self._jdf.javaToPython(), self._sc, BatchedSerializer(CPickleSerializer()))
        return self._rdd

    @property
    def isStreaming(self) -> bool:
        """Whether it reads a stream."""
        return bool(self._jdf.isStreaming())

    def isLocal(self) -> bool:
        """Whether its actions need no tasks."""
        return bool(self._jdf.isLocal())

    def isEmpty(self) -> bool:
        """Whether there is no row."""
        return bool(self._jdf.isEmpty())

    def inputFiles(self) -> list[str]:
        """The files that it reads."""
        return list(self._jdf.inputFiles())

    def sameSemantics(self, other: "DataFrame") -> bool:
        """Whether both certainly give the same rows, by their plans."""
        require_type(other, DataFrame, "other", "DataFrame")
        return bool(self._jdf.sameSemantics(other._jdf))

    def semanticHash(self) -> int:
        """A number that is equal for plans that are."""
        return int(self._jdf.semanticHash())

    @property
    def executionInfo(self) -> Any:
        """For Spark Connect only."""
        raise PySparkValueError(
            errorClass="CLASSIC_OPERATION_NOT_SUPPORTED_ON_DF", messageParameters={"member": "queryExecution"}
        )

    @property
    def plot(self) -> Any:
        """Plots; not available, with an error that says what is."""
        return import_module("pyspark.sql.plot").PySparkPlotAccessor(self)

    # How it looks.

    def printSchema(self, level: int | None = None) -> None:
        """Prints names and types of the columns as a tree, down to a level."""
        schema = self._jdf.schema()
        print(schema.treeString(level) if level else schema.treeString())

    def explain(self, extended: bool | str | None = None, mode: str | None = None) -> None:
        """Prints the plan; modes are ``simple``, ``extended``, ``codegen``, ``cost`` and ``formatted``."""
        if extended is not None and mode is not None:
            raise PySparkValueError(
                errorClass="CANNOT_SET_TOGETHER", messageParameters={"arg_list": "extended and mode"}
            )
        if extended is not None:
            require_type(extended, (bool, str), "extended", "bool or str")
        if mode is not None:
            require_type(mode, str, "mode", "str")
        if isinstance(extended, str):
            mode = extended
        elif mode is None:
            mode = "extended" if extended else "simple"
        print(static_method(self._sc._jvm, PYTHON_SQL_UTILS, "explainString")(self._jdf.queryExecution(), mode))

    def show(self, n: int = 20, truncate: bool | int = True, vertical: bool = False) -> None:
        """Prints the first rows as a table; cells are cut after 20 characters, or as many as ``truncate`` says."""
        print(self._show_string(n, truncate, vertical))

    def _show_string(self, n: int = 20, truncate: bool | int = True, vertical: bool = False) -> str:
        if not _is_ordinal(n):
            raise not_expected_type("n", "int", n)
        require_type(vertical, bool, "vertical", "bool")
        try:
            width = 20 if truncate is True else int(truncate)
        except ValueError:
            raise not_expected_type("truncate", "bool", truncate) from None
        return str(self._jdf.showString(n, width, vertical))

    def _eager_limits(self) -> tuple[int, int] | None:
        """Rows and characters, where frames are shown by their names alone."""
        conf = self._session.conf
        if conf.get(f"{_EAGER}enabled") != "true":
            return None
        rows, width = conf.get(f"{_EAGER}maxNumRows"), conf.get(f"{_EAGER}truncate")
        assert rows is not None and width is not None
        return int(rows), int(width)

    def __repr__(self) -> str:
        limits = None if self._support_repr_html else self._eager_limits()
        if limits is not None:
            return str(self._jdf.showString(*limits, False))
        return f"DataFrame[{', '.join(f'{name}: {kind}' for name, kind in self.dtypes)}]"

    def _repr_html_(self) -> str | None:
        self._support_repr_html = True
        limits = self._eager_limits()
        return None if limits is None else str(self._jdf.htmlString(*limits))

    # Its columns.

    @overload
    def __getitem__(self, item: int | str) -> Column: ...

    @overload
    def __getitem__(self, item: "Column | list[Any] | tuple[Any, ...]") -> "DataFrame": ...

    def __getitem__(self, item: "int | str | Column | list[Any] | tuple[Any, ...]") -> "Column | DataFrame":
        if isinstance(item, str):
            return Column(self._jdf.apply(item))
        if isinstance(item, Column):
            return self.filter(item)
        if isinstance(item, (list, tuple)):
            return self.select(*item)
        if isinstance(item, int):
            return Column(self._jdf.apply(self.columns[item]))
        raise not_expected_type("item", "Column, float, integer, list or string", item)

    def __getattr__(self, name: str) -> Column:
        # `_jdf` is missing in what `copy` makes before it has copied anything.
        if name == "_jdf" or name not in self.columns:
            raise PySparkAttributeError(errorClass="ATTRIBUTE_NOT_SUPPORTED", messageParameters={"attr_name": name})
        return Column(self._jdf.apply(name))

    def __dir__(self) -> list[str]:
        return sorted({*dir(DataFrame), *filter(str.isidentifier, self.columns)})

    def _ipython_key_completions_(self) -> list[str]:
        return self.columns

    def colRegex(self, colName: str) -> Column:
        """The columns whose names match a regular expression in backticks."""
        require_type(colName, str, "colName", "str")
        return Column(self._jdf.colRegex(colName))

    def metadataColumn(self, colName: str) -> Column:
        """A column that the source has besides those of the schema."""
        require_type(colName, str, "colName", "str")
        return Column(self._jdf.metadataColumn(colName))

    @overload
    def select(self, *cols: "ColumnOrName") -> "DataFrame": ...

    @overload
    def select(self, __cols: "Sequence[ColumnOrName]") -> "DataFrame": ...

    def select(self, *cols: "Sequence[ColumnOrName] | ColumnOrName") -> "DataFrame":
        """Some columns, or calculations with them."""
        return self._derived(self._jdf.select(self._jcols(*cols)))

    @overload
    def selectExpr(self, *expr: str) -> "DataFrame": ...

    @overload
    def selectExpr(self, *expr: list[str]) -> "DataFrame": ...

    def selectExpr(self, *expr: str | list[str]) -> "DataFrame":
        """Columns by expressions of SQL."""
        return self._derived(self._jdf.selectExpr(self._jseq(listed(expr))))

    def withColumn(self, colName: str, col: Column) -> "DataFrame":
        """With a column added or replaced."""
        require_type(col, Column, "col", "Column")
        return self._derived(self._jdf.withColumn(colName, col._jc))

    def withColumns(self, *colsMap: dict[str, Column]) -> "DataFrame":
        """With columns added or replaced."""
        assert len(colsMap) == 1
        require_type(colsMap[0], dict, "colsMap", "dict")
        names, cols = list(colsMap[0]), list(colsMap[0].values())
        return self._derived(self._jdf.withColumns(self._jseq(names), self._jcols(*cols)))

    def withColumnRenamed(self, existing: str, new: str) -> "DataFrame":
        """With another name for a column."""
        return self._derived(self._jdf.withColumnRenamed(existing, new))

    def withColumnsRenamed(self, colsMap: dict[str, str]) -> "DataFrame":
        """With other names for columns."""
        require_type(colsMap, dict, "colsMap", "dict")
        old, new = list(colsMap), list(colsMap.values())
        return self._derived(self._jdf.withColumnsRenamed(self._jseq(old), self._jseq(new)))

    def withMetadata(self, columnName: str, metadata: dict[str, Any]) -> "DataFrame":
        """With metadata for a column."""
        require_type(metadata, dict, "metadata", "dict")
        return self._derived(self._jdf.withMetadata(columnName, _java_metadata(metadata)))

    def drop(self, *cols: "ColumnOrName") -> "DataFrame":
        """Without some columns; names that are not there are passed over."""
        for col in cols:
            require_type(col, (str, Column), "col", "Column or str")
        names = [col for col in cols if isinstance(col, str)]
        columns = [col._jc for col in cols if isinstance(col, Column)]
        jdf = self._jdf
        if columns:
            jdf = jdf.drop(columns[0], self._jseq(columns[1:]))
        if names:
            jdf = jdf.drop(self._jseq(names))
        return self._derived(jdf)

    def toDF(self, *cols: str) -> "DataFrame":
        """With other names for all columns."""
        require_strings(cols, "cols", "list[str]")
        return self._derived(self._jdf.toDF(self._jseq(cols)))

    def to(self, schema: StructType) -> "DataFrame":
        """With the columns of a schema, found by name, in its order and of its types."""
        assert schema is not None
        return self._derived(self._jdf.to(self._jdf.sparkSession().parseDataType(schema.json())))

    def alias(self, alias: str) -> "DataFrame":
        """The same under a name, to tell its columns from those of others."""
        assert isinstance(alias, str), "alias should be a string"
        return self._derived(getattr(self._jdf, "as")(alias))

    # Its rows.

    def filter(self, condition: Column | str) -> "DataFrame":
        """The rows for which a condition holds."""
        require_type(condition, (str, Column), "condition", "Column or str")
        return self._derived(self._jdf.filter(condition._jc if isinstance(condition, Column) else condition))

    def where(self, condition: Column | str) -> "DataFrame":
        """The same as :meth:`filter`."""
        return self.filter(condition)

    def limit(self, num: int) -> "DataFrame":
        """The first rows."""
        return self._derived(self._jdf.limit(num))

    def offset(self, num: int) -> "DataFrame":
        """The rows after the first ones."""
        return self._derived(self._jdf.offset(num))

    def distinct(self) -> "DataFrame":
        """Each row once."""
        return self._derived(self._jdf.distinct())

    def dropDuplicates(self, subset: list[str] | None = None) -> "DataFrame":
        """Each row once, or one row for each combination of values in some columns."""
        return self._without_duplicates("dropDuplicates", subset)

    def dropDuplicatesWithinWatermark(self, subset: list[str] | None = None) -> "DataFrame":
        """As :meth:`dropDuplicates`, for streams: what comes within the watermark's delay is compared."""
        return self._without_duplicates("dropDuplicatesWithinWatermark", subset)

    def _without_duplicates(self, method: str, subset: Any) -> "DataFrame":
        call = getattr(self._jdf, method)
        if subset is None:
            return self._derived(call())
        if not isinstance(subset, Iterable) or isinstance(subset, str):
            raise not_expected_type("subset", "list or tuple", subset)
        require_strings(subset, "subset", "str")
        return self._derived(call(self._jseq(subset)))

    @overload
    def sample(
        self, *, withReplacement: bool | None = None, fraction: float, seed: int | None = ...
    ) -> "DataFrame": ...

    @overload
    def sample(self, withReplacement: float, fraction: int | None = ..., /) -> "DataFrame": ...

    @overload
    def sample(self, withReplacement: bool | None, fraction: float, seed: int | None = ...) -> "DataFrame": ...

    def sample(
        self,
        withReplacement: float | bool | None = None,
        fraction: int | float | None = None,
        seed: int | None = None,
    ) -> "DataFrame":
        """About that fraction of the rows, at random."""
        return self._derived(self._jdf.sample(*_sampling.sample_arguments(withReplacement, fraction, seed)))

    def sampleBy(self, col: "ColumnOrName", fractions: dict[Any, float], seed: int | None = None) -> "DataFrame":
        """For each value of a column about its fraction of the rows, at random; 0 for values that are not named."""
        require_type(col, (str, Column), "col", "Column or str")
        column = col._jc if isinstance(col, Column) else col
        strata = self._jmap(_sampling.strata_fractions(fractions))
        seed = _sampling.random_seed() if seed is None else seed
        return self._derived(self._jdf.stat().sampleBy(column, strata, seed))

    def randomSplit(self, weights: list[float], seed: int | None = None) -> "list[DataFrame]":
        """Parts of about these relative sizes; each row is in one of them."""
        _sampling.require_weights(weights)
        seed = _sampling.random_seed() if seed is None else int(seed)
        return [self._derived(part) for part in self._jdf.randomSplit(_to_list(self._sc, weights), seed)]

    def sort(self, *cols: "Sequence[ColumnOrNameOrOrdinal] | ColumnOrNameOrOrdinal", **kwargs: Any) -> "DataFrame":
        """The rows in order; ``ascending=`` is for all columns or a list for each."""
        return self._derived(self._jdf.sort(self._sort_columns(cols, kwargs)))

    orderBy = sort

    def sortWithinPartitions(
        self, *cols: "Sequence[ColumnOrNameOrOrdinal] | ColumnOrNameOrOrdinal", **kwargs: Any
    ) -> "DataFrame":
        """The rows of each partition in order."""
        return self._derived(self._jdf.sortWithinPartitions(self._sort_columns(cols, kwargs)))

    def _sort_columns(self, cols: tuple[Any, ...], kwargs: dict[str, Any]) -> "JavaObject":
        if not cols:
            raise PySparkValueError(errorClass="CANNOT_BE_EMPTY", messageParameters={"item": "cols"})
        columns = [self._sort_column(col) for col in _sequence(cols, (int, str, Column))]
        ascending = kwargs.get("ascending", True)
        if isinstance(ascending, int):
            ascending = [ascending] * len(columns)
        elif not isinstance(ascending, list):
            raise not_expected_type("ascending", "Column, int or str", ascending)
        return self._jseq([col if up else col.desc() for up, col in zip(ascending, columns, strict=False)])

    def _sort_column(self, col: Any) -> "JavaObject":
        """A column, its name, or its place counted from 1, negative for descending order."""
        if not _is_ordinal(col):
            require_type(col, (str, Column), "col", "Column, int or str")
            return _to_java_column(col)
        if col == 0:
            raise PySparkIndexError(errorClass="ZERO_INDEX", messageParameters={})
        jc = self[abs(col) - 1]._jc
        return jc if col > 0 else jc.desc()

    def transform(self, func: "Callable[..., DataFrame]", *args: Any, **kwargs: Any) -> "DataFrame":
        """What a function makes of this DataFrame; for chains of calls."""
        result = func(self, *args, **kwargs)
        assert isinstance(result, DataFrame), (
            f"Func returned an instance of type [{type(result)}], should have been DataFrame."
        )
        return result

    def zipWithIndex(self, indexColName: str = "index") -> "DataFrame":
        """With a column that counts the rows from 0."""
        return self._derived(self._jdf.zipWithIndex(indexColName))

    # With others.

    def union(self, other: "DataFrame") -> "DataFrame":
        """The rows of both, columns by position."""
        return self._derived(self._jdf.union(other._jdf))

    def unionAll(self, other: "DataFrame") -> "DataFrame":
        """The same as :meth:`union`."""
        return self.union(other)

    def unionByName(self, other: "DataFrame", allowMissingColumns: bool = False) -> "DataFrame":
        """The rows of both, columns by name; those that only one has are NULL in the other's rows if allowed."""
        return self._derived(self._jdf.unionByName(other._jdf, allowMissingColumns))

    def intersect(self, other: "DataFrame") -> "DataFrame":
        """Each row that is in both, once."""
        return self._derived(self._jdf.intersect(other._jdf))

    def intersectAll(self, other: "DataFrame") -> "DataFrame":
        """The rows that are in both, as often as in both."""
        return self._derived(self._jdf.intersectAll(other._jdf))

    def subtract(self, other: "DataFrame") -> "DataFrame":
        """Each row that is not in the other, once."""
        return self._derived(getattr(self._jdf, "except")(other._jdf))

    def exceptAll(self, other: "DataFrame") -> "DataFrame":
        """The rows without those of the other, each taken away once."""
        return self._derived(self._jdf.exceptAll(other._jdf))

    def crossJoin(self, other: "DataFrame") -> "DataFrame":
        """Each row with each of the other's."""
        return self._derived(self._jdf.crossJoin(other._jdf))

    def zip(self, other: "DataFrame") -> "DataFrame":
        """The columns of two DataFrames that are derived from the same rows."""
        return self._derived(self._jdf.zip(other._jdf))

    def join(
        self,
        other: "DataFrame",
        on: "str | list[str] | Column | list[Column] | None" = None,
        how: str | None = None,
    ) -> "DataFrame":
        """Rows of both that belong together: by columns of the same names or by conditions."""
        if on is None and how is None:
            return self._derived(self._jdf.join(other._jdf))
        assert how is None or isinstance(how, str), "how should be a string"
        jon = self._jseq([]) if on is None else self._join_condition(on)
        return self._derived(self._jdf.join(other._jdf, jon, how or "inner"))

    def _join_condition(self, on: Any) -> "JavaObject":
        on = on if isinstance(on, list) else [on]
        if isinstance(on[0], str):
            return self._jseq(on)
        assert isinstance(on[0], Column), "on should be Column or list of Column"
        return reduce(Column.__and__, on)._jc

    def lateralJoin(self, other: "DataFrame", on: Column | None = None, how: str | None = None) -> "DataFrame":
        """Each row with the rows that a subquery gives for it."""
        arguments = [argument for argument in (None if on is None else on._jc, how) if argument is not None]
        return self._derived(self._jdf.lateralJoin(other._jdf, *arguments))

    def nearestByJoin(
        self,
        other: "DataFrame",
        rankingExpression: Column,
        numResults: int,
        mode: str,
        direction: str,
        *,
        joinType: str = "inner",
    ) -> "DataFrame":
        """Each row with those of the other that an expression ranks first."""
        return self._derived(
            self._jdf.nearestByJoin(other._jdf, rankingExpression._jc, int(numResults), mode, direction, joinType)
        )

    def _joinAsOf(
        self,
        other: "DataFrame",
        leftAsOfColumn: str | Column,
        rightAsOfColumn: str | Column,
        on: "str | list[str] | Column | list[Column] | None" = None,
        how: str | None = None,
        *,
        tolerance: Column | None = None,
        allowExactMatches: bool = True,
        direction: str = "backward",
    ) -> "DataFrame":
        """For the pandas API: each row with the nearest one of the other."""
        left = self[leftAsOfColumn] if isinstance(leftAsOfColumn, str) else leftAsOfColumn
        right = other[rightAsOfColumn] if isinstance(rightAsOfColumn, str) else rightAsOfColumn
        assert how is None or isinstance(how, str), "how should be a string"
        assert tolerance is None or isinstance(tolerance, Column), "tolerance should be Column"
        return self._derived(
            self._jdf.joinAsOf(
                other._jdf,
                left._jc,
                right._jc,
                None if on is None else self._join_condition(on),
                how or "inner",
                None if tolerance is None else tolerance._jc,
                allowExactMatches,
                direction,
            )
        )

    # Groups.

    @overload
    def groupBy(self, *cols: "ColumnOrNameOrOrdinal") -> "GroupedData": ...

    @overload
    def groupBy(self, __cols: "Sequence[ColumnOrNameOrOrdinal]") -> "GroupedData": ...

    def groupBy(self, *cols: "Sequence[ColumnOrNameOrOrdinal] | ColumnOrNameOrOrdinal") -> "GroupedData":
        """The rows in groups of equal values, to be aggregated."""
        return self._grouped(self._jdf.groupBy(self._jcols_ordinal(*cols)))

    @overload
    def rollup(self, *cols: "ColumnOrNameOrOrdinal") -> "GroupedData": ...

    @overload
    def rollup(self, __cols: "Sequence[ColumnOrNameOrOrdinal]") -> "GroupedData": ...

    def rollup(self, *cols: "Sequence[ColumnOrNameOrOrdinal] | ColumnOrNameOrOrdinal") -> "GroupedData":
        """As :meth:`groupBy`, with subtotals: by all columns, by all but the last, and so on to none."""
        return self._grouped(self._jdf.rollup(self._jcols_ordinal(*cols)))

    @overload
    def cube(self, *cols: "ColumnOrNameOrOrdinal") -> "GroupedData": ...

    @overload
    def cube(self, __cols: "Sequence[ColumnOrNameOrOrdinal]") -> "GroupedData": ...

    def cube(self, *cols: "Sequence[ColumnOrNameOrOrdinal] | ColumnOrNameOrOrdinal") -> "GroupedData":
        """As :meth:`groupBy`, by every choice of the columns."""
        return self._grouped(self._jdf.cube(self._jcols_ordinal(*cols)))

    def groupingSets(
        self, groupingSets: "Sequence[Sequence[ColumnOrNameOrOrdinal]]", *cols: "ColumnOrNameOrOrdinal"
    ) -> "GroupedData":
        """As :meth:`groupBy`, by each of the sets of columns."""
        sets = self._jseq(groupingSets, lambda inner: self._jcols_ordinal(*inner))
        return self._grouped(self._jdf.groupingSets(sets, self._jcols_ordinal(*cols)))

    def _grouped(self, jgd: "JavaObject") -> "GroupedData":
        from pyspark.sql.group import GroupedData

        return GroupedData(jgd, self)

    groupby = groupBy
    drop_duplicates = dropDuplicates

    def agg(self, *exprs: Column | dict[str, str]) -> "DataFrame":
        """All rows as one group, aggregated."""
        return self.groupBy().agg(*exprs)  # type: ignore[arg-type]

    def observe(self, observation: "Observation | str", *exprs: Column) -> "DataFrame":
        """The same rows; aggregates of them become known by the way, once an action has run."""
        from pyspark.sql.observation import Observation

        if not exprs:
            raise PySparkValueError(errorClass="CANNOT_BE_EMPTY", messageParameters={"item": "exprs"})
        if not all(isinstance(expr, Column) for expr in exprs):
            raise not_expected_type("exprs", "list[Column]", exprs)
        if isinstance(observation, Observation):
            return observation._on(self, *exprs)
        require_type(observation, str, "observation", "Observation or str")
        first, *others = [expr._jc for expr in exprs]
        return self._derived(self._jdf.observe(observation, first, self._jseq(others)))

    def unpivot(
        self,
        ids: "ColumnOrName | list[ColumnOrName] | tuple[ColumnOrName, ...]",
        values: "ColumnOrName | list[ColumnOrName] | tuple[ColumnOrName, ...] | None",
        variableColumnName: str,
        valueColumnName: str,
    ) -> "DataFrame":
        """Columns as rows: for each row and each value column one row with the column's name and value."""
        assert ids is not None, "ids must not be None"
        columns = [self._several(ids)] if values is None else [self._several(ids), self._several(values)]
        return self._derived(self._jdf.unpivotWithSeq(*columns, variableColumnName, valueColumnName))

    def _several(self, cols: Any) -> "JavaObject":
        return self._jcols(*cols) if isinstance(cols, (list, tuple)) else self._jcols(cols)

    def melt(
        self,
        ids: "ColumnOrName | list[ColumnOrName] | tuple[ColumnOrName, ...]",
        values: "ColumnOrName | list[ColumnOrName] | tuple[ColumnOrName, ...] | None",
        variableColumnName: str,
        valueColumnName: str,
    ) -> "DataFrame":
        """The same as :meth:`unpivot`."""
        return self.unpivot(ids, values, variableColumnName, valueColumnName)

    def transpose(self, indexColumn: "ColumnOrName | None" = None) -> "DataFrame":
        """Rows as columns, named by the values of the first or another column."""
        arguments = [] if indexColumn is None else [_to_java_column(indexColumn)]
        return self._derived(self._jdf.transpose(*arguments))

    def describe(self, *cols: str | list[str]) -> "DataFrame":
        """Count, mean, standard deviation, least and greatest value of columns."""
        return self._derived(self._jdf.describe(self._jseq(listed(cols))))

    def summary(self, *statistics: str) -> "DataFrame":
        """Statistics of all columns: those named, or those of :meth:`describe` and quartiles."""
        return self._derived(self._jdf.summary(self._jseq(listed(statistics))))

    # Subqueries and table arguments.

    def scalar(self) -> Column:
        """The one value of this query, as a column of another."""
        return Column(self._jdf.scalar())

    def exists(self) -> Column:
        """Whether this query gives a row, as a column of another."""
        return Column(self._jdf.exists())

    def asTable(self) -> TableArg:
        """This DataFrame as the argument of a table-valued function."""
        return TableArg(self._jdf.asTable())

    # Actions.

    def count(self) -> int:
        """The number of rows."""
        return int(self._jdf.count())

    def collect(self) -> list[Row]:
        """All rows."""
        return self._fetch(self._jdf.collectToPython)

    def tail(self, num: int) -> list[Row]:
        """The last rows."""
        return self._fetch(self._jdf.tailToPython, num)

    def _fetch(self, action: Callable[..., Any], *args: Any) -> list[Row]:
        with SCCallSiteSync(self._sc):
            served = action(*args)
        with _load_from_socket(served, BatchedSerializer(CPickleSerializer())) as stream:
            return list(stream)

    def toLocalIterator(self, prefetchPartitions: bool = False) -> Iterator[Row]:
        """All rows, partition by partition."""
        with SCCallSiteSync(self._sc):
            served = self._jdf.toPythonIterator(prefetchPartitions)
        return _local_iterator_from_socket(served, BatchedSerializer(CPickleSerializer()))

    def take(self, num: int) -> list[Row]:
        """The first rows."""
        return self.limit(num).collect()

    @overload
    def head(self) -> Row | None: ...

    @overload
    def head(self, n: int) -> list[Row]: ...

    def head(self, n: int | None = None) -> Row | list[Row] | None:
        """The first row, or a list of the first ``n``."""
        if n is not None:
            return self.take(n)
        rows = self.take(1)
        return rows[0] if rows else None

    def first(self) -> Row | None:
        """The first row."""
        return self.head()

    def foreach(self, f: Callable[[Row], None]) -> None:
        """Calls a function with each row, in the workers."""
        self.rdd.foreach(f)

    def foreachPartition(self, f: Callable[[Iterator[Row]], None]) -> None:
        """Calls a function with the rows of each partition, in the workers."""
        self.rdd.foreachPartition(f)  # type: ignore[arg-type]

    def toJSON(self, use_unicode: bool = True) -> "RDD[str] | DataFrame":
        """Each row as a JSON object."""
        if self._session._jconf.pysparkToJSONReturnDataFrame():
            return self._derived(self._jdf.toJSON())
        from pyspark.core.rdd import RDD

        warnings.warn(
            "The return type of DataFrame.toJSON will be changed from RDD to DataFrame in future releases.",
            stacklevel=2,
        )
        return RDD(self._jdf.toJSON().toJavaRDD(), self._sc, UTF8Deserializer(use_unicode))

    def toArrow(self) -> "pa.Table":
        """All rows as a table of Arrow, in the memory of this process."""
        return PandasConversionMixin.toArrow(self)

    def toPandas(self) -> "pd.DataFrame":
        """All rows as a frame of pandas, in the memory of this process."""
        return PandasConversionMixin._to_pandas(self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        from pyspark.sql.interchange import SparkArrowCStreamer

        return SparkArrowCStreamer(self).__arrow_c_stream__(requested_schema)

    def pandas_api(self, index_col: str | list[str] | None = None) -> Any:
        """The pandas API; not available, with an error that says what is."""
        return import_module("pyspark.pandas.frame").DataFrame(self)

    def mapInPandas(
        self,
        func: "Callable[[Iterator[pd.DataFrame]], Iterator[pd.DataFrame]]",
        schema: StructType | str,
        barrier: bool = False,
        profile: "ResourceProfile | None" = None,
    ) -> "DataFrame":
        """The rows that a function makes of each partition, both as frames of pandas."""
        return PandasMapOpsMixin.mapInPandas(self, func, schema, barrier, profile)

    def mapInArrow(
        self,
        func: "Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]",
        schema: StructType | str,
        barrier: bool = False,
        profile: "ResourceProfile | None" = None,
    ) -> "DataFrame":
        """The rows that a function makes of each partition, both as record batches of Arrow."""
        return PandasMapOpsMixin.mapInArrow(self, func, schema, barrier, profile)

    # Where it is kept and how it is spread.

    def cache(self) -> "DataFrame":
        """Keeps the rows once they have been calculated."""
        self.is_cached = True
        self._jdf.cache()
        return self

    def persist(self, storageLevel: StorageLevel = StorageLevel.MEMORY_AND_DISK_DESER) -> "DataFrame":
        """Keeps the rows once they have been calculated, where the level says."""
        self.is_cached = True
        self._jdf.persist(self._sc._getJavaStorageLevel(storageLevel))
        return self

    def unpersist(self, blocking: bool = False) -> "DataFrame":
        """Keeps the rows no longer."""
        self.is_cached = False
        self._jdf.unpersist(blocking)
        return self

    @property
    def storageLevel(self) -> StorageLevel:
        """Where the rows are kept."""
        level = self._jdf.storageLevel()
        return StorageLevel(
            level.useDisk(), level.useMemory(), level.useOffHeap(), level.deserialized(), level.replication()
        )

    def checkpoint(self, eager: bool = True) -> "DataFrame":
        """The same rows, read from the checkpoint folder, to which they are written."""
        return self._derived(self._jdf.checkpoint(eager))

    def localCheckpoint(self, eager: bool = True, storageLevel: StorageLevel | None = None) -> "DataFrame":
        """The same rows, kept without what they were calculated from."""
        arguments = [] if storageLevel is None else [self._sc._getJavaStorageLevel(storageLevel)]
        return self._derived(self._jdf.localCheckpoint(eager, *arguments))

    def coalesce(self, numPartitions: int) -> "DataFrame":
        """With at most that many partitions, none of which is split."""
        return self._derived(self._jdf.coalesce(numPartitions))

    @overload
    def repartition(self, numPartitions: int, *cols: "ColumnOrName") -> "DataFrame": ...

    @overload
    def repartition(self, *cols: "ColumnOrName") -> "DataFrame": ...

    def repartition(  # type: ignore[misc]
        self, numPartitions: "int | ColumnOrName", *cols: "ColumnOrName"
    ) -> "DataFrame":
        """Spread anew: over that many partitions, by the hash of columns if there are any."""
        require_type(numPartitions, (int, str, Column), "numPartitions", "Column or str")
        if isinstance(numPartitions, int) and not cols:
            return self._derived(self._jdf.repartition(numPartitions))
        return self._derived(self._jdf.repartition(*self._partitioning(numPartitions, cols)))

    @overload
    def repartitionByRange(self, numPartitions: int, *cols: "ColumnOrName") -> "DataFrame": ...

    @overload
    def repartitionByRange(self, *cols: "ColumnOrName") -> "DataFrame": ...

    def repartitionByRange(  # type: ignore[misc]
        self, numPartitions: "int | ColumnOrName", *cols: "ColumnOrName"
    ) -> "DataFrame":
        """Spread anew, by ranges of the columns' values."""
        require_type(numPartitions, (int, str, Column), "numPartitions", "Column, int or str")
        if isinstance(numPartitions, int) and not cols:
            raise PySparkValueError(errorClass="CANNOT_BE_EMPTY", messageParameters={"item": "partition-by expression"})
        return self._derived(self._jdf.repartitionByRange(*self._partitioning(numPartitions, cols)))

    def _partitioning(self, number: Any, cols: tuple[Any, ...]) -> list[Any]:
        if isinstance(number, int):
            return [number, self._jcols(*cols)]
        return [self._jcols(number, *cols)]

    def repartitionById(self, numPartitions: int, partitionIdCol: "ColumnOrName") -> "DataFrame":
        """Spread anew: each row to the partition that a column names."""
        require_type(numPartitions, (int, bool), "numPartitions", "int")
        if numPartitions <= 0:
            raise PySparkValueError(
                errorClass="VALUE_NOT_POSITIVE",
                messageParameters={"arg_name": "numPartitions", "arg_value": str(numPartitions)},
            )
        return self._derived(self._jdf.repartitionById(numPartitions, _to_java_column(partitionIdCol)))

    def hint(self, name: str, *parameters: "PrimitiveType | Column | list[PrimitiveType]") -> "DataFrame":
        """With a hint for the planner, such as ``broadcast``."""
        require_type(name, str, "name", "str")
        given = listed(parameters)
        require_hint_parameters(given)
        gateway = self._sc._gateway
        assert gateway is not None
        return self._derived(
            self._jdf.hint(name, self._jseq(given, lambda parameter: java_hint_parameter(gateway, parameter)))
        )

    # Views, tables and streams.

    def registerTempTable(self, name: str) -> None:
        """The old name of :meth:`createOrReplaceTempView`."""
        warnings.warn("Deprecated in 2.0, use createOrReplaceTempView instead.", FutureWarning, stacklevel=2)
        self._jdf.createOrReplaceTempView(name)

    def createTempView(self, name: str) -> None:
        """Lets SQL of the session use the rows under a name that is still free."""
        self._jdf.createTempView(name)

    def createOrReplaceTempView(self, name: str) -> None:
        """Lets SQL of the session use the rows under a name."""
        self._jdf.createOrReplaceTempView(name)

    def createGlobalTempView(self, name: str) -> None:
        """Lets SQL of all sessions use the rows, as a name in ``global_temp`` that is still free."""
        self._jdf.createGlobalTempView(name)

    def createOrReplaceGlobalTempView(self, name: str) -> None:
        """Lets SQL of all sessions use the rows, as a name in ``global_temp``."""
        self._jdf.createOrReplaceGlobalTempView(name)

    @property
    def write(self) -> DataFrameWriter:
        """Writes the rows to files, tables and databases."""
        return DataFrameWriter(self)

    def writeTo(self, table: str) -> DataFrameWriterV2:
        """Writes the rows to a table of a catalog."""
        return DataFrameWriterV2(self, table)

    def mergeInto(self, table: str, condition: Column) -> MergeIntoWriter:
        """Changes a table by these rows, where a condition says which belong together."""
        return MergeIntoWriter(self, table, condition)

    @property
    def writeStream(self) -> "DataStreamWriter":
        """Writes the rows of a stream."""
        from pyspark.sql.streaming import DataStreamWriter

        return DataStreamWriter(self)

    def withWatermark(self, eventTime: str, delayThreshold: str) -> "DataFrame":
        """With a watermark: how late a row of a stream may be, by a column of times."""
        for name, value in (("eventTime", eventTime), ("delayThreshold", delayThreshold)):
            if not value or type(value) is not str:
                raise not_expected_type(name, "str", value)
        return self._derived(self._jdf.withWatermark(eventTime, delayThreshold))

    # Missing values.

    def dropna(
        self, how: str = "any", thresh: int | None = None, subset: "str | tuple[str, ...] | list[str] | None" = None
    ) -> "DataFrame":
        """Without rows that have NULL or NaN in any, or in all, of some columns; or fewer values than ``thresh``."""
        names = self.columns if subset is None else _missing.subset_list(subset, "list, str or tuple")
        least = _missing.least_present(how, thresh, len(names))
        return self._derived(self._jdf.na().drop(least, self._jseq(names)))

    @overload
    def fillna(self, value: "LiteralType", subset: "str | tuple[str, ...] | list[str] | None" = ...) -> "DataFrame": ...

    @overload
    def fillna(self, value: "dict[str, LiteralType]") -> "DataFrame": ...

    def fillna(
        self,
        value: "LiteralType | dict[str, LiteralType]",
        subset: "str | tuple[str, ...] | list[str] | None" = None,
    ) -> "DataFrame":
        """With a value for NULL and NaN, in columns of its type; or with one for each column of a dict."""
        filling = _missing.fill_value(value)
        if isinstance(value, dict) or subset is None:
            return self._derived(self._jdf.na().fill(filling))
        names = self._jseq(_missing.subset_list(subset, "list or tuple"))
        return self._derived(self._jdf.na().fill(filling, names))

    @overload
    def replace(
        self, to_replace: "LiteralType", value: "OptionalPrimitiveType", subset: list[str] | None = ...
    ) -> "DataFrame": ...

    @overload
    def replace(
        self,
        to_replace: "list[LiteralType]",
        value: "list[OptionalPrimitiveType] | OptionalPrimitiveType",
        subset: list[str] | None = ...,
    ) -> "DataFrame": ...

    @overload
    def replace(
        self, to_replace: "dict[LiteralType, OptionalPrimitiveType]", *, subset: list[str] | None = ...
    ) -> "DataFrame": ...

    def replace(
        self,
        to_replace: "LiteralType | list[LiteralType] | dict[LiteralType, OptionalPrimitiveType]",
        value: "OptionalPrimitiveType | list[OptionalPrimitiveType] | _NoValueType" = _NoValue,
        subset: list[str] | None = None,
    ) -> "DataFrame":
        """With other values for some values, in all columns of their type or in some."""
        pairs = _missing.replacements(to_replace, value, subset)
        if subset is None:
            return self._derived(self._jdf.na().replace("*", pairs))
        names = [subset] if isinstance(subset, str) else subset
        return self._derived(self._jdf.na().replace(self._jseq(names), self._jmap(pairs)))

    # Statistics.

    @overload
    def approxQuantile(
        self, col: str, probabilities: "list[float] | tuple[float]", relativeError: float
    ) -> list[float]: ...

    @overload
    def approxQuantile(
        self, col: "list[str] | tuple[str]", probabilities: "list[float] | tuple[float]", relativeError: float
    ) -> list[list[float]]: ...

    def approxQuantile(
        self,
        col: "str | list[str] | tuple[str]",
        probabilities: "list[float] | tuple[float]",
        relativeError: float,
    ) -> "list[float] | list[list[float]]":
        """Quantiles of number columns, with a relative error; 0 for none."""
        names = _sampling.quantile_columns(col)
        _sampling.require_quantiles(probabilities, relativeError)
        found = self._jdf.stat().approxQuantile(
            _to_list(self._sc, names), _to_list(self._sc, list(probabilities)), float(relativeError)
        )
        quantiles = [list(each) for each in found]
        return quantiles[0] if isinstance(col, str) else quantiles

    def corr(self, col1: str, col2: str, method: str | None = None) -> float:
        """The correlation of two columns, after Pearson."""
        _require_column_names(col1=col1, col2=col2)
        method = method or "pearson"
        if method != "pearson":
            raise PySparkValueError(
                errorClass="VALUE_NOT_ALLOWED",
                messageParameters={"arg_name": "method", "allowed_values": "['pearson']"},
            )
        return float(self._jdf.stat().corr(col1, col2, method))

    def cov(self, col1: str, col2: str) -> float:
        """The sample covariance of two columns."""
        _require_column_names(col1=col1, col2=col2)
        return float(self._jdf.stat().cov(col1, col2))

    def crosstab(self, col1: str, col2: str) -> "DataFrame":
        """How often each two values of two columns come together."""
        _require_column_names(col1=col1, col2=col2)
        return self._derived(self._jdf.stat().crosstab(col1, col2))

    def freqItems(self, cols: "list[str] | tuple[str]", support: float | None = None) -> "DataFrame":
        """Values that are in at least that share of the rows, and perhaps some that are not."""
        require_type(cols, (list, tuple), "cols", "list or tuple")
        return self._derived(self._jdf.stat().freqItems(self._jseq(list(cols)), support or 0.01))


def _require_column_names(**names: str) -> None:
    for argument, name in names.items():
        require_type(name, str, argument, "str")


class DataFrameNaFunctions:
    """Functions for missing values, reached by ``DataFrame.na``."""

    def __init__(self, df: DataFrame):
        self.df = df

    def drop(
        self, how: str = "any", thresh: int | None = None, subset: "str | tuple[str, ...] | list[str] | None" = None
    ) -> DataFrame:
        """See :meth:`DataFrame.dropna`."""
        return self.df.dropna(how, thresh, subset)

    @overload
    def fill(self, value: "LiteralType", subset: list[str] | None = ...) -> DataFrame: ...

    @overload
    def fill(self, value: "dict[str, LiteralType]") -> DataFrame: ...

    def fill(self, value: "LiteralType | dict[str, LiteralType]", subset: list[str] | None = None) -> DataFrame:
        """See :meth:`DataFrame.fillna`."""
        return self.df.fillna(value, subset)  # type: ignore[arg-type]

    @overload
    def replace(
        self,
        to_replace: "list[LiteralType]",
        value: "list[OptionalPrimitiveType] | OptionalPrimitiveType",
        subset: list[str] | None = ...,
    ) -> DataFrame: ...

    @overload
    def replace(
        self, to_replace: "dict[LiteralType, OptionalPrimitiveType]", subset: list[str] | None = ...
    ) -> DataFrame: ...

    def replace(  # type: ignore[misc]
        self,
        to_replace: "list[LiteralType] | dict[LiteralType, OptionalPrimitiveType]",
        value: "OptionalPrimitiveType | list[OptionalPrimitiveType] | _NoValueType" = _NoValue,
        subset: list[str] | None = None,
    ) -> DataFrame:
        """See :meth:`DataFrame.replace`."""
        return self.df.replace(to_replace, value, subset)  # type: ignore[arg-type]


class DataFrameStatFunctions:
    """Functions of statistics, reached by ``DataFrame.stat``."""

    def __init__(self, df: DataFrame):
        self.df = df

    @overload
    def approxQuantile(
        self, col: str, probabilities: "list[float] | tuple[float]", relativeError: float
    ) -> list[float]: ...

    @overload
    def approxQuantile(
        self, col: "list[str] | tuple[str]", probabilities: "list[float] | tuple[float]", relativeError: float
    ) -> list[list[float]]: ...

    def approxQuantile(
        self,
        col: "str | list[str] | tuple[str]",
        probabilities: "list[float] | tuple[float]",
        relativeError: float,
    ) -> "list[float] | list[list[float]]":
        """See :meth:`DataFrame.approxQuantile`."""
        return self.df.approxQuantile(col, probabilities, relativeError)

    def corr(self, col1: str, col2: str, method: str | None = None) -> float:
        """See :meth:`DataFrame.corr`."""
        return self.df.corr(col1, col2, method)

    def cov(self, col1: str, col2: str) -> float:
        """See :meth:`DataFrame.cov`."""
        return self.df.cov(col1, col2)

    def crosstab(self, col1: str, col2: str) -> DataFrame:
        """See :meth:`DataFrame.crosstab`."""
        return self.df.crosstab(col1, col2)

    def freqItems(self, cols: list[str], support: float | None = None) -> DataFrame:
        """See :meth:`DataFrame.freqItems`."""
        return self.df.freqItems(cols, support)

    def sampleBy(self, col: str, fractions: dict[Any, float], seed: int | None = None) -> DataFrame:
        """See :meth:`DataFrame.sampleBy`."""
        return self.df.sampleBy(col, fractions, seed)
