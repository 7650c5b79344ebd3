"""Parquet columns of another type than the one asked for, nested ones too."""

import decimal
import re

import pyarrow as pa
import pyarrow.parquet as pq
from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

spark = SparkSession.builder.config("spark.sql.session.timeZone", "America/New_York").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
D = decimal.Decimal


def attempt(name: str, wanted: str) -> None:
    try:
        rows = [tuple(row) for row in spark.read.schema(f"v {wanted}").parquet(f"{name}.parquet").collect()]
        print(name, "as", wanted, "->", rows)
    except PySparkException as error:
        print(name, "as", wanted, "->", error.getCondition())
    except Py4JJavaError as error:
        print(name, "as", wanted, "->", re.findall(r"FAILED_READ_FILE[.]\w+", str(error.java_exception)))


SOURCES = {
    "bool": pa.array([True, None]),
    "i8": pa.array([-1, None], pa.int8()),
    "u8": pa.array([255, None], pa.uint8()),
    "i16": pa.array([300, None], pa.int16()),
    "u16": pa.array([65535, None], pa.uint16()),
    "i32": pa.array([100000, None], pa.int32()),
    "u32": pa.array([2**32 - 1, None], pa.uint32()),
    "i64": pa.array([2**40, None], pa.int64()),
    "u64": pa.array([2**64 - 1, None], pa.uint64()),
    "f32": pa.array([1.5, None], pa.float32()),
    "f64": pa.array([1.25, None], pa.float64()),
    "str": pa.array(["7", None]),
    "bin": pa.array([b"\xff", None]),
    "fix": pa.array([b"abc", None], pa.binary(3)),
    "date": pa.array([1, None], pa.date32()),
    "ms": pa.array([1001, None], pa.timestamp("ms")),
    "us": pa.array([1000001, None], pa.timestamp("us")),
    "usz": pa.array([1000001, None], pa.timestamp("us", "UTC")),
    "dec5": pa.array([D("1.23"), None], pa.decimal128(5, 2)),
    "dec15": pa.array([D("1.23"), None], pa.decimal128(15, 2)),
    "dec30": pa.array([D("1.23"), None], pa.decimal128(30, 2)),
    "list": pa.array([[1], None], pa.list_(pa.int32())),
    "struct": pa.array([{"a": 1, "b": "x"}, None], pa.struct([("a", pa.int32()), ("b", pa.string())])),
    "map": pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int32())),
    "structs": pa.array([[{"a": 1, "b": "x"}], None], pa.list_(pa.struct([("a", pa.int32()), ("b", pa.string())]))),
}
# Types that Spark reads a column as, and some that it does not.
WANTED = {
    "bool": "boolean; struct<a:int,b:string,c:int>; date; smallint; decimal(38,10)",
    "i8": "tinyint; smallint; int; bigint; double; date; decimal(12,0); decimal(10,0); decimal(15,2); "
    "decimal(20,0); decimal(22,2); decimal(38,10); interval year to month; "
    "decimal(10,4); string; boolean; struct<c:int>",
    "u8": "tinyint; smallint; int; bigint; double; date; interval year to month; "
    "map<string,int>; interval day to second; decimal(10,0); float",
    "i16": "tinyint; smallint; int; bigint; double; date; decimal(12,0); decimal(10,0); decimal(15,2); "
    "decimal(20,0); decimal(22,2); decimal(38,10); interval year to month; "
    "string; struct<a:bigint>; struct<b:string,a:int>; interval day to second",
    "u16": "tinyint; smallint; int; bigint; double; date; interval year to month; "
    "map<string,int>; decimal(10,4); struct<a:bigint>; timestamp_ntz",
    "i32": "tinyint; smallint; int; bigint; double; date; decimal(12,0); decimal(10,0); decimal(15,2); "
    "decimal(20,0); decimal(22,2); decimal(38,10); interval year to month; "
    "decimal(3,2); float; timestamp_ntz; array<struct<a:bigint>>",
    "u32": "bigint; double; map<string,bigint>; struct<a:int>; map<string,int>; binary",
    "i64": "bigint; decimal(20,0); decimal(22,2); decimal(38,10); interval day to second; "
    "map<string,bigint>; array<bigint>; boolean; tinyint",
    "u64": "decimal(20,0); decimal(15,2); map<string,int>; decimal(10,4); array<struct<a:bigint>>",
    "f32": "float; double; interval day to second; string; struct<a:int,b:string,c:int>; array<string>",
    "f64": "double; array<int>; bigint; map<string,int>; binary",
    "str": "string; binary; bigint; timestamp_ntz; decimal(12,0); array<struct<b:string>>",
    "bin": "string; binary; struct<c:int>; decimal(15,2); tinyint; bigint",
    "fix": "binary; struct<a:int>; decimal(38,10); struct<a:bigint>; float",
    "date": "tinyint; smallint; int; bigint; double; date; timestamp_ntz; interval year to month; "
    "binary; array<struct<z:int>>; array<string>; interval day to second",
    "ms": "bigint; timestamp; timestamp_ntz; interval day to second; "
    "array<struct<z:int>>; struct<a:int,b:string,c:int>; struct<c:int>; binary",
    "us": "bigint; timestamp; timestamp_ntz; interval day to second; "
    "struct<b:string,a:int>; array<struct<b:string>>; struct<a:int,b:string,c:int>; decimal(15,2)",
    "usz": "bigint; timestamp; timestamp_ntz; interval day to second; "
    "map<string,int>; date; struct<a:bigint>; smallint",
    "dec5": "decimal(5,2); decimal(10,4); decimal(15,2); decimal(22,2); decimal(38,10); "
    "array<bigint>; array<struct<a:bigint>>; struct<a:int>; decimal(20,0)",
    "dec15": "decimal(15,2); decimal(22,2); decimal(38,10); string; bigint; timestamp_ntz; decimal(10,0)",
    "dec30": "decimal(38,10); timestamp; map<string,bigint>; array<struct<b:string>>; double",
    "list": "array<int>; array<bigint>; struct<a:int>; date; timestamp; float",
    "struct": "struct<a:int>; struct<b:string,a:int>; struct<a:bigint>; struct<c:int>; struct<a:int,b:string,c:int>; "
    "decimal(10,4); decimal(15,2); date; array<bigint>",
    "map": "map<string,int>; map<string,bigint>; "
    "boolean; decimal(10,0); array<struct<a:bigint>>; array<struct<b:string>>",
    "structs": "array<struct<b:string>>; array<struct<z:int>>; array<struct<a:bigint>>; "
    "string; decimal(38,10); timestamp; decimal(15,2)",
}
for name, array in SOURCES.items():
    pq.write_table(pa.table({"v": array}), f"{name}.parquet")
    for wanted in WANTED[name].split("; "):
        attempt(name, wanted)
attempt("str", "char(5)")
pq.write_table(pa.table({"v": SOURCES["dec5"]}), "stored_as_integer.parquet", store_decimal_as_integer=True)
for wanted in ["decimal(5,2)", "decimal(10,4)", "int", "bigint", "tinyint", "double", "decimal(9,3)", "decimal(20,5)"]:
    attempt("stored_as_integer", wanted)
pq.write_table(pa.table({"v": SOURCES["us"]}), "int96.parquet", use_deprecated_int96_timestamps=True)
for wanted in ["timestamp", "timestamp_ntz", "bigint", "date", "string"]:
    attempt("int96", wanted)
