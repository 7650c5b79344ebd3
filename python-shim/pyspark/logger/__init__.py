"""Logs of JSON lines."""

from pyspark.logger.logger import SPARK_LOG_SCHEMA, PySparkLogger

__all__ = ["SPARK_LOG_SCHEMA", "PySparkLogger"]
