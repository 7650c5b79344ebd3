"""The data types of Spark SQL, rows, and values without a Python type of their own."""

from pyspark.sql._types import (
    py4j_converters,
)
from pyspark.sql._types.atomic import (
    AnyTimeType as AnyTimeType,
)
from pyspark.sql._types.atomic import (
    BinaryType,
    BooleanType,
    ByteType,
    CharType,
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
from pyspark.sql._types.atomic import (
    DatetimeType as DatetimeType,
)
from pyspark.sql._types.base import (
    AtomicType as AtomicType,
)
from pyspark.sql._types.base import (
    DataType,
    NullType,
)
from pyspark.sql._types.base import (
    DataTypeSingleton as DataTypeSingleton,
)
from pyspark.sql._types.base import (
    FractionalType as FractionalType,
)
from pyspark.sql._types.base import (
    IntegralType as IntegralType,
)
from pyspark.sql._types.base import (
    NumericType as NumericType,
)
from pyspark.sql._types.collation import (
    _COLLATIONS_METADATA_KEY as _COLLATIONS_METADATA_KEY,
)
from pyspark.sql._types.collation import (
    _assert_valid_collation_provider as _assert_valid_collation_provider,
)
from pyspark.sql._types.collation import (
    _assert_valid_type_for_collation as _assert_valid_type_for_collation,
)
from pyspark.sql._types.convert import (
    _create_converter as _create_converter,
)
from pyspark.sql._types.convert import (
    _need_converter as _need_converter,
)
from pyspark.sql._types.infer import (
    _array_signed_int_typecode_ctype_mappings as _array_signed_int_typecode_ctype_mappings,
)
from pyspark.sql._types.infer import (
    _array_type_mappings as _array_type_mappings,
)
from pyspark.sql._types.infer import (
    _array_unsigned_int_typecode_ctype_mappings as _array_unsigned_int_typecode_ctype_mappings,
)
from pyspark.sql._types.infer import (
    _from_numpy_type as _from_numpy_type,
)
from pyspark.sql._types.infer import (
    _has_nulltype as _has_nulltype,
)
from pyspark.sql._types.infer import (
    _has_type as _has_type,
)
from pyspark.sql._types.infer import (
    _infer_schema as _infer_schema,
)
from pyspark.sql._types.infer import (
    _infer_type as _infer_type,
)
from pyspark.sql._types.infer import (
    _int_size_to_type as _int_size_to_type,
)
from pyspark.sql._types.infer import (
    _merge_type as _merge_type,
)
from pyspark.sql._types.infer import (
    _type_mappings as _type_mappings,
)
from pyspark.sql._types.interval import (
    AnsiIntervalType as AnsiIntervalType,
)
from pyspark.sql._types.interval import (
    CalendarIntervalType,
    DayTimeIntervalType,
    YearMonthIntervalType,
)
from pyspark.sql._types.nested import (
    ArrayType,
    MapType,
    StructField,
    StructType,
)
from pyspark.sql._types.parse import (
    _all_complex_types as _all_complex_types,
)
from pyspark.sql._types.parse import (
    _all_mappable_types as _all_mappable_types,
)
from pyspark.sql._types.parse import (
    _drop_metadata as _drop_metadata,
)
from pyspark.sql._types.parse import (
    _parse_datatype_json_string as _parse_datatype_json_string,
)
from pyspark.sql._types.parse import (
    _parse_datatype_json_value as _parse_datatype_json_value,
)
from pyspark.sql._types.parse import (
    _parse_datatype_string as _parse_datatype_string,
)
from pyspark.sql._types.py4j_converters import (
    DateConverter as DateConverter,
)
from pyspark.sql._types.py4j_converters import (
    DatetimeConverter as DatetimeConverter,
)
from pyspark.sql._types.py4j_converters import (
    DatetimeNTZConverter as DatetimeNTZConverter,
)
from pyspark.sql._types.py4j_converters import (
    DayTimeIntervalTypeConverter as DayTimeIntervalTypeConverter,
)
from pyspark.sql._types.py4j_converters import (
    NumpyArrayConverter as NumpyArrayConverter,
)
from pyspark.sql._types.py4j_converters import (
    NumpyScalarConverter as NumpyScalarConverter,
)
from pyspark.sql._types.py4j_converters import (
    TimeConverter as TimeConverter,
)
from pyspark.sql._types.row import (
    Row,
)
from pyspark.sql._types.row import (
    _create_row as _create_row,
)
from pyspark.sql._types.row import (
    _create_row_inbound_converter as _create_row_inbound_converter,
)
from pyspark.sql._types.spatial import (
    Geography,
    GeographyType,
    Geometry,
    GeometryType,
    VariantType,
    VariantVal,
)
from pyspark.sql._types.spatial import (
    SpatialType as SpatialType,
)
from pyspark.sql._types.user_defined import (
    UserDefinedType as UserDefinedType,
)
from pyspark.sql._types.verify import (
    _acceptable_types as _acceptable_types,
)
from pyspark.sql._types.verify import (
    _make_type_verifier as _make_type_verifier,
)

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
