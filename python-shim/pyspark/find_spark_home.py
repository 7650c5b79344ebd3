"""Where the programs lie that start the engine."""

import os
import sys


def _find_spark_home() -> str:
    """``SPARK_HOME`` where it is set, so that a real Spark can be driven; else the engine's own folder."""
    if "SPARK_HOME" in os.environ:
        return os.environ["SPARK_HOME"]
    try:
        from tspark import spark_home
    except ImportError:
        sys.exit("SPARK_HOME is not set, and the package tspark, which brings an engine, is not installed.")
    return str(spark_home())


if __name__ == "__main__":
    print(_find_spark_home())
