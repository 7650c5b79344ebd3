"""Series of Spark's values, from Arrow or from rows, as the series that a user of pandas expects."""

import datetime
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkValueError, UnsupportedOperationException
from pyspark.sql._conversion.struct_values import spatial_parts, variant_of
from pyspark.sql.pandas._corrected_types import _to_corrected_pandas_ext_type, _to_corrected_pandas_type
from pyspark.sql.pandas._field_names import _dedup_names
from pyspark.sql.pandas._timestamps import _check_series_convert_timestamps_local_tz, _get_local_timezone
from pyspark.sql.types import (
    ArrayType,
    BooleanType,
    DataType,
    Geography,
    GeographyType,
    Geometry,
    GeometryType,
    IntegralType,
    MapType,
    StructType,
    TimestampNTZType,
    TimestampType,
    UserDefinedType,
    VariantType,
    VariantVal,
    _create_row,
)

if TYPE_CHECKING:
    import pandas as pd

# From a value that is there to the one that the user sees; None where both are the same.
Convert = Callable[[Any], Any]


@functools.lru_cache(maxsize=64)
def _create_converter_to_pandas(
    data_type: DataType,
    nullable: bool = True,
    *,
    timezone: str | None = None,
    struct_in_pandas: str | None = None,
    error_on_duplicated_field_names: bool = True,
    timestamp_utc_localized: bool = True,
    ndarray_as_list: bool = False,
    integer_object_nulls: bool = False,
) -> Callable[["pd.Series[Any]"], "pd.Series[Any]"]:
    """What turns a series of a Spark type into one for the user.

    Structs become rows or dicts by `struct_in_pandas`. Instants come in UTC from Arrow, in local time from rows.
    Integers with NULL become floats, or nullable integers where they come as objects (`integer_object_nulls`).
    """
    corrected = _to_corrected_pandas_type(data_type)
    if corrected is not None:
        return _column_converter(data_type, corrected, nullable, timezone, integer_object_nulls)
    values = _ToPandas(
        timezone, struct_in_pandas, ndarray_as_list, error_on_duplicated_field_names, timestamp_utc_localized
    )
    convert = values.converter(data_type)
    if convert is None:
        return lambda series: series
    return lambda series: series.apply(lambda value: None if value is None else convert(value))


def _column_converter(
    data_type: DataType, corrected: Any, nullable: bool, timezone: str | None, integer_object_nulls: bool
) -> Callable[["pd.Series[Any]"], "pd.Series[Any]"]:
    """Columns whose values need no look at each: they are given a type as a whole."""
    import numpy as np
    import pandas as pd

    if isinstance(data_type, TimestampType):
        assert timezone is not None

        def to_local(series: "pd.Series[Any]") -> "pd.Series[Any]":
            if not isinstance(series.dtype, pd.DatetimeTZDtype):
                series = series.astype(corrected, copy=False)
            local = _check_series_convert_timestamps_local_tz(series, timezone)
            return local if int(pd.__version__.split(".")[0]) < 3 else local.astype(corrected, copy=False)

        return to_local

    with_nulls: Any = corrected
    if nullable and isinstance(data_type, IntegralType):
        with_nulls = _to_corrected_pandas_ext_type(data_type) if integer_object_nulls else np.float64
    elif nullable and isinstance(data_type, BooleanType):
        with_nulls = object
    if with_nulls is corrected:
        return lambda series: series.astype(corrected, copy=False)
    return lambda series: series.astype(with_nulls if series.isnull().any() else corrected, copy=False)


@dataclass(frozen=True)
class _ToPandas:
    timezone: str | None
    struct_in_pandas: str | None
    ndarray_as_list: bool
    error_on_duplicated_field_names: bool
    timestamp_utc_localized: bool

    def converter(self, data_type: DataType) -> Convert | None:
        match data_type:
            case ArrayType():
                return self._array(data_type)
            case MapType():
                return self._map(data_type)
            case StructType():
                return self._struct(data_type)
            case TimestampType():
                return self._timestamp()
            case TimestampNTZType():
                import pandas as pd

                return lambda value: pd.Timestamp(value)
            case UserDefinedType():
                return self._udt(data_type)
            case VariantType():
                return _variant
            case GeographyType():
                return lambda value: Geography.fromWKB(*spatial_parts(value, "MALFORMED_GEOGRAPHY"))
            case GeometryType():
                return lambda value: Geometry.fromWKB(*spatial_parts(value, "MALFORMED_GEOMETRY"))
        return None

    def _array(self, data_type: ArrayType) -> Convert | None:
        import numpy as np

        convert = self.converter(data_type.elementType)
        if self.ndarray_as_list:
            return list if convert is None else lambda values: _all(convert, values)
        if convert is None:
            return None
        # Arrow gives arrays of NumPy, rows give lists.
        return lambda values: (
            np.array(_all(convert, values)) if isinstance(values, np.ndarray) else _all(convert, values)
        )

    def _map(self, data_type: MapType) -> Convert:
        key, item = self.converter(data_type.keyType), self.converter(data_type.valueType)
        if key is None and item is None:
            return dict
        # Arrow gives lists of pairs, rows give dicts.
        return lambda entries: {
            _present(key, k): _present(item, v) for k, v in (entries if isinstance(entries, list) else entries.items())
        }

    def _struct(self, data_type: StructType) -> Convert:
        assert self.struct_in_pandas is not None
        names = data_type.names
        if self.error_on_duplicated_field_names and len(set(names)) != len(names):
            raise UnsupportedOperationException(
                errorClass="DUPLICATED_FIELD_NAME_IN_ARROW_STRUCT",
                messageParameters={"field_names": str(names)},
            )
        distinct = _dedup_names(names)
        converters = [self.converter(field.dataType) for field in data_type.fields]

        def fields(value: Any) -> list[Any]:
            """Arrow gives dicts, rows give rows."""
            parts = map(value.get, distinct) if isinstance(value, dict) else value
            return [_present(convert, part) for convert, part in zip(converters, parts, strict=False)]

        match self.struct_in_pandas:
            case "row":
                return lambda value: _create_row(names, fields(value))
            case "dict":
                return lambda value: dict(zip(distinct, fields(value), strict=False))
        raise PySparkValueError(errorClass="UNKNOWN_VALUE_FOR", messageParameters={"var": self.struct_in_pandas})

    def _timestamp(self) -> Convert:
        import pandas as pd

        assert self.timezone is not None
        source: Any = datetime.UTC if self.timestamp_utc_localized else _get_local_timezone()

        def convert(value: Any) -> Any:
            moment = pd.Timestamp(value)
            if not isinstance(value, datetime.datetime) or value.tzinfo is None:
                moment = moment.tz_localize(source)
            return moment.tz_convert(self.timezone).tz_localize(None)

        return convert

    def _udt(self, udt: "UserDefinedType") -> Convert:
        # What a user type is made of is given to it as rows and lists.
        inner = _ToPandas(
            self.timezone, "row", True, self.error_on_duplicated_field_names, self.timestamp_utc_localized
        ).converter(udt.sqlType())

        def convert(value: Any) -> Any:
            if hasattr(value, "__UDT__"):
                assert isinstance(value.__UDT__, type(udt))
                return value
            return udt.deserialize(_present(inner, value))

        return convert


def _present(convert: Convert | None, value: Any) -> Any:
    return value if convert is None or value is None else convert(value)


def _all(convert: Convert, values: Any) -> list[Any]:
    return [None if value is None else convert(value) for value in values]


def _variant(value: Any) -> VariantVal:
    return value if isinstance(value, VariantVal) else variant_of(value)
