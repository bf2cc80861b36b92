"""Penalties: what the law lets a creditor claim for the lateness of one receivable, with its working."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from dunning_core.documents import InvoiceKind
from dunning_core.errors import Params, Problem
from dunning_core.events import ClaimWaived, CostIncurred
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import InterestRounding, InterestStart, Regime
from dunning_core.ledger import Receivable, disputed_minor
from dunning_core.money import Money, Rounding, round_fraction
from dunning_core.penalties.effects import suspended_days
from dunning_core.penalties.interest import InterestPeriod
from dunning_core.penalties.lines import PenaltyLine, compensation_lines, cost_lines, interest_lines
from dunning_core.penalties.rating import accrual_of, applied_rate, find_floor, interest_minor
from dunning_core.penalties.sums import claimed_minor, waived_minor
from dunning_core.timeline import Verification

#: The conventions of every result, by name; each can be read in the page on penalties.
CONVENTIONS = (
    ("days", "after_due_to_payment_included"),
    ("base", "amount_with_vat_outstanding_each_day"),
    ("compensation", "once_per_late_invoice"),
)


@frozen
class Penalties:
    """The penalties on one receivable up to its day: interest, fixed compensation, costs; exact, rounded once.

    `runs_after` is the day after which interest runs, None when it does not run. Amounts are all that has accrued on
    the undisputed part, whether or not it was claimed, waived or paid since; `unclaimed` is what is left to claim.
    `lines` show the working, rebuilt when asked.
    """

    receivable: Receivable
    regime: Regime
    runs_after: date | None
    interest_minor: int
    compensation: Money
    costs: Money

    @property
    def interest(self) -> Money:
        """Return the interest, in the currency of the receivable, rounded once, half-up."""
        return Money.from_minor(self.interest_minor, self.receivable.currency)

    @property
    def totals(self) -> tuple[Money, ...]:
        """Return the sum of what has accrued, one amount per currency."""
        return _sum_up((self.interest, self.compensation, self.costs))

    @property
    def total(self) -> Money | None:
        """Return the sum of what has accrued, or None when it is in two currencies."""
        return self.totals[0] if len(self.totals) == 1 else None

    @property
    def unclaimed(self) -> tuple[Money, Money, Money]:
        """Return what is left to claim of interest, compensation and costs: not waived, in no claim document yet.

        A day that a document has claimed is never claimed again.
        """
        accrued = (self.interest, self.compensation, self.costs)
        if not self.receivable.events:
            return accrued
        left = (
            Money.from_minor(max(0, amount.minor - self.claimed(name).minor - self.waived(name).minor), amount.currency)
            for name, amount in zip(COMPONENTS, accrued, strict=True)
        )
        interest, compensation, costs = left
        return interest, compensation, costs

    @property
    def unclaimed_totals(self) -> tuple[Money, ...]:
        """Return the sum of what is left to claim, one amount per currency."""
        return _sum_up(self.unclaimed)

    def accrued(self, component: str) -> Money:
        """Return what has accrued of a component: "interest", "compensation" or "costs"."""
        return {"interest": self.interest, "compensation": self.compensation, "costs": self.costs}[component]

    def claimed(self, component: str) -> Money:
        """Return what claim documents have claimed of a component."""
        return Money.from_minor(claimed_minor(self.receivable, component), self.accrued(component).currency)

    def waived(self, component: str) -> Money:
        """Return what was given up of a component; nothing where the law makes a waiver void (CCP L2192-14)."""
        accrued = self.accrued(component)
        if self.regime.waiver_reference is not None:
            return Money.zero(accrued.currency)

        def accrued_by(day: date) -> int:
            if component != "interest" or self.runs_after is None:
                return accrued.minor
            return interest_minor(self.receivable, self.regime, runs_after=self.runs_after, until=day)

        minor = waived_minor(self.receivable, component, accrued_by=accrued_by)
        return Money.from_minor(min(minor, accrued.minor), accrued.currency)

    @property
    def conventions(self) -> tuple[tuple[str, str], ...]:
        """Return the conventions under which the figures were computed, as names."""
        regime = self.regime
        agreed = self.receivable.invoice.agreed_rate
        rule = regime.rate_rule.value if agreed is None else "agreed"
        rounding = "once_per_receivable" if regime.rounding is InterestRounding.ONCE else "per_line"
        accrual = accrual_of(self.receivable, regime, runs_after=self.runs_after) if self.runs_after else None
        compounds = accrual is not None and accrual.capitalizes_from is not None
        return (
            *CONVENTIONS,
            ("rounding", f"{rounding}_half_up"),
            ("year", regime.day_count.value),
            ("rate_rule", rule),
            ("interest_on_interest", "yearly" if compounds or regime.compounds_yearly else "none"),
        )

    @property
    def periods(self) -> list[InterestPeriod]:
        """Return the working of the interest: the runs of days with one base and one rate, up to the day."""
        if self.runs_after is None:
            return []
        return accrual_of(self.receivable, self.regime, runs_after=self.runs_after).periods(
            self.receivable.day.toordinal()
        )

    @property
    def lines(self) -> tuple[PenaltyLine, ...]:
        """Return the working: a line at each change of base or rate, then the compensation, then costs."""
        item, regime = self.receivable, self.regime
        return (
            *interest_lines(item, regime, periods=self.periods, minor=self.interest_minor),
            *compensation_lines(item, regime, compensation=self.compensation),
            *cost_lines(item, regime, costs=self.costs),
        )

    @property
    def per_day(self) -> Money:
        """Return the interest of the next day at today's balance and the rate of that day, rounded half-up.

        Zero when interest does not run: not due yet, paid, suspended, or waiting for a formal notice.
        """
        minor = self._bearing_minor
        following = self.receivable.day + timedelta(days=1)
        if not minor:
            return Money.zero(self.receivable.currency)
        rate = applied_rate(self.receivable, self.regime, runs_after=self.runs_after or self.receivable.due_on)
        count = self.regime.day_count
        spent = count.position(following.toordinal()) - count.position(self.receivable.day.toordinal())
        exact = minor * rate.at(following).fraction * spent / count.year
        return Money.from_minor(round_fraction(exact, Rounding.HALF_UP), self.receivable.currency)

    @property
    def per_day_until(self) -> date | None:
        """Return the last day for which `per_day` holds without a payment: the eve of the next rate, or the horizon."""
        if not self._bearing_minor:
            return None
        rate = applied_rate(self.receivable, self.regime, runs_after=self.runs_after or self.receivable.due_on)
        following = self.receivable.day + timedelta(days=1)
        ends = [step.start - timedelta(days=1) for step in rate.steps if step.start > following]
        if rate.verified_until is not None and rate.verified_until >= following:
            ends.append(rate.verified_until)
        return min(ends, default=None)

    @property
    def _bearing_minor(self) -> int:
        # What bears interest from tomorrow on; on the due day itself, it is about to begin.
        item = self.receivable
        begins = item.due_on == item.day and self.regime.interest_start is InterestStart.DUE_DAY
        if item.invoice.kind is InvoiceKind.CLAIM or (self.runs_after is None and not begins):
            return 0
        tomorrow = item.day.toordinal() + 1
        if any(first <= tomorrow <= last for first, last in suspended_days(item)):
            return 0
        return item.outstanding_minor - disputed_minor(item)

    @property
    def is_provisional(self) -> bool:
        """Return whether some day rests on a rate past the verified horizon of its series."""
        return any(line.is_provisional for line in self.lines)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is uncertain or refused: rates past their horizon, rules only recalled, void waivers."""
        return (*_find_doubts(self), *_find_misfits(self))


