"""Grouping and sorting in a worker, with files where memory is short."""

import gc
import heapq
import itertools
import operator
import os
import random
import shutil
import sys
import warnings
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import IO, Any, Generic, TypeVar, cast

from pyspark.serializers import (
    AutoBatchedSerializer,
    BatchedSerializer,
    CompressedSerializer,
    CPickleSerializer,
    FlattenedValuesSerializer,
    Serializer,
)
from pyspark.util import fail_on_stopiteration

C = TypeVar("C")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# What this worker has spilled in all: it tells the engine after each task.
MemoryBytesSpilled = 0
DiskBytesSpilled = 0

_process: Any = None


def get_used_memory() -> int:
    """Mebibytes that this process uses."""
    try:
        import psutil
    except ImportError:
        return _used_memory_of_system()
    global _process
    # A worker is forked, so what was made before is another process.
    if _process is None or _process.pid != os.getpid():
        _process = psutil.Process(os.getpid())
    return int(_process.memory_info().rss) >> 20


def _used_memory_of_system() -> int:
    if sys.platform == "linux":
        with open("/proc/self/status", encoding="utf-8") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) >> 10
    warnings.warn("Spilling goes by the memory in use, which is better known with psutil installed", stacklevel=2)
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20
    return 0


def _get_local_dirs(sub: str) -> list[str]:
    """Where this process may leave files; with several disks in any order."""
    folders = os.environ.get("SPARK_LOCAL_DIRS", "/tmp").split(",")
    if len(folders) > 1:
        random.shuffle(folders)
    return [os.path.join(folder, "python", str(os.getpid()), sub) for folder in folders]


def _note_spill(memory_before: int, disk_bytes: int) -> None:
    global MemoryBytesSpilled, DiskBytesSpilled
    gc.collect()
    MemoryBytesSpilled += max(memory_before - get_used_memory(), 0) << 20
    DiskBytesSpilled += disk_bytes


class Aggregator(Generic[C, V]):
    """Three functions: start with a value, add a value, put two partial results together."""

    def __init__(
        self,
        createCombiner: Callable[[V], C],
        mergeValue: Callable[[C, V], C],
        mergeCombiners: Callable[[C, C], C],
    ):
        self.createCombiner = fail_on_stopiteration(createCombiner)
        self.mergeValue = fail_on_stopiteration(mergeValue)
        self.mergeCombiners = fail_on_stopiteration(mergeCombiners)


class SimpleAggregator(Aggregator[Any, Any]):
    """One function for values and partial results alike."""

    def __init__(self, combiner: Callable[[Any, Any], Any]):
        super().__init__(lambda x: x, combiner, combiner)


class Merger(Generic[K, V, C]):
    """Brings the values of each key together."""

    def __init__(self, aggregator: "Aggregator[C, V]"):
        self.agg = aggregator

    def mergeValues(self, iterator: Iterable[tuple[K, V]]) -> None:
        """Take in values."""
        raise NotImplementedError

    def mergeCombiners(self, iterator: Iterable[tuple[K, C]]) -> None:
        """Take in partial results."""
        raise NotImplementedError

    def items(self) -> Iterator[Any]:
        """Each key with its result."""
        raise NotImplementedError


def _compressed_serializer(serializer: Serializer | None = None) -> AutoBatchedSerializer:
    """How spilled data is written. The RDD's own serializer may be one that cannot write pairs."""
    return AutoBatchedSerializer(CompressedSerializer(CPickleSerializer()))


