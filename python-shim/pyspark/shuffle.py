"""Grouping and sorting in a worker, with unnamed temporary files where memory is short."""

import gc
import heapq
import itertools
import math
import os
import random
import sys
import tempfile
from collections.abc import Callable, Hashable, Iterable, Iterator
from operator import itemgetter
from typing import IO, Any, Generic, TypeVar

from pyspark.serializers import (
    AutoBatchedSerializer,
    BatchedSerializer,
    CompressedSerializer,
    CPickleSerializer,
    FlattenedValuesSerializer,
    FramedSerializer,
    Serializer,
)
from pyspark.util import fail_on_stopiteration

C = TypeVar("C")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# What this worker has spilled in all: it tells the engine after each task.
MemoryBytesSpilled = 0
DiskBytesSpilled = 0

# Python seldom gives freed memory back to the system, so after a spill it may use this many mebibytes more.
_GROWTH = 16


def get_used_memory() -> int:
    """Mebibytes that this process uses."""
    try:
        with open("/proc/self/statm") as statm:
            pages = int(statm.read().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") >> 20
    except OSError:
        import resource

        # Without /proc only the peak is known: macOS counts it in bytes, others in kibibytes.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak >> (20 if sys.platform == "darwin" else 10)


def _limit_after_spill(memory_limit: float) -> float:
    gc.collect()
    return max(memory_limit, get_used_memory() + _GROWTH)


def _shuffled_local_dirs() -> list[str]:
    directories = os.environ.get("SPARK_LOCAL_DIRS", tempfile.gettempdir()).split(",")
    # Many workers start at the same time: they should not all begin with the same disk.
    return random.sample(directories, len(directories))


def _temporary_file(directories: list[str], number: int) -> IO[bytes]:
    directory = directories[number % len(directories)]
    os.makedirs(directory, exist_ok=True)
    return tempfile.TemporaryFile(dir=directory)


def _write(serializer: Serializer, elements: Iterable[Any], file: IO[bytes]) -> None:
    global DiskBytesSpilled
    start = file.seek(0, os.SEEK_END)
    serializer.dump_stream(elements, file)
    DiskBytesSpilled += file.tell() - start


def _read(serializer: Serializer, file: IO[bytes]) -> Iterator[Any]:
    file.seek(0)
    with file:
        yield from serializer.load_stream(file)


def _note_freed(used_before: int) -> None:
    global MemoryBytesSpilled
    MemoryBytesSpilled += max(used_before - get_used_memory(), 0) << 20


def _compressed(serializer: Serializer | None) -> CompressedSerializer:
    single = serializer.serializer if isinstance(serializer, BatchedSerializer) else serializer
    if isinstance(single, CompressedSerializer):
        return single
    return CompressedSerializer(single if isinstance(single, FramedSerializer) else CPickleSerializer())


class Aggregator(Generic[C, V]):
    """How values become a combiner, and combiners one."""

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
    """Values are combiners themselves."""

    def __init__(self, combiner: Callable[[Any, Any], Any]):
        super().__init__(lambda value: value, combiner, combiner)


class Merger(Generic[K, V, C]):
    """Brings the values of a key together."""

    def __init__(self, aggregator: "Aggregator[C, V]"):
        self.agg = aggregator

    def mergeValues(self, iterator: Iterable[tuple[K, V]]) -> None:
        """Add keys with values."""
        raise NotImplementedError

    def mergeCombiners(self, iterator: Iterable[tuple[K, C]]) -> None:
        """Add keys with combiners."""
        raise NotImplementedError

    def items(self) -> Iterator[Any]:
        """Each key with its combiner."""
        raise NotImplementedError


class ExternalMerger(Merger[K, V, C]):
    """A dictionary that is written to files by hash of key where memory is short; each file is merged by itself."""

    MAX_TOTAL_PARTITIONS = 4096

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
        self.serializer = AutoBatchedSerializer(_compressed(serializer))
        self.localdirs = localdirs or _shuffled_local_dirs()
        self.scale = scale
        self.partitions = partitions
        self.batch = batch
        self.data: dict[K, C] = {}
        self.spills = 0
        self._files: list[IO[bytes]] = []

    def mergeValues(self, iterator: Iterable[tuple[K, V]]) -> None:
        self._merge(iterator, self.agg.createCombiner, self.agg.mergeValue, lambda value: 1, self.memory_limit)

    def mergeCombiners(self, iterator: Iterable[tuple[K, C]], limit: float | None = None) -> None:
        mebibytes = self.memory_limit if limit is None else limit
        self._merge(iterator, lambda combiner: combiner, self.agg.mergeCombiners, self._weight, mebibytes)

    def items(self) -> Iterator[tuple[K, C]]:
        if not self._files:
            return iter(self.data.items())
        self._spill()
        return itertools.chain.from_iterable(map(self._merged, self._files))

    def _merge(
        self,
        pairs: Iterable[tuple[K, Any]],
        create: Callable[[Any], C],
        add: Callable[[C, Any], C],
        weigh: Callable[[Any], int],
        limit: float,
    ) -> None:
        data, weight = self.data, 0
        for key, value in pairs:
            weight += weigh(value)
            data[key] = add(data[key], value) if key in data else create(value)
            if weight >= self.batch:
                weight = 0
                if get_used_memory() > limit:
                    self._spill()
                    limit = _limit_after_spill(self.memory_limit)

    def _weight(self, combiner: C) -> int:
        return 1

    def _stream_serializer(self) -> Serializer:
        return self.serializer

    def _spill(self) -> None:
        used, data = get_used_memory(), self.data
        if not self._files:
            self._files = [_temporary_file(self.localdirs, number) for number in range(self.partitions)]
        keys: list[list[K]] = [[] for _ in self._files]
        for key in data:
            # The scale differs with each level, or else all keys of a file would meet again in one.
            keys[hash((self.scale, key)) % self.partitions].append(key)
        for part, file in zip(keys, self._files, strict=True):
            _write(self._stream_serializer(), ((key, data.pop(key)) for key in part), file)
        data.clear()
        self.spills += 1
        _note_freed(used)

    def _merged(self, file: IO[bytes]) -> Iterator[tuple[K, C]]:
        scale = self.scale * self.partitions
        merger = type(self)(
            self.agg, self.memory_limit, self.serializer, self.localdirs, scale, self.partitions, self.batch
        )
        can_split = scale < self.MAX_TOTAL_PARTITIONS
        limit = _limit_after_spill(self.memory_limit) if can_split else math.inf
        merger.mergeCombiners(_read(self._stream_serializer(), file), limit)
        return merger.items()

    def _cleanup(self) -> None:
        for file in self._files:
            file.close()


class ExternalSorter(Generic[V]):
    """Sorts runs that fit in memory, and merges them."""

    _MOST_RUNS = 100

    def __init__(self, memory_limit: float, serializer: Serializer | None = None):
        self.memory_limit = memory_limit
        self.serializer = AutoBatchedSerializer(_compressed(serializer))
        self.local_dirs = _shuffled_local_dirs()

    def _next_limit(self) -> float:
        return _limit_after_spill(self.memory_limit)

    def sorted(
        self, iterator: Iterable[V], key: Callable[[V], Any] | None = None, reverse: bool = False
    ) -> Iterable[V]:
        """The elements in order; equal ones as they came."""
        limit = self.memory_limit
        runs: list[IO[bytes]] = []
        current: list[V] = []

        def merged(last: Iterable[V]) -> Iterator[V]:
            return heapq.merge(*(_read(self.serializer, run) for run in runs), last, key=key, reverse=reverse)

        for element in iterator:
            current.append(element)
            if len(current) % 100 == 0 and get_used_memory() > limit:
                used = get_used_memory()
                current.sort(key=key, reverse=reverse)
                run = _temporary_file(self.local_dirs, len(runs))
                # Each run is an open file.
                is_full = len(runs) == self._MOST_RUNS
                _write(self.serializer, merged(current) if is_full else current, run)
                runs = [run] if is_full else [*runs, run]
                current.clear()
                limit = self._next_limit()
                _note_freed(used)
        current.sort(key=key, reverse=reverse)
        return merged(current) if runs else current


class ExternalList(Iterable[V]):
    """A list to append to, of which only the last elements are in memory."""

    LIMIT = 10240

    def __init__(self, values: list[V]):
        self.values = values
        self.count = len(values)
        self._serializer = CompressedSerializer(CPickleSerializer())
        self._file: IO[bytes] | None = None
        self._ends = [0]

    def __getstate__(self) -> tuple[list[V], int, list[bytes]]:
        return self.values, self.count, list(self._chunks())

    def __setstate__(self, state: tuple[list[V], int, list[bytes]]) -> None:
        values, count, chunks = state
        ExternalList.__init__(self, values)
        self.count = count
        for chunk in chunks:
            self._write_chunk(chunk)

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[V]:
        for chunk in self._chunks():
            yield from self._serializer.loads(chunk)
        yield from self.values

    def append(self, value: V) -> None:
        """Put it at the end."""
        self.values.append(value)
        self.count += 1
        self._spill_if_long(len(self.values))

    def _spill_if_long(self, length: int) -> None:
        global DiskBytesSpilled
        if length >= self.LIMIT:
            chunk = self._serializer.dumps(self.values)
            self._write_chunk(chunk)
            DiskBytesSpilled += len(chunk)
            self.values = []

    def _write_chunk(self, chunk: bytes) -> None:
        if self._file is None:
            self._file = _temporary_file(_shuffled_local_dirs(), 0)
        self._file.write(chunk)
        self._file.flush()
        self._ends.append(self._ends[-1] + len(chunk))

    def _chunks(self) -> Iterator[bytes]:
        if self._file is not None:
            for start, end in itertools.pairwise(self._ends):
                # Several iterations may go on at the same time, so none moves the file's position.
                yield os.pread(self._file.fileno(), end - start, start)


class ExternalListOfList(ExternalList[Any]):
    """Appends whole lists, and iterates over their elements."""

    def __init__(self, values: list[list[V]]):
        super().__init__(values)
        self.count = self._unspilled = sum(map(len, values))

    def __setstate__(self, state: tuple[list[Any], int, list[bytes]]) -> None:
        super().__setstate__(state)
        self._unspilled = sum(map(len, self.values))

    def __iter__(self) -> Iterator[Any]:
        return itertools.chain.from_iterable(super().__iter__())

    def append(self, value: list[V]) -> None:
        """Put its elements at the end."""
        self.values.append(value)
        self.count += len(value)
        self._unspilled += len(value)
        self._spill_if_long(self._unspilled)
        if not self.values:
            self._unspilled = 0


class GroupByKey(Iterable[tuple[K, Iterable[V]]]):
    """Puts together the lists of equal keys that follow each other."""

    def __init__(self, iterator: Iterable[tuple[K, list[V]]]):
        self.iterator = iterator

    def __iter__(self) -> Iterator[tuple[K, Any]]:
        for key, pairs in itertools.groupby(self.iterator, itemgetter(0)):
            values = ExternalListOfList([])
            for _, part in pairs:
                values.append(part)
            yield key, values


class ExternalGroupBy(ExternalMerger[K, V, Any]):
    """Merges lists; where keys are few, the values of one may be more than memory holds."""

    SORT_KEY_LIMIT = 1000

    _most_keys = 0

    def flattened_serializer(self) -> FlattenedValuesSerializer:
        """Writes a long list in pieces."""
        return FlattenedValuesSerializer(_compressed(self.serializer), 1000)

    def _stream_serializer(self) -> Serializer:
        return self.flattened_serializer()

    def _weight(self, combiner: Any) -> int:
        return len(combiner)

    def _spill(self) -> None:
        self._most_keys = max(self._most_keys, len(self.data))
        super()._spill()

    def _merged(self, file: IO[bytes]) -> Iterator[tuple[K, Any]]:
        return super()._merged(file) if self._most_keys >= self.SORT_KEY_LIMIT else self._grouped(file)

    def _grouped(self, file: IO[bytes]) -> Iterator[tuple[K, Any]]:
        """Sorted by hash, as keys need not have an order."""

        def hash_of_key(pair: tuple[K, Any]) -> int:
            return hash(pair[0])

        sorter: ExternalSorter[tuple[K, Any]] = ExternalSorter(self.memory_limit, self.serializer)
        pieces = sorter.sorted(_read(self._stream_serializer(), file), key=hash_of_key)
        for _, same_hash in itertools.groupby(pieces, hash_of_key):
            groups: dict[K, ExternalListOfList] = {}
            for key, part in same_hash:
                groups.setdefault(key, ExternalListOfList([])).append(part)
            yield from groups.items()
