"""Values that must be the same object everywhere."""

from __future__ import annotations

__ALL__ = ["_NoValue"]


class _NoValueType:
    """Default of parameters for which ``None`` is a value of its own."""

    _instance: _NoValueType | None = None

    def __new__(cls) -> _NoValueType:
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __repr__(self) -> str:
        return "<no value>"


_NoValue = _NoValueType()
