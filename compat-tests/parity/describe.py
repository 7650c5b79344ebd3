"""What modules offer, as JSON on stdout: `describe.py own|all MODULE…`, run with the client that is to be described."""

import importlib
import inspect
import json
import re
import sys
import warnings
from collections.abc import Iterator
from types import ModuleType
from typing import Any, TypeVar

PACKAGE = "pyspark"
ADDRESS = re.compile(r" at 0x[0-9a-f]+")

STARS: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
MARKS: dict[Any, str] = {inspect.Parameter.POSITIONAL_ONLY: " /", inspect.Parameter.KEYWORD_ONLY: " keyword"}

# Special methods that users write, if only as operators.
SPECIAL_NAMES = """
abs add and bool call contains delitem div divmod enter eq exit floordiv ge getattr getitem gt invert iter le
len lt mod mul ne neg next or pos pow radd rand rdiv rfloordiv rmod rmul ror rpow rsub rtruediv setitem sub
truediv xor
"""
SPECIAL = frozenset(f"__{name}__" for name in SPECIAL_NAMES.split())


def describe(name: str, with_imported: bool) -> dict[str, str]:
    """Each thing that the module offers, and what it takes; only `error` if it cannot be imported.

    What it only imports belongs to another module, unless it offers it by name: that is left out at will.
    """
    try:
        module = importlib.import_module(name)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return dict(offered(module, with_imported))


def offered(module: ModuleType, with_imported: bool) -> Iterator[tuple[str, str]]:
    exported = getattr(module, "__all__", None)
    if exported is not None:
        yield "__all__", " ".join(sorted(exported))
    for name in sorted({*vars(module), *(exported or ())}):
        if name.startswith("_"):
            continue
        try:
            value = getattr(module, name)
        except (AttributeError, ImportError):
            # Offered by name, but not there: that is the finding.
            continue
        if isinstance(value, TypeVar):
            continue
        is_own = getattr(value, "__module__", None) == module.__name__ or name in (exported or ())
        if not is_own and not with_imported:
            continue
        if inspect.isclass(value):
            yield from members(name, value)
        elif callable(value):
            yield name, shown(value)
        else:
            yield name, "value"


def members(name: str, owner: type) -> Iterator[tuple[str, str]]:
    yield name, f"class{shown(owner)}"
    for member in dir(owner):
        if member.startswith("_") and member not in SPECIAL:
            continue
        if not defined_in_package(owner, member):
            continue
        value = getattr(owner, member, None)
        if inspect.isclass(value):
            yield from members(f"{name}.{member}", value)
        else:
            yield f"{name}.{member}", shown(value) if inspect.isroutine(value) else "value"


def defined_in_package(owner: type, member: str) -> bool:
    """Not what an `Exception`, a `tuple` or an `Enum` has by itself."""
    return any(member in vars(base) for base in owner.__mro__ if base.__module__.partition(".")[0] == PACKAGE)


def shown(value: Any) -> str:
    """Names, kinds and defaults of parameters, without types."""
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return "(?)"
    return f"({', '.join(map(parameter_shown, parameters))})"


def parameter_shown(parameter: inspect.Parameter) -> str:
    star = STARS.get(parameter.kind, "")
    mark = MARKS.get(parameter.kind, "")
    default = "" if parameter.default is parameter.empty else f"={ADDRESS.sub('', repr(parameter.default))}"
    return f"{star}{parameter.name}{default}{mark}"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    scope, *names = sys.argv[1:]
    json.dump({name: describe(name, scope == "all") for name in names}, sys.stdout)
