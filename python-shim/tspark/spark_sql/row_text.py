"""Rows as lines of text in Hive's notation, made by the engine itself as part of the query."""

from collections.abc import Callable

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import (
    ArrayType,
    DataType,
    DayTimeIntervalType,
    MapType,
    StringType,
    StructType,
    VariantType,
    YearMonthIntervalType,
)

#: A missing description is shown as nothing; the three columns are padded for the eye.
_DESCRIBED = ["col_name", "data_type", "comment"]
_LISTED = (["namespace", "tableName", "isTemporary"], ["namespace", "viewName", "isTemporary"])


def lines(frame: DataFrame) -> list[str]:
    """The rows of a result, a tab between columns."""
    names = frame.columns
    if not names:
        return []
    shown = _columns(frame) if names not in ([*_LISTED, _DESCRIBED]) else _listing(names)
    texts = frame.toDF(*_aliases(frame)).select(F.concat_ws("\t", *shown))
    return [str(row[0]) for row in texts.collect()]


def _aliases(frame: DataFrame) -> list[str]:
    """Names of a result may be equal to each other."""
    return [f"c{i}" for i in range(len(frame.columns))]


def _columns(frame: DataFrame) -> list[Column]:
    kinds = [field.dataType for field in frame.schema.fields]
    pairs = zip(_aliases(frame), kinds, strict=True)
    return [F.coalesce(_text(F.col(name), kind), F.lit("NULL")) for name, kind in pairs]


def _listing(names: list[str]) -> list[Column]:
    if names == _DESCRIBED:
        return [
            F.rpad(F.coalesce(column, F.lit("")), F.greatest(F.length(column), F.lit(20)), F.lit(" "))
            for column in map(F.col, ("c0", "c1", "c2"))
        ]
    return [F.col("c1")]


def _text(value: Column, kind: DataType) -> Column:
    match kind:
        case ArrayType():
            return _joined("[", F.transform(value, _nested(kind.elementType)), "]")
        case MapType():
            key, item = _nested(kind.keyType), _nested(kind.valueType)
            pairs = F.transform(F.map_entries(value), lambda e: F.concat(key(e["key"]), F.lit(":"), item(e["value"])))
            return _joined("{", F.array_sort(pairs), "}")
        case StructType():
            fields = [
                F.concat(F.lit(f'"{field.name}":'), _nested(field.dataType)(value.getField(field.name)))
                for field in kind.fields
            ]
            return F.when(value.isNotNull(), F.concat(F.lit("{"), F.concat_ws(",", *fields), F.lit("}")))
        case DayTimeIntervalType():
            return _day_time_text(value)
        case YearMonthIntervalType():
            return _between_quotes(value.cast("interval year to month"))
        case VariantType():
            return F.to_json(value)
        case _:
            return value.cast("string")


def _nested(kind: DataType) -> Callable[[Column], Column]:
    quote = F.lit('"' if isinstance(kind, StringType) else "")
    return lambda value: F.coalesce(F.concat(quote, _text(value, kind), quote), F.lit("null"))


def _joined(start: str, texts: Column, end: str) -> Column:
    return F.concat(F.lit(start), F.array_join(texts, ","), F.lit(end))


def _day_time_text(value: Column) -> Column:
    parts = F.split(_between_quotes(value.cast("interval day to second")), r"\.")
    fraction = F.coalesce(F.try_element_at(parts, F.lit(2)), F.lit(""))
    return F.concat(parts[0], F.lit("."), F.rpad(fraction, 9, "0"))


def _between_quotes(interval: Column) -> Column:
    """What stands in the literal that an interval is as a text."""
    return F.regexp_extract(interval.cast("string"), "'(.*)'", 1)
