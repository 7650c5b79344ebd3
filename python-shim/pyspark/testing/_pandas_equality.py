"""Whether two DataFrames of pandas hold the same values."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkAssertionError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def assert_pandas_equal(actual: "pd.DataFrame", expected: "pd.DataFrame", rtol: float, atol: float) -> None:
    """Column by column, row by row, numbers within the tolerance; types of columns and the index do not count."""

    def close(a: Any, b: Any) -> bool:
        if isinstance(a, (float, Decimal)) or isinstance(b, (float, Decimal)):
            return abs(float(a) - float(b)) <= atol + rtol * abs(float(b))
        return bool(a == b)

    same_shape = actual.shape == expected.shape and actual.columns.names == expected.columns.names
    if not same_shape or not all(
        name == other and _equal(actual[name], expected[other], close)
        for name, other in zip(actual.columns, expected.columns, strict=True)
    ):
        raise PySparkAssertionError(
            errorClass="DIFFERENT_PANDAS_DATAFRAME",
            messageParameters={
                "left": actual.to_string(),
                "left_dtype": str(actual.dtypes),
                "right": expected.to_string(),
                "right_dtype": str(expected.dtypes),
            },
        )


def _equal(a: "pd.Series[Any]", b: "pd.Series[Any]", close: Callable[[Any, Any], bool]) -> bool:
    if list(a.isnull()) != list(b.isnull()):
        return False
    return all(close(_plain(x), _plain(y)) for x, y in zip(a.dropna(), b.dropna(), strict=True))


def _plain(value: "np.ndarray[Any, Any] | Any") -> Any:
    import numpy as np

    return value.tolist() if isinstance(value, np.ndarray) else value
