"""Compression of written files: their names, and that they read back."""

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
    "csv": ["none", "gzip", "deflate", "zstd", "xz"],
    "json": ["none", "gzip", "deflate"],
    "text": ["none", "gzip", "deflate"],
}.items():
    for codec in codecs:
        attempt(f"{source} {codec}", one.write.option("compression", codec), source)
spark.conf.set("spark.sql.parquet.compression.codec", "zstd")
attempt("by setting", one.write, "parquet")
attempt("by an older option", one.write.option("parquet.compression", "gzip"), "parquet")
attempt("by both options", one.write.option("parquet.compression", "gzip").option("compression", "none"), "parquet")
