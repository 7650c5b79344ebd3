"""Arguments of the functions for missing values: fillna, dropna, replace."""

import warnings
from collections.abc import Iterable
from typing import Any

from pyspark._globals import _NoValue
from pyspark.errors import PySparkTypeError, PySparkValueError
from pyspark.sql._arguments import not_expected_type, require_type

_REPLACEABLE = (bool, float, int, str, list, tuple)


def subset_list(subset: Any, expected: str) -> Any:
    """One name or several as several."""
    if isinstance(subset, str):
        return [subset]
    require_type(subset, (list, tuple), "subset", expected)
    return subset


def fill_value(value: Any) -> Any:
    require_type(value, (float, int, str, bool, dict), "value", "bool, dict, float, int or str")
    # Longs fill doubles too, and doubles fill any number.
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def least_present(how: str, thresh: int | None, columns: int) -> int:
    """How many values a row must have to stay."""
    if how is not None and how not in ("any", "all"):
        raise PySparkValueError(
            errorClass="VALUE_NOT_ALLOWED", messageParameters={"arg_name": "how", "allowed_values": "['any', 'all']"}
        )
    if thresh is not None:
        return thresh
    return columns if how == "any" else 1


def replacements(to_replace: Any, value: Any, subset: Any) -> dict[Any, Any]:
    """What is replaced by what."""
    if value is _NoValue:
        if not isinstance(to_replace, dict):
            raise PySparkTypeError(
                errorClass="ARGUMENT_REQUIRED",
                messageParameters={"arg_name": "value", "condition": "`to_replace` is dict"},
            )
        value = None
    require_type(to_replace, (*_REPLACEABLE, dict), "to_replace", "bool, dict, float, int, str or tuple")
    if not isinstance(value, _REPLACEABLE) and value is not None and not isinstance(to_replace, dict):
        raise not_expected_type("value", "bool, float, int, list, None, str or tuple", value)
    _require_equal_lengths(to_replace, value)
    if subset is not None:
        require_type(subset, (list, tuple, str), "subset", "list, str or tuple")
    pairs = _pairs(to_replace, value)
    if not any(_all_are(kinds, pairs) for kinds in (bool, str, (float, int))):
        raise PySparkValueError(errorClass="MIXED_TYPE_REPLACEMENT", messageParameters={})
    return pairs


def _require_equal_lengths(to_replace: Any, value: Any) -> None:
    both = isinstance(to_replace, (list, tuple)) and isinstance(value, (list, tuple))
    if both and len(to_replace) != len(value):
        raise PySparkValueError(
            errorClass="LENGTH_SHOULD_BE_THE_SAME",
            messageParameters={
                "arg1": "to_replace",
                "arg2": "value",
                "arg1_length": str(len(to_replace)),
                "arg2_length": str(len(value)),
            },
        )


def _pairs(to_replace: Any, value: Any) -> dict[Any, Any]:
    if isinstance(to_replace, dict):
        if value is not None:
            warnings.warn("to_replace is a dict and value is not None. value will be ignored.", stacklevel=4)
        return to_replace
    keys: Iterable[Any] = [to_replace] if isinstance(to_replace, (float, int, str)) else to_replace
    if isinstance(value, (float, int, str)) or value is None:
        return dict.fromkeys(keys, value)
    return dict(zip(keys, value, strict=False))


def _all_are(kinds: Any, pairs: dict[Any, Any]) -> bool:
    """NULL may replace any value."""
    return all(isinstance(key, kinds) and (value is None or isinstance(value, kinds)) for key, value in pairs.items())
