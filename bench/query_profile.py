"""Where one query's time goes: query_profile.py [tpch|tpcds] QUERY.

Phases of planning, stages and operators come from the engine's own profile (`spark.sql.profile.file`), what lies around
them from the client's clock, and what is inside a native subplan from DuckDB, which runs its SQL once more.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from competitors import queries_of_duckdb
from engines import environment
from native_profile import native_profile
from tpc import queries_in
from tpc_data import SUITES, generated

Event = Mapping[str, Any]
MOST_WIDTH = 90


@dataclass(frozen=True)
class Run:
    """Times in milliseconds since 1970."""

    start: float
    analysed: float
    end: float
    rows: int
    events: Sequence[Event]

    def phase(self, name: str) -> float:
        return sum((float(event["ms"]) for event in self.of("phase") if event["phase"] == name), 0.0)

    def of(self, kind: str) -> list[Event]:
        return [event for event in self.events if event["event"] == kind]


@dataclass(frozen=True)
class Operator:
    """Of all tasks of a stage together; `own_ms` without what the operators below it took."""

    name: str
    depth: int
    columns: Sequence[str]
    own_ms: float
    rows: int
    bytes: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="query_profile.py", description="Where one query's time goes.")
    parser.add_argument("suite", choices=SUITES, nargs="?", default="tpch")
    parser.add_argument("query", help="such as q9")
    parser.add_argument("--queries", type=Path, help="folder of q1.sql …; without it, the texts that DuckDB ships")
    parser.add_argument("--scale", default="1", help="scale factor of the data (1)")
    parser.add_argument("--repeats", type=int, default=5, help="runs in a session, the last of which is shown (5)")
    parser.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE", help="a setting of the session")
    options = parser.parse_intermixed_args()
    texts = queries_of_duckdb(options.suite) if options.queries is None else queries_in(options.queries)
    data = generated(options.suite, options.scale)
    runs = run(texts[options.query].rstrip().rstrip(";"), data, options.repeats, options.conf)
    last = runs[-1]
    times = ", ".join(f"{each.end - each.start:,.0f}" for each in runs)
    print(f"{options.query}, scale factor {options.scale}: {last.rows} rows; runs of {times} ms, the last one here\n")
    print_phases(last)
    queries = print_stages(last)
    for number, (sql, parameters) in enumerate(queries, 1):
        print(f"\nInside native subplan {number}, run once more by DuckDB itself:")
        print("\n".join(native_profile(sql, parameters)))


def run(query: str, data: Path, repeats: int, settings: Sequence[str]) -> list[Run]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "profile.jsonl"
        file.touch()
        conf = " ".join(f"--conf {setting}" for setting in [f"spark.sql.profile.file={file}", *settings])
        os.environ.update(environment("tspark", conf))
        from pyspark.sql import SparkSession

        session = SparkSession.builder.appName("profile").getOrCreate()
        for table in data.glob("*.parquet"):
            session.read.parquet(str(table)).createOrReplaceTempView(table.stem)
        runs = []
        for _ in range(repeats):
            before = file.stat().st_size
            start = time.time() * 1e3
            frame = session.sql(query)
            analysed = time.time() * 1e3
            rows = len(frame.collect())
            end = time.time() * 1e3
            lines = file.read_bytes()[before:].splitlines()
            runs.append(Run(start, analysed, end, rows, [json.loads(line) for line in lines]))
        session.stop()
        return runs


def print_phases(of: Run) -> None:
    """The two calls of the client, and what the engine says it did in them."""
    jobs = [(a["at"], b["at"]) for a, b in zip(of.of("job started"), of.of("job ended"), strict=True)]
    ran = sum(end - start for start, end in jobs)
    sql, collect = of.analysed - of.start, of.end - of.analysed
    parsing, analysis = of.phase("parsing"), of.phase("analysis")
    planning = {name: of.phase(name) for name in ("optimization", "planning", "hand-over")}
    back = of.end - jobs[-1][1] if jobs else 0.0
    line("spark.sql()", sql)
    line("  parsing", parsing)
    line("  analysis", analysis)
    line("  client and gateway", sql - parsing - analysis)
    line("collect()", collect)
    for name, ms in planning.items():
        line(f"  {name}", ms)
    line(f"  {len(jobs)} jobs" if len(jobs) != 1 else "  the job", ran)
    line("  after the last job: rows to Python", back)
    line("  client and gateway before, between jobs", collect - sum(planning.values()) - ran - back)


def print_stages(of: Run) -> list[tuple[str, list[object]]]:
    """The native queries, in the order of their numbers."""
    ended = {event["stage"]: event["at"] for event in of.of("stage ended")}
    queries: list[tuple[str, list[object]]] = []
    native = evaluator = encoding = 0.0
    for event in of.of("stage started"):
        stage = event["stage"]
        tasks = [task for task in of.of("task") if task["stage"] == stage]
        wall = ended[stage] - event["at"]
        slowest = max((task["ms"] for task in tasks), default=0.0)
        print(f"\nstage {stage} of job {event['job']}, {event['name']}: {wall:,.1f} ms; ", end="")
        print(f"tasks: {len(tasks)}, {sum(task['ms'] for task in tasks):,.1f} ms, the longest {slowest:,.1f}")
        shown = list(operators(tasks))
        for operator in shown:
            title = f"  {'  ' * operator.depth}{operator.name}"
            if operator.name == "native-scan":
                queries += [query for query in native_queries(tasks) if query not in queries]
                native += operator.own_ms
            else:
                evaluator += operator.own_ms
            amount = f"{operator.rows:>12,} rows {operator.bytes / 1e6:>9,.1f} MB"
            line(title, operator.own_ms, f"{amount}  [{', '.join(operator.columns)}]"[:MOST_WIDTH])
        roots = sum(task["operators"][0]["ms"] for task in tasks)
        encoded = sum(task["encodedMs"] for task in tasks) - roots
        given = sum(task["ms"] - task["encodedMs"] for task in tasks)
        encoding += encoded
        if event["name"] == "result":
            line("  rows to pickles", encoded)
        line("  rows to the driver" if event["name"] == "result" else "  rows to blocks", given)
    print(f"\nAll tasks: waiting for DuckDB {native:,.1f} ms, evaluator {evaluator:,.1f}, encoding {encoding:,.1f}")
    return queries


def operators(tasks: Sequence[Event]) -> Iterator[Operator]:
    plans = [task["operators"] for task in tasks]
    for index, same in enumerate(zip(*plans, strict=True)):
        own = sum(each["ms"] - below(plan, index) for each, plan in zip(same, plans, strict=True))
        rows, size = (sum(each[key] for each in same) for key in ("rows", "bytes"))
        yield Operator(same[0]["operator"], same[0]["depth"], same[0]["columns"], max(own, 0.0), rows, size)


def below(plan: Sequence[Event], index: int) -> float:
    """What the nearest operators below that are measured took: others do their work in the loop of the one above."""
    if plan[index]["ms"] == 0:
        return 0.0
    total = 0.0
    hidden = None
    for each in plan[index + 1 :]:
        if each["depth"] <= plan[index]["depth"]:
            break
        if hidden is not None and each["depth"] > hidden:
            continue
        hidden = each["depth"] if each["ms"] > 0 else None
        total += each["ms"]
    return total


def native_queries(tasks: Sequence[Event]) -> list[tuple[str, list[object]]]:
    found = [each["native"] for task in tasks for each in task["operators"] if "native" in each]
    return [(native["sql"], [value(v) for v in native["parameters"]]) for native in found]


def value(written: object) -> object:
    return int(written["bigint"]) if isinstance(written, dict) else written


def line(title: str, ms: float, rest: str = "") -> None:
    print(f"{title:46}{ms:>10,.1f} ms{rest}".rstrip())


if __name__ == "__main__":
    main()
