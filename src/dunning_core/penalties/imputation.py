"""Imputation inside a debt: what each payment settles first, costs, interest or principal, and what is left of each.

A lettering puts a payment on an invoice, and reduces its principal. The law reads the same payment differently
(C. civ. 1343-1; § 367 (1) BGB): this is that second reading, of the same allocations.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import field, frozen

from dunning_core.events import ClaimIssued
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import SettlementOrder
from dunning_core.ledger import Account
from dunning_core.money import Money
from dunning_core.penalties.interest import InterestPeriod
from dunning_core.penalties.rating import Reduction, accrual_of, sum_periods
from dunning_core.penalties.result import Penalties
from dunning_core.penalties.sums import proven_costs

#: What a debt is made of.
KINDS = ("principal", *COMPONENTS)


@frozen(order=True)
class ImputedPayment:
    """So much of a credit settled one component of a debt, from a day on, in minor units of that component's currency.

    `is_payment` is false for what a credit note takes off.
    """

    on: date
    credit: str
    component: str
    minor: int
    is_payment: bool = True


@frozen
class Component:
    """One component of a debt: what accrued, what of it was waived, claimed in documents, and paid.

    `claimed_until` is the last day that a claim document counted, None when none did.
    """

    kind: str
    accrued: Money
    waived: Money
    claimed: Money
    paid: Money
    claimed_until: date | None = None

    @property
    def outstanding(self) -> Money:
        """Return what is still to pay of it; never below zero."""
        return _floor(self.accrued - self.waived - self.paid)

    @property
    def unclaimed(self) -> Money:
        """Return what is left to claim of it in a document; never below zero."""
        return _floor(self.accrued - self.waived - self.claimed)


@frozen
class Imputation:
    """One reading of the payments of a debt: in which order they settled it, and what is left of each component."""

    order: SettlementOrder
    components: tuple[Component, ...]
    payments: tuple[ImputedPayment, ...]
    periods: tuple[InterestPeriod, ...] = field(repr=False)

    def component(self, kind: str) -> Component:
        """Return the component of a kind: "principal", "interest", "compensation" or "costs"."""
        return next(component for component in self.components if component.kind == kind)

    @property
    def totals(self) -> tuple[Money, ...]:
        """Return what is still to pay in all, one amount per currency."""
        totals: dict[str, Money] = {}
        for component in self.components:
            left = component.outstanding
            if left or component.kind == "principal":
                totals[left.currency] = totals.get(left.currency, Money.zero(left.currency)) + left
        return tuple(totals.values())


def impute_payments(
    penalties: Penalties, order: SettlementOrder, *, claim_payments: Sequence[ImputedPayment] = ()
) -> Imputation:
    """Return the reading of a debt's payments in an order; credit notes reduce the principal in any order.

    `claim_payments` are what was paid on claim documents about this debt: they settle what those documents claimed.
    """
    reader = _Reader(penalties, order)
    settlements = [
        ImputedPayment(entry.on, entry.credit, "principal", entry.minor, entry.is_payment)
        for entry in penalties.receivable.settlements
    ]
    for payment in sorted([*settlements, *claim_payments]):
        reader.read(payment)
    return reader.close()


class _Reader:
    """Reads the payments of one debt in order of day; used once."""

    def __init__(self, penalties: Penalties, order: SettlementOrder) -> None:
        self.penalties = penalties
        self.order = order
        self.reductions: list[Reduction] = []
        self.paid: dict[str, int] = dict.fromkeys(KINDS, 0)
        self.payments: list[ImputedPayment] = []

    def read(self, payment: ImputedPayment) -> None:
        left = payment.minor
        if payment.component == "principal" and payment.is_payment:
            for component in self._before_principal():
                share = min(left, max(0, self._due(component, payment.on) - self.paid[component]))
                self._settle(payment, component, share)
                left -= share
        if payment.component == "principal":
            self.reductions.append((payment.on.toordinal(), left))
        self._settle(payment, payment.component, left)

    def close(self) -> Imputation:
        penalties = self.penalties
        periods = tuple(self._periods(penalties.receivable.day))
        components = tuple(self._component(kind) for kind in KINDS)
        return Imputation(self.order, components, tuple(self.payments), periods)

    def _before_principal(self) -> Sequence[str]:
        if self.order is SettlementOrder.PRINCIPAL_FIRST:
            return ()
        return ("interest",) if self.order is SettlementOrder.INTEREST_FIRST else ("costs", "compensation", "interest")

    def _settle(self, payment: ImputedPayment, component: str, minor: int) -> None:
        if minor:
            self.paid[component] += minor
            self.payments.append(ImputedPayment(payment.on, payment.credit, component, minor, payment.is_payment))

    def _periods(self, day: date) -> list[InterestPeriod]:
        penalties = self.penalties
        if penalties.runs_after is None:
            return []
        accrual = accrual_of(
            penalties.receivable, penalties.regime, runs_after=penalties.runs_after, reductions=self.reductions
        )
        return accrual.periods(day.toordinal())

    def _due(self, component: str, day: date) -> int:
        """What is due of a component by a day, less what was waived, in the currency of the debt."""
        penalties = self.penalties
        accrued = penalties.accrued(component)
        if accrued.currency != penalties.receivable.currency:
            return 0
        minor = accrued.minor
        if component == "interest":
            minor = sum_periods(self._periods(day), penalties.regime)
        elif component == "costs":
            proven = proven_costs(penalties.receivable, accrued.currency)
            spent = sum(event.amount.minor for event in proven if event.incurred_on <= day)
            minor = max(0, spent - penalties.compensation.minor)
        elif day <= penalties.receivable.due_on:
            minor = 0
        return minor - penalties.waived(component).minor

    def _component(self, kind: str) -> Component:
        penalties = self.penalties
        item = penalties.receivable
        if kind == "principal":
            nothing = Money.zero(item.currency)
            return Component(kind, item.amount, nothing, item.amount, Money.from_minor(self.paid[kind], item.currency))
        accrued = penalties.accrued(kind)
        if kind == "interest":
            accrued = Money.from_minor(sum_periods(self._periods(item.day), penalties.regime), item.currency)
        days = [
            entry.until
            for event in item.events
            if isinstance(event, ClaimIssued)
            for entry in event.sums
            if (entry.receivable, entry.component) == (item.id, kind)
        ]
        return Component(
            kind,
            accrued,
            min(penalties.waived(kind), accrued),
            penalties.claimed(kind),
            Money.from_minor(self.paid[kind], accrued.currency),
            max(days, default=None),
        )


def claim_payments_of(account: Account) -> dict[str, list[ImputedPayment]]:
    """Return what was paid on the claim documents of an account, by the receivable that they are about.

    A document's payments settle its sums in order: interest, compensation, costs, and receivable by receivable.
    """
    claims = {event.number: event for event in account.events if isinstance(event, ClaimIssued)}
    found: dict[str, list[ImputedPayment]] = {}
    for item in account.receivables:
        claim = claims.get(item.invoice.number)
        if claim is not None:
            settlements = [(entry.on, entry.credit, entry.minor, entry.is_payment) for entry in item.settlements]
            for name, payment in _share_out(claim, settlements):
                found.setdefault(name, []).append(payment)
    return found


def _share_out(
    claim: ClaimIssued, settlements: Sequence[tuple[date, str, int, bool]]
) -> Iterator[tuple[str, ImputedPayment]]:
    sums = sorted(claim.sums, key=lambda entry: (COMPONENTS.index(entry.component), entry.receivable))
    waiting = [(entry, entry.minor) for entry in sums]
    for on, credit, minor, is_payment in settlements:
        left = minor
        while left and waiting:
            entry, open_minor = waiting[0]
            share = min(left, open_minor)
            yield entry.receivable, ImputedPayment(on, credit, entry.component, share, is_payment)
            left -= share
            waiting[0] = (entry, open_minor - share)
            if not waiting[0][1]:
                waiting.pop(0)


def _floor(amount: Money) -> Money:
    return max(amount, Money.zero(amount.currency))
