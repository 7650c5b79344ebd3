"""Functions from two groups with the same keys to any rows: cogroup(…).applyInPandas and applyInArrow."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from pyspark._worker.checks import expect_type
from pyspark._worker.functions import Function
from pyspark._worker.grouped import ArrowWriter, FrameWriter, unpack_columns
from pyspark._worker.pandas_bridge import PandasBridge
from pyspark._worker.settings import Settings
from pyspark.sql.conversion import ArrowBatchTransformer

if TYPE_CHECKING:
    import pyarrow as pa

Cogroup = tuple[list["pa.RecordBatch"], list["pa.RecordBatch"]]
Evaluate = Callable[[Iterator[Cogroup]], Iterator["pa.RecordBatch"]]


def pandas(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pandas as pd
    import pyarrow as pa

    (function,) = functions
    sides = unpack_columns(function.offsets)
    bridge, write = PandasBridge(settings), FrameWriter(function, settings)
    takes_key = function.arity == 3

    def apply(cogroup: Cogroup) -> "pa.RecordBatch":
        series = [bridge.columns(pa.Table.from_batches(batches)) for batches in cogroup]
        frames = [
            pd.concat([columns[i] for i in side.values], axis=1) for columns, side in zip(series, sides, strict=True)
        ]
        if not takes_key:
            return write(function.call(*frames))
        # One side may have no rows.
        at = 1 if frames[0].empty else 0
        return write(function.call(tuple(series[at][i].iloc[0] for i in sides[at].keys), *frames))

    return lambda cogroups: map(apply, cogroups)


def arrow(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pyarrow as pa

    (function,) = functions
    sides = unpack_columns(function.offsets)
    write = ArrowWriter(function, settings)
    takes_key = function.arity == 3

    def table(batches: list["pa.RecordBatch"], columns: list[int]) -> "pa.Table":
        return pa.Table.from_batches([ArrowBatchTransformer.select_columns(batch, columns) for batch in batches])

    def apply(cogroup: Cogroup) -> Iterator["pa.RecordBatch"]:
        tables = [table(batches, side.values) for batches, side in zip(cogroup, sides, strict=True)]
        arguments: list[Any] = list(tables)
        if takes_key:
            at = 0 if tables[0].num_rows > 0 else 1
            keys = table(cogroup[at], sides[at].keys)
            arguments.insert(0, tuple(column[0] for column in keys.columns))
        return write.batches(expect_type(function.call(*arguments), pa.Table))

    return lambda cogroups: chain.from_iterable(map(apply, cogroups))
