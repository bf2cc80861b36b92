"""Hypotheses about the future, as facts to add to a ledger: every promise kept, every payment plan kept."""

from collections.abc import Iterable, Iterator
from datetime import date

from dunning_core._checks import check_instance
from dunning_core.documents import Payment
from dunning_core.dunning.cases import chaseable_minor, open_promises
from dunning_core.events import Insolvency
from dunning_core.ledger import Ledger, PlanStanding, PlanState, Receivable
from dunning_core.money import Money


def suppose_promises_kept(ledger: Ledger, day: date) -> tuple[Payment, ...]:
    """Return the payments that would come in if every promise open on a day were kept: facts to add to the ledger.

    They are recorded on that day, so that an outlook from it takes them as announced. What is barred by insolvency
    proceedings is not supposed to be paid.

    >>> from dunning_core.samples import SAMPLE_DAY, sample_ledger
    >>> ledger = sample_ledger()
    >>> kept = ledger.with_(suppose_promises_kept(ledger, SAMPLE_DAY))
    """
    items = _payable_items(ledger, day)
    paid = ((item, on, minor) for item in items for on, minor in _promised(item))
    return tuple(_pay(ledger, "PROMISED", paid, day=day))


def suppose_plans_kept(ledger: Ledger, day: date) -> tuple[Payment, ...]:
    """Return the payments that would come in if every payment plan kept on a day were kept to its end.

    Each installment that is left pays the debts of its plan, the oldest due first, on its day, or on that day if it is
    past it and still within the tolerance. They are recorded on that day, as those of `suppose_promises_kept` are.
    """
    planned: dict[PlanStanding, list[Receivable]] = {}
    for item in _payable_items(ledger, day):
        if item.plan is not None and item.plan.state is PlanState.KEPT:
            planned.setdefault(item.plan, []).append(item)
    paid = (part for standing, items in planned.items() for part in _planned(standing, items, day))
    return tuple(_pay(ledger, "PLANNED", paid, day=day))


def _payable_items(ledger: Ledger, day: date) -> list[Receivable]:
    check_instance("ledger", ledger, Ledger)
    items = ledger.as_of(day).lettered().open_items
    return [item for item in items if not any(isinstance(event, Insolvency) for event in item.events)]


def _promised(item: Receivable) -> Iterator[tuple[date, int]]:
    left = chaseable_minor(item)
    for standing in open_promises(item):
        minor = min(left, standing.missing.minor)
        if minor:
            yield standing.pay_on, minor
        left -= minor


def _planned(standing: PlanStanding, items: list[Receivable], day: date) -> Iterator[tuple[Receivable, date, int]]:
    items.sort(key=lambda item: (item.due_on, item.id))
    left = {item.id: item.outstanding_minor for item in items}
    for due_on, amount in standing.remaining:
        wanted = amount.minor
        for item in items:
            minor = min(wanted, left[item.id])
            if minor:
                yield item, max(due_on, day), minor
            left[item.id] -= minor
            wanted -= minor


def _pay(ledger: Ledger, prefix: str, paid: Iterable[tuple[Receivable, date, int]], *, day: date) -> Iterator[Payment]:
    names = {fact.id for fact in ledger.facts if isinstance(fact, Payment)}
    rank = 0
    for item, on, minor in paid:
        rank += 1
        while f"{prefix}-{rank}" in names:
            rank += 1
        yield Payment(
            f"{prefix}-{rank}",
            client=item.client.id,
            amount=Money.from_minor(minor, item.currency),
            received_on=on,
            designates=(item.id,),
            recorded_on=day,
        )
