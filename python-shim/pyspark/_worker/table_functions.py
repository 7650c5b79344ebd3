"""Evaluators of table functions: over pickled rows, over rows that come as Arrow, over Arrow batches."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any

from pyspark._worker.checks import expect_pandas
from pyspark._worker.message import UdtfCommand
from pyspark._worker.null_checks import row_check
from pyspark._worker.settings import Settings
from pyspark._worker.table_function import (
    TableFunction,
    call_method,
    expect_iterable,
    expect_width,
    load_table_function,
)
from pyspark._worker.table_partitions import BatchPartitions, RowPartitions
from pyspark.errors import PySparkRuntimeError, PySparkValueError

if TYPE_CHECKING:
    import pyarrow as pa

Method = Callable[..., Any]


def over_pickles(
    command: UdtfCommand, _settings: Settings, _conf: Mapping[str, str]
) -> Callable[[Iterator[Any]], Iterator[list[Any]]]:
    """One list of one tuple of rows for each input row, and one for `terminate`."""
    function = load_table_function(command, RowPartitions)
    to_internal, width, check = function.returns.toInternal, len(function.returns), row_check(function.returns)
    offsets = function.evaluate.offsets

    def internal_row(row: Any, method: str) -> Any:
        if row is not None:
            if hasattr(row, "__UDT__"):
                _wrong_row(row, method)
            if hasattr(row, "__len__"):
                expect_width(len(row), width, method)
            if not isinstance(row, (list, dict, tuple)) and not hasattr(row, "__dict__"):
                _wrong_row(row, method)
            if check is not None:
                check(row)
        return to_internal(row)

    def chunks(method: Method, *arguments: Any) -> Iterator[list[Any]]:
        rows = expect_iterable(call_method(method, arguments), method.__name__)
        yield [tuple(internal_row(row, method.__name__) for row in rows)]

    def evaluate(frames: Iterator[Sequence[Any]]) -> Iterator[list[Any]]:
        return function.run((tuple(row[i] for i in offsets) for rows in frames for row in rows), chunks)

    return evaluate


def _wrong_row(row: Any, method: str) -> None:
    raise PySparkRuntimeError(
        errorClass="UDTF_INVALID_OUTPUT_ROW_TYPE", messageParameters={"type": type(row).__name__, "func": method}
    )


def over_arrow_rows(
    command: UdtfCommand, settings: Settings, conf: Mapping[str, str]
) -> Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]:
    """One batch for each input row, and one for `terminate`."""
    from pyspark._worker.rows import column_reader, input_types

    function = load_table_function(command, RowPartitions)
    read: Callable[[pa.RecordBatch], list[Any]]
    if settings.legacy_udtf:
        from pyspark._worker.pandas_bridge import PandasBridge, numbered_schema

        inputs, bridge = numbered_schema(input_types(conf)), PandasBridge(settings)

        read = partial(bridge.columns, schema=inputs, struct_in_pandas="row", ndarray_as_list=True, df_for_struct=False)
        to_batches = _frames_writer(function, bridge)
    else:
        read = column_reader(conf, settings)
        to_batches = _rows_writer(function, settings)
    offsets = function.evaluate.offsets

    def chunks(method: Method, *arguments: Any) -> Iterator["pa.RecordBatch"]:
        result = call_method(method, arguments)
        return to_batches(expect_iterable(result, method.__name__), method.__name__)

    def calls(batches: Iterator["pa.RecordBatch"]) -> Iterator[tuple[Any, ...]]:
        for batch in batches:
            columns = read(batch)
            arguments = [columns[i] for i in offsets]
            yield from zip(*arguments, strict=True) if arguments else repeat((), batch.num_rows)

    return lambda batches: function.run(calls(batches), chunks)


def _rows_writer(
    function: TableFunction, settings: Settings
) -> Callable[[Iterable[Any], str], Iterator["pa.RecordBatch"]]:
    import pyarrow as pa

    from pyspark.sql.conversion import ArrowBatchTransformer, LocalDataToArrowConversion
    from pyspark.sql.pandas.types import to_arrow_type

    returns, width, check = function.returns, len(function.returns), row_check(function.returns)
    arrow_type = to_arrow_type(returns, timezone="UTC", prefers_large_types=settings.large_types)

    def checked(row: Any) -> Any:
        if not isinstance(row, tuple) and width == 1:
            row = (row,)
        if check is not None:
            check(row)
        return row

    def table(rows: list[Any], method: str) -> "pa.Table":
        try:
            return LocalDataToArrowConversion.convert(rows, returns, settings.large_types)
        except Exception as error:
            if isinstance(error, PySparkValueError) and error.getCondition() == "AXIS_LENGTH_MISMATCH":
                lengths = error.getMessageParameters() or {}
                expect_width(int(lengths["actual_length"]), int(lengths["expected_length"]), method)
            raise PySparkRuntimeError(
                errorClass="UDTF_ARROW_DATA_CONVERSION_ERROR",
                messageParameters={
                    "data": str(rows),
                    "schema": returns.simpleString(),
                    "arrow_schema": str(arrow_type),
                },
            ) from error

    def write(result: Iterable[Any], method: str) -> Iterator["pa.RecordBatch"]:
        rows = [checked(row) for row in result]
        if rows:
            batches = table(rows, method).to_batches()
        else:
            batches = [pa.RecordBatch.from_pylist([], schema=pa.schema(list(arrow_type)))]
        return map(ArrowBatchTransformer.wrap_struct, batches)

    return write


def _frames_writer(function: TableFunction, bridge: Any) -> Callable[[Iterable[Any], str], Iterator["pa.RecordBatch"]]:
    import pandas as pd

    from pyspark._worker.pandas_bridge import numbered_schema

    returns, check = function.returns, row_check(function.returns)
    schema = numbered_schema([returns])

    def write(result: Iterable[Any], method: str) -> Iterator["pa.RecordBatch"]:
        rows = list(result)
        if check is not None:
            for row in rows:
                check(row)
        frame = pd.DataFrame(rows)
        if len(frame) > 0 or len(frame.columns) > 0:
            expect_width(len(frame.columns), len(returns), method)
        expect_pandas(frame, returns, by_name=False)
        yield bridge.batch(
            [frame],
            schema,
            prefers_large_types=False,
            assign_cols_by_name=False,
            ignore_unexpected_complex_type_values=True,
            is_legacy=True,
        )

    return write


def over_arrow_batches(
    command: UdtfCommand, settings: Settings, conf: Mapping[str, str]
) -> Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]:
    """`eval` gets table arguments as batches, other arguments as arrays, and gives tables or batches."""
    import pyarrow as pa

    from pyspark.sql.conversion import ArrowBatchTransformer
    from pyspark.sql.pandas.types import to_arrow_type

    function = load_table_function(command, BatchPartitions)
    tables = {int(offset) for offset in conf.get("table_arg_offsets", "").split(",") if offset}
    offsets = function.evaluate.offsets
    returns = to_arrow_type(function.returns, timezone="UTC", prefers_large_types=settings.large_types)
    schema = pa.schema(list(returns))

    def batches_of(result: Iterable[Any]) -> Iterator["pa.RecordBatch"]:
        is_empty = True
        for item in result:
            is_empty = False
            if isinstance(item, pa.Table):
                yield from item.to_batches()
            elif isinstance(item, pa.RecordBatch):
                yield item
            else:
                raise PySparkRuntimeError(errorClass="UDTF_ARROW_TYPE_CONVERSION_ERROR", messageParameters={})
        if is_empty:
            yield pa.RecordBatch.from_pylist([], schema=schema)

    def chunks(method: Method, *arguments: Any) -> Iterator["pa.RecordBatch"]:
        result = expect_iterable(call_method(method, arguments), method.__name__)
        for batch in batches_of(result):
            expect_width(batch.num_columns, len(schema), method.__name__)
            yield ArrowBatchTransformer.wrap_struct(ArrowBatchTransformer.enforce_schema(batch, schema, safecheck=True))

    def calls(batches: Iterator["pa.RecordBatch"]) -> Iterator[tuple[Any, ...]]:
        for batch in batches:
            columns = [
                ArrowBatchTransformer.flatten_struct(batch, column_index=i) if i in tables else batch.column(i)
                for i in range(batch.num_columns)
            ]
            yield tuple(columns[i] for i in offsets)

    return lambda batches: function.run(calls(batches), chunks)
