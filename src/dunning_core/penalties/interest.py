"""Interest: a balance that changes over time, under a rate that changes over time. It knows no invoice.

Days run over (due, payment]: the day after the due date is the first, the day of the payment the last
(C. com. L441-10 II; CCP R2192-32). So a settlement of a day reduces the base from the next day on.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from attrs import frozen

from dunning_core.law import Rate
from dunning_core.law.accrual import RateTable
from dunning_core.timeline import Step, Timeline

#: The balance, in minor units, from the day after an ordinal on.
BalanceStep = tuple[int, int]


def balance_steps(principal: int, reductions: Iterable[tuple[int, int]], *, since: int) -> list[BalanceStep]:
    """Return the balance that bears interest after each day on which it changes, from the day `since`.

    `reductions` are pairs of a day ordinal and an amount in minor units, in order of day. A balance never falls
    below zero.
    """
    steps = [(since, max(0, principal))]
    for day, minor in reductions:
        principal -= minor
        if day <= steps[-1][0]:
            steps[-1] = (steps[-1][0], max(0, principal))
        else:
            steps.append((day, max(0, principal)))
    return steps


def rate_days(steps: Sequence[BalanceStep], table: RateTable, *, end: int) -> int:
    """Return the sum of balance × daily rate to the day `end` included, in minor units × rate units."""
    total = 0
    after = table.up_to(end)
    for day, minor in reversed(steps):
        before = table.up_to(day) if day < end else after
        total += minor * (after - before)
        after = before
    return total


@frozen
class InterestPeriod:
    """A run of days `[start, end)` with one base and one rate, and its exact interest in minor units."""

    start: date
    end: date
    minor: int
    step: Step[Rate]
    is_provisional: bool
    exact: Fraction

    @property
    def days(self) -> int:
        """Return the number of days that bear interest."""
        return (self.end - self.start).days


def split_periods(
    steps: Sequence[BalanceStep], series: Timeline[Rate], *, end: int, days_in_year: int
) -> Iterator[InterestPeriod]:
    """Give the runs of days on which neither the base nor the rate changes, up to the day `end` included."""
    for index, (day, minor) in enumerate(steps):
        following = min(end, steps[index + 1][0]) if index + 1 < len(steps) else end
        if following <= day or not minor:
            continue
        first, after = date.fromordinal(day + 1), date.fromordinal(following) + timedelta(days=1)
        for segment in series.segments(first, after):
            exact = minor * segment.value.fraction * segment.days / days_in_year
            yield InterestPeriod(segment.start, segment.end, minor, segment.step, segment.is_provisional, exact)
