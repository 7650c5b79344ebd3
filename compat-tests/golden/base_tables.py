"""The tables and functions that Spark's golden files expect to find."""

from collections.abc import Mapping
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

ONEK = (
    "unique1 int, unique2 int, two int, four int, ten int, twenty int, hundred int, thousand int, twothousand int, "
    "fivethous int, tenthous int, odd int, even int, stringu1 string, stringu2 string, string4 string"
)
FILES = {"aggtest": ("agg.data", "a int, b float"), "onek": ("onek.data", ONEK), "tenk1": ("tenk.data", ONEK)}
LETTERS = [["a1", "b1", "c1", "d1", "e1"], ["a2", "b2", "c2", "d2"], ["a3", "b3", "c3"], ["a4", "b4"], ["a5"]]


def table_contents(spark: SparkSession, golden: Path) -> Mapping[str, DataFrame]:
    contents = {
        "testdata": spark.createDataFrame([(i, str(i)) for i in range(1, 101)], "key int, value string"),
        "arraydata": spark.createDataFrame(
            [([1, 2, 3], [[1, 2, 3]]), ([2, 3, 4], [[2, 3, 4]])],
            "arraycol array<int>, nestedarraycol array<array<int>>",
        ),
        "mapdata": spark.createDataFrame(
            [(dict(enumerate(letters, 1)),) for letters in LETTERS], "mapcol map<int,string>"
        ),
    }
    for name, (file, schema) in FILES.items():
        path = golden.parent / "test-data" / "postgresql" / file
        if path.exists():
            contents[name] = spark.read.csv(str(path), schema=schema, sep="\t")
    return contents


def save_tables(spark: SparkSession, golden: Path) -> Mapping[str, DataFrame]:
    """Saves them; those the engine does not save are returned, to be temporary views of each session."""
    unsaved = {}
    for name, contents in table_contents(spark, golden).items():
        try:
            contents.coalesce(1).write.saveAsTable(name)
        except Exception:
            unsaved[name] = contents
    return unsaved


def register_functions(session: SparkSession) -> None:
    session.udf.register("vol", lambda text: text, "string")
    session.udf.register("booleq", lambda left, right: left == right, "boolean")
    session.udf.register("boolne", lambda left, right: left != right, "boolean")
