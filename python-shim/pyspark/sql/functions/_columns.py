"""Columns themselves: by name, by SQL text, by condition, as an order; and functions that check their arguments."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkValueError
from pyspark.errors.utils import _with_origin
from pyspark.sql.column import Column, _to_seq
from pyspark.sql.functions._invoke import (
    _column,
    _column_or_literal,
    _column_or_text,
    _columns,
    _enum_to_value,
    _invoke_function,
    _invoke_function_over_seq_of_columns,
    _literal,
    _not_expected,
    lit,
)
from pyspark.sql.utils import get_active_spark_context

if TYPE_CHECKING:
    from pyspark.sql._typing import ColumnOrName
    from pyspark.sql.dataframe import DataFrame

__all__ = [
    "asc",
    "asc_nulls_first",
    "asc_nulls_last",
    "assert_true",
    "broadcast",
    "col",
    "column",
    "desc",
    "desc_nulls_first",
    "desc_nulls_last",
    "expr",
    "greatest",
    "instr",
    "json_tuple",
    "least",
    "lit",
    "log",
    "ntile",
    "overlay",
    "raise_error",
    "sha2",
    "st_asbinary",
    "try_variant_get",
    "variant_delete",
    "variant_get",
    "when",
]


@_with_origin
def col(col: str) -> Column:
    """The column of a name; dots lead into structs, ``*`` is all columns."""
    return _invoke_function("col", col)


column = col


def expr(str: str) -> Column:
    """The column that a SQL expression describes."""
    return _invoke_function("expr", str)


def when(condition: Column, value: Any) -> Column:
    """The value where the condition holds; go on with ``when`` and ``otherwise`` of the column."""
    if not isinstance(condition, Column):
        raise _not_expected(condition, "condition", "Column")
    value = _enum_to_value(value)
    return _invoke_function("when", condition._jc, value._jc if isinstance(value, Column) else value)


def broadcast(df: "DataFrame") -> "DataFrame":
    """The DataFrame, marked as small enough to be sent whole to every task of a join."""
    from pyspark.sql.dataframe import DataFrame

    sc = get_active_spark_context()
    assert sc._jvm is not None
    return DataFrame(sc._jvm.functions.broadcast(df._jdf), df.sparkSession)


def _ordered(name: str, doc: str) -> "Callable[[ColumnOrName], Column]":
    def order(col: "ColumnOrName") -> Column:
        return getattr(col, name)() if isinstance(col, Column) else _invoke_function(name, col)

    order.__name__ = order.__qualname__ = name
    order.__doc__ = doc
    return order


asc = _ordered("asc", "Sorts by the column, smallest first, NULL before all.")
asc_nulls_first = _ordered("asc_nulls_first", "Sorts by the column, smallest first, NULL before all.")
asc_nulls_last = _ordered("asc_nulls_last", "Sorts by the column, smallest first, NULL after all.")
desc = _ordered("desc", "Sorts by the column, greatest first, NULL after all.")
desc_nulls_first = _ordered("desc_nulls_first", "Sorts by the column, greatest first, NULL before all.")
desc_nulls_last = _ordered("desc_nulls_last", "Sorts by the column, greatest first, NULL after all.")


def greatest(*cols: "ColumnOrName") -> Column:
    """The greatest of at least two columns' values, NULL aside."""
    return _of_two_or_more("greatest", cols)


def least(*cols: "ColumnOrName") -> Column:
    """The smallest of at least two columns' values, NULL aside."""
    return _of_two_or_more("least", cols)


def _of_two_or_more(name: str, cols: "tuple[ColumnOrName, ...]") -> Column:
    if len(cols) < 2:
        raise PySparkValueError(errorClass="WRONG_NUM_COLUMNS", messageParameters={"func_name": name, "num_cols": "2"})
    return _invoke_function_over_seq_of_columns(name, cols)


def log(arg1: "ColumnOrName | float", arg2: "ColumnOrName | None" = None) -> Column:
    """The natural logarithm of a column; with two arguments, the logarithm of the second to the base of the first."""
    if arg2 is None:
        return _invoke_function("log", _column(arg1))  # type: ignore[arg-type]
    return _invoke_function("log", _enum_to_value(arg1), _column(arg2))


