"""Settling: the recorded letterings of one account, then the proposed ones, applied to its parts and credits."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from dunning_core.documents import CreditNature, CreditNote, Invoice, Payment
from dunning_core.errors import Problem
from dunning_core.events import Event, Lettered, LetteredEntry
from dunning_core.ledger.books import credit_id
from dunning_core.lettering import Allocation, LetteringPolicy, OpenCredit, OpenDebit, match_credits
from dunning_core.parties import Client


@frozen
class Part:
    """One installment of an invoice before anything is settled: its id, rank, client, due day and amount."""

    id: str
    invoice: Invoice
    rank: int
    client: Client
    due_on: date
    minor: int


class Settling:
    """The state of one account while it is settled: what is open of each part, what is left of each credit."""

    def __init__(
        self, parts: Sequence[Part], credits: Sequence[CreditNote | Payment], contested: frozenset[str]
    ) -> None:
        self.parts = {part.id: part for part in parts}
        self.open = {part.id: part.minor for part in parts}
        self.contested = contested
        self.credits = {credit_id(credit): credit for credit in credits if credit_id(credit) not in contested}
        self.left = {name: credit.minor for name, credit in self.credits.items()}
        self.by_debit: dict[str, list[Allocation]] = {}
        self.proposed: list[Allocation] = []
        self.problems: list[Problem] = []

    def allocate(self, credit: str, debit: str, minor: int, *, why: tuple[str, str]) -> Allocation:
        """Take an amount off a credit and a debit; both must have that much left."""
        part = self.parts[debit]
        source = self.credits[credit]
        self.open[debit] -= minor
        self.left[credit] -= minor
        allocation = Allocation(credit, debit, minor, source.currency, _effective_day(source, part), *why)
        self.by_debit.setdefault(debit, []).append(allocation)
        return allocation

    def remainders(
        self, credits: Sequence[CreditNote | Payment]
    ) -> Iterator[tuple[CreditNote | Payment, int, tuple[str, ...]]]:
        """Give what is left of each credit, with the reasons; two contradictory ones are both kept, whole."""
        for credit in credits:
            name = credit_id(credit)
            if name in self.contested:
                yield credit, credit.minor, ("contradictory",)
            elif self.left[name]:
                unused = self.left[name] == credit.minor
                yield credit, self.left[name], ("unmatched" if unused else "overpaid",)

    def close(self) -> None:
        """Order the settlements of each debit by the day from which they count."""
        for entries in self.by_debit.values():
            if len(entries) > 1:
                entries.sort(key=lambda entry: (entry.on, entry.credit))


def settle(
    parts: Sequence[Part],
    credits: Sequence[CreditNote | Payment],
    *,
    events: Sequence[Event],
    policy: LetteringPolicy | None,
    contested: frozenset[str],
) -> Settling:
    """Return the account settled: recorded letterings first, which stand, then what the policy proposes."""
    state = Settling(parts, credits, contested)
    for event in events:
        if isinstance(event, Lettered):
            for entry in event.entries:
                _apply_recorded(entry, state)
    for credit in credits:
        if credit_id(credit) in contested:
            state.problems.append(Problem("credit.contradictory", credit_id(credit), path="id"))
    if policy is not None and state.left and state.parts:
        _apply_policy(state, policy)
    state.close()
    return state


def _apply_recorded(entry: LetteredEntry, state: Settling) -> None:
    problem = _defect(entry, state)
    if problem is None:
        state.allocate(entry.credit, entry.debit, entry.minor, why=("recorded", ""))
    elif problem != "lettering.credit_gone":
        # A credit that is gone was returned or cancelled, which its own event says already.
        params = (("credit", entry.credit), ("debit", entry.debit), ("minor", entry.minor))
        state.problems.append(Problem(problem, entry.debit, path="entries", params=params))


def _defect(entry: LetteredEntry, state: Settling) -> str | None:
    if entry.debit not in state.parts:
        return "lettering.debit_unknown"
    if entry.credit not in state.credits:
        return "lettering.credit_gone"
    currencies = {entry.currency, state.parts[entry.debit].invoice.currency, state.credits[entry.credit].currency}
    if len(currencies) > 1:
        return "lettering.currency_mismatch"
    if entry.minor > min(state.open[entry.debit], state.left[entry.credit]):
        return "lettering.over_allocated"
    return None


def _apply_policy(state: Settling, policy: LetteringPolicy) -> None:
    currencies = sorted({credit.currency for credit in state.credits.values()})
    for currency in currencies:
        debits = [
            _debit(part, state.open[part.id]) for part in state.parts.values() if part.invoice.currency == currency
        ]
        credits = [
            _credit(name, credit, state.left[name])
            for name, credit in state.credits.items()
            if credit.currency == currency and state.left[name]
        ]
        if not debits or not credits:
            continue
        for credit, debit, minor, strategy, evidence in match_credits(debits, credits, policy=policy)[0]:
            state.proposed.append(state.allocate(credit, debit, minor, why=(strategy, evidence)))


def _debit(part: Part, minor: int) -> OpenDebit:
    invoice = part.invoice
    return OpenDebit(part.id, invoice.number, invoice.payment_reference, invoice.issued_on, part.due_on, minor)


def _credit(name: str, credit: CreditNote | Payment, minor: int) -> OpenCredit:
    if isinstance(credit, Payment):
        return OpenCredit(name, credit.received_on, minor, credit.reference, credit.designates)
    return OpenCredit(name, credit.issued_on, minor, "", (credit.corrects,) if credit.corrects else ())


def _effective_day(credit: CreditNote | Payment, part: Part) -> date:
    if isinstance(credit, Payment):
        return max(credit.received_on, part.invoice.issued_on)
    day = max(credit.issued_on, part.invoice.issued_on)
    # What a corrective credit note takes off was never due: it counts from the due date at the latest.
    return min(day, part.due_on) if credit.nature is CreditNature.CORRECTIVE else day
