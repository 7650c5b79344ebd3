"""The former name of ``pyspark.core.status``."""

import sys

import pyspark.core.status
from pyspark.core.status import *  # noqa: F403

sys.modules[__name__] = pyspark.core.status
