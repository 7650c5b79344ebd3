"""Sessions, DataFrames and columns of our own client: what Python itself decides. Spark's own suite has the rest."""

from pathlib import Path

from shim_program import run_program

BEGIN = """
from pyspark.sql import SparkSession, Row, Window, functions as F
from pyspark.errors import PySparkException
spark = SparkSession.builder.master("local[2]").getOrCreate()
df = spark.createDataFrame([(1, "a"), (2, "b"), (3, "a")], ["x", "y"])
"""


def lines(folder: Path, program: str) -> list[str]:
    return run_program(folder, BEGIN + program).splitlines()


def test_wrong_arguments_raise_conditions(tmp_path: Path) -> None:
    said = lines(
        tmp_path,
        """
def condition(call):
    try:
        call()
    except PySparkException as error:
        print(error.getCondition(), *error.getMessageParameters().values())

condition(lambda: bool(df.x))
condition(lambda: iter(df.x))
condition(lambda: 1 in df.x)
condition(lambda: df.x.__missing__)
condition(lambda: df.x[1:2:3])
condition(lambda: df.x.substr(1, df.x))
condition(lambda: df.x.cast(3))
condition(lambda: df.x.over(3))
condition(lambda: df.x.alias("a", "b", metadata={}))
condition(lambda: df.select(3))
condition(lambda: df.nope)
condition(lambda: df[1.5])
condition(lambda: df.filter(3))
condition(lambda: df.sort())
condition(lambda: df.sort(0))
condition(lambda: df.groupBy(0))
condition(lambda: df.drop(3))
condition(lambda: df.show(True))
condition(lambda: df.explain(True, "cost"))
condition(lambda: df.repartition([1]))
condition(lambda: df.repartitionById(0, "x"))
condition(lambda: df.sample(1))
condition(lambda: df.randomSplit([-1.0]))
condition(lambda: df.hint("a", {}))
condition(lambda: df.replace("a"))
condition(lambda: df.replace(["a", 1], [2, 3]))
condition(lambda: df.replace([1, 2], [1]))
condition(lambda: df.approxQuantile("x", [2], 0.1))
condition(lambda: df.observe("m"))
condition(lambda: df.write.bucketBy("1", "x"))
condition(lambda: spark.read.schema(3))
condition(lambda: spark.createDataFrame(df))
condition(lambda: spark.createDataFrame([]))
condition(lambda: spark.createDataFrame([(None,)]))
condition(lambda: spark.createDataFrame([("a",)], "x int"))
condition(lambda: spark.sql("SELECT 1", (1,)))
condition(lambda: spark.conf.get(3))
condition(lambda: spark.profile.show(type="time"))
condition(lambda: spark.client)
""",
    )
    assert said == [
        "CANNOT_CONVERT_COLUMN_INTO_BOOL x",
        "NOT_ITERABLE Column",
        "CANNOT_APPLY_IN_FOR_COLUMN",
        "CANNOT_ACCESS_TO_DUNDER",
        "SLICE_WITH_STEP",
        "NOT_SAME_TYPE startPos length int Column",
        "NOT_EXPECTED_TYPE DataType or str dataType int",
        "NOT_EXPECTED_TYPE WindowSpec window int",
        "ONLY_ALLOWED_FOR_SINGLE_COLUMN metadata",
        "NOT_EXPECTED_TYPE Column or str col int",
        "ATTRIBUTE_NOT_SUPPORTED nope",
        "NOT_EXPECTED_TYPE Column, float, integer, list or string item float",
        "NOT_EXPECTED_TYPE Column or str condition int",
        "CANNOT_BE_EMPTY cols",
        "ZERO_INDEX",
        "INDEX_NOT_POSITIVE 0",
        "NOT_EXPECTED_TYPE Column or str col int",
        "NOT_EXPECTED_TYPE int n bool",
        "CANNOT_SET_TOGETHER extended and mode",
        "NOT_EXPECTED_TYPE Column or str numPartitions list",
        "VALUE_NOT_POSITIVE numPartitions 0",
        "NOT_EXPECTED_TYPE bool, float or int withReplacement (optional), fraction (required) and seed (optional)"
        " int, NoneType, NoneType",
        "VALUE_NOT_POSITIVE weights -1.0",
        "DISALLOWED_TYPE_FOR_CONTAINER parameters tuple"
        " str, float, int, Column, list[str], list[float], list[int] dict",
        "ARGUMENT_REQUIRED value `to_replace` is dict",
        "MIXED_TYPE_REPLACEMENT",
        "LENGTH_SHOULD_BE_THE_SAME to_replace value 2 1",
        "NOT_EXPECTED_TYPE list[float, int] probabilities int",
        "CANNOT_BE_EMPTY exprs",
        "NOT_EXPECTED_TYPE int numBuckets str",
        "NOT_EXPECTED_TYPE str or struct type schema int",
        "INVALID_TYPE data DataFrame",
        "CANNOT_INFER_EMPTY_SCHEMA",
        "CANNOT_DETERMINE_TYPE",
        "FIELD_DATA_TYPE_UNACCEPTABLE_WITH_NAME field x IntegerType() 'a' <class 'str'>",
        "INVALID_TYPE args tuple",
        "NOT_EXPECTED_TYPE str key int",
        "VALUE_NOT_ALLOWED type ['perf', 'memory']",
        "ONLY_SUPPORTED_WITH_SPARK_CONNECT SparkSession.client",
    ]


