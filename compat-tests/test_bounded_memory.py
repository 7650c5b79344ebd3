"""Bounds of memory as a user meets them: results, caches and queries too large for it, and what comes after."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(120)

START = """
import json, os, sys
from pyspark.sql import SparkSession, functions as sf
from pyspark.storagelevel import StorageLevel
spark = SparkSession.builder.master("local[2]").getOrCreate()
sc = spark.sparkContext
told = {}

def error_of(action):
    try:
        action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None
"""
END = """
print(json.dumps(told))
spark.stop()
"""


def tell(folder: Path, text: str, **settings: str) -> dict[str, object]:
    """What the script put into ``told``; settings without their ``spark.``, with ``_`` for a dot."""
    path = folder / "script.py"
    path.write_text(START + text + END)
    options = "".join(f"--conf spark.{name.replace('_', '.')}={value} " for name, value in settings.items())
    done = subprocess.run(
        [sys.executable, str(path)],
        env={**os.environ, "PYSPARK_SUBMIT_ARGS": f"{options}pyspark-shell"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


RESULTS = """
wide = spark.range(1_000_000)
wide.write.parquet(sys.argv[0] + ".parquet")
files = spark.read.parquet(sys.argv[0] + ".parquet")
pairs = sc.parallelize(range(400_000), 4).map(lambda n: (n, str(n)))
actions = {
    "collect": wide.collect,
    "toPandas": wide.toPandas,
    "take": lambda: wide.take(900_000),
    "tail": lambda: wide.tail(900_000),
    "toLocalIterator": lambda: list(wide.toLocalIterator()),
    "native": lambda: files.groupBy("id").count().collect(),
    "RDD.collect": pairs.collect,
    "RDD.take": lambda: pairs.take(390_000),
}
for name, action in actions.items():
    told[name] = error_of(action)
told["after"] = len(spark.range(1000).collect())
"""


def test_results_larger_than_allowed_are_refused(tmp_path: Path) -> None:
    errors = tell(tmp_path, RESULTS, driver_maxResultSize="1m")
    assert errors.pop("after") == 1000
    assert len(errors) == 8
    for name, error in errors.items():
        assert "org.apache.spark.SparkException: Job aborted due to stage failure: Total size" in str(error), name
        assert "is bigger than spark.driver.maxResultSize (1024.0 KiB)" in str(error), name


def test_a_limit_of_zero_is_none(tmp_path: Path) -> None:
    found = tell(tmp_path, RESULTS, driver_maxResultSize="0")
    assert found.pop("after") == 1000
    assert set(found.values()) == {None}


TOO_LARGE = """
rows = spark.range(3_000_000)
texts = rows.select(sf.concat(sf.lit("a text of some length "), "id").alias("s"))
actions = {
    "collect_list": lambda: rows.agg(sf.size(sf.collect_list("id"))).collect(),
    "string": lambda: texts.agg(sf.length(sf.concat_ws(",", sf.collect_list("s")))).collect(),
    "window": lambda: texts.selectExpr("collect_list(s) over () as all").selectExpr("max(size(all))").collect(),
    "broadcast": lambda: rows.join(sf.broadcast(texts), sf.col("id") == sf.length("s"), "left").count(),
    "nested loop": lambda: spark.range(3).join(sf.broadcast(texts), sf.length("s") > sf.col("id") * 9, "left").count(),
    "sort with limit": lambda: texts.orderBy("s").limit(2_500_000).agg(sf.max("s")).collect(),
}
for name, action in actions.items():
    told[name] = error_of(action)
    told[name + ", after"] = spark.range(1000).groupBy(sf.col("id") % 10).count().count()
told["spilled"] = texts.groupBy("s").count().count()
windows = texts.selectExpr("s", "count(*) over () as n", "lead(s) over (order by s) as next")
told["spilled window"] = windows.selectExpr("min(n)", "sum(cast(next > s as int))", "max(s)").first().asDict()
"""


def test_queries_too_large_for_memory_fail_alone(tmp_path: Path) -> None:
    found = tell(tmp_path, TOO_LARGE, driver_memory="128m")
    assert found.pop("spilled") == 3_000_000
    window = found.pop("spilled window")
    assert isinstance(window, dict)
    assert list(window.values()) == [3_000_000, 2_999_999, "a text of some length 999999"]
    assert {found.pop(name) for name in list(found) if name.endswith("after")} == {10}
    assert len(found) == 6
    for name, error in found.items():
        assert "[UNABLE_TO_ACQUIRE_MEMORY] Unable to acquire " in str(error), name
