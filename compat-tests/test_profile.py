"""The profile that the engine writes of its queries."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

PROGRAM = """
import sys
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[2]").config("spark.sql.profile.file", sys.argv[2]).getOrCreate()
spark.read.parquet(sys.argv[1]).createOrReplaceTempView("t")
print(len(spark.sql("SELECT k, sum(id) FROM t WHERE id >= 10 GROUP BY k").collect()))
try:
    spark.sql("SELECT k, sum(id DIV (id - 50)) FROM t GROUP BY k").collect()
except Exception as error:
    print(error.getCondition())
"""


@pytest.fixture
def table(spark: SparkSession, tmp_path: Path) -> str:
    path = str(tmp_path / "t")
    spark.range(100).selectExpr("id", "id % 5 AS k").coalesce(1).write.parquet(path)
    return path


def test_profile(table: str, tmp_path: Path) -> None:
    file = tmp_path / "profile.jsonl"
    done = subprocess.run([sys.executable, "-c", PROGRAM, table, str(file)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["5", "DIVIDE_BY_ZERO"]
    events = [json.loads(line) for line in file.read_text().splitlines()]
    phases = {event["phase"] for event in events if event["event"] == "phase"}
    assert {"parsing", "analysis", "optimization", "planning", "hand-over"} <= phases
    stages = [event["stage"] for event in events if event["event"] == "stage started"]
    tasks = [event for event in events if event["event"] == "task"]
    assert {task["stage"] for task in tasks} <= set(stages)
    operators = [operator for task in tasks for operator in task["operators"]]
    (native,) = [operator for operator in operators if operator["operator"] == "native-scan"]
    assert native["rows"] == 5
    assert "read_parquet" in native["native"]["sql"]
    (failure,) = [event["reason"] for event in events if event["event"] == "native failed"]
    assert "division by zero" in failure
    assert all(task["ms"] >= task["operators"][0]["ms"] > 0 for task in tasks)
