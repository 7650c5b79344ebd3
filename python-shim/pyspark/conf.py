"""Settings of an application."""

import sys
from typing import TYPE_CHECKING, cast, overload

from pyspark.errors import PySparkRuntimeError

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject, JVMView

__all__ = ["SparkConf"]


class SparkConf:
    """Settings of an application: keys and values as text.

    They live in the engine; until there is one, in a dictionary here. Setting methods return the object itself, so
    that calls can be chained. Once a SparkContext has been made with it, changes have no effect on that context.

    Parameters
    ----------
    loadDefaults : bool
        whether to take over what the launcher and ``spark-defaults.conf`` have set
    """

    _jconf: "JavaObject | None"
    _conf: dict[str, str] | None

    def __init__(self, loadDefaults: bool = True, _jvm: "JVMView | None" = None, _jconf: "JavaObject | None" = None):
        self._conf = None
        if _jconf is not None:
            self._jconf = _jconf
            return
        if _jvm is None:
            # Where nobody has imported it there is no engine yet.
            context = sys.modules.get("pyspark.core.context")
            _jvm = None if context is None else context.SparkContext._jvm
        if _jvm is not None:
            self._jconf = _jvm.SparkConf(loadDefaults)
        else:
            self._jconf = None
            self._conf = {}

    def set(self, key: str, value: str) -> "SparkConf":
        """Set a value; what is no text is made one."""
        if self._jconf is not None:
            self._jconf.set(key, str(value))
        else:
            self._local[key] = str(value)
        return self

    def setIfMissing(self, key: str, value: str) -> "SparkConf":
        """Set a value unless the key has one."""
        if self.get(key) is None:
            self.set(key, value)
        return self

    def setMaster(self, value: str) -> "SparkConf":
        """Set where to run, such as ``local[4]``."""
        return self.set("spark.master", value)

    def setAppName(self, value: str) -> "SparkConf":
        """Set the application's name."""
        return self.set("spark.app.name", value)

    def setSparkHome(self, value: str) -> "SparkConf":
        """Set where Spark lies on the workers."""
        return self.set("spark.home", value)

    @overload
    def setExecutorEnv(self, key: str, value: str) -> "SparkConf": ...

    @overload
    def setExecutorEnv(self, *, pairs: list[tuple[str, str]]) -> "SparkConf": ...

    def setExecutorEnv(
        self, key: str | None = None, value: str | None = None, pairs: list[tuple[str, str]] | None = None
    ) -> "SparkConf":
        """Set environment variables of the workers: one, or several as ``pairs``."""
        if (key is None) == (pairs is None):
            raise PySparkRuntimeError(errorClass="KEY_VALUE_PAIR_REQUIRED", messageParameters={})
        variables = [(key, cast(str, value))] if key is not None else cast("list[tuple[str, str]]", pairs)
        return self.setAll([(f"spark.executorEnv.{name}", text) for name, text in variables])

    def setAll(self, pairs: list[tuple[str, str]]) -> "SparkConf":
        """Set several values."""
        for key, value in pairs:
            self.set(key, value)
        return self

    @overload
    def get(self, key: str) -> str | None: ...

    @overload
    def get(self, key: str, defaultValue: None) -> str | None: ...

    @overload
    def get(self, key: str, defaultValue: str) -> str: ...

    def get(self, key: str, defaultValue: str | None = None) -> str | None:
        """The key's value, or the default."""
        if self._jconf is None:
            return self._local.get(key, defaultValue)
        value: str | None
        if defaultValue is None:
            value = self._jconf.get(key) if self._jconf.contains(key) else None
        else:
            value = self._jconf.get(key, defaultValue)
        return value

    def getAll(self) -> list[tuple[str, str]]:
        """All keys and values."""
        if self._jconf is None:
            return list(self._local.items())
        return [(pair._1(), pair._2()) for pair in self._jconf.getAll()]

    def contains(self, key: str) -> bool:
        """Whether the key has a value."""
        if self._jconf is None:
            return key in self._local
        return bool(self._jconf.contains(key))

    def toDebugString(self) -> str:
        """All settings, one ``key=value`` a line."""
        if self._jconf is None:
            return "\n".join(f"{key}={value}" for key, value in self._local.items())
        return str(self._jconf.toDebugString())

    @property
    def _local(self) -> dict[str, str]:
        assert self._conf is not None
        return self._conf
