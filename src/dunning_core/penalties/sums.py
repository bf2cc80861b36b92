"""The sums beside interest: the fixed compensation, recovery costs with their proof, what was claimed or waived."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dunning_core.documents import InvoiceKind, receivable_ids
from dunning_core.events import ClaimedSum, ClaimIssued, ClaimWaived, CostIncurred
from dunning_core.law import Regime
from dunning_core.ledger import Receivable, disputed_minor
from dunning_core.money import Money
from dunning_core.penalties.effects import barred_from


def fixed_compensation(receivable: Receivable, regime: Regime) -> Money:
    """Return the fixed compensation, due once per invoice that was paid late (C. com. D441-5); zero when it is not.

    Not on claim documents, nor where proceedings were opened before the debt was late (C. com. L441-10 II).
    """
    granted = regime.compensation
    begun = granted is not None and receivable.due_on >= granted.steps[0].start
    if granted is None or not begun or not receivable.is_first_late or not _was_late(receivable):
        return Money.zero(receivable.currency)
    return granted.at(receivable.due_on).for_debt(debt_of(receivable))


def debt_of(receivable: Receivable) -> Money:
    """Return the debt whose size decides the fixed sum: the invoice, net of its deposits."""
    return receivable.invoice.amount if receivable.invoice.installments else receivable.amount


def _was_late(receivable: Receivable) -> bool:
    if receivable.day <= receivable.due_on or receivable.invoice.kind is InvoiceKind.CLAIM:
        return False
    opened = barred_from(receivable) if receivable.events else None
    if opened is not None and opened <= receivable.due_on + timedelta(days=1):
        return False
    due = receivable.minor - disputed_minor(receivable)
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

    The fixed sum of an invoice stands on one of its parts, and is taken off the costs of each.
    """
    currency = compensation.currency
    if regime.costs_reference is None or not receivable.events or not _was_late(receivable):
        return Money.zero(currency)
    fixed = compensation
    if not receivable.is_first_late and regime.compensation is not None:
        fixed = regime.compensation.at(receivable.due_on).for_debt(debt_of(receivable))
        currency = fixed.currency
    spent = sum(event.amount.minor for event in proven_costs(receivable, currency, by=by))
    return Money.from_minor(max(0, spent - fixed.minor), currency)


def claimed_sums(receivable: Receivable, component: str, *, by: date | None = None) -> Iterator[ClaimedSum]:
    """Give what claim documents have claimed of a component, by a day (None: all).

    The fixed compensation of an invoice is claimed once, on whichever of its parts the document names.
    """
    invoice = receivable.invoice
    names = {receivable.id} if len(invoice.installments) > 1 else {receivable.id, invoice.number}
    if component == "compensation":
        names.update(receivable_ids(invoice.number, len(invoice.installments) or 1))
    for event in receivable.events:
        if isinstance(event, ClaimIssued) and (by is None or event.issued_on <= by):
            yield from (entry for entry in event.sums if entry.component == component and entry.receivable in names)


def claimed_minor(receivable: Receivable, component: str, *, currency: str, by: date | None = None) -> int:
    """Return what claim documents have claimed of a component in its currency, by a day (None: all), in minor units."""
    sums = claimed_sums(receivable, component, by=by)
    return sum(entry.minor for entry in sums if entry.currency == currency)


def waived_minor(
    receivable: Receivable,
    component: str,
    *,
    currency: str,
    accrued_by: Callable[[date], int],
    by: date | None = None,
) -> int:
    """Return what the creditor gave up of a component by a day (None: all), in minor units of its currency.

    A waiver of all gives up what has accrued by its day and was not claimed in a document; `accrued_by` tells how much
    that is.
    """
    waived = 0
    for event in receivable.events:
        if not isinstance(event, ClaimWaived) or event.component != component or (by and event.waived_on > by):
            continue
        if event.amount is None:
            day = event.waived_on
            waived = max(waived, accrued_by(day) - claimed_minor(receivable, component, currency=currency, by=day))
        elif event.amount.currency == currency:
            waived += event.amount.minor
    return waived
