"""Functions that are called row by row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from pyspark._worker.checks import expect_rows
from pyspark._worker.functions import Function
from pyspark._worker.settings import Settings
from pyspark.util import fail_on_stopiteration

if TYPE_CHECKING:
    import pyarrow as pa

    from pyspark.sql.types import DataType

Rows = Sequence[Sequence[Any]]


def over_pickles(
    functions: Sequence[Function], _settings: Settings, _conf: Mapping[str, str]
) -> Callable[[Iterator[Rows]], Iterator[list[Any]]]:
    """A single function's results come bare, those of several as tuples."""
    row_functions = [_row_function(function) for function in functions]
    if len(row_functions) == 1:
        (only,) = row_functions
        return lambda frames: ([only(row) for row in rows] for rows in frames)
    return lambda frames: ([tuple(f(row) for f in row_functions) for row in rows] for rows in frames)


def _row_function(function: Function) -> Callable[[Sequence[Any]], Any]:
    call, offsets = function.flat(), function.offsets
    if function.returns.needConversion():
        to_internal = function.returns.toInternal
        return lambda row: to_internal(call(*[row[offset] for offset in offsets]))
    if len(offsets) == 1:
        (offset,) = offsets
        return lambda row: call(row[offset])
    return lambda row: call(*[row[offset] for offset in offsets])


def over_arrow(
    functions: Sequence[Function], settings: Settings, conf: Mapping[str, str]
) -> Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]:
    """Columns become Python values, all results of a function a column."""
    if settings.legacy_udf:
        return _over_pandas(functions, settings, conf)
    import pyarrow as pa

    from pyspark.sql.conversion import LocalDataToArrowConversion
    from pyspark.sql.pandas.types import to_arrow_type

    read = column_reader(conf, settings)
    names = [f"_{i}" for i in range(len(functions))]
    plans = []
    for function in functions:
        convert = LocalDataToArrowConversion._create_converter(
            function.returns,
            none_on_identity=True,
            int_to_decimal_coercion_enabled=settings.integers_to_decimals,
        )
        arrow_type = to_arrow_type(function.returns, timezone="UTC", prefers_large_types=settings.large_types)
        plans.append((_batch_function(function, settings), function.offsets, convert, arrow_type))

    def results(batch: "pa.RecordBatch") -> "pa.RecordBatch":
        columns = read(batch)
        arrays = []
        for call, offsets, convert, arrow_type in plans:
            values = call([columns[offset] for offset in offsets], batch.num_rows)
            expect_rows(len(values), batch.num_rows)
            if convert is not None:
                values = [convert(value) for value in values]
            arrays.append(_array(values, arrow_type, settings.safe_casts))
        return pa.RecordBatch.from_arrays(arrays, names)

    return lambda batches: map(results, batches)


def _array(values: list[Any], arrow_type: "pa.DataType", safe: bool) -> "pa.Array":
    import pyarrow as pa

    try:
        return pa.array(values, type=arrow_type)
    except pa.ArrowInvalid:
        return pa.array(values).cast(target_type=arrow_type, safe=safe)


def column_reader(conf: Mapping[str, str], settings: Settings) -> Callable[["pa.RecordBatch"], list[list[Any]]]:
    """Columns of the declared types as lists of the values that functions get."""
    from pyspark.sql.conversion import ArrowTableToRowsConversion

    converters = [
        ArrowTableToRowsConversion._create_converter(
            data_type, none_on_identity=True, binary_as_bytes=settings.binary_as_bytes
        )
        for data_type in input_types(conf)
    ]

    def read(batch: "pa.RecordBatch") -> list[list[Any]]:
        columns = map(ArrowTableToRowsConversion._to_pylist, batch.columns)
        return [
            values if convert is None else [convert(value) for value in values]
            for values, convert in zip(columns, converters, strict=True)
        ]

    return read


def input_types(conf: Mapping[str, str]) -> list["DataType"]:
    from pyspark.sql.types import StructType, _parse_datatype_json_string

    schema = _parse_datatype_json_string(conf["input_type"])
    assert isinstance(schema, StructType)
    return [field.dataType for field in schema.fields]


def _batch_function(function: Function, settings: Settings) -> Callable[[list[list[Any]], int], list[Any]]:
    call, threads = function.flat(), settings.threads

    @fail_on_stopiteration
    def over(columns: list[list[Any]], rows: int) -> list[Any]:
        arguments: Iterator[Any] = zip(*columns, strict=True) if columns else repeat((), rows)
        if threads < 1:
            return [call(*row) for row in arguments]
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(max_workers=threads) as pool:
            return list(pool.map(lambda row: call(*row), arguments))

    return over


def _over_pandas(
    functions: Sequence[Function], settings: Settings, conf: Mapping[str, str]
) -> Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]:
    import pandas as pd

    from pyspark._worker.pandas_bridge import PandasBridge, numbered_schema
    from pyspark.sql.types import BinaryType, StringType

    bridge = PandasBridge(settings)
    schema = numbered_schema([function.returns for function in functions])
    inputs = numbered_schema(input_types(conf))

    def coercion(returns: "DataType") -> Callable[[Any], Any] | None:
        return str if isinstance(returns, StringType) else bytes if isinstance(returns, BinaryType) else None

    plans = [(_batch_function(f, settings), f.offsets, coercion(f.returns)) for f in functions]

    def results(batch: "pa.RecordBatch") -> "pa.RecordBatch":
        columns = bridge.columns(
            batch, schema=inputs, struct_in_pandas="row", ndarray_as_list=True, df_for_struct=False
        )
        series = []
        for call, offsets, coerce in plans:
            values = call([columns[offset].tolist() for offset in offsets], batch.num_rows)
            expect_rows(len(values), batch.num_rows)
            if coerce is not None:
                values = [value if value is None else coerce(value) for value in values]
            series.append(pd.Series(values))
        return bridge.batch(series, schema)

    return lambda batches: map(results, batches)
