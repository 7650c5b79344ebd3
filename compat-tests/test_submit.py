"""``spark-submit``: what its options do, where settings come from, and what becomes of a cluster's master."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from tspark import spark_home

SUBMIT = spark_home() / "bin" / "spark-submit"

PRINT_SETTINGS = """
import sys
from pyspark import SparkConf, SparkContext
SparkContext._ensure_initialized()
conf = SparkConf()
for key in sys.argv[1:]:
    print(key, conf.get(key))
"""


def submit(*words: str | Path, folder: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in (SUBMIT, *words)],
        env={**os.environ, **(env or {})},
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def settings_of(*words: str, keys: str, folder: Path, env: Mapping[str, str] | None = None) -> list[str]:
    """The values that a script sees."""
    (folder / "settings.py").write_text(PRINT_SETTINGS)
    result = submit(*words, "settings.py", *keys.split(), folder=folder, env=env)
    assert result.returncode == 0, result.stderr
    return [line.partition(" ")[2] for line in result.stdout.splitlines()]


def test_options_win_over_conf_over_files_over_defaults(tmp_path: Path) -> None:
    (tmp_path / "spark-defaults.conf").write_text(
        "spark.master local[3]\nspark.app.name d\nspark.a d\nspark.b d\nspark.c d\nspark.d d\n"
    )
    (tmp_path / "mine.conf").write_text("spark.a f\nspark.b f\nspark.c f\n")
    (tmp_path / "more.conf").write_text("spark.b e\nspark.c e\n")
    env = {"SPARK_CONF_DIR": str(tmp_path)}
    files = ["--properties-file", "mine.conf", "--extra-properties-file", "more.conf"]
    words = [*files, "--load-spark-defaults", "-c", "spark.c=c", "--conf", "spark.app.name=c", "--name", "o"]
    keys = "spark.master spark.app.name spark.a spark.b spark.c spark.d"
    assert settings_of(*words, keys=keys, folder=tmp_path, env=env) == ["local[3]", "o", "f", "e", "c", "d"]
    assert settings_of(*files, keys="spark.master spark.d", folder=tmp_path, env=env) == ["local[*]", "None"]


def test_a_builder_wins_over_the_command_line(tmp_path: Path) -> None:
    script = tmp_path / "job.py"
    script.write_text(
        "from pyspark.sql import SparkSession\n"
        "spark = SparkSession.builder.master('local[1]').appName('b').config('spark.x', 'b').getOrCreate()\n"
        "print(*map(spark.conf.get, ['spark.master', 'spark.app.name', 'spark.x', 'spark.y']))\n"
    )
    words = ["--master", "local[2]", "--name", "o", "-c", "spark.x=c", "-c", "spark.y=c"]
    assert submit(*words, script, folder=tmp_path).stdout == "local[1] b b c\n"


def test_environment_variables_are_defaults(tmp_path: Path) -> None:
    env = {"MASTER": "local[3]", "SPARK_ANSI_SQL_MODE": "false"}
    keys = "spark.master spark.sql.ansi.enabled"
    assert settings_of(keys=keys, folder=tmp_path, env=env) == ["local[3]", "false"]
    words = ["--master", "local[2]", "--conf", "spark.sql.ansi.enabled=true"]
    assert settings_of(*words, keys=keys, folder=tmp_path, env=env) == ["local[2]", "true"]


def test_modules_files_and_archives_are_there_in_the_driver_and_in_workers(tmp_path: Path) -> None:
    (tmp_path / "greeting.py").write_text("TEXT = 'hello'\n")
    with ZipFile(tmp_path / "packed.zip", "w") as archive:
        archive.writestr("packed/__init__.py", "NUMBER = 7\n")
    (tmp_path / "data.txt").write_text("data\n")
    with tarfile.open(tmp_path / "more.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "data.txt", "inner/data.txt")
    (tmp_path / "job.py").write_text(
        "import greeting, packed\n"
        "from pyspark import SparkContext, SparkFiles\n"
        "sc = SparkContext()\n"
        "def seen(_):\n"
        "    import greeting, packed\n"
        "    return greeting.TEXT, packed.NUMBER, open(SparkFiles.get('data.txt')).read(), "
        "open(SparkFiles.get('unpacked/inner/data.txt')).read()\n"
        "here = seen(0)\n"
        "print(here, sc.parallelize([1]).map(seen).first() == here)\n"
        "print([url.rsplit('/', 1)[1] for url in sc.listArchives], len(sc.listFiles))\n"
    )
    words = ["--py-files", "greeting.py,packed.zip", "--files", "data.txt", "--archives", "more.tar.gz#unpacked"]
    result = submit(*words, "job.py", folder=tmp_path)
    assert result.stdout == "('hello', 7, 'data\\n', 'data\\n') True\n['more.tar.gz#unpacked'] 3\n", result.stderr


def test_a_file_that_is_missing_fails_when_the_context_is_made(tmp_path: Path) -> None:
    (tmp_path / "job.py").write_text("from pyspark import SparkContext\nprint('before')\nSparkContext()\n")
    result = submit("--files", "absent.txt", "job.py", folder=tmp_path)
    assert (result.returncode, result.stdout) == (1, "before\n")
    assert "absent.txt" in result.stderr


def test_what_is_for_a_jvm_or_a_cluster_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "job.py").write_text("print('out')\n")
    idle = ["--executor-memory", "1g", "--queue", "q", "--supervise", "--class", "a.B", "--num-executors=3"]
    jvm = ["--packages", "a:b:1", "--driver-java-options", "-Dx=1"]
    result = submit(*idle, *jvm, "job.py", folder=tmp_path)
    assert (result.returncode, result.stdout) == (0, "out\n")
    assert result.stderr == (
        "tspark: taken, but without effect on a local engine: --executor-memory, --queue, --supervise, --class, "
        "--num-executors, spark.jars.packages, spark.driver.extraJavaOptions\n"
    )


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--proxy-user", "u", "job.py"], "--proxy-user"),
        (["--keytab", "k", "job.py"], "--keytab"),
        (["--principal", "p", "job.py"], "--principal"),
        (["--kill", "d-1"], "--kill"),
        (["--status", "d-1"], "--status"),
        (["--deploy-mode", "cluster", "job.py"], "cluster"),
        (["--master", "mesos://h:5050", "job.py"], "mesos://h:5050"),
        (["--class", "a.B", "app.jar"], "app.jar"),
        (["--extra-properties-file", "absent.conf", "job.py"], "absent.conf"),
        (["--master", "yarn", "job.py"], "TSPARK_CLUSTER_SPARK_HOME"),
        (["--status", "d-1", "--master", "spark://h:1"], "TSPARK_CLUSTER_SPARK_HOME"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(tmp_path: Path, words: list[str], named: str) -> None:
    (tmp_path / "job.py").write_text("print('out')\n")
    result = submit(*words, folder=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert named in result.stderr
    assert result.stderr.count("\n") == 1


def test_information_goes_to_standard_error(tmp_path: Path) -> None:
    (tmp_path / "job.py").write_text("print('out')\n")
    version = submit("--version", folder=tmp_path)
    assert (version.returncode, version.stdout) == (0, "")
    assert "version 4.3.0" in version.stderr
    usage = submit("--help", folder=tmp_path)
    assert (usage.returncode, usage.stdout) == (0, "")
    assert submit("--usage-error", folder=tmp_path).returncode == 1
    verbose = submit("--verbose", "--conf", "spark.my.password=hidden", "job.py", folder=tmp_path)
    assert verbose.stdout == "out\n"
    assert "spark.app.name=job.py" in verbose.stderr
    assert "hidden" not in verbose.stderr


@pytest.mark.parametrize("master", ["yarn", "mesos://h:5050"])
def test_a_client_is_told_about_its_master_by_an_exception(tmp_path: Path, master: str) -> None:
    script = tmp_path / "job.py"
    script.write_text(
        "from pyspark.sql import SparkSession\n"
        "try:\n"
        f"    SparkSession.builder.master({master!r}).getOrCreate()\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, str(error))\n"
    )
    result = subprocess.run(
        [sys.executable, script], env=dict(os.environ), cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert f"Could not parse Master URL: '{master}'" in result.stdout
    assert "TSPARK_CLUSTER_SPARK_HOME" in result.stdout
    assert "GATEWAY_EXITED" not in result.stdout


@pytest.fixture
def pretended_spark(tmp_path: Path) -> Path:
    """Tells how it was started, as a real Spark could not in a second."""
    home = tmp_path / "spark"
    (home / "bin").mkdir(parents=True)
    (home / "jars").mkdir()
    (home / "jars" / "spark-core_2.13-4.3.0.jar").touch()
    program = home / "bin" / "spark-submit"
    program.write_text('#!/bin/sh\necho "$SPARK_HOME $TSPARK [$SPARK_ENV_LOADED]"\necho "$*"\nexit 5\n')
    program.chmod(0o755)
    return home


@pytest.mark.parametrize(
    "words",
    [
        ["--master", "spark://h:7077", "--class", "a.B", "--proxy-user", "u", "app.jar", "x"],
        ["--kill", "d-1", "--master", "k8s://h"],
        ["--master", "yarn", "pyspark-shell"],
    ],
)
def test_a_cluster_master_is_handed_to_a_real_spark(tmp_path: Path, pretended_spark: Path, words: list[str]) -> None:
    result = submit(*words, folder=tmp_path, env={"TSPARK_CLUSTER_SPARK_HOME": str(pretended_spark)})
    master = words[words.index("--master") + 1]
    assert result.returncode == 5, result.stderr
    assert result.stdout == f"{pretended_spark} off []\n--conf spark.master={master} {' '.join(words)}\n"
    assert result.stderr == ""


def test_the_exit_code_is_the_scripts(tmp_path: Path) -> None:
    (tmp_path / "job.py").write_text(
        "import os, signal, sys\nif sys.argv[1:]:\n    os.kill(os.getpid(), signal.SIGKILL)\nsys.exit(42)\n"
    )
    assert submit("job.py", folder=tmp_path).returncode == 42
    assert submit(f"file://{tmp_path}/job.py", folder=tmp_path).returncode == 42
    assert submit("job.py", "kill", folder=tmp_path).returncode == 128 + 9
    missing = submit("absent.py", folder=tmp_path)
    assert missing.returncode == 2
    assert "absent.py" in missing.stderr


def test_a_connect_server_is_the_scripts_own_business(tmp_path: Path) -> None:
    (tmp_path / "job.py").write_text(
        "import os\nprint(os.environ['SPARK_REMOTE'], 'PYSPARK_GATEWAY_PORT' in os.environ)\n"
    )
    result = submit("--remote", "sc://h:15002", "job.py", folder=tmp_path)
    assert result.stdout == "sc://h:15002 False\n", result.stderr


def test_workers_run_the_python_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "job.py").write_text("import os\nprint(os.environ['PYSPARK_PYTHON'])\n")
    named = ["--conf", "spark.pyspark.python=/opt/py", "--conf", f"spark.pyspark.driver.python={sys.executable}"]
    assert submit(*named, "job.py", folder=tmp_path).stdout == "/opt/py\n"


def test_workers_are_not_the_python_that_started_spark_submit(tmp_path: Path) -> None:
    """It may be a scheduler of another environment: driver and workers are the ``python3`` of the path."""
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nSEEN="$SEEN x" exec {sys.executable} "$@"\n')
    python.chmod(0o755)
    script = tmp_path / "job.py"
    script.write_text(
        "import os\n"
        "from pyspark import SparkContext\n"
        "here = os.environ['SEEN']\n"
        "print(here, '/', SparkContext().parallelize([1]).map(lambda _: os.environ['SEEN']).first())\n"
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYSPARK_", "TSPARK_"))}
    result = subprocess.run(
        [SUBMIT, script],
        env={**env, "PATH": f"{python.parent}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.stdout == " x /  x\n", result.stderr
