"""Data sources written in Python."""
# Methods that do nothing are there to be overridden, none has to be.
# ruff: noqa: B024, B027

from abc import ABC, abstractmethod
from collections import UserDict
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from pyspark.errors import PySparkNotImplementedError
from pyspark.sql.types import Row, StructType

if TYPE_CHECKING:
    from pyarrow import RecordBatch

    from pyspark.sql.session import SparkSession
    from pyspark.sql.streaming.datasource import ReadLimit

__all__ = [
    "DataSource",
    "DataSourceArrowWriter",
    "DataSourceReader",
    "DataSourceRegistration",
    "DataSourceStreamArrowWriter",
    "DataSourceStreamReader",
    "DataSourceStreamWriter",
    "DataSourceWriter",
    "EqualNullSafe",
    "EqualTo",
    "Filter",
    "GreaterThan",
    "GreaterThanOrEqual",
    "In",
    "InputPartition",
    "IsNotNull",
    "IsNull",
    "LessThan",
    "LessThanOrEqual",
    "Not",
    "SimpleDataSourceStreamReader",
    "StringContains",
    "StringEndsWith",
    "StringStartsWith",
    "WriterCommitMessage",
]


def _not_implemented(feature: str) -> NoReturn:
    raise PySparkNotImplementedError(errorClass="NOT_IMPLEMENTED", messageParameters={"feature": feature})


class DataSource(ABC):
    """A data source: its name, its schema, and who reads and writes it."""

    def __init__(self, options: MutableMapping[str, str]) -> None:
        self.options = options

    @classmethod
    def name(cls) -> str:
        """The name for `spark.read.format`; the class's own by default."""
        return cls.__name__

    def schema(self) -> StructType | str:
        """The schema of what is read, unless the user names one."""
        _not_implemented("schema")

    def reader(self, schema: StructType) -> "DataSourceReader":
        """Who reads it."""
        _not_implemented("reader")

    def writer(self, schema: StructType, overwrite: bool) -> "DataSourceWriter":
        """Who writes it."""
        _not_implemented("writer")

    def streamWriter(self, schema: StructType, overwrite: bool) -> "DataSourceStreamWriter":
        """Who writes the batches of a stream to it."""
        _not_implemented("streamWriter")

    def simpleStreamReader(self, schema: StructType) -> "SimpleDataSourceStreamReader":
        """Who reads it as a stream, in one task; asked where there is no `streamReader`."""
        _not_implemented("simpleStreamReader")

    def streamReader(self, schema: StructType) -> "DataSourceStreamReader":
        """Who reads it as a stream, in partitions."""
        _not_implemented("streamReader")


# A column, or a field within columns: `("a", "b")` is `a.b`.
ColumnPath = tuple[str, ...]


@dataclass(frozen=True)
class Filter(ABC):
    """A condition of a query that a reader may take over."""


@dataclass(frozen=True)
class EqualTo(Filter):
    """`column = value`."""

    attribute: ColumnPath
    value: Any


@dataclass(frozen=True)
class EqualNullSafe(Filter):
    """`column <=> value`."""

    attribute: ColumnPath
    value: Any


@dataclass(frozen=True)
class GreaterThan(Filter):
    """`column > value`."""

    attribute: ColumnPath
    value: Any


@dataclass(frozen=True)
class GreaterThanOrEqual(Filter):
    """`column >= value`."""

    attribute: ColumnPath
    value: Any


@dataclass(frozen=True)
class LessThan(Filter):
    """`column < value`."""

    attribute: ColumnPath
    value: Any


@dataclass(frozen=True)
class LessThanOrEqual(Filter):
    """`column <= value`."""

    attribute: ColumnPath
    value: Any


@dataclass(frozen=True)
class In(Filter):
    """`column IN (value, …)`."""

    attribute: ColumnPath
    value: tuple[Any, ...]


@dataclass(frozen=True)
class IsNull(Filter):
    """`column IS NULL`."""

    attribute: ColumnPath


@dataclass(frozen=True)
class IsNotNull(Filter):
    """`column IS NOT NULL`."""

    attribute: ColumnPath


@dataclass(frozen=True)
class Not(Filter):
    """`NOT (condition)`."""

    child: Filter


@dataclass(frozen=True)
class StringStartsWith(Filter):
    """`column LIKE 'value%'`."""

    attribute: ColumnPath
    value: str


@dataclass(frozen=True)
class StringEndsWith(Filter):
    """`column LIKE '%value'`."""

    attribute: ColumnPath
    value: str


@dataclass(frozen=True)
class StringContains(Filter):
    """`column LIKE '%value%'`."""

    attribute: ColumnPath
    value: str


