"""Transforms by which a table is partitioned, for `DataFrameWriterV2.partitionedBy`."""

from typing import TYPE_CHECKING

from pyspark.sql.column import Column
from pyspark.sql.functions._invoke import _column, _column_or_literal, _invoke_function, _not_expected

if TYPE_CHECKING:
    from pyspark.sql._typing import ColumnOrName


def years(col: "ColumnOrName") -> Column:
    """A partition for each year of a time."""
    return _invoke_function("years", _column(col))


def months(col: "ColumnOrName") -> Column:
    """A partition for each month of a time."""
    return _invoke_function("months", _column(col))


def days(col: "ColumnOrName") -> Column:
    """A partition for each day of a time."""
    return _invoke_function("days", _column(col))


def hours(col: "ColumnOrName") -> Column:
    """A partition for each hour of a time."""
    return _invoke_function("hours", _column(col))


def bucket(numBuckets: Column | int, col: "ColumnOrName") -> Column:
    """So many partitions, by the hash of a column."""
    if not isinstance(numBuckets, (int, Column)):
        raise _not_expected(numBuckets, "numBuckets", "Column or int")
    return _invoke_function("bucket", _column_or_literal(numBuckets, int), _column(col))
