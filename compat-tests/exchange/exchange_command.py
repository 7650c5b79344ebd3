"""Parquet files between the real Spark and the engine, both ways: exchange_command.py [--record]. Needs Java 17.

The real Spark writes all files and says what is in them; the engine must read the same, and the real Spark must read
the same in what the engine writes. `--record` keeps files and answers for the tests that run without Java.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tspark import spark_home

HERE = Path(__file__).resolve().parent
FILES = HERE / "recorded" / "files.zip"
ANSWERS = HERE / "recorded" / "answers.json"

#: Options of spark-submit for each reader: the engine's second reads without native plans.
READERS = {"jvm": "", "tspark": "", "evaluator": "--conf spark.sql.native.enabled=false"}

#: What the engine refuses by name.
NOT_SUPPORTED = "UNSUPPORTED_FEATURE_BY_NAME"
NOT_READ = frozenset(
    {
        "BSON",
        "codec lz4",
        "geometry",
        "maps by the old name alone",
        "shredded variant",
        "times in nanoseconds",
        "variant",
    }
)
NOT_WRITTEN = frozenset({"codec lz4"})

Report = dict[str, Any]


def session(engine: str, task: str, folder: Path, report: Path) -> Report:
    """What the session did or found, by the names of the tables."""
    stock = find_spec("pyspark")
    if stock is None or stock.origin is None:
        sys.exit("stock pyspark is not installed: run `make build`")
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))}
    done = subprocess.run(
        [sys.executable, str(HERE / "exchange_session.py"), task, str(folder), str(report)],
        env={
            **inherited,
            "SPARK_HOME": str(Path(stock.origin).parent if engine == "jvm" else spark_home()),
            "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_DRIVER_PYTHON": sys.executable,
            "PYSPARK_SUBMIT_ARGS": f"--master local[2] {READERS[engine]} --conf spark.ui.enabled=false pyspark-shell",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{engine} could not {task}:\n{done.stderr[-4000:]}")
    found: Report = json.loads(report.read_text())
    return found


def expected_of_reading(answers: Report) -> Report:
    return {name: NOT_SUPPORTED if name in NOT_READ else answer for name, answer in answers.items()}


def expected_of_writing(written: Mapping[str, str], names: Mapping[str, Any]) -> dict[str, str]:
    return {name: NOT_SUPPORTED if name in NOT_WRITTEN else written[name] for name in names}


def differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    names = sorted(expected.keys() | found.keys())
    return [
        f"{name}:\n  {shortened(expected.get(name))}\n  {shortened(found.get(name))}"
        for name in names
        if expected.get(name) != found.get(name)
    ]


def shortened(answer: object) -> str:
    return json.dumps(answer)[:2000]


def compatible(answers: Report, read: Report) -> list[str]:
    """The engine's files against the real Spark's of the same tables; a table that was refused has an empty folder."""
    written = {name: answer for name, answer in read.items() if answer != "UNABLE_TO_INFER_SCHEMA"}
    return differences({name: answers[name] for name in written}, written)


def main(arguments: list[str]) -> int:
    if shutil.which("java") is None:
        sys.exit("this asks the real Spark, which needs Java 17: no java found")
    with tempfile.TemporaryDirectory(prefix="exchange-") as scratch:
        jvm, own, report = (Path(scratch) / name for name in ("jvm", "own", "report.json"))
        written = session("jvm", "write-all", jvm, report)
        answers = session("jvm", "read", jvm, report)
        if "--record" in arguments:
            record(jvm, written, answers)
        found = [
            (f"{engine} reads the real Spark's files", line)
            for engine in ("tspark", "evaluator")
            for line in differences(expected_of_reading(answers), session(engine, "read", jvm, report))
        ]
        own_written = session("tspark", "write", own, report)
        found += [
            ("tspark writes", line) for line in differences(expected_of_writing(written, own_written), own_written)
        ]
        found += [
            (f"{engine} reads our files", line)
            for engine in READERS
            for line in compatible(answers, session(engine, "read", own, report))
        ]
    for title, line in found:
        print(f"{title}: {line}")
    print(f"{len(answers)} tables of the real Spark's, {len(own_written)} of ours, {len(found)} differences")
    return 1 if found else 0


def record(folder: Path, written: Report, answers: Report) -> None:
    ANSWERS.parent.mkdir(exist_ok=True)
    ANSWERS.write_text(json.dumps({"written": written, "answers": answers}, indent=1, sort_keys=True) + "\n")
    with zipfile.ZipFile(FILES, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(folder.rglob("*.parquet")):
            archive.write(file, file.relative_to(folder))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
