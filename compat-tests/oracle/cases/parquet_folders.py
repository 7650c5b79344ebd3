"""Schemas and folders of several Parquet files: merging, columns that come and go, case, partitions, listing."""

import os
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

spark = SparkSession.builder.config("spark.sql.session.timeZone", "America/New_York").getOrCreate()
spark.sparkContext.setLogLevel("OFF")


def attempt(title, *paths, schema=None, where="true", kind="parquet", **options):
    try:
        reader = spark.read.format(kind).options(**options)
        df = (reader if schema is None else reader.schema(schema)).load(list(paths)).where(where)
        print(title, "->", df.schema.simpleString(), sorted((tuple(row) for row in df.collect()), key=repr))
    except PySparkException as error:
        print(title, "->", error.getCondition())
    except Py4JJavaError as error:
        print(title, "->", re.findall(r"\[([A-Z_]+[.]?[A-Z_]*)\]", str(error.java_exception)))


def table(path, **columns):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path)


PAIRS = [
    ({"a": [1]}, {"b": ["x"]}),
    ({"a": [1]}, {"a": ["x"]}),
    ({"a": pa.array([1], pa.int32())}, {"a": pa.array([2], pa.int64())}),
    ({"a": pa.array([1], pa.float32())}, {"a": pa.array([2], pa.float64())}),
    ({"a": [1], "B": [2]}, {"A": [3], "b": [4]}),
    ({"a": [{"x": 1}]}, {"a": [{"y": "z"}]}),
    ({"a": [[{"x": 1}]]}, {"a": [[{"x": 2, "y": "z"}]]}),
    ({"a": pa.array([1], pa.decimal128(5, 2))}, {"a": pa.array([2], pa.decimal128(15, 2))}),
    ({"a": pa.array([1], pa.decimal128(5, 2))}, {"a": pa.array([2], pa.decimal128(5, 3))}),
    ({"a": pa.array([1], pa.int32())}, {"a": pa.array([1], pa.date32())}),
    ({"a": [None]}, {"a": [1]}),
    ({"a": pa.array([1], pa.timestamp("us"))}, {"a": pa.array([1], pa.timestamp("us", "UTC"))}),
    ({"a": pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64()))}, {"a": [[1]]}),
]
for i, (left, right) in enumerate(PAIRS):
    table(f"m{i}/a.parquet", **left)
    table(f"m{i}/b.parquet", **right)
    for merge in ("true", "false"):
        attempt(f"{i} {merge}", f"m{i}", mergeSchema=merge)
    spark.conf.set("spark.sql.parquet.mergeSchema", "true")
    attempt(f"{i} conf", f"m{i}")
    spark.conf.unset("spark.sql.parquet.mergeSchema")
table("case/a.parquet", Ab=[1], ab=[2])
attempt("both cases", "case")
attempt("both cases, given", "case", schema="ab long")
attempt("both cases, given AB", "case", schema="AB long")
spark.conf.set("spark.sql.caseSensitive", "true")
attempt("sensitive given AB", "case", schema="AB long")
spark.conf.set("spark.sql.caseSensitive", "false")
table("nestedcase/a.parquet", s=[{"Ab": 1}])
attempt("nested case", "nestedcase", schema="S struct<aB: bigint>")

# The first file decides without merging: which one is it
for i in range(3):
    table(f"first/f{2 - i}.parquet", **{f"c{i}": [i] * (i + 1)})
attempt("first", "first")