def test_errors_name_the_place_in_the_script(tmp_path: Path) -> None:
    said = lines(
        tmp_path,
        """
def divide():
    return df.x / F.lit(0)

def context():
    try:
        df.select(divide()).collect()
    except PySparkException as error:
        [context] = error.getQueryContext()
        places = [place.rpartition("/")[2] for place in context.callSite().splitlines()]
        print(context.contextType().name, context.fragment(), *places)

context()
spark.sql("SET spark.sql.stackTracesInDataFrameContext=2")
context()
spark.conf.set("spark.sql.stackTracesInDataFrameContext", 1)
context()
""",
    )
    assert said == [
        "DataFrame __truediv__ program.py:8",
        "DataFrame __truediv__ program.py:8 program.py:12",
        "DataFrame __truediv__ program.py:8",
    ]


def test_how_frames_look(tmp_path: Path) -> None:
    said = lines(
        tmp_path,
        """
print(df, df.groupBy("y"), df.x, {"x", "select"} <= set(dir(df)), df._ipython_key_completions_())
print(df._repr_html_())
spark.conf.set("spark.sql.repl.eagerEval.enabled", True)
spark.conf.set("spark.sql.repl.eagerEval.maxNumRows", 1)
print(spark.range(1, 3))
print(df._repr_html_())
df.limit(1).show(vertical=True)
df.select(F.lit("abcdef").alias("t")).limit(1).show(truncate=4)
df.printSchema()
""",
    )
    assert said[0] == (
        "DataFrame[x: bigint, y: string] "
        "GroupedData[grouping expressions: [y: string], value: [x: bigint, y: string], type: GroupBy] "
        "Column<'x'> True ['x', 'y']"
    )
    assert said[1:8] == ["None", "+---+", "| id|", "+---+", "|  1|", "+---+", "only showing top 1 row"]
    assert "<tr><td>1</td><td>a</td></tr>" in said
    assert [line.rstrip() for line in said[said.index("</table>") + 3 :]] == [
        "-RECORD 0--",
        " x   | 1",
        " y   | a",
        "",
        "+----+",
        "|   t|",
        "+----+",
        "|a...|",
        "+----+",
        "",
        "root",
        " |-- x: long (nullable = true)",
        " |-- y: string (nullable = true)",
        "",
    ]


