"""Compares the engine with the real Spark, side by side in one run, and prints ratios. Needs Java 17 and Linux."""

import json
import shutil
import statistics
import sys
from pathlib import Path

from engines import environment
from process_tree import Measured, measure
from tpc_data import generated

HERE = Path(__file__).resolve().parent
ROUNDS = 3
# The real Spark, then our engine with stock PySpark and with our own as the client.
ENGINES = ("jvm", "tspark", "shim")
HEADINGS = {"jvm": "Spark JVM", "tspark": "tspark", "shim": "own client"}


def one_round(engine: str, data: Path) -> tuple[dict[str, float], object]:
    """Figures by name, and what has to be equal on both engines."""
    hello = measure([sys.executable, str(HERE.parent / "examples" / "hello.py")], environment(engine))
    script = measure([sys.executable, str(HERE / "small_script.py")], environment(engine))
    probe = measure([sys.executable, str(HERE / "session_probe.py"), str(data)], environment(engine))
    report = json.loads(probe.output.splitlines()[-1])
    figures = {
        "examples/hello.py, start to end": hello.seconds,
        "small script, start to end": script.seconds,
        **report["timings"],
        "small script, peak memory": megabytes(script),
        "session with Q1 and Q6, peak memory": megabytes(probe),
    }
    return figures, (hello.output, script.output, report["answers"])


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
        # Each goes first in its turn, so that none always finds the warmer machine.
        for engine in ENGINES[number:] + ENGINES[:number]:
            print(f"round {number + 1} of {ROUNDS}: {engine}", flush=True)
            figures[engine], answers[engine] = one_round(engine, data)
        for engine in ENGINES[1:]:
            if answers["jvm"] != answers[engine]:
                print(f"the answers of {engine} differ:\n{answers['jvm']}\n{answers[engine]}")
                return 1
        rounds.append(figures)
    heads = "".join(f"{HEADINGS[engine]:>12}" for engine in ENGINES) + f"{'ratio':>9}{'ratio':>9}"
    print(f"\n{'':38}{heads}   medians of {ROUNDS} rounds, local[2]")
    for name in rounds[0]["jvm"]:
        values = "".join(f"{shown(name, statistics.median(r[engine][name] for r in rounds)):>12}" for engine in ENGINES)
        ratios = "".join(
            f"{statistics.median(r['jvm'][name] / r[engine][name] for r in rounds):>8.1f}x" for engine in ENGINES[1:]
        )
        print(f"{name:38}{values}{ratios}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
