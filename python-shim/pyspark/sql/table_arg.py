"""A DataFrame as the argument of a table-valued function."""

from typing import TYPE_CHECKING

from pyspark.sql._arguments import listed
from pyspark.sql.column import _to_java_column, _to_seq
from pyspark.sql.tvf_argument import TableValuedFunctionArgument
from pyspark.sql.utils import get_active_spark_context

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.sql._typing import ColumnOrName


class TableArg(TableValuedFunctionArgument):
    """What ``DataFrame.asTable`` gives; says how the rows reach the function."""

    def __init__(self, j_table_arg: "JavaObject"):
        self._j_table_arg = j_table_arg

    def partitionBy(self, *cols: "ColumnOrName") -> "TableArg":
        """Rows that are equal in these columns go to the same call."""
        return TableArg(self._j_table_arg.partitionBy(_columns(cols)))

    def orderBy(self, *cols: "ColumnOrName") -> "TableArg":
        """The order of the rows within a call."""
        return TableArg(self._j_table_arg.orderBy(_columns(cols)))

    def withSinglePartition(self) -> "TableArg":
        """All rows go to one call."""
        return TableArg(self._j_table_arg.withSinglePartition())


def _columns(cols: "tuple[ColumnOrName, ...]") -> "JavaObject":
    return _to_seq(get_active_spark_context(), listed(cols), _to_java_column)
