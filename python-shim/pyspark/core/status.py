"""What jobs and stages are doing."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from py4j.java_collections import JavaArray
    from py4j.java_gateway import JavaObject

__all__ = ["SparkExecutorInfo", "SparkJobInfo", "SparkStageInfo", "StatusTracker"]


class SparkJobInfo(NamedTuple):
    """A job: the ids of its stages, and RUNNING, SUCCEEDED, FAILED or UNKNOWN."""

    jobId: int
    stageIds: "JavaArray"
    status: str


class SparkStageInfo(NamedTuple):
    """A stage, and how many of its tasks are in which state."""

    stageId: int
    currentAttemptId: int
    name: str
    numTasks: int
    numActiveTasks: int
    numCompletedTasks: int
    numFailedTasks: int


class SparkExecutorInfo(NamedTuple):
    """An executor: where it is, what it runs and what memory it uses for kept data."""

    host: str
    port: int
    cacheSize: int
    numRunningTasks: int
    usedOnHeapStorageMemory: int
    usedOffHeapStorageMemory: int
    totalOnHeapStorageMemory: int
    totalOffHeapStorageMemory: int


class StatusTracker:
    """Tells about jobs and stages. What is long over may be forgotten."""

    def __init__(self, jtracker: "JavaObject"):
        self._jtracker = jtracker

    def getJobIdsForGroup(self, jobGroup: str | None = None) -> list[int]:
        """Ids of the jobs of a group; without a name, of those in none."""
        return list(self._jtracker.getJobIdsForGroup(jobGroup))

    def getActiveStageIds(self) -> list[int]:
        """Ids of the stages that run."""
        return sorted(self._jtracker.getActiveStageIds())

    def getActiveJobsIds(self) -> list[int]:
        """Ids of the jobs that run."""
        return sorted(self._jtracker.getActiveJobIds())

    def getJobInfo(self, jobId: int) -> SparkJobInfo | None:
        """The job, or None if there is none of that id."""
        job = self._jtracker.getJobInfo(jobId)
        return None if job is None else SparkJobInfo(jobId, job.stageIds(), str(job.status()))

    def getStageInfo(self, stageId: int) -> SparkStageInfo | None:
        """The stage, or None if there is none of that id."""
        stage = self._jtracker.getStageInfo(stageId)
        if stage is None:
            return None
        return SparkStageInfo(stageId, *(getattr(stage, name)() for name in SparkStageInfo._fields[1:]))

    def getExecutorInfos(self) -> list[SparkExecutorInfo]:
        """All executors, the driver's among them."""
        executors = self._jtracker.getExecutorInfos()
        return [SparkExecutorInfo(*(getattr(e, name)() for name in SparkExecutorInfo._fields)) for e in executors]
