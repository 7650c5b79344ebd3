"""Set-up for the tests that drive the engine through PySpark or py4j, as a user's process would."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tspark import spark_home

# Before anything imports pyspark: the client looks for its gateway here.
os.environ["SPARK_HOME"] = str(spark_home())
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
os.environ.pop("PYSPARK_SUBMIT_ARGS", None)


if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def pytest_sessionstart(session: pytest.Session) -> None:
    if not (spark_home().parent / "engine" / "main.js").exists():
        pytest.exit("the engine is not built: run `make build`", returncode=1)


@pytest.fixture(scope="module")
def spark() -> "Iterator[SparkSession]":
    """One session for the tests of a file that leave it as they found it."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[2]").appName("compat-tests").getOrCreate()
    yield session
    session.stop()
