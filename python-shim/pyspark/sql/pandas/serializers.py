"""Streams of Arrow batches: plain, collected out of order, one or two for each group."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

from pyspark.errors import PySparkRuntimeError, PySparkValueError
from pyspark.serializers import Serializer, UTF8Deserializer, read_int, write_int

if TYPE_CHECKING:
    import pyarrow as pa


class SpecialLengths:
    """Marks in place of a length."""

    END_OF_DATA_SECTION = -1
    PYTHON_EXCEPTION_THROWN = -2
    TIMING_DATA = -3
    END_OF_STREAM = -4
    NULL = -5
    START_ARROW_STREAM = -6


class ArrowStreamSerializer(Serializer):
    """Batches as one Arrow stream, with a mark before it if asked for; no batch means not even a stream."""

    def __init__(self, write_start_stream: bool = False, flush_per_batch: bool = False) -> None:
        super().__init__()
        self._write_start_stream = write_start_stream
        self._flush_per_batch = flush_per_batch

    def dump_stream(self, iterator: Iterable["pa.RecordBatch"], stream: IO[bytes]) -> None:
        import pyarrow as pa

        batches = iter(iterator)
        # The mark waits for the first batch: an error before that can still be told instead.
        first = next(batches, None)
        if first is None:
            return
        if self._write_start_stream:
            write_int(SpecialLengths.START_ARROW_STREAM, stream)
        with pa.RecordBatchStreamWriter(stream, first.schema) as writer:
            for batch in chain([first], batches):
                writer.write_batch(batch)
                if self._flush_per_batch:
                    stream.flush()

    def load_stream(self, stream: IO[bytes]) -> Iterator[Any]:
        import pyarrow as pa

        yield from pa.ipc.open_stream(stream)

    def __repr__(self) -> str:
        return f"ArrowStreamSerializer(write_start_stream={self._write_start_stream})"


class ArrowCollectSerializer(ArrowStreamSerializer):
    """Batches that come in any order with their places behind them."""

    def load_stream(self, stream: IO[bytes]) -> Iterator["pa.RecordBatch"]:
        batches: list[pa.RecordBatch | None] = list(super().load_stream(stream))
        count = read_int(stream)
        if count == -1:
            raise PySparkRuntimeError(
                errorClass="ERROR_OCCURRED_WHILE_CALLING",
                messageParameters={
                    "func_name": "ArrowCollectSerializer.load_stream",
                    "error_msg": str(UTF8Deserializer().loads(stream)),
                },
            )
        for _ in range(count):
            place = read_int(stream)
            batch, batches[place] = batches[place], None
            # No reference stays behind, so that a caller who copies may free each batch at once.
            yield batch

    def __repr__(self) -> str:
        return "ArrowCollectSerializer()"


class ArrowStreamGroupSerializer(ArrowStreamSerializer):
    """A stream for each group, read while the group is looked at."""

    def load_stream(self, stream: IO[bytes]) -> Iterator[Iterator["pa.RecordBatch"]]:
        for _ in _announced_groups(stream, streams=1):
            yield super().load_stream(stream)


class ArrowStreamCoGroupSerializer(ArrowStreamSerializer):
    """Two streams for each group, both read before the group is given."""

    def load_stream(self, stream: IO[bytes]) -> Iterator[tuple[list["pa.RecordBatch"], list["pa.RecordBatch"]]]:
        for _ in _announced_groups(stream, streams=2):
            yield list(super().load_stream(stream)), list(super().load_stream(stream))


def _announced_groups(stream: IO[bytes], streams: int) -> Iterator[None]:
    """Each group is announced by its number of streams; zero is the end."""
    while announced := read_int(stream):
        if announced != streams:
            raise PySparkValueError(
                errorClass="INVALID_NUMBER_OF_DATAFRAMES_IN_GROUP",
                messageParameters={"dataframes_in_group": str(announced)},
            )
        yield None
