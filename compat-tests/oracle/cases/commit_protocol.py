"""What writes leave in a folder that has files already: dynamic overwrites, appends, failures and cancellations.

Where the real Spark loses the old files of a failed overwrite, or leaves an empty folder, ours does not: those are left
out here.
"""

import re
import time
from pathlib import Path

from py4j.protocol import Py4JJavaError
from pyspark import InheritableThread
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, udf

spark = SparkSession.builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
STARTED = Path("started").absolute()


def show(title, folder):
    """Every file and folder but checksums, which only Hadoop writes."""
    print(title)
    for path in sorted(Path(folder).rglob("*")):
        if not path.name.endswith(".crc"):
            print("   ", UUID.sub("UUID", path.relative_to(folder).as_posix()) + ("/" if path.is_dir() else ""))


def attempt(title, write, folder):
    try:
        write(folder)
        outcome = "written"
    except (PySparkException, Py4JJavaError):
        outcome = "failed"
    show(f"{title} -> {outcome}", folder)


@udf("long")
def fails(value):
    if value == 9:
        raise ValueError("no nine")
    return value


@udf("long")
def waits(value):
    if value == 9:
        STARTED.touch()
        time.sleep(30)
    return value


def filled(folder):
    """Two partitions, and files of others."""
    rows.write.partitionBy("k").parquet(folder)
    for name in ("_hidden", ".dotted", "k=0/other.txt", "k=1/_other"):
        Path(folder, name).write_text("x")
    return folder


def cancelled(folder):
    def run():
        spark.sparkContext.setJobGroup("endless", "", interruptOnCancel=True)
        rows.select(waits("id").alias("id"), "k").write.mode("append").partitionBy("k").parquet(folder)

    def guarded():
        attempt("append, cancelled", lambda _: run(), folder)

    thread = InheritableThread(target=guarded)
    thread.start()
    while not STARTED.exists():
        time.sleep(0.05)
    spark.sparkContext.cancelJobGroup("endless")
    thread.join()


rows = spark.range(10).select("id", (col("id") % 2).alias("k")).coalesce(1)
broken = rows.select(fails("id").alias("id"), "k")
dynamic = rows.write.mode("overwrite").option("partitionOverwriteMode", "dynamic")
attempt("dynamic, all", dynamic.partitionBy("k").parquet, filled("all"))
one = rows.filter("k = 1").write.mode("overwrite").option("partitionOverwriteMode", "dynamic")
attempt("dynamic, one of them", one.partitionBy("k").parquet, filled("one"))
none = rows.filter("k = 9").write.mode("overwrite").option("partitionOverwriteMode", "dynamic")
attempt("dynamic, none", none.partitionBy("k").parquet, filled("none"))
failing = broken.write.mode("overwrite").option("partitionOverwriteMode", "dynamic")
attempt("dynamic, failing", failing.partitionBy("k").parquet, filled("failing"))
attempt("dynamic without partitions", dynamic.parquet, filled("flat"))
attempt("static", rows.write.mode("overwrite").partitionBy("k").parquet, filled("static"))
attempt("append", rows.write.mode("append").partitionBy("k").parquet, filled("append"))
attempt("append, failing", broken.write.mode("append").partitionBy("k").parquet, filled("append_failing"))
cancelled(filled("append_cancelled"))
deep = spark.range(4).selectExpr("id", "id % 2 AS a", "id div 2 AS b").coalesce(1)
deep.write.partitionBy("a", "b").parquet("deep")
few = deep.filter("a = 1 AND b = 0").write.mode("overwrite").option("partitionOverwriteMode", "dynamic")
attempt("dynamic, two levels", few.partitionBy("a", "b").parquet, "deep")
unmarked = rows.write.option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
attempt("without a mark", unmarked.parquet, "unmarked")
attempt("without a mark, over others", unmarked.mode("append").parquet, filled("unmarked_append"))
