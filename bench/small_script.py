"""A whole small PySpark script: session, groupBy, filter, reduceByKey."""

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.builder.appName("small script").getOrCreate()

people = spark.createDataFrame([(f"name {i}", i % 7, float(i)) for i in range(1000)], ["name", "team", "score"])
teams = people.filter(F.col("score") > 100).groupBy("team").agg(F.count("*").alias("n"), F.avg("score").alias("mean"))
for row in teams.orderBy("team").collect():
    print(row.team, row.n, round(row.mean, 3))

words = spark.sparkContext.parallelize(["the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog"] * 200, 2)
print(sorted(words.map(lambda word: (word, 1)).reduceByKey(lambda a, b: a + b).collect()))

spark.stop()