class ExternalMerger(Merger[K, V, C]):
    """A dictionary that moves to disk when memory is short.

    With the first spill the keys are spread over partitions by hash: a file for each, and from then on a dictionary
    for each, which the next spills write to further files. In the end one partition after the other is put together
    in memory; one that is too large is spread again.
    """

    # Deeper than this one partition holds one key, mostly.
    MAX_TOTAL_PARTITIONS = 4096

    # Memory is looked at more seldom while there is enough, and more often after a spill.
    _PACE = (1.5, 0.5)

    def __init__(
        self,
        aggregator: "Aggregator[C, V]",
        memory_limit: float = 512,
        serializer: Any = None,
        localdirs: list[str] | None = None,
        scale: int = 1,
        partitions: int = 59,
        batch: int = 1000,
    ) -> None:
        super().__init__(aggregator)
        self.memory_limit = memory_limit
        self.serializer: BatchedSerializer = _compressed_serializer(serializer)
        self.localdirs = localdirs or _get_local_dirs(str(id(self)))
        self.partitions = partitions
        # How often memory is looked at.
        self.batch = batch
        # How many partitions there are on the levels above.
        self.scale = scale
        self.data: dict[K, C] = {}
        self.pdata: list[dict[K, C]] = []
        self.spills = 0
        # Each level spreads keys in another way.
        self._seed = id(self) + 7

    def _get_spill_dir(self, n: int) -> str:
        return os.path.join(self.localdirs[n % len(self.localdirs)], str(n))

    def _relieve(self) -> float:
        """Spill; how much memory may be used from then on."""
        self._spill()
        return self._next_limit()

    def _spill_file(self, spill: int, partition: int) -> str:
        return os.path.join(self._get_spill_dir(spill), str(partition))

    def _next_limit(self) -> float:
        """Python may not give memory back, so the limit rises with what is used."""
        return max(self.memory_limit, get_used_memory() * 1.05)

    def _partition(self, key: K) -> int:
        return hash((key, self._seed)) % self.partitions

    def _object_size(self, obj: Any) -> int:
        """How much a partial result counts against the batch."""
        return 1

    def mergeValues(self, iterator: Iterable[tuple[K, V]]) -> None:
        create, add = self.agg.createCombiner, self.agg.mergeValue
        data, partitioned, partition_of = self.data, self.pdata, self._partition
        limit = self.memory_limit
        batch: float = self.batch
        count = 0
        for key, value in iterator:
            target = partitioned[partition_of(key)] if partitioned else data
            target[key] = add(target[key], value) if key in target else create(value)
            count += 1
            if count >= batch:
                relieved = get_used_memory() >= limit
                if relieved:
                    limit, count = self._relieve(), 0
                batch *= self._PACE[relieved]
        if get_used_memory() >= limit:
            self._spill()

    def mergeCombiners(self, iterator: Iterable[tuple[K, C]], limit: float | None = None) -> None:
        """Take in partial results; a limit of 0 is none."""
        limit = self.memory_limit if limit is None else limit
        merge, size_of = self.agg.mergeCombiners, self._object_size
        data, partitioned, partition_of = self.data, self.pdata, self._partition
        batch: float = self.batch
        count = 0
        for key, value in iterator:
            target = partitioned[partition_of(key)] if partitioned else data
            target[key] = merge(target[key], value) if key in target else value
            if not limit:
                continue
            count += size_of(value)
            if count > batch:
                relieved = get_used_memory() > limit
                if relieved:
                    limit, count = self._relieve(), 0
                batch *= self._PACE[relieved]
        if limit and get_used_memory() >= limit:
            self._spill()

    def _spill(self) -> None:
        """Move everything to files, one for each partition."""
        used = get_used_memory()
        os.makedirs(self._get_spill_dir(self.spills), exist_ok=True)
        if self.pdata:
            for partition, data in enumerate(self.pdata):
                with open(self._spill_file(self.spills, partition), "wb") as file:
                    self._dump_partition(data, file)
                data.clear()
        else:
            self._dump_first(self.data)
            self.data.clear()
            # In place: the loops above hold on to the list.
            self.pdata.extend({} for _ in range(self.partitions))
        written = sum(os.path.getsize(self._spill_file(self.spills, i)) for i in range(self.partitions))
        self.spills += 1
        _note_spill(used, written)

    def _dump_first(self, data: dict[K, C]) -> None:
        """Write what is not spread over partitions yet, without a second copy in memory."""
        files = [open(self._spill_file(self.spills, i), "wb") for i in range(self.partitions)]  # noqa: SIM115
        try:
            for key in self._first_order(data):
                self.serializer.dump_stream([(key, data[key])], files[self._partition(key)])
        finally:
            for file in files:
                file.close()

    def _first_order(self, data: dict[K, C]) -> Iterable[K]:
        return data

    def _dump_partition(self, data: dict[K, C], file: IO[bytes]) -> None:
        self.serializer.dump_stream(iter(data.items()), file)

    def items(self) -> Iterator[tuple[K, C]]:
        if not self.pdata and not self.spills:
            return iter(self.data.items())
        return self._external_items()

    def _external_items(self) -> Iterator[tuple[K, C]]:
        assert not self.data
        if any(self.pdata):
            self._spill()
        # The spills are put together in one dictionary from here on.
        self.pdata = []
        try:
            for partition in range(self.partitions):
                yield from self._merged_items(partition)
                self.data.clear()
                for spill in range(self.spills):
                    os.remove(self._spill_file(spill, partition))
        finally:
            self._cleanup()

    def _merged_items(self, index: int) -> Iterable[tuple[K, C]]:
        """The results of a partition."""
        self.data = {}
        limit = self._next_limit()
        for spill in range(self.spills):
            with open(self._spill_file(spill, index), "rb") as file:
                self.mergeCombiners(self.serializer.load_stream(file), 0)
            is_last = spill == self.spills - 1
            can_spread = self.scale * self.partitions < self.MAX_TOTAL_PARTITIONS
            if can_spread and not is_last and get_used_memory() > limit:
                self.data.clear()
                gc.collect()
                return self._recursive_merged_items(index)
        return self.data.items()

    def _recursive_merged_items(self, index: int) -> Iterator[tuple[K, C]]:
        """The results of a partition that is too large, by a merger of its own."""
        folders = [os.path.join(folder, "parts", str(index)) for folder in self.localdirs]
        merger: ExternalMerger[K, V, C] = ExternalMerger(
            self.agg,
            self.memory_limit,
            self.serializer,
            folders,
            self.scale * self.partitions,
            self.partitions,
            self.batch,
        )
        merger.pdata = [{} for _ in range(self.partitions)]
        limit = self._next_limit()
        for spill in range(self.spills):
            with open(self._spill_file(spill, index), "rb") as file:
                merger.mergeCombiners(self.serializer.load_stream(file), 0)
            if get_used_memory() > limit:
                merger._spill()
                limit = self._next_limit()
        return merger._external_items()

    def _cleanup(self) -> None:
        for folder in self.localdirs:
            shutil.rmtree(folder, ignore_errors=True)


