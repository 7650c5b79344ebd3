"""Tracebacks made from text, so that an error of a worker shows the frames it had there."""

import linecache
import re
from types import TracebackType
from typing import NamedTuple

__all__ = ("Code", "Frame", "Traceback", "TracebackParseError")

FRAME_RE = re.compile(r'^\s*File "(?P<file>.+)", line (?P<line>\d+)(, in (?P<name>.+))?$')
_HEADER = "Traceback (most recent call last):"


class TracebackParseError(Exception):
    """The text holds no frames."""


class Code(NamedTuple):
    """Where a frame's code comes from."""

    co_filename: str
    co_name: str | None


class Frame(NamedTuple):
    """One level of a stack."""

    f_code: Code
    f_lineno: int


class _CachedLines(list[str]):
    """Source lines that are only known from tracebacks, kept where :mod:`linecache` looks for them."""

    def set_line(self, lineno: int, line: str) -> None:
        self.extend([""] * (lineno - len(self)))
        self[lineno - 1] = line


class Traceback:
    """A traceback without the objects that its frames held."""

    def __init__(self, frames: list[Frame], source_lines: dict[str, dict[int, str]]):
        self.frames = frames
        self.cached_lines = source_lines

    @classmethod
    def from_string(cls, string: str, strict: bool = True) -> "Traceback":
        """Read what Python prints; ``strict`` wants the usual heading and stops at the first other text."""
        lines = iter(string.splitlines())
        if strict:
            for line in lines:
                if line == _HEADER:
                    break
        frames: list[Frame] = []
        sources: dict[str, dict[int, str]] = {}
        expects_source = False
        for line in lines:
            match = FRAME_RE.match(line)
            if match is not None:
                frames.append(Frame(Code(match["file"], match["name"]), int(match["line"])))
            elif expects_source and line.startswith("    "):
                last = frames[-1]
                sources.setdefault(last.f_code.co_filename, {}).setdefault(last.f_lineno, line.strip())
            elif strict and not line.startswith("  "):
                break
            expects_source = match is not None
        if not frames:
            raise TracebackParseError(f"Could not find any frames in {string!r}.")
        return cls(frames, sources)

    def populate_linecache(self) -> None:
        """Let tracebacks show source lines of files that do not exist here."""
        for file, lines in self.cached_lines.items():
            entry = linecache.getlines(file)
            if not entry:
                entry = _CachedLines()
                linecache.cache[file] = (1, None, entry, file)
            if isinstance(entry, _CachedLines):
                for lineno, line in lines.items():
                    entry.set_line(lineno, line)

    def as_traceback(self) -> TracebackType | None:
        """A traceback that Python can raise with."""
        traceback: TracebackType | None = None
        for frame in reversed(self.frames):
            raised = _raise_at(frame)
            traceback = TracebackType(traceback, raised.tb_frame, raised.tb_lasti, raised.tb_lineno)
        return traceback


def _raise_at(frame: Frame) -> TracebackType:
    """A traceback entry of code that pretends to lie where the frame did."""
    code = compile("raise RuntimeError", frame.f_code.co_filename, "exec")
    code = code.replace(co_firstlineno=frame.f_lineno, co_name=frame.f_code.co_name or "<module>")
    try:
        exec(code, {"__file__": frame.f_code.co_filename, "__name__": "?"})
    except RuntimeError as error:
        # The first entry is this function's own.
        assert error.__traceback__ is not None and error.__traceback__.tb_next is not None
        return error.__traceback__.tb_next
    raise AssertionError("the code above always raises")
