"""Where in the user's code a job was started: the engine shows it as the job's name."""

import os
import sys
import traceback
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pyspark.core.context import SparkContext

_PACKAGE_FOLDER = os.path.dirname(__file__) + os.sep


class CallSite(NamedTuple):
    """The function of PySpark that was called, and from where."""

    function: str | None
    file: str | None
    linenum: int | None


def first_spark_call() -> CallSite | None:
    """The outermost call into this package, seen from its caller."""
    caller = None
    for frame, line in reversed(list(traceback.walk_stack(sys._getframe()))):
        code = frame.f_code
        if code.co_filename.startswith(_PACKAGE_FOLDER):
            if caller is None:
                return CallSite(code.co_name, code.co_filename, line)
            return CallSite(code.co_name, *caller)
        caller = (code.co_filename, line)
    return None


class SCCallSiteSync:
    """While it is entered, jobs carry the place where it was made. Of nested ones the outermost counts."""

    _spark_stack_depth = 0

    def __init__(self, sc: "SparkContext"):
        site = first_spark_call()
        self._call_site = "" if site is None else f"{site.function} at {site.file}:{site.linenum}"
        self._context = sc

    def __enter__(self) -> None:
        if SCCallSiteSync._spark_stack_depth == 0:
            self._context._jsc.setCallSite(self._call_site)
        SCCallSiteSync._spark_stack_depth += 1

    def __exit__(self, type: Any, value: Any, tb: Any) -> None:
        SCCallSiteSync._spark_stack_depth -= 1
        if SCCallSiteSync._spark_stack_depth == 0:
            self._context._jsc.setCallSite(None)
