"""From the command line to the exit code."""

import logging
import os
import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tspark import spark_home
from tspark.spark_sql.arguments import USAGE, Arguments, UsageError, parse

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_NO_SUCH_FILE = 3


def main(words: Sequence[str]) -> int:
    try:
        arguments = parse(words)
    except UsageError as error:
        print(f"spark-sql: {error}\n\n{USAGE}", file=sys.stderr, end="")
        return 1
    if arguments.help:
        print(USAGE, end="")
        return 0
    for file in (arguments.first_file, arguments.file):
        if file is not None and not os.path.isfile(file):
            print(f"spark-sql: Could not open input file for reading. (File {file} does not exist)", file=sys.stderr)
            return _NO_SUCH_FILE
    if "--version" in arguments.launch:
        program = str(spark_home() / "bin" / "spark-submit")
        os.execv(program, [program, "--version"])
    from tspark.spark_sql.runner import FAILURES, message

    try:
        spark = _session(arguments)
    except FAILURES as error:
        # An engine that did not start has said why itself.
        if "JAVA_GATEWAY_EXITED" not in str(error):
            print(message(error), file=sys.stderr)
        return 1
    try:
        return _run(arguments, spark)
    finally:
        spark.stop()


def _session(arguments: Arguments) -> "SparkSession":
    launch = ["--name", "SparkSQL", *arguments.launch, "pyspark-shell"]
    os.environ["PYSPARK_SUBMIT_ARGS"] = shlex.join(launch)
    from pyspark.sql import SparkSession

    # Errors are told once, in words for people; PySpark and Py4J would log them as well.
    logging.disable(logging.ERROR)
    spark: SparkSession = SparkSession.builder.getOrCreate()
    if not arguments.silent:
        context = spark.sparkContext
        print(f"Spark master: {context.master}, Application Id: {context.applicationId}", file=sys.stderr, flush=True)
    for key, value in arguments.settings.items():
        spark.conf.set(key, value)
    return spark


def _run(arguments: Arguments, spark: "SparkSession") -> int:
    from tspark.spark_sql.prompt import run_prompt
    from tspark.spark_sql.runner import Quit, Runner

    runner = Runner(spark, silent=arguments.silent, verbose=arguments.verbose)
    try:
        if arguments.database is not None and not runner.use(arguments.database):
            return 1
        if arguments.first_file is not None and not runner.run_file(arguments.first_file):
            return 1
        if arguments.statements is not None:
            return 0 if runner.run_text(arguments.statements) else 1
        if arguments.file is not None:
            return 0 if runner.run_file(arguments.file) else 1
        run_prompt(runner)
    except Quit:
        pass
    return 0
