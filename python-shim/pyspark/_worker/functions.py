"""User functions of a task, unpickled and ready to be called."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pyspark._worker.message import Arguments, UdfCommand
from pyspark._worker.prepare import load_command
from pyspark._worker.settings import Settings
from pyspark.util import fail_on_stopiteration

if TYPE_CHECKING:
    from pyspark.sql.types import DataType


@dataclass(frozen=True)
class Function:
    call: Callable[..., Any]
    arguments: Arguments
    returns: "DataType"
    # As the user wrote it, before guards and profilers.
    written: Callable[..., Any]

    @cached_property
    def offsets(self) -> list[int]:
        """Columns of all arguments, the named ones last."""
        return [*self.arguments.positional, *self.arguments.named.values()]

    @property
    def arity(self) -> int:
        return len(inspect.getfullargspec(self.written).args)

    def over(self, columns: Sequence[Any]) -> Any:
        """The result for whole columns."""
        named = {name: columns[offset] for name, offset in self.arguments.named.items()}
        return self.call(*[columns[offset] for offset in self.arguments.positional], **named)

    def flat(self) -> Callable[..., Any]:
        """The function over the values at `offsets`, all given by position."""
        call, names, split = self.call, list(self.arguments.named), len(self.arguments.positional)
        if not names:
            return call
        return lambda *values: call(*values[:split], **dict(zip(names, values[split:], strict=True)))


def load_function(command: UdfCommand, settings: Settings, guards: bool, returns_iterator: bool) -> Function:
    """A chain of functions is one: each takes the result of the one before, the last one's type is the result's."""
    chain = [load_command(pickled) for pickled in command.chain]
    written, returns = chain[0][0], chain[-1][1]
    for following, _ in chain[1:]:
        written = _composed(written, following)
    call = _profiled(written, command.result_id, settings, returns_iterator)
    return Function(fail_on_stopiteration(call) if guards else call, command.arguments, returns, written)


def _composed(first: Callable[..., Any], second: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *args, **kwargs: second(first(*args, **kwargs))


def _profiled(
    function: Callable[..., Any], result_id: int, settings: Settings, returns_iterator: bool
) -> Callable[..., Any]:
    module = getattr(function, "__module__", "")
    is_source = isinstance(module, str) and module.startswith("pyspark.sql.worker.")
    profiler = settings.data_source_profiler if is_source else settings.udf_profiler
    if not profiler:
        return function
    from pyspark._worker.profiling import profiled

    return profiled(function, profiler, result_id, returns_iterator)
