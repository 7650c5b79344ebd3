"""Profiles of user functions: their collection from the workers, and what a session shows of them."""

import os
import sys
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from importlib import import_module
from io import StringIO
from threading import RLock
from types import CodeType, TracebackType
from typing import TYPE_CHECKING, Any, Literal, overload

from pyspark.accumulators import Accumulator, AccumulatorParam, SpecialAccumulatorIds, _accumulatorRegistry
from pyspark.errors import PySparkValueError
from pyspark.profiler import CodeMapDict, MemoryProfiler, MemUsageParam, PStatsParam

if TYPE_CHECKING:
    import pstats

    from pyspark.sql._typing import ProfileResults, ProfileResultsV2

_KINDS = ("perf", "memory")
_RULE = "=" * 60


class _ProfileResultsParam(AccumulatorParam["ProfileResults | None"]):
    """Adds up pairs of times and memory for each function."""

    @staticmethod
    def zero(value: "ProfileResults | None") -> "ProfileResults | None":
        return value

    @staticmethod
    def addInPlace(value1: "ProfileResults | None", value2: "ProfileResults | None") -> "ProfileResults | None":
        total = dict(value1 or {})
        for key, (perf, memory, *_) in (value2 or {}).items():
            known_perf, known_memory, *_ = total.get(key, (None, None))
            total[key] = (
                PStatsParam.addInPlace(known_perf, perf),
                MemUsageParam.addInPlace(known_memory, memory),
            )
        return total


ProfileResultsParam = _ProfileResultsParam()


class _ProfileResultsParamV2(AccumulatorParam["ProfileResultsV2"]):
    """Adds up times and memory, each by its name, for each function."""

    @staticmethod
    def zero(value: "ProfileResultsV2") -> "ProfileResultsV2":
        return {}

    @staticmethod
    def addInPlace(value1: "ProfileResultsV2", value2: "ProfileResultsV2") -> "ProfileResultsV2":
        for key, result in value2.items():
            total = value1.setdefault(key, {})
            perf = PStatsParam.addInPlace(total.get("perf"), result.get("perf"))
            if perf is not None:
                total["perf"] = perf
            memory = MemUsageParam.addInPlace(total.get("memory"), result.get("memory"))
            if memory is not None:
                total["memory"] = memory
        return value1


ProfileResultsParamV2 = _ProfileResultsParamV2()


class _WorkerProfiler(ABC):
    """Profiles a block in a worker and sends the result to the driver's accumulators."""

    @abstractmethod
    def start(self) -> None: ...

    @abstractmethod
    def stop(self) -> None: ...

    @abstractmethod
    def save(self) -> None: ...

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        self.stop()
        self.save()


class WorkerPerfProfiler(_WorkerProfiler):
    """How long functions take."""

    def __init__(
        self,
        accumulator: "Accumulator[ProfileResults | None]",
        accumulator_v2: "Accumulator[ProfileResultsV2]",
        result_key: int | str,
    ) -> None:
        import cProfile

        self._accumulator = accumulator
        self._accumulator_v2 = accumulator_v2
        self._profiler: cProfile.Profile = cProfile.Profile()
        self._result_key = result_key

    def __enter__(self) -> "WorkerPerfProfiler":
        self.start()
        return self

    def start(self) -> None:
        self._profiler.enable()

    def stop(self) -> None:
        self._profiler.disable()

    def save(self) -> None:
        # Two objects: adding up changes them.
        self._accumulator.add({self._result_key: (self._stats(), None)})
        self._accumulator_v2.add({self._result_key: {"perf": self._stats()}})

    def _stats(self) -> "pstats.Stats":
        import pstats

        stats = pstats.Stats(self._profiler, stream=None)
        # Streams cannot be pickled.
        stats.stream = None  # type: ignore[attr-defined]
        return stats.strip_dirs()


