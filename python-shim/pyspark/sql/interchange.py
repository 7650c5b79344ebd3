"""DataFrames as streams of Arrow, for libraries that take such."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import BinaryType, StructField, StructType

if TYPE_CHECKING:
    from pyspark.sql.dataframe import DataFrame

_BYTES = StructType([StructField("arrow_ipc_bytes", BinaryType(), nullable=False)])


def _as_bytes(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Each batch as a batch of one value: the bytes of a stream that holds it. Runs in the workers."""
    for batch in batches:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        content = sink.getvalue()
        offsets = pa.array([0, len(content)], type=pa.int32()).buffers()[1]
        value = pa.Array.from_buffers(pa.binary(), 1, [None, offsets, content])
        yield pa.RecordBatch.from_arrays([value], names=_BYTES.names)


def _get_arrow_array_partition_stream(df: "DataFrame") -> Iterator[pa.RecordBatch]:
    """Batches of all partitions, each partition when it is wanted."""
    for row in df.mapInArrow(_as_bytes, _BYTES).toLocalIterator():
        with pa.ipc.open_stream(row.arrow_ipc_bytes) as reader:
            yield from reader


class SparkArrowCStreamer:
    """Gives the rows of a DataFrame through Arrow's interface for streams."""

    def __init__(self, df: "DataFrame"):
        self._df = df
        self._schema = to_arrow_schema(df.schema)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        batches = _get_arrow_array_partition_stream(self._df)
        return pa.RecordBatchReader.from_batches(self._schema, batches).__arrow_c_stream__(
            requested_schema=requested_schema
        )
