"""Types from JSON and from DDL."""

import json
import re
from collections.abc import Callable
from typing import Any

from pyspark.errors import PySparkValueError
from pyspark.sql._types import atomic, interval, nested, spatial
from pyspark.sql._types.base import DataType, NullType
from pyspark.sql._types.collation import _assert_valid_type_for_collation
from pyspark.sql._types.user_defined import UserDefinedType

_all_complex_types: dict[str, type[DataType]] = {
    "array": nested.ArrayType,
    "map": nested.MapType,
    "struct": nested.StructType,
}

_all_mappable_types: dict[str, type[DataType]] = {
    "string": atomic.StringType,
    "binary": atomic.BinaryType,
    "boolean": atomic.BooleanType,
    "decimal": atomic.DecimalType,
    "float": atomic.FloatType,
    "double": atomic.DoubleType,
    "byte": atomic.ByteType,
    "short": atomic.ShortType,
    "integer": atomic.IntegerType,
    "long": atomic.LongType,
    "date": atomic.DateType,
    "timestamp": atomic.TimestampType,
    "timestamp_ntz": atomic.TimestampNTZType,
    "void": NullType,
    "variant": spatial.VariantType,
    "interval": interval.CalendarIntervalType,
}


def _interval(kind: type[interval.AnsiIntervalType], start: str, end: str | None) -> DataType:
    fields = kind._inverted_fields
    return kind(fields[start], None if end is None else fields[end])


_CRS = r"\w+:-?\w+"
_WITH_PARAMETERS: tuple[tuple[re.Pattern[str], Callable[..., DataType]], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (r"decimal\(\s*(\d+)\s*,\s*(-?\d+)\s*\)", lambda p, s: atomic.DecimalType(int(p), int(s))),
        (r"time\(\s*(\d+)\s*\)", lambda p: atomic.TimeType(int(p))),
        (
            r"interval (day|hour|minute|second)(?: to (day|hour|minute|second))?",
            lambda start, end: _interval(interval.DayTimeIntervalType, start, end),
        ),
        (
            r"interval (year|month)(?: to (year|month))?",
            lambda start, end: _interval(interval.YearMonthIntervalType, start, end),
        ),
        (r"string\s+collate\s+(\w+)", atomic.StringType),
        (r"char\(\s*(\d+)\s*\)", lambda n: atomic.CharType(int(n))),
        (r"varchar\(\s*(\d+)\s*\)", lambda n: atomic.VarcharType(int(n))),
        (r"geometry$", lambda: spatial.GeometryType._from_crs(spatial.GeometryType.DEFAULT_CRS)),
        (rf"geometry\(\s*({_CRS})\s*\)", spatial.GeometryType._from_crs),
        (r"geography$", lambda: _geography()),
        (rf"geography\(\s*({_CRS})\s*\)", lambda crs: _geography(crs)),
        (rf"geography\(\s*({_CRS})\s*,\s*(\w+)\s*\)", spatial.GeographyType._from_crs),
        (r"geography\(\s*(\w+)\s*\)", lambda algorithm: _geography(algorithm=algorithm)),
    )
)


def _geography(
    crs: str = spatial.GeographyType.DEFAULT_CRS, algorithm: str = spatial.GeographyType.DEFAULT_ALG
) -> DataType:
    return spatial.GeographyType._from_crs(crs, algorithm)


def _parse_datatype_string(s: str) -> DataType:
    """The type that a DDL text describes; the engine reads it."""
    from pyspark.sql.utils import get_active_spark_context

    return get_active_spark_context()._parse_ddl(s)


def _parse_datatype_json_string(json_string: str) -> DataType:
    return _parse_datatype_json_value(json.loads(json_string))


def _parse_datatype_json_value(
    json_value: dict[str, Any] | str, fieldPath: str = "", collationsMap: dict[str, str] | None = None
) -> DataType:
    """The type that a `jsonValue` describes; `collationsMap` gives the strings inside of it their collations."""
    if isinstance(json_value, dict):
        return _parse_object(json_value, fieldPath, collationsMap)
    simple = _all_mappable_types.get(json_value)
    if simple is not None:
        if collationsMap and fieldPath in collationsMap:
            _assert_valid_type_for_collation(fieldPath, json_value, collationsMap)
            return atomic.StringType(collationsMap[fieldPath])
        return simple()
    for pattern, make in _WITH_PARAMETERS:
        match = pattern.match(json_value)
        if match is not None:
            return make(*match.groups())
    raise PySparkValueError(errorClass="CANNOT_PARSE_DATATYPE", messageParameters={"msg": str(json_value)})


def _parse_object(value: dict[str, Any], path: str, collations: dict[str, str] | None) -> DataType:
    kind = value["type"]
    if kind == "udt":
        return UserDefinedType.fromJson(value)
    if kind not in _all_complex_types:
        raise PySparkValueError(errorClass="UNSUPPORTED_DATA_TYPE", messageParameters={"data_type": str(kind)})
    if collations:
        _assert_valid_type_for_collation(path, kind, collations)
    if kind == "array":
        return nested.ArrayType.fromJson(value, path, collations)
    if kind == "map":
        return nested.MapType.fromJson(value, path, collations)
    return nested.StructType.fromJson(value)


def _drop_metadata(d: DataType) -> DataType:
    """The type or field without any field's metadata."""
    if isinstance(d, nested.StructField):
        return nested.StructField(d.name, _drop_metadata(d.dataType), d.nullable)
    if isinstance(d, nested.StructType):
        return nested.StructType([nested.StructField(f.name, _drop_metadata(f.dataType), f.nullable) for f in d])
    if isinstance(d, nested.ArrayType):
        return nested.ArrayType(_drop_metadata(d.elementType), d.containsNull)
    if isinstance(d, nested.MapType):
        return nested.MapType(_drop_metadata(d.keyType), _drop_metadata(d.valueType), d.valueContainsNull)
    return d
