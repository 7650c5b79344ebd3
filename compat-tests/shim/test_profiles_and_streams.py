"""Profiles of user functions, and what streaming queries say of themselves."""

from pathlib import Path

from shim_program import run_program


def test_profiles_are_collected_shown_and_forgotten(tmp_path: Path) -> None:
    said = run_program(
        tmp_path,
        """
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.master("local[1]").getOrCreate()
        spark.conf.set("spark.sql.pyspark.udf.profiler", "perf")

        @F.udf("long")
        def twice(x):
            return 2 * x

        doubled = spark.range(5).select(twice("id"))
        doubled.collect(), doubled.collect()
        [(key, stats)] = spark.profile.profiler_collector._perf_profile_results.items()
        print(sum(entry[0] for (_, _, name), entry in stats.stats.items() if name == "twice"))
        spark.profile.show()
        spark.profile.dump("profiles")
        print(spark.profile.render(key, renderer=lambda stats: type(stats).__name__))
        spark.profile.clear(type="memory")
        print(len(spark.profile.profiler_collector._perf_profile_results))
        spark.profile.clear(key)
        print(len(spark.profile.profiler_collector._perf_profile_results))
        """,
    ).splitlines()
    assert said[0] == "10"
    assert any(line.startswith("Profile of UDF<id=") for line in said)
    assert said[-3:] == ["Stats", "1", "0"]
    assert [file.suffix for file in (tmp_path / "profiles").iterdir()] == [".pstats"]


def test_progress_is_read_from_json(tmp_path: Path) -> None:
    said = run_program(
        tmp_path,
        """
        import json, uuid
        from pyspark.sql.streaming.listener import QueryStartedEvent, StreamingQueryProgress
        id = "00000000-0000-0000-0000-000000000001"
        source = {"description": "rate", "startOffset": None, "endOffset": {"0": 3}, "latestOffset": "x",
                  "numInputRows": 3, "inputRowsPerSecond": 1.5, "processedRowsPerSecond": 3.0}
        progress = StreamingQueryProgress.fromJson({
            "id": id, "runId": id, "name": None, "timestamp": "t", "batchId": 7, "batchDuration": 5,
            "stateOperators": [], "sources": [source, source], "sink": {"description": "memory", "numOutputRows": 6},
            "observedMetrics": {"m": {"rows": 3}},
        })
        print(progress.id == uuid.UUID(id), progress["id"] == id, progress.batchId, progress.numInputRows)
        print(progress.sources[0].endOffset, progress.sources[0].startOffset, progress.sink.numOutputRows)
        print(progress.observedMetrics["m"].rows, progress.durationMs, json.loads(progress.json)["batchDuration"])
        event = {"id": id, "runId": id, "name": "q", "timestamp": "t", "jobTags": ["a"]}
        print(QueryStartedEvent.fromJson(event).jobTags)
        """,
    ).splitlines()
    assert said == ["True True 7 6", '{"0": 3} null 6', "3 {} 5", "{'a'}"]


def test_functions_for_each_row_of_a_stream(tmp_path: Path) -> None:
    said = run_program(
        tmp_path,
        """
        from pyspark.sql.streaming import DataStreamWriter

        class Writer:
            def process(self, row):
                print(row)

            open = "not a method"

        make = DataStreamWriter._construct_foreach_function
        print(list(make(print)(0, iter(["a"]))))
        for wrong in Writer(), object():
            try:
                make(wrong)
            except Exception as error:
                print(error.getCondition(), error.getMessageParameters()["attr_name"])
        """,
    ).splitlines()
    assert said == ["a", "[]", "ATTRIBUTE_NOT_CALLABLE open", "ATTRIBUTE_NOT_CALLABLE process"]
