"""One session that writes or reads all files: exchange_session.py write|foreign|read FOLDER REPORT.json.

Imports nothing from the engine: it runs on the real Spark as well.
"""

import hashlib
import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from exchange_tables import TABLES, Table
from foreign_layouts import LAYOUTS, Row
from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

#: Reads that need a setting of their own.
TIME = {"spark.sql.timeType.enabled": "true"}

#: Of a table's rows, so many are reported besides a digest of all.
SHOWN_ROWS = 20

#: The condition nearest to the cause, of failed tasks and jobs.
CONDITION = re.compile(r"\[([A-Z][A-Z0-9_]+(?:\.[A-Z0-9_]+)?)\]")


def outcome(action: Callable[[], Any]) -> Any:
    try:
        return action()
    except PySparkException as error:
        return error.getCondition() or type(error).__name__
    except Py4JJavaError as error:
        return next(iter(CONDITION.findall(str(error.java_exception))), "FAILED")


def shown(value: object) -> str:
    """Maps by their keys: Spark keeps no order of them."""
    if isinstance(value, dict):
        return "{" + ", ".join(sorted(f"{shown(k)}: {shown(v)}" for k, v in value.items())) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(shown, value)) + ")"
    if isinstance(value, list):
        return "[" + ", ".join(map(shown, value)) + "]"
    return repr(value)


def write_table(spark: SparkSession, table: Table, folder: Path) -> str:
    frame = spark.sql(table.sql).coalesce(1)
    frame.write.options(**table.options).parquet(str(folder))
    return "written"


def write_tables(spark: SparkSession, folder: Path, skips_jvm: bool) -> dict[str, str]:
    report: dict[str, str] = {}
    for name, table in TABLES.items():
        if table.jvm_only and skips_jvm:
            continue
        for key, value in table.settings.items():
            spark.conf.set(key, value)
        report[name] = outcome(lambda table=table, name=name: write_table(spark, table, folder / name))  # type: ignore[misc]
        for key in table.settings:
            spark.conf.unset(key)
    return report


def write_foreign(spark: SparkSession, folder: Path) -> None:
    """By Parquet's Java library, which the real Spark has with it."""
    jvm: Any = spark._jvm
    parquet = jvm.org.apache.parquet
    for name, (columns, rows) in LAYOUTS.items():
        schema = parquet.schema.MessageTypeParser.parseMessageType(f"message m {{ {columns} }}")
        file = folder / name / "part-0.parquet"
        path = jvm.org.apache.hadoop.fs.Path(str(file))
        writer = parquet.hadoop.example.ExampleParquetWriter.builder(path).withType(schema).build()
        factory = parquet.example.data.simple.SimpleGroupFactory(schema)
        for row in rows:
            group = factory.newGroup()
            fill(jvm, group, row)
            writer.write(group)
        writer.close()


def fill(jvm: Any, group: Any, row: Row) -> None:
    for name, given in row.items():
        for value in given if isinstance(given, list) else [given]:
            if isinstance(value, Mapping):
                fill(jvm, group.addGroup(name), value)
            elif isinstance(value, bytes):
                group.add(name, jvm.org.apache.parquet.io.api.Binary.fromConstantByteArray(value))
            else:
                group.add(name, value)


def read_table(spark: SparkSession, folder: Path) -> dict[str, object]:
    frame = spark.read.parquet(str(folder))
    rows = sorted(shown(tuple(row)) for row in frame.collect())
    rest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return {"schema": frame.schema.json(), "rows": rows[:SHOWN_ROWS], "count": len(rows), "all": rest}


def read_all(spark: SparkSession, folder: Path) -> dict[str, Any]:
    for key, value in TIME.items():
        spark.conf.set(key, value)
    return {
        table.name: outcome(lambda table=table: read_table(spark, table))  # type: ignore[misc]
        for table in sorted(folder.iterdir())
    }


def main(what: str, folder: Path, report: Path) -> None:
    spark = SparkSession.builder.config("spark.sql.session.timeZone", "America/New_York").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    if what == "read":
        report.write_text(json.dumps(read_all(spark, folder), indent=1, sort_keys=True))
    else:
        report.write_text(json.dumps(write_tables(spark, folder, what == "write"), indent=1))
        if what == "write-all":
            write_foreign(spark, folder)
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
