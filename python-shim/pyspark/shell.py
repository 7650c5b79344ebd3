"""The interactive shell: run by Python as its PYTHONSTARTUP, it leaves ``spark``, ``sc`` and ``sqlContext`` behind."""

import atexit
import os
import platform
import sys
import traceback
import warnings
from pathlib import Path

# IPython puts the folder of what it runs on the path, where modules of PySpark's would pass for others of their names.
if (_folder := str(Path(__file__).parent)) in sys.path:
    sys.path.remove(_folder)

from pyspark.core.context import SparkContext
from pyspark.sql import SparkSession, SQLContext


def _start() -> SparkSession:
    try:
        return SparkSession.builder.getOrCreate()
    except Exception:
        warnings.warn("Failed to initialize Spark session.", stacklevel=2)
        traceback.print_exc()
        sys.exit(1)


def _banner(context: SparkContext) -> str:
    lines = [
        f"PySpark {context.version} on Python {platform.python_version()}",
        f"sc     SparkContext, master {context.master}, application {context.applicationId}",
        "spark  SparkSession; sqlContext and sql(…) are its older names",
    ]
    if context.uiWebUrl is not None:
        lines.append(f"UI     {context.uiWebUrl}")
    return "\n".join(lines)


spark = _start()
sc = spark.sparkContext
atexit.register(sc.stop)
with warnings.catch_warnings():
    # Only the shell makes it: the user has not asked for what is deprecated.
    warnings.simplefilter("ignore", FutureWarning)
    sqlContext = sqlCtx = SQLContext.getOrCreate(sc)
sql = spark.sql
print(_banner(sc), flush=True)

# The launcher takes the variable for itself; the user's own file runs last, in the shell's namespace.
_startup = os.environ.get("OLD_PYTHONSTARTUP")
if _startup and os.path.isfile(_startup):
    exec(compile(Path(_startup).read_text(encoding="utf-8"), _startup, "exec"))
