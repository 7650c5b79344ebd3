"""Former names, which warn."""

import warnings
from typing import TYPE_CHECKING

from pyspark.sql.column import Column
from pyspark.sql.functions import _generated as current
from pyspark.sql.functions import partitioning

if TYPE_CHECKING:
    from pyspark.sql._typing import ColumnOrName

__all__ = [
    "approxCountDistinct",
    "bitwiseNOT",
    "bucket",
    "countDistinct",
    "days",
    "hours",
    "months",
    "shiftLeft",
    "shiftRight",
    "shiftRightUnsigned",
    "sumDistinct",
    "toDegrees",
    "toRadians",
    "years",
]


def _warn(version: str, instead: str) -> None:
    warnings.warn(f"Deprecated in {version}, use {instead} instead.", FutureWarning, stacklevel=3)


def sumDistinct(col: "ColumnOrName") -> Column:
    """Former name of `sum_distinct`."""
    _warn("3.2", "sum_distinct")
    return current.sum_distinct(col)


def countDistinct(col: "ColumnOrName", *cols: "ColumnOrName") -> Column:
    """Another name of `count_distinct`."""
    return current.count_distinct(col, *cols)


def approxCountDistinct(col: "ColumnOrName", rsd: float | None = None) -> Column:
    """Former name of `approx_count_distinct`."""
    _warn("2.1", "approx_count_distinct")
    return current.approx_count_distinct(col, rsd)


def toDegrees(col: "ColumnOrName") -> Column:
    """Former name of `degrees`."""
    _warn("2.1", "degrees")
    return current.degrees(col)


def toRadians(col: "ColumnOrName") -> Column:
    """Former name of `radians`."""
    _warn("2.1", "radians")
    return current.radians(col)


def bitwiseNOT(col: "ColumnOrName") -> Column:
    """Former name of `bitwise_not`."""
    _warn("3.2", "bitwise_not")
    return current.bitwise_not(col)


def shiftLeft(col: "ColumnOrName", numBits: int) -> Column:
    """Former name of `shiftleft`."""
    _warn("3.2", "shiftleft")
    return current.shiftleft(col, numBits)


def shiftRight(col: "ColumnOrName", numBits: int) -> Column:
    """Former name of `shiftright`."""
    _warn("3.2", "shiftright")
    return current.shiftright(col, numBits)


def shiftRightUnsigned(col: "ColumnOrName", numBits: int) -> Column:
    """Former name of `shiftrightunsigned`."""
    _warn("3.2", "shiftrightunsigned")
    return current.shiftrightunsigned(col, numBits)


def years(col: "ColumnOrName") -> Column:
    """Former place of `partitioning.years`."""
    _warn("4.0.0", "partitioning.years")
    return partitioning.years(col)


def months(col: "ColumnOrName") -> Column:
    """Former place of `partitioning.months`."""
    _warn("4.0.0", "partitioning.months")
    return partitioning.months(col)


def days(col: "ColumnOrName") -> Column:
    """Former place of `partitioning.days`."""
    _warn("4.0.0", "partitioning.days")
    return partitioning.days(col)


def hours(col: "ColumnOrName") -> Column:
    """Former place of `partitioning.hours`."""
    _warn("4.0.0", "partitioning.hours")
    return partitioning.hours(col)


def bucket(numBuckets: Column | int, col: "ColumnOrName") -> Column:
    """Former place of `partitioning.bucket`."""
    _warn("4.0.0", "partitioning.bucket")
    return partitioning.bucket(numBuckets, col)
