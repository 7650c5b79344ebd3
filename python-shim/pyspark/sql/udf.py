"""User-defined functions that give a value for each row, column or group."""

import functools
import inspect
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from pyspark.errors import PySparkNotImplementedError, PySparkRuntimeError, PySparkTypeError
from pyspark.sql.column import Column
from pyspark.sql.pandas.types import _has_arrow_type
from pyspark.sql.pandas.utils import require_minimum_pandas_version, require_minimum_pyarrow_version
from pyspark.sql.types import DataType, StringType, StructType, _parse_datatype_string
from pyspark.sql.utils import get_active_spark_context
from pyspark.util import PythonEvalType

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.core.context import SparkContext
    from pyspark.sql._typing import ColumnOrName, DataTypeOrString, UserDefinedFunctionLike
    from pyspark.sql.session import SparkSession

__all__ = ["UDFRegistration"]

_TRANSPILE = "spark.sql.experimental.optimizer.transpilePyUDFs"

# What the function is called in the error for a type that Arrow does not have.
_ARROW_RETURNS = {
    PythonEvalType.SQL_ARROW_BATCHED_UDF: "Invalid return type with Arrow-optimized Python UDF",
    PythonEvalType.SQL_SCALAR_PANDAS_UDF: "Invalid return type with scalar Pandas UDFs",
    PythonEvalType.SQL_SCALAR_PANDAS_ITER_UDF: "Invalid return type with scalar Pandas UDFs",
    PythonEvalType.SQL_SCALAR_ARROW_UDF: "Invalid return type with scalar Arrow UDFs",
    PythonEvalType.SQL_SCALAR_ARROW_ITER_UDF: "Invalid return type with scalar Arrow UDFs",
    PythonEvalType.SQL_GROUPED_AGG_PANDAS_UDF: "Invalid return type with grouped aggregate Pandas UDFs",
    PythonEvalType.SQL_GROUPED_AGG_ARROW_UDF: "Invalid return type with grouped aggregate Arrow UDFs",
    PythonEvalType.SQL_GROUPED_MAP_PANDAS_UDF: (
        "Invalid return type with grouped map Pandas UDFs or at groupby.applyInPandas(WithState)"
    ),
    PythonEvalType.SQL_GROUPED_MAP_PANDAS_ITER_UDF: (
        "Invalid return type with grouped map Pandas UDFs or at groupby.applyInPandas(WithState)"
    ),
    PythonEvalType.SQL_GROUPED_MAP_PANDAS_UDF_WITH_STATE: (
        "Invalid return type with grouped map Pandas UDFs or at groupby.applyInPandas(WithState)"
    ),
    PythonEvalType.SQL_MAP_PANDAS_ITER_UDF: "Invalid return type in mapInPandas",
    PythonEvalType.SQL_MAP_ARROW_ITER_UDF: "Invalid return type in mapInPandas",
    PythonEvalType.SQL_GROUPED_MAP_ARROW_UDF: (
        "Invalid return type with grouped map Arrow UDFs or at groupby.applyInArrow"
    ),
    PythonEvalType.SQL_GROUPED_MAP_ARROW_ITER_UDF: (
        "Invalid return type with grouped map Arrow UDFs or at groupby.applyInArrow"
    ),
    PythonEvalType.SQL_COGROUPED_MAP_PANDAS_UDF: "Invalid return type in cogroup.applyInPandas",
    PythonEvalType.SQL_COGROUPED_MAP_ARROW_UDF: "Invalid return type in cogroup.applyInArrow",
}

_GROUPED_PANDAS = (
    "SQL_GROUPED_MAP_PANDAS_UDF or SQL_GROUPED_MAP_PANDAS_ITER_UDF or SQL_GROUPED_MAP_PANDAS_UDF_WITH_STATE"
)

