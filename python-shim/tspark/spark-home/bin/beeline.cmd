@echo off
echo beeline runs a Java client on a JVM, which tspark does without; PySpark's shell is bin/pyspark 1>&2
exit /b 1
