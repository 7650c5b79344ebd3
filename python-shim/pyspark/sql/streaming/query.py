"""Streaming queries that run, and who manages them."""

import json
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkValueError, StreamingQueryException
from pyspark.errors.exceptions.captured import StreamingQueryException as CapturedStreamingQueryException
from pyspark.sql.streaming.listener import StreamingQueryListener, StreamingQueryProgress

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

__all__ = ["StreamingQuery", "StreamingQueryManager"]


def _milliseconds(timeout: Any, least_is_positive: bool) -> int:
    if not isinstance(timeout, (int, float)) or timeout < 0 or (least_is_positive and timeout == 0):
        raise PySparkValueError(
            errorClass="VALUE_NOT_POSITIVE",
            messageParameters={"arg_name": "timeout", "arg_value": type(timeout).__name__},
        )
    return int(timeout * 1000)


class StreamingQuery:
    """A query that runs on in the background."""

    def __init__(self, jsq: "JavaObject") -> None:
        self._jsq = jsq

    @property
    def id(self) -> str:
        """The query's id, the same after a restart from a checkpoint."""
        return str(self._jsq.id().toString())

    @property
    def runId(self) -> str:
        """The id of this run."""
        return str(self._jsq.runId().toString())

    @property
    def name(self) -> str:
        """The name it was given, or None."""
        name: str = self._jsq.name()
        return name

    @property
    def isActive(self) -> bool:
        """Whether it still runs."""
        return bool(self._jsq.isActive())

    def awaitTermination(self, timeout: int | None = None) -> bool | None:
        """Waits for the end; with a number of seconds, whether it came in that time."""
        arguments = [] if timeout is None else [_milliseconds(timeout, least_is_positive=True)]
        ended: bool | None = self._jsq.awaitTermination(*arguments)
        return ended

    @property
    def status(self) -> dict[str, Any]:
        """What it is doing."""
        status: dict[str, Any] = json.loads(self._jsq.status().json())
        return status

    @property
    def recentProgress(self) -> list[StreamingQueryProgress]:
        """What the last batches did."""
        return [_progress(each) for each in self._jsq.recentProgress()]

    @property
    def lastProgress(self) -> StreamingQueryProgress | None:
        """What the last batch did."""
        progress = self._jsq.lastProgress()
        return _progress(progress) if progress else None

    def processAllAvailable(self) -> None:
        """Waits until everything that is there has been processed."""
        self._jsq.processAllAvailable()

    def stop(self) -> None:
        """Ends the query."""
        self._jsq.stop()

    def explain(self, extended: bool = False) -> None:
        """Prints the plan of the last batch."""
        print(self._jsq.explainInternal(extended))

    def exception(self) -> StreamingQueryException | None:
        """What the query failed with."""
        failure = self._jsq.exception()
        if not failure.isDefined():
            return None
        java = failure.get()
        _, _, message = java.toString().partition(": ")
        trace = "\n\t at ".join(element.toString() for element in java.getStackTrace())
        return CapturedStreamingQueryException(message, trace, java.getCause())


def _progress(java_progress: "JavaObject") -> StreamingQueryProgress:
    return StreamingQueryProgress.fromJson(json.loads(java_progress.json()))


class StreamingQueryManager:
    """The streaming queries of a session; reached by ``SparkSession.streams``."""

    def __init__(self, jsqm: "JavaObject") -> None:
        self._jsqm = jsqm

    @property
    def active(self) -> list[StreamingQuery]:
        """The queries that run."""
        return [StreamingQuery(each) for each in self._jsqm.active()]

    def get(self, id: str) -> StreamingQuery | None:
        """The query of that id, if it runs."""
        query = self._jsqm.get(id)
        return None if query is None else StreamingQuery(query)

    def awaitAnyTermination(self, timeout: int | None = None) -> bool | None:
        """Waits for the end of any query; with a number of seconds, whether it came in that time."""
        arguments = [] if timeout is None else [_milliseconds(timeout, least_is_positive=False)]
        ended: bool | None = self._jsqm.awaitAnyTermination(*arguments)
        return ended

    def resetTerminated(self) -> None:
        """Forgets queries that have ended, so that :meth:`awaitAnyTermination` waits for others."""
        self._jsqm.resetTerminated()

    def addListener(self, listener: StreamingQueryListener) -> None:
        """Lets an object know of what happens to queries."""
        from py4j.java_gateway import java_import

        from pyspark.core.context import SparkContext
        from pyspark.java_gateway import ensure_callback_server_started

        gateway = SparkContext._gateway
        assert gateway is not None
        java_import(gateway.jvm, "org.apache.spark.sql.streaming.*")
        ensure_callback_server_started(gateway)
        self._jsqm.addListener(listener._jlistener)

    def removeListener(self, listener: StreamingQueryListener) -> None:
        """Lets an object know no longer."""
        self._jsqm.removeListener(listener._jlistener)


class StreamingCheckpointManager:
    """Changes checkpoints of queries that do not run."""

    def __init__(self, jmanager: "JavaObject") -> None:
        self._jmanager = jmanager

    def repartition(
        self, checkpoint_location: str, num_partitions: int, enforce_exactly_once_sink: bool = True
    ) -> None:
        """Spreads the state over another number of partitions."""
        self._jmanager.repartition(checkpoint_location, num_partitions, enforce_exactly_once_sink)
