"""The command ``compat-tests/upstream/run``."""

import argparse
import csv
import signal
import sys
from pathlib import Path

from ratchet import add_passing, judge
from suite import FileResult, Status, module_name, run_file


def main() -> int:
    parser = argparse.ArgumentParser(prog="run", description="Runs files of Spark's own PySpark test suite.")
    parser.add_argument("--engine", choices=["tspark", "jvm"], default="tspark", help="jvm: the real Spark, needs Java")
    parser.add_argument("--client", choices=["stock", "shim"], default="stock", help="shim: the package's own pyspark")
    parser.add_argument("--update", action="store_true", help="add what passes to passing/; takes nothing out")
    parser.add_argument("--baseline", type=Path, help="TSV with class, test, on_jvm: list where the outcome differs")
    parser.add_argument("files", nargs="+", metavar="FILE", help="such as sql/tests/test_column.py")
    options = parser.parse_args()
    # Ended by `timeout` too, the runner ends what it started.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    if options.update and (options.engine, options.client) != ("tspark", "stock"):
        parser.error("--update keeps what passes on tspark with the stock client; ours is held to the same list")
    passed = failed = skipped = 0
    for file in options.files:
        print(f"== {file}", flush=True)
        result = run_file(file, options.engine, options.client)
        if options.baseline is not None:
            compare(result, options.baseline)
        if options.update:
            print(f"{add_passing(result)} added to the list")
        passed += len(result.ids("passed"))
        skipped += len(result.ids("skipped"))
        if options.engine == "tspark":
            verdict = judge(result)
            problems = dict(verdict.failed)
            skipped += len(verdict.excepted)
            for test, reason in sorted(verdict.excepted.items()):
                print(f"excepted: {test}: {reason}")
        else:
            problems = dict.fromkeys(result.ids("failed"), "failed")
            if result.problem is not None:
                problems[file] = result.problem
        for test, reason in sorted(problems.items()):
            print(f"FAILED {test}: {reason}")
        if problems:
            print(f"log: {result.log}")
        failed += len(problems)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed else 0


def compare(result: FileResult, baseline: Path) -> None:
    """Where this run and a recorded one disagree, by test."""
    module = module_name(result.file)
    recorded: dict[str, Status | str] = {}
    with baseline.open(newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            owner, _, name = row["class"].rpartition(".")
            if owner == module:
                recorded[f"{name}.{row['test']}"] = row["on_jvm"]
    expected = sum(outcome == "passed" for outcome in recorded.values())
    reached = sum(outcome == "passed" and result.status.get(test) == "passed" for test, outcome in recorded.items())
    print(f"{reached} of the {expected} tests that pass in the baseline pass here")
    for test in sorted(recorded.keys() | result.status.keys()):
        then, now = recorded.get(test, "absent"), result.status.get(test, "absent")
        if then != now:
            print(f"differs: {test}: {then} in the baseline, {now} here")


if __name__ == "__main__":
    sys.exit(main())
