"""Receivable and Credit: what a client owes and what was received, as they stand on a day."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import field, frozen

from dunning_core._checks import show_count
from dunning_core.documents import NO_DAY_YET, CreditNote, Installment, Invoice, Payment, WriteOff
from dunning_core.errors import Params
from dunning_core.events import Dispute, DisputeResolved, Event, NoticeSent, happened_on
from dunning_core.ledger.books import credit_day, credit_id
from dunning_core.ledger.endings import list_running
from dunning_core.ledger.plans import PlanStanding
from dunning_core.lettering import Allocation
from dunning_core.money import Money
from dunning_core.parties import Client
from dunning_core.timeline import Step, Timeline


@frozen
class Receivable:
    """One installment of an invoice on a day: what is still owed, what settled the rest, what happened about it.

    `settlements` are the allocations that reduced it, by the day from which they count. `events` are those about it,
    up to the day, in order of their days. `is_first_late` says whether it is the first part of its invoice to be late.
    `corrected_minor` was credited, as never due, when it had already been paid. `plan` is the newest
    payment plan about it, as it stands.
    """

    id: str
    invoice: Invoice
    rank: int
    client: Client
    day: date
    due_on: date
    minor: int
    outstanding_minor: int
    settlements: tuple[Allocation, ...] = field(default=(), repr=show_count)
    events: tuple[Event, ...] = field(default=(), repr=show_count)
    is_first_late: bool = True
    corrected_minor: int = 0
    plan: PlanStanding | None = None

    @property
    def currency(self) -> str:
        """Return the currency of the invoice."""
        return self.invoice.currency

    @property
    def installment(self) -> Installment:
        """Return the part of the invoice that this is; the whole of it when it was not split."""
        parts = self.invoice.installments
        return parts[self.rank] if parts else Installment(due_on=self.due_on, amount=self.amount)

    @property
    def is_day_known(self) -> bool:
        """Return whether a due day is known; retention money may have none yet, and is not due until it has one."""
        return self.due_on != NO_DAY_YET

    @property
    def amount(self) -> Money:
        """Return what was to pay, with VAT, net of the deposits that were invoiced before."""
        return Money.from_minor(self.minor, self.currency)

    @property
    def outstanding(self) -> Money:
        """Return what is still to pay at the end of the day."""
        return Money.from_minor(self.outstanding_minor, self.currency)

    @property
    def is_open(self) -> bool:
        """Return whether something is still to pay."""
        return self.outstanding_minor > 0

    @property
    def days_late(self) -> int:
        """Return the days since the due date, never below zero; the due date itself is not late."""
        return max(0, (self.day - self.due_on).days)

    @property
    def balance_history(self) -> Timeline[Money]:
        """Return what was outstanding at the end of each day, since the invoice was issued."""
        steps = {self.invoice.issued_on: Step(self.invoice.issued_on, self.amount, self.invoice.number)}
        balance = self.minor
        for entry in self.settlements:
            balance -= entry.minor
            day = max(entry.on, self.invoice.issued_on)
            steps[day] = Step(day, Money.from_minor(balance, self.currency), entry.credit)
        return Timeline(self.id, tuple(steps.values()))

    @property
    def due_minor(self) -> int:
        """Return what was due of it, in minor units: less what is under dispute or was credited as never due."""
        return self.minor - self.corrected_minor - disputed_minor(self)

    @property
    def disputed(self) -> Money:
        """Return the part of what is outstanding that is under dispute on the day."""
        return Money.from_minor(disputed_minor(self), self.currency)

    @property
    def notices(self) -> tuple[NoticeSent, ...]:
        """Return the notices sent about it, whether or not they came back."""
        return tuple(event for event in self.events if isinstance(event, NoticeSent))


def open_disputes(receivable: Receivable) -> Iterator[Dispute]:
    """Give the disputes that no later resolution has ended."""
    return _open_disputes(receivable.events)


def _open_disputes(events: Sequence[Event]) -> Iterator[Dispute]:
    disputes = [event for event in events if isinstance(event, Dispute)]
    if disputes:
        resolved = [event.resolved_on for event in events if isinstance(event, DisputeResolved)]
        yield from list_running(disputes, resolved, began_on=happened_on)


def disputed_minor(receivable: Receivable) -> int:
    """Return the disputed part of what is outstanding, in minor units."""
    return disputed_part(receivable.events, receivable.minor, most=receivable.outstanding_minor)


def disputed_part(events: Sequence[Event], minor: int, *, most: int) -> int:
    """Return what of an amount is under dispute by its events, and no more than `most`, in minor units."""
    if not events:
        return 0
    disputed = sum(minor if dispute.amount is None else dispute.amount.minor for dispute in _open_disputes(events))
    return min(disputed, most)


@frozen
class Credit:
    """A payment or a credit note with something left that no debt explains: the reasons, and their operands."""

    source: Payment | CreditNote | WriteOff
    client: Client | None
    remainder_minor: int
    reasons: tuple[str, ...] = ()
    facts: Params = ()

    @property
    def id(self) -> str:
        """Return the identifier of the payment, or the number of the credit note."""
        return credit_id(self.source)

    @property
    def currency(self) -> str:
        """Return the currency of the credit."""
        return self.source.currency

    @property
    def day(self) -> date:
        """Return the day the payment was received or the credit note issued."""
        return credit_day(self.source)

    @property
    def remainder(self) -> Money:
        """Return what is left of it."""
        return Money.from_minor(self.remainder_minor, self.currency)
