"""The message that starts a task, as plain data."""

import io
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

from pyspark._worker.fields import FieldReader
from pyspark.serializers import SpecialLengths
from pyspark.taskcontext import BarrierTaskContext, TaskContext
from pyspark.util import PythonEvalType

_TABLE_FUNCTIONS = (
    PythonEvalType.SQL_TABLE_UDF,
    PythonEvalType.SQL_ARROW_TABLE_UDF,
    PythonEvalType.SQL_ARROW_UDTF,
)


@dataclass(frozen=True)
class Arguments:
    """Which input columns a function gets."""

    positional: list[int]
    named: dict[str, int]


@dataclass(frozen=True)
class UdfCommand:
    arguments: Arguments
    # Pickled functions; each gets the result of the one before.
    chain: list[bytes]
    result_id: int


@dataclass(frozen=True)
class UdtfCommand:
    arguments: Arguments
    # Columns of the table argument that carry its PARTITION BY expressions.
    partition_columns: list[int]
    analyze_result: bytes | None
    handler: bytes
    return_type: str
    name: str


@dataclass(frozen=True)
class BroadcastUpdates:
    # Where values are decrypted, if they are encrypted: a port or path, and a secret for a port.
    server: tuple[int | str, str | None] | None
    # Ids with their files; an id below zero drops the broadcast `-id - 1`.
    changes: list[tuple[int, str | None]]


@dataclass(frozen=True)
class TaskMessage:
    split_index: int
    python_version: str
    context: dict[str, Any]
    files_dir: str
    includes: list[str]
    broadcasts: BroadcastUpdates
    eval_type: int
    runner_conf: dict[str, str]
    eval_conf: dict[str, str]
    command: bytes | UdtfCommand | list[UdfCommand]


def read_task_message(infile: IO[bytes]) -> TaskMessage | None:
    """The next task; None when the engine has no more for this worker."""
    head = infile.read(4)
    if len(head) < 4 or int.from_bytes(head, "big", signed=True) != SpecialLengths.START_OF_INIT_MESSAGE:
        return None
    fields = FieldReader(io.BytesIO(FieldReader(infile).block()))
    split_index = fields.int32()
    if split_index < 0:
        return None
    python_version = fields.text()
    context = json.loads(fields.text())
    files_dir = fields.text()
    includes = fields.texts()
    broadcasts = read_broadcasts(fields)
    eval_type = fields.int32()
    runner_conf = fields.settings()
    eval_conf = fields.settings()
    return TaskMessage(
        split_index,
        python_version,
        context,
        files_dir,
        includes,
        broadcasts,
        eval_type,
        runner_conf,
        eval_conf,
        _read_command(fields, eval_type),
    )


def read_broadcasts(fields: FieldReader) -> BroadcastUpdates:
    is_encrypted = fields.flag()
    count = fields.count()
    server: tuple[int | str, str | None] | None = None
    if is_encrypted:
        port = fields.int32()
        server = (fields.text(), None) if port == -1 else (port, fields.text())
    changes: list[tuple[int, str | None]] = []
    for _ in range(count):
        broadcast_id = fields.int64()
        has_path = broadcast_id >= 0 and not is_encrypted
        changes.append((broadcast_id, fields.text() if has_path else None))
    return BroadcastUpdates(server, changes)


def _read_command(fields: FieldReader, eval_type: int) -> bytes | UdtfCommand | list[UdfCommand]:
    if eval_type == PythonEvalType.NON_UDF:
        return fields.block()
    if eval_type in _TABLE_FUNCTIONS:
        return UdtfCommand(
            arguments=_read_arguments(fields),
            partition_columns=[fields.int32() for _ in range(fields.count())],
            analyze_result=fields.block() if fields.flag() else None,
            handler=fields.block(),
            return_type=fields.text(),
            name=fields.text(),
        )
    return [
        UdfCommand(
            arguments=_read_arguments(fields),
            chain=[fields.block() for _ in range(fields.count())],
            result_id=fields.int64(),
        )
        for _ in range(fields.count())
    ]


def _read_arguments(fields: FieldReader) -> Arguments:
    arguments = Arguments([], {})
    for _ in range(fields.count()):
        offset = fields.int32()
        if fields.flag():
            arguments.named[fields.text()] = offset
        else:
            arguments.positional.append(offset)
    return arguments


def task_context(facts: dict[str, Any]) -> TaskContext:
    """The context that `TaskContext.get()` gives in the task."""
    from pyspark.resource import ResourceInformation

    common: dict[str, Any] = {
        "stageId": facts["stageId"],
        "partitionId": facts["partitionId"],
        "attemptNumber": facts["attemptNumber"],
        "taskAttemptId": facts["taskAttemptId"],
        "cpus": facts["cpus"],
        "cpuAmount": Decimal(facts["cpuAmount"]),
        "resources": {
            key: ResourceInformation(resource["name"], resource["addresses"])
            for key, resource in facts["resources"].items()
        },
        "localProperties": facts["localProperties"],
    }
    if facts["isBarrier"]:
        return BarrierTaskContext(conn_info=facts["connInfo"], secret=facts["secret"], **common)
    return TaskContext(**common)
