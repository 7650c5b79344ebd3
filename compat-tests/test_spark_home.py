"""The folder that serves as SPARK_HOME has the programs that scripts and tools look for there."""

import os
import subprocess
from pathlib import Path

import pytest
from tspark import spark_home

HOME = spark_home()


def run(program: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(HOME / program), *words],
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_every_program_of_the_stock_package_is_there() -> None:
    import pyspark

    stock = Path(pyspark.__file__).parent
    # Windows' own detour around the environment, and a tool for Spark's container images.
    left_out = {name for name in os.listdir(stock / "bin") if name.endswith("2.cmd")} | {"docker-image-tool.sh"}
    for folder in ("bin", "sbin"):
        assert set(os.listdir(stock / folder)) - left_out <= set(os.listdir(HOME / folder))


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("bin/spark-connect-shell", "JVM"),
        ("bin/spark-pipelines", "not have yet"),
        ("sbin/start-history-server.sh", "no history server yet"),
        ("sbin/start-connect-server.sh", "no Spark Connect server yet"),
        ("sbin/spark-daemon.sh", "JVM"),
    ],
)
def test_what_is_missing_says_so(program: str, reason: str) -> None:
    result = run(program)
    assert (result.returncode, result.stdout) == (1, "")
    assert reason in result.stderr


@pytest.mark.parametrize("program", ["bin/pyspark", "bin/spark-sql"])
def test_settings_for_bash_reach_the_programs(tmp_path: Path, program: str) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$FROM_ENV"\n')
    python.chmod(0o755)
    (tmp_path / "spark-env.sh").write_text(f"words=(a b)\nFROM_ENV=${{words[1]}}\nPYSPARK_DRIVER_PYTHON={python}\n")
    assert run(program, SPARK_CONF_DIR=str(tmp_path), PYSPARK_DRIVER_PYTHON="").stdout == "b\n"


@pytest.mark.parametrize(
    ("word", "expected"), [("--version", "version 4.3.0"), ("--help", "Usage: "), ("-h", "Usage: ")]
)
def test_the_shell_answers_questions_without_starting(word: str, expected: str) -> None:
    result = run("bin/pyspark", "--master", "local[1]", word)
    assert result.returncode == 0
    assert expected in result.stderr


def test_the_shell_takes_no_script() -> None:
    result = run("bin/pyspark", "job.py")
    assert result.returncode == 1
    assert "spark-submit job.py" in result.stderr


def test_a_client_is_not_left_waiting_by_a_question_among_its_options(tmp_path: Path) -> None:
    result = run(
        "bin/spark-submit", "--version", "pyspark-shell", _PYSPARK_DRIVER_CONN_INFO_PATH=str(tmp_path / "info")
    )
    assert result.returncode == 1


def test_scripts_learn_the_folders_by_sourcing() -> None:
    for file in ("bin/find-spark-home", "sbin/spark-config.sh"):
        command = ["bash", "-c", f'unset SPARK_HOME; cd "$1"; . ./{file}; echo "$SPARK_HOME"', file, str(HOME)]
        # As in Spark, the place is known by the name of the program that sources the file.
        command[3] = str(HOME / file)
        assert subprocess.run(command, capture_output=True, text=True).stdout == f"{HOME}\n"
