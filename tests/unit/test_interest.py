"""Interest on a balance that changes: in whole numbers and days, knowing no invoice."""

from datetime import date

import pytest

from dunning_core.law import DayCount, Rate
from dunning_core.law.accrual import RateTable
from dunning_core.law.rates import RATE_UNIT
from dunning_core.penalties.interest import Accrual, balance_steps, rate_days, suspend_steps
from dunning_core.timeline import Step, Timeline

TEN = Timeline("demo", (Step(date(2026, 1, 1), Rate.percent("10"), "contract"),))
#: The ordinal of a day on which the rate is known.
DAY = date(2026, 6, 30).toordinal()


@pytest.mark.parametrize(
    ("principal", "reductions", "steps"),
    [
        (1000, [], [(10, 1000)]),
        (1000, [(20, 100), (20, 200), (30, 50)], [(10, 1000), (20, 700), (30, 650)]),
        (1000, [(5, 100), (10, 200)], [(10, 700)]),
        (1000, [(20, 1000), (30, 1)], [(10, 1000), (20, 0), (30, 0)]),
        (1000, [(9, 1001)], [(10, 0)]),
        (0, [], [(10, 0)]),
    ],
)
def test_a_balance_steps_down(principal: int, reductions: list[tuple[int, int]], steps: list[tuple[int, int]]) -> None:
    """Once a day, from the first day on, and never below nothing."""
    assert balance_steps(principal, reductions, since=10) == steps


@pytest.mark.parametrize(
    ("windows", "steps"),
    [
        ([], [(DAY, 900_000), (DAY + 30, 400_000)]),
        ([(DAY + 3, DAY + 5)], [(DAY, 900_000), (DAY + 2, 0), (DAY + 5, 900_000), (DAY + 30, 400_000)]),
        ([(DAY - 9, DAY + 1)], [(DAY, 0), (DAY + 1, 900_000), (DAY + 30, 400_000)]),
        ([(DAY - 9, DAY)], [(DAY, 900_000), (DAY + 30, 400_000)]),
        ([(DAY + 1, DAY + 1)], [(DAY, 0), (DAY + 1, 900_000), (DAY + 30, 400_000)]),
        ([(DAY + 29, DAY + 32)], [(DAY, 900_000), (DAY + 28, 0), (DAY + 30, 0), (DAY + 32, 400_000)]),
    ],
)
def test_days_without_interest(windows: list[tuple[int, int]], steps: list[tuple[int, int]]) -> None:
    """From the first day of a window to its last, and never before the balance begins."""
    assert suspend_steps([(DAY, 900_000), (DAY + 30, 400_000)], windows) == steps


@pytest.mark.parametrize("capitalizes_from", [None, date(2026, 6, 30)])
def test_on_the_first_day_of_a_window_nothing_bears_interest(capitalizes_from: date | None) -> None:
    """Whether interest is to join the base or not: the eve bears it, the window does not, the day after does again."""
    accrual = Accrual(((DAY, 500),), TEN, DayCount.ACTUAL_365, ((DAY + 3, DAY + 5),), capitalizes_from)
    assert [accrual.base_on(DAY + days) for days in (0, 1, 2, 3, 5, 6)] == [0, 500, 500, 0, 0, 500]


def test_each_balance_bears_the_rate_of_its_days() -> None:
    """100 for ten days, 60 for twenty and 30 for five, at ten hundredths: 2,350 days of one unit."""
    steps = [(DAY, 100), (DAY + 10, 60), (DAY + 30, 30)]
    table = RateTable.of(TEN)
    assert rate_days(steps, table, end=DAY + 35) == 2350 * RATE_UNIT // 10
    # The last of its days is the one that is asked for, however many steps come after it.
    assert rate_days(steps, table, end=DAY + 11) == 1060 * RATE_UNIT // 10
    assert rate_days([(DAY, 0)], table, end=DAY + 35) == 0
