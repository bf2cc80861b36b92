"""Every day of every series has exactly one value, with a source; regimes read them as the statutes say."""

import itertools
import re
from datetime import date, timedelta

import pytest

import dunning_core as dc
from dunning_core.calendars import add_months
from dunning_core.law import Rate, Regime, fr, series
from dunning_core.law.series import (
    BANK_OF_ENGLAND_BASE,
    DE_BASE_RATE,
    ECB_MAIN_REFINANCING,
    ECB_MAIN_REFINANCING_CHANGES,
    FR_LEGAL_INDIVIDUAL,
    FR_LEGAL_PROFESSIONAL,
    UK_REFERENCE_RATE,
)
from dunning_core.timeline import Timeline, Verification

SERIES = [getattr(series, name) for name in series.__all__]
BY_HALF_YEAR = (ECB_MAIN_REFINANCING, UK_REFERENCE_RATE, DE_BASE_RATE)


@pytest.mark.parametrize("rates", SERIES, ids=lambda rates: rates.name)
def test_every_day_has_one_value_with_a_source(rates: Timeline[Rate]) -> None:
    """Walked day by day to the horizon, a series has one value, whose source names the act and no page or file."""
    last = rates.verified_until or date(2026, 12, 31)
    day = rates.steps[0].start
    current = rates.steps[0]
    left = list(rates.steps[1:])
    while day <= last:
        if left and left[0].start == day:
            current = left.pop(0)
        assert rates.step_at(day) is current
        assert rates.is_verified(day)
        day += timedelta(days=1)
    assert not left
    assert rates.verified_until is None or not rates.is_verified(day)
    for step in rates.steps:
        assert step.source
        assert not re.search(r"http|www|\.(?:fr|com|org|uk|ie)\b|file|\bid\b", step.source)
        assert step.verification is not Verification.CALLER


@pytest.mark.parametrize("rates", BY_HALF_YEAR, ids=lambda rates: rates.name)
def test_half_yearly_series_miss_no_half_year(rates: Timeline[Rate]) -> None:
    """A half-yearly series has a step on each 1 January and 1 July, and is extended half a year at a time."""
    for earlier, later in itertools.pairwise(rates.steps):
        assert later.start == add_months(earlier.start, 6)
        assert (later.start.month, later.start.day) in ((1, 1), (7, 1))
    longer = rates.with_step(date(2027, 1, 1), Rate.percent("1"), source="act of December")
    assert longer.verified_until == date(2027, 6, 30)


def test_half_years_agree_with_the_changes() -> None:
    """What is published by half-year is what was in force on the day that the statute names."""
    for step in ECB_MAIN_REFINANCING.steps:
        assert ECB_MAIN_REFINANCING_CHANGES.at(step.start) == step.value, step.start
    for step in UK_REFERENCE_RATE.steps:
        assert BANK_OF_ENGLAND_BASE.at(step.start - timedelta(days=1)) == step.value, step.start
    # § 247 BGB: the German base rate moves by the change of the ECB rate over the half-year.
    german = [step for step in DE_BASE_RATE.steps if step.start >= date(2009, 7, 1)]
    for earlier, later in itertools.pairwise(german):
        moved = ECB_MAIN_REFINANCING.at(later.start).units - ECB_MAIN_REFINANCING.at(earlier.start).units
        assert later.value.units - earlier.value.units == moved, later.start


def test_the_day_of_a_decision_is_cited_where_it_is_known() -> None:
    """The ECB decided on 11 June 2026 what it applied from 17 June, and what governs the half-year from 1 July."""
    decided = "decided on 2026-06-11"
    change = ECB_MAIN_REFINANCING_CHANGES.step_at(date(2026, 6, 17))
    assert change.source == f"ECB, decision on the main refinancing rate, applied from 2026-06-17, {decided}"
    half_year = ECB_MAIN_REFINANCING.step_at(date(2026, 7, 1))
    assert half_year.source == f"ECB, main refinancing operations, rate in force on 2026-07-01, {decided}"
    assert "decided" not in ECB_MAIN_REFINANCING.step_at(date(2026, 1, 1)).source
    for step in ECB_MAIN_REFINANCING_CHANGES.steps:
        _, _, on = step.source.partition(", decided on ")
        assert not on or timedelta(0) < step.start - date.fromisoformat(on) < timedelta(days=9)


def test_what_rests_on_memory_is_marked() -> None:
    """A row that was not verified twice carries its mark."""
    assert ECB_MAIN_REFINANCING.step_at(date(2000, 3, 1)).verification is Verification.RECALLED
    assert FR_LEGAL_INDIVIDUAL.step_at(date(2026, 7, 1)).verification is Verification.ONE_SOURCE
    assert FR_LEGAL_PROFESSIONAL.step_at(date(2026, 7, 1)).verification is Verification.TWO_SOURCES
    assert FR_LEGAL_PROFESSIONAL.at(date(2012, 5, 1)) == Rate.percent("0.71")


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
