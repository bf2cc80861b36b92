"""iter_ledgers: sorted rows, one account at a time, in memory that does not grow with their number."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from attrs import field, frozen

from dunning_core.errors import InvalidValueError, Problem
from dunning_core.interop.cells import Row
from dunning_core.interop.fields import FieldMap
from dunning_core.interop.reading import Reader, Shape
from dunning_core.interop.shapes import CLIENTS, CREDIT_NOTES, INVOICES, PAYMENTS
from dunning_core.ledger import Ledger


@frozen
class SortedRows:
    """Rows of one account after the other, by rising account id, and how to read them."""

    rows: Iterable[Row] = field(default=(), eq=False)
    fields: FieldMap = field(factory=FieldMap)


@frozen
class AccountRows:
    """One account's ledger, and the problems of the rows that it was read from."""

    account: str
    ledger: Ledger
    problems: tuple[Problem, ...]


def iter_ledgers(
    invoices: SortedRows,
    payments: SortedRows | None = None,
    *,
    clients: SortedRows | None = None,
    credit_notes: SortedRows | None = None,
) -> Iterator[AccountRows]:
    """Give one ledger per account, from rows that are sorted by it; nothing is kept from one to the next.

    Clients are sorted by `account` (their id, when they name none), documents by `client`: sites that pay through a
    head office must carry its id. Raises InvalidValueError (`not_sorted`) as soon as an id comes back, since its
    account would be split in two. A row that cannot be read is told with the account that follows it.
    """
    streams = [
        _Stream(shape, given)
        for shape, given in (
            (CLIENTS, clients),
            (INVOICES, invoices),
            (CREDIT_NOTES, credit_notes),
            (PAYMENTS, payments),
        )
        if given is not None
    ]
    while any(stream.account is not None for stream in streams):
        account = min(stream.account for stream in streams if stream.account is not None)
        facts: list[Any] = []
        problems: list[Problem] = []
        for stream in streams:
            stream.take(account, facts, problems)
        yield AccountRows(account, Ledger.of(facts), tuple(problems))
    left = tuple(problem for stream in streams for problem in stream.pending)
    if left:
        yield AccountRows("", Ledger.of(), left)


class _Stream:
    """One kind of rows, account by account, with the problems met on the way."""

    def __init__(self, shape: Shape[Any], given: SortedRows) -> None:
        self.pending: list[Problem] = []
        reader = Reader(shape, given.fields)
        self._groups = groupby(self._values(reader, given.rows), key=_account)
        self.account: str | None = None
        self._values_of: Iterator[Any] = iter(())
        self._advance()

    def take(self, account: str, facts: list[Any], problems: list[Problem]) -> None:
        if self.account == account:
            facts.extend(self._values_of)
            self._advance()
        problems.extend(self.pending)
        self.pending.clear()

    def _values(self, reader: Reader[Any], rows: Iterable[Row]) -> Iterator[Any]:
        for _, found in reader.read_each(rows):
            if isinstance(found, Problem):
                self.pending.append(found)
            else:
                yield found

    def _advance(self) -> None:
        previous = self.account
        self.account, self._values_of = next(self._groups, (None, iter(())))
        if previous is not None and self.account is not None and self.account <= previous:
            hint = "sort the rows by account before they are read one account at a time"
            raise InvalidValueError("not_sorted", "rows", self.account, hint)


def _account(value: Any) -> str:
    account = getattr(value, "account", None)
    return str(account if account is not None else value.client or "")
