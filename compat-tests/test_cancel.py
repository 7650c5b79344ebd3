"""Long queries that are cancelled: they end at once whatever they do, and leave no rows on disk and no busy thread."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from py4j.protocol import Py4JError
from pyspark import InheritableThread
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sf

# Any of the queries would take some minutes.
pytestmark = pytest.mark.timeout(60)


@pytest.fixture(scope="module")
def local_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("local")


@pytest.fixture(scope="module")
def little_memory(local_dir: Path) -> Iterator[SparkSession]:
    active = SparkSession.getActiveSession()
    if active is not None:
        active.stop()
    builder = SparkSession.builder.master("local[2]").config("spark.local.dir", str(local_dir))
    session = builder.config("spark.driver.memory", "128m").getOrCreate()
    yield session
    session.stop()
    assert list(local_dir.iterdir()) == []


def wide(spark: SparkSession) -> DataFrame:
    return spark.range(200_000_000).selectExpr(
        "(id * 7368787) % 200000000 as k", "id % 10 as g", "concat('some text ', id) as s"
    )


def pairs_in_files(spark: SparkSession, folder: Path) -> DataFrame:
    path = str(folder / "rows.parquet")
    spark.range(2_000_000).selectExpr("id % 10 as g", "concat('text ', id) as s").write.parquet(path)
    rows = spark.read.parquet(path)
    joined = rows.alias("a").join(rows.alias("b"), "g").agg(sf.sum(sf.length("a.s") + sf.length("b.s")))
    assert "native" in joined._jdf.queryExecution().toString().lower()
    return joined


def pairs(spark: SparkSession) -> DataFrame:
    rows = spark.range(2_000_000).selectExpr("id % 10 as g", "id")
    return rows.hint("shuffle_hash").join(rows.withColumnRenamed("id", "other"), "g").selectExpr("sum(id * 3 + other)")


def crossed(spark: SparkSession) -> DataFrame:
    return spark.range(300_000).crossJoin(spark.range(300_000_000).toDF("other")).selectExpr("max(id + other)")


def slow(spark: SparkSession) -> DataFrame:
    def wait(value: int) -> int:
        time.sleep(300)
        return value

    return spark.range(10).select(sf.udf(wait, "long")("id"))


QUERIES: dict[str, Callable[[SparkSession, Path], DataFrame]] = {
    "native": pairs_in_files,
    "join": lambda spark, _: pairs(spark),
    "nested loop": lambda spark, _: crossed(spark),
    "sort": lambda spark, _: (
        wide(spark).sort("k").selectExpr("monotonically_increasing_id() n", "s").selectExpr("max(s)")
    ),
    "window": lambda spark, _: (
        wide(spark).selectExpr("sum(k) OVER (PARTITION BY g ORDER BY k) n", "s").selectExpr("max(s)")
    ),
    "aggregate": lambda spark, _: wide(spark).groupBy("k").agg(sf.max("s").alias("s")).selectExpr("max(s)"),
    "Python": lambda spark, _: slow(spark),
}
CANCEL: dict[str, Callable[[SparkSession], object]] = {
    "group": lambda spark: spark.sparkContext.cancelJobGroup("long"),
    "all": lambda spark: spark.sparkContext.cancelAllJobs(),
    "tag": lambda spark: spark.interruptTag("long"),
    "session": lambda spark: spark.interruptAll(),
}


def running(spark: SparkSession, query: DataFrame) -> tuple[threading.Thread, list[str]]:
    """A thread that collects the query, whose tasks have begun, and where its error goes."""
    errors: list[str] = []

    def run() -> None:
        spark.sparkContext.setJobGroup("long", "a long query")
        spark.addTag("long")
        try:
            query.collect()
        except Py4JError as error:
            errors.append(str(error))

    thread = InheritableThread(target=run)
    thread.start()
    tracker = spark.sparkContext.statusTracker()

    def tasks() -> int:
        jobs = [tracker.getJobInfo(job) for job in tracker.getActiveJobsIds()]
        stages = [tracker.getStageInfo(stage) for job in jobs if job is not None for stage in job.stageIds]
        return sum(stage.numActiveTasks for stage in stages if stage is not None)

    wait_until(lambda: tasks() > 0)
    # Long enough for operators to be in the midst of their work.
    time.sleep(2)
    return thread, errors


def wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.05)


def rows_on_disk(local_dir: Path) -> list[str]:
    return [path.name for path in local_dir.glob("*/*") if path.name.startswith(("spill", "blocks"))]


@pytest.mark.parametrize("kind", QUERIES)
def test_a_cancelled_query_ends_and_leaves_nothing(
    little_memory: SparkSession, local_dir: Path, tmp_path: Path, kind: str
) -> None:
    spark = little_memory
    thread, errors = running(spark, QUERIES[kind](spark, tmp_path))
    spark.sparkContext.cancelJobGroup("long")
    thread.join()
    assert "SPARK_JOB_CANCELLED" in errors[0]
    assert "cancelled part of cancelled job group long" in errors[0]
    assert spark.range(100).repartition(2).count() == 100
    wait_until(lambda: rows_on_disk(local_dir) == [])


@pytest.mark.parametrize("way", CANCEL)
def test_every_way_to_cancel(little_memory: SparkSession, way: str) -> None:
    thread, errors = running(little_memory, pairs(little_memory))
    CANCEL[way](little_memory)
    thread.join()
    assert "cancelled" in errors[0].lower()
    assert little_memory.range(100).repartition(2).count() == 100


SCRIPT = """
import sys
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[2]").config("spark.local.dir", sys.argv[1]).getOrCreate()
rows = spark.range(2_000_000).selectExpr("id % 10 as g", "id")
query = rows.hint("shuffle_hash").join(rows.toDF("g", "other"), "g").selectExpr("sum(id * 3 + other)")
print("ready", flush=True)
"""
INTERRUPTED = """
import time
try:
    query.collect()
except KeyboardInterrupt:
    print("interrupted", spark.range(100).repartition(2).count())
while spark.sparkContext.statusTracker().getActiveJobsIds():
    time.sleep(0.1)
spark.stop()
"""
STOPPED = """
import threading, time
def collect():
    try:
        query.collect()
    except Exception:
        print("failed")
thread = threading.Thread(target=collect)
thread.start()
while not spark.sparkContext.statusTracker().getActiveJobsIds():
    time.sleep(0.1)
time.sleep(1)
spark.stop()
thread.join()
print("stopped")
"""


def script(folder: Path, text: str) -> subprocess.Popen[str]:
    (folder / "script.py").write_text(SCRIPT + text)
    process = subprocess.Popen(
        [sys.executable, str(folder / "script.py"), str(folder)],
        env=dict(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_ctrl_c_ends_the_query_only(tmp_path: Path) -> None:
    process = script(tmp_path, INTERRUPTED)
    time.sleep(3)
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate()[0] == "interrupted 100\n"


def test_stop_ends_running_queries(tmp_path: Path) -> None:
    process = script(tmp_path, STOPPED)
    output, _ = process.communicate()
    assert output == "failed\nstopped\n"
    assert [path.name for path in tmp_path.iterdir()] == ["script.py"]