class InputPartition:
    """What one task reads; subclasses may carry anything that can be pickled."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        attributes = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({attributes})"


class DataSourceReader(ABC):
    """Reads a source."""

    def pushFilters(self, filters: list[Filter]) -> Iterable[Filter]:
        """Takes over conditions of the query; gives back those that the engine still has to check."""
        return filters

    def partitions(self) -> Sequence[InputPartition]:
        """What the tasks read; one task by default."""
        return [InputPartition(None)]

    @abstractmethod
    def read(self, partition: InputPartition) -> "Iterator[tuple[Any, ...]] | Iterator[RecordBatch]":
        """The rows of a partition, or batches of Arrow; runs in a worker."""


class DataSourceStreamReader(ABC):
    """Reads a source as a stream, from offset to offset."""

    def initialOffset(self) -> dict[str, Any]:
        """Where a new query begins."""
        _not_implemented("initialOffset")

    def latestOffset(self, start: dict[str, Any], limit: "ReadLimit") -> dict[str, Any]:
        """Where the next batch is to end."""
        _not_implemented("latestOffset")

    def getDefaultReadLimit(self) -> "ReadLimit":
        """How much a batch takes where the query does not say."""
        from pyspark.sql.streaming.datasource import ReadAllAvailable

        return ReadAllAvailable()

    def reportLatestOffset(self) -> dict[str, Any] | None:
        """The end of what is there, for metrics."""
        return None

    def partitions(self, start: dict[str, Any], end: dict[str, Any]) -> Sequence[InputPartition]:
        """What the tasks of a batch read."""
        _not_implemented("partitions")

    @abstractmethod
    def read(self, partition: InputPartition) -> "Iterator[tuple[Any, ...]] | Iterator[RecordBatch]":
        """The rows of a partition, or batches of Arrow; runs in a worker."""

    def commit(self, end: dict[str, Any]) -> None:
        """Told that everything up to an offset is done with."""

    def stop(self) -> None:
        """Told that the query has ended."""


class SimpleDataSourceStreamReader(ABC):
    """Reads a source of little data as a stream, without partitions."""

    def initialOffset(self) -> dict[str, Any]:
        """Where a new query begins."""
        _not_implemented("initialOffset")

    def read(self, start: dict[str, Any]) -> tuple[Iterator[tuple[Any, ...]], dict[str, Any]]:
        """The rows from an offset on, and where they end."""
        _not_implemented("read")

    def readBetweenOffsets(self, start: dict[str, Any], end: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        """The rows between two offsets, once more."""
        _not_implemented("readBetweenOffsets")

    def commit(self, end: dict[str, Any]) -> None:
        """Told that everything up to an offset is done with."""


class DataSourceWriter(ABC):
    """Writes a source."""

    @abstractmethod
    def write(self, iterator: Iterator[Row]) -> "WriterCommitMessage":
        """Writes the rows of a partition; runs in a worker."""

    def commit(self, messages: "list[WriterCommitMessage | None]") -> None:
        """Told that all tasks have written, with what each of them returned."""

    def abort(self, messages: "list[WriterCommitMessage | None]") -> None:
        """Told that a task has failed; None stands for tasks that returned nothing."""


class DataSourceArrowWriter(DataSourceWriter):
    """Writes a source by batches of Arrow."""

    @abstractmethod
    def write(self, iterator: "Iterator[RecordBatch]") -> "WriterCommitMessage":
        """Writes the batches of a partition; runs in a worker."""


class DataSourceStreamWriter(ABC):
    """Writes the batches of a stream."""

    @abstractmethod
    def write(self, iterator: Iterator[Row]) -> "WriterCommitMessage":
        """Writes the rows of a partition; runs in a worker."""

    def commit(self, messages: "list[WriterCommitMessage | None]", batchId: int) -> None:
        """Told that all tasks of a batch have written, with what each of them returned."""

    def abort(self, messages: "list[WriterCommitMessage | None]", batchId: int) -> None:
        """Told that a task of a batch has failed; None stands for tasks that returned nothing."""


class DataSourceStreamArrowWriter(DataSourceStreamWriter):
    """Writes the batches of a stream by batches of Arrow."""

    @abstractmethod
    def write(self, iterator: "Iterator[RecordBatch]") -> "WriterCommitMessage":
        """Writes the batches of a partition; runs in a worker."""


class WriterCommitMessage:
    """What a writing task tells the driver; subclasses may carry anything that can be pickled."""


class DataSourceRegistration:
    """Names for data sources; reached by `SparkSession.dataSource`."""

    def __init__(self, sparkSession: "SparkSession"):
        self.sparkSession = sparkSession

    def register(self, dataSource: type[DataSource]) -> None:
        """Makes a source known under its name; an existing one of the name is replaced."""
        from pyspark.sql.udf import _wrap_function

        sc = self.sparkSession.sparkContext
        jvm = sc._jvm
        assert jvm is not None
        make = getattr(jvm, "org.apache.spark.sql.execution.datasources.v2.python.UserDefinedPythonDataSource")
        wrapped = _wrap_function(sc, dataSource)
        self.sparkSession._jsparkSession.dataSource().registerPython(dataSource.name(), make(wrapped))


class CaseInsensitiveDict(UserDict[str, Any]):
    """The options of a source, whose names have no case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self.update(*args, **kwargs)

    def __setitem__(self, key: str, item: Any) -> None:
        super().__setitem__(key.lower(), item)

    def __getitem__(self, key: str) -> Any:
        return super().__getitem__(key.lower())

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key.lower())

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and super().__contains__(key.lower())

    def copy(self) -> "CaseInsensitiveDict":
        return type(self)(self)
