"""The session that golden files share, and what is done when a query takes too long or takes the engine down."""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from base_tables import register_functions, save_tables
from golden_file import Answer, Settings
from hidden_parts import WAREHOUSE, hidden
from py4j.protocol import Py4JError, Py4JJavaError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import DataFrame, SparkSession
from query_answer import answer
from query_error import error_text
from tspark import spark_home

Engine = Literal["tspark", "jvm"]
ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / ".data" / "golden"
ZONE = "America/Los_Angeles"
GRACE_SECONDS = 10
SETTINGS = {
    "spark.master": "local[2]",
    "spark.app.name": "golden",
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": ZONE,
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.collation.schemaLevel.enabled": "true",
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation",
}


class EngineLostError(Exception):
    """The engine's process ended, by itself or because a query could not be cancelled."""


def prepare_environment(engine: Engine) -> None:
    spec = find_spec("pyspark")
    if spec is None or spec.origin is None:
        raise SystemExit("stock pyspark is not installed: run `make build`")
    os.environ["SPARK_HOME"] = str(spark_home() if engine == "tspark" else Path(spec.origin).parent)
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["SPARK_TESTING"] = "1"
    os.environ["TZ"] = ZONE
    os.environ.pop("PYSPARK_SUBMIT_ARGS", None)
    time.tzset()
    logging.disable(logging.CRITICAL)


class GoldenSession:
    """Starts the engine when first used; ``close`` ends it."""

    def __init__(self, golden: Path, timeout: float, log: Path) -> None:
        self._golden = golden
        self._timeout = timeout
        self._log = log
        self._scratch = Path(tempfile.mkdtemp(prefix="golden-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._spark: SparkSession | None = None
        self._unsaved: Mapping[str, DataFrame] = {}
        self._kept: set[str] = set()

    def fresh(self, settings: Settings) -> SparkSession:
        """A session with nothing but the base tables and ``settings``."""
        base = self._spark if self._spark is not None else self._start()
        self._drop_leftovers(base)
        session = base.newSession()
        for key, value in settings:
            session.conf.set(key, value)
        register_functions(session)
        for name, contents in self._unsaved.items():
            session.createDataFrame(contents.collect(), contents.schema).createOrReplaceTempView(name)
        return session

    def ask(self, session: SparkSession, sql: str) -> Answer:
        cancelled = threading.Event()
        timers = [
            threading.Timer(self._timeout, self._cancel, [cancelled]),
            threading.Timer(self._timeout + GRACE_SECONDS, self._kill),
        ]
        for timer in timers:
            timer.daemon = True
            timer.start()
        try:
            found = answer(session, sql)
        except (PySparkException, Py4JJavaError) as error:
            found = Answer("struct<>", hidden(error_text(error)))
        except Exception as error:
            if self._process is None or self._ended(self._process):
                raise EngineLostError from error
            found = Answer("struct<>", f"{type(error).__name__}\n{error}")
        finally:
            for timer in timers:
                timer.cancel()
        return Answer("", f"cancelled after {self._timeout:g} s") if cancelled.is_set() else found

    def close(self) -> None:
        if self._spark is not None:
            with suppress(Exception):
                self._spark.stop()
        self._kill()
        self._spark = self._process = None
        SparkContext._gateway = SparkContext._jvm = SparkContext._active_spark_context = None
        SparkSession._instantiatedSession = None

    def remove_files(self) -> None:
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _start(self) -> SparkSession:
        folder = Path(tempfile.mkdtemp(dir=self._scratch))
        conf = SparkConf(loadDefaults=False)
        conf.setAll([*SETTINGS.items(), ("spark.sql.warehouse.dir", str(folder / WAREHOUSE))])
        with self._log.open("a") as log:
            output = {"stdout": log, "stderr": log, "cwd": str(folder)}
            gateway = launch_gateway(conf, popen_kwargs=output)
        self._process = gateway.proc
        context = SparkContext(conf=conf, gateway=gateway)
        context.setLogLevel("OFF")
        self._spark = SparkSession(context)
        self._unsaved = save_tables(self._spark, self._golden)
        self._kept = {row[1] for row in self._spark.sql("SHOW TABLES").collect()}
        return self._spark

    def _drop_leftovers(self, spark: SparkSession) -> None:
        with suppress(PySparkException, Py4JError):
            for row in spark.sql("SHOW DATABASES").collect():
                if row[0] != "default":
                    spark.sql(f"DROP DATABASE `{row[0]}` CASCADE")
            views = {row[1] for row in spark.sql("SHOW VIEWS").collect()}
            for row in spark.sql("SHOW TABLES").collect():
                if row[1] not in self._kept:
                    spark.sql(f"DROP {'VIEW' if row[1] in views else 'TABLE'} `{row[1]}`")
            for row in spark.sql("SHOW USER FUNCTIONS").collect():
                spark.sql(f"DROP FUNCTION {row[0]}")

    def _cancel(self, cancelled: threading.Event) -> None:
        cancelled.set()
        if self._spark is not None:
            with suppress(Exception):
                self._spark.sparkContext.cancelAllJobs()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    @staticmethod
    def _ended(process: subprocess.Popen[bytes]) -> bool:
        """Asked after a call has failed: a process that is about to be gone is given a moment."""
        with suppress(subprocess.TimeoutExpired):
            process.wait(2)
        return process.poll() is not None
