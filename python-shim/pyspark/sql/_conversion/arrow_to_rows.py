"""Tables of Arrow as rows of Python values."""

import datetime
import functools
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkNotImplementedError
from pyspark.sql._conversion.struct_values import spatial_parts, variant_of
from pyspark.sql.pandas._field_names import _dedup_names
from pyspark.sql.pandas.utils import require_minimum_pyarrow_version
from pyspark.sql.types import (
    ArrayType,
    BinaryType,
    DataType,
    Geography,
    GeographyType,
    Geometry,
    GeometryType,
    MapType,
    NullType,
    Row,
    StructType,
    TimestampType,
    UserDefinedType,
    VariantType,
    YearMonthIntervalType,
    _create_row,
    _has_type,
)

if TYPE_CHECKING:
    import pyarrow as pa

# From a value that is there to the one that the user sees; None where both are the same.
Convert = Callable[[Any], Any]


class ArrowTableToRowsConversion:
    """From Arrow to rows, by a schema of Spark."""

    @staticmethod
    @functools.cache
    def _should_manual_bulk() -> bool:
        """Whether nested columns are taken apart here: PyArrow up to 25.0.0 makes an object for each element."""
        import pyarrow as pa

        try:
            import numpy  # noqa: F401
        except ImportError:
            return False
        return tuple(map(int, pa.__version__.split(".")[:3])) < (25, 0, 1)

    @staticmethod
    def _to_pylist(column: "pa.Array | pa.ChunkedArray") -> list[Any]:
        """As `column.to_pylist()`: structs as dicts, maps as lists of pairs."""
        import pyarrow as pa

        if not ArrowTableToRowsConversion._should_manual_bulk():
            values: list[Any] = column.to_pylist()
            return values
        if isinstance(column, pa.ChunkedArray):
            return [value for chunk in column.chunks for value in _values_in_bulk(chunk)]
        return _values_in_bulk(column)

    @staticmethod
    def _create_converter(
        dataType: DataType,
        *,
        none_on_identity: bool = False,
        binary_as_bytes: bool = True,
    ) -> Convert | None:
        """What turns a value of `_to_pylist` into the user's; where both are the same, None if `none_on_identity`."""
        convert = _converter(dataType, binary_as_bytes)
        if convert is not None:
            return lambda value: None if value is None else convert(value)
        return None if none_on_identity else lambda value: value

    @staticmethod
    def convert(
        table: "pa.Table", schema: StructType, *, return_as_tuples: bool = False, binary_as_bytes: bool = True
    ) -> list[Row | tuple[Any, ...]]:
        """The rows of a table."""
        require_minimum_pyarrow_version()
        if any(_has_type(field.dataType, YearMonthIntervalType) for field in schema.fields):
            # PyArrow has no Python value for them, not even an error of its own that says so.
            raise PySparkNotImplementedError(
                errorClass="NOT_IMPLEMENTED",
                messageParameters={"feature": "Collecting a year-month interval value in Spark Connect"},
            )
        names = schema.fieldNames()
        columns = []
        for column, field in zip(table.columns, schema.fields, strict=True):
            values = ArrowTableToRowsConversion._to_pylist(column)
            convert = ArrowTableToRowsConversion._create_converter(
                field.dataType, none_on_identity=True, binary_as_bytes=binary_as_bytes
            )
            columns.append(values if convert is None else [convert(value) for value in values])
        tuples = list(zip(*columns, strict=True)) if columns else [()] * table.num_rows
        return [*tuples] if return_as_tuples else [_create_row(names, values) for values in tuples]


def _values_in_bulk(column: "pa.Array") -> list[Any]:
    import pyarrow.types as types

    at = column.type
    if len(column) == 0:
        return []
    if types.is_list(at) or types.is_large_list(at):
        return _lists(column, column.values)
    if types.is_map(at):
        return _lists(column, column.keys, column.items)
    if types.is_struct(at):
        names = [field.name for field in at]
        if len(set(names)) == len(names):
            return _structs(column, names)
    values: list[Any] = column.to_pylist()
    return values


def _lists(column: "pa.Array", *children: "pa.Array") -> list[Any]:
    """The children are converted once, then cut; several children give lists of tuples."""
    offsets = column.offsets.to_numpy().tolist()
    first, last = offsets[0], offsets[-1]
    parts = [_values_in_bulk(child.slice(first, last - first)) for child in children]
    flat = parts[0] if len(parts) == 1 else list(zip(*parts, strict=True))
    values: list[Any] = [flat[start - first : stop - first] for start, stop in pairwise(offsets)]
    return _with_nulls(column, values)


def _structs(column: "pa.Array", names: list[str]) -> list[Any]:
    fields = [_values_in_bulk(column.field(i)) for i in range(len(names))]
    if not names:
        return _with_nulls(column, [{} for _ in range(len(column))])
    return _with_nulls(column, [dict(zip(names, row, strict=True)) for row in zip(*fields, strict=True)])


def _with_nulls(column: "pa.Array", values: list[Any]) -> list[Any]:
    if column.null_count == 0:
        return values
    present = column.is_valid().to_numpy(zero_copy_only=False).tolist()
    return [value if is_there else None for value, is_there in zip(values, present, strict=True)]


def _converter(data_type: DataType, binary_as_bytes: bool) -> Convert | None:
    match data_type:
        case NullType():
            return lambda _: None
        case StructType():
            return _struct(data_type, binary_as_bytes)
        case ArrayType():
            element = _converter(data_type.elementType, binary_as_bytes)
            return element and (lambda values: [_present(element, value) for value in values])
        case MapType():
            key = _converter(data_type.keyType, binary_as_bytes)
            item = _converter(data_type.valueType, binary_as_bytes)
            if key is None and item is None:
                return dict
            return lambda entries: {_present(key, k): _present(item, v) for k, v in entries}
        case BinaryType():
            return None if binary_as_bytes else bytearray
        case TimestampType():
            # Local time of this process, as rows have it.
            return _local_time
        case UserDefinedType():
            inner = _converter(data_type.sqlType(), binary_as_bytes)
            return lambda value: data_type.deserialize(_present(inner, value))
        case VariantType():
            return variant_of
        case GeographyType():
            return lambda value: Geography.fromWKB(*spatial_parts(value, "MALFORMED_GEOGRAPHY"))
        case GeometryType():
            return lambda value: Geometry.fromWKB(*spatial_parts(value, "MALFORMED_GEOMETRY"))
    return None


def _present(convert: Convert | None, value: Any) -> Any:
    return value if convert is None or value is None else convert(value)


def _struct(data_type: StructType, binary_as_bytes: bool) -> Convert:
    names, distinct = data_type.names, _dedup_names(data_type.names)
    converters = [_converter(field.dataType, binary_as_bytes) for field in data_type.fields]

    def convert(value: dict[str, Any]) -> Row:
        parts = map(value.get, distinct)
        return _create_row(names, [_present(inner, part) for inner, part in zip(converters, parts, strict=True)])

    return convert


def _local_time(value: datetime.datetime) -> datetime.datetime:
    return value.astimezone().replace(tzinfo=None)