class ExternalSorter(Generic[V]):
    """Sorts in memory; when that is short, what is sorted so far goes to a file, and files are merged in the end."""

    def __init__(self, memory_limit: float, serializer: Serializer | None = None):
        self.memory_limit = memory_limit
        self.local_dirs = _get_local_dirs("sort")
        self.serializer = _compressed_serializer(serializer)

    def _get_path(self, n: int) -> str:
        folder = self.local_dirs[n % len(self.local_dirs)]
        os.makedirs(folder, exist_ok=True)
        return os.path.join(folder, str(n))

    def _next_limit(self) -> float:
        return max(self.memory_limit, get_used_memory() * 1.05)

    def sorted(
        self, iterator: Iterable[V], key: Callable[[V], Any] | None = None, reverse: bool = False
    ) -> Iterable[V]:
        """The elements in order."""
        limit = self._next_limit()
        batch = 100
        runs: list[Iterable[V]] = []
        current: list[V] = []
        rest = iter(iterator)
        while True:
            taken = list(itertools.islice(rest, batch))
            current.extend(taken)
            if len(taken) < batch:
                break
            used = get_used_memory()
            if used > limit:
                current.sort(key=key, reverse=reverse)
                runs.append(self._spill(current, len(runs), used))
                current = []
            elif not runs:
                batch = min(int(batch * 1.5), 10000)
        current.sort(key=key, reverse=reverse)
        if not runs:
            return current
        if current:
            runs.append(iter(current))
        return heapq.merge(*runs, key=cast(Any, key), reverse=reverse)

    def _spill(self, elements: list[V], n: int, used: int) -> Iterator[V]:
        path = self._get_path(n)
        with open(path, "wb") as file:
            self.serializer.dump_stream(elements, file)
        elements.clear()
        _note_spill(used, os.path.getsize(path))
        reading = open(path, "rb")  # noqa: SIM115 - read and closed by the iterator
        # The file goes when it is closed.
        os.unlink(path)
        return self._load(reading)

    def _load(self, file: IO[bytes]) -> Iterator[V]:
        with file:
            yield from self.serializer.load_stream(file)


