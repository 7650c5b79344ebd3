"""Comparisons, test cases, and which optional packages are installed."""

import os
import struct
from importlib.util import find_spec
from typing import Any

from pyspark.testing._cases import (
    ByteArrayOutput as ByteArrayOutput,
)
from pyspark.testing._cases import (
    PySparkBaseTestCase as PySparkBaseTestCase,
)
from pyspark.testing._cases import (
    PySparkErrorTestUtils as PySparkErrorTestUtils,
)
from pyspark.testing._cases import (
    PySparkTestCase as PySparkTestCase,
)
from pyspark.testing._cases import (
    QuietTest as QuietTest,
)
from pyspark.testing._cases import (
    ReusedPySparkTestCase as ReusedPySparkTestCase,
)
from pyspark.testing._cases import (
    eventually as eventually,
)
from pyspark.testing._cases import (
    timeout as timeout,
)
from pyspark.testing._data_equality import (
    _context_diff as _context_diff,
)
from pyspark.testing._data_equality import (
    assertDataFrameEqual,
)
from pyspark.testing._schema_equality import (
    assertSchemaEqual,
)

__all__ = ["assertDataFrameEqual", "assertSchemaEqual"]

_PACKAGES = frozenset(
    [
        "numpy",
        "scipy",
        "sklearn",
        "torch",
        "torcheval",
        "deepspeed",
        "plotly",
        "matplotlib",
        "tabulate",
        "graphviz",
        "flameprof",
        "jinja2",
        "openpyxl",
        "yaml",
        "grpc",
        "grpc_status",
        "zstandard",
        "kafka",
        "testcontainers",
    ]
)

is_ansi_mode_test = os.environ.get("SPARK_ANSI_SQL_MODE") != "false"
ansi_mode_not_supported_message = "ANSI mode is not supported" if is_ansi_mode_test else ""

# Tests of Spark Connect are skipped: the package has no Connect client.
connect_requirement_message = "there is no Spark Connect client"
should_test_connect = False


def have_package(name: str) -> bool:
    """Whether a package is installed; it is not imported."""
    return find_spec(name) is not None


def read_int(b: bytes) -> int:
    number: int = struct.unpack("!i", b)[0]
    return number


def write_int(i: int) -> bytes:
    return struct.pack("!i", i)


def __getattr__(name: str) -> Any:
    """`have_<package>` and `<package>_requirement_message`, which is empty if the package is there."""
    if name.startswith("have_") and name.removeprefix("have_") in _PACKAGES | {"pandas", "pyarrow"}:
        return not _requirement_message(name.removeprefix("have_"))
    package = name.removesuffix("_requirement_message")
    if package != name and package in _PACKAGES | {"pandas", "pyarrow"}:
        return _requirement_message(package)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _requirement_message(package: str) -> str:
    if package in _PACKAGES:
        return "" if have_package(package) else f"No module named '{package}'"
    from pyspark.sql.pandas import utils as requirements

    try:
        getattr(requirements, f"require_minimum_{package}_version")()
    except ImportError as error:
        return str(error)
    return ""