# Functions that return rows: the condition for any other type than a struct, and what it calls them.
_ROW_RETURNS = {
    PythonEvalType.SQL_GROUPED_MAP_PANDAS_UDF: ("PANDAS", _GROUPED_PANDAS),
    PythonEvalType.SQL_GROUPED_MAP_PANDAS_ITER_UDF: ("PANDAS", _GROUPED_PANDAS),
    PythonEvalType.SQL_GROUPED_MAP_PANDAS_UDF_WITH_STATE: ("PANDAS", _GROUPED_PANDAS),
    PythonEvalType.SQL_MAP_PANDAS_ITER_UDF: ("PANDAS", "SQL_MAP_PANDAS_ITER_UDF or SQL_MAP_ARROW_ITER_UDF"),
    PythonEvalType.SQL_MAP_ARROW_ITER_UDF: ("PANDAS", "SQL_MAP_PANDAS_ITER_UDF or SQL_MAP_ARROW_ITER_UDF"),
    PythonEvalType.SQL_GROUPED_MAP_ARROW_UDF: (
        "ARROW",
        "SQL_GROUPED_MAP_ARROW_UDF or SQL_GROUPED_MAP_ARROW_ITER_UDF",
    ),
    PythonEvalType.SQL_GROUPED_MAP_ARROW_ITER_UDF: (
        "ARROW",
        "SQL_GROUPED_MAP_ARROW_UDF or SQL_GROUPED_MAP_ARROW_ITER_UDF",
    ),
    PythonEvalType.SQL_COGROUPED_MAP_PANDAS_UDF: ("PANDAS", "SQL_COGROUPED_MAP_PANDAS_UDF"),
    PythonEvalType.SQL_COGROUPED_MAP_ARROW_UDF: ("ARROW", "SQL_COGROUPED_MAP_ARROW_UDF"),
}

# Functions that can be registered under a name for SQL, in the order in which messages list them.
_REGISTRABLE = {
    PythonEvalType.SQL_BATCHED_UDF: "SQL_BATCHED_UDF",
    PythonEvalType.SQL_ARROW_BATCHED_UDF: "SQL_ARROW_BATCHED_UDF",
    PythonEvalType.SQL_SCALAR_PANDAS_UDF: "SQL_SCALAR_PANDAS_UDF",
    PythonEvalType.SQL_SCALAR_ARROW_UDF: "SQL_SCALAR_ARROW_UDF",
    PythonEvalType.SQL_SCALAR_PANDAS_ITER_UDF: "SQL_SCALAR_PANDAS_ITER_UDF",
    PythonEvalType.SQL_SCALAR_ARROW_ITER_UDF: "SQL_SCALAR_ARROW_ITER_UDF",
    PythonEvalType.SQL_GROUPED_AGG_PANDAS_UDF: "SQL_GROUPED_AGG_PANDAS_UDF",
    PythonEvalType.SQL_GROUPED_AGG_ARROW_UDF: "SQL_GROUPED_AGG_ARROW_UDF",
    PythonEvalType.SQL_GROUPED_AGG_PANDAS_ITER_UDF: "SQL_GROUPED_AGG_PANDAS_ITER_UDF",
    PythonEvalType.SQL_GROUPED_AGG_ARROW_ITER_UDF: "SQL_GROUPED_AGG_ARROW_ITER_UDF",
}

# Profilers of the context time a call, which for these is over before the work begins.
_ITERATING = {
    PythonEvalType.SQL_SCALAR_PANDAS_ITER_UDF,
    PythonEvalType.SQL_SCALAR_ARROW_ITER_UDF,
    PythonEvalType.SQL_MAP_PANDAS_ITER_UDF,
    PythonEvalType.SQL_MAP_ARROW_ITER_UDF,
    PythonEvalType.SQL_GROUPED_AGG_ARROW_ITER_UDF,
    PythonEvalType.SQL_GROUPED_AGG_PANDAS_ITER_UDF,
}


def _wrap_function(sc: "SparkContext", func: Callable[..., Any], returnType: DataType | None = None) -> "JavaObject":
    """The function for the engine: pickled, with what its workers need."""
    from pyspark.core.rdd import _prepare_for_python_RDD

    command = func if returnType is None else (func, returnType)
    pickled, broadcasts, environment, includes = _prepare_for_python_RDD(sc, command)
    assert sc._jvm is not None
    return sc._jvm.SimplePythonFunction(
        bytearray(pickled), environment, includes, sc.pythonExec, sc.pythonVer, broadcasts, sc._javaAccumulator
    )