def test_rows_of_all_kinds_become_frames(tmp_path: Path) -> None:
    said = lines(
        tmp_path,
        """
from collections import namedtuple
from pyspark.sql.types import StructType
import numpy, pandas, pyarrow

Pair = namedtuple("Pair", "a b")
print(spark.createDataFrame([Pair(1, "x")]).collect())
print(spark.createDataFrame([Row(a=1, b=None), Row(a=2, b=0.5)]).dtypes)
print(spark.createDataFrame([{"b": 1, "a": [1, None]}]).schema.simpleString())
print(spark.createDataFrame([1, 2], "int").collect(), spark.createDataFrame([(1, 2)], ["a"]).columns)
print(spark.createDataFrame([(1, "z")], "p short, q string").dtypes, spark.emptyDataFrame("a int").columns)
rdd = spark.sparkContext.parallelize([(1, None), (2, "k")])
print(rdd.toDF(["a", "b"]).collect(), spark.createDataFrame(rdd, ["a", "b"], samplingRatio=1.0).dtypes)
for data in numpy.array([[1, 2]]), pandas.DataFrame({"a": [1], "b": [2]}), pyarrow.table({"a": [1], "b": [2]}):
    print(spark.createDataFrame(data).collect())
print(df.rdd.map(lambda row: row.x).sum(), list(df.toLocalIterator())[-1], df.tail(1) == [df[df.x == 3].head()])
print(df.toPandas().y.tolist(), df.toArrow().num_rows)
print(spark.sql("SELECT :a + 1 AS q", {"a": 1}).first(), spark.sql("SELECT ? || ?", ["a", "b"]).first()[0])
print(spark.sql("SELECT max(x) FROM {frame} WHERE y = {y}", frame=df, y="a").first()[0], spark.catalog.listTables())
""",
    )
    assert said == [
        "[Row(a=1, b='x')]",
        "[('a', 'bigint'), ('b', 'double')]",
        "struct<a:array<bigint>,b:bigint>",
        "[Row(value=1), Row(value=2)] ['a', '_2']",
        "[('p', 'smallint'), ('q', 'string')] ['a']",
        "[Row(a=1, b=None), Row(a=2, b='k')] [('a', 'bigint'), ('b', 'string')]",
        "[Row(_1=1, _2=2)]",
        "[Row(a=1, b=2)]",
        "[Row(a=1, b=2)]",
        "6 Row(x=3, y='a') True",
        "['a', 'b', 'a'] 3",
        "Row(q=2) ab",
        "3 []",
    ]


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    said = lines(
        tmp_path,
        """
def reason(call):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)

def stateful():
    from pyspark.sql.streaming import StatefulProcessor

reason(lambda: df.plot)
reason(lambda: df.pandas_api())
reason(lambda: SparkSession.builder.remote("sc://host").getOrCreate())
reason(lambda: SparkSession.builder.config("spark.api.mode", "connect").create())
reason(stateful)
""",
    )
    assert [line.split(": ")[0] for line in said] == [
        "ModuleNotFoundError pyspark.sql.plot is not available in tspark",
        "ModuleNotFoundError pyspark.pandas is not available in tspark",
        "ModuleNotFoundError pyspark.sql.connect is not available in tspark",
        "ModuleNotFoundError pyspark.sql.connect is not available in tspark",
        "ImportError pyspark.sql.streaming.StatefulProcessor is not available in tspark",
    ]


def test_options_of_readers_and_writers(tmp_path: Path) -> None:
    said = lines(
        tmp_path,
        """
df.write.csv("csv", header=True, sep=";", mode="overwrite")
print(sorted(spark.read.csv("csv", "x int, y string", sep=";", header=True).collect()))
print(sorted(spark.read.options(sep=";", header=True, quote=None).format("csv").load("csv").columns))
df.coalesce(1).write.save("json", format="json", partitionBy="y")
print(sorted(spark.read.json("json", dropFieldIfAllNull=True).dtypes))
print(sorted(row[0] for row in spark.read.text("json").collect()))
lines = spark.sparkContext.parallelize(['{"a": 1}', '{"a": null, "b": "x"}'])
print(spark.read.json(lines).collect())
df.write.parquet("parquet", partitionBy=["y"])
print(sorted(spark.read.parquet("parquet/y=a", "parquet/y=b", ignored=1).collect()))
""",
    )
    assert said == [
        "[Row(x=1, y='a'), Row(x=2, y='b'), Row(x=3, y='a')]",
        "['x', 'y']",
        "[('x', 'bigint'), ('y', 'string')]",
        """['{"x":1}', '{"x":2}', '{"x":3}']""",
        "[Row(a=1, b=None), Row(a=None, b='x')]",
        "[Row(x=1), Row(x=2), Row(x=3)]",
    ]
