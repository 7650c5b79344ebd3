"""PySpark without the JVM: where the engine's SPARK_HOME lies and how to run a script on it."""

from tspark.home import spark_home

__all__ = ["spark_home"]
