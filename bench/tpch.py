"""All of TPC-H from Parquet through PySpark, beside the real Spark and DuckDB itself, in alternating rounds.

Figures are each query's best of three in a session, then medians over the rounds.
"""

import argparse
import json
import shutil
import statistics
import sys
from pathlib import Path

from engines import environment
from process_tree import measure
from run import megabytes
from tpc_data import generated

HERE = Path(__file__).resolve().parent
ENGINES = ("jvm", "tspark", "duckdb")


def one_round(engine: str, data: Path, queries: Path) -> tuple[dict[str, float], float]:
    """Seconds by query, and the peak memory of the process tree in megabytes."""
    command = [sys.executable, str(HERE / "tpch_session.py"), engine, str(data), str(queries)]
    measured = measure(command, environment("jvm" if engine == "jvm" else "tspark"))
    seconds: dict[str, float] = json.loads(measured.output.splitlines()[-1])
    return seconds, megabytes(measured)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tpch.py", description="TPC-H side by side.")
    parser.add_argument("--queries", type=Path, required=True, help="folder of q1.sql … q22.sql")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engines", default=",".join(ENGINES))
    options = parser.parse_args()
    engines = options.engines.split(",")
    if "jvm" in engines and shutil.which("java") is None:
        sys.exit("the comparison runs the real Spark, which needs Java 17: no java found")
    data = generated("tpch", options.scale)
    seconds: dict[str, list[dict[str, float]]] = {engine: [] for engine in engines}
    memory: dict[str, list[float]] = {engine: [] for engine in engines}
    for number in range(options.rounds):
        # Each goes first in its turn, so that none always finds the warmer machine.
        for engine in engines[number % len(engines) :] + engines[: number % len(engines)]:
            print(f"round {number + 1} of {options.rounds}: {engine}", flush=True)
            by_query, peak = one_round(engine, data, options.queries)
            seconds[engine].append({**by_query, "total": sum(by_query.values())})
            memory[engine].append(peak)
    report(engines, seconds, memory)
    return 0


def report(engines: list[str], seconds: dict[str, list[dict[str, float]]], memory: dict[str, list[float]]) -> None:
    others = [engine for engine in engines if engine != "tspark"]
    head = "".join(f"{engine:>11}" for engine in engines) + "".join(f"{'to ' + engine:>11}" for engine in others)
    print(f"\n{'':12}{head}   medians; the last columns are times of the others over ours")
    for name in seconds["tspark"][0]:
        medians = {engine: statistics.median(each[name] for each in seconds[engine]) for engine in engines}
        print(
            f"{name:12}"
            + "".join(f"{medians[engine]:>10.3f}s" for engine in engines)
            + "".join(f"{paired_ratio(seconds, other, name):>10.2f}x" for other in others)
        )
    peaks = {engine: statistics.median(memory[engine]) for engine in engines}
    print(
        f"{'peak memory':12}"
        + "".join(f"{peaks[engine]:>8,.0f} MB" for engine in engines)
        + "".join(f"{peaks[other] / peaks['tspark']:>10.2f}x" for other in others)
    )


def paired_ratio(seconds: dict[str, list[dict[str, float]]], other: str, name: str) -> float:
    pairs = zip(seconds[other], seconds["tspark"], strict=True)
    return statistics.median(theirs[name] / ours[name] for theirs, ours in pairs)


if __name__ == "__main__":
    sys.exit(main())
