"""Table-valued functions of the engine."""

from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkValueError
from pyspark.sql.column import Column, _to_java_column, _to_seq
from pyspark.sql.dataframe import DataFrame

if TYPE_CHECKING:
    from pyspark.sql.session import SparkSession

__all__ = ["TableValuedFunction"]


class TableValuedFunction:
    """Functions that give rows; reached by ``SparkSession.tvf``."""

    def __init__(self, sparkSession: "SparkSession"):
        self._sparkSession = sparkSession

    def _fn(self, functionName: str, *args: Column) -> DataFrame:
        return self._call(functionName, *map(_to_java_column, args))

    def _call(self, name: str, *args: Any) -> DataFrame:
        return DataFrame(getattr(self._sparkSession._jsparkSession.tvf(), name)(*args), self._sparkSession)

    def range(self, start: int, end: int | None = None, step: int = 1, numPartitions: int | None = None) -> DataFrame:
        """The whole numbers from ``start`` up to ``end``, exclusive; with one argument from 0."""
        return self._sparkSession.range(start, end, step, numPartitions)

    def explode(self, collection: Column) -> DataFrame:
        """A row for each element of an array or entry of a map."""
        return self._fn("explode", collection)

    def explode_outer(self, collection: Column) -> DataFrame:
        """As :meth:`explode`, and a row of NULL where there is none."""
        return self._fn("explode_outer", collection)

    def inline(self, input: Column) -> DataFrame:
        """A row for each struct of an array, its fields as columns."""
        return self._fn("inline", input)

    def inline_outer(self, input: Column) -> DataFrame:
        """As :meth:`inline`, and a row of NULL where there is none."""
        return self._fn("inline_outer", input)

    def json_tuple(self, input: Column, *fields: Column) -> DataFrame:
        """The fields of a JSON object, a column each."""
        if not fields:
            raise PySparkValueError(errorClass="CANNOT_BE_EMPTY", messageParameters={"item": "field"})
        return self._of_column_and_others("json_tuple", input, fields)

    def posexplode(self, collection: Column) -> DataFrame:
        """As :meth:`explode`, with the positions."""
        return self._fn("posexplode", collection)

    def posexplode_outer(self, collection: Column) -> DataFrame:
        """As :meth:`explode_outer`, with the positions."""
        return self._fn("posexplode_outer", collection)

    def stack(self, n: Column, *fields: Column) -> DataFrame:
        """The values in ``n`` rows."""
        return self._of_column_and_others("stack", n, fields)

    def _of_column_and_others(self, name: str, first: Column, others: tuple[Column, ...]) -> DataFrame:
        return self._call(name, _to_java_column(first), _to_seq(self._sparkSession._sc, others, _to_java_column))

    def collations(self) -> DataFrame:
        """The collations of texts that there are."""
        return self._fn("collations")

    def sql_keywords(self) -> DataFrame:
        """The keywords of SQL."""
        return self._fn("sql_keywords")

    def variant_explode(self, input: Column) -> DataFrame:
        """A row for each element or field of a variant."""
        return self._fn("variant_explode", input)

    def variant_explode_outer(self, input: Column) -> DataFrame:
        """As :meth:`variant_explode`, and a row of NULL where there is none."""
        return self._fn("variant_explode_outer", input)

    def python_worker_logs(self) -> DataFrame:
        """What Python functions have logged in the workers."""
        return self._fn("python_worker_logs")
