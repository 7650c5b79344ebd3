"""The former name of ``pyspark.core.rdd``."""

import sys

import pyspark.core.rdd
from pyspark.core.rdd import *  # noqa: F403

sys.modules[__name__] = pyspark.core.rdd
