"""`tspark check`: verdicts come from the client's source and the engine's declarations."""

import importlib
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tspark import spark_home

SUPPORTED, NOT_SUPPORTED, UNKNOWN = "supported", "not supported", "unknown"

Findings = dict[tuple[int, str], str]


def check(folder: Path, source: str) -> tuple[int, Findings]:
    """Exit code, and verdicts by line and use."""
    script = folder / "script.py"
    script.write_text(source)
    process = run("--json", str(script))
    assert process.stderr == ""
    return process.returncode, {
        (finding["line"], finding["use"]): finding["verdict"] for finding in json.loads(process.stdout)
    }


def run(*arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tspark", "check", *arguments]
    env = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)


def engine(questions: dict[str, list[str]]) -> dict[str, list[object]]:
    """What the engine itself answers."""
    kinds = ("paths", "statements", "expressions", "sources", "settings", "functions")
    process = subprocess.run(
        [spark_home() / "bin/spark-submit", "--support"],
        input=json.dumps({kind: questions.get(kind, []) for kind in kinds}),
        capture_output=True,
        text=True,
        timeout=60,
    )
    answers: dict[str, list[object]] = json.loads(process.stdout)
    return answers


def test_the_engine_knows_classes_and_members_by_declaration() -> None:
    paths = {
        "org.apache.spark.sql.classic.Dataset": True,
        "org.apache.spark.sql.classic.Dataset.select": True,
        "org.apache.spark.sql.classic.Dataset.constructor": False,
        "org.apache.spark.sql.classic.Dataset.noSuchMethod": False,
        "org.example.Main": False,
        "java.lang.String.valueOf": True,
        "org.apache.spark.sql.functions.upper": True,
        "org.apache.spark.sql.functions.explode_outer": True,
        "org.apache.spark.sql.functions.col": True,
        # Declared as a static, with no function behind it.
        "org.apache.spark.sql.functions.java_method": False,
    }
    assert engine({"paths": list(paths)})["paths"] == list(paths.values())


def test_the_engine_finds_unknown_functions_wherever_they_are_called() -> None:
    answers = engine(
        {
            "statements": ["select mine(a), UPPER(b) from t where c in (select nope(d) from u)", "selekt 1"],
            "expressions": ["transform(a, x -> nope(x)) as b", "system.builtin.upper(a)", "a || b"],
            "functions": ["Mine"],
        }
    )
    first, second = answers["statements"]
    assert first == ["function nope"]
    assert "PARSE_SYNTAX_ERROR" in str(second)
    assert answers["expressions"] == [["function nope"], [], []]


def test_uses_are_followed_through_imports_types_and_annotations(tmp_path: Path) -> None:
    code, found = check(
        tmp_path,
        "from pyspark.sql import DataFrame, SparkSession\n"
        "from pyspark.sql import functions as F\n"
        "from pyspark.sql.functions import *\n"
        "spark = SparkSession.builder.getOrCreate()\n"
        "df = spark.read.csv('x').withColumn('a', F.upper('b')).groupBy('a').agg(max('c'))\n"
        "rows = df.rdd.map(str).reduceByKey(max).collect()\n"
        "def clean(d: DataFrame): return d.where(d.a > 1).dropDuplicates()\n"
        "def guess(d): return d.withColumnRenamed('a', 'b').count()\n"
        "print(spark.sparkContext._jvm.java.lang.System.currentTimeMillis(), df._jdf.queryExecution())\n",
    )
    for use in [
        (5, "DataFrame.withColumn"),
        (5, "pyspark.sql.functions.upper"),
        (5, "GroupedData.agg"),
        (6, "RDD.reduceByKey"),
        (6, "RDD.collect"),
        (7, "DataFrame.dropDuplicates"),
        (8, "DataFrame.withColumnRenamed"),
        (8, "DataFrame.count"),
        (9, "java.lang.System.currentTimeMillis"),
        (9, "org.apache.spark.sql.classic.Dataset.queryExecution"),
    ]:
        assert found[use] == SUPPORTED, use
    assert NOT_SUPPORTED not in found.values()
    assert code == 0


