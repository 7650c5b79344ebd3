"""The connection of a worker that was started without the daemon."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from pyspark.serializers import write_int
from pyspark.util import local_connect_and_auth


@contextmanager
def engine_connection(timeout: float | None = None) -> Iterator[IO[bytes]]:
    """Connects to the engine as the environment says; a timeout is for the operations on the socket."""
    address = os.environ.get("PYTHON_WORKER_FACTORY_SOCK_PATH") or int(os.environ["PYTHON_WORKER_FACTORY_PORT"])
    stream, sock = local_connect_and_auth(address, os.environ.get("PYTHON_WORKER_FACTORY_SECRET"))
    if timeout is not None:
        sock.settimeout(timeout)
    write_int(os.getpid(), stream)
    stream.flush()
    try:
        yield stream
    finally:
        stream.close()
