"""The comparison of the TPC runner can fail."""

import pytest
from tpc_compare import Answer, difference


def answer(*rows: list[str], error: str | None = None) -> Answer:
    return {"rows": list(rows), "error": error, "seconds": 0.0}


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (answer(["1", "'a'"], ["2", "None"]), answer(["2", "None"], ["1", "'a'"])),
        (answer(["0.30000000000000004"]), answer(["0.3"])),
        (answer(error="DIVIDE_BY_ZERO"), answer(error="DIVIDE_BY_ZERO")),
    ],
)
def test_same(expected: Answer, actual: Answer) -> None:
    assert difference(expected, actual) is None


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (answer(["1"]), answer(["1"], ["1"])),
        (answer(["Decimal('1.10')"]), answer(["Decimal('1.1')"])),
        (answer(["9007199254740993"]), answer(["9007199254740992"])),
        (answer(["1"]), answer(error="DIVIDE_BY_ZERO")),
        (answer(["1"]), answer(["True"])),
    ],
)
def test_different(expected: Answer, actual: Answer) -> None:
    assert difference(expected, actual) is not None
