#!/bin/sh
echo "start-history-server.sh: tspark has no history server yet" >&2
exit 1