def test_what_is_not_supported_is_told_and_is_the_exit_code(tmp_path: Path) -> None:
    code, found = check(
        tmp_path,
        "from pyspark.ml.feature import VectorAssembler\n"
        "from pyspark.sql import SparkSession, Window, functions as F\n"
        "spark = SparkSession.builder.config('spark.sql.ansi.enabled', 'false').config('spark.x.y', 1).getOrCreate()\n"
        "df = spark.read.format('csv').load('x').filter('java_method(a) > 1')\n"
        "df = spark.read.format('no.such.format').load('x')\n"
        "df.select(F.java_method('a'), F.no_such_function('b'))\n"
        "df.groupBy('a').applyInPandasWithState(None, None, None, None, None)\n"
        "spark._jvm.org.example.Main.run(spark._jsc.noSuchMethod())\n"
        "df.writeStream.format('console').start()\n"
        "table = 't'\n"
        "spark.udf.register('mine', str)\n"
        "spark.sql('select mine(a) from ' + table)\n"
        "spark.sql(f'select a from {table}')\n"
        "spark.sql('selekt 1')\n"
        "spark.no_such_member()\n"
        "spark.sql(f'select java_method(a) from {table_of(1)}')\n"
        "spark.sql('select upper(a) from {} where b = %s'.format(table_of(1)) % 1)\n"
        "spark.sql(table_of(1))\n"
        "df.write.parquet('x')\n"
        "spark.sql('select id from range(3), explode(array(1))')\n"
        "F.udtf(str)(F.lit(1)).show(), Window.unboundedPreceding, spark.sparkContext.appName\n",
    )
    assert found[1, "pyspark.ml.feature.VectorAssembler"] == NOT_SUPPORTED
    assert found[3, "spark.sql.ansi.enabled"] == SUPPORTED
    assert found[3, "spark.x.y"] == UNKNOWN
    assert found[4, "csv"] == SUPPORTED
    assert found[4, "java_method(a) > 1"] == NOT_SUPPORTED
    assert found[5, "no.such.format"] == UNKNOWN
    assert found[6, "pyspark.sql.functions.java_method"] == NOT_SUPPORTED
    assert found[6, "pyspark.sql.functions.no_such_function"] == NOT_SUPPORTED
    assert found[7, "GroupedData.applyInPandasWithState"] == NOT_SUPPORTED
    assert found[8, "org.example.Main.run"] == NOT_SUPPORTED
    assert found[8, "org.apache.spark.api.java.JavaSparkContext.noSuchMethod"] == NOT_SUPPORTED
    assert found[9, "DataFrame.writeStream"] == NOT_SUPPORTED
    assert found[9, "DataStreamWriter.start"] == NOT_SUPPORTED
    assert found[12, "select mine(a) from t"] == SUPPORTED
    assert found[13, "select a from t"] == SUPPORTED
    assert found[14, "selekt 1"] == NOT_SUPPORTED
    assert found[15, "SparkSession.no_such_member"] == NOT_SUPPORTED
    assert found[16, "select java_method(a) from placeholder"] == NOT_SUPPORTED
    assert found[17, "select upper(a) from placeholder where b = placeholder"] == SUPPORTED
    assert found[18, "table_of(1)"] == UNKNOWN
    assert found[19, "parquet"] == SUPPORTED
    assert found[20, "select id from range(3), explode(array(1))"] == SUPPORTED
    assert found[21, "DataFrame.show"] == SUPPORTED
    assert found[21, "Window.unboundedPreceding"] == SUPPORTED
    assert found[21, "SparkContext.appName"] == SUPPORTED
    assert code == 1


CLASSES = {
    "pyspark": ["RDD", "SparkConf", "SparkContext"],
    "pyspark.sql": [
        *("Column", "DataFrame", "DataFrameNaFunctions", "DataFrameReader", "DataFrameStatFunctions"),
        *("DataFrameWriter", "DataFrameWriterV2", "GroupedData", "SparkSession", "SQLContext", "UDFRegistration"),
        *("Window", "WindowSpec"),
    ],
    "pyspark.sql.catalog": ["Catalog"],
    "pyspark.sql.conf": ["RuntimeConfig"],
}

#: Where the source of one client tells more than that of the other.
TOLD_BY_OURS_ONLY = {
    "SparkSession.clearProgressHandlers": "stock refuses it by a decorator: it is for Spark Connect",
    "SparkSession.client": "as clearProgressHandlers",
    "SparkSession.copyFromLocalToFs": "as clearProgressHandlers",
    "SparkSession.registerProgressHandler": "as clearProgressHandlers",
    "SparkSession.removeProgressHandler": "as clearProgressHandlers",
    "GroupedData.transformWithState": "stock chooses between two JVM methods by a mode",
}
TOLD_BY_STOCK_ONLY = {
    "RDD.meanApprox": "ours names the JVM class in a module of its own",
    "RDD.sumApprox": "as meanApprox",
    "RDD.saveAsHadoopDataset": "ours makes the JVM method's name of two parts",
    "RDD.saveAsHadoopFile": "as saveAsHadoopDataset",
    "RDD.saveAsNewAPIHadoopDataset": "as saveAsHadoopDataset",
    "RDD.saveAsNewAPIHadoopFile": "as saveAsHadoopDataset",
    "RDD.saveAsSequenceFile": "as saveAsHadoopDataset",
}


