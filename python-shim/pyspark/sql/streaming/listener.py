"""What happens to streaming queries, and objects that want to know it."""

import json
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pyspark.sql._reading import options_of
from pyspark.sql.types import Row

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.sql.session import SparkSession

__all__ = ["StreamingQueryListener"]


class StreamingQueryListener(ABC):
    """Is told what happens to queries, once it was given to ``spark.streams.addListener``."""

    def _set_spark_session(self, session: "SparkSession") -> None:
        if self.spark is None:
            self.spark = session

    @property
    def spark(self) -> "SparkSession | None":
        """The session that the listener was added to."""
        return getattr(self, "_sparkSession", None)

    @spark.setter
    def spark(self, session: "SparkSession") -> None:
        self._sparkSession = session

    def _init_listener_id(self) -> None:
        self._id = str(uuid.uuid4())

    @abstractmethod
    def onQueryStarted(self, event: "QueryStartedEvent") -> None:
        """A query begins; it waits for this method."""

    @abstractmethod
    def onQueryProgress(self, event: "QueryProgressEvent") -> None:
        """A batch has been processed."""

    # Not abstract: listeners written before there was this event do without.
    def onQueryIdle(self, event: "QueryIdleEvent") -> None:  # noqa: B027
        """A query waits for something to come."""

    @abstractmethod
    def onQueryTerminated(self, event: "QueryTerminatedEvent") -> None:
        """A query has ended."""

    @property
    def _jlistener(self) -> "JavaObject":
        from pyspark.core.context import SparkContext

        if not hasattr(self, "_jlistenerobj"):
            assert SparkContext._jvm is not None
            wrap = SparkContext._jvm.PythonStreamingQueryListenerWrapper
            self._jlistenerobj = wrap(JStreamingQueryListener(self))
        return self._jlistenerobj


class JStreamingQueryListener:
    """What the engine calls."""

    def __init__(self, pylistener: StreamingQueryListener) -> None:
        self.pylistener = pylistener

    def onQueryStarted(self, jevent: "JavaObject") -> None:
        self.pylistener.onQueryStarted(QueryStartedEvent.fromJObject(jevent))

    def onQueryProgress(self, jevent: "JavaObject") -> None:
        self.pylistener.onQueryProgress(QueryProgressEvent.fromJObject(jevent))

    def onQueryIdle(self, jevent: "JavaObject") -> None:
        self.pylistener.onQueryIdle(QueryIdleEvent.fromJObject(jevent))

    def onQueryTerminated(self, jevent: "JavaObject") -> None:
        self.pylistener.onQueryTerminated(QueryTerminatedEvent.fromJObject(jevent))

    class Java:
        implements = ("org.apache.spark.sql.streaming.PythonStreamingQueryListener",)


def _id(java: "JavaObject") -> uuid.UUID:
    return uuid.UUID(java.toString())


def _optional(option: "JavaObject") -> Any:
    return option.get() if option.isDefined() else None


class _Event:
    """Which run of which query it is about."""

    def __init__(self, id: uuid.UUID, runId: uuid.UUID) -> None:
        self._id = id
        self._runId = runId

    @property
    def id(self) -> uuid.UUID:
        """The query's id, the same after a restart from a checkpoint."""
        return self._id

    @property
    def runId(self) -> uuid.UUID:
        """The id of this run."""
        return self._runId


class QueryStartedEvent(_Event):
    """A query begins."""

    def __init__(self, id: uuid.UUID, runId: uuid.UUID, name: str | None, timestamp: str, jobTags: set[str]) -> None:
        super().__init__(id, runId)
        self._name = name
        self._timestamp = timestamp
        self._jobTags = jobTags

    @classmethod
    def fromJObject(cls, jevent: "JavaObject") -> "QueryStartedEvent":
        """From the engine's event."""
        tags = set()
        iterator = jevent.jobTags().iterator()
        while iterator.hasNext():
            tags.add(str(iterator.next()))
        return cls(_id(jevent.id()), _id(jevent.runId()), jevent.name(), jevent.timestamp(), tags)

    @classmethod
    def fromJson(cls, j: dict[str, Any]) -> "QueryStartedEvent":
        """From the event as JSON."""
        tags = set(j.get("jobTags", ()))
        return cls(uuid.UUID(j["id"]), uuid.UUID(j["runId"]), j["name"], j["timestamp"], tags)

    @property
    def name(self) -> str | None:
        """The query's name."""
        return self._name

    @property
    def timestamp(self) -> str:
        """When it began."""
        return self._timestamp

    @property
    def jobTags(self) -> set[str]:
        """The tags of its jobs."""
        return self._jobTags


