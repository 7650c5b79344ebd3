"""What importing our own client costs, and what it says of modules that are not there."""

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from shim_program import run_program, shim_environment

IMPORT = [sys.executable, "-c", "import pyspark.sql"]
RUNS = 7


def processor_seconds(command: list[str], environment: dict[str, str]) -> float:
    """Of the process alone, so that it is about the same on a busy machine."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_pyspark_sql_is_imported_in_half_the_time_of_the_stock_client(tmp_path: Path) -> None:
    # Both from compiled files, as installed packages are.
    compiled = {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": None}
    ours, stock = shim_environment(compiled), shim_environment({**compiled, "PYTHONPATH": None})
    pairs = [(processor_seconds(IMPORT, ours), processor_seconds(IMPORT, stock)) for _ in range(RUNS)]
    assert min(mine for mine, _ in pairs) < min(theirs for _, theirs in pairs) / 2


def test_nothing_heavy_is_imported(tmp_path: Path) -> None:
    heavy = {"pandas", "numpy", "pyarrow", "py4j", "IPython", "multiprocessing", "asyncio", "unittest"}
    loaded = run_program(tmp_path, "import sys, pyspark.sql; print(*sys.modules)").split()
    assert heavy.isdisjoint(loaded)


def test_former_names_are_the_same_modules(tmp_path: Path) -> None:
    assert (
        run_program(
            tmp_path,
            """
        import pyspark.rdd, pyspark.context, pyspark.broadcast, pyspark.core.rdd, pyspark.core.context
        print(pyspark.rdd is pyspark.core.rdd, pyspark.context.SparkContext is pyspark.SparkContext)
        print(pyspark.sql.SparkSession is __import__("pyspark.sql").sql.SparkSession)
        """,
        ).split()
        == ["True"] * 3
    )


@pytest.mark.parametrize("module", ["pandas", "ml.feature", "streaming", "sql.connect.session", "pipelines"])
def test_a_module_that_is_not_there_says_so(tmp_path: Path, module: str) -> None:
    said = run_program(
        tmp_path,
        f"""
        try:
            import pyspark.{module}
        except ModuleNotFoundError as error:
            print(error)
        """,
    )
    assert re.match(r"pyspark\.\S+ is not available in tspark: \w", said)


def test_any_other_name_gives_the_usual_error(tmp_path: Path) -> None:
    said = run_program(
        tmp_path,
        """
        try:
            import pyspark.nonsense
        except ModuleNotFoundError as error:
            print(error)
        """,
    )
    assert said == "No module named 'pyspark.nonsense'\n"
