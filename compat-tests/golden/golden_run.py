"""Runs one golden file and compares each query's answer with the one Spark gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from golden_file import Answer, Case, GoldenFile, Settings
from golden_session import EngineLostError, GoldenSession
from query_error import same_error

ENGINE_ENDED = Answer("", "the engine's process ended")


@dataclass(frozen=True)
class Mismatch:
    case: Case
    actual: Answer
    settings: Settings


@dataclass(frozen=True)
class FileResult:
    name: str
    passed: frozenset[int]
    failed: Mapping[int, Mismatch]
    skipped: frozenset[int] = field(default_factory=frozenset)


def run_file(session: GoldenSession, file: GoldenFile, skipped: frozenset[int]) -> FileResult:
    """A query passes when its answer is right under each of the file's settings. Skipped ones run, but do not count."""
    if file.only_if - {"spark"}:
        return FileResult(file.name, frozenset(), {}, frozenset(case.number for case in file.cases))
    failed: dict[int, Mismatch] = {}
    for settings in file.settings:
        for mismatch in run_with(session, file, settings):
            failed.setdefault(mismatch.case.number, mismatch)
    counted = {case.number for case in file.cases} - skipped
    return FileResult(
        file.name,
        frozenset(counted - failed.keys()),
        {number: mismatch for number, mismatch in failed.items() if number in counted},
        skipped,
    )


def run_with(session: GoldenSession, file: GoldenFile, settings: Settings) -> list[Mismatch]:
    """A query that takes the engine down is left out when the file begins again."""
    fatal: dict[int, Mismatch] = {}
    while True:
        mismatches: list[Mismatch] = []
        spark = session.fresh(settings)
        for case in file.cases:
            if case.number in fatal:
                continue
            try:
                actual = session.ask(spark, case.sql)
            except EngineLostError:
                fatal[case.number] = Mismatch(case, ENGINE_ENDED, settings)
                session.close()
                break
            if not same_answer(case.expected, actual):
                mismatches.append(Mismatch(case, actual, settings))
        else:
            return [*mismatches, *fatal.values()]


def same_answer(expected: Answer, actual: Answer) -> bool:
    return expected.schema == actual.schema and same_error(expected.output, actual.output)


def write_log(path: Path, result: FileResult) -> None:
    with path.open("w") as log:
        for number, mismatch in sorted(result.failed.items()):
            settings = ",".join(f"{key}={value}" for key, value in mismatch.settings)
            log.write(f"-- !query {number} with {settings}\n{mismatch.case.sql}\n")
            for title, found in (("expected", mismatch.case.expected), ("actual", mismatch.actual)):
                log.write(f"-- !{title}\n{found.schema}\n{found.output}\n")
