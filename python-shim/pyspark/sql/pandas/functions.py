"""Vectorized functions: `pandas_udf` and `arrow_udf`."""

import functools
import warnings
from collections.abc import Callable
from inspect import getfullargspec, signature
from typing import TYPE_CHECKING, Any, get_type_hints

from pyspark.errors import PySparkTypeError, PySparkValueError
from pyspark.sql.pandas.typehints import infer_eval_type
from pyspark.sql.pandas.utils import require_minimum_pandas_version, require_minimum_pyarrow_version
from pyspark.sql.types import DataType
from pyspark.sql.udf import _create_udf
from pyspark.util import PythonEvalType

if TYPE_CHECKING:
    from pyspark.sql._typing import UserDefinedFunctionLike


class PandasUDFType:
    """Kinds of functions over series and frames; type hints say the same."""

    SCALAR = PythonEvalType.SQL_SCALAR_PANDAS_UDF
    SCALAR_ITER = PythonEvalType.SQL_SCALAR_PANDAS_ITER_UDF
    GROUPED_MAP = PythonEvalType.SQL_GROUPED_MAP_PANDAS_UDF
    GROUPED_AGG = PythonEvalType.SQL_GROUPED_AGG_PANDAS_UDF
    GROUPED_AGG_ITER = PythonEvalType.SQL_GROUPED_AGG_PANDAS_ITER_UDF


class ArrowUDFType:
    """Kinds of functions over arrays of Arrow; type hints say the same."""

    SCALAR = PythonEvalType.SQL_SCALAR_ARROW_UDF
    SCALAR_ITER = PythonEvalType.SQL_SCALAR_ARROW_ITER_UDF
    GROUPED_AGG = PythonEvalType.SQL_GROUPED_AGG_ARROW_UDF
    GROUPED_AGG_ITER = PythonEvalType.SQL_GROUPED_AGG_ARROW_ITER_UDF


# Kinds that users name, and that are better told by type hints.
_NAMED = {
    "pandas": (
        PythonEvalType.SQL_SCALAR_PANDAS_UDF,
        PythonEvalType.SQL_SCALAR_PANDAS_ITER_UDF,
        PythonEvalType.SQL_GROUPED_AGG_PANDAS_UDF,
        PythonEvalType.SQL_GROUPED_AGG_PANDAS_ITER_UDF,
    ),
    "arrow": (
        PythonEvalType.SQL_SCALAR_ARROW_UDF,
        PythonEvalType.SQL_SCALAR_ARROW_ITER_UDF,
        PythonEvalType.SQL_GROUPED_AGG_ARROW_UDF,
        PythonEvalType.SQL_GROUPED_AGG_ARROW_ITER_UDF,
    ),
}

# Kinds that methods of frames and groups ask for.
_FOR_METHODS = (
    PythonEvalType.SQL_GROUPED_MAP_PANDAS_UDF,
    PythonEvalType.SQL_GROUPED_MAP_PANDAS_ITER_UDF,
    PythonEvalType.SQL_MAP_PANDAS_ITER_UDF,
    PythonEvalType.SQL_MAP_ARROW_ITER_UDF,
    PythonEvalType.SQL_COGROUPED_MAP_PANDAS_UDF,
    PythonEvalType.SQL_GROUPED_MAP_PANDAS_UDF_WITH_STATE,
    PythonEvalType.SQL_TRANSFORM_WITH_STATE_PANDAS_UDF,
    PythonEvalType.SQL_TRANSFORM_WITH_STATE_PANDAS_INIT_STATE_UDF,
    PythonEvalType.SQL_TRANSFORM_WITH_STATE_PYTHON_ROW_UDF,
    PythonEvalType.SQL_TRANSFORM_WITH_STATE_PYTHON_ROW_INIT_STATE_UDF,
    PythonEvalType.SQL_GROUPED_MAP_ARROW_UDF,
    PythonEvalType.SQL_GROUPED_MAP_ARROW_ITER_UDF,
    PythonEvalType.SQL_COGROUPED_MAP_ARROW_UDF,
)

_HINTS_ADVICE = {
    "pandas": (
        "In Python 3.6+ and Spark 3.0+, it is preferred to specify type hints for pandas UDF instead of specifying "
        "pandas UDF type which will be deprecated in the future releases. See SPARK-28264 for more details."
    ),
    "arrow": "It is preferred to specify type hints for arrow UDF instead of specifying arrow UDF type.",
}

