"""How processes end: whichever of client, engine and workers dies first, the others follow and nothing hangs."""

import os
import pty
import re
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tspark import spark_home

pytestmark = pytest.mark.timeout(60)

START = """
import os, signal, sys, threading, time
from pyspark import SparkContext
from pyspark.sql import SparkSession, functions as sf
spark = SparkSession.builder.master("local[2]").getOrCreate()
WORD = sys.argv[1]
launched = getattr(SparkContext._gateway, "proc", None)
engine = launched and launched.pid
def tell(*words):
    print(*words, flush=True)
"""

# Prints the ids of worker and daemon from inside of a worker, then is busy for a minute.
BUSY = """
def busy(value):
    with open(WORD, "w") as file:
        file.write(f"{os.getpid()} {os.getppid()}")
    os.rename(WORD, WORD + ".done")
    time.sleep(60)
    return value
def run():
    return spark.range(1).select(sf.udf(busy, "long")("id")).collect()
"""


class Script:
    """A running script, and where its busy function leaves word."""

    def __init__(self, folder: Path, text: str, env: dict[str, str] | None = None) -> None:
        path = folder / f"script{len(list(folder.iterdir()))}.py"
        path.write_text(START + text)
        self.word = path.with_suffix(".word")
        self.process = subprocess.Popen(
            [sys.executable, path, self.word],
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def finish(self, seconds: float = 30) -> tuple[str, str]:
        return self.process.communicate(timeout=seconds)

    def workers(self) -> list[int]:
        """Worker and daemon, once the busy function runs."""
        done = self.word.with_suffix(".word.done")
        wait_until(lambda: done.exists() or self.process.poll() is not None, 15)
        assert done.exists()
        return [int(pid) for pid in done.read_text().split()]

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def scripts(tmp_path: Path) -> Iterator[list[Script]]:
    """To be ended with the test, however that goes."""
    started: list[Script] = []
    yield started
    for script in started:
        if script.process.poll() is None:
            script.process.kill()
        script.finish()


def start(scripts: list[Script], folder: Path, text: str, env: dict[str, str] | None = None) -> Script:
    scripts.append(Script(folder, text, env))
    return scripts[-1]


def wait_until(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def assert_gone(pids: list[int], seconds: float = 10) -> None:
    wait_until(lambda: not any(map(lives, pids)), seconds)
    assert [pid for pid in pids if lives(pid)] == []


def test_a_script_without_stop_ends_at_once_and_silently(scripts: list[Script], tmp_path: Path) -> None:
    script = start(
        scripts,
        tmp_path,
        'spark.range(5).select(sf.udf(lambda v: v, "long")("id")).collect()\n'
        "tell(engine, spark.sparkContext._temp_dir)",
    )
    engine, folder = script.line().split()
    told = time.monotonic()
    _, errors = script.finish()
    assert script.process.returncode == 0
    assert time.monotonic() - told < 5
    assert errors == ""
    assert_gone([int(engine)], 5)
    assert not Path(folder).exists()


def test_a_script_that_fails_keeps_its_exit_code(scripts: list[Script], tmp_path: Path) -> None:
    script = start(scripts, tmp_path, 'spark.range(5).count()\nraise SystemExit("no more")')
    _, errors = script.finish()
    assert script.process.returncode == 1
    assert errors == "no more\n"


def test_killing_the_client_ends_engine_and_workers(scripts: list[Script], tmp_path: Path) -> None:
    script = start(scripts, tmp_path, BUSY + "tell(engine)\nrun()")
    engine = int(script.line())
    workers = script.workers()
    script.process.kill()
    assert_gone([engine, *workers])


def test_killing_the_engine_is_an_error_in_python_and_ends_the_workers(scripts: list[Script], tmp_path: Path) -> None:
    script = start(
        scripts,
        tmp_path,
        BUSY + "tell(engine)\n"
        "try:\n    run()\nexcept Exception as error:\n    tell(type(error).__name__)\n"
        "try:\n    spark.range(1).count()\nexcept Exception as error:\n    tell(type(error).__name__)\n",
    )
    engine = int(script.line())
    workers = script.workers()
    os.kill(engine, signal.SIGKILL)
    killed = time.monotonic()
    out, _ = script.finish()
    assert time.monotonic() - killed < 10
    assert out.split() == ["ConnectionRefusedError"] * 2
    assert_gone(workers)


def test_an_interrupt_cancels_the_running_job(scripts: list[Script], tmp_path: Path) -> None:
    script = start(
        scripts,
        tmp_path,
        BUSY + "try:\n    run()\nexcept BaseException as error:\n    tell('interrupted')\n"
        "tracker = spark.sparkContext.statusTracker()\n"
        "deadline = time.monotonic() + 10\n"
        "while tracker.getActiveJobsIds() and time.monotonic() < deadline: time.sleep(0.02)\n"
        "tell(list(tracker.getActiveJobsIds()), spark.range(7).count())\n",
    )
    worker, _ = script.workers()
    interrupted = time.monotonic()
    # As a terminal does it: the engine gets it too.
    os.killpg(script.process.pid, signal.SIGINT)
    assert script.line() == "interrupted"
    assert script.line() == "[] 7"
    assert time.monotonic() - interrupted < 10
    assert_gone([worker])


def test_two_processes_at_once(scripts: list[Script], tmp_path: Path) -> None:
    text = "tell(engine, spark.range(int(1e5)).selectExpr('sum(id)').collect()[0][0])"
    outs = [script.finish()[0].split() for script in [start(scripts, tmp_path, text) for _ in range(2)]]
    assert [out[1] for out in outs] == ["4999950000"] * 2
    assert outs[0][0] != outs[1][0]


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[tuple[int, str]]:
    """A running engine's port and secret."""
    info = tmp_path / "info"
    process = subprocess.Popen(
        [spark_home() / "bin" / "spark-submit", "pyspark-shell"],
        stdin=subprocess.PIPE,
        env={**os.environ, "_PYSPARK_DRIVER_CONN_INFO_PATH": str(info)},
    )
    wait_until(info.exists, 20)
    port, length = struct.unpack("!ii", info.read_bytes()[:8])
    yield port, info.read_bytes()[8 : 8 + length].decode()
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=10) == 0


def test_a_wrong_secret_is_refused(gateway: tuple[int, str], scripts: list[Script], tmp_path: Path) -> None:
    port, secret = gateway
    wrong = {"PYSPARK_GATEWAY_PORT": str(port), "PYSPARK_GATEWAY_SECRET": secret[:-1] + "?"}
    script = start(scripts, tmp_path, "tell('in')", wrong)
    out, errors = script.finish()
    assert (script.process.returncode, out) == (1, "")
    assert re.search("Py4J(Authentication|Network)Error", errors)


def test_the_right_secret_attaches(gateway: tuple[int, str], scripts: list[Script], tmp_path: Path) -> None:
    port, secret = gateway
    right = {"PYSPARK_GATEWAY_PORT": str(port), "PYSPARK_GATEWAY_SECRET": secret}
    script = start(scripts, tmp_path, "tell(spark.range(6).count())", right)
    assert script.finish() == ("6\n", "")


def test_a_terminal_that_goes_away_takes_the_engine_with_it(tmp_path: Path) -> None:
    word = tmp_path / "word"
    # Long enough for a progress bar, which is drawn on the terminal that is gone.
    slow = "spark.sparkContext.parallelize(range(9), 9).map(lambda _: time.sleep(0.5)).count()"
    text = START + f"open(WORD, 'w').write(str(engine))\n{slow}\n"
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-c", text, str(word)])
    wait_until(lambda: word.exists() and word.read_text() != "", 30)
    engine = int(word.read_text())
    time.sleep(1)
    os.close(terminal)
    os.waitpid(pid, 0)
    assert_gone([engine])


def test_the_clients_output_stays_blocking(scripts: list[Script], tmp_path: Path) -> None:
    """More than a pipe holds, written while nobody reads: a pipe that the engine made non-blocking would fail here."""
    script = start(
        scripts,
        tmp_path,
        'spark.range(5).select(sf.udf(lambda v: v, "long")("id")).collect()\n'
        "print('x' * 300_000, flush=True)\n"
        "print('y' * 300_000, file=sys.stderr, flush=True)",
    )
    time.sleep(3)
    out, errors = script.finish()
    assert (script.process.returncode, len(out), errors.count("y")) == (0, 300_001, 300_000)
