"""The types of Python values, and what two of them have in common."""

import ctypes
import datetime
import decimal
import itertools
from array import array
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, cast, overload

from pyspark.errors import PySparkTypeError
from pyspark.sql._types.atomic import (
    BinaryType,
    BooleanType,
    ByteType,
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
)
from pyspark.sql._types.base import AtomicType, DataType, NullType
from pyspark.sql._types.interval import DayTimeIntervalType
from pyspark.sql._types.nested import ArrayType, MapType, StructField, StructType
from pyspark.sql._types.spatial import (
    Geography,
    GeographyType,
    Geometry,
    GeometryType,
    VariantType,
    VariantVal,
)

if TYPE_CHECKING:
    import numpy as np

_type_mappings: dict[type, type[DataType]] = {
    type(None): NullType,
    Geometry: GeometryType,
    Geography: GeographyType,
    bool: BooleanType,
    int: LongType,
    float: DoubleType,
    str: StringType,
    bytearray: BinaryType,
    decimal.Decimal: DecimalType,
    datetime.date: DateType,
    datetime.datetime: TimestampType,
    datetime.time: TimeType,
    datetime.timedelta: DayTimeIntervalType,
    bytes: BinaryType,
}

_array_signed_int_typecode_ctype_mappings = {
    "b": ctypes.c_byte,
    "h": ctypes.c_short,
    "i": ctypes.c_int,
    "l": ctypes.c_long,
}
_array_unsigned_int_typecode_ctype_mappings = {
    "B": ctypes.c_ubyte,
    "H": ctypes.c_ushort,
    "I": ctypes.c_uint,
    "L": ctypes.c_ulong,
}


def _int_size_to_type(size: int) -> type[DataType] | None:
    """The narrowest whole number of at least so many bits."""
    widths: tuple[tuple[int, type[DataType]], ...] = (
        (8, ByteType),
        (16, ShortType),
        (32, IntegerType),
        (64, LongType),
    )
    return next((kind for bits, kind in widths if size <= bits), None)


def _array_types() -> dict[str, type[DataType]]:
    kinds: dict[str, type[DataType]] = {"f": FloatType, "d": DoubleType, "u": StringType}
    bits = {code: ctypes.sizeof(c) * 8 for code, c in _array_signed_int_typecode_ctype_mappings.items()}
    # Spark's numbers are signed, so those without a sign need one bit more.
    bits |= {code: ctypes.sizeof(c) * 8 + 1 for code, c in _array_unsigned_int_typecode_ctype_mappings.items()}
    fitting = {code: _int_size_to_type(size) for code, size in bits.items()}
    return kinds | {code: kind for code, kind in fitting.items() if kind is not None}


_array_type_mappings = _array_types()

_NUMPY_TYPES: dict[str, type[DataType]] = {
    "bool": BooleanType,
    "int8": ByteType,
    "int16": ShortType,
    "int32": IntegerType,
    "int64": LongType,
    "float32": FloatType,
    "float64": DoubleType,
}


def _from_numpy_type(nt: "np.dtype[Any]") -> DataType | None:
    """The type of a NumPy dtype, None if there is none."""
    import numpy as np

    kind = _NUMPY_TYPES.get(nt.name) if nt.isnative else None
    if kind is not None:
        return kind()
    return StringType() if issubclass(nt.type, np.str_) else None


