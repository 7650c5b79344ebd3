"""Connections as logical threads; cancelling."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from py4j.java_gateway import JavaGateway
from py4j.protocol import Py4JError
from served import SECRET, Server
from test_callbacks import Callback, run


def wait_for(condition: Callable[[], bool], seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def raw_connection(server: Server) -> socket.socket:
    """A socket that has presented the secret."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    connection.sendall(f"A\n{SECRET}\n".encode())
    assert connection.recv(100) == b"!yv\n"
    return connection


def test_dozens_of_threads(gateway: JavaGateway) -> None:
    jvm = gateway.jvm

    def work(number: Any) -> Any:
        total = 0
        for i in range(20):
            total += run(jvm, lambda n: jvm.tests.zoo.Animal("x", n).describe().count(str(number)), number) >= 1
            assert jvm.tests.Threads.sleep(i % 3) == i % 3
        return total

    with ThreadPoolExecutor(24) as pool:
        assert list(pool.map(work, range(48))) == [20] * 48


@pytest.mark.parametrize("own_server", ["pinned"], indirect=True)
def test_a_pinned_thread_keeps_its_state(own_server: Server) -> None:
    jvm = own_server.connect().jvm
    assert [jvm.tests.Threads.visit() for _ in range(3)] == [1, 2, 3]
    ids = {jvm.tests.Threads.id() for _ in range(3)}
    assert len(ids) == 1
    assert jvm.java.lang.Thread.currentThread().getId() in ids
    other = []
    thread = threading.Thread(target=lambda: other.extend([jvm.tests.Threads.visit(), jvm.tests.Threads.id()]))
    thread.start()
    thread.join()
    assert other[0] == 1
    assert other[1] not in ids


def test_waiting_commands_do_not_hold_others_up(gateway: JavaGateway) -> None:
    jvm = gateway.jvm
    with ThreadPoolExecutor(8) as pool:
        started = time.monotonic()
        waiting = [pool.submit(jvm.tests.Threads.sleep, 300) for _ in range(8)]
        assert jvm.tests.Values.longOne() == 1
        assert time.monotonic() - started < 0.25
        assert [each.result() for each in waiting] == [300] * 8
        assert time.monotonic() - started < 1.5


def test_hanging_up_cancels(server: Server, jvm: Any) -> None:
    connection = raw_connection(server)
    label = f"hang up {time.time()}"
    connection.sendall(f"c\nz:tests.Threads\nuntilCancelled\ns{label}\ne\n".encode())
    time.sleep(0.1)
    assert label not in list(jvm.tests.Threads.cancelled())
    connection.close()
    assert wait_for(lambda: label in list(jvm.tests.Threads.cancelled()))


def test_the_cancel_command_closes_another_connection(server: Server, jvm: Any) -> None:
    connection = raw_connection(server)
    local_port = connection.getsockname()[1]
    label = f"cancel {time.time()}"
    connection.sendall(f"c\nz:tests.Threads\nuntilCancelled\ns{label}\ne\n".encode())
    other = raw_connection(server)
    other.sendall(f"z\n127.0.0.1\n{local_port}\n{server.port}\n".encode())
    assert wait_for(lambda: label in list(jvm.tests.Threads.cancelled()))
    with contextlib.suppress(ConnectionResetError):
        assert connection.recv(100) == b""
    other.close()


@pytest.mark.parametrize("own_server", ["pinned"], indirect=True)
def test_hanging_up_during_a_callback(own_server: Server) -> None:
    """The thread that waits for Python ends when Python's socket is closed under it."""
    gateway = own_server.connect()
    jvm = gateway.jvm
    before = jvm.tests.Probe.connections()

    def cancel(_: Any) -> Any:
        connection = gateway._gateway_client.get_thread_connection()
        connection.socket.shutdown(socket.SHUT_RDWR)
        return 1

    failures = []

    def call() -> Any:
        try:
            jvm.tests.Callbacks.run(Callback(cancel), None)
        except Py4JError as error:
            failures.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join(10)
    assert len(failures) == 1
    assert wait_for(lambda: jvm.tests.Probe.connections() <= before)


def test_commands_sent_together_are_answered_in_order(server: Server) -> None:
    connection = raw_connection(server)
    commands = [f"c\nz:tests.Threads\nsleep\ni{ms}\ne\n" for ms in (30, 1, 20, 0)]
    connection.sendall("".join(commands).encode())
    received = b""
    while received.count(b"\n") < 4:
        received += connection.recv(1000)
    assert received == b"!yi30\n!yi1\n!yi20\n!yi0\n"
    connection.close()


def test_commands_arrive_in_pieces(server: Server) -> None:
    connection = raw_connection(server)
    command = "c\nz:java.lang.String\nvalueOf\nsä日🎉\\n\ne\n".encode()
    for i in range(len(command)):
        connection.sendall(command[i : i + 1])
        time.sleep(0.001)
    assert connection.recv(1000).decode() == "!ysä日🎉\\n\n"
    connection.close()


@pytest.mark.parametrize("own_server", ["pinned", "pooled"], indirect=True)
def test_shutdown(own_server: Server) -> None:
    gateway = own_server.connect()
    assert gateway.jvm.tests.Values.longOne() == 1
    gateway.shutdown()
    assert own_server.process.wait(timeout=10) == 0
