"""Which PySpark is the client: the stock one where it is installed, else the one of this package."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.machinery import ModuleSpec, PathFinder
from typing import NamedTuple

SERVED_VERSION = "4.3"

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_SPARK_HOME = os.path.join(_PACKAGE, "spark-home")
_STANDARD_LIBRARY = os.path.dirname(os.__file__)


class Client(NamedTuple):
    """A package ``pyspark`` that can be imported."""

    spec: ModuleSpec
    folder: str
    #: None where the folder does not say: it is somebody's module of the same name.
    version: str | None
    is_ours: bool

    @property
    def is_served(self) -> bool:
        return self.version is not None and self.version.startswith(f"{SERVED_VERSION}.")


def own_client_path() -> str:
    """The folder to import our PySpark from; in a source tree it is the one this package lies in."""
    bundled = os.path.join(_PACKAGE, "client")
    return bundled if os.path.isdir(bundled) else os.path.dirname(_PACKAGE)


def installed_client() -> Client | None:
    """What ``import pyspark`` gets."""
    ours = own_client_path()
    spec = PathFinder.find_spec("pyspark", _path_with_own_client_last(ours))
    if spec is None or spec.origin is None:
        return None
    folder = os.path.dirname(spec.origin)
    return Client(spec, folder, _version(folder), is_ours=os.path.dirname(folder) == ours)


class Engine(NamedTuple):
    """What a program that imports PySpark runs on."""

    is_ours: bool
    why: str


def engine_of(client: Client, environ: Mapping[str, str]) -> Engine:
    """What ``client`` runs on in this environment, once it is imported."""
    chosen = environ.get("SPARK_HOME", _SPARK_HOME)
    if chosen != _SPARK_HOME:
        return Engine(False, f"SPARK_HOME names {chosen}")
    if not client.is_served:
        return Engine(False, unserved(client))
    if not client.is_ours and is_off(environ):
        return Engine(False, "TSPARK=off gives the installed PySpark its JVM back")
    return Engine(True, f"pyspark {client.version} finds it by SPARK_HOME")


def serve(client: Client) -> None:
    """Make ``client`` find the engine, or what else it runs on."""
    engine = engine_of(client, os.environ)
    if engine.is_ours:
        os.environ["SPARK_HOME"] = _SPARK_HOME
        return
    if os.environ.get("SPARK_HOME") == _SPARK_HOME:
        del os.environ["SPARK_HOME"]
    if client.version is not None and not client.is_served and not is_off(os.environ):
        # What this process starts shall not say it again.
        os.environ["TSPARK"] = "off"
        print(f"tspark: {engine.why} (TSPARK=off hides this line)", file=sys.stderr)


def unserved(client: Client) -> str:
    """Why ``client`` is left alone."""
    if client.version is None:
        return f"{client.folder} is imported as pyspark, and it is none"
    return f"pyspark {client.version} is installed and keeps its own JVM: the engine serves {SERVED_VERSION} only"


def is_off(environ: Mapping[str, str]) -> bool:
    return environ.get("TSPARK", "").lower() == "off"


def _path_with_own_client_last(ours: str) -> list[str]:
    """``.pth`` files put our client behind the packages of a virtual environment, but before those of its system.

    In front of the standard library it is there because somebody asked for it.
    """
    asked = ours in sys.path[: sys.path.index(_STANDARD_LIBRARY)] if _STANDARD_LIBRARY in sys.path else False
    if asked or ours not in sys.path:
        return sys.path
    return [*(folder for folder in sys.path if folder != ours), ours]


def _version(folder: str) -> str | None:
    try:
        with open(os.path.join(folder, "version.py"), encoding="utf-8") as file:
            text = file.read()
    except OSError:
        return None
    _, _, assigned = text.partition("__version__")
    words = assigned.replace("'", '"').split('"')
    return words[1] if len(words) > 1 else None