# How many arguments functions may take, and how errors say it.
_ARITIES = {
    PythonEvalType.SQL_GROUPED_MAP_PANDAS_UDF: (
        (1, 2),
        "pandas_udfs with function type GROUPED_MAP or the function in groupby.applyInPandas must take either one "
        "argument (data) or two arguments (key, data).",
    ),
    PythonEvalType.SQL_GROUPED_MAP_PANDAS_ITER_UDF: (
        (1, 2),
        "the function in groupby.applyInPandas with iterator API must take either one argument "
        "(batches: Iterator[pandas.DataFrame]) or two arguments (key, batches: Iterator[pandas.DataFrame]).",
    ),
    PythonEvalType.SQL_GROUPED_MAP_ARROW_UDF: (
        (1, 2),
        "the function in groupby.applyInArrow must take either one argument (data) or two arguments (key, data).",
    ),
    PythonEvalType.SQL_COGROUPED_MAP_PANDAS_UDF: (
        (2, 3),
        "the function in cogroup.applyInPandas must take either two arguments (left, right) or three arguments "
        "(key, left, right).",
    ),
    PythonEvalType.SQL_COGROUPED_MAP_ARROW_UDF: (
        (2, 3),
        "the function in cogroup.applyInArrow must take either two arguments (left, right) or three arguments "
        "(key, left, right).",
    ),
}


def arrow_udf(f: Any = None, returnType: Any = None, functionType: int | None = None) -> Any:
    """Makes a function over arrays of Arrow; also a decorator, given the return type.

    Its type hints tell its kind: from ``pa.Array`` (or an iterator of them, or of tuples of them) to ``pa.Array``
    (or an iterator of them), or to one value for a group.
    """
    require_minimum_pyarrow_version()
    return vectorized_udf(f, returnType, functionType, "arrow")


def pandas_udf(f: Any = None, returnType: Any = None, functionType: int | None = None) -> Any:
    """Makes a function over series of pandas; also a decorator, given the return type.

    Its type hints tell its kind: from ``pd.Series``, or ``pd.DataFrame`` for structs (or an iterator of them, or of
    tuples of them) to a series or frame (or an iterator of them), or to one value for a group.
    """
    require_minimum_pandas_version()
    require_minimum_pyarrow_version()
    return vectorized_udf(f, returnType, functionType, "pandas")


def vectorized_udf(f: Any = None, returnType: Any = None, functionType: int | None = None, kind: str = "pandas") -> Any:
    """What `pandas_udf` and `arrow_udf` have in common."""
    assert kind in ("pandas", "arrow"), "kind should be either 'pandas' or 'arrow'"
    is_decorator = f is None or isinstance(f, (str, DataType))
    eval_type = functionType
    if is_decorator:
        # `@pandas_udf("long", PandasUDFType.SCALAR)`: both are one place to the left.
        if eval_type is None and isinstance(returnType, int):
            eval_type = returnType
        return_type = f or returnType
    else:
        return_type = returnType
    if return_type is None:
        raise PySparkTypeError(errorClass="CANNOT_BE_NONE", messageParameters={"arg_name": "returnType"})
    allowed = _NAMED[kind] + (_FOR_METHODS if kind == "pandas" else ())
    if eval_type is not None and eval_type not in allowed:
        raise PySparkTypeError(
            errorClass="INVALID_PANDAS_UDF_TYPE",
            messageParameters={"arg_name": "functionType", "arg_type": str(eval_type)},
        )
    create = functools.partial(_create_vectorized_udf, returnType=return_type, evalType=eval_type, kind=kind)
    return create if is_decorator else create(f)


def _validate_vectorized_udf(f: Callable[..., Any], evalType: int | None, kind: str = "pandas") -> int:
    """The kind of a function, named or inferred, if its arguments fit."""
    specification = getfullargspec(f)
    if evalType in _NAMED[kind]:
        warnings.warn(_HINTS_ADVICE[kind], UserWarning, stacklevel=4)
    elif evalType is None and specification.annotations:
        try:
            type_hints = get_type_hints(f)
        except NameError:
            # Names that only a type checker knows.
            type_hints = {}
        evalType = infer_eval_type(signature(f), type_hints, kind)
    scalar, scalar_iterator = _NAMED[kind][:2]
    eval_type = scalar if evalType is None else evalType
    takes_none = not specification.args and specification.varargs is None
    if eval_type in (scalar, scalar_iterator) and takes_none:
        raise _invalid(
            f"0-arg {kind}_udfs are not supported. Instead, create a 1-arg {kind}_udfs and ignore the arg in your "
            "function."
        )
    if eval_type in _ARITIES:
        arities, detail = _ARITIES[eval_type]
        if len(specification.args) not in arities:
            raise _invalid(detail)
    return eval_type


def _invalid(detail: str) -> PySparkValueError:
    return PySparkValueError(errorClass="INVALID_PANDAS_UDF", messageParameters={"detail": detail})


def _create_vectorized_udf(
    f: Callable[..., Any], returnType: Any, evalType: int | None, kind: str
) -> "UserDefinedFunctionLike":
    return _create_udf(f, returnType, _validate_vectorized_udf(f, evalType, kind))
