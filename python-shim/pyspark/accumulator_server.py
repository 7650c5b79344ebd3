"""Takes what successful tasks have added to accumulators."""

import hmac
import os
import select
import socket
import threading
import traceback
from typing import IO, Any

from pyspark.accumulators import _accumulatorRegistry, pickleSer
from pyspark.serializers import read_int

_RECEIVED = b"\x01"


class AccumulatorServer:
    """A thread that serves one connection of the engine after the other, until it is shut down."""

    def __init__(self, listener: socket.socket, auth_token: str | None):
        self.server_address: Any = listener.getsockname()
        self._listener = listener
        self._auth_token = auth_token
        self._connection: socket.socket | None = None
        self._is_shut_down = False
        # Its other end closes at the shutdown, which is an event that can be waited for together with connections.
        self._waker, self._waked = socket.socketpair()
        threading.Thread(target=self._serve, daemon=True, name="accumulators").start()

    @classmethod
    def at_port(cls, auth_token: str) -> "AccumulatorServer":
        return cls(socket.create_server(("127.0.0.1", 0)), auth_token)

    @classmethod
    def at_path(cls, path: str) -> "AccumulatorServer":
        if not hasattr(socket, "AF_UNIX"):
            raise NotImplementedError(
                "This platform has no Unix domain sockets: set spark.python.unix.domain.socket.enabled to false."
            )
        if os.path.exists(path):
            os.remove(path)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(path)
        listener.listen()
        return cls(listener, None)

    def shutdown(self) -> None:
        self._is_shut_down = True
        self._waker.close()
        connection = self._connection
        if connection is not None:
            _hang_up(connection)
        if isinstance(self.server_address, str) and os.path.exists(self.server_address):
            os.remove(self.server_address)

    def _serve(self) -> None:
        with self._listener, self._waked:
            while True:
                ready, _, _ = select.select([self._listener, self._waked], [], [])
                if self._waked in ready:
                    return
                with self._listener.accept()[0] as connection:
                    self._connection = connection
                    if self._is_shut_down:
                        return
                    self._serve_connection(connection)
                    self._connection = None

    def _serve_connection(self, connection: socket.socket) -> None:
        try:
            with connection.makefile("rb") as received:
                self._authenticate(received)
                while True:
                    _apply_updates(received)
                    connection.sendall(_RECEIVED)
        except (EOFError, OSError):
            # The engine has no more to tell, or this server was shut down.
            return
        except Exception:
            # The script's own `addInPlace` failed. The engine notices that its message was not answered.
            traceback.print_exc()

    def _authenticate(self, received: IO[bytes]) -> None:
        if self._auth_token is None:
            return
        token = self._auth_token.encode("utf-8")
        if not hmac.compare_digest(received.read(len(token)), token):
            raise PermissionError("an accumulator update came with a wrong token")


def _apply_updates(received: IO[bytes]) -> None:
    for _ in range(read_int(received)):
        aid, update = pickleSer._read_with_length(received)
        if aid in _accumulatorRegistry:
            _accumulatorRegistry[aid] += update


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # It was closed meanwhile.
        return
