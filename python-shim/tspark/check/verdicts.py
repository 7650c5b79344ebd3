"""Verdicts on uses, by asking the engine what it has."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from tspark import spark_home
from tspark.check.client_api import Client, Named
from tspark.check.jvm_paths import Need
from tspark.check.uses import Use


class Verdict(Enum):
    SUPPORTED = "supported"
    NOT_SUPPORTED = "not supported"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    use: Use
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True)
class Support:
    """The engine's answers, by what was asked."""

    paths: dict[str, bool]
    statements: dict[str, list[str]]
    expressions: dict[str, list[str]]
    sources: dict[str, bool]
    settings: dict[str, bool]


def judge(uses: Sequence[Use], registered: Sequence[str], own_client: Client) -> list[Finding]:
    support = _ask(uses, registered)
    return [Finding(use, *_verdict(use, support, own_client)) for use in sorted(uses, key=lambda use: use.line)]


def _verdict(use: Use, support: Support, own_client: Client) -> tuple[Verdict, str]:
    if not use.exists:
        return Verdict.NOT_SUPPORTED, "the installed PySpark has nothing of this name"
    match use.kind:
        case "statement":
            return _of_sql(use, support.statements.get(use.text, []))
        case "expression":
            return _of_sql(use, support.expressions.get(use.text, []))
        case "source":
            if not support.sources[use.text] and use.is_whole and _is_builtin_format(own_client, use.text):
                return Verdict.NOT_SUPPORTED, "the engine has no such source"
            return _of_name(use, support.sources[use.text], "no source of the engine; it may be one in Python")
        case "setting":
            return _of_name(use, support.settings[use.text], "kept, but the engine does not read it")
        case "module" | "name" | "member" | "jvm":
            return _of_needs(use, support, own_client)


def _of_sql(use: Use, problems: Sequence[str]) -> tuple[Verdict, str]:
    if use.is_whole:
        return (Verdict.NOT_SUPPORTED, "; ".join(problems)) if problems else (Verdict.SUPPORTED, "")
    missing = [problem for problem in problems if problem.startswith("function ")]
    if missing:
        return Verdict.NOT_SUPPORTED, "; ".join(missing)
    # What does not parse may do so with what takes the placeholders' place.
    if problems or not use.text:
        return Verdict.UNKNOWN, "the text is made at run time"
    return Verdict.SUPPORTED, "as far as the text stands in the script"


def _is_builtin_format(client: Client, name: str) -> bool:
    """Readers have a method for each of Spark's own formats."""
    reader = client.find("pyspark.sql", "DataFrameReader")
    return isinstance(reader, Named) and bool(client.methods(reader, name.lower()))


def _of_name(use: Use, is_known: bool, otherwise: str) -> tuple[Verdict, str]:
    if not use.is_whole:
        return Verdict.UNKNOWN, "the text is made at run time"
    return (Verdict.SUPPORTED, "") if is_known else (Verdict.UNKNOWN, otherwise)


def _of_needs(use: Use, support: Support, own_client: Client) -> tuple[Verdict, str]:
    def missing(needs: frozenset[Need]) -> list[str]:
        return [_shown(need) for need in sorted(needs) if not any(support.paths[path] for path in need)]

    if unmade := missing(use.making):
        return Verdict.NOT_SUPPORTED, _needs(unmade)
    if lacking := missing(use.needs):
        if len(lacking) == len(use.needs):
            return Verdict.NOT_SUPPORTED, "no such class or member" if use.kind == "jvm" else _needs(lacking)
        if len(lacking) * 2 >= len(use.needs):
            return Verdict.UNKNOWN, f"in part: {_needs(lacking)}"
        return Verdict.SUPPORTED, f"but for what {_needs(lacking)}"
    if not use.needs | use.making and not own_client.has_module(use.text):
        return Verdict.UNKNOWN, f"{use.text} is not part of tspark's own client"
    return Verdict.SUPPORTED, ""


def _shown(need: Need) -> str:
    """A class that may be in several packages goes without one."""
    *_, last = need
    parts = last.split(".")
    return next(tail for i in range(len(parts)) if all(path.endswith(tail := ".".join(parts[i:])) for path in need))


def _needs(paths: Sequence[str]) -> str:
    return f"needs {', '.join(paths)}"


def _ask(uses: Sequence[Use], registered: Sequence[str]) -> Support:
    def texts(kind: str) -> list[str]:
        return sorted({use.text for use in uses if use.kind == kind and use.text})

    questions = {
        "paths": sorted({path for use in uses for need in use.needs | use.making for path in need}),
        "statements": texts("statement"),
        "expressions": texts("expression"),
        "sources": texts("source"),
        "settings": texts("setting"),
        "functions": list(registered),
    }
    process = subprocess.run(
        [spark_home() / "bin" / "spark-submit", "--support"],
        input=json.dumps(questions),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    answers = json.loads(process.stdout)
    return Support(**{name: dict(zip(questions[name], answers[name], strict=True)) for name in answers})
