"""``tspark doctor`` and the other words after ``tspark``."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import tspark
from tspark.client_choice import Client, engine_of, installed_client
from tspark.doctor import Finding, diagnose

HOME = str(tspark.spark_home())


def tspark_command(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tspark", *words]
    return subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True, timeout=60)


def findings(environ: dict[str, str]) -> dict[str, Finding]:
    return {finding.subject: finding for finding in diagnose(environ)}


def client(version: str | None, *, is_ours: bool = False) -> Client:
    found = installed_client()
    assert found is not None
    return found._replace(version=version, is_ours=is_ours)


def test_a_working_installation_has_no_fault() -> None:
    result = tspark_command("doctor", SPARK_HOME=HOME)
    assert result.returncode == 0, result.stdout
    assert not any(line.startswith("!") for line in result.stdout.splitlines())
    assert f"tspark {tspark.__version__}, serving" in result.stdout


def test_another_spark_is_a_fault_and_named() -> None:
    result = tspark_command("doctor", SPARK_HOME="/opt/spark")
    assert result.returncode == 1
    assert "SPARK_HOME names /opt/spark" in result.stdout


def test_the_client_the_versions_and_the_settings_are_told(tmp_path: Path) -> None:
    (tmp_path / "spark-defaults.conf").touch()
    told = findings({"SPARK_HOME": HOME, "SPARK_CONF_DIR": str(tmp_path), "MASTER": "local[2]"})
    assert told["client"].text.startswith("pyspark 4.3.0, ")
    assert told["py4j"].text.startswith("0.10.9.")
    assert told["configuration"].text == f"spark-defaults.conf in {tmp_path}"
    assert told["environment"].text == "MASTER=local[2]"


def test_secrets_are_not_told() -> None:
    arguments = "--conf spark.hadoop.fs.s3a.secret.key=hidden --conf spark.x=1 pyspark-shell"
    told = findings({"SPARK_HOME": HOME, "PYSPARK_SUBMIT_ARGS": arguments})["environment"].text
    assert told == f"PYSPARK_SUBMIT_ARGS={arguments.replace('hidden', '…')}"


def test_what_goes_to_a_real_spark_is_told(tmp_path: Path) -> None:
    assert "are refused" in findings({"SPARK_HOME": HOME, "TSPARK_CLUSTER_SPARK_HOME": str(tmp_path)})["clusters"].text
    (tmp_path / "jars").mkdir()
    (tmp_path / "jars" / "spark-core_2.13-4.3.0.jar").touch()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "spark-submit").touch()
    environ = {"SPARK_HOME": HOME, "TSPARK_CLUSTER_SPARK_HOME": str(tmp_path), "JAVA_HOME": "/no/java"}
    assert f"go to {tmp_path} with no Java" in findings(environ)["clusters"].text


@pytest.mark.parametrize(
    ("version", "is_ours", "environ", "runs_here"),
    [
        ("4.3.0", False, {}, True),
        ("4.3.1", False, {"SPARK_HOME": HOME}, True),
        ("4.3.0", False, {"TSPARK": "off"}, False),
        ("4.3.0", True, {"TSPARK": "off"}, True),
        ("4.3.0", False, {"SPARK_HOME": "/opt/spark"}, False),
        ("4.3.0", True, {"SPARK_HOME": "/opt/spark"}, False),
        ("3.5.8", False, {}, False),
        ("4.30.0", False, {}, False),
        (None, False, {}, False),
    ],
)
def test_what_a_client_runs_on(version: str | None, is_ours: bool, environ: dict[str, str], runs_here: bool) -> None:
    engine = engine_of(client(version, is_ours=is_ours), environ)
    assert engine.is_ours is runs_here
    assert engine.why


def test_words_that_are_no_command_are_refused_with_the_usage() -> None:
    result = tspark_command("frobnicate")
    assert result.returncode == 1
    assert "no command frobnicate" in result.stderr
    assert tspark_command("run").returncode == 2
    assert tspark_command("--version").stdout == f"tspark {tspark.__version__}\n"
    usage = tspark_command("--help").stdout
    assert all(f"\n  {word} " in usage for word in ("run", "home", "doctor", "submit", "shell", "sql"))


def test_submit_is_spark_submit_with_this_python(tmp_path: Path) -> None:
    script = tmp_path / "job.py"
    script.write_text("import os, sys\nprint(sys.argv[1:], os.environ['PYSPARK_PYTHON'] == sys.executable)\n")
    result = tspark_command("submit", "--name", "n", str(script), "--flag")
    assert result.stdout == "['--flag'] True\n", result.stderr


def test_a_client_of_another_version_is_not_run(tmp_path: Path) -> None:
    package = tmp_path / "pyspark"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "version.py").write_text('__version__ = "3.5.8"\n')
    (tmp_path / "job.py").write_text("print('ran')\n")
    result = tspark_command("run", str(tmp_path / "job.py"), PYTHONPATH=str(tmp_path))
    assert (result.returncode, result.stdout) == (1, "")
    assert "pyspark 3.5.8" in result.stderr
