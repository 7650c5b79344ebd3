"""The main example on the engine: every figure it prints and the files it writes, as pandas has them.

The whole output is compared with the real Spark's among the recorded scripts.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "examples" / "flights.py"

Rows = list[tuple[object, ...]]


@dataclass(frozen=True)
class Run:
    work: Path
    sections: dict[str, list[str]]

    def lines(self, title: str) -> list[str]:
        """The section whose heading starts so."""
        [found] = [lines for heading, lines in self.sections.items() if heading.startswith(title)]
        return found

    def table(self, title: str) -> Rows:
        """The rows of the section's one table: numbers as numbers, NULL as None."""
        lines = [line for line in self.lines(title) if line.startswith("|") and not line.startswith("|--")]
        return [tuple(value(cell) for cell in line.strip("|").split("|")) for line in lines[1:]]


def value(cell: str) -> object:
    text = cell.strip()
    if text == "NULL":
        return None
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    work = tmp_path_factory.mktemp("flights")
    result = subprocess.run(
        [sys.executable, str(SCRIPT), str(work)],
        env={**os.environ, "PYSPARK_SUBMIT_ARGS": "--master local[2] pyspark-shell"},
        cwd=work,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stderr[-4000:]
    parts = re.split(r"^== (.+) ==$", result.stdout, flags=re.MULTILINE)
    sections = {heading: body.splitlines() for heading, body in zip(parts[1::2], parts[2::2], strict=True)}
    return Run(work, sections)


@pytest.fixture(scope="module")
def data(run: Run) -> dict[str, pd.DataFrame]:
    files = (run.work / "csv").glob("*.csv")
    return {file.stem: pd.read_csv(file, na_values=["NA"], keep_default_na=False) for file in files}


@pytest.fixture(scope="module")
def flights(data: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return data["flights"]


def rows_of(frame: pd.DataFrame) -> Rows:
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame.itertuples(index=False)]


def assert_same(printed: Rows, expected: pd.DataFrame, **digits: int) -> None:
    """Columns named in `digits` are printed rounded to so many digits."""
    wanted = rows_of(expected)
    assert len(printed) == len(wanted)
    for got, want in zip(printed, wanted, strict=True):
        for name, a, b in zip(expected.columns, got, want, strict=True):
            if name in digits:
                assert a == pytest.approx(b, abs=0.5 * 10 ** -digits[name] + 1e-9), (name, got, want)
            else:
                assert a == b, (name, got, want)


def test_sizes_of_the_tables(run: Run, data: dict[str, pd.DataFrame]) -> None:
    printed = re.findall(r"^(\w+) +([\d,]+) rows +(\d+) columns$", "\n".join(run.lines("Tables")), re.MULTILINE)
    assert {name: (int(rows.replace(",", "")), int(columns)) for name, rows, columns in printed} == {
        name: frame.shape for name, frame in data.items()
    }


def test_inferred_types(run: Run) -> None:
    texts = pd.read_csv(run.work / "csv" / "weather.csv", na_values=["NA"], keep_default_na=False, dtype=str)

    def type_of(column: "pd.Series[str]") -> str:
        present = column.dropna()
        if present.str.fullmatch(r"-?\d+").all():
            return "integer"
        if present.str.fullmatch(r"-?[\d.]+(e-?\d+)?").all():
            return "double"
        return "timestamp" if present.str.fullmatch(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\dZ?").all() else "string"

    printed = [re.findall(r"-- (\w+): (\w+) \(nullable = true\)", line) for line in run.lines("Tables")]
    assert [pair for found in printed for pair in found] == [(name, type_of(texts[name])) for name in texts.columns]


def test_flights_by_origin(run: Run, flights: pd.DataFrame) -> None:
    expected = flights.groupby("origin", as_index=False).agg(
        flights=("origin", "size"),
        flown=("dep_time", "count"),
        mean_delay=("dep_delay", "mean"),
        longest_delay=("dep_delay", "max"),
        destinations=("dest", "nunique"),
    )
    assert_same(run.table("Flights and delays"), expected, mean_delay=2)


def test_five_tables_joined(run: Run, data: dict[str, pd.DataFrame]) -> None:
    hour = ["origin", "year", "month", "day", "hour"]
    airports = data["airports"].rename(columns={"faa": "dest", "name": "destination"})
    joined = (
        data["flights"]
        .merge(data["airlines"].rename(columns={"name": "airline"}), on="carrier")
        .merge(data["planes"][["tailnum", "manufacturer", "seats"]], on="tailnum", how="left")
        .merge(airports[["dest", "destination"]], on="dest", how="left")
        .merge(data["weather"][[*hour, "wind_speed"]], on=hour, how="left")
    )
    windy = joined[(joined.wind_speed > 30) & joined.dep_delay.notna()]
    expected = (
        windy.assign(maker=windy.manufacturer.fillna("unknown"))
        .groupby(["airline", "maker"], as_index=False)
        .agg(
            flights=("airline", "size"),
            seats=("seats", lambda seats: seats.sum(min_count=1)),
            mean_delay=("dep_delay", "mean"),
            destinations=("destination", "nunique"),
        )
        .sort_values(["flights", "airline", "maker"], ascending=[False, True, True])
    )
    assert_same(run.table("Five tables"), expected.head(10), mean_delay=1)
    assert ("only showing top 10 rows" in run.lines("Five tables")) == (len(expected) > 10)


def test_busiest_destinations(run: Run, data: dict[str, pd.DataFrame]) -> None:
    joined = data["flights"].merge(data["airports"], left_on="dest", right_on="faa")
    summer = joined[joined.month.between(6, 8)]
    expected = summer.groupby("name", as_index=False).agg(
        flights=("name", "size"),
        mean_arrival_delay=("arr_delay", "mean"),
        cancelled=("dep_time", lambda times: times.isna().sum()),
    )
    busiest = expected[expected.flights > 2000].sort_values(["flights", "name"], ascending=[False, True])
    assert_same(run.table("Busiest destinations"), busiest, mean_arrival_delay=2)


def test_busiest_days_by_window(run: Run, flights: pd.DataFrame) -> None:
    by_day = flights.groupby(["origin", "month", "day"], as_index=False).size()
    ordered = by_day.sort_values(["origin", "size", "month", "day"], ascending=[True, False, True, True])
    ranked = ordered.assign(rank=ordered.groupby("origin").cumcount() + 1)
    assert_same(run.table("The three busiest days"), ranked[ranked["rank"] <= 3])


def test_delay_classes_by_a_python_function(run: Run, flights: pd.DataFrame) -> None:
    bins = [-float("inf"), 0, 59, float("inf")]
    classes = pd.cut(flights.dep_delay, bins, labels=["on time", "late", "very late"]).astype(object)
    counts = classes.fillna("cancelled").value_counts()
    assert run.table("Delay classes") == [(name, counts[name]) for name in sorted(counts.index)]


def test_longest_routes_by_a_pandas_function(run: Run, flights: pd.DataFrame) -> None:
    routes = flights.assign(km=flights.distance * 1.609344)[["origin", "dest", "km"]].drop_duplicates()
    longest = routes.sort_values(["km", "origin"], ascending=[False, True]).head(5)
    assert_same(run.table("Longest routes"), longest, km=1)


def test_words_counted_by_an_rdd(run: Run, data: dict[str, pd.DataFrame]) -> None:
    counts = Counter(word for maker in data["planes"].manufacturer for word in maker.split())
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:8]
    printed = re.findall(r"^(\S+) +([\d,]+)$", "\n".join(run.lines("Words")), re.MULTILINE)
    assert [(word, int(count.replace(",", ""))) for word, count in printed] == most


def test_seats_summed_by_an_accumulator(run: Run, data: dict[str, pd.DataFrame]) -> None:
    planes = data["planes"]
    seats = planes[planes.manufacturer.isin(["AIRBUS", "BOEING"])].seats.sum()
    assert f"seats in planes by AIRBUS and BOEING: {seats:,}" in run.lines("Words")


def test_parquet_by_month(run: Run, flights: pd.DataFrame) -> None:
    months = sorted(folder.name for folder in (run.work / "flights.parquet").glob("month=*"))
    assert months == sorted(f"month={month}" for month in flights.month.unique())
    assert f"partitions on disk: {len(months)}" in run.lines("Written as Parquet")
    united = flights[flights.month.isin([7, 8]) & (flights.carrier == "UA")]
    assert f"United in July and August: {len(united):,}" in run.lines("Written as Parquet")
    assert_same(run.table("Written as Parquet"), united.groupby("month", as_index=False).distance.sum())


def test_the_written_files_hold_the_flights(run: Run, flights: pd.DataFrame) -> None:
    assert (run.work / "flights.parquet" / "_SUCCESS").exists()
    written = pd.read_parquet(run.work / "flights.parquet")
    keys = ["month", "day", "sched_dep_time", "origin", "carrier", "flight", "dest"]
    compared = [*keys, "dep_delay", "distance"]
    left, right = (
        frame[compared].astype({"month": int, "dep_delay": float}).sort_values(keys, ignore_index=True)
        for frame in (written, flights)
    )
    pd.testing.assert_frame_equal(left, right, check_dtype=False)
