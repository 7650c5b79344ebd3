"""Names: packages, classes, imports, members; dir() and help()."""

from typing import Any

import pytest
from py4j.java_gateway import JavaClass, JavaGateway, JavaPackage, java_import
from py4j.protocol import Py4JError, Py4JJavaError


def test_unknown_names_are_packages(jvm: Any) -> None:
    assert isinstance(jvm.tests.nothing.Here, JavaPackage)
    with pytest.raises(TypeError, match="'JavaPackage' object is not callable"):
        jvm.org.nowhere.Missing()
    for name in ("constructor", "__proto__", "toString", "hasOwnProperty"):
        assert isinstance(getattr(jvm, name), JavaPackage)


def test_names_of_classes(jvm: Any) -> None:
    assert isinstance(jvm.tests.zoo.Animal, JavaClass)
    assert isinstance(getattr(jvm, "tests.zoo.Animal"), JavaClass)
    assert jvm.String is not None
    assert isinstance(jvm.String, JavaClass)
    assert jvm.tests.zoo.Animal.Kennel.size() == 3


def test_unknown_static_members(jvm: Any) -> None:
    for name in ("nope", "constructor", "prototype", "toLocaleString"):
        with pytest.raises(Py4JError, match=f"{name} does not exist in the JVM"):
            getattr(jvm.tests.zoo.Animal, name)


def test_an_instance_method_is_no_static_one(jvm: Any) -> None:
    with pytest.raises(Py4JError, match="describe does not exist in the JVM"):
        jvm.tests.zoo.Animal.describe()


def test_imports(gateway: JavaGateway) -> None:
    view = gateway.new_jvm_view("mine")
    assert isinstance(view.Animal, JavaPackage)
    java_import(view, "tests.zoo.Animal")
    assert view.Animal("Rex").getName() == "Rex"
    java_import(view, "tests.zoo.*")
    assert view.Dog("Rex").getName() == "Rex"
    assert isinstance(gateway.jvm.Animal, JavaPackage), "views do not share imports"
    assert "Animal" in dir(view)


def test_imports_can_be_removed(gateway: JavaGateway) -> None:
    view = gateway.new_jvm_view("mine")
    java_import(view, "tests.zoo.Animal")
    client = gateway._gateway_client
    assert client.send_command(f"j\nr\n{view._id}\ntests.zoo.Animal\ne\n") == "ybtrue"
    assert client.send_command(f"j\nr\n{view._id}\ntests.zoo.Animal\ne\n") == "ybfalse"
    assert isinstance(view.Animal, JavaPackage)


def test_dir(jvm: Any) -> None:
    animal = jvm.tests.zoo.Dog("Rex")
    assert {"describe", "getName", "setName", "create", "toString", "hashCode", "getClass"} <= set(dir(animal))
    assert {"create", "LEGS", "MODULE$", "Kennel"} <= set(dir(jvm.tests.zoo.Animal))
    assert "describe" not in dir(jvm.tests.zoo.Animal)


def test_help(gateway: JavaGateway) -> None:
    page = gateway.help(gateway.jvm.tests.zoo.Animal, display=False)
    assert page.startswith("Help on class Animal in package tests.zoo:\n\nAnimal {")
    assert "describe() : String" in page
    assert "setName(String) : void" in page
    assert "age : int" in page
    page = gateway.help(gateway.jvm.tests.zoo.Animal("Rex"), pattern="set*", display=False)
    assert "setName" in page
    assert "describe" not in page


def test_class_objects(jvm: Any) -> None:
    cls = jvm.tests.zoo.Dog._java_lang_class
    assert cls.getName() == "tests.zoo.Dog"
    assert cls.getSimpleName() == "Dog"
    assert cls.getSuperclass().getName() == "tests.zoo.Animal"
    assert cls.toString() == "class tests.zoo.Dog"
    dog = jvm.tests.zoo.Dog("Rex")
    assert dog.getClass().equals(cls)
    assert jvm.java.lang.Class.forName("tests.zoo.Animal").isInstance(dog)
    with pytest.raises(Py4JJavaError, match=r"java.lang.ClassNotFoundException: no.Such"):
        jvm.java.lang.Class.forName("no.Such")


def test_raw_answers(gateway: JavaGateway) -> None:
    send = gateway._gateway_client.send_command
    assert send("r\nu\nno.such.Thing\nrj\ne\n") == "yp"
    assert send("r\nu\ntests.zoo.Animal\nrj\ne\n") == "yctests.zoo.Animal"
    assert send("r\nm\ntests.zoo.Animal\nnope\ne\n") == "x"
    assert send("r\nm\ntests.zoo.Animal\ncreate\ne\n") == "ym"
    instance_method = "xsTrying to access a non-static member from a static context."
    assert send("r\nm\ntests.zoo.Animal\ndescribe\ne\n") == instance_method
    assert send("r\nm\ntests.zoo.Animal\nLEGS\ne\n") == "yi4"
    assert send("r\nc\nno.Such\ne\n") == "xsThe class no.Such does not exist."
    assert send("m\nx\no0\ne\n") == "xsUnknown Memory SubCommand Name: x"
    assert send("i\nno.Such\ne\n") == "xsjava.lang.ClassNotFoundException: no.Such\\n"
