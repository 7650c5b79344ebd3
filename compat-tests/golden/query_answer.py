"""What a query gives, as Spark's golden files write it down."""

import io
import pickle
from collections.abc import Sequence

from golden_file import SPACE, Answer
from hidden_parts import hidden
from hive_text import java_sorted, row_writer
from plan_order import keeps_order
from pyspark.core.rdd import _load_from_socket
from pyspark.serializers import BatchedSerializer, CPickleSerializer
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import StructType
from text_columns import with_texts


def answer(spark: SparkSession, sql: str) -> Answer:
    """The schema and the lines; errors are raised."""
    frame = spark.sql(sql)
    schema = frame.schema
    lines = special_lines(frame, schema, sql) or value_lines(spark, frame, schema)
    return Answer(frame._jdf.schema().catalogString(), "\n".join(lines).rstrip(SPACE))


def special_lines(frame: DataFrame, schema: StructType, sql: str) -> list[str] | None:
    """Hive shows the answers of some commands in ways of their own."""
    words = sql.upper().split()
    if words[:1] in (["DESC"], ["DESCRIBE"]) and schema.names == ["col_name", "data_type", "comment"]:
        rows = ["\t".join((text or "").ljust(20) for text in row) for row in frame.collect()]
        return [hidden(row) for row in rows]
    if words[:1] == ["SHOW"] and schema.names in (
        ["namespace", "tableName", "isTemporary"],
        ["namespace", "viewName", "isTemporary"],
    ):
        return java_sorted(row[1] for row in frame.collect())
    return None


def value_lines(spark: SparkSession, frame: DataFrame, schema: StructType) -> list[str]:
    shown = with_texts(frame)
    write = row_writer(schema, str(spark.conf.get("spark.sql.session.timeZone")))
    lines = [hidden(write(row)) for row in internal_rows(shown)]
    return lines if len(lines) < 2 or keeps_order(frame) else java_sorted(lines)


class InternalValues(pickle.Unpickler):
    """Rows as plain tuples, values as Spark keeps them: Python's own types cannot hold all of Spark's."""

    def find_class(self, module: str, name: str) -> object:
        if name == "_create_row_inbound_converter":
            return lambda kind: lambda *values: values
        if name == "_create_row":
            return lambda names, values: tuple(values)
        return super().find_class(module, name)


class InternalRows(CPickleSerializer):
    def loads(self, data: bytes, encoding: str = "bytes") -> object:
        return InternalValues(io.BytesIO(data)).load()


def internal_rows(frame: DataFrame) -> list[Sequence[object]]:
    with _load_from_socket(frame._jdf.collectToPython(), BatchedSerializer(InternalRows())) as rows:
        return list(rows)
