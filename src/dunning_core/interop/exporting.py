"""Records on their way to a spreadsheet: no text of a client becomes a formula there."""

from collections.abc import Iterable, Mapping
from typing import Any

# What a spreadsheet takes for the beginning of a formula, in a cell that comes from a file; and their wide forms.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def escape_formulas(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return records with an apostrophe before each text that a spreadsheet would run as a formula.

    For CSV alone: a data frame, a database and JSON run nothing, and would keep the apostrophe. Amounts and days are no
    texts, and stay.

    >>> escape_formulas([{"client": "=HYPERLINK(A1)", "receivable": "F-101", "days_late": -3}])
    [{'client': "'=HYPERLINK(A1)", 'receivable': 'F-101', 'days_late': -3}]
    """
    return [{name: _escape(cell) for name, cell in record.items()} for record in records]


def _escape(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS) else cell
