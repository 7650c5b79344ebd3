"""See ``pyspark.sql.dataframe``."""

from pyspark.sql.dataframe import DataFrame as DataFrame
from pyspark.sql.dataframe import DataFrameNaFunctions as DataFrameNaFunctions
from pyspark.sql.dataframe import DataFrameStatFunctions as DataFrameStatFunctions
