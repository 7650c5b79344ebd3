"""Compares the engine with the real Spark, side by side in one run, and prints ratios. Needs Java 17 and Linux."""

import json
import os
import shutil
import statistics
import sys
from importlib.util import find_spec
from pathlib import Path

from process_tree import Measured, measure
from tpc_data import generated
from tspark import spark_home

HERE = Path(__file__).resolve().parent
ROUNDS = 3
ENGINES = ("jvm", "tspark")


def environment(engine: str) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))}
    stock = find_spec("pyspark")
    if stock is None or stock.origin is None:
        sys.exit("stock pyspark is not installed: run `make build`")
    return {
        **inherited,
        "SPARK_HOME": str(spark_home() if engine == "tspark" else Path(stock.origin).parent),
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": "--master local[2] pyspark-shell",
    }


def one_round(engine: str, data: Path) -> tuple[dict[str, float], object]:
    """Figures by name, and what has to be equal on both engines."""
    script = measure([sys.executable, str(HERE / "small_script.py")], environment(engine))
    probe = measure([sys.executable, str(HERE / "session_probe.py"), str(data)], environment(engine))
    report = json.loads(probe.output.splitlines()[-1])
    figures = {
        "small script, start to end": script.seconds,
        **report["timings"],
        "small script, peak memory": megabytes(script),
        "session with Q1 and Q6, peak memory": megabytes(probe),
    }
    return figures, (script.output, report["answers"])


def megabytes(measured: Measured) -> float:
    return measured.peak_bytes / 1e6


def shown(name: str, value: float) -> str:
    if name.endswith("memory"):
        return f"{value:,.0f} MB"
    return f"{value * 1e6:,.0f} µs" if value < 1e-3 else f"{value * 1e3:,.1f} ms" if value < 1 else f"{value:,.2f} s"


def main() -> int:
    if shutil.which("java") is None:
        sys.exit("the comparison runs the real Spark, which needs Java 17: no java found")
    data = generated("tpch", "1")
    rounds: list[dict[str, dict[str, float]]] = []
    for number in range(ROUNDS):
        figures: dict[str, dict[str, float]] = {}
        answers = {}
        # The one that goes first alternates, so that neither always finds the warmer machine.
        for engine in ENGINES if number % 2 == 0 else ENGINES[::-1]:
            print(f"round {number + 1} of {ROUNDS}: {engine}", flush=True)
            figures[engine], answers[engine] = one_round(engine, data)
        if answers["jvm"] != answers["tspark"]:
            print(f"the answers differ:\n{answers['jvm']}\n{answers['tspark']}")
            return 1
        rounds.append(figures)
    print(f"\n{'':38}{'Spark JVM':>12}{'tspark':>12}{'ratio':>9}   medians of {ROUNDS} rounds, local[2]")
    for name in rounds[0]["jvm"]:
        jvm = statistics.median(each["jvm"][name] for each in rounds)
        ours = statistics.median(each["tspark"][name] for each in rounds)
        ratio = statistics.median(each["jvm"][name] / each["tspark"][name] for each in rounds)
        print(f"{name:38}{shown(name, jvm):>12}{shown(name, ours):>12}{ratio:>8.1f}x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
