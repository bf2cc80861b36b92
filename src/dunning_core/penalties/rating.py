"""Which balance of a receivable bears interest, at which rate, day by day: agreed or statutory, floating or frozen."""

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import evolve

from dunning_core.events import ClaimWaived, CourtStep, Insolvency, PaymentPlan
from dunning_core.law import InterestRounding, Rate, RateRule, Regime
from dunning_core.law.rates import RATE_UNIT
from dunning_core.ledger import Receivable
from dunning_core.money import Rounding, round_fraction
from dunning_core.penalties.effects import capitalizes_from, raised_from, suspended_days
from dunning_core.penalties.interest import Accrual, BalanceStep, InterestPeriod, balance_steps, rate_days
from dunning_core.timeline import Step, Timeline

_ZERO = Rate(0)
#: Before any day that a receivable may have.
_ALWAYS = date(1900, 1, 1)

#: The ordinal of a day, and what was settled on it, in minor units.
Reduction = tuple[int, int]


def applied_rate(receivable: Receivable, regime: Regime, *, runs_after: date | None) -> Timeline[Rate]:
    """Return the rate series that a receivable bears: the one stated, and nothing where that is below zero.

    A debtor who is late is never paid for it.
    """
    series = stated_rate(receivable, regime, runs_after=runs_after)
    if all(step.value.units >= 0 for step in series.steps):
        return series
    return evolve(series, steps=tuple(evolve(step, value=max(step.value, _ZERO)) for step in series.steps))


def stated_rate(receivable: Receivable, regime: Regime, *, runs_after: date | None) -> Timeline[Rate]:
    """Return the rate series as contract or law state it: agreed, floating by half-year, or frozen at the first day.

    C. com. L441-10 II lets the parties agree on a rate, and else floats; CCP R2192-31 freezes.
    """
    agreed = receivable.invoice.agreed_rate
    if isinstance(agreed, Rate):
        step = Step(_ALWAYS, agreed, f"contract, invoice {receivable.invoice.number}")
        return Timeline("agreed rate", (step,))
    series, rule = (agreed.late_rate, agreed.rule) if agreed is not None else (regime.late_rate, regime.rate_rule)
    if rule is RateRule.FROZEN and runs_after is not None:
        series = _freeze(series, runs_after + timedelta(days=1))
    if regime.after_judgment is None:
        return series
    raised = raised_from(receivable)
    return series if raised is None else _raise(series, regime.after_judgment, raised)


def accrual_of(
    receivable: Receivable,
    regime: Regime,
    *,
    runs_after: date,
    reductions: Sequence[Reduction] | None = None,
    settled: Sequence[Reduction] = (),
) -> Accrual:
    """Return what bears interest on a receivable after a day: what is left of it each day, disputed part apart.

    It is reduced as it was lettered or, by `reductions` (ordinal of the day, minor units), as another reading has it.
    `settled` is the interest that was paid, by day; paid or given up, it does not become capital.
    """
    accrual = Accrual(
        tuple(balance_of(receivable, runs_after, reductions=reductions)),
        applied_rate(receivable, regime, runs_after=runs_after),
        regime.day_count,
        suspended_days(receivable),
        capitalizes_from(receivable, regime, runs_after=runs_after),
        tuple(sorted(settled)),
    )
    return _less_waived(accrual, receivable, regime)


def _less_waived(accrual: Accrual, receivable: Receivable, regime: Regime) -> Accrual:
    # What was given up is no longer due, and cannot become capital (C. civ. 1343-2).
    if regime.waiver_reference is not None:
        return accrual
    for event in receivable.events:
        if not isinstance(event, ClaimWaived) or event.component != "interest":
            continue
        day = event.waived_on.toordinal()
        due = sum_periods(accrual.periods(day), regime) - sum(minor for on, minor in accrual.settled if on <= day)
        if event.amount is not None:
            due = min(due, event.amount.minor if event.amount.currency == receivable.currency else 0)
        accrual = evolve(accrual, settled=tuple(sorted([*accrual.settled, (day, max(0, due))])))
    return accrual


def balance_of(
    receivable: Receivable, runs_after: date, *, reductions: Sequence[Reduction] | None = None
) -> list[BalanceStep]:
    """Return the balance that bears interest after a day: the amount less what is disputed and what was settled.

    The amount is with VAT; retention money is a receivable of its own, and out of it (CCP R2192-33).
    """
    principal = receivable.due_minor
    if reductions is None:
        reductions = [(entry.on.toordinal(), entry.minor) for entry in receivable.settlements]
    return balance_steps(principal, reductions, since=runs_after.toordinal())


def interest_minor(receivable: Receivable, regime: Regime, *, runs_after: date, until: date) -> int:
    """Return the interest to a day included, in minor units, rounded half-up once, or per line where that was chosen.

    It is never negative: a day on which the rate is below zero bears nothing.
    """
    until = max(until, runs_after)
    if not _is_plain(receivable, regime):
        return sum_periods(accrual_of(receivable, regime, runs_after=runs_after).periods(until.toordinal()), regime)
    steps = balance_of(receivable, runs_after)
    if not steps[0][1]:
        # A balance never rises again: no rate is asked for.
        return 0
    exact = rate_days(steps, regime.table, end=until.toordinal())
    denominator = RATE_UNIT * regime.day_count.year
    return (2 * exact + denominator) // (2 * denominator)


def sum_periods(periods: Sequence[InterestPeriod], regime: Regime) -> int:
    """Return the interest of some periods in minor units, rounded as the regime says."""
    if regime.rounding is InterestRounding.PER_LINE:
        return sum(round_fraction(period.exact, Rounding.HALF_UP) for period in periods)
    return round_fraction(sum(period.exact for period in periods), Rounding.HALF_UP)


def _is_plain(receivable: Receivable, regime: Regime) -> bool:
    # The compiled table of the regime tells all: nothing agreed, each day its own rate, no event that changes it.
    if receivable.invoice.agreed_rate is not None or regime.rate_rule is not RateRule.FLOAT or not regime.is_fast:
        return False
    return not any(isinstance(event, CourtStep | Insolvency | PaymentPlan) for event in receivable.events)


def find_floor(receivable: Receivable, regime: Regime, *, start: date, end: date) -> Step[Rate] | None:
    """Return the first floor that an agreed rate stays under on a day of `[start, end)`, or None.

    An agreed rate may not be under three times the legal rate (C. com. L441-10 II). What follows from it is for a
    court: the rate is never raised here.
    """
    if receivable.invoice.agreed_rate is None or regime.floor is None:
        return None
    agreed = applied_rate(receivable, regime, runs_after=start - timedelta(days=1))
    for segment in agreed.segments(start, end):
        for floor in regime.floor.segments(segment.start, segment.end):
            if segment.value < floor.value:
                return evolve(floor.step, start=floor.start)
    return None


def _freeze(series: Timeline[Rate], first: date) -> Timeline[Rate]:
    step = series.step_at(first)
    horizon = series.verified_until
    frozen_until = None if horizon is None or first <= horizon else horizon
    return Timeline(series.name, (step,), frozen_until)


def _raise(series: Timeline[Rate], points: Rate, first: date) -> Timeline[Rate]:
    # The legal rate rises by some points from a day on; each step keeps its own source beside the article.
    before = [step for step in series.steps if step.start < first]
    later = [_raised(step, points) for step in series.clipped(first).steps if step.start >= first]
    return evolve(series, steps=(*before, *later))


def _raised(step: Step[Rate], points: Rate) -> Step[Rate]:
    return evolve(step, value=step.value + points, source=f"{step.source}; C. mon. fin. L313-3, + {points.text} points")
