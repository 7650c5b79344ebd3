"""Python workers of our own client, spoken to as the engine does."""

import os
import pickle
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cloudpickle
import pytest
import worker_protocol
from pyspark.accumulators import Accumulator, AddingAccumulatorParam
from pyspark.serializers import BatchedSerializer, CPickleSerializer
from pyspark.sql.types import ArrayType, LongType, StringType, StructType
from worker_protocol import (
    Daemon,
    Worker,
    arguments,
    arrow_stream,
    framed,
    int32,
    running_daemon,
    task,
    udf,
)

# Workers cannot import this file.
cloudpickle.register_pickle_by_value(sys.modules[__name__])

RDD, PICKLED, ARROW, PANDAS, GROUPED_PANDAS, COGROUPED_PANDAS, AGGREGATE, WINDOW = 0, 100, 101, 200, 201, 206, 202, 203
TABLE, ARROW_TABLE = 300, 301


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    with running_daemon(tmp_path_factory.mktemp("sockets")) as running:
        yield running


@pytest.fixture
def worker(daemon: Daemon) -> Iterator[Worker]:
    connected = daemon.worker()
    yield connected
    connected.close()


def rdd_command(function: Any) -> bytes:
    serializer = BatchedSerializer(CPickleSerializer(), 2)
    return framed(cloudpickle.dumps((function, None, serializer, serializer)))


def pickles(*rows: Any) -> bytes:
    return b"".join(framed(pickle.dumps(row)) for row in rows) + int32(worker_protocol.END_OF_DATA)


def command(function: Any, returns: Any, *positional: int, **named: int) -> bytes:
    return int32(1) + udf(cloudpickle.dumps((function, returns)), *positional, **named)


def rows_of(frames: list[bytes]) -> list[Any]:
    return [row for frame in frames for row in pickle.loads(frame)]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone(pid: int) -> bool:
    for _ in range(100):
        if not is_alive(pid):
            return True
        time.sleep(0.05)
    return False


def test_rdd_tasks_one_after_the_other(worker: Worker) -> None:
    def total(split: int, records: Any) -> Any:
        from pyspark import TaskContext

        context = TaskContext.get()
        assert context is not None
        return [sum(records), split, context.partitionId(), context.getLocalProperty("color")]

    for expected in (6, 15):
        answer = worker.run(task(RDD, rdd_command(total)), pickles([expected - 3], [1, 2]))
        assert rows_of(answer.frames) == [expected, 7, 7, "blue"]
        assert answer.is_reusable


def test_unread_input_costs_the_worker(worker: Worker) -> None:
    answer = worker.run(task(RDD, rdd_command(lambda _, records: [next(records)])), pickles(*([i] for i in range(9))))
    assert rows_of(answer.frames) == [0]
    assert not answer.is_reusable


def test_accumulators(worker: Worker) -> None:
    counter = Accumulator(41, 0, AddingAccumulatorParam(0))

    def count(_: int, records: Any) -> Any:
        for record in records:
            counter.add(record)
        return []

    answer = worker.run(task(RDD, rdd_command(count)), pickles([1, 2, 3]))
    assert [pickle.loads(update) for update in answer.accumulators] == [(41, 6)]


@pytest.mark.parametrize("raised", [ValueError("wrong number"), SystemExit(0)])
def test_errors_are_told_and_end_the_worker(worker: Worker, raised: BaseException) -> None:
    def fail(_: int, records: Any) -> Any:
        raise raised

    answer = worker.run(task(RDD, rdd_command(fail)), pickles([1]))
    assert answer.error is not None
    assert "Traceback (most recent call last)" in answer.error
    assert type(raised).__name__ in answer.error
    worker._socket.shutdown(1)
    assert worker.is_at_end()
    assert gone(worker.pid)


def test_another_version_of_python(worker: Worker) -> None:
    answer = worker.run(task(RDD, rdd_command(lambda _, records: records), version="2.7"), pickles([1]))
    assert answer.error is not None
    assert "PYTHON_VERSION_MISMATCH" in answer.error


def test_a_short_message_is_an_error_and_no_hang(worker: Worker) -> None:
    worker._socket.sendall(int32(worker_protocol.START_OF_MESSAGE) + framed(int32(0)))
    assert worker._int() == worker_protocol.ERROR
    assert "EOFError" in worker._block().decode()


