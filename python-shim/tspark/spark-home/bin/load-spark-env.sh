#!/bin/sh
# Sourced, with SPARK_HOME set: reads conf/spark-env.sh, once, and exports what it sets.

if [ -z "$SPARK_ENV_LOADED" ]; then
  spark_env=${SPARK_CONF_DIR:-$SPARK_HOME/conf}/spark-env.sh
  if [ -f "$spark_env" ]; then
    # It is written for bash: the program that sources this starts again.
    if [ -z "$BASH_VERSION" ] && command -v bash >/dev/null; then exec bash "$0" "$@"; fi
    set -a
    . "$spark_env"
    set +a
  fi
  SPARK_ENV_LOADED=1
  export SPARK_ENV_LOADED
fi
