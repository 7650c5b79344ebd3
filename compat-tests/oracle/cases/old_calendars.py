"""Old dates and instants in Parquet: the calendar of Spark 2, written and read by every mode."""

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

spark = SparkSession.builder.config("spark.sql.session.timeZone", "America/Los_Angeles").getOrCreate()
MODES = ("EXCEPTION", "LEGACY", "CORRECTED")
DAYS = "0001-01-01 0999-12-31 1000-01-01 1500-02-28 1500-03-01 1582-10-04 1582-10-07 1582-10-15 1899-12-31 2020-02-29"


def told(work, *given) -> None:
    try:
        print(work(*given))
    except Exception as error:
        text = str(error)
        print(type(error).__name__, re.findall(r"\[([A-Z_0-9.]+)\]", text)[:1])
        print(re.findall(r'"spark.sql[^"]+"', text))


def rows(frame) -> str:
    return "; ".join(" ".join(map(str, row)) for row in frame.orderBy(frame.columns[0]).collect())


values = ", ".join(f"('{day}')" for day in DAYS.split())
old = spark.sql(
    f"SELECT day AS k, CAST(day AS DATE) AS d, CAST(day || ' 12:34:56.789' AS TIMESTAMP) AS t, "
    f"CAST(day || ' 01:02:03' AS TIMESTAMP_NTZ) AS n, array(CAST(day AS DATE), NULL) AS l, "
    f"named_struct('x', CAST(day || ' 12:34:56' AS TIMESTAMP), 'm', map(CAST(day AS DATE), 1)) AS s "
    f"FROM VALUES {values} AS v(day)"
)
text = "k, CAST(d AS STRING), CAST(t AS STRING), CAST(n AS STRING), CAST(l AS STRING), CAST(s AS STRING)"

for stored in ("INT96", "TIMESTAMP_MICROS", "TIMESTAMP_MILLIS"):
    spark.conf.set("spark.sql.parquet.outputTimestampType", stored)
    for mode in MODES:
        spark.conf.set("spark.sql.parquet.datetimeRebaseModeInWrite", mode)
        spark.conf.set("spark.sql.parquet.int96RebaseModeInWrite", mode)
        print(f"-- {stored} {mode}")
        for columns in ("d", "t", "l", "s", "n"):
            target = f"{stored}-{mode}-{columns}"
            told(old.select("k", columns).coalesce(1).write.parquet, target)
        if mode == "EXCEPTION":
            continue
        old.coalesce(1).write.parquet(f"{stored}-{mode}")
        # A reader that knows no calendars sees what is stored, without the keys it makes itself.
        [file] = Path(f"{stored}-{mode}").glob("*.parquet")
        table = pq.read_table(file, coerce_int96_timestamp_unit="us")
        print(sorted(key.decode() for key in table.schema.metadata if b"row.metadata" not in key))
        print(table["d"].cast(pa.int32()).to_pylist(), table["t"].cast(pa.int64()).to_pylist())
        for read in MODES:
            spark.conf.set("spark.sql.parquet.datetimeRebaseModeInRead", read)
            spark.conf.set("spark.sql.parquet.int96RebaseModeInRead", read)
            told(rows, spark.read.parquet(f"{stored}-{mode}").selectExpr(*text.split(", ")))

print("-- files of others")
days = [-719164, -354285, -171597, -141428, -141427, -25568, 0]
instants = [day * 86_400_000_000 + 45_296_789_000 for day in days]
columns = {
    "k": pa.array(range(len(days))),
    "d": pa.array(days, pa.date32()),
    "t": pa.array(instants, pa.timestamp("us", "UTC")),
    "n": pa.array(instants, pa.timestamp("us")),
}
pq.write_table(pa.table(columns), "micros.parquet")
pq.write_table(pa.table({"k": columns["k"], "t": columns["t"]}), "int96.parquet", use_deprecated_int96_timestamps=True)
for mode in MODES:
    spark.conf.set("spark.sql.parquet.datetimeRebaseModeInRead", mode)
    spark.conf.set("spark.sql.parquet.int96RebaseModeInRead", mode)
    for column in ("d", "t", "n"):
        told(rows, spark.read.parquet("micros.parquet").selectExpr("k", f"CAST({column} AS STRING)"))
        told(rows, spark.read.parquet("micros.parquet").where("k > 4").selectExpr("k", f"CAST({column} AS STRING)"))
    told(rows, spark.read.parquet("int96.parquet").selectExpr("k", "CAST(t AS STRING)"))
for mode in MODES:
    reader = spark.read.option("datetimeRebaseMode", mode).option("int96RebaseMode", mode)
    told(reader.parquet("micros.parquet").where("d < DATE'1000-01-05'").groupBy().count().collect)
    told(reader.parquet("int96.parquet").selectExpr("min(t) < TIMESTAMP'0001-01-01 00:00:00'").collect)
told(spark.conf.set, "spark.sql.parquet.datetimeRebaseModeInRead", "no")