class WorkerMemoryProfiler(_WorkerProfiler):
    """How much memory lines take."""

    def __init__(
        self,
        accumulator: "Accumulator[ProfileResults | None]",
        accumulator_v2: "Accumulator[ProfileResultsV2]",
        result_key: int | str,
        func_or_code: Callable[..., Any] | CodeType,
    ) -> None:
        from pyspark import memory_profiler_ext

        self._accumulator = accumulator
        self._accumulator_v2 = accumulator_v2
        self._profiler = memory_profiler_ext.UDFLineProfilerV2()
        if isinstance(func_or_code, CodeType):
            self._profiler.add_code(func_or_code)
        else:
            self._profiler.add_function(func_or_code)
        self._result_key = result_key

    def __enter__(self) -> "WorkerMemoryProfiler":
        self.start()
        return self

    def start(self) -> None:
        self._profiler.enable_by_count()

    def stop(self) -> None:
        self._profiler.disable_by_count()

    def save(self) -> None:
        lines: CodeMapDict = {file: list(found) for file, found in self._profiler.code_map.items()}
        self._accumulator.add({self._result_key: (None, lines)})
        self._accumulator_v2.add({self._result_key: {"memory": lines}})


class ProfilerCollector(ABC):
    """The profiles by the ids of functions, or by names of what else was profiled."""

    def __init__(self) -> None:
        self._lock = RLock()

    @property
    @abstractmethod
    def _profile_results(self) -> "ProfileResultsV2": ...

    def _results(self, kind: str) -> dict[int | str, Any]:
        with self._lock:
            found = {key: result.get(kind) for key, result in self._profile_results.items()}
        return {key: result for key, result in found.items() if result is not None}

    @property
    def _perf_profile_results(self) -> "dict[int | str, pstats.Stats]":
        return self._results("perf")

    @property
    def _memory_profile_results(self) -> dict[int | str, CodeMapDict]:
        return self._results("memory")

    def _sorted_keys(self, keys: Iterable[int | str]) -> list[int | str]:
        """Names first, then ids."""
        return sorted(keys, key=lambda key: (isinstance(key, int), key))

    def _each(self, results: dict[int | str, Any], id: int | str | None) -> list[tuple[int | str, Any]]:
        keys = self._sorted_keys(results) if id is None else [key for key in (id,) if key in results]
        return [(key, results[key]) for key in keys]

    def show_perf_profiles(self, id: int | str | None = None) -> None:
        """Prints how long functions took."""
        for key, stats in self._each(self._perf_profile_results, id):
            print(_heading(key))
            stats.sort_stats("time", "cumulative").print_stats()

    def show_memory_profiles(self, id: int | str | None = None) -> None:
        """Prints how much memory lines took."""
        for key, lines in self._each(self._memory_results_or_advice(), id):
            print(_heading(key))
            MemoryProfiler._show_results(lines)

    def dump_perf_profiles(self, path: str, id: int | str | None = None) -> None:
        """Writes how long functions took to files in a folder."""
        for key, stats in self._each(self._perf_profile_results, id):
            os.makedirs(path, exist_ok=True)
            stats.dump_stats(os.path.join(path, f"udf_{key}_perf.pstats"))

    def dump_memory_profiles(self, path: str, id: int | str | None = None) -> None:
        """Writes how much memory lines took to files in a folder."""
        for key, lines in self._each(self._memory_results_or_advice(), id):
            os.makedirs(path, exist_ok=True)
            with open(os.path.join(path, f"udf_{key}_memory.txt"), "w+", encoding="utf-8") as file:
                MemoryProfiler._show_results(lines, stream=file)

    def _memory_results_or_advice(self) -> dict[int | str, CodeMapDict]:
        results = self._memory_profile_results
        if not results:
            from pyspark import memory_profiler_ext

            if not memory_profiler_ext.has_memory_profiler:
                warnings.warn(
                    "Install the 'memory_profiler' library in the cluster to enable memory profiling",
                    UserWarning,
                    stacklevel=4,
                )
        return results

    def clear_perf_profiles(self, id: int | str | None = None) -> None:
        """Forgets how long functions took."""
        self._clear("perf", id)

    def clear_memory_profiles(self, id: int | str | None = None) -> None:
        """Forgets how much memory lines took."""
        self._clear("memory", id)

    def _clear(self, kind: str, id: int | str | None) -> None:
        with self._lock:
            results: dict[int | str, Any] = self._profile_results
            for key in list(results) if id is None else [id]:
                if key in results:
                    results[key].pop(kind, None)
                    if not results[key]:
                        del results[key]


