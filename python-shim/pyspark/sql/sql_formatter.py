"""SQL texts with ``{name}`` for Python values."""

import string
import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkValueError
from pyspark.sql.column import Column
from pyspark.sql.dataframe import DataFrame
from pyspark.sql.utils import get_lit_sql_str

if TYPE_CHECKING:
    from pyspark.sql.session import SparkSession

_REFERENCES = (
    "org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute",
    "org.apache.spark.sql.catalyst.expressions.AttributeReference",
)


class SQLStringFormatter(string.Formatter):
    """Strings become literals, columns their names, DataFrames the names of views that last until :meth:`clear`."""

    def __init__(self, session: "SparkSession") -> None:
        self._session = session
        self._temp_views: list[tuple[DataFrame, str]] = []

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        value, first = super().get_field(field_name, args, kwargs)
        return self._convert_value(value, field_name), first

    def _convert_value(self, val: Any, field_name: str) -> Any:
        if isinstance(val, Column):
            return self._reference(val, field_name)
        if isinstance(val, DataFrame):
            return self._view(val)
        return get_lit_sql_str(val) if isinstance(val, str) else val

    def _reference(self, column: Column, field_name: str) -> str:
        from py4j.java_gateway import is_instance_of

        expression = self._session._jsparkSession.expression(column._jc)
        gateway = self._session._sc._gateway
        if not any(is_instance_of(gateway, expression, name) for name in _REFERENCES):
            raise PySparkValueError(
                errorClass="VALUE_NOT_PLAIN_COLUMN_REFERENCE",
                messageParameters={"val": str(column), "field_name": field_name},
            )
        return str(expression.sql())

    def _view(self, frame: DataFrame) -> str:
        for known, name in self._temp_views:
            if known is frame:
                return name
        name = f"_pyspark_{uuid.uuid4().hex}"
        self._temp_views.append((frame, name))
        frame.createOrReplaceTempView(name)
        return name

    def clear(self) -> None:
        """Drops the views."""
        for _, name in self._temp_views:
            self._session.catalog.dropTempView(name)
        self._temp_views = []
