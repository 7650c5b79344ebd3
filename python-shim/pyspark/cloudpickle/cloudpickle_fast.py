"""``cloudpickle.cloudpickle_fast``, under the name that PySpark gives it."""

import sys

import cloudpickle.cloudpickle_fast

sys.modules[__name__] = cloudpickle.cloudpickle_fast
