"""Functions from the rows of a group to any rows: applyInPandas and applyInArrow."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from pyspark._worker.checks import expect_iterator, expect_pandas, expect_type
from pyspark._worker.functions import Function
from pyspark._worker.pandas_bridge import PandasBridge, numbered_schema
from pyspark._worker.settings import Settings
from pyspark.sql.conversion import ArrowBatchTransformer
from pyspark.sql.pandas.types import to_arrow_type

if TYPE_CHECKING:
    import pyarrow as pa

Group = Iterable["pa.RecordBatch"]
Evaluate = Callable[[Iterator[Group]], Iterator["pa.RecordBatch"]]


@dataclass(frozen=True)
class GroupColumns:
    """Which columns of a group's batches are its keys and which are the values that functions see."""

    keys: list[int]
    values: list[int]


def unpack_columns(packed: Sequence[int]) -> list[GroupColumns]:
    """From `[length, number of keys, keys…, values…]` for each side, packed where arguments would be."""
    sides = []
    at = 0
    while at < len(packed):
        length, key_count = packed[at], packed[at + 1]
        side = packed[at + 2 : at + 1 + length]
        sides.append(GroupColumns(list(side[:key_count]), list(side[key_count:])))
        at += 1 + length
    return sides


@dataclass(frozen=True)
class FrameWriter:
    """Frames that a function returns, as batches of one struct column."""

    function: Function
    settings: Settings

    def __call__(self, result: Any) -> "pa.RecordBatch":
        returns = self.function.returns
        expect_pandas(result, returns, self.settings.by_name)
        return PandasBridge(self.settings).batch([result], numbered_schema([returns]))


@dataclass(frozen=True)
class ArrowWriter:
    """Tables or batches that a function returns, as batches of one struct column; types must be right already."""

    function: Function
    settings: Settings

    def schema(self) -> "pa.Schema":
        import pyarrow as pa

        returns = to_arrow_type(self.function.returns, timezone="UTC", prefers_large_types=self.settings.large_types)
        return pa.schema(list(returns))

    def batches(self, result: Any) -> Iterator["pa.RecordBatch"]:
        import pyarrow as pa

        checked: Any = ArrowBatchTransformer.enforce_schema(
            result, self.schema(), arrow_cast=False, reorder_by_name=self.settings.by_name
        )
        return map(
            ArrowBatchTransformer.wrap_struct, checked.to_batches() if isinstance(checked, pa.Table) else [checked]
        )


def pandas(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pandas as pd
    import pyarrow as pa

    (function,) = functions
    (columns,) = unpack_columns(function.offsets)
    bridge, write = PandasBridge(settings), FrameWriter(function, settings)
    takes_key = function.arity == 2

    def apply(group: Group) -> "pa.RecordBatch":
        series = bridge.columns(pa.Table.from_batches(list(group)).combine_chunks())
        frame = pd.concat([series[i] for i in columns.values], axis=1)
        if not takes_key:
            return write(function.call(frame))
        return write(function.call(tuple(series[i].iloc[0] for i in columns.keys), frame))

    return lambda groups: map(apply, groups)


def pandas_iterator(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pandas as pd

    (function,) = functions
    (columns,) = unpack_columns(function.offsets)
    bridge, write = PandasBridge(settings), FrameWriter(function, settings)
    takes_key = function.arity == 2

    def apply(group: Group) -> Iterator["pa.RecordBatch"]:
        batches = map(bridge.columns, group)
        first = next(batches)
        frames = (pd.concat([series[i] for i in columns.values], axis=1) for series in chain([first], batches))
        key = tuple(first[i].iloc[0] for i in columns.keys)
        yield from map(write, function.call(key, frames) if takes_key else function.call(frames))
        _drain(batches)

    return lambda groups: chain.from_iterable(map(apply, groups))


def arrow(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pyarrow as pa

    (function,) = functions
    (columns,) = unpack_columns(function.offsets)
    write = ArrowWriter(function, settings)
    takes_key = function.arity == 2

    def apply(group: Group) -> Iterator["pa.RecordBatch"]:
        batches = list(map(ArrowBatchTransformer.flatten_struct, group))
        table = pa.Table.from_batches([ArrowBatchTransformer.select_columns(b, columns.values) for b in batches])
        key = tuple(batches[0].column(i)[0] for i in columns.keys)
        result = function.call(key, table) if takes_key else function.call(table)
        return write.batches(expect_type(result, pa.Table))

    return lambda groups: chain.from_iterable(map(apply, groups))


def arrow_iterator(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pyarrow as pa

    (function,) = functions
    (columns,) = unpack_columns(function.offsets)
    write = ArrowWriter(function, settings)
    takes_key = function.arity == 2

    def apply(group: Group) -> Iterator["pa.RecordBatch"]:
        batches = map(ArrowBatchTransformer.flatten_struct, group)
        first = next(batches)
        values = (ArrowBatchTransformer.select_columns(b, columns.values) for b in chain([first], batches))
        key = tuple(first.column(i)[0] for i in columns.keys)
        result = function.call(key, values) if takes_key else function.call(values)
        for batch in expect_iterator(result, pa.RecordBatch):
            yield from write.batches(batch)
        _drain(batches)

    return lambda groups: chain.from_iterable(map(apply, groups))


def _drain(batches: Iterator[Any]) -> None:
    """The next group's stream begins where this one's ends."""
    for _ in batches:
        pass
