"""How our own client starts the engine, finds one that runs, and divides its threads."""

import signal
import struct
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from shim_program import run_program, shim_environment
from tspark import spark_home

SUBMIT = spark_home() / "bin" / "spark-submit"


def make_spark_home(folder: Path, submit: str) -> Path:
    """A SPARK_HOME whose ``spark-submit`` is that shell script."""
    program = folder / "home" / "bin" / "spark-submit"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n" + textwrap.dedent(submit))
    program.chmod(0o755)
    return folder / "home"


def test_the_launcher_of_spark_home_gets_settings_and_the_file_to_write(tmp_path: Path) -> None:
    home = make_spark_home(
        tmp_path,
        f"""
        printf '%s\\n' "$@" > {tmp_path}/arguments
        printf '%s\\n' "$SPARK_CONNECT_MODE" "$_PYSPARK_DRIVER_CONN_INFO_PATH" > {tmp_path}/environment
        exec {SUBMIT} "$@"
        """,
    )
    said = run_program(
        tmp_path,
        """
        from pyspark import SparkConf, SparkContext
        with SparkContext(conf=SparkConf().setMaster("local[1]").setAppName("a name").set("spark.x", "1")) as sc:
            print(sc.appName, sc.getConf().get("spark.x"))
        """,
        SPARK_HOME=str(home),
        PYSPARK_SUBMIT_ARGS="--conf 'spark.y=2 3' pyspark-shell",
        SPARK_TESTING="1",
        SPARK_PYTHON_RUNTIME=None,
    )
    assert said == "a name 1\n"
    arguments = (tmp_path / "arguments").read_text().splitlines()
    assert {"spark.master=local[1]", "spark.app.name=a name", "spark.x=1"} <= set(arguments)
    assert arguments[-5:] == ["--conf", "spark.ui.enabled=false", "--conf", "spark.y=2 3", "pyspark-shell"]
    mode, file = (tmp_path / "environment").read_text().splitlines()
    assert mode == "0"
    assert not Path(file).parent.exists(), "the folder of the handshake is left behind"


@pytest.mark.parametrize("code", [0, 3])
def test_an_engine_that_ends_at_once_is_an_error_at_once(tmp_path: Path, code: int) -> None:
    said = run_program(
        tmp_path,
        """
        import time
        from pyspark import SparkContext
        from pyspark.errors import PySparkRuntimeError
        start = time.monotonic()
        try:
            SparkContext("local", "a")
        except PySparkRuntimeError as error:
            print(error.getCondition(), time.monotonic() - start < 5, SparkContext._active_spark_context)
        """,
        SPARK_HOME=str(make_spark_home(tmp_path, f"exit {code}")),
    )
    assert said == "JAVA_GATEWAY_EXITED True None\n"


def test_an_engine_that_runs_is_attached_to(tmp_path: Path) -> None:
    info = tmp_path / "info"
    engine = subprocess.Popen(
        [SUBMIT, "pyspark-shell"],
        stdin=subprocess.PIPE,
        env=shim_environment({"_PYSPARK_DRIVER_CONN_INFO_PATH": str(info)}),
    )
    try:
        deadline = time.monotonic() + 20
        while not info.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        port, length = struct.unpack_from("!ii", info.read_bytes())
        said = run_program(
            tmp_path,
            """
            from pyspark import SparkContext
            with SparkContext("local[1]", "attached") as sc:
                print(SparkContext._gateway.proc, sc.parallelize([1, 2]).sum())
            """,
            PYSPARK_GATEWAY_PORT=str(port),
            PYSPARK_GATEWAY_SECRET=info.read_bytes()[8 : 8 + length].decode(),
            SPARK_HOME="/nowhere",
        )
        assert said == "None 3\n"
    finally:
        engine.kill()
        engine.communicate()


