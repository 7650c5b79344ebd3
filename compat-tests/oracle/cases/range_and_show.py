"""Text that users see: show, printSchema, repr, and an error's condition."""

from pyspark.errors import AnalysisException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.builder.getOrCreate()
numbers = spark.range(25).withColumn("name", F.concat(F.lit("number "), F.col("id").cast("string")))
numbers.show()
numbers.show(3, truncate=4)
numbers.show(2, vertical=True)
numbers.printSchema()
print(repr(numbers), numbers.dtypes)
print(numbers.filter("id % 7 = 3").collect())
numbers.groupBy((F.col("id") % 3).alias("k")).agg(F.count("*").alias("n"), F.sum("id")).orderBy("k").show()
spark.sql("SELECT CAST(NULL AS INT) AS missing, 1.50 AS price, DATE'2013-01-31' AS day, 'ü' AS letter").show()
try:
    numbers.select("nam")
except AnalysisException as error:
    print(error.getCondition(), error.getSqlState(), error.getMessageParameters())
spark.stop()
