"""Texts of error conditions, and the place in the user's code that a query context names."""

import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

if TYPE_CHECKING:
    from types import FrameType

    from pyspark.sql import SparkSession

T = TypeVar("T")
FuncT = TypeVar("FuncT", bound=Callable[..., Any])

_current_origin = threading.local()

_PACKAGE_FOLDER = os.path.dirname(os.path.dirname(__file__))
_UNTRACED = frozenset(["__init__", "__new__", "__iter__", "__nonzero__", "__repr__", "__bool__"])

# None until a session says whether calls are to be traced.
_enable_debugging_cache: bool | None = None
_traced_places_cache: int | None = None

_ORIGIN = "org.apache.spark.sql.catalyst.trees.PySparkCurrentOrigin"


def is_debugging_enabled() -> bool:
    """Whether calls on DataFrames and Columns tell the engine where they were made."""
    global _enable_debugging_cache
    if _enable_debugging_cache is None:
        session = _session()
        if session is None:
            return False
        enabled = session.conf.get("spark.python.sql.dataFrameDebugging.enabled", "true")
        _enable_debugging_cache = enabled is not None and enabled.lower() == "true"
    return _enable_debugging_cache


def _traced_places(session: "SparkSession") -> int:
    """How many places in the user's code an error names."""
    global _traced_places_cache
    if _traced_places_cache is None:
        _traced_places_cache = int(session.conf.get("spark.sql.stackTracesInDataFrameContext") or "1")
    return _traced_places_cache


def settings_may_have_changed() -> None:
    """Every operator depends on a setting, so that is asked for only once, and again after this."""
    global _traced_places_cache
    _traced_places_cache = None


def current_origin() -> threading.local:
    """The call of this thread that is under way: ``fragment`` and ``call_site``."""
    for name in ("fragment", "call_site"):
        if not hasattr(_current_origin, name):
            setattr(_current_origin, name, None)
    return _current_origin


def set_current_origin(fragment: str | None, call_site: str | None) -> None:
    _current_origin.fragment = fragment
    _current_origin.call_site = call_site


class ErrorClassesReader:
    """The table of the conditions that Python itself raises."""

    def __init__(self) -> None:
        self._table: dict[str, Any] | None = None

    @property
    def error_info_map(self) -> dict[str, Any]:
        if self._table is None:
            from pyspark.errors.error_classes import ERROR_CLASSES_MAP

            self._table = ERROR_CLASSES_MAP
        return self._table

    @error_info_map.setter
    def error_info_map(self, table: dict[str, Any]) -> None:
        self._table = table

    def get_sqlstate(self, errorClass: str | None) -> str | None:
        """The SQLSTATE of the main condition."""
        if errorClass is None:
            return None
        state: str | None = self.error_info_map.get(errorClass.split(".")[0], {}).get("sqlState")
        return state

    def get_error_message(self, errorClass: str, messageParameters: dict[str, str]) -> str:
        """The condition's text with its parameters filled in."""
        template = self.get_message_template(errorClass)
        named = set(re.findall(r"<([a-zA-Z0-9_-]+)>", template))
        assert named == set(messageParameters), (
            f"the text of {errorClass} takes the parameters {sorted(named)}, not {sorted(messageParameters)}"
        )
        return re.sub(r"<([a-zA-Z0-9_-]+)>", lambda match: str(messageParameters[match[1]]), template)

    def get_message_template(self, errorClass: str) -> str:
        """The condition's text with parameters in angle brackets."""
        return " ".join(text for info in self._infos(errorClass) for text in _texts(info))

    def get_breaking_change_info(self, errorClass: str | None) -> dict[str, Any] | None:
        """What the table says about a change of behaviour; the sub-condition's word counts more."""
        if errorClass is None:
            return None
        for info in reversed(self._infos(errorClass)):
            if "breaking_change_info" in info:
                change: dict[str, Any] = info["breaking_change_info"]
                return change
        return None

    def _infos(self, condition: str) -> list[dict[str, Any]]:
        """The entry of the condition and, where it is named, of its sub-condition."""
        main, *rest = condition.split(".")
        assert len(rest) <= 1, f"{condition} is no condition"
        if main not in self.error_info_map:
            raise ValueError(f"Cannot find main error class '{main}'")
        info = self.error_info_map[main]
        if not rest:
            return [info]
        if rest[0] not in info["sub_class"]:
            raise ValueError(f"Cannot find sub error class '{rest[0]}'")
        return [info, info["sub_class"][rest[0]]]


def _texts(info: dict[str, Any]) -> list[str]:
    texts = ["\n".join(info["message"])]
    if "breaking_change_info" in info:
        texts.append("\n".join(info["breaking_change_info"]["migration_message"]))
    return texts


def _session() -> "SparkSession | None":
    from pyspark.sql.session import SparkSession

    return SparkSession._instantiatedSession


def _capture_call_site(depth: int) -> str:
    """The innermost places outside of this package, one a line."""
    frames: Iterator[Any] = (f for f in _stack() if not f.f_code.co_filename.startswith(_PACKAGE_FOLDER))
    notebook = _ipython()
    if notebook is None:
        return "\n".join(f"{f.f_code.co_filename}:{f.f_lineno}" for f in islice(frames, depth))
    import ipykernel
    import IPython

    shells = (os.path.dirname(IPython.__file__), os.path.dirname(ipykernel.__file__))
    cells = (f for f in islice(frames, depth) if not f.f_code.co_filename.startswith(shells))
    return "\n".join(f"line {f.f_lineno} in cell [{notebook.execution_count}]" for f in cells)


def _stack() -> "Iterator[FrameType]":
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        yield frame
        frame = frame.f_back


def _ipython() -> Any:
    """The notebook's shell, if this runs in one."""
    # Where it has not been imported, nobody runs it.
    ipython = sys.modules.get("IPython")
    if ipython is None or "ipykernel" not in sys.modules:
        return None
    return ipython.get_ipython()


def _with_origin(func: FuncT) -> FuncT:
    """Tell the engine the function's name and the caller's place while it runs."""
    name = getattr(func, "__name__", None)
    if name is None:
        return func

    @wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        session = _session() if is_debugging_enabled() else None
        if session is None:
            return func(*args, **kwargs)
        from pyspark.sql._statics import static_method

        static_method(session._jvm, _ORIGIN, "set")(name, _capture_call_site(_traced_places(session)))
        try:
            return func(*args, **kwargs)
        finally:
            static_method(session._jvm, _ORIGIN, "clear")()

    return cast(FuncT, wrapper)


@overload
def with_origin_to_class(cls_or_ignores: type[T], ignores: list[str] | None = None) -> type[T]: ...


@overload
def with_origin_to_class(cls_or_ignores: list[str] | None = None) -> Callable[[type[T]], type[T]]: ...


def with_origin_to_class(
    cls_or_ignores: type[T] | list[str] | None = None, ignores: list[str] | None = None
) -> type[T] | Callable[[type[T]], type[T]]:
    """Class decorator: errors name the place where a method of the class was called."""
    if cls_or_ignores is None or isinstance(cls_or_ignores, list):
        names = cls_or_ignores or []
        return lambda cls: with_origin_to_class(cls, names)
    cls = cls_or_ignores
    # Without pinned threads a call may be served by any Java thread, and the origin belongs to one.
    if os.environ.get("PYSPARK_PIN_THREAD", "true").lower() == "true":
        skipped = _UNTRACED.union(ignores or [])
        for name, method in list(cls.__dict__.items()):
            if callable(method) and name not in skipped:
                setattr(cls, name, _with_origin(method))
    return cls
