"""Arguments of samples and quantiles."""

import random
import sys
from typing import Any

from pyspark.errors import PySparkTypeError, PySparkValueError
from pyspark.sql._arguments import disallowed_item, not_expected_type, require_type


def random_seed() -> int:
    return random.randint(0, sys.maxsize)


def sample_arguments(with_replacement: Any, fraction: Any, seed: Any) -> tuple[bool, float, int]:
    """Of `sample(fraction, seed)` and `sample(withReplacement, fraction, seed)` alike."""
    if isinstance(with_replacement, float):
        with_replacement, fraction, seed = False, with_replacement, fraction
    elif not isinstance(fraction, float) or not (with_replacement is None or isinstance(with_replacement, bool)):
        raise PySparkTypeError(
            errorClass="NOT_EXPECTED_TYPE",
            messageParameters={
                "expected_type": "bool, float or int",
                "arg_name": "withReplacement (optional), fraction (required) and seed (optional)",
                "arg_type": ", ".join(type(value).__name__ for value in (with_replacement, fraction, seed)),
            },
        )
    return bool(with_replacement), fraction, random_seed() if seed is None else int(seed)


def strata_fractions(fractions: Any) -> dict[Any, float]:
    require_type(fractions, dict, "fractions", "dict")
    for stratum in fractions:
        if not isinstance(stratum, (float, int, str)):
            raise disallowed_item("fractions", fractions, "float, int, str", type(stratum).__name__)
    return {stratum: float(fraction) for stratum, fraction in fractions.items()}


def require_weights(weights: list[float]) -> None:
    for weight in weights:
        if weight < 0.0:
            raise PySparkValueError(
                errorClass="VALUE_NOT_POSITIVE", messageParameters={"arg_name": "weights", "arg_value": str(weight)}
            )


def quantile_columns(col: Any) -> list[str]:
    require_type(col, (str, list, tuple), "col", "list, str or tuple")
    names = [col] if isinstance(col, str) else list(col)
    for name in names:
        if not isinstance(name, str):
            raise disallowed_item("col", names, "str", type(name).__name__)
    return names


def require_quantiles(probabilities: Any, relative_error: Any) -> None:
    require_type(probabilities, (list, tuple), "probabilities", "list or tuple")
    for probability in probabilities:
        if not isinstance(probability, (float, int)) or not 0 <= probability <= 1:
            raise not_expected_type("probabilities", "list[float, int]", probability)
    require_type(relative_error, (float, int), "relativeError", "float or int")
    if relative_error < 0:
        raise PySparkValueError(
            errorClass="NEGATIVE_VALUE",
            messageParameters={"arg_name": "relativeError", "arg_value": str(relative_error)},
        )
