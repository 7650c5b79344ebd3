"""``memory_profiler`` for functions whose source is not in a file, if the package is installed.

It is imported when one of the names is first used: it starts processes that few need.
"""

import inspect
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import CodeType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    has_memory_profiler: bool
    CodeMapForUDF: Any
    CodeMapForUDFV2: Any
    UDFLineProfiler: Any
    UDFLineProfilerV2: Any

__all__ = ["CodeMapForUDF", "CodeMapForUDFV2", "UDFLineProfiler", "UDFLineProfilerV2", "has_memory_profiler"]


def __getattr__(name: str) -> Any:
    names = _names()
    if name in __all__ and name in names:
        return names[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@lru_cache(maxsize=1)
def _names() -> dict[str, Any]:
    try:
        from memory_profiler import CodeMap, LineProfiler
    except ImportError:
        return {"has_memory_profiler": False}
    code_map, code_map_v2 = _code_maps(CodeMap)
    return {
        "has_memory_profiler": True,
        "CodeMapForUDF": code_map,
        "CodeMapForUDFV2": code_map_v2,
        "UDFLineProfiler": _line_profiler(LineProfiler, code_map),
        "UDFLineProfilerV2": _line_profiler_v2(LineProfiler, code_map_v2),
    }


def _inner(code: CodeType) -> list[CodeType]:
    return [constant for constant in code.co_consts if inspect.iscode(constant)]


def _code_maps(base: Any) -> tuple[Any, Any]:
    class CodeMapForUDF(base):  # type: ignore[misc]
        """Measures by line, of the lines that are given with the code."""

        def add(
            self,
            code: Any,
            toplevel_code: Any | None = None,
            *,
            sub_lines: list[Any] | None = None,
            start_line: int | None = None,
        ) -> None:
            if code in self:
                return
            if toplevel_code is None:
                toplevel_code = code
                if sub_lines is None or start_line is None:
                    sub_lines, start_line = inspect.getsourcelines(code)
                self._toplevel.append((code.co_filename, code, range(start_line, start_line + len(sub_lines))))
                self[code] = {}
            else:
                self[code] = self[toplevel_code]
            for part in _inner(code):
                self.add(part, toplevel_code=toplevel_code)

    class CodeMapForUDFV2(base):  # type: ignore[misc]
        """Measures by line, of the lines that ran."""

        def add(self, code: Any, toplevel_code: Any | None = None) -> None:
            if code in self:
                return
            if toplevel_code is None:
                toplevel_code = code
                self._toplevel.append((code.co_filename, code))
                self[code] = {}
            else:
                self[code] = self[toplevel_code]
            for part in _inner(code):
                self.add(part, toplevel_code=toplevel_code)

        def items(self) -> Iterator[tuple[str, Iterator[tuple[int, Any]]]]:
            for file, code in self._toplevel:
                if self[code]:
                    yield file, iter(list(self[code].items()))

    return CodeMapForUDF, CodeMapForUDFV2


def _line_profiler(base: Any, code_map: Any) -> Any:
    class UDFLineProfiler(base):  # type: ignore[misc]
        """Takes the lines of a function from the driver."""

        def __init__(self, **kw: Any) -> None:
            super().__init__(**kw)
            self.code_map = code_map(
                include_children=kw.get("include_children", False), backend=kw.get("backend", "psutil")
            )

        def __call__(
            self,
            func: Callable[..., Any] | None = None,
            precision: int = 1,
            *,
            sub_lines: list[Any] | None = None,
            start_line: int | None = None,
        ) -> Callable[..., Any]:
            if func is None:
                return lambda f: self(f, precision=precision)
            self.add_function(func, sub_lines=sub_lines, start_line=start_line)
            wrapped: Any = self.wrap_function(func)
            wrapped.__module__, wrapped.__name__, wrapped.__doc__ = func.__module__, func.__name__, func.__doc__
            wrapped.__dict__.update(getattr(func, "__dict__", {}))
            return wrapped  # type: ignore[no-any-return]

        def add_function(
            self,
            func: Callable[..., Any],
            *,
            sub_lines: list[Any] | None = None,
            start_line: int | None = None,
        ) -> None:
            code = getattr(func, "__code__", None)
            if code is None:
                warnings.warn(f"Could not extract a code object for the object {func!r}", stacklevel=2)
                return
            self.code_map.add(code, sub_lines=sub_lines, start_line=start_line)

    return UDFLineProfiler


def _line_profiler_v2(base: Any, code_map: Any) -> Any:
    class UDFLineProfilerV2(base):  # type: ignore[misc]
        """Takes code that runs."""

        def __init__(self, **kw: Any) -> None:
            super().__init__(**kw)
            self.code_map = code_map(
                include_children=kw.get("include_children", False), backend=kw.get("backend", "psutil")
            )

        def add_code(self, code: CodeType) -> None:
            self.code_map.add(code)

    return UDFLineProfilerV2
