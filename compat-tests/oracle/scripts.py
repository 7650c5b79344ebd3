"""The PySpark scripts whose output is compared with the real Spark's, and how each is run."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
RECORDED = HERE / "recorded"
ROOT = HERE.parents[1]

# Plain scripts that print: whatever they ask of Spark, the answer is their standard output.
SCRIPTS = {script.stem: script for folder in (HERE / "cases", ROOT / "examples") for script in folder.glob("*.py")}

#: What is put in front of the installed packages, of which stock PySpark is one.
CLIENTS = {"stock": "", "shim": str(ROOT / "python-shim")}

TIMEOUT_SECONDS = 300


def recorded_file(name: str) -> Path:
    return RECORDED / f"{name}.txt"


def output_of(name: str, spark_home: Path, client: str = "stock") -> str:
    """Standard output of a script on the Spark in ``spark_home``, in an empty folder, with two threads."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))}
    with tempfile.TemporaryDirectory(prefix="oracle-") as folder:
        result = subprocess.run(
            [sys.executable, str(SCRIPTS[name])],
            cwd=folder,
            env={
                **inherited,
                "PYTHONPATH": CLIENTS[client],
                "SPARK_HOME": str(spark_home),
                "PYSPARK_PYTHON": sys.executable,
                "PYSPARK_DRIVER_PYTHON": sys.executable,
                "PYSPARK_SUBMIT_ARGS": "--master local[2] --conf spark.ui.enabled=false pyspark-shell",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
        )
    if result.returncode != 0:
        raise RuntimeError(f"{name} ended with exit code {result.returncode}:\n{result.stderr[-4000:]}")
    return comparable(result.stdout)


def comparable(output: str) -> str:
    """Physical plans as lists of operators, without what changes from run to run and the engine's own section."""
    common = re.sub(r"== Native Engine ==\n(?:(?:Native|Not native): .+\n)+", "", output)
    return re.sub(r"(?<=== Physical Plan ==\n)(?:.+\n)+", lambda plan: _operators(plan[0]), common)


def _operators(plan: str) -> str:
    lines = [re.sub(r"^[ :]*[+:]- ", "", line) for line in plan.splitlines()]
    shown = "".join(f"{line}\n" for line in lines)
    for changing, fixed in ((r"#\d+", "#"), (r"plan_id=\d+", "plan_id="), (r"\[file:\S+", "[file:]")):
        shown = re.sub(changing, fixed, shown)
    return shown
