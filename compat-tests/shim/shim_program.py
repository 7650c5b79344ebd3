"""Programs on our own client, each in a process of its own: this one has the stock client."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

from tspark import spark_home

SHIM = spark_home().parents[1]


def shim_environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """The environment of a program on our own client; None takes a variable away."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))}
    wanted = {**inherited, "PYTHONPATH": str(SHIM), **(changes or {})}
    return {name: value for name, value in wanted.items() if value is not None}


def run_program(folder: Path, text: str, **environment: str | None) -> str:
    """What the program prints, which runs in that folder with our own client."""
    script = folder / "program.py"
    script.write_text(textwrap.dedent(text))
    done = subprocess.run(
        [sys.executable, script],
        cwd=folder,
        env=shim_environment(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
