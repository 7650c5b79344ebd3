"""The engine's side of the protocol with Python workers, for tests: messages out, answers in."""

import io
import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from shim_program import shim_environment

START_OF_MESSAGE, END_OF_DATA, ERROR, TIMES, END_OF_STREAM, START_OF_ARROW = -8, -1, -2, -3, -4, -6


def int32(value: int) -> bytes:
    return struct.pack("!i", value)


def framed(data: bytes | str) -> bytes:
    raw = data.encode() if isinstance(data, str) else data
    return int32(len(raw)) + raw


def settings(conf: Mapping[str, str]) -> bytes:
    return int32(len(conf)) + b"".join(framed(key) + framed(value) for key, value in conf.items())


def arguments(positional: Sequence[int], named: Mapping[str, int]) -> bytes:
    flags = [int32(offset) + b"\0" for offset in positional]
    flags += [int32(offset) + b"\1" + framed(name) for name, offset in named.items()]
    return int32(len(flags)) + b"".join(flags)


def udf(pickled: bytes, *positional: int, **named: int) -> bytes:
    """One function, called with columns by their places."""
    return arguments(positional, named) + int32(1) + framed(pickled) + struct.pack("!q", 0)


def task(
    eval_type: int,
    command: bytes,
    version: str | None = None,
    conf: Mapping[str, str] | None = None,
    runner_conf: Mapping[str, str] | None = None,
) -> bytes:
    """The message that starts a task; `conf` are settings of this evaluation, `runner_conf` of the query."""
    context = {
        "isBarrier": False,
        "connInfo": None,
        "secret": None,
        "stageId": 1,
        "partitionId": 7,
        "attemptNumber": 0,
        "taskAttemptId": 3,
        "cpus": 1,
        "cpuAmount": "1",
        "resources": {},
        "localProperties": {"color": "blue"},
    }
    body = int32(7) + framed(version or "{}.{}".format(*sys.version_info[:2])) + framed(json.dumps(context))
    body += framed("/nowhere") + int32(0) + b"\0" + int32(0)
    body += int32(eval_type) + settings(runner_conf or {}) + settings(conf or {}) + command
    return int32(START_OF_MESSAGE) + framed(body)


@dataclass
class Answer:
    frames: list[bytes] = field(default_factory=list)
    arrow: Any = None
    error: str | None = None
    accumulators: list[bytes] = field(default_factory=list)
    is_reusable: bool = False


class Worker:
    """A connection to a worker that the daemon forked."""

    def __init__(self, path: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(30)
        self._socket.connect(path)
        self._stream: IO[bytes] = self._socket.makefile("rb")
        self.pid = self._int()

    def _int(self) -> int:
        value: int = struct.unpack("!i", self._stream.read(4))[0]
        return value

    def _block(self, length: int | None = None) -> bytes:
        return self._stream.read(self._int() if length is None else length)

    def run(self, message: bytes, data: bytes) -> Answer:
        self._socket.sendall(message + data + int32(END_OF_STREAM))
        answer = Answer()
        while True:
            head = self._int()
            if head >= 0:
                answer.frames.append(self._block(head))
            elif head == START_OF_ARROW:
                import pyarrow as pa

                answer.arrow = pa.ipc.open_stream(self._stream).read_all()
            elif head == ERROR:
                answer.error = self._block().decode()
                return answer
            else:
                assert head == TIMES
                self._block(6 * 8)
                assert self._int() == END_OF_DATA
                answer.accumulators = [self._block() for _ in range(self._int())]
                answer.is_reusable = self._int() == END_OF_STREAM
                return answer

    def is_at_end(self) -> bool:
        return self._stream.read(1) == b""

    def close(self) -> None:
        self._stream.close()
        self._socket.close()


@dataclass
class Daemon:
    process: "subprocess.Popen[bytes]"
    path: str

    def worker(self) -> Worker:
        return Worker(self.path)


@contextmanager
def running_daemon(folder: Path, **environment: str) -> Iterator[Daemon]:
    process = subprocess.Popen(
        [sys.executable, "-m", "pyspark.daemon"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=shim_environment(
            {
                "PYTHON_UNIX_DOMAIN_ENABLED": "true",
                "PYTHON_WORKER_FACTORY_SOCK_DIR": str(folder),
                "SPARK_REUSE_WORKER": "1",
                **environment,
            }
        ),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        length = struct.unpack("!i", process.stdout.read(4))[0]
        yield Daemon(process, os.fsdecode(process.stdout.read(length)))
    finally:
        process.stdin.close()
        process.wait(timeout=10)
        process.stdout.close()


def arrow_stream(**columns: Sequence[Any]) -> bytes:
    import pyarrow as pa

    table = pa.table(dict(columns))
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()
