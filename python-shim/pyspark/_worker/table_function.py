"""A table function of the user: its class, made and checked, and the order in which its methods are called."""

import dataclasses
import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyspark._worker.functions import Function
from pyspark._worker.message import UdtfCommand
from pyspark._worker.prepare import load_command, pickler
from pyspark.errors import PySparkRuntimeError
from pyspark.sql.types import StructType, _parse_datatype_json_string
from pyspark.sql.udtf import SkipRestOfInputTableException

# Makes an instance of the user's class.
Create = Callable[[], Any]
# Chunks of results of one call of `eval` or `terminate`.
Chunks = Callable[..., Iterator[Any]]


@dataclass(frozen=True)
class TableFunction:
    instance: Any
    returns: StructType
    # `eval` with all arguments by position, and the columns that they are.
    evaluate: Function

    def run(self, calls: Iterable[tuple[Any, ...]], chunks: Chunks) -> Iterator[Any]:
        """Calls `eval` for all arguments, then `terminate`; `cleanup` in any case."""
        evaluate = named("eval", self.evaluate.flat())
        terminate = getattr(self.instance, "terminate", None)
        remaining = iter(calls)
        try:
            try:
                for arguments in remaining:
                    yield from chunks(evaluate, *arguments)
            except SkipRestOfInputTableException:
                # Read to the end all the same: an unread rest would cost the worker.
                for _ in remaining:
                    pass
            if terminate is not None:
                yield from chunks(terminate)
        finally:
            cleanup = getattr(self.instance, "cleanup", None)
            if cleanup is not None:
                cleanup()


def named(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The name of a method is part of messages."""
    if getattr(function, "__name__", None) == name:
        return function

    def call(*arguments: Any) -> Any:
        return function(*arguments)

    call.__name__ = name
    return call


def load_table_function(command: UdtfCommand, partitioned: Callable[[Create, list[int]], Any] | None) -> TableFunction:
    """`partitioned` wraps instances where the table argument is partitioned."""
    handler = load_command(command.handler)
    if not isinstance(handler, type):
        raise PySparkRuntimeError(
            f"The handler of a table function must be a class, but this one is of type {type(handler).__name__}."
        )
    returns = _parse_datatype_json_string(command.return_type)
    if not isinstance(returns, StructType):
        raise PySparkRuntimeError(f"A table function must return a struct type, but this one returns {returns}.")
    create = _creator(command, handler)
    try:
        if command.partition_columns and partitioned is not None:
            instance = partitioned(create, command.partition_columns)
        else:
            instance = create()
    except Exception as error:
        raise PySparkRuntimeError(
            errorClass="UDTF_EXEC_ERROR", messageParameters={"method_name": "__init__", "error": str(error)}
        ) from error
    if not hasattr(instance, "eval"):
        raise PySparkRuntimeError(
            f"The table function '{command.name}' has not implemented the 'eval' method. Please add it."
        )
    arguments = command.arguments
    try:
        inspect.signature(instance.eval).bind(*arguments.positional, **arguments.named)
    except TypeError as error:
        raise PySparkRuntimeError(
            errorClass="UDTF_EVAL_METHOD_ARGUMENTS_DO_NOT_MATCH_SIGNATURE",
            messageParameters={"name": command.name, "reason": str(error)},
        ) from None
    return TableFunction(instance, returns, Function(instance.eval, arguments, returns, instance.eval))


def _creator(command: UdtfCommand, handler: type) -> Create:
    """What `analyze` returned goes to a constructor that has a parameter for it."""
    parameters = len(inspect.getfullargspec(handler).args) - 1
    if command.analyze_result is None:
        if parameters > 0:
            raise PySparkRuntimeError(
                errorClass="UDTF_CONSTRUCTOR_INVALID_NO_ANALYZE_METHOD", messageParameters={"name": command.name}
            )
        return handler
    if parameters > 1:
        raise PySparkRuntimeError(
            errorClass="UDTF_CONSTRUCTOR_INVALID_IMPLEMENTS_ANALYZE_METHOD",
            messageParameters={"name": command.name},
        )
    if parameters == 0:
        return handler
    result = pickler.loads(command.analyze_result)
    # Each instance gets a result of its own.
    return lambda: handler(dataclasses.replace(result))


def call_method(method: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    try:
        return method(*arguments)
    except SkipRestOfInputTableException:
        raise
    except Exception as error:
        raise PySparkRuntimeError(
            errorClass="UDTF_EXEC_ERROR", messageParameters={"method_name": method.__name__, "error": str(error)}
        ) from error


def expect_iterable(result: Any, method: str) -> Iterable[Any]:
    """None stands for no rows."""
    if result is None:
        return ()
    if not isinstance(result, Iterable):
        raise PySparkRuntimeError(
            errorClass="UDTF_RETURN_NOT_ITERABLE", messageParameters={"type": type(result).__name__, "func": method}
        )
    return result


def expect_width(actual: int, expected: int, method: str) -> None:
    if actual != expected:
        raise PySparkRuntimeError(
            errorClass="UDTF_RETURN_SCHEMA_MISMATCH",
            messageParameters={"expected": str(expected), "actual": str(actual), "func": method},
        )
