"""Checks of arguments that many methods share, with PySpark's errors."""

from collections.abc import Iterable
from typing import Any

from pyspark.errors import PySparkTypeError


def not_expected_type(arg_name: str, expected: str, value: Any) -> PySparkTypeError:
    """The error for an argument of another type than expected."""
    return PySparkTypeError(
        errorClass="NOT_EXPECTED_TYPE",
        messageParameters={"expected_type": expected, "arg_name": arg_name, "arg_type": type(value).__name__},
    )


def disallowed_item(arg_name: str, container: Any, allowed: str, item_type: str) -> PySparkTypeError:
    """The error for something in a list, tuple or dict."""
    return PySparkTypeError(
        errorClass="DISALLOWED_TYPE_FOR_CONTAINER",
        messageParameters={
            "arg_name": arg_name,
            "arg_type": type(container).__name__,
            "allowed_types": allowed,
            "item_type": item_type,
        },
    )


def require_type(value: Any, types: type | tuple[type, ...], arg_name: str, expected: str) -> None:
    if not isinstance(value, types):
        raise not_expected_type(arg_name, expected, value)


def require_strings(values: Iterable[Any], arg_name: str, expected: str) -> None:
    """Each of the values is a string; the error names the type of the first that is not."""
    for value in values:
        require_type(value, str, arg_name, expected)


def listed(arguments: "tuple[Any, ...]", single: tuple[type, ...] = (list,)) -> Any:
    """Of `f(a, b)` and `f([a, b])` alike the sequence of `a` and `b`."""
    return arguments[0] if len(arguments) == 1 and isinstance(arguments[0], single) else arguments
