"""What Python releases is gone, and use after that says so."""

import gc
import time
from collections.abc import Callable
from typing import Any

import pytest
from py4j.java_gateway import JavaGateway
from py4j.protocol import Py4JError


def objects(jvm: Any) -> int:
    return int(jvm.tests.Probe.objects())


def wait_for(condition: Callable[[], bool], seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_use_after_release(gateway: JavaGateway) -> None:
    animal = gateway.jvm.tests.zoo.Animal("Rex")
    target = animal._target_id
    gateway.detach(animal)
    gateway._gateway_client.send_command(f"m\nd\n{target}\ne\n")
    with pytest.raises(Py4JError, match=f"Target Object ID does not exist for this gateway :{target}"):
        animal.getName()
    with pytest.raises(Py4JError, match=f"Target Object ID does not exist for this gateway :{target}"):
        gateway.jvm.tests.Overloads().pick(animal)


def test_garbage_in_python_is_released_in_java(jvm: Any) -> None:
    gc.collect()
    assert wait_for(lambda: objects(jvm) == objects(jvm))
    before = objects(jvm)
    animals = [jvm.tests.zoo.Animal(str(i)) for i in range(200)]
    assert objects(jvm) >= before + 200
    del animals
    gc.collect()
    assert wait_for(lambda: objects(jvm) <= before + 5)


def test_permanent_objects_stay(gateway: JavaGateway) -> None:
    for permanent in ("t", "j", "GATEWAY_SERVER"):
        assert gateway._gateway_client.send_command(f"m\nd\n{permanent}\ne\n") == "yv"
    assert gateway.entry_point.getName() == "entry point"
    assert gateway.jvm.tests.zoo.Animal("Rex").getName() == "Rex"


def test_each_answer_has_an_id_of_its_own(jvm: Any) -> None:
    give = jvm.tests.Overloads().echo
    animal = jvm.tests.zoo.Animal("Rex")
    first, second = give(animal), give(animal)
    assert first._target_id != second._target_id
    first.setName("Max")
    assert second.getName() == "Max"
    assert first.equals(second)
