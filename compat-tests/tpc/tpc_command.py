"""The command ``compat-tests/tpc/run``: the queries of a folder on several engines, their whole results compared.

The first engine named is the reference. A query passes on another when its rows are the reference's, decimals digit
for digit, or when both fail with the same condition.
"""

import argparse
import shutil
import sys
from pathlib import Path

from tpc_answers import ENGINES, answers_of
from tpc_compare import Answer, difference
from tpc_data import SUITES, generated


def main() -> int:
    parser = argparse.ArgumentParser(prog="run", description="TPC-H and TPC-DS on the engine, against the real Spark.")
    parser.add_argument("--queries", type=Path, required=True, help="folder of q1.sql …; its name says which suite")
    parser.add_argument("--suite", choices=SUITES, help="where the folder's name does not say it")
    parser.add_argument("--scale", default="0.1", help="scale factor of the generated data (0.1)")
    parser.add_argument(
        "--engines", default="jvm,tspark,evaluator", help=f"of {', '.join(ENGINES)}; the first is right"
    )
    parser.add_argument("names", nargs="*", metavar="QUERY", help="such as q4; all without")
    options = parser.parse_args()
    suite = options.suite or options.queries.resolve().name
    engines = options.engines.split(",")
    if suite not in SUITES:
        parser.error(f"{options.queries}: say by --suite whether this is {' or '.join(SUITES)}")
    if unknown := set(engines) - set(ENGINES):
        parser.error(f"no engine {', '.join(sorted(unknown))}")
    if "jvm" in engines and shutil.which("java") is None:
        sys.exit("the real Spark needs Java 17: no java found")
    names = options.names or sorted((file.stem for file in options.queries.glob("q*.sql")), key=number)
    data = generated(suite, options.scale)
    queries = {name: (options.queries / f"{name}.sql").read_text().rstrip().rstrip(";") for name in names}
    answers = {engine: answers_of(engine, data, queries) for engine in engines}
    return report(names, answers)


def number(name: str) -> tuple[int, str]:
    digits = "".join(c for c in name if c.isdigit())
    return int(digits or 0), name


def report(names: list[str], answers: dict[str, dict[str, Answer]]) -> int:
    right, *others = answers
    failed = 0
    print(f"{'':6}" + "".join(f"{engine:>12}" for engine in answers))
    for name in names:
        print(f"{name:6}" + "".join(f"{answers[engine][name]['seconds']:>11.2f}s" for engine in answers))
        for engine in others:
            if problem := difference(answers[right][name], answers[engine][name]):
                failed += 1
                print(f"FAILED {name} on {engine}: {problem}")
    totals = {engine: sum(answer["seconds"] for answer in answers[engine].values()) for engine in answers}
    print(f"{'total':6}" + "".join(f"{totals[engine]:>11.2f}s" for engine in answers))
    print(f"{len(names) * len(others) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
