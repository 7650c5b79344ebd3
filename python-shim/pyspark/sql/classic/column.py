"""See ``pyspark.sql.column``."""

from pyspark.sql.column import Column
from pyspark.sql.column import _create_column_from_literal as _create_column_from_literal
from pyspark.sql.column import _create_column_from_name as _create_column_from_name
from pyspark.sql.column import _to_java_column as _to_java_column
from pyspark.sql.column import _to_java_column_opt as _to_java_column_opt
from pyspark.sql.column import _to_list as _to_list
from pyspark.sql.column import _to_seq as _to_seq

__all__ = ["Column"]
