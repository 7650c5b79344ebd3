"""Windows: which rows a function sees from each row."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pyspark.sql._arguments import listed
from pyspark.sql._statics import static_method
from pyspark.sql.column import _to_java_column, _to_seq
from pyspark.sql.utils import get_active_spark_context
from pyspark.util import JVM_LONG_MAX, JVM_LONG_MIN

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.sql._typing import ColumnOrName

__all__ = ["Window", "WindowSpec"]


def _to_java_cols(cols: "tuple[ColumnOrName | Sequence[ColumnOrName], ...]") -> "JavaObject":
    return _to_seq(get_active_spark_context(), listed(cols), _to_java_column)


def _bounds(start: int, end: int) -> tuple[int, int]:
    """What lies beyond the numbers of this platform has no bound."""
    return (
        Window.unboundedPreceding if start <= Window._PRECEDING_THRESHOLD else start,
        Window.unboundedFollowing if end >= Window._FOLLOWING_THRESHOLD else end,
    )


def _new(method: str, *args: Any) -> "WindowSpec":
    jvm = get_active_spark_context()._jvm
    return WindowSpec(static_method(jvm, "org.apache.spark.sql.expressions.Window", method)(*args))


class Window:
    """Makes the first part of a window; the methods of :class:`WindowSpec` add to it."""

    _PRECEDING_THRESHOLD = max(-sys.maxsize, JVM_LONG_MIN)
    _FOLLOWING_THRESHOLD = min(sys.maxsize, JVM_LONG_MAX)

    unboundedPreceding: int = JVM_LONG_MIN
    unboundedFollowing: int = JVM_LONG_MAX
    currentRow: int = 0

    @staticmethod
    def partitionBy(*cols: "ColumnOrName | Sequence[ColumnOrName]") -> "WindowSpec":
        """Only rows that are equal in these columns are seen."""
        return _new("partitionBy", _to_java_cols(cols))

    @staticmethod
    def orderBy(*cols: "ColumnOrName | Sequence[ColumnOrName]") -> "WindowSpec":
        """The order of the rows."""
        return _new("orderBy", _to_java_cols(cols))

    @staticmethod
    def rowsBetween(start: int, end: int) -> "WindowSpec":
        """From which to which row, counted from the current one, both included."""
        return _new("rowsBetween", *_bounds(start, end))

    @staticmethod
    def rangeBetween(start: int, end: int) -> "WindowSpec":
        """How far from the current row's value of the one order column the others may be."""
        return _new("rangeBetween", *_bounds(start, end))


class WindowSpec:
    """A window; each method gives a new one."""

    def __init__(self, jspec: "JavaObject") -> None:
        self._jspec = jspec

    def partitionBy(self, *cols: "ColumnOrName | Sequence[ColumnOrName]") -> "WindowSpec":
        """Only rows that are equal in these columns are seen."""
        return WindowSpec(self._jspec.partitionBy(_to_java_cols(cols)))

    def orderBy(self, *cols: "ColumnOrName | Sequence[ColumnOrName]") -> "WindowSpec":
        """The order of the rows."""
        return WindowSpec(self._jspec.orderBy(_to_java_cols(cols)))

    def rowsBetween(self, start: int, end: int) -> "WindowSpec":
        """From which to which row, counted from the current one, both included."""
        return WindowSpec(self._jspec.rowsBetween(*_bounds(start, end)))

    def rangeBetween(self, start: int, end: int) -> "WindowSpec":
        """How far from the current row's value of the one order column the others may be."""
        return WindowSpec(self._jspec.rangeBetween(*_bounds(start, end)))
