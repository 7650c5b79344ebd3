"""Strings, bytes, booleans, numbers, dates and times."""

import calendar
import datetime
import time

from pyspark.sql._types.base import (
    AtomicType,
    DataType,
    DataTypeSingleton,
    FractionalType,
    IntegralType,
)

_MICROS_PER_SECOND = 1_000_000
_NANOS_PER_MICRO = 1_000


class StringType(AtomicType):
    """Text, compared by a collation."""

    providerSpark = "spark"
    providerICU = "icu"
    providers = [providerSpark, providerICU]  # noqa: RUF012 - public as a list

    def __init__(self, collation: str = "UTF8_BINARY"):
        self.collation = collation

    @classmethod
    def collationProvider(cls, collationName: str) -> str:
        """Who implements the collation: Spark itself or the ICU library."""
        return cls.providerSpark if collationName.startswith("UTF8") else cls.providerICU

    def simpleString(self) -> str:
        return "string" if self.isUTF8BinaryCollation() else f"string collate {self.collation}"

    def jsonValue(self) -> str:
        return self.simpleString()

    def __repr__(self) -> str:
        return "StringType()" if self.isUTF8BinaryCollation() else f"StringType('{self.collation}')"

    def isUTF8BinaryCollation(self) -> bool:
        """Whether text is compared byte by byte, the default."""
        return self.collation == "UTF8_BINARY"


class _LimitedStringType(AtomicType):
    _shows_parameters = True

    def __init__(self, length: int):
        self.length = length

    def simpleString(self) -> str:
        return f"{self.typeName()}({self.length:d})"

    def jsonValue(self) -> str:
        return self.simpleString()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.length:d})"


class CharType(_LimitedStringType):
    """Text of a fixed length, filled up with spaces."""


class VarcharType(_LimitedStringType):
    """Text of a limited length."""


class BinaryType(AtomicType, metaclass=DataTypeSingleton):
    """Bytes."""


class BooleanType(AtomicType, metaclass=DataTypeSingleton):
    """True and False."""


class ByteType(IntegralType):
    """Whole numbers of 8 bits."""

    def simpleString(self) -> str:
        return "tinyint"


class ShortType(IntegralType):
    """Whole numbers of 16 bits."""

    def simpleString(self) -> str:
        return "smallint"


class IntegerType(IntegralType):
    """Whole numbers of 32 bits."""

    def simpleString(self) -> str:
        return "int"


class LongType(IntegralType):
    """Whole numbers of 64 bits; for larger ones there is :class:`DecimalType`."""

    def simpleString(self) -> str:
        return "bigint"


class DecimalType(FractionalType):
    """Exact decimal numbers (`decimal.Decimal`) of at most 38 digits, `scale` of them after the point.

    The type of decimals whose schema is inferred is `DecimalType(38, 18)`.
    """

    _shows_parameters = True

    def __init__(self, precision: int = 10, scale: int = 0):
        self.precision = precision
        self.scale = scale
        self.hasPrecisionInfo = True

    def simpleString(self) -> str:
        return f"decimal({self.precision:d},{self.scale:d})"

    def jsonValue(self) -> str:
        return self.simpleString()

    def __repr__(self) -> str:
        return f"DecimalType({self.precision:d},{self.scale:d})"


class DoubleType(FractionalType, metaclass=DataTypeSingleton):
    """Floating-point numbers of 64 bits."""


class FloatType(FractionalType, metaclass=DataTypeSingleton):
    """Floating-point numbers of 32 bits."""


class DatetimeType(AtomicType):
    """Dates and times."""


class DateType(DatetimeType, metaclass=DataTypeSingleton):
    """Days (`datetime.date`)."""

    EPOCH_ORDINAL = datetime.date(1970, 1, 1).toordinal()

    def needConversion(self) -> bool:
        return True

    def toInternal(self, d: datetime.date) -> int | None:
        """Days since 1970-01-01."""
        return None if d is None else d.toordinal() - self.EPOCH_ORDINAL

    def fromInternal(self, v: int) -> datetime.date | None:
        return None if v is None else datetime.date.fromordinal(v + self.EPOCH_ORDINAL)


class AnyTimeType(DatetimeType):
    """Times of day of whatever precision."""


class TimeType(AnyTimeType):
    """Times of day (`datetime.time`) with `precision` digits after the second."""

    _shows_parameters = True

    def __init__(self, precision: int = 6):
        self.precision = precision

    def needConversion(self) -> bool:
        return True

    def toInternal(self, t: datetime.time) -> int | None:
        """Nanoseconds since midnight."""
        if t is None:
            return None
        seconds = (t.hour * 60 + t.minute) * 60 + t.second
        return (seconds * _MICROS_PER_SECOND + t.microsecond) * _NANOS_PER_MICRO

    def fromInternal(self, nano: int) -> datetime.time | None:
        if nano is None:
            return None
        seconds, micros = divmod(nano // _NANOS_PER_MICRO, _MICROS_PER_SECOND)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return datetime.time(hour, minute, second, micros)

    def simpleString(self) -> str:
        return f"time({self.precision:d})"

    def jsonValue(self) -> str:
        return self.simpleString()

    def __repr__(self) -> str:
        return f"TimeType({self.precision:d})"


class TimestampType(DatetimeType, metaclass=DataTypeSingleton):
    """Instants (`datetime.datetime`); those without a time zone are in the machine's."""

    def needConversion(self) -> bool:
        return True

    def toInternal(self, dt: datetime.datetime) -> int | None:
        """Microseconds since 1970-01-01 00:00 UTC."""
        if dt is None:
            return None
        seconds = calendar.timegm(dt.utctimetuple()) if dt.tzinfo else time.mktime(dt.timetuple())
        return int(seconds) * _MICROS_PER_SECOND + dt.microsecond

    def fromInternal(self, ts: int) -> datetime.datetime | None:
        if ts is None:
            return None
        # Whole seconds only: a float would not hold the microseconds.
        seconds, micros = divmod(ts, _MICROS_PER_SECOND)
        return datetime.datetime.fromtimestamp(seconds).replace(microsecond=micros)


class TimestampNTZType(DatetimeType, metaclass=DataTypeSingleton):
    """Dates with a time (`datetime.datetime`) that are in no time zone."""

    def needConversion(self) -> bool:
        return True

    @classmethod
    def typeName(cls) -> str:
        return "timestamp_ntz"

    def toInternal(self, dt: datetime.datetime) -> int | None:
        """Microseconds since 1970-01-01 00:00 of the same clock."""
        return None if dt is None else calendar.timegm(dt.timetuple()) * _MICROS_PER_SECOND + dt.microsecond

    def fromInternal(self, ts: int) -> datetime.datetime | None:
        if ts is None:
            return None
        seconds, micros = divmod(ts, _MICROS_PER_SECOND)
        moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
        return moment.replace(microsecond=micros, tzinfo=None)


_LENIENT_STRINGS: tuple[type[DataType], ...] = (StringType, CharType, VarcharType)
