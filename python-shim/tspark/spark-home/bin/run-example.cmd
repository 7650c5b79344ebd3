@echo off
echo run-example runs examples in Scala and Java on a JVM, which tspark does without; PySpark's shell is bin/pyspark 1>&2
exit /b 1
