"""Splitting text into SQL statements at the semicolons that are in no string, name or comment."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|--[^\n]*)
    | (?P<end>;)
    | (?P<comment>/\*)
    | '(?:\\.|[^'\\])*(?:'|$) | "(?:\\.|[^"\\])*(?:"|$) | `[^`]*(?:`|$)
    | [^\s;'"`/-]+ | .
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT_EDGE = re.compile(r"/\*|\*/")


class Split(NamedTuple):
    """Complete statements, and what follows the last semicolon; empty where that is blanks and comments only."""

    statements: list[str]
    rest: str


def split(text: str) -> Split:
    statements: list[str] = []
    start = position = 0
    has_content = False
    while position < len(text):
        token = _TOKEN.match(text, position)
        assert token is not None
        position = token.end()
        if token["comment"]:
            position = _comment_end(text, position)
            # An open comment may close on the next line, so the statement is not finished.
            has_content |= position > len(text)
            # A hint is read by the statement it stands in.
            has_content |= text.startswith("+", token.end())
        elif token["end"]:
            if has_content:
                statements.append(text[start : token.start()].strip())
            start, has_content = position, False
        elif not token["space"]:
            has_content = True
    return Split(statements, text[start:].strip() if has_content else "")


def _comment_end(text: str, position: int) -> int:
    """Comments nest; one that is not closed ends behind the text."""
    depth = 1
    while depth:
        edge = _COMMENT_EDGE.search(text, position)
        if edge is None:
            return len(text) + 1
        depth += 1 if edge[0] == "/*" else -1
        position = edge.end()
    return position
