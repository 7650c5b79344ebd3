"""Values for tests: user-defined types, and a class that is pickled."""

import datetime
from typing import Any

from pyspark.sql.types import ArrayType, DataType, DoubleType, UserDefinedType


class UTCOffsetTimezone(datetime.tzinfo):
    """A time zone some hours off UTC."""

    def __init__(self, offset: int = 0):
        self.ZERO = datetime.timedelta(hours=offset)

    def utcoffset(self, dt: datetime.datetime | None) -> datetime.timedelta:
        return self.ZERO

    def dst(self, dt: datetime.datetime | None) -> datetime.timedelta:
        return self.ZERO


class ExamplePointUDT(UserDefinedType):
    """Points, with a class on the JVM too."""

    @classmethod
    def sqlType(cls) -> DataType:
        return ArrayType(DoubleType(), False)

    @classmethod
    def module(cls) -> str:
        return "pyspark.sql.tests"

    @classmethod
    def scalaUDT(cls) -> str:
        return "org.apache.spark.sql.test.ExamplePointUDT"

    def serialize(self, obj: Any) -> list[float]:
        return [obj.x, obj.y]

    def deserialize(self, datum: Any) -> "ExamplePoint":
        return ExamplePoint(datum[0], datum[1])


class ExamplePoint:
    """A point with a user-defined type."""

    __UDT__: UserDefinedType = ExamplePointUDT()

    def __init__(self, x: float, y: float):
        self.x = x
        self.y = y

    def __repr__(self) -> str:
        return f"ExamplePoint({self.x},{self.y})"

    def __str__(self) -> str:
        return f"({self.x},{self.y})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, self.__class__) and (other.x, other.y) == (self.x, self.y)

    __hash__ = None  # type: ignore[assignment]


class PythonOnlyUDT(UserDefinedType):
    """Points, in Python alone."""

    @classmethod
    def sqlType(cls) -> DataType:
        return ArrayType(DoubleType(), False)

    @classmethod
    def module(cls) -> str:
        return "pyspark.testing.objects"

    def serialize(self, obj: Any) -> list[float]:
        return [obj.x, obj.y]

    def deserialize(self, datum: Any) -> "PythonOnlyPoint":
        return PythonOnlyPoint(datum[0], datum[1])

    @staticmethod
    def foo() -> None:
        """A method that a pickle of the class has to take along."""

    @property
    def props(self) -> dict[str, Any]:
        """A property that a pickle of the class has to take along."""
        return {}


class PythonOnlyPoint(ExamplePoint):
    """A point with a type in Python alone."""

    __UDT__ = PythonOnlyUDT()


class MyObject:
    """A key and a value."""

    def __init__(self, key: Any, value: Any):
        self.key = key
        self.value = value
