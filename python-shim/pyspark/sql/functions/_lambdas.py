"""Functions that take Python functions of columns: they go over arrays and maps."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pyspark.sql.column import Column
from pyspark.sql.functions._invoke import _column, _invoke_function, _invoke_higher_order_function

if TYPE_CHECKING:
    from pyspark.sql._typing import ColumnOrName

__all__ = [
    "aggregate",
    "array_sort",
    "exists",
    "filter",
    "forall",
    "map_filter",
    "map_zip_with",
    "reduce",
    "transform",
    "transform_keys",
    "transform_values",
    "zip_with",
]

_Unary = Callable[[Column], Column]
_Binary = Callable[[Column, Column], Column]
_Ternary = Callable[[Column, Column, Column], Column]


def transform(col: "ColumnOrName", f: _Unary | _Binary) -> Column:
    """The array of what a function gives for each element, and its index."""
    return _invoke_higher_order_function("transform", [col], [f])


def exists(col: "ColumnOrName", f: _Unary) -> Column:
    """Whether a function gives true for an element of an array."""
    return _invoke_higher_order_function("exists", [col], [f])


def forall(col: "ColumnOrName", f: _Unary) -> Column:
    """Whether a function gives true for all elements of an array."""
    return _invoke_higher_order_function("forall", [col], [f])


def filter(col: "ColumnOrName", f: _Unary | _Binary) -> Column:
    """The elements of an array for which a function of them, and their index, gives true."""
    return _invoke_higher_order_function("filter", [col], [f])


def aggregate(
    col: "ColumnOrName", initialValue: "ColumnOrName", merge: _Binary, finish: _Unary | None = None
) -> Column:
    """An array folded into one value, from an initial one on, and what `finish` makes of it."""
    return _fold("aggregate", col, initialValue, merge, finish)


def reduce(col: "ColumnOrName", initialValue: "ColumnOrName", merge: _Binary, finish: _Unary | None = None) -> Column:
    """An array folded into one value, from an initial one on, and what `finish` makes of it."""
    return _fold("reduce", col, initialValue, merge, finish)


def _fold(
    name: str, col: "ColumnOrName", initial_value: "ColumnOrName", merge: _Binary, finish: _Unary | None
) -> Column:
    functions: list[Callable[..., Column]] = [merge] if finish is None else [merge, finish]
    return _invoke_higher_order_function(name, [col, initial_value], functions)


def array_sort(col: "ColumnOrName", comparator: _Binary | None = None) -> Column:
    """The array in order, NULL last; or in the order of a function that gives -1, 0 or 1."""
    if comparator is None:
        return _invoke_function("array_sort", _column(col))
    return _invoke_higher_order_function("array_sort", [col], [comparator])


def zip_with(left: "ColumnOrName", right: "ColumnOrName", f: _Binary) -> Column:
    """The array of what a function gives for the elements of two arrays, place by place."""
    return _invoke_higher_order_function("zip_with", [left, right], [f])


def transform_keys(col: "ColumnOrName", f: _Binary) -> Column:
    """The map with what a function of key and value gives as keys."""
    return _invoke_higher_order_function("transform_keys", [col], [f])


def transform_values(col: "ColumnOrName", f: _Binary) -> Column:
    """The map with what a function of key and value gives as values."""
    return _invoke_higher_order_function("transform_values", [col], [f])


def map_filter(col: "ColumnOrName", f: _Binary) -> Column:
    """The entries of a map for which a function of key and value gives true."""
    return _invoke_higher_order_function("map_filter", [col], [f])


def map_zip_with(col1: "ColumnOrName", col2: "ColumnOrName", f: _Ternary) -> Column:
    """Two maps as one: for every key, what a function gives for the key and both values."""
    return _invoke_higher_order_function("map_zip_with", [col1, col2], [f])
