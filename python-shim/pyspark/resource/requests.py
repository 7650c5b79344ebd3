"""What executors and tasks ask for."""

from typing import TYPE_CHECKING, Any, overload

from pyspark.util import _parse_memory

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject, JVMView


class ExecutorResourceRequest:
    """An amount of a resource for each executor, and how the executor finds what it has.

    Parameters
    ----------
    resourceName : str
        the kind
    amount : int
        how many, or mebibytes
    discoveryScript : str, optional
        a program that prints what there is
    vendor : str, optional
        of the resource, for Kubernetes
    """

    def __init__(self, resourceName: str, amount: int, discoveryScript: str = "", vendor: str = ""):
        self._name = resourceName
        self._amount = amount
        self._discovery_script = discoveryScript
        self._vendor = vendor

    @property
    def resourceName(self) -> str:
        """The kind."""
        return self._name

    @property
    def amount(self) -> int:
        """How many, or mebibytes."""
        return self._amount

    @property
    def discoveryScript(self) -> str:
        """The program that prints what there is."""
        return self._discovery_script

    @property
    def vendor(self) -> str:
        """Of the resource."""
        return self._vendor


class TaskResourceRequest:
    """An amount of a resource for each task; below 1, several tasks share one."""

    def __init__(self, resourceName: str, amount: float):
        self._name = resourceName
        self._amount = float(amount)

    @property
    def resourceName(self) -> str:
        """The kind."""
        return self._name

    @property
    def amount(self) -> float:
        """How many."""
        return self._amount


def _jvm_if_running(given: "JVMView | None") -> "JVMView | None":
    from pyspark.core.context import SparkContext

    return given if given is not None else SparkContext._jvm


def _executor_requests(java_map: Any) -> dict[str, ExecutorResourceRequest]:
    return {
        name: ExecutorResourceRequest(r.resourceName(), r.amount(), r.discoveryScript(), r.vendor())
        for name, r in java_map.items()
    }


def _task_requests(java_map: Any) -> dict[str, TaskResourceRequest]:
    return {name: TaskResourceRequest(r.resourceName(), r.amount()) for name, r in java_map.items()}


