"""Penalties: what the law lets a creditor claim for the lateness of one receivable, with its working."""

from datetime import date, timedelta
from fractions import Fraction

from attrs import frozen

from dunning_core.errors import Params, Problem
from dunning_core.law import LegalReference, Rate, RateRule, Regime
from dunning_core.ledger import Receivable, disputed_minor
from dunning_core.money import Money, Rounding, round_fraction
from dunning_core.penalties.interest import BalanceStep, InterestPeriod, balance_steps, split_periods
from dunning_core.timeline import Step, Timeline, Verification

#: The conventions of every result, by name; each can be read in the page on penalties.
CONVENTIONS = (
    ("days", "after_due_to_payment_included"),
    ("rounding", "once_per_receivable_half_up"),
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
    is_provisional: bool = False

    @property
    def days(self) -> int:
        """Return the number of days that bear interest."""
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
        year = f"actual_{self.regime.day_count.days_in_year}"
        return (*CONVENTIONS, ("year", year), ("rate_rule", self.regime.rate_rule.value))

    @property
    def lines(self) -> tuple[PenaltyLine, ...]:
        """Return the working: a line at each change of base or rate, then the compensation."""
        return (*_interest_lines(self), *_compensation_line(self))

    @property
    def per_day(self) -> Money:
        """Return the interest of one more day at today's balance and rate, rounded half-up."""
        steps, series = interest_terms(self.receivable, self.regime, runs_after=self.runs_after)
        if not steps or not steps[-1][1]:
            return Money.zero(self.receivable.currency)
        rate = series.at(max(self.receivable.day, series.steps[0].start))
        exact = steps[-1][1] * rate.fraction / self.regime.day_count.days_in_year
        return Money.from_minor(round_fraction(exact, Rounding.HALF_UP), self.receivable.currency)

    @property
    def is_provisional(self) -> bool:
        """Return whether some day rests on a rate past the verified horizon of its series."""
        return any(line.is_provisional for line in self.lines)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is uncertain: a rate past its horizon, or one that rests on a single source."""
        found: list[Problem] = []
        lines = self.lines
        if any(line.is_provisional for line in lines):
            horizon = self.regime.reference_rate.verified_until
            params: Params = (("regime", self.regime.code), ("verified_until", horizon))
            found.append(Problem("law.rate_unverified", self.receivable.id, path="rate", params=params))
        for line in lines:
            if line.verification in (Verification.ONE_SOURCE, Verification.RECALLED):
                params = (("regime", self.regime.code), ("start", line.start), ("source", line.source))
                found.append(Problem("law.rate_single_source", self.receivable.id, path="rate", params=params))
        return tuple(found)


def interest_terms(
    receivable: Receivable, regime: Regime, *, runs_after: date | None
) -> tuple[list[BalanceStep], Timeline[Rate]]:
    """Return the balance that bears interest and the rate that it bears; no steps when interest does not run."""
    series = applied_rate(receivable, regime, runs_after=runs_after)
    if runs_after is None:
        return [], series
    principal = receivable.minor - disputed_minor(receivable)
    reductions = ((entry.on.toordinal(), entry.minor) for entry in receivable.settlements)
    return balance_steps(principal, reductions, since=runs_after.toordinal()), series


def applied_rate(receivable: Receivable, regime: Regime, *, runs_after: date | None) -> Timeline[Rate]:
    """Return the rate series that a receivable bears: agreed, floating by half-year, or frozen at the first day.

    C. com. L441-10 II lets the parties agree on a rate, and else floats; CCP R2192-31 freezes.
    """
    if receivable.invoice.agreed_rate is not None:
        step = Step(date(1900, 1, 1), receivable.invoice.agreed_rate, f"contract, invoice {receivable.invoice.number}")
        return Timeline("agreed rate", (step,))
    series = regime.late_rate
    if regime.rate_rule is RateRule.FROZEN and runs_after is not None and runs_after < date.max:
        first = runs_after + timedelta(days=1)
        step = series.step_at(first)
        horizon = series.verified_until
        frozen_until = None if horizon is None or first <= horizon else horizon
        return Timeline(series.name, (Step(first, step.value, step.source, step.verification),), frozen_until)
    return series


def _periods(penalties: Penalties) -> list[InterestPeriod]:
    steps, series = interest_terms(penalties.receivable, penalties.regime, runs_after=penalties.runs_after)
    if not steps:
        return []
    end = penalties.receivable.day.toordinal()
    return list(split_periods(steps, series, end=end, days_in_year=penalties.regime.day_count.days_in_year))


def _interest_lines(penalties: Penalties) -> list[PenaltyLine]:
    periods = _periods(penalties)
    printed = [period.exact.numerator // period.exact.denominator for period in periods]
    # The printed cents are dealt by largest remainder, ties by order, so that the lines add up to the total.
    by_remainder = sorted(range(len(periods)), key=lambda index: (printed[index] - periods[index].exact, index))
    for index in by_remainder[: penalties.interest_minor - sum(printed)]:
        printed[index] += 1
    currency = penalties.receivable.currency
    return [
        PenaltyLine(
            "interest",
            period.start,
            period.end,
            Money.from_minor(period.minor, currency),
            period.step.value,
            period.exact,
            Money.from_minor(minor, currency),
            penalties.regime.interest_reference,
            period.step.source,
            period.step.verification,
            period.is_provisional,
        )
        for period, minor in zip(periods, printed, strict=True)
    ]


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
        )
    ]
