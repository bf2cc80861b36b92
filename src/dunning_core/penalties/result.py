"""Penalties: what the law lets a creditor claim for the lateness of one receivable, with its working."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from dunning_core.calendars import add_months
from dunning_core.documents import InvoiceKind
from dunning_core.errors import Params, Problem
from dunning_core.events import ClaimIssued, ClaimWaived, CostIncurred
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import IndexedRate, InterestRounding, InterestStart, Rate, Regime
from dunning_core.ledger import Receivable
from dunning_core.money import Money, Rounding, round_fraction, sum_by_currency
from dunning_core.penalties.effects import begins_after
from dunning_core.penalties.interest import InterestPeriod, exact_interest
from dunning_core.penalties.lines import PenaltyLine, compensation_lines, cost_lines, interest_lines
from dunning_core.penalties.rating import accrual_of, applied_rate, find_floor, interest_minor, stated_rate
from dunning_core.penalties.sums import claimed_sums, debt_of, recoverable_costs, waived_minor
from dunning_core.timeline import Verification

#: The conventions of every result, by name; each can be read in the page on penalties.
CONVENTIONS = (("base", "amount_with_vat_outstanding_each_day"),)


_DAYS = {
    InterestStart.DUE_DAY: "after_due_to_payment_included",
    InterestStart.FORMAL_NOTICE: "after_formal_notice_to_payment_included",
    InterestStart.THIRTY_DAYS: "after_thirty_days_or_notice_to_payment_included",
}
#: Above it a rate is taken for a slip, such as 1215 for 12.15, and told.
_PLAUSIBLE = Rate.percent("100")


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
    def rate(self) -> Rate:
        """Return the yearly rate that applies on the day: the agreed one, or that of the law."""
        return applied_rate(self.receivable, self.regime, runs_after=self.runs_after).at(self.receivable.day)

    @property
    def is_rate_verified(self) -> bool:
        """Return whether that rate lies within the verified horizon of its series."""
        return applied_rate(self.receivable, self.regime, runs_after=self.runs_after).is_verified(self.receivable.day)

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
        if not any(isinstance(event, ClaimIssued | ClaimWaived) for event in self.receivable.events):
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

    def claimed(self, component: str, *, by: date | None = None) -> Money:
        """Return what claim documents have claimed of a component by a day (None: today), in its currency."""
        currency = self.accrued(component).currency
        sums = claimed_sums(self.receivable, component, regime=self.regime, by=by)
        return Money.from_minor(sum(entry.minor for entry in sums if entry.currency == currency), currency)

    def waived(self, component: str, *, by: date | None = None) -> Money:
        """Return what was given up of a component by a day (None: today).

        Nothing where the law makes a waiver void (CCP L2192-14).
        """
        accrued = self.accrued(component)
        if self.regime.waiver_reference is not None or not self.receivable.events:
            return Money.zero(accrued.currency)

        def unclaimed_by(day: date) -> int:
            return (self.accrued_by(component, day) - self.claimed(component, by=day)).minor

        minor = waived_minor(self.receivable, component, currency=accrued.currency, unclaimed_by=unclaimed_by, by=by)
        return Money.from_minor(min(minor, accrued.minor), accrued.currency)

    def accrued_by(self, component: str, day: date) -> Money:
        """Return what had accrued of a component by a day, that day included."""
        item, accrued = self.receivable, self.accrued(component)
        if component == "costs":
            return min(recoverable_costs(item, self.regime, compensation=self.compensation, by=day), accrued)
        if day <= item.due_on:
            return Money.zero(accrued.currency)
        if component == "compensation" or self.runs_after is None:
            return accrued
        minor = interest_minor(item, self.regime, runs_after=self.runs_after, until=day)
        return Money.from_minor(minor, accrued.currency)

    @property
    def conventions(self) -> tuple[tuple[str, str], ...]:
        """Return the conventions under which the figures were computed, as names."""
        regime = self.regime
        agreed = self.receivable.invoice.agreed_rate
        rule = regime.rate_rule.value if agreed is None else "agreed"
        if isinstance(agreed, IndexedRate):
            rule = f"agreed_{agreed.rule.value}"
        rounding = "once_per_receivable" if regime.rounding is InterestRounding.ONCE else "per_line"
        accrual = accrual_of(self.receivable, regime, runs_after=self.runs_after) if self.runs_after else None
        compounds = accrual is not None and accrual.capitalizes_from is not None
        return (
            ("days", _DAYS[regime.interest_start]),
            *CONVENTIONS,
            ("compensation", "once_per_late_part" if regime.compensation_per_part else "once_per_late_invoice"),
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
        """Return the interest of the next day, capitalized interest included, rounded half-up.

        Zero when interest does not run: not due yet, paid, suspended, or waiting for a formal notice.
        """
        currency = self.receivable.currency
        runs_after = self._next_runs_after
        if runs_after is None:
            return Money.zero(currency)
        following = self.receivable.day + timedelta(days=1)
        count, day = self.regime.day_count, following.toordinal()
        accrual = accrual_of(self.receivable, self.regime, runs_after=runs_after)
        base = accrual.base_on(day)
        if not base:
            return Money.zero(currency)
        spent = count.position(day) - count.position(day - 1)
        exact = exact_interest(base, accrual.series.at(following), spent=spent, day_count=count)
        return Money.from_minor(round_fraction(exact, Rounding.HALF_UP), currency)

    @property
    def per_day_until(self) -> date | None:
        """Return the last day for which `per_day` holds without a payment; None when it is nothing, or holds forever.

        It is the eve of the next rate, of days without interest, of the day on which interest joins the base, of a day
        that the day count weighs otherwise, or the horizon of the rate.
        """
        runs_after, following = self._next_runs_after, self.receivable.day + timedelta(days=1)
        if runs_after is None or not self.per_day:
            return None
        accrual = accrual_of(self.receivable, self.regime, runs_after=runs_after)
        ends = [step.start - timedelta(days=1) for step in accrual.series.steps if step.start > following]
        ends += [date.fromordinal(first - 1) for first, _ in accrual.windows if first > following.toordinal()]
        if accrual.series.verified_until is not None and accrual.series.verified_until >= following:
            ends.append(accrual.series.verified_until)
        if accrual.capitalizes_from is not None:
            ends.append(_next_anniversary(runs_after, following))
        weighed = self.regime.day_count.weighs_alike_until(following.toordinal())
        if weighed is not None:
            ends.append(date.fromordinal(weighed))
        return min(ends, default=None)

    @property
    def _next_runs_after(self) -> date | None:
        # On the due day itself, or that of the formal notice, interest is about to begin.
        item = self.receivable
        if item.invoice.kind is InvoiceKind.CLAIM:
            return None
        begins = begins_after(item, self.regime)
        return begins if begins == item.day else self.runs_after

    @property
    def is_provisional(self) -> bool:
        """Return whether some day rests on a rate past the verified horizon of its series."""
        return any(period.is_provisional for period in self.periods)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is uncertain or refused: rates past their horizon, rules only recalled, void waivers."""
        return (*_find_doubts(self), *_find_misfits(self))


