"""Penalties: what the law lets a creditor claim for the lateness of one receivable, with its working."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from attrs import frozen

from dunning_core.documents import InvoiceKind
from dunning_core.errors import Params, Problem
from dunning_core.law import DayCount, InterestRounding, InterestStart, LegalReference, Rate, Regime
from dunning_core.ledger import Receivable, disputed_minor
from dunning_core.money import Money, Rounding, round_fraction
from dunning_core.penalties.interest import (
    BalanceStep,
    InterestPeriod,
    balance_steps,
    compound_periods,
    split_periods,
)
from dunning_core.penalties.rating import applied_rate, find_floor
from dunning_core.timeline import Verification

#: The conventions of every result, by name; each can be read in the page on penalties.
CONVENTIONS = (
    ("days", "after_due_to_payment_included"),
    ("base", "amount_with_vat_outstanding_each_day"),
    ("compensation", "once_per_late_invoice"),
)


@frozen
class PenaltyLine:
    """One line of a statement of penalties: `[start, end)`, the base, the rate, the exact and the printed amount.

    `kind` is "interest", "compensation" or "costs". The printed amounts of the lines add up to the printed total.
    """

    kind: str
    start: date
    end: date
    base: Money
    rate: Rate | None
    exact: Fraction
    amount: Money
    reference: LegalReference
    source: str
    verification: Verification
    day_count: DayCount = DayCount.ACTUAL_365
    is_provisional: bool = False

    @property
    def days(self) -> int:
        """Return the number of days that bear interest, as the day count counts them."""
        if self.day_count in (DayCount.THIRTY_360, DayCount.THIRTY_E_360) and self.end > self.start:
            first, last = self.start.toordinal() - 1, self.end.toordinal() - 1
            return self.day_count.position(last) - self.day_count.position(first)
        return (self.end - self.start).days


@frozen
class Penalties:
    """The penalties on one receivable up to its day: interest and fixed compensation, exact, rounded once.

    `runs_after` is the day after which interest runs, None when it does not run. Amounts are what the undisputed part
    bears; `lines` show the working, rebuilt when asked.
    """

    receivable: Receivable
    regime: Regime
    runs_after: date | None
    interest_minor: int
    compensation: Money

    @property
    def interest(self) -> Money:
        """Return the interest, in the currency of the receivable, rounded once, half-up."""
        return Money.from_minor(self.interest_minor, self.receivable.currency)

    @property
    def totals(self) -> tuple[Money, ...]:
        """Return the sum of what is due, one amount per currency."""
        if self.compensation.currency == self.receivable.currency:
            return (self.interest + self.compensation,)
        return (self.interest, self.compensation)

    @property
    def total(self) -> Money | None:
        """Return the sum of what is due, or None when interest and compensation are in two currencies."""
        if self.compensation and self.compensation.currency != self.receivable.currency:
            return None
        return self.totals[0]

    @property
    def conventions(self) -> tuple[tuple[str, str], ...]:
        """Return the conventions under which the figures were computed, as names."""
        regime = self.regime
        agreed = self.receivable.invoice.agreed_rate
        rule = regime.rate_rule.value if agreed is None else "agreed"
        rounding = "once_per_receivable" if regime.rounding is InterestRounding.ONCE else "per_line"
        return (
            *CONVENTIONS,
            ("rounding", f"{rounding}_half_up"),
            ("year", regime.day_count.value),
            ("rate_rule", rule),
            ("interest_on_interest", "yearly" if regime.compounds_yearly else "none"),
        )

    @property
    def lines(self) -> tuple[PenaltyLine, ...]:
        """Return the working: a line at each change of base or rate, then the compensation."""
        return (*_interest_lines(self), *_compensation_line(self))

    @property
    def per_day(self) -> Money:
        """Return the interest of the next day at today's balance and the rate of that day, rounded half-up.

        Zero when interest does not run: not due yet, paid, or waiting for a formal notice.
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
        due_today = self.receivable.due_on == self.receivable.day
        begins = due_today and self.regime.interest_start is InterestStart.DUE_DAY
        if self.receivable.invoice.kind is InvoiceKind.CLAIM or (self.runs_after is None and not begins):
            return 0
        return self.receivable.outstanding_minor - disputed_minor(self.receivable)

    @property
    def is_provisional(self) -> bool:
        """Return whether some day rests on a rate past the verified horizon of its series."""
        return any(line.is_provisional for line in self.lines)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is uncertain: a rate past its horizon, or one that rests on a single source."""
        return tuple(_find_problems(self))


def balance_of(receivable: Receivable, runs_after: date) -> list[BalanceStep]:
    """Return the balance that bears interest after a day: the amount less what is disputed and what was settled."""
    principal = receivable.minor - disputed_minor(receivable)
    reductions = [(entry.on.toordinal(), entry.minor) for entry in receivable.settlements]
    return balance_steps(principal, reductions, since=runs_after.toordinal())


def interest_periods(receivable: Receivable, regime: Regime, *, runs_after: date | None) -> list[InterestPeriod]:
    """Return the working of the interest: the runs of days with one base and one rate, up to the day."""
    if runs_after is None:
        return []
    series = applied_rate(receivable, regime, runs_after=runs_after)
    split = compound_periods if regime.compounds_yearly else split_periods
    steps = balance_of(receivable, runs_after)
    return list(split(steps, series, end=receivable.day.toordinal(), day_count=regime.day_count))


def _find_problems(penalties: Penalties) -> Iterator[Problem]:
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


def _interest_lines(penalties: Penalties) -> list[PenaltyLine]:
    receivable, regime = penalties.receivable, penalties.regime
    periods = interest_periods(receivable, regime, runs_after=penalties.runs_after)
    if regime.rounding is InterestRounding.PER_LINE:
        printed = [round_fraction(period.exact, Rounding.HALF_UP) for period in periods]
    else:
        printed = share_total([period.exact for period in periods], penalties.interest_minor)
    return [
        PenaltyLine(
            "interest",
            period.start,
            period.end,
            Money.from_minor(period.minor, receivable.currency),
            period.step.value,
            period.exact,
            Money.from_minor(minor, receivable.currency),
            regime.interest_reference,
            period.step.source,
            period.step.verification,
            regime.day_count,
            period.is_provisional,
        )
        for period, minor in zip(periods, printed, strict=True)
    ]


def share_total(exact: Sequence[Fraction], total: int) -> list[int]:
    """Return whole figures that add up to a total, each next to its exact one: by largest remainder, ties by order.

    >>> share_total([Fraction(20305, 100), Fraction(21063, 100)], 414)
    [203, 211]
    """
    printed = [figure.numerator // figure.denominator for figure in exact]
    by_remainder = sorted(range(len(exact)), key=lambda index: (printed[index] - exact[index], index))
    for index in by_remainder[: max(0, total - sum(printed))]:
        printed[index] += 1
    return printed


def _compensation_line(penalties: Penalties) -> list[PenaltyLine]:
    reference = penalties.regime.compensation_reference
    if not penalties.compensation or reference is None or penalties.regime.compensation is None:
        return []
    first = penalties.receivable.due_on + timedelta(days=1)
    step = penalties.regime.compensation.step_at(first)
    return [
        PenaltyLine(
            "compensation",
            first,
            first,
            penalties.receivable.amount,
            None,
            Fraction(penalties.compensation.minor),
            penalties.compensation,
            reference,
            step.source,
            step.verification,
            penalties.regime.day_count,
        )
    ]
