"""What lettering works on, and what it gives: open debits, open credits, shares, allocations."""

from datetime import date
from typing import NamedTuple

from attrs import frozen

from dunning_core.documents import CreditNature, CreditNote, Invoice, Payment, PaymentMeans, WriteOff, WriteOffNature
from dunning_core.errors import Params
from dunning_core.events.bookkeeping import GRANTED_COMPONENTS
from dunning_core.money import Money
from dunning_core.parties import Client

#: What a credit is, and so what its allocations are.
PAYMENT, SET_OFF, CREDIT_NOTE = "payment", "set_off", "credit_note"
#: What is no longer expected: a loss, which is still owed, and a remission, which is not (C. civ. 1350).
WRITE_OFF, REMISSION = WRITTEN_OFF = "write_off", "remission"
#: What is taken off a debit beside a payment, without using any of it.
DISCOUNT, TOLERANCE = GRANTED = GRANTED_COMPONENTS

_STRENGTHS = {
    "recorded": "certain",
    "by_hand": "certain",
    "designation": "certain",
    "quoted_reference": "strong",
    "confirmed_reference": "strong",
    "only_open_debt": "strong",
    "exact_amount": "likely",
    "sole_amount": "likely",
    "closest_amount": "likely",
    "discounted_amount": "likely",
    "whole_balance": "likely",
    "natural_group": "likely",
    "usual_delay": "likely",
    "unique_combination": "likely",
    "several_payments": "likely",
    "balanced_block": "likely",
    "oldest_due_first": "presumed",
    "statutory_fr": "presumed",
    "statutory_de": "presumed",
    "proportional": "presumed",
}


@frozen
class Allocation:
    """So much of a credit went to a debit; `on` is the day from which the debit is reduced.

    `strategy` names the rule that decided, `evidence` what it saw (the reference found, for instance), `facts` the
    figures that it rests on. `kind` says what reduces the debit: a payment, a set_off, a credit_note, a write_off (a
    loss) or a remission; or a discount or a tolerance, granted beside the payment named, of which they use up none.
    """

    credit: str
    debit: str
    minor: int
    currency: str
    on: date
    strategy: str
    evidence: str = ""
    kind: str = PAYMENT
    facts: Params = ()

    @property
    def amount(self) -> Money:
        """Return the amount allocated."""
        return Money.from_minor(self.minor, self.currency)

    @property
    def is_payment(self) -> bool:
        """Return whether money, or a debt of our own, paid it: then the law says which part of the debt it pays."""
        return self.kind in (PAYMENT, SET_OFF)

    @property
    def strength(self) -> str:
        """Return how strong the rule is: certain, strong, likely, presumed (by law, as nothing else is known), own."""
        return _STRENGTHS.get(self.strategy, "own")

    def fact(self, name: str) -> object:
        """Return one of the facts by its name, or None."""
        return next((value for key, value in self.facts if key == name), None)


class OpenDebit:
    """One installment of an invoice while its account is settled: what is open of it, and what settled the rest.

    Strategies read it; only `allocate` changes it. From `barred_on`, the opening of insolvency proceedings, a payment
    is put on it only where it says so itself (C. com. L622-7). `corrected_minor` was never due, though it was paid.
    """

    __slots__ = (
        "barred_on",
        "client",
        "corrected_minor",
        "due_on",
        "id",
        "invoice",
        "minor",
        "open_minor",
        "rank",
        "settlements",
    )

    def __init__(self, id: str, invoice: Invoice, *, rank: int, client: Client, due_on: date, minor: int) -> None:
        self.id: str = id
        self.invoice: Invoice = invoice
        self.rank: int = rank
        self.client: Client = client
        self.due_on: date = due_on
        self.minor: int = minor
        self.open_minor: int = minor
        self.settlements: list[Allocation] = []
        self.barred_on: date | None = None
        self.corrected_minor: int = 0

    def bars(self, credit: "OpenCredit") -> bool:
        """Return whether the law forbids to pay it with a payment of that day, save where its payer says so."""
        return self.barred_on is not None and credit.is_payment and credit.received_on >= self.barred_on


#: What reduces what a client owes.
CreditSource = Payment | CreditNote | WriteOff


class OpenCredit:
    """A payment, a credit note or a write-off while its account is settled: its day, its text, what is left of it.

    Strategies read it; only `allocate` changes it. Once everything was tried, `reasons` says why what is left
    (`minor`) was not used, and `facts` gives the operands.
    """

    __slots__ = (
        "designates",
        "facts",
        "id",
        "is_corrective",
        "is_payment",
        "kind",
        "minor",
        "reasons",
        "received_on",
        "reference",
        "source",
    )

    id: str
    kind: str
    received_on: date
    reference: str
    designates: tuple[str, ...]

    def __init__(self, source: CreditSource) -> None:
        self.source: CreditSource = source
        self.minor: int = source.minor
        self.is_corrective: bool = False
        self.is_payment: bool = False
        self.reasons: tuple[str, ...] = ()
        self.facts: Params = ()
        if isinstance(source, Payment):
            self.kind = SET_OFF if source.means is PaymentMeans.SET_OFF else PAYMENT
            self.is_payment = True
            self.id, self.received_on = source.id, source.received_on
            self.reference, self.designates = source.reference, source.designates
        elif isinstance(source, CreditNote):
            self.kind = CREDIT_NOTE
            self.id, self.received_on = source.number, source.issued_on
            self.reference, self.designates = "", (source.corrects,) if source.corrects else ()
            self.is_corrective = source.nature is CreditNature.CORRECTIVE
        else:
            self.kind = REMISSION if source.nature is WriteOffNature.REMISSION else WRITE_OFF
            self.id, self.received_on = source.id, source.written_off_on
            self.reference, self.designates = "", (source.writes_off,)


class Share(NamedTuple):
    """What a strategy puts on the debit at a position: at most so much, and what it saw.

    `credit` is another credit than the one asked about, when several make the sum; `kind` is a discount or a tolerance
    that is granted beside it. The engine takes no more than is left on either side.
    """

    position: int
    minor: int
    evidence: str = ""
    facts: Params = ()
    credit: OpenCredit | None = None
    kind: str = ""


@frozen
class Explanation:
    """One way to explain a credit: so much on each of some debits, by id."""

    entries: tuple[tuple[str, int], ...]

    @property
    def debits(self) -> tuple[str, ...]:
        """Return the ids of the debits."""
        return tuple(debit for debit, _ in self.entries)


@frozen
class Doubt:
    """What a strategy answers when it sees explanations that it may not choose among, and why.

    While it `keeps` the credit, no later strategy may do more than confirm one of the explanations; else they are told
    beside whatever the policy presumes.
    """

    reason: str
    explanations: tuple[Explanation, ...]
    facts: Params = ()
    keeps: bool = True


def allocate(credit: OpenCredit, debit: OpenDebit, *, share: Share, strategy: str) -> Allocation:
    """Take the amount of a share off a debit and, unless it is granted, off the credit; both must have that much."""
    debit.open_minor -= share.minor
    if share.kind not in GRANTED:
        credit.minor -= share.minor
    day = max(credit.received_on, debit.invoice.issued_on)
    if credit.is_corrective:
        # What a corrective credit note takes off was never due: it counts from the due date at the latest.
        day = min(day, debit.due_on)
    allocation = Allocation(
        credit.id,
        debit.id,
        share.minor,
        credit.source.currency,
        day,
        strategy,
        share.evidence,
        share.kind or credit.kind,
        share.facts,
    )
    debit.settlements.append(allocation)
    return allocation
