"""The command ``tspark``."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple, NoReturn

from tspark import __version__, spark_home


class Command(NamedTuple):
    """One word after ``tspark``; what it returns is the exit code."""

    arguments: str
    help: str
    run: Callable[[Sequence[str]], int | None]


def _home(_: Sequence[str]) -> None:
    print(spark_home())


def _doctor(_: Sequence[str]) -> int:
    from tspark.doctor import report

    return report()


def _check(arguments: Sequence[str]) -> int:
    from tspark.check.program import main

    return main(arguments)


def _run(arguments: Sequence[str]) -> int:
    from tspark.run import run

    if arguments:
        run(arguments)
    print("usage: tspark run SCRIPT ARGUMENTS…", file=sys.stderr)
    return 2


def _program(name: str) -> Callable[[Sequence[str]], NoReturn]:
    """A program of SPARK_HOME, with the Python that runs this unless another is named."""

    def run(arguments: Sequence[str]) -> NoReturn:
        program = str(spark_home() / "bin" / name)
        os.execve(program, [program, *arguments], {"PYSPARK_PYTHON": sys.executable, **os.environ})

    return run


COMMANDS = {
    "run": Command("SCRIPT …", "run a Python script, or `-m MODULE`, on the engine", _run),
    "home": Command("", "print the folder to use as SPARK_HOME", _home),
    "doctor": Command("", "say what is installed and what PySpark programs run on here", _doctor),
    "check": Command("SCRIPT …", "say what of a script's PySpark, SQL and JVM uses the engine has", _check),
    "submit": Command("…", "spark-submit", _program("spark-submit")),
    "shell": Command("…", "pyspark, the interactive shell", _program("pyspark")),
    "sql": Command("…", "spark-sql", _program("spark-sql")),
}


def usage() -> str:
    lines = [f"  {name + ' ' + command.arguments:<16}{command.help}" for name, command in COMMANDS.items()]
    return "\n".join(["usage: tspark COMMAND", "", "PySpark without the JVM.", "", *lines])


def main(argv: Sequence[str] | None = None) -> NoReturn:
    name, *arguments = (sys.argv[1:] if argv is None else argv) or ["--help"]
    if name in ("--help", "-h"):
        print(usage())
        sys.exit()
    if name == "--version":
        print(f"tspark {__version__}")
        sys.exit()
    if name not in COMMANDS:
        sys.exit(f"tspark: there is no command {name}\n{usage()}")
    sys.exit(COMMANDS[name].run(arguments))
