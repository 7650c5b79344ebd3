"""See ``pyspark.sql.window``."""

from pyspark.sql.window import Window, WindowSpec

__all__ = ["Window", "WindowSpec"]
