"""Drawing elements at random."""

import random
import sys
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import log, sqrt
from typing import TYPE_CHECKING, TypeVar

from pyspark.rddsampler import RDDRangeSampler

if TYPE_CHECKING:
    from pyspark.core.rdd import RDD

T = TypeVar("T")

# A sample larger than this could come out larger than a list can be.
_LARGEST_SAMPLE = sys.maxsize - int(10.0 * sqrt(sys.maxsize))
# A sample is too small with this probability at most.
_FAILURE_RATE = 0.00005


def random_split(rdd: "RDD[T]", weights: Sequence[int | float], seed: int | None) -> "list[RDD[T]]":
    if not all(weight >= 0 for weight in weights):
        raise ValueError("Weights must be nonnegative")
    total = float(sum(weights))
    if not total > 0:
        raise ValueError("Sum of weights must be positive")
    borders = list(accumulate((weight / total for weight in weights), initial=0.0))
    seed = random.randint(0, 2**32 - 1) if seed is None else seed
    return [
        rdd.mapPartitionsWithIndex(RDDRangeSampler(lower, upper, seed).func, True) for lower, upper in pairwise(borders)
    ]


def take_sample(rdd: "RDD[T]", with_replacement: bool, number: int, seed: int | None) -> list[T]:
    if number < 0:
        raise ValueError("Sample size cannot be negative.")
    if number > _LARGEST_SAMPLE:
        raise ValueError(f"Sample size cannot be greater than {_LARGEST_SAMPLE}.")
    if number == 0 or rdd.getNumPartitions() == 0:
        return []
    total = rdd.count()
    if total == 0:
        return []
    generator = random.Random(seed)
    if not with_replacement and number >= total:
        samples = rdd.collect()
    else:
        fraction = fraction_for_sample_size(number, total, with_replacement)
        samples = rdd.sample(with_replacement, fraction, seed).collect()
        while len(samples) < number:
            samples = rdd.sample(with_replacement, fraction, generator.randint(0, sys.maxsize)).collect()
    generator.shuffle(samples)
    return samples[:number]


def fraction_for_sample_size(number: int, total: int, with_replacement: bool) -> float:
    """The probability that gives a sample of at least that size almost always."""
    fraction = float(number) / total
    if with_replacement:
        deviations = 9 if number < 12 else 5
        return fraction + deviations * sqrt(fraction / total)
    gamma = -log(_FAILURE_RATE) / total
    return min(1, fraction + gamma + sqrt(gamma * gamma + 2 * gamma * fraction))
