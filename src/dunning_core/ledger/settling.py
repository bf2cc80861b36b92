"""Settling: the recorded letterings of one account, then the proposed ones, applied to its debits and credits."""

from collections.abc import Sequence

from dunning_core.errors import Problem
from dunning_core.events import Event, Lettered, LetteredEntry
from dunning_core.lettering import Allocation, LetteringPolicy, OpenCredit, OpenDebit, allocate, match_credits


def settle(
    debits: Sequence[OpenDebit],
    credits: Sequence[OpenCredit],
    *,
    events: Sequence[Event],
    policy: LetteringPolicy | None,
    problems: list[Problem],
) -> list[Allocation]:
    """Settle an account in place: recorded letterings first, which stand, then what the policy proposes.

    Returns what is proposed.
    """
    recorded = [entry for event in events if isinstance(event, Lettered) for entry in event.entries]
    if recorded:
        _apply_recorded(recorded, debits, credits, problems)
    proposed = [] if policy is None else _apply_policy(debits, credits, policy)
    for debit in debits:
        if len(debit.settlements) > 1:
            debit.settlements.sort(key=lambda entry: (entry.on, entry.credit))
    return proposed


def _apply_recorded(
    recorded: Sequence[LetteredEntry],
    debits: Sequence[OpenDebit],
    credits: Sequence[OpenCredit],
    problems: list[Problem],
) -> None:
    debit_by_id = {debit.id: debit for debit in debits}
    credit_by_id = {credit.id: credit for credit in credits}
    for entry in recorded:
        debit, credit = debit_by_id.get(entry.debit), credit_by_id.get(entry.credit)
        problem = _defect(entry, debit, credit)
        if problem is not None:
            problems.append(undone_entry(problem, entry))
        elif debit is not None and credit is not None:
            allocate(credit, debit, minor=entry.minor, strategy="recorded")


def _defect(entry: LetteredEntry, debit: OpenDebit | None, credit: OpenCredit | None) -> str | None:
    if debit is None or credit is None:
        # A debit that is not there is told for the ledger as a whole; a credit that is gone, by its own event.
        return None
    if len({entry.currency, debit.invoice.currency, credit.source.currency}) > 1:
        return "lettering.currency_mismatch"
    if entry.minor > min(debit.open_minor, credit.minor):
        return "lettering.over_allocated"
    return None


def undone_entry(code: str, entry: LetteredEntry) -> Problem:
    """Return the problem of a recorded entry that cannot stand."""
    params = (("credit", entry.credit), ("debit", entry.debit), ("minor", entry.minor))
    return Problem(code, entry.debit, path="entries", params=params)


def _apply_policy(
    debits: Sequence[OpenDebit], credits: Sequence[OpenCredit], policy: LetteringPolicy
) -> list[Allocation]:
    proposed: list[Allocation] = []
    for currency in sorted({credit.source.currency for credit in credits}):
        owed = [debit for debit in debits if debit.invoice.currency == currency]
        if owed:
            paid = [credit for credit in credits if credit.source.currency == currency]
            proposed.extend(match_credits(owed, paid, policy=policy))
    return proposed