def test_pickled_functions(worker: Worker) -> None:
    add = command(lambda a, b: a - b, LongType(), 1, b=0)
    answer = worker.run(task(PICKLED, add), pickles([(1, 10), (2, 20)], [(3, 30)]))
    assert rows_of(answer.frames) == [9, 18, 27]


def test_several_pickled_functions_give_tuples(worker: Worker) -> None:
    one = udf(cloudpickle.dumps((lambda a: a + 1, LongType())), 0)
    two = udf(cloudpickle.dumps((lambda: "x", StringType())))
    answer = worker.run(task(PICKLED, int32(2) + one + two), pickles([(1,), (2,)]))
    assert rows_of(answer.frames) == [(2, "x"), (3, "x")]


def test_stop_iteration_of_a_function_is_not_the_end_of_the_rows(worker: Worker) -> None:
    def stop(a: int) -> int:
        raise StopIteration("no more")

    answer = worker.run(task(PICKLED, command(stop, LongType(), 0)), pickles([(1,)]))
    assert answer.error is not None
    assert "STOP_ITERATION_OCCURRED" in answer.error


def test_functions_over_arrow(worker: Worker) -> None:
    returns = ArrayType(StringType())
    schema = StructType().add("_0", LongType()).add("_1", StringType())
    answer = worker.run(
        task(ARROW, command(lambda n, s: [s] * n, returns, 0, 1), conf={"input_type": schema.json()}),
        arrow_stream(_0=[2, 0, 1], _1=["a", "b", None]),
    )
    assert answer.arrow.to_pydict() == {"_0": [["a", "a"], [], [None]]}


def test_pandas_functions(worker: Worker) -> None:
    answer = worker.run(task(PANDAS, command(lambda s: s * 2, LongType(), 0)), arrow_stream(_0=[1, 2]))
    assert answer.arrow.to_pydict() == {"_0": [2, 4]}
    answer = worker.run(task(PANDAS, command(lambda s: s[:1], LongType(), 0)), arrow_stream(_0=[1, 2]))
    assert answer.error is not None
    assert "RESULT_ROWS_MISMATCH" in answer.error


def groups(count: int, *streams: bytes) -> bytes:
    """Each group is announced by how many streams it has."""
    announced = [int32(count) + b"".join(streams[i : i + count]) for i in range(0, len(streams), count)]
    return b"".join(announced) + int32(0)


def test_functions_over_groups(worker: Worker) -> None:
    def spread(key: tuple[Any, ...], frame: Any) -> Any:
        return frame.assign(v=frame.v - frame.v.min(), k=key[0])

    returns = StructType().add("k", StringType()).add("v", LongType())
    # Five numbers follow; one key: column 0; values: columns 0 and 1.
    answer = worker.run(
        task(GROUPED_PANDAS, command(spread, returns, 4, 1, 0, 0, 1)),
        groups(1, arrow_stream(k=["a", "a"], v=[5, 7]), arrow_stream(k=["b"], v=[1])),
    )
    assert answer.arrow["_0"].to_pylist() == [{"k": "a", "v": 0}, {"k": "a", "v": 2}, {"k": "b", "v": 0}]


def test_functions_over_two_groups(worker: Worker) -> None:
    def sizes(key: tuple[Any, ...], left: Any, right: Any) -> Any:
        import pandas as pd

        return pd.DataFrame({"k": [key[0]], "n": [len(left) * 10 + len(right)]})

    returns = StructType().add("k", StringType()).add("n", LongType())
    sides = (3, 1, 0, 0)
    answer = worker.run(
        task(COGROUPED_PANDAS, command(sizes, returns, *sides, *sides)),
        groups(2, arrow_stream(k=["a"]), arrow_stream(k=["a", "a"])),
    )
    assert answer.arrow["_0"].to_pylist() == [{"k": "a", "n": 12}]


def test_aggregates(worker: Worker) -> None:
    sums = command(lambda s: int(s.sum()), LongType(), 0)
    answer = worker.run(task(AGGREGATE, sums), groups(1, arrow_stream(_0=[1, 2, 4]), arrow_stream(_0=[5])))
    assert answer.arrow.to_pydict() == {"_0": [7, 5]}