for name, make in {
    "ints": ["k=1/a", "k=2/a"],
    "longs": ["k=1/a", "k=3000000000/a"],
    "mixed": ["k=1/a", "k=x/a"],
    "nulls": ["k=1/a", "k=__HIVE_DEFAULT_PARTITION__/a"],
    "onlynull": ["k=__HIVE_DEFAULT_PARTITION__/a"],
    "doubles": ["k=1.5/a", "k=2/a"],
    "zeros": ["k=01/a", "k=2/a"],
    "dates": ["d=2020-01-01/a", "d=2020-1-2/a"],
    "datetime": ["d=2020-01-01/a", "d=2020-01-02 03%3A04%3A05/a"],
    "ts": ["d=2020-01-02 03%3A04%3A05.678/a"],
    "escapes": ["k=a%20b%2Fc%3D/a", "k=%C3%A9/a", "k=ü/a"],
    "decimals": ["k=12345678901234567890/a", "k=1/a"],
    "bigdec": ["k=1234567890123456789012345678901234567890/a"],
    "bools": ["k=true/a", "k=false/a"],
    "two": ["y=2020/m=01/a", "y=2021/m=12/a"],
    "conflict": ["y=2020/a", "m=1/a"],
    "depth": ["y=2020/a", "y=2020/m=1/b"],
    "mixedroot": ["a", "k=1/b"],
    "nokey": ["x/a"],
    "twice": ["k=1/k=2/a"],
    "emptyval": ["k=/a"],
    "exp": ["k=1e5/a", "k=1/a"],
    "dandint": ["d=2020-01-01/a", "d=5/a"],
    "suffix": ["k=1d/a", "k=1f/a", "k=1L/a"],
    "inf": ["k=NaN/a", "k=Infinity/a"],
    "spaces": ["k= 1/a"],
    "plus": ["k=+1/a"],
    "hidden": ["k=1/a", "_k=2/a", ".k=3/a", "_x/a"],
}.items():
    for n, each in enumerate(make):
        table(f"p_{name}/{each}.parquet", v=[n])
    attempt(f"partitions {name}", f"p_{name}")
spark.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
attempt("no inference", "p_two")
spark.conf.unset("spark.sql.sources.partitionColumnTypeInference.enabled")
attempt("base path", "p_two/y=2020", basePath="p_two")
attempt("below", "p_two/y=2020")
attempt("glob", "p_two/y=*")
attempt("glob base", "p_two/y=*/m=12", basePath="p_two")
attempt("two roots", "p_two", "p_ints")
attempt("two leaves", "p_two/y=2020", "p_two/y=2021")
attempt("file", "p_two/y=2020/m=01/a.parquet")
attempt("given types", "p_two", schema="v long, m string, y long")
attempt("given part only", "p_two", schema="y string")
attempt("given type bad", "p_mixed", schema="v long, k int")
attempt("given date bad", "p_dandint", schema="v long, d date")
attempt("given boolean", "p_bools", schema="v long, k boolean")
attempt("given byte overflow", "p_longs", schema="v long, k byte")
table("clash/k=1/a.parquet", k=[7], v=[8])
attempt("column in file and folder", "clash")
attempt("column in file and folder filter", "clash", where="k = 1")
attempt("recursive", "p_two", recursiveFileLookup="true")
attempt("recursive conflict", "p_conflict", recursiveFileLookup="true")
attempt("recursive nokey", "p_nokey", recursiveFileLookup="true")
attempt("glob filter", "p_mixedroot", pathGlobFilter="b.*")
attempt("glob filter none", "p_two", pathGlobFilter="*.csv")
attempt("glob filter braces", "p_nokey/x", pathGlobFilter="{a,b}.parquet", schema="v long")
os.utime("first/f0.parquet", (1e9, 1e9))
for key, value in [
    ("modifiedBefore", "2005-01-01T00:00:00"),
    ("modifiedAfter", "2005-01-01T00:00:00"),
    ("modifiedAfter", "2099-01-01T00:00:00"),
    ("modifiedBefore", "2001-09-08T21:46:40"),
    ("modifiedBefore", "2001-09-08T21:46:41"),
    ("modifiedBefore", "2005-01-01"),
    ("modifiedAfter", "2001-09-08T21:46:39"),
    ("modifiedAfter", "2001-09-08T21:46:40"),
]:
    attempt(f"{key} {value}", "first", **{key: value})
attempt("modified with zone", "first", modifiedBefore="2001-09-09T01:46:41", timeZone="UTC")
attempt("pruned", "p_two", where="m = 12")
attempt("empty list")
attempt("missing", "nothere")
attempt("missing glob", "nothere*")
Path("emptydir").mkdir()
attempt("empty dir", "emptydir")
attempt("empty dir schema", "emptydir", schema="a int")
attempt("no path csv", kind="csv")
attempt("no path csv schema", schema="a string", kind="csv")
attempt("no path json", kind="json")
attempt("no path json schema", schema="a string", kind="json")
attempt("no path text", kind="text")
attempt("no path text schema", schema="a string", kind="text")
attempt("no path parquet", kind="parquet")
attempt("no path parquet schema", schema="a string", kind="parquet")
