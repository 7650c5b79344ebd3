"""PySpark without the JVM: where the engine's SPARK_HOME lies.

Every start of Python imports this package (see ``startup``), so it imports nothing itself.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["__version__", "spark_home"]

__version__ = "0.1.0"


def spark_home() -> Path:
    """The folder to use as SPARK_HOME: its ``bin/spark-submit`` starts the engine."""
    from pathlib import Path

    return Path(__file__).resolve().parent / "spark-home"
