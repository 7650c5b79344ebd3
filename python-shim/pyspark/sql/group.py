"""Groups of rows, and what is calculated of each."""

from typing import TYPE_CHECKING, Any, cast, overload

from pyspark.sql.column import Column, _to_seq
from pyspark.sql.dataframe import DataFrame
from pyspark.sql.pandas.group_ops import PandasGroupedOpsMixin

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.sql._typing import LiteralType
    from pyspark.sql.session import SparkSession

__all__ = ["GroupedData"]


class GroupedData(PandasGroupedOpsMixin):
    """The rows of a DataFrame in groups, made by ``DataFrame.groupBy`` and its like."""

    def __init__(self, jgd: "JavaObject", df: DataFrame):
        self._jgd = jgd
        self._df = df
        self.session: SparkSession = df.sparkSession

    def __repr__(self) -> str:
        # The Java object's text is its class and then what it groups by.
        _, bracket, rest = str(self._jgd.toString()).partition("[")
        return f"GroupedData[{rest}" if bracket else super().__repr__()

    @overload
    def agg(self, *exprs: Column) -> DataFrame: ...

    @overload
    def agg(self, __exprs: dict[str, str]) -> DataFrame: ...

    def agg(self, *exprs: Column | dict[str, str]) -> DataFrame:
        """Aggregates of each group: columns, or a dict from column names to names of functions."""
        assert exprs, "exprs should not be empty"
        if len(exprs) == 1 and isinstance(exprs[0], dict):
            return DataFrame(self._jgd.agg(exprs[0]), self.session)
        assert all(isinstance(expr, Column) for expr in exprs), "all exprs should be Column"
        first, *others = [expr._jc for expr in cast("tuple[Column, ...]", exprs)]
        return DataFrame(self._jgd.agg(first, _to_seq(self.session._sc, others)), self.session)

    def _of_columns(self, function: str, cols: tuple[str, ...]) -> DataFrame:
        return DataFrame(getattr(self._jgd, function)(_to_seq(self.session._sc, cols)), self.session)

    def count(self) -> DataFrame:
        """The number of rows of each group."""
        return DataFrame(self._jgd.count(), self.session)

    def mean(self, *cols: str) -> DataFrame:
        """The same as :meth:`avg`."""
        return self._of_columns("mean", cols)

    def avg(self, *cols: str) -> DataFrame:
        """The averages of number columns, of all of them if none is named."""
        return self._of_columns("avg", cols)

    def max(self, *cols: str) -> DataFrame:
        """The greatest values of number columns, of all of them if none is named."""
        return self._of_columns("max", cols)

    def min(self, *cols: str) -> DataFrame:
        """The least values of number columns, of all of them if none is named."""
        return self._of_columns("min", cols)

    def sum(self, *cols: str) -> DataFrame:
        """The sums of number columns, of all of them if none is named."""
        return self._of_columns("sum", cols)

    def pivot(self, pivot_col: str, values: "list[LiteralType] | None" = None) -> "GroupedData":
        """Aggregates are calculated for each value of a column, and become columns by it."""
        arguments: list[Any] = [] if values is None else [values]
        return GroupedData(self._jgd.pivot(pivot_col, *arguments), self._df)
