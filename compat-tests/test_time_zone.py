"""Unless it is set, the session's time zone is that of the machine, in tasks and in Python's workers as well."""

import os
import subprocess
import sys

PROGRAM = """
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
times = spark.range(1).selectExpr("timestamp_micros(id) as t")
print(times.selectExpr("hour(t) as h").first().h)
print(times.mapInPandas(lambda parts: (part.assign(t=part.t.dt.hour) for part in parts), "t int").first().t)
"""


def test_tasks_and_workers_take_the_zone_of_the_machine() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "TZ": "America/New_York"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout.split() == ["19", "19"], done.stderr
