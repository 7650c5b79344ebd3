#!/bin/sh
echo "start-connect-server.sh: tspark has no Spark Connect server yet" >&2
exit 1
