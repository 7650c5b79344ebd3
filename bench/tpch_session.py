"""One session that runs TPC-H: tpch_session.py ENGINE FOLDER_OF_TABLES FOLDER_OF_QUERIES; prints seconds by query."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

REPEATS = 3


def spark_runner(tables: list[Path]) -> Callable[[str], object]:
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("tpch").getOrCreate()
    for table in tables:
        spark.read.parquet(str(table)).createOrReplaceTempView(table.stem)
    return lambda query: spark.sql(query).collect()


def duckdb_runner(tables: list[Path]) -> Callable[[str], object]:
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    for table in tables:
        connection.execute(f"CREATE VIEW {table.stem} AS FROM read_parquet('{table}')")
    return lambda query: connection.execute(query).fetchall()


def main(engine: str, data: Path, queries: Path) -> None:
    tables = sorted(data.glob("*.parquet"))
    run = duckdb_runner(tables) if engine == "duckdb" else spark_runner(tables)
    seconds = {}
    for number in range(1, 23):
        query = (queries / f"q{number}.sql").read_text().rstrip().rstrip(";")
        times = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            run(query)
            times.append(time.perf_counter() - start)
        seconds[f"q{number}"] = min(times)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
