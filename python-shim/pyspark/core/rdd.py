"""RDDs: collections in partitions that workers compute with Python functions.

Functions that run in workers are pickled whole when they are nested, so they may only refer to names that every worker
knows, the real Spark's own included: that is why they are nested, here and in the modules beside this one.
"""

import heapq
import operator
import os
import shlex
import sys
import warnings
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain, islice
from math import ceil
from subprocess import PIPE, Popen
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar, cast, overload

from pyspark.core import rdd_approximation, rdd_histogram, rdd_order, rdd_output, rdd_sampling, rdd_shuffle
from pyspark.errors import PySparkRuntimeError
from pyspark.join import (
    python_cogroup,
    python_full_outer_join,
    python_join,
    python_left_outer_join,
    python_right_outer_join,
)
from pyspark.rddsampler import RDDSampler, RDDStratifiedSampler
from pyspark.resource.profile import ResourceProfile
from pyspark.resource.requests import ExecutorResourceRequests, TaskResourceRequests
from pyspark.resultiterable import ResultIterable
from pyspark.serializers import (
    AutoBatchedSerializer,
    BatchedSerializer,
    CartesianDeserializer,
    CloudPickleSerializer,
    CPickleSerializer,
    NoOpSerializer,
    PairDeserializer,
    Serializer,
)
from pyspark.statcounter import StatCounter
from pyspark.storagelevel import StorageLevel
from pyspark.traceback_utils import SCCallSiteSync
from pyspark.util import PythonEvalType as PythonEvalType
from pyspark.util import _load_from_socket as _load_from_socket
from pyspark.util import _local_iterator_from_socket, _parse_memory, fail_on_stopiteration

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark._typing import NumberOrArray, S
    from pyspark.core.context import SparkContext
    from pyspark.sql._typing import AtomicValue, RowLike
    from pyspark.sql.dataframe import DataFrame
    from pyspark.sql.types import AtomicType, StructType

