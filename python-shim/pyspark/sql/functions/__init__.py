"""Functions over columns, as `from pyspark.sql import functions as F` gives them."""

# ruff: noqa: F401, F403 - what is imported here is what this module offers

from typing import Any

from pyspark.sql.functions import (
    _columns,
    _deprecated,
    _formats,
    _generated,
    _lambdas,
    _times,
    _user_defined,
    builtin,
    partitioning,
)
from pyspark.sql.functions.builtin import *
from pyspark.sql.functions.builtin import chr, random, uuid

_FORMER_NAMES = {name for name in _deprecated.__all__ if not hasattr(partitioning, name)}

__all__ = sorted(
    {
        *_columns.__all__,
        *_deprecated.__all__,
        *_formats.__all__,
        *_generated.__all__,
        *_lambdas.__all__,
        *_times.__all__,
        *_user_defined.__all__,
        *builtin._HOME_OF_NAME,
    }
    - _FORMER_NAMES
)


def __getattr__(name: str) -> Any:
    return getattr(builtin, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
