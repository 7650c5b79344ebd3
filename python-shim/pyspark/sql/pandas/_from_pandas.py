"""Series of the user as series that Arrow takes for a type of Spark."""

import datetime
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pyspark.errors import UnsupportedOperationException
from pyspark.sql.pandas._field_names import _dedup_names
from pyspark.sql.pandas._timestamps import _check_series_convert_timestamps_internal
from pyspark.sql.types import (
    ArrayType,
    DataType,
    DecimalType,
    Geography,
    GeographyType,
    Geometry,
    GeometryType,
    MapType,
    StructType,
    TimestampType,
    UserDefinedType,
    VariantType,
    VariantVal,
)

if TYPE_CHECKING:
    import pandas as pd

# From a value that is there to the one for Arrow; None where both are the same.
Convert = Callable[[Any], Any]


@functools.lru_cache(maxsize=64)
def _create_converter_from_pandas(
    data_type: DataType,
    *,
    timezone: str | None = None,
    error_on_duplicated_field_names: bool = True,
    ignore_unexpected_complex_type_values: bool = False,
    int_to_decimal_coercion_enabled: bool = False,
) -> Callable[["pd.Series[Any]"], "pd.Series[Any]"]:
    """What turns a series of the user into one that Arrow takes for a Spark type.

    Values that are no array, map or struct where one is expected pass as they are if they are to be ignored.
    """
    if isinstance(data_type, TimestampType):
        assert timezone is not None
        return lambda series: _check_series_convert_timestamps_internal(series, timezone)
    if isinstance(data_type, DecimalType):
        return _integers_to_decimals if int_to_decimal_coercion_enabled else _same
    values = _FromPandas(timezone, error_on_duplicated_field_names, ignore_unexpected_complex_type_values)
    convert = values.converter(data_type)
    if convert is None:
        return _same
    return lambda series: series.apply(lambda value: None if value is None else convert(value))


def _same(series: "pd.Series[Any]") -> "pd.Series[Any]":
    return series


def _integers_to_decimals(series: "pd.Series[Any]") -> "pd.Series[Any]":
    """Arrow refuses to cast integers to decimals of a lower precision than 19, whatever their values."""
    import pandas as pd

    if not pd.api.types.is_integer_dtype(series):
        return series
    return series.apply(lambda value: Decimal(value) if pd.notna(value) else None)


@dataclass(frozen=True)
class _FromPandas:
    timezone: str | None
    error_on_duplicated_field_names: bool
    ignore_unexpected: bool

    def converter(self, data_type: DataType) -> Convert | None:
        match data_type:
            case ArrayType():
                convert = self.converter(data_type.elementType)
                return self._expecting(Iterable, lambda values: [_present(convert, value) for value in values])
            case MapType():
                key, item = self.converter(data_type.keyType), self.converter(data_type.valueType)
                return self._expecting(
                    dict, lambda entries: [(_present(key, k), _present(item, v)) for k, v in entries.items()]
                )
            case StructType():
                return self._struct(data_type)
            case TimestampType():
                return self._timestamp
            case UserDefinedType():
                inner = self.converter(data_type.sqlType())
                return lambda value: _present(inner, data_type.serialize(value))
            case VariantType():
                return _variant
            case GeographyType():
                return lambda value: _spatial(value, Geography)
            case GeometryType():
                return lambda value: _spatial(value, Geometry)
        return None

    def _expecting(self, kind: type | tuple[type, ...], convert: Convert) -> Convert:
        if not self.ignore_unexpected:
            return convert
        return lambda value: convert(value) if isinstance(value, kind) else value

    def _struct(self, data_type: StructType) -> Convert:
        names = data_type.names
        if self.error_on_duplicated_field_names and len(set(names)) != len(names):
            raise UnsupportedOperationException(
                errorClass="DUPLICATED_FIELD_NAME_IN_ARROW_STRUCT",
                messageParameters={"field_names": str(names)},
            )
        distinct = _dedup_names(names)
        converters = [self.converter(field.dataType) for field in data_type.fields]

        def convert(value: Any) -> Any:
            parts = map(value.get, names) if isinstance(value, dict) else value
            return {name: _present(inner, part) for name, inner, part in zip(distinct, converters, parts, strict=False)}

        return self._expecting((dict, tuple), convert)

    def _timestamp(self, value: Any) -> datetime.datetime:
        import pandas as pd

        moment = pd.Timestamp(value)
        if not isinstance(value, datetime.datetime) or value.tzinfo is None:
            moment = moment.tz_localize(self.timezone)
        instant: datetime.datetime = moment.to_pydatetime()
        return instant


def _present(convert: Convert | None, value: Any) -> Any:
    return value if convert is None or value is None else convert(value)


def _variant(value: Any) -> dict[str, bytes]:
    assert isinstance(value, VariantVal)
    return {"value": value.value, "metadata": value.metadata}


def _spatial(value: Any, kind: type[Geography] | type[Geometry]) -> dict[str, Any]:
    assert isinstance(value, kind)
    return {"srid": value.srid, "wkb": value.wkb}