def _create_udf(
    f: Callable[..., Any],
    returnType: "DataTypeOrString",
    evalType: int,
    name: str | None = None,
    deterministic: bool = True,
) -> "UserDefinedFunctionLike":
    return UserDefinedFunction(f, returnType, name=name, evalType=evalType, deterministic=deterministic)._wrapped()


def _create_py_udf(
    f: Callable[..., Any], returnType: "DataTypeOrString", useArrow: bool | None = None
) -> "UserDefinedFunctionLike":
    """A function made by `udf`: row by row, unless its type hints speak of series or arrays."""
    inferred = None
    if useArrow is None:
        from pyspark.sql.pandas.typehints import infer_eval_type_for_udf

        try:
            inferred = infer_eval_type_for_udf(f)
        except Exception:
            warnings.warn("Cannot infer the eval type from type hints. ", UserWarning, stacklevel=3)
    if inferred is not None:
        return _create_udf(f, returnType, inferred)
    uses_arrow = _uses_arrow_by_default() if useArrow is None else useArrow
    if uses_arrow and not _has_arrow_packages():
        uses_arrow = False
    kind = PythonEvalType.SQL_ARROW_BATCHED_UDF if uses_arrow else PythonEvalType.SQL_BATCHED_UDF
    return _create_udf(f, returnType, kind)


def _uses_arrow_by_default() -> bool:
    from pyspark.sql.session import SparkSession

    session = SparkSession._instantiatedSession
    return session is not None and session.conf.get("spark.sql.execution.pythonUDF.arrow.enabled") == "true"


def _has_arrow_packages() -> bool:
    try:
        require_minimum_pandas_version()
        require_minimum_pyarrow_version()
    except ImportError:
        warnings.warn(
            "Arrow optimization failed to enable because PyArrow or Pandas is not installed. "
            "Falling back to a non-Arrow-optimized UDF.",
            RuntimeWarning,
            stacklevel=4,
        )
        return False
    return True


def _expect(value: Any, is_right: bool, argument: str, expected: str) -> None:
    if not is_right:
        raise PySparkTypeError(
            errorClass="NOT_EXPECTED_TYPE",
            messageParameters={
                "expected_type": expected,
                "arg_name": argument,
                "arg_type": type(value).__name__,
            },
        )


