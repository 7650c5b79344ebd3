"""Finds None where a declared type allows no NULL."""

from collections.abc import Callable
from typing import Any

from pyspark.errors import PySparkRuntimeError
from pyspark.sql.types import ArrayType, DataType, MapType, StructType

# Whether a value that is itself there has a None somewhere inside where none may be.
Check = Callable[[Any], bool]


def row_check(schema: StructType) -> Callable[[Any], None] | None:
    """Raises for a row with a forbidden None; None when the schema forbids nothing."""
    checks = [_or_missing(field.dataType, field.nullable) for field in schema.fields]
    if not any(checks):
        return None

    def check(row: Any) -> None:
        if isinstance(row, tuple):
            for i, (value, has_forbidden) in enumerate(zip(row, checks, strict=False)):
                if has_forbidden is not None and has_forbidden(value):
                    _forbidden(i)

    return check


def _or_missing(data_type: DataType, nullable: bool) -> Check | None:
    """The check of a value that may itself be None."""
    inner = _check(data_type)
    if nullable:
        return None if inner is None else lambda value: value is not None and inner(value)
    return lambda value: value is None or (inner is not None and inner(value))


def _check(data_type: DataType) -> Check | None:
    if isinstance(data_type, ArrayType):
        element = _or_missing(data_type.elementType, data_type.containsNull)
        return element and (lambda value: isinstance(value, list) and any(map(element, value)))
    if isinstance(data_type, MapType):
        key = _or_missing(data_type.keyType, False)
        item = _or_missing(data_type.valueType, data_type.valueContainsNull) or (lambda _: False)
        return lambda value: isinstance(value, dict) and any((key and key(k)) or item(v) for k, v in value.items())
    if isinstance(data_type, StructType):
        fields = [_or_missing(field.dataType, field.nullable) for field in data_type.fields]
        if any(fields):
            return lambda value: (
                isinstance(value, tuple)
                and any(check is not None and check(part) for part, check in zip(value, fields, strict=False))
            )
    return None


def _forbidden(column: int) -> None:
    raise PySparkRuntimeError(
        errorClass="UDTF_EXEC_ERROR",
        messageParameters={
            "method_name": "eval' or 'terminate",
            "error": f"Column {column} within a returned row had a value of None, itself or within an array, struct "
            "or map, but its type was declared as non-nullable; return another value or declare the type as nullable.",
        },
    )
