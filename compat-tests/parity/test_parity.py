"""Our own client offers what the stock one does: names, parameters, defaults, and the same calls of functions."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import compare
import describe
import pytest
from compare import HERE, SHIM

STOCK = """
__all__ = ["Reader", "load"]

def load(path, mode="r", *, depth=None): ...

class Reader:
    limit = 3
    def read(self, size=-1): ...
    @property
    def name(self): ...
    @staticmethod
    def open(path): ...
"""


@pytest.fixture(scope="module")
def report() -> compare.Report:
    stock, ours = compare.describe_both()
    assert all("error" not in offers for offers in stock.values())
    return compare.compare(stock, ours, compare.read_exceptions())


def test_every_name_and_signature_of_the_stock_client_is_there(report: compare.Report) -> None:
    print("\n".join(report.coverage()))
    assert dict(report.missing) == {}


def test_every_exception_is_needed(report: compare.Report) -> None:
    assert report.needless == frozenset()


@pytest.mark.parametrize(
    ("text", "replacement", "expected"),
    [
        ("size=-1", "size=0", {"Reader.read": "(self, size=-1) is wanted, (self, size=0) found"}),
        ("size=-1", "count=-1", {"Reader.read": "(self, size=-1) is wanted, (self, count=-1) found"}),
        (
            "*, depth",
            "depth",
            {"load": "(path, mode='r', depth=None keyword) is wanted, (path, mode='r', depth=None) found"},
        ),
        ("def name", "def label", {"Reader.name": "is not there"}),
        ("    @property\n", "", {"Reader.name": "value is wanted, (self) found"}),
        ("    @staticmethod\n", "", {}),
        ('"Reader", ', "", {"__all__": "Reader load is wanted, load found"}),
        ("class Reader", "class Writer", None),
        ("limit = 3", "pass", {"Reader.limit": "is not there"}),
    ],
)
def test_a_departure_is_found(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    replacement: str,
    expected: dict[str, str] | None,
) -> None:
    assert text in STOCK
    stock = described(tmp_path / "stock", monkeypatch, STOCK)
    ours = described(tmp_path / "ours", monkeypatch, STOCK.replace(text, replacement, 1))
    missing = compare.compare(stock, ours, {}).missing
    if expected is None:
        assert {"m:Reader", "m:Reader.read"} <= missing.keys()
    else:
        assert dict(missing) == {f"m:{name}": reason for name, reason in expected.items()}


def described(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> compare.Offers:
    """What a module of this source offers; its classes pass for PySpark's."""
    folder.mkdir()
    folder.joinpath("m.py").write_text(source)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "m", raising=False)
    monkeypatch.setattr(describe, "PACKAGE", "m")
    return {"m": describe.describe("m", with_imported=False)}


def test_a_missing_module_says_why() -> None:
    report = compare.compare({"m": {"f": "()"}}, {"m": {"error": "ImportError: no m"}}, {})
    assert report.missing == {"m:f": "ImportError: no m"}


def test_exceptions_take_patterns_and_may_not_be_needless() -> None:
    stock = {"m": {"A.f": "()", "A.g": "()"}}
    excepted = compare.compare(stock, {"m": {}}, {"m": {"A.*": "not yet"}})
    assert (excepted.missing, set(excepted.excepted), excepted.needless) == ({}, {"m:A.f", "m:A.g"}, frozenset())
    assert excepted.coverage()[-1].split() == ["all", "0", "of", "2", "0.00", "%"]
    assert compare.compare(stock, stock, {"m": {"A.*": "not yet"}}).needless == {"m:A.*"}


def test_functions_make_the_same_calls() -> None:
    stock, ours = probed("function_calls.py")
    assert len(stock) >= 550
    differing = {
        f"{name}({probe})": (expected, ours.get(name, {}).get(probe))
        for name, probes in stock.items()
        for probe, expected in probes.items()
        if not same_outcome(expected, ours.get(name, {}).get(probe, "nothing"))
    }
    assert differing == {}


def same_outcome(stock: str, ours: str) -> bool:
    """Where the stock client fails by accident, by an assertion or deep in py4j, any error will do."""
    by_accident = stock in ("AssertionError", "AttributeError", "TypeError", "ValueError")
    return stock == ours or (by_accident and "Error" in ours)


def test_types_behave_the_same() -> None:
    stock, ours = probed("type_behaviour.py")
    assert len(stock) > 8000
    assert {key: (expected, ours.get(key)) for key, expected in stock.items() if ours.get(key) != expected} == {}


def test_comparisons_say_the_same() -> None:
    stock, ours = probed("comparisons.py")
    assert len(stock) > 1000
    assert {key: (expected, ours.get(key)) for key, expected in stock.items() if ours.get(key) != expected} == {}


def probed(script: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a script prints with the stock client, and with ours."""
    inherited = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "SPARK_HOME")}

    def output(variables: dict[str, str]) -> dict[str, Any]:
        command = [sys.executable, str(HERE / script)]
        environment = {**inherited, **variables, "TSPARK": "off"}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        results: dict[str, Any] = json.loads(done.stdout)
        return results

    with ThreadPoolExecutor(2) as pool:
        stock, ours = pool.map(output, ({}, {"PYTHONPATH": str(SHIM)}))
    return stock, ours
