"""The sums beside interest: the fixed compensation, recovery costs with their proof, what was claimed or waived."""

from collections.abc import Callable
from datetime import date, timedelta

from dunning_core.documents import InvoiceKind
from dunning_core.events import ClaimIssued, ClaimWaived, CostIncurred
from dunning_core.law import Regime
from dunning_core.ledger import Receivable, disputed_minor
from dunning_core.money import Money
from dunning_core.penalties.effects import barred_from


def fixed_compensation(receivable: Receivable, regime: Regime) -> Money:
    """Return the fixed compensation, due once per invoice that was paid late (C. com. D441-5); zero when it is not.

    Not on claim documents, nor where proceedings were opened before the debt was late (C. com. L441-10 II).
    """
    granted = regime.compensation
    claimed = receivable.invoice.kind is InvoiceKind.CLAIM
    if granted is None or claimed or receivable.due_on < granted.steps[0].start or not _is_paid_late(receivable):
        return Money.zero(receivable.currency)
    return granted.at(receivable.due_on).for_debt(receivable.invoice.amount)


def _is_paid_late(receivable: Receivable) -> bool:
    if not receivable.is_first_late or receivable.day <= receivable.due_on:
        return False
    opened = barred_from(receivable) if receivable.events else None
    if opened is not None and opened <= receivable.due_on + timedelta(days=1):
        return False
    due = receivable.minor - disputed_minor(receivable)
    for entry in receivable.settlements:
        if entry.on <= receivable.due_on:
            due -= entry.minor
    return due > 0


def proven_costs(receivable: Receivable, currency: str) -> list[CostIncurred]:
    """Return the recovery costs on record, in a currency, in order of their day."""
    costs = (event for event in receivable.events if isinstance(event, CostIncurred))
    return [event for event in costs if event.amount.currency == currency]


def recoverable_costs(receivable: Receivable, regime: Regime, *, compensation: Money) -> Money:
    """Return the recovery costs that exceed the fixed compensation, where the law grants them; with proof only."""
    currency = compensation.currency
    if regime.costs_reference is None or not receivable.events or receivable.invoice.kind is InvoiceKind.CLAIM:
        return Money.zero(currency)
    spent = sum(event.amount.minor for event in proven_costs(receivable, currency))
    return Money.from_minor(max(0, spent - compensation.minor), currency)


def claimed_minor(receivable: Receivable, component: str, *, by: date | None = None) -> int:
    """Return what claim documents have claimed of a component, by a day (None: all), in minor units."""
    return sum(
        entry.minor
        for event in receivable.events
        if isinstance(event, ClaimIssued) and (by is None or event.issued_on <= by)
        for entry in event.sums
        if (entry.receivable, entry.component) == (receivable.id, component)
    )


def waived_minor(receivable: Receivable, component: str, *, accrued_by: Callable[[date], int]) -> int:
    """Return what the creditor gave up of a component, in minor units.

    A waiver of all gives up what has accrued by its day and was not claimed in a document; `accrued_by` tells how much
    that is.
    """
    waived = 0
    for event in receivable.events:
        if isinstance(event, ClaimWaived) and event.component == component:
            if event.amount is not None:
                waived += event.amount.minor
            else:
                day = event.waived_on
                waived = max(waived, accrued_by(day) - claimed_minor(receivable, component, by=day))
    return waived
