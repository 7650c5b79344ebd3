"""The former name of ``pyspark.core.context``."""

import sys

import pyspark.core.context
from pyspark.core.context import *  # noqa: F403

sys.modules[__name__] = pyspark.core.context
