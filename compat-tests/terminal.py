"""Programs on a terminal of their own, typed to as a person does."""

import fcntl
import os
import pty
import re
import select
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

INTERRUPT = "\x03"
END = "\x04"

#: What the screen must end with, as a pattern, and what is typed then.
Step = tuple[str, str]


def typed(prompt: str, lines: Sequence[str]) -> list[Step]:
    """A line at each prompt."""
    return [(prompt, f"{line}\n") for line in lines]


KEY_PAUSE_SECONDS = 0.1


def at_a_terminal(
    command: Sequence[str | Path], steps: Sequence[Step], env: Mapping[str, str] | None = None, timeout: float = 60
) -> tuple[int, str]:
    """Exit code and screen."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [str(word) for word in command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "dumb", **(env or {})},
        start_new_session=True,
        # Only the terminal a session is led from turns keys into signals.
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    screen = ""
    pending = list(steps)
    deadline = time.monotonic() + timeout
    try:
        while time.monotonic() < deadline:
            readable, _, _ = select.select([ours], [], [], 0.2)
            if readable:
                try:
                    screen += os.read(ours, 65536).decode(errors="replace")
                except OSError:
                    break
            elif process.poll() is not None:
                break
            if pending and re.search(pending[0][0], screen):
                # Readline loses an interrupt that comes in the instant in which it starts to wait for keys.
                time.sleep(KEY_PAUSE_SECONDS)
                os.write(ours, pending.pop(0)[1].encode())
                screen += "\n"
        return process.wait(timeout=20), screen
    finally:
        process.kill()
        os.close(ours)
