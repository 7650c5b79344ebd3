"""How values look in CSV and JSON files: numbers with many digits, instants in odd zones, texts that need quotes."""

from pathlib import Path

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")

DOUBLES = [0.1, 1 / 3, 2e-3, 8.41e21, 2e23, 1e7, 9999999.999999998, 0.001, 9.999e-4, 123456.00048828125, 5e-324, -0.0]
DOUBLES += [1.7976931348623157e308, float("nan"), float("inf"), float("-inf"), 2.0**-9, 4.35, 1e16, 100.0]
INSTANTS = ["1969-12-31 23:59:59.999999", "2020-07-01 12:00:00.5", "0001-01-01 00:00:00", "1883-11-18 12:03:57"]
INSTANTS += ["9999-12-31 23:59:59.999", "2020-03-08 02:30:00", "1685-01-01 00:00:00.001", "2300-01-01 00:00:00"]
TEXTS = [
    "",
    " padded ",
    "a,b",
    'say "so"',
    "two\nlines",
    "tab\t",
    "back\\slash",
    "añ😀",
    "\u0001",
    "/",
    "#",
    "'",
    "\u007f",
]
made = 0


def lines(rows, kind, **options):
    global made
    made += 1
    rows.coalesce(1).write.options(**options).format(kind).save(f"out{made}")
    for file in Path(f"out{made}").glob("part-*"):
        print(kind, options, *file.read_text().split("\n"), sep="\n  ")


doubles = spark.createDataFrame([(value,) for value in DOUBLES], "d double").selectExpr("d", "float(d) AS f")
texts = spark.createDataFrame([(value, value) for value in TEXTS] + [(None, "x")], "s string, t string")
for kind in ("csv", "json"):
    lines(doubles, kind)
    lines(texts, kind)
    for zone in ("UTC", "America/New_York", "Asia/Kolkata", "Europe/Amsterdam", "+01:30"):
        spark.conf.set("spark.sql.session.timeZone", zone)
        instants = spark.createDataFrame([(text,) for text in INSTANTS], "s string")
        lines(instants.selectExpr("timestamp(s) AS t", "CAST(s AS TIMESTAMP_NTZ) AS n", "date(s) AS d"), kind)
    spark.conf.set("spark.sql.session.timeZone", "UTC")
lines(doubles, "csv", nanValue="none", quoteAll="true")
lines(texts, "csv", sep="#", quote="'", ignoreLeadingWhiteSpace="false", ignoreTrailingWhiteSpace="false")
lines(texts, "csv", sep="||", header="true", emptyValue="-", nullValue="?")
lines(texts, "json", ignoreNullFields="false")
