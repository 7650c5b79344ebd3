"""Tables and views of the catalog: statements with the rows, or the condition, they answer with."""

import tempfile

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

STATEMENTS = """
CREATE TABLE t (a STRING COMMENT 'first', b INT, c STRING, d STRING) USING parquet OPTIONS (x '1', password 'p')
  PARTITIONED BY (c, d) CLUSTERED BY (a) SORTED BY (b) INTO 2 BUCKETS COMMENT 'words' TBLPROPERTIES (k 'v')
INSERT INTO t VALUES ('x', 1, 'p', 'q'), ('y', 2, 'p', 'r')
INSERT INTO t PARTITION (c = 'u s', d = 1) SELECT 'z', 3L
SELECT * FROM t
SHOW PARTITIONS t
SHOW PARTITIONS t PARTITION (c = 'p')
DESCRIBE t
SHOW CREATE TABLE t
DESC t PARTITION (c = 'p', d = 'q')
DESC t PARTITION (c = 'p')
DESC t PARTITION (c = 'p', d = 'none')
INSERT OVERWRITE t PARTITION (c = 'p', d) VALUES ('over', 7, 'r')
INSERT INTO t PARTITION (b = 1) VALUES (1)
INSERT INTO t PARTITION (c = 'p') VALUES ('a', 1, 'b')
SELECT * FROM t
CREATE VIEW v AS SELECT a, b + 1 AS bb FROM t
CREATE TEMP VIEW tv AS SELECT * FROM t
INSERT INTO t VALUES ('new', 10, 'n', 'n')
SELECT * FROM v
SELECT count(*) FROM tv
CREATE VIEW pv AS SELECT * FROM tv
CREATE OR REPLACE VIEW v AS SELECT * FROM v
CREATE VIEW vv (i, j) AS SELECT 1
INSERT INTO v VALUES (1)
SHOW TABLES
SHOW VIEWS
CREATE TABLE u AS SELECT 1 AS x, 'a' AS y
INSERT INTO u (y) VALUES ('b')
INSERT INTO u BY NAME SELECT 'c' AS y, 5 AS x
INSERT INTO u VALUES ('q', 1)
INSERT INTO u VALUES (1)
INSERT INTO u (x, x) VALUES (1, 2)
INSERT INTO u BY NAME SELECT 1 AS x, 2 AS q
INSERT OVERWRITE u SELECT * FROM u
SELECT * FROM u
CREATE TABLE u (x INT)
CREATE TABLE bad (i INT, I INT)
CREATE TABLE bad (i INT) PARTITIONED BY (z)
CREATE TABLE bad (i INT) PARTITIONED BY (i)
CREATE OR REPLACE TABLE u (i INT) USING parquet
CREATE TABLE ch (c CHAR(3), v VARCHAR(3)) USING parquet
INSERT INTO ch VALUES ('a', 'b  '), ('abc  ', 'abc  ')
INSERT INTO ch VALUES ('abcd', 'x')
SELECT c || '|', v || '|' FROM ch
DESC ch
CREATE TABLE df (a INT, b INT DEFAULT 42, c STRING DEFAULT 'x' || 'y') USING parquet
INSERT INTO df (a) VALUES (1)
INSERT INTO df VALUES (2, DEFAULT, DEFAULT)
SELECT * FROM df
CACHE TABLE df
INSERT INTO df VALUES (3, 3, 'z')
SELECT count(*), sum(a) FROM df
CREATE TABLE base (c1 INT) USING parquet
CREATE VIEW bound WITH SCHEMA BINDING AS SELECT * FROM base
CREATE VIEW compensated AS SELECT * FROM base
CREATE VIEW evolving (e1) WITH SCHEMA EVOLUTION AS SELECT * FROM base
DROP TABLE base
CREATE TABLE base AS SELECT '7' AS c1
SELECT * FROM bound
SELECT * FROM compensated
SELECT * FROM evolving
DESC evolving
DROP TABLE base
CREATE TABLE base (c2 INT) USING parquet
SELECT * FROM compensated
WITH s AS (SELECT 9 AS x, 'w' AS y) INSERT INTO u SELECT * FROM s
ALTER TABLE u ADD COLUMNS (z DOUBLE)
ALTER TABLE u ALTER COLUMN x COMMENT 'an x'
ALTER TABLE u ALTER COLUMN x TYPE STRING
ALTER TABLE u SET TBLPROPERTIES (p = 'q')
SHOW TBLPROPERTIES u
DESC u
ALTER TABLE u RENAME TO u2
SELECT * FROM u2
TRUNCATE TABLE u2
SELECT count(*) FROM u2
ALTER TABLE t DROP PARTITION (c = 'n', d = 'n')
ALTER TABLE t DROP PARTITION (c = 'n', d = 'n')
ALTER TABLE t ADD PARTITION (c = 'new', d = 'er')
SHOW PARTITIONS t
CREATE DATABASE d2 COMMENT 'second'
CREATE DATABASE d2
USE d2
CREATE TABLE q (i INT) USING csv
SHOW TABLES
SHOW DATABASES
DROP DATABASE d2
DROP DATABASE d2 CASCADE
USE default
DROP VIEW u2
DROP TABLE v
DROP TABLE v
DROP TABLE u2
"""


def answer(session: SparkSession, statement: str) -> None:
    print(f"> {statement}")
    try:
        frame = session.sql(statement)
        for row in sorted(frame.collect(), key=repr):
            print(*row, sep=" | ")
    except PySparkException as error:
        print(error.getCondition(), dict(sorted((error.getMessageParameters() or {}).items())))


with tempfile.TemporaryDirectory() as warehouse:
    spark = SparkSession.builder.master("local[2]").config("spark.sql.warehouse.dir", warehouse).getOrCreate()
    for statement in STATEMENTS.strip().replace("\n  ", " ").splitlines():
        answer(spark, statement)
    frame = spark.range(6).selectExpr("id", "id % 2 AS k", "'x' AS s")
    frame.write.bucketBy(3, "id").sortBy("s").partitionBy("k").saveAsTable("saved")
    writers = [
        frame.write.mode("append"),
        frame.write.mode("append").partitionBy("k"),
        frame.write.mode("append").format("csv").bucketBy(3, "id").sortBy("s").partitionBy("k"),
        frame.drop("s").write.mode("append").bucketBy(3, "id").sortBy("s").partitionBy("k"),
        frame.write,
    ]
    for writer in writers:
        try:
            writer.saveAsTable("saved")
        except PySparkException as error:
            print(error.getCondition(), dict(sorted((error.getMessageParameters() or {}).items())))
    frame.select("s", "k", "id").write.mode("append").bucketBy(3, "id").sortBy("s").partitionBy("k").saveAsTable(
        "saved"
    )
    frame.limit(1).select("id", "s", "k").write.insertInto("saved")
    print(spark.table("saved").count(), spark.table("saved").columns)
    for column in spark.catalog.listColumns("saved"):
        print(column)
    print(spark.catalog.getTable("saved"), spark.catalog.tableExists("saved"), spark.catalog.tableExists("none"))
    print([table.name for table in spark.catalog.listTables()])
    print(spark.catalog.isCached("df"), spark.catalog.databaseExists("spark_catalog.default"))
    spark.stop()
