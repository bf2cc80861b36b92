"""Laws of what changes over time, against a walk from day to day: rates in runs of days, and what bears interest."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dunning_core.law import DayCount, Rate
from dunning_core.penalties.interest import Accrual, balance_steps
from dunning_core.timeline import Step, Timeline

FIRST = date(2026, 1, 1)
TEN = Timeline("demo", (Step(FIRST, Rate.percent("10"), "contract"),))

offsets = st.integers(0, 60)


def day_of(offset: int) -> date:
    return FIRST + timedelta(days=offset)


@given(
    starts=st.sets(offsets, max_size=5),
    horizon=st.one_of(st.none(), st.integers(-3, 60)),
    start=offsets,
    length=st.integers(-2, 60),
)
def test_a_run_of_days_has_one_value(starts: set[int], horizon: int | None, start: int, length: int) -> None:
    """Each day is in one run, with its own step and its own mark, and no run could be longer."""
    steps = tuple(Step(day_of(offset), offset, "a") for offset in {0, *starts})
    series = Timeline("demo", steps, None if horizon is None else day_of(horizon))
    runs = list(series.segments(day_of(start), day_of(start + length)))
    walked = [(run.step, run.is_provisional) for run in runs for _ in range(run.days)]
    days = [day_of(start + rank) for rank in range(length)]
    assert walked == [(series.step_at(day), not series.is_verified(day)) for day in days]
    assert [run.start for run in runs[1:]] == [run.end for run in runs[:-1]]
    told = [(run.step, run.is_provisional) for run in runs]
    assert all(one != two for one, two in itertools.pairwise(told))


@given(
    reductions=st.lists(st.tuples(offsets, st.integers(1, 400)), min_size=1, max_size=4),
    windows=st.lists(st.tuples(offsets, st.integers(0, 20)), max_size=3),
    capitalizes=st.booleans(),
    data=st.data(),
)
def test_what_bears_interest_on_a_day_is_the_base_of_its_period(
    reductions: list[tuple[int, int]], windows: list[tuple[int, int]], data: st.DataObject, *, capitalizes: bool
) -> None:
    """Whatever was paid, suspended or capitalized: the base of the period that the day belongs to, nothing without."""
    since = FIRST.toordinal()
    # What matters changes on the day of a payment and the next one, and at the edges of a window.
    edges = [on for on, _ in reductions] + [day for first, length in windows for day in (first, first + length)]
    near = st.sampled_from([edge + step for edge in edges for step in (-1, 0, 1)])
    offset = max(0, data.draw(st.one_of(near, st.integers(0, 1000))))
    paid = [(since + on, minor) for on, minor in sorted(reductions)]
    accrual = Accrual(
        tuple(balance_steps(100_000, paid, since=since)),
        TEN,
        DayCount.ACTUAL_365,
        tuple((since + first, since + first + length) for first, length in windows),
        FIRST if capitalizes else None,
    )
    day, periods = day_of(offset), accrual.periods(since + 1500)
    expected = sum(period.minor for period in periods if period.start <= day < period.end)
    assert accrual.base_on(day.toordinal()) == expected
