"""Types of Spark and of Arrow."""

import json
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkTypeError, UnsupportedOperationException
from pyspark.sql.pandas._corrected_types import _to_corrected_pandas_ext_type as _to_corrected_pandas_ext_type
from pyspark.sql.pandas._corrected_types import _to_corrected_pandas_type as _to_corrected_pandas_type
from pyspark.sql.pandas._corrected_types import _to_numpy_type as _to_numpy_type
from pyspark.sql.pandas._corrected_types import convert_pandas_using_numpy_type as convert_pandas_using_numpy_type
from pyspark.sql.pandas._field_names import _dedup_names as _dedup_names
from pyspark.sql.pandas._field_names import _deduplicate_field_names as _deduplicate_field_names
from pyspark.sql.pandas._from_pandas import _create_converter_from_pandas as _create_converter_from_pandas
from pyspark.sql.pandas._timestamps import (
    _check_arrow_array_timestamps_localize as _check_arrow_array_timestamps_localize,
)
from pyspark.sql.pandas._timestamps import (
    _check_arrow_table_timestamps_localize as _check_arrow_table_timestamps_localize,
)
from pyspark.sql.pandas._timestamps import (
    _check_series_convert_timestamps_internal as _check_series_convert_timestamps_internal,
)
from pyspark.sql.pandas._timestamps import (
    _check_series_convert_timestamps_local_tz as _check_series_convert_timestamps_local_tz,
)
from pyspark.sql.pandas._timestamps import (
    _check_series_convert_timestamps_localize as _check_series_convert_timestamps_localize,
)
from pyspark.sql.pandas._timestamps import (
    _check_series_convert_timestamps_tz_local as _check_series_convert_timestamps_tz_local,
)
from pyspark.sql.pandas._timestamps import _check_series_localize_timestamps as _check_series_localize_timestamps
from pyspark.sql.pandas._timestamps import _get_local_timezone as _get_local_timezone
from pyspark.sql.pandas._to_pandas import _create_converter_to_pandas as _create_converter_to_pandas
from pyspark.sql.types import (
    ArrayType,
    BinaryType,
    BooleanType,
    ByteType,
    DataType,
    DateType,
    DayTimeIntervalType,
    DecimalType,
    DoubleType,
    FloatType,
    GeographyType,
    GeometryType,
    IntegerType,
    LongType,
    MapType,
    NullType,
    ShortType,
    StringType,
    StructField,
    StructType,
    TimestampNTZType,
    TimestampType,
    TimeType,
    UserDefinedType,
    VariantType,
    YearMonthIntervalType,
)

if TYPE_CHECKING:
    import pyarrow as pa

metadata_key = b"SPARK::metadata::json"

# Arrow's type of intervals in months, for which PyArrow has neither a class nor a test.
_INTERVAL_MONTHS = 21

# Types without parameters, and the names of the PyArrow functions that make their counterparts.
_SIMPLE_TYPES: dict[type[DataType], tuple[str, ...]] = {
    BooleanType: ("bool_",),
    ByteType: ("int8",),
    ShortType: ("int16",),
    IntegerType: ("int32",),
    LongType: ("int64",),
    FloatType: ("float32",),
    DoubleType: ("float64",),
    DateType: ("date32",),
    TimestampNTZType: ("timestamp", "us"),
    DayTimeIntervalType: ("duration", "us"),
    TimeType: ("time64", "ns"),
    NullType: ("null",),
}


def to_arrow_metadata(metadata: dict[str, Any] | None = None) -> dict[bytes, bytes] | None:
    """A field's metadata as one entry of Arrow's."""
    return {metadata_key: json.dumps(metadata).encode("utf-8")} if metadata else None


def from_arrow_metadata(metadata: dict[bytes, bytes] | None) -> dict[str, Any] | None:
    """The inverse of `to_arrow_metadata`; other entries are of no interest."""
    if metadata is None or metadata_key not in metadata:
        return None
    decoded: dict[str, Any] = json.loads(metadata[metadata_key].decode("utf-8"))
    return decoded


