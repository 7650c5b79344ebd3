"""``tspark check``: which of a script's PySpark, SQL and JVM uses the engine has, found without running the script."""
