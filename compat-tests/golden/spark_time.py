"""Days and microseconds since 1970 as dates and times of Spark's calendar, which has years of any length and sign."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

DAY = 86_400_000_000
CYCLE_DAYS = 146_097
"""The days of 400 years, after which the calendar repeats."""
FIRST = datetime(1, 1, 2, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def date_text(days: int) -> str:
    cycles, rest = divmod(days, CYCLE_DAYS)
    day = EPOCH + timedelta(days=rest)
    return f"{year_text(day.year + 400 * cycles)}-{day.month:02}-{day.day:02}"


def year_text(year: int) -> str:
    if year < 0:
        return f"-{-year:04}"
    return f"{year:04}" if year <= 9999 else f"+{year}"


def local_text(micros: int) -> str:
    days, rest = divmod(micros, DAY)
    seconds, fraction = divmod(rest, 1_000_000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{date_text(days)} {hour:02}:{minute:02}:{second:02}{fraction_text(fraction)}"


def fraction_text(micros: int) -> str:
    return f".{micros:06}".rstrip("0") if micros else ""


def zoned_text(micros: int, zone: str) -> str:
    return local_text(micros + offset(micros, zone) * 1_000_000)


def offset(micros: int, zone: str) -> int:
    """Seconds east of Greenwich; outside the years Python knows, what holds at their edge or whole cycles before."""
    days = micros // DAY
    if days < (FIRST - EPOCH).days:
        moment = FIRST
    else:
        cycles = max(0, days // CYCLE_DAYS - 1)
        moment = EPOCH + timedelta(microseconds=micros - cycles * CYCLE_DAYS * DAY)
    found = moment.astimezone(zone_of(zone)).utcoffset()
    return 0 if found is None else int(found.total_seconds())


def zone_of(name: str) -> timezone | ZoneInfo:
    """A region, or an offset such as ``+01:00`` and ``UTC-3``."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        text = name.removeprefix("UTC").removeprefix("GMT").removeprefix("UT")
        sign = -1 if text.startswith("-") else 1
        hours, _, rest = text.lstrip("+-").partition(":")
        minutes, _, seconds = rest.partition(":")
        east = timedelta(hours=int(hours or 0), minutes=int(minutes or 0), seconds=int(seconds or 0))
        return timezone(sign * east)
