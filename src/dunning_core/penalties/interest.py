"""Interest: a balance that changes over time, under a rate that changes over time. It knows no invoice.

Days run over (due, payment]: the day after the due date is the first, the day of the payment the last
(C. com. L441-10 II; CCP R2192-32). So a settlement of a day reduces the base from the next day on.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import count

from attrs import frozen

from dunning_core.calendars import add_months
from dunning_core.law import DayCount, Rate
from dunning_core.law.accrual import RateTable
from dunning_core.money import Rounding, round_fraction
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


def split_periods(
    steps: Sequence[BalanceStep], series: Timeline[Rate], *, end: int, day_count: DayCount
) -> Iterator[InterestPeriod]:
    """Give the runs of days on which neither the base nor the rate changes, up to the day `end` included."""
    for index, (day, minor) in enumerate(steps):
        following = min(end, steps[index + 1][0]) if index + 1 < len(steps) else end
        if following <= day or not minor:
            continue
        first, after = date.fromordinal(day + 1), date.fromordinal(following) + timedelta(days=1)
        for segment in series.segments(first, after):
            spent = day_count.position(segment.end.toordinal() - 1) - day_count.position(segment.start.toordinal() - 1)
            exact = minor * segment.value.fraction * spent / day_count.year
            yield InterestPeriod(segment.start, segment.end, minor, segment.step, segment.is_provisional, exact)


def compound_periods(
    steps: Sequence[BalanceStep], series: Timeline[Rate], *, end: int, day_count: DayCount
) -> Iterator[InterestPeriod]:
    """Give the same runs where the interest of each full year bears interest in its turn.

    What is added after a year is that year's interest, rounded half-up, since it becomes a sum that is owed.
    """
    if not steps:
        return
    since = date.fromordinal(steps[0][0])
    capital = 0
    for year in count():
        start = add_months(since, 12 * year).toordinal()
        if start >= end:
            return
        stop = min(end, add_months(since, 12 * (year + 1)).toordinal())
        own = list(split_periods(_within(steps, capital, start=start), series, end=stop, day_count=day_count))
        yield from own
        capital += round_fraction(sum((period.exact for period in own), Fraction(0)), Rounding.HALF_UP)


def _within(steps: Sequence[BalanceStep], capital: int, *, start: int) -> list[BalanceStep]:
    # The balance from a day on, with the capitalized interest added to it.
    in_force = max((index for index, (day, _) in enumerate(steps) if day <= start), default=0)
    return [(max(day, start), minor + capital) for day, minor in steps[in_force:]]
