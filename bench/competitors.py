"""The engines that queries are compared on, each in a process of its own, peers in an environment of their own too."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from engines import environment
from process_tree import measure

HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / ".venv-peers"


class Answer(TypedDict, total=False):
    """Seconds of each run and the rows of the last, values as text; or the error."""

    seconds: list[float]
    rows: list[list[str]]
    error: str


@dataclass(frozen=True)
class Competitor:
    """``kind`` is how ``query_session.py`` drives it; the environment is for so many threads and so much memory."""

    kind: str
    python: Path
    environment: Callable[[int, str | None], Mapping[str, str]]


def spark(engine: str, options: str = "") -> Competitor:
    def settings(threads: int, memory: str | None) -> dict[str, str]:
        capped = options if memory is None else f"{options} --driver-memory {memory}"
        return environment(engine, capped, threads)

    return Competitor("spark", Path(sys.executable), settings)


def peer(kind: str, folder: str, threads_variable: str | None = None) -> Competitor:
    def settings(threads: int, _memory: str | None) -> dict[str, str]:
        # Sail says at every start and end what it does.
        quiet = {"PATH": "/usr/bin:/bin", "RUST_LOG": "error"}
        return quiet if threads_variable is None else {**quiet, threads_variable: str(threads)}

    return Competitor(kind, PEERS / folder / "bin" / "python", settings)


# The real Spark's own default of 1 GB of heap would hold it up.
COMPETITORS: Mapping[str, Competitor] = {
    "jvm": spark("jvm", "--driver-memory 8g"),
    "tspark": spark("tspark"),
    "shim": spark("shim"),
    "evaluator": spark("tspark", "--conf spark.sql.native.enabled=false"),
    "sail": peer("sail", "sail", "TOKIO_WORKER_THREADS"),
    "duckdb": peer("duckdb", "duckdb"),
    "duckdb2": peer("duckdb", "duckdb2"),
    "polars": peer("polars", "polars", "POLARS_MAX_THREADS"),
}
THREADS = 2


@dataclass(frozen=True)
class Session:
    """What one process of an engine did; ``first_seconds`` is from its start to the first query's rows."""

    first_seconds: float
    peak_bytes: int
    answers: dict[str, Answer]


def run_session(name: str, data: Path, queries: Mapping[str, str], repeats: int, memory: str | None = None) -> Session:
    """``name`` is a competitor's, with ``@1`` behind it where it is to have one thread instead of two."""
    engine, _, count = name.partition("@")
    threads = int(count or THREADS)
    competitor = COMPETITORS[engine]
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "asked.json", Path(folder) / "told.json"
        asked.write_text(json.dumps({"queries": dict(queries), "repeats": repeats}))
        script = HERE / "query_session.py"
        command = [competitor.python, script, competitor.kind, threads, data, asked, told]
        measured = measure([str(word) for word in command], competitor.environment(threads, memory))
        report = json.loads(told.read_text())
        return Session(report["first_seconds"], measured.peak_bytes, report["answers"])


def queries_of_duckdb(suite: str) -> dict[str, str]:
    """The texts that DuckDB's extensions ship, by name: q1, q2, …"""
    program = f"""
import duckdb, glob, json, sys
(extension,) = glob.glob(sys.prefix + "/lib/python3*/site-packages/duckdb_extension_{suite}/extensions/*/*")
duckdb.load_extension(extension)
print(json.dumps({{"q%d" % number: text for number, text in duckdb.sql("FROM {suite}_queries()").fetchall()}}))
"""
    python = COMPETITORS["duckdb"].python
    done = subprocess.run([python, "-c", program], capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found
