"""Summaries and statistics of DataFrames, with the figures the real Spark gives for the same rows."""

import pytest
from pyspark.errors import IllegalArgumentException
from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql import functions as sf

NAN = float("nan")


@pytest.fixture(scope="module")
def frame(spark: SparkSession) -> DataFrame:
    rows = [(1, "a", 2.5), (2, "b", None), (2, None, NAN), (4, "a", 1.0)]
    return spark.createDataFrame(rows, ["i", "s", "d"])


def test_summary(frame: DataFrame) -> None:
    assert [tuple(row) for row in frame.summary().collect()] == [
        ("count", "4", "3", "3"),
        ("mean", "2.25", None, "NaN"),
        ("stddev", "1.2583057392117916", None, "NaN"),
        ("min", "1", "a", "1.0"),
        ("25%", "1", None, "2.5"),
        ("50%", "2", None, "2.5"),
        ("75%", "2", None, "2.5"),
        ("max", "4", "b", "NaN"),
    ]
    assert [row.summary for row in frame.describe("i").collect()] == ["count", "mean", "stddev", "min", "max"]
    with pytest.raises(IllegalArgumentException, match="UNRECOGNIZED_STATISTIC"):
        frame.summary("101%")


def test_crosstab(frame: DataFrame) -> None:
    counts = frame.crosstab("i", "s")
    assert counts.columns == ["i_s", "a", "b", "null"]
    assert sorted(map(tuple, counts.collect())) == [("1", 1, 0, 0), ("2", 0, 1, 1), ("4", 1, 0, 0)]


def test_sample_by_draws_as_spark_does(spark: SparkSession) -> None:
    sample = spark.range(0, 20, 1, 2).sampleBy(sf.col("id") % 3, {0: 0.3, 1: 0.9}, 7)
    assert [row.id for row in sample.collect()] == [0, 1, 4, 6, 10, 12, 13, 16, 19]


def test_quantiles(frame: DataFrame) -> None:
    assert frame.approxQuantile(["i", "d"], [0.0, 0.5, 1.0], 0.0) == [[1.0, 2.0, 4.0], [1.0, 1.0, 2.5]]
    assert frame.limit(0).approxQuantile("i", [0.5], 0.1) == []
    with pytest.raises(IllegalArgumentException, match="column s with data type StringType"):
        frame.approxQuantile("s", [0.5], 0.1)


def test_grouping_sets(frame: DataFrame) -> None:
    counted = frame.groupingSets([["i"], []], "i", "s").agg(sf.count("*").alias("n"))
    assert {(row.i, row.s, row.n) for row in counted.collect()} == {
        (1, None, 1),
        (2, None, 2),
        (4, None, 1),
        (None, None, 4),
    }


def test_values_replaced_in_some_columns(frame: DataFrame) -> None:
    assert frame.replace(2, None, ["i"]).select("i").collect() == [Row(i=1), Row(i=None), Row(i=None), Row(i=4)]
    assert [row.s for row in frame.na.replace(["a"], ["z"], ["s"]).collect()] == ["z", "b", None, "z"]
