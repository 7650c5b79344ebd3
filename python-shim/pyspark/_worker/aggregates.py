"""Functions from the columns of a group to one value."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyspark._worker.functions import Function
from pyspark._worker.pandas_bridge import PandasBridge, numbered_schema
from pyspark._worker.scalar import result_schema, single_or_tuple
from pyspark._worker.settings import Settings
from pyspark.sql.conversion import ArrowBatchTransformer

if TYPE_CHECKING:
    import pyarrow as pa

Group = Iterable["pa.RecordBatch"]
Evaluate = Callable[[Iterator[Group]], Iterator["pa.RecordBatch"]]


def pandas(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pandas as pd
    import pyarrow as pa

    bridge = PandasBridge(settings)
    schema = numbered_schema([function.returns for function in functions])

    def evaluate(groups: Iterator[Group]) -> Iterator["pa.RecordBatch"]:
        for group in groups:
            batches = list(group)
            if batches:
                columns = bridge.columns(pa.Table.from_batches(batches).combine_chunks())
                yield bridge.batch([pd.Series([function.over(columns)]) for function in functions], schema)

    return evaluate


def pandas_iterator(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    """The function takes an iterator over the batches of the group."""
    import pandas as pd

    (function,) = functions
    bridge = PandasBridge(settings)
    schema = numbered_schema([function.returns])

    def to_batch(result: Any) -> "pa.RecordBatch":
        return bridge.batch([pd.Series([result])], schema, prefers_large_types=False)

    return _iterating(function, bridge.columns, to_batch)


def arrow(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pyarrow as pa

    schema = result_schema(functions, settings)

    def evaluate(groups: Iterator[Group]) -> Iterator["pa.RecordBatch"]:
        for group in groups:
            batches = list(group)
            if batches:
                columns = pa.concat_batches(batches).columns
                arrays = [pa.array([function.over(columns)]) for function in functions]
                batch = pa.RecordBatch.from_arrays(arrays, schema.names)
                yield ArrowBatchTransformer.enforce_schema(batch, schema)

    return evaluate


def arrow_iterator(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pyarrow as pa

    (function,) = functions
    schema = result_schema(functions, settings)

    def to_batch(result: Any) -> "pa.RecordBatch":
        batch = pa.RecordBatch.from_arrays([pa.array([result])], schema.names)
        return ArrowBatchTransformer.enforce_schema(batch, schema)

    return _iterating(function, lambda batch: batch.columns, to_batch)


def _iterating(
    function: Function,
    columns_of: Callable[["pa.RecordBatch"], Sequence[Any]],
    to_batch: Callable[[Any], "pa.RecordBatch"],
) -> Evaluate:
    def evaluate(groups: Iterator[Group]) -> Iterator["pa.RecordBatch"]:
        for group in groups:
            batches = iter(group)
            result = function.call(single_or_tuple(columns_of(batch), function.offsets) for batch in batches)
            # The next group's stream begins where this one's ends.
            for _ in batches:
                pass
            yield to_batch(result)

    return evaluate
