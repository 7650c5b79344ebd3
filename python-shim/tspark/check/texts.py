"""Texts that a script builds, as far as they stand in it."""

import ast
import re
from typing import NamedTuple

#: Stands for what is known at run time only: a name, so that SQL around it can still be parsed.
_PLACEHOLDER = "placeholder"
_MOST_STEPS = 5


class Text(NamedTuple):
    text: str
    #: Without placeholders.
    is_whole: bool


class Texts:
    def __init__(self) -> None:
        self._assigned: dict[str, ast.expr] = {}

    def assign(self, name: str, value: ast.expr) -> None:
        self._assigned[name] = value

    def read(self, node: ast.expr, steps: int = 0) -> Text | None:
        """None where nothing of the text is known."""
        match node:
            case ast.Constant(value=str(text)):
                return Text(text, True)
            case ast.Name(name) if name in self._assigned and steps < _MOST_STEPS:
                return self.read(self._assigned[name], steps + 1)
            case ast.JoinedStr(values=parts):
                return self._joined(parts, steps)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._joined([left, right], steps)
            case ast.BinOp(left=left, op=ast.Mod()):
                return _filled(self.read(left, steps), r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]")
            case ast.Call(func=ast.Attribute(value=value, attr="format")):
                return _filled(self.read(value, steps), r"\{[^{}]*\}")
            case ast.Call(func=ast.Attribute(value=value, attr="strip" | "lstrip" | "rstrip")):
                return self.read(value, steps)
            case _:
                return None

    def _joined(self, parts: list[ast.expr], steps: int) -> Text | None:
        read = [self.read(part.value if isinstance(part, ast.FormattedValue) else part, steps) for part in parts]
        if all(part is None for part in read):
            return None
        text = "".join(_PLACEHOLDER if part is None else part.text for part in read)
        return Text(text, all(part is not None and part.is_whole for part in read))


def _filled(template: Text | None, field: str) -> Text | None:
    if template is None:
        return None
    return Text(re.sub(field, _PLACEHOLDER, template.text), is_whole=False)
