"""Holds what already passes of Spark's own suite, on the files that run in a minute or so."""

from dataclasses import replace
from pathlib import Path

import pytest
import ratchet
from suite import Client, FileResult, Status, run_file

HELD = [
    "tests/test_conf.py",
    "sql/tests/test_conf.py",
    "sql/tests/test_column.py",
    "sql/tests/test_creation.py",
    "sql/tests/test_collection.py",
    "sql/tests/test_group.py",
]
FILE = "sql/tests/test_x.py"


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("client", ["stock", "shim"])
@pytest.mark.parametrize("file", HELD)
def test_what_passed_once_still_passes(file: str, client: Client) -> None:
    assert ratchet.read_passing(file)
    assert not ratchet.judge(run_file(file, "tspark", client)).failed


def result(**status: Status) -> FileResult:
    return FileResult(FILE, {f"Case.{test}": found for test, found in status.items()}, Path("log"))


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of a suite where ``a`` passed before and ``x`` may fail."""
    monkeypatch.setattr(ratchet, "PASSING", tmp_path / "passing")
    monkeypatch.setattr(ratchet, "EXCEPTIONS", tmp_path / "exceptions.toml")
    (tmp_path / "exceptions.toml").write_text(f'["{FILE}"]\n"Case.x" = "not yet"\n')
    ratchet.add_passing(result(a="passed"))


@pytest.mark.usefixtures("lists")
def test_an_excepted_failure_is_no_failure() -> None:
    verdict = ratchet.judge(result(a="passed", x="failed"))
    assert verdict.failed == {}
    assert verdict.excepted == {"Case.x": "not yet"}


@pytest.mark.parametrize(
    ("found", "test", "reason"),
    [
        (result(a="passed", x="failed", b="failed"), "Case.b", "failed"),
        (result(a="failed", x="failed"), "Case.a", "passed before, now failed"),
        (result(a="skipped", x="failed"), "Case.a", "passed before, now skipped"),
        (result(x="failed"), "Case.a", "passed before, now gone"),
        (result(a="passed", x="passed"), "Case.x", "is excepted, but does not fail"),
    ],
)
@pytest.mark.usefixtures("lists")
def test_what_fails_is_named(found: FileResult, test: str, reason: str) -> None:
    assert ratchet.judge(found).failed == {test: reason}


@pytest.mark.usefixtures("lists")
def test_an_exception_of_one_client_is_none_for_the_other() -> None:
    with ratchet.EXCEPTIONS.open("a") as lists:
        lists.write(f'["shim {FILE}"]\n"Case.a" = "not there yet"\n')
    ours = replace(result(a="failed", x="failed"), client="shim")
    assert ratchet.judge(ours).excepted == {"Case.a": "not there yet", "Case.x": "not yet"}
    assert ratchet.judge(ours).failed == {}
    stock = ratchet.judge(result(a="failed", x="failed"))
    assert stock.failed == {"Case.a": "passed before, now failed"}


@pytest.mark.usefixtures("lists")
def test_the_list_only_grows() -> None:
    assert ratchet.add_passing(result(b="passed", c="failed")) == 1
    assert ratchet.read_passing(FILE) == {"Case.a", "Case.b"}
