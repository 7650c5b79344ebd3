"""Names of fields made distinct: Arrow's structs become dicts, which keep only one of equal names."""

from collections import Counter
from itertools import count

from pyspark.sql.types import ArrayType, DataType, MapType, StructField, StructType


def _dedup_names(names: list[str]) -> list[str]:
    """Equal names get numbers: `a, b, a` becomes `a_0, b, a_1`."""
    repeated = {name: count() for name, times in Counter(names).items() if times > 1}
    if not repeated:
        return names
    return [f"{name}_{next(repeated[name])}" if name in repeated else name for name in names]


def _deduplicate_field_names(dt: DataType) -> DataType:
    if isinstance(dt, StructType):
        return StructType(
            [
                StructField(name, _deduplicate_field_names(field.dataType), nullable=field.nullable)
                for name, field in zip(_dedup_names(dt.names), dt.fields, strict=True)
            ]
        )
    if isinstance(dt, ArrayType):
        return ArrayType(_deduplicate_field_names(dt.elementType), containsNull=dt.containsNull)
    if isinstance(dt, MapType):
        return MapType(
            _deduplicate_field_names(dt.keyType),
            _deduplicate_field_names(dt.valueType),
            valueContainsNull=dt.valueContainsNull,
        )
    return dt
