"""Exceptions that know their condition, SQLSTATE, parameters and query context."""

import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterable
from enum import Enum
from pickle import PicklingError
from typing import TYPE_CHECKING, Any, TypeVar

from pyspark.errors.utils import ErrorClassesReader

if TYPE_CHECKING:
    from pyspark.sql.types import Row

E = TypeVar("E", bound=BaseException)


class PySparkException(Exception):
    """Base of all exceptions of PySpark.

    Either ``message`` says what happened, or ``errorClass`` names a condition whose text takes ``messageParameters``.
    """

    def __init__(
        self,
        message: str | None = None,
        errorClass: str | None = None,
        messageParameters: dict[str, str] | None = None,
        contexts: "list[QueryContext] | None" = None,
    ):
        self._error_reader = ErrorClassesReader()
        if message is None:
            assert errorClass is not None, "an exception needs a message or a condition"
            message = self._error_reader.get_error_message(errorClass, messageParameters or {})
        self._message = message
        self._errorClass = errorClass
        self._messageParameters = messageParameters
        self._contexts = contexts or []

    def getCondition(self) -> str | None:
        """Name of the error condition, or None."""
        return self._errorClass

    def getErrorClass(self) -> str | None:
        """Former name of :meth:`getCondition`."""
        warnings.warn("Deprecated in 4.0.0, use getCondition instead.", FutureWarning, stacklevel=2)
        return self.getCondition()

    def getMessageParameters(self) -> dict[str, str] | None:
        """What the condition's text was filled with."""
        return self._messageParameters

    def getSqlState(self) -> str | None:
        """The five-character SQLSTATE, or None."""
        return self._error_reader.get_sqlstate(self._errorClass)

    def getMessage(self) -> str:
        """The condition in brackets, then the text."""
        return f"[{self.getCondition()}] {self._message}"

    def getBreakingChangeInfo(self) -> dict[str, Any] | None:
        """How to get over the change of behaviour that caused this, or None."""
        return self._error_reader.get_breaking_change_info(self._errorClass)

    def getQueryContext(self) -> "list[QueryContext]":
        """The parts of queries where it happened."""
        return self._contexts

    def _log_exception(self) -> None:
        contexts = self.getQueryContext()
        if not contexts:
            return
        from pyspark.errors.exception_log import log_with_context

        log_with_context(self.getMessage(), self.getCondition(), contexts[0])

    def __str__(self) -> str:
        return self._message if self.getCondition() is None else self.getMessage()


class AnalysisException(PySparkException):
    """A query could not be analysed."""


class SessionNotSameException(PySparkException):
    """DataFrames of different sessions were combined."""


class TempTableAlreadyExistsException(AnalysisException):
    """A temporary view of that name exists."""


class ParseException(AnalysisException):
    """A text is not SQL."""


class IllegalArgumentException(PySparkException):
    """An argument has a value that is not allowed."""


class ArithmeticException(PySparkException):
    """A calculation has no result: overflow, or division by zero."""


class UnsupportedOperationException(PySparkException):
    """The operation is not supported."""


class ArrayIndexOutOfBoundsException(PySparkException):
    """An array has no element at that index."""


class DateTimeException(PySparkException):
    """A date or time does not exist or cannot be read."""


class NumberFormatException(IllegalArgumentException):
    """A text is not a number."""


class StreamingQueryException(PySparkException):
    """A streaming query ended with an error."""


class StreamingPythonRunnerInitializationException(PySparkException):
    """Python's side of a streaming query could not be started."""


class QueryExecutionException(PySparkException):
    """A query failed while it ran."""


class PythonException(PySparkException):
    """Python code failed in a worker."""


class SparkRuntimeException(PySparkException):
    """An error at run time that no other class stands for."""


class SparkUpgradeException(PySparkException):
    """The result would differ from what an older version gave."""


class SparkNoSuchElementException(PySparkException):
    """What was asked for does not exist."""


class UnknownException(PySparkException):
    """A Java exception of a class that is not known here."""


class PySparkValueError(PySparkException, ValueError):
    """A :class:`ValueError` with a condition."""


class PySparkTypeError(PySparkException, TypeError):
    """A :class:`TypeError` with a condition."""


class PySparkIndexError(PySparkException, IndexError):
    """An :class:`IndexError` with a condition."""


class PySparkAttributeError(PySparkException, AttributeError):
    """An :class:`AttributeError` with a condition."""


class PySparkRuntimeError(PySparkException, RuntimeError):
    """A :class:`RuntimeError` with a condition."""


class PySparkAssertionError(PySparkException, AssertionError):
    """An :class:`AssertionError` with a condition, and the rows that differ."""

    def __init__(
        self,
        message: str | None = None,
        errorClass: str | None = None,
        messageParameters: dict[str, str] | None = None,
        data: "Iterable[Row] | None" = None,
    ):
        super().__init__(message, errorClass, messageParameters)
        self.data = data


class PySparkNotImplementedError(PySparkException, NotImplementedError):
    """A :class:`NotImplementedError` with a condition."""


class PySparkPicklingError(PySparkException, PicklingError):
    """A :class:`pickle.PicklingError` with a condition."""


class PySparkKeyError(PySparkException, KeyError):
    """A :class:`KeyError` with a condition."""


class PySparkImportError(PySparkException, ImportError):
    """An :class:`ImportError` with a condition."""


class PickleException(PySparkException):
    """Something could not be pickled or read back."""


class QueryContextType(Enum):
    """How the query was written."""

    SQL = 0
    DataFrame = 1


class QueryContext(ABC):
    """The part of a query where an error happened."""

    @abstractmethod
    def contextType(self) -> QueryContextType:
        """SQL text or DataFrame calls."""

    @abstractmethod
    def objectType(self) -> str:
        """Kind of the object that holds the query, such as VIEW; empty for the query itself."""

    @abstractmethod
    def objectName(self) -> str:
        """Name of the object that holds the query."""

    @abstractmethod
    def startIndex(self) -> int:
        """Where the fragment starts in the text, from 0."""

    @abstractmethod
    def stopIndex(self) -> int:
        """Where the fragment ends in the text, inclusive."""

    @abstractmethod
    def fragment(self) -> str:
        """The part of the text, or the name of the function called."""

    @abstractmethod
    def callSite(self) -> str:
        """File and line of the call, for DataFrame queries."""

    @abstractmethod
    def summary(self) -> str:
        """All of it as one text."""


def recover_python_exception(e: E) -> E:
    """The same exception; where its text holds a Python traceback, the frames are those of that traceback."""
    try:
        text = str(e)
        start = text.find("Traceback (most recent call last):")
        if start < 0:
            return e
        from pyspark.errors.exceptions.tblib import Traceback

        traceback = Traceback.from_string(text[start:])
        traceback.populate_linecache()
        return e.with_traceback(traceback.as_traceback())
    except Exception:
        # The text comes from elsewhere: whatever is wrong with it, the error itself counts.
        return e