class QueryProgressEvent:
    """A batch has been processed."""

    def __init__(self, progress: "StreamingQueryProgress") -> None:
        self._progress = progress

    @classmethod
    def fromJObject(cls, jevent: "JavaObject") -> "QueryProgressEvent":
        """From the engine's event."""
        return cls(StreamingQueryProgress.fromJObject(jevent.progress()))

    @classmethod
    def fromJson(cls, j: dict[str, Any]) -> "QueryProgressEvent":
        """From the event as JSON."""
        return cls(StreamingQueryProgress.fromJson(j["progress"]))

    @property
    def progress(self) -> "StreamingQueryProgress":
        """What the batch did."""
        return self._progress


class QueryIdleEvent(_Event):
    """A query waits for something to come."""

    def __init__(self, id: uuid.UUID, runId: uuid.UUID, timestamp: str) -> None:
        super().__init__(id, runId)
        self._timestamp = timestamp

    @classmethod
    def fromJObject(cls, jevent: "JavaObject") -> "QueryIdleEvent":
        """From the engine's event."""
        return cls(_id(jevent.id()), _id(jevent.runId()), jevent.timestamp())

    @classmethod
    def fromJson(cls, j: dict[str, Any]) -> "QueryIdleEvent":
        """From the event as JSON."""
        return cls(uuid.UUID(j["id"]), uuid.UUID(j["runId"]), j["timestamp"])

    @property
    def timestamp(self) -> str:
        """When it looked in vain."""
        return self._timestamp


class QueryTerminatedEvent(_Event):
    """A query has ended."""

    def __init__(
        self, id: uuid.UUID, runId: uuid.UUID, exception: str | None, errorClassOnException: str | None
    ) -> None:
        super().__init__(id, runId)
        self._exception = exception
        self._errorClassOnException = errorClassOnException

    @classmethod
    def fromJObject(cls, jevent: "JavaObject") -> "QueryTerminatedEvent":
        """From the engine's event."""
        condition = _optional(jevent.errorClassOnException())
        return cls(_id(jevent.id()), _id(jevent.runId()), _optional(jevent.exception()), condition)

    @classmethod
    def fromJson(cls, j: dict[str, Any]) -> "QueryTerminatedEvent":
        """From the event as JSON."""
        return cls(uuid.UUID(j["id"]), uuid.UUID(j["runId"]), j["exception"], j["errorClassOnException"])

    @property
    def exception(self) -> str | None:
        """What it failed with."""
        return self._exception

    @property
    def errorClassOnException(self) -> str | None:
        """The condition of what it failed with."""
        return self._errorClassOnException


def _entry(name: str, doc: str) -> Any:
    """A property that is an entry of the dict."""
    return property(lambda progress: progress[name], doc=doc)


class _Progress(dict[str, Any]):
    """Figures by their names; made of the engine's object or of its JSON."""

    _jprogress: "JavaObject | None"
    _jdict: dict[str, Any] | None

    def _fill(self, arguments: dict[str, Any]) -> None:
        self._jprogress, self._jdict = arguments["jprogress"], arguments["jdict"]
        self.update(options_of(arguments, "jprogress", "jdict", "__class__"))

    @property
    def json(self) -> str:
        """As JSON."""
        return json.dumps(self._jdict) if self._jprogress is None else str(self._jprogress.json())

    @property
    def prettyJson(self) -> str:
        """As JSON to be read by people."""
        return json.dumps(self._jdict, indent=4) if self._jprogress is None else str(self._jprogress.prettyJson())

    def __str__(self) -> str:
        return self.prettyJson

    __repr__ = __str__


def _figures(java: "JavaObject", names: Iterable[str]) -> dict[str, Any]:
    """Each figure is a method of the Java object."""
    return {name: getattr(java, name)() for name in names}


def _items(j: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: j.get(name) for name in names}


def _texts(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) for name, value in figures.items()}


