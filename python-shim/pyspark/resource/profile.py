"""What executors and tasks of an RDD are to have, together."""

from threading import RLock
from typing import TYPE_CHECKING, Any, cast, overload

from pyspark.resource.requests import (
    ExecutorResourceRequest,
    ExecutorResourceRequests,
    TaskResourceRequest,
    TaskResourceRequests,
    _executor_requests,
    _jvm_if_running,
    _task_requests,
)

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject


class ResourceProfile:
    """Made by a :class:`ResourceProfileBuilder`, given to an RDD by :meth:`RDD.withResources`."""

    @overload
    def __init__(self, _java_resource_profile: "JavaObject"): ...

    @overload
    def __init__(
        self,
        _java_resource_profile: "JavaObject | None" = ...,
        _exec_req: dict[str, ExecutorResourceRequest] | None = ...,
        _task_req: dict[str, TaskResourceRequest] | None = ...,
    ): ...

    def __init__(
        self,
        _java_resource_profile: "JavaObject | None" = None,
        _exec_req: dict[str, ExecutorResourceRequest] | None = None,
        _task_req: dict[str, TaskResourceRequest] | None = None,
    ):
        self._id: int | None = None
        self._lock = RLock()
        self._java_resource_profile = _java_resource_profile
        self._executor_resource_requests = _exec_req or {}
        self._task_resource_requests = _task_req or {}

    @property
    def id(self) -> int:
        """The number by which the engine knows the profile."""
        with self._lock:
            if self._id is None:
                if self._java_resource_profile is None:
                    raise RuntimeError("A profile has an id once there is a SparkContext.")
                self._id = self._java_resource_profile.id()
            return cast(int, self._id)

    @property
    def taskResources(self) -> dict[str, TaskResourceRequest]:
        """What each task is to have, by kind."""
        if self._java_resource_profile is None:
            return self._task_resource_requests
        return _task_requests(self._java_resource_profile.taskResourcesJMap())

    @property
    def executorResources(self) -> dict[str, ExecutorResourceRequest]:
        """What each executor is to have, by kind."""
        if self._java_resource_profile is None:
            return self._executor_resource_requests
        return _executor_requests(self._java_resource_profile.executorResourcesJMap())


class ResourceProfileBuilder:
    """Puts requests together; ``build`` gives the profile."""

    def __init__(self) -> None:
        self._jvm = _jvm_if_running(None)
        self._java_resource_profile_builder: Any = None
        self._executor_resource_requests: dict[str, ExecutorResourceRequest] = {}
        self._task_resource_requests: dict[str, TaskResourceRequest] = {}
        if self._jvm is not None:
            self._java_resource_profile_builder = getattr(
                self._jvm, "org.apache.spark.resource.ResourceProfileBuilder"
            )()

    def require(self, resourceRequest: ExecutorResourceRequests | TaskResourceRequests) -> "ResourceProfileBuilder":
        """Add requests."""
        if isinstance(resourceRequest, TaskResourceRequests):
            if self._java_resource_profile_builder is None:
                self._task_resource_requests.update(resourceRequest.requests)
                return self
            java = resourceRequest._java_task_resource_requests
            if java is None:
                # Made before there was an engine.
                java = TaskResourceRequests(self._jvm, resourceRequest.requests)._java_task_resource_requests
        else:
            if self._java_resource_profile_builder is None:
                self._executor_resource_requests.update(resourceRequest.requests)
                return self
            java = resourceRequest._java_executor_resource_requests
            if java is None:
                requests = ExecutorResourceRequests(self._jvm, resourceRequest.requests)
                java = requests._java_executor_resource_requests
        self._java_resource_profile_builder.require(java)
        return self

    def clearExecutorResourceRequests(self) -> None:
        """Forget what executors are to have."""
        if self._java_resource_profile_builder is not None:
            self._java_resource_profile_builder.clearExecutorResourceRequests()
        else:
            self._executor_resource_requests = {}

    def clearTaskResourceRequests(self) -> None:
        """Forget what tasks are to have."""
        if self._java_resource_profile_builder is not None:
            self._java_resource_profile_builder.clearTaskResourceRequests()
        else:
            self._task_resource_requests = {}

    @property
    def taskResources(self) -> dict[str, TaskResourceRequest]:
        """What each task is to have, by kind."""
        if self._java_resource_profile_builder is None:
            return self._task_resource_requests
        return _task_requests(self._java_resource_profile_builder.taskResourcesJMap())

    @property
    def executorResources(self) -> dict[str, ExecutorResourceRequest]:
        """What each executor is to have, by kind."""
        if self._java_resource_profile_builder is None:
            return self._executor_resource_requests
        return _executor_requests(self._java_resource_profile_builder.executorResourcesJMap())

    @property
    def build(self) -> ResourceProfile:
        """The profile."""
        if self._java_resource_profile_builder is not None:
            return ResourceProfile(_java_resource_profile=self._java_resource_profile_builder.build())
        return ResourceProfile(_exec_req=self._executor_resource_requests, _task_req=self._task_resource_requests)
