"""How Python's dates, times and NumPy values become Java objects when they are arguments of a call."""

import calendar
import datetime
import sys
import time
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkTypeError

if TYPE_CHECKING:
    import numpy as np
    from py4j.java_gateway import GatewayClient, JavaClass, JavaGateway

_NANOS_PER_MICRO = 1_000


def _java_class(name: str, client: "GatewayClient") -> "JavaClass":
    from py4j.java_gateway import JavaClass

    return JavaClass(name, client)


class DateConverter:
    """`datetime.date` to `java.sql.Date`."""

    def can_convert(self, obj: Any) -> bool:
        return isinstance(obj, datetime.date)

    def convert(self, obj: datetime.date, gateway_client: "GatewayClient") -> Any:
        return _java_class("java.sql.Date", gateway_client).valueOf(obj.strftime("%Y-%m-%d"))


class TimeConverter:
    """`datetime.time` to `java.time.LocalTime`."""

    def can_convert(self, obj: Any) -> bool:
        return isinstance(obj, datetime.time)

    def convert(self, obj: datetime.time, gateway_client: "GatewayClient") -> Any:
        nanos = obj.microsecond * _NANOS_PER_MICRO
        return _java_class("java.time.LocalTime", gateway_client).of(obj.hour, obj.minute, obj.second, nanos)


class DatetimeConverter:
    """`datetime.datetime` to `java.sql.Timestamp`."""

    def can_convert(self, obj: Any) -> bool:
        return isinstance(obj, datetime.datetime)

    def convert(self, obj: datetime.datetime, gateway_client: "GatewayClient") -> Any:
        seconds = calendar.timegm(obj.utctimetuple()) if obj.tzinfo else time.mktime(obj.timetuple())
        timestamp = _java_class("java.sql.Timestamp", gateway_client)(int(seconds) * 1000)
        timestamp.setNanos(obj.microsecond * _NANOS_PER_MICRO)
        return timestamp


class DatetimeNTZConverter:
    """`datetime.datetime` without a zone to `java.time.LocalDateTime`, where the session prefers that."""

    def can_convert(self, obj: Any) -> bool:
        if not isinstance(obj, datetime.datetime) or obj.tzinfo is not None:
            return False
        from pyspark.sql.utils import is_timestamp_ntz_preferred

        return is_timestamp_ntz_preferred()

    def convert(self, obj: datetime.datetime, gateway_client: "GatewayClient") -> Any:
        micros = calendar.timegm(obj.utctimetuple()) * 1_000_000 + obj.microsecond
        date_time = _java_class("org.apache.spark.sql.catalyst.util.DateTimeUtils", gateway_client)
        return date_time.microsToLocalDateTime(micros)


class DayTimeIntervalTypeConverter:
    """`datetime.timedelta` to `java.time.Duration`."""

    def can_convert(self, obj: Any) -> bool:
        return isinstance(obj, datetime.timedelta)

    def convert(self, obj: datetime.timedelta, gateway_client: "GatewayClient") -> Any:
        intervals = _java_class("org.apache.spark.sql.catalyst.util.IntervalUtils", gateway_client)
        return intervals.microsToDuration(obj // datetime.timedelta(microseconds=1))


class NumpyScalarConverter:
    """NumPy scalars to what their `item()` is."""

    def can_convert(self, obj: Any) -> bool:
        numpy = sys.modules.get("numpy")
        return numpy is not None and isinstance(obj, numpy.generic)

    def convert(self, obj: "np.generic", gateway_client: "GatewayClient") -> Any:
        return obj.item()


_JAVA_ELEMENTS = {
    "int8": "short",
    "int16": "short",
    "int32": "int",
    "int64": "long",
    "float32": "float",
    "float64": "double",
    "bool": "boolean",
}


class NumpyArrayConverter:
    """One-dimensional NumPy arrays to Java arrays."""

    def _from_numpy_type_to_java_type(self, nt: "np.dtype[Any]", gateway: "JavaGateway") -> "JavaClass | None":
        name = "String" if nt.kind == "U" else _JAVA_ELEMENTS.get(nt.name)
        return None if name is None else getattr(gateway.jvm, name)

    def can_convert(self, obj: Any) -> bool:
        numpy = sys.modules.get("numpy")
        return numpy is not None and isinstance(obj, numpy.ndarray) and obj.ndim == 1

    def convert(self, obj: "np.ndarray[Any, Any]", gateway_client: "GatewayClient") -> Any:
        from pyspark.core.context import SparkContext

        gateway = SparkContext._gateway
        assert gateway is not None
        element = self._from_numpy_type_to_java_type(obj.dtype, gateway)
        if element is None:
            raise PySparkTypeError(
                errorClass="UNSUPPORTED_NUMPY_ARRAY_SCALAR", messageParameters={"dtype": str(obj.dtype)}
            )
        java_array = gateway.new_array(element, len(obj))
        for position, value in enumerate(obj.tolist()):
            java_array[position] = value
        return java_array


def register() -> None:
    """Let py4j use them. The first that can convert a value does; a datetime is a date too, so it comes first."""
    from py4j.protocol import register_input_converter

    for converter in (
        DatetimeNTZConverter(),
        DatetimeConverter(),
        DateConverter(),
        TimeConverter(),
        DayTimeIntervalTypeConverter(),
        NumpyScalarConverter(),
    ):
        register_input_converter(converter)
    # Before py4j's own converter of iterables.
    register_input_converter(NumpyArrayConverter(), prepend=True)
