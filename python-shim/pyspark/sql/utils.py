"""What several modules of SQL share, and what user code imports from here."""

import inspect
import os
from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

# User code catches them under these names.
from pyspark.errors import AnalysisException as AnalysisException
from pyspark.errors import IllegalArgumentException as IllegalArgumentException
from pyspark.errors import ParseException as ParseException
from pyspark.errors import PySparkImportError as PySparkImportError
from pyspark.errors import PySparkNotImplementedError as PySparkNotImplementedError
from pyspark.errors import PySparkRuntimeError as PySparkRuntimeError
from pyspark.errors import PythonException as PythonException
from pyspark.errors import QueryExecutionException as QueryExecutionException
from pyspark.errors import SparkUpgradeException as SparkUpgradeException
from pyspark.errors import StreamingQueryException as StreamingQueryException
from pyspark.errors import UnknownException as UnknownException
from pyspark.errors.exceptions.captured import CapturedException as CapturedException
from pyspark.sql._statics import PYTHON_SQL_UTILS, PYTHON_UTILS, static_method
from pyspark.util import JVM_INT_MAX, is_remote_only

if TYPE_CHECKING:
    from py4j.java_collections import JavaArray
    from py4j.java_gateway import JavaClass, JavaGateway, JavaObject, JVMView

    from pyspark.core.context import SparkContext
    from pyspark.sql.dataframe import DataFrame
    from pyspark.sql.session import SparkSession

_LONGEST_TEXT = JVM_INT_MAX - 15


def to_java_array(gateway: "JavaGateway", jtype: "JavaClass", arr: Sequence[Any]) -> "JavaArray":
    """A Java array of a type."""
    array = gateway.new_array(jtype, len(arr))
    for i, item in enumerate(arr):
        array[i] = item
    return array


def to_scala_map(jvm: "JVMView", dic: dict[Any, Any]) -> "JavaObject":
    """A dict as a map of Scala."""
    return static_method(jvm, PYTHON_UTILS, "toScalaMap")(dic)


def require_test_compiled() -> None:
    """Raises an error: the Scala classes of Spark's own tests exist only where Spark is built from its sources."""
    raise PySparkRuntimeError(
        errorClass="TEST_CLASS_NOT_COMPILED",
        messageParameters={"test_class_path": os.path.join("sql", "core", "target", "*", "test-classes")},
    )


def require_minimum_plotly_version() -> None:
    """Raises an ImportError without Plotly 4.8 or newer."""
    from pyspark.sql.pandas.utils import _require

    _require("plotly", "Plotly", "4.8")


class ForeachBatchFunction:
    """What the engine calls with each batch of a stream."""

    def __init__(self, session: "SparkSession", func: "Callable[[DataFrame, int], None]"):
        self.func = func
        self.session = session

    def call(self, jdf: "JavaObject", batch_id: int) -> None:
        from pyspark.sql.dataframe import DataFrame
        from pyspark.sql.session import SparkSession

        try:
            session = SparkSession(self.session.sparkContext, jdf.sparkSession())
            self.func(DataFrame(jdf, session), batch_id)
        except Exception as error:
            self.error = error
            raise

    class Java:
        implements = ("org.apache.spark.sql.execution.streaming.sources.PythonForeachBatchFunction",)


class StringConcat:
    """Collects text up to a length."""

    def __init__(self, maxLength: int = _LONGEST_TEXT):
        self.maxLength = maxLength
        self.strings: list[str] = []
        self.length = 0

    def atLimit(self) -> bool:
        return self.length >= self.maxLength

    def append(self, s: str) -> None:
        if s is None:
            return
        if not self.atLimit():
            self.strings.append(s[: self.maxLength - self.length])
        self.length = min(self.length + len(s), _LONGEST_TEXT)

    def toString(self) -> str:
        return "".join(self.strings)


_ESCAPES = str.maketrans(
    {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\f": r"\f", "\b": r"\b", "\v": r"\v", "\a": r"\a"},
)


def escape_meta_characters(s: str) -> str:
    """Control characters as they are written in source code."""
    return s.translate(_ESCAPES)


def to_str(value: Any) -> str | None:
    """An option's value as text, truth values in lower case."""
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def enum_to_value(value: Any) -> Any:
    """What a member of an enumeration stands for; any other value is itself."""
    while isinstance(value, Enum):
        value = value.value
    return value


def is_timestamp_ntz_preferred() -> bool:
    """Whether TIMESTAMP means TIMESTAMP_NTZ by the settings."""
    from pyspark.core.context import SparkContext

    jvm = SparkContext._jvm
    return jvm is not None and bool(static_method(jvm, PYTHON_SQL_UTILS, "isTimestampNTZPreferred")())


def is_remote() -> bool:
    """Whether sessions are those of Spark Connect."""
    return "SPARK_CONNECT_MODE_ENABLED" in os.environ or is_remote_only()


def get_active_spark_context() -> "SparkContext":
    """The running context; an error without one."""
    from pyspark.core.context import SparkContext

    sc = SparkContext._active_spark_context
    if sc is None or sc._jvm is None:
        raise PySparkRuntimeError(errorClass="SESSION_OR_CONTEXT_NOT_EXISTS", messageParameters={})
    return sc


def get_lit_sql_str(val: str) -> str:
    """A string literal of SQL."""
    escaped = val.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


class NumpyHelper:
    """What is needed of NumPy where it may not be installed."""

    @staticmethod
    def linspace(start: float, stop: float, num: int) -> Sequence[float]:
        if num == 1:
            return [float(start)]
        step = (float(stop) - float(start)) / (num - 1)
        return [start + step * i for i in range(num)]


def remote_only(func: Any) -> Any:
    """Marks what only sessions of Spark Connect have."""
    marked = func.fget if isinstance(func, property) else func
    assert inspect.isfunction(marked)
    marked._remote_only = True  # type: ignore[attr-defined]
    return func
