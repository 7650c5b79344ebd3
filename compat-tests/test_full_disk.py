"""Rows that have no room in memory, nor on disk: the query fails with the file's name, alone, and leaves nothing."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

#: No file gets longer than this, as on a full disk.
LONGEST_FILE = 512 * 1024

PROGRAM = """
import json, os, sys
from pyspark.sql import SparkSession
local, table = sys.argv[1:]
builder = SparkSession.builder.master("local[2]").config("spark.local.dir", local)
spark = builder.config("spark.driver.memory", "128m").config("spark.sql.profile.file", "profile.jsonl").getOrCreate()
spark.read.parquet(table).createOrReplaceTempView("t")
queries = {
    "sort": "SELECT first(k), count(*) FROM (SELECT k, s FROM t ORDER BY s, k)",
    "aggregate": "SELECT count(*), max(m) FROM (SELECT s, k, max(k) AS m FROM t GROUP BY s, k)",
    "join": "SELECT count(*), max(a.s), max(b.s) FROM t a JOIN t b ON a.s = b.s",
    "window": "SELECT max(r), max(s) FROM (SELECT s, rank() OVER (PARTITION BY k % 100 ORDER BY s) AS r FROM t)",
    "shuffle": "SELECT max(s), max(k) FROM (SELECT /*+ REPARTITION(5) */ * FROM t)",
}
told = {}
cached = spark.range(2_000_000).persist()
told["cached before"] = cached.count()
for native in ("true", "false"):
    spark.conf.set("spark.sql.native.enabled", native)
    for name, query in queries.items():
        try:
            spark.sql(query).collect()
            told[f"{name} {native}"] = None
        except Exception as error:
            told[f"{name} {native}"] = str(error)
        assert spark.range(5).repartition(2).count() == 5
        kept = [file for folder in os.scandir(local) for file in os.listdir(folder.path)]
        assert not any(file.startswith(("spill", "blocks")) for file in kept), kept
told["cached after"] = cached.count()
print(json.dumps(told))
spark.stop()
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("rows") / "t"
    rows = (
        "spark.range(3_000_000).selectExpr('(id * 7919) % 3000017 AS k', 'concat(\"a text of some length \", id) AS s')"
    )
    text = f"import sys; from pyspark.sql import SparkSession; spark = SparkSession.builder.getOrCreate(); {rows}"
    subprocess.run([sys.executable, "-c", f"{text}.write.parquet(sys.argv[1])", str(path)], check=True)
    return str(path)


def limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST_FILE, LONGEST_FILE))


@pytest.mark.timeout(180)
def test_a_query_fails_alone_where_the_disk_is_full(table: str, tmp_path: Path) -> None:
    local = tmp_path / "local"
    local.mkdir()
    (tmp_path / "profile.jsonl").touch()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(local), table],
        cwd=tmp_path,
        preexec_fn=limit_files,
        env=dict(os.environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told.pop("cached before") == told.pop("cached after") == 2_000_000
    assert len(told) == 10
    for name, error in told.items():
        assert f"[SPILL_OUT_OF_MEMORY] Error while calling spill() on {local}/" in str(error), name
        assert "file too large" in str(error), name
    events = [json.loads(line) for line in (tmp_path / "profile.jsonl").read_text().splitlines()]
    assert len([event for event in events if event["event"] == "native failed"]) >= 4
    assert list(local.iterdir()) == []
