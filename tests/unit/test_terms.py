"""Payment terms: both French readings of end of month, and clipping."""

from datetime import date

import pytest

import dunning_core as dc
from dunning_core.terms import MonthEnd

T = dc.PaymentTerms


@pytest.mark.parametrize(
    ("terms", "issued_on", "due_on"),
    [
        (T.net(30), date(2022, 1, 31), date(2022, 3, 2)),
        (T.net_months(1), date(2027, 1, 30), date(2027, 2, 28)),
        (T(months=1, month_end=MonthEnd.AFTER_DAYS), date(2026, 4, 30), date(2026, 5, 31)),
        (T.net_then_end_of_month(45), date(2024, 2, 15), date(2024, 3, 31)),
        (T.end_of_month_then_net(45), date(2025, 4, 10), date(2025, 6, 14)),
        (T.end_of_month_on(60, day=17), date(2003, 3, 1), date(2003, 5, 17)),
        (T.end_of_month_on(0, day=31), date(2024, 5, 23), date(2024, 6, 30)),
        (T.end_of_month_on(30, day=10), date(2023, 12, 12), date(2024, 2, 10)),
        (T.end_of_month_on(0, day=1), date(2026, 1, 15), date(2026, 2, 1)),
    ],
)
def test_due_days(terms: dc.PaymentTerms, issued_on: date, due_on: date) -> None:
    """Days and month ends are counted in the order that the terms name."""
    assert terms.due_on(issued_on) == due_on


def test_impossible_terms_are_refused() -> None:
    """Negative days, a day of the month without a month end, or a due date beyond the calendar are refused."""
    with pytest.raises(dc.DunningError):
        T.net(-1)
    with pytest.raises(dc.DunningError):
        T(day_of_month=3)
    with pytest.raises(dc.DunningError):
        T.end_of_month_on(0, day=32)
    with pytest.raises(dc.DunningError):
        T.net(30).due_on("2026-01-01")  # type: ignore[arg-type]