class ExternalList(Iterable[V]):
    """A list whose first part moves to a file when it grows."""

    LIMIT = 10240

    def __init__(self, values: list[V]):
        self.values = values
        self.count = len(values)
        self._file: IO[bytes] | None = None
        self._ser = BatchedSerializer(CompressedSerializer(CPickleSerializer()), 1024)

    def __getstate__(self) -> tuple[list[V], int, bytes]:
        written = b""
        if self._file is not None:
            with self._read() as file:
                written = file.read()
        return self.values, self.count, written

    def __setstate__(self, item: tuple[list[V], int, bytes]) -> None:
        self.values, self.count, written = item
        self._file = None
        self._ser = BatchedSerializer(CompressedSerializer(CPickleSerializer()), 1024)
        if written:
            self._file = self._open_file()
            self._file.write(written)

    def __iter__(self) -> Iterator[V]:
        if self._file is not None:
            with self._read() as file:
                yield from self._ser.load_stream(file)
        yield from self.values

    def __len__(self) -> int:
        return self.count

    def append(self, value: V) -> None:
        self.values.append(value)
        self.count += 1
        if len(self.values) >= self.LIMIT:
            self._spill()

    def _read(self) -> IO[bytes]:
        """The file from its start. Its position is shared with the one that is written, which is at the end."""
        assert self._file is not None
        self._file.flush()
        file = os.fdopen(os.dup(self._file.fileno()), "rb")
        file.seek(0)
        return file

    def _open_file(self) -> IO[bytes]:
        folders = _get_local_dirs("objects")
        folder = folders[id(self) % len(folders)]
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, str(id(self)))
        file = open(path, "w+b", 65536)  # noqa: SIM115 - lives as long as the list
        # The file goes when it is closed.
        os.unlink(path)
        return file

    def __del__(self) -> None:
        if getattr(self, "_file", None) is not None:
            self._file.close()  # type: ignore[union-attr]
            self._file = None

    def _spill(self) -> None:
        used = get_used_memory()
        if self._file is None:
            self._file = self._open_file()
        start = self._file.seek(0, os.SEEK_END)
        self._ser.dump_stream(self.values, self._file)
        self.values = []
        _note_spill(used, self._file.tell() - start)


class ExternalListOfList(ExternalList[Any]):
    """A list of lists, seen as one list."""

    def __init__(self, values: list[list[V]]):
        super().__init__(values)
        self.count = sum(len(part) for part in values)

    def append(self, value: list[V]) -> None:
        super().append(value)
        # Counted as one so far.
        self.count += len(value) - 1

    def __iter__(self) -> Iterator[Any]:
        for part in super().__iter__():
            yield from part


class GroupByKey(Iterable[tuple[K, Iterable[V]]]):
    """Groups of pairs with lists of values that are ordered by key."""

    def __init__(self, iterator: Iterable[tuple[K, list[V]]]):
        self.iterator = iterator

    def __iter__(self) -> Iterator[tuple[K, Any]]:
        for key, pairs in itertools.groupby(self.iterator, key=operator.itemgetter(0)):
            values: ExternalListOfList = ExternalListOfList([])
            for _, part in pairs:
                values.append(part)
            yield key, values


class ExternalGroupBy(ExternalMerger[K, V, Any]):
    """As its base, for lists of values, of which one alone may be too large for memory.

    Where there are few keys the spills are ordered by key, so that they can be merged without a dictionary.
    """

    SORT_KEY_LIMIT = 1000

    _sorted = False

    def flattened_serializer(self) -> FlattenedValuesSerializer:
        """Writes long lists in parts."""
        assert isinstance(self.serializer, BatchedSerializer)
        return FlattenedValuesSerializer(self.serializer, 20)

    def _object_size(self, obj: Any) -> int:
        return len(obj)

    def _first_order(self, data: dict[K, Any]) -> Iterable[K]:
        self._sorted = len(data) < self.SORT_KEY_LIMIT
        if not self._sorted:
            return data
        self.serializer = self.flattened_serializer()
        return sorted(data)  # type: ignore[type-var]

    def _dump_partition(self, data: dict[K, Any], file: IO[bytes]) -> None:
        if self._sorted:
            self.serializer.dump_stream(sorted(data.items(), key=operator.itemgetter(0)), file)
        else:
            super()._dump_partition(data, file)

    def _merged_items(self, index: int) -> Iterable[tuple[K, Any]]:
        size = sum(os.path.getsize(self._spill_file(spill, index)) for spill in range(self.spills))
        # Compressed on disk, several times that in memory.
        if size >= self.memory_limit * (1 << 17):
            return self._merge_sorted_items(index)
        self.data = {}
        for spill in range(self.spills):
            with open(self._spill_file(spill, index), "rb") as file:
                self.mergeCombiners(self.serializer.load_stream(file), 0)
        return self.data.items()

    def _merge_sorted_items(self, index: int) -> Iterable[tuple[K, Any]]:
        """The groups of a partition by sorting, which needs no memory for whole groups."""

        def load(spill: int) -> Iterator[Any]:
            with open(self._spill_file(spill, index), "rb", 65536) as file:
                yield from self.serializer.load_stream(file)

        spilled = [load(spill) for spill in range(self.spills)]
        by_key = operator.itemgetter(0)
        pairs: Iterable[Any]
        if self._sorted:
            pairs = heapq.merge(*spilled, key=by_key)
        else:
            sorter: ExternalSorter[Any] = ExternalSorter(self.memory_limit, self.flattened_serializer())
            pairs = sorter.sorted(itertools.chain(*spilled), key=by_key)
        return iter(GroupByKey(pairs))
