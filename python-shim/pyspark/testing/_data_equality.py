"""Whether two DataFrames hold the same rows."""

import difflib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Union

from pyspark.errors import PySparkAssertionError
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.dataframe import DataFrame
from pyspark.sql.types import Row, VariantVal
from pyspark.testing._schema_equality import assertSchemaEqual, raise_different_schemas

if TYPE_CHECKING:
    import pandas

_Data = Union[DataFrame, "pandas.DataFrame", list[Row]]


def assertDataFrameEqual(
    actual: _Data,
    expected: _Data,
    checkRowOrder: bool = False,
    rtol: float = 1e-5,
    atol: float = 1e-8,
    ignoreNullable: bool = True,
    ignoreColumnOrder: bool = False,
    ignoreColumnName: bool = False,
    ignoreColumnType: bool = False,
    maxErrors: int | None = None,
    showOnlyDiff: bool = False,
    includeDiffRows: bool = False,
) -> bool | None:
    """Raise a :class:`PySparkAssertionError` that shows the difference, if schema or rows are not equal.

    Either side is a DataFrame or a list of rows, or both are pandas'. The order of rows counts only with
    `checkRowOrder`; floats and decimals are equal within `atol + rtol * |expected|`. At most `maxErrors` rows are
    looked for; `showOnlyDiff` leaves equal rows out of the message, `includeDiffRows` puts the pairs that differ into
    the error's `data`.
    """
    __tracebackhide__ = True
    if actual is None and expected is None:
        return True
    if _is_pandas(actual) and _is_pandas(expected):
        from pyspark.testing._pandas_equality import assert_pandas_equal

        assert_pandas_equal(actual, expected, rtol, atol)
        return None
    for accepted in (object, (DataFrame, list)):
        for name, given in (("actual", actual), ("expected", expected)):
            if given is None or not isinstance(given, accepted):
                raise _invalid_argument(name, given)
    prepare = _Preparation(ignoreColumnOrder, ignoreColumnName, ignoreColumnType)
    actual, expected = prepare.apply(actual), prepare.apply(expected)
    if isinstance(actual, DataFrame) and isinstance(expected, DataFrame):
        if ignoreNullable:
            assertSchemaEqual(actual.schema, expected.schema)
        elif actual.schema != expected.schema:
            raise_different_schemas(actual.schema, expected.schema)
    rows, expected_rows = _rows_of(actual), _rows_of(expected)
    if not checkRowOrder:
        rows, expected_rows = sorted(rows, key=str), sorted(expected_rows, key=str)
    comparison = _Comparison(_Tolerance(rtol, atol), maxErrors, showOnlyDiff)
    if checkRowOrder or len(rows) == len(expected_rows):
        comparison.row_by_row(rows, expected_rows)
    else:
        comparison.merging(rows, expected_rows)
    comparison.raise_difference(includeDiffRows)
    return None


def _invalid_argument(name: str, given: Any) -> PySparkAssertionError:
    return PySparkAssertionError(
        errorClass="INVALID_TYPE_DF_EQUALITY_ARG",
        messageParameters={
            "expected_type": "Union[DataFrame, ps.DataFrame, List[Row]]",
            "arg_name": name,
            "actual_type": None if given is None else type(given),  # type: ignore[dict-item]
        },
    )


def _is_pandas(data: Any) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(data, pandas.DataFrame)


@dataclass(frozen=True)
class _Preparation:
    by_name: bool
    without_names: bool
    as_text: bool

    def apply(self, data: Any) -> Any:
        if self.by_name:
            data = data.select(*sorted(data.columns))
        if self.without_names:
            data = data.toDF(*map(str, range(len(data.columns))))
        return _as_text(data) if self.as_text else data


def _as_text(df: DataFrame) -> DataFrame:
    """All columns as text, where 1 and 1.0 are the same."""
    for name in df.columns:
        column = F.col(name)
        is_whole = column.cast("float").isNotNull() & (column.cast("float") == column.cast("int"))
        whole = column.cast("int").cast("string")
        df = df.withColumn(name, F.when(is_whole, whole).otherwise(column.cast("string")))
    return df


def _rows_of(data: DataFrame | list[Row]) -> list[Row]:
    if isinstance(data, list):
        return data
    if data.isStreaming:
        raise PySparkAssertionError(
            errorClass="UNSUPPORTED_OPERATION",
            messageParameters={"operation": "assertDataFrameEqual on streaming DataFrame"},
        )
    return data.collect()


