"""Sorting: keys are spread over partitions by borders found in a sample, then each partition is sorted."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from pyspark.shuffle import ExternalSorter

if TYPE_CHECKING:
    from pyspark.core.rdd import RDD

_SAMPLES_PER_PARTITION = 20.0


def sort_partitions(rdd: "RDD[Any]", source: "RDD[Any]", ascending: bool, keyfunc: Callable[[Any], Any]) -> "RDD[Any]":
    """Each partition ordered by key. What does not fit in memory is spilled as ``source`` writes its elements."""
    memory = source._memory_limit() * 0.9
    serializer = source._jrdd_deserializer

    def sort_partition(iterator: Iterable[Any]) -> Iterable[Any]:
        sorter: ExternalSorter[Any] = ExternalSorter(memory, serializer)
        return iter(sorter.sorted(iterator, key=lambda pair: keyfunc(pair[0]), reverse=not ascending))

    return rdd.mapPartitions(sort_partition, True)


def sort_by_key(rdd: "RDD[Any]", ascending: bool, partitions: int, keyfunc: Callable[[Any], Any]) -> "RDD[Any]":
    if partitions == 1:
        return sort_partitions(rdd.coalesce(1) if rdd.getNumPartitions() > 1 else rdd, rdd, ascending, keyfunc)
    size = rdd.count()
    if size == 0:
        return rdd
    fraction = min(partitions * _SAMPLES_PER_PARTITION / size, 1.0)
    # With a fixed seed the partitions are the same each time, and the real Spark's.
    samples = sorted(rdd.sample(False, fraction, 1).map(lambda pair: pair[0]).collect(), key=keyfunc)
    borders = [samples[int(len(samples) * (i + 1) / partitions)] for i in range(partitions - 1)]

    def partition_of(key: Any) -> int:
        partition = bisect_left(borders, keyfunc(key))
        return partition if ascending else partitions - 1 - partition

    return sort_partitions(rdd.partitionBy(partitions, partition_of), rdd, ascending, keyfunc)
