"""What several parts of PySpark share: sockets to the engine, threads, limits of Java's numbers, UDF kinds."""

import functools
import gc
import itertools
import os
import re
import sys
import traceback
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from threading import Thread
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, TextIO, TypeVar

from pyspark.errors import PySparkRuntimeError
from pyspark.faulthandling import enable_faulthandler as enable_faulthandler
from pyspark.faulthandling import start_faulthandler_periodic_traceback as start_faulthandler_periodic_traceback
from pyspark.faulthandling import with_faulthandler as with_faulthandler
from pyspark.local_socket import _create_local_socket as _create_local_socket
from pyspark.local_socket import _do_server_auth as _do_server_auth
from pyspark.local_socket import _load_from_socket as _load_from_socket
from pyspark.local_socket import _local_iterator_from_socket as _local_iterator_from_socket
from pyspark.local_socket import local_connect_and_auth as local_connect_and_auth
from pyspark.serializers import SpecialLengths, write_int, write_with_length

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.sql import SparkSession

__all__: list[str] = []

JVM_BYTE_MIN: int = -(1 << 7)
JVM_BYTE_MAX: int = (1 << 7) - 1
JVM_SHORT_MIN: int = -(1 << 15)
JVM_SHORT_MAX: int = (1 << 15) - 1
JVM_INT_MIN: int = -(1 << 31)
JVM_INT_MAX: int = (1 << 31) - 1
JVM_LONG_MIN: int = -(1 << 63)
JVM_LONG_MAX: int = (1 << 63) - 1

FuncT = TypeVar("FuncT", bound=Callable[..., Any])


def print_exec(stream: TextIO) -> None:
    """Print the exception that is being handled."""
    traceback.print_exception(*sys.exc_info(), file=stream)


class VersionUtils:
    """Reads version numbers."""

    @staticmethod
    def majorMinorVersion(sparkVersion: str) -> tuple[int, int]:
        """The first two numbers: (4, 3) of "4.3.0"."""
        match = re.match(r"(\d+)\.(\d+)(\..*)?$", sparkVersion)
        if match is None:
            raise ValueError(f"{sparkVersion!r} is no version of Spark: a major and a minor number are expected")
        return int(match[1]), int(match[2])


def fail_on_stopiteration(f: Callable[..., Any]) -> Callable[..., Any]:
    """The function, except that its StopIteration does not pass for the end of the data."""

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        try:
            return f(*args, **kwargs)
        except StopIteration as exc:
            raise PySparkRuntimeError(
                errorClass="STOP_ITERATION_OCCURRED", messageParameters={"exc": str(exc)}
            ) from exc

    return wrapper


def walk_tb(tb: TracebackType | None) -> Iterator[TracebackType]:
    """The entries of a traceback, outermost first."""
    while tb is not None:
        yield tb
        tb = tb.tb_next


def try_simplify_traceback(tb: TracebackType) -> TracebackType | None:
    """The traceback from the first frame outside of PySpark on; None if there is none."""
    import pyspark

    package = os.path.dirname(pyspark.__file__)
    entries = list(itertools.dropwhile(lambda t: t.tb_frame.f_code.co_filename.startswith(package), walk_tb(tb)))
    simplified: TracebackType | None = None
    for entry in reversed(entries):
        line = entry.tb_frame.f_lineno
        simplified = TracebackType(simplified, entry.tb_frame, entry.tb_frame.f_lasti, -1 if line is None else line)
    return simplified


def _print_missing_jar(lib_name: str, pkg_name: str, jar_name: str, spark_version: str) -> None:
    """Say that the engine has no such library."""
    rule = "_" * 100
    print(
        f"\n{rule}\n\n  {lib_name} is a library of its own (spark-{pkg_name}), and this engine does not have it.\n"
        f"  A real Spark loads it with --packages org.apache.spark:spark-{jar_name}:{spark_version}.\n\n{rule}\n"
    )


_MEBIBYTES = {"k": 1.0 / 1024, "m": 1, "g": 1024, "t": 1 << 20}


def _parse_memory(s: str) -> int:
    """Mebibytes of a size such as "512m" or "1g"."""
    unit = _MEBIBYTES.get(s[-1].lower())
    if unit is None:
        raise ValueError("invalid format: " + s)
    return int(float(s[:-1]) * unit)


def _local_properties() -> "JavaObject":
    """A copy of the properties that jobs started by this thread carry."""
    from pyspark.core.context import SparkContext

    assert SparkContext._active_spark_context is not None
    return SparkContext._active_spark_context._jsc.sc().getLocalProperties().clone()


def _use_local_properties(properties: "JavaObject") -> None:
    from pyspark.core.context import SparkContext

    assert SparkContext._active_spark_context is not None
    SparkContext._active_spark_context._jsc.sc().setLocalProperties(properties)


def _pins_threads() -> bool:
    """Whether each Python thread has a thread of its own in the engine."""
    from py4j.clientserver import ClientServer

    from pyspark.core.context import SparkContext

    return isinstance(SparkContext._gateway, ClientServer)


