"""Running the tests of a module from the command line."""

import sys
import unittest
from typing import Any


def main(module: Any = None, output: str = "target/test-reports") -> None:
    """Run a module's tests, by default those of the running script; reports as XML where `xmlrunner` is installed.

    Ends the process: 0 if all passed, 1 if one failed, 5 if there was none.
    """
    program = unittest.main(
        module=_running_module() if module is None else module, testRunner=_xml_runner(output), verbosity=2, exit=False
    )
    result = program.result
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(5 if result.testsRun == 0 and not result.skipped else 0)


def _running_module() -> str:
    # With `python -m`, so that classes are pickled by the name under which others import them.
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    return spec.name if spec is not None and spec.name else "__main__"


def _xml_runner(output: str) -> Any:
    try:
        import xmlrunner  # type: ignore[import-not-found]
    except ImportError:
        return None
    return xmlrunner.XMLTestRunner(output=output, verbosity=2, outsuffix="")
