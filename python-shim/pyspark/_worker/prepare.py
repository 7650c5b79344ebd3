"""Prepares the process for a task: Python's version, memory, files and modules, broadcasts, commands."""

import importlib
import os
import sys
from typing import Any

from pyspark._worker.fields import FieldReader
from pyspark._worker.message import BroadcastUpdates
from pyspark.errors import PySparkRuntimeError
from pyspark.serializers import CPickleSerializer
from pyspark.util import local_connect_and_auth

pickler = CPickleSerializer()


def check_version(driver_version: str) -> None:
    """Functions pickled by another version of Python may not load, or mean something else."""
    worker_version = "{}.{}".format(*sys.version_info[:2])
    if driver_version != worker_version:
        raise PySparkRuntimeError(
            errorClass="PYTHON_VERSION_MISMATCH",
            messageParameters={"worker_version": worker_version, "driver_version": driver_version},
        )


def limit_memory(variable: str) -> None:
    """Limits the process to the megabytes that an environment variable names, where the system can."""
    megabytes = int(os.environ.get(variable, "-1"))
    if megabytes <= 0:
        return
    try:
        import resource
    except ImportError:
        return
    limit = megabytes * 1024 * 1024
    try:
        soft, _ = resource.getrlimit(resource.RLIMIT_AS)
        if soft == resource.RLIM_INFINITY or limit < soft:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (OSError, ValueError) as error:
        print(f"The memory limit of {megabytes} MB is not set: {error}", file=sys.stderr)


def add_path(path: str) -> bool:
    """Puts a folder or archive before the system's packages; False when it is there already."""
    if path in sys.path:
        return False
    sys.path.insert(1, path)
    return True


def set_up_files(files_dir: str, includes: list[str]) -> None:
    """Makes added files findable and added modules importable."""
    from pyspark.core.files import SparkFiles

    SparkFiles._root_directory = files_dir
    SparkFiles._is_running_on_worker = True
    added = [add_path(path) for path in [files_dir, *(os.path.join(files_dir, name) for name in includes)]]
    if any(added):
        importlib.invalidate_caches()


def update_broadcasts(updates: BroadcastUpdates) -> None:
    if not updates.changes and updates.server is None:
        return
    from pyspark.core.broadcast import Broadcast, _broadcastRegistry

    stream = None
    if updates.server is not None:
        stream, _ = local_connect_and_auth(*updates.server)
    for broadcast_id, path in updates.changes:
        if broadcast_id < 0:
            _broadcastRegistry.pop(-broadcast_id - 1)
        elif path is not None:
            _broadcastRegistry[broadcast_id] = Broadcast(path=path)
        else:
            assert stream is not None
            sent = FieldReader(stream).int64()
            if sent != broadcast_id:
                raise PySparkRuntimeError(
                    errorClass="PROTOCOL_ERROR",
                    messageParameters={"failure": f"broadcast {broadcast_id} expected, {sent} received"},
                )
            _broadcastRegistry[broadcast_id] = Broadcast(sock_file=stream)
    if stream is not None:
        stream.write(b"1")
        stream.close()


def load_command(pickled: bytes) -> Any:
    """A large command comes as a broadcast of its pickled form."""
    from pyspark.core.broadcast import Broadcast

    command = pickler.loads(pickled)
    return pickler.loads(command.value) if isinstance(command, Broadcast) else command
