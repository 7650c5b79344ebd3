"""Running a script on the engine, with the Python that runs this."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

from tspark import spark_home
from tspark.client_choice import Client, installed_client, own_client_path, unserved


def environment(parent: Mapping[str, str], client: Client | None) -> dict[str, str]:
    """The environment in which a PySpark script finds the engine instead of a JVM."""
    folders = [parent.get("PYTHONPATH"), None if client else own_client_path()]
    return {
        **{name: value for name, value in parent.items() if name != "TSPARK"},
        # Without a .pth file that is read (`pip install --target`) our client is on nobody's path.
        "PYTHONPATH": os.pathsep.join(folder for folder in folders if folder),
        "SPARK_HOME": str(spark_home()),
        "PYSPARK_PYTHON": parent.get("PYSPARK_PYTHON", sys.executable),
        "PYSPARK_DRIVER_PYTHON": sys.executable,
    }


def run(command: Sequence[str]) -> NoReturn:
    """Become ``python SCRIPT ARGUMENTS…``; the exit code and the signals are then the script's own."""
    client = installed_client()
    if client is not None and not client.is_served:
        sys.exit(f"tspark: {unserved(client)}")
    os.execve(sys.executable, [sys.executable, *command], environment(os.environ, client))
