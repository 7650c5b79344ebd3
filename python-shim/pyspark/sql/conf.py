"""Settings of a session."""

from typing import TYPE_CHECKING, Any

from pyspark._globals import _NoValue, _NoValueType
from pyspark.errors.utils import settings_may_have_changed
from pyspark.sql._arguments import require_type

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject


class RuntimeConfig:
    """The settings of a session, reached by ``SparkSession.conf``."""

    def __init__(self, jconf: "JavaObject") -> None:
        self._jconf = jconf

    def set(self, key: str, value: str | int | bool) -> None:
        """Changes a setting for what the session does from now on."""
        self._jconf.set(key, value)
        settings_may_have_changed()

    def get(self, key: str, default: "str | _NoValueType | None" = _NoValue) -> str | None:
        """The value of a setting, or its own default, or the one given here; without any, an error."""
        self._check_type(key, "key")
        value: str | None
        if default is _NoValue:
            value = self._jconf.get(key)
        else:
            if default is not None:
                self._check_type(default, "default")
            value = self._jconf.get(key, default)
        return value

    @property
    def getAll(self) -> dict[str, str]:
        """All settings that have been set."""
        return dict(self._jconf.getAllAsJava())

    def unset(self, key: str) -> None:
        """Gives a setting its default back."""
        self._jconf.unset(key)
        settings_may_have_changed()

    def _check_type(self, obj: Any, identifier: str) -> None:
        require_type(obj, str, identifier, "str")

    def isModifiable(self, key: str) -> bool:
        """Whether a running session may change the setting."""
        return bool(self._jconf.isModifiable(key))
