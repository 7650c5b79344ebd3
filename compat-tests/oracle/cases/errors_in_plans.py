"""Errors of expressions over Parquet, wherever they stand in a plan: condition, SQLSTATE, parameters and query context
with ANSI on, the values without it; and no error where a row is filtered out or a branch not taken."""

import tempfile
from collections.abc import Sequence

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

EXPRESSIONS = (
    "100 / i",
    "100 % i",
    "100 div i",
    "n / n",
    "i + 2147483647",
    "i * 2147483647",
    "l + 1",
    "l * 2",
    "-m",
    "abs(m)",
    "w * w",
    "w + w",
    "cast(w AS decimal(10, 0))",
    "cast(s AS int)",
    "cast(s AS bigint)",
    "cast(s AS date)",
    "cast(s AS double)",
    "cast(s AS decimal(5, 2))",
    "cast(s AS boolean)",
    "cast(l AS int)",
    "cast(l AS tinyint)",
    "cast(x AS int)",
    "cast(x AS bigint)",
    "a[i]",
    "element_at(a, i + 3)",
    "element_at(a, i)",
    "make_date(2024, i + 12, 1)",
    "to_date(s)",
)
# Where an expression stands, in place of the `?`: all of them in the first, each in one more.
FIRST_PLACE = "SELECT g, max(?) AS v FROM t GROUP BY g"
PLACES = (
    "SELECT g, count(*) AS v FROM t WHERE (?) IS NOT NULL GROUP BY g",
    "SELECT (?) IS NULL AS k, count(*) AS v FROM t GROUP BY (?) IS NULL",
    "SELECT t.g, count(*) AS v FROM t JOIN u ON t.g = u.g AND (?) IS NOT NULL GROUP BY t.g",
    "SELECT u.h, (?) AS v FROM t JOIN u ON t.g = u.g",
)
AGGREGATES = (
    "SELECT sum(l) AS v FROM t",
    "SELECT g, sum(l) AS v FROM t GROUP BY g",
    "SELECT sum(w) AS v FROM t",
    "SELECT g, sum(w) AS v FROM t GROUP BY g",
    "SELECT avg(w) AS v FROM t",
    "SELECT sum(i) AS v, avg(i) AS a FROM t",
    "SELECT sum(n) AS v, avg(n) AS a FROM t",
    "SELECT sum(l) / sum(i) AS v FROM t WHERE i = 0",
    "SELECT g, sum(i) / count(nullif(i, 0)) AS v FROM t GROUP BY g",
    "SELECT sum(l) OVER (PARTITION BY g) AS v FROM t",
)
UNHARMED = (
    "SELECT g, max(100 / i) AS v FROM t WHERE i <> 0 GROUP BY g",
    "SELECT g, max(CASE WHEN i <> 0 THEN 100 / i END) AS v FROM t GROUP BY g",
    "SELECT g, max(if(s RLIKE '^[0-9]+$', cast(s AS int), -1)) AS v FROM t GROUP BY g",
    "SELECT g, count(*) AS v FROM t WHERE i <> 0 AND 100 / i > 1 GROUP BY g",
    "SELECT g, max(coalesce(i, 1 / 0)) AS v FROM t GROUP BY g",
    "SELECT t.g, count(*) AS v FROM t JOIN u ON t.g = u.g WHERE i <> 0 AND 100 / i > 1 GROUP BY t.g",
    "SELECT g, max(try_divide(100, i)) AS v, max(try_cast(s AS int)) AS c FROM t GROUP BY g",
    "SELECT g, try_sum(l) AS v, try_avg(w) AS a FROM t GROUP BY g",
)


def answer(spark: SparkSession, query: str) -> Sequence[object]:
    try:
        return sorted(repr(tuple(row)) for row in spark.sql(query).collect())
    except PySparkException as error:
        contexts = [(c.fragment(), c.startIndex(), c.stopIndex()) for c in error.getQueryContext()]
        return error.getCondition(), error.getSqlState(), error.getMessageParameters(), contexts


def main() -> None:
    spark = SparkSession.builder.config("spark.sql.shuffle.partitions", 1).getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    with tempfile.TemporaryDirectory() as folder:
        spark.sql(
            """SELECT * FROM VALUES
              (1, 1, 1L, 1L, 2.50BD, 12345678901234567890123456789012345678BD, '12', 1.5D, array(10, 20)),
              (1, 0, 5L, 2L, 0.00BD, 99999999999999999999999999999999999999BD, 'x1', 1e30D, array(10, 20)),
              (2, 1, 9223372036854775807L, -9223372036854775808L, 1.25BD, 1BD, '7', 2.5D, array(30, 40)),
              (2, NULL, 3L, NULL, NULL, NULL, NULL, NULL, NULL)
              AS t(g, i, l, m, n, w, s, x, a)"""
        ).coalesce(1).write.parquet(f"{folder}/t")
        spark.sql("SELECT * FROM VALUES (1, 'one'), (2, 'two') AS u(g, h)").coalesce(1).write.parquet(f"{folder}/u")
        for name in ("t", "u"):
            spark.read.parquet(f"{folder}/{name}").createOrReplaceTempView(name)
        placed = [
            place.replace("?", expression)
            for number, expression in enumerate(EXPRESSIONS)
            for place in (FIRST_PLACE, PLACES[number % len(PLACES)])
        ]
        for ansi in ("true", "false"):
            spark.conf.set("spark.sql.ansi.enabled", ansi)
            print(f"ANSI {ansi}")
            for query in (*placed, *AGGREGATES, *UNHARMED):
                print(query, "=>", answer(spark, query))
    spark.stop()


if __name__ == "__main__":
    main()