def _heading(key: int | str) -> str:
    return f"{_RULE}\nProfile of {key if isinstance(key, str) else f'UDF<id={key}>'}\n{_RULE}"


class AccumulatorProfilerCollector(ProfilerCollector):
    """The profiles that an accumulator has collected."""

    def __init__(self) -> None:
        super().__init__()
        id = SpecialAccumulatorIds.SQL_UDF_PROFIER_V2
        known = _accumulatorRegistry.get(id)
        empty: ProfileResultsV2 = {}
        self._accumulator = Accumulator(id, empty, ProfileResultsParamV2) if known is None else known

    @property
    def _profile_results(self) -> "ProfileResultsV2":
        with self._lock:
            results: ProfileResultsV2 = self._accumulator.value
            return {} if results is None else results


class Profile:
    """Profiles of user functions; reached by ``SparkSession.profile``. The type is "perf", "memory", or both."""

    def __init__(self, profiler_collector: ProfilerCollector):
        self.profiler_collector = profiler_collector

    def show(self, id: int | str | None = None, *, type: str | None = None) -> None:
        """Prints profiles: of the function with that id, or all."""
        for kind in _kinds(type):
            getattr(self.profiler_collector, f"show_{kind}_profiles")(id)

    def dump(self, path: str, id: int | str | None = None, *, type: str | None = None) -> None:
        """Writes profiles to files in a folder: of the function with that id, or all."""
        for kind in _kinds(type):
            getattr(self.profiler_collector, f"dump_{kind}_profiles")(path, id)

    def clear(self, id: int | str | None = None, *, type: str | None = None) -> None:
        """Forgets profiles: of the function with that id, or all."""
        for kind in _kinds(type):
            getattr(self.profiler_collector, f"clear_{kind}_profiles")(id)

    @overload
    def render(self, id: int | str, *, type: str | None = None, renderer: str | None = None) -> Any: ...

    @overload
    def render(
        self, id: int | str, *, type: Literal["perf"] | None, renderer: "Callable[[pstats.Stats], Any]"
    ) -> Any: ...

    @overload
    def render(self, id: int | str, *, type: Literal["memory"], renderer: Callable[[CodeMapDict], Any]) -> Any: ...

    def render(
        self, id: int | str, *, type: str | None = None, renderer: str | Callable[[Any], Any] | None = None
    ) -> Any:
        """A picture of a profile, by a function or by the name of a renderer; the one there is needs flameprof."""
        kind = _kinds(type)[0]
        render = renderer if callable(renderer) else _RENDERERS.get((kind, renderer))
        if render is None:
            raise PySparkValueError(
                errorClass="VALUE_NOT_ALLOWED",
                messageParameters={"arg_name": "(type, renderer)", "allowed_values": str(list(_RENDERERS))},
            )
        result = self.profiler_collector._results(kind).get(id)
        return None if result is None else render(result)


def _kinds(type: str | None) -> tuple[str, ...]:
    if type is None:
        return _KINDS
    if type not in _KINDS:
        raise PySparkValueError(
            errorClass="VALUE_NOT_ALLOWED",
            messageParameters={"arg_name": "type", "allowed_values": str(list(_KINDS))},
        )
    return (type,)


def _render_flameprof(stats: "pstats.Stats") -> Any:
    try:
        render = import_module("flameprof").render
    except ImportError:
        raise PySparkValueError(
            errorClass="PACKAGE_NOT_INSTALLED",
            messageParameters={"package_name": "flameprof", "minimum_version": "0.4"},
        ) from None
    picture = StringIO()
    render(stats.stats, picture)  # type: ignore[attr-defined]
    svg = picture.getvalue()
    # Where it has not been imported, nobody runs it.
    ipython = sys.modules.get("IPython")
    if ipython is None or not ipython.get_ipython():
        return svg
    from IPython.display import HTML

    return HTML(svg)


_RENDERERS: dict[tuple[str, str | None], Callable[[Any], Any]] = {
    ("perf", None): _render_flameprof,
    ("perf", "flameprof"): _render_flameprof,
}
