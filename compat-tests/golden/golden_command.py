"""The command ``compat-tests/golden/run``."""

import argparse
import sys
import time
from pathlib import Path

from golden_file import golden_names, read_golden
from golden_lists import add_passing, lost, read_changed
from golden_run import FileResult, run_file, write_log
from golden_session import LOGS, GoldenSession, prepare_environment


def main() -> int:
    parser = argparse.ArgumentParser(prog="run", description="Runs Spark's SQL golden files.")
    parser.add_argument("--engine", choices=["tspark", "jvm"], default="tspark", help="jvm: the real Spark, needs Java")
    parser.add_argument("--update", action="store_true", help="add what passes to passing/; takes nothing out")
    parser.add_argument("--timeout", type=float, default=60, metavar="SECONDS", help="for one query")
    parser.add_argument("folder", type=Path, metavar="DIR", help="holds inputs/ and results/")
    parser.add_argument("files", nargs="*", metavar="FILE", help="such as subquery/in-subquery/in-basic.sql; or all")
    options = parser.parse_args()
    if options.update and options.engine == "jvm":
        parser.error("--update keeps what passes on tspark")
    names = options.files or golden_names(options.folder)
    files = [read_golden(options.folder, name) for name in names]
    prepare_environment(options.engine)
    LOGS.mkdir(parents=True, exist_ok=True)
    session = GoldenSession(options.folder.resolve(), options.timeout, LOGS / f"engine.{options.engine}.log")
    passed = failed = skipped = problems = 0
    try:
        for file in files:
            start = time.monotonic()
            result = run_file(session, file, frozenset(read_changed(file.name)))
            problems += report(result, options.engine, time.monotonic() - start)
            if options.update:
                print(f"{add_passing(result)} added to the list")
            passed += len(result.passed)
            failed += len(result.failed)
            skipped += len(result.skipped)
    finally:
        session.close()
        session.remove_files()
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if problems else 0


def report(result: FileResult, engine: str, seconds: float) -> int:
    """Prints what one file gave; returns how many problems fail the run."""
    counts = f"{len(result.passed)} passed, {len(result.failed)} failed, {len(result.skipped)} skipped"
    print(f"== {result.name}: {counts}, {seconds:.1f} s", flush=True)
    log = LOGS / f"{result.name.removesuffix('.sql').replace('/', '.')}.{engine}.log"
    log.unlink(missing_ok=True)
    if result.failed:
        write_log(log, result)
        print(f"log: {log}")
    problems = lost(result) if engine == "tspark" else dict.fromkeys(result.failed, "failed")
    for number, reason in problems.items():
        before = "passed before, now " if engine == "tspark" else ""
        print(f"FAILED {result.name} query {number}: {before}{reason}")
    return len(problems)


if __name__ == "__main__":
    sys.exit(main())
