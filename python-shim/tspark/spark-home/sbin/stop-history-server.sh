#!/bin/sh
echo "no history server to stop"
