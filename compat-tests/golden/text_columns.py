"""Columns whose values cannot be carried to Python become texts while the query runs."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType, CalendarIntervalType, DataType, MapType, StructType, VariantType


def with_texts(frame: DataFrame) -> DataFrame:
    """The same rows in the same order; ``frame`` itself where nothing needs it."""
    kinds = [field.dataType for field in frame.schema.fields]
    if not any(needs_text(kind) for kind in kinds):
        return frame
    names = [f"c{i}" for i in range(len(kinds))]
    columns = [as_text(F.col(name), kind).alias(name) for name, kind in zip(names, kinds, strict=True)]
    return frame.toDF(*names).select(columns)


def needs_text(kind: DataType) -> bool:
    match kind:
        case ArrayType():
            return needs_text(kind.elementType)
        case StructType():
            return any(needs_text(field.dataType) for field in kind.fields)
        case MapType():
            return is_nested(kind.keyType) or needs_text(kind.keyType) or needs_text(kind.valueType)
        case _:
            return isinstance(kind, CalendarIntervalType | VariantType)


def is_nested(kind: DataType) -> bool:
    return isinstance(kind, ArrayType | MapType | StructType)


def as_text(value: Column, kind: DataType) -> Column:
    if not needs_text(kind):
        return value
    match kind:
        case ArrayType():
            return F.transform(value, lambda item: as_text(item, kind.elementType))
        case StructType():
            fields = [as_text(value.getField(field.name), field.dataType).alias(field.name) for field in kind.fields]
            return F.when(value.isNotNull(), F.struct(*fields))
        case MapType():
            pair = StructType().add("key", kind.keyType).add("value", kind.valueType)
            entries = F.map_entries(value)
            return F.transform(entries, lambda item: as_text(item, pair)) if needs_text(pair) else entries
        case VariantType():
            return F.to_json(value)
        case _:
            return value.cast("string")
