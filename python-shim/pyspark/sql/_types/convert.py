"""Values brought to the shape of an inferred schema before they are pickled."""

from collections.abc import Callable
from typing import Any

from pyspark.errors import PySparkTypeError
from pyspark.sql._types.atomic import StringType
from pyspark.sql._types.base import DataType, NullType
from pyspark.sql._types.nested import ArrayType, MapType, StructType

_Convert = Callable[[Any], Any]


def _need_converter(dataType: DataType) -> bool:
    if isinstance(dataType, ArrayType):
        return _need_converter(dataType.elementType)
    if isinstance(dataType, MapType):
        return _need_converter(dataType.keyType) or _need_converter(dataType.valueType)
    return isinstance(dataType, (StructType, NullType, StringType))


def _unchanged(value: Any) -> Any:
    return value


def _none(value: Any) -> None:
    return None


def _as_string(value: Any) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _create_converter(dataType: DataType) -> _Convert:
    """What makes of a value one of the type: rows become tuples, and whatever was merged with strings, strings."""
    if not _need_converter(dataType):
        return _unchanged
    if isinstance(dataType, ArrayType):
        element = _create_converter(dataType.elementType)
        return lambda values: None if values is None else [element(value) for value in values]
    if isinstance(dataType, MapType):
        key, value = _create_converter(dataType.keyType), _create_converter(dataType.valueType)
        return lambda pairs: None if pairs is None else {key(k): value(v) for k, v in pairs.items()}
    if isinstance(dataType, StructType):
        return _struct_converter(dataType)
    return _none if isinstance(dataType, NullType) else _as_string


def _struct_converter(struct: StructType) -> _Convert:
    names = [field.name for field in struct.fields]
    converters = [_create_converter(field.dataType) for field in struct.fields]
    convert_fields = any(_need_converter(field.dataType) for field in struct.fields)

    def convert(obj: Any) -> tuple[Any, ...] | None:
        if obj is None:
            return None
        if isinstance(obj, (tuple, list)):
            values: Any = obj
        else:
            by_name = obj if isinstance(obj, dict) else getattr(obj, "__dict__", None)
            if by_name is None:
                raise PySparkTypeError(
                    errorClass="UNSUPPORTED_DATA_TYPE", messageParameters={"data_type": type(obj).__name__}
                )
            values = map(by_name.get, names)
        if convert_fields:
            return tuple(converter(value) for value, converter in zip(values, converters, strict=False))
        return tuple(values)

    return convert
