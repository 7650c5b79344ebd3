"""Forks Python workers for the engine: ``python -m pyspark.daemon [worker module]``.

The address of a listening socket goes to standard output; each connection to it gets a worker of its own. A process
id on standard input names a worker to kill, and the end of standard input ends the daemon.
"""

import contextlib
import errno
import gc
import importlib
import os
import secrets
import select
import signal
import socket
import sys
import time
import traceback
from types import FrameType, ModuleType
from typing import IO, Any, NoReturn

from pyspark._worker.fields import FieldReader
from pyspark.serializers import read_int, write_int, write_with_length
from pyspark.util import enable_faulthandler

_WORKER_MODULE = "pyspark.worker"
_BACKLOG = 1024
_STDIN = 0
# A worker without a next task after this many seconds collects its garbage.
_IDLE_SECONDS = 0.1


def _uses_unix_sockets() -> bool:
    return os.environ.get("PYTHON_UNIX_DOMAIN_ENABLED", "false").lower() == "true"


def _listen() -> socket.socket:
    if _uses_unix_sockets():
        name = f".{secrets.token_hex(16)}.sock"
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(os.path.join(os.environ["PYTHON_WORKER_FACTORY_SOCK_DIR"], name))
    elif os.environ.get("SPARK_PREFER_IPV6", "false").lower() == "true":
        listener = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
        listener.bind(("::1", 0))
    else:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.bind(("127.0.0.1", 0))
    listener.listen(max(_BACKLOG, socket.SOMAXCONN))
    return listener


def _announce(listener: socket.socket) -> None:
    """Tells the engine where to connect: a port, or the path of the socket with its length in front."""
    address = listener.getsockname()
    if isinstance(address, str):
        write_with_length(address.encode("utf-8"), sys.stdout.buffer)
    else:
        write_int(address[1], sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _load_worker_module() -> ModuleType:
    named = sys.argv[1] if len(sys.argv) > 1 else ""
    return importlib.import_module(named if named.startswith("pyspark") else _WORKER_MODULE)


def _authenticate(infile: IO[bytes], outfile: IO[bytes]) -> bool:
    """Workers on Unix sockets are protected by the folder of the socket instead."""
    if _uses_unix_sockets():
        return True
    secret = FieldReader(infile).text()
    known = os.environ["PYTHON_WORKER_FACTORY_SECRET"]
    accepted = secrets.compare_digest(secret.encode("utf-8"), known.encode("utf-8"))
    write_with_length(b"ok" if accepted else b"err", outfile)
    outfile.flush()
    return accepted


def _run_task(module: Any, infile: IO[bytes], outfile: IO[bytes]) -> bool:
    """Whether the worker is fit for another task: one that is not leaves by SystemExit."""
    try:
        module.main(infile, outfile)
    except SystemExit:
        return False
    finally:
        try:
            outfile.flush()
        except OSError:
            if os.environ.get("PYTHON_DAEMON_KILL_WORKER_ON_FLUSH_FAILURE"):
                raise
            print(f"A Python worker could not send its output:\n{traceback.format_exc()}", file=sys.stderr)
    return True


def _serve(sock: socket.socket, module: ModuleType) -> None:
    """Runs the tasks that come over a connection, one after the other."""
    buffer_size = int(os.environ.get("SPARK_BUFFER_SIZE", "65536"))
    infile = os.fdopen(os.dup(sock.fileno()), "rb", buffer_size)
    outfile = os.fdopen(os.dup(sock.fileno()), "wb", buffer_size)
    write_int(os.getpid(), outfile)
    outfile.flush()
    if not _authenticate(infile, outfile):
        return
    while _run_task(module, infile, outfile):
        if not os.environ.get("SPARK_REUSE_WORKER"):
            break
        if not select.select([sock], [], [], _IDLE_SECONDS)[0]:
            gc.collect()
    # The engine may still be writing: closing first would make it see a broken connection instead of the answer.
    with contextlib.suppress(OSError):
        while sock.recv(4096):
            pass


def _become_worker(sock: socket.socket, listener: socket.socket, module: ModuleType) -> NoReturn:
    """The life of a forked process."""
    for number in (signal.SIGHUP, signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    listener.close()
    # A closed standard input would give its number to the next file that is opened.
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, _STDIN)
    os.close(null)
    try:
        with enable_faulthandler():
            _serve(sock, module)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _fork() -> int:
    try:
        return os.fork()
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EINTR):
            raise
        time.sleep(1)
        return os.fork()


def _start_worker(listener: socket.socket, module: ModuleType) -> None:
    sock, _ = listener.accept()
    with sock:
        try:
            pid = _fork()
        except OSError as error:
            # A process id would stand here; the engine knows a failed fork by the end of the connection.
            sock.sendall((error.errno or errno.EAGAIN).to_bytes(4, "big"))
            return
        if pid == 0:
            _become_worker(sock, listener, module)


def _kill_worker() -> bool:
    """Obeys one order from standard input; whether there will be more."""
    try:
        pid = read_int(sys.stdin.buffer)
    except EOFError:
        return False
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGKILL)
    return True


def _shut_down(listener: socket.socket, code: int) -> NoReturn:
    address = listener.getsockname()
    if isinstance(address, str):
        with contextlib.suppress(FileNotFoundError):
            os.remove(address)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # All workers of this process group.
    os.kill(0, signal.SIGHUP)
    sys.exit(code)


def manager() -> None:
    """Runs until standard input ends or the process is told to terminate."""
    os.setpgid(0, 0)
    listener = _listen()
    _announce(listener)

    def terminate(_number: int, _frame: FrameType | None) -> None:
        _shut_down(listener, 1)

    signal.signal(signal.SIGTERM, terminate)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)

    # Loaded once for all workers. It must not start threads, which a fork would lose: so nothing that it imports may
    # load NumPy, pandas or PyArrow.
    module = _load_worker_module()
    gc.collect()
    gc.freeze()

    poller = select.poll()
    poller.register(_STDIN, select.POLLIN)
    poller.register(listener, select.POLLIN)
    while True:
        ready = {descriptor for descriptor, _ in poller.poll()}
        if _STDIN in ready and not _kill_worker():
            _shut_down(listener, 0)
        if listener.fileno() in ready:
            _start_worker(listener, module)


if __name__ == "__main__":
    manager()
