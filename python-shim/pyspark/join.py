"""Joins of pairs: both sides are marked, put together and grouped by key."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from pyspark.resultiterable import ResultIterable

if TYPE_CHECKING:
    from pyspark.core.rdd import RDD


def _mark(side: int) -> Callable[[Any], tuple[int, Any]]:
    return lambda value: (side, value)


def _join(
    left: "RDD[Any]", right: "RDD[Any]", partitions: int | None, keeps_left: bool, keeps_right: bool
) -> "RDD[Any]":
    """``keeps_left`` lets a key without values on the right count as one with None there; and the reverse."""

    def pairs(marked: Iterable[tuple[int, Any]]) -> Iterable[tuple[Any, Any]]:
        sides: tuple[list[Any], list[Any]] = ([], [])
        for side, value in marked:
            sides[side].append(value)
        lefts, rights = sides
        if keeps_left and not rights:
            rights.append(None)
        if keeps_right and not lefts:
            lefts.append(None)
        return ((left_value, right_value) for left_value in lefts for right_value in rights)

    both = left.mapValues(_mark(0)).union(right.mapValues(_mark(1)))
    return both.groupByKey(partitions).flatMapValues(pairs)


def python_join(rdd: "RDD[Any]", other: "RDD[Any]", numPartitions: int | None) -> "RDD[Any]":
    return _join(rdd, other, numPartitions, keeps_left=False, keeps_right=False)


def python_left_outer_join(rdd: "RDD[Any]", other: "RDD[Any]", numPartitions: int | None) -> "RDD[Any]":
    return _join(rdd, other, numPartitions, keeps_left=True, keeps_right=False)


def python_right_outer_join(rdd: "RDD[Any]", other: "RDD[Any]", numPartitions: int | None) -> "RDD[Any]":
    return _join(rdd, other, numPartitions, keeps_left=False, keeps_right=True)


def python_full_outer_join(rdd: "RDD[Any]", other: "RDD[Any]", numPartitions: int | None) -> "RDD[Any]":
    return _join(rdd, other, numPartitions, keeps_left=True, keeps_right=True)


def python_cogroup(rdds: "Sequence[RDD[Any]]", numPartitions: int | None) -> "RDD[Any]":
    count = len(rdds)

    def by_side(marked: Iterable[tuple[int, Any]]) -> tuple[Any, ...]:
        sides: list[list[Any]] = [[] for _ in range(count)]
        for side, value in marked:
            sides[side].append(value)
        return tuple(ResultIterable(values) for values in sides)

    marked = (rdd.mapValues(_mark(side)) for side, rdd in enumerate(rdds))
    return reduce(lambda both, more: both.union(more), marked).groupByKey(numPartitions).mapValues(by_side)