def _infer_type(
    obj: Any,
    infer_dict_as_struct: bool = False,
    infer_array_from_first_element: bool = False,
    infer_map_from_first_pair: bool = False,
    prefer_timestamp_ntz: bool = False,
) -> DataType:
    """The type of a Python value."""
    if obj is None:
        return NullType()
    if hasattr(obj, "__UDT__"):
        return cast(DataType, obj.__UDT__)
    known = _type_mappings.get(type(obj))
    if known is not None:
        return _type_of_scalar(obj, known, prefer_timestamp_ntz)
    if isinstance(obj, VariantVal):
        return VariantType()
    if isinstance(obj, array):
        return _type_of_array(obj)
    infer = partial(
        _infer_type,
        infer_dict_as_struct=infer_dict_as_struct,
        infer_array_from_first_element=infer_array_from_first_element,
        infer_map_from_first_pair=infer_map_from_first_pair,
        prefer_timestamp_ntz=prefer_timestamp_ntz,
    )
    if isinstance(obj, dict):
        pairs = [(key, value) for key, value in obj.items() if key is not None and value is not None]
        if infer_dict_as_struct:
            return StructType([StructField(key, infer(value), True) for key, value in pairs])
        if infer_map_from_first_pair:
            key, value = pairs[0] if pairs else (None, None)
            return MapType(infer(key), infer(value), True)
        # Here a key counts although its value is None, and the other way round.
        keys = [infer(key) for key in obj if key is not None]
        values = [infer(value) for value in obj.values() if value is not None]
        return MapType(_merge_all(keys), _merge_all(values), True)
    if isinstance(obj, list):
        # As in Spark: in a list, the preference for timestamps without a zone chooses how maps are inferred.
        infer = partial(infer, infer_map_from_first_pair=prefer_timestamp_ntz, prefer_timestamp_ntz=False)
        return ArrayType(_merge_all(map(infer, obj[:1] if infer_array_from_first_element else obj)), True)
    try:
        return _infer_schema(
            obj,
            infer_dict_as_struct=infer_dict_as_struct,
            infer_array_from_first_element=infer_array_from_first_element,
            prefer_timestamp_ntz=prefer_timestamp_ntz,
        )
    except TypeError:
        raise PySparkTypeError(
            errorClass="UNSUPPORTED_DATA_TYPE", messageParameters={"data_type": type(obj).__name__}
        ) from None


def _merge_all(types: Iterable[DataType]) -> DataType:
    merged: DataType = NullType()
    for each in types:
        merged = _merge_type(merged, each)
    return merged


def _type_of_scalar(obj: Any, known: type[DataType], prefer_timestamp_ntz: bool) -> DataType:
    if isinstance(obj, Geography):
        return GeographyType(obj.srid)
    if isinstance(obj, Geometry):
        return GeometryType(obj.srid)
    if known is DecimalType:
        return DecimalType(38, 18)
    if known is TimestampType and prefer_timestamp_ntz and obj.tzinfo is None:
        return TimestampNTZType()
    return known()


def _type_of_array(values: "array[Any]") -> DataType:
    element = _array_type_mappings.get(values.typecode)
    if element is None:
        raise PySparkTypeError(
            errorClass="UNSUPPORTED_DATA_TYPE", messageParameters={"data_type": f"array({values.typecode})"}
        )
    return ArrayType(element(), False)


def _infer_schema(
    row: Any,
    names: list[str] | None = None,
    infer_dict_as_struct: bool = False,
    infer_array_from_first_element: bool = False,
    infer_map_from_first_pair: bool = False,
    prefer_timestamp_ntz: bool = False,
) -> StructType:
    """The schema of a row: a dict, a tuple or list, a named tuple, or an object with attributes."""
    fields = []
    for name, value in _named_values(row, names):
        try:
            inferred = _infer_type(
                value,
                infer_dict_as_struct,
                infer_array_from_first_element,
                infer_map_from_first_pair,
                prefer_timestamp_ntz,
            )
        except TypeError as error:
            raise PySparkTypeError(
                errorClass="CANNOT_INFER_TYPE_FOR_FIELD", messageParameters={"field_name": name}
            ) from error
        fields.append(StructField(name, inferred, True))
    return StructType(fields)


