"""Corrupt, truncated, empty and foreign files among good ones, and files that have gone."""

import gzip
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")


def show(title, df, query):
    try:
        print(title, query, "->", [tuple(row) for row in df().selectExpr(query).collect()])
    except PySparkException as error:
        print(title, query, "->", error.getCondition(), error.getSqlState())
    except Py4JJavaError as error:
        print(title, query, "->", re.findall(r"\[([A-Z_]+[.]?[A-Z_]*)\]", str(error.java_exception)))


def attempt(title, path, query, schema=None, kind="parquet", **options):
    def df():
        reader = spark.read.format(kind).options(**options)
        return (reader if schema is None else reader.schema(schema)).load(path)

    show(title, df, query)


SCHEMA = "a long, s string"
QUERIES = ("count(*)", "count(a)", "sum(a) + sum(length(s))")
good = pa.table({"a": list(range(1000)), "s": [f"value {i}" for i in range(1000)]})
pq.write_table(good, "good.parquet")
whole = Path("good.parquet").read_bytes()
BAD = {
    "empty": b"",
    "short": b"PAR1",
    "text": b"hello world, this is no parquet file\n",
    "truncated": whole[: len(whole) // 2],
    "no footer": whole[:-8] + b"\0" * 4 + b"PAR1",
    "huge footer": whole[:-8] + b"\xff\xff\xff\x7fPAR1",
    "no magic": b"XXXX" + whole[4:],
    "bad footer": whole[:-100] + b"\xff" * 92 + whole[-8:],
    "bad data": whole[:4] + b"\xff" * 3000 + whole[3004:],
    "encrypted": whole[:-4] + b"PARE",
}
for name, content in BAD.items():
    Path(name).mkdir()
    for file, each in {"a": whole, "b": content, "c": whole}.items():
        (Path(name) / f"{file}.parquet").write_bytes(each)
    for query in QUERIES:
        attempt(f"{name}: given", name, query, SCHEMA)
        attempt(f"{name}: passed over", name, query, SCHEMA, ignoreCorruptFiles=True)
    attempt(f"{name}: inferred", name, QUERIES[-1])
    attempt(f"{name}: merged", name, QUERIES[-1], mergeSchema=True)
    attempt(f"{name}: alone", f"{name}/b.parquet", "*")
    spark.conf.set("spark.sql.files.ignoreCorruptFiles", "true")
    attempt(f"{name}: passed over, inferred", name, QUERIES[-1])
    # Spark stops at such a footer all the same.
    if name != "bad footer":
        attempt(f"{name}: passed over, merged", name, QUERIES[-1], mergeSchema=True)
        attempt(f"{name}: passed over, alone", f"{name}/b.parquet", "*")
    spark.conf.unset("spark.sql.files.ignoreCorruptFiles")

for kind in ("parquet", "csv", "json"):
    Path(kind).mkdir()
    for each in "ab":
        (Path(kind) / each).write_bytes(whole if kind == "parquet" else b'{"a": 1}\n')
    strict = spark.read.format(kind).load(kind)
    lenient = spark.read.format(kind).option("ignoreMissingFiles", "true").load(kind)
    (Path(kind) / "a").unlink()
    for title, df in (("gone", strict), ("gone, passed over", lenient)):
        show(f"{kind}: {title}", df.distinct, "count(*)")

Path("no.csv.gz").write_bytes(b"not gzip")
Path("cut.csv.gz").write_bytes(gzip.compress(b"a\n" * 100000)[:60])
for file in ("no.csv.gz", "cut.csv.gz"):
    attempt(file, file, "count(a)", "a string", "csv")
    attempt(f"{file}: inferred", file, "*", None, "csv")
attempt("no.csv.gz: passed over", "no.csv.gz", "count(a)", "a string", "csv", ignoreCorruptFiles=True)
