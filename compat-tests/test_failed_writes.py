"""A write that fails leaves what was there: rows that cannot be made, and a disk that takes no more."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, udf

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
kind, mode, failing = sys.argv[1:]

@udf("string")
def fails(value):
    if value == 900:
        raise ValueError("no such row")
    return str(value)

few, many = spark.range(1000), spark.range(3_000_000)
rows = few.select(fails("id").alias("s")) if failing == "row" else many.selectExpr("uuid() as s")
try:
    rows.write.format(kind).mode(mode).save("out")
    print("written")
except Exception as error:
    print(type(error).__name__, "TASK_WRITE_FAILED" in str(error))
print(spark.range(5).count())
"""

#: No file gets longer than this, as on a full disk.
LONGEST_FILE = 4 * 1024**2

OUTCOMES = {"row": ["PythonException", "False", "5"], "disk": ["Py4JJavaError", "True", "5"]}


def limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST_FILE, LONGEST_FILE))


def left(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


CASES = [
    *(("parquet", failing, there) for failing in OUTCOMES for there in (False, True)),
    *((kind, "disk", True) for kind in ("csv", "json", "text")),
]


@pytest.mark.parametrize(("kind", "failing", "there"), CASES)
def test_a_failed_write_leaves_what_was_there(kind: str, failing: str, there: bool, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if there:
        (out / "k=1").mkdir(parents=True)
        (out / "k=1" / "part-0.txt").write_text("kept")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, kind, "overwrite", failing],
        cwd=tmp_path,
        preexec_fn=limit_files if failing == "disk" else None,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout.split() == OUTCOMES[failing], done.stderr
    assert left(out) == ({"k=1/part-0.txt": b"kept"} if there else {})
    assert out.exists() == there
