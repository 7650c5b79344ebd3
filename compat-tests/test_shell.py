"""`bin/pyspark` on a terminal, with both clients."""

import sys
from pathlib import Path

import pytest
from terminal import at_a_terminal, typed
from tspark import spark_home

SHIM = spark_home().parents[1]
PROMPT = r">>> $"
CLIENTS = {"stock": "", "shim": str(SHIM)}


@pytest.mark.parametrize("client", CLIENTS)
def test_the_shell_has_a_session_a_context_and_the_users_own_startup(client: str, tmp_path: Path) -> None:
    startup = tmp_path / "startup.py"
    startup.write_text("mine = spark.range(4).count()\n")
    env = {
        "PYTHONPATH": CLIENTS[client],
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONSTARTUP": str(startup),
    }
    lines = [
        "print('rows', spark.range(3).count(), mine)",
        "print('context', sc.master, sc.appName, sqlContext.sql('select 7').first()[0], sql('select 8').first()[0])",
        "import pyspark; print('client', pyspark.__file__)",
        "exit(3)",
    ]
    command: list[str | Path] = [spark_home() / "bin/pyspark", "--master", "local[1]", "--name", "mine"]
    code, screen = at_a_terminal(command, typed(PROMPT, lines), env)
    assert "rows 3 4\r\n" in screen, screen
    assert "context local[1] mine 7 8\r\n" in screen, screen
    assert "4.3.0" in screen
    assert "Traceback" not in screen
    assert (f"client {SHIM}" in screen) is (client == "shim")
    assert code == 3


@pytest.mark.parametrize("client", CLIENTS)
def test_ipython_runs_as_the_drivers_python_with_its_options(client: str, tmp_path: Path) -> None:
    env = {
        "PYTHONPATH": CLIENTS[client],
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": str(Path(sys.executable).parent / "ipython"),
        "PYSPARK_DRIVER_PYTHON_OPTS": "--simple-prompt --no-banner --colors=NoColor",
        "IPYTHONDIR": str(tmp_path),
    }
    lines = ["spark.range(3).count() + 40", "import pandas; print('pandas', pandas.__file__)", "exit"]
    code, screen = at_a_terminal(
        [spark_home() / "bin/pyspark", "--master", "local[1]"], typed(r"In \[\d+\]: $", lines), env
    )
    assert "Out[1]: 43\r\n" in screen, screen
    assert "pandas/__init__.py" in screen
    assert f"pandas {SHIM}" not in screen
    assert code == 0


def test_stock_pysparks_program_starts_our_shell_where_spark_home_is_ours() -> None:
    program = Path(sys.executable).parent / "pyspark"
    env = {"PYSPARK_PYTHON": sys.executable}
    code, screen = at_a_terminal(
        [program, "--master", "local[1]"], typed(PROMPT, ["print('rows', spark.range(3).count())", "exit()"]), env
    )
    assert "rows 3\r\n" in screen, screen
    assert code == 0
