"""Values as Spark's golden files show them: Hive's notation of a column, from what Spark keeps inside for each type."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from geometry_text import geometry_text
from java_number import double_text, float_text
from pyspark.sql.types import (
    ArrayType,
    BinaryType,
    BooleanType,
    DataType,
    DateType,
    DayTimeIntervalType,
    DecimalType,
    DoubleType,
    FloatType,
    GeographyType,
    GeometryType,
    MapType,
    StringType,
    StructType,
    TimestampNTZType,
    TimestampType,
    TimeType,
    YearMonthIntervalType,
)
from spark_time import date_text, fraction_text, local_text, zoned_text

Write = Callable[[object], str]
T = TypeVar("T")


def row_writer(schema: StructType, zone: str) -> Callable[[Sequence[object]], str]:
    """One line of output for a row of internal values."""
    writers = [writer(field.dataType, zone) for field in schema.fields]

    def write(row: Sequence[object]) -> str:
        return "\t".join("NULL" if value is None else one(value) for one, value in zip(writers, row, strict=True))

    return write


def writer(kind: DataType, zone: str) -> Write:
    match kind:
        case ArrayType():
            element = nested(kind.elementType, zone)
            return lambda value: f"[{','.join(element(item) for item in expect(value, list))}]"
        case MapType():
            key, item = nested(kind.keyType, zone), nested(kind.valueType, zone)
            return lambda value: f"{{{','.join(java_sorted(f'{key(k)}:{item(v)}' for k, v in entries(value)))}}}"
        case StructType():
            fields = [(field.name, nested(field.dataType, zone)) for field in kind.fields]
            return lambda value: struct_text(fields, expect(value, tuple))
        case GeometryType() | GeographyType():
            return spatial_text
        case TimestampType():
            return lambda value: zoned_text(expect(value, int), zone)
        case _:
            return LEAVES.get(type(kind), str)


def nested(kind: DataType, zone: str) -> Write:
    inner = writer(kind, zone)
    quoted = isinstance(kind, StringType | GeometryType | GeographyType)

    def write(value: object) -> str:
        if value is None:
            return "null"
        return f'"{inner(value)}"' if quoted else inner(value)

    return write


def struct_text(fields: Sequence[tuple[str, Write]], values: Sequence[object]) -> str:
    parts = (f'"{name}":{write(value)}' for (name, write), value in zip(fields, values, strict=True))
    return f"{{{','.join(parts)}}}"


def entries(value: object) -> list[tuple[object, object]]:
    """A map arrives as a dict, or as a list of pairs where its keys cannot be keys of one."""
    return list(value.items()) if isinstance(value, dict) else [(k, v) for k, v in expect(value, list)]


def year_month_text(value: object) -> str:
    months = expect(value, int)
    years, rest = divmod(abs(months), 12)
    return f"{'-' if months < 0 else ''}{years}-{rest}"


def day_time_text(value: object) -> str:
    micros = expect(value, int)
    seconds, fraction = divmod(abs(micros), 1_000_000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24)
    return f"{'-' if micros < 0 else ''}{day} {hour:02}:{minute:02}:{second:02}.{fraction:06}000"


def spatial_text(value: object) -> str:
    parts = expect(value, dict)
    return geometry_text(bytes(parts["bytes"]), int(parts["srid"]))


def time_text(value: object) -> str:
    seconds, nanos = divmod(expect(value, int), 1_000_000_000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}{fraction_text(nanos // 1000)}"


def expect(value: object, kind: type[T]) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"{kind.__name__} expected, not {type(value).__name__}")
    return value


def java_sorted(texts: Iterable[str]) -> list[str]:
    """Java compares strings by UTF-16 code units."""
    return sorted(texts, key=lambda text: text.encode("utf-16-be", "surrogatepass"))


LEAVES: dict[type[DataType], Write] = {
    BooleanType: lambda value: "true" if value else "false",
    DateType: lambda value: date_text(expect(value, int)),
    TimestampNTZType: lambda value: local_text(expect(value, int)),
    TimeType: time_text,
    FloatType: lambda value: float_text(expect(value, float)),
    DoubleType: lambda value: double_text(expect(value, float)),
    DecimalType: lambda value: format(expect(value, Decimal), "f"),
    BinaryType: lambda value: bytes(value if isinstance(value, bytearray) else expect(value, bytes)).decode(
        "utf-8", "replace"
    ),
    YearMonthIntervalType: year_month_text,
    DayTimeIntervalType: day_time_text,
}
