"""RDDs from Python to Python workers and back; partitions, orders and lineage texts are those of the JVM."""

import gzip
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyspark import SparkContext, SparkFiles, StorageLevel
from pyspark.sql import Row, SparkSession
from pyspark.sql.functions import col


@pytest.fixture
def sc(spark: SparkSession) -> SparkContext:
    return spark.sparkContext


def test_word_count(sc: SparkContext, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("a b a\nc b\n\na é\n", encoding="utf-8")
    counts = sc.textFile(str(path), 3).flatMap(str.split).map(lambda w: (w, 1)).reduceByKey(lambda x, y: x + y)
    assert counts.sortBy(lambda pair: (-pair[1], pair[0])).collect() == [("a", 3), ("b", 2), ("c", 1), ("é", 1)]


def test_pairs_of_pairs_stay_together(sc: SparkContext) -> None:
    letters = sc.parallelize("abc", 2)
    assert letters.zip(letters).zip(letters).collect() == [((x, x), x) for x in "abc"]
    product = letters.cartesian(letters.zip(letters))
    assert sorted(product.collect()) == sorted((x, (y, y)) for x in "abc" for y in "abc")
    assert product.getNumPartitions() == 4


def test_joins_and_groups(sc: SparkContext) -> None:
    left = sc.parallelize([(1, "a"), (2, "b"), (1, "c")], 3)
    right = sc.parallelize([(1, "x"), (3, "y")], 2)
    assert sorted(left.leftOuterJoin(right).collect()) == [(1, ("a", "x")), (1, ("c", "x")), (2, ("b", None))]
    assert sorted((k, sorted(v)) for k, v in left.groupByKey().collect()) == [(1, ["a", "c"]), (2, ["b"])]
    # Both sides are partitioned alike by now: the union moves nothing.
    spread = left.partitionBy(2)
    assert spread.union(spread).getNumPartitions() == 2


def test_take_runs_no_more_partitions_than_it_needs(sc: SparkContext, tmp_path: Path) -> None:
    def touch(index: int, rows: Iterable[int]) -> Iterable[int]:
        (tmp_path / str(index)).touch()
        return rows

    assert sc.parallelize(range(40), 8).mapPartitionsWithIndex(touch).take(3) == [0, 1, 2]
    assert os.listdir(tmp_path) == ["0"]


def test_a_cached_rdd_is_computed_once_and_said_to_be(sc: SparkContext, tmp_path: Path) -> None:
    log = tmp_path / "log"

    def note(x: int) -> int:
        with log.open("a") as file:
            file.write("x")
        return x

    rdd = sc.parallelize(range(6), 3).map(note).persist(StorageLevel.DISK_ONLY)
    assert rdd.count() == rdd.count() == 6
    assert log.read_text() == "xxxxxx"
    assert str(rdd.getStorageLevel()) == "Disk Serialized 1x Replicated"
    rdd.unpersist()
    assert str(rdd.getStorageLevel()) == "Serialized 1x Replicated"


def test_a_checkpoint_replaces_the_lineage(sc: SparkContext, tmp_path: Path) -> None:
    sc.setCheckpointDir(str(tmp_path))
    rdd = sc.parallelize(range(5), 2).map(lambda x: x * x)
    rdd.checkpoint()
    assert not rdd.isCheckpointed()
    assert rdd.sum() == 30
    assert rdd.isCheckpointed()
    lineage = rdd.toDebugString()
    assert lineage is not None
    assert b"ReliableCheckpointRDD" in lineage
    assert b"ParallelCollectionRDD" not in lineage
    assert rdd.collect() == [0, 1, 4, 9, 16]


def test_text_is_saved_as_part_files(sc: SparkContext, tmp_path: Path) -> None:
    lines = sc.parallelize(["one", "zwei", 3], 2)
    lines.saveAsTextFile(str(tmp_path / "plain"))
    assert sorted(os.listdir(tmp_path / "plain")) == ["_SUCCESS", "part-00000", "part-00001"]
    lines.saveAsTextFile(str(tmp_path / "packed"), "org.apache.hadoop.io.compress.GzipCodec")
    with gzip.open(tmp_path / "packed" / "part-00001.gz", "rt") as file:
        assert file.read() == "zwei\n3\n"
    assert sc.textFile(str(tmp_path / "packed")).collect() == ["one", "zwei", "3"]


def test_broadcasts_files_and_accumulators_reach_the_workers(sc: SparkContext, tmp_path: Path) -> None:
    (tmp_path / "shared.txt").write_text("7")
    sc.addFile(str(tmp_path / "shared.txt"))
    factor = sc.broadcast(3)
    seen = sc.accumulator(0)

    def work(x: int) -> int:
        seen.add(1)
        return x * int(factor.value) + int(Path(SparkFiles.get("shared.txt")).read_text())

    assert sc.parallelize(range(4), 2).map(work).collect() == [7, 10, 13, 16]
    assert seen.value == 4
    factor.destroy()
    with pytest.raises(Exception, match="destroyed"):
        sc.parallelize(range(4), 2).map(work).collect()


def test_rows_to_and_from_datasets(spark: SparkSession) -> None:
    frame = spark.createDataFrame([(1, "a"), (2, None)], "n int, s string")
    assert frame.rdd.map(lambda row: (row.n, row.s)).collect() == [(1, "a"), (2, None)]
    back = frame.rdd.map(lambda row: Row(n=row.n + 1, s=row.s)).toDF()
    assert back.collect() == [Row(n=2, s="a"), Row(n=3, s=None)]
    assert spark.range(100).groupBy(col("id") % 3).count().rdd.getNumPartitions() == 1


def test_a_group_of_jobs_is_cancelled_at_once(sc: SparkContext) -> None:
    errors: list[str] = []

    def run() -> None:
        sc.setJobGroup("slow", "sleeps")
        try:
            sc.parallelize(range(2), 2).foreach(lambda _: time.sleep(60))
        except Exception as error:
            errors.append(str(error))

    thread = threading.Thread(target=run)
    thread.start()
    deadline = time.monotonic() + 20
    while not sc.statusTracker().getJobIdsForGroup("slow") and time.monotonic() < deadline:
        time.sleep(0.05)
    sc.cancelJobGroup("slow")
    thread.join(10)
    assert len(errors) == 1
    assert "SPARK_JOB_CANCELLED" in errors[0]
    assert sc.parallelize(range(4), 2).sum() == 6


RETRIES = """
import os
from pyspark import SparkContext, TaskContext
sc = SparkContext("local[2,3]", "retries")
counted = sc.accumulator(0)
def work(x):
    counted.add(1)
    if x == 3 and TaskContext.get().attemptNumber() == 0:
        raise ValueError("once")
    if x == 7 and TaskContext.get().attemptNumber() < 2:
        os.kill(os.getpid(), 9)
    return x
print(sc.parallelize(range(10), 2).map(work).sum(), counted.value)
sc.stop()
"""


def test_failed_attempts_are_repeated_and_not_counted(tmp_path: Path) -> None:
    (tmp_path / "retries.py").write_text(RETRIES)
    run = subprocess.run([sys.executable, tmp_path / "retries.py"], capture_output=True, text=True, timeout=60)
    assert run.stdout == "45 10\n", run.stderr
