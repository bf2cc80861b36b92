"""The sums beside interest: the fixed compensation, recovery costs with their proof, what was claimed or waived."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dunning_core.documents import InvoiceKind, receivable_ids
from dunning_core.events import ClaimedSum, ClaimIssued, ClaimWaived, CostIncurred
from dunning_core.law import Regime
from dunning_core.ledger import Receivable
from dunning_core.ledger.platforms import is_rejected
from dunning_core.money import Money
from dunning_core.penalties.effects import barred_from


def fixed_compensation(receivable: Receivable, regime: Regime) -> Money:
    """Return the fixed compensation, due once per invoice that was paid late (C. com. D441-5); zero when it is not.

    For each late part where the regime says so. Not on claim documents, nor where proceedings were opened before the
    debt was late (C. com. L441-10 II).
    """
    bears = receivable.is_first_late or regime.compensation_per_part
    if not bears or not _was_late(receivable):
        return Money.zero(receivable.currency)
    return _fixed_sum(receivable, regime)


def _fixed_sum(receivable: Receivable, regime: Regime) -> Money:
    # That of the invoice, whichever of its parts bears it; none for what was due before the law granted one.
    granted = regime.compensation
    if granted is None or receivable.due_on < granted.steps[0].start:
        return Money.zero(receivable.currency)
    return granted.at(receivable.due_on).for_debt(debt_of(receivable, regime))


def debt_of(receivable: Receivable, regime: Regime) -> Money:
    """Return the debt whose size decides the fixed sum: the invoice, or the part, net of what was never due.

    Deposits, what was credited by the due day, and what is under dispute: the rest is claimed as if it stood alone.
    """
    whole = receivable.invoice.installments and not regime.compensation_per_part
    minor = receivable.due_minor + (receivable.invoice.minor - receivable.minor if whole else 0)
    for entry in receivable.settlements:
        if not entry.is_payment and entry.on <= receivable.due_on:
            minor -= entry.minor
    return Money.from_minor(minor, receivable.currency)


def _was_late(receivable: Receivable) -> bool:
    if receivable.day <= receivable.due_on or receivable.invoice.kind is InvoiceKind.CLAIM:
        return False
    if is_rejected(receivable):
        return False
    opened = barred_from(receivable)
    if opened is not None and opened <= receivable.due_on + timedelta(days=1):
        return False
    due = receivable.due_minor
    for entry in receivable.settlements:
        if entry.on <= receivable.due_on:
            due -= entry.minor
    return due > 0


def proven_costs(receivable: Receivable, currency: str, *, by: date | None = None) -> list[CostIncurred]:
    """Return the recovery costs on record in a currency, in order of their day: those that the lateness caused."""
    last = by or receivable.day
    costs = (event for event in receivable.events if isinstance(event, CostIncurred))
    return [
        event for event in costs if event.amount.currency == currency and receivable.due_on < event.incurred_on <= last
    ]


def recoverable_costs(receivable: Receivable, regime: Regime, *, compensation: Money, by: date | None = None) -> Money:
    """Return the recovery costs by a day that exceed the fixed compensation, where the law grants them; on proof only.

    The fixed sum of an invoice stands on one of its parts, and is taken off the costs of each of them.
    """
    if regime.costs_reference is None or not receivable.events or not _was_late(receivable):
        return Money.zero(compensation.currency)
    fixed = _fixed_sum(receivable, regime)
    spent = sum(event.amount.minor for event in proven_costs(receivable, fixed.currency, by=by))
    return Money.from_minor(max(0, spent - fixed.minor), fixed.currency)


def names_of_part(receivable: Receivable) -> set[str]:
    """Return the names that a document may give a receivable: its id, or the number of an invoice of one part."""
    invoice = receivable.invoice
    return {receivable.id} if len(invoice.installments) > 1 else {receivable.id, invoice.number}


def names_of_bearer(receivable: Receivable, *, per_part: bool) -> set[str]:
    """Return the names under which a document may claim the fixed sum that a receivable bears.

    It is due once per invoice, and claimed on whichever of its parts the document names; or each part bears its own.
    """
    names, parts = names_of_part(receivable), len(receivable.invoice.installments)
    return names if per_part or parts < 2 else names.union(receivable_ids(receivable.invoice.number, parts))


def claimed_sums(
    receivable: Receivable, component: str, *, regime: Regime, by: date | None = None
) -> Iterator[ClaimedSum]:
    """Give what claim documents have claimed of a component, by a day (None: all)."""
    names = names_of_part(receivable)
    if component == "compensation":
        names = names_of_bearer(receivable, per_part=regime.compensation_per_part)
    for event in receivable.events:
        if isinstance(event, ClaimIssued) and (by is None or event.issued_on <= by):
            yield from (entry for entry in event.sums if entry.component == component and entry.receivable in names)


def waived_minor(
    receivable: Receivable,
    component: str,
    *,
    currency: str,
    unclaimed_by: Callable[[date], int],
    by: date | None = None,
) -> int:
    """Return what the creditor gave up of a component by a day (None: all), in minor units of its currency.

    A waiver of all gives up what has accrued by its day and was not claimed in a document; `unclaimed_by` tells how
    much that is.
    """
    waived = 0
    for event in receivable.events:
        if not isinstance(event, ClaimWaived) or event.component != component or (by and event.waived_on > by):
            continue
        if event.amount is None:
            waived = max(waived, unclaimed_by(event.waived_on))
        elif event.amount.currency == currency:
            waived += event.amount.minor
    return waived
