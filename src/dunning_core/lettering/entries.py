"""What lettering works on and what it gives: open debits, open credits, allocations, remainders."""

from datetime import date

from attrs import evolve, field, frozen

from dunning_core.documents import CreditNature, CreditNote, Invoice, Payment
from dunning_core.errors import Problem, UnknownReferenceError
from dunning_core.events import Lettered, LetteredEntry
from dunning_core.money import Money
from dunning_core.parties import Client


@frozen
class Allocation:
    """So much of a credit went to a debit; `on` is the day from which the debit is reduced.

    `strategy` names the rule that decided, `evidence` what it saw (the reference found, for instance). `is_payment` is
    false for what a credit note takes off.
    """

    credit: str
    debit: str
    minor: int
    currency: str
    on: date
    strategy: str
    evidence: str = ""
    is_payment: bool = True

    @property
    def amount(self) -> Money:
        """Return the amount allocated."""
        return Money.from_minor(self.minor, self.currency)


class OpenDebit:
    """One installment of an invoice while its account is settled: what is open of it, and what settled the rest.

    Strategies read it; only `allocate` changes it. From `barred_on`, the opening of insolvency proceedings, a payment
    is put on it only where it says so itself (C. com. L622-7).
    """

    __slots__ = ("barred_on", "client", "due_on", "id", "invoice", "minor", "open_minor", "rank", "settlements")

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


class OpenCredit:
    """A payment or a credit note while its account is settled: its day, its text, and what is left of it (`minor`).

    Strategies read it; only `allocate` changes it.
    """

    __slots__ = ("designates", "id", "is_corrective", "is_payment", "minor", "received_on", "reference", "source")

    id: str
    received_on: date
    reference: str
    designates: tuple[str, ...]

    def __init__(self, source: Payment | CreditNote) -> None:
        self.source: Payment | CreditNote = source
        self.minor: int = source.minor
        self.is_corrective: bool = False
        self.is_payment: bool = isinstance(source, Payment)
        if isinstance(source, Payment):
            self.id, self.received_on = source.id, source.received_on
            self.reference, self.designates = source.reference, source.designates
        else:
            self.id, self.received_on = source.number, source.issued_on
            self.reference, self.designates = "", (source.corrects,) if source.corrects else ()
            self.is_corrective = source.nature is CreditNature.CORRECTIVE


def allocate(credit: OpenCredit, debit: OpenDebit, *, minor: int, strategy: str, evidence: str = "") -> Allocation:
    """Take an amount off a credit and a debit; both must have that much left."""
    credit.minor -= minor
    debit.open_minor -= minor
    issued_on = debit.invoice.issued_on
    day = credit.received_on if credit.received_on > issued_on else issued_on
    if credit.is_corrective and day > debit.due_on:
        # What a corrective credit note takes off was never due: it counts from the due date at the latest.
        day = debit.due_on
    source = credit.source
    allocation = Allocation(credit.id, debit.id, minor, source.currency, day, strategy, evidence, credit.is_payment)
    debit.settlements.append(allocation)
    return allocation


@frozen
class Remainder:
    """What is left of a credit once everything was tried, with the reasons as codes."""

    credit: str
    minor: int
    currency: str
    reasons: tuple[str, ...]

    @property
    def amount(self) -> Money:
        """Return the amount that is not allocated."""
        return Money.from_minor(self.minor, self.currency)


@frozen
class Candidate:
    """Several explanations of a credit that are equally good; a person chooses, the library does not."""

    credit: str
    debits: tuple[str, ...]
    reason: str


@frozen
class Lettering:
    """A proposed lettering of a snapshot: what would be recorded, and what could not be explained.

    Letterings that are recorded already are not in it. `without(id)` leaves out what concerns a credit or a debit;
    `ledger.with_lettering(lettering)` records it.
    """

    day: date
    allocations: tuple[Allocation, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    remainders: tuple[Remainder, ...] = ()
    problems: tuple[Problem, ...] = ()
    limits_reached: tuple[str, ...] = field(default=())

    def without(self, id: str) -> "Lettering":
        """Return this lettering less the allocations of one credit or debit; an unknown id is an error."""
        kept = tuple(entry for entry in self.allocations if id not in (entry.credit, entry.debit))
        if len(kept) == len(self.allocations):
            raise UnknownReferenceError(
                "unknown_entry", "id", id, "pass the id of a credit or a debit of this lettering"
            )
        return evolve(self, allocations=kept)

    def recorded(self) -> Lettered | None:
        """Return the event that records this lettering on its day, or None when there is nothing to record."""
        if not self.allocations:
            return None
        entries = [LetteredEntry(entry.credit, entry.debit, entry.minor, entry.currency) for entry in self.allocations]
        return Lettered(tuple(entries), lettered_on=self.day)
