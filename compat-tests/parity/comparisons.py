"""What `pyspark.testing` says of rows and schemas that differ, as JSON on stdout, without an engine."""

import itertools
import json
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pyspark.errors import PySparkException
from pyspark.sql import types as t
from pyspark.testing import assertDataFrameEqual, assertSchemaEqual

COLOUR = re.compile(r"\\x1b\[[0-9;]*m")
Row: Any = t.Row

ROWS: list[Any] = [
    None,
    7,
    [],
    [Row(a=1, b="x"), Row(a=2, b="y"), Row(a=3, b="z")],
    [Row(a=3, b="z"), Row(a=1, b="x"), Row(a=2, b="y")],
    [Row(a=1, b="x"), Row(a=2, b="Y"), Row(a=4, b="z")],
    [Row(a=1, b="x"), Row(a=3, b="z")],
    [Row(a=1.0), Row(a=Decimal("1.5")), Row(a=[1.0, {"k": 2.0}])],
    [Row(a=1.000001), Row(a=Decimal("1.500001")), Row(a=[1.000001, {"k": 2.000001}])],
    [Row(a=1.1), Row(a=Decimal("1.6")), Row(a=[1.1, {"k": 2.1}])],
    [Row(a=Row(b="two\nlines")), Row(a=None), Row(a=float("nan"))],
]

OPTIONS: list[dict[str, Any]] = [
    {},
    {"checkRowOrder": True},
    {"checkRowOrder": True, "maxErrors": 1},
    {"showOnlyDiff": True},
    {"maxErrors": 1},
    {"rtol": 0.5},
    {"includeDiffRows": True},
]


def schema(*fields: t.StructField) -> t.StructType:
    return t.StructType(list(fields))


SCHEMAS: list[Any] = [
    "a int",
    schema(),
    schema(t.StructField("a", t.LongType()), t.StructField("b", t.StringType())),
    schema(t.StructField("b", t.StringType(), False), t.StructField("a", t.LongType())),
    schema(t.StructField("x", t.LongType()), t.StructField("y", t.StringType())),
    schema(t.StructField("a", t.DecimalType(10, 2)), t.StructField("b", t.CharType(2))),
    schema(t.StructField("a", t.DecimalType(11, 2)), t.StructField("b", t.CharType(3))),
    schema(t.StructField("a", t.ArrayType(t.LongType())), t.StructField("b", t.MapType(t.LongType(), schema()))),
    schema(t.StructField("a", t.ArrayType(t.LongType(), False)), t.StructField("b", t.MapType(t.LongType(), schema()))),
]

SCHEMA_OPTIONS: list[dict[str, bool]] = [
    {},
    {"ignoreNullable": False},
    {"ignoreColumnOrder": True},
    {"ignoreColumnName": True},
]


def verdict(compare: Any, *args: Any, **options: Any) -> str:
    try:
        return str(compare(*args, **options))
    except PySparkException as error:
        told = [error.getCondition(), error.getMessageParameters(), getattr(error, "data", None)]
        # The stock client's colours depend on the terminal.
        return COLOUR.sub("", f"{type(error).__name__} {told}")


def verdicts() -> Iterator[tuple[str, str]]:
    for actual, expected, options in itertools.product(ROWS, ROWS, OPTIONS):
        yield f"{actual} {expected} {options}", verdict(assertDataFrameEqual, actual, expected, **options)
    for actual, expected, choice in itertools.product(SCHEMAS, SCHEMAS, SCHEMA_OPTIONS):
        yield f"{actual} {expected} {choice}", verdict(assertSchemaEqual, actual, expected, **choice)


if __name__ == "__main__":
    json.dump(dict(verdicts()), sys.stdout)
