"""Java collections and arrays under Python's protocols."""

from typing import Any

import pytest
from py4j.java_collections import JavaArray, JavaIterator, JavaList, JavaMap, JavaSet
from py4j.java_gateway import JavaGateway
from py4j.protocol import Py4JError, Py4JJavaError


@pytest.fixture
def numbers(jvm: Any) -> Any:
    numbers = jvm.java.util.ArrayList()
    for i in range(10):
        numbers.append(i)
    return numbers


def test_list_slices(numbers: Any) -> None:
    python = list(range(10))
    for part in (slice(2, 5), slice(None, None, 2), slice(None, None, -1), slice(-3, None), slice(7, 2), slice(5, 100)):
        assert list(numbers[part]) == python[part]
    assert isinstance(numbers[1:3], JavaList)


def test_list_changes(numbers: Any) -> None:
    python = list(range(10))
    for each in (numbers, python):
        each[0] = 100
        each[-1] = 200
        del each[1]
        each.insert(2, 300)
        each.append(400)
        each.extend([1, 2])
        each[3:5] = [7, 8, 9]
        del each[0:2]
    assert list(numbers) == python
    assert numbers.pop() == python.pop()
    assert numbers.pop(1) == python.pop(1)
    numbers.remove(400)
    python.remove(400)
    numbers.reverse()
    python.reverse()
    assert list(numbers) == python
    numbers.sort()
    assert list(numbers) == sorted(python)


def test_list_queries(numbers: Any) -> None:
    assert len(numbers) == 10
    assert 3 in numbers
    assert 30 not in numbers
    assert numbers.index(4) == 4
    assert numbers.count(3) == 1
    assert str(numbers) == "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"
    assert list(numbers + numbers) == [*range(10), *range(10)]
    assert list(numbers * 2) == [*range(10), *range(10)]
    numbers *= 3
    assert len(numbers) == 30
    with pytest.raises(IndexError):
        numbers[100]
    with pytest.raises(Py4JJavaError, match="IndexOutOfBoundsException: Index 100 out of bounds for length 30"):
        numbers.get(100)


def test_int_and_object_removal_are_different_methods(jvm: Any) -> None:
    texts = jvm.java.util.ArrayList(["a", "b", "c"])
    assert texts.java_remove(0) == "a"
    assert texts.java_remove("c") is True
    assert list(texts) == ["b"]


def test_map(jvm: Any) -> None:
    numbers = jvm.java.util.HashMap()
    numbers["one"] = 1
    numbers[2] = "two"
    numbers[None] = None
    assert isinstance(numbers, JavaMap)
    assert dict(numbers) == {"one": 1, 2: "two", None: None}
    assert numbers["absent"] is None
    assert "absent" not in numbers
    del numbers["one"]
    assert len(numbers) == 2
    assert numbers.containsValue("two")
    assert numbers.put(2, "zwei") == "two"
    numbers.clear()
    assert len(numbers) == 0


def test_map_keys_have_java_equality(jvm: Any) -> None:
    numbers = jvm.java.util.HashMap()
    numbers[1] = "int"
    numbers[2**40] = "long"
    numbers["1"] = "text"
    numbers[1.0] = "double"
    key = jvm.java.util.ArrayList([1, 2])
    numbers.put(key, "list")
    assert len(numbers) == 5
    assert numbers.get(jvm.java.util.ArrayList([1, 2])) == "list"


def test_hash_maps_iterate_in_java_order(jvm: Any) -> None:
    names = jvm.java.util.HashMap()
    for name in ("banana", "apple", "cherry", "date", "elderberry", "fig", "grape", "spark", "zebra", "Aa", "BB"):
        names[name] = 1
    assert list(names) == [
        "banana", "date", "zebra", "Aa", "BB", "apple", "cherry", "fig", "spark", "grape", "elderberry",
    ]  # fmt: skip


def test_set(jvm: Any) -> None:
    values = jvm.java.util.HashSet()
    values.add("a")
    values.add("a")
    values.add(1)
    assert isinstance(values, JavaSet)
    assert len(values) == 2
    assert "a" in values
    assert set(values) == {"a", 1}
    values.remove("a")
    assert str(values) == "{1}"
    with pytest.raises(KeyError):
        values.remove("a")


