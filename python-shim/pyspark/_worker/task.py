"""Runs one task: reads its message, feeds the input through its functions, reports times, spills and accumulators."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import IO, NoReturn

from pyspark import shuffle
from pyspark._worker.eval_kinds import load_runner
from pyspark._worker.message import TaskMessage, read_task_message, task_context
from pyspark._worker.prepare import (
    check_version,
    limit_memory,
    load_command,
    pickler,
    set_up_files,
    update_broadcasts,
)
from pyspark.accumulators import _accumulatorRegistry
from pyspark.serializers import SpecialLengths, read_int, write_int, write_long
from pyspark.taskcontext import BarrierTaskContext, TaskContext
from pyspark.util import PythonEvalType, handle_worker_exception, start_faulthandler_periodic_traceback

Run = Callable[[IO[bytes], IO[bytes]], None]


def run_task(infile: IO[bytes], outfile: IO[bytes]) -> None:
    """Leaves by SystemExit when the worker cannot take another task."""
    received = time.time()
    try:
        message = read_task_message(infile)
        if message is not None:
            _prepare(message)
            run = _load(message)
            started = time.time()
            with captured_outputs():
                run(infile, outfile)
            finished = time.time()
            TaskContext._setTaskContext(None)
            BarrierTaskContext._setTaskContext(None)
    except BaseException as error:
        fail(error, outfile)
    if message is None:
        sys.exit(1)
    write_int(SpecialLengths.TIMING_DATA, outfile)
    for moment in (received, started, finished, finished - started):
        write_long(int(1000 * moment), outfile)
    write_long(shuffle.MemoryBytesSpilled, outfile)
    write_long(shuffle.DiskBytesSpilled, outfile)
    write_int(SpecialLengths.END_OF_DATA_SECTION, outfile)
    finish(infile, outfile)


def _prepare(message: TaskMessage) -> None:
    start_faulthandler_periodic_traceback()
    check_version(message.python_version)
    limit_memory("PYSPARK_EXECUTOR_MEMORY_MB")
    TaskContext._setTaskContext(task_context(message.context))
    shuffle.MemoryBytesSpilled = 0
    shuffle.DiskBytesSpilled = 0
    set_up_files(message.files_dir, message.includes)
    update_broadcasts(message.broadcasts)
    _accumulatorRegistry.clear()


def _load(message: TaskMessage) -> Run:
    if message.eval_type != PythonEvalType.NON_UDF:
        return load_runner(message)
    assert isinstance(message.command, bytes)
    function, profiler, deserializer, serializer = load_command(message.command)

    def run(infile: IO[bytes], outfile: IO[bytes]) -> None:
        results = function(message.split_index, deserializer.load_stream(infile))
        try:
            serializer.dump_stream(results, outfile)
        finally:
            if hasattr(results, "close"):
                results.close()

    def profiled(infile: IO[bytes], outfile: IO[bytes]) -> None:
        profiler.profile(run, infile, outfile)

    return profiled if profiler else run


def captured_outputs() -> AbstractContextManager[None]:
    """What functions print and log, as marked lines of JSON where the session collects them."""
    if "PYSPARK_SPARK_SESSION_UUID" not in os.environ:
        return nullcontext()
    from pyspark.logger.worker_io import capture_outputs

    capture: AbstractContextManager[None] = capture_outputs()
    return capture


def fail(error: BaseException, outfile: IO[bytes]) -> NoReturn:
    """Sends an error instead of (more) results. Even SystemExit: what a function raises must not look like success."""
    handle_worker_exception(error, outfile)
    sys.exit(-1)


def finish(infile: IO[bytes], outfile: IO[bytes]) -> None:
    """Sends the accumulators; a worker whose input was not read to its end is not for reuse."""
    write_int(len(_accumulatorRegistry), outfile)
    for accumulator_id, accumulator in _accumulatorRegistry.items():
        pickler._write_with_length((accumulator_id, accumulator._value), outfile)
    try:
        is_complete = read_int(infile) == SpecialLengths.END_OF_STREAM
    except EOFError:
        is_complete = False
    if is_complete:
        write_int(SpecialLengths.END_OF_STREAM, outfile)
    else:
        write_int(SpecialLengths.END_OF_DATA_SECTION, outfile)
        sys.exit(1)
