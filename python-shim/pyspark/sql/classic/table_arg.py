"""See ``pyspark.sql.table_arg``."""

from pyspark.sql.table_arg import TableArg as TableArg
