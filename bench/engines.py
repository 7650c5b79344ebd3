"""The environment in which a PySpark script runs on one of the engines that are compared."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from tspark import spark_home


def environment(engine: str, options: str = "", threads: int = 2) -> dict[str, str]:
    """``jvm`` is the real Spark, ``tspark`` our engine, ``shim`` that with our own client.

    ``options`` are spark-submit's.
    """
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))}
    stock = find_spec("pyspark")
    if stock is None or stock.origin is None:
        sys.exit("stock pyspark is not installed: run `make build`")
    own_client = {"PYTHONPATH": str(spark_home().parents[1])} if engine == "shim" else {}
    return {
        **inherited,
        **own_client,
        "SPARK_HOME": str(Path(stock.origin).parent if engine == "jvm" else spark_home()),
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": f"--master local[{threads}] {options} pyspark-shell",
    }
