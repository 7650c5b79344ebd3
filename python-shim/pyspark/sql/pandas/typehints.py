"""Which kind of function the type hints of a vectorized function speak of."""

import types
from collections.abc import Callable
from inspect import Signature, getfullargspec, signature
from typing import Any, Union, get_args, get_origin, get_type_hints

from pyspark.errors import PySparkNotImplementedError, PySparkValueError
from pyspark.sql.pandas.utils import require_minimum_pandas_version, require_minimum_pyarrow_version
from pyspark.util import PythonEvalType

Check = Callable[[Any], bool]


def _annotations(sig: Signature, type_hints: dict[str, Any]) -> tuple[list[Any], Any]:
    """The types of all parameters, and of the result; every one must be there."""
    parameters = list(sig.parameters.values())
    if any(parameter.annotation is parameter.empty for parameter in parameters):
        raise _not_specified("all parameters", sig)
    result = type_hints.get("return", sig.return_annotation)
    if result is sig.empty:
        raise _not_specified("the return type", sig)
    return [type_hints.get(parameter.name, parameter.annotation) for parameter in parameters], result


def _not_specified(target: str, sig: Signature) -> PySparkValueError:
    return PySparkValueError(
        errorClass="TYPE_HINT_SHOULD_BE_SPECIFIED", messageParameters={"target": target, "sig": str(sig)}
    )


def _infer(
    sig: Signature, type_hints: dict[str, Any], columns: tuple[type, ...], series: type, kinds: dict[str, int]
) -> int | None:
    """`columns` may be arguments and results, `series` what iterators of aggregates give."""
    parameters, result = _annotations(sig, type_hints)

    def is_column(annotation: Any) -> bool:
        return annotation in columns or check_union_annotation(annotation, lambda part: part in columns)

    def iterates(element: Check) -> bool:
        """Over single columns, or over tuples of them."""

        def is_tuple(annotation: Any) -> bool:
            return check_tuple_annotation(annotation, lambda part: part is Ellipsis or element(part))

        return len(parameters) == 1 and (
            check_iterator_annotation(parameters[0], is_tuple) or check_iterator_annotation(parameters[0], element)
        )

    is_value = result not in columns and not check_iterator_annotation(result) and not check_tuple_annotation(result)
    if all(map(is_column, parameters)):
        if result in columns:
            return kinds["scalar"]
        if is_value:
            return kinds["aggregate"]
    if iterates(is_column) and check_iterator_annotation(result, lambda part: part in columns):
        return kinds["scalar iterator"]
    if iterates(lambda part: part == series) and is_value:
        return kinds["aggregate iterator"]
    return None


def infer_pandas_eval_type(sig: Signature, type_hints: dict[str, Any]) -> int | None:
    """The kind of a function over series and frames, if it is one."""
    require_minimum_pandas_version()
    import pandas as pd

    kinds = {
        "scalar": PythonEvalType.SQL_SCALAR_PANDAS_UDF,
        "scalar iterator": PythonEvalType.SQL_SCALAR_PANDAS_ITER_UDF,
        "aggregate": PythonEvalType.SQL_GROUPED_AGG_PANDAS_UDF,
        "aggregate iterator": PythonEvalType.SQL_GROUPED_AGG_PANDAS_ITER_UDF,
    }
    return _infer(sig, type_hints, (pd.Series, pd.DataFrame), pd.Series, kinds)


def infer_arrow_eval_type(sig: Signature, type_hints: dict[str, Any]) -> int | None:
    """The kind of a function over arrays of Arrow, if it is one."""
    require_minimum_pyarrow_version()
    import pyarrow as pa

    kinds = {
        "scalar": PythonEvalType.SQL_SCALAR_ARROW_UDF,
        "scalar iterator": PythonEvalType.SQL_SCALAR_ARROW_ITER_UDF,
        "aggregate": PythonEvalType.SQL_GROUPED_AGG_ARROW_UDF,
        "aggregate iterator": PythonEvalType.SQL_GROUPED_AGG_ARROW_ITER_UDF,
    }
    return _infer(sig, type_hints, (pa.Array,), pa.Array, kinds)