def _next_anniversary(since: date, day: date) -> date:
    years = day.year - since.year
    found = add_months(since, 12 * years)
    return found if found >= day else add_months(since, 12 * (years + 1))


def _sum_up(amounts: tuple[Money, ...]) -> tuple[Money, ...]:
    return sum_by_currency((amounts[0], *filter(None, amounts[1:])))


def _find_doubts(penalties: Penalties) -> Iterator[Problem]:
    receivable, regime, lines = penalties.receivable, penalties.regime, penalties.lines
    of_regime: Params = (("regime", regime.code),)
    if regime.verification is Verification.RECALLED and lines:
        yield Problem("law.regime_unverified", receivable.id, path="regime", params=of_regime)
    if any(line.is_provisional for line in lines):
        # The horizon is that of the series, whether its rate floats or was frozen.
        horizon = ("verified_until", applied_rate(receivable, regime, runs_after=None).verified_until)
        yield Problem("law.rate_unverified", receivable.id, path="rate", params=(*of_regime, horizon))
    for line in lines:
        if line.kind == "interest" and line.verification in (Verification.ONE_SOURCE, Verification.RECALLED):
            source = (("start", line.start), ("source", line.source))
            yield Problem("law.rate_single_source", receivable.id, path="rate", params=(*of_regime, *source))
    borne = [line for line in lines if line.kind == "interest"]
    yield from _find_implausible(penalties, [line.start for line in borne])
    debt = debt_of(receivable, regime)
    if penalties.compensation and regime.compensation and not regime.compensation.at(receivable.due_on).knows(debt):
        params = (*of_regime, ("debt", debt), ("taken", penalties.compensation))
        yield Problem("law.tier_unknown", receivable.id, path="compensation", params=params)
    if borne and penalties.runs_after is not None:
        # To the last day that bears interest: a floor that rose after the payment says nothing of the debt.
        start = penalties.runs_after + timedelta(days=1)
        floor = find_floor(receivable, regime, start=start, end=borne[-1].end)
        if floor is not None:
            params = (*of_regime, ("floor", floor.value), ("start", floor.start))
            yield Problem("law.rate_under_floor", receivable.id, path="agreed_rate", params=params)


