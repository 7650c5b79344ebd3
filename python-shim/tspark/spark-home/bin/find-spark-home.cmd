@echo off
rem Called by scripts that want SPARK_HOME.

if "%SPARK_HOME%"=="" for %%i in ("%~dp0..") do set "SPARK_HOME=%%~fi"
