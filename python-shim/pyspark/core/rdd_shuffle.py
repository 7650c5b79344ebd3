"""Bringing the pairs of a key together: Python decides the partition and writes, the engine moves the bytes."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from pyspark.serializers import BatchedSerializer, pack_long
from pyspark.shuffle import Aggregator, ExternalGroupBy, ExternalMerger, get_used_memory
from pyspark.traceback_utils import SCCallSiteSync

if TYPE_CHECKING:
    from pyspark.core.rdd import RDD, Partitioner


def partition_by(rdd: "RDD[Any]", partitioner: "Partitioner") -> "RDD[Any]":
    from pyspark.core.rdd import RDD

    partitions, partition_of = partitioner.numPartitions, partitioner.partitionFunc
    serializer: Any = rdd.ctx._unbatched_serializer
    memory = rdd._memory_limit() / 2

    def add_shuffle_key(split: int, iterator: Iterable[Any]) -> Iterable[bytes]:
        """In turn the number of a partition and a pickled list of its pairs."""
        buckets = defaultdict(list)
        count: int = 0
        limit: float = min(10 * partitions, 1000)
        for key, value in iterator:
            buckets[partition_of(key) % partitions].append((key, value))
            count += 1
            if count > limit or (count % 1000 == 0 and get_used_memory() > memory):
                lists, size = len(buckets), 0
                while buckets:
                    bucket, pairs = buckets.popitem()
                    yield pack_long(bucket)
                    written = serializer.dumps(pairs)
                    del pairs
                    yield written
                    size += len(written)
                # Lists of about one to ten mebibytes: fewer cost time for each, larger ones memory.
                mebibytes = (size // lists) >> 20
                if mebibytes < 1:
                    limit = min(sys.maxsize, limit * 1.5)
                elif mebibytes > 10:
                    limit = max(int(limit / 1.5), 1)
                count = 0
        for bucket, pairs in buckets.items():
            yield pack_long(bucket)
            yield serializer.dumps(pairs)

    keyed: Any = rdd.mapPartitionsWithIndex(add_shuffle_key, preservesPartitioning=True)
    keyed._bypass_serializer = True
    jvm = rdd.ctx._jvm
    assert jvm is not None
    with SCCallSiteSync(rdd.context):
        pairs = jvm.PairwiseRDD(keyed._jrdd.rdd()).asJavaPairRDD()
        java_partitioner = jvm.PythonPartitioner(partitions, id(partition_of))
    jrdd = jvm.PythonRDD.valueOfPair(pairs.partitionBy(java_partitioner))
    shuffled: RDD[Any] = RDD(jrdd, rdd.ctx, BatchedSerializer(serializer))
    # It also keeps the function alive, by whose address the engine knows it.
    shuffled.partitioner = partitioner
    return shuffled


def combine_by_key(
    rdd: "RDD[Any]",
    create: Callable[[Any], Any],
    merge_value: Callable[[Any, Any], Any],
    merge_combiners: Callable[[Any, Any], Any],
    partitions: int,
    partition_of: Callable[[Any], int],
) -> "RDD[Any]":
    serializer = rdd.ctx.serializer
    memory = rdd._memory_limit()
    aggregator: Any = Aggregator(create, merge_value, merge_combiners)

    def combine_locally(iterator: Iterable[Any]) -> Iterable[Any]:
        merger: Any = ExternalMerger(aggregator, memory * 0.9, serializer)
        merger.mergeValues(iterator)
        return merger.items()  # type: ignore[no-any-return]

    def combine_shuffled(iterator: Iterable[Any]) -> Iterable[Any]:
        merger: Any = ExternalMerger(aggregator, memory, serializer)
        merger.mergeCombiners(iterator)
        return merger.items()  # type: ignore[no-any-return]

    local = rdd.mapPartitions(combine_locally, preservesPartitioning=True)
    return local.partitionBy(partitions, partition_of).mapPartitions(combine_shuffled, preservesPartitioning=True)


def group_by_key(rdd: "RDD[Any]", partitions: int | None, partition_of: Callable[[Any], int]) -> "RDD[Any]":
    """Keys with their values, which may lie on disk."""

    def start(x: Any) -> list[Any]:
        return [x]

    def append(xs: list[Any], x: Any) -> list[Any]:
        xs.append(x)
        return xs

    def extend(a: list[Any], b: list[Any]) -> list[Any]:
        a.extend(b)
        return a

    memory = rdd._memory_limit()
    serializer = rdd._jrdd_deserializer
    aggregator: Any = Aggregator(start, append, extend)

    def group_locally(iterator: Iterable[Any]) -> Iterable[Any]:
        merger: Any = ExternalMerger(aggregator, memory * 0.9, serializer)
        merger.mergeValues(iterator)
        return merger.items()  # type: ignore[no-any-return]

    def group_shuffled(iterator: Iterable[Any]) -> Iterable[Any]:
        merger: Any = ExternalGroupBy(aggregator, memory, serializer)
        merger.mergeCombiners(iterator)
        return merger.items()  # type: ignore[no-any-return]

    local = rdd.mapPartitions(group_locally, preservesPartitioning=True)
    return local.partitionBy(partitions, partition_of).mapPartitions(group_shuffled, True)
