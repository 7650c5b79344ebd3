"""Which overload is called."""

from typing import Any

import pytest
from py4j.java_gateway import JavaGateway
from py4j.protocol import Py4JError, Py4JJavaError


@pytest.fixture
def overloads(jvm: Any) -> Any:
    return jvm.tests.Overloads()


def test_by_the_type_of_the_argument(overloads: Any, jvm: Any) -> None:
    pick = overloads.pick
    assert [pick(1), pick(2**40), pick(1.5), pick(True), pick("s"), pick(b"b")] == [
        "int", "long", "double", "boolean", "String", "byte[]",
    ]  # fmt: skip
    assert pick([1]) == "List"
    assert pick(jvm.tests.zoo.Animal()) == "Animal"
    assert pick(jvm.tests.zoo.Dog("Rex")) == "Dog"
    assert pick({"a": 1}) == "Object"


def test_an_int_fits_a_long_but_no_double(overloads: Any) -> None:
    assert overloads.wide(5) == 5
    assert overloads.real(5.0) == 5.0
    with pytest.raises(Py4JError, match=r"Method real\(\[class java.lang.Integer\]\) does not exist"):
        overloads.real(5)
    with pytest.raises(Py4JError, match=r"Method exact\(\[class java.lang.Long\]\) does not exist"):
        overloads.exact(2**40)


def test_null_fits_references_only(overloads: Any) -> None:
    assert overloads.orNull(None) == "none"
    with pytest.raises(Py4JError, match=r"Method wide\(\[null\]\) does not exist"):
        overloads.wide(None)


def test_null_where_the_method_needs_a_value(jvm: Any) -> None:
    with pytest.raises(Py4JJavaError, match="NullPointerException"):
        jvm.tests.zoo.Animal(None)


def test_several_arguments(overloads: Any) -> None:
    assert overloads.two("a", 1) == "String, Object"
    assert overloads.two(1, "a") == "Object, String"
    assert overloads.two("a", "b", "c") == "three"
    with pytest.raises(Py4JError, match="does not exist"):
        overloads.two(1, 2)


def test_arrays_match_by_element_class(gateway: JavaGateway, overloads: Any) -> None:
    array = gateway.new_array(gateway.jvm.java.lang.String, 2)
    assert overloads.strings(array) == 2
    with pytest.raises(Py4JError, match=r"class \[Ljava.lang.Object;"):
        overloads.strings(gateway.new_array(gateway.jvm.java.lang.Object, 2))


def test_missing_methods_and_classes(overloads: Any, jvm: Any) -> None:
    with pytest.raises(Py4JError, match=r"py4j.Py4JException: Method nope\(\[\]\) does not exist"):
        overloads.nope()
    for inherited in ("constructor", "prototype", "valueOf", "hasOwnProperty"):
        with pytest.raises(Py4JError, match="does not exist"):
            getattr(overloads, inherited)(1)
    with pytest.raises(Py4JError, match=r"Constructor tests.Overloads\(\[class java.lang.Integer\]\) does not exist"):
        jvm.tests.Overloads(1)
