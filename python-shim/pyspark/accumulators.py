"""Variables that workers add to and only the driver reads."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pyspark.errors import PySparkRuntimeError
from pyspark.serializers import CloudPickleSerializer, CPickleSerializer

if TYPE_CHECKING:
    from pyspark.accumulator_server import AccumulatorServer

__all__ = ["Accumulator", "AccumulatorParam"]

T = TypeVar("T")
U = TypeVar("U", bound=Any)

pickleSer = CPickleSerializer()
# Updates with an id below zero come from profilers: of those no other objects are made than statistics.
specialAccumulatorSer = CloudPickleSerializer(allowed_names=[("pstats", "Stats")])

# By id. On the driver what the script made; in a worker what the functions of the task refer to.
_accumulatorRegistry: "dict[int, Accumulator[Any]]" = {}


def _deserialize_accumulator(aid: int, zero_value: T, accum_param: "AccumulatorParam[T]") -> "Accumulator[T]":
    """Unpickles an accumulator: in a task it starts at zero."""
    if aid not in _accumulatorRegistry:
        accumulator = Accumulator(aid, zero_value, accum_param)
        accumulator._deserialized = True
    return _accumulatorRegistry[aid]


class SpecialAccumulatorIds:
    """Ids of what is collected for profilers."""

    SQL_UDF_PROFIER = -1
    SQL_UDF_PROFIER_V2 = -2


class Accumulator(Generic[T]):
    """A value made by :meth:`SparkContext.accumulator`. Tasks add to it with ``+=`` or :meth:`add`.

    Each successful task counts once, also when a failed one was repeated; in transformations a task may run again.
    """

    def __init__(self, aid: int, value: T, accum_param: "AccumulatorParam[T]"):
        self.aid = aid
        self.accum_param = accum_param
        self._value = value
        self._deserialized = False
        _accumulatorRegistry[aid] = self

    def __reduce__(self) -> tuple[Callable[..., "Accumulator[T]"], tuple[int, T, "AccumulatorParam[T]"]]:
        return _deserialize_accumulator, (self.aid, self.accum_param.zero(self._value), self.accum_param)

    @property
    def value(self) -> T:
        """The sum so far; tasks cannot see it."""
        self._assert_on_driver()
        return self._value

    @value.setter
    def value(self, value: T) -> None:
        self._assert_on_driver()
        self._value = value

    def _assert_on_driver(self) -> None:
        if self._deserialized:
            raise PySparkRuntimeError(
                errorClass="VALUE_NOT_ACCESSIBLE", messageParameters={"value": "Accumulator.value"}
            )

    def add(self, term: T) -> None:
        """Add to the value."""
        self._value = self.accum_param.addInPlace(self._value, term)

    def __iadd__(self, term: T) -> "Accumulator[T]":
        self.add(term)
        return self

    def __str__(self) -> str:
        return str(self._value)

    def __repr__(self) -> str:
        return f"Accumulator<id={self.aid}, value={self._value}>"


class AccumulatorParam(Generic[T]):
    """How values of a type of your own are added; to be extended."""

    def zero(self, value: T) -> T:
        """A value that adds nothing, of the shape of this one."""
        raise NotImplementedError

    def addInPlace(self, value1: T, value2: T) -> T:
        """The sum; it may be the first value, changed."""
        raise NotImplementedError


class AddingAccumulatorParam(AccumulatorParam[U]):
    """For values that have a ``+``."""

    def __init__(self, zero_value: U):
        self.zero_value = zero_value

    def zero(self, value: U) -> U:
        return self.zero_value

    def addInPlace(self, value1: U, value2: U) -> U:
        value1 += value2
        return value1


INT_ACCUMULATOR_PARAM = AddingAccumulatorParam(0)
FLOAT_ACCUMULATOR_PARAM = AddingAccumulatorParam(0.0)
COMPLEX_ACCUMULATOR_PARAM = AddingAccumulatorParam(0.0j)


def _start_update_server(
    auth_token: str | None, is_unix_domain_sock: bool, socket_path: str | None = None
) -> "AccumulatorServer":
    """Take updates from the engine: at a port, shown the token, or at a Unix socket."""
    from pyspark.accumulator_server import AccumulatorServer

    if is_unix_domain_sock:
        assert socket_path is not None
        return AccumulatorServer.at_path(socket_path)
    assert auth_token is not None
    return AccumulatorServer.at_port(auth_token)
