"""The rows that go in and out, as files of each kind, made once."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

FOLDER = Path(__file__).resolve().parent.parent / ".data"
WORDS = ("", "a text", "one, with a comma", "wörter", "a longer text that comes again", "x", "y z")
FILES = 4


def rows_from(start: int, count: int) -> pa.Table:
    """As text some 85 bytes a row in CSV, 140 in JSON."""
    ids: np.ndarray = np.arange(start, start + count, dtype=np.int64)
    numbers = np.random.default_rng(start).random(count)
    return pa.table(
        {
            "id": ids,
            "k": (ids * 7919 % 100).astype(np.int32),
            "x": pa.array(numbers, mask=ids % 10 == 0),
            "d": pa.array((ids % 20_000).astype(np.int32), pa.date32()),
            "t": pa.array(ids * 1_000_003, pa.timestamp("us")),
            "flag": ids % 3 == 0,
            "s": pc.binary_join_element_wise(pa.array(WORDS).take(ids % len(WORDS)), pc.cast(ids, pa.string()), "-"),
        }
    )


def generated(rows: int) -> Path:
    """The folder with `parquet`, `csv`, `json` and `text`, each of several files."""
    folder = FOLDER / f"in-and-out-{rows}"
    if folder.exists():
        return folder
    unfinished = folder.with_suffix(".tmp")
    for kind in ("parquet", "csv", "json", "text"):
        (unfinished / kind).mkdir(parents=True, exist_ok=True)
    for number in range(FILES):
        table = rows_from(number * rows // FILES, rows // FILES)
        pq.write_table(table, unfinished / "parquet" / f"{number}.parquet")
        pa_csv.write_csv(table, unfinished / "csv" / f"{number}.csv")
        # pandas knows moments, but no days.
        days = table.set_column(3, "d", pc.cast(table["d"], pa.string())).to_pandas()
        days.to_json(unfinished / "json" / f"{number}.json", orient="records", lines=True, date_format="iso")
        text = (unfinished / "json" / f"{number}.json").read_bytes()
        (unfinished / "text" / f"{number}.txt").write_bytes(text)
    unfinished.rename(folder)
    return folder