class UserDefinedFunction:
    """A function of the user over columns; made by `udf`, `pandas_udf` and `arrow_udf`."""

    def __init__(
        self,
        func: Callable[..., Any],
        returnType: "DataTypeOrString" = StringType(),  # noqa: B008
        name: str | None = None,
        evalType: int = PythonEvalType.SQL_BATCHED_UDF,
        deterministic: bool = True,
    ):
        _expect(func, callable(func), "func", "callable")
        _expect(returnType, isinstance(returnType, (DataType, str)), "returnType", "DataType or str")
        _expect(evalType, isinstance(evalType, int), "evalType", "int")
        self.func = func
        self._returnType = returnType
        # Parsed and pickled when first needed: a text may need the session for it.
        self._returnType_placeholder: DataType | None = None
        self._judf_placeholder: JavaObject | None = None
        self._name = name or str(getattr(func, "__name__", type(func).__name__))
        self.evalType = evalType
        self.deterministic = deterministic
        self.transpiled: list[Column] = []
        if deterministic and evalType == PythonEvalType.SQL_BATCHED_UDF:
            _warn_of_transpiling()

    @staticmethod
    def _check_return_type(returnType: DataType, evalType: int) -> None:
        rows = _ROW_RETURNS.get(evalType)
        if rows is not None and not isinstance(returnType, StructType):
            family, names = rows
            raise PySparkTypeError(
                errorClass=f"INVALID_RETURN_TYPE_FOR_{family}_UDF",
                messageParameters={"eval_type": names, "return_type": str(returnType)},
            )
        feature = _ARROW_RETURNS.get(evalType)
        if feature is None:
            return
        is_aggregate = evalType == PythonEvalType.SQL_GROUPED_AGG_PANDAS_UDF
        if not _has_arrow_type(returnType) or (is_aggregate and isinstance(returnType, StructType)):
            raise PySparkNotImplementedError(
                errorClass="NOT_IMPLEMENTED", messageParameters={"feature": f"{feature}: {returnType}"}
            )

    @property
    def returnType(self) -> DataType:
        """The type of the results."""
        if self._returnType_placeholder is None:
            given = self._returnType
            self._returnType_placeholder = given if isinstance(given, DataType) else _parse_datatype_string(given)
        self._check_return_type(self._returnType_placeholder, self.evalType)
        return self._returnType_placeholder

    @property
    def _judf(self) -> "JavaObject":
        if self._judf_placeholder is None:
            self._judf_placeholder = self._create_judf(self.func)
        return self._judf_placeholder

    def _create_judf(self, func: Callable[..., Any]) -> "JavaObject":
        from pyspark.sql.session import SparkSession

        session = SparkSession._getActiveSessionOrCreate()
        sc = session.sparkContext
        wrapped = _wrap_function(sc, func, self.returnType)
        return_type = session._jsparkSession.parseDataType(self.returnType.json())
        assert sc._jvm is not None
        make = getattr(sc._jvm, "org.apache.spark.sql.execution.python.UserDefinedPythonFunction")
        return make(self._name, wrapped, return_type, self.evalType, self.deterministic, [], [])

    def __call__(self, *args: "ColumnOrName", **kwargs: "ColumnOrName") -> Column:
        from pyspark.sql.classic.column import _to_java_column, _to_seq

        sc = get_active_spark_context()
        assert sc._jvm is not None
        columns = [_to_java_column(arg) for arg in args]
        columns += [
            sc._jvm.PythonSQLUtils.namedArgumentExpression(name, _to_java_column(arg)) for name, arg in kwargs.items()
        ]
        arguments = _to_seq(sc, columns)
        by_time = sc._conf.get("spark.python.profile", "false") == "true"
        by_memory = sc._conf.get("spark.python.profile.memory", "false") == "true"
        if not by_time and not by_memory:
            return Column(self._judf.apply(arguments))
        if self.evalType in _ITERATING:
            warnings.warn("Profiling UDFs with iterators input/output is not supported.", UserWarning, stacklevel=2)
            return Column(self._judf.apply(arguments))
        if by_time and by_memory:
            raise PySparkRuntimeError(
                errorClass="CANNOT_SET_TOGETHER",
                messageParameters={
                    "arg_list": "'spark.python.profile' and 'spark.python.profile.memory' configuration"
                },
            )
        return self._call_profiled(sc, arguments, by_memory)

    def _call_profiled(self, sc: "SparkContext", arguments: "JavaObject", by_memory: bool) -> Column:
        """A function of its own for each call: profiles are kept by the id of the call's result."""
        collector = sc.profiler_collector
        assert collector is not None
        profiler = collector.new_memory_profiler(sc) if by_memory else collector.new_udf_profiler(sc)
        assert profiler is not None
        func = self.func
        source = inspect.getsourcelines(func.__code__) if by_memory else ()

        @functools.wraps(func)
        def profiled(*args: Any, **kwargs: Any) -> Any:
            return profiler.profile(*source, func, *args, **kwargs)

        profiled.__signature__ = inspect.signature(func)  # type: ignore[attr-defined]
        function = self._create_judf(profiled)
        call = function.builderWithColumns(arguments)
        collector.add_profiler(call.resultId().id(), profiler)
        return Column(function.fromUDFExpr(call))

    def _wrapped(self) -> "UserDefinedFunctionLike":
        """A plain function in place of this object, so that `help` shows the user's own documentation."""
        kept = [name for name in functools.WRAPPER_ASSIGNMENTS if name not in ("__name__", "__module__")]

        @functools.wraps(self.func, assigned=kept)
        def wrapper(*args: "ColumnOrName", **kwargs: "ColumnOrName") -> Column:
            return self(*args, **kwargs)

        def as_nondeterministic() -> "UserDefinedFunctionLike":
            return self.asNondeterministic()._wrapped()

        wrapper.__name__ = self._name
        wrapper.__module__ = str(getattr(self.func, "__module__", type(self.func).__module__))
        facts: dict[str, Any] = {
            "func": self.func,
            "returnType": self.returnType,
            "evalType": self.evalType,
            "deterministic": self.deterministic,
            "asNondeterministic": functools.wraps(self.asNondeterministic)(as_nondeterministic),
            "_unwrapped": self,
        }
        for name, fact in facts.items():
            setattr(wrapper, name, fact)
        return cast("UserDefinedFunctionLike", wrapper)

    def asNondeterministic(self) -> "UserDefinedFunction":
        """Tells that equal arguments may give other results, so that calls are neither moved nor merged."""
        # The engine's copy was made for a deterministic one.
        self._judf_placeholder = None
        self.deterministic = False
        return self


