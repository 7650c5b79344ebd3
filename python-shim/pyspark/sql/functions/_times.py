"""Timestamps made of parts, and windows of time."""

from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkValueError
from pyspark.sql.column import Column
from pyspark.sql.functions._invoke import _column, _enum_to_value, _invoke_function, _not_expected

if TYPE_CHECKING:
    from pyspark.sql._typing import ColumnOrName

__all__ = [
    "convert_timezone",
    "make_timestamp",
    "make_timestamp_ntz",
    "session_window",
    "try_make_timestamp",
    "try_make_timestamp_ntz",
    "unix_timestamp",
    "window",
]


def convert_timezone(sourceTz: Column | None, targetTz: Column, sourceTs: "ColumnOrName") -> Column:
    """A time without zone, from one time zone, by default the session's, to another."""
    zones = [targetTz] if sourceTz is None else [sourceTz, targetTz]
    return _invoke_function("convert_timezone", *map(_column, [*zones, sourceTs]))


def make_timestamp(
    years: "ColumnOrName | None" = None,
    months: "ColumnOrName | None" = None,
    days: "ColumnOrName | None" = None,
    hours: "ColumnOrName | None" = None,
    mins: "ColumnOrName | None" = None,
    secs: "ColumnOrName | None" = None,
    timezone: "ColumnOrName | None" = None,
    date: "ColumnOrName | None" = None,
    time: "ColumnOrName | None" = None,
) -> Column:
    """The timestamp of a year, month, day, hour, minute and second, or of a date and a time; in a time zone."""
    return _of_parts("make_timestamp", [years, months, days, hours, mins, secs], [date, time], timezone)


def try_make_timestamp(
    years: "ColumnOrName | None" = None,
    months: "ColumnOrName | None" = None,
    days: "ColumnOrName | None" = None,
    hours: "ColumnOrName | None" = None,
    mins: "ColumnOrName | None" = None,
    secs: "ColumnOrName | None" = None,
    timezone: "ColumnOrName | None" = None,
    date: "ColumnOrName | None" = None,
    time: "ColumnOrName | None" = None,
) -> Column:
    """As `make_timestamp`, with NULL where there is no such time."""
    return _of_parts("try_make_timestamp", [years, months, days, hours, mins, secs], [date, time], timezone)


def make_timestamp_ntz(
    years: "ColumnOrName | None" = None,
    months: "ColumnOrName | None" = None,
    days: "ColumnOrName | None" = None,
    hours: "ColumnOrName | None" = None,
    mins: "ColumnOrName | None" = None,
    secs: "ColumnOrName | None" = None,
    date: "ColumnOrName | None" = None,
    time: "ColumnOrName | None" = None,
) -> Column:
    """As `make_timestamp`, in no time zone."""
    return _of_parts("make_timestamp_ntz", [years, months, days, hours, mins, secs], [date, time])


def try_make_timestamp_ntz(
    years: "ColumnOrName | None" = None,
    months: "ColumnOrName | None" = None,
    days: "ColumnOrName | None" = None,
    hours: "ColumnOrName | None" = None,
    mins: "ColumnOrName | None" = None,
    secs: "ColumnOrName | None" = None,
    date: "ColumnOrName | None" = None,
    time: "ColumnOrName | None" = None,
) -> Column:
    """As `make_timestamp_ntz`, with NULL where there is no such time."""
    return _of_parts("try_make_timestamp_ntz", [years, months, days, hours, mins, secs], [date, time])


def _of_parts(name: str, numbers: list[Any], date_and_time: list[Any], zone: Any = None) -> Column:
    """Which of the two kinds of call it is, the year decides."""
    chosen, others = (numbers, date_and_time) if numbers[0] is not None else (date_and_time, numbers)
    if any(other is not None for other in others):
        raise PySparkValueError(
            errorClass="CANNOT_SET_TOGETHER",
            messageParameters={"arg_list": "years|months|days|hours|mins|secs and date|time"},
        )
    return _invoke_function(name, *map(_column, chosen if zone is None else [*chosen, zone]))


def unix_timestamp(timestamp: "ColumnOrName | None" = None, format: str = "yyyy-MM-dd HH:mm:ss") -> Column:
    """Seconds since 1970 of a time, or of a text in a format; of now without arguments."""
    if timestamp is None:
        return _invoke_function("unix_timestamp")
    return _invoke_function("unix_timestamp", _column(timestamp), _enum_to_value(format))


def window(
    timeColumn: "ColumnOrName",
    windowDuration: str,
    slideDuration: str | None = None,
    startTime: str | None = None,
) -> Column:
    """The windows that a time is in: of a duration such as "10 minutes", one after another or each `slideDuration`."""
    duration = _duration(windowDuration, "windowDuration")
    arguments = [duration]
    if slideDuration or startTime:
        arguments.append(_duration(slideDuration, "slideDuration") if slideDuration else duration)
    if startTime:
        arguments.append(_duration(startTime, "startTime"))
    return _invoke_function("window", _column(timeColumn), *arguments)


def _duration(value: Any, name: str) -> str:
    value = _enum_to_value(value)
    if not value or type(value) is not str:
        raise _not_expected(value, name, "str")
    return value


def session_window(timeColumn: "ColumnOrName", gapDuration: Column | str) -> Column:
    """The session that a time is in: it ends when nothing happens for a duration."""
    gap = _enum_to_value(gapDuration)
    if not isinstance(gap, (str, Column)):
        raise _not_expected(gap, "gapDuration", "Column or str")
    return _invoke_function("session_window", _column(timeColumn), gap._jc if isinstance(gap, Column) else gap)
