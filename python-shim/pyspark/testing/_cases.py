"""Test cases that have a context or a session, and helpers of tests."""

import faulthandler
import functools
import os
import signal
import sys
import time
import unittest
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pyspark.errors import PySparkException
from pyspark.errors.exceptions.base import QueryContextType

if TYPE_CHECKING:
    from pyspark.conf import SparkConf
    from pyspark.core.context import SparkContext

_F = TypeVar("_F", bound=Callable[..., Any])


def timeout(timeout: int) -> Callable[[_F], Callable[..., Any]]:
    """Decorator: a TimeoutError if the function is not done after so many seconds. In the main thread only."""

    def decorate(func: _F) -> Callable[..., Any]:
        def handle(signum: int, frame: Any) -> None:
            raise TimeoutError(f"Function {func.__name__} timed out after {timeout} seconds")

        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            signal.signal(signal.SIGALRM, handle)
            signal.alarm(timeout)
            try:
                return func(*args, **kwargs)
            finally:
                signal.alarm(0)

        return wrapper

    return decorate


def eventually(
    timeout: float = 30.0,
    catch_assertions: bool = False,
    catch_timeout: bool = False,
    quiet: bool = True,
    interval: float = 0.1,
    expected_exceptions: Sequence[type[BaseException]] = (),
) -> Callable[[Callable[..., Any]], Callable[..., None]]:
    """Decorator: call the condition again and again until it gives True or None, for so many seconds at most."""
    caught: tuple[type[BaseException], ...] = (
        *expected_exceptions,
        *([AssertionError] if catch_assertions else []),
        *([TimeoutError] if catch_timeout else []),
    )

    def decorate(condition: Callable[..., Any]) -> Callable[..., None]:
        @functools.wraps(condition)
        def wrapper(*args: Any, **kwargs: Any) -> None:
            end = time.monotonic() + timeout
            last: Any = None
            attempt = 0
            while time.monotonic() < end:
                attempt += 1
                try:
                    last = condition(*args, **kwargs)
                except caught as error:
                    last = error
                if last is True or last is None:
                    return
                if not quiet:
                    print(f"\nAttempt #{attempt} failed!\n{last}")
                time.sleep(interval)
            if isinstance(last, BaseException):
                raise last
            raise AssertionError(
                f"Test failed due to timeout after {timeout:g} sec, with last condition returning: {last}"
            )

        return wrapper

    return decorate


class QuietTest:
    """While this is open, the engine logs nothing."""

    def __init__(self, sc: "SparkContext"):
        assert sc._jvm is not None
        self.log4j = sc._jvm.org.apache.log4j

    def __enter__(self) -> None:
        root = self.log4j.LogManager.getRootLogger()
        self.old_level = root.getLevel()
        root.setLevel(self.log4j.Level.FATAL)

    def __exit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        self.log4j.LogManager.getRootLogger().setLevel(self.old_level)


class PySparkBaseTestCase(unittest.TestCase):
    """With `PYSPARK_TEST_TIMEOUT` set, a test that is ended by SIGTERM shows where it was."""

    @classmethod
    def setUpClass(cls) -> None:
        if os.environ.get("PYSPARK_TEST_TIMEOUT"):
            assert sys.__stderr__ is not None
            faulthandler.register(signal.SIGTERM, file=sys.__stderr__, all_threads=True)

    @classmethod
    def tearDownClass(cls) -> None:
        if os.environ.get("PYSPARK_TEST_TIMEOUT"):
            faulthandler.unregister(signal.SIGTERM)


class PySparkTestCase(PySparkBaseTestCase):
    """A context for each test, in `self.sc`."""

    def setUp(self) -> None:
        from pyspark.core.context import SparkContext

        self._old_sys_path = list(sys.path)
        self.sc = SparkContext("local[4]", type(self).__name__)

    def tearDown(self) -> None:
        self.sc.stop()
        sys.path = self._old_sys_path


class ReusedPySparkTestCase(PySparkBaseTestCase):
    """One context for all tests, in `self.sc`."""

    sc: "SparkContext"

    @classmethod
    def conf(cls) -> "SparkConf":
        from pyspark.conf import SparkConf

        return SparkConf()

    @classmethod
    def master(cls) -> str:
        return "local[4]"

    @classmethod
    def setUpClass(cls) -> None:
        from pyspark.core.context import SparkContext

        super().setUpClass()
        cls.sc = SparkContext(cls.master(), cls.__name__, conf=cls.conf())

    @classmethod
    def tearDownClass(cls) -> None:
        try:
            cls.sc.stop()
        finally:
            super().tearDownClass()

    def test_assert_classic_mode(self) -> None:
        from pyspark.sql.utils import is_remote

        self.assertFalse(is_remote())

    def quiet(self) -> QuietTest:
        return QuietTest(self.sc)


class ByteArrayOutput:
    """A stream that keeps what is written to it."""

    def __init__(self) -> None:
        self.buffer = bytearray()

    def write(self, b: bytes) -> None:
        self.buffer += b

    def close(self) -> None:
        """Nothing is held that could be closed."""


class PySparkErrorTestUtils:
    """For test cases: checks an error by its condition, parameters and context."""

    def check_error(
        self,
        exception: PySparkException,
        errorClass: str,
        messageParameters: dict[str, str] | None = None,
        query_context_type: QueryContextType | None = None,
        fragment: str | None = None,
        matchPVals: bool = False,
    ) -> None:
        """With `matchPVals`, the expected parameters are regular expressions."""
        case = self
        assert isinstance(case, unittest.TestCase)
        case.assertIsInstance(exception, PySparkException)
        contexts = exception.getQueryContext()
        case.assertEqual(bool(contexts), query_context_type is not None, f"the contexts are {contexts}")
        case.assertEqual(errorClass, exception.getCondition())
        actual = exception.getMessageParameters()
        if matchPVals:
            expected = messageParameters or {}
            case.assertEqual(expected.keys(), (actual or {}).keys())
            for name, pattern in expected.items():
                case.assertRegex((actual or {})[name], pattern)
        else:
            case.assertEqual(messageParameters, actual)
        for context in contexts or []:
            case.assertEqual(query_context_type, context.contextType())
            if query_context_type == QueryContextType.DataFrame:
                assert fragment is not None, "the context is a DataFrame's: `fragment` is required"
                case.assertEqual(fragment, context.fragment())