def _warn_of_transpiling() -> None:
    from pyspark.sql.session import SparkSession

    session = SparkSession._instantiatedSession
    if session is not None and session.conf.get(_TRANSPILE, "false") == "true":
        warnings.warn(f"{_TRANSPILE} has no effect: Python functions run as Python.", UserWarning, stacklevel=4)


class UDFRegistration:
    """Names for functions in SQL; reached by `SparkSession.udf`."""

    def __init__(self, sparkSession: "SparkSession"):
        self.sparkSession = sparkSession

    def register(
        self,
        name: str,
        f: "Callable[..., Any] | UserDefinedFunctionLike",
        returnType: "DataTypeOrString | None" = None,
    ) -> "UserDefinedFunctionLike":
        """Registers a Python function, or a user-defined one, for SQL.

        The return type is for plain functions, a string by default; user-defined ones have theirs already.
        """
        if hasattr(f, "asNondeterministic"):
            registered = self._renamed(name, cast("UserDefinedFunctionLike", f), returnType)
            result = cast("UserDefinedFunctionLike", registered)
        else:
            result = _create_udf(
                f, StringType() if returnType is None else returnType, PythonEvalType.SQL_BATCHED_UDF, name
            )
            registered = result._unwrapped  # type: ignore[attr-defined]
        self.sparkSession._jsparkSession.udf().registerPython(name, registered._judf)
        return result

    def _renamed(
        self, name: str, f: "UserDefinedFunctionLike", returnType: "DataTypeOrString | None"
    ) -> UserDefinedFunction:
        if returnType is not None:
            raise PySparkTypeError(
                errorClass="CANNOT_SPECIFY_RETURN_TYPE_FOR_UDF",
                messageParameters={"arg_name": "f", "return_type": str(returnType)},
            )
        if f.evalType not in _REGISTRABLE:
            *names, last = _REGISTRABLE.values()
            raise PySparkTypeError(
                errorClass="INVALID_UDF_EVAL_TYPE",
                messageParameters={"eval_type": f"{', '.join(names)} or {last}"},
            )
        return UserDefinedFunction(f.func, f.returnType, name, f.evalType, f.deterministic)

    def registerJavaFunction(self, name: str, javaClassName: str, returnType: "DataTypeOrString | None" = None) -> None:
        """Registers a function of a Java class for SQL."""
        java_type = None
        if returnType is not None:
            data_type = returnType if isinstance(returnType, DataType) else _parse_datatype_string(returnType)
            java_type = self.sparkSession._jsparkSession.parseDataType(data_type.json())
        self.sparkSession._jsparkSession.udf().registerJava(name, javaClassName, java_type)

    def registerJavaUDAF(self, name: str, javaClassName: str) -> None:
        """Registers an aggregate function of a Java class for SQL."""
        self.sparkSession._jsparkSession.udf().registerJavaUDAF(name, javaClassName)
