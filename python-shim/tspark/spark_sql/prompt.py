"""The prompt: lines are gathered until a semicolon ends the statement."""

import sys
from importlib import import_module

from tspark.spark_sql.runner import Quit, Runner
from tspark.spark_sql.statements import split


def run_prompt(runner: Runner) -> None:
    """Until ``quit`` or the end of the input; a statement that failed is only told."""
    if sys.stdin.isatty():
        # It gives `input` its line editing.
        import_module("readline")
    text = ""
    while True:
        try:
            line = _read(_prompt(runner, is_continued=bool(text)))
            if line is None:
                return
            text += f"{line}\n"
            statements, rest = split(text)
            if rest or not statements:
                text = text if rest else ""
                continue
            text, complete = "", text
            runner.run_text(complete)
        except KeyboardInterrupt:
            print(flush=True)
            text = ""
        except Quit:
            return


def _prompt(runner: Runner, *, is_continued: bool) -> str:
    name = f"spark-sql ({runner.spark.catalog.currentDatabase()})"
    return f"{' ' * len(name) if is_continued else name}> "


def _read(prompt: str) -> str | None:
    try:
        line = input(prompt)
    except EOFError:
        print(flush=True)
        return None
    if not sys.stdin.isatty():
        # Spark's program shows what it reads, whoever writes it.
        print(line, flush=True)
    return line
