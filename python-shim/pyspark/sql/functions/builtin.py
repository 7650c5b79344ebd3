"""Functions over columns: most are generated from the engine's declarations, the others are written in files beside."""

# ruff: noqa: F403 - what is imported here is what this module offers

from typing import TYPE_CHECKING, Any

# Scripts have come to write `F.StringType()`: besides functions, the stock module has these names too.
from pyspark._lazy_names import load_name as _load_name
from pyspark.errors import PySparkTypeError as PySparkTypeError
from pyspark.errors import PySparkValueError as PySparkValueError
from pyspark.sql.column import Column as Column
from pyspark.sql.functions import partitioning as partitioning
from pyspark.sql.functions._columns import *
from pyspark.sql.functions._deprecated import *
from pyspark.sql.functions._formats import *
from pyspark.sql.functions._generated import *
from pyspark.sql.functions._generated import chr as chr
from pyspark.sql.functions._generated import random as random
from pyspark.sql.functions._generated import uuid as uuid
from pyspark.sql.functions._invoke import _create_lambda as _create_lambda
from pyspark.sql.functions._invoke import _get_jvm_function as _get_jvm_function
from pyspark.sql.functions._invoke import _get_lambda_parameters as _get_lambda_parameters
from pyspark.sql.functions._invoke import _invoke_function as _invoke_function
from pyspark.sql.functions._invoke import _invoke_function_over_columns as _invoke_function_over_columns
from pyspark.sql.functions._invoke import _invoke_function_over_seq_of_columns as _invoke_function_over_seq_of_columns
from pyspark.sql.functions._invoke import _invoke_higher_order_function as _invoke_higher_order_function
from pyspark.sql.functions._invoke import _options_to_str as _options_to_str
from pyspark.sql.functions._invoke import _unresolved_named_lambda_variable as _unresolved_named_lambda_variable
from pyspark.sql.functions._lambdas import *
from pyspark.sql.functions._times import *
from pyspark.sql.functions._user_defined import *
from pyspark.sql.types import ArrayType as ArrayType
from pyspark.sql.types import ByteType as ByteType
from pyspark.sql.types import DataType as DataType
from pyspark.sql.types import MapType as MapType
from pyspark.sql.types import NumericType as NumericType
from pyspark.sql.types import StringType as StringType
from pyspark.sql.types import StructType as StructType

if TYPE_CHECKING:
    from pyspark.sql.pandas.functions import ArrowUDFType as ArrowUDFType
    from pyspark.sql.pandas.functions import PandasUDFType as PandasUDFType
    from pyspark.sql.pandas.functions import arrow_udf as arrow_udf
    from pyspark.sql.pandas.functions import pandas_udf as pandas_udf
    from pyspark.sql.udf import UserDefinedFunction as UserDefinedFunction
    from pyspark.sql.udtf import AnalyzeArgument as AnalyzeArgument
    from pyspark.sql.udtf import AnalyzeResult as AnalyzeResult
    from pyspark.sql.udtf import OrderingColumn as OrderingColumn
    from pyspark.sql.udtf import PartitioningColumn as PartitioningColumn
    from pyspark.sql.udtf import SelectedColumn as SelectedColumn
    from pyspark.sql.udtf import SkipRestOfInputTableException as SkipRestOfInputTableException
    from pyspark.sql.udtf import UserDefinedTableFunction as UserDefinedTableFunction

# What only some scripts use, and what takes its time to import.
_HOME_OF_NAME = {
    "AnalyzeArgument": "pyspark.sql.udtf",
    "AnalyzeResult": "pyspark.sql.udtf",
    "ArrowUDFType": "pyspark.sql.pandas.functions",
    "OrderingColumn": "pyspark.sql.udtf",
    "PandasUDFType": "pyspark.sql.pandas.functions",
    "PartitioningColumn": "pyspark.sql.udtf",
    "SelectedColumn": "pyspark.sql.udtf",
    "SkipRestOfInputTableException": "pyspark.sql.udtf",
    "UserDefinedFunction": "pyspark.sql.udf",
    "UserDefinedTableFunction": "pyspark.sql.udtf",
    "arrow_udf": "pyspark.sql.pandas.functions",
    "pandas_udf": "pyspark.sql.pandas.functions",
}


def __getattr__(name: str) -> Any:
    return _load_name(__name__, name, _HOME_OF_NAME)
