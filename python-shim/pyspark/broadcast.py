"""The former name of ``pyspark.core.broadcast``."""

import sys

import pyspark.core.broadcast
from pyspark.core.broadcast import *  # noqa: F403

sys.modules[__name__] = pyspark.core.broadcast
