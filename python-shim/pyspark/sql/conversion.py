"""Conversions between rows, pandas and Arrow, as functions and as readers of results use them."""

from pyspark.sql._conversion.arrow_arrays import ArrowArrayConversion
from pyspark.sql._conversion.arrow_batches import ArrowBatchTransformer
from pyspark.sql._conversion.arrow_to_pandas import ArrowArrayToPandasConversion
from pyspark.sql._conversion.arrow_to_rows import ArrowTableToRowsConversion
from pyspark.sql._conversion.pandas_to_arrow import PandasToArrowConversion
from pyspark.sql._conversion.rows_to_arrow import LocalDataToArrowConversion

__all__ = [
    "ArrowArrayConversion",
    "ArrowArrayToPandasConversion",
    "ArrowBatchTransformer",
    "ArrowTableToRowsConversion",
    "LocalDataToArrowConversion",
    "PandasToArrowConversion",
]