def inheritable_thread_target(f: "Callable[..., Any] | SparkSession") -> Callable[..., Any]:
    """Let a thread's target start with the local properties of the thread that calls this.

    With a session as argument, a decorator that hands on the session's tags too.
    """
    from pyspark.sql import SparkSession

    session = f if isinstance(f, SparkSession) else None
    if not _pins_threads():
        return (lambda target: target) if session is not None else f  # type: ignore[return-value]
    properties = _local_properties()

    def decorate(target: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(target)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            _use_local_properties(properties)
            for tag in tags:
                assert session is not None
                session.addTag(tag)
            return target(*args, **kwargs)

        return wrapped

    if session is not None:
        tags = set(session.getTags())
        return decorate
    warnings.warn("Spark session is not provided. Tags will not be inherited.", UserWarning, stacklevel=2)
    tags = set()
    assert callable(f)
    return decorate(f)


class InheritableThread(Thread):
    """A thread that starts with the local properties of the thread that starts it, and with a session's tags."""

    _props: "JavaObject"

    def __init__(self, target: Callable[..., Any], *args: Any, session: "SparkSession | None" = None, **kwargs: Any):
        self._session = session
        self._tags: set[str] = set()
        if not _pins_threads():
            super().__init__(*args, target=target, **kwargs)  # type: ignore[misc]
            return

        def run_as_child(*a: Any, **k: Any) -> Any:
            for tag in self._tags:
                assert self._session is not None
                self._session.addTag(tag)
            _use_local_properties(self._props)
            return target(*a, **k)

        super().__init__(*args, target=run_as_child, **kwargs)  # type: ignore[misc]

    def start(self) -> None:
        if _pins_threads():
            # What the starting thread has now, not what it had when the thread was made.
            self._props = _local_properties()
            if self._session is not None:
                self._tags = self._session.getTags()
        super().start()


class PythonEvalType:
    """What kind of Python function a worker is to run; the engine knows them by these numbers."""

    NON_UDF = 0

    SQL_BATCHED_UDF = 100
    SQL_ARROW_BATCHED_UDF = 101

    SQL_SCALAR_PANDAS_UDF = 200
    SQL_GROUPED_MAP_PANDAS_UDF = 201
    SQL_GROUPED_AGG_PANDAS_UDF = 202
    SQL_WINDOW_AGG_PANDAS_UDF = 203
    SQL_SCALAR_PANDAS_ITER_UDF = 204
    SQL_MAP_PANDAS_ITER_UDF = 205
    SQL_COGROUPED_MAP_PANDAS_UDF = 206
    SQL_MAP_ARROW_ITER_UDF = 207
    SQL_GROUPED_MAP_PANDAS_UDF_WITH_STATE = 208
    SQL_GROUPED_MAP_ARROW_UDF = 209
    SQL_COGROUPED_MAP_ARROW_UDF = 210
    SQL_TRANSFORM_WITH_STATE_PANDAS_UDF = 211
    SQL_TRANSFORM_WITH_STATE_PANDAS_INIT_STATE_UDF = 212
    SQL_TRANSFORM_WITH_STATE_PYTHON_ROW_UDF = 213
    SQL_TRANSFORM_WITH_STATE_PYTHON_ROW_INIT_STATE_UDF = 214
    SQL_GROUPED_MAP_ARROW_ITER_UDF = 215
    SQL_GROUPED_MAP_PANDAS_ITER_UDF = 216
    SQL_GROUPED_AGG_PANDAS_ITER_UDF = 217

    SQL_SCALAR_ARROW_UDF = 250
    SQL_SCALAR_ARROW_ITER_UDF = 251
    SQL_GROUPED_AGG_ARROW_UDF = 252
    SQL_WINDOW_AGG_ARROW_UDF = 253
    SQL_GROUPED_AGG_ARROW_ITER_UDF = 254

    SQL_TABLE_UDF = 300
    SQL_ARROW_TABLE_UDF = 301
    SQL_ARROW_UDTF = 302


def handle_worker_exception(e: BaseException, outfile: IO[bytes], hide_traceback: bool | None = None) -> None:
    """Tell the engine what went wrong in a worker."""
    if hide_traceback is None:
        hide_traceback = bool(os.environ.get("SPARK_HIDE_TRACEBACK", False))
    try:
        text = _exception_text(e, hide_traceback)
        write_int(SpecialLengths.PYTHON_EXCEPTION_THROWN, outfile)
        write_with_length(text.encode("utf-8"), outfile)
    except OSError:
        # The engine closed its side: it no longer wants to know.
        pass
    except BaseException:
        print("PySpark worker failed with exception:", file=sys.stderr)
        print(traceback.format_exc(), file=sys.stderr)


def _exception_text(e: BaseException, hide_traceback: bool) -> str:
    if hide_traceback:
        return "".join(traceback.format_exception_only(type(e), e))
    tb = sys.exc_info()[2]
    if tb is not None and os.environ.get("SPARK_SIMPLIFIED_TRACEBACK", False):
        simplified = try_simplify_traceback(tb)
        if simplified is not None:
            tb = simplified
            e.__cause__ = None
    with_locals = bool(os.environ.get("SPARK_TRACEBACK_WITH_LOCALS", False))
    return "".join(traceback.TracebackException(type(e), e, tb, compact=True, capture_locals=with_locals).format())


@contextmanager
def disable_gc() -> Generator[None, None, None]:
    """No garbage collection meanwhile, if there is any otherwise."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def is_remote_only() -> bool:
    """Whether this package has no SparkContext, and only Spark Connect would work: no."""
    return "SPARK_SKIP_CONNECT_COMPAT_TESTS" in os.environ


def spark_connect_mode() -> str:
    """ "1" where sessions go to Spark Connect unless said otherwise."""
    return os.environ.get("SPARK_CONNECT_MODE", "0")


def default_api_mode() -> str:
    """What ``spark.api.mode`` is where it is not set."""
    return "connect" if spark_connect_mode() == "1" else "classic"
