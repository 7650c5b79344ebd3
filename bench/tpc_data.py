"""Tables of TPC-H and TPC-DS as Parquet files, made once for each scale."""

import subprocess
import sys
from pathlib import Path

SUITES = ("tpch", "tpcds")
FOLDER = Path(__file__).resolve().parent.parent / ".data"


def generated(suite: str, scale: str) -> Path:
    """The folder with one ``TABLE.parquet`` for each table."""
    folder = FOLDER / f"{suite}-all-sf{scale}"
    if not folder.exists():
        unfinished = folder.with_suffix(".tmp")
        tool = Path(sys.executable).parent / "tpcgen-cli"
        subprocess.run(
            [tool, suite, "parquet", f"--scale-factor={scale}", f"--output-dir={unfinished}"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        unfinished.rename(folder)
    return folder
