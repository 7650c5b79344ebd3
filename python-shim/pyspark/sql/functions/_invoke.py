"""Calls of `org.apache.spark.sql.functions`, and what becomes of their arguments on the way."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkTypeError, PySparkValueError
from pyspark.sql._statics import FUNCTIONS, PYTHON_SQL_UTILS, static_method
from pyspark.sql.column import Column, _create_column_from_literal, _to_java_column, _to_seq
from pyspark.sql.utils import enum_to_value, get_active_spark_context, to_str

if TYPE_CHECKING:
    from py4j.java_gateway import JavaMember, JavaObject

    from pyspark.core.context import SparkContext
    from pyspark.sql._typing import ColumnOrName

_column = _to_java_column
_enum_to_value = enum_to_value


def _get_jvm_function(name: str, sc: "SparkContext") -> "JavaMember":
    return static_method(sc._jvm, FUNCTIONS, name)


def _invoke_function(name: str, *args: Any) -> Column:
    """The column that a static function gives for arguments that Java takes."""
    from pyspark.core.context import SparkContext

    sc = SparkContext._active_spark_context
    assert sc is not None
    return Column(_get_jvm_function(name, sc)(*args))


def _invoke_function_over_columns(name: str, *cols: "ColumnOrName") -> Column:
    return _invoke_function(name, *map(_column, cols))


def _invoke_function_over_seq_of_columns(name: str, cols: "Iterable[ColumnOrName]") -> Column:
    return _invoke_function(name, _columns(cols))


def _columns(cols: "Iterable[ColumnOrName]") -> "JavaObject":
    return _to_seq(get_active_spark_context(), cols, _to_java_column)


def _columns_or_list(cols: Sequence[Any]) -> "JavaObject":
    """Of columns given one by one, or as one list."""
    only = cols[0] if len(cols) == 1 else None
    return _columns(only if isinstance(only, (list, set)) else cols)


def _literal(value: Any) -> "JavaObject":
    """Of a column, or of a value that stands for itself."""
    return lit(value)._jc


def _literals(value: Any) -> "JavaObject":
    """The same, where several values may be given."""
    return _literal(list(value) if isinstance(value, tuple) else value)


def _column_or_literal(value: Any, literal_type: type) -> "JavaObject":
    """Of a column, the name of one, or a literal of a type; numbers go where a float is taken."""
    value = _enum_to_value(value)
    if literal_type is float and not isinstance(value, (str, Column)):
        return _create_column_from_literal(value)
    return _literal(value) if isinstance(value, literal_type) else _column(value)


def _column_or_text(value: Any, name: str) -> Column:
    """A column of a column or a text; an error that names the argument otherwise."""
    value = _enum_to_value(value)
    if not isinstance(value, (str, Column)):
        raise _not_expected(value, name, "Column or str")
    return lit(value)


def _not_expected(value: Any, name: str, expected: str) -> PySparkTypeError:
    return PySparkTypeError(
        errorClass="NOT_EXPECTED_TYPE",
        messageParameters={"expected_type": expected, "arg_name": name, "arg_type": type(value).__name__},
    )


def _options_to_str(options: Mapping[str, Any] | None = None) -> dict[str, str | None]:
    return {key: to_str(value) for key, value in (options or {}).items()}


def lit(col: Any) -> Column:
    """A column of one value; of a list, an array. A column is given back as it is."""
    if isinstance(col, Column):
        return col
    if isinstance(col, list):
        if any(isinstance(item, Column) for item in col):
            raise PySparkValueError(errorClass="COLUMN_IN_LIST", messageParameters={"func_name": "lit"})
        return _invoke_function_over_seq_of_columns("array", [lit(item) for item in col])
    if type(col).__module__ == "numpy":
        return _numpy_literal(col)
    return _invoke_function("lit", _enum_to_value(col))


def _numpy_literal(value: Any) -> Column:
    """NumPy's types say more than Python's: the width of numbers is kept."""
    import numpy as np

    from pyspark.sql.types import ArrayType, ByteType, NumericType, _from_numpy_type

    if not isinstance(value, np.generic) and not (isinstance(value, np.ndarray) and value.ndim == 1):
        return _invoke_function("lit", value)
    data_type = _from_numpy_type(value.dtype)
    if data_type is None:
        raise PySparkTypeError(
            errorClass="UNSUPPORTED_NUMPY_ARRAY_SCALAR", messageParameters={"dtype": value.dtype.name}
        )
    column = _invoke_function("lit", value)
    if isinstance(value, np.ndarray):
        # Java's arrays of bytes are binary values, so these are sent as shorts.
        return column.cast(ArrayType(data_type)) if isinstance(data_type, ByteType) else column
    return column.astype(data_type).alias(str(value)) if isinstance(data_type, NumericType) else column


def _unresolved_named_lambda_variable(name: str) -> Column:
    return Column(_python_sql_utils("unresolvedNamedLambdaVariable")(name))


def _python_sql_utils(name: str) -> "JavaMember":
    return static_method(get_active_spark_context()._jvm, PYTHON_SQL_UTILS, name)


_LAMBDA_VARIABLES = ("x", "y", "z")


def _get_lambda_parameters(f: Callable[..., Any]) -> "Sequence[inspect.Parameter]":
    parameters = list(inspect.signature(f).parameters.values())
    if not 1 <= len(parameters) <= len(_LAMBDA_VARIABLES):
        raise PySparkValueError(
            errorClass="WRONG_NUM_ARGS_FOR_HIGHER_ORDER_FUNCTION",
            messageParameters={"func_name": f.__name__, "num_args": str(len(parameters))},
        )
    positional = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.POSITIONAL_ONLY)
    if any(parameter.kind not in positional for parameter in parameters):
        raise PySparkValueError(
            errorClass="UNSUPPORTED_PARAM_TYPE_FOR_HIGHER_ORDER_FUNCTION", messageParameters={"func_name": f.__name__}
        )
    return parameters


def _create_lambda(f: Callable[..., Column]) -> "JavaObject":
    """The expression that a Python function makes of columns, as a lambda function of SQL."""
    names = _LAMBDA_VARIABLES[: len(_get_lambda_parameters(f))]
    variables = [_unresolved_named_lambda_variable(name) for name in names]
    result = f(*variables)
    if not isinstance(result, Column):
        raise PySparkValueError(
            errorClass="HIGHER_ORDER_FUNCTION_SHOULD_RETURN_COLUMN",
            messageParameters={"func_name": f.__name__, "return_type": type(result).__name__},
        )
    jvm_variables = _to_seq(get_active_spark_context(), [variable._jc for variable in variables])
    return _python_sql_utils("lambdaFunction")(result._jc, jvm_variables)


def _invoke_higher_order_function(
    name: str, cols: "Sequence[ColumnOrName]", funs: Sequence[Callable[..., Column]]
) -> Column:
    arguments = [*map(_column, cols), *map(_create_lambda, funs)]
    return Column(_python_sql_utils("fn")(name, _to_seq(get_active_spark_context(), arguments)))
