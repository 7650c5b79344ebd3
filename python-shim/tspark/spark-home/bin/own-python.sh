#!/bin/sh
# Sourced, with SPARK_HOME set: names the Python of the environment that holds it, unless the user has named one.

if [ -z "$PYSPARK_PYTHON" ]; then
  PYSPARK_PYTHON=${SPARK_HOME%/lib/python3*/site-packages/tspark/spark-home}/bin/python3
  [ "$PYSPARK_PYTHON" != "$SPARK_HOME/bin/python3" ] && [ -x "$PYSPARK_PYTHON" ] || PYSPARK_PYTHON=python3
fi
PYSPARK_DRIVER_PYTHON=${PYSPARK_DRIVER_PYTHON:-$PYSPARK_PYTHON}
export PYSPARK_PYTHON PYSPARK_DRIVER_PYTHON
