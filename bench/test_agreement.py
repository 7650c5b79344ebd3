"""The comparison of rows can fail, and says what a difference comes from."""

import pytest
from agreement import Agreement, agreement


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("'a'", "'a'", Agreement.SAME),
        ("0.30000000000000004", "0.3", Agreement.SAME),
        ("Decimal('1.10')", "Decimal('1.1')", Agreement.SCALE),
        ("7", "Decimal('7')", Agreement.SCALE),
        ("Decimal('25.537587')", "25.537587116854997", Agreement.DOUBLE),
        ("Decimal('0.050145')", "Decimal('0.050144')", Agreement.ROUNDED),
        ("Decimal('16.283856')", "Decimal('16.2838556890')", Agreement.ROUNDED),
        ("Decimal('25.537587')", "25.53759", Agreement.DIFFERENT),
        ("Decimal('0.050145')", "Decimal('0.050143')", Agreement.DIFFERENT),
        ("9007199254740993", "9007199254740992", Agreement.DIFFERENT),
        ("'1'", "1", Agreement.DIFFERENT),
        ("None", "0", Agreement.DIFFERENT),
        ("1.0", "1.00001", Agreement.DIFFERENT),
    ],
)
def test_values(ours: str, theirs: str, expected: Agreement) -> None:
    assert agreement([["'k'", ours]], [["'k'", theirs]])[0] == expected


def test_rows_have_no_order() -> None:
    ours = [["2", "Decimal('0.5')"], ["1", "Decimal('0.25')"]]
    assert agreement(ours, [["1", "0.25"], ["2", "0.5"]])[0] == Agreement.DOUBLE


def test_a_missing_row_differs() -> None:
    assert agreement([["1"], ["1"]], [["1"]])[0] == Agreement.DIFFERENT
    assert agreement([["1"]], [["1", "2"]])[0] == Agreement.DIFFERENT
