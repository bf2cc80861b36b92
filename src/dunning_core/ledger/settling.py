"""Settling: the recorded letterings of one account, what was refunded, then the proposed letterings, in that order."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from dunning_core.documents import Refund
from dunning_core.errors import Problem
from dunning_core.events import Event, Lettered, LetteredEntry, Unlettered
from dunning_core.events.bookkeeping import PRINCIPAL
from dunning_core.lettering import (
    Allocation,
    Candidate,
    LetteredGroup,
    LetteringPolicy,
    OpenCredit,
    OpenDebit,
    Share,
    allocate,
    group_entries,
    match_credits,
)
from dunning_core.lettering.codes import Node, Standing


@frozen
class Settled:
    """What settling an account gave: what is proposed, candidates, limits, and the groups that are recorded."""

    proposed: tuple[Allocation, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    limits_reached: tuple[str, ...] = ()
    groups: tuple[LetteredGroup, ...] = ()


def settle(
    debits: Sequence[OpenDebit],
    credits: Sequence[OpenCredit],
    *,
    facts: Sequence[Event | Refund],
    policy: LetteringPolicy | None,
    problems: list[Problem],
) -> Settled:
    """Settle an account in place: recorded letterings first, which stand, then what the policy proposes."""
    recorded = entries_in_force(facts, problems) if facts else []
    groups: tuple[LetteredGroup, ...] = ()
    if recorded:
        applied = _apply_recorded(recorded, debits, credits, problems)
        groups = group_entries(applied, _standings(debits, credits))
    refunds = [fact for fact in facts if isinstance(fact, Refund)]
    if refunds:
        _take_refunds(refunds, credits, problems)
    settled = Settled(groups=groups) if policy is None else _apply_policy(debits, credits, policy, groups=groups)
    for debit in debits:
        if len(debit.settlements) > 1:
            debit.settlements.sort(key=lambda entry: (entry.on, entry.credit, entry.kind))
    return settled


def entries_in_force(
    facts: Iterable[object], problems: list[Problem] | None = None
) -> list[tuple[LetteredEntry, date]]:
    """Return the recorded entries that were not undone, each with the day it was recorded."""
    recorded: list[tuple[LetteredEntry, date]] = []
    standing: dict[tuple[str | int, ...], list[int]] = {}
    undone: set[int] = set()
    for event in facts:
        if isinstance(event, Lettered):
            for entry in event.entries:
                standing.setdefault(_what(entry), []).append(len(recorded))
                recorded.append((entry, event.lettered_on))
        elif isinstance(event, Unlettered):
            for entry in event.entries:
                same = standing.get(_what(entry))
                if same:
                    # Lettered anew on the day of its undoing, it stands under its new code.
                    own = [place for place in same if recorded[place][0].letter_code == entry.letter_code]
                    place = (own or same)[-1]
                    same.remove(place)
                    undone.add(place)
                elif problems is not None:
                    problems.append(undone_entry("lettering.not_in_force", entry))
    return [pair for place, pair in enumerate(recorded) if place not in undone]


def _what(entry: LetteredEntry) -> tuple[str | int, ...]:
    # The code is how an entry is shown; what was undone is so much of a credit on a debit.
    return entry.credit, entry.debit, entry.minor, entry.currency, entry.component


def _apply_recorded(
    recorded: Sequence[tuple[LetteredEntry, date]],
    debits: Sequence[OpenDebit],
    credits: Sequence[OpenCredit],
    problems: list[Problem],
) -> list[tuple[LetteredEntry, date]]:
    debit_by_id = {debit.id: debit for debit in debits}
    credit_by_id = {credit.id: credit for credit in credits}
    applied: list[tuple[LetteredEntry, date]] = []
    for entry, day in recorded:
        debit, credit = debit_by_id.get(entry.debit), credit_by_id.get(entry.credit)
        problem = _defect(entry, debit, credit)
        if problem is not None:
            problems.append(undone_entry(problem, entry))
        elif debit is not None and credit is not None:
            kind = "" if entry.component == PRINCIPAL else entry.component
            allocate(credit, debit, share=Share(0, entry.minor, entry.letter_code, kind=kind), strategy="recorded")
            applied.append((entry, day))
    return applied


def _defect(entry: LetteredEntry, debit: OpenDebit | None, credit: OpenCredit | None) -> str | None:
    if debit is None or credit is None:
        # A debit that is not there is told for the ledger as a whole; a credit that is gone, by its own event.
        return None
    if len({entry.currency, debit.invoice.currency, credit.source.currency}) > 1:
        return "lettering.currency_mismatch"
    most = debit.open_minor if entry.component != PRINCIPAL else min(debit.open_minor, credit.minor)
    return "lettering.over_allocated" if entry.minor > most else None


def undone_entry(code: str, entry: LetteredEntry) -> Problem:
    """Return the problem of a recorded entry that cannot stand."""
    params = (("credit", entry.credit), ("debit", entry.debit), ("minor", entry.minor))
    return Problem(code, entry.debit, path="entries", params=params)


def _standings(debits: Iterable[OpenDebit], credits: Iterable[OpenCredit]) -> dict[Node, Standing]:
    standings = {("credit", credit.id): Standing(credit.minor, credit.received_on) for credit in credits}
    return standings | {("debit", debit.id): Standing(debit.open_minor, debit.invoice.issued_on) for debit in debits}


def _take_refunds(refunds: Sequence[Refund], credits: Sequence[OpenCredit], problems: list[Problem]) -> None:
    by_id = {credit.id: credit for credit in credits}
    ids = [refund.id for refund in refunds]
    for refund in sorted(refunds, key=lambda refund: (refund.refunded_on, refund.id, refund.minor)):
        credit = by_id.get(refund.refunds)
        params = (("credit", refund.refunds), ("amount", refund.amount))
        if ids.count(refund.id) > 1:
            problems.append(Problem("refund.contradictory", refund.id, path="id", params=params))
        elif credit is None:
            problems.append(Problem("refund.unknown", refund.id, path="refunds", params=params))
        elif credit.source.currency != refund.currency or refund.minor > credit.minor:
            # What was lettered, or was never there, cannot have been given back.
            problems.append(Problem("refund.exceeds", refund.id, path="amount", params=params))
        else:
            credit.minor -= refund.minor


def _tell_currency(credits: Iterable[OpenCredit]) -> None:
    # Money is never put on a debt in another currency; that there are such debts is why it looks like an advance.
    for credit in credits:
        if credit.minor:
            credit.reasons, credit.facts = ("other_currency",), (("would_use", "invoice"),)


def _apply_policy(
    debits: Sequence[OpenDebit],
    credits: Sequence[OpenCredit],
    policy: LetteringPolicy,
    *,
    groups: tuple[LetteredGroup, ...],
) -> Settled:
    proposed: list[Allocation] = []
    candidates: list[Candidate] = []
    limits: list[str] = []
    for currency in sorted({credit.source.currency for credit in credits if credit.minor}):
        owed = [debit for debit in debits if debit.invoice.currency == currency]
        paid = [credit for credit in credits if credit.source.currency == currency]
        matches = match_credits(owed, paid, policy=policy)
        if debits and not owed:
            _tell_currency(paid)
        proposed += matches.allocations
        candidates += matches.candidates
        limits += matches.limits_reached
    return Settled(tuple(proposed), tuple(candidates), tuple(limits), groups)
