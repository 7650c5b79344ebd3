"""Sockets through which data passes by the gateway: results, parallelized data, barriers."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

from pyspark.errors import PySparkRuntimeError
from pyspark.serializers import UTF8Deserializer, read_int, write_int, write_with_length

if TYPE_CHECKING:
    from py4j.java_collections import JavaArray
    from py4j.java_gateway import JavaObject

    from pyspark.serializers import Serializer

_TIMEOUT_SECONDS = 15
_BUFFER_SIZE = 65536


def local_connect_and_auth(conn_info: str | int | None, auth_secret: str | None) -> tuple[Any, socket.socket]:
    """Connect to a port and show the secret, or to the path of a Unix socket, which needs none."""
    if isinstance(conn_info, str) and auth_secret is None:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        address: Any = conn_info
    else:
        prefers_ipv6 = os.environ.get("SPARK_PREFER_IPV6", "false").lower() == "true"
        sock = socket.socket(socket.AF_INET6 if prefers_ipv6 else socket.AF_INET, socket.SOCK_STREAM)
        address = ("::1" if prefers_ipv6 else "127.0.0.1", conn_info)
    try:
        sock.settimeout(int(os.environ.get("SPARK_AUTH_SOCKET_TIMEOUT", _TIMEOUT_SECONDS)))
        sock.connect(address)
        file = sock.makefile("rwb", int(os.environ.get("SPARK_BUFFER_SIZE", _BUFFER_SIZE)))
        if auth_secret is not None:
            _do_server_auth(file, auth_secret)
    except OSError as error:
        sock.close()
        errors = f"tried to connect to {address}, but an error occurred: {error}"
        raise PySparkRuntimeError(errorClass="CANNOT_OPEN_SOCKET", messageParameters={"errors": errors}) from error
    return file, sock


def _do_server_auth(conn: Any, auth_secret: str) -> None:
    write_with_length(auth_secret.encode("utf-8"), conn)
    conn.flush()
    if UTF8Deserializer().loads(conn) != "ok":
        conn.close()
        raise PySparkRuntimeError(errorClass="UNEXPECTED_RESPONSE_FROM_SERVER", messageParameters={})


def _create_local_socket(sock_info: "JavaArray | tuple[int, str]") -> tuple[Any, socket.socket]:
    """``sock_info`` is what the engine answered: a port and a secret. Waiting for data has no time limit."""
    file, sock = local_connect_and_auth(sock_info[0], sock_info[1])
    sock.settimeout(None)
    return file, sock


@contextmanager
def _load_from_socket(sock_info: "JavaArray", serializer: "Serializer") -> Iterator[Any]:
    """The objects that the engine serves at that socket."""
    file, sock = _create_local_socket(sock_info)
    try:
        yield serializer.load_stream(file)
    finally:
        file.close()
        sock.close()


_MORE, _STOP, _FAILED = 1, 0, -1


def _local_iterator_from_socket(sock_info: "JavaArray", serializer: "Serializer") -> Iterator[Any]:
    """Objects that the engine serves partition by partition, each when it is asked for."""
    port, auth_secret, server = sock_info
    file, sock = _create_local_socket((cast(int, port), cast(str, auth_secret)))
    return iter(_ServedPartitions(file, sock, server, serializer))


class _ServedPartitions:
    def __init__(self, file: Any, sock: socket.socket, server: "JavaObject", serializer: "Serializer"):
        self._file = file
        self._sock = sock
        self._server = server
        self._serializer = serializer
        self._partition: Iterator[Any] = iter([])
        self._status = _MORE

    def __iter__(self) -> Iterator[Any]:
        while self._status == _MORE:
            self._ask(_MORE)
            self._status = read_int(self._file)
            if self._status == _MORE:
                self._partition = self._serializer.load_stream(self._file)
                yield from self._partition
            elif self._status == _FAILED:
                # Raises what went wrong.
                self._server.getResult()

    def _ask(self, request: int) -> None:
        write_int(request, cast(IO[bytes], self._file))
        self._file.flush()

    def __del__(self) -> None:
        if self._status == _MORE:
            try:
                # The engine listens again when the partition has been read.
                for _ in self._partition:
                    pass
                self._ask(_STOP)
            except Exception:
                # The interpreter or the engine is ending: nobody is left to be told.
                pass
        self._file.close()
        self._sock.close()
