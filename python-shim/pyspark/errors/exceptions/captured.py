"""Java exceptions as Python exceptions, and the handler that turns the one into the other."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from pyspark.errors.exceptions import base
from pyspark.errors.exceptions.base import PySparkException, QueryContextType, recover_python_exception

if TYPE_CHECKING:
    from py4j.java_gateway import JavaGateway, JavaObject, JVMView

F = TypeVar("F", bound=Callable[..., Any])


class CapturedException(PySparkException):
    """An exception raised by the engine. What it knows is asked for when it is wanted."""

    def __init__(
        self,
        desc: str | None = None,
        stackTrace: str | None = None,
        cause: "JavaObject | None" = None,
        origin: "JavaObject | None" = None,
    ):
        if origin is not None:
            assert desc is None and stackTrace is None
            desc = origin.getMessage()
            stackTrace = _stack_trace(origin)
            cause = origin.getCause() if cause is None else cause
        else:
            assert desc is not None and stackTrace is not None
        self._desc = desc or ""
        self._stackTrace = stackTrace
        self._cause = None if cause is None else convert_exception(cause)
        self._origin = origin
        self._log_exception()

    @cached_property
    def _spark_throwable(self) -> "JavaObject | None":
        """The Java exception, if it has a condition at all."""
        from py4j.java_gateway import is_instance_of

        if self._origin is None or not is_instance_of(_gateway(), self._origin, "org.apache.spark.SparkThrowable"):
            return None
        return self._origin

    def __str__(self) -> str:
        if not _shows_jvm_stack_trace():
            return self._desc
        return f"{self._desc}\n\nJVM stacktrace:\n{self._stackTrace}"

    def getCondition(self) -> str | None:
        throwable = self._spark_throwable
        return None if throwable is None else _jvm().PythonErrorUtils.getCondition(throwable)

    def getErrorClass(self) -> str | None:
        warnings.warn("Deprecated in 4.0.0, use getCondition instead.", FutureWarning, stacklevel=2)
        return self.getCondition()

    def getMessageParameters(self) -> dict[str, str] | None:
        throwable = self._spark_throwable
        return None if throwable is None else dict(_jvm().PythonErrorUtils.getMessageParameters(throwable))

    def getSqlState(self) -> str | None:
        throwable = self._spark_throwable
        return None if throwable is None else _jvm().PythonErrorUtils.getSqlState(throwable)

    def getMessage(self) -> str:
        throwable = self._spark_throwable
        if throwable is None:
            return ""
        utils = _jvm().PythonErrorUtils
        helper = getattr(_jvm(), "org.apache.spark.SparkThrowableHelper")
        message: str = helper.getMessage(utils.getCondition(throwable), utils.getMessageParameters(throwable))
        return message

    def getQueryContext(self) -> list[base.QueryContext]:
        throwable = self._spark_throwable
        if throwable is None:
            return []
        return [_query_context(context) for context in _jvm().PythonErrorUtils.getQueryContext(throwable)]


class AnalysisException(CapturedException, base.AnalysisException):
    """A query could not be analysed."""


class ParseException(AnalysisException, base.ParseException):
    """A text is not SQL."""


class IllegalArgumentException(CapturedException, base.IllegalArgumentException):
    """An argument has a value that is not allowed."""


class StreamingQueryException(CapturedException, base.StreamingQueryException):
    """A streaming query ended with an error."""


class QueryExecutionException(CapturedException, base.QueryExecutionException):
    """A query failed while it ran."""


class PythonException(CapturedException, base.PythonException):
    """Python code failed in a worker."""

    def __str__(self) -> str:
        parameters = self.getMessageParameters()
        if parameters is None or not parameters.keys() >= {"msg", "traceback"}:
            return super().__str__()
        return f"{parameters['msg']}:\n{parameters['traceback'].strip()}"


class ArithmeticException(CapturedException, base.ArithmeticException):
    """A calculation has no result: overflow, or division by zero."""


class UnsupportedOperationException(CapturedException, base.UnsupportedOperationException):
    """The operation is not supported."""


class ArrayIndexOutOfBoundsException(CapturedException, base.ArrayIndexOutOfBoundsException):
    """An array has no element at that index."""


class DateTimeException(CapturedException, base.DateTimeException):
    """A date or time does not exist or cannot be read."""


class NumberFormatException(IllegalArgumentException, base.NumberFormatException):
    """A text is not a number."""


class SparkRuntimeException(CapturedException, base.SparkRuntimeException):
    """An error at run time that no other class stands for."""


class SparkUpgradeException(CapturedException, base.SparkUpgradeException):
    """The result would differ from what an older version gave."""


class SparkNoSuchElementException(CapturedException, base.SparkNoSuchElementException):
    """What was asked for does not exist."""


class UnknownException(CapturedException, base.UnknownException):
    """A Java exception of a class that is not known here."""


_CLASSES: dict[str, type[CapturedException]] = {
    "org.apache.spark.sql.catalyst.parser.ParseException": ParseException,
    "org.apache.spark.sql.AnalysisException": AnalysisException,
    "org.apache.spark.sql.streaming.StreamingQueryException": StreamingQueryException,
    "org.apache.spark.sql.execution.QueryExecutionException": QueryExecutionException,
    "java.lang.NumberFormatException": NumberFormatException,
    "java.lang.IllegalArgumentException": IllegalArgumentException,
    "java.lang.ArithmeticException": ArithmeticException,
    "java.lang.UnsupportedOperationException": UnsupportedOperationException,
    "java.lang.ArrayIndexOutOfBoundsException": ArrayIndexOutOfBoundsException,
    "java.time.DateTimeException": DateTimeException,
    "org.apache.spark.SparkRuntimeException": SparkRuntimeException,
    "org.apache.spark.SparkUpgradeException": SparkUpgradeException,
    "org.apache.spark.SparkNoSuchElementException": SparkNoSuchElementException,
    "org.apache.spark.api.python.PythonException": PythonException,
}


def convert_exception(e: "JavaObject") -> CapturedException:
    """The Python exception that stands for a Java exception."""
    return recover_python_exception(_convert_exception(e))


def _convert_exception(e: "JavaObject") -> CapturedException:
    java_class = e.getClass()
    while java_class is not None:
        python_class = _CLASSES.get(java_class.getName())
        if python_class is not None:
            return python_class(origin=e)
        java_class = java_class.getSuperclass()
    return UnknownException(desc=e.toString(), stackTrace=_stack_trace(e), cause=e.getCause())


def capture_sql_exception(f: F) -> F:
    """Let the function raise the exceptions of this module in place of ``Py4JJavaError``."""

    @wraps(f)
    def wrapper(*a: Any, **kw: Any) -> Any:
        from py4j.protocol import Py4JJavaError

        try:
            return f(*a, **kw)
        except Py4JJavaError as error:
            converted = convert_exception(error.java_exception)
            if isinstance(converted, UnknownException):
                raise
            raise converted from None

    return wrapper  # type: ignore[return-value]


@contextmanager
def unwrap_spark_exception() -> Iterator[Any]:
    """Raise the cause of a ``SparkException`` in its place, where it is one that is known here."""
    from py4j.java_gateway import is_instance_of
    from py4j.protocol import Py4JJavaError

    try:
        yield
    except Py4JJavaError as error:
        java = error.java_exception
        if java is not None and is_instance_of(_gateway(), java, "org.apache.spark.SparkException"):
            cause = java.getCause()
            converted = None if cause is None else convert_exception(cause)
            if converted is not None and not isinstance(converted, UnknownException):
                raise converted from None
        raise


def install_exception_handler() -> None:
    """Convert the Java exceptions of every later call through py4j."""
    import py4j.java_gateway
    import py4j.protocol

    # py4j looks the name up here at each call. The original is wrapped, so doing it twice is harmless.
    py4j.java_gateway.get_return_value = capture_sql_exception(py4j.protocol.get_return_value)


class _JavaQueryContext(base.QueryContext):
    """A query context that lives in the engine."""

    _type: QueryContextType

    def __init__(self, q: "JavaObject"):
        self._q = q

    def contextType(self) -> QueryContextType:
        return self._type

    def objectType(self) -> str:
        return str(self._q.objectType())

    def objectName(self) -> str:
        return str(self._q.objectName())

    def startIndex(self) -> int:
        return int(self._q.startIndex())

    def stopIndex(self) -> int:
        return int(self._q.stopIndex())

    def fragment(self) -> str:
        return str(self._q.fragment())

    def callSite(self) -> str:
        return str(self._q.callSite())

    def summary(self) -> str:
        return str(self._q.summary())


class SQLQueryContext(_JavaQueryContext):
    """Part of a SQL text."""

    _type = QueryContextType.SQL


class DataFrameQueryContext(_JavaQueryContext):
    """A call on a DataFrame or Column."""

    _type = QueryContextType.DataFrame


def _query_context(context: "JavaObject") -> base.QueryContext:
    is_sql = context.contextType().toString() == "SQL"
    return SQLQueryContext(context) if is_sql else DataFrameQueryContext(context)


def _stack_trace(e: "JavaObject") -> str:
    text: str = getattr(_jvm(), "org.apache.spark.util.Utils").exceptionString(e)
    return text


def _shows_jvm_stack_trace() -> bool:
    try:
        conf = getattr(_jvm(), "org.apache.spark.sql.internal.SQLConf").get()
        return bool(conf.pysparkJVMStacktraceEnabled())
    except Exception:
        # Without a session, or with the engine gone, everything known is shown.
        return True


def _gateway() -> "JavaGateway":
    from pyspark.core.context import SparkContext

    assert SparkContext._gateway is not None
    return SparkContext._gateway


def _jvm() -> "JVMView":
    from pyspark.core.context import SparkContext

    assert SparkContext._jvm is not None
    return SparkContext._jvm
