"""Draws elements of partitions. The same seed draws what the real Spark's Python draws."""

import math
import random
import sys
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

_LARGE_MEAN = 20.0


class RDDSamplerBase:
    """A random generator for each partition."""

    def __init__(self, withReplacement: bool, seed: int | None = None) -> None:
        self._seed = random.randint(0, sys.maxsize) if seed is None else seed
        self._withReplacement = withReplacement
        self._random: random.Random | None = None

    def initRandomGenerator(self, split: int) -> None:
        """Start with the generator of a partition."""
        self._random = random.Random(self._seed ^ split)
        # Seeds that are close to each other give first numbers that are.
        for _ in range(10):
            self._random.randint(0, 1)

    def getUniformSample(self) -> float:
        """A number from 0 to 1."""
        assert self._random is not None
        return self._random.random()

    def getPoissonSample(self, mean: float) -> int:
        """A count with that mean."""
        assert self._random is not None
        count = 0
        if mean < _LARGE_MEAN:
            limit = math.exp(-mean)
            product = self._random.random()
            while product > limit:
                count += 1
                product *= self._random.random()
        else:
            total = self._random.expovariate(mean)
            while total < 1.0:
                count += 1
                total += self._random.expovariate(mean)
        return count

    def func(self, split: int, iterator: Iterable[T]) -> Iterator[T]:
        """The sample of a partition."""
        raise NotImplementedError


class RDDSampler(RDDSamplerBase):
    """Draws each element with the same probability, or that often on average."""

    def __init__(self, withReplacement: bool, fraction: float, seed: int | None = None) -> None:
        super().__init__(withReplacement, seed)
        self._fraction = fraction

    def func(self, split: int, iterator: Iterable[T]) -> Iterator[T]:
        self.initRandomGenerator(split)
        for element in iterator:
            if self._withReplacement:
                for _ in range(self.getPoissonSample(self._fraction)):
                    yield element
            elif self.getUniformSample() < self._fraction:
                yield element


class RDDRangeSampler(RDDSamplerBase):
    """Draws the elements whose random number lies between two borders: with other borders it draws others."""

    def __init__(self, lowerBound: float, upperBound: float, seed: int | None = None) -> None:
        super().__init__(False, seed)
        self._lowerBound = lowerBound
        self._upperBound = upperBound

    def func(self, split: int, iterator: Iterable[T]) -> Iterator[T]:
        self.initRandomGenerator(split)
        for element in iterator:
            if self._lowerBound <= self.getUniformSample() < self._upperBound:
                yield element


class RDDStratifiedSampler(RDDSamplerBase, Generic[K]):
    """Draws pairs with a probability for each key."""

    def __init__(self, withReplacement: bool, fractions: dict[K, float], seed: int | None = None) -> None:
        super().__init__(withReplacement, seed)
        self._fractions = fractions

    def func(self, split: int, iterator: Iterable[tuple[K, T]]) -> Iterator[tuple[K, T]]:  # type: ignore[override]
        self.initRandomGenerator(split)
        for key, value in iterator:
            fraction = self._fractions[key]
            if self._withReplacement:
                for _ in range(self.getPoissonSample(fraction)):
                    yield key, value
            elif self.getUniformSample() < fraction:
                yield key, value
