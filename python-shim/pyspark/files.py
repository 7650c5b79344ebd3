"""The former name of ``pyspark.core.files``."""

import sys

import pyspark.core.files
from pyspark.core.files import *  # noqa: F403

sys.modules[__name__] = pyspark.core.files
