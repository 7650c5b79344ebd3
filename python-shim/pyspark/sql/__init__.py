"""DataFrames and SQL. Names are loaded when they are first used."""

from typing import TYPE_CHECKING, Any

from pyspark._lazy_names import load_name

if TYPE_CHECKING:
    from pyspark.sql.catalog import Catalog
    from pyspark.sql.column import Column
    from pyspark.sql.context import HiveContext, SQLContext
    from pyspark.sql.dataframe import DataFrame, DataFrameNaFunctions, DataFrameStatFunctions
    from pyspark.sql.group import GroupedData
    from pyspark.sql.merge import MergeIntoWriter
    from pyspark.sql.observation import Observation
    from pyspark.sql.pandas.group_ops import PandasCogroupedOps
    from pyspark.sql.readwriter import DataFrameReader, DataFrameWriter, DataFrameWriterV2
    from pyspark.sql.session import SparkSession
    from pyspark.sql.types import Geography, Geometry, Row, VariantVal
    from pyspark.sql.udf import UDFRegistration
    from pyspark.sql.udtf import UDTFRegistration
    from pyspark.sql.utils import is_remote
    from pyspark.sql.window import Window, WindowSpec

__all__ = [  # noqa: RUF022 - the order of `from pyspark.sql import *` in the documentation
    "SparkSession",
    "SQLContext",
    "HiveContext",
    "UDFRegistration",
    "UDTFRegistration",
    "DataFrame",
    "GroupedData",
    "Column",
    "Catalog",
    "Observation",
    "Row",
    "DataFrameNaFunctions",
    "DataFrameStatFunctions",
    "VariantVal",
    "Geography",
    "Geometry",
    "Window",
    "WindowSpec",
    "DataFrameReader",
    "DataFrameWriter",
    "DataFrameWriterV2",
    "MergeIntoWriter",
    "PandasCogroupedOps",
    "is_remote",
]

_HOME_OF_NAME = {
    "Catalog": ".catalog",
    "Column": ".column",
    "DataFrame": ".dataframe",
    "DataFrameNaFunctions": ".dataframe",
    "DataFrameReader": ".readwriter",
    "DataFrameStatFunctions": ".dataframe",
    "DataFrameWriter": ".readwriter",
    "DataFrameWriterV2": ".readwriter",
    "Geography": ".types",
    "Geometry": ".types",
    "GroupedData": ".group",
    "HiveContext": ".context",
    "MergeIntoWriter": ".merge",
    "Observation": ".observation",
    "PandasCogroupedOps": ".pandas.group_ops",
    "Row": ".types",
    "SQLContext": ".context",
    "SparkSession": ".session",
    "UDFRegistration": ".udf",
    "UDTFRegistration": ".udtf",
    "VariantVal": ".types",
    "Window": ".window",
    "WindowSpec": ".window",
    "is_remote": ".utils",
}

# What `import pyspark.sql` alone makes reachable as `pyspark.sql.<module>`.
_SUBMODULES = frozenset(
    [
        "catalog",
        "classic",
        "column",
        "conf",
        "context",
        "dataframe",
        "functions",
        "group",
        "merge",
        "observation",
        "pandas",
        "profiler",
        "readwriter",
        "session",
        "sql_formatter",
        "streaming",
        "table_arg",
        "tvf_argument",
        "types",
        "udf",
        "udtf",
        "utils",
        "window",
    ]
)


def __getattr__(name: str) -> Any:
    return load_name(__name__, name, _HOME_OF_NAME, _SUBMODULES)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF_NAME, *_SUBMODULES})
