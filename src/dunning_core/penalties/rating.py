"""Which rate a receivable bears, day by day: agreed or statutory, floating or frozen."""

from datetime import date, timedelta

from attrs import evolve

from dunning_core.law import Rate, RateRule, Regime
from dunning_core.ledger import Receivable
from dunning_core.timeline import Step, Timeline


def applied_rate(receivable: Receivable, regime: Regime, *, runs_after: date | None) -> Timeline[Rate]:
    """Return the rate series that a receivable bears: agreed, floating by half-year, or frozen at the first day.

    C. com. L441-10 II lets the parties agree on a rate, and else floats; CCP R2192-31 freezes.
    """
    agreed = receivable.invoice.agreed_rate
    if isinstance(agreed, Rate):
        step = Step(date(1900, 1, 1), agreed, f"contract, invoice {receivable.invoice.number}")
        return Timeline("agreed rate", (step,))
    series, rule = (agreed.late_rate, agreed.rule) if agreed is not None else (regime.late_rate, regime.rate_rule)
    if rule is RateRule.FROZEN and runs_after is not None and runs_after < date.max:
        return _freeze(series, runs_after + timedelta(days=1))
    return series


def is_default(receivable: Receivable, regime: Regime) -> bool:
    """Return whether the compiled table of the regime tells all: nothing agreed, and each day its own rate."""
    return receivable.invoice.agreed_rate is None and regime.rate_rule is RateRule.FLOAT and regime.is_fast


def find_floor(receivable: Receivable, regime: Regime, *, start: date, end: date) -> Step[Rate] | None:
    """Return the first floor that an agreed rate stays under on a day of `[start, end)`, or None.

    An agreed rate may not be under three times the legal rate (C. com. L441-10 II). What follows from it is for a
    court: the rate is never raised here.
    """
    if receivable.invoice.agreed_rate is None or regime.floor is None or start >= end:
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
    return Timeline(series.name, (evolve(step, start=first),), frozen_until)
