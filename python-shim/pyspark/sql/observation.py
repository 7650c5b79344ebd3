"""Aggregates that become known by the way."""

from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkAssertionError, PySparkValueError
from pyspark.sql._arguments import require_type
from pyspark.sql._statics import PYTHON_SQL_UTILS, java_class, static_method
from pyspark.sql.column import Column, _to_seq
from pyspark.sql.dataframe import DataFrame

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject, JVMView

__all__ = ["Observation"]


class Observation:
    """Aggregates of a DataFrame, calculated by the first action that runs on what ``DataFrame.observe`` gives."""

    def __init__(self, name: str | None = None) -> None:
        if name is not None:
            require_type(name, str, "name", "str")
            if name == "":
                raise PySparkValueError(
                    errorClass="VALUE_NOT_NON_EMPTY_STR", messageParameters={"arg_name": "name", "arg_value": name}
                )
        self._name = name
        self._jvm: JVMView | None = None
        self._jo: JavaObject | None = None

    def _on(self, df: DataFrame, *exprs: Column) -> DataFrame:
        if self._jo is not None:
            raise PySparkAssertionError(errorClass="REUSE_OBSERVATION", messageParameters={})
        self._jvm = df._sc._jvm
        make = java_class(self._jvm, "org.apache.spark.sql.Observation")
        self._jo = make() if self._name is None else make(self._name)
        first, *others = [expr._jc for expr in exprs]
        return DataFrame(df._jdf.observe(self._jo, first, _to_seq(df._sc, others)), df.sparkSession)

    @property
    def get(self) -> dict[str, Any]:
        """The aggregates by their names; waits for an action."""
        from pyspark.serializers import CPickleSerializer

        if self._jo is None:
            raise PySparkAssertionError(errorClass="NO_OBSERVE_BEFORE_GET", messageParameters={})
        to_python = static_method(self._jvm, PYTHON_SQL_UTILS, "toPyRow")
        row = CPickleSerializer().loads(to_python(self._jo.getRow()))
        found: dict[str, Any] = row.asDict(recursive=False)
        return found
