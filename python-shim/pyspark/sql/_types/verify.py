"""Checks that values fit a schema before they are sent to the engine."""

import datetime
import decimal
from array import array
from collections.abc import Callable
from typing import Any, NoReturn

from pyspark.errors import PySparkTypeError, PySparkValueError
from pyspark.sql._types import atomic, interval, nested, spatial
from pyspark.sql._types.base import DataType
from pyspark.sql._types.user_defined import UserDefinedType

_Verify = Callable[[Any], None]

_acceptable_types: dict[type[DataType], tuple[type, ...]] = {
    atomic.BooleanType: (bool,),
    atomic.ByteType: (int,),
    atomic.ShortType: (int,),
    atomic.IntegerType: (int,),
    atomic.LongType: (int,),
    atomic.FloatType: (float,),
    atomic.DoubleType: (float,),
    atomic.DecimalType: (decimal.Decimal,),
    atomic.StringType: (str,),
    atomic.CharType: (str,),
    atomic.VarcharType: (str,),
    atomic.BinaryType: (bytearray, bytes),
    atomic.DateType: (datetime.date, datetime.datetime),
    atomic.TimeType: (datetime.time,),
    atomic.TimestampType: (datetime.datetime,),
    atomic.TimestampNTZType: (datetime.datetime,),
    interval.DayTimeIntervalType: (datetime.timedelta,),
    nested.ArrayType: (list, tuple, array),
    nested.MapType: (dict,),
    nested.StructType: (tuple, list, dict),
    spatial.GeometryType: (spatial.Geometry,),
    spatial.GeographyType: (spatial.Geography,),
    spatial.VariantType: (
        bool,
        int,
        float,
        decimal.Decimal,
        str,
        bytearray,
        bytes,
        datetime.date,
        datetime.datetime,
        datetime.timedelta,
        tuple,
        list,
        dict,
        array,
    ),
}

_BITS: dict[type[DataType], int] = {
    atomic.ByteType: 8,
    atomic.ShortType: 16,
    atomic.IntegerType: 32,
    atomic.LongType: 64,
}


def _fail(error: Callable[..., Exception], condition: str, name: str | None, **parameters: str) -> NoReturn:
    """Each condition has a twin that also names the field."""
    if name is None:
        raise error(errorClass=condition, messageParameters=parameters)
    raise error(errorClass=f"{condition}_WITH_NAME", messageParameters={"field_name": str(name), **parameters})


def _unacceptable(data_type: DataType, obj: Any, name: str | None) -> NoReturn:
    parameters = {"data_type": str(data_type), "obj": repr(obj), "obj_type": str(type(obj))}
    _fail(PySparkTypeError, "FIELD_DATA_TYPE_UNACCEPTABLE", name, **parameters)


def _make_type_verifier(dataType: DataType, nullable: bool = True, name: str | None = None) -> _Verify:
    """A function that raises an error for values which are not of the type.

    Numbers are compared with their range; strings may be made of anything.
    """
    verify_value = _value_verifier(dataType, name)

    def verify(obj: Any) -> None:
        if obj is None or (isinstance(obj, decimal.Decimal) and obj.is_nan()):
            if not nullable:
                _fail(PySparkValueError, "FIELD_NOT_NULLABLE", name)
        else:
            verify_value(obj)

    return verify


def _value_verifier(data_type: DataType, name: str | None) -> _Verify:
    if isinstance(data_type, (*atomic._LENIENT_STRINGS, spatial.VariantType)):
        return lambda obj: None
    if isinstance(data_type, UserDefinedType):
        return _user_defined_verifier(data_type, name)
    if isinstance(data_type, nested.StructType):
        return _struct_verifier(data_type, name)
    verify_class = _class_verifier(data_type, name)
    if isinstance(data_type, nested.ArrayType):
        return _array_verifier(data_type, name, verify_class)
    if isinstance(data_type, nested.MapType):
        return _map_verifier(data_type, name, verify_class)
    bits = next((bits for kind, bits in _BITS.items() if isinstance(data_type, kind)), None)
    return verify_class if bits is None else _range_verifier(bits, verify_class)


def _class_verifier(data_type: DataType, name: str | None) -> _Verify:
    accepted = _acceptable_types.get(type(data_type))
    prefix = "" if name is None else f"{name}: "

    def verify(obj: Any) -> None:
        assert accepted is not None, f"{prefix}unknown datatype: {data_type} for object {obj!r}"
        # A subclass is pickled as its own class, which the engine does not know.
        if type(obj) not in accepted:
            _unacceptable(data_type, obj, name)

    return verify


def _range_verifier(bits: int, verify_class: _Verify) -> _Verify:
    upper = (1 << (bits - 1)) - 1
    lower = -upper - 1

    def verify(obj: Any) -> None:
        verify_class(obj)
        if not lower <= obj <= upper:
            raise PySparkValueError(
                errorClass="VALUE_OUT_OF_BOUNDS",
                messageParameters={
                    "arg_name": "obj",
                    "lower_bound": str(lower),
                    "upper_bound": str(upper),
                    "actual": str(obj),
                },
            )

    return verify


def _array_verifier(data_type: nested.ArrayType, name: str | None, verify_class: _Verify) -> _Verify:
    verify_element = _make_type_verifier(data_type.elementType, data_type.containsNull, f"element in array {name}")

    def verify(obj: Any) -> None:
        verify_class(obj)
        for element in obj:
            verify_element(element)

    return verify


def _map_verifier(data_type: nested.MapType, name: str | None, verify_class: _Verify) -> _Verify:
    verify_key = _make_type_verifier(data_type.keyType, False, f"key of map {name}")
    verify_element = _make_type_verifier(data_type.valueType, data_type.valueContainsNull, f"value of map {name}")

    def verify(obj: Any) -> None:
        verify_class(obj)
        for key, value in obj.items():
            verify_key(key)
            verify_element(value)

    return verify


def _struct_verifier(data_type: nested.StructType, name: str | None) -> _Verify:
    place = "" if name is None else f" in {name}"
    verifiers = [
        (field.name, _make_type_verifier(field.dataType, field.nullable, f"field {field.name}{place}"))
        for field in data_type.fields
    ]

    def verify(obj: Any) -> None:
        if isinstance(obj, (tuple, list)):
            if len(obj) != len(verifiers):
                lengths = {"object_length": str(len(obj)), "field_length": str(len(verifiers))}
                _fail(PySparkValueError, "FIELD_STRUCT_LENGTH_MISMATCH", name, **lengths)
            for value, (_, verify_field) in zip(obj, verifiers, strict=False):
                verify_field(value)
            return
        by_name = obj if isinstance(obj, dict) else getattr(obj, "__dict__", None)
        if by_name is None:
            _unacceptable(data_type, obj, name)
        for field_name, verify_field in verifiers:
            verify_field(by_name.get(field_name))

    return verify


def _user_defined_verifier(data_type: UserDefinedType, name: str | None) -> _Verify:
    verify_serialized = _make_type_verifier(data_type.sqlType(), name=name)

    def verify(obj: Any) -> None:
        if getattr(obj, "__UDT__", None) != data_type:
            _fail(PySparkValueError, "FIELD_TYPE_MISMATCH", name, obj=str(obj), data_type=str(data_type))
        verify_serialized(data_type.toInternal(obj))

    return verify