class StreamingQueryProgress(_Progress):
    """What a batch did."""

    def __init__(
        self,
        id: uuid.UUID,
        runId: uuid.UUID,
        name: str | None,
        timestamp: str,
        batchId: int,
        batchDuration: int,
        durationMs: dict[str, int],
        eventTime: dict[str, str],
        stateOperators: "list[StateOperatorProgress]",
        sources: "list[SourceProgress]",
        sink: "SinkProgress",
        numInputRows: int | None,
        inputRowsPerSecond: float | None,
        processedRowsPerSecond: float | None,
        observedMetrics: dict[str, Row],
        jprogress: "JavaObject | None" = None,
        jdict: dict[str, Any] | None = None,
    ):
        self._fill(locals())

    @classmethod
    def fromJObject(cls, jprogress: "JavaObject") -> "StreamingQueryProgress":
        """From the engine's object."""
        from pyspark import cloudpickle
        from pyspark.core.context import SparkContext

        assert SparkContext._jvm is not None
        to_python = SparkContext._jvm.PythonSQLUtils.toPyRow
        simple = ("name", "timestamp", "batchId", "batchDuration", *_RATES)
        return cls(
            **_figures(jprogress, simple),
            id=_id(jprogress.id()),
            runId=_id(jprogress.runId()),
            durationMs=dict(jprogress.durationMs()),
            eventTime=dict(jprogress.eventTime()),
            stateOperators=[StateOperatorProgress.fromJObject(each) for each in jprogress.stateOperators()],
            sources=[SourceProgress.fromJObject(each) for each in jprogress.sources()],
            sink=SinkProgress.fromJObject(jprogress.sink()),
            observedMetrics={
                name: cloudpickle.loads(to_python(row)) for name, row in dict(jprogress.observedMetrics()).items()
            },
            jprogress=jprogress,
        )

    @classmethod
    def fromJson(cls, j: dict[str, Any]) -> "StreamingQueryProgress":
        """From JSON."""
        simple = ("name", "timestamp", "batchId", "batchDuration")
        return cls(
            **_items(j, (*simple, *_RATES)),
            id=uuid.UUID(j["id"]),
            runId=uuid.UUID(j["runId"]),
            durationMs=dict(j.get("durationMs", {})),
            eventTime=dict(j.get("eventTime", {})),
            stateOperators=[StateOperatorProgress.fromJson(each) for each in j["stateOperators"]],
            sources=[SourceProgress.fromJson(each) for each in j["sources"]],
            sink=SinkProgress.fromJson(j["sink"]),
            observedMetrics={
                name: Row(*row.keys())(*row.values()) for name, row in j.get("observedMetrics", {}).items()
            },
            jdict=j,
        )

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        return str(value) if key in ("id", "runId") else value

    @property
    def id(self) -> uuid.UUID:
        """The query's id, the same after a restart from a checkpoint."""
        return super().__getitem__("id")  # type: ignore[no-any-return]

    @property
    def runId(self) -> uuid.UUID:
        """The id of this run."""
        return super().__getitem__("runId")  # type: ignore[no-any-return]

    name: str | None = _entry("name", "The query's name.")
    timestamp: str = _entry("timestamp", "When the batch began.")
    batchId: int = _entry("batchId", "The batch's number.")
    batchDuration: int = _entry("batchDuration", "How many milliseconds the batch took.")
    durationMs: dict[str, int] = _entry("durationMs", "How many milliseconds its parts took.")
    eventTime: dict[str, str] = _entry("eventTime", "The times of its rows, and the watermark.")
    stateOperators: "list[StateOperatorProgress]" = _entry("stateOperators", "What operators with state did.")
    sources: "list[SourceProgress]" = _entry("sources", "What was read.")
    sink: "SinkProgress" = _entry("sink", "What was written.")
    observedMetrics: dict[str, Row] = _entry("observedMetrics", "What ``DataFrame.observe`` asked for.")

    def _total(self, name: str) -> Any:
        """Of all sources, where it was not said."""
        value = self[name]
        return sum(getattr(source, name) for source in self.sources) if value is None else value

    @property
    def numInputRows(self) -> int:
        """How many rows were read."""
        return self._total("numInputRows")  # type: ignore[no-any-return]

    @property
    def inputRowsPerSecond(self) -> float:
        """How many rows came in a second."""
        return self._total("inputRowsPerSecond")  # type: ignore[no-any-return]

    @property
    def processedRowsPerSecond(self) -> float:
        """How many rows were processed in a second."""
        return self._total("processedRowsPerSecond")  # type: ignore[no-any-return]


_RATES = ("numInputRows", "inputRowsPerSecond", "processedRowsPerSecond")
_STATE_FIGURES = (
    "operatorName",
    "numRowsTotal",
    "numRowsUpdated",
    "numRowsRemoved",
    "allUpdatesTimeMs",
    "allRemovalsTimeMs",
    "commitTimeMs",
    "memoryUsedBytes",
    "numRowsDroppedByWatermark",
    "numShufflePartitions",
    "numStateStoreInstances",
)


