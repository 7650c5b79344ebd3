"""Answers of one engine to a list of queries, from a process of its own."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from engines import environment
from tpc_compare import Answer

# What each is started with beside `local[2]`; `dataframes` has TPC-H written with the DataFrame API, not as SQL.
# A small number of partitions suits small data, on the real Spark most.
ENGINES = {
    "jvm": "--conf spark.sql.shuffle.partitions=4 --driver-memory 4g",
    "tspark": "--conf spark.sql.shuffle.partitions=4",
    "evaluator": "--conf spark.sql.shuffle.partitions=4 --conf spark.sql.native.enabled=false",
    "dataframes": "--conf spark.sql.shuffle.partitions=4",
}


def answers_of(engine: str, data: Path, queries: dict[str, str]) -> dict[str, Answer]:
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "queries.json", Path(folder) / "answers.json"
        asked.write_text(json.dumps(queries))
        script = Path(__file__).parent / "tpc_session.py"
        api = "dataframes" if engine == "dataframes" else "sql"
        command = [sys.executable, *map(str, (script, api, data, asked, told))]
        settings = environment("jvm" if engine == "jvm" else "tspark", ENGINES[engine])
        subprocess.run(command, env=settings, cwd=folder, check=True)
        answers: dict[str, Answer] = json.loads(told.read_text())
        return answers
