@echo off
echo sparkR runs R code on a JVM, which tspark does without; PySpark's shell is bin/pyspark 1>&2
exit /b 1
