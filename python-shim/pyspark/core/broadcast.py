"""Values that every worker reads and that travel once."""

import os
import pickle
import threading
from collections.abc import Callable, Iterator
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar, overload

from pyspark.errors import PySparkRuntimeError
from pyspark.serializers import ChunkedStream, _pickling_error, pickle_protocol
from pyspark.util import disable_gc, local_connect_and_auth

if TYPE_CHECKING:
    from pyspark.core.context import SparkContext

__all__ = ["Broadcast"]

T = TypeVar("T")

_ENCRYPTED_CHUNK_SIZE = 8192

# By id: in a worker those that the engine has sent, which a function refers to.
_broadcastRegistry: "dict[int, Broadcast[Any]]" = {}


def _from_id(bid: int) -> "Broadcast[Any]":
    """Unpickles a broadcast in a worker."""
    if bid not in _broadcastRegistry:
        raise PySparkRuntimeError(errorClass="BROADCAST_VARIABLE_NOT_LOADED", messageParameters={"variable": str(bid)})
    return _broadcastRegistry[bid]


class Broadcast(Generic[T]):
    """A value made by :meth:`SparkContext.broadcast`; functions that run in workers read its ``value``."""

    @overload
    def __init__(self: "Broadcast[T]", sc: "SparkContext", value: T, pickle_registry: "BroadcastPickleRegistry"): ...

    @overload
    def __init__(self: "Broadcast[Any]", *, path: str): ...

    @overload
    def __init__(self: "Broadcast[Any]", *, sock_file: BinaryIO): ...

    def __init__(
        self,
        sc: "SparkContext | None" = None,
        value: Any = None,
        pickle_registry: "BroadcastPickleRegistry | None" = None,
        path: str | None = None,
        sock_file: BinaryIO | None = None,
    ):
        self._sc = sc
        self._jbroadcast: Any = None
        self._python_broadcast: Any = None
        self._pickle_registry = pickle_registry
        if sc is not None:
            self._send(sc, value)
        elif sock_file is not None:
            self._value = self.load(sock_file)
        else:
            assert path is not None
            self._path = path

    def _send(self, sc: "SparkContext", value: Any) -> None:
        """Leave the value in a file for the engine; with encryption it gets it from a socket and writes that file."""
        assert sc._jvm is not None
        file = NamedTemporaryFile(delete=False, dir=sc._temp_dir)  # noqa: SIM115 - `dump` closes it
        self._path = file.name
        self._python_broadcast = sc._jvm.PythonRDD.setupBroadcast(self._path)
        if sc._encryption_enabled:
            file.close()
            port, auth_secret = self._python_broadcast.setupEncryptionServer()
            sock_file, _ = local_connect_and_auth(port, auth_secret)
            self.dump(value, ChunkedStream(sock_file, _ENCRYPTED_CHUNK_SIZE))
            self._python_broadcast.waitTillDataReceived()
        else:
            self.dump(value, file)
        self._jbroadcast = sc._jsc.broadcast(self._python_broadcast)

    def dump(self, value: Any, f: "IO[bytes] | ChunkedStream | Any") -> None:
        """Write a value to a stream and close it."""
        try:
            pickle.dump(value, f, pickle_protocol)
        except pickle.PickleError:
            raise
        except Exception as error:
            raise _pickling_error(error, "broadcast") from error
        f.close()

    def load_from_path(self, path: str) -> T:
        """Read a value from a file."""
        with open(path, "rb", 1 << 20) as f:
            return self.load(f)

    def load(self, file: BinaryIO) -> T:
        """Read a value from a stream."""
        # Many objects come to life and none dies: looking for dead ones would cost more than the rest.
        with disable_gc():
            value: T = pickle.load(file)
            return value

    @property
    def value(self) -> T:
        """The value."""
        if not hasattr(self, "_value"):
            if self._sc is not None and self._sc._encryption_enabled:
                port, auth_secret = self._python_broadcast.setupDecryptionServer()
                sock_file, _ = local_connect_and_auth(port, auth_secret)
                self._python_broadcast.waitTillBroadcastDataSent()
                return self.load(sock_file)
            self._value = self.load_from_path(self._path)
        return self._value

    def unpersist(self, blocking: bool = False) -> None:
        """Let executors drop the value; it is sent again when it is needed."""
        self._on_driver("unpersisted").unpersist(blocking)

    def destroy(self, blocking: bool = False) -> None:
        """Drop the value for good."""
        self._on_driver("destroyed").destroy(blocking)
        os.unlink(self._path)

    def _on_driver(self, operation: str) -> Any:
        if self._jbroadcast is None:
            raise PySparkRuntimeError(
                errorClass="INVALID_BROADCAST_OPERATION", messageParameters={"operation": operation}
            )
        return self._jbroadcast

    def __reduce__(self) -> "tuple[Callable[[int], Broadcast[Any]], tuple[int]]":
        broadcast = self._on_driver("serialized")
        assert self._pickle_registry is not None
        # The engine sends with a function what its pickle refers to.
        self._pickle_registry.add(self)
        return _from_id, (broadcast.id(),)


class BroadcastPickleRegistry(threading.local):
    """The broadcasts that the function being pickled by this thread refers to."""

    def __init__(self) -> None:
        self._registry: set[Broadcast[Any]] = set()

    def __iter__(self) -> Iterator[Broadcast[Any]]:
        return iter(self._registry)

    def add(self, bcast: Broadcast[Any]) -> None:
        self._registry.add(bcast)

    def clear(self) -> None:
        self._registry.clear()
