"""Spans of time."""

import datetime
import os
from typing import Any, ClassVar

from pyspark.errors import PySparkNotImplementedError, PySparkRuntimeError
from pyspark.sql._types.base import AtomicType, DataType, DataTypeSingleton


def _no_value_in_python(method: str) -> PySparkNotImplementedError:
    return PySparkNotImplementedError(errorClass="NOT_IMPLEMENTED", messageParameters={"feature": method})


class AnsiIntervalType(AtomicType):
    """Intervals of the SQL standard, from one field to another."""

    _shows_parameters = True
    _fields: ClassVar[dict[int, str]] = {}
    _inverted_fields: ClassVar[dict[str, int]] = {}

    startField: int
    endField: int

    def __init__(self, startField: int | None = None, endField: int | None = None):
        fields = self._fields
        if startField is None and endField is None:
            startField, endField = min(fields), max(fields)
        elif endField is None:
            endField = startField
        if startField not in fields or endField not in fields:
            raise PySparkRuntimeError(
                errorClass="INVALID_INTERVAL_CASTING",
                messageParameters={"start_field": str(startField), "end_field": str(endField)},
            )
        self.startField = startField
        self.endField = endField

    def _str_repr(self) -> str:
        start, end = self._fields[self.startField], self._fields[self.endField]
        return f"interval {start}" if start == end else f"interval {start} to {end}"

    def simpleString(self) -> str:
        return self._str_repr()

    def jsonValue(self) -> str:
        return self._str_repr()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.startField:d}, {self.endField:d})"


class DayTimeIntervalType(AnsiIntervalType):
    """Days, hours, minutes and seconds (`datetime.timedelta`)."""

    DAY = 0
    HOUR = 1
    MINUTE = 2
    SECOND = 3

    _fields: ClassVar[dict[int, str]] = {DAY: "day", HOUR: "hour", MINUTE: "minute", SECOND: "second"}
    _inverted_fields: ClassVar[dict[str, int]] = {name: field for field, name in _fields.items()}

    def needConversion(self) -> bool:
        return True

    def toInternal(self, dt: datetime.timedelta) -> int | None:
        """Microseconds."""
        return None if dt is None else (dt.days * 86_400 + dt.seconds) * 1_000_000 + dt.microseconds

    def fromInternal(self, micros: int) -> datetime.timedelta | None:
        return None if micros is None else datetime.timedelta(microseconds=micros)


class YearMonthIntervalType(AnsiIntervalType):
    """Years and months. Python has no such value, so they cannot be collected."""

    YEAR = 0
    MONTH = 1

    _fields: ClassVar[dict[int, str]] = {YEAR: "year", MONTH: "month"}
    _inverted_fields: ClassVar[dict[str, int]] = {name: field for field, name in _fields.items()}

    def needConversion(self) -> bool:
        # With the variable set, months are collected as whole numbers.
        return os.environ.get("PYSPARK_YM_INTERVAL_LEGACY") != "1"

    def toInternal(self, obj: Any) -> Any:
        raise _no_value_in_python("YearMonthIntervalType.toInternal")

    def fromInternal(self, obj: Any) -> Any:
        raise _no_value_in_python("YearMonthIntervalType.fromInternal")


class CalendarIntervalType(DataType, metaclass=DataTypeSingleton):
    """Months, days and microseconds side by side. Python has no such value, so they cannot be collected."""

    @classmethod
    def typeName(cls) -> str:
        return "interval"

    def needConversion(self) -> bool:
        return True

    def toInternal(self, obj: Any) -> Any:
        raise _no_value_in_python("CalendarIntervalType.toInternal")

    def fromInternal(self, obj: Any) -> Any:
        raise _no_value_in_python("CalendarIntervalType.fromInternal")
