"""Lets Python's own pickler take named tuples of the script, where PYSPARK_ENABLE_NAMEDTUPLE_PATCH asks for it."""

import collections
import sys
from functools import cache, wraps
from typing import Any


@cache
def _class_of(name: str, fields: tuple[str, ...]) -> Any:
    return collections.namedtuple(name, fields)


def _restore(name: str, fields: tuple[str, ...], value: tuple[Any, ...]) -> Any:
    return _class_of(name, fields)(*value)


def _pickle_by_fields(cls: Any) -> Any:
    """Instances are pickled as name, fields and values: who reads them need not have the class."""
    name, fields = cls.__name__, cls._fields
    cls.__reduce__ = lambda self: (_restore, (name, fields, tuple(self)))
    cls._is_namedtuple_ = True
    return cls


def patch_namedtuple() -> None:
    original = collections.namedtuple
    if getattr(original, "_is_patched", False):
        return

    @wraps(original)
    def namedtuple(*args: Any, **kwargs: Any) -> Any:
        # The class belongs to the caller's module.
        kwargs.setdefault("module", sys._getframe(1).f_globals.get("__name__", "__main__"))
        return _pickle_by_fields(original(*args, **kwargs))

    namedtuple._is_patched = True  # type: ignore[attr-defined]
    collections.namedtuple = namedtuple
    for value in vars(sys.modules["__main__"]).values():
        if isinstance(value, type) and value.__base__ is tuple and hasattr(value, "_fields"):
            _pickle_by_fields(value)
