@echo off
echo spark-class: cannot run %1: tspark has no JVM 1>&2
exit /b 1
