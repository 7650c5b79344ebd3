#!/bin/sh
# Sourced by scripts that want Spark's folders.

if [ -z "$SPARK_HOME" ]; then
  SPARK_HOME=$(cd "$(dirname "$0")/.." && pwd -P)
fi
SPARK_CONF_DIR=${SPARK_CONF_DIR:-$SPARK_HOME/conf}
export SPARK_HOME SPARK_CONF_DIR