def test_conversion_of_python_collections(jvm: Any) -> None:
    overloads = jvm.tests.Overloads()
    assert overloads.text({"a": [1, {"b": {2.5}}, None]}) == "{a=[1, {b=[2.5]}, null]}"


def test_nesting(jvm: Any) -> None:
    nested = jvm.tests.Values.nested()
    assert list(nested[0]) == [1, 2]
    assert set(nested[1]["a"]) == {"x"}
    assert isinstance(nested[2], JavaArray)
    assert list(nested[2]) == ["p", "q"]
    nested[0][1] = nested[1]
    assert nested[0][1]["a"].contains("x")


def test_iterators(jvm: Any) -> None:
    numbers = jvm.tests.Values.iterate(4)
    assert isinstance(numbers, JavaIterator)
    assert list(numbers) == [0, 1, 2, 3]
    with pytest.raises(StopIteration):
        next(numbers)


def test_the_end_of_an_iteration_is_no_java_exception(gateway: JavaGateway) -> None:
    iterator = gateway.jvm.tests.Values.iterate(0)
    answer = gateway._gateway_client.send_command(f"c\n{iterator._target_id}\nnext\ne\n")
    assert answer == "xsjava.util.NoSuchElementException\\n"


def test_read_only_list(jvm: Any) -> None:
    frozen = jvm.java.util.Collections.unmodifiableList([1, 2])
    assert list(frozen) == [1, 2]
    with pytest.raises(Py4JJavaError, match="UnsupportedOperationException"):
        frozen.append(3)


def test_arrays(gateway: JavaGateway) -> None:
    jvm = gateway.jvm
    longs = gateway.new_array(jvm.long, 3)
    assert list(longs) == [0, 0, 0]
    longs[0] = 1
    longs[-1] = 2**40
    assert list(longs) == [1, 0, 2**40]
    assert list(longs[::2]) == [1, 2**40]
    longs[0:2] = [8, 9]
    assert list(longs) == [8, 9, 2**40]
    assert longs.getClass().getName() == "[J"
    with pytest.raises(Py4JError, match=r"Cannot convert java.lang.String to long"):
        longs[0] = "text"
    with pytest.raises(IndexError):
        longs[3]


def test_arrays_of_arrays(gateway: JavaGateway) -> None:
    rows = gateway.new_array(gateway.jvm.java.lang.String, 2, 3)
    rows[1][2] = "x"
    assert [list(row) for row in rows] == [[None] * 3, [None, None, "x"]]
    assert rows.getClass().getName() == "[[Ljava.lang.String;"
    jagged = gateway.new_array(gateway.jvm.double, 0)
    assert len(jagged) == 0


def test_arrays_that_cannot_be(gateway: JavaGateway) -> None:
    with pytest.raises(Py4JJavaError, match="OutOfMemoryError"):
        gateway.new_array(gateway.jvm.long, 2**31 - 1)
    with pytest.raises(Py4JJavaError, match="OutOfMemoryError"):
        gateway.new_array(gateway.jvm.long, 100_000, 100_000)
    with pytest.raises(Py4JJavaError, match="NegativeArraySizeException: -1"):
        gateway.new_array(gateway.jvm.long, -1)


def test_scala_collections_stay_plain_references(jvm: Any) -> None:
    seq = jvm.scala.jdk.javaapi.CollectionConverters.asScala([1, 2, 3])
    assert type(seq).__name__ == "JavaObject"
    assert seq.apply(1) == 2
    assert seq.size() == 3
    assert seq.head() == 1
    assert seq.toString() == "List(1, 2, 3)"
    assert list(jvm.scala.jdk.javaapi.CollectionConverters.asJava(seq)) == [1, 2, 3]
    pair = jvm.scala.Tuple2("a", 1)
    assert pair._1() == "a"
    assert pair._2() == 1
    assert jvm.scala.Option.apply(None).isEmpty()
    assert jvm.scala.Some("x").get() == "x"