def infer_eval_type(sig: Signature, type_hints: dict[str, Any], kind: str = "all") -> int:
    """The kind of a vectorized function: of pandas, of Arrow, or of whichever its hints speak."""
    assert kind in ("pandas", "arrow", "all"), "kind should be either 'pandas', 'arrow' or 'all'"
    eval_type = None
    if kind != "arrow":
        eval_type = infer_pandas_eval_type(sig, type_hints)
    if kind != "pandas" and eval_type is None:
        eval_type = infer_arrow_eval_type(sig, type_hints)
    if eval_type is None:
        raise PySparkNotImplementedError(errorClass="UNSUPPORTED_SIGNATURE", messageParameters={"signature": str(sig)})
    return eval_type


def _hints(f: Callable[..., Any]) -> dict[str, Any]:
    try:
        return get_type_hints(f)
    except NameError:
        # Names that only a type checker knows.
        return {}


def infer_eval_type_for_udf(f: Callable[..., Any]) -> int | None:
    """The kind of a function given to `udf`; without hints or arguments it is one over rows."""
    specification = getfullargspec(f)
    if not specification.args or not specification.annotations:
        return None
    return infer_eval_type(signature(f), _hints(f))


def _infer_grouped(
    sig: Signature, type_hints: dict[str, Any], whole: type, part: type, kinds: tuple[int, int]
) -> int | None:
    """From a whole group to a whole, or from its parts to parts; a first of two parameters is the key."""
    parameters, result = _annotations(sig, type_hints)
    if len(parameters) not in (1, 2):
        return None
    group = parameters[-1]

    def is_part(annotation: Any) -> bool:
        return bool(annotation == part)

    if check_iterator_annotation(group, is_part) and check_iterator_annotation(result, is_part):
        return kinds[1]
    return kinds[0] if group == whole and result == whole else None


def infer_group_arrow_eval_type(sig: Signature, type_hints: dict[str, Any]) -> int | None:
    """The kind of a function for applyInArrow, if it is one."""
    require_minimum_pyarrow_version()
    import pyarrow as pa

    kinds = PythonEvalType.SQL_GROUPED_MAP_ARROW_UDF, PythonEvalType.SQL_GROUPED_MAP_ARROW_ITER_UDF
    return _infer_grouped(sig, type_hints, pa.Table, pa.RecordBatch, kinds)


def infer_group_arrow_eval_type_from_func(f: Callable[..., Any]) -> int | None:
    """As `infer_group_arrow_eval_type`; None without hints."""
    return infer_group_arrow_eval_type(signature(f), _hints(f)) if getfullargspec(f).annotations else None


def infer_group_pandas_eval_type(sig: Signature, type_hints: dict[str, Any]) -> int | None:
    """The kind of a function for applyInPandas, if it is one."""
    require_minimum_pandas_version()
    import pandas as pd

    kinds = PythonEvalType.SQL_GROUPED_MAP_PANDAS_UDF, PythonEvalType.SQL_GROUPED_MAP_PANDAS_ITER_UDF
    return _infer_grouped(sig, type_hints, pd.DataFrame, pd.DataFrame, kinds)


def infer_group_pandas_eval_type_from_func(f: Callable[..., Any]) -> int | None:
    """As `infer_group_pandas_eval_type`; None without hints."""
    return infer_group_pandas_eval_type(signature(f), _hints(f)) if getfullargspec(f).annotations else None


def check_tuple_annotation(annotation: Any, parameter_check_func: Check | None = None) -> bool:
    """Whether an annotation is a tuple, of parts that pass the check."""
    return _is_named(annotation, "Tuple", "tuple") and _all_pass(annotation, parameter_check_func)


def check_iterator_annotation(annotation: Any, parameter_check_func: Check | None = None) -> bool:
    """Whether an annotation is an iterator, of elements that pass the check."""
    return _is_named(annotation, "Iterator") and _all_pass(annotation, parameter_check_func)


def check_union_annotation(annotation: Any, parameter_check_func: Check | None = None) -> bool:
    """Whether an annotation is a union, of types that pass the check."""
    return get_origin(annotation) in (Union, types.UnionType) and _all_pass(annotation, parameter_check_func)


def _is_named(annotation: Any, *names: str) -> bool:
    """By name, as classes of `typing` and of `collections.abc` mean the same."""
    return getattr(annotation, "_name", getattr(annotation, "__name__", None)) in names


def _all_pass(annotation: Any, check: Check | None) -> bool:
    return check is None or all(map(check, get_args(annotation)))
