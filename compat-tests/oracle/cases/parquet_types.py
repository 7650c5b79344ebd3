"""Parquet files with values of every type: written by Spark and read back, and written by pyarrow."""

import decimal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

spark = SparkSession.builder.config("spark.sql.session.timeZone", "America/New_York").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
made = 0


def shown(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(sorted(f"{shown(k)}: {shown(v)}" for k, v in value.items())) + "}"
    return repr(value)


def show(title: str, read: Callable[[], DataFrame]) -> None:
    print(title)
    try:
        df = read()
        print("  ", df.schema.simpleString())
        for row in df.collect():
            print("  ", *(shown(value) for value in row))
    except PySparkException as error:
        print("  ", error.getCondition())
    except Py4JJavaError:
        print("  ", "FAILED")


def path() -> str:
    global made
    made += 1
    return f"in{made}"


def described(folder: str) -> None:
    """What other readers are told of the columns. NaN and zeros are left out: Spark gives ranges that mislead."""
    for file in sorted(Path(folder).glob("*.parquet")):
        found = pq.ParquetFile(file)
        for i in range(len(found.schema)):
            column = found.schema.column(i)
            print("    ", column.path, column.physical_type, column.length, column.logical_type, column.converted_type)
            chunk = found.metadata.row_group(0).column(i)
            ranges = chunk.statistics
            shown = (ranges.min_raw, ranges.max_raw) if ranges.has_min_max and column.physical_type != "INT96" else ()
            print("      ", chunk.compression, ranges.null_count, *shown if "nan" not in str(shown) else ())


VALUES = [
    "true",
    "1Y",
    "-128Y",
    "1S",
    "-32768S",
    "1",
    "-2147483648",
    "9223372036854775807L",
    "1.5F",
    "float('NaN')",
    "double('-inf')",
    "1.23BD",
    "cast(-99.99 as decimal(4,2))",
    "cast(123456789012.345678 as decimal(18,6))",
    "cast(-1 as decimal(38,0))",
    "cast('12345678901234567890.123456789012345678' as decimal(38,18))",
    "cast('-9999999999999999999' as decimal(19,0))",
    "''",
    "'añ😀'",
    "X''",
    "X'00ff'",
    "date'1970-01-01'",
    "date'9999-12-31'",
    "timestamp'2020-07-01 12:00:00.123456'",
    "timestamp'1900-01-01 00:00:00'",
    "timestamp_ntz'2020-07-01 12:00:00.123456'",
    "timestamp_ntz'0001-01-01 00:00:00'",
    "interval '1-2' year to month",
    "interval '1 02:03:04.000005' day to second",
    "interval '3' month",
    "interval '5' hour",
    "array(1, null, 3)",
    "array()",
    "array(array('a'), null, array(), array(null))",
    "map('a', 1, 'b', null)",
    "map(1, map('x', array(1.5D)))",
    "map()",
    "named_struct('a', 1, 'b', named_struct('c', 'x', 'd', cast(null as int)))",
    "array(named_struct('a', 1, 'b', array('x')), null)",
    "array(map('k', date'2020-01-01'))",
    "named_struct('m', map('a', named_struct('t', timestamp'2020-01-01 00:00:00')), 'l', array(interval '1' day))",
    "array(1Y, 2Y)",
    "map(1S, 1.10BD)",
    "array(X'01')",
    "array(timestamp_ntz'2020-01-01 00:00:00')",
    "array(true, false, null)",
    "array(cast('1.5' as decimal(38,10)))",
    "null",
    "cast(null as array<int>)",
    "cast(null as struct<a:int>)",
    "cast(null as map<string,int>)",
    "interval 3 days",
    "cast('abc' as char(5))",
    "cast('abc' as varchar(5))",
    "struct()",
    "named_struct()",
    "time'12:00:00'",
]
for value in VALUES:
    folder = path()
    try:
        spark.sql(f"select {value} as v union all select null as v").coalesce(1).write.parquet(folder)
    except PySparkException as error:
        print("==", value, error.getCondition())
        continue
    except Py4JJavaError:
        print("==", value, "FAILED")
        continue
    show(f"== {value}", partial(spark.read.parquet, folder))
    described(folder)

D = decimal.Decimal
print("## pyarrow")
ARROW = [
    pa.array([1, None, 255], pa.uint8()),
    pa.array([1, None, 65535], pa.uint16()),
    pa.array([1, None, 2**32 - 1], pa.uint32()),
    pa.array([1, None, 2**64 - 1], pa.uint64()),
    pa.array([-128, None], pa.int8()),
    pa.array([-32768, None], pa.int16()),
    pa.array([1.5, None], pa.float16()),
    pa.array([D("1.23"), None], pa.decimal128(5, 2)),
    pa.array([D("1.23"), None], pa.decimal128(15, 2)),
    pa.array([D("-1.23"), None], pa.decimal128(38, 2)),
    pa.array([D("1.23"), None], pa.decimal256(40, 2)),
    pa.array([0, 1, None], pa.timestamp("s")),
    pa.array([0, 1001, None], pa.timestamp("ms")),
    pa.array([0, -1, None], pa.timestamp("us")),
    pa.array([0, -1, 1999, None], pa.timestamp("ns")),
    pa.array([0, 1001, None], pa.timestamp("ms", "UTC")),
    pa.array([0, -1, None], pa.timestamp("us", "UTC")),
    pa.array([0, -1, 1999], pa.timestamp("ns", "UTC")),
    pa.array([1, None], pa.date32()),
    pa.array([86400000, None], pa.date64()),
    pa.array([1, None], pa.time32("ms")),
    pa.array([1, None], pa.time64("us")),
    pa.array([1, None], pa.time64("ns")),
    pa.array([1, None], pa.duration("us")),
    pa.array([b"abc", None], pa.binary(3)),
    pa.array([b"abc", None], pa.large_binary()),
    pa.array(["abc", None], pa.large_string()),
    pa.array(["abc", None]).dictionary_encode(),
    pa.array([None, None]),
    pa.array([[1], None, []], pa.list_(pa.int32())),
    pa.array([[1], None, []], pa.large_list(pa.int64())),
    pa.array([[1, 2], None], pa.list_(pa.int32(), 2)),
    pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int32())),
    pa.array([{"a": 1, "b": "x"}, None]),
    pa.array([[{"a": 1}], [None]]),
    pa.array([{"u": 2**32 - 1, "t": 5}, None], pa.struct([("u", pa.uint32()), ("t", pa.timestamp("ns"))])),
    pa.array([[255]], pa.list_(pa.uint8())),
    pa.array([[D("1.2")]], pa.list_(pa.decimal128(9, 1))),
    pa.array([[b"x"]]),
    pa.array([[b"abc"]], pa.list_(pa.binary(3))),
]
OPTIONS: list[dict[str, Any]] = [
    {},
    {"use_deprecated_int96_timestamps": True},
    {"use_compliant_nested_type": False},
    {"store_decimal_as_integer": True},
    {"version": "1.0"},
    {"data_page_version": "2.0", "use_dictionary": False},
]
for array in ARROW:
    last: tuple[str | None, ...] = ()
    for options in OPTIONS:
        file = path() + ".parquet"
        try:
            pq.write_table(pa.table({"v": array}), file, **options)
        except pa.ArrowInvalid:
            continue
        try:
            df = spark.read.parquet(file)
            got: tuple[str | None, ...] = (
                df.schema.simpleString(),
                *(" ".join(shown(v) for v in row) for row in df.collect()),
            )
        except PySparkException as error:
            got = (error.getCondition(),)
        except Py4JJavaError:
            got = ("FAILED",)
        if got != last:
            print(array.type, options, *got)
        last = got
