"""The data types behind `pyspark.sql.types`: one file a concern."""
