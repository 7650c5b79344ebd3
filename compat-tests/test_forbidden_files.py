"""Files and folders that the process may not read or write: the conditions that the real Spark gives."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, re, sys
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("OFF")

def condition(ask):
    try:
        return ask()
    except Exception as error:
        return re.findall(r"\\[([A-Z_.]+)\\]", str(error))[0]

found = {}
for kind, schema in {"parquet": "id long", "csv": "id long", "json": "id long", "text": "value string"}.items():
    reader = spark.read.format(kind)
    found[kind] = condition(lambda: reader.load(kind).collect())
    found[kind + " declared"] = condition(lambda: reader.schema(schema).load(kind).count())
    found[kind + " corrupt"] = condition(lambda: reader.option("ignoreCorruptFiles", "true").load(kind).count())
found["folder"] = condition(lambda: spark.read.parquet("closed").count())
found["write"] = condition(lambda: spark.range(3).write.parquet("locked/out"))
found["then"] = spark.range(5).count()
print(json.dumps(found))
"""

#: Root may read anything, unless it gives up these.
WITHOUT_PRIVILEGES = [
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
]
IS_ROOT = os.geteuid() == 0


@pytest.mark.skipif(IS_ROOT and shutil.which("setpriv") is None, reason="root needs setpriv to give up its privileges")
def test_forbidden_files(tmp_path: Path) -> None:
    for kind in ("parquet", "csv", "json", "text", "closed"):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / f"a.{kind}").write_text('{"id": 1}\n')
        (tmp_path / kind / f"a.{kind}").chmod(0)
    (tmp_path / "closed").chmod(0)
    (tmp_path / "locked").mkdir(mode=0o555)
    done = subprocess.run(
        [*(WITHOUT_PRIVILEGES if IS_ROOT else []), sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    unread = "FAILED_READ_FILE.FILE_NOT_EXIST"
    kinds = ("parquet", "csv", "json", "text")
    assert json.loads(done.stdout.splitlines()[-1]) == {
        **{f"{kind}{how}": unread for kind in kinds for how in ("", " declared", " corrupt")},
        "folder": "FAILED_READ_FILE.NO_HINT",
        "write": "TASK_WRITE_FAILED",
        "then": 5,
    }