class ExecutorResourceRequests:
    """What each executor is to have. It lives in the engine if there is one, else here."""

    _CORES = "cores"
    _MEMORY = "memory"
    _OVERHEAD_MEM = "memoryOverhead"
    _PYSPARK_MEM = "pyspark.memory"
    _OFFHEAP_MEM = "offHeap"

    @overload
    def __init__(self, _jvm: "JVMView"): ...

    @overload
    def __init__(self, _jvm: "JVMView | None" = ..., _requests: dict[str, ExecutorResourceRequest] | None = ...): ...

    def __init__(self, _jvm: "JVMView | None" = None, _requests: dict[str, ExecutorResourceRequest] | None = None):
        jvm = _jvm_if_running(_jvm)
        self._java_executor_resource_requests: JavaObject | None = None
        self._executor_resources: dict[str, ExecutorResourceRequest] = {}
        if jvm is None:
            return
        java: Any = getattr(jvm, "org.apache.spark.resource.ExecutorResourceRequests")()
        self._java_executor_resource_requests = java
        by_kind = {
            self._MEMORY: java.memory,
            self._OVERHEAD_MEM: java.memoryOverhead,
            self._PYSPARK_MEM: java.pysparkMemory,
            self._OFFHEAP_MEM: java.offHeapMemory,
        }
        for kind, request in (_requests or {}).items():
            if kind in by_kind:
                by_kind[kind](str(request.amount))
            elif kind == self._CORES:
                java.cores(request.amount)
            else:
                java.resource(request.resourceName, request.amount, request.discoveryScript, request.vendor)

    def _ask_for_memory(self, kind: str, java_method: str, amount: str) -> "ExecutorResourceRequests":
        if self._java_executor_resource_requests is not None:
            getattr(self._java_executor_resource_requests, java_method)(amount)
        else:
            self._executor_resources[kind] = ExecutorResourceRequest(kind, _parse_memory(amount))
        return self

    def memory(self, amount: str) -> "ExecutorResourceRequests":
        """Memory, such as "2g"."""
        return self._ask_for_memory(self._MEMORY, "memory", amount)

    def memoryOverhead(self, amount: str) -> "ExecutorResourceRequests":
        """Memory beside that of the engine's own heap."""
        return self._ask_for_memory(self._OVERHEAD_MEM, "memoryOverhead", amount)

    def pysparkMemory(self, amount: str) -> "ExecutorResourceRequests":
        """Memory of Python workers."""
        return self._ask_for_memory(self._PYSPARK_MEM, "pysparkMemory", amount)

    def offheapMemory(self, amount: str) -> "ExecutorResourceRequests":
        """Memory off the heap."""
        return self._ask_for_memory(self._OFFHEAP_MEM, "offHeapMemory", amount)

    def cores(self, amount: int) -> "ExecutorResourceRequests":
        """Cores."""
        if self._java_executor_resource_requests is not None:
            self._java_executor_resource_requests.cores(amount)
        else:
            self._executor_resources[self._CORES] = ExecutorResourceRequest(self._CORES, amount)
        return self

    def resource(
        self, resourceName: str, amount: int, discoveryScript: str = "", vendor: str = ""
    ) -> "ExecutorResourceRequests":
        """Any other resource, such as ``gpu``."""
        if self._java_executor_resource_requests is not None:
            self._java_executor_resource_requests.resource(resourceName, amount, discoveryScript, vendor)
        else:
            self._executor_resources[resourceName] = ExecutorResourceRequest(
                resourceName, amount, discoveryScript, vendor
            )
        return self

    @property
    def requests(self) -> dict[str, ExecutorResourceRequest]:
        """All of it, by kind."""
        if self._java_executor_resource_requests is None:
            return self._executor_resources
        return _executor_requests(self._java_executor_resource_requests.requestsJMap())


class TaskResourceRequests:
    """What each task is to have. It lives in the engine if there is one, else here."""

    _CPUS = "cpus"

    @overload
    def __init__(self, _jvm: "JVMView"): ...

    @overload
    def __init__(self, _jvm: "JVMView | None" = ..., _requests: dict[str, TaskResourceRequest] | None = ...): ...

    def __init__(self, _jvm: "JVMView | None" = None, _requests: dict[str, TaskResourceRequest] | None = None):
        jvm = _jvm_if_running(_jvm)
        self._java_task_resource_requests: JavaObject | None = None
        self._task_resources: dict[str, TaskResourceRequest] = {}
        if jvm is None:
            return
        java: Any = getattr(jvm, "org.apache.spark.resource.TaskResourceRequests")()
        self._java_task_resource_requests = java
        for kind, request in (_requests or {}).items():
            if kind == self._CPUS:
                java.cpus(float(request.amount))
            else:
                java.resource(request.resourceName, request.amount)

    def cpus(self, amount: float) -> "TaskResourceRequests":
        """CPUs."""
        if self._java_task_resource_requests is not None:
            self._java_task_resource_requests.cpus(float(amount))
        else:
            self._task_resources[self._CPUS] = TaskResourceRequest(self._CPUS, amount)
        return self

    def resource(self, resourceName: str, amount: float) -> "TaskResourceRequests":
        """Any other resource, such as ``gpu``."""
        if self._java_task_resource_requests is not None:
            self._java_task_resource_requests.resource(resourceName, float(amount))
        else:
            self._task_resources[resourceName] = TaskResourceRequest(resourceName, amount)
        return self

    @property
    def requests(self) -> dict[str, TaskResourceRequest]:
        """All of it, by kind."""
        if self._java_task_resource_requests is None:
            return self._task_resources
        return _task_requests(self._java_task_resource_requests.requestsJMap())
