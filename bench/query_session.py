"""A process that answers queries on one engine: query_session.py KIND THREADS DATA ASKED.json TOLD.json.

It runs in the virtual environment of its engine, so it imports nothing else of the project.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

Rows = Iterable[Sequence[object]]
Run = Callable[[str], Rows]


@contextmanager
def spark(tables: Sequence[Path], _threads: int) -> Iterator[Run]:
    """The master is in the environment."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.appName("bench").getOrCreate()
    for table in tables:
        session.read.parquet(str(table)).createOrReplaceTempView(table.stem)
    yield lambda query: session.sql(query).collect()
    session.stop()


@contextmanager
def sail(tables: Sequence[Path], _threads: int) -> Iterator[Run]:
    """Its server in this process, with Spark Connect as its client."""
    from pysail.spark import SparkConnectServer
    from pyspark.sql import SparkSession

    server = SparkConnectServer()
    server.start(background=True)
    _, port = server.listening_address
    session = SparkSession.builder.remote(f"sc://localhost:{port}").getOrCreate()
    for table in tables:
        session.read.parquet(str(table)).createOrReplaceTempView(table.stem)
    yield lambda query: session.sql(query).collect()
    session.stop()
    server.stop()


@contextmanager
def duckdb(tables: Sequence[Path], threads: int) -> Iterator[Run]:
    import duckdb

    connection = duckdb.connect(config={"threads": threads})
    for table in tables:
        connection.execute(f"CREATE VIEW {table.stem} AS FROM read_parquet('{table}')")
    yield lambda query: connection.execute(query).fetchall()


@contextmanager
def polars(tables: Sequence[Path], _threads: int) -> Iterator[Run]:
    import polars

    context = polars.SQLContext({table.stem: polars.scan_parquet(table) for table in tables})
    yield lambda query: context.execute(query).collect().rows()


KINDS = {"spark": spark, "sail": sail, "duckdb": duckdb, "polars": polars}


def process_seconds() -> float:
    """Since this process started."""
    started = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started / os.sysconf("SC_CLK_TCK")


def answer(run: Run, query: str, repeats: int) -> dict[str, object]:
    """Values as text; what an engine cannot do is its answer too."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        try:
            rows = run(query)
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}
        seconds.append(time.perf_counter() - start)
    return {"seconds": seconds, "rows": [[repr(value) for value in row] for row in rows]}


def main(kind: str, threads: int, data: Path, asked: Path, told: Path) -> None:
    task = json.loads(asked.read_text())
    queries = task["queries"]
    with KINDS[kind](sorted(data.glob("*.parquet")), threads) as run:
        answer(run, next(iter(queries.values())), 1)
        first_seconds = process_seconds()
        answers = {name: answer(run, query, task["repeats"]) for name, query in queries.items()}
    told.write_text(json.dumps({"first_seconds": first_seconds, "answers": answers}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *map(Path, sys.argv[3:]))
