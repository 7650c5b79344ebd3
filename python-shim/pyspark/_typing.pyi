from collections.abc import Callable, Iterable, Sized
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
T_co = TypeVar("T_co", covariant=True)

PrimitiveType: TypeAlias = bool | float | int | str

NonUDFType: TypeAlias = Literal[0]

class SupportsIAdd(Protocol):
    def __iadd__(self, other: Any) -> SupportsIAdd: ...

class SupportsOrdering(Protocol):
    def __lt__(self, other: Any) -> bool: ...

class SizedIterable(Sized, Iterable[T_co], Protocol[T_co]): ...

S = TypeVar("S", bound=SupportsOrdering)

# Numbers, and NumPy's numbers and arrays, which need not be installed.
NumberOrArray = TypeVar("NumberOrArray", bound=Any)
