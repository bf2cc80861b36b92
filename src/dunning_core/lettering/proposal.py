"""What lettering proposes for a snapshot: allocations to record, candidates for a person, and what is left."""

from collections.abc import Iterable
from datetime import date

from attrs import evolve, field, frozen

from dunning_core._checks import check_date, check_instance, check_text, show_count
from dunning_core.errors import InvalidValueError, Params, Problem, UnknownReferenceError
from dunning_core.events import Lettered, LetteredEntry
from dunning_core.events.bookkeeping import GRANTED_COMPONENTS, PRINCIPAL
from dunning_core.lettering.entries import Allocation, Explanation
from dunning_core.money import Money


@frozen
class Remainder:
    """What is left of a credit once everything was tried, with the reasons as codes and their operands as facts."""

    credit: str
    minor: int
    currency: str
    reasons: tuple[str, ...]
    facts: Params = ()

    @property
    def amount(self) -> Money:
        """Return the amount that is not allocated."""
        return Money.from_minor(self.minor, self.currency)


@frozen
class Candidate:
    """Explanations of a credit among which a person chooses, since the library may not; and why it may not.

    `is_kept` says that the credit waits for that choice; else it was placed as the policy presumes.
    """

    credit: str
    reason: str
    explanations: tuple[Explanation, ...]
    currency: str
    facts: Params = ()
    is_kept: bool = True

    @property
    def debits(self) -> tuple[str, ...]:
        """Return the ids of all debits that some explanation names, each once."""
        return tuple(dict.fromkeys(debit for found in self.explanations for debit in found.debits))


@frozen
class Lettering:
    """A proposed lettering of a snapshot: what would be recorded, and what could not be explained.

    Letterings that are recorded already are not in it. `without(id)` leaves out what concerns a credit or a debit;
    `ledger.with_lettering(lettering)` records it. `basis` is what was left of each credit and debit that it touches:
    a ledger in which that has changed refuses to record it.
    """

    day: date
    allocations: tuple[Allocation, ...] = field(default=(), repr=show_count)
    candidates: tuple[Candidate, ...] = field(default=(), repr=show_count)
    remainders: tuple[Remainder, ...] = field(default=(), repr=show_count)
    problems: tuple[Problem, ...] = field(default=(), repr=show_count)
    limits_reached: tuple[str, ...] = ()
    basis: tuple[tuple[str, str, int], ...] = field(default=(), repr=False)

    @classmethod
    def by_hand(cls, day: date, entries: Iterable[tuple[str, str, Money]]) -> "Lettering":
        """Return a person's own lettering: so much of a credit on a debit, by their ids.

        >>> Lettering.by_hand(date(2026, 3, 1), [("P-1", "F-101", Money("200.00", "EUR"))]).allocations[0].strategy
        'by_hand'
        """
        check_date("day", day)
        allocations: list[Allocation] = []
        for index, (credit, debit, amount) in enumerate(entries):
            check_text(f"entries[{index}].credit", credit)
            check_text(f"entries[{index}].debit", debit)
            check_instance(f"entries[{index}].amount", amount, Money)
            if amount.minor <= 0:
                raise InvalidValueError("out_of_range", f"entries[{index}].amount", amount, "pass an amount above zero")
            allocations.append(Allocation(credit, debit, amount.minor, amount.currency, day, "by_hand"))
        return cls(day, tuple(allocations))

    def without(self, id: str) -> "Lettering":
        """Return this lettering less the allocations of one credit or debit; an unknown id is an error."""
        kept = tuple(entry for entry in self.allocations if id not in (entry.credit, entry.debit))
        if len(kept) == len(self.allocations):
            raise UnknownReferenceError(
                "unknown_entry", "id", id, "pass the id of a credit or a debit of this lettering"
            )
        touched = {("credit", entry.credit) for entry in kept} | {("debit", entry.debit) for entry in kept}
        basis = tuple(entry for entry in self.basis if entry[:2] in touched)
        return evolve(self, allocations=kept, basis=basis)

    def with_choice(self, candidate: Candidate, *, place: int = 0) -> "Lettering":
        """Return this lettering with one explanation of a candidate, as a person chose it.

        Raises UnknownReferenceError for a candidate that is not of this lettering or that has no such explanation.
        What was proposed for the credit is dropped, and so is what was merely presumed of others on the debts chosen.
        """
        if candidate not in self.candidates or not 0 <= place < len(candidate.explanations):
            hint = "pass a candidate of this lettering, and the place of one of its explanations"
            raise UnknownReferenceError("unknown_entry", "candidate", candidate.credit, hint)
        chosen = tuple(
            Allocation(candidate.credit, debit, minor, candidate.currency, self.day, "by_hand")
            for debit, minor in candidate.explanations[place].entries
        )
        debits = {entry.debit for entry in chosen}
        kept = tuple(
            entry
            for entry in self.allocations
            if entry.credit != candidate.credit and not (entry.strength == "presumed" and entry.debit in debits)
        )
        left = tuple(other for other in self.candidates if other != candidate)
        return evolve(self, allocations=(*kept, *chosen), candidates=left, basis=())

    def recorded(self) -> Lettered | None:
        """Return the event that records this lettering on its day, without letter codes, or None for nothing."""
        entries = self.entries()
        return Lettered(entries, lettered_on=self.day) if entries else None

    def entries(self) -> tuple[LetteredEntry, ...]:
        """Return the flat entries to record."""
        return tuple(
            LetteredEntry(
                entry.credit,
                entry.debit,
                entry.minor,
                entry.currency,
                entry.kind if entry.kind in GRANTED_COMPONENTS else PRINCIPAL,
            )
            for entry in self.allocations
        )
