"""Calls from Java into Python."""

import gc
import threading
import time
import weakref
from typing import Any

import pytest
from py4j.java_gateway import JavaGateway, JavaObject
from py4j.protocol import Py4JError, Py4JJavaError
from served import Server


class Callback:
    """Runs a function when Java calls."""

    def __init__(self, function: Any) -> None:
        self.function = function

    def call(self, argument: Any) -> Any:
        return self.function(argument)

    class Java:
        implements = ("tests.Callback",)


def run(jvm: Any, function: Any, argument: Any = None) -> Any:
    return jvm.tests.Callbacks.run(Callback(function), argument)


@pytest.mark.parametrize("value", [1, 2**40, 1.5, "a\nb", b"bytes", True, None])
def test_arguments_and_results(jvm: Any, value: Any) -> None:
    seen = []

    def keep(argument: Any) -> Any:
        seen.append(argument)
        return argument

    assert run(jvm, keep, value) == value
    assert seen == [value]


def test_java_objects_both_ways(jvm: Any) -> None:
    animal = jvm.tests.zoo.Animal("Rex")
    assert run(jvm, lambda each: each, animal).getName() == "Rex"
    made = run(jvm, lambda _: jvm.tests.zoo.Animal("Tom"))
    assert made.getName() == "Tom"


def test_callback_in_callback(jvm: Any) -> None:
    def down(depth: Any) -> Any:
        return 0 if depth == 0 else run(jvm, down, depth - 1) + 1

    assert run(jvm, down, 25) == 25


def test_many_commands_in_a_callback(jvm: Any) -> None:
    def work(_: Any) -> Any:
        animals = [jvm.tests.zoo.Animal(str(i)) for i in range(50)]
        return sum(int(each.getName()) for each in animals)

    assert run(jvm, work) == sum(range(50))


def test_two_calls_at_once_take_turns(jvm: Any) -> None:
    assert list(jvm.tests.Callbacks.twice(Callback(lambda n: run(jvm, lambda x: x * 10, n)))) == [10, 20]


def test_a_thread_of_the_engine(jvm: Any) -> None:
    calling = threading.get_ident()
    assert jvm.tests.Callbacks.inBackground(Callback(lambda n: n + 1), 1) == 2
    assert jvm.tests.Callbacks.inBackground(Callback(lambda _: threading.get_ident()), None) != calling
    # commands from within such a callback work too
    assert jvm.tests.Callbacks.inBackground(Callback(lambda _: jvm.tests.zoo.Animal("Rex").getName()), None) == "Rex"


def test_pinned_callbacks_run_in_the_calling_thread(jvm: Any, server: Server) -> None:
    here = threading.get_ident()
    is_same = run(jvm, lambda _: threading.get_ident() == here)
    assert is_same is (server.mode == "pinned")


def test_python_errors_become_java_exceptions(jvm: Any) -> None:
    def fail(_: Any) -> Any:
        raise ValueError("told you so")

    with pytest.raises(Py4JJavaError) as caught:
        run(jvm, fail)
    assert caught.value.java_exception.getClass().getName() == "py4j.Py4JException"
    assert "ValueError: told you so" in caught.value.java_exception.getMessage()


def test_objects_without_the_method(jvm: Any) -> None:
    class Empty:
        class Java:
            implements = ("tests.Callback",)

    with pytest.raises(Py4JJavaError, match="AttributeError"):
        jvm.tests.Callbacks.run(Empty(), 1)


def test_wrong_interfaces(jvm: Any) -> None:
    class Wrong:
        class Java:
            implements = ("no.such.Interface",)

    with pytest.raises(Py4JError, match=r"Invalid interface name: no.such.Interface"):
        jvm.tests.Callbacks.run(Wrong(), 1)
    Wrong.Java.implements = ("tests.zoo.Animal",)
    with pytest.raises(Py4JError, match="not an interface"):
        jvm.tests.Callbacks.run(Wrong(), 1)
    assert jvm.tests.Values.longOne() == 1


def test_a_proxy_called_through_java(jvm: Any) -> None:
    proxy = jvm.tests.Callbacks.give(Callback(lambda n: n * 2))
    assert proxy.call(21) == 42


def test_release_during_a_callback(gateway: JavaGateway) -> None:
    jvm = gateway.jvm
    animal = jvm.tests.zoo.Animal("Rex")

    def release(given: Any) -> Any:
        gateway._gateway_client.send_command(f"m\nd\n{animal._target_id}\ne\n")
        return given.getName()

    assert run(jvm, release, animal) == "Rex"
    with pytest.raises(Py4JError, match="does not exist for this gateway"):
        animal.getName()


def test_python_forgets_proxies_that_java_dropped(jvm: Any) -> None:
    def forgotten() -> Any:
        callback = Callback(lambda _: None)
        jvm.tests.Callbacks.run(callback, None)
        return weakref.ref(callback)

    references = [forgotten() for _ in range(5)]
    deadline = time.monotonic() + 10
    while any(each() for each in references) and time.monotonic() < deadline:
        jvm.tests.Probe.heap()
        gc.collect()
        time.sleep(0.05)
    assert not any(each() for each in references)


def test_no_callback_server(server: Server) -> None:
    gateway = server.connect()
    try:
        address = gateway.jvm.java.net.InetAddress.getByName("127.0.0.1")
        JavaObject("GATEWAY_SERVER", gateway._gateway_client).resetCallbackClient(address, 1)
        with pytest.raises(Py4JJavaError, match="Error while obtaining a new communication channel"):
            gateway.jvm.tests.Callbacks.inBackground(Callback(lambda n: n), 1)
    finally:
        gateway.close()


def test_a_callback_server_that_dies_in_the_middle(server: Server) -> None:
    gateway = server.connect(callbacks=True)

    def die(_: Any) -> Any:
        gateway.shutdown_callback_server()
        time.sleep(15)

    started = time.monotonic()
    with pytest.raises(Py4JJavaError, match=r"py4j.Py4JException: Error while sending a command"):
        gateway.jvm.tests.Callbacks.inBackground(Callback(die), None)
    assert time.monotonic() - started < 10
    assert gateway.jvm.tests.Values.longOne() == 1
    gateway.close()
