"""The data types of Spark SQL, rows, and values without a Python type of their own."""

# ruff: noqa: F401 - private names that others import from here

from pyspark.sql._types import py4j_converters
from pyspark.sql._types.atomic import (
    AnyTimeType,
    BinaryType,
    BooleanType,
    ByteType,
    CharType,
    DatetimeType,
    DateType,
    DecimalType,
    DoubleType,
    FloatType,
    IntegerType,
    LongType,
    ShortType,
    StringType,
    TimestampNTZType,
    TimestampType,
    TimeType,
    VarcharType,
)
from pyspark.sql._types.base import (
    AtomicType,
    DataType,
    DataTypeSingleton,
    FractionalType,
    IntegralType,
    NullType,
    NumericType,
)
from pyspark.sql._types.collation import (
    _COLLATIONS_METADATA_KEY,
    _assert_valid_collation_provider,
    _assert_valid_type_for_collation,
)
from pyspark.sql._types.convert import _create_converter, _need_converter
from pyspark.sql._types.infer import (
    _array_signed_int_typecode_ctype_mappings,
    _array_type_mappings,
    _array_unsigned_int_typecode_ctype_mappings,
    _from_numpy_type,
    _has_nulltype,
    _has_type,
    _infer_schema,
    _infer_type,
    _int_size_to_type,
    _merge_type,
    _type_mappings,
)
from pyspark.sql._types.interval import (
    AnsiIntervalType,
    CalendarIntervalType,
    DayTimeIntervalType,
    YearMonthIntervalType,
)
from pyspark.sql._types.nested import ArrayType, MapType, StructField, StructType
from pyspark.sql._types.parse import (
    _all_complex_types,
    _all_mappable_types,
    _drop_metadata,
    _parse_datatype_json_string,
    _parse_datatype_json_value,
    _parse_datatype_string,
)
from pyspark.sql._types.py4j_converters import (
    DateConverter,
    DatetimeConverter,
    DatetimeNTZConverter,
    DayTimeIntervalTypeConverter,
    NumpyArrayConverter,
    NumpyScalarConverter,
    TimeConverter,
)
from pyspark.sql._types.row import Row, _create_row, _create_row_inbound_converter
from pyspark.sql._types.spatial import (
    Geography,
    GeographyType,
    Geometry,
    GeometryType,
    SpatialType,
    VariantType,
    VariantVal,
)
from pyspark.sql._types.user_defined import UserDefinedType
from pyspark.sql._types.verify import _acceptable_types, _make_type_verifier

__all__ = [  # noqa: RUF022 - the order of `from pyspark.sql.types import *` in the documentation
    "DataType",
    "NullType",
    "CharType",
    "StringType",
    "VarcharType",
    "BinaryType",
    "BooleanType",
    "DateType",
    "TimeType",
    "TimestampType",
    "TimestampNTZType",
    "DecimalType",
    "DoubleType",
    "Geography",
    "Geometry",
    "FloatType",
    "ByteType",
    "IntegerType",
    "LongType",
    "DayTimeIntervalType",
    "YearMonthIntervalType",
    "CalendarIntervalType",
    "Row",
    "ShortType",
    "ArrayType",
    "MapType",
    "StructField",
    "StructType",
    "VariantType",
    "VariantVal",
    "GeographyType",
    "GeometryType",
]

_atomic_types: list[type[DataType]] = [
    StringType,
    CharType,
    VarcharType,
    BinaryType,
    BooleanType,
    DecimalType,
    FloatType,
    DoubleType,
    ByteType,
    ShortType,
    IntegerType,
    LongType,
    DateType,
    TimestampType,
    TimestampNTZType,
    NullType,
    VariantType,
    YearMonthIntervalType,
    DayTimeIntervalType,
]
_complex_types: list[type[DataType]] = [ArrayType, MapType, StructType]


def _adopt() -> None:
    """Pickles and messages name everything here by this module; the engine knows `pyspark.sql.types._create_row`."""
    for value in globals().values():
        if getattr(value, "__module__", "").startswith("pyspark.sql._types."):
            value.__module__ = __name__


_adopt()
py4j_converters.register()
