"""A golden file: the queries of an input, the settings they run under, and what Spark answers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

SPACE = " \t\n\v\f\r"
Settings = tuple[tuple[str, str], ...]

FOLDERS: dict[str, Settings] = {
    "timestampNTZ": (("spark.sql.timestampType", "TIMESTAMP_NTZ"),),
    "postgreSQL": (("spark.sql.legacy.interval.enabled", "true"),),
}


@dataclass(frozen=True)
class Answer:
    """What a query gives: a schema and lines of text, or no schema and an error."""

    schema: str
    output: str


@dataclass(frozen=True)
class Case:
    number: int
    """From 1, in the order of the file."""
    sql: str
    expected: Answer


@dataclass(frozen=True)
class GoldenFile:
    name: str
    """Such as ``subquery/in-subquery/in-basic.sql``."""
    cases: tuple[Case, ...]
    settings: tuple[Settings, ...]
    """The file gives the same answers under each of these."""
    only_if: frozenset[str]


def golden_names(folder: Path) -> list[str]:
    results = folder / "results"
    return sorted(path.relative_to(results).as_posix().removesuffix(".out") for path in results.rglob("*.sql.out"))


def read_golden(folder: Path, name: str) -> GoldenFile:
    comments, queries = read_input(folder, name)
    answers = read_results(read_exactly(folder / "results" / f"{name}.out"))
    if [sql for sql, _ in answers] != queries:
        raise SystemExit(f"{name}: its input and its results hold different queries")
    cases = tuple(Case(i + 1, sql, expected) for i, (sql, expected) in enumerate(answers))
    fixed = folder_settings(name) + pairs(values(comments, "--SET "))
    only_if = frozenset(values(comments, "--ONLY_IF "))
    return GoldenFile(name, cases, tuple(fixed + chosen for chosen in dimensions(comments)), only_if)


def folder_settings(name: str) -> Settings:
    folders = name.split("/")[:-1]
    ansi = (("spark.sql.ansi.enabled", "false" if "nonansi" in folders else "true"),)
    return sum((settings for folder, settings in FOLDERS.items() if folder in folders), ansi)


def read_input(folder: Path, name: str) -> tuple[list[str], list[str]]:
    comments, code = comments_and_code(folder, name)
    imported = [line for other in values(comments, "--IMPORT ") for line in comments_and_code(folder, other)[1]]
    return comments, split_queries([*imported, *code])


def comments_and_code(folder: Path, name: str) -> tuple[list[str], list[str]]:
    comments: list[str] = []
    code: list[str] = []
    for line in read_exactly(folder / "inputs" / name).split("\n"):
        start = line.strip()
        (comments if start.startswith("--") and not start.startswith("--QUERY-DELIMITER") else code).append(line)
    return comments, code


def read_exactly(path: Path) -> str:
    """Carriage returns are part of what is compared."""
    return path.read_bytes().decode()


def values(comments: Iterable[str], option: str) -> list[str]:
    return [line.removeprefix(option).strip() for line in comments if line.startswith(option)]


def pairs(texts: Iterable[str]) -> Settings:
    split = [setting.partition("=") for text in texts for setting in text.split(",")]
    return tuple((key.strip(), value.strip()) for key, _, value in split)


def dimensions(comments: Sequence[str]) -> list[Settings]:
    """One choice of each dimension, in every combination."""
    choices: dict[str, list[Settings]] = {}
    for line in comments:
        if line.startswith("--CONFIG_DIM"):
            dimension, _, settings = line.partition(" ")
            choices.setdefault(dimension, []).append(pairs([settings]))
    return [sum(combination, ()) for combination in product(*choices.values())]


def split_queries(code: Sequence[str]) -> list[str]:
    queries: list[str] = []
    plain: list[str] = []
    delimited: list[str] | None = None
    for line in code:
        if line.strip().startswith("--QUERY-DELIMITER-START"):
            queries += at_semicolons(plain)
            plain, delimited = [], []
        elif line.strip().startswith("--QUERY-DELIMITER-END"):
            queries.append("\n".join(delimited or []).removesuffix(";"))
            delimited = None
        else:
            (plain if delimited is None else delimited).append(line)
    queries += at_semicolons(plain)
    without_comments = (
        "\n".join(line for line in query.strip().split("\n") if not line.startswith("--")) for query in queries
    )
    return [query.strip() for query in without_comments if query.strip()]


def at_semicolons(lines: Sequence[str]) -> list[str]:
    """A backslash before a semicolon keeps it."""
    return re.split(r"(?<=[^\\]);", "\n".join(lines))


def read_results(text: str) -> list[tuple[str, Answer]]:
    segments = re.split(r"-- !query.*\n", text)[1:]
    return [
        (sql.strip(), Answer(schema.strip(), output.rstrip(SPACE)))
        for sql, schema, output in zip(segments[::3], segments[1::3], segments[2::3], strict=True)
    ]
