"""Native subplans as users meet them: explained, cancelled."""

import time
from pathlib import Path

import pytest
from pyspark import InheritableThread
from pyspark.sql import SparkSession

# Hours of work for each of more queries than run at once.
ENDLESS = """SELECT max(a.id + b.id + {}) FROM pairs a JOIN pairs b ON a.k = b.k JOIN pairs c ON b.k = c.k
    WHERE a.id + b.id + c.id > 0"""
QUERIES = 5
SECONDS = 60


def native_notes(spark: SparkSession, query: str, mode: str = "") -> str:
    text = str(spark.sql(f"EXPLAIN {mode} {query}").collect()[0][0])
    return text.partition("== Native Engine ==\n")[2]


@pytest.mark.parametrize("mode", ["", "EXTENDED", "FORMATTED"])
def test_explain_names_native_subplans(spark: SparkSession, tmp_path: Path, mode: str) -> None:
    spark.range(10).selectExpr("id", "id % 5 AS k").write.parquet(str(tmp_path / "t"))
    spark.read.parquet(str(tmp_path / "t")).createOrReplaceTempView("explained")
    assert native_notes(spark, "SELECT k, sum(id) FROM explained GROUP BY k", mode).startswith("Native: HashAggregate(")
    # An array of rows in any order shows the order.
    assert "Not native: " in native_notes(spark, "SELECT k, collect_list(id) FROM explained GROUP BY k", mode)
    assert native_notes(spark, "SELECT sum(id) FROM range(3)", mode) == ""


def test_cancelled_native_queries_make_room_for_others(spark: SparkSession, tmp_path: Path) -> None:
    spark.range(300_000).selectExpr("id", "id % 2 AS k").coalesce(1).write.parquet(str(tmp_path / "pairs"))
    spark.read.parquet(str(tmp_path / "pairs")).createOrReplaceTempView("pairs")
    assert native_notes(spark, ENDLESS.format(0)).startswith("Native: HashAggregate(")
    context = spark.sparkContext
    failures: list[str] = []

    def run(number: int) -> None:
        context.setJobGroup("endless", "", interruptOnCancel=True)
        try:
            spark.sql(ENDLESS.format(number)).collect()
        except Exception as failure:
            failures.append(str(failure))

    threads = [InheritableThread(target=run, args=(number,)) for number in range(QUERIES)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + SECONDS
    while len(context.statusTracker().getJobIdsForGroup("endless")) < QUERIES and time.monotonic() < deadline:
        time.sleep(0.05)
    # Some of them run in the native engine by now, others wait for it.
    time.sleep(0.5)
    context.cancelJobGroup("endless")
    for thread in threads:
        thread.join(SECONDS)
    assert [thread.is_alive() for thread in threads] == [False] * QUERIES
    assert ["SPARK_JOB_CANCELLED" in failure for failure in failures] == [True] * QUERIES
    assert tuple(spark.sql("SELECT max(id), sum(k) FROM pairs").collect()[0]) == (299_999, 150_000)
