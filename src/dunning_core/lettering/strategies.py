"""Lettering strategies: named pure functions, each of which explains a credit by open debits or says nothing.

A strategy is `(credit, debits) -> (position, minor, evidence) …`: on which debits to put the credit, how much at
most, and what it saw. It reads the open debits of one account and currency, in legal order (due date, issue date,
number), and never changes them; the engine does, and stops when the credit is used up.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Sequence

from dunning_core.lettering.entries import OpenCredit, OpenDebit
from dunning_core.lettering.references import NameIndex, find_names

Share = tuple[int, int, str]


class OpenDebits:
    """The open debits of one account and currency, in legal order, with what is still open of each."""

    def __init__(self, debits: Sequence[OpenDebit]) -> None:
        self.debits = sorted(debits, key=lambda debit: (debit.due_on, debit.issued_on, debit.number, debit.id))
        self.open = [debit.minor for debit in self.debits]
        self._first = 0
        self._by_amount: dict[int, list[int]] | None = None
        self._by_name: dict[str, list[int]] | None = None
        self._names: NameIndex | None = None

    def reduce(self, position: int, minor: int) -> None:
        """Take an allocated amount off a debit; only the engine calls it."""
        self.open[position] -= minor
        if self._by_amount is not None and self.open[position]:
            insort(self._by_amount.setdefault(self.open[position], []), position)

    def positions(self) -> Iterator[int]:
        """Give the positions that are still open, oldest due first."""
        while self._first < len(self.open) and not self.open[self._first]:
            self._first += 1
        for position in range(self._first, len(self.open)):
            if self.open[position]:
                yield position

    def with_amount(self, minor: int) -> Iterator[int]:
        """Give the positions whose open amount is exactly this, oldest due first."""
        if self._by_amount is None:
            self._by_amount = {}
            for position in self.positions():
                self._by_amount.setdefault(self.open[position], []).append(position)
        same = self._by_amount.get(minor, [])
        # An entry is left behind when its debit is reduced; closed ones at the front are dropped for good.
        stale = 0
        while stale < len(same) and self.open[same[stale]] != minor:
            stale += 1
        del same[:stale]
        return (position for position in same if self.open[position] == minor)

    def named(self, name: str) -> list[int]:
        """Return the positions that answer to an invoice number, a receivable id or a payment reference."""
        if self._by_name is None:
            self._by_name = _index_names(self.debits)
        return self._by_name.get(name, [])

    @property
    def names(self) -> NameIndex:
        """Return the index of all names, built at the first text that has to be read."""
        if self._names is None:
            self.named("")
            self._names = NameIndex(self._by_name or ())
        return self._names


def _index_names(debits: Sequence[OpenDebit]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    references: dict[str, list[int]] = {}
    owners: dict[str, set[str]] = {}
    for position, debit in enumerate(debits):
        for own_name in {debit.number, debit.id}:
            numbers.setdefault(own_name, []).append(position)
        if debit.payment_reference is not None:
            references.setdefault(debit.payment_reference, []).append(position)
            owners.setdefault(debit.payment_reference, set()).add(debit.number)
    # A payment reference that several invoices share (a contract number, say) singles out none of them.
    return {name: found for name, found in references.items() if len(owners[name]) == 1} | numbers


Strategy = Callable[[OpenCredit, OpenDebits], Iterable[Share]]


def designation(credit: OpenCredit, debits: OpenDebits) -> Iterator[Share]:
    """Follow the debtor's own choice among his debts (C. civ. 1342-10, first sentence), oldest due first."""
    for name in credit.designates:
        for position in debits.named(name):
            yield position, debits.open[position], name


def quoted_reference(credit: OpenCredit, debits: OpenDebits) -> Iterator[Share]:
    """Put a credit on the documents whose number or payment reference its text quotes as whole words."""
    if not credit.reference:
        return
    direct = debits.named(credit.reference)
    names = (credit.reference,) if direct else tuple(find_names(credit.reference, debits.names))
    quoted = ((position, name) for name in names for position in debits.named(name))
    for position, evidence in sorted(quoted):
        yield position, debits.open[position], evidence


def exact_amount(credit: OpenCredit, debits: OpenDebits) -> Iterator[Share]:
    """Put a credit on the oldest debit, issued by its day, whose open amount is exactly what is left of it."""
    for position in debits.with_amount(credit.minor):
        if debits.debits[position].issued_on <= credit.received_on:
            yield position, credit.minor, ""
            return


def oldest_due_first(credit: OpenCredit, debits: OpenDebits) -> Iterator[Share]:
    """Spread a credit over the debts that were due first (C. civ. 1342-10); those issued after it come last."""
    later: list[int] = []
    for position in debits.positions():
        if debits.debits[position].issued_on <= credit.received_on:
            yield position, debits.open[position], ""
        else:
            later.append(position)
    for position in later:
        yield position, debits.open[position], ""
