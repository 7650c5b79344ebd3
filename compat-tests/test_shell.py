"""`bin/pyspark` on a terminal, with both clients."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from tspark import spark_home

SHIM = spark_home().parents[1]
CLIENTS = {"stock": "", "shim": str(SHIM)}


def at_a_terminal(
    command: Sequence[str | Path], lines: Sequence[str], env: dict[str, str], prompt: str = r">>> $"
) -> tuple[int, str]:
    """Exit code and screen of a program that is typed to, a line at each prompt."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [str(word) for word in command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "dumb", **env},
        start_new_session=True,
    )
    os.close(theirs)
    screen = ""
    pending = list(lines)
    deadline = time.monotonic() + 60
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
            if pending and re.search(prompt, screen):
                os.write(ours, f"{pending.pop(0)}\n".encode())
                screen += "\n"
        return process.wait(timeout=20), screen
    finally:
        process.kill()
        os.close(ours)


@pytest.mark.parametrize("client", CLIENTS)
def test_the_shell_has_a_session_a_context_and_the_users_own_startup(client: str, tmp_path: Path) -> None:
    startup = tmp_path / "startup.py"
    startup.write_text("mine = spark.range(4).count()\n")
    env = {
        "PYTHONPATH": CLIENTS[client],
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONSTARTUP": str(startup),
    }
    lines = [
        "print('rows', spark.range(3).count(), mine)",
        "print('context', sc.master, sc.appName, sqlContext.sql('select 7').first()[0], sql('select 8').first()[0])",
        "import pyspark; print('client', pyspark.__file__)",
        "exit(3)",
    ]
    command: list[str | Path] = [spark_home() / "bin/pyspark", "--master", "local[1]", "--name", "mine"]
    code, screen = at_a_terminal(command, lines, env)
    assert "rows 3 4\r\n" in screen, screen
    assert "context local[1] mine 7 8\r\n" in screen, screen
    assert "4.3.0" in screen
    assert "Traceback" not in screen
    assert (f"client {SHIM}" in screen) is (client == "shim")
    assert code == 3


@pytest.mark.parametrize("client", CLIENTS)
def test_ipython_runs_as_the_drivers_python_with_its_options(client: str, tmp_path: Path) -> None:
    env = {
        "PYTHONPATH": CLIENTS[client],
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": str(Path(sys.executable).parent / "ipython"),
        "PYSPARK_DRIVER_PYTHON_OPTS": "--simple-prompt --no-banner --colors=NoColor",
        "IPYTHONDIR": str(tmp_path),
    }
    lines = ["spark.range(3).count() + 40", "import pandas; print('pandas', pandas.__file__)", "exit"]
    code, screen = at_a_terminal([spark_home() / "bin/pyspark", "--master", "local[1]"], lines, env, r"In \[\d+\]: $")
    assert "Out[1]: 43\r\n" in screen, screen
    assert "pandas/__init__.py" in screen
    assert f"pandas {SHIM}" not in screen
    assert code == 0


def test_stock_pysparks_program_starts_our_shell_where_spark_home_is_ours() -> None:
    program = Path(sys.executable).parent / "pyspark"
    env = {"PYSPARK_PYTHON": sys.executable}
    code, screen = at_a_terminal(
        [program, "--master", "local[1]"], ["print('rows', spark.range(3).count())", "exit()"], env
    )
    assert "rows 3\r\n" in screen, screen
    assert code == 0
