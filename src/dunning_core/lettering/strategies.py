"""Lettering strategies: named pure functions, each of which explains a credit by open debits or says nothing.

A strategy is `(credit, debits) -> (position, minor, evidence) …`: on which debits to put the credit, how much at
most, and what it saw. It reads the open debits of one account and currency, in legal order (due date, issue date,
number), and never changes them; the engine does, and stops when the credit is used up.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from dunning_core.lettering.combinations import find_combination, find_group
from dunning_core.lettering.entries import OpenCredit, OpenDebit
from dunning_core.lettering.reading import STRONG, FoundReference, ReferenceIndex, read_references

Share = tuple[int, int, str]

#: A combination that a payment makes is believed when at most this share of the amounts near it is made by another.
MOST_COINCIDENCE = Fraction(1, 100)


class OpenDebits:
    """The open debits of one account and currency, in legal order, by their place, their amount and their names."""

    def __init__(self, debits: Iterable[OpenDebit]) -> None:
        self.debits: list[OpenDebit] = sorted(debits, key=_legal_order)
        self._first: int = 0
        self._earliest_issue: date = min((debit.invoice.issued_on for debit in self.debits), default=date.max)
        self._by_amount: dict[int, list[int]] | None = None
        self._by_name: dict[str, list[int]] | None = None
        self._names: ReferenceIndex | None = None
        self._readings: dict[str, tuple[FoundReference, ...]] = {}

    def note_reduced(self, position: int) -> None:
        """Learn that a debit was reduced; only the engine calls it."""
        left = self.debits[position].open_minor
        if left and self._by_amount is not None:
            insort(self._by_amount.setdefault(left, []), position)

    def positions(self) -> Iterator[int]:
        """Give the positions that are still open, oldest due first."""
        while self._first < len(self.debits) and not self.debits[self._first].open_minor:
            self._first += 1
        for position in range(self._first, len(self.debits)):
            if self.debits[position].open_minor:
                yield position

    def with_amount(self, minor: int) -> Sequence[int]:
        """Return positions among which are all those with exactly this open, oldest due first; check each."""
        if self._by_amount is None:
            self._by_amount = {}
            for position, debit in enumerate(self.debits):
                self._by_amount.setdefault(debit.open_minor, []).append(position)
        same = self._by_amount.get(minor, [])
        # An entry is left behind when its debit is reduced; those at the front are dropped here for good, so that
        # ten thousand debits of one amount are not read again for each payment.
        stale = 0
        while stale < len(same) and self.debits[same[stale]].open_minor != minor:
            stale += 1
        del same[:stale]
        return same

    def precedes_all(self, credit: OpenCredit) -> bool:
        """Return whether a credit came before any of the debits existed, so that none of them need be looked at."""
        return credit.received_on < self._earliest_issue

    def named(self, name: str) -> list[int]:
        """Return the positions that answer to an invoice number, a receivable id or a payment reference."""
        if self._by_name is None:
            self._by_name = _index_names(self.debits)
        return self._by_name.get(name, [])

    def read(self, text: str) -> tuple[FoundReference, ...]:
        """Return the names of these debits that a text gives; it is read once, however many strategies ask."""
        readings = self._readings.get(text)
        if readings is None:
            if self._names is None:
                self.named("")
                self._names = ReferenceIndex(self._by_name or ())
            readings = self._readings[text] = read_references(text, self._names)
        return readings


def _legal_order(debit: OpenDebit) -> tuple[date, date, str, str]:
    return debit.due_on, debit.invoice.issued_on, debit.invoice.number, debit.id


def _index_names(debits: Sequence[OpenDebit]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    references: dict[str, list[int]] = {}
    owners: dict[str, set[str]] = {}
    for position, debit in enumerate(debits):
        number, reference = debit.invoice.number, debit.invoice.payment_reference
        numbers.setdefault(number, []).append(position)
        if debit.id != number:
            numbers.setdefault(debit.id, []).append(position)
        if reference is not None:
            references.setdefault(reference, []).append(position)
            owners.setdefault(reference, set()).add(number)
    # A payment reference that several invoices share (a contract number, say) singles out none of them.
    return {name: found for name, found in references.items() if len(owners[name]) == 1} | numbers


Strategy = Callable[[OpenCredit, OpenDebits], Iterable[Share]]


def designation(credit: OpenCredit, debits: OpenDebits) -> Iterable[Share]:
    """Follow the debtor's own choice among his debts (C. civ. 1342-10, first sentence), oldest due first."""
    if not credit.designates:
        return ()
    return [(position, credit.minor, name) for name in credit.designates for position in debits.named(name)]