def test_the_sources_of_both_clients_give_the_same_verdicts(tmp_path: Path) -> None:
    lines = ["import pyspark.sql.functions as F"]
    for module, names in CLASSES.items():
        for name in names:
            lines += [f"from {module} import {name}", f"def use{name}(it: {name}):"]
            members = dir(getattr(importlib.import_module(module), name))
            lines += [f"    it.{member}" for member in members if not member.startswith("_")]
    functions = importlib.import_module("pyspark.sql.functions")
    lines += [f"F.{name}" for name in functions.__all__]
    script = tmp_path / "all.py"
    script.write_text("\n".join(lines))
    by_stock, by_ours = (
        {finding["use"]: finding["verdict"] for finding in json.loads(run("--json", str(script), path=path).stdout)}
        for path in ("", str(spark_home().parents[1]))
    )
    assert len(by_stock) > 1000
    differing = {use for use in by_stock.keys() | by_ours.keys() if by_stock.get(use) != by_ours.get(use)}
    assert differing <= TOLD_BY_OURS_ONLY.keys() | TOLD_BY_STOCK_ONLY.keys()
    assert all(by_ours[use] == NOT_SUPPORTED for use in differing & TOLD_BY_OURS_ONLY.keys())
    assert all(by_stock[use] == NOT_SUPPORTED for use in differing & TOLD_BY_STOCK_ONLY.keys())


@pytest.mark.parametrize("client", ["", str(spark_home().parents[1])])
def test_scripts_that_run_on_the_engine_are_not_said_to_be_unsupported(client: str) -> None:
    root = Path(__file__).parents[1]
    scripts = [*root.glob("compat-tests/oracle/cases/*.py"), *root.glob("examples/*.py")]
    process = run("--quiet", *map(str, scripts), path=client)
    assert f"{NOT_SUPPORTED}:" not in process.stdout, process.stdout
    assert process.returncode == 0


def test_code_without_pyspark_has_no_findings(tmp_path: Path) -> None:
    source = (
        "import json, pandas as pd\n"
        "df = pd.DataFrame({'a': [1]}).groupby('a').count()\n"
        "text = ','.join(json.loads('[]'))\n"
        "value = {}.get('a') or [1].count(1)\n"
    )
    assert check(tmp_path, source) == (0, {})


def test_what_is_only_guessed_to_be_pysparks_is_not_said_to_be_missing(tmp_path: Path) -> None:
    code, found = check(tmp_path, "def run(store):\n    return store.repartition(3).wait_for_all()\n")
    assert (code, found) == (0, {(2, "DataFrame.repartition"): SUPPORTED})


def test_the_report_has_a_line_for_each_use_and_a_sum(tmp_path: Path) -> None:
    script = tmp_path / "a.py"
    script.write_text("from pyspark.sql import functions as F\nF.upper('a')\nF.java_method('a')\n")
    lines = run(str(script)).stdout.splitlines()
    assert lines[1:] == [
        f"{script}:2: supported: pyspark.sql.functions.upper",
        f"{script}:3: not supported: pyspark.sql.functions.java_method: "
        "needs org.apache.spark.sql.functions.java_method",
        f"{script}: 2 supported, 1 not supported, 0 unknown",
    ]
    assert len(run("--quiet", str(script)).stdout.splitlines()) == 2


@pytest.mark.parametrize("text", ["def broken(:\n", None])
def test_a_script_that_cannot_be_read_is_an_error_of_its_own(text: str | None, tmp_path: Path) -> None:
    script = tmp_path / "a.py"
    if text is not None:
        script.write_text(text)
    process = run(str(script))
    assert process.returncode == 2
    assert str(script) in process.stderr
    assert "Traceback" not in process.stderr


def test_a_thousand_lines_within_two_seconds(tmp_path: Path) -> None:
    script = tmp_path / "long.py"
    flights = (Path(__file__).parents[1] / "examples/flights.py").read_text()
    body = flights.partition('if __name__ == "__main__":')[0]
    script.write_text("\n".join([body] * (1000 // body.count("\n") + 1)))
    assert script.read_text().count("\n") >= 1000
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run(str(script)).returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Of the processor's time: the clock's would measure what else the machine does.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2
