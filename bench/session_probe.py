"""Latencies inside one running session, as one JSON object on standard output: session_probe.py FOLDER_OF_LINEITEM."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from tpch_queries import QUERIES

WARM_UP = 20
REPEATS = 60
QUERY_REPEATS = 3
CALLS = 3000


def median_seconds(action: Callable[[], object], warm_up: int, repeats: int) -> float:
    for _ in range(warm_up):
        action()
    return statistics.median(seconds(action) for _ in range(repeats))


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main(data: Path) -> None:
    spark = SparkSession.builder.appName("probe").getOrCreate()
    sql = "SELECT id % 10 AS k, count(*) AS n FROM range(1000) GROUP BY id % 10"

    def by_columns() -> object:
        return spark.range(1000).groupBy((F.col("id") % 10).alias("k")).agg(F.count("*").alias("n")).collect()

    conf = spark.sparkContext._jsc.sc().conf()
    timings = {
        "small query, SQL text": median_seconds(lambda: spark.sql(sql).collect(), WARM_UP, REPEATS),
        "small query, Columns": median_seconds(by_columns, WARM_UP, REPEATS),
        "Py4J call": median_seconds(lambda: conf.contains("spark.app.name"), CALLS, CALLS),
    }
    spark.read.parquet(str(data / "lineitem.parquet")).createOrReplaceTempView("lineitem")
    answers: dict[str, list[str]] = {}
    for name, query in QUERIES.items():
        answers[name] = [repr(row) for row in spark.sql(query).collect()]

        def again(query: str = query) -> object:
            return spark.sql(query).collect()

        timings[f"TPC-H {name}, SF1"] = min(seconds(again) for _ in range(QUERY_REPEATS))
    timings["stop"] = seconds(spark.stop)
    print(json.dumps({"timings": timings, "answers": answers}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
