"""Notebooks: cells run by the plain ipykernel, as Jupyter does. The example notebook is one of the oracle's cases."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from tspark import spark_home

CLIENTS = {"stock": "", "shim": str(spark_home().parents[1])}


@dataclass
class Cell:
    """What a notebook shows below a cell."""

    texts: dict[str, str] = field(default_factory=lambda: {"stdout": "", "stderr": ""})
    #: By media type.
    result: dict[str, str] = field(default_factory=dict)
    error: str | None = None


class Kernel:
    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.interrupt: Callable[[], None] = manager.interrupt_kernel
        self._client = client

    def run(self, code: str, timeout: float = 60) -> Cell:
        cell = Cell()

        def shown(message: dict[str, Any]) -> None:
            content = message["content"]
            match message["msg_type"]:
                case "stream":
                    cell.texts[content["name"]] += content["text"]
                case "execute_result":
                    cell.result = content["data"]
                case "error":
                    cell.error = content["ename"]

        self._client.execute_interactive(code, output_hook=shown, timeout=timeout, allow_stdin=False)
        return cell


@pytest.fixture(scope="module", params=CLIENTS)
def kernel(request: pytest.FixtureRequest) -> Iterator[Kernel]:
    # Under pytest ipykernel leaves the output of other processes alone, as it does for nobody else.
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    manager = KernelManager()
    manager.start_kernel(env={**env, "PYTHONPATH": CLIENTS[request.param], "PYSPARK_PYTHON": sys.executable})
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        kernel = Kernel(manager, client)
        started = kernel.run(
            "from pyspark.sql import SparkSession\n"
            "spark = SparkSession.builder.master('local[2]').appName('notebook').getOrCreate()\n"
        )
        assert started.error is None, started
        yield kernel
        kernel.run("spark.stop()")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_a_frame_is_a_table_where_eager_evaluation_is_on(kernel: Kernel) -> None:
    frame = "spark.createDataFrame([(1, 'a<b'), (2, None)], 'n int, t string')"
    assert kernel.run(frame).result == {"text/plain": "DataFrame[n: int, t: string]"}
    kernel.run("spark.conf.set('spark.sql.repl.eagerEval.enabled', True)")
    shown = kernel.run(frame).result
    assert shown["text/html"] == (
        "<table border='1'>\n"
        "<tr><th>n</th><th>t</th></tr>\n"
        "<tr><td>1</td><td>a&lt;b</td></tr>\n"
        "<tr><td>2</td><td>NULL</td></tr>\n"
        "</table>\n"
    )
    assert shown["text/plain"].startswith("+---+----+\n|  n|   t|\n")
    kernel.run("spark.conf.set('spark.sql.repl.eagerEval.maxNumRows', 1)")
    assert "only showing top 1 row\n" in kernel.run(frame).result["text/html"]
    kernel.run("spark.conf.unset('spark.sql.repl.eagerEval.enabled')")


LONG = "spark.range(0, 10**13, 1, 4).selectExpr('sum(hash(id))').collect()"


def test_interrupting_a_cell_cancels_its_jobs_and_keeps_the_session(kernel: Kernel) -> None:
    threading.Timer(2, kernel.interrupt).start()
    started = time.monotonic()
    assert kernel.run(LONG).error == "KeyboardInterrupt"
    assert time.monotonic() - started < 10
    deadline = time.monotonic() + 2
    jobs = "spark.sparkContext.statusTracker().getActiveJobsIds()"
    while kernel.run(jobs).result["text/plain"] != "[]" and time.monotonic() < deadline:
        time.sleep(0.1)
    assert kernel.run(f"{jobs}, spark.range(3).count()").result["text/plain"] == "([], 3)"


def test_a_bar_shows_how_far_a_job_is_and_goes_away(kernel: Kernel) -> None:
    code = "spark.sparkContext.parallelize(range(8), 8).foreach(lambda _: __import__('time').sleep(0.5))"
    drawn = kernel.run(code).texts["stderr"]
    lines = [line for line in drawn.split("\r") if line.strip()]
    assert lines, "no bar"
    assert all(re.fullmatch(r"\[Stage \d+:=*> *\(\d \+ \d\) / 8\] *", line) for line in lines), lines
    assert drawn.endswith(" \r")


def test_what_a_bar_would_hide_is_not_drawn_outside_of_notebooks(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from pyspark import SparkContext\n"
        "sc = SparkContext('local[2]', 'quiet')\n"
        "sc.parallelize(range(4), 4).foreach(lambda _: __import__('time').sleep(0.5))\n"
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith("JPY_")}
    process = subprocess.run([sys.executable, script], env=env, capture_output=True, text=True, timeout=60)
    assert (process.stdout, process.stderr, process.returncode) == ("", "", 0)