def test_windows(worker: Worker) -> None:
    pickled = cloudpickle.dumps((lambda s: int(s.sum()), LongType()))
    # The first over the whole partition, the second from one row (column 1) up to another (column 2).
    calls = int32(2) + udf(pickled, 0) + udf(pickled, 1, 2, 0)
    answer = worker.run(
        task(WINDOW, calls, runner_conf={"window_bound_types": "unbounded,bounded"}),
        groups(1, arrow_stream(_0=[1, 2, 4], _1=[0, 0, 1], _2=[1, 2, 3])),
    )
    assert answer.arrow.to_pydict() == {"_0": [7, 7, 7], "_1": [1, 3, 6]}


def table_function(handler: type, returns: StructType, *positional: int) -> bytes:
    return (
        arguments(positional, {})
        + int32(0)
        + b"\0"
        + framed(cloudpickle.dumps(handler))
        + framed(returns.json())
        + framed("f")
    )


class Repeat:
    def __init__(self) -> None:
        self.rows = 0

    def eval(self, n: int) -> Any:
        self.rows += 1
        for i in range(n):
            yield n, i

    def terminate(self) -> Any:
        yield -1, self.rows


def test_table_functions_give_a_chunk_for_each_row(worker: Worker) -> None:
    returns = StructType().add("n", LongType()).add("i", LongType())
    answer = worker.run(task(TABLE, table_function(Repeat, returns, 0)), pickles([(2,)], [(0,)]))
    assert [pickle.loads(frame) for frame in answer.frames] == [[((2, 0), (2, 1))], [()], [((-1, 2),)]]
    schema = StructType().add("_0", LongType())
    answer = worker.run(
        task(ARROW_TABLE, table_function(Repeat, returns, 0), conf={"input_type": schema.json()}),
        arrow_stream(_0=[2, 0]),
    )
    assert [chunk.to_pylist() for chunk in answer.arrow["_0"].chunks] == [
        [{"n": 2, "i": 0}, {"n": 2, "i": 1}],
        [],
        [{"n": -1, "i": 2}],
    ]


def test_null_in_a_column_without_null(worker: Worker) -> None:
    class Nothing:
        def eval(self, n: int) -> Any:
            yield (None,)

    returns = StructType().add("n", LongType(), nullable=False)
    answer = worker.run(task(TABLE, table_function(Nothing, returns, 0)), pickles([(2,)]))
    assert answer.error is not None
    assert "UDTF_EXEC_ERROR" in answer.error


def test_workers_load_no_pandas_for_rdds(worker: Worker) -> None:
    def loaded(_: int, records: Any) -> Any:
        list(records)
        return [name for name in ("pandas", "numpy", "pyarrow", "py4j") if name in sys.modules]

    assert rows_of(worker.run(task(RDD, rdd_command(loaded)), pickles([1])).frames) == []


def test_the_daemon_kills_workers_by_order_and_ends_with_its_input(tmp_path: Path) -> None:
    with running_daemon(tmp_path) as daemon:
        assert daemon.process.stdin is not None
        first, second = daemon.worker(), daemon.worker()
        daemon.process.stdin.write(int32(first.pid))
        daemon.process.stdin.flush()
        assert gone(first.pid)
        assert is_alive(second.pid)
        # The connection of a worker that goes idle for good is closed from the other side.
        second.close()
        assert gone(second.pid)
        third = daemon.worker()
    assert gone(third.pid)
    assert not os.path.exists(daemon.path)


def test_the_daemon_ends_when_told_to(tmp_path: Path) -> None:
    with running_daemon(tmp_path) as daemon:
        worker = daemon.worker()
        daemon.process.send_signal(signal.SIGTERM)
        daemon.process.wait(timeout=10)
        assert gone(worker.pid)


def test_memory_limit(tmp_path: Path) -> None:
    def limits(_: int, records: Any) -> Any:
        import resource

        list(records)
        return [resource.getrlimit(resource.RLIMIT_AS)]

    with running_daemon(tmp_path, PYSPARK_EXECUTOR_MEMORY_MB="2048") as daemon:
        worker = daemon.worker()
        assert rows_of(worker.run(task(RDD, rdd_command(limits)), pickles([1])).frames) == [(2 << 30, 2 << 30)]
        worker.close()
