"""Java exceptions in Python."""

from typing import Any

import pytest
from py4j.java_gateway import JavaGateway
from py4j.protocol import Py4JJavaError


def test_java_exceptions(jvm: Any) -> None:
    with pytest.raises(Py4JJavaError) as caught:
        jvm.tests.Failures.illegal("line 1\nline 2")
    exception = caught.value.java_exception
    assert exception.getMessage() == "line 1\nline 2"
    assert exception.getClass().getName() == "java.lang.IllegalArgumentException"
    assert exception.toString() == "java.lang.IllegalArgumentException: line 1\nline 2"
    assert exception.getCause() is None
    text = str(caught.value)
    assert "java.lang.IllegalArgumentException: line 1" in text
    assert "\tat " in text
    assert len(exception.getStackTrace()) > 0


def test_causes(jvm: Any) -> None:
    with pytest.raises(Py4JJavaError) as caught:
        jvm.tests.Failures.caused()
    assert caught.value.java_exception.getCause().getMessage() == "the cause"
    assert "Caused by: java.lang.IllegalArgumentException: the cause" in str(caught.value)


def test_exceptions_after_waiting(jvm: Any) -> None:
    with pytest.raises(Py4JJavaError, match="IllegalArgumentException: late"):
        jvm.tests.Failures.later()


@pytest.mark.parametrize("name", ["bug", "badNumber"])
def test_a_bug_is_marked_and_harmless(jvm: Any, name: str) -> None:
    with pytest.raises(Py4JJavaError, match=r"java.lang.RuntimeException: \[INTERNAL_ERROR\]"):
        getattr(jvm.tests.Failures, name)()
    assert jvm.tests.Values.longOne() == 1


def test_exceptions_can_be_made(gateway: JavaGateway) -> None:
    cause = gateway.jvm.java.lang.IllegalStateException("inner")
    exception = gateway.jvm.java.lang.RuntimeException("outer", cause)
    assert exception.getCause().getMessage() == "inner"
