"""Formats found in the rows themselves: the decimal mark and the order of dates, with the cell that proves each.

A format is taken only when some cell can be read in one way and no cell in the other; else it stays unknown, and the
cells that do not prove their own are refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from attrs import frozen

from dunning_core.interop.parsing import prove_decimal, prove_order, split_day, strip_amount

SAMPLE_ROWS = 1000


@frozen
class Evidence:
    """What was found: the format (`decimal` or `dates`), its value or None, and a cell that proves each reading."""

    about: str
    value: str | None
    proofs: tuple[tuple[str, str], ...] = ()


def detect_decimal(cells: Iterable[Any]) -> Evidence:
    """Return the decimal mark that text cells prove.

    >>> detect_decimal(["1 200", "1.234,56"]).value
    ','
    """
    proofs: dict[str, str] = {}
    for cell in cells:
        if isinstance(cell, str):
            mark = prove_decimal(strip_amount(cell)[0])
            if mark is not None:
                proofs.setdefault(mark, cell)
    return _conclude("decimal", proofs)


def detect_dates(cells: Iterable[Any]) -> Evidence:
    """Return the order of day and month that text cells prove.

    >>> detect_dates(["04/02/2026", "31/01/2026"]).value
    'DMY'
    """
    proofs: dict[str, str] = {}
    for cell in cells:
        parts = split_day(cell) if isinstance(cell, str) else None
        order = prove_order(parts) if parts is not None and parts[0] != parts[1] else None
        if order in ("DMY", "MDY"):
            proofs.setdefault(order, str(cell))
    return _conclude("dates", proofs)


def cells_of(rows: Iterable[Any], columns: Sequence[str]) -> Iterator[Any]:
    """Give the cells of some columns of the rows that are mappings."""
    for row in rows:
        if isinstance(row, Mapping):
            known = cast("Mapping[str, Any]", row)
            yield from (known.get(column) for column in columns)


def _conclude(about: str, proofs: dict[str, str]) -> Evidence:
    value = next(iter(proofs)) if len(proofs) == 1 else None
    return Evidence(about, value, tuple(sorted(proofs.items())))