def _find_implausible(penalties: Penalties, days: Sequence[date]) -> Iterator[Problem]:
    stated = stated_rate(penalties.receivable, penalties.regime, runs_after=penalties.runs_after)
    for day in days:
        rate = stated.at(day)
        if not 0 <= rate.units <= _PLAUSIBLE.units:
            params: Params = (("regime", penalties.regime.code), ("rate", rate), ("start", day))
            yield Problem("law.rate_implausible", penalties.receivable.id, path="rate", params=params)
            return


def _find_misfits(penalties: Penalties) -> Iterator[Problem]:
    # Events about what is claimed that change nothing, or that claim more than there is.
    receivable, regime = penalties.receivable, penalties.regime
    if not receivable.events:
        return
    for event in receivable.events:
        if isinstance(event, ClaimWaived) and regime.waiver_reference is not None:
            params: Params = (("component", event.component), ("article", regime.waiver_reference.text))
            yield Problem("claim.waiver.void", receivable.id, path="events", params=params)
        elif isinstance(event, ClaimWaived) and event.amount is not None:
            yield from _find_mismatch(penalties, event.component, event.amount)
        elif isinstance(event, CostIncurred):
            currency = penalties.compensation.currency
            if regime.costs_reference is None or event.amount.currency != currency:
                params = (("amount", event.amount), ("regime", regime.code), ("currency", currency))
                yield Problem("claim.costs.left_out", receivable.id, path="events", params=params)
    for name in COMPONENTS:
        for entry in claimed_sums(receivable, name, regime=regime):
            yield from _find_mismatch(penalties, name, Money.from_minor(entry.minor, entry.currency))
        claimed, accrued, waived = penalties.claimed(name), penalties.accrued(name), penalties.waived(name)
        if claimed > accrued:
            params = (("component", name), ("claimed", claimed), ("accrued", accrued))
            yield Problem("claim.exceeds_accrued", receivable.id, path="events", params=params)
        elif claimed and claimed + waived > accrued:
            params = (("component", name), ("claimed", claimed), ("waived", waived))
            yield Problem("claim.waived_after_claim", receivable.id, path="events", params=params)


def _find_mismatch(penalties: Penalties, component: str, amount: Money) -> Iterator[Problem]:
    currency = penalties.accrued(component).currency
    if amount.currency != currency:
        params = (("component", component), ("amount", amount), ("currency", currency))
        yield Problem("claim.currency_mismatch", penalties.receivable.id, path="events", params=params)
