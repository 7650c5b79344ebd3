"""Profiles of the Python functions that workers run."""

import atexit
import linecache
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TextIO, cast

from pyspark.accumulators import AccumulatorParam
from pyspark.errors import PySparkRuntimeError, PySparkValueError

if TYPE_CHECKING:
    import pstats

    from pyspark.core.context import SparkContext

# Increment, total and number of calls of a line, by number, by file.
MemoryTuple = tuple[float, float, int]
LineProfile = tuple[int, MemoryTuple | None]
CodeMapDict = dict[str, list[LineProfile]]

_RULE = "=" * 60


class ProfilerCollector:
    """Makes profilers and keeps them; what was not shown is shown or written when Python ends."""

    def __init__(
        self,
        profiler_cls: "type[Profiler]",
        udf_profiler_cls: "type[Profiler]",
        memory_profiler_cls: "type[Profiler]",
        dump_path: str | None = None,
    ):
        self.profiler_cls = profiler_cls
        self.udf_profiler_cls = udf_profiler_cls
        self.memory_profiler_cls = memory_profiler_cls
        self.profile_dump_path = dump_path
        # Id of the RDD or function, profiler, and whether it has been shown.
        self.profilers: list[list[Any]] = []

    def new_profiler(self, ctx: "SparkContext") -> "Profiler":
        """A profiler for an RDD."""
        return self.profiler_cls(ctx)

    def new_udf_profiler(self, ctx: "SparkContext") -> "Profiler":
        """A profiler for the time a UDF takes."""
        return self.udf_profiler_cls(ctx)

    def new_memory_profiler(self, ctx: "SparkContext") -> "Profiler":
        """A profiler for the memory a UDF takes."""
        return self.memory_profiler_cls(ctx)

    def add_profiler(self, id: int, profiler: "Profiler") -> None:
        """Keep a profiler."""
        if not self.profilers:
            if self.profile_dump_path:
                atexit.register(self.dump_profiles, self.profile_dump_path)
            else:
                atexit.register(self.show_profiles)
        self.profilers.append([id, profiler, False])

    def dump_profiles(self, path: str) -> None:
        """Write all profiles to a folder, and forget them."""
        for id, profiler, _ in self.profilers:
            profiler.dump(id, path)
        self.profilers = []

    def show_profiles(self) -> None:
        """Print the profiles that were not printed yet."""
        for entry in self.profilers:
            id, profiler, is_shown = entry
            if not is_shown and profiler:
                profiler.show(id)
                entry[2] = True


