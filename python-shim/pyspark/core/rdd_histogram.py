"""Counting elements between borders."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import isinf, isnan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.core.rdd import RDD

# Borders that differ by no more than this are taken to be of the same width.
_EVEN = 1e-10


def histogram(rdd: "RDD[Any]", buckets: Any) -> tuple[Sequence[Any], list[int]]:
    if isinstance(buckets, int):
        return _by_number(rdd, buckets)
    if isinstance(buckets, list | tuple):
        _check_borders(buckets)
        return buckets, _count(rdd, buckets, _width(buckets))
    raise TypeError(f"buckets must be an int, a list or a tuple, not {type(buckets).__name__}")


def _by_number(rdd: "RDD[Any]", number: int) -> tuple[Sequence[Any], list[int]]:
    if number < 1:
        raise ValueError(f"A histogram needs at least one bucket, not {number}")

    def is_comparable(x: Any) -> bool:
        return x is not None and not (type(x) is float and x != x)

    def widen(a: Any, b: Any) -> Any:
        return min(a[0], b[0]), max(a[1], b[1])

    comparable = rdd.filter(is_comparable)
    try:
        low, high = comparable.map(lambda x: (x, x)).reduce(widen)
    except ValueError as error:
        raise ValueError("An RDD without elements has no range to divide into buckets") from error
    if low == high or number == 1:
        return [low, high], [comparable.count()]
    try:
        width = (high - low) / number
    except TypeError as error:
        raise TypeError("Only a range of numbers can be divided into buckets; pass the borders instead") from error
    if isinf(width):
        raise ValueError("An infinite range cannot be divided into buckets; pass the borders instead")
    # Whole numbers stay whole where they can.
    width = int(width) if int(width) * number == high - low else (high - low) * 1.0 / number
    borders = [*(i * width + low for i in range(number)), high]
    return borders, _count(rdd, borders, width)


def _check_borders(borders: Sequence[Any]) -> None:
    if len(borders) < 2:
        raise ValueError("A bucket has two borders: pass at least two")
    if any(border is None or (isinstance(border, float) and isnan(border)) for border in borders):
        raise ValueError("None and NaN cannot be borders of buckets")
    if sorted(borders) != list(borders):
        raise ValueError("buckets should be sorted")
    if len(set(borders)) != len(borders):
        raise ValueError("Borders of buckets must differ from each other")


def _width(borders: Sequence[Any]) -> Any:
    """The width of each bucket, if they all have the same: the bucket of an element then needs no search."""
    try:
        steps = [upper - lower for lower, upper in pairwise(borders)]
    except TypeError:
        return None
    # False for infinite borders, whose difference is NaN.
    is_even = max(steps) - min(steps) < _EVEN
    return (borders[-1] - borders[0]) / (len(borders) - 1) if is_even else None


def _count(rdd: "RDD[Any]", borders: Sequence[Any], width: Any) -> list[int]:
    low, high = borders[0], borders[-1]

    def count_partition(iterator: Iterable[Any]) -> Iterable[list[int]]:
        counters = [0] * len(borders)
        for x in iterator:
            if x is None or (isinstance(x, float) and isnan(x)) or x > high or x < low:
                continue
            bucket = bisect_right(borders, x) - 1 if width is None else int((x - low) / width)
            counters[bucket] += 1
        # The upper border belongs to the last bucket.
        at_upper_border = counters.pop()
        counters[-1] += at_upper_border
        return [counters]

    def merge(a: list[int], b: list[int]) -> list[int]:
        return [i + j for i, j in zip(a, b, strict=True)]

    return rdd.mapPartitions(count_partition).reduce(merge)
