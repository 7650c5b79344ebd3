"""Table functions over a partitioned table argument: an instance of the user's class for each partition.

The rows come sorted by partition, the partitioning expressions in columns that the user does not see.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pyspark._worker.table_function import Create
from pyspark.errors import PySparkRuntimeError
from pyspark.sql.types import Row, _create_row
from pyspark.sql.udtf import SkipRestOfInputTableException

if TYPE_CHECKING:
    import pyarrow as pa


class Partitions:
    """The instance of the current partition."""

    def __init__(self, create: Create, columns: list[int]) -> None:
        self._create = create
        self._columns = frozenset(columns)
        self._order = columns
        self._current = create()
        self._key: tuple[Any, ...] | None = None
        self._is_skipping = False
        if not hasattr(self._current, "eval"):
            raise AttributeError("the class has no 'eval' method")

    def call(self, key: tuple[Any, ...], args: list[Any], kwargs: dict[str, Any]) -> Iterator[Any]:
        if self._key is not None and key != self._key:
            yield from self.terminate()
            self._current = self._create()
            self._is_skipping = False
        self._key = key
        if self._is_skipping:
            return
        try:
            yield from self._current.eval(*args, **kwargs) or ()
        except SkipRestOfInputTableException:
            self._is_skipping = True

    def terminate(self) -> Iterator[Any]:
        if hasattr(self._current, "terminate"):
            yield from self._current.terminate() or ()

    def cleanup(self) -> None:
        if hasattr(self._current, "cleanup"):
            self._current.cleanup()


class RowPartitions(Partitions):
    """The table argument is a row for each call."""

    def eval(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        table = next(value for value in (*args, *kwargs.values()) if type(value) is Row)
        key = tuple(table[i] for i in self._order)
        visible = {name: self._without_key(value) for name, value in kwargs.items()}
        yield from self.call(key, [self._without_key(value) for value in args], visible)

    def _without_key(self, value: Any) -> Any:
        if not isinstance(value, Row):
            return value
        kept = [i for i in range(len(value)) if i not in self._columns]
        return _create_row([value.__fields__[i] for i in kept], [value[i] for i in kept])


class BatchPartitions(Partitions):
    """The table argument is an Arrow batch, which may hold rows of several partitions."""

    def eval(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        import pyarrow as pa

        table = next((value for value in (*args, *kwargs.values()) if isinstance(value, pa.RecordBatch)), None)
        if table is None:
            raise PySparkRuntimeError(
                errorClass="INVALID_ARROW_UDTF_TABLE_ARGUMENT", messageParameters={"actual_type": "None"}
            )
        keys = list(zip(*[table.column(i).to_pylist() for i in self._order], strict=True))
        starts = [row for row, key in enumerate(keys) if row == 0 or key != keys[row - 1]]
        visible = self._without_key(table)

        def part(value: Any, start: int, stop: int) -> Any:
            return visible.slice(start, stop - start) if isinstance(value, pa.RecordBatch) else value

        for start, stop in zip(starts, [*starts[1:], len(keys)], strict=True):
            named = {name: part(value, start, stop) for name, value in kwargs.items()}
            yield from self.call(keys[start], [part(value, start, stop) for value in args], named)

    def _without_key(self, batch: "pa.RecordBatch") -> "pa.RecordBatch":
        return batch.select([i for i in range(batch.num_columns) if i not in self._columns])
