"""Interest: a balance that changes over time, under a rate that changes over time. It knows no invoice.

Days run over (due, payment]: the day after the due date is the first, the day of the payment the last
(C. com. L441-10 II; CCP R2192-32). So a settlement of a day reduces the base from the next day on.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import count

from attrs import evolve, frozen

from dunning_core.calendars import add_months
from dunning_core.law import DayCount, Rate
from dunning_core.law.accrual import RateTable
from dunning_core.law.rates import RATE_UNIT
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
    # In order of day, so that the first day without a rate is the one that is named.
    before = table.up_to(min(steps[0][0], end))
    for index, (_, minor) in enumerate(steps):
        following = steps[index + 1][0] if index + 1 < len(steps) else end
        after = table.up_to(min(following, end))
        total += minor * (after - before)
        before = after
    return total


@frozen
class InterestPeriod:
    """A run of days `[start, end)` with one base and one rate, and its exact interest in minor units.

    `capital` is the part of the base that is interest of full years.
    """

    start: date
    end: date
    minor: int
    step: Step[Rate]
    is_provisional: bool
    exact: Fraction
    capital: int = 0


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
            exact = exact_interest(minor, segment.value, spent=spent, day_count=day_count)
            yield InterestPeriod(segment.start, segment.end, minor, segment.step, segment.is_provisional, exact)


def exact_interest(minor: int, rate: Rate, *, spent: int, day_count: DayCount) -> Fraction:
    """Return the interest on a base for a run of days, by how much the day count's position grows over them."""
    return Fraction(minor * rate.units * spent, RATE_UNIT * day_count.year)


#: The first and the last ordinal of a run of days that bear no interest.
Window = tuple[int, int]


def suspend_steps(steps: Sequence[BalanceStep], windows: Iterable[Window]) -> list[BalanceStep]:
    """Return the balance with nothing left to bear interest on the days of some windows.

    >>> suspend_steps([(10, 500)], [(13, 20)])
    [(10, 500), (12, 0), (20, 500)]
    """
    found = list(windows)
    if not found:
        return list(steps)
    since = steps[0][0]
    cuts = {max(since, day) for first, last in found for day in (first - 1, last)}
    changes = sorted({day for day, _ in steps} | cuts)
    return [(day, 0 if _covers(found, day + 1) else _balance_at(steps, day)) for day in changes]


def _covers(windows: Iterable[Window], ordinal: int) -> bool:
    return any(first <= ordinal <= last for first, last in windows)


def _balance_at(steps: Sequence[BalanceStep], ordinal: int) -> int:
    return [minor for day, minor in steps if day <= ordinal][-1]


@frozen
class Accrual:
    """What bears interest, under which rate, counted how: all that the interest to any day needs.

    `steps` hold at least one, as `balance_steps` gives them.

    On the days of `windows` nothing accrues. From the first anniversary on or after the day `capitalizes_from` (None
    for never), the interest that has accrued bears interest in its turn, less what was paid or given up of it:
    `settled`, by day and amount.
    """

    steps: tuple[BalanceStep, ...]
    series: Timeline[Rate]
    day_count: DayCount
    windows: tuple[Window, ...] = ()
    capitalizes_from: date | None = None
    settled: tuple[BalanceStep, ...] = ()

    def periods(self, end: int) -> list[InterestPeriod]:
        """Return the runs of days with one base and one rate, up to the day `end` included."""
        if self.capitalizes_from is None:
            return list(self._split(self.steps, end))
        return [period for year in self._years(self.capitalizes_from, end) for period in year]

    def base_on(self, day: int) -> int:
        """Return what bears interest on one day, capitalized interest included, in minor units; 0 for nothing."""
        if self.capitalizes_from is not None:
            last = self.periods(day)[-1:]
            return sum(period.minor for period in last if period.end.toordinal() > day)
        if day <= self.steps[0][0] or _covers(self.windows, day):
            return 0
        return _balance_at(self.steps, day - 1)

    def _split(self, steps: Sequence[BalanceStep], end: int) -> Iterator[InterestPeriod]:
        return split_periods(suspend_steps(steps, self.windows), self.series, end=end, day_count=self.day_count)

    def _years(self, capitalizes_from: date, end: int) -> Iterator[list[InterestPeriod]]:
        # What joins the base is the interest accrued so far, rounded half-up, since it becomes a sum that is owed.
        since = date.fromordinal(self.steps[0][0])
        joined, accrued = 0, Fraction(0)
        for year in count():
            start = add_months(since, 12 * year)
            if start.toordinal() >= end:
                return
            if year and start >= capitalizes_from:
                joined = round_fraction(accrued, Rounding.HALF_UP)
            stop = min(end, add_months(since, 12 * (year + 1)).toordinal())
            own = list(self._split(self._with_capital(joined, start=start.toordinal()), stop))
            if joined:
                own = [evolve(period, capital=self._capital_of(period)) for period in own]
            accrued += sum(period.exact for period in own)
            yield own

    def _capital_of(self, period: InterestPeriod) -> int:
        return period.minor - _balance_at(self.steps, period.start.toordinal() - 1)

    def _with_capital(self, joined: int, *, start: int) -> list[BalanceStep]:
        # The balance from a day on, with what is left of the interest that joined it: the oldest is settled first.
        days = sorted({max(start, day) for day, _ in (*self.steps, *self.settled)})
        found: list[BalanceStep] = []
        for day in days:
            settled = sum(minor for on, minor in self.settled if on <= day)
            minor = _balance_at(self.steps, day) + max(0, joined - settled)
            if not found or found[-1][1] != minor:
                found.append((day, minor))
        return found
