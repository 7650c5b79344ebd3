@echo off
rem A Python shell with `spark` and `sc`, as bin/pyspark.

setlocal
for %%i in ("%~dp0..") do set "SPARK_HOME=%%~fi"
call "%SPARK_HOME%\bin\load-spark-env.cmd"
if "%PYSPARK_PYTHON%"=="" set "PYSPARK_PYTHON=python"
if "%PYSPARK_DRIVER_PYTHON%"=="" set "PYSPARK_DRIVER_PYTHON=%PYSPARK_PYTHON%"
set "OLD_PYTHONSTARTUP=%PYTHONSTARTUP%"
for /f "delims=" %%i in ('%PYSPARK_PYTHON% -c "import importlib.util as u; print(u.find_spec('pyspark.shell').origin)"') do set "PYTHONSTARTUP=%%i"
set "PYSPARK_SUBMIT_ARGS=--name PySparkShell %* pyspark-shell"
"%PYSPARK_DRIVER_PYTHON%" %PYSPARK_DRIVER_PYTHON_OPTS%
exit /b %errorlevel%