def _named_values(row: Any, names: list[str] | None) -> list[tuple[str, Any]]:
    if isinstance(row, dict):
        return sorted(row.items())
    if isinstance(row, (tuple, list)):
        own_names = getattr(row, "__fields__", None) or getattr(row, "_fields", None)
        if own_names is not None:
            return list(zip(own_names, row, strict=False))
        if names is None:
            names = []
        # The caller's list grows, as in Spark: the rows after this one use the same names.
        names.extend(f"_{position}" for position in range(len(names) + 1, len(row) + 1))
        return list(zip(names, row, strict=False))
    if hasattr(row, "__dict__"):
        return sorted(row.__dict__.items())
    raise PySparkTypeError(
        errorClass="CANNOT_INFER_SCHEMA_FOR_TYPE", messageParameters={"data_type": type(row).__name__}
    )


def _has_nulltype(dt: DataType) -> bool:
    """Whether a type inside is only known to be NULL, those of user-defined types aside."""
    return any(isinstance(inner, NullType) for inner in _inner_types(dt, into_user_defined=False))


def _has_type(dt: DataType, dts: type | tuple[type, ...]) -> bool:
    """Whether the type or one inside is of these classes."""
    return any(isinstance(inner, dts) for inner in _inner_types(dt, into_user_defined=True))


def _inner_types(dt: DataType, into_user_defined: bool) -> "itertools.chain[DataType]":
    from pyspark.sql._types.user_defined import UserDefinedType

    inner: list[DataType] = []
    if isinstance(dt, StructType):
        inner = [field.dataType for field in dt.fields]
    elif isinstance(dt, ArrayType):
        inner = [dt.elementType]
    elif isinstance(dt, MapType):
        inner = [dt.keyType, dt.valueType]
    elif isinstance(dt, UserDefinedType) and into_user_defined:
        inner = [dt.sqlType()]
    return itertools.chain([dt], *(_inner_types(part, into_user_defined) for part in inner))


@overload
def _merge_type(a: StructType, b: StructType, name: str | None = None) -> StructType: ...
@overload
def _merge_type(a: ArrayType, b: ArrayType, name: str | None = None) -> ArrayType: ...
@overload
def _merge_type(a: MapType, b: MapType, name: str | None = None) -> MapType: ...
@overload
def _merge_type(a: DataType, b: DataType, name: str | None = None) -> DataType: ...
def _merge_type(a: DataType, b: DataType, name: str | None = None) -> DataType:
    """The type that holds values of both; an error if there is none."""
    if isinstance(a, NullType):
        return b
    if isinstance(b, NullType):
        return a
    timestamps = (TimestampType, TimestampNTZType)
    if isinstance(a, timestamps) and isinstance(b, timestamps):
        return a if type(a) is type(b) else TimestampType()
    if isinstance(a, (GeometryType, GeographyType)) and type(a) is type(b) and a.srid != b.srid:
        return type(a)("ANY")
    if isinstance(a, AtomicType) and isinstance(b, StringType):
        return b
    if isinstance(a, StringType) and isinstance(b, AtomicType):
        return a
    if type(a) is not type(b):
        raise PySparkTypeError(
            errorClass="CANNOT_MERGE_TYPE",
            messageParameters={"data_type1": type(a).__name__, "data_type2": type(b).__name__},
        )
    if isinstance(a, StructType) and isinstance(b, StructType):
        return _merge_structs(a, b)
    if isinstance(a, ArrayType) and isinstance(b, ArrayType):
        return ArrayType(_merge_type(a.elementType, b.elementType), True)
    if isinstance(a, MapType) and isinstance(b, MapType):
        return MapType(_merge_type(a.keyType, b.keyType), _merge_type(a.valueType, b.valueType), True)
    return a


def _merge_structs(a: StructType, b: StructType) -> StructType:
    """The fields of both by name, those of the first in front."""
    of_b = {field.name: field.dataType for field in b.fields}
    merged = [StructField(f.name, _merge_type(f.dataType, of_b.get(f.name, NullType()))) for f in a.fields]
    known = {field.name for field in merged}
    return StructType(merged + [StructField(name, kind) for name, kind in of_b.items() if name not in known])