__all__ = ["RDD"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
V1 = TypeVar("V1")
V2 = TypeVar("V2")
V3 = TypeVar("V3")

_LARGEST_INT32 = 0xFFFFFFFF


def portable_hash(x: Hashable) -> int:
    """A hash that is the same in every worker, also for None and tuples that hold it."""
    if "PYTHONHASHSEED" not in os.environ:
        raise PySparkRuntimeError(errorClass="PYTHON_HASH_SEED_NOT_SET", messageParameters={})
    if x is None:
        return 0
    if not isinstance(x, tuple):
        return hash(x)
    # The partition of a key follows from it, so it is the real Spark's.
    mixed = 0x345678
    for element in x:
        mixed = ((mixed ^ portable_hash(element)) * 1000003) & sys.maxsize
    mixed ^= len(x)
    return -2 if mixed == -1 else mixed


class BoundedFloat(float):
    """An estimate, with an interval that holds the true value with the given confidence."""

    confidence: float
    low: float
    high: float

    def __new__(cls, mean: float, confidence: float, low: float, high: float) -> "BoundedFloat":
        obj = float.__new__(cls, mean)
        obj.confidence = confidence
        obj.low = low
        obj.high = high
        return obj


class Partitioner:
    """How keys are spread over partitions. Two are equal if they do it alike."""

    def __init__(self, numPartitions: int, partitionFunc: Callable[[Any], int]):
        self.numPartitions = numPartitions
        self.partitionFunc = partitionFunc

    def __eq__(self, other: Any) -> bool:
        return (
            isinstance(other, Partitioner)
            and self.numPartitions == other.numPartitions
            and self.partitionFunc == other.partitionFunc
        )

    def __hash__(self) -> int:
        return hash((self.numPartitions, self.partitionFunc))

    def __call__(self, k: Any) -> int:
        return self.partitionFunc(k) % self.numPartitions


class RDD(Generic[T_co]):
    """A collection whose partitions are computed by workers, when they are needed and again when they are lost.

    Methods that give an RDD only note what is to be done; those that give something else run a job.
    """

    def __init__(
        self,
        jrdd: "JavaObject",
        ctx: "SparkContext",
        jrdd_deserializer: Serializer = AutoBatchedSerializer(CPickleSerializer()),  # noqa: B008 - it holds no state
    ):
        self._jrdd = jrdd
        self.is_cached = False
        self.is_checkpointed = False
        self.has_resource_profile = False
        self.ctx = ctx
        self._jrdd_deserializer = jrdd_deserializer
        self._id: int | None = None
        self.partitioner: Partitioner | None = None

    def _pickled(self: "RDD[T]") -> "RDD[T]":
        """The same elements in pickles, which the engine can read."""
        return self._reserialize(AutoBatchedSerializer(CPickleSerializer()))

    def id(self) -> int:
        """The number by which the engine knows the RDD."""
        if self._id is None:
            self._id = self._jrdd.id()
        return cast(int, self._id)

    def __repr__(self) -> str:
        return cast(str, self._jrdd.toString())

    def __getnewargs__(self) -> NoReturn:
        # Called when somebody tries to pickle an RDD, mostly within a function that uses it.
        raise PySparkRuntimeError(errorClass="RDD_TRANSFORM_ONLY_VALID_ON_DRIVER", messageParameters={})

    @property
    def context(self) -> "SparkContext":
        """The context that it was made by."""
        return self.ctx

    # ------------------------------------------------------------------ keeping

    def cache(self: "RDD[T]") -> "RDD[T]":
        """Keep the elements in memory once they have been computed."""
        return self.persist(StorageLevel.MEMORY_ONLY)

    def persist(self: "RDD[T]", storageLevel: StorageLevel = StorageLevel.MEMORY_ONLY) -> "RDD[T]":
        """Keep the elements once they have been computed, where the level says."""
        self.is_cached = True
        self._jrdd.persist(self.ctx._getJavaStorageLevel(storageLevel))
        return self

    def unpersist(self: "RDD[T]", blocking: bool = False) -> "RDD[T]":
        """No longer keep the elements; ``blocking`` waits until they are gone."""
        self.is_cached = False
        self._jrdd.unpersist(blocking)
        return self

    def checkpoint(self) -> None:
        """Write the elements to the checkpoint folder with the next job, and forget how they were computed."""
        self.is_checkpointed = True
        self._jrdd.rdd().checkpoint()

    def isCheckpointed(self) -> bool:
        """Whether the elements have been written by :meth:`checkpoint` or kept by :meth:`localCheckpoint`."""
        return cast(bool, self._jrdd.rdd().isCheckpointed())

    def localCheckpoint(self) -> None:
        """Forget how the elements were computed once they are; they are kept, but cannot be computed again."""
        self._jrdd.rdd().localCheckpoint()

    def isLocallyCheckpointed(self) -> bool:
        """Whether :meth:`localCheckpoint` was called."""
        return cast(bool, self._jrdd.rdd().isLocallyCheckpointed())

    def getCheckpointFile(self) -> str | None:
        """Where :meth:`checkpoint` has written the elements."""
        file = self._jrdd.rdd().getCheckpointFile()
        return file.get() if file.isDefined() else None

    def cleanShuffleDependencies(self, blocking: bool = False) -> None:
        """Remove what was written for shuffles that this RDD, and no kept one, depends on."""
        self._jrdd.rdd().cleanShuffleDependencies(blocking)

    def getStorageLevel(self) -> StorageLevel:
        """Where the elements are kept."""
        level = self._jrdd.getStorageLevel()
        return StorageLevel(
            level.useDisk(), level.useMemory(), level.useOffHeap(), level.deserialized(), level.replication()
        )

    def name(self) -> str | None:
        """The name shown to people."""
        return self._jrdd.name() or None

    def setName(self: "RDD[T]", name: str) -> "RDD[T]":
        """Set the name shown to people."""
        self._jrdd.setName(name)
        return self

    def toDebugString(self) -> bytes | None:
        """What the RDD is computed from."""
        text = self._jrdd.toDebugString()
        return text.encode("utf-8") if text else None

    # ------------------------------------------------------------------ element by element

    def map(self: "RDD[T]", f: Callable[[T], U], preservesPartitioning: bool = False) -> "RDD[U]":
        """What the function gives for each element."""
        f = fail_on_stopiteration(f)

        def map_partition(_: int, iterator: Iterable[T]) -> Iterable[U]:
            return map(f, iterator)

        return self.mapPartitionsWithIndex(map_partition, preservesPartitioning)

    def flatMap(self: "RDD[T]", f: Callable[[T], Iterable[U]], preservesPartitioning: bool = False) -> "RDD[U]":
        """All that the function gives for each element, in one row."""
        f = fail_on_stopiteration(f)

        def flat_map_partition(_: int, iterator: Iterable[T]) -> Iterable[U]:
            return chain.from_iterable(map(f, iterator))

        return self.mapPartitionsWithIndex(flat_map_partition, preservesPartitioning)

    def filter(self: "RDD[T]", f: Callable[[T], bool]) -> "RDD[T]":
        """The elements for which the function gives true."""
        f = fail_on_stopiteration(f)

        def filter_partition(_: int, iterator: Iterable[T]) -> Iterable[T]:
            return filter(f, iterator)

        return self.mapPartitionsWithIndex(filter_partition, True)

    def mapPartitions(
        self: "RDD[T]", f: Callable[[Iterable[T]], Iterable[U]], preservesPartitioning: bool = False
    ) -> "RDD[U]":
        """What the function gives for the elements of each partition."""

        def map_whole_partition(_: int, iterator: Iterable[T]) -> Iterable[U]:
            return f(iterator)

        return self.mapPartitionsWithIndex(map_whole_partition, preservesPartitioning)

    def mapPartitionsWithIndex(
        self: "RDD[T]", f: Callable[[int, Iterable[T]], Iterable[U]], preservesPartitioning: bool = False
    ) -> "RDD[U]":
        """What the function gives for number and elements of each partition."""
        return PipelinedRDD(self, f, preservesPartitioning)

    def mapPartitionsWithSplit(
        self: "RDD[T]", f: Callable[[int, Iterable[T]], Iterable[U]], preservesPartitioning: bool = False
    ) -> "RDD[U]":
        """Former name of :meth:`mapPartitionsWithIndex`."""
        warnings.warn(
            "mapPartitionsWithSplit is deprecated; use mapPartitionsWithIndex instead", FutureWarning, stacklevel=2
        )
        return self.mapPartitionsWithIndex(f, preservesPartitioning)

    def glom(self: "RDD[T]") -> "RDD[list[T]]":
        """Each partition as one list."""

        def as_list(iterator: Iterable[T]) -> Iterable[list[T]]:
            yield list(iterator)

        return self.mapPartitions(as_list)

    def keyBy(self: "RDD[T]", f: Callable[[T], K]) -> "RDD[tuple[K, T]]":
        """Pairs of what the function gives for an element, and the element."""
        return self.map(lambda x: (f(x), x))

    def pipe(self, command: str, env: dict[str, str] | None = None, checkCode: bool = False) -> "RDD[str]":
        """The lines that a program prints which gets the elements of a partition as lines.

        ``checkCode`` lets the job fail where the program ends with another code than 0.
        """
        environment = env or {}

        def pipe_partition(iterator: Iterable[Any]) -> Iterable[str]:
            process = Popen(shlex.split(command), env=environment, stdin=PIPE, stdout=PIPE)
            assert process.stdin is not None and process.stdout is not None
            stdin, stdout = process.stdin, process.stdout

            def feed() -> None:
                with stdin:
                    for element in iterator:
                        line = str(element).rstrip("\n") + "\n"
                        stdin.write(line.encode("utf-8"))

            Thread(target=feed).start()
            for output in stdout:
                yield output.rstrip(b"\n").decode("utf-8")
            if process.wait() and checkCode:
                raise PySparkRuntimeError(
                    errorClass="PIPE_FUNCTION_EXITED",
                    messageParameters={"func_name": command, "error_code": str(process.returncode)},
                )

        return self.mapPartitions(pipe_partition)

    # ------------------------------------------------------------------ samples

    def sample(self: "RDD[T]", withReplacement: bool, fraction: float, seed: int | None = None) -> "RDD[T]":
        """Elements drawn at random, each with that probability or, with replacement, that often on average."""
        if not fraction >= 0:
            raise ValueError("Fraction must be nonnegative.")
        return self.mapPartitionsWithIndex(RDDSampler(withReplacement, fraction, seed).func, True)

    def randomSplit(self: "RDD[T]", weights: Sequence[int | float], seed: int | None = None) -> "list[RDD[T]]":
        """RDDs that the elements are spread over at random, in proportion to the weights."""
        return rdd_sampling.random_split(self, weights, seed)

    def takeSample(self: "RDD[T]", withReplacement: bool, num: int, seed: int | None = None) -> list[T]:
        """That many elements drawn at random."""
        return rdd_sampling.take_sample(self, withReplacement, num, seed)

    @staticmethod
    def _computeFractionForSampleSize(sampleSizeLowerBound: int, total: int, withReplacement: bool) -> float:
        return rdd_sampling.fraction_for_sample_size(sampleSizeLowerBound, total, withReplacement)

    def sampleByKey(
        self: "RDD[tuple[K, V]]", withReplacement: bool, fractions: dict[K, float | int], seed: int | None = None
    ) -> "RDD[tuple[K, V]]":
        """Pairs drawn at random, with a probability for each key."""
        for fraction in fractions.values():
            assert fraction >= 0.0, f"Negative fraction value: {fraction}"
        return self.mapPartitionsWithIndex(RDDStratifiedSampler(withReplacement, fractions, seed).func, True)

    # ------------------------------------------------------------------ several RDDs

    def union(self: "RDD[T]", other: "RDD[U]") -> "RDD[T | U]":
        """The elements of both."""
        result: RDD[Any]
        if self._jrdd_deserializer == other._jrdd_deserializer:
            result = RDD(self._jrdd.union(other._jrdd), self.ctx, self._jrdd_deserializer)
        else:
            left, right = self._reserialize(), other._reserialize()
            result = RDD(left._jrdd.union(right._jrdd), self.ctx, self.ctx.serializer)
        # Where both are partitioned alike, the engine puts their partitions together.
        if self.partitioner == other.partitioner and self.getNumPartitions() == result.getNumPartitions():
            result.partitioner = self.partitioner
        return result

    def __add__(self: "RDD[T]", other: "RDD[U]") -> "RDD[T | U]":
        """The elements of both."""
        if not isinstance(other, RDD):
            raise TypeError
        return self.union(other)

    def intersection(self: "RDD[T]", other: "RDD[T]") -> "RDD[T]":
        """The elements that are in both, each once."""
        pairs: RDD[Any] = self.map(lambda v: (v, None))
        grouped: RDD[Any] = pairs.cogroup(other.map(lambda v: (v, None)))
        return grouped.filter(lambda k_vs: all(k_vs[1])).keys()

    def subtract(self: "RDD[T]", other: "RDD[T]", numPartitions: int | None = None) -> "RDD[T]":
        """The elements that are not in the other."""
        pairs: RDD[Any] = self.map(lambda x: (x, True))
        return pairs.subtractByKey(other.map(lambda x: (x, True)), numPartitions).keys()

    def subtractByKey(
        self: "RDD[tuple[K, V]]", other: "RDD[tuple[K, Any]]", numPartitions: int | None = None
    ) -> "RDD[tuple[K, V]]":
        """The pairs whose key is not in the other."""

        def only_here(pair: tuple[K, tuple[Any, Any]]) -> bool:
            _, (here, there) = pair
            return here and not there

        grouped: RDD[Any] = self.cogroup(other, numPartitions)
        return grouped.filter(only_here).flatMapValues(lambda x: x[0])

    def distinct(self: "RDD[T]", numPartitions: int | None = None) -> "RDD[T]":
        """Each element once."""
        pairs: RDD[Any] = self.map(lambda x: (x, None))
        return pairs.reduceByKey(lambda x, _: x, numPartitions).map(lambda x: x[0])

    def cartesian(self: "RDD[T]", other: "RDD[U]") -> "RDD[tuple[T, U]]":
        """All pairs of an element of this and one of the other."""
        deserializer = CartesianDeserializer(self._jrdd_deserializer, other._jrdd_deserializer)
        return RDD(self._jrdd.cartesian(other._jrdd), self.ctx, deserializer)

    def zip(self: "RDD[T]", other: "RDD[U]") -> "RDD[tuple[T, U]]":
        """Pairs of the first elements, of the second ones, … Both need partitions of the same sizes."""
        left, right = _with_same_batches(self, other)
        if left.getNumPartitions() != right.getNumPartitions():
            raise ValueError("Can only zip with RDD which has the same number of partitions")
        deserializer = PairDeserializer(left._jrdd_deserializer, right._jrdd_deserializer)
        return RDD(left._jrdd.zip(right._jrdd), self.ctx, deserializer)

    def zipWithIndex(self: "RDD[T]") -> "RDD[tuple[T, int]]":
        """Pairs of an element and its place. Runs a job where there are several partitions."""
        starts = [0]
        if self.getNumPartitions() > 1:
            for size in self.mapPartitions(lambda it: [sum(1 for _ in it)]).collect()[:-1]:
                starts.append(starts[-1] + size)

        def with_place(split: int, iterator: Iterable[T]) -> Iterable[tuple[T, int]]:
            for place, element in enumerate(iterator, starts[split]):
                yield element, place

        return self.mapPartitionsWithIndex(with_place)

    def zipWithUniqueId(self: "RDD[T]") -> "RDD[tuple[T, int]]":
        """Pairs of an element and a number that no other has. Runs no job."""
        partitions = self.getNumPartitions()

        def with_id(split: int, iterator: Iterable[T]) -> Iterable[tuple[T, int]]:
            for place, element in enumerate(iterator):
                yield element, place * partitions + split

        return self.mapPartitionsWithIndex(with_id)

    # ------------------------------------------------------------------ partitions and order

    def getNumPartitions(self) -> int:
        """How many partitions there are."""
        return cast(int, self._jrdd.partitions().size())

    def repartition(self: "RDD[T]", numPartitions: int) -> "RDD[T]":
        """The same elements in that many partitions, by a shuffle."""
        return self.coalesce(numPartitions, shuffle=True)

    def coalesce(self: "RDD[T]", numPartitions: int, shuffle: bool = False) -> "RDD[T]":
        """The same elements in fewer partitions; without a shuffle whole partitions are put together."""
        if not numPartitions > 0:
            raise ValueError("Number of partitions must be positive.")
        rdd = self
        if shuffle:
            # The engine moves batches: small ones, so that partitions get about the same number of elements.
            batch = min(10, self.ctx._batchSize or 1024)
            rdd = self._reserialize(BatchedSerializer(CPickleSerializer(), batch))
        # Made first: it decides how the elements are written.
        jrdd = rdd._jrdd
        return RDD(jrdd.coalesce(numPartitions, shuffle), self.ctx, rdd._jrdd_deserializer)

    def _reserialize(self: "RDD[T]", serializer: Serializer | None = None) -> "RDD[T]":
        """The same elements, written by that serializer."""
        serializer = serializer or self.ctx.serializer
        if self._jrdd_deserializer == serializer:
            return self
        rewritten = self.map(lambda x: x, preservesPartitioning=True)
        rewritten._jrdd_deserializer = serializer
        return rewritten

    def partitionBy(
        self: "RDD[tuple[K, V]]", numPartitions: int | None, partitionFunc: Callable[[K], int] = portable_hash
    ) -> "RDD[tuple[K, V]]":
        """The pairs in that many partitions; the function of the key decides, modulo their number."""
        count = self._defaultReducePartitions() if numPartitions is None else numPartitions
        partitioner = Partitioner(count, partitionFunc)
        return self if self.partitioner == partitioner else rdd_shuffle.partition_by(self, partitioner)

    def repartitionAndSortWithinPartitions(
        self: "RDD[tuple[Any, Any]]",
        numPartitions: int | None = None,
        partitionFunc: Callable[[Any], int] = portable_hash,
        ascending: bool = True,
        keyfunc: Callable[[Any], Any] = lambda x: x,
    ) -> "RDD[tuple[Any, Any]]":
        """The pairs in that many partitions, each ordered by key."""
        count = self._defaultReducePartitions() if numPartitions is None else numPartitions
        return rdd_order.sort_partitions(self.partitionBy(count, partitionFunc), self, ascending, keyfunc)

    def sortByKey(
        self: "RDD[tuple[K, V]]",
        ascending: bool | None = True,
        numPartitions: int | None = None,
        keyfunc: Callable[[Any], Any] = lambda x: x,
    ) -> "RDD[tuple[K, V]]":
        """The pairs ordered by key, or by what ``keyfunc`` makes of it. Runs jobs that look at a sample."""
        count = self._defaultReducePartitions() if numPartitions is None else numPartitions
        return rdd_order.sort_by_key(self, bool(ascending), count, keyfunc)

    def sortBy(
        self: "RDD[T]", keyfunc: Callable[[T], "S"], ascending: bool = True, numPartitions: int | None = None
    ) -> "RDD[T]":
        """The elements ordered by what the function gives. Runs jobs that look at a sample."""
        return cast("RDD[Any]", self.keyBy(cast(Any, keyfunc))).sortByKey(ascending, numPartitions).values()

    def _defaultReducePartitions(self) -> int:
        """How many partitions a shuffle makes where nothing else is said."""
        if self.ctx._conf.contains("spark.default.parallelism"):
            return self.ctx.defaultParallelism
        return self.getNumPartitions()

    def _memory_limit(self) -> int:
        """Mebibytes that a worker uses before it spills."""
        return _parse_memory(self.ctx._conf.get("spark.python.worker.memory", "512m"))

    # ------------------------------------------------------------------ getting elements

    def collect(self: "RDD[T]") -> list[T]:
        """All elements."""
        assert self.ctx._jvm is not None
        with SCCallSiteSync(self.context):
            sock_info = self.ctx._jvm.PythonRDD.collectAndServe(self._jrdd.rdd())
        with _load_from_socket(sock_info, self._jrdd_deserializer) as stream:
            return list(stream)

    def collectWithJobGroup(self: "RDD[T]", groupId: str, description: str, interruptOnCancel: bool = False) -> list[T]:
        """All elements, by a job of that group. For gateways that do not pin threads."""
        warnings.warn(
            "collectWithJobGroup is deprecated since 3.1: set the job group in a pyspark.InheritableThread instead.",
            FutureWarning,
            stacklevel=2,
        )
        assert self.ctx._jvm is not None
        with SCCallSiteSync(self.context):
            sock_info = self.ctx._jvm.PythonRDD.collectAndServeWithJobGroup(
                self._jrdd.rdd(), groupId, description, interruptOnCancel
            )
        with _load_from_socket(sock_info, self._jrdd_deserializer) as stream:
            return list(stream)

    def toLocalIterator(self: "RDD[T]", prefetchPartitions: bool = False) -> Iterator[T]:
        """All elements, one partition in memory at a time, or two with ``prefetchPartitions``."""
        assert self.ctx._jvm is not None
        with SCCallSiteSync(self.context):
            sock_info = self.ctx._jvm.PythonRDD.toLocalIteratorAndServe(self._jrdd.rdd(), prefetchPartitions)
        return _local_iterator_from_socket(sock_info, self._jrdd_deserializer)

    def take(self: "RDD[T]", num: int) -> list[T]:
        """The first elements. Looks at one partition first, then at more at a time."""
        items: list[T] = []
        total = self.getNumPartitions()
        scanned = 0
        while len(items) < num and scanned < total:
            left = num - len(items)

            def first_elements(iterator: Iterable[T], left: int = left) -> Iterable[T]:
                return islice(iterator, left)

            ahead = _partitions_to_try(scanned, len(items), num)
            items += self.context.runJob(self, first_elements, range(scanned, min(scanned + ahead, total)))
            scanned += ahead
        return items[:num]

    def first(self: "RDD[T]") -> T:
        """The first element."""
        for element in self.take(1):
            return element
        raise ValueError("RDD is empty")

    def isEmpty(self) -> bool:
        """Whether there are no elements."""
        return self.getNumPartitions() == 0 or not self.take(1)

    def top(self: "RDD[T]", num: int, key: Callable[[T], "S"] | None = None) -> list[T]:
        """The largest elements, largest first."""

        def largest(iterator: Iterable[T]) -> Iterable[list[T]]:
            yield heapq.nlargest(num, iterator, key=cast(Any, key))

        def merge(a: list[T], b: list[T]) -> list[T]:
            return heapq.nlargest(num, a + b, key=cast(Any, key))

        return self.mapPartitions(largest).reduce(merge)

    def takeOrdered(self: "RDD[T]", num: int, key: Callable[[T], "S"] | None = None) -> list[T]:
        """The smallest elements, smallest first."""
        if num < 0:
            raise ValueError("top N cannot be negative.")
        if num == 0 or self.getNumPartitions() == 0:
            return []

        def smallest(iterator: Iterable[T]) -> Iterable[list[T]]:
            yield heapq.nsmallest(num, iterator, key=cast(Any, key))

        def merge(a: list[T], b: list[T]) -> list[T]:
            return heapq.nsmallest(num, a + b, key=cast(Any, key))

        return self.mapPartitions(smallest).reduce(merge)

    def foreach(self: "RDD[T]", f: Callable[[T], None]) -> None:
        """Call the function for each element."""
        f = fail_on_stopiteration(f)

        def call_for_each(iterator: Iterable[T]) -> Iterable[Any]:
            for element in iterator:
                f(element)
            return iter([])

        self.mapPartitions(call_for_each).count()

    def foreachPartition(self: "RDD[T]", f: Callable[[Iterable[T]], None]) -> None:
        """Call the function for each partition."""

        def call_for_partition(iterator: Iterable[T]) -> Iterable[Any]:
            result: Any = cast("Callable[..., Any]", f)(iterator)
            # A generator function does its work only when it is gone through.
            return iter(result) if isinstance(result, Iterable) else iter([])

        self.mapPartitions(call_for_partition).count()

    # ------------------------------------------------------------------ folding

    def reduce(self: "RDD[T]", f: Callable[[T, T], T]) -> T:
        """What a function makes of all elements, two at a time, in any order."""
        f = fail_on_stopiteration(f)

        def reduce_partition(iterator: Iterable[T]) -> Iterable[T]:
            rest = iter(iterator)
            for initial in rest:
                yield reduce(f, rest, initial)

        values = self.mapPartitions(reduce_partition).collect()
        if not values:
            raise ValueError("Can not reduce() empty RDD")
        return reduce(f, values)

    def treeReduce(self: "RDD[T]", f: Callable[[T, T], T], depth: int = 2) -> T:
        """As :meth:`reduce`, with partial results put together by workers."""
        if depth < 1:
            raise ValueError(f"Depth cannot be smaller than 1 but got {depth}.")
        # The second part tells whether there is no element yet.
        nothing: Any = (None, True)

        def combine(x: Any, y: Any) -> Any:
            if x[1]:
                return y
            if y[1]:
                return x
            return f(x[0], y[0]), False

        value, is_empty = self.map(lambda x: (x, False)).treeAggregate(nothing, combine, combine, depth)
        if is_empty:
            raise ValueError("Cannot reduce empty RDD.")
        return cast(T, value)

    def fold(self: "RDD[T]", zeroValue: T, op: Callable[[T, T], T]) -> T:
        """As :meth:`reduce`, starting with a value, in each partition and at the end."""
        return self.aggregate(zeroValue, op, op)

    def aggregate(self: "RDD[T]", zeroValue: U, seqOp: Callable[[U, T], U], combOp: Callable[[U, U], U]) -> U:
        """Fold each partition by ``seqOp``, and their results by ``combOp``, both starting with ``zeroValue``."""
        seqOp, combOp = fail_on_stopiteration(seqOp), fail_on_stopiteration(combOp)

        def fold_partition(iterator: Iterable[T]) -> Iterable[U]:
            folded = zeroValue
            for element in iterator:
                folded = seqOp(folded, element)
            yield folded

        # Collected at once, so that an operation that changes its first argument meets `zeroValue` unchanged here.
        values = self.mapPartitions(fold_partition).collect()
        return reduce(combOp, values, zeroValue)

    def treeAggregate(
        self: "RDD[T]",
        zeroValue: U,
        seqOp: Callable[[U, T], U],
        combOp: Callable[[U, U], U],
        depth: int = 2,
    ) -> U:
        """As :meth:`aggregate`, with partial results put together by workers, in about ``depth`` steps."""
        if depth < 1:
            raise ValueError(f"Depth cannot be smaller than 1 but got {depth}.")
        if self.getNumPartitions() == 0:
            return zeroValue

        def fold_partition(iterator: Iterable[T]) -> Iterable[U]:
            folded = zeroValue
            for element in iterator:
                folded = seqOp(folded, element)
            yield folded

        partial = self.mapPartitions(fold_partition)
        partitions: float = partial.getNumPartitions()
        scale = max(ceil(partitions ** (1.0 / depth)), 2)
        # A further step pays only while it saves more than it adds.
        while partitions > scale + partitions / scale:
            partitions /= scale
            partial = _combine_partitions(partial, combOp, int(partitions))
        return partial.reduce(combOp)

    @overload
    def max(self: "RDD[S]") -> "S": ...

    @overload
    def max(self: "RDD[T]", key: Callable[[T], "S"]) -> T: ...

    def max(self: "RDD[Any]", key: Callable[[Any], Any] | None = None) -> Any:
        """The largest element."""
        return self.reduce(max if key is None else lambda a, b: max(a, b, key=key))

    @overload
    def min(self: "RDD[S]") -> "S": ...

    @overload
    def min(self: "RDD[T]", key: Callable[[T], "S"]) -> T: ...

    def min(self: "RDD[Any]", key: Callable[[Any], Any] | None = None) -> Any:
        """The smallest element."""
        return self.reduce(min if key is None else lambda a, b: min(a, b, key=key))

    def sum(self: "RDD[NumberOrArray]") -> "NumberOrArray":
        """All elements added up."""
        partial: RDD[Any] = self.mapPartitions(lambda x: [sum(x)])
        return cast("NumberOrArray", partial.fold(0, operator.add))

    def count(self) -> int:
        """How many elements there are."""
        return self.mapPartitions(lambda i: [sum(1 for _ in i)]).sum()

    def countByValue(self: "RDD[K]") -> dict[K, int]:
        """How often each element occurs."""

        def count_partition(iterator: Iterable[K]) -> Iterable[dict[K, int]]:
            counts: dict[K, int] = defaultdict(int)
            for element in iterator:
                counts[element] += 1
            yield counts

        def merge(a: dict[K, int], b: dict[K, int]) -> dict[K, int]:
            for element, count in b.items():
                a[element] += count
            return a

        return self.mapPartitions(count_partition).reduce(merge)

    # ------------------------------------------------------------------ statistics

    def stats(self: "RDD[NumberOrArray]") -> StatCounter:
        """Count, mean, variance, smallest and largest element, in one go."""

        def merge(a: StatCounter, b: StatCounter) -> StatCounter:
            return a.mergeStats(b)

        return self.mapPartitions(lambda i: [StatCounter(i)]).reduce(merge)

    def histogram(self: "RDD[S]", buckets: "int | list[S] | tuple[S, ...]") -> "tuple[Sequence[S], list[int]]":
        """How many elements lie between the borders given, or in that many buckets of the same width.

        A bucket holds its lower border and not its upper one, except for the last. None and NaN count nowhere.
        """
        return rdd_histogram.histogram(self, buckets)

    def mean(self: "RDD[NumberOrArray]") -> float:
        """The mean."""
        return self.stats().mean()

    def variance(self: "RDD[NumberOrArray]") -> float:
        """The variance of the elements as a whole."""
        return self.stats().variance()

    def stdev(self: "RDD[NumberOrArray]") -> float:
        """The standard deviation of the elements as a whole."""
        return self.stats().stdev()

    def sampleStdev(self: "RDD[NumberOrArray]") -> float:
        """The standard deviation that the elements, as a sample, point to."""
        return self.stats().sampleStdev()

    def sampleVariance(self: "RDD[NumberOrArray]") -> float:
        """The variance that the elements, as a sample, point to."""
        return self.stats().sampleVariance()

    def countApprox(self, timeout: int, confidence: float = 0.95) -> int:
        """As :meth:`count`, but after ``timeout`` milliseconds with what is known by then."""
        counts: RDD[Any] = self.mapPartitions(lambda it: [float(sum(1 for _ in it))])
        return int(counts.sumApprox(timeout, confidence))

    def sumApprox(self: "RDD[float | int]", timeout: int, confidence: float = 0.95) -> BoundedFloat:
        """As :meth:`sum`, but after ``timeout`` milliseconds with what is known by then."""
        sums: RDD[Any] = self.mapPartitions(lambda it: [float(sum(it))])
        return rdd_approximation.approximate(sums, "sumApprox", timeout, confidence)

    def meanApprox(self: "RDD[float | int]", timeout: int, confidence: float = 0.95) -> BoundedFloat:
        """As :meth:`mean`, but after ``timeout`` milliseconds with what is known by then."""
        return rdd_approximation.approximate(self.map(float), "meanApprox", timeout, confidence)

    def countApproxDistinct(self, relativeSD: float = 0.05) -> int:
        """About how many different elements there are; ``relativeSD`` is how far off that may be."""
        if relativeSD < 0.000017:
            raise ValueError("relativeSD should be greater than 0.000017")

        def hash_element(x: Any) -> int:
            return portable_hash(x) & _LARGEST_INT32

        hashes: RDD[Any] = self.map(hash_element)
        return cast(int, hashes._to_java_object_rdd().countApproxDistinct(relativeSD))

    def _to_java_object_rdd(self) -> "JavaObject":
        """The elements as objects of the engine."""
        assert self.ctx._jvm is not None
        return self.ctx._jvm.SerDeUtil.pythonToJava(self._pickled()._jrdd, True)

    # ------------------------------------------------------------------ pairs

    def keys(self: "RDD[tuple[K, V]]") -> "RDD[K]":
        """The first parts of pairs."""
        return self.map(lambda x: x[0])

    def values(self: "RDD[tuple[K, V]]") -> "RDD[V]":
        """The second parts of pairs."""
        return self.map(lambda x: x[1])

    def mapValues(self: "RDD[tuple[K, V]]", f: Callable[[V], U]) -> "RDD[tuple[K, U]]":
        """The pairs with what the function gives for the value."""

        def map_value(pair: tuple[K, V]) -> tuple[K, U]:
            return pair[0], f(pair[1])

        return self.map(map_value, preservesPartitioning=True)

    def flatMapValues(self: "RDD[tuple[K, V]]", f: Callable[[V], Iterable[U]]) -> "RDD[tuple[K, U]]":
        """A pair for each of what the function gives for the value."""

        def flat_map_value(pair: tuple[K, V]) -> Iterable[tuple[K, U]]:
            return ((pair[0], value) for value in f(pair[1]))

        return self.flatMap(flat_map_value, preservesPartitioning=True)

    def collectAsMap(self: "RDD[tuple[K, V]]") -> dict[K, V]:
        """All pairs as a dictionary."""
        return dict(self.collect())

    def countByKey(self: "RDD[tuple[K, V]]") -> dict[K, int]:
        """How often each key occurs."""
        return self.map(lambda x: x[0]).countByValue()

    def lookup(self: "RDD[tuple[K, V]]", key: K) -> list[V]:
        """The values of a key. Looks at one partition only, where it is known which."""
        values = self.filter(lambda kv: kv[0] == key).values()
        if self.partitioner is None:
            return values.collect()
        return self.ctx.runJob(values, lambda x: x, [self.partitioner(key)])

    def reduceByKey(
        self: "RDD[tuple[K, V]]",
        func: Callable[[V, V], V],
        numPartitions: int | None = None,
        partitionFunc: Callable[[K], int] = portable_hash,
    ) -> "RDD[tuple[K, V]]":
        """For each key what a function makes of its values, two at a time."""
        return self.combineByKey(lambda x: x, func, func, numPartitions, partitionFunc)

    def reduceByKeyLocally(self: "RDD[tuple[K, V]]", func: Callable[[V, V], V]) -> dict[K, V]:
        """As :meth:`reduceByKey`, as a dictionary."""
        func = fail_on_stopiteration(func)

        def reduce_partition(iterator: Iterable[tuple[K, V]]) -> Iterable[dict[K, V]]:
            reduced: dict[K, V] = {}
            for key, value in iterator:
                reduced[key] = func(reduced[key], value) if key in reduced else value
            yield reduced

        def merge(a: dict[K, V], b: dict[K, V]) -> dict[K, V]:
            for key, value in b.items():
                a[key] = func(a[key], value) if key in a else value
            return a

        return self.mapPartitions(reduce_partition).reduce(merge)

    def combineByKey(
        self: "RDD[tuple[K, V]]",
        createCombiner: Callable[[V], U],
        mergeValue: Callable[[U, V], U],
        mergeCombiners: Callable[[U, U], U],
        numPartitions: int | None = None,
        partitionFunc: Callable[[K], int] = portable_hash,
    ) -> "RDD[tuple[K, U]]":
        """For each key what comes of its values: start with one, add others, put partial results together."""
        count = self._defaultReducePartitions() if numPartitions is None else numPartitions
        return rdd_shuffle.combine_by_key(
            self, createCombiner, mergeValue, mergeCombiners, count, cast(Any, partitionFunc)
        )

    def aggregateByKey(
        self: "RDD[tuple[K, V]]",
        zeroValue: U,
        seqFunc: Callable[[U, V], U],
        combFunc: Callable[[U, U], U],
        numPartitions: int | None = None,
        partitionFunc: Callable[[K], int] = portable_hash,
    ) -> "RDD[tuple[K, U]]":
        """For each key its values folded by ``seqFunc`` from ``zeroValue``, partial results by ``combFunc``."""
        from copy import deepcopy

        return self.combineByKey(
            lambda v: seqFunc(deepcopy(zeroValue), v), seqFunc, combFunc, numPartitions, partitionFunc
        )

    def foldByKey(
        self: "RDD[tuple[K, V]]",
        zeroValue: V,
        func: Callable[[V, V], V],
        numPartitions: int | None = None,
        partitionFunc: Callable[[K], int] = portable_hash,
    ) -> "RDD[tuple[K, V]]":
        """For each key its values folded from ``zeroValue``."""
        return self.aggregateByKey(zeroValue, func, func, numPartitions, partitionFunc)

    def groupByKey(
        self: "RDD[tuple[K, V]]",
        numPartitions: int | None = None,
        partitionFunc: Callable[[K], int] = portable_hash,
    ) -> "RDD[tuple[K, Iterable[V]]]":
        """For each key its values. What can be reduced is faster by :meth:`reduceByKey`."""
        return rdd_shuffle.group_by_key(self, numPartitions, cast(Any, partitionFunc)).mapValues(ResultIterable)

    def groupBy(
        self: "RDD[T]",
        f: Callable[[T], K],
        numPartitions: int | None = None,
        partitionFunc: Callable[[K], int] = portable_hash,
    ) -> "RDD[tuple[K, Iterable[T]]]":
        """The elements by what a function gives for them."""
        return self.map(lambda x: (f(x), x)).groupByKey(numPartitions, partitionFunc)

    def join(
        self: "RDD[tuple[K, V]]", other: "RDD[tuple[K, U]]", numPartitions: int | None = None
    ) -> "RDD[tuple[K, tuple[V, U]]]":
        """For each key all pairs of a value here and one there."""
        return python_join(self, other, numPartitions)

    def leftOuterJoin(
        self: "RDD[tuple[K, V]]", other: "RDD[tuple[K, U]]", numPartitions: int | None = None
    ) -> "RDD[tuple[K, tuple[V, U | None]]]":
        """As :meth:`join`, with None where a key is not there."""
        return python_left_outer_join(self, other, numPartitions)

    def rightOuterJoin(
        self: "RDD[tuple[K, V]]", other: "RDD[tuple[K, U]]", numPartitions: int | None = None
    ) -> "RDD[tuple[K, tuple[V | None, U]]]":
        """As :meth:`join`, with None where a key is not here."""
        return python_right_outer_join(self, other, numPartitions)

    def fullOuterJoin(
        self: "RDD[tuple[K, V]]", other: "RDD[tuple[K, U]]", numPartitions: int | None = None
    ) -> "RDD[tuple[K, tuple[V | None, U | None]]]":
        """As :meth:`join`, with None where a key is missing on either side."""
        return python_full_outer_join(self, other, numPartitions)

    def cogroup(
        self: "RDD[tuple[K, V]]", other: "RDD[tuple[K, U]]", numPartitions: int | None = None
    ) -> "RDD[tuple[K, tuple[ResultIterable[V], ResultIterable[U]]]]":
        """For each key the values here and the values there."""
        return python_cogroup((self, other), numPartitions)

    def groupWith(
        self: "RDD[tuple[Any, Any]]", other: "RDD[tuple[Any, Any]]", *others: "RDD[tuple[Any, Any]]"
    ) -> "RDD[tuple[Any, tuple[ResultIterable[Any], ...]]]":
        """As :meth:`cogroup`, of any number of RDDs."""
        return python_cogroup((self, other, *others), numPartitions=None)

    # ------------------------------------------------------------------ writing

    def saveAsTextFile(self, path: str, compressionCodecClass: str | None = None) -> None:
        """Write the elements as lines, one file for each partition."""
        rdd_output.save_as_text(self, path, compressionCodecClass)

    def saveAsPickleFile(self, path: str, batchSize: int = 10) -> None:
        """Write the elements so that :meth:`SparkContext.pickleFile` reads them; ``batchSize`` 0 finds a good one."""
        pickles = CPickleSerializer()
        serializer = AutoBatchedSerializer(pickles) if batchSize == 0 else BatchedSerializer(pickles, batchSize)
        self._reserialize(serializer)._jrdd.saveAsObjectFile(path)

    def saveAsSequenceFile(self: "RDD[tuple[K, V]]", path: str, compressionCodecClass: str | None = None) -> None:
        """Write pairs to Hadoop's sequence files."""
        rdd_output.call_python_rdd(self, "saveAsSequenceFile", path, compressionCodecClass)

    def saveAsHadoopFile(
        self: "RDD[tuple[K, V]]",
        path: str,
        outputFormatClass: str,
        keyClass: str | None = None,
        valueClass: str | None = None,
        keyConverter: str | None = None,
        valueConverter: str | None = None,
        conf: dict[str, str] | None = None,
        compressionCodecClass: str | None = None,
    ) -> None:
        """Write pairs by an output format of Hadoop's old API."""
        jconf = self.ctx._dictToJavaMap(conf)
        classes = (outputFormatClass, keyClass, valueClass, keyConverter, valueConverter)
        rdd_output.call_python_rdd(self, "saveAsHadoopFile", path, *classes, jconf, compressionCodecClass)

    def saveAsNewAPIHadoopFile(
        self: "RDD[tuple[K, V]]",
        path: str,
        outputFormatClass: str,
        keyClass: str | None = None,
        valueClass: str | None = None,
        keyConverter: str | None = None,
        valueConverter: str | None = None,
        conf: dict[str, str] | None = None,
    ) -> None:
        """Write pairs by an output format of Hadoop's new API."""
        jconf = self.ctx._dictToJavaMap(conf)
        classes = (outputFormatClass, keyClass, valueClass, keyConverter, valueConverter)
        rdd_output.call_python_rdd(self, "saveAsNewAPIHadoopFile", path, *classes, jconf)

    def saveAsHadoopDataset(
        self: "RDD[tuple[K, V]]",
        conf: dict[str, str],
        keyConverter: str | None = None,
        valueConverter: str | None = None,
    ) -> None:
        """Write pairs where settings of Hadoop's old API say."""
        jconf = self.ctx._dictToJavaMap(conf)
        rdd_output.call_python_rdd(self, "saveAsHadoopDataset", jconf, keyConverter, valueConverter, False)

    def saveAsNewAPIHadoopDataset(
        self: "RDD[tuple[K, V]]",
        conf: dict[str, str],
        keyConverter: str | None = None,
        valueConverter: str | None = None,
    ) -> None:
        """Write pairs where settings of Hadoop's new API say."""
        jconf = self.ctx._dictToJavaMap(conf)
        rdd_output.call_python_rdd(self, "saveAsHadoopDataset", jconf, keyConverter, valueConverter, True)

    # ------------------------------------------------------------------ barriers, resources, DataFrames

    def barrier(self: "RDD[T]") -> "RDDBarrier[T]":
        """Compute what follows in a stage whose tasks all run at the same time, or not at all."""
        return RDDBarrier(self)

    def _is_barrier(self) -> bool:
        return cast(bool, self._jrdd.rdd().isBarrier())

    def withResources(self: "RDD[T]", profile: ResourceProfile) -> "RDD[T]":
        """Let tasks of this RDD have the resources of a profile."""
        self.has_resource_profile = True
        java_profile = profile._java_resource_profile
        if java_profile is None:
            assert self.ctx._jvm is not None
            # Made before there was an engine.
            builder = getattr(self.ctx._jvm, "org.apache.spark.resource.ResourceProfileBuilder")()
            executor = ExecutorResourceRequests(self.ctx._jvm, profile._executor_resource_requests)
            task = TaskResourceRequests(self.ctx._jvm, profile._task_resource_requests)
            builder.require(executor._java_executor_resource_requests)
            builder.require(task._java_task_resource_requests)
            java_profile = builder.build()
        self._jrdd.withResources(java_profile)
        return self

    def getResourceProfile(self) -> ResourceProfile | None:
        """The profile given by :meth:`withResources`."""
        profile = self._jrdd.getResourceProfile()
        return None if profile is None else ResourceProfile(_java_resource_profile=profile)

    @overload
    def toDF(
        self: "RDD[RowLike]", schema: list[str] | tuple[str, ...] | None = None, sampleRatio: float | None = None
    ) -> "DataFrame": ...

    @overload
    def toDF(self: "RDD[RowLike]", schema: "StructType | str | None" = None) -> "DataFrame": ...

    @overload
    def toDF(self: "RDD[AtomicValue]", schema: "AtomicType | str") -> "DataFrame": ...

    def toDF(self: "RDD[Any]", schema: Any = None, sampleRatio: float | None = None) -> "DataFrame":
        """A DataFrame of the elements. The session puts its own method here when it is made."""
        raise PySparkRuntimeError(
            errorClass="CALL_BEFORE_INITIALIZE",
            messageParameters={"func_name": "RDD.toDF", "object": "SparkSession"},
        )


def _with_same_batches(left: RDD[Any], right: RDD[Any]) -> tuple[RDD[Any], RDD[Any]]:
    """Both with batches of the same size: the engine pairs batches, not elements."""

    def batch_size(serializer: Serializer) -> int:
        return serializer.batchSize if isinstance(serializer, BatchedSerializer) else 1

    here, there = batch_size(left._jrdd_deserializer), batch_size(right._jrdd_deserializer)
    if here == there and here != BatchedSerializer.UNKNOWN_BATCH_SIZE:
        return left, right
    size = min(here, there)
    serializer = BatchedSerializer(CPickleSerializer(), size if size > 0 else 100)
    return left._reserialize(serializer), right._reserialize(serializer)


def _partitions_to_try(scanned: int, found: int, wanted: int) -> int:
    """How many partitions :meth:`RDD.take` looks at next: half more than seem needed, at most four times as many."""
    if scanned == 0:
        return 1
    if found == 0:
        return scanned * 4
    return min(max(int(1.5 * wanted * scanned / found) - scanned, 1), scanned * 4)


def _combine_partitions(partial: RDD[U], combine: Callable[[U, U], U], count: int) -> RDD[U]:
    def keyed(split: int, iterator: Iterable[U]) -> Iterable[tuple[int, U]]:
        for element in iterator:
            yield split % count, element

    return partial.mapPartitionsWithIndex(keyed).reduceByKey(combine, count).values()


def _prepare_for_python_RDD(sc: "SparkContext", command: Any) -> tuple[bytes, Any, Any, Any]:
    """The pickled command, and the broadcasts, environment and modules that go with it."""
    serializer = CloudPickleSerializer()
    pickled = serializer.dumps(command)
    assert sc._jvm is not None
    if len(pickled) > sc._jvm.PythonUtils.getBroadcastThreshold(sc._jsc):
        # The broadcast lives as long as the engine refers to it.
        pickled = serializer.dumps(sc.broadcast(pickled))
    broadcasts = [broadcast._jbroadcast for broadcast in sc._pickled_broadcast_vars]
    sc._pickled_broadcast_vars.clear()
    return pickled, broadcasts, sc.environment, sc._python_includes


def _wrap_function(
    sc: "SparkContext", func: Callable[..., Any], deserializer: Any, serializer: Any, profiler: Any = None
) -> "JavaObject":
    """A function as the engine takes it."""
    assert deserializer, "deserializer should not be empty"
    assert serializer, "serializer should not be empty"
    pickled, broadcasts, env, includes = _prepare_for_python_RDD(sc, (func, profiler, deserializer, serializer))
    assert sc._jvm is not None
    return sc._jvm.SimplePythonFunction(
        bytearray(pickled), env, includes, sc.pythonExec, sc.pythonVer, broadcasts, sc._javaAccumulator
    )


class RDDBarrier(Generic[T]):
    """An RDD in a stage whose tasks all run at the same time."""

    def __init__(self, rdd: RDD[T]):
        self.rdd = rdd

    def mapPartitions(self, f: Callable[[Iterable[T]], Iterable[U]], preservesPartitioning: bool = False) -> RDD[U]:
        """As :meth:`RDD.mapPartitions`."""

        def map_whole_partition(_: int, iterator: Iterable[T]) -> Iterable[U]:
            return f(iterator)

        return self.mapPartitionsWithIndex(map_whole_partition, preservesPartitioning)

    def mapPartitionsWithIndex(
        self, f: Callable[[int, Iterable[T]], Iterable[U]], preservesPartitioning: bool = False
    ) -> RDD[U]:
        """As :meth:`RDD.mapPartitionsWithIndex`."""
        return PipelinedRDD(self.rdd, f, preservesPartitioning, isFromBarrier=True)


class PipelinedRDD(RDD[U], Generic[T, U]):
    """What a function makes of an RDD. Functions one after the other become one, which a worker runs in one go."""

    def __init__(
        self,
        prev: RDD[T],
        func: Callable[[int, Iterable[T]], Iterable[U]],
        preservesPartitioning: bool = False,
        isFromBarrier: bool = False,
    ):
        self.func: Callable[[int, Iterable[Any]], Iterable[U]]
        self.preservesPartitioning: bool
        self._prev_jrdd: JavaObject
        self._prev_jrdd_deserializer: Serializer
        if isinstance(prev, PipelinedRDD) and prev._is_pipelinable():
            first: Callable[[int, Iterable[Any]], Iterable[T]] = prev.func

            def pipeline(split: int, iterator: Iterable[Any]) -> Iterable[U]:
                return func(split, first(split, iterator))

            self.func = pipeline
            self.preservesPartitioning = prev.preservesPartitioning and preservesPartitioning
            self._prev_jrdd = prev._prev_jrdd
            self._prev_jrdd_deserializer = prev._prev_jrdd_deserializer
        else:
            self.func = func
            self.preservesPartitioning = preservesPartitioning
            self._prev_jrdd = prev._jrdd
            self._prev_jrdd_deserializer = prev._jrdd_deserializer
        self.is_cached = False
        self.has_resource_profile = False
        self.is_checkpointed = False
        self.ctx = prev.ctx
        self.prev = prev
        self._jrdd_val: JavaObject | None = None
        self._id = None
        self._jrdd_deserializer = self.ctx.serializer
        self._bypass_serializer = False
        self.partitioner = prev.partitioner if self.preservesPartitioning else None
        self.is_barrier = isFromBarrier or prev._is_barrier()

    def getNumPartitions(self) -> int:
        return cast(int, self._prev_jrdd.partitions().size())

    @property
    def _jrdd(self) -> "JavaObject":
        """The engine's RDD; made when it is first needed, as more functions may follow."""
        if self._jrdd_val is not None:
            return self._jrdd_val
        if self._bypass_serializer:
            self._jrdd_deserializer = NoOpSerializer()
        collector = self.ctx.profiler_collector
        profiler = None
        if collector is not None and self.ctx._conf.get("spark.python.profile", "false") == "true":
            profiler = collector.new_profiler(self.ctx)
        function = _wrap_function(self.ctx, self.func, self._prev_jrdd_deserializer, self._jrdd_deserializer, profiler)
        assert self.ctx._jvm is not None
        python_rdd = self.ctx._jvm.PythonRDD(
            self._prev_jrdd.rdd(), function, self.preservesPartitioning, self.is_barrier
        )
        self._jrdd_val = python_rdd.asJavaRDD()
        if collector is not None and profiler is not None:
            collector.add_profiler(self.id(), profiler)
        return self._jrdd_val

    def _is_pipelinable(self) -> bool:
        return not (self.is_cached or self.is_checkpointed or self.has_resource_profile)

    def _is_barrier(self) -> bool:
        return self.is_barrier
