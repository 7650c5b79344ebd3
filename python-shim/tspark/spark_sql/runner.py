"""Runs statements and the few commands beside SQL, and shows results and errors as Spark's program does."""

import os
import subprocess
import sys
import time
from pathlib import Path

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from tspark.spark_sql.row_text import lines
from tspark.spark_sql.statements import split

#: What statements, and the start of a session, fail with.
FAILURES = (PySparkException, Py4JJavaError)
_PRINT_HEADER = "spark.sql.cli.print.header"


class Quit(Exception):  # noqa: N818
    """``quit`` or ``exit`` was read."""


class Runner:
    def __init__(self, spark: SparkSession, *, silent: bool, verbose: bool) -> None:
        self.spark = spark
        self.silent = silent
        self.verbose = verbose

    def run_text(self, text: str) -> bool:
        """Runs statement by statement, the last one with or without its semicolon; False where one failed."""
        complete, rest = split(text)
        return all(self._run(statement) for statement in [*complete, *([rest] if rest else [])])

    def run_file(self, path: str) -> bool:
        return self.run_text(Path(path).read_text(encoding="utf-8"))

    def use(self, database: str) -> bool:
        """Makes it the current database; False, and told, where there is none of that name."""
        try:
            self.spark.catalog.setCurrentDatabase(database)
        except PySparkException as error:
            print(message(error), file=sys.stderr, flush=True)
            return False
        return True

    def _run(self, statement: str) -> bool:
        if statement.lower() in ("quit", "exit"):
            raise Quit
        started = time.monotonic()
        try:
            fetched = self._command(statement)
            if fetched is None:
                fetched = self._query(statement)
        except FAILURES as error:
            print(message(error), file=sys.stderr, flush=True)
            return False
        except OSError as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            return False
        self._tell(time.monotonic() - started, fetched)
        return True

    def _command(self, statement: str) -> int | None:
        """None where the statement is SQL."""
        word, _, rest = statement.partition(" ")
        if statement.startswith("!"):
            sys.stdout.flush()
            subprocess.run(statement[1:], shell=True, check=False)
            return 0
        if word.lower() == "source":
            self.run_file(os.path.expanduser(rest.strip()))
            return 0
        return None

    def _query(self, statement: str) -> int:
        if self.verbose:
            print(statement)
        frame = self.spark.sql(statement)
        shown = lines(frame)
        if frame.columns and self.spark.conf.get(_PRINT_HEADER, "false") == "true":
            print("\t".join(frame.columns))
        for line in shown:
            print(line)
        sys.stdout.flush()
        return len(shown)

    def _tell(self, seconds: float, fetched: int) -> None:
        if self.silent:
            return
        rows = f", Fetched {fetched} row(s)" if fetched else ""
        print(f"Time taken: {round(seconds, 3)} seconds{rows}", file=sys.stderr, flush=True)


def message(error: Exception) -> str:
    """For people: the condition's text, with the place in the statement where it is known."""
    if isinstance(error, Py4JJavaError):
        return str(error.java_exception.toString())
    return str(error).strip("\n") + "\n"
