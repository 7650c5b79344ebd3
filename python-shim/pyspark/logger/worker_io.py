"""What functions print and log in a worker, as marked JSON lines that the engine collects."""

import io
import logging
import os
import sys
import time
import traceback
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from itertools import pairwise
from types import FrameType
from typing import Any, TextIO

from pyspark.logger.logger import JSONFormatter

_MARKER = "PYTHON_WORKER_LOGGING"


class DelegatingTextIOWrapper(io.TextIOBase):
    """A text stream that is another one, except for what is overridden."""

    def __init__(self, delegate: TextIO):
        self._delegate = delegate

    @property
    def buffer(self) -> Any:
        return self._delegate.buffer

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._delegate.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        return self._delegate.errors

    @property
    def closed(self) -> bool:
        return self._delegate.closed

    def write(self, s: str) -> int:
        return self._delegate.write(s)

    def flush(self) -> None:
        self._delegate.flush()

    def fileno(self) -> int:
        return self._delegate.fileno()

    def isatty(self) -> bool:
        return self._delegate.isatty()

    def writable(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._delegate, name)


class JSONFormatterWithMarker(JSONFormatter):
    """JSON after the marker and the worker's id; times with microseconds and zone."""

    default_microsec_format = "%s.%06d"

    def __init__(self, marker: str, worker_id: str, context_provider: Callable[[], dict[str, str]]):
        super().__init__(ensure_ascii=True)
        self._prefix = f"{marker}:{worker_id}:"
        self._find_context = context_provider

    def format(self, record: logging.LogRecord) -> str:
        if found := self._find_context():
            record.__dict__["context"] = {**found, **record.__dict__.get("context", {})}
        return self._prefix + super().format(record)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        moment = self.converter(record.created)
        if datefmt:
            return time.strftime(datefmt, moment)
        seconds = time.strftime(self.default_time_format, moment)
        micros = int((record.created - int(record.created)) * 1_000_000)
        return self.default_microsec_format % (seconds, micros) + time.strftime("%z", moment)


class JsonOutput(DelegatingTextIOWrapper):
    """Writes each text as a log record too."""

    def __init__(
        self,
        delegate: TextIO,
        json_out: TextIO,
        logger_name: str,
        log_level: int,
        marker: str,
        worker_id: str,
        context_provider: Callable[[], dict[str, str]],
    ):
        super().__init__(delegate)
        formatter = JSONFormatterWithMarker(marker, worker_id, context_provider)

        def log(text: str) -> None:
            record = logging.LogRecord(logger_name, log_level, "", 0, text, None, None)
            json_out.write(formatter.format(record) + "\n")
            json_out.flush()

        self._log = log

    def write(self, s: str) -> int:
        if text := s.strip():
            self._log(text)
        return self._delegate.write(s)

    def writelines(self, lines: Iterable[str]) -> None:  # type: ignore[override]
        for line in lines:
            self.write(line)

    def close(self) -> None:
        # The stream belongs to the process.
        return


def context_provider() -> dict[str, str]:
    """Name and class of the user's function that is running: the outermost frame that PySpark has called."""
    # From the process's entry inwards, up to the first call that leaves PySpark; this function's own frame comes last.
    stack = [frame for frame, _ in traceback.walk_stack(sys._getframe())][::-1]
    for caller, called in pairwise(stack):
        if _is_pyspark(caller) and (called is stack[-1] or not _is_pyspark(called)):
            return {"func_name": called.f_code.co_name, **_class_name(called.f_locals)}
    return {}


def _class_name(variables: Mapping[str, Any]) -> dict[str, str]:
    if "self" in variables:
        return {"class_name": type(variables["self"]).__name__}
    return {"class_name": variables["cls"].__name__} if "cls" in variables else {}


def _is_pyspark(frame: FrameType) -> bool:
    name = frame.f_globals.get("__name__", "")
    if name == "__main__":
        spec = getattr(sys.modules.get("__main__"), "__spec__", None)
        name = spec.name if spec is not None else name
    return name.startswith("pyspark.") and ".tests." not in name


@contextmanager
def capture_outputs(
    context_provider: Callable[[], dict[str, str]] = context_provider,
) -> Generator[None, None, None]:
    """Collect what is printed and logged meanwhile, if the session wants it."""
    if "PYSPARK_SPARK_SESSION_UUID" not in os.environ:
        yield
        return
    worker = str(os.getpid())
    stdout, stderr = sys.stdout, sys.stderr
    settings = (_MARKER, worker, context_provider)
    handler = logging.StreamHandler(stdout)
    handler.setFormatter(JSONFormatterWithMarker(*settings))
    root = logging.getLogger()
    # What is printed goes to stderr: stdout is the engine's.
    sys.stdout = JsonOutput(stderr, stdout, "stdout", logging.INFO, *settings)
    sys.stderr = JsonOutput(stderr, stdout, "stderr", logging.ERROR, *settings)
    root.addHandler(handler)
    try:
        yield
    finally:
        # An empty line tells that there is no more.
        stdout.write(f"{_MARKER}:{worker}:\n")
        stdout.flush()
        sys.stdout, sys.stderr = stdout, stderr
        root.removeHandler(handler)
        handler.close()