class StateOperatorProgress(_Progress):
    """What an operator with state did in a batch."""

    def __init__(
        self,
        operatorName: str,
        numRowsTotal: int,
        numRowsUpdated: int,
        numRowsRemoved: int,
        allUpdatesTimeMs: int,
        allRemovalsTimeMs: int,
        commitTimeMs: int,
        memoryUsedBytes: int,
        numRowsDroppedByWatermark: int,
        numShufflePartitions: int,
        numStateStoreInstances: int,
        customMetrics: dict[str, int],
        jprogress: "JavaObject | None" = None,
        jdict: dict[str, Any] | None = None,
    ):
        self._fill(locals())

    @classmethod
    def fromJObject(cls, jprogress: "JavaObject") -> "StateOperatorProgress":
        """From the engine's object."""
        figures = _figures(jprogress, _STATE_FIGURES)
        return cls(**figures, customMetrics=dict(jprogress.customMetrics()), jprogress=jprogress)

    @classmethod
    def fromJson(cls, j: dict[str, Any]) -> "StateOperatorProgress":
        """From JSON."""
        figures = {name: j[name] for name in _STATE_FIGURES}
        return cls(**figures, customMetrics=dict(j.get("customMetrics", {})), jdict=j)

    operatorName: str = _entry("operatorName", "The operator's name.")
    numRowsTotal: int = _entry("numRowsTotal", "How many rows the state has.")
    numRowsUpdated: int = _entry("numRowsUpdated", "How many of them were changed or added.")
    allUpdatesTimeMs: int = _entry("allUpdatesTimeMs", "How many milliseconds that took.")
    numRowsRemoved: int = _entry("numRowsRemoved", "How many were taken away.")
    allRemovalsTimeMs: int = _entry("allRemovalsTimeMs", "How many milliseconds that took.")
    commitTimeMs: int = _entry("commitTimeMs", "How many milliseconds writing the state took.")
    memoryUsedBytes: int = _entry("memoryUsedBytes", "How much memory the state takes.")
    numRowsDroppedByWatermark: int = _entry("numRowsDroppedByWatermark", "How many rows came too late.")
    numShufflePartitions: int = _entry("numShufflePartitions", "How many partitions the state has.")
    numStateStoreInstances: int = _entry("numStateStoreInstances", "How many stores the state has.")
    customMetrics: dict[str, int] = _entry("customMetrics", "What the store says besides.")


class SourceProgress(_Progress):
    """What was read of a source in a batch."""

    def __init__(
        self,
        description: str,
        startOffset: str,
        endOffset: str,
        latestOffset: str,
        numInputRows: int,
        inputRowsPerSecond: float,
        processedRowsPerSecond: float,
        metrics: dict[str, str],
        jprogress: "JavaObject | None" = None,
        jdict: dict[str, Any] | None = None,
    ) -> None:
        self._fill(locals())

    @classmethod
    def fromJObject(cls, jprogress: "JavaObject") -> "SourceProgress":
        """From the engine's object."""
        return cls(
            **_figures(jprogress, ("description", *_RATES)),
            **_texts(_figures(jprogress, _OFFSETS)),
            metrics=dict(jprogress.metrics()),
            jprogress=jprogress,
        )

    @classmethod
    def fromJson(cls, j: dict[str, Any]) -> "SourceProgress":
        """From JSON."""
        return cls(
            **_items(j, ("description", *_RATES)),
            **_texts({name: j[name] if isinstance(j[name], str) else json.dumps(j[name]) for name in _OFFSETS}),
            metrics=dict(j.get("metrics", {})),
            jdict=j,
        )

    description: str = _entry("description", "What source it is.")
    startOffset: str = _entry("startOffset", "Where reading began.")
    endOffset: str = _entry("endOffset", "Where reading ended.")
    latestOffset: str = _entry("latestOffset", "Where the source ends.")
    numInputRows: int = _entry("numInputRows", "How many rows were read.")
    inputRowsPerSecond: float = _entry("inputRowsPerSecond", "How many rows came in a second.")
    processedRowsPerSecond: float = _entry("processedRowsPerSecond", "How many rows were processed in a second.")
    metrics: dict[str, str] = _entry("metrics", "What the source says besides.")


_OFFSETS = ("startOffset", "endOffset", "latestOffset")


class SinkProgress(_Progress):
    """What was written in a batch."""

    def __init__(
        self,
        description: str,
        numOutputRows: int,
        metrics: dict[str, str],
        jprogress: "JavaObject | None" = None,
        jdict: dict[str, Any] | None = None,
    ) -> None:
        self._fill(locals())

    @classmethod
    def fromJObject(cls, jprogress: "JavaObject") -> "SinkProgress":
        """From the engine's object."""
        figures = _figures(jprogress, ("description", "numOutputRows"))
        return cls(**figures, metrics=dict(jprogress.metrics()), jprogress=jprogress)

    @classmethod
    def fromJson(cls, j: dict[str, Any]) -> "SinkProgress":
        """From JSON."""
        return cls(j["description"], j["numOutputRows"], dict(j.get("metrics", {})), jdict=j)

    description: str = _entry("description", "What sink it is.")
    numOutputRows: int = _entry("numOutputRows", "How many rows were written, -1 if nobody knows.")
    metrics: dict[str, str] = _entry("metrics", "What the sink says besides.")
