"""Rows of Python values as tables of Arrow."""

import array
import datetime
import decimal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkValueError
from pyspark.sql.pandas._field_names import _dedup_names, _deduplicate_field_names
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.pandas.utils import require_minimum_pyarrow_version
from pyspark.sql.types import (
    ArrayType,
    BinaryType,
    DataType,
    DecimalType,
    Geography,
    GeographyType,
    Geometry,
    GeometryType,
    MapType,
    NullType,
    StringType,
    StructField,
    StructType,
    TimestampNTZType,
    TimestampType,
    UserDefinedType,
    VariantType,
    VariantVal,
)

if TYPE_CHECKING:
    import pyarrow as pa

Convert = Callable[[Any], Any]


class LocalDataToArrowConversion:
    """From rows to Arrow, by a schema of Spark."""

    @staticmethod
    def _create_converter(
        dataType: DataType,
        nullable: bool = True,
        *,
        none_on_identity: bool = False,
        int_to_decimal_coercion_enabled: bool = False,
    ) -> Convert | None:
        """What turns a value into one for Arrow and refuses None where it may not be.

        Where nothing is to be done it is None if `none_on_identity`.
        """
        convert = _Converters(int_to_decimal_coercion_enabled).converter(dataType, nullable)
        return convert if convert is not None or none_on_identity else _identity

    @staticmethod
    def convert(data: Sequence[Any], schema: StructType, use_large_var_types: bool) -> "pa.Table":
        """A table of rows that are tuples, dicts, lists or objects with attributes."""
        require_minimum_pyarrow_version()
        import pyarrow as pa

        assert isinstance(data, list)
        assert len(data) > 0
        assert isinstance(schema, StructType)
        names = schema.names
        rows = [_row_values(row, names) for row in data]
        if not names:
            return pa.Table.from_struct_array(pa.array([{}] * len(rows)))
        columns = []
        for i, field in enumerate(schema.fields):
            convert = LocalDataToArrowConversion._create_converter(
                field.dataType, field.nullable, none_on_identity=True
            )
            columns.append([row[i] for row in rows] if convert is None else [convert(row[i]) for row in rows])
        distinct = [
            StructField(field.name, _deduplicate_field_names(field.dataType), field.nullable) for field in schema.fields
        ]
        arrow_schema = to_arrow_schema(StructType(distinct), timezone="UTC", prefers_large_types=use_large_var_types)
        return pa.Table.from_arrays(columns, schema=arrow_schema)


def _identity(value: Any) -> Any:
    return value


def _row_values(row: Any, names: list[str]) -> tuple[Any, ...]:
    if row is None:
        return (None,) * len(names)
    if isinstance(row, VariantVal):
        raise PySparkValueError("Rows cannot be of type VariantVal")
    if isinstance(row, dict):
        return tuple(map(row.get, names))
    if not isinstance(row, tuple) and hasattr(row, "__dict__"):
        return tuple(map(row.__dict__.get, names))
    _expect_length(len(row), len(names))
    return tuple(row)


def _expect_length(actual: int, expected: int) -> None:
    if actual != expected:
        raise PySparkValueError(
            errorClass="AXIS_LENGTH_MISMATCH",
            messageParameters={"expected_length": str(expected), "actual_length": str(actual)},
        )


@dataclass(frozen=True)
class _Converters:
    integers_to_decimals: bool

    def converter(self, data_type: DataType, nullable: bool) -> Convert | None:
        """Handles None, too: as NULL, or as an error."""

        def missing() -> None:
            if not nullable:
                raise PySparkValueError(f"input for {data_type} must not be None")

        match data_type:
            case NullType():
                return lambda value: _null(value, data_type)
            case StringType():
                return lambda value: value if type(value) is str else missing() if value is None else _string(value)
            case BinaryType():
                return lambda value: value if type(value) is bytes else missing() if value is None else _binary(value)
            case DecimalType():
                return self._decimal(data_type, missing)
        convert = self._present(data_type)
        if convert is not None:
            return lambda value: missing() if value is None else convert(value)
        if nullable:
            return None
        return lambda value: missing() if value is None else value

    def _present(self, data_type: DataType) -> Convert | None:
        """For values that are there; None where they are what Arrow takes."""
        match data_type:
            case StructType():
                return self._struct(data_type)
            case ArrayType():
                element = self.converter(data_type.elementType, data_type.containsNull)
                return None if element is None else lambda values: [element(value) for value in _list(values)]
            case MapType():
                key = self.converter(data_type.keyType, False) or _identity
                item = self.converter(data_type.valueType, data_type.valueContainsNull) or _identity
                # Arrow takes maps as lists of pairs.
                return lambda entries: [(key(k), item(v)) for k, v in _dict(entries).items()]
            case TimestampType():
                return _instant
            case TimestampNTZType():
                return _local_time
            case UserDefinedType():
                inner = self.converter(data_type.sqlType(), True) or _identity
                return lambda value: inner(data_type.serialize(value))
            case VariantType():
                return lambda value: data_type.toInternal(_expect(value, VariantVal, "MALFORMED_VARIANT"))
            case GeographyType():
                return lambda value: data_type.toInternal(_expect(value, Geography, "MALFORMED_GEOGRAPHY"))
            case GeometryType():
                return lambda value: data_type.toInternal(_expect(value, Geometry, "MALFORMED_GEOMETRY"))
        return None

    def _struct(self, data_type: StructType) -> Convert:
        names, distinct = data_type.names, _dedup_names(data_type.names)
        converters = [self.converter(field.dataType, field.nullable) or _identity for field in data_type.fields]

        def convert(value: Any) -> dict[str, Any]:
            if isinstance(value, tuple):
                _expect_length(len(value), len(names))
                parts: Any = value
            else:
                fields = value if isinstance(value, dict) else value.__dict__
                parts = map(fields.get, names)
            return {name: inner(part) for name, inner, part in zip(distinct, converters, parts, strict=True)}

        return convert

    def _decimal(self, data_type: DecimalType, missing: Callable[[], None]) -> Convert:
        unit = decimal.Decimal(1).scaleb(-data_type.scale)
        context = decimal.Context(prec=data_type.precision, rounding=decimal.ROUND_HALF_EVEN)
        takes_integers = self.integers_to_decimals

        def convert(value: Any) -> Any:
            if value is None:
                return missing()
            if takes_integers and isinstance(value, int):
                value = decimal.Decimal(value)
            assert isinstance(value, decimal.Decimal)
            return missing() if value.is_nan() else value.quantize(unit, context=context)

        return convert


def _null(value: Any, data_type: DataType) -> None:
    if value is not None:
        raise PySparkValueError(f"input for {data_type} must be None, but got {value}")


def _string(value: Any) -> str:
    # As SQL writes booleans, not as Python does.
    return str(value).lower() if isinstance(value, bool) else str(value)


def _binary(value: Any) -> bytes:
    assert isinstance(value, (bytes, bytearray))
    return bytes(value)


def _list(value: Any) -> Any:
    assert isinstance(value, (list, array.array))
    return value


def _dict(value: Any) -> dict[Any, Any]:
    assert isinstance(value, dict)
    return value


def _instant(value: Any) -> datetime.datetime:
    assert isinstance(value, datetime.datetime)
    return value.astimezone(datetime.UTC)


def _local_time(value: Any) -> datetime.datetime:
    assert isinstance(value, datetime.datetime)
    assert value.tzinfo is None
    return value


def _expect(value: Any, kind: type, condition: str) -> Any:
    if not isinstance(value, kind):
        raise PySparkValueError(errorClass=condition)
    return value
