"""Records for a spreadsheet: what would run there as a formula is a text."""

from datetime import date
from decimal import Decimal

import pytest

from dunning_core.interop import escape_formulas


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 1 00", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"]
)
def test_what_begins_as_a_formula_is_a_text(text: str) -> None:
    """An apostrophe before it, and nothing else."""
    assert escape_formulas([{"client": text}]) == [{"client": f"'{text}"}]


def test_all_else_is_left_as_it_is() -> None:
    """Amounts below zero, days, nothing, and texts with a sign inside; the records given do not change."""
    record = {
        "client": "A=B",
        "amount": Decimal("-5.00"),
        "count": -5,
        "day": date(2026, 1, 5),
        "stage": None,
        "text": "",
    }
    given = {**record, "name": "=1"}
    assert escape_formulas(iter([given])) == [{**record, "name": "'=1"}]
    assert given["name"] == "=1"
