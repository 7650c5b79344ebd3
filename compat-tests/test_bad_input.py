"""Wrong input to a session that goes on living: Spark's own error, with its condition, parameters and place."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from py4j.protocol import Py4JJavaError
from pyspark.errors import (
    AnalysisException,
    ArithmeticException,
    IllegalArgumentException,
    NumberFormatException,
    ParseException,
    PySparkException,
    PythonException,
)
from pyspark.sql import Row, SparkSession
from pyspark.sql import functions as sf

pytestmark = pytest.mark.timeout(60)

BAD_ROWS = "id,n\n1,10\nx,20\n3,30,99\n4\n"
SCHEMA = "id int, n int"


@contextmanager
def setting(spark: SparkSession, key: str, value: str) -> Iterator[None]:
    spark.conf.set(key, value)
    try:
        yield
    finally:
        spark.conf.unset(key)


def place_of(text: str) -> str:
    """Where this file says ``text``: the line a DataFrame's error must name."""
    lines = Path(__file__).read_text().split("\n")
    return next(f"{__file__}:{number}" for number, line in enumerate(lines, 1) if text in line)


def call_site(error: PySparkException) -> str:
    (context,) = error.getQueryContext()
    return str(context.callSite()).splitlines()[0]


@pytest.fixture
def bad_rows(tmp_path: Path) -> str:
    path = tmp_path / "bad.csv"
    path.write_text(BAD_ROWS)
    return str(path)


@pytest.mark.parametrize("source", ["csv", "parquet", "text"])
def test_a_missing_file_is_named(spark: SparkSession, tmp_path: Path, source: str) -> None:
    missing = tmp_path / "nothing"
    with pytest.raises(AnalysisException) as error:
        spark.read.format(source).load(str(missing))
    assert error.value.getCondition() == "PATH_NOT_FOUND"
    assert error.value.getMessageParameters() == {"path": f"file:{missing}"}


def test_a_file_that_goes_away_between_plan_and_action(spark: SparkSession, bad_rows: str) -> None:
    rows = spark.read.csv(bad_rows, schema=SCHEMA)
    os.unlink(bad_rows)
    with pytest.raises((Py4JJavaError, PySparkException), match=r"bad\.csv"):
        rows.collect()


def test_a_text_file_that_is_missing_fails_the_action(spark: SparkSession, tmp_path: Path) -> None:
    lines = spark.sparkContext.textFile(str(tmp_path / "nothing"))
    with pytest.raises(Py4JJavaError, match=r"Input path does not exist: file:.*nothing"):
        lines.collect()


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("PERMISSIVE", [(1, 10), (None, 20), (3, 30), (4, None)]),
        ("DROPMALFORMED", [(1, 10)]),
    ],
)
def test_malformed_rows_by_mode(
    spark: SparkSession, bad_rows: str, mode: str, expected: list[tuple[int | None, int | None]]
) -> None:
    rows = spark.read.csv(bad_rows, header=True, schema=SCHEMA, mode=mode).collect()
    assert rows == [Row(id=a, n=b) for a, b in expected]


def test_failfast_tells_the_file_and_the_row(spark: SparkSession, bad_rows: str) -> None:
    rows = spark.read.csv(bad_rows, header=True, schema=SCHEMA, mode="FAILFAST")
    with pytest.raises((Py4JJavaError, PySparkException)) as error:
        rows.collect()
    assert "FAILED_READ_FILE.NO_HINT" in str(error.value)
    assert f"file://{bad_rows}" in str(error.value)


def test_malformed_rows_are_kept_in_their_column(spark: SparkSession, bad_rows: str) -> None:
    rows = spark.read.csv(bad_rows, header=True, schema=f"{SCHEMA}, _corrupt_record string").collect()
    assert [row["_corrupt_record"] for row in rows] == [None, "x,20", "3,30,99", "4"]


def test_an_unknown_column_has_suggestions_and_the_python_line(spark: SparkSession) -> None:
    frame = spark.createDataFrame([(1, 2)], ["first", "second"])
    with pytest.raises(AnalysisException) as error:
        frame.select(sf.col("frist"))
    assert error.value.getCondition() == "UNRESOLVED_COLUMN.WITH_SUGGESTION"
    assert error.value.getSqlState() == "42703"
    assert error.value.getMessageParameters() == {"objectName": "`frist`", "proposal": "`first`, `second`"}
    assert error.value.getQueryContext()[0].fragment() == "col"
    assert call_site(error.value) == place_of('sf.col("frist")')


def test_an_unknown_column_in_sql_has_its_place(spark: SparkSession) -> None:
    with pytest.raises(AnalysisException) as error:
        spark.sql("SELECT a + nope FROM VALUES (1) AS t(a)")
    (context,) = error.value.getQueryContext()
    assert (context.fragment(), context.startIndex(), context.stopIndex()) == ("nope", 11, 14)


