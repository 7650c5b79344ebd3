"""Conditions of Python's own errors, and the engine's errors as Python exceptions."""

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shim_program import run_program


def described(conditions: dict[str, Any]) -> dict[str, tuple[str | None, list[str]]]:
    """SQLSTATE and parameters of each condition."""
    result = {}
    for name, entry in conditions.items():
        subs = {f"{name}.{sub}": text for sub, text in entry.get("sub_class", {}).items()}
        for full_name, texts in {name: entry, **subs}.items():
            parameters = re.findall(r"<([a-zA-Z0-9_-]+)>", "\n".join(texts["message"]))
            result[full_name] = (texts.get("sqlState"), sorted(set(parameters)))
    return result


def test_conditions_have_the_names_states_and_parameters_of_the_stock_client(tmp_path: Path) -> None:
    ours = json.loads(
        run_program(tmp_path, "from pyspark.errors.error_classes import ERROR_CLASSES_JSON; print(ERROR_CLASSES_JSON)")
    )
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    stock = json.loads((Path(spec.origin).parent / "errors" / "error-conditions.json").read_text())
    assert described(ours) == described(stock)


def test_a_python_error_knows_its_condition(tmp_path: Path) -> None:
    said = run_program(
        tmp_path,
        """
        from pyspark.errors import PySparkTypeError
        error = PySparkTypeError(
            errorClass="NOT_EXPECTED_TYPE",
            messageParameters={"arg_name": "a", "expected_type": "int", "arg_type": "s<t>r"},
        )
        print(isinstance(error, TypeError), error.getCondition(), error.getSqlState(), error.getQueryContext())
        print(error)
        """,
    ).splitlines()
    assert said == [
        "True NOT_EXPECTED_TYPE 42K09 []",
        "[NOT_EXPECTED_TYPE] `a` should be int, not s<t>r.",
    ]


def test_an_error_of_the_engine_is_an_exception_of_python(tmp_path: Path) -> None:
    said = run_program(
        tmp_path,
        """
        from pyspark.errors import AnalysisException, ParseException, PythonException
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.master("local[1]").getOrCreate()

        try:
            spark.sql("SELECT 1 +")
        except ParseException as error:
            print(error.getCondition(), error.getSqlState())

        try:
            spark.sql("SELECT nope FROM range(1)")
        except AnalysisException as error:
            context = error.getQueryContext()[0]
            print(error.getCondition(), error.getMessageParameters()["objectName"])
            print(context.contextType().name, context.fragment(), context.startIndex(), context.stopIndex())

        try:
            spark.range(1).select(F.col("nope"))
        except AnalysisException as error:
            context = error.getQueryContext()[0]
            print(context.contextType().name, context.callSite().split("/")[-1])

        def fail(x):
            raise ValueError("no " + str(x))

        try:
            spark.sparkContext.parallelize([7], 1).map(fail).collect()
        except PythonException as error:
            import traceback
            frames = traceback.extract_tb(error.__traceback__)
            print(type(error).__module__, frames[-1].name, frames[-1].line)
        """,
    ).splitlines()
    assert said[:3] == [
        "PARSE_SYNTAX_ERROR 42601",
        "UNRESOLVED_COLUMN.WITH_SUGGESTION `nope`",
        "SQL nope 7 10",
    ]
    assert re.fullmatch(r"DataFrame program\.py:\d+", said[3])
    assert said[4] == 'pyspark.errors.exceptions.captured fail raise ValueError("no " + str(x))'
