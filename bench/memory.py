"""Operations over data many times larger than ``spark.driver.memory``: how far the engine grows above its idle size.

    make bench-memory GB=5

Each operation runs in a session of its own, on the evaluator alone and as planned; its answer is checked against a
closed formula. The engine's process may grow by 1.3 times the cap; Python's workers are not counted.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from engines import environment
from memory_session import OPERATIONS, TEXT_LENGTH, WINDOWS

FOLDER = Path(__file__).resolve().parent.parent / ".data"
CAP = 512 * 1024**2
MOST_CAPS = 1.3
# Three numbers, a text and its offset.
ROW_BYTES = 3 * 8 + TEXT_LENGTH + 4
FILES = 8
GROUP_ROWS = 122_880
# A prime, so that `k` takes each value once.
SCATTER = 7_368_787


def rows_in(gigabytes: float) -> int:
    """A round number, so that formulas have no remainders."""
    return round(gigabytes * 1e9 / ROW_BYTES / 1e6) * 1_000_000


def generated(rows: int) -> Path:
    folder = FOLDER / f"memory-{rows}"
    if folder.exists():
        return folder
    unfinished = folder.with_suffix(".tmp")
    unfinished.mkdir(parents=True, exist_ok=True)
    for file, ids in enumerate(np.array_split(np.arange(rows, dtype=np.int64), FILES)):
        keys = ids * SCATTER % rows
        texts = pc.utf8_rpad(pc.cast(pa.array(keys), pa.string()), TEXT_LENGTH, ".")
        table = pa.table({"id": ids, "k": keys, "g": ids % WINDOWS, "s": texts})
        pq.write_table(table, unfinished / f"part-{file}.parquet", row_group_size=GROUP_ROWS, use_dictionary=False)
    unfinished.rename(folder)
    return folder


def run(operation: str, native: bool, folder: Path, rows: int) -> str:
    """A line of the table."""
    script = Path(__file__).with_name("memory_session.py")
    with tempfile.NamedTemporaryFile() as profile:
        settings = {"sql.native.enabled": str(native).lower(), "sql.profile.file": profile.name}
        conf = " ".join(f"--conf spark.{name}={value}" for name, value in settings.items())
        done = subprocess.run(
            [sys.executable, str(script), operation, str(folder), str(rows)],
            env=environment("tspark", f"--driver-memory {CAP // 1024**2}m {conf}"),
            capture_output=True,
            text=True,
            check=False,
        )
        by = engine_of([json.loads(line) for line in profile])
    label = f"{operation:<10} {'as planned' if native else 'evaluator':<10}"
    if done.returncode != 0:
        return f"{label}  failed: {(done.stderr.strip() or 'without a word').splitlines()[-1]}"
    found = json.loads(done.stdout.splitlines()[-1])
    caps = (found["peak"] - found["idle"]) / CAP
    verdict = "" if caps <= MOST_CAPS else "  too much"
    figures = f"{found['idle'] / 1024**2:8.0f} {caps:9.2f} {found['seconds']:9.1f} {found['cpu']:9.1f}"
    return f"{label} {figures}  {by}{verdict}"


def engine_of(events: Sequence[Mapping[str, Any]]) -> str:
    """Which one did the work, by the engine's own profile."""
    failed = [event["reason"] for event in events if event["event"] == "native failed"]
    if failed:
        return f"evaluator, after DuckDB: {failed[0].splitlines()[0]}"
    operators = [operator for event in events if event["event"] == "task" for operator in event["operators"]]
    return "DuckDB" if any("native" in operator for operator in operators) else "evaluator"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gigabytes", type=float, default=5.0)
    parser.add_argument("--operations", nargs="*", choices=OPERATIONS, default=list(OPERATIONS))
    parser.add_argument("--only", choices=("evaluator", "native"))
    asked = parser.parse_args()
    rows = rows_in(asked.gigabytes)
    folder = generated(rows)
    print(f"{rows:,} rows of {ROW_BYTES} bytes, spark.driver.memory={CAP // 1024**2}m")
    print(f"{'operation':<10} {'way':<10} {'idle MiB':>8} {'caps over':>9} {'seconds':>9} {'CPU':>9}  by")
    lines = []
    for operation in asked.operations:
        for native in (False, True):
            if asked.only in (None, "native" if native else "evaluator"):
                lines.append(run(operation, native, folder, rows))
                print(lines[-1], flush=True)
    return int(any("failed" in line or "too much" in line for line in lines))


if __name__ == "__main__":
    sys.exit(main())
