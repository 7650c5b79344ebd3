"""Names of a module that are loaded when they are first used."""

import sys
from collections.abc import Collection, Mapping
from importlib import import_module
from typing import Any


def load_name(module: str, name: str, homes: Mapping[str, str], submodules: Collection[str] = ()) -> Any:
    """What a module's ``__getattr__`` gives: a submodule, or a name from its home, which may begin with a dot."""
    if name in submodules:
        return import_module(f"{module}.{name}")
    home = homes.get(name)
    if home is None:
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    value = getattr(import_module(home, module), name)
    setattr(sys.modules[module], name, value)
    return value