class Profiler:
    """A profiler of your own extends this."""

    def __init__(self, ctx: "SparkContext") -> None:
        pass

    def profile(self, func: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call the function, in a worker, and note what it takes."""
        raise NotImplementedError

    def stats(self) -> "pstats.Stats | dict[Any, Any]":
        """What was noted."""
        raise NotImplementedError

    def show(self, id: int) -> None:
        """Print what was noted."""
        raise NotImplementedError

    def dump(self, id: int, path: str) -> None:
        """Write what was noted to a file in that folder."""
        raise NotImplementedError


class PStatsParam(AccumulatorParam["pstats.Stats | None"]):
    """Adds up statistics."""

    @staticmethod
    def zero(value: "pstats.Stats | None") -> None:
        return None

    @staticmethod
    def addInPlace(value1: "pstats.Stats | None", value2: "pstats.Stats | None") -> "pstats.Stats | None":
        if value1 is None:
            return value2
        value1.add(cast(Any, value2))
        return value1


class MemUsageParam(AccumulatorParam[CodeMapDict | None]):
    """Adds up the memory that lines take."""

    @staticmethod
    def zero(value: CodeMapDict | None) -> None:
        return None

    @staticmethod
    def addInPlace(value1: CodeMapDict | None, value2: CodeMapDict | None) -> CodeMapDict | None:
        if not value1:
            return value2
        if not value2:
            return value1
        for file, lines in value1.items():
            value1[file] = _add_lines(lines, value2.get(file, []))
        return value1


def _add_lines(a: list[LineProfile], b: list[LineProfile]) -> list[LineProfile]:
    left, right = dict(a), dict(b)
    total: list[LineProfile] = []
    for number in sorted(left.keys() | right.keys()):
        x, y = left.get(number), right.get(number)
        total.append((number, (x[0] + y[0], x[1] + y[1], x[2] + y[2]) if x and y else x or y))
    return total


class BasicProfiler(Profiler):
    """Notes the time that functions take, by :mod:`cProfile`."""

    _kind = "RDD"
    _file = "rdd"

    def __init__(self, ctx: "SparkContext") -> None:
        super().__init__(ctx)
        self._accumulator = ctx.accumulator(None, cast(Any, PStatsParam))

    def profile(self, func: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        import cProfile
        import pstats

        profile = cProfile.Profile()
        result = profile.runcall(func, *args, **kwargs)
        stats = pstats.Stats(profile)
        # Streams cannot be pickled.
        stats.stream = None  # type: ignore[attr-defined]
        stats.strip_dirs()
        self._accumulator.add(cast(Any, stats))
        return result

    def stats(self) -> "pstats.Stats":
        return cast("pstats.Stats", self._accumulator.value)

    def show(self, id: int) -> None:
        stats = self.stats()
        if stats:
            print(_heading(self._kind, id))
            stats.sort_stats("time", "cumulative").print_stats()

    def dump(self, id: int, path: str) -> None:
        os.makedirs(path, exist_ok=True)
        stats = self.stats()
        if stats:
            stats.dump_stats(os.path.join(path, f"{self._file}_{id}.pstats"))


class UDFBasicProfiler(BasicProfiler):
    """As :class:`BasicProfiler`, for UDFs."""

    _kind = "UDF"
    _file = "udf"


class MemoryProfiler(Profiler):
    """Notes the memory that each line of a UDF takes, by the package ``memory_profiler``."""

    def __init__(self, ctx: "SparkContext") -> None:
        super().__init__(ctx)
        self._accumulator = ctx.accumulator(None, cast(Any, MemUsageParam))

    def profile(  # type: ignore[override]
        self,
        sub_lines: list[Any] | None,
        start_line: int | None,
        func: Callable[..., Any],
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        from pyspark import memory_profiler_ext

        if not memory_profiler_ext.has_memory_profiler:
            raise PySparkRuntimeError(errorClass="MISSING_LIBRARY_FOR_PROFILER", messageParameters={})
        profiler = memory_profiler_ext.UDFLineProfiler()
        result = profiler(func, sub_lines=sub_lines, start_line=start_line)(*args, **kwargs)
        self._accumulator.add(cast(Any, {file: list(lines) for file, lines in profiler.code_map.items()}))
        return result

    def stats(self) -> CodeMapDict:
        return cast(CodeMapDict, self._accumulator.value)

    @staticmethod
    def _show_results(code_map: CodeMapDict, stream: TextIO | None = None, precision: int = 1) -> None:
        """Write a table of the lines of each file."""
        stream = stream or sys.stdout
        template = "{0:>6} {1:>12} {2:>12}  {3:>10}   {4:<}"
        header = template.format("Line #", "Mem usage", "Increment", "Occurrences", "Line Contents")
        for file, lines in code_map.items():
            stream.write(f"Filename: {file}\n\n{header}\n{'=' * len(header)}\n")
            source = linecache.getlines(_here(file))
            if not source:
                raise PySparkValueError(errorClass="MEMORY_PROFILE_INVALID_SOURCE", messageParameters={})
            used = dict(lines)
            for number in range(min(used), max(used) + 1):
                memory = used.get(number)
                total, increment, calls = "", "", ""
                if memory is not None:
                    increment = f"{memory[0]:{precision + 4}.{precision}f} MiB"
                    total = f"{memory[1]:{precision + 4}.{precision}f} MiB"
                    calls = str(memory[2])
                stream.write(template.format(number, total, increment, calls, source[number - 1]))
            stream.write("\n\n")

    def show(self, id: int) -> None:
        code_map = self.stats()
        if code_map:
            print(_heading("UDF", id))
            self._show_results(code_map)

    def dump(self, id: int, path: str) -> None:
        os.makedirs(path, exist_ok=True)
        code_map = self.stats()
        if code_map:
            with open(os.path.join(path, f"udf_{id}_memory.txt"), "w+", encoding="utf-8") as file:
                self._show_results(code_map, stream=file)


def _heading(kind: str, id: int) -> str:
    return f"{_RULE}\nProfile of {kind}<id={id}>\n{_RULE}"


def _here(file: str) -> str:
    """Where a worker has the package in an archive, the same file on the driver."""
    archive = "pyspark.zip/pyspark/"
    if archive not in file:
        return file
    return os.path.join(os.path.dirname(__file__), file.rsplit(archive, 1)[1])
