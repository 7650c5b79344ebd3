"""PySpark with pandas and Arrow: conversions, vectorized functions, functions over groups and partitions."""
