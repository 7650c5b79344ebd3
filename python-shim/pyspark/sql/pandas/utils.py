"""Whether the optional packages are installed, in versions that work."""

import importlib.util
import os
import re
import sys
import warnings
from itertools import takewhile

from pyspark.errors import PySparkImportError, PySparkRuntimeError


def require_minimum_pandas_version() -> None:
    """Raises an ImportError without pandas 2.2 or newer."""
    version = _require("pandas", "Pandas", "2.2.0")
    if _release(version) >= (3,):
        warnings.warn(
            "PySpark does not yet fully support pandas >= 3.0.0; pandas < 3.0.0 is the safe choice for now.",
            FutureWarning,
            stacklevel=2,
        )


def require_minimum_pyarrow_version() -> None:
    """Raises an ImportError without PyArrow 18 or newer."""
    _require("pyarrow", "PyArrow", "18.0.0")
    if os.environ.get("ARROW_PRE_0_15_IPC_FORMAT", "0") == "1":
        raise PySparkRuntimeError(errorClass="ARROW_LEGACY_IPC_FORMAT", messageParameters={})


def require_minimum_numpy_version() -> None:
    """Raises an ImportError without NumPy 1.23.2 or newer."""
    _require("numpy", "NumPy", "1.23.2")


def _require(module: str, title: str, minimum: str) -> str:
    """The version that is installed."""
    version = _installed_version(module)
    if version is None:
        raise PySparkImportError(
            errorClass="PACKAGE_NOT_INSTALLED",
            messageParameters={"package_name": title, "minimum_version": minimum},
        )
    if _release(version) < _release(minimum):
        raise PySparkImportError(
            errorClass="UNSUPPORTED_PACKAGE_VERSION",
            messageParameters={
                "package_name": title,
                "minimum_version": minimum,
                "current_version": version,
            },
        )
    return version


def _installed_version(module: str) -> str | None:
    """Asks the installation, not the package: importing pandas takes longer than many a script."""
    loaded = sys.modules.get(module)
    if loaded is not None:
        # None where only stubs or an empty folder are left of the package.
        version: str | None = getattr(loaded, "__version__", None)
        return version
    # Slow to import, and needed for packages only that nobody has imported yet.
    from importlib import metadata

    try:
        return metadata.version(module) if importlib.util.find_spec(module) else None
    except (metadata.PackageNotFoundError, ValueError):
        return None


def _release(version: str) -> tuple[int, ...]:
    """The leading numbers of a version."""
    return tuple(map(int, takewhile(str.isdigit, re.split(r"[.+-]|(?<=\d)(?=[a-z])", version))))
