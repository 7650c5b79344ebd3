"""Files that the real Spark wrote, and what it found in them, against what the engine reads and writes."""

import json
import zipfile
from pathlib import Path

import pytest
from exchange_command import (
    ANSWERS,
    FILES,
    Report,
    compatible,
    differences,
    expected_of_reading,
    expected_of_writing,
    session,
)
from exchange_tables import TABLES
from foreign_layouts import LAYOUTS


@pytest.fixture(scope="module")
def recorded() -> Report:
    found: Report = json.loads(ANSWERS.read_text())
    return found


def test_every_table_and_layout_is_recorded(recorded: Report) -> None:
    assert recorded["written"].keys() == TABLES.keys()
    assert recorded["answers"].keys() >= LAYOUTS.keys()


@pytest.mark.parametrize("engine", ["tspark", "evaluator"])
def test_the_real_sparks_files_are_read(recorded: Report, engine: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(FILES) as archive:
        archive.extractall(tmp_path / "files")
    found = session(engine, "read", tmp_path / "files", tmp_path / "report.json")
    # Tables that it could not write have left no file.
    expected = {name: answer for name, answer in recorded["answers"].items() if name in found}
    assert differences(expected_of_reading(expected), found) == []


def test_what_is_written_reads_as_the_real_sparks_files(recorded: Report, tmp_path: Path) -> None:
    written = session("tspark", "write", tmp_path / "files", tmp_path / "report.json")
    assert differences(expected_of_writing(recorded["written"], written), written) == []
    found = session("tspark", "read", tmp_path / "files", tmp_path / "report.json")
    assert compatible(recorded["answers"], found) == []
    assert len(found) > len(TABLES) // 2


def test_the_comparison_can_fail() -> None:
    assert differences({"a": {"rows": ["1"]}}, {"a": {"rows": ["2"]}}) != []
    assert differences({"a": "written"}, {}) != []
