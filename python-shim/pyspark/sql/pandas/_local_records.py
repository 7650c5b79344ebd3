"""The rows of a frame of pandas as records of Python values, for sessions without Arrow."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pyspark.sql.pandas._field_names import _dedup_names
from pyspark.sql.pandas._timestamps import _check_series_convert_timestamps_tz_local, _get_local_timezone
from pyspark.sql.types import ArrayType, DataType, MapType, StructType, TimestampType, _create_row

if TYPE_CHECKING:
    import pandas as pd

Convert = Callable[[Any], Any]


def records_of_frame(frame: "pd.DataFrame", schema: Any, timezone: str, prefers_ntz: bool) -> list[Any]:
    """Instants become local times of this process, as they are in rows."""
    import pandas as pd
    from pandas.api.types import is_timedelta64_dtype

    if len(frame.columns) == 0:
        return [_create_row([], [])] * len(frame)
    columns = [series for _, series in frame.items()]
    if isinstance(schema, StructType):
        columns = [
            _localized(series, field.dataType, timezone) for series, field in zip(columns, schema.fields, strict=False)
        ]
    elif not prefers_ntz:
        columns = [
            _check_series_convert_timestamps_tz_local(series, timezone)
            if isinstance(series.dtype, pd.DatetimeTZDtype)
            else series
            for series in columns
        ]
    columns = [
        pd.Series(series.dt.to_pytimedelta(), index=series.index, dtype="object")
        if is_timedelta64_dtype(series)
        else series
        for series in columns
    ]
    local = pd.concat(columns, axis="columns")
    # Names may be equal, which records cannot have.
    local.columns = pd.Index([f"col_{i}" for i in range(len(columns))])
    records = local.to_records(index=False)
    # Nanoseconds become integers in lists, microseconds become datetimes.
    types = [
        (name, "datetime64[us]" if records.dtype[name] == "datetime64[ns]" else records.dtype[name])
        for name in records.dtype.names
    ]
    rows: list[Any] = records.astype(types).tolist()
    return rows


def _localized(series: "pd.Series[Any]", data_type: DataType, timezone: str) -> "pd.Series[Any]":
    if isinstance(data_type, TimestampType):
        return _check_series_convert_timestamps_tz_local(series, timezone)
    convert = _converter(data_type, timezone)
    return series if convert is None else series.apply(lambda value: _present(convert, value))


def _converter(data_type: DataType, timezone: str) -> Convert | None:
    """For values that are there; None where they stay as they are."""
    match data_type:
        case ArrayType():
            element = _converter(data_type.elementType, timezone)
            return lambda values: [_present(element, value) for value in values]
        case MapType():
            key, item = _converter(data_type.keyType, timezone), _converter(data_type.valueType, timezone)
            return lambda entries: {_present(key, k): _present(item, v) for k, v in entries.items()}
        case StructType():
            return _struct(data_type, timezone)
        case TimestampType():
            return lambda value: _local_time(value, timezone)
    return None


def _present(convert: Convert | None, value: Any) -> Any:
    return value if convert is None or value is None else convert(value)


def _struct(data_type: StructType, timezone: str) -> Convert:
    names, distinct = data_type.names, _dedup_names(data_type.names)
    converters = [_converter(field.dataType, timezone) for field in data_type.fields]

    def convert(value: Any) -> Any:
        parts = map(value.get, distinct) if isinstance(value, dict) else value
        return _create_row(names, [_present(inner, part) for inner, part in zip(converters, parts, strict=False)])

    return convert


def _local_time(value: Any, timezone: str) -> Any:
    import pandas as pd

    moment = pd.Timestamp(value).tz_localize(timezone, ambiguous=False)
    return moment.tz_convert(_get_local_timezone()).tz_localize(None).to_pydatetime()
