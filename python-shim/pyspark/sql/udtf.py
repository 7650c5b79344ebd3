"""User-defined table functions."""

import inspect
import pickle
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pyspark.errors import (
    PySparkAttributeError,
    PySparkImportError,
    PySparkPicklingError,
    PySparkTypeError,
)
from pyspark.sql.pandas.utils import require_minimum_pandas_version, require_minimum_pyarrow_version
from pyspark.sql.types import DataType, StructType, _parse_datatype_string
from pyspark.util import PythonEvalType

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.sql._typing import TVFArgumentOrName
    from pyspark.sql.dataframe import DataFrame
    from pyspark.sql.session import SparkSession

__all__ = [
    "AnalyzeArgument",
    "AnalyzeResult",
    "OrderingColumn",
    "PartitioningColumn",
    "SelectedColumn",
    "SkipRestOfInputTableException",
    "UDTFRegistration",
]


@dataclass(frozen=True)
class AnalyzeArgument:
    """An argument as `analyze` sees it: its type, and its value if that is known before the query runs."""

    dataType: DataType
    value: Any | None
    isTable: bool
    isConstantExpression: bool


@dataclass(frozen=True)
class PartitioningColumn:
    """A column, or an expression in SQL, by which the table argument is to be partitioned."""

    name: str


@dataclass(frozen=True)
class OrderingColumn:
    """A column, or an expression in SQL, by which the rows of each partition are to be sorted."""

    name: str
    ascending: bool = True
    overrideNullsFirst: bool | None = None


@dataclass(frozen=True)
class SelectedColumn:
    """A column, or an expression in SQL, that the function wants of its table argument."""

    name: str
    alias: str = ""


@dataclass
class AnalyzeResult:
    """What `analyze` returns: the schema of the results, and how the table argument is to come.

    Subclasses may carry more to the constructor of the function's class.
    """

    schema: StructType
    withSinglePartition: bool = False
    partitionBy: Sequence[PartitioningColumn] = field(default_factory=tuple)
    orderBy: Sequence[OrderingColumn] = field(default_factory=tuple)
    select: Sequence[SelectedColumn] = field(default_factory=tuple)


class SkipRestOfInputTableException(Exception):
    """Raised by `eval` when it needs no more rows of the current partition."""


def _create_udtf(
    cls: type,
    returnType: "StructType | str | None",
    name: str | None = None,
    evalType: int = PythonEvalType.SQL_TABLE_UDF,
    deterministic: bool = False,
) -> "UserDefinedTableFunction":
    return UserDefinedTableFunction(cls, returnType, name=name, evalType=evalType, deterministic=deterministic)


def _create_py_udtf(
    cls: type,
    returnType: "StructType | str | None",
    name: str | None = None,
    deterministic: bool = False,
    useArrow: bool | None = None,
) -> "UserDefinedTableFunction":
    """A function made by `udtf`: over pickled rows, or over Arrow if asked for and installed."""
    uses_arrow = _uses_arrow_by_default() if useArrow is None else useArrow
    kind: int = PythonEvalType.SQL_TABLE_UDF
    if uses_arrow:
        try:
            require_minimum_pandas_version()
            require_minimum_pyarrow_version()
            kind = PythonEvalType.SQL_ARROW_TABLE_UDF
        except ImportError as error:
            warnings.warn(
                f"The table function {name or cls.__name__} gets pickled rows, not Arrow's: {error}",
                UserWarning,
                stacklevel=3,
            )
    return _create_udtf(cls, returnType, name, kind, deterministic)


def _uses_arrow_by_default() -> bool:
    from pyspark.sql.session import SparkSession

    session = SparkSession._instantiatedSession
    value = None if session is None else session.conf.get("spark.sql.execution.pythonUDTF.arrow.enabled")
    return isinstance(value, str) and value.lower() == "true"


def _create_pyarrow_udtf(
    cls: type,
    returnType: "StructType | str | None",
    name: str | None = None,
    deterministic: bool = False,
) -> "UserDefinedTableFunction":
    """A function made by `arrow_udtf`, over batches of Arrow."""
    try:
        require_minimum_pyarrow_version()
    except ImportError as error:
        raise PySparkImportError(f"A function made by arrow_udtf needs PyArrow: {error}") from error
    _validate_arrow_udtf_handler(cls, returnType)
    return _create_udtf(cls, returnType, name, PythonEvalType.SQL_ARROW_UDTF, deterministic)


def _validate_arrow_udtf_handler(cls: Any, returnType: "StructType | str | None") -> None:
    _validate_udtf_handler(cls, returnType)
    if hasattr(cls, "analyze"):
        raise PySparkAttributeError(
            errorClass="INVALID_ARROW_UDTF_WITH_ANALYZE", messageParameters={"name": cls.__name__}
        )


def _validate_udtf_handler(cls: Any, returnType: "StructType | str | None") -> None:
    if not isinstance(cls, type):
        raise PySparkTypeError(errorClass="INVALID_UDTF_HANDLER_TYPE", messageParameters={"type": type(cls).__name__})

    def refuse(condition: str) -> None:
        raise PySparkAttributeError(errorClass=condition, messageParameters={"name": cls.__name__})

    has_analyze = hasattr(cls, "analyze")
    if not hasattr(cls, "eval"):
        refuse("INVALID_UDTF_NO_EVAL")
    if returnType is not None and has_analyze:
        refuse("INVALID_UDTF_BOTH_RETURN_TYPE_AND_ANALYZE")
    if returnType is None and not (has_analyze and isinstance(inspect.getattr_static(cls, "analyze"), staticmethod)):
        refuse("INVALID_UDTF_RETURN_TYPE")


