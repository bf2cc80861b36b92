"""How a reference series is written down: one row per published value, and the act that sets it."""

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import evolve

from dunning_core.calendars import add_months
from dunning_core.law.rates import Rate
from dunning_core.timeline import Step, Timeline, Verification

#: First day, percent a year, how it was verified, and the act when it is known better than by the pattern.
Row = tuple[date, str, Verification] | tuple[date, str, Verification, str]


def build_series(
    name: str, rows: Sequence[Row], *, act: str, verified_until: date | None, step_months: int | None = None
) -> Timeline[Rate]:
    """Return the series of some rows; `act` names the act that sets a value, with its first day as `{start}`."""
    steps = tuple(
        Step(start, Rate.percent(percent), own[0] if own else act.format(start=start), verification)
        for start, percent, verification, *own in rows
    )
    return Timeline(name, steps, verified_until=verified_until, step_months=step_months)


def on_the_eve(changes: Timeline[Rate], *, name: str, first: date, count: int) -> Timeline[Rate]:
    """Return the half-yearly series that takes, for each half-year, the value in force on its eve."""
    starts = [add_months(first, 6 * index) for index in range(count)]
    steps = tuple(evolve(changes.step_at(start - timedelta(days=1)), start=start) for start in starts)
    return Timeline(name, steps, verified_until=add_months(starts[-1], 6) - timedelta(days=1), step_months=6)


def follow(earlier: Timeline[Rate], later: Timeline[Rate]) -> Timeline[Rate]:
    """Return a series that an earlier one precedes, under the name of the later."""
    return evolve(later, steps=(*earlier.steps, *later.steps))
