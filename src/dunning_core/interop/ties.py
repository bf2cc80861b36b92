"""Ties: what keeps rows together that one decision needs, so that a company may be split without changing one.

A row is tied by the names that it gives: its client and whose account that is, its number, what an event is about. Rows
that share a name are decided together, and so are those of two accounts where an event, a recorded lettering or a
number that was given twice names both. Debts and credits have names of their own: a payment may well bear the number of
an invoice.
"""

from collections.abc import Iterable, Iterator, Sequence

from dunning_core.documents import CreditNote, Invoice, Payment, Refund, WriteOff, receivable_ids
from dunning_core.errors import DunningError, Problem
from dunning_core.events import (
    ClaimIssued,
    Lettered,
    Unlettered,
    client_of,
    names_of,
)
from dunning_core.events.reading import sides_of
from dunning_core.interop.cells import Cells, Formats
from dunning_core.interop.fields import FieldMap
from dunning_core.interop.reading import Reader
from dunning_core.interop.row_tables import TABLES, Row, find_columns
from dunning_core.ledger.books import Document, Fact
from dunning_core.parties import Client

#: What begins the name of a client; the other names are those of debts, of credits, and of tables that cannot be read.
PARTY = "client "
_DEBIT, _CREDIT, _UNREAD = "debit ", "credit ", "unread "
#: The field that names a document, or a client, and the one that says whose it is; what is named is a debt, or not.
_NAMED = {
    "clients": ("id", "account", PARTY),
    "invoices": ("number", "client", _DEBIT),
    "credit_notes": ("number", "client", _CREDIT),
    "payments": ("id", "client", _CREDIT),
}


def list_ties(table: str, rows: Sequence[Row], *, fields: FieldMap) -> list[tuple[str, ...]]:
    """Return the names that tie each row of a table to others; none for what every account needs.

    A row that cannot be read is tied by what can be read of it, or else to the others of its table.
    """
    if not rows:
        return []
    columns = find_columns(table, rows[0], fields=fields)
    if table in _NAMED:
        formats = Formats(fields.dates, fields.decimal)
        cells = (Cells(row, 0, columns=columns, fields=fields, formats=formats) for row in rows)
        return [tuple(_document_ties(table, own)) for own in cells]
    found: list[tuple[str, ...]] = [(_UNREAD + table,)] * len(rows)
    for number, value in Reader(TABLES[table], fields).read_each(rows):
        if not isinstance(value, Problem):
            found[number - 1] = ties_of(value)
    return found


def _document_ties(table: str, cells: Cells) -> Iterator[str]:
    # Far cheaper than reading the whole of it, and most rows are documents.
    name_field, party_field, prefix = _NAMED[table]
    name, party = _text(cells, name_field), _text(cells, party_field)
    if party is not None:
        yield PARTY + party
    if name is not None:
        yield prefix + name
        if prefix == _DEBIT and "#" in name:
            yield from (prefix + other for other in receivable_ids(name, 1) if other != name)
    if name is None and party is None:
        yield _UNREAD + table


def _text(cells: Cells, field: str) -> str | None:
    try:
        return cells.text(field)
    except DunningError:
        return None


def ties_of(fact: Fact) -> tuple[str, ...]:
    """Return the names that tie a fact to others, whose it is first; none for what every account needs.

    >>> from datetime import date
    >>> from dunning_core.events import Cancelled
    >>> ties_of(Cancelled("F-101", cancelled_on=date(2026, 3, 1)))
    ('debit F-101', 'credit F-101')
    """
    return tuple(dict.fromkeys((*_parties_of(fact), *_names_of(fact))))


def _parties_of(fact: Fact) -> Iterator[str]:
    if isinstance(fact, Client):
        yield from (PARTY + fact.account, PARTY + fact.id)
        return
    client = fact.client if isinstance(fact, Document) else client_of(fact)
    if client is not None:
        yield PARTY + client


def _names_of(fact: Fact) -> Iterator[str]:
    if isinstance(fact, Client | Refund):
        return
    if isinstance(fact, Invoice):
        names = (fact.number, *receivable_ids(fact.number, len(fact.installments) or 1))
        yield from (_DEBIT + name for name in names)
    elif isinstance(fact, CreditNote):
        yield _CREDIT + fact.number
    elif isinstance(fact, Payment):
        yield _CREDIT + fact.id
        yield from (_DEBIT + name for name in fact.designates if fact.client is None)
    elif isinstance(fact, WriteOff):
        yield _CREDIT + fact.id
    elif isinstance(fact, Lettered | Unlettered):
        yield from (name for entry in fact.entries for name in (_DEBIT + entry.debit, _CREDIT + entry.credit))
    else:
        own = (fact.number,) if isinstance(fact, ClaimIssued) else ()
        yield from (_DEBIT + name for name in own)
        prefixes = [_DEBIT if is_debt else _CREDIT for is_debt in sides_of(fact)]
        yield from (prefix + name for name in names_of(fact) for prefix in prefixes)


def join_names(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return for each name the first, in order of text, of all names that it is joined to, directly or through others.

    >>> join_names([("a", "b"), ("c", "b"), ("d",)])
    {'a': 'a', 'b': 'a', 'c': 'a', 'd': 'd'}
    """
    above: dict[str, str] = {}
    for names in groups:
        first = _find(above, names[0])
        for name in names[1:]:
            low, high = sorted((first, _find(above, name)))
            above[high] = first = low
    return {name: _find(above, name) for name in above}


def _find(above: dict[str, str], name: str) -> str:
    top = above.setdefault(name, name)
    while above[top] != top:
        top = above[top]
    # Whoever was passed on the way knows the top from now on: the next search is short.
    while above[name] != top:
        above[name], name = top, above[name]
    return top
