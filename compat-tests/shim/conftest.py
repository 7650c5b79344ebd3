"""Programs on our own client, each in a process of its own: this one has the stock client."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tspark import spark_home

SHIM = spark_home().parents[1]

# Runs the text with our own client and gives what it printed.
Program = Callable[..., str]


def shim_environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """The environment of a program on our own client; None takes a variable away."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))}
    wanted = {**inherited, "PYTHONPATH": str(SHIM), **(changes or {})}
    return {name: value for name, value in wanted.items() if value is not None}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    def run(text: str, **environment: str | None) -> str:
        script = tmp_path / "program.py"
        script.write_text(textwrap.dedent(text))
        done = subprocess.run(
            [sys.executable, script],
            cwd=tmp_path,
            env=shim_environment(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
