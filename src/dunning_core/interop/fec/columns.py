"""Columns: the names that the law gives to those of an accounting-entries file, and what programs add to them."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from dunning_core.interop.cells import Row
from dunning_core.interop.detecting import cells_of, detect_dates
from dunning_core.interop.fields import FieldMap
from dunning_core.interop.parsing import split_day

#: The names that the law gives to the columns, in its order.
COLUMN_NAMES = {
    "journal": "JournalCode",
    "journal_name": "JournalLib",
    "entry": "EcritureNum",
    "entry_day": "EcritureDate",
    "ledger_account": "CompteNum",
    "ledger_account_name": "CompteLib",
    "auxiliary": "CompAuxNum",
    "auxiliary_name": "CompAuxLib",
    "piece": "PieceRef",
    "piece_day": "PieceDate",
    "entry_label": "EcritureLib",
    "debit": "Debit",
    "credit": "Credit",
    "letter_code": "EcritureLet",
    "lettered_day": "DateLet",
    "validated_day": "ValidDate",
    "foreign_amount": "Montantdevise",
    "foreign_currency": "Idevise",
}
#: The column of due days that Dolibarr and ERPNext add, squeezed.
DEADLINE = "datelimitreglmt"


def find_amounts(row: Any) -> tuple[str, str]:
    """Return the two columns that say how much, and on which side: debit and credit, or an amount and its sense."""
    headers = [str(header) for header in cast("Row", row)] if isinstance(row, Mapping) else []
    known = FieldMap()
    split = ("debit", "credit")
    is_split = all(known.find(name, headers) is not None for name in split)
    return ("amount", "sense") if not is_split and known.find("sense", headers) is not None else split


def find_order(sample: Sequence[Any]) -> str:
    """Return how days are written: as the law has it, or as a spreadsheet left them, a French one unless proved."""
    headers = dict.fromkeys(str(header) for row in sample if isinstance(row, Mapping) for header in cast("Row", row))
    column = FieldMap().find("entry_day", headers)
    cells = [] if column is None else [cell for cell in cells_of(sample, [column]) if isinstance(cell, str)]
    written = [parts for parts in map(split_day, cells) if parts is not None]
    if not written or any(len(parts[0]) == 4 for parts in written):
        return "YMD"
    found = detect_dates(cells)
    return found.value or ("YMD" if found.proofs else "DMY")
