"""Comparing DataFrames and schemas in tests."""

from pyspark.testing.unittestutils import main
from pyspark.testing.utils import assertDataFrameEqual, assertSchemaEqual

__all__ = ["assertDataFrameEqual", "assertSchemaEqual", "main"]