def test_text_that_does_not_parse(spark: SparkSession) -> None:
    with pytest.raises(ParseException) as error:
        spark.sql("SELEC 1")
    assert error.value.getCondition() == "PARSE_SYNTAX_ERROR"


def test_an_unknown_table(spark: SparkSession) -> None:
    with pytest.raises(AnalysisException) as error:
        spark.table("nowhere")
    assert error.value.getCondition() == "TABLE_OR_VIEW_NOT_FOUND"


def test_a_bad_cast_is_an_error_at_its_line(spark: SparkSession) -> None:
    frame = spark.createDataFrame([("7",), ("seven",)], ["text"]).repartition(2)
    number = sf.col("text").cast("int")
    with pytest.raises(NumberFormatException) as error:
        frame.select(number).collect()
    assert error.value.getCondition() == "CAST_INVALID_INPUT"
    assert error.value.getMessageParameters() == {
        "expression": "'seven'",
        "sourceType": '"STRING"',
        "targetType": '"INT"',
        "ansiConfig": '"spark.sql.ansi.enabled"',
    }
    assert call_site(error.value) == place_of('.cast("int")')


def test_a_bad_cast_is_null_without_ansi(spark: SparkSession) -> None:
    with setting(spark, "spark.sql.ansi.enabled", "false"):
        frame = spark.createDataFrame([("7",), ("seven",)], ["text"])
        assert frame.select(sf.col("text").cast("int")).collect() == [Row(text=7), Row(text=None)]
        assert spark.sql("SELECT 1 / 0").collect()[0][0] is None


def test_division_by_zero_shows_where(spark: SparkSession) -> None:
    with pytest.raises(ArithmeticException) as error:
        spark.range(3).select(sf.lit(1) / sf.col("id")).collect()
    assert error.value.getCondition() == "DIVIDE_BY_ZERO"
    assert call_site(error.value) == place_of("sf.lit(1) / sf.col")
    with pytest.raises(ArithmeticException) as error:
        spark.sql("SELECT 1/0").collect()
    (context,) = error.value.getQueryContext()
    assert context.fragment() == "1/0"


def test_a_setting_that_makes_no_sense(spark: SparkSession) -> None:
    with pytest.raises(IllegalArgumentException) as error:
        spark.conf.set("spark.sql.shuffle.partitions", "many")
    assert error.value.getCondition() == "INVALID_CONF_VALUE.TYPE_MISMATCH"


def exploding() -> Callable[[int], int]:
    """Made here, so that workers get it by value: they cannot import this file."""

    def explode(value: int) -> int:
        raise ValueError(f"boom {value}")

    return explode


def test_an_exception_in_a_python_function_comes_with_its_traceback(spark: SparkSession) -> None:
    failing = spark.range(1).select(sf.udf(exploding(), "long")("id"))
    with pytest.raises(PythonException) as error:
        failing.collect()
    assert "ValueError: boom 0" in str(error.value)
    assert "in explode" in str(error.value)
    assert error.value.getCondition() == "PYTHON_EXCEPTION"


def test_an_exception_in_an_rdd_comes_with_its_traceback(spark: SparkSession) -> None:
    with pytest.raises(PythonException) as error:
        spark.sparkContext.parallelize(range(4), 2).map(exploding()).collect()
    assert "ValueError: boom" in str(error.value)


def dying() -> Callable[[int], int]:
    def die(value: int) -> int:
        if value == 5:
            os.kill(os.getpid(), 9)
        return value

    return die


def test_a_killed_worker_fails_its_job_only(spark: SparkSession) -> None:
    numbers = spark.range(10)
    with pytest.raises(Py4JJavaError, match="Python worker exited unexpectedly"):
        numbers.select(sf.udf(dying(), "long")("id")).collect()
    with pytest.raises(Py4JJavaError, match="Python worker exited unexpectedly"):
        spark.sparkContext.parallelize(range(10), 2).map(dying()).collect()
    doubled = numbers.select(sf.udf(lambda value: value * 2, "long")("id"))
    assert sorted(row[0] for row in doubled.collect()) == list(range(0, 20, 2))


def test_two_sessions_at_once_keep_apart(spark: SparkSession) -> None:
    other = spark.newSession()
    spark.range(3).createOrReplaceTempView("numbers")
    other.range(5).createOrReplaceTempView("numbers")
    other.conf.set("spark.sql.ansi.enabled", "false")
    counts: dict[str, list[int]] = {"first": [], "second": []}

    def ask(name: str, session: SparkSession) -> None:
        for _ in range(10):
            counts[name].append(session.sql("SELECT * FROM numbers").count())

    threads = [threading.Thread(target=ask, args=args) for args in (("first", spark), ("second", other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == {"first": [3] * 10, "second": [5] * 10}
    assert other.sql("SELECT 1 / 0").collect()[0][0] is None
    with pytest.raises(ArithmeticException):
        spark.sql("SELECT 1 / 0").collect()
