"""What must keep passing: ids that passed once, by file, and the tests that may fail, each with its reason."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from suite import FileResult, file_key

HERE = Path(__file__).resolve().parent
PASSING = HERE / "passing"
EXCEPTIONS = HERE / "exceptions.toml"


@dataclass(frozen=True)
class Verdict:
    """A file's result against the lists. All but ``excepted`` are failures of the run."""

    failed: Mapping[str, str]
    """Id and reason: failed without being excepted, lost, or excepted for nothing."""
    excepted: Mapping[str, str]
    lost: frozenset[str]


def passing_file(file: str) -> Path:
    return PASSING / f"{file_key(file)}.txt"


def read_passing(file: str) -> set[str]:
    path = passing_file(file)
    return set(path.read_text().split("\n")) - {""} if path.exists() else set()


def add_passing(result: FileResult) -> int:
    """Adds what passed to the file's list, takes nothing out; returns how many are new."""
    known = read_passing(result.file)
    new = result.ids("passed") - known
    if new:
        PASSING.mkdir(exist_ok=True)
        passing_file(result.file).write_text("".join(f"{test}\n" for test in sorted(known | new)))
    return len(new)


def read_exceptions(file: str) -> dict[str, str]:
    """Reason by id, from ``["sql/tests/test_x.py"]`` tables of ``"Class.test" = "reason"``."""
    tables = tomllib.loads(EXCEPTIONS.read_text())
    return {str(test): str(reason) for test, reason in tables.get(file, {}).items()}


def read_client_exceptions(result: FileResult) -> dict[str, str]:
    """Those that hold for one client alone, from tables such as ``["shim sql/tests/test_x.py"]``."""
    return read_exceptions(f"{result.client} {result.file}")


def judge(result: FileResult) -> Verdict:
    of_client = read_client_exceptions(result)
    exceptions = read_exceptions(result.file) | of_client
    failing = result.ids("failed")
    # Both clients are held to one list.
    lost = read_passing(result.file) - result.ids("passed") - of_client.keys()
    failed = dict.fromkeys(failing - exceptions.keys(), "failed")
    failed |= {test: f"passed before, now {result.status.get(test, 'gone')}" for test in lost}
    failed |= dict.fromkeys(exceptions.keys() - failing, "is excepted, but does not fail")
    if result.problem is not None:
        failed[result.file] = result.problem
    excepted = {test: exceptions[test] for test in failing & exceptions.keys() - lost}
    return Verdict(failed, excepted, frozenset(lost))
