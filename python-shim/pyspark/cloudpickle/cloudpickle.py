"""``cloudpickle.cloudpickle``, under the name that PySpark gives it."""

import sys

import cloudpickle.cloudpickle

sys.modules[__name__] = cloudpickle.cloudpickle
