"""The Py4J commands that functions send for all kinds of arguments, as JSON on stdout, without an engine.

A gateway that answers each call with a new object notes what the object was made of; so a column that comes back says
which functions were called with which arguments, however many commands that took.
"""

import inspect
import json
import sys
import warnings
from types import SimpleNamespace
from typing import Any

from py4j.java_collections import ListConverter, MapConverter
from py4j.java_gateway import GatewayClient, GatewayProperty, JavaObject, JVMView


class RecordingClient(GatewayClient):  # type: ignore[misc]
    """Answers as a JVM would in which every class, static and method exists and gives an object."""

    def __init__(self) -> None:
        super().__init__()
        self.made_of: dict[str, str] = {}
        self.converters = [MapConverter(), ListConverter()]

    def send_command(self, command: str, retry: bool = True, binary: bool = False) -> str:
        kind, *parts = command.split("\n")
        if kind == "r":
            # Reflection: a name in the JVM's view is a class, a member of a class is a method.
            return f"yc{parts[1]}" if parts[0] == "u" else "ym"
        if kind == "i":
            return self.keep(parts[0].rpartition(".")[2], parts[1:])
        if kind == "c":
            owner, method, *arguments = parts
            if method in ("add", "put"):
                self.made_of[owner] += f" {' '.join(map(self.shown, arguments[:-1]))}"
                return "ybtrue"
            name = method if owner.startswith("z:") else f"{self.made_of[owner]}.{method}"
            return self.keep(name, arguments)
        return "yv"

    def keep(self, name: str, arguments: list[str]) -> str:
        given = ", ".join(self.shown(argument) for argument in arguments if argument not in ("e", ""))
        made = given if name in ("toSeq", "toList") else f"{name}({given})"
        key = f"o{len(self.made_of)}"
        self.made_of[key] = made
        return f"yr{key}"

    def shown(self, argument: str) -> str:
        return self.made_of[argument[1:]] if argument.startswith("r") else argument


# What is given for parameters that no column will do for.
REQUIRED: dict[str, Any] = {
    "f": lambda x, y: x,
    "merge": lambda x, y: y,
    "numBits": 256,
    "sep": ",",
    "windowDuration": "1 day",
}


class Colour:
    """Stands for what no function takes."""

    def __repr__(self) -> str:
        return "Colour"


def main() -> None:
    warnings.simplefilter("ignore")
    from pyspark.core.context import SparkContext

    client = RecordingClient()
    properties = GatewayProperty(auto_field=False, pool=None, enable_memory_management=False)
    client.gateway_property = properties
    view = JVMView(client, "default", "v")
    gateway = SimpleNamespace(_gateway_client=client, jvm=view, gateway_property=properties)
    context = SimpleNamespace(_jvm=view, _gateway=gateway)
    SparkContext._gateway = gateway
    SparkContext._jvm = view
    SparkContext._active_spark_context = context  # type: ignore[assignment]

    from pyspark.sql.column import Column
    from pyspark.sql.functions import builtin

    client.made_of["column"] = "column"
    column = Column(JavaObject("column", client))
    probes: dict[str, Any] = {
        "column": column,
        "text": "t",
        "int": 7,
        "float": 1.5,
        "bool": True,
        "None": None,
        "colour": Colour(),
    }
    probes |= {"list": ["t", 7], "tuple": (0.5, 1.0), "dict": {"a": True}, "function": lambda x: x}

    def outcome(function: Any, given: dict[str, Any], rest: list[Any]) -> str:
        try:
            arguments = inspect.signature(function).bind(**given).args
            result = function(*arguments, *rest)
        except Exception as error:
            return f"{type(error).__name__} {getattr(error, '_errorClass', '')}".strip()
        return client.made_of[str(result._jc._target_id)] if isinstance(result, Column) else type(result).__name__

    def tried(function: Any) -> dict[str, str]:
        parameters = inspect.signature(function).parameters.values()
        named = [p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
        required = {p.name: REQUIRED.get(p.name, column) for p in named if p.default is p.empty}
        starred = [p for p in parameters if p.kind is p.VAR_POSITIONAL]
        results = {"plain": outcome(function, required, [column] if starred else [])}
        for parameter in named:
            for name, value in probes.items():
                results[f"{parameter.name}={name}"] = outcome(function, {**required, parameter.name: value}, [])
        for name, value in probes.items():
            if starred:
                results[f"*{name}"] = outcome(function, required, [value, value])
                results[f"*[{name}]"] = outcome(function, required, [[value, value]])
        return results

    names = [name for name in dir(builtin) if not name.startswith("_")]
    # They ask the session where in the script they stand, or take no columns at all.
    skipped = {
        "col",
        "column",
        "asc",
        "asc_nulls_first",
        "asc_nulls_last",
        "desc",
        "desc_nulls_first",
        "desc_nulls_last",
    }
    skipped |= {"udf", "udtf", "arrow_udf", "arrow_udtf", "pandas_udf", "broadcast", "cast", "overload"}
    functions = {
        name: getattr(builtin, name)
        for name in names
        if inspect.isfunction(getattr(builtin, name)) and name not in skipped
    }
    json.dump({name: tried(function) for name, function in functions.items()}, sys.stdout)


if __name__ == "__main__":
    main()