class UserDefinedTableFunction:
    """A function of the user that gives any number of rows; made by `udtf` and `arrow_udtf`."""

    def __init__(
        self,
        func: type,
        returnType: "StructType | str | None",
        name: str | None = None,
        evalType: int = PythonEvalType.SQL_TABLE_UDF,
        deterministic: bool = False,
    ):
        _validate_udtf_handler(func, returnType)
        self.func = func
        self._returnType = returnType
        # Parsed and pickled when first needed: a text may need the session for it.
        self._returnType_placeholder: StructType | None = None
        self._judtf_placeholder: JavaObject | None = None
        self._name = name or func.__name__
        self.evalType = evalType
        self.deterministic = deterministic

    @property
    def returnType(self) -> StructType | None:
        """The schema of the results; None when `analyze` tells it."""
        given = self._returnType
        if given is None:
            return None
        if self._returnType_placeholder is None:
            parsed = _parse_datatype_string(given) if isinstance(given, str) else given
            if not isinstance(parsed, StructType):
                raise PySparkTypeError(
                    errorClass="UDTF_RETURN_TYPE_MISMATCH",
                    messageParameters={"name": self._name, "return_type": str(parsed)},
                )
            self._returnType_placeholder = parsed
        return self._returnType_placeholder

    @property
    def _judtf(self) -> "JavaObject":
        if self._judtf_placeholder is None:
            self._judtf_placeholder = self._create_judtf(self.func)
        return self._judtf_placeholder

    def _create_judtf(self, func: type) -> "JavaObject":
        from pyspark.sql.session import SparkSession
        from pyspark.sql.udf import _wrap_function

        session = SparkSession._getActiveSessionOrCreate()
        sc = session.sparkContext
        try:
            wrapped = _wrap_function(sc, func)
        except pickle.PicklingError as error:
            raise self._not_serializable(error) from None
        assert sc._jvm is not None
        make = getattr(sc._jvm, "org.apache.spark.sql.execution.python.UserDefinedPythonTableFunction")
        if self.returnType is None:
            return make(self._name, wrapped, self.evalType, self.deterministic)
        return_type = session._jsparkSession.parseDataType(self.returnType.json())
        return make(self._name, wrapped, return_type, self.evalType, self.deterministic)

    def _not_serializable(self, error: pickle.PicklingError) -> PySparkPicklingError:
        if "CONTEXT_ONLY_VALID_ON_DRIVER" in str(error):
            message = (
                "it holds a SparkSession or something of one, and sessions live only on the driver. "
                "Take that out of the class, and pass what it needs as arguments."
            )
        else:
            message = f"the class or something it refers to cannot be pickled: {error}"
        return PySparkPicklingError(
            errorClass="UDTF_SERIALIZATION_ERROR", messageParameters={"name": self._name, "message": message}
        )

    def __call__(self, *args: "TVFArgumentOrName", **kwargs: "TVFArgumentOrName") -> "DataFrame":
        from pyspark.sql.classic.column import _to_java_column, _to_seq
        from pyspark.sql.dataframe import DataFrame
        from pyspark.sql.session import SparkSession
        from pyspark.sql.table_arg import TableArg

        session = SparkSession._getActiveSessionOrCreate()
        sc = session.sparkContext
        assert sc._jvm is not None
        named = sc._jvm.PythonSQLUtils.namedArgumentExpression

        def to_java(arg: Any) -> "JavaObject":
            return arg._j_table_arg if isinstance(arg, TableArg) else _to_java_column(arg)

        arguments = [to_java(arg) for arg in args]
        arguments += [named(name, to_java(arg)) for name, arg in kwargs.items()]
        return DataFrame(self._judtf.apply(session._jsparkSession, _to_seq(sc, arguments)), session)

    def asDeterministic(self) -> "UserDefinedTableFunction":
        """Tells that equal arguments always give equal rows."""
        # The engine's copy was made for a nondeterministic one.
        self._judtf_placeholder = None
        self.deterministic = True
        return self


class UDTFRegistration:
    """Names for table functions in SQL; reached by `SparkSession.udtf`."""

    def __init__(self, sparkSession: "SparkSession"):
        self.sparkSession = sparkSession

    def register(self, name: str, f: "UserDefinedTableFunction") -> "UserDefinedTableFunction":
        """Registers a table function for SQL; an existing one of the name is replaced."""
        if not isinstance(f, UserDefinedTableFunction):
            raise PySparkTypeError(errorClass="CANNOT_REGISTER_UDTF", messageParameters={"name": name})
        if f.evalType not in (
            PythonEvalType.SQL_TABLE_UDF,
            PythonEvalType.SQL_ARROW_TABLE_UDF,
            PythonEvalType.SQL_ARROW_UDTF,
        ):
            raise PySparkTypeError(
                errorClass="INVALID_UDTF_EVAL_TYPE",
                messageParameters={"name": name, "eval_type": "SQL_TABLE_UDF, SQL_ARROW_TABLE_UDF"},
            )
        registered = _create_udtf(f.func, f.returnType, name, f.evalType, f.deterministic)
        self.sparkSession._jsparkSession.udtf().registerPython(name, registered._judtf)
        return registered
