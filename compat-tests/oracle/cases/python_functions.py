"""Python functions over rows, groups, pairs of groups and windows, and table functions."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

spark = SparkSession.builder.master("local[2]").config("spark.sql.shuffle.partitions", "3").getOrCreate()
left = spark.createDataFrame([(1, 1.0), (2, 2.0), (2, 3.0), (None, 5.0)], "k int, v double")
right = spark.createDataFrame([(1, "x"), (3, "y"), (None, "z")], "k int, w string")
left.createOrReplaceTempView("numbers")


def show(title, frame):
    print(title, frame.columns, sorted(map(tuple, frame.collect()), key=repr))


@F.pandas_udf("double")
def mean(values: pd.Series) -> float:
    return values.mean()


@F.arrow_udf("double")
def total(values: pa.Array) -> float:
    return pc.sum(values).as_py()


@F.udf("double", useArrow=False)
def doubled(value):
    return None if value is None else 2 * value


def sizes(key, a, b):
    return pd.DataFrame({"k": [key[0]], "n": [len(a)], "m": [len(b)]})


class Count:
    def __init__(self):
        self.rows = 0

    def eval(self, row):
        self.rows += 1
        self.last = row

    def terminate(self):
        yield self.rows, str(self.last)


class Repeat:
    def eval(self, n: int, text: str = "-"):
        for i in range(n):
            yield i, text


show("aggregate", left.groupBy("k").agg(mean("v"), mean(F.col("v") * 2)))
show("computed key", left.groupBy(F.col("k") + 1).agg(total("v")))
show("over results", left.groupBy("k").agg(doubled(F.max("v"))))
show("no rows", left.filter("v > 100").agg(mean("v")))
by_key = Window.partitionBy("k")
moving = by_key.orderBy("v").rowsBetween(-1, 0)
show("window", left.select("k", mean("v").over(by_key), F.sum("v").over(by_key), total("v").over(moving)))
show("pandas groups", left.groupBy("k").applyInPandas(lambda g: g.assign(v=g.v - g.v.min()), "k int, v double"))
show("arrow groups", left.groupBy((F.col("k") % 2).alias("odd")).applyInArrow(lambda t: t, "k int, v double"))
show("cogroups", left.groupBy("k").cogroup(right.groupBy("k")).applyInPandas(sizes, "k double, n int, m int"))
show("partitions", left.mapInPandas(lambda frames: (f[f.v > 2] for f in frames), left.schema))
show("batches", left.mapInArrow(lambda batches: batches, left.schema))
print("limit", left.select(doubled("v").alias("d")).orderBy("d").first())

for arrow in (True, False):
    spark.udtf.register("count_rows", F.udtf(Count, returnType="n int, last string", useArrow=arrow))
    spark.udtf.register("repeat_text", F.udtf(Repeat, returnType="i int, text string", useArrow=arrow))
    show("call", spark.sql("SELECT * FROM repeat_text(2, text => 'a')"))
    show("lateral", spark.sql("SELECT k, i FROM numbers, LATERAL repeat_text(coalesce(k, 0))"))
    show("table", spark.sql("SELECT n, last FROM count_rows(TABLE(numbers) PARTITION BY k ORDER BY v DESC)"))
    show("query", spark.sql("SELECT n FROM count_rows(row => TABLE(SELECT v FROM numbers) WITH SINGLE PARTITION)"))
show("asTable", F.udtf(Count, returnType="n int, last string")(left.asTable().partitionBy("k").orderBy("v")))
spark.stop()
