"""Profiles of user functions, sent to the driver as updates of its accumulators."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from pyspark.accumulators import SpecialAccumulatorIds, _deserialize_accumulator


def profiler_for(kind: str, key: int | str) -> Callable[[Any], AbstractContextManager[Any]] | None:
    """Makes, for some code, what profiles a block that runs it; None where the kind of profiler is not installed."""
    from pyspark.sql.profiler import (
        ProfileResultsParam,
        ProfileResultsParamV2,
        WorkerMemoryProfiler,
        WorkerPerfProfiler,
    )

    accumulators = (
        _deserialize_accumulator(SpecialAccumulatorIds.SQL_UDF_PROFIER, None, ProfileResultsParam),
        _deserialize_accumulator(SpecialAccumulatorIds.SQL_UDF_PROFIER_V2, {}, ProfileResultsParamV2),
    )
    if kind == "perf":
        return lambda _: WorkerPerfProfiler(*accumulators, key)
    if kind == "memory":
        from pyspark.memory_profiler_ext import has_memory_profiler

        if has_memory_profiler:
            return lambda code: WorkerMemoryProfiler(*accumulators, key, code)
    return None


def profiled(function: Callable[..., Any], kind: str, key: int, returns_iterator: bool) -> Callable[..., Any]:
    profiler = profiler_for(kind, key)
    if profiler is None:
        return function

    def once(*args: Any, **kwargs: Any) -> Any:
        with profiler(function):
            return function(*args, **kwargs)

    def stepwise(*args: Any, **kwargs: Any) -> Iterator[Any]:
        """Each step is profiled by itself: between two of them the iterator is idle."""
        produced = function(*args, **kwargs)
        steps = iter(produced)
        code = getattr(produced, "gi_code", function)
        end = object()
        while True:
            with profiler(code):
                item = next(steps, end)
            if item is end:
                return
            yield item

    return stepwise if returns_iterator else once
