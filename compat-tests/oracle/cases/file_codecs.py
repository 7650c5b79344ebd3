"""Compression of written files: their names, and that they read back."""

import bz2
import re
from pathlib import Path

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")
made = 0


def attempt(title, writer, source):
    """The endings of the files, and their rows."""
    global made
    made += 1
    folder = f"out{made}"
    try:
        writer.format(source).save(folder)
        endings = {re.sub(r"^part-.*-c000", "", p.name) for p in Path(folder).iterdir() if p.name.startswith("part")}
        rows = spark.read.schema("s string").format(source).load(folder).collect()
        print(title, "->", endings, sorted(row.s for row in rows))
    except PySparkException as error:
        print(title, "->", error.getCondition())
    except Py4JJavaError as error:
        print(title, "->", re.findall(r"\[([A-Z_]+(?:[.][A-Z_]+)?)\]", str(error.java_exception)))


one = spark.range(5).coalesce(1).selectExpr("cast(id as string) as s")
for source, codecs in {
    "parquet": ["none", "uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "bzip2"],
    "csv": ["none", "gzip", "deflate", "lz4", "snappy", "zstd", "xz"],
    "json": ["none", "gzip", "deflate", "lz4", "snappy"],
    "text": ["none", "gzip", "deflate", "lz4", "snappy"],
}.items():
    for codec in codecs:
        attempt(f"{source} {codec}", one.write.option("compression", codec), source)
spark.conf.set("spark.sql.parquet.compression.codec", "zstd")
attempt("by setting", one.write, "parquet")
attempt("by an older option", one.write.option("parquet.compression", "gzip"), "parquet")
attempt("by both options", one.write.option("parquet.compression", "gzip").option("compression", "none"), "parquet")

# Hadoop takes several streams one after the other for one file.
lines = [f"line {i % 7} {i}" for i in range(100_000)]
half = len(lines) // 2
parts = ["\n".join(part).encode() + b"\n" for part in (lines[:half], lines[half:])]
Path("many.txt.bz2").write_bytes(b"".join(map(bz2.compress, parts)))
Path("runs.csv.bz2").write_bytes(bz2.compress(b"a" * 1_000_000 + b"\n" + b"abab" * 1000 + b"\n"))
Path("none.txt.bz2").write_bytes(bz2.compress(b""))
Path("cut.txt.bz2").write_bytes(bz2.compress(parts[0])[:-50])
many = spark.read.text("many.txt.bz2")
print("bzip2 ->", many.count(), many.distinct().count(), many.agg({"value": "max"}).first()[0])
print("runs ->", [len(row[0]) for row in spark.read.csv("runs.csv.bz2").collect()])
print("nothing ->", spark.read.text("none.txt.bz2").count())
try:
    print("cut ->", spark.read.text("cut.txt.bz2").count())
except Py4JJavaError as error:
    print("cut ->", re.findall(r"\[(FAILED_READ_FILE[.A-Z_]+)\]", str(error.java_exception)))
for codec in ("lz4", "snappy"):
    many.coalesce(1).write.option("compression", codec).text(f"many-{codec}")
    back = spark.read.text(f"many-{codec}")
    print(codec, "->", back.count(), back.distinct().count(), back.exceptAll(many).count())
