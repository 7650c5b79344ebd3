"""Functions over whole columns that give a column of the same length."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyspark._worker.checks import (
    expect_exhausted,
    expect_iterator,
    expect_pandas,
    expect_rows,
    expect_rows_of_input,
    wrong_type,
)
from pyspark._worker.functions import Function
from pyspark._worker.pandas_bridge import PandasBridge, numbered_schema
from pyspark._worker.settings import Settings
from pyspark.errors import PySparkValueError
from pyspark.sql.conversion import ArrowBatchTransformer
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import DataType, StructType

if TYPE_CHECKING:
    import pyarrow as pa

Evaluate = Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]

# Scalar functions get structs as frames, and structs within other values as dicts.
_AS_FRAMES: dict[str, Any] = {"struct_in_pandas": "dict", "ndarray_as_list": False, "df_for_struct": True}


def result_schema(functions: Sequence[Function], settings: Settings) -> "pa.Schema":
    """The results' columns as Arrow has them."""
    schema = numbered_schema([function.returns for function in functions])
    return to_arrow_schema(schema, timezone="UTC", prefers_large_types=settings.large_types)


def pandas(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    """From a series, or a frame for a struct, for each argument to a series or frame."""
    bridge = PandasBridge(settings)
    schema = numbered_schema([function.returns for function in functions])
    plans = [(function.flat(), function.offsets, function.returns) for function in functions]

    def results(batch: "pa.RecordBatch") -> "pa.RecordBatch":
        columns = bridge.columns(batch, **_AS_FRAMES)
        values = []
        for call, offsets, returns in plans:
            result = call(*[columns[offset] for offset in offsets])
            _expect_columnar(result, returns, batch.num_rows)
            values.append(result)
        return bridge.batch(values, schema)

    return lambda batches: map(results, batches)


def _expect_columnar(result: Any, returns: DataType, rows: int) -> None:
    import pandas as pd

    is_struct = isinstance(returns, StructType)
    if not hasattr(result, "__len__"):
        wrong_type("pandas.DataFrame" if is_struct else "pandas.Series", type(result).__name__)
    expect_rows(len(result), rows)
    if is_struct and not isinstance(result, pd.DataFrame):
        raise PySparkValueError(f"A function that returns {returns.simpleString()} must give a pandas.DataFrame.")


def pandas_iterator(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    """From an iterator of series to an iterator of series; batches may be cut anew on the way."""
    import pandas as pd

    (function,) = functions
    bridge = PandasBridge(settings)
    schema = numbered_schema([function.returns])
    element = pd.DataFrame if isinstance(function.returns, StructType) else pd.Series

    def to_batch(result: Any) -> "pa.RecordBatch":
        expect_pandas(result, function.returns, by_name=True, ignore_further_columns=True)
        return bridge.batch([result], schema)

    return _iterating(function, lambda batch: bridge.columns(batch, **_AS_FRAMES), element, to_batch)


def arrow(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    """From Arrow arrays to an Arrow array."""
    import pyarrow as pa

    schema = result_schema(functions, settings)

    def results(batch: "pa.RecordBatch") -> "pa.RecordBatch":
        arrays = [function.over(batch.columns) for function in functions]
        output = pa.RecordBatch.from_arrays(arrays, schema.names)
        output = ArrowBatchTransformer.enforce_schema(output, schema)
        expect_rows(output.num_rows, batch.num_rows)
        return output

    return lambda batches: map(results, batches)


def arrow_iterator(functions: Sequence[Function], settings: Settings, _conf: Mapping[str, str]) -> Evaluate:
    """From an iterator of Arrow arrays to an iterator of Arrow arrays."""
    import pyarrow as pa

    (function,) = functions
    schema = result_schema(functions, settings)

    def to_batch(result: "pa.Array") -> "pa.RecordBatch":
        batch = pa.RecordBatch.from_arrays([result], schema.names)
        return ArrowBatchTransformer.enforce_schema(batch, schema, safecheck=True)

    return _iterating(function, lambda batch: batch.columns, pa.Array, to_batch)


def single_or_tuple(columns: Sequence[Any], offsets: Sequence[int]) -> Any:
    """What an iterating function gets at each step: its only argument bare, several as a tuple."""
    arguments = tuple(columns[offset] for offset in offsets)
    return arguments[0] if len(arguments) == 1 else arguments


def _iterating(
    function: Function,
    columns_of: Callable[["pa.RecordBatch"], Sequence[Any]],
    element: type,
    to_batch: Callable[[Any], "pa.RecordBatch"],
) -> Evaluate:
    def evaluate(batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
        rows_read = 0

        def steps() -> Iterator[Any]:
            nonlocal rows_read
            for batch in batches:
                # Counted once it can be taken: an error of the conversion is not one of too many results.
                step = single_or_tuple(columns_of(batch), function.offsets)
                rows_read += batch.num_rows
                yield step

        arguments = steps()
        results = expect_iterator(function.call(arguments), element)
        yield from expect_rows_of_input(map(to_batch, results), lambda: rows_read)
        expect_exhausted(arguments)

    return evaluate
