"""Where workers leave their Python stack when they die or hang."""

import faulthandler
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

# What is on at the moment, undone when the outermost user ends.
_active = ExitStack()
_users = 0


@contextmanager
def enable_faulthandler(start_periodic_traceback: bool = True) -> Iterator[None]:
    """On while the block runs, or a block within it."""
    global _users
    if _users == 0:
        _write_crashes_to_file()
    _users += 1
    try:
        if start_periodic_traceback:
            start_faulthandler_periodic_traceback()
        yield
    finally:
        _users -= 1
        if _users == 0:
            _active.close()


# Decorator: on while the function runs.
with_faulthandler = enable_faulthandler(start_periodic_traceback=False)


def _write_crashes_to_file() -> None:
    """The engine finds the file by the worker's process id."""
    folder = os.environ.get("PYTHON_FAULTHANDLER_DIR")
    if not folder:
        return
    path = os.path.join(folder, str(os.getpid()))
    file = _active.enter_context(open(path, "w", encoding="utf-8"))  # noqa: SIM115 - closed with the rest
    _active.callback(os.remove, path)
    faulthandler.enable(file=file)
    _active.callback(faulthandler.disable)


def start_faulthandler_periodic_traceback() -> None:
    """Writes the stack every so often, if the session asks for it."""
    seconds = int(os.environ.get("PYTHON_TRACEBACK_DUMP_INTERVAL_SECONDS") or 0)
    if seconds > 0:
        faulthandler.dump_traceback_later(seconds, repeat=True)
        _active.callback(faulthandler.cancel_dump_traceback_later)
