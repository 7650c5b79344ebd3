"""Settings about Parquet files that Spark did not write, the spelling of partitions, and what other writers make."""

import os
import re

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

spark = SparkSession.builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()


def told(title, ask, *given) -> None:
    try:
        found = ask(*given)
    except Exception as error:
        found = (type(error).__name__, re.findall(r"\[([A-Z_0-9.]+)\]", str(error))[:1])
    print(title, "->", found)


def read(path, schema=None):
    frame = spark.read.parquet(path) if schema is None else spark.read.schema(schema).parquet(path)
    return frame.schema.simpleString(), frame.collect()


print("-- partitions")
rows = spark.range(2).selectExpr("id", "id AS k", "id AS other")
rows.write.partitionBy("K", "OTHER").parquet("parts")
told("folders", lambda: sorted(os.path.relpath(d, "parts") for d, _, _ in os.walk("parts")))
told("columns", lambda: spark.read.parquet("parts").columns)
rows.write.partitionBy("K").format("csv").saveAsTable("table_parts")
told("of a table", lambda: spark.table("table_parts").columns)
told("its folders", lambda: sorted(d for d in os.listdir("spark-warehouse/table_parts") if "=" in d))

print("-- binaries")
binaries = {
    "b": pa.array([b"ab", None], pa.binary()),
    "s": ["x", "y"],
    "l": pa.array([[b"q"], None], pa.list_(pa.binary())),
}
pq.write_table(pa.table(binaries), "binaries.parquet")
for value in ("false", "true"):
    spark.conf.set("spark.sql.parquet.binaryAsString", value)
    told(value, read, "binaries.parquet")
    told("found", lambda: spark.read.parquet("binaries.parquet").where("CAST(b AS STRING) = 'ab'").count())
    spark.sql("SELECT CAST('x' AS BINARY) AS b").write.parquet(f"own-binaries-{value}")
    told("own", read, f"own-binaries-{value}")

print("-- nanoseconds")
nanos = {
    "t": pa.array([1, -1500, None], pa.timestamp("ns")),
    "l": pa.array([[1], [], None], pa.list_(pa.timestamp("ns"))),
}
pq.write_table(pa.table(nanos), "nanos.parquet", version="2.6")
for value in ("false", "true"):
    spark.conf.set("spark.sql.legacy.parquet.nanosAsLong", value)
    told(value, read, "nanos.parquet")
    told("declared", read, "nanos.parquet", "t BIGINT")
    told("as a time", read, "nanos.parquet", "t TIMESTAMP_NTZ")
told("sum", lambda: spark.read.parquet("nanos.parquet").groupBy().sum("t").collect())

print("-- local timestamps")
times = {"n": pa.array([1_000_000], pa.timestamp("us")), "u": pa.array([1_000_000], pa.timestamp("us", "UTC"))}
pq.write_table(pa.table(times), "times.parquet")
for value in ("true", "false"):
    spark.conf.set("spark.sql.parquet.inferTimestampNTZ.enabled", value)
    told(value, read, "times.parquet")
    spark.sql("SELECT TIMESTAMP_NTZ'2020-01-01 00:00:00' AS n").write.parquet(f"own-times-{value}")
    told("own", read, f"own-times-{value}")

print("-- other writers")
nested = {
    "l": pa.array([[1, 2], [], None]),
    "m": pa.array([[("a", 1)], None, []], pa.map_(pa.string(), pa.int32())),
    "ll": pa.array([[[1], None], [], [[None, 2]]]),
}
pq.write_table(pa.table(nested), "items.parquet", use_compliant_nested_type=False)
told("lists of items", read, "items.parquet")
values = {
    "i": [1, None, 3] * 500,
    "s": ["a", "b", None] * 500,
    "d": [1.5, None, 2.5] * 500,
    "u": pa.array([1, 2, 3] * 500, pa.uint32()),
}
for version in ("1.0", "2.4", "2.6"):
    for page in ("1.0", "2.0"):
        name = f"v{version}-{page}.parquet"
        dictionary = version != "2.4"
        pq.write_table(pa.table(values), name, version=version, data_page_version=page, use_dictionary=dictionary)
        told(name, spark.read.parquet(name).selectExpr("sum(i)", "max(s)", "sum(d)", "sum(u)").collect)
deltas = {"i": pa.array(range(1000), pa.int64()), "s": [f"abc{i}" for i in range(1000)]}
encodings = {"i": "DELTA_BINARY_PACKED", "s": "DELTA_BYTE_ARRAY"}
pq.write_table(pa.table(deltas), "deltas.parquet", use_dictionary=False, column_encoding=encodings)
told("deltas", lambda: spark.read.parquet("deltas.parquet").selectExpr("sum(i)", "max(s)").collect())

print("-- legacy format")
spark.conf.set("spark.sql.parquet.writeLegacyFormat", "true")
legacy = spark.sql(
    "SELECT IF(id = 0, NULL, CAST(id - 3 AS DECIMAL(5,2))) AS a, IF(id = 0, NULL, CAST(-id AS DECIMAL(15,2))) AS b, "
    "IF(id = 0, NULL, CAST(id * -7 AS DECIMAL(30,1))) AS c, IF(id = 0, NULL, CAST(id AS DECIMAL(18,0))) AS d, "
    "IF(id = 0, NULL, array(id, NULL)) AS l, IF(id = 0, NULL, map('a', IF(id = 1, NULL, id))) AS m, "
    "IF(id = 0, NULL, array(IF(id = 1, NULL, array(id, NULL)), NULL)) AS ll FROM range(0, 9, 1, 1)"
)
legacy.write.parquet("legacy")
[file] = [f"legacy/{name}" for name in os.listdir("legacy") if name.endswith(".parquet")]
print(str(pq.ParquetFile(file).schema).split("\n", 1)[1])
told("as arrow", pq.read_table(file).to_pylist)
told("back", read, "legacy")
told("found", spark.read.parquet("legacy").where("a > 1.5 AND b < -5 AND c < 0").count)
