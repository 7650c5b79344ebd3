"""Whether two engines gave the same rows, whatever their order, and if not quite, what the difference comes from."""

import ast
from collections.abc import Sequence
from decimal import Decimal
from enum import IntEnum
from itertools import zip_longest

Row = Sequence[str]

FLOAT_TOLERANCE = 1e-9
# Sums in another order must not change a row's place.
SORTED_DIGITS = 6


class Agreement(IntEnum):
    """The worse of two is the greater."""

    SAME = 0
    """Values are equal, decimals digit for digit, floats up to the order in which they were summed."""
    SCALE = 1
    """Equal decimals with more or fewer zeros at their ends, or without a scale."""
    DOUBLE = 2
    """A double where the other has a decimal, which it rounds to."""
    ROUNDED = 3
    """Decimals rounded or cut to different numbers of digits."""
    DIFFERENT = 4


def agreement(ours: Sequence[Row], theirs: Sequence[Row]) -> tuple[Agreement, str]:
    """Values are texts as ``repr`` makes them. With the first difference in words."""
    worst, note = Agreement.SAME, ""
    for a, b in zip_longest(sorted(ours, key=sort_key), sorted(theirs, key=sort_key)):
        if a is None or b is None or len(a) != len(b):
            return Agreement.DIFFERENT, f"{len(ours)} rows against {len(theirs)}: {a} against {b}"
        for x, y in zip(a, b, strict=True):
            if (level := agreement_of(x, y)) > worst:
                worst, note = level, f"{x} against {y}"
    return worst, note


def agreement_of(ours: str, theirs: str) -> Agreement:
    if ours == theirs:
        return Agreement.SAME
    a, b = number(ours), number(theirs)
    if a is None or b is None:
        return Agreement.DIFFERENT
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        if a == b:
            return Agreement.SCALE
        return Agreement.ROUNDED if abs(a - b) <= max(last_digit(a), last_digit(b)) else Agreement.DIFFERENT
    tolerance = FLOAT_TOLERANCE * abs(float(a))
    if isinstance(a, float) and isinstance(b, float):
        return Agreement.SAME if abs(a - b) <= tolerance else Agreement.DIFFERENT
    exact = a if isinstance(a, Decimal) else b
    half = float(last_digit(Decimal(exact))) / 2
    return Agreement.DOUBLE if abs(float(a) - float(b)) <= half + tolerance else Agreement.DIFFERENT


def last_digit(value: Decimal) -> Decimal:
    """Its worth; nothing for whole numbers."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(0)


def number(text: str) -> Decimal | float | None:
    """Integers and decimals are exact."""
    if text.startswith("Decimal("):
        return Decimal(ast.literal_eval(text.removeprefix("Decimal(").removesuffix(")")))
    if text.lstrip("-").isdigit():
        return Decimal(text)
    try:
        return float(text)
    except ValueError:
        return None


def sort_key(row: Row) -> list[str]:
    """Numbers that stand for one another in different types have one place."""
    numbers = [number(value) for value in row]
    return [value if n is None else f"{n:.{SORTED_DIGITS}g}" for value, n in zip(row, numbers, strict=True)]
