"""What lettering works on and what it gives: open debits, open credits, allocations, remainders."""

from datetime import date

from attrs import evolve, field, frozen

from dunning_core.errors import Problem, UnknownReferenceError
from dunning_core.events import Lettered, LetteredEntry
from dunning_core.money import Money


@frozen
class OpenDebit:
    """A receivable as lettering sees it: what is open, since when it exists, and the names it answers to."""

    id: str
    number: str
    payment_reference: str | None
    issued_on: date
    due_on: date
    minor: int


@frozen
class OpenCredit:
    """A payment or a credit note as lettering sees it: what is left of it, its day, its text, its designations."""

    id: str
    received_on: date
    minor: int
    reference: str = ""
    designates: tuple[str, ...] = ()


@frozen
class Allocation:
    """So much of a credit went to a debit; `on` is the day from which the debit is reduced.

    `strategy` names the rule that decided, `evidence` what it saw (the reference found, for instance).
    """

    credit: str
    debit: str
    minor: int
    currency: str
    on: date
    strategy: str
    evidence: str = ""

    @property
    def amount(self) -> Money:
        """Return the amount allocated."""
        return Money.from_minor(self.minor, self.currency)


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
