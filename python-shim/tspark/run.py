"""Running a script on the engine, with the Python that runs this."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

from tspark.home import spark_home


def environment(parent: Mapping[str, str]) -> dict[str, str]:
    """The environment in which a stock PySpark script finds the engine instead of a JVM."""
    return {
        **parent,
        "SPARK_HOME": str(spark_home()),
        "PYSPARK_PYTHON": parent.get("PYSPARK_PYTHON", sys.executable),
        "PYSPARK_DRIVER_PYTHON": sys.executable,
    }


def run(command: Sequence[str]) -> NoReturn:
    """Become ``python SCRIPT ARGUMENTS…``; the exit code and the signals are then the script's own."""
    os.execve(sys.executable, [sys.executable, *command], environment(os.environ))
