"""What `spark-submit` and `tspark` promise to whoever starts them."""

import os
import shlex
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tspark import spark_home

SUBMIT = spark_home() / "bin" / "spark-submit"
TSPARK = Path(sys.executable).parent / "tspark"


def run(
    command: Sequence[str | Path], env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        env={**os.environ, **(env or {})},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def script(folder: Path, text: str) -> Path:
    path = folder / "script.py"
    path.write_text(text)
    return path


def ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """The engine started as PySpark's client starts it, and the file that will say where it listens."""
    info = tmp_path / "info"
    process = subprocess.Popen(
        [SUBMIT, "--conf", "spark.app.name=probe", "pyspark-shell"],
        stdin=subprocess.PIPE,
        env={**os.environ, "_PYSPARK_DRIVER_CONN_INFO_PATH": str(info)},
        preexec_fn=ignore_interrupts,
    )
    deadline = time.monotonic() + 20
    while not info.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    yield process, info
    if process.poll() is None:
        process.kill()
    process.wait()


def test_handshake_names_port_and_secret_for_the_owner_only(
    gateway: tuple[subprocess.Popen[bytes], Path],
) -> None:
    _, info = gateway
    content = info.read_bytes()
    port, length = struct.unpack("!ii", content[:8])
    assert 1024 <= port < 65536
    assert len(content) == 8 + length
    assert length >= 32
    assert info.stat().st_mode & 0o077 == 0


def test_ends_with_its_clients_standard_input(gateway: tuple[subprocess.Popen[bytes], Path]) -> None:
    process, _ = gateway
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=10) == 0


def test_an_interrupt_at_the_terminal_is_the_clients_business(gateway: tuple[subprocess.Popen[bytes], Path]) -> None:
    process, _ = gateway
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=0.5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--bogus", "pyspark-shell"], "Error: Unrecognized option: --bogus\n"),
        (["--conf", "spark.x", "pyspark-shell"], "Error: Spark config without '=': spark.x\n"),
        (["--properties-file", "/no/such.conf", "pyspark-shell"], "Error: "),
        ([], "Error: Missing application resource.\n"),
    ],
)
def test_a_start_that_fails_says_why_in_one_line(arguments: list[str], message: str) -> None:
    result = run([SUBMIT, *arguments])
    assert result.returncode == 1
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


def test_spark_submit_gives_a_script_its_arguments_and_a_gateway_and_takes_its_exit_code(tmp_path: Path) -> None:
    path = script(
        tmp_path,
        "import os, sys\n"
        "print(sys.argv[1:], os.environ['PYSPARK_GATEWAY_PORT'].isdigit(), os.environ['SPARK_HOME'])\n"
        "sys.exit(7)\n",
    )
    result = run([SUBMIT, "--name", "n", path, "--conf", "a b"])
    assert result.returncode == 7, result.stderr
    assert result.stdout == f"['--conf', 'a b'] True {spark_home()}\n"


def test_py_files_can_be_imported(tmp_path: Path) -> None:
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "greeting.py").write_text("TEXT = 'hello'\n")
    (modules / "other.py").write_text("")
    path = script(
        tmp_path,
        "import greeting, importlib.util\nprint(greeting.TEXT, importlib.util.find_spec('other'))\n",
    )
    result = run([SUBMIT, "--py-files", modules / "greeting.py", path])
    assert result.stdout == "hello None\n", result.stderr


def test_a_python_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = script(tmp_path, "")
    result = run([SUBMIT, "--conf", "spark.pyspark.driver.python=/no/python", path])
    assert result.returncode == 1
    assert "/no/python" in result.stderr


def test_spark_submit_works_through_a_symbolic_link_and_from_its_own_folder(tmp_path: Path) -> None:
    link = tmp_path / "submit"
    link.symlink_to(SUBMIT)
    assert "version 4.3.0" in run([link, "--version"]).stderr
    assert "version 4.3.0" in run(["./spark-submit", "--version"], cwd=SUBMIT.parent).stderr


def test_spark_env_is_read_by_bash(tmp_path: Path) -> None:
    (tmp_path / "spark-env.sh").write_text("words=(one two)\nPROBE=${words[1]}\n")
    path = script(tmp_path, "import os\nprint(os.environ['PROBE'])\n")
    result = run([SUBMIT, path], env={"SPARK_CONF_DIR": str(tmp_path)})
    assert result.stdout == "two\n", result.stderr


def test_tspark_run_is_the_script_itself(tmp_path: Path) -> None:
    path = script(
        tmp_path,
        "import os, sys\n"
        "print(sys.argv, os.environ['SPARK_HOME'], os.environ['PYSPARK_DRIVER_PYTHON'] == sys.executable)\n"
        "os.kill(os.getpid(), 9)\n",
    )
    result = run([TSPARK, "run", path, "--flag", "x"], env={"SPARK_HOME": "/elsewhere"})
    assert result.returncode == -9
    path.write_text(path.read_text().replace("os.kill(os.getpid(), 9)", "sys.exit(3)"))
    result = run([TSPARK, "run", path, "--flag", "x"], env={"SPARK_HOME": "/elsewhere"})
    assert result.returncode == 3
    assert result.stdout == f"{[str(path), '--flag', 'x']} {spark_home()} True\n"


def test_tspark_home_is_a_spark_home_for_the_client_and_for_findspark() -> None:
    home = Path(run([TSPARK, "home"]).stdout.strip())
    assert home == spark_home()
    assert (home / "bin/spark-submit").is_file()
    assert (home / "jars").is_dir()
    assert [archive.name for archive in (home / "python/lib").glob("py4j-*.zip")] == ["py4j-0.10.9.9-src.zip"]


@pytest.mark.parametrize("name", ["spark-shell", "sparkR", "beeline", "run-example", "spark-class"])
def test_programs_that_need_a_jvm_say_so(name: str) -> None:
    result = run([spark_home() / "bin" / name, "org.example.Main"])
    assert result.returncode == 1
    assert "JVM" in result.stderr


def test_the_shell_is_the_drivers_python_with_its_arguments_kept_whole(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$PYTHONSTARTUP"\necho "$PYSPARK_SUBMIT_ARGS"\necho "$@"\n')
    python.chmod(0o755)
    result = run(
        [spark_home() / "bin/pyspark", "--conf", "spark.x=it's a b"],
        env={"PYSPARK_DRIVER_PYTHON": str(python), "PYSPARK_DRIVER_PYTHON_OPTS": "notebook --quiet"},
    )
    startup, submit_arguments, options = result.stdout.splitlines()
    assert startup.endswith("pyspark/shell.py")
    assert shlex.split(submit_arguments) == [
        "--name",
        "PySparkShell",
        "--conf",
        "spark.x=it's a b",
        "pyspark-shell",
    ]
    assert options == "notebook --quiet"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells by which name a process was started")
def test_workers_are_the_clients_own_python_where_none_is_named(tmp_path: Path) -> None:
    path = script(
        tmp_path,
        "import sys\n"
        "from pyspark import SparkContext\n"
        "sc = SparkContext('local[1]', 'x')\n"
        "print(sc.parallelize([1]).map(lambda _: sys.executable).first() == sys.executable)\n",
    )
    env = {"PATH": "/usr/bin:/bin", "SPARK_HOME": str(spark_home())}
    result = subprocess.run([sys.executable, path], env=env, capture_output=True, text=True, timeout=60)
    assert result.stdout.strip() == "True", result.stderr
