"""Location of the folder that serves as SPARK_HOME."""

from pathlib import Path


def spark_home() -> Path:
    """The folder whose ``bin/spark-submit`` starts the engine."""
    return Path(__file__).resolve().parent / "spark-home"
