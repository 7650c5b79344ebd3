#!/bin/sh
echo "no connect server to stop"
