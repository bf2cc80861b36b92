"""Imputation inside a debt: what each payment settles first, costs, interest or principal, and what is left of each.

A lettering puts a payment on an invoice, and reduces its principal. The law reads the same payment differently
(C. civ. 1343-1; § 367 (1) BGB): this is that second reading, of the same allocations.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve, field, frozen

from dunning_core._checks import check_instance
from dunning_core.events import ClaimedSum, ClaimIssued
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import SettlementOrder
from dunning_core.ledger import Account
from dunning_core.lettering import Allocation
from dunning_core.lettering.entries import PAYMENT, SET_OFF
from dunning_core.money import Money, sum_by_currency
from dunning_core.penalties.interest import InterestPeriod
from dunning_core.penalties.rating import Reduction, accrual_of, sum_periods
from dunning_core.penalties.result import Penalties
from dunning_core.penalties.sums import claimed_sums, names_of_bearer, names_of_part

#: What a debt is made of.
KINDS = ("principal", *COMPONENTS)
#: What a document for another account claims is owed there, and no longer here.
ELSEWHERE = "claimed_elsewhere"


@frozen(order=True)
class ImputedPayment:
    """So much of a credit settled one component of a debt, from a day on, in minor units of that component's currency.

    `kind` is that of the allocation ("payment", "set_off", "credit_note" …), or "claimed_elsewhere" for what a document
    for another account claims of the debt, `credit` being its number.
    """

    on: date
    credit: str
    component: str
    minor: int
    currency: str
    kind: str = PAYMENT

    @property
    def is_payment(self) -> bool:
        """Return whether money, or a debt of our own, settled it: then the law says which component is first."""
        return self.kind in (PAYMENT, SET_OFF)


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
    """One reading of the payments of a debt: in which order they settled it, and what is left of each component.

    `surplus` is what was paid on claim documents beyond all that is owed on the debt, whatever payment came last.
    """

    order: SettlementOrder
    components: tuple[Component, ...]
    payments: tuple[ImputedPayment, ...]
    surplus: Money
    periods: tuple[InterestPeriod, ...] = field(repr=False)

    def component(self, kind: str) -> Component:
        """Return the component of a kind: "principal", "interest", "compensation" or "costs"."""
        return next(component for component in self.components if component.kind == kind)

    @property
    def totals(self) -> tuple[Money, ...]:
        """Return what is still to pay in all, one amount per currency."""
        open_ones = (one for one in self.components if one.outstanding or one.kind == "principal")
        return sum_by_currency(one.outstanding for one in open_ones)


def impute_payments(
    penalties: Penalties, order: SettlementOrder, *, claim_payments: Sequence[ImputedPayment] = ()
) -> Imputation:
    """Return the reading of a debt's payments in an order; credit notes reduce the principal in any order.

    `claim_payments` are what was paid on claim documents about this debt: they settle what those documents claimed, as
    far as it is due; what is paid beyond it settles the principal.
    """
    check_instance("penalties", penalties, Penalties)
    check_instance("order", order, SettlementOrder)
    reader = _Reader(penalties, order)
    settlements = [
        ImputedPayment(entry.on, entry.credit, "principal", entry.minor, entry.currency, entry.kind)
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
        self.interest_paid: list[Reduction] = []
        self.paid: dict[str, int] = dict.fromkeys(KINDS, 0)
        self.payments: list[ImputedPayment] = []
        self.surplus = 0

    def read(self, payment: ImputedPayment) -> None:
        left = payment.minor
        if payment.component != "principal":
            left = self._take(payment, payment.component, left)
            if payment.currency != self.penalties.receivable.currency or payment.kind == ELSEWHERE:
                return
        elif payment.is_payment:
            for component in self._before_principal():
                left = self._take(payment, component, left)
        most = self.penalties.receivable.minor - self.paid["principal"]
        self.surplus += max(0, left - most)
        left = min(left, most)
        if left:
            self.reductions.append((payment.on.toordinal(), left))
            self._settle(payment, "principal", left)

    def close(self) -> Imputation:
        item = self.penalties.receivable
        periods = tuple(self._periods(item.day))
        components = tuple(self._component(kind, periods) for kind in KINDS)
        surplus = Money.from_minor(self.surplus, item.currency)
        return Imputation(self.order, components, tuple(self.payments), surplus, periods)

    def _take(self, payment: ImputedPayment, component: str, left: int) -> int:
        """Settle what is due of a component by the day of a payment, and return what is left of it."""
        if self.penalties.accrued(component).currency != payment.currency:
            return left
        share = min(left, max(0, self._due(component, payment.on) - self.paid[component]))
        self._settle(payment, component, share)
        if component == "interest":
            self.interest_paid.append((payment.on.toordinal(), share))
        return left - share

    def _before_principal(self) -> Sequence[str]:
        if self.order is SettlementOrder.PRINCIPAL_FIRST:
            return ()
        return ("interest",) if self.order is SettlementOrder.INTEREST_FIRST else ("costs", "compensation", "interest")

    def _settle(self, payment: ImputedPayment, component: str, minor: int) -> None:
        if minor:
            self.paid[component] += minor
            self.payments.append(evolve(payment, component=component, minor=minor))

    def _periods(self, day: date) -> list[InterestPeriod]:
        penalties = self.penalties
        if penalties.runs_after is None:
            return []
        accrual = accrual_of(
            penalties.receivable,
            penalties.regime,
            runs_after=penalties.runs_after,
            reductions=self.reductions,
            settled=self.interest_paid,
        )
        return accrual.periods(day.toordinal())

    def _due(self, component: str, day: date) -> int:
        """What is due of a component by a day, less what was given up by then, in minor units."""
        penalties = self.penalties
        minor = penalties.accrued_by(component, day).minor
        if component == "interest":
            minor = sum_periods(self._periods(day), penalties.regime)
        return minor - penalties.waived(component, by=day).minor

    def _component(self, kind: str, periods: Sequence[InterestPeriod]) -> Component:
        penalties = self.penalties
        item = penalties.receivable
        if kind == "principal":
            nothing = Money.zero(item.currency)
            return Component(kind, item.amount, nothing, item.amount, Money.from_minor(self.paid[kind], item.currency))
        accrued = penalties.accrued(kind)
        if kind == "interest":
            accrued = Money.from_minor(sum_periods(periods, penalties.regime), item.currency)
        paid = Money.from_minor(self.paid[kind], accrued.currency)
        # What was settled before it was given up stays settled.
        waived = min(penalties.waived(kind), _floor(accrued - paid))
        last = max((entry.until for entry in claimed_sums(item, kind, regime=penalties.regime)), default=None)
        return Component(kind, accrued, waived, penalties.claimed(kind), paid, last)


def claim_payments_of(account: Account, *, per_part: bool) -> dict[str, list[ImputedPayment]]:
    """Return what was paid on the claim documents of an account, by the receivable that they are about.

    A document's payments settle its sums in order: interest, compensation, costs, and receivable by receivable. What
    was paid of a fixed compensation counts for the part of the invoice that bears it; with `per_part` each bears its
    own.
    """
    claims = {event.number: event for event in account.events if isinstance(event, ClaimIssued)}
    if not claims:
        return {}
    owners = _owners(account, per_part=per_part)
    #: Under None what is about the debts of other accounts.
    found: dict[str | None, list[ImputedPayment]] = {}
    for item in account.receivables:
        claim = claims.get(item.invoice.number)
        for entry, payment in _share_out(claim, item.settlements) if claim is not None else ():
            found.setdefault(owners.get(_named(entry)), []).append(payment)
    # What a document issued on another account claims of a debt of this one is owed there, and no longer here.
    own = {client.id for client in account.clients} | {account.id}
    for claim in claims.values():
        for entry in claim.sums if claim.client not in own else ():
            moved = ImputedPayment(
                claim.issued_on, claim.number, entry.component, entry.minor, entry.currency, ELSEWHERE
            )
            found.setdefault(owners.get(_named(entry)), []).append(moved)
    return {name: payments for name, payments in found.items() if name is not None}


def _owners(account: Account, *, per_part: bool) -> dict[tuple[str, bool], str]:
    # By what a document names, and whether it is about the fixed sum, which belongs to the first late part.
    owners: dict[tuple[str, bool], str] = {}
    for item in account.receivables:
        for name in names_of_part(item):
            owners[name, False] = item.id
        if item.is_first_late or per_part:
            for name in names_of_bearer(item, per_part=per_part):
                owners.setdefault((name, True), item.id)
    return owners


def _named(entry: ClaimedSum) -> tuple[str, bool]:
    return entry.receivable, entry.component == "compensation"


def _share_out(claim: ClaimIssued, settlements: Sequence[Allocation]) -> Iterator[tuple[ClaimedSum, ImputedPayment]]:
    sums = sorted(claim.sums, key=lambda entry: (COMPONENTS.index(entry.component), entry.receivable))
    waiting = [(entry, entry.minor) for entry in sums]
    for paid in settlements:
        left = paid.minor
        while left and waiting:
            entry, open_minor = waiting[0]
            share = min(left, open_minor)
            yield entry, ImputedPayment(paid.on, paid.credit, entry.component, share, paid.currency, paid.kind)
            left -= share
            waiting[0] = (entry, open_minor - share)
            if not waiting[0][1]:
                waiting.pop(0)


def _floor(amount: Money) -> Money:
    return max(amount, Money.zero(amount.currency))
