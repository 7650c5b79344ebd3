"""Where workers leave their Python stack when they die or hang."""

import faulthandler
import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any


class _FaulthandlerHelper:
    """Counts how often it was started, so that nested starts open and remove the file once."""

    def __init__(self) -> None:
        self._file: IO[str] | None = None
        self._depth = 0
        self._is_periodic = False

    def start(self) -> None:
        self._depth += 1
        folder = os.environ.get("PYTHON_FAULTHANDLER_DIR")
        if self._file is None and folder:
            # The engine finds it by the worker's process id.
            self._file = open(os.path.join(folder, str(os.getpid())), "w", encoding="utf-8")  # noqa: SIM115
            faulthandler.enable(file=self._file)

    def stop(self) -> None:
        self._depth -= 1
        if self._depth > 0:
            return
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            os.remove(self._file.name)
            self._file = None
        if self._is_periodic:
            faulthandler.cancel_dump_traceback_later()
            self._is_periodic = False

    def start_periodic_traceback(self) -> None:
        seconds = int(os.environ.get("PYTHON_TRACEBACK_DUMP_INTERVAL_SECONDS") or 0)
        if not self._is_periodic and seconds > 0:
            self._is_periodic = True
            faulthandler.dump_traceback_later(seconds, repeat=True)

    def with_faulthandler(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Decorator: on while the function runs."""

        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            self.start()
            try:
                return func(*args, **kwargs)
            finally:
                self.stop()

        return wrapper

    @contextmanager
    def enable_faulthandler(self, start_periodic_traceback: bool = True) -> Iterator[None]:
        self.start()
        try:
            if start_periodic_traceback:
                self.start_periodic_traceback()
            yield
        finally:
            self.stop()


_faulthandler_helper = _FaulthandlerHelper()
with_faulthandler = _faulthandler_helper.with_faulthandler
start_faulthandler_periodic_traceback = _faulthandler_helper.start_periodic_traceback
enable_faulthandler = _faulthandler_helper.enable_faulthandler
