"""What a running task knows about itself."""

from decimal import Decimal
from typing import Any, ClassVar, TypeVar, cast

from pyspark.errors import PySparkRuntimeError
from pyspark.local_socket import local_connect_and_auth
from pyspark.resource.information import ResourceInformation
from pyspark.serializers import UTF8Deserializer, read_int, write_int, write_with_length

T = TypeVar("T", bound="TaskContext")


class TaskContext:
    """Stage, partition and attempt of the running task. There is one in a worker, given by :meth:`get`."""

    _taskContext: ClassVar["TaskContext | None"] = None

    _attemptNumber: int | None = None
    _partitionId: int | None = None
    _stageId: int | None = None
    _taskAttemptId: int | None = None
    _localProperties: dict[str, str] | None = None
    _cpus: int | None = None
    _cpuAmount: Decimal | None = None
    _resources: dict[str, ResourceInformation] | None = None

    def __new__(cls, **kwargs: Any) -> "TaskContext":
        if cls._taskContext is None:
            cls._taskContext = object.__new__(cls)
        return cls._taskContext

    def __init__(self, **kwargs: Any) -> None:
        for name, value in kwargs.items():
            if not hasattr(self, f"_{name}"):
                raise TypeError(f"__init__() got an unexpected keyword argument '{name}'")
            if value is not None:
                setattr(self, f"_{name}", value)

    @classmethod
    def _getOrCreate(cls) -> "TaskContext":
        """The context of this worker."""
        if cls._taskContext is None:
            cls._taskContext = TaskContext()
        return cls._taskContext

    @classmethod
    def _setTaskContext(cls, taskContext: "TaskContext | None") -> None:
        cls._taskContext = taskContext

    @classmethod
    def get(cls) -> "TaskContext | None":
        """The running task's context; None on the driver."""
        return cls._taskContext

    @classmethod
    def from_json(cls: type[T], json: dict[str, Any]) -> T:
        """The context that the engine describes to a worker."""
        return cls(
            stageId=json["stageId"],
            partitionId=json["partitionId"],
            attemptNumber=json["attemptNumber"],
            taskAttemptId=json["taskAttemptId"],
            cpus=json["cpus"],
            cpuAmount=Decimal(json["cpuAmount"]) if "cpuAmount" in json else None,
            resources={
                kind: ResourceInformation(found["name"], found["addresses"])
                for kind, found in json["resources"].items()
            },
            localProperties=json["localProperties"],
        )

    def stageId(self) -> int:
        """Id of the stage."""
        return cast(int, self._stageId)

    def partitionId(self) -> int:
        """Number of the partition that the task computes."""
        return cast(int, self._partitionId)

    def attemptNumber(self) -> int:
        """How often the task has been tried before."""
        return cast(int, self._attemptNumber)

    def taskAttemptId(self) -> int:
        """Id of this attempt; no other attempt of the application has it."""
        return cast(int, self._taskAttemptId)

    def getLocalProperty(self, key: str) -> str | None:
        """A property set on the driver by :meth:`SparkContext.setLocalProperty`."""
        return cast("dict[str, str]", self._localProperties).get(key)

    def cpus(self) -> int:
        """How many CPUs the task has."""
        return cast(int, self._cpus)

    def cpuAmount(self) -> Decimal:
        """How many CPUs the task has, with fractions."""
        return cast(Decimal, self._cpuAmount)

    def resources(self) -> dict[str, ResourceInformation]:
        """The other resources of the task, such as GPUs, by name."""
        return cast("dict[str, ResourceInformation]", self._resources)


BARRIER_FUNCTION = 1
ALL_GATHER_FUNCTION = 2


class BarrierTaskContext(TaskContext):
    """Context of a task in a barrier stage, whose tasks run at the same time and can wait for each other."""

    _conn_info: ClassVar[str | int | None] = None
    _secret: ClassVar[str | None] = None

    @classmethod
    def _getOrCreate(cls) -> "BarrierTaskContext":
        if not isinstance(cls._taskContext, BarrierTaskContext):
            cls._taskContext = object.__new__(cls)
        return cls._taskContext

    @classmethod
    def get(cls) -> "BarrierTaskContext":
        """The running task's context; an error outside of barrier stages."""
        if not isinstance(cls._taskContext, BarrierTaskContext):
            raise PySparkRuntimeError(errorClass="NOT_IN_BARRIER_STAGE", messageParameters={})
        return cls._taskContext

    @classmethod
    def _initialize(cls, conn_info: str | int | None, secret: str | None) -> None:
        cls._conn_info = conn_info
        cls._secret = secret

    @classmethod
    def from_json(cls: type[T], json: dict[str, Any]) -> T:
        cast("type[BarrierTaskContext]", cls)._initialize(json["connInfo"], json["secret"])
        return super().from_json(json)

    def barrier(self) -> None:
        """Wait until every task of the stage has come here."""
        self._ask_coordinator("barrier", BARRIER_FUNCTION)

    def allGather(self, message: str = "") -> list[str]:
        """Wait as :meth:`barrier` does, and get the messages of all tasks, by partition."""
        if not isinstance(message, str):
            raise TypeError("Argument `message` must be of type `str`")
        return self._ask_coordinator("allGather", ALL_GATHER_FUNCTION, message)

    def getTaskInfos(self) -> "list[BarrierTaskInfo]":
        """All tasks of the stage, by partition."""
        self._assert_initialized("getTaskInfos")
        addresses = cast("dict[str, str]", self._localProperties).get("addresses", "")
        return [BarrierTaskInfo(address.strip()) for address in addresses.split(",")]

    def _assert_initialized(self, method: str) -> None:
        if self._conn_info is None:
            raise PySparkRuntimeError(
                errorClass="CALL_BEFORE_INITIALIZE",
                messageParameters={"func_name": method, "object": "BarrierTaskContext"},
            )

    def _ask_coordinator(self, method: str, function: int, message: str | None = None) -> list[str]:
        self._assert_initialized(method)
        file, sock = local_connect_and_auth(self._conn_info, self._secret)
        with sock, file:
            # The others may take long.
            sock.settimeout(None)
            write_int(function, file)
            if message is not None:
                write_with_length(message.encode("utf-8"), file)
            file.flush()
            return [str(UTF8Deserializer().loads(file)) for _ in range(read_int(file))]


class BarrierTaskInfo:
    """A task of a barrier stage: the address it runs at."""

    def __init__(self, address: str) -> None:
        self.address = address
