@echo off
rem Called, with SPARK_HOME set: reads conf\spark-env.cmd, once.

if not "%SPARK_ENV_LOADED%"=="" exit /b 0
set "SPARK_ENV_LOADED=1"
if "%SPARK_CONF_DIR%"=="" (set "SPARK_ENV_CMD=%SPARK_HOME%\conf\spark-env.cmd") else set "SPARK_ENV_CMD=%SPARK_CONF_DIR%\spark-env.cmd"
if exist "%SPARK_ENV_CMD%" call "%SPARK_ENV_CMD%"
