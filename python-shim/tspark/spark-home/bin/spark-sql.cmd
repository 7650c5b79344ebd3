@echo off
rem SQL from the command line, from files and from a prompt, as bin/spark-sql.

setlocal
for %%i in ("%~dp0..") do set "SPARK_HOME=%%~fi"
call "%SPARK_HOME%\bin\load-spark-env.cmd"
if "%PYSPARK_PYTHON%"=="" set "PYSPARK_PYTHON=python"
if "%PYSPARK_DRIVER_PYTHON%"=="" set "PYSPARK_DRIVER_PYTHON=%PYSPARK_PYTHON%"
"%PYSPARK_DRIVER_PYTHON%" -m tspark.spark_sql %*
exit /b %errorlevel%
