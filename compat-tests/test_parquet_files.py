"""The Parquet files that are written, as another reader finds them."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

ROWS = 70_000
COLUMNS = {
    "id": "id",
    "few": "CAST(id % 1000 AS INT)",
    "late": "IF(id < 25000, 'same', concat('a text that is never the same ', id))",
    "flag": "id % 3 = 0",
    "ratio": "CASE WHEN id % 11 = 0 THEN NULL ELSE id * 1.25D END",
    "nan": "IF(id = 5, float('NaN'), float(id % 9))",
    "narrow": "CAST(id % 100 - 50 AS DECIMAL(5,2))",
    "wide": "CAST((id % 400 - 200) * 1000000000000000000BD AS DECIMAL(38,4))",
    "name": "IF(id % 4 = 0, NULL, concat('name ', id % 50))",
    "note": "concat('a text that is never the same ', id)",
    "empty": "CAST(NULL AS STRING)",
    "items": "IF(id % 4 = 0, NULL, transform(sequence(1, CAST(id % 5 AS INT)), x -> IF(x = 2, NULL, x * id)))",
    "nested": "named_struct('a', id % 6, 'b', array(named_struct('c', CAST(id % 7 AS STRING))))",
}


@pytest.fixture(scope="module")
def written(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet") / "written"
    rows = spark.range(0, ROWS, 1, 1).selectExpr(*(f"{sql} AS {name}" for name, sql in COLUMNS.items()))
    rows.write.parquet(str(folder))
    return folder


def test_other_readers_find_the_values(spark: SparkSession, written: Path) -> None:
    found = pq.read_table(written).to_pylist()
    expected = spark.range(0, ROWS, 1, 1).selectExpr(*(f"{sql} AS {name}" for name, sql in COLUMNS.items()))
    own = spark.read.parquet(str(written))
    assert len(found) == ROWS
    # As text NaN is equal to itself.
    for frame in (expected, own):
        for row, other in zip(frame.collect(), found, strict=True):
            assert repr(row.asDict(recursive=True)) == repr(other)


def test_dictionaries_are_written_where_they_are_smaller(written: Path) -> None:
    [file] = written.glob("*.parquet")
    group = pq.ParquetFile(file).metadata.row_group(0)
    encodings = {group.column(i).path_in_schema: set(group.column(i).encodings) - {"RLE"} for i in range(12)}
    places, plain = {"PLAIN_DICTIONARY"}, {"PLAIN"}
    assert encodings == {
        "id": plain,
        "few": places,
        # The dictionary becomes too large in a later page.
        "late": places | plain,
        "flag": plain,
        "ratio": plain,
        "nan": places,
        "narrow": places,
        "wide": places,
        "name": places,
        "note": plain,
        "empty": plain,
        "items.list.element": plain,
    }


def test_footers_say_what_a_chunk_holds(written: Path) -> None:
    [file] = written.glob("*.parquet")
    group = pq.ParquetFile(file).metadata.row_group(0)
    found = {}
    for i in range(11):
        column = group.column(i)
        statistics = column.statistics
        found[column.path_in_schema] = (
            statistics.null_count,
            *((statistics.min, statistics.max) if statistics.has_min_max else ()),
        )
    assert {name: tuple(map(str, values)) for name, values in found.items()} == {
        "id": ("0", "0", "69999"),
        "few": ("0", "0", "999"),
        "late": ("0", "a text that is never the same 25000", "same"),
        "flag": ("0", "False", "True"),
        "ratio": ("6364", "1.25", "87498.75"),
        "nan": ("0",),
        "narrow": ("0", "-50.00", "49.00"),
        "wide": ("0", "-200000000000000000000.0000", "199000000000000000000.0000"),
        "name": ("17500", "name 0", "name 9"),
        "note": ("0", "a text that is never the same 0", "a text that is never the same 9999"),
        "empty": ("70000",),
    }
