"""User-defined functions and table functions."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pyspark.sql.types import DataType, StringType, StructType

if TYPE_CHECKING:
    from pyspark.sql._typing import DataTypeOrString

__all__ = ["arrow_udtf", "udf", "udtf"]


def udf(
    f: "Callable[..., Any] | DataTypeOrString | None" = None,
    returnType: "DataTypeOrString" = StringType(),  # noqa: B008 - Spark's default, of one value
    *,
    useArrow: bool | None = None,
) -> Any:
    """A function of columns made of a Python function of values, also as a decorator with the type that it returns."""
    from pyspark.sql.udf import _create_py_udf

    if f is None or isinstance(f, (str, DataType)):
        return functools.partial(_create_py_udf, returnType=f or returnType, useArrow=useArrow)
    return _create_py_udf(f=f, returnType=returnType, useArrow=useArrow)


def udtf(cls: type | None = None, *, returnType: StructType | str | None = None, useArrow: bool | None = None) -> Any:
    """A table function made of a Python class with a method `eval`, also as a decorator."""
    from pyspark.sql.udtf import _create_py_udtf

    if cls is None:
        return functools.partial(_create_py_udtf, returnType=returnType, useArrow=useArrow)
    return _create_py_udtf(cls=cls, returnType=returnType, useArrow=useArrow)


def arrow_udtf(cls: type | None = None, *, returnType: StructType | str | None = None) -> Any:
    """A table function made of a Python class whose method `eval` takes and gives Arrow data."""
    from pyspark.sql.udtf import _create_pyarrow_udtf

    if cls is None:
        return functools.partial(_create_pyarrow_udtf, returnType=returnType)
    return _create_pyarrow_udtf(cls=cls, returnType=returnType)
