"""Test cases with a session."""

import math
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pyspark.find_spark_home import _find_spark_home
from pyspark.sql.session import SparkSession
from pyspark.sql.types import Row
from pyspark.testing.utils import PySparkErrorTestUtils, ReusedPySparkTestCase

if TYPE_CHECKING:
    from pyspark.core.context import SparkContext
    from pyspark.sql.dataframe import DataFrame

SPARK_HOME = _find_spark_home()

test_compiled = False
test_not_compiled_message = "the engine has no jars of Spark's tests"


def search_jar(
    project_relative_path: str, sbt_jar_name_prefix: str, mvn_jar_name_prefix: str, return_first: bool = False
) -> str | None:
    """The jar of one of Spark's projects: there is none."""
    return None


class SQLTestUtils:
    """For test cases with `self.spark`: what is changed for a while, and dropped at the end."""

    spark: SparkSession

    @contextmanager
    def sql_conf(self, pairs: dict[str, Any]) -> Iterator[None]:
        """Settings for a while."""
        assert isinstance(pairs, dict), "pairs should be a dictionary."
        old = {key: self.spark.conf.get(key, None) for key in pairs}
        for key, value in pairs.items():
            self.spark.conf.set(key, value)
        try:
            yield
        finally:
            for key, former in old.items():
                if former is None:
                    self.spark.conf.unset(key)
                else:
                    self.spark.conf.set(key, former)

    @contextmanager
    def _dropping(self, kind: str, names: tuple[str, ...], ending: str = "") -> Iterator[None]:
        try:
            yield
        finally:
            for name in names:
                self.spark.sql(f"DROP {kind} IF EXISTS {name}{ending}")

    @contextmanager
    def database(self, *databases: str) -> Iterator[None]:
        """Databases that are dropped at the end, with all that is in them."""
        try:
            with self._dropping("DATABASE", databases, " CASCADE"):
                yield
        finally:
            self.spark.catalog.setCurrentDatabase("default")

    @contextmanager
    def table(self, *tables: str) -> Iterator[None]:
        """Tables that are dropped at the end."""
        with self._dropping("TABLE", tables):
            yield

    @contextmanager
    def view(self, *views: str) -> Iterator[None]:
        """Views that are dropped at the end."""
        with self._dropping("VIEW", views):
            yield

    @contextmanager
    def temp_view(self, *views: str) -> Iterator[None]:
        """Temporary views that are dropped at the end."""
        try:
            yield
        finally:
            for view in views:
                self.spark.catalog.dropTempView(view)

    @contextmanager
    def temp_func(self, *functions: str) -> Iterator[None]:
        """Temporary functions that are dropped at the end."""
        with self._dropping("TEMPORARY FUNCTION", functions):
            yield

    @contextmanager
    def function(self, *functions: str) -> Iterator[None]:
        """Functions that are dropped at the end."""
        with self._dropping("FUNCTION", functions):
            yield

    @contextmanager
    def temp_env(self, pairs: dict[str, str | None]) -> Iterator[None]:
        """Environment variables for a while; None takes one away."""
        assert isinstance(pairs, dict), "pairs should be a dictionary."
        old = {key: os.environ.get(key) for key in pairs}
        _set_environment(pairs)
        try:
            yield
        finally:
            _set_environment(old)

    @staticmethod
    def assert_close(a: Any, b: Any) -> None:
        """Numbers, and the first values of rows, are equal to six digits."""
        expected = [row[0] for row in b]
        close = [
            abs(value - other) < 1e-6 if math.isfinite(value) else value == other
            for value, other in zip(a, expected, strict=False)
        ]
        assert sum(close) == len(a), f"sum: {sum(close)}, len: {len(a)}"


def _set_environment(pairs: dict[str, str | None]) -> None:
    for key, value in pairs.items():
        if value is None:
            os.environ.pop(key, None)
        else:
            os.environ[key] = value


class ReusedSQLTestCase(ReusedPySparkTestCase, SQLTestUtils, PySparkErrorTestUtils):
    """One session for all tests, in `self.spark`, with a small DataFrame in `self.df`."""

    _legacy_sc: "SparkContext"
    tempdir: Any
    testData: list[Row]
    df: "DataFrame"

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls._legacy_sc = cls.sc
        cls.spark = SparkSession(cls.sc)
        # A free name: tests write there.
        cls.tempdir = tempfile.NamedTemporaryFile(delete=False)  # noqa: SIM115
        os.unlink(cls.tempdir.name)
        cls.testData = [Row(key=i, value=str(i)) for i in range(100)]
        cls.df = cls.spark.createDataFrame(cls.testData)

    @classmethod
    def tearDownClass(cls) -> None:
        try:
            cls.spark.stop()
            shutil.rmtree(cls.tempdir.name, ignore_errors=True)
        finally:
            super().tearDownClass()

    def tearDown(self) -> None:
        try:
            self.spark._jsparkSession.cleanupPythonWorkerLogs()
        finally:
            super().tearDown()
