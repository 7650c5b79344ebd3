"""Calls, construction, fields, values of every type, byte streams."""

import math
from decimal import Decimal
from typing import Any

import pytest
from py4j.java_gateway import JavaGateway, JavaObject, get_field, is_instance_of, set_field
from py4j.protocol import Py4JError
from served import Server


def test_construct_and_call(jvm: Any) -> None:
    animal = jvm.tests.zoo.Animal("Rex", 3)
    assert animal.describe() == "Rex (3)"
    animal.setName("Max")
    assert animal.getName() == "Max"
    assert animal.toString() == "Animal Max"
    assert jvm.tests.zoo.Animal.create("Tom").describe() == "Tom (1)"


def test_subclass_inherits_and_overrides(jvm: Any) -> None:
    dog = jvm.tests.zoo.Dog("Rex")
    assert dog.describe() == "dog Rex"
    assert dog.getName() == "Rex"


def test_a_member_called_like_the_end_of_a_command(jvm: Any) -> None:
    assert jvm.tests.zoo.Animal().e() == "e"
    assert jvm.tests.Values.e() == "static e"


@pytest.mark.parametrize(
    "value",
    [0, -1, 2**31 - 1, -(2**31), 2**31, 2**63 - 1, -(2**63), 1.5, -0.0, 1e300, 1e-5, float("inf"), float("-inf"),
     True, False, None, "", "text", "a\nb\r\\n\\", "e", "é日本🎉", b"", bytes(range(256)), Decimal("12.340"),
     Decimal("-0.00000001")],
)  # fmt: skip
def test_values_survive_the_round_trip(jvm: Any, value: Any) -> None:
    result = jvm.tests.Overloads().echo(value)
    assert result == value
    if isinstance(value, float):
        assert math.copysign(1, result) == math.copysign(1, value)
    if not isinstance(value, bytes):
        assert type(result) is type(value)


def test_nan(jvm: Any) -> None:
    assert math.isnan(jvm.tests.Overloads().echo(float("nan")))


def test_a_large_argument(jvm: Any) -> None:
    text = "line\n" * 2_000_000
    assert jvm.tests.Overloads().echo(text) == text


def test_results_have_their_java_types(jvm: Any) -> None:
    values = jvm.tests.Values
    assert values.doubleOne() == 1.0
    assert isinstance(values.doubleOne(), float)
    assert values.floatTenth() == 0.1
    assert values.longOne() == 1
    assert values.nothing() is None
    assert values.nullValue() is None
    assert values.bytes() == b"\x00\x01\xff"


def test_fields(jvm: Any) -> None:
    animal = jvm.tests.zoo.Animal("Rex", 3)
    assert get_field(animal, "age") == 3
    set_field(animal, "age", 4)
    assert animal.describe() == "Rex (4)"
    assert get_field(animal, "label") == "#Rex"
    assert jvm.tests.zoo.Animal.LEGS == 4
    assert getattr(jvm.tests.zoo.Animal, "MODULE$").getName() == "module"
    with pytest.raises(Py4JError, match="no field missing"):
        get_field(animal, "missing")
    with pytest.raises(Py4JError):
        set_field(animal, "age", "text")


def test_entry_point(gateway: JavaGateway) -> None:
    assert gateway.entry_point.getName() == "entry point"


def test_the_server_as_an_object(gateway: JavaGateway, server: Server) -> None:
    java_server = JavaObject("GATEWAY_SERVER", gateway._gateway_client)
    assert java_server.getPort() == server.port
    address = java_server.getCallbackClient().getAddress()
    assert address.toString() == "/127.0.0.1"


def test_is_instance_of(gateway: JavaGateway) -> None:
    dog = gateway.jvm.tests.zoo.Dog("Rex")
    assert is_instance_of(gateway, dog, "tests.zoo.Animal")
    assert is_instance_of(gateway, dog, gateway.jvm.tests.zoo.Dog)
    assert is_instance_of(gateway, dog, "java.lang.Object")
    assert not is_instance_of(gateway, dog, "java.util.List")


def test_python_equality_follows_java(jvm: Any) -> None:
    first, second = jvm.java.util.ArrayList(), jvm.java.util.ArrayList()
    assert first.equals(second)
    first.append(1)
    assert not first.equals(second)
    assert first.hashCode() == 32


def test_stream_of_bytes(gateway: JavaGateway) -> None:
    size = 3_000_000
    with gateway.jvm.tests.Values.channel.stream(size) as stream:
        assert stream.read(size) == b"a" * size


def test_stream_of_no_bytes(gateway: JavaGateway) -> None:
    with pytest.raises(Py4JError, match="ReadableByteChannel"):
        gateway.jvm.tests.Values.longOne.stream()
