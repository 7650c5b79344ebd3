"""Answers of one engine to a list of queries, from a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

from tspark import spark_home

# What each is started with beside `local[2]`; `dataframes` has TPC-H written with the DataFrame API, not as SQL.
# A small number of partitions suits small data, on the real Spark most.
ENGINES = {
    "jvm": "--conf spark.sql.shuffle.partitions=4 --driver-memory 4g",
    "tspark": "--conf spark.sql.shuffle.partitions=4",
    "evaluator": "--conf spark.sql.shuffle.partitions=4 --conf spark.sql.native.enabled=false",
    "dataframes": "--conf spark.sql.shuffle.partitions=4",
}


class Answer(TypedDict):
    """Values as text; ``error`` is a condition, and then there are no rows."""

    rows: list[list[str]]
    error: str | None
    seconds: float


def answers_of(engine: str, data: Path, queries: dict[str, str]) -> dict[str, Answer]:
    stock = find_spec("pyspark")
    if stock is None or stock.origin is None:
        sys.exit("stock pyspark is not installed: run `make build`")
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))},
        "SPARK_HOME": str(Path(stock.origin).parent if engine == "jvm" else spark_home()),
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": f"--master local[2] {ENGINES[engine]} pyspark-shell",
    }
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "queries.json", Path(folder) / "answers.json"
        asked.write_text(json.dumps(queries))
        script = Path(__file__).parent / "tpc_session.py"
        api = "dataframes" if engine == "dataframes" else "sql"
        subprocess.run([sys.executable, script, api, data, asked, told], env=environment, cwd=folder, check=True)
        answers: dict[str, Answer] = json.loads(told.read_text())
        return answers
