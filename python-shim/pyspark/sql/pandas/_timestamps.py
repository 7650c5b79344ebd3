"""Timestamps between time zones: what Spark keeps are instants, what pandas shows is local time without a zone."""

import os
from typing import TYPE_CHECKING, Any

from pyspark.sql.types import ArrayType, DataType, MapType, StructType, TimestampType

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def _get_local_timezone() -> str:
    """The time zone of this process in words that pandas understands; `dateutil/:` asks the system."""
    return os.environ.get("TZ", "dateutil/:")


def _check_series_localize_timestamps(s: "pd.Series[Any]", timezone: str | None) -> "pd.Series[Any]":
    """Instants as local times of a zone; other series stay."""
    import pandas as pd

    if isinstance(s.dtype, pd.DatetimeTZDtype):
        return s.dt.tz_convert(timezone or _get_local_timezone()).dt.tz_localize(None)
    return s


def _check_series_convert_timestamps_internal(s: "pd.Series[Any]", timezone: str | None) -> "pd.Series[Any]":
    """Local times of a zone, or instants, as instants in UTC; other series stay."""
    import pandas as pd
    from pandas.api.types import is_datetime64_dtype

    if is_datetime64_dtype(s.dtype):
        # An hour that comes twice, when clocks go back, means the second one: standard time.
        return s.dt.tz_localize(timezone or _get_local_timezone(), ambiguous=False).dt.tz_convert("UTC")
    if isinstance(s.dtype, pd.DatetimeTZDtype):
        return s.dt.tz_convert("UTC")
    return s


def _check_series_convert_timestamps_localize(
    s: "pd.Series[Any]", from_timezone: str | None, to_timezone: str | None
) -> "pd.Series[Any]":
    """Local times of one zone, or instants, as local times of another; no zone means this process's."""
    import pandas as pd
    from pandas.api.types import is_datetime64_dtype

    source = from_timezone or _get_local_timezone()
    target = to_timezone or _get_local_timezone()
    if isinstance(s.dtype, pd.DatetimeTZDtype):
        return s.dt.tz_convert(target).dt.tz_localize(None)
    if is_datetime64_dtype(s.dtype) and source != target:

        def convert(moment: Any) -> Any:
            if moment is pd.NaT:
                return moment
            return moment.tz_localize(source, ambiguous=False).tz_convert(target).tz_localize(None)

        # One by one: `dt.tz_localize` fails on NaT for zones of the system.
        return s.apply(convert)
    return s


def _check_series_convert_timestamps_local_tz(s: "pd.Series[Any]", timezone: str | None) -> "pd.Series[Any]":
    """Local times of this process, or instants, as local times of a zone."""
    return _check_series_convert_timestamps_localize(s, None, timezone)


def _check_series_convert_timestamps_tz_local(s: "pd.Series[Any]", timezone: str | None) -> "pd.Series[Any]":
    """Local times of a zone, or instants, as local times of this process."""
    return _check_series_convert_timestamps_localize(s, timezone, None)


def _check_arrow_array_timestamps_localize(
    a: "pa.Array | pa.ChunkedArray", dt: DataType, truncate: bool = True, timezone: str | None = None
) -> "pa.Array | pa.ChunkedArray":
    """Makes instants of local times where Spark's type has instants, at any depth; nanoseconds are cut if asked for."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as types

    def inner(array: "pa.Array", inner_type: DataType) -> "pa.Array":
        return _check_arrow_array_timestamps_localize(array, inner_type, truncate, timezone)

    at = a.type
    if not _holds_timestamps(at):
        return a
    if types.is_timestamp(at):
        if truncate and at.unit == "ns":
            a = pc.floor_temporal(a, unit="microsecond")
        if at.tz is None and isinstance(dt, TimestampType):
            assert timezone is not None
            return pc.assume_timezone(a, timezone)
        return a
    if isinstance(a, pa.ChunkedArray):
        return pa.chunked_array([inner(chunk, dt) for chunk in a.iterchunks()])
    if types.is_dictionary(at):
        return pa.DictionaryArray.from_arrays(a.indices, inner(a.dictionary, dt))
    nulls: dict[str, Any] = {"mask": a.is_null()} if a.null_count else {}
    if types.is_list(at):
        assert isinstance(dt, ArrayType)
        return pa.ListArray.from_arrays(a.offsets, inner(a.values, dt.elementType), **nulls)
    if types.is_map(at):
        assert isinstance(dt, MapType)
        return pa.MapArray.from_arrays(a.offsets, inner(a.keys, dt.keyType), inner(a.items, dt.valueType), **nulls)
    if types.is_struct(at):
        assert isinstance(dt, StructType)
        assert at.num_fields == len(dt.fields)
        children = [inner(a.field(i), field.dataType) for i, field in enumerate(dt.fields)]
        return pa.StructArray.from_arrays(children, [field.name for field in at], **nulls)
    return a


def _holds_timestamps(at: "pa.DataType") -> bool:
    import pyarrow.types as types

    if types.is_dictionary(at):
        return _holds_timestamps(at.value_type)
    if types.is_nested(at):
        return any(_holds_timestamps(at.field(i).type) for i in range(at.num_fields))
    return bool(types.is_timestamp(at))


def _check_arrow_table_timestamps_localize(
    table: "pa.Table", schema: StructType, truncate: bool = True, timezone: str | None = None
) -> "pa.Table":
    import pyarrow as pa

    if not any(map(_holds_timestamps, table.schema.types)):
        return table
    assert len(table.schema) == len(schema.fields)
    columns = [
        _check_arrow_array_timestamps_localize(column, field.dataType, truncate, timezone)
        for column, field in zip(table.columns, schema.fields, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=table.schema)
