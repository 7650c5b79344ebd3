"""Broadcasts and accumulators of our own client. RDDs are compared with the real Spark's by `oracle/cases/rdds.py`."""

from pathlib import Path

from shim_program import run_program


def test_accumulators_and_broadcasts(tmp_path: Path) -> None:
    said = run_program(
        tmp_path,
        """
        import time
        from pyspark import AccumulatorParam, SparkContext
        sc = SparkContext("local[2]", "shared")

        class Longest(AccumulatorParam):
            def zero(self, value):
                return ""
            def addInPlace(self, a, b):
                return max(a, b, key=len)

        count, longest, words = sc.accumulator(0), sc.accumulator("", Longest()), sc.broadcast(["a", "bcd", "ef"])

        def look(i):
            global count
            count += 1
            longest.add(words.value[i])

        sc.parallelize(range(3), 3).foreach(look)
        print(count.value, longest)
        try:
            sc.parallelize([1]).map(lambda x: count.value).collect()
        except Exception as error:
            print("VALUE_NOT_ACCESSIBLE" in str(error))
        try:
            sc.parallelize([1]).map(lambda x: sc.version).collect()
        except Exception as error:
            print("CONTEXT_ONLY_VALID_ON_DRIVER" in str(error))
        start = time.monotonic()
        sc.stop()
        print(time.monotonic() - start < 0.5)
        """,
    ).splitlines()
    assert said == ["3 bcd", "True", "True", "True"]