THREADS = """
    import threading
    from pyspark import InheritableThread, SparkContext, inheritable_thread_target
    sc = SparkContext("local[2]", "threads")
    java_thread = lambda: sc._jvm.java.lang.Thread.currentThread().getId()
    seen = {}

    def note(name):
        seen[name] = (java_thread(), java_thread(), sc.getLocalProperty("a"))

    sc.setLocalProperty("a", "1")
    note("main")
    for name, thread in {
        "plain": threading.Thread(target=note, args=["plain"]),
        "heir": InheritableThread(target=note, args=["heir"]),
        "target": threading.Thread(target=inheritable_thread_target(note), args=["target"]),
    }.items():
        sc.setLocalProperty("a", "2")
        thread.start()
        thread.join()
    print(type(SparkContext._gateway).__name__, *(seen[name][2] for name in seen))
    print(all(first == second for first, second, _ in seen.values()), len({first for first, _, _ in seen.values()}))
"""


def test_each_thread_has_one_in_the_engine(tmp_path: Path) -> None:
    said = run_program(tmp_path, THREADS).splitlines()
    # The target was made while the property had its first value; InheritableThread looks when it starts.
    assert said == ["ClientServer 1 None 2 1", "True 4"]


def test_threads_need_not_be_pinned(tmp_path: Path) -> None:
    gateway, *properties = run_program(tmp_path, THREADS, PYSPARK_PIN_THREAD="false").splitlines()[0].split()
    assert gateway == "JavaGateway"
    assert "None" not in properties


def test_an_interrupt_cancels_the_job_and_keeps_the_context(tmp_path: Path) -> None:
    script = tmp_path / "interrupted.py"
    script.write_text(
        textwrap.dedent(
            """
            import time
            from pyspark import SparkContext
            sc = SparkContext("local[1]", "interrupted")
            sc.parallelize([1], 1).count()

            def sleep(x):
                import time
                time.sleep(30)

            try:
                print("running", flush=True)
                sc.parallelize([1], 1).foreach(sleep)
            except KeyboardInterrupt:
                print("interrupted", sc.parallelize([1, 2], 1).sum(), sc.statusTracker().getActiveJobsIds(), flush=True)
            sc.stop()
            """
        )
    )
    process = subprocess.Popen(
        [sys.executable, script], env=shim_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    said, errors = process.communicate(timeout=20)
    assert said == "interrupted 3 []\n", errors
    assert "Traceback" not in errors


def test_an_engine_that_died_is_told_and_replaced(tmp_path: Path) -> None:
    said = run_program(
        tmp_path,
        """
        import warnings
        from pyspark import SparkContext
        warnings.simplefilter("ignore")
        first = SparkContext("local[1]", "first")
        SparkContext._gateway.proc.kill()
        try:
            first.parallelize([1], 1).count()
        except ConnectionError as error:
            print(error.strerror)
        first.stop()
        with SparkContext("local[1]", "second") as second:
            print(second.appName, second.parallelize([1, 2], 1).sum())
        """,
    ).splitlines()
    assert said[0].startswith("The engine has ended, by signal 9: stop the session and make a new one")
    assert said[1] == "second 3"


@pytest.mark.parametrize("app", ["the same", "another"])
def test_an_engine_started_ahead_is_the_one_used(tmp_path: Path, app: str) -> None:
    home = make_spark_home(tmp_path, f'echo started >> {tmp_path}/starts\nexec {SUBMIT} "$@"')
    said = run_program(
        tmp_path,
        f"""
        from pyspark import SparkConf, java_gateway
        conf = SparkConf().setMaster("local[1]").setAppName("the same")
        java_gateway.launch_ahead(conf)
        ahead = java_gateway._ahead.process
        from pyspark import SparkContext
        with SparkContext(conf=conf.setAppName("{app}")) as sc:
            print(sc.appName, SparkContext._gateway.proc is ahead, java_gateway._ahead)
        """,
        SPARK_HOME=str(home),
    )
    assert said == f"{app} {app == 'the same'} None\n"
    assert len((tmp_path / "starts").read_text().split()) == (1 if app == "the same" else 2)
