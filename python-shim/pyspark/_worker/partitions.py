"""Functions from all batches of a partition to any batches: mapInPandas and mapInArrow."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyspark._worker.checks import expect_iterator, expect_pandas
from pyspark._worker.functions import Function
from pyspark._worker.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

Evaluate = Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]


def pandas(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pandas as pd

    from pyspark._worker.pandas_bridge import PandasBridge, numbered_schema
    from pyspark.sql.types import StructType

    (function,) = functions
    bridge = PandasBridge(settings)
    schema = numbered_schema([function.returns])
    element = pd.DataFrame if isinstance(function.returns, StructType) else pd.Series

    def frame(batch: "pa.RecordBatch") -> Any:
        return bridge.columns(batch, df_for_struct=True)[0]

    def to_batch(result: Any) -> "pa.RecordBatch":
        expect_pandas(result, function.returns, by_name=True, ignore_further_columns=True)
        return bridge.batch([result], schema)

    def evaluate(batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
        # A generator, so that a function may close it.
        frames = (frame(batch) for batch in batches)
        results = expect_iterator(function.call(frames), element, settings.accept_iterables)
        return map(to_batch, results)

    return evaluate


def arrow(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    import pyarrow as pa

    from pyspark.sql.conversion import ArrowBatchTransformer

    (function,) = functions

    def evaluate(batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
        results = function.call(map(ArrowBatchTransformer.flatten_struct, batches))
        checked = expect_iterator(results, pa.RecordBatch, settings.accept_iterables)
        return map(ArrowBatchTransformer.wrap_struct, checked)

    return evaluate
