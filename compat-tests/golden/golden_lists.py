"""What must keep passing, by golden file, and the queries that Spark 4.3 no longer answers as the files say.

Queries go by their number in the file, from 1; runs of them are written as ``3-17``.
"""

import tomllib
from collections.abc import Iterable
from itertools import count, groupby
from pathlib import Path

from golden_run import FileResult

HERE = Path(__file__).resolve().parent
PASSING = HERE / "passing"
CHANGED = HERE / "changed.toml"


def passing_file(name: str) -> Path:
    return PASSING / name.replace(".sql", ".txt")


def read_passing(name: str) -> set[int]:
    path = passing_file(name)
    return read_ranges(path.read_text().split()) if path.exists() else set()


def add_passing(result: FileResult) -> int:
    """Adds what passed to the file's list, takes nothing out; returns how many are new."""
    known = read_passing(result.name)
    new = result.passed - known
    if new:
        path = passing_file(result.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{text}\n" for text in ranges(known | new)))
    return len(new)


def lost(result: FileResult) -> dict[int, str]:
    """Queries that passed before and no longer do."""
    reasons = dict.fromkeys(read_passing(result.name) - result.passed, "gone")
    return {
        number: "failed" if number in result.failed else "skipped" if number in result.skipped else reason
        for number, reason in sorted(reasons.items())
    }


def read_changed(name: str) -> dict[int, str]:
    """Reason by query, from ``["interval.sql"]`` tables of ``"12-14" = "reason"``."""
    table = tomllib.loads(CHANGED.read_text()).get(name, {})
    return {number: str(reason) for text, reason in table.items() for number in read_ranges([text])}


def read_ranges(texts: Iterable[str]) -> set[int]:
    numbers: set[int] = set()
    for text in texts:
        first, _, last = text.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return numbers


def ranges(numbers: Iterable[int]) -> list[str]:
    position = count()
    runs = (list(run) for _, run in groupby(sorted(numbers), lambda number: number - next(position)))
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
