"""Aggregates over window frames: one value for each row of a partition."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyspark._worker.functions import Function
from pyspark._worker.message import Arguments
from pyspark._worker.pandas_bridge import PandasBridge, numbered_schema
from pyspark._worker.scalar import result_schema
from pyspark._worker.settings import Settings
from pyspark.errors import PySparkRuntimeError
from pyspark.sql.conversion import ArrowBatchTransformer

if TYPE_CHECKING:
    import pyarrow as pa

Partition = Iterable["pa.RecordBatch"]
Evaluate = Callable[[Iterator[Partition]], Iterator["pa.RecordBatch"]]
# The values of a column from one row up to another.
Slice = Callable[[Any, int, int], Any]


def pandas(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pandas as pd
    import pyarrow as pa

    bridge = PandasBridge(settings)
    schema = numbered_schema([function.returns for function in functions])

    def evaluate(partitions: Iterator[Partition]) -> Iterator["pa.RecordBatch"]:
        for partition in partitions:
            batches = list(partition)
            if batches:
                table = pa.Table.from_batches(batches).combine_chunks()
                columns = bridge.columns(table)
                frames = _over_frames(functions, settings, columns, lambda series, a, b: series.iloc[a:b])
                results = [
                    pd.Series(values).repeat(table.num_rows) if is_whole else pd.Series(values)
                    for values, is_whole in frames
                ]
                yield bridge.batch(results, schema)

    return evaluate


def arrow(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pyarrow as pa

    schema = result_schema(functions, settings)

    def evaluate(partitions: Iterator[Partition]) -> Iterator["pa.RecordBatch"]:
        for partition in partitions:
            batches = list(partition)
            if batches:
                whole = pa.concat_batches(batches)
                frames = _over_frames(functions, settings, whole.columns, lambda array, a, b: array.slice(a, b - a))
                arrays = [
                    pa.repeat(values[0], whole.num_rows) if is_whole else pa.array(values)
                    for values, is_whole in frames
                ]
                batch = pa.RecordBatch.from_arrays(arrays, schema.names)
                yield ArrowBatchTransformer.enforce_schema(batch, schema)

    return evaluate


def _over_frames(
    functions: Sequence[Function], settings: Settings, columns: Sequence[Any], cut: Slice
) -> Iterator[tuple[list[Any], bool]]:
    """For each function its values, and whether the only one is for all rows of the partition."""
    for function, bounds in zip(functions, settings.window_bounds, strict=True):
        if bounds == "unbounded":
            yield [function.over(columns)], True
        elif bounds == "bounded":
            yield list(_over_moving_frame(function, columns, cut)), False
        else:
            raise PySparkRuntimeError(
                errorClass="INVALID_WINDOW_BOUND_TYPE", messageParameters={"window_bound_type": bounds}
            )


def _over_moving_frame(function: Function, columns: Sequence[Any], cut: Slice) -> Iterator[Any]:
    """The first two arguments are the rows where each row's frame begins and ends."""
    begin, end, *positional = function.arguments.positional
    arguments = Arguments(positional, function.arguments.named)
    moving = Function(function.call, arguments, function.returns, function.written)
    used = set(moving.offsets)
    starts, stops = columns[begin].to_numpy().tolist(), columns[end].to_numpy().tolist()
    for start, stop in zip(starts, stops, strict=True):
        yield moving.over([cut(column, start, stop) if i in used else None for i, column in enumerate(columns)])
