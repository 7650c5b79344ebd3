"""Runs one test file of Spark's own PySpark suite, from the installed stock package, in a process of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from tspark import spark_home

Engine = Literal["tspark", "jvm"]
Client = Literal["stock", "shim"]
Status = Literal["passed", "failed", "skipped"]

ROOT = Path(__file__).resolve().parents[2]
SHIM = ROOT / "python-shim" / "pyspark"
LOGS = ROOT / ".data" / "upstream"

TEST_TIMEOUT_SECONDS = 300
FILE_TIMEOUT_SECONDS = 3600


@dataclass(frozen=True)
class FileResult:
    """What one file gave; ids are ``Class.test``."""

    file: str
    status: Mapping[str, Status]
    log: Path
    problem: str | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    client: Client = "stock"

    def ids(self, status: Status) -> set[str]:
        return {test for test, found in self.status.items() if found == status}


def stock_pyspark() -> Path:
    spec = find_spec("pyspark")
    if spec is None or spec.origin is None:
        raise SystemExit("stock pyspark is not installed: run `make build`")
    return Path(spec.origin).parent


def run_file(file: str, engine: Engine, client: Client = "stock") -> FileResult:
    """``file`` is relative to the package, such as ``sql/tests/test_column.py``."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{file_key(file)}.{client}.{engine}.log"
    scratch = Path(tempfile.mkdtemp(prefix="upstream-"))
    try:
        lay_out(client, scratch)
        if not (scratch / "pyspark" / file).is_file():
            return FileResult(file, {}, log, f"there is no {file} in the suite", client=client)
        report = scratch / "report.xml"
        problem = run_pytest(file, engine, scratch, report, log)
        if not report.exists():
            return FileResult(file, {}, log, problem or "pytest ended without a report", client=client)
        status, seconds = read_report(report, module_name(file))
        return FileResult(file, status, log, problem, seconds, client)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def lay_out(client: Client, scratch: Path) -> None:
    """The stock package; or ours, with the stock one's tests and the helpers of tests that ours does not have."""
    with zipfile.ZipFile(stock_pyspark() / "python" / "lib" / "pyspark.zip") as archive:
        if client == "stock":
            archive.extractall(scratch)
            return
        shutil.copytree(SHIM, scratch / "pyspark", ignore=shutil.ignore_patterns("__pycache__"))
        for name in archive.namelist():
            if is_for_tests(name) and not (scratch / name).exists():
                archive.extract(name, scratch)


def is_for_tests(name: str) -> bool:
    """Tests of packages that are there, and helpers; `loose_version`, with which tests compare versions, is no API."""
    package, tests, _ = name.partition("/tests/")
    if tests:
        return (SHIM.parent / package / "__init__.py").is_file()
    return name.startswith(("pyspark/testing/", "pyspark/loose_version"))


def run_pytest(file: str, engine: Engine, scratch: Path, report: Path, log: Path) -> str | None:
    """What went wrong with the run as a whole, if anything."""
    command = [sys.executable, "-m", "pytest", f"pyspark/{file}", "-q", "-p", "no:cacheprovider"]
    command += ["-c", os.devnull, f"--rootdir={scratch}", f"--timeout={TEST_TIMEOUT_SECONDS}", f"--junitxml={report}"]
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=scratch,
            env=environment(engine, scratch),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            process.wait(timeout=FILE_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            return f"not done after {FILE_TIMEOUT_SECONDS} s"
        finally:
            kill_group(process.pid)
            process.wait()
    return None if process.returncode in (0, 1) else f"pytest ended with exit code {process.returncode}"


def kill_group(group: int) -> None:
    """Whatever the tests left behind: gateways and Python workers."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def environment(engine: Engine, scratch: Path) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_", "_PYSPARK", "PYTEST_"))}
    return {
        **inherited,
        "PYTHONPATH": str(scratch),
        "SPARK_TESTING": "1",
        "SPARK_HOME": str(spark_home() if engine == "tspark" else stock_pyspark()),
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
        "TMPDIR": make_folder(scratch / "tmp"),
    }


def make_folder(path: Path) -> str:
    path.mkdir(exist_ok=True)
    return str(path)


def module_name(file: str) -> str:
    return "pyspark." + file.removesuffix(".py").replace("/", ".")


def file_key(file: str) -> str:
    return file.removesuffix(".py").replace("/", ".")


def read_report(report: Path, module: str) -> tuple[dict[str, Status], dict[str, float]]:
    status: dict[str, Status] = {}
    seconds: dict[str, float] = {}
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        owner = case.get("classname", "").removeprefix(module).lstrip(".")
        test = f"{owner}.{case.get('name', '')}".lstrip(".")
        found: Status = "passed"
        if case.find("failure") is not None or case.find("error") is not None:
            found = "failed"
        elif case.find("skipped") is not None:
            found = "skipped"
        # A test whose teardown breaks has a second entry: the worse one counts.
        status[test] = found if status.get(test) != "failed" else "failed"
        seconds[test] = seconds.get(test, 0.0) + float(case.get("time", "0"))
    return status, seconds
