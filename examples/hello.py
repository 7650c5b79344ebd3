"""The smallest real PySpark script: a session, a DataFrame, an RDD."""

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.builder.appName("hello").getOrCreate()

people = spark.createDataFrame([("Ada", 36), ("Grace", 45), ("Alan", 41), ("Edsger", 72)], ["name", "age"])
people.where(F.col("age") < 60).groupBy((F.col("age") % 2 == 1).alias("odd")).agg(F.avg("age")).orderBy("odd").show()

words = spark.sparkContext.parallelize(["to be or not to be", "that is the question"])
counts = words.flatMap(str.split).map(lambda word: (word, 1)).reduceByKey(lambda a, b: a + b)
print(sorted(counts.collect(), key=lambda pair: (-pair[1], pair[0]))[:2])

spark.stop()
