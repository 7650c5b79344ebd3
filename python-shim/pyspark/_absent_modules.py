"""Modules of PySpark that do not exist here yet: importing one says so, and what works instead."""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

_SPARK_CONNECT = "Spark Connect is not part of this package: leave out `remote(…)` and the session runs in this process"

# Longest prefix first where one contains another.
_ABSENT = {
    "pyspark.errors.exceptions.connect": _SPARK_CONNECT,
    "pyspark.sql.connect": _SPARK_CONNECT,
    "pyspark.sql.plot": "plots need pandas: `df.toPandas().plot`",
    "pyspark.sql.metrics": _SPARK_CONNECT,
    "pyspark.install": "there is nothing to download: the engine came with the package",
    "pyspark.ml": "machine learning is not there yet: DataFrames, SQL, RDDs and Python functions are",
    "pyspark.mllib": "machine learning is not there yet: DataFrames, SQL, RDDs and Python functions are",
    "pyspark.pandas": "the pandas API is not there yet: use DataFrames, `toPandas`, `applyInPandas` and pandas UDFs",
    "pyspark.pipelines": "declarative pipelines are not there yet: use DataFrames and SQL",
    "pyspark.sql.streaming": "queries with state of their own are not there yet: `readStream` and `writeStream` are",
    "pyspark.streaming": "DStreams are not there: use DataFrames and RDDs",
}


class _AbsentModuleFinder:
    """Asked last, so it never hides a module that exists."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        for absent, instead in _ABSENT.items():
            if name == absent or name.startswith(f"{absent}."):
                raise ModuleNotFoundError(f"{absent} is not available in tspark: {instead}", name=name)
        return None


def install() -> None:
    if _AbsentModuleFinder not in sys.meta_path:
        sys.meta_path.append(_AbsentModuleFinder)
