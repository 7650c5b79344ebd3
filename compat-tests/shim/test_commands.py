"""How many commands our own client sends for what scripts do all the time. The stock client's figures are beside."""

from pathlib import Path

from shim_program import run_program

PROGRAM = """
import py4j.clientserver
from pyspark.sql import SparkSession, functions as F
from pyspark.sql.types import IntegerType

spark = SparkSession.builder.master("local[1]").getOrCreate()
df, c = spark.range(10), F.col("id")
sent = []
send = py4j.clientserver.ClientServerConnection.send_command

def count(connection, command):
    # What is forgotten goes over a connection of its own, at any time.
    if not command.startswith("m\\nd"):
        sent.append(command)
    return send(connection, command)

py4j.clientserver.ClientServerConnection.send_command = count

def cost(action):
    action()
    sent.clear()
    action()
    return len(sent)

print({
    "F.col": cost(lambda: F.col("id")),
    "c + 1": cost(lambda: c + 1),
    "1 - c": cost(lambda: 1 - c),
    "c & c": cost(lambda: c & c),
    "~c": cost(lambda: ~c),
    "c ** 2": cost(lambda: c ** 2),
    "cast": cost(lambda: c.cast(IntegerType())),
    "isin": cost(lambda: c.isin(1, 2, 3)),
    "F.upper": cost(lambda: F.upper(c)),
    "df.id": cost(lambda: df.id),
    "select": cost(lambda: df.select("id", "id", "id")),
    "filter": cost(lambda: df.filter("id > 1")),
    "withColumn": cost(lambda: df.withColumn("x", c)),
    "collect": cost(df.collect),
    "sql": cost(lambda: spark.sql("SELECT 1")),
    "createDataFrame": cost(lambda: spark.createDataFrame([(1, 2)], ["a", "b"])),
})
"""

# What the stock client 4.3 sends.
STOCK = {
    "F.col": 13,
    "c + 1": 11,
    "1 - c": 14,
    "c & c": 11,
    "~c": 13,
    "c ** 2": 16,
    "cast": 16,
    "isin": 27,
    "F.upper": 3,
    "df.id": 1,
    "select": 17,
    "filter": 1,
    "withColumn": 1,
    "collect": 7,
    "sql": 5,
    "createDataFrame": 49,
}

OURS = {
    "F.col": 3,
    "c + 1": 3,
    "1 - c": 4,
    "c & c": 3,
    "~c": 3,
    "c ** 2": 4,
    "cast": 4,
    "isin": 8,
    "F.upper": 1,
    "df.id": 1,
    "select": 9,
    "filter": 1,
    "withColumn": 1,
    "collect": 7,
    "sql": 1,
    "createDataFrame": 14,
}


def test_commands_of_calls(tmp_path: Path) -> None:
    counted = run_program(tmp_path, PROGRAM).strip()
    assert counted == str(OURS)
    assert all(OURS[call] <= STOCK[call] for call in STOCK)
