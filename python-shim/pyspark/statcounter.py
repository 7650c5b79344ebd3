"""Count, mean, variance and extremes of numbers, in one go."""

import copy
import math
from collections.abc import Iterable
from typing import Any


class StatCounter:
    """Statistics of the numbers merged so far. Counters of parts can be merged; arrays of NumPy count by element."""

    def __init__(self, values: Iterable[float] | None = None):
        self.maximum: Any
        self.minimum: Any
        self.sqrt: Any
        try:
            from numpy import maximum, minimum, sqrt

            self.maximum, self.minimum, self.sqrt = maximum, minimum, sqrt
        except ImportError:
            self.maximum, self.minimum, self.sqrt = max, min, math.sqrt
        self.n = 0
        self.mu: Any = 0.0
        # Sum of the squares of the distances from the mean.
        self.m2: Any = 0.0
        self.maxValue: Any = float("-inf")
        self.minValue: Any = float("inf")
        for value in values or ():
            self.merge(value)

    def merge(self, value: float) -> "StatCounter":
        """Take in a number."""
        distance = value - self.mu
        self.n += 1
        self.mu += distance / self.n
        self.m2 += distance * (value - self.mu)
        self.maxValue = self.maximum(self.maxValue, value)
        self.minValue = self.minimum(self.minValue, value)
        return self

    def mergeStats(self, other: "StatCounter") -> "StatCounter":
        """Take in what another counter has."""
        if not isinstance(other, StatCounter):
            raise TypeError(f"Can only merge StatCounter but got {type(other)}")
        if other is self:
            return self.mergeStats(other.copy())
        if other.n == 0:
            return self
        if self.n == 0:
            self.n, self.mu, self.m2 = other.n, other.mu, other.m2
            self.maxValue, self.minValue = other.maxValue, other.minValue
            return self
        n = self.n + other.n
        distance = other.mu - self.mu
        # The form that loses the fewest digits.
        if other.n * 10 < self.n:
            self.mu = self.mu + distance * other.n / n
        elif self.n * 10 < other.n:
            self.mu = other.mu - distance * self.n / n
        else:
            self.mu = (self.mu * self.n + other.mu * other.n) / n
        self.maxValue = self.maximum(self.maxValue, other.maxValue)
        self.minValue = self.minimum(self.minValue, other.minValue)
        self.m2 += other.m2 + distance * distance * self.n * other.n / n
        self.n = n
        return self

    def copy(self) -> "StatCounter":
        """Another counter with the same numbers."""
        return copy.deepcopy(self)

    def count(self) -> int:
        """How many numbers."""
        return int(self.n)

    def mean(self) -> float:
        """Their mean."""
        return self.mu  # type: ignore[no-any-return]

    def sum(self) -> float:
        """Their sum."""
        return self.n * self.mu  # type: ignore[no-any-return]

    def min(self) -> float:
        """The smallest."""
        return self.minValue  # type: ignore[no-any-return]

    def max(self) -> float:
        """The largest."""
        return self.maxValue  # type: ignore[no-any-return]

    def variance(self) -> float:
        """Their variance as a whole."""
        return float("nan") if self.n == 0 else self.m2 / self.n

    def sampleVariance(self) -> float:
        """The variance that they, as a sample, point to."""
        return float("nan") if self.n <= 1 else self.m2 / (self.n - 1)

    def stdev(self) -> float:
        """Their standard deviation as a whole."""
        return self.sqrt(self.variance())  # type: ignore[no-any-return]

    def sampleStdev(self) -> float:
        """The standard deviation that they, as a sample, point to."""
        return self.sqrt(self.sampleVariance())  # type: ignore[no-any-return]

    def asDict(self, sample: bool = False) -> dict[str, float]:
        """All of it by name."""
        # `sample` chooses the reverse of what it says, in Spark too.
        return {
            "count": self.count(),
            "mean": self.mean(),
            "sum": self.sum(),
            "min": self.min(),
            "max": self.max(),
            "stdev": self.stdev() if sample else self.sampleStdev(),
            "variance": self.variance() if sample else self.sampleVariance(),
        }

    def __repr__(self) -> str:
        return (
            f"(count: {self.count()}, mean: {self.mean()}, stdev: {self.stdev()}, max: {self.max()}, min: {self.min()})"
        )
