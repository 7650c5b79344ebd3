@echo off
echo spark-shell runs Scala code on a JVM, which tspark does without; PySpark's shell is bin/pyspark 1>&2
exit /b 1
