"""Data into and out of one session: data_session.py FOLDER_OF_FILES REPEATS [OPERATION…].

Prints a JSON object: of each operation the seconds and the seconds of processors of its best run, those of all
processes, and what came out.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from process_tree import family, processor_seconds
from pyspark.sql import DataFrame, SparkSession

SCHEMA = "id LONG, k INT, x DOUBLE, d DATE, t TIMESTAMP, flag BOOLEAN, s STRING"


class Given:
    """What the operations work on, loaded before they are timed."""

    def __init__(self, spark: SparkSession, files: Path, scratch: Path) -> None:
        self.spark = spark
        self.files = files
        self.scratch = scratch
        self.rows = spark.read.parquet(str(files / "parquet"))
        self.pandas: pd.DataFrame = self.rows.toPandas()

    def path(self, kind: str) -> str:
        return str(self.files / kind)

    def written(self, rows: DataFrame, by: tuple[str, ...] = ()) -> object:
        target = str(self.scratch / "written")
        rows.write.mode("overwrite").partitionBy(*by).parquet(target)
        return True


def summed(rows: DataFrame) -> object:
    """Something of every column, so that none is left unread."""
    each = ("sum(id)", "sum(k)", "count(x)", "max(d)", "max(t)", "sum(int(flag))", "sum(length(s))")
    return shown(rows, "count(*)", *each)


def shown(rows: DataFrame, *aggregates: str) -> object:
    return [str(value) for value in rows.selectExpr(*aggregates).collect()[0]]


def add_arrow(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield batch.set_column(0, "id", pc.add(batch["id"], 1))


def add_pandas(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    for frame in frames:
        yield frame.assign(id=frame["id"] + 1)


OPERATIONS: dict[str, Callable[[Given], object]] = {
    "toPandas": lambda given: int(given.rows.toPandas()["id"].sum()),
    "toArrow": lambda given: pc.sum(given.rows.toArrow()["id"]).as_py(),
    "createDataFrame(pandas)": lambda given: given.spark.createDataFrame(given.pandas).columns,
    "createDataFrame(pandas), read": lambda given: summed(given.spark.createDataFrame(given.pandas)),
    "mapInArrow": lambda given: summed(given.rows.mapInArrow(add_arrow, given.rows.schema)),
    "mapInPandas": lambda given: summed(given.rows.mapInPandas(add_pandas, given.rows.schema)),
    "CSV scan": lambda given: summed(given.spark.read.csv(given.path("csv"), schema=SCHEMA, header=True)),
    "CSV inference": lambda given: given.spark.read.csv(given.path("csv"), inferSchema=True, header=True).dtypes,
    "JSON scan": lambda given: summed(given.spark.read.json(given.path("json"), schema=SCHEMA)),
    "JSON inference": lambda given: given.spark.read.json(given.path("json")).dtypes,
    "text read": lambda given: shown(given.spark.read.text(given.path("text")), "count(*)", "sum(length(value))"),
    "Parquet write": lambda given: given.written(given.rows),
    "Parquet write, partitioned": lambda given: given.written(given.rows, ("k",)),
    "CSV write": lambda given: given.rows.write.mode("overwrite").csv(str(given.scratch / "csv")),
    "JSON write": lambda given: given.rows.write.mode("overwrite").json(str(given.scratch / "json")),
}


def measured(operation: Callable[[Given], object], given: Given, repeats: int) -> dict[str, Any]:
    runs = []
    answer = operation(given)
    for _ in range(repeats):
        start, start_cpu = time.perf_counter(), processor_seconds(family(os.getpid()))
        operation(given)
        runs.append((time.perf_counter() - start, processor_seconds(family(os.getpid())) - start_cpu))
    return {"seconds": min(wall for wall, _ in runs), "cpu": min(cpu for _, cpu in runs), "answer": answer}


def main(files: Path, repeats: int, wanted: list[str]) -> None:
    spark = SparkSession.builder.appName("data").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.pyspark.enabled", "true")
    with tempfile.TemporaryDirectory(prefix="data-") as scratch:
        given = Given(spark, files, Path(scratch))
        found = {name: measured(OPERATIONS[name], given, repeats) for name in wanted or OPERATIONS}
    spark.stop()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
