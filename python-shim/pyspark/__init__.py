"""The Python API of Spark.

Names are loaded when they are first used, so that starting a session loads only what the session needs.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pyspark import _absent_modules
from pyspark._lazy_names import load_name
from pyspark.version import __version__

if TYPE_CHECKING:
    from pyspark._globals import _NoValue as _NoValue
    from pyspark.accumulators import Accumulator, AccumulatorParam
    from pyspark.conf import SparkConf
    from pyspark.core.broadcast import Broadcast
    from pyspark.core.context import SparkContext
    from pyspark.core.files import SparkFiles
    from pyspark.core.rdd import RDD, RDDBarrier
    from pyspark.core.status import SparkExecutorInfo, SparkJobInfo, SparkStageInfo, StatusTracker
    from pyspark.profiler import BasicProfiler, Profiler
    from pyspark.serializers import CPickleSerializer, MarshalSerializer
    from pyspark.sql import HiveContext as HiveContext
    from pyspark.sql import Row as Row
    from pyspark.sql import SQLContext as SQLContext
    from pyspark.storagelevel import StorageLevel
    from pyspark.taskcontext import BarrierTaskContext, BarrierTaskInfo, TaskContext
    from pyspark.util import InheritableThread, inheritable_thread_target

__all__ = [  # noqa: RUF022 - the order of `from pyspark import *` in the documentation
    "SparkConf",
    "SparkContext",
    "SparkFiles",
    "RDD",
    "StorageLevel",
    "Broadcast",
    "Accumulator",
    "AccumulatorParam",
    "MarshalSerializer",
    "CPickleSerializer",
    "StatusTracker",
    "SparkJobInfo",
    "SparkStageInfo",
    "SparkExecutorInfo",
    "Profiler",
    "BasicProfiler",
    "TaskContext",
    "RDDBarrier",
    "BarrierTaskContext",
    "BarrierTaskInfo",
    "InheritableThread",
    "inheritable_thread_target",
    "__version__",
]

_F = TypeVar("_F", bound=Callable[..., Any])

_HOME_OF_NAME = {
    "Accumulator": ".accumulators",
    "AccumulatorParam": ".accumulators",
    "BarrierTaskContext": ".taskcontext",
    "BarrierTaskInfo": ".taskcontext",
    "BasicProfiler": ".profiler",
    "Broadcast": ".core.broadcast",
    "CPickleSerializer": ".serializers",
    "HiveContext": ".sql",
    "InheritableThread": ".util",
    "MarshalSerializer": ".serializers",
    "Profiler": ".profiler",
    "RDD": ".core.rdd",
    "RDDBarrier": ".core.rdd",
    "Row": ".sql",
    "SQLContext": ".sql",
    "SparkConf": ".conf",
    "SparkContext": ".core.context",
    "SparkExecutorInfo": ".core.status",
    "SparkFiles": ".core.files",
    "SparkJobInfo": ".core.status",
    "SparkStageInfo": ".core.status",
    "StatusTracker": ".core.status",
    "StorageLevel": ".storagelevel",
    "TaskContext": ".taskcontext",
    "_NoValue": "_globals",
    "inheritable_thread_target": ".util",
    "is_remote_only": ".util",
}

# What `import pyspark` alone makes reachable as `pyspark.<module>`.
_SUBMODULES = frozenset(
    [
        "accumulators",
        "broadcast",
        "cloudpickle",
        "conf",
        "context",
        "core",
        "errors",
        "files",
        "find_spark_home",
        "java_gateway",
        "join",
        "logger",
        "profiler",
        "rdd",
        "rddsampler",
        "resource",
        "resultiterable",
        "serializers",
        "shuffle",
        "sql",
        "statcounter",
        "status",
        "storagelevel",
        "taskcontext",
        "traceback_utils",
        "util",
    ]
)

_absent_modules.install()


def __getattr__(name: str) -> Any:
    return load_name(__name__, name, _HOME_OF_NAME, _SUBMODULES)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF_NAME, *_SUBMODULES})


def since(version: str | float) -> Callable[[_F], _F]:
    """Decorator that notes in a docstring the release that brought the function."""

    def decorate(function: _F) -> _F:
        assert function.__doc__ is not None
        lines = function.__doc__.splitlines()[1:]
        indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
        function.__doc__ = f"{function.__doc__.rstrip()}\n\n{' ' * indent}.. versionadded:: {version}"
        return function

    return decorate


def keyword_only(func: _F) -> _F:
    """Decorator for methods that take keywords only; what was given is kept in ``self._input_kwargs``."""

    @wraps(func)
    def wrapper(self: Any, *args: Any, **kwargs: Any) -> Any:
        if args:
            raise TypeError(f"Method {func.__name__} forces keyword arguments.")
        self._input_kwargs = kwargs
        return func(self, **kwargs)

    return cast(_F, wrapper)