def ntile(n: int) -> Column:
    """Over a window: the number, from 1, of the `n` equal parts that the row is in."""
    return _invoke_function("ntile", int(_enum_to_value(n)))


def sha2(col: "ColumnOrName", numBits: int) -> Column:
    """The SHA-2 sum of a width, in hexadecimal digits; 0 means 256."""
    allowed = [0, 224, 256, 384, 512]
    if numBits not in allowed:
        raise PySparkValueError(
            errorClass="VALUE_NOT_ALLOWED",
            messageParameters={"arg_name": "numBits", "allowed_values": str(allowed)},
        )
    return _invoke_function("sha2", _column(col), numBits)


def assert_true(col: "ColumnOrName", errMsg: Column | str | None = None) -> Column:
    """NULL where the column is true, else an error."""
    if errMsg is None:
        return _invoke_function("assert_true", _column(col))
    return _invoke_function("assert_true", _column(col), _column_or_text(errMsg, "errMsg")._jc)


def raise_error(errMsg: Column | str) -> Column:
    """An error with a message."""
    return _invoke_function("raise_error", _column_or_text(errMsg, "errMsg")._jc)


def instr(
    str: "ColumnOrName",
    substr: Column | str,
    start: Column | int | None = None,
    occurrence: Column | int | None = None,
) -> Column:
    """The place, from 1, of a text in another, searched from `start` on; 0 if it is not there."""
    arguments = [_column(str), _literal(substr)]
    if start is not None or occurrence is not None:
        arguments.append(_literal(1 if start is None else start))
    if occurrence is not None:
        arguments.append(_literal(occurrence))
    return _invoke_function("instr", *arguments)


def overlay(
    src: "ColumnOrName", replace: "ColumnOrName", pos: "ColumnOrName | int", len: "ColumnOrName | int" = -1
) -> Column:
    """A text with a part, from a place on, replaced by another; of the length of that if none is given."""
    places = {"pos": _enum_to_value(pos), "len": _enum_to_value(len)}
    for name, place in places.items():
        if not isinstance(place, (int, str, Column)):
            raise _not_expected(place, name, "Column, int or str")
    numbers = [_column_or_literal(place, int) for place in places.values()]
    return _invoke_function("overlay", _column(src), _column(replace), *numbers)


def json_tuple(col: "ColumnOrName", *fields: str) -> Column:
    """The fields of a JSON object, a column each."""
    if not fields:
        raise PySparkValueError(errorClass="CANNOT_BE_EMPTY", messageParameters={"item": "field"})
    return _invoke_function("json_tuple", _column(col), _to_seq(get_active_spark_context(), fields))


def variant_delete(v: "ColumnOrName", *paths: Column | str) -> Column:
    """The variant without what lies at the paths."""
    if not paths:
        raise PySparkValueError(errorClass="CANNOT_BE_EMPTY", messageParameters={"item": "paths"})
    first, *others = map(lit, paths)
    return _invoke_function("variant_delete", _column(v), first._jc, _columns(others))


def variant_get(v: "ColumnOrName", path: Column | str, targetType: str) -> Column:
    """What lies at a path of a variant, as a type; an error if it is not of the type."""
    return _variant_get("variant_get", v, path, targetType)


def try_variant_get(v: "ColumnOrName", path: Column | str, targetType: str) -> Column:
    """What lies at a path of a variant, as a type; NULL if it is not of the type."""
    return _variant_get("try_variant_get", v, path, targetType)


def _variant_get(name: str, v: "ColumnOrName", path: Column | str, target_type: str) -> Column:
    place = path if isinstance(path, str) else _column(path)
    return _invoke_function(name, _column(v), place, _enum_to_value(target_type))


def st_asbinary(geo: "ColumnOrName", endianness: "ColumnOrName | None" = None) -> Column:
    """The shape as well-known binary, "NDR" or "XDR" telling the order of bytes."""
    if endianness is None:
        return _invoke_function("st_asbinary", _column(geo))
    return _invoke_function("st_asbinary", _column(geo), _column_or_literal(endianness, str))