def _sum_up(amounts: tuple[Money, ...]) -> tuple[Money, ...]:
    totals = {amounts[0].currency: amounts[0]}
    for amount in amounts[1:]:
        if amount:
            totals[amount.currency] = totals.get(amount.currency, Money.zero(amount.currency)) + amount
    return tuple(totals.values())


def _find_doubts(penalties: Penalties) -> Iterator[Problem]:
    receivable, regime, lines = penalties.receivable, penalties.regime, penalties.lines
    of_regime: Params = (("regime", regime.code),)
    if regime.verification is Verification.RECALLED and lines:
        yield Problem("law.regime_unverified", receivable.id, path="regime", params=of_regime)
    if any(line.is_provisional for line in lines):
        horizon = ("verified_until", regime.reference_rate.verified_until)
        yield Problem("law.rate_unverified", receivable.id, path="rate", params=(*of_regime, horizon))
    for line in lines:
        if line.kind == "interest" and line.verification in (Verification.ONE_SOURCE, Verification.RECALLED):
            source = (("start", line.start), ("source", line.source))
            yield Problem("law.rate_single_source", receivable.id, path="rate", params=(*of_regime, *source))
    debt = receivable.invoice.amount
    if penalties.compensation and regime.compensation and not regime.compensation.at(receivable.due_on).knows(debt):
        params = (*of_regime, ("debt", debt), ("taken", penalties.compensation))
        yield Problem("law.tier_unknown", receivable.id, path="compensation", params=params)
    if penalties.runs_after is not None:
        start, end = penalties.runs_after + timedelta(days=1), receivable.day + timedelta(days=1)
        floor = find_floor(receivable, regime, start=start, end=end)
        if floor is not None:
            params = (*of_regime, ("floor", floor.value), ("start", floor.start))
            yield Problem("law.rate_under_floor", receivable.id, path="agreed_rate", params=params)


def _find_misfits(penalties: Penalties) -> Iterator[Problem]:
    # Events about what is claimed that change nothing, or that claim more than there is.
    receivable, regime = penalties.receivable, penalties.regime
    for event in receivable.events:
        if isinstance(event, ClaimWaived) and regime.waiver_reference is not None:
            params: Params = (("component", event.component), ("article", regime.waiver_reference.text))
            yield Problem("claim.waiver.void", receivable.id, path="events", params=params)
        elif isinstance(event, CostIncurred):
            currency = penalties.compensation.currency
            if regime.costs_reference is None or event.amount.currency != currency:
                params = (("amount", event.amount), ("regime", regime.code), ("currency", currency))
                yield Problem("claim.costs.left_out", receivable.id, path="events", params=params)
    for name in COMPONENTS if receivable.events else ():
        claimed, accrued = penalties.claimed(name), penalties.accrued(name)
        if claimed > accrued:
            params = (("component", name), ("claimed", claimed), ("accrued", accrued))
            yield Problem("claim.exceeds_accrued", receivable.id, path="events", params=params)
