"""Whether two engines gave the same rows, whatever their order; floats up to the order in which they were summed."""

from itertools import zip_longest
from typing import TypedDict

FLOAT_DIGITS = 9


class Answer(TypedDict):
    """Values as text; ``error`` is a condition, and then there are no rows."""

    rows: list[list[str]]
    error: str | None
    seconds: float


def difference(expected: Answer, actual: Answer) -> str | None:
    """The first difference in words, None where there is none."""
    if expected["error"] != actual["error"]:
        return f"{expected['error'] or 'rows'} expected, {actual['error'] or 'rows'} instead"
    pairs = zip_longest(sorted_rows(expected), sorted_rows(actual))
    return next((f"{a} expected, {b} instead" for a, b in pairs if a != b), None)


def sorted_rows(answer: Answer) -> list[list[str]]:
    return sorted([comparable(value) for value in row] for row in answer["rows"])


def comparable(value: str) -> str:
    """Only the texts of floats are rounded: those of decimals, strings and dates name their type or have quotes."""
    try:
        number = float(value)
    except ValueError:
        return value
    return value if value.lstrip("-").isdigit() else f"{number:.{FLOAT_DIGITS}g}"