@dataclass(frozen=True)
class _Tolerance:
    relative: float
    absolute: float

    def equal(self, a: Any, b: Any) -> bool:
        if isinstance(a, list) and isinstance(b, list):
            return len(a) == len(b) and all(map(self.equal, a, b))
        if isinstance(a, Row) and isinstance(b, Row):
            return all(map(self.equal, a, b))
        if isinstance(a, dict) and isinstance(b, dict):
            return a.keys() == b.keys() and all(self.equal(a[key], b[key]) for key in a)
        if isinstance(a, float) and isinstance(b, float):
            # Written so that NaN is equal to whatever it meets, as in Spark.
            return not abs(a - b) > self.absolute + self.relative * abs(b)
        if isinstance(a, Decimal) and isinstance(b, Decimal):
            return not abs(a - b) > Decimal(self.absolute) + Decimal(self.relative) * abs(b)
        if isinstance(a, VariantVal) and isinstance(b, VariantVal):
            return self.equal(a.toPython(), b.toPython())
        return bool(a == b)


@dataclass
class _Comparison:
    tolerance: _Tolerance
    most_errors: int | None
    only_different: bool
    different: list[tuple[Row | None, Row | None]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    expected_shown: list[str] = field(default_factory=list)
    total: int = 0

    def row_by_row(self, rows: list[Row], expected: list[Row]) -> None:
        self.total = max(len(rows), len(expected))
        for row, other in zip_longest(rows, expected):
            equal = self.tolerance.equal(row, other)
            if not equal:
                self.different.append((row, other))
            if not equal or not self.only_different:
                # A row without a partner faces `None`.
                self.shown += str(row).splitlines()
                self.expected_shown += str(other).splitlines()
            if self.is_over:
                return

    def merging(self, rows: list[Row], expected: list[Row]) -> None:
        """Of two sorted lists: a row that only one side has does not shift those behind it."""
        self.total = max(len(rows), len(expected))
        left, right = list(reversed(rows)), list(reversed(expected))
        while (left or right) and not self.is_over:
            if left and right and self.tolerance.equal(left[-1], right[-1]):
                self.add(left.pop(), right.pop(), equal=True)
                continue
            a, b = (str(side[-1]) if side else None for side in (left, right))
            takes_left = a is not None and (b is None or a <= b)
            takes_right = b is not None and (a is None or b <= a)
            self.add(left.pop() if takes_left else None, right.pop() if takes_right else None, equal=False)

    def add(self, row: Row | None, other: Row | None, equal: bool) -> None:
        if not equal:
            self.different.append((row, other))
        elif self.only_different:
            return
        self.shown += [] if row is None else str(row).splitlines()
        self.expected_shown += [] if other is None else str(other).splitlines()

    @property
    def is_over(self) -> bool:
        return self.most_errors is not None and len(self.different) >= self.most_errors

    def raise_difference(self, include_rows: bool) -> None:
        if not self.different:
            return
        share = len(self.different) / self.total * 100
        lines = _context_diff(self.shown, self.expected_shown, self.total)
        message = "\n".join([f"Results do not match: ( {share:.5f} % )", *lines])
        raise PySparkAssertionError(
            errorClass="DIFFERENT_ROWS",
            messageParameters={"error_msg": message},
            data=self.different if include_rows else None,  # type: ignore[arg-type]
        )


_MARKS = {"insert": "+ ", "delete": "- ", "replace": "! ", "equal": "  "}


def _context_diff(actual: list[str], expected: list[str], n: int = 3) -> Iterator[str]:
    """Both sides one below the other, with marks at the lines that differ, which are red."""
    for group in difflib.SequenceMatcher(None, actual, expected).get_grouped_opcodes(n):
        yield "*** actual ***"
        if any(tag in ("replace", "delete") for tag, *_ in group):
            for tag, start, end, _, _ in group:
                yield from _marked(tag, actual[start:end])
        yield "\n"
        yield "*** expected ***"
        if any(tag in ("replace", "insert") for tag, *_ in group):
            for tag, _, _, start, end in group:
                yield from _marked(tag, expected[start:end])


def _marked(tag: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        text = _MARKS[tag] + line
        yield text if tag == "equal" else f"\033[31m{text}\033[0m"
