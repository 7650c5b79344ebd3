"""What a write leaves on disk: names, metadata, codecs, modes, partitions, and nothing after a failure."""

import re
from pathlib import Path

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, udf

spark = SparkSession.builder.config("spark.sql.session.timeZone", "America/New_York").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def listed(folder):
    """Every file but checksums, which only Hadoop writes."""
    found = (p.relative_to(folder).as_posix() for p in Path(folder).rglob("*") if p.is_file())
    return sorted(UUID.sub("UUID", name) for name in found if not name.endswith(".crc"))


def attempt(title, write, folder):
    try:
        write(folder)
        outcome = "written"
    except PySparkException as error:
        outcome = error.getCondition()
    except Py4JJavaError as error:
        outcome = re.findall(r"\[([A-Z_]+(?:[.][A-Z_]+)?)\]", str(error.java_exception))
    print(title, "->", outcome)
    for name in listed(folder) if Path(folder).exists() else ["(no folder)"]:
        print("   ", name)


rows = spark.range(10).select("id", (col("id") % 3).alias("k"), col("id").cast("string").alias("s")).repartition(2, "k")
for source in ("parquet", "csv"):
    attempt(source, rows.write.format(source).save, f"plain_{source}")
    attempt(f"{source} again", rows.write.format(source).save, f"plain_{source}")
    attempt(f"{source} ignored", rows.write.format(source).mode("ignore").save, f"plain_{source}")
    attempt(f"{source} by k", rows.write.format(source).partitionBy("k").save, f"by_{source}")
    attempt(f"{source} no rows", rows.filter("id > 10").coalesce(1).write.format(source).save, f"none_{source}")
    attempt(
        f"{source} no rows by k", rows.filter("id > 10").write.format(source).partitionBy("k").save, f"noneby_{source}"
    )
    few = rows.coalesce(1).write.format(source).option("maxRecordsPerFile", 3)
    attempt(f"{source} few a file", few.save, f"few_{source}")
    attempt(f"{source} few a file by k", few.partitionBy("k").save, f"fewby_{source}")
spark.conf.set("spark.sql.files.maxRecordsPerFile", "4")
attempt("few a file by setting", rows.coalesce(1).write.parquet, "few_conf")
spark.conf.unset("spark.sql.files.maxRecordsPerFile")


def contents(folder):
    return sorted(tuple(row) for row in spark.read.parquet(folder).select("id", "k").collect())


rows.write.partitionBy("k").parquet("modes")
rows.filter("k = 1").write.mode("overwrite").option("partitionOverwriteMode", "dynamic").partitionBy("k").parquet(
    "modes"
)
print("dynamic, the same", contents("modes"))
fresh = spark.createDataFrame([(100, 1, "x"), (101, 7, "y")], "id long, k long, s string").coalesce(1)
fresh.write.mode("overwrite").option("partitionOverwriteMode", "dynamic").partitionBy("k").parquet("modes")
print("dynamic", contents("modes"))
fresh.write.mode("append").partitionBy("k").parquet("modes")
print("appended", contents("modes"))
spark.conf.set("spark.sql.sources.partitionOverwriteMode", "dynamic")
fresh.filter("k = 7").write.mode("overwrite").partitionBy("k").parquet("modes")
print("dynamic by setting", contents("modes"))
spark.conf.unset("spark.sql.sources.partitionOverwriteMode")
fresh.write.mode("overwrite").partitionBy("k").parquet("modes")
print("static", contents("modes"))
attempt("mode no such", lambda folder: fresh.write.mode("no such").parquet(folder), "no_mode")


@udf("long")
def fails(value):
    if value == 9:
        raise ValueError("no nine")
    return value


broken = rows.select(fails("id").alias("id"), "k", "s")
fresh.coalesce(1).write.parquet("kept")
attempt("failure while appending", broken.write.mode("append").partitionBy("k").parquet, "kept")
special = spark.createDataFrame([("a/b=c %é", 1), ("", 2), (None, 3), ("x\ty:z", 4)], "k string, v int").coalesce(1)
attempt("odd values", special.write.partitionBy("k").parquet, "odd")
print(sorted(map(str, spark.read.parquet("odd").collect())))
kinds = spark.sql(
    "select 1 v, true b, 1.50BD d, date'2020-01-02' a, timestamp'2020-01-02 03:04:05.6' t, 1.5D f, X'ff' x, "
    "timestamp_ntz'2020-01-02 03:04:05' n, cast(1e20 as double) g, -0.0D h"
)
attempt("kinds of values", kinds.write.partitionBy("b", "d", "a", "t", "f", "n", "g", "h").parquet, "kinds")
attempt("binary", kinds.select("v", "x").write.partitionBy("x").parquet, "binaries")
for by in (["id", "k", "s"], ["k", "k"]):
    attempt(
        f"by {by}", lambda folder, by=by: rows.coalesce(1).write.partitionBy(*by).parquet(folder), "by_" + "_".join(by)
    )
attempt("by array", spark.sql("select 1 v, array(1) a").write.partitionBy("a").parquet, "by_array")
attempt("twice the name", spark.sql("select 1 v, 2 v").write.parquet, "twice")
attempt("bucketed files", rows.write.bucketBy(2, "k").parquet, "buckets")
attempt("sorted only", rows.write.sortBy("k").parquet, "sorted")
for mode in ("overwrite", "append", "ignore", "error"):
    attempt(f"to nowhere, {mode}", lambda _, mode=mode: rows.write.format("noop").mode(mode).save(), "nowhere")
failing = spark.range(3).selectExpr("1 div (id - 1) AS q")
attempt("a failure on the way", lambda _: failing.write.format("NoOp").mode("overwrite").save(), "nowhere")
