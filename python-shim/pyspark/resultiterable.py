"""The values of one key."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pyspark._typing import SizedIterable

__all__ = ["ResultIterable"]

T = TypeVar("T")


class ResultIterable(Iterable[T]):
    """Values that can be counted and gone through, again and again; they need not be in memory."""

    def __init__(self, data: "SizedIterable[T]"):
        self.data: SizedIterable[T] = data
        self.index: int = 0
        self.maxindex: int = len(data)

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)
