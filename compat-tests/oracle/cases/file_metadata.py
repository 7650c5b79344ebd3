"""Where rows of files come from: `_metadata` and `input_file_name`."""

import re

from pyspark.sql import SparkSession
from pyspark.sql import functions as sf

spark = SparkSession.builder.getOrCreate()


def told(title, ask) -> None:
    try:
        found = ask()
    except Exception as error:
        found = re.findall(r"\[([A-Z_.]+)\]", str(error))[:1]
    text = re.sub(r"part-(\d+)-[-0-9a-f]{36}", r"part-\1-UUID", str(found))
    print(title, "->", re.sub(r"file:/+\S+?/(?=plain|parts|a%20b)", "file:ROOT/", text))


spark.range(0, 10, 1, 2).selectExpr("id", "id % 2 AS k").write.parquet("plain")
spark.range(0, 10, 1, 2).selectExpr("id", "id % 2 AS k").write.partitionBy("k").parquet("parts")
spark.range(0, 10, 1, 1).select("id").write.csv("a b é#")
spark.range(0, 4, 1, 1).selectExpr("id", "id AS _metadata").write.parquet("own")
plain = spark.read.parquet("plain")
parts = spark.read.parquet("parts")
text = spark.read.schema("id LONG").csv("a b é#")
own = spark.read.parquet("own")
plain.createOrReplaceTempView("plain")

told("columns", lambda: plain.columns)
told("schema", lambda: plain.select("_metadata").schema.simpleString())
told("schema of text", lambda: text.select("_metadata").schema.simpleString())
told("field", lambda: plain.select("id", "_metadata").schema["_metadata"].jsonValue())
told("star", lambda: plain.select("*", "_metadata.file_name").columns)
told("rows", lambda: sorted(plain.select("id", "_metadata.file_name", "_metadata.row_index").collect()))
told("paths", lambda: sorted(text.select("id", "_metadata.file_path", "_metadata.file_name").collect())[:2])
told(
    "sizes",
    lambda: [
        (r.file_size > 0, r.file_block_start, r.file_block_length == r.file_size, r.file_modification_time.year > 2000)
        for r in plain.select("_metadata.*").limit(1).collect()
    ],
)
told("by row", lambda: plain.where("_metadata.row_index = 2").orderBy("id").collect())
told("by row and value", lambda: plain.where("_metadata.row_index > 2 AND id > 3 AND k = 0").orderBy("id").collect())
told("by name", lambda: plain.where("_metadata.file_name LIKE 'part-00001%'").count())
told("groups", lambda: sorted(plain.groupBy("_metadata.file_name").count().collect()))
told("partitions", lambda: sorted(parts.select("id", "k", "_metadata.row_index").collect()))
told("a column of that name", lambda: own.orderBy("id").select("_metadata").collect())
told("and no other", lambda: own.select("_metadata.file_name").collect())
told("below a projection", lambda: plain.select("id").where("id = 7").select("_metadata.file_name").collect())
told("a column of its own", lambda: plain.withColumn("f", sf.col("_metadata.file_name")).where("id = 1").collect())
told("no file", lambda: spark.range(2).select("_metadata").collect())
told("no such field", lambda: text.select("_metadata.row_index").collect())
told("in order", lambda: plain.orderBy("_metadata.row_index", "id").select("id").collect()[:3])
told("by its method", lambda: plain.where("id = 7").select(plain.metadataColumn("_metadata")["row_index"]).collect())
told(
    "by its method beside another",
    lambda: own.select("_metadata", own.metadataColumn("_metadata")["row_index"]).collect(),
)
told("the name of it", lambda: own.select(own.metadataColumn("_metadata")).columns)
told("no method's", lambda: plain.metadataColumn("id"))
told("of a view", lambda: spark.sql("SELECT _metadata.file_name FROM plain").collect())
told("of a subquery", lambda: spark.sql("SELECT _metadata.file_name FROM (SELECT * FROM plain)").collect())
told("of a union", lambda: plain.union(plain).select("_metadata.file_name").collect())
told("of a join", lambda: plain.join(text, "id").select("_metadata.file_name").collect())

told("file", lambda: sorted(plain.select("id", sf.input_file_name()).collect())[::5])
told("file of text", lambda: sorted(text.select("id", sf.input_file_name()).collect())[:1])
told("file of a view", lambda: spark.sql("SELECT input_file_name() FROM plain v WHERE id = 1").collect())
told("files", lambda: sorted(plain.groupBy(sf.input_file_name().alias("f")).count().collect()))
told(
    "blocks",
    lambda: sorted(text.selectExpr("id", "input_file_block_start()", "input_file_block_length()").collect())[:2],
)
told("neither", lambda: spark.range(1).selectExpr("input_file_name()", "input_file_block_start()").collect())
told("after a shuffle", lambda: plain.groupBy("k").count().select(sf.input_file_name()).collect())
told("file of a union", lambda: sorted(plain.union(parts).select("id", sf.input_file_name()).collect())[::7])
told("of a union of itself", lambda: plain.union(plain).groupBy(sf.input_file_name().alias("f")).count().count())
told(
    "of a union by name",
    lambda: sorted(
        parts.where("k = 1")
        .unionByName(plain.select("k", "id"))
        .where("id > 6")
        .select("id", sf.input_file_name())
        .collect()
    ),
)
told("of files and none", lambda: sorted(spark.range(3).union(text).select(sf.input_file_name()).distinct().collect()))
told("blocks of none", lambda: text.union(spark.range(1)).selectExpr("input_file_block_start()").distinct().count())
told("of two", lambda: plain.join(parts, "id").select(sf.input_file_name()).collect())
told("with an argument", lambda: plain.selectExpr("input_file_name('x')").collect())