def to_arrow_type(
    dt: DataType,
    *,
    error_on_duplicated_field_names_in_struct: bool = False,
    timezone: str | None = None,
    prefers_large_types: bool = False,
) -> "pa.DataType":
    """Arrow's type for one of Spark's; instants need a time zone."""
    import pyarrow as pa

    def nested(inner: DataType) -> "pa.DataType":
        return to_arrow_type(
            inner,
            error_on_duplicated_field_names_in_struct=error_on_duplicated_field_names_in_struct,
            timezone=timezone,
            prefers_large_types=prefers_large_types,
        )

    simple = _SIMPLE_TYPES.get(type(dt))
    if simple is not None:
        name, *arguments = simple
        return getattr(pa, name)(*arguments)
    match dt:
        case DecimalType():
            return pa.decimal128(dt.precision, dt.scale)
        case StringType():
            return pa.large_string() if prefers_large_types else pa.string()
        case BinaryType():
            return pa.large_binary() if prefers_large_types else pa.binary()
        case TimestampType():
            assert timezone is not None
            return pa.timestamp("us", tz=timezone)
        case ArrayType():
            return pa.list_(pa.field("element", nested(dt.elementType), nullable=dt.containsNull))
        case MapType():
            return pa.map_(
                pa.field("key", nested(dt.keyType), nullable=False),
                pa.field("value", nested(dt.valueType), nullable=dt.valueContainsNull),
            )
        case StructType():
            if error_on_duplicated_field_names_in_struct and len(set(dt.names)) != len(dt.names):
                raise UnsupportedOperationException(
                    errorClass="DUPLICATED_FIELD_NAME_IN_ARROW_STRUCT",
                    messageParameters={"field_names": str(dt.names)},
                )
            return pa.struct([_to_arrow_field(field, nested(field.dataType)) for field in dt.fields])
        case UserDefinedType():
            return nested(dt.sqlType())
        case VariantType():
            metadata = pa.field("metadata", pa.binary(), nullable=False, metadata={b"variant": b"true"})
            return pa.struct([pa.field("value", pa.binary(), nullable=False), metadata])
        case GeometryType():
            return _spatial_struct("geometry", dt.srid)
        case GeographyType():
            return _spatial_struct("geography", dt.srid)
    raise _unsupported(dt)


def _has_arrow_type(dt: DataType) -> bool:
    """Whether `to_arrow_type` knows a type; does without PyArrow, which takes long to import."""
    match dt:
        case ArrayType():
            return _has_arrow_type(dt.elementType)
        case MapType():
            return _has_arrow_type(dt.keyType) and _has_arrow_type(dt.valueType)
        case StructType():
            return all(_has_arrow_type(field.dataType) for field in dt.fields)
        case UserDefinedType():
            return _has_arrow_type(dt.sqlType())
    scalars = (DecimalType, StringType, BinaryType, TimestampType, VariantType, GeometryType, GeographyType)
    return type(dt) in _SIMPLE_TYPES or isinstance(dt, scalars)


def _to_arrow_field(field: StructField, arrow_type: "pa.DataType") -> "pa.Field":
    import pyarrow as pa

    return pa.field(field.name, arrow_type, nullable=field.nullable, metadata=to_arrow_metadata(field.metadata))


def _spatial_struct(kind: str, srid: int) -> "pa.DataType":
    """The metadata of a field tell such a struct from one that the user made."""
    import pyarrow as pa

    metadata = {kind.encode(): b"true", b"srid": str(srid).encode()}
    return pa.struct(
        [
            pa.field("srid", pa.int32(), nullable=False),
            pa.field("wkb", pa.binary(), nullable=False, metadata=metadata),
        ]
    )


def _unsupported(data_type: object) -> PySparkTypeError:
    return PySparkTypeError(
        errorClass="UNSUPPORTED_DATA_TYPE_FOR_ARROW_CONVERSION",
        messageParameters={"data_type": str(data_type)},
    )


def to_arrow_schema(
    schema: StructType,
    *,
    error_on_duplicated_field_names_in_struct: bool = False,
    timezone: str | None = None,
    prefers_large_types: bool = False,
) -> "pa.Schema":
    """Arrow's schema for one of Spark's. Only structs within it may be refused for equal names of fields."""
    import pyarrow as pa

    return pa.schema(
        [
            _to_arrow_field(
                field,
                to_arrow_type(
                    field.dataType,
                    error_on_duplicated_field_names_in_struct=error_on_duplicated_field_names_in_struct,
                    timezone=timezone,
                    prefers_large_types=prefers_large_types,
                ),
            )
            for field in schema
        ]
    )


