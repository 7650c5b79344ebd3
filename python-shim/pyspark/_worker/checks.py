"""Checks on what user functions return."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from pyspark.errors import PySparkRuntimeError, PySparkTypeError

if TYPE_CHECKING:
    import pandas as pd

    from pyspark.sql.types import DataType


def type_label(expected: type) -> str:
    """A class as messages name it: its top package and its name."""
    return f"{expected.__module__.split('.')[0]}.{expected.__name__}"


def wrong_type(expected: str, actual: str) -> NoReturn:
    raise PySparkTypeError(errorClass="UDF_RETURN_TYPE", messageParameters={"expected": expected, "actual": actual})


def expect_type(result: Any, expected: type) -> Any:
    if not isinstance(result, expected):
        wrong_type(type_label(expected), type(result).__name__)
    return result


def expect_iterator(result: Any, element: type, accept_iterables: bool = False) -> Iterator[Any]:
    """An iterator that checks each element when it comes by."""
    label = f"iterator of {type_label(element)}"
    if accept_iterables:
        # What cannot be iterated is refused below.
        with contextlib.suppress(TypeError):
            result = iter(result)
    if not isinstance(result, Iterator):
        wrong_type(label, type(result).__name__)
    return _checked(result, element, label)


def _checked(items: Iterator[Any], element: type, label: str) -> Iterator[Any]:
    for item in items:
        if not isinstance(item, element):
            wrong_type(label, f"iterator of {type(item).__name__}")
        yield item


def expect_rows(actual: int, expected: int) -> None:
    if actual != expected:
        raise PySparkRuntimeError(
            errorClass="RESULT_ROWS_MISMATCH",
            messageParameters={"output_length": str(actual), "input_length": str(expected)},
        )


def expect_rows_of_input(results: Iterator[Any], rows_read: Callable[[], int]) -> Iterator[Any]:
    """Never more rows than were read so far, and as many in the end."""
    written = 0
    for result in results:
        written += len(result)
        if written > rows_read():
            raise PySparkRuntimeError(errorClass="OUTPUT_EXCEEDS_INPUT_ROWS", messageParameters={})
        yield result
    expect_rows(written, rows_read())


def expect_exhausted(items: Iterator[Any]) -> None:
    for _ in items:
        raise PySparkRuntimeError(errorClass="INPUT_NOT_FULLY_CONSUMED", messageParameters={})


def expect_columns(actual: Sequence[Any], expected: Sequence[str], by_name: bool) -> None:
    if by_name:
        missing, extra = sorted(set(expected) - set(actual)), sorted(set(actual) - set(expected))
        if missing or extra:
            raise PySparkRuntimeError(
                errorClass="RESULT_COLUMN_NAMES_MISMATCH",
                messageParameters={
                    "missing": f" Missing: {', '.join(missing)}." if missing else "",
                    "extra": f" Unexpected: {', '.join(extra)}." if extra else "",
                },
            )
    elif len(actual) != len(expected):
        raise PySparkRuntimeError(
            errorClass="RESULT_COLUMN_SCHEMA_MISMATCH",
            messageParameters={"expected": str(len(expected)), "actual": str(len(actual))},
        )


def expect_pandas(
    result: "pd.DataFrame | pd.Series[Any]", returns: "DataType", by_name: bool, ignore_further_columns: bool = False
) -> None:
    """A frame with the columns of a struct type, a series for any other type."""
    import pandas as pd

    from pyspark.sql.types import StructType

    if not isinstance(returns, StructType):
        expect_type(result, pd.Series)
        return
    expect_type(result, pd.DataFrame)
    # `pd.DataFrame()` says that there are no rows, whatever the columns.
    if result.empty and len(result.columns) == 0:
        return
    columns = list(result.columns)
    if ignore_further_columns:
        columns = columns[: len(returns.names)]
    expect_columns(columns, returns.names, by_name and any(isinstance(name, str) for name in result.columns))
