"""Configuration as a script sees it, from the launcher's properties to the session."""

from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("conf").config("spark.sql.shuffle.partitions", "7").getOrCreate()
context = spark.sparkContext
print(context.appName, context.master, context.version, context.defaultParallelism)
given = {"spark.app.name", "spark.master", "spark.submit.deployMode", "spark.submit.pyFiles", "spark.ui.enabled"}
print(sorted((key, value) for key, value in context.getConf().getAll() if key in given))
print(spark.conf.get("spark.sql.shuffle.partitions"), spark.conf.get("spark.sql.ansi.enabled"))
print(spark.conf.get("spark.no.such.key", "none"), spark.conf.isModifiable("spark.sql.shuffle.partitions"))
print(spark.range(10).rdd.getNumPartitions(), spark.range(3).repartition(5).rdd.getNumPartitions())
spark.stop()