def is_variant(at: "pa.DataType") -> bool:
    """Whether a struct of Arrow stands for a variant."""
    return _is_marked(at, marked="metadata", mark=b"variant", other="value")


def is_geometry(at: "pa.DataType") -> bool:
    """Whether a struct of Arrow stands for a geometry."""
    return _is_marked(at, marked="wkb", mark=b"geometry", other="srid")


def is_geography(at: "pa.DataType") -> bool:
    """Whether a struct of Arrow stands for a geography."""
    return _is_marked(at, marked="wkb", mark=b"geography", other="srid")


def _is_marked(at: "pa.DataType", marked: str, mark: bytes, other: str) -> bool:
    import pyarrow.types as types

    assert types.is_struct(at)
    fields = list(at)
    return any(f.name == other for f in fields) and any(
        f.name == marked and (f.metadata or {}).get(mark) == b"true" for f in fields
    )


def from_arrow_type(at: "pa.DataType", prefer_timestamp_ntz: bool = True) -> DataType:
    """Spark's type for one of Arrow's; units of time do not matter, as the values are converted anyway.

    Timestamps without time zone are instants unless `prefer_timestamp_ntz`.
    """
    import pyarrow.types as types

    def nested(inner: "pa.DataType") -> DataType:
        return from_arrow_type(inner, prefer_timestamp_ntz)

    for test, spark_type in (
        (types.is_boolean, BooleanType),
        (types.is_int8, ByteType),
        (types.is_int16, ShortType),
        (types.is_int32, IntegerType),
        (types.is_int64, LongType),
        (types.is_float32, FloatType),
        (types.is_float64, DoubleType),
        (types.is_string, StringType),
        (types.is_large_string, StringType),
        (types.is_binary, BinaryType),
        (types.is_large_binary, BinaryType),
        (types.is_fixed_size_binary, BinaryType),
        (types.is_date32, DateType),
        (types.is_time64, TimeType),
        (types.is_duration, DayTimeIntervalType),
        (types.is_null, NullType),
    ):
        if test(at):
            return spark_type()
    if types.is_decimal(at):
        return DecimalType(precision=at.precision, scale=at.scale)
    if types.is_timestamp(at):
        return TimestampNTZType() if at.tz is None and prefer_timestamp_ntz else TimestampType()
    if at.id == _INTERVAL_MONTHS:
        return YearMonthIntervalType()
    if types.is_list(at) or types.is_large_list(at) or types.is_fixed_size_list(at):
        return ArrayType(nested(at.value_type), containsNull=at.value_field.nullable)
    if types.is_map(at):
        return MapType(nested(at.key_type), nested(at.item_type), valueContainsNull=at.item_field.nullable)
    if types.is_dictionary(at):
        return nested(at.value_type)
    if types.is_struct(at):
        return _from_arrow_struct(at, prefer_timestamp_ntz)
    raise _unsupported(at)


def _from_arrow_struct(at: "pa.DataType", prefer_timestamp_ntz: bool) -> DataType:
    if is_variant(at):
        return VariantType()
    if is_geometry(at):
        srid = int(at.field("wkb").metadata[b"srid"])
        return GeometryType("ANY" if srid == GeometryType.MIXED_SRID else srid)
    if is_geography(at):
        srid = int(at.field("wkb").metadata[b"srid"])
        return GeographyType("ANY" if srid == GeographyType.MIXED_SRID else srid)
    return _from_arrow_fields(at, prefer_timestamp_ntz)


def _from_arrow_fields(fields: Any, prefer_timestamp_ntz: bool) -> StructType:
    return StructType(
        [
            StructField(
                field.name,
                from_arrow_type(field.type, prefer_timestamp_ntz),
                nullable=field.nullable,
                metadata=from_arrow_metadata(field.metadata),
            )
            for field in fields
        ]
    )


def from_arrow_schema(arrow_schema: "pa.Schema", prefer_timestamp_ntz: bool = True) -> StructType:
    """Spark's schema for one of Arrow's."""
    return _from_arrow_fields(arrow_schema, prefer_timestamp_ntz)
