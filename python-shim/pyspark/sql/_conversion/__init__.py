"""One module for each direction of conversion; `pyspark.sql.conversion` has them all."""
