"""Every day of every series has exactly one value, with a source; regimes read them as the statutes say."""

from datetime import date, timedelta

import pytest

import dunning_core as dc
from dunning_core.law import Rate, Regime, fr
from dunning_core.law.series import ECB_MAIN_REFINANCING, FR_LEGAL_PROFESSIONAL
from dunning_core.timeline import Timeline

SERIES = (ECB_MAIN_REFINANCING, FR_LEGAL_PROFESSIONAL)


@pytest.mark.parametrize("series", SERIES, ids=lambda series: series.name)
def test_every_day_has_one_value_with_a_source(series: Timeline[Rate]) -> None:
    """Walked day by day to the horizon, a series has a value and a source, and changes on half-years only."""
    assert series.verified_until is not None
    day = series.steps[0].start
    while day <= series.verified_until:
        step = series.step_at(day)
        assert step.source
        assert step.start <= day
        assert (step.start.month, step.start.day) in ((1, 1), (7, 1))
        assert series.is_verified(day)
        day += timedelta(days=1)
    assert not series.is_verified(day)


@pytest.mark.parametrize(
    ("day", "business", "public", "legal"),
    [
        (date(2022, 12, 31), "10.00", "8.00", "0.77"),
        (date(2023, 1, 1), "12.50", "10.50", "2.06"),
        (date(2023, 7, 1), "14.00", "12.00", "4.22"),
        (date(2024, 6, 30), "14.50", "12.50", "5.07"),
        (date(2024, 9, 18), "14.25", "12.25", "4.92"),
        (date(2025, 3, 1), "13.15", "11.15", "3.71"),
        (date(2025, 12, 31), "12.15", "10.15", "2.76"),
        (date(2026, 6, 30), "12.15", "10.15", "2.62"),
        (date(2026, 9, 16), "12.40", "10.40", "2.75"),
    ],
)
def test_published_rates(day: date, business: str, public: str, legal: str) -> None:
    """The rates of each half-year, as published; the ECB change of 18 September 2024 waits for the half-year."""
    regimes: tuple[Regime, ...] = (fr.B2B, fr.PUBLIC, fr.B2C)
    assert [regime.late_rate.at(day).text for regime in regimes] == [business, public, legal]


@pytest.mark.parametrize("regime", [fr.B2B, fr.PUBLIC, fr.B2C], ids=lambda regime: regime.code)
def test_the_compiled_table_is_the_series(regime: Regime) -> None:
    """The cumulated table gives, day by day, the rate of the series, and nothing before it."""
    start = regime.late_rate.steps[0].start
    for offset in range(0, 5000, 7):
        day = start + timedelta(days=offset)
        assert regime.table.at(day.toordinal()) == regime.late_rate.at(day).units
    with pytest.raises(dc.DunningError):
        regime.table.up_to(start.toordinal() - 2)


@pytest.mark.parametrize("bad", [12.5, True, None, "12,5", "1e3", "1234567"])
def test_rates_are_exact(bad: object) -> None:
    """A rate is a text, an int or a Decimal, never a float."""
    with pytest.raises(dc.DunningError):
        Rate.percent(bad)  # type: ignore[arg-type]


def test_rates_show_their_percentage() -> None:
    """A rate prints with two decimals at least, and may be negative where a reference rate was."""
    assert str(Rate.percent("-0.88")) == "-0.88 %"
    assert repr(Rate.percent("12.1234")) == "Rate.percent('12.1234')"
    assert Rate.percent(3) + Rate.percent("0.5") == Rate.percent("3.50") < Rate.percent(4)