def quoted_reference(credit: OpenCredit, debits: OpenDebits) -> Iterable[Share]:
    """Put a credit on the documents whose number or payment reference its text quotes as whole words."""
    text = credit.reference
    if not text:
        return ()
    direct = debits.named(text)
    if direct:
        return [(position, credit.minor, text) for position in direct]
    names = [reading.name for reading in debits.read(text) if reading.strength == STRONG]
    return sorted((position, credit.minor, name) for name in names for position in debits.named(name))


def confirmed_reference(credit: OpenCredit, debits: OpenDebits) -> Iterable[Share]:
    """Put a credit on the one document that its text may mean, and whose open amount is exactly what is left of it.

    A counter without its year, a slip of the finger, one of several series: no proof alone, nor is an amount; both are.
    """
    if not credit.reference or debits.named(credit.reference):
        return ()
    meant = {
        position: reading.seen
        for reading in debits.read(credit.reference)
        if reading.strength != STRONG
        for position in debits.named(reading.name)
        if debits.debits[position].open_minor == credit.minor
    }
    return [(position, credit.minor, seen) for position, seen in meant.items()] if len(meant) == 1 else ()


def exact_amount(credit: OpenCredit, debits: OpenDebits) -> Iterable[Share]:
    """Put a credit on the oldest debit, issued by its day, whose open amount is exactly what is left of it."""
    for position in () if debits.precedes_all(credit) else debits.with_amount(credit.minor):
        debit = debits.debits[position]
        if debit.open_minor == credit.minor and debit.invoice.issued_on <= credit.received_on:
            return ((position, credit.minor, ""),)
    return ()


def natural_group(credit: OpenCredit, debits: OpenDebits) -> Iterable[Share]:
    """Put a credit on the one natural group of debts that it equals: the whole balance, what is due, a run of due days.

    Also the invoices of one month. Only when no other such group makes the same sum.
    """
    places = _issued_by(credit, debits)
    amounts = [debits.debits[place].open_minor for place in places]
    by_issue = sorted(range(len(places)), key=lambda at: (debits.debits[places[at]].invoice.issued_on, at))
    found = find_group(amounts, credit.minor, runs=[range(len(places)), by_issue])
    return [(places[at], amounts[at], str(len(found))) for at in found] if found else ()


def unique_combination(credit: OpenCredit, debits: OpenDebits) -> Iterable[Share]:
    """Put a credit on the only debts that together make it, where hardly any amount near it is made by others.

    The evidence is the coincidence: the share of nearby amounts that some combination of these debts makes as well.
    """
    places = _issued_by(credit, debits)
    amounts = [debits.debits[place].open_minor for place in places]
    found = find_combination(amounts, credit.minor, most_coincidence=MOST_COINCIDENCE)
    if found is None:
        return ()
    return [(places[at], amounts[at], found.chance) for at in found.places]


def _issued_by(credit: OpenCredit, debits: OpenDebits) -> list[int]:
    if debits.precedes_all(credit):
        return []
    return [place for place in debits.positions() if debits.debits[place].invoice.issued_on <= credit.received_on]


def oldest_due_first(credit: OpenCredit, debits: OpenDebits) -> Iterator[Share]:
    """Spread a credit over the debts that were due first (C. civ. 1342-10); those issued after it come last."""
    later: list[int] = []
    if debits.precedes_all(credit):
        yield from ((position, credit.minor, "") for position in debits.positions())
        return
    for position in debits.positions():
        if debits.debits[position].invoice.issued_on <= credit.received_on:
            yield position, credit.minor, ""
        else:
            later.append(position)
    for position in later:
        yield position, credit.minor, ""
