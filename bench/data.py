"""Data in and out, beside the real Spark: seconds and seconds of processors, and how often ours fit into its.

    make bench-data ROWS=1000000 ROUNDS=3 OPERATION="toPandas"

Needs Java 17. The client is stock PySpark on both.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from data_files import generated
from data_session import OPERATIONS
from engines import environment

ENGINES = ("jvm", "tspark")
#: Of the whole JVM or engine: as much as data in Python's hands leaves both.
MEMORY = "4g"

Found = dict[str, dict[str, Any]]


def one_session(engine: str, files: Path, repeats: int, operations: list[str]) -> Found:
    script = Path(__file__).with_name("data_session.py")
    done = subprocess.run(
        [sys.executable, str(script), str(files), str(repeats), *operations],
        env=environment(engine, f"--driver-memory {MEMORY} --conf spark.driver.maxResultSize=0"),
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        sys.exit(f"{engine} failed:\n{done.stderr[-3000:]}")
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("operations", nargs="*", metavar="OPERATION", help=f"of {', '.join(OPERATIONS)}")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    unknown = set(asked.operations) - OPERATIONS.keys()
    if unknown:
        parser.error(f"no such operation: {', '.join(sorted(unknown))}")
    if shutil.which("java") is None:
        sys.exit("the comparison runs the real Spark, which needs Java 17: no java found")
    files = generated(asked.rows)
    rounds: list[dict[str, Found]] = []
    for number in range(asked.rounds):
        found = {}
        # Each goes first in its turn, so that none always finds the warmer machine.
        for engine in ENGINES if number % 2 == 0 else reversed(ENGINES):
            print(f"round {number + 1} of {asked.rounds}: {engine}", file=sys.stderr, flush=True)
            found[engine] = one_session(engine, files, asked.repeats, asked.operations)
        rounds.append(found)
    return report(rounds)


def report(rounds: list[dict[str, Found]]) -> int:
    names = list(rounds[0]["jvm"])
    print(f"{'':30}{'Spark JVM':>20}{'tspark':>20}{'ratio':>18}   medians of {len(rounds)} rounds, local[2]")
    print(f"{'':30}" + f"{'seconds':>11}{'CPU':>9}" * 2 + f"{'seconds':>11}{'CPU':>7}")
    different = []
    for name in names:
        line = f"{name:30}"
        for engine in ENGINES:
            for kind, width in (("seconds", 11), ("cpu", 9)):
                line += f"{statistics.median(each[engine][name][kind] for each in rounds):{width}.2f}"
        for kind, width in (("seconds", 10), ("cpu", 6)):
            ratios = [each["jvm"][name][kind] / max(each["tspark"][name][kind], 0.01) for each in rounds]
            line += f"{statistics.median(ratios):{width}.1f}x"
        print(line)
        different += [name for each in rounds if each["jvm"][name]["answer"] != each["tspark"][name]["answer"]][:1]
    for name in different:
        print(f"{name} differs: {rounds[0]['jvm'][name]['answer']} and {rounds[0]['tspark'][name]['answer']}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
