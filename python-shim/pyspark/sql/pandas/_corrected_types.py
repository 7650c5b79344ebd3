"""Types of NumPy and pandas for columns, where pandas would infer others."""

from typing import TYPE_CHECKING, Any

from pyspark.sql.types import (
    BooleanType,
    ByteType,
    DataType,
    DayTimeIntervalType,
    DoubleType,
    FloatType,
    IntegerType,
    LongType,
    ShortType,
    StringType,
    StructType,
    TimestampNTZType,
    TimestampType,
)

if TYPE_CHECKING:
    import numpy as np

_NUMBERS: dict[type[DataType], str] = {
    ByteType: "int8",
    ShortType: "int16",
    IntegerType: "int32",
    LongType: "int64",
    FloatType: "float32",
    DoubleType: "float64",
}

_TIMES: dict[type[DataType], str] = {
    TimestampType: "datetime64",
    TimestampNTZType: "datetime64",
    DayTimeIntervalType: "timedelta64",
}

_EXTENSIONS: dict[type[DataType], str] = {
    ByteType: "Int8Dtype",
    ShortType: "Int16Dtype",
    IntegerType: "Int32Dtype",
    LongType: "Int64Dtype",
    FloatType: "Float32Dtype",
    DoubleType: "Float64Dtype",
    BooleanType: "BooleanDtype",
    StringType: "StringDtype",
}


def _to_corrected_pandas_type(dt: DataType) -> Any | None:
    """The type of a column without NULL, where pandas cannot be left to infer it."""
    import numpy as np
    import pandas as pd

    kind = type(dt)
    is_pandas_3 = int(pd.__version__.split(".")[0]) >= 3
    if kind in _NUMBERS:
        return getattr(np, _NUMBERS[kind])
    if kind is BooleanType:
        return bool
    if kind in _TIMES:
        return np.dtype(f"{_TIMES[kind]}[{'us' if is_pandas_3 else 'ns'}]")
    if isinstance(dt, StringType) and is_pandas_3:
        return pd.StringDtype(na_value=np.nan)
    return None


def _to_corrected_pandas_ext_type(dt: DataType) -> Any | None:
    """The extension type of pandas that has NULL."""
    import pandas as pd

    name = _EXTENSIONS.get(type(dt))
    return None if name is None else getattr(pd, name)()


def _to_numpy_type(type: DataType) -> "np.dtype[Any] | None":
    import numpy as np

    kind = type.__class__
    if kind in _NUMBERS:
        return np.dtype(_NUMBERS[kind])
    if kind in _TIMES:
        return np.dtype(f"{_TIMES[kind]}[us]")
    return None


def convert_pandas_using_numpy_type(df: Any, schema: StructType) -> Any:
    """Gives the columns of a frame, in place, the types of a schema that NumPy has."""
    for field in schema.fields:
        numpy_type = _to_numpy_type(field.dataType)
        if numpy_type is not None:
            df[field.name] = df[field.name].astype(numpy_type)
    return df
