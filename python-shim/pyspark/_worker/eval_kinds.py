"""The kinds of functions, one declaration each: how input comes, what turns it into results, how they leave."""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from pyspark._worker.functions import load_function
from pyspark._worker.message import TaskMessage, UdtfCommand
from pyspark._worker.settings import read_settings
from pyspark.errors import PySparkRuntimeError
from pyspark.serializers import CPickleSerializer, Serializer
from pyspark.util import PythonEvalType as Eval

Evaluate = Callable[[Iterator[Any]], Iterator[Any]]


def pickles() -> Serializer:
    """Lists of rows, or of results, each a frame."""
    return CPickleSerializer()


def arrow() -> Serializer:
    """Batches in one Arrow stream; the mark of its start is left out where there are none."""
    from pyspark.sql.pandas.serializers import ArrowStreamSerializer

    return ArrowStreamSerializer(write_start_stream=True)


def groups() -> Serializer:
    """The batches of each group in a stream of their own."""
    from pyspark.sql.pandas.serializers import ArrowStreamGroupSerializer

    return ArrowStreamGroupSerializer()


def cogroups() -> Serializer:
    """Two streams for each group, left and right."""
    from pyspark.sql.pandas.serializers import ArrowStreamCoGroupSerializer

    return ArrowStreamCoGroupSerializer()


@dataclass(frozen=True)
class EvalKind:
    source: Callable[[], Serializer]
    # Module and function below this package. It takes the task's functions (a table function: its command), the
    # settings and the settings of this evaluation, and gives what turns the input into results.
    evaluator: str
    sink: Callable[[], Serializer] = arrow
    # Several functions over the same input may share a task.
    shares: bool = False
    returns_iterator: bool = False
    # The evaluator itself guards against a StopIteration of the function.
    guards_itself: bool = False


KINDS: dict[int, EvalKind] = {
    Eval.SQL_BATCHED_UDF: EvalKind(pickles, "rows:over_pickles", pickles, shares=True),
    Eval.SQL_ARROW_BATCHED_UDF: EvalKind(arrow, "rows:over_arrow", shares=True, guards_itself=True),
    Eval.SQL_SCALAR_PANDAS_UDF: EvalKind(arrow, "scalar:pandas", shares=True),
    Eval.SQL_SCALAR_PANDAS_ITER_UDF: EvalKind(arrow, "scalar:pandas_iterator", returns_iterator=True),
    Eval.SQL_SCALAR_ARROW_UDF: EvalKind(arrow, "scalar:arrow", shares=True),
    Eval.SQL_SCALAR_ARROW_ITER_UDF: EvalKind(arrow, "scalar:arrow_iterator", returns_iterator=True),
    Eval.SQL_MAP_PANDAS_ITER_UDF: EvalKind(arrow, "partitions:pandas", returns_iterator=True),
    Eval.SQL_MAP_ARROW_ITER_UDF: EvalKind(arrow, "partitions:arrow", returns_iterator=True),
    Eval.SQL_GROUPED_MAP_PANDAS_UDF: EvalKind(groups, "grouped:pandas"),
    Eval.SQL_GROUPED_MAP_PANDAS_ITER_UDF: EvalKind(groups, "grouped:pandas_iterator", returns_iterator=True),
    Eval.SQL_GROUPED_MAP_ARROW_UDF: EvalKind(groups, "grouped:arrow"),
    Eval.SQL_GROUPED_MAP_ARROW_ITER_UDF: EvalKind(groups, "grouped:arrow_iterator", returns_iterator=True),
    Eval.SQL_COGROUPED_MAP_PANDAS_UDF: EvalKind(cogroups, "cogrouped:pandas"),
    Eval.SQL_COGROUPED_MAP_ARROW_UDF: EvalKind(cogroups, "cogrouped:arrow"),
    Eval.SQL_GROUPED_AGG_PANDAS_UDF: EvalKind(groups, "aggregates:pandas", shares=True),
    Eval.SQL_GROUPED_AGG_PANDAS_ITER_UDF: EvalKind(groups, "aggregates:pandas_iterator"),
    Eval.SQL_GROUPED_AGG_ARROW_UDF: EvalKind(groups, "aggregates:arrow", shares=True),
    Eval.SQL_GROUPED_AGG_ARROW_ITER_UDF: EvalKind(groups, "aggregates:arrow_iterator"),
    Eval.SQL_WINDOW_AGG_PANDAS_UDF: EvalKind(groups, "windows:pandas", shares=True),
    Eval.SQL_WINDOW_AGG_ARROW_UDF: EvalKind(groups, "windows:arrow", shares=True),
    Eval.SQL_TABLE_UDF: EvalKind(pickles, "table_functions:over_pickles", pickles),
    Eval.SQL_ARROW_TABLE_UDF: EvalKind(arrow, "table_functions:over_arrow_rows"),
    Eval.SQL_ARROW_UDTF: EvalKind(arrow, "table_functions:over_arrow_batches"),
}


def load_runner(message: TaskMessage) -> Callable[[IO[bytes], IO[bytes]], None]:
    """What reads a task's input and writes its results."""
    evaluate = _load_evaluator(message)
    kind = KINDS[message.eval_type]
    source, sink = kind.source(), kind.sink()

    def run(infile: IO[bytes], outfile: IO[bytes]) -> None:
        results = evaluate(source.load_stream(infile))
        try:
            sink.dump_stream(results, outfile)
        finally:
            # Ends generators of the user now: their `finally` may count something.
            if hasattr(results, "close"):
                results.close()

    return run


def _load_evaluator(message: TaskMessage) -> Evaluate:
    kind = KINDS.get(message.eval_type)
    if kind is None:
        raise PySparkRuntimeError(
            errorClass="PROTOCOL_ERROR",
            messageParameters={"failure": f"this worker knows no functions of evaluation type {message.eval_type}"},
        )
    settings = read_settings(message.runner_conf)
    module, name = kind.evaluator.split(":")
    make: Callable[..., Evaluate] = getattr(importlib.import_module(f"pyspark._worker.{module}"), name)
    if isinstance(message.command, UdtfCommand):
        return make(message.command, settings, message.eval_conf)
    assert isinstance(message.command, list)
    assert kind.shares or len(message.command) == 1
    functions = [
        load_function(command, settings, not kind.guards_itself, kind.returns_iterator) for command in message.command
    ]
    return make(functions, settings, message.eval_conf)
