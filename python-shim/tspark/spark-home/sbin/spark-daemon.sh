#!/bin/sh
echo "spark-daemon.sh starts classes on a JVM, which tspark does without" >&2
exit 1
