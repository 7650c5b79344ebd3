"""One operation over data larger than memory, in a session of its own: memory_session.py OPERATION FOLDER ROWS.

Prints a JSON object: bytes of the idle engine and at its peak, seconds, seconds of processors. A wrong answer ends it
with an error.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from process_tree import family, proportional_set_size
from pyspark.sql import DataFrame, SparkSession

PAUSE_SECONDS = 0.05
TEXT_LENGTH = 100
WINDOWS = 1000


def rows_of(table: DataFrame, statement: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in table.sparkSession.sql(statement, table=table).collect()]


def order_of(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """One row about a partition: rows, sum of `id`, first and last `k`, whether `k` never falls."""
    rows, total, rising, first, last = 0, 0, True, None, None
    for batch in batches:
        keys = batch["k"]
        rows += len(keys)
        total += pc.sum(batch["id"]).as_py()
        rising = rising and pc.all(pc.greater_equal(keys[1:], keys[:-1]), min_count=0).as_py()
        rising = rising and (last is None or last <= keys[0].as_py())
        first = keys[0].as_py() if first is None else first
        last = keys[-1].as_py()
    yield pa.RecordBatch.from_pydict(
        {"n": [rows], "total": [total], "low": [first], "high": [last], "rising": [rising]}
    )


def sort(table: DataFrame, rows: int) -> bool:
    parts = table.sort("k").mapInArrow(order_of, "n long, total long, low long, high long, rising boolean").collect()
    filled = [part for part in parts if part.n > 0]
    bounds = [bound for part in filled for bound in (part.low, part.high)]
    return (
        all(part.rising for part in filled)
        and bounds == sorted(bounds)
        and sum(part.n for part in filled) == rows
        and sum(part.total for part in filled) == rows * (rows - 1) // 2
    )


def order(table: DataFrame, rows: int) -> bool:
    """Nobody can tell equal rows apart here, nor the partitions: DuckDB may sort."""
    statement = "SELECT first(k), last(k), count(*), sum(length(s)) FROM (SELECT k, s FROM {table} ORDER BY k, s)"
    return rows_of(table, statement) == [(0, rows - 1, rows, rows * TEXT_LENGTH)]


def join(table: DataFrame, rows: int) -> bool:
    half = rows // 2
    statement = f"""
        SELECT count(*), sum(b.id - a.id), sum(length(a.s) + length(b.s)), sum(a.g)
        FROM (SELECT * FROM {{table}} WHERE id < {half}) a
        JOIN (SELECT * FROM {{table}} WHERE id >= {half}) b ON a.id = b.id - {half}"""
    return rows_of(table, statement) == [(half, half * half, half * 2 * TEXT_LENGTH, half * (WINDOWS - 1) // 2)]


def aggregate(table: DataFrame, rows: int) -> bool:
    statement = """
        SELECT count(*), sum(n), sum(length(s)), sum(k)
        FROM (SELECT k div 4 AS part, count(*) AS n, max(s) AS s, max(k) AS k FROM {table} GROUP BY k div 4)"""
    groups = rows // 4
    return rows_of(table, statement) == [(groups, rows, groups * TEXT_LENGTH, 2 * groups * (groups - 1) + 3 * groups)]


def distinct(table: DataFrame, rows: int) -> bool:
    statement = "SELECT count(*), sum(k), sum(length(s)) FROM (SELECT DISTINCT k, s FROM {table})"
    return rows_of(table, statement) == [(rows, rows * (rows - 1) // 2, rows * TEXT_LENGTH)]


def window(table: DataFrame, rows: int) -> bool:
    statement = """
        SELECT count(*), sum(place), sum(length(s))
        FROM (SELECT s, rank() OVER (PARTITION BY g ORDER BY k) AS place FROM {table})"""
    each = rows // WINDOWS
    return rows_of(table, statement) == [(rows, WINDOWS * each * (each + 1) // 2, rows * TEXT_LENGTH)]


def partition(table: DataFrame, rows: int) -> bool:
    """One window partition, with a frame that goes on and one of all rows."""
    statement = """
        SELECT count(*), sum(place), sum(highest), sum(length(s))
        FROM (
            SELECT s, count(*) OVER (ORDER BY k) AS place,
                max(k) OVER (ORDER BY k ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS highest
            FROM {table}
        )"""
    return rows_of(table, statement) == [(rows, rows * (rows + 1) // 2, rows * (rows - 1), rows * TEXT_LENGTH)]


def cache(table: DataFrame, rows: int) -> bool:
    table.persist()
    answer = [(rows, rows * (rows - 1) // 2, rows * TEXT_LENGTH)]
    statement = "SELECT count(*), sum(id), sum(length(s)) FROM {table}"
    return all(rows_of(table, statement) == answer for _ in range(2))


OPERATIONS: dict[str, Callable[[DataFrame, int], bool]] = {
    "sort": sort,
    "order": order,
    "join": join,
    "aggregate": aggregate,
    "distinct": distinct,
    "window": window,
    "partition": partition,
    "cache": cache,
}


class EngineMemory:
    """Watches the engine's process, which is a child of this one; workers of Python are not part of it."""

    def __init__(self) -> None:
        engines = [pid for pid in family(os.getpid()) if os.readlink(f"/proc/{pid}/exe").endswith("/node")]
        if len(engines) != 1:
            raise RuntimeError(f"{len(engines)} engines are running")
        self.pid = engines[0]
        self.peak = self.now
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    @property
    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def now(self) -> int:
        return proportional_set_size(self.pid)

    def stop(self) -> None:
        self._ended.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._ended.wait(PAUSE_SECONDS):
            self.peak = max(self.peak, self.now)


def main(operation: str, folder: Path, rows: int) -> None:
    spark = SparkSession.builder.appName(operation).getOrCreate()
    spark.range(1000).groupBy("id").count().collect()
    table = spark.read.parquet(str(folder))
    table.limit(1).collect()
    memory = EngineMemory()
    idle = memory.now
    start, start_cpu = time.perf_counter(), memory.cpu_seconds
    right = OPERATIONS[operation](table, rows)
    elapsed, cpu = time.perf_counter() - start, memory.cpu_seconds - start_cpu
    memory.stop()
    spark.stop()
    if not right:
        sys.exit(f"{operation} gave a wrong answer")
    print(json.dumps({"idle": idle, "peak": memory.peak, "seconds": elapsed, "cpu": cpu}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
