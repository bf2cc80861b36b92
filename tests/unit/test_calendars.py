"""Calendars: known holidays of known years, days of one's own, and what never opens."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.calendars import ALSACE_MOSELLE, FRANCE, TARGET, BusinessCalendar, Holiday

#: As published for these years: ministère du travail (France), European Central Bank (TARGET).
FRENCH_2026 = "0101 0406 0501 0508 0514 0525 0714 0815 1101 1111 1225"
FRENCH_2024 = "0101 0401 0501 0508 0509 0520 0714 0815 1101 1111 1225"
FRENCH_2008 = "0101 0324 0501 0508 0501 0512 0714 0815 1101 1111 1225"
ALSACE_2026 = FRENCH_2026 + " 0403 1226"
TARGET_2026 = "0101 0403 0406 0501 1225 1226"
TARGET_2024 = "0101 0329 0401 0501 1225 1226"


@pytest.mark.parametrize(
    ("calendar", "year", "days"),
    [
        (FRANCE, 2026, FRENCH_2026),
        (FRANCE, 2024, FRENCH_2024),
        (FRANCE, 2008, FRENCH_2008),
        (ALSACE_MOSELLE, 2026, ALSACE_2026),
        (TARGET, 2026, TARGET_2026),
        (TARGET, 2024, TARGET_2024),
    ],
)
def test_the_closed_days_of_a_year(calendar: BusinessCalendar, year: int, days: str) -> None:
    """A year is closed on its published holidays and its weekends, and open on every other day."""
    holidays = {date(year, int(day[:2]), int(day[2:])) for day in days.split()}
    every = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    for day in every:
        assert calendar.is_open(day) == (day.weekday() < 5 and day not in holidays), day
        assert (calendar.holiday_on(day) is not None) == (day in holidays), day


def test_a_holiday_says_its_name() -> None:
    """The holiday that falls on a day is told, on a weekend too; 1 May 2008 was two of them, and the first is told."""
    assert FRANCE.holiday_on(date(2026, 8, 15)) == Holiday("Assomption", month=8, day=15)
    assert FRANCE.holiday_on(date(2008, 5, 1)) == Holiday("1er mai", month=5, day=1)
    assert FRANCE.holiday_on(date(2026, 5, 2)) is None


def test_the_next_open_day() -> None:
    """An open day is its own; Thursday 24 December 2026 in Alsace is followed by four closed days."""
    assert ALSACE_MOSELLE.next_open(date(2026, 12, 24)) == date(2026, 12, 24)
    assert ALSACE_MOSELLE.next_open(date(2026, 12, 25)) == date(2026, 12, 28)
    assert FRANCE.next_open(date(2026, 4, 3)) == date(2026, 4, 3)
    assert ALSACE_MOSELLE.next_open(date(2026, 4, 3)) == date(2026, 4, 7)


def test_days_of_ones_own() -> None:
    """A bridge is closed, Whit Monday may be worked, and a weekend may be another one."""
    bridge = FRANCE.with_closed_days(date(2026, 5, 15), date(2026, 5, 15))
    assert bridge.closed_days == (date(2026, 5, 15),)
    assert bridge.next_open(date(2026, 5, 14)) == date(2026, 5, 18)
    assert bridge.is_open(date(2026, 5, 13))
    solidarity = attrs.evolve(FRANCE, holidays=[one for one in FRANCE.holidays if one.from_easter != 50])
    assert (FRANCE.is_open(date(2026, 5, 25)), solidarity.is_open(date(2026, 5, 25))) == (False, True)
    assert BusinessCalendar("AE", weekend=(4, 5)).next_open(date(2026, 5, 15)) == date(2026, 5, 17)
    assert BusinessCalendar("all", weekend=()).next_open(date(2026, 5, 17)) == date(2026, 5, 17)


def test_29_february_is_a_holiday_of_leap_years() -> None:
    """A holiday on 29 February is there when the day is."""
    leap = BusinessCalendar("leap", weekend=(), holidays=[Holiday("leap", month=2, day=29)])
    assert leap.next_open(date(2028, 2, 29)) == date(2028, 3, 1)
    assert leap.is_open(date(2027, 3, 1))


def test_what_never_opens_is_told() -> None:
    """A week without a working day is refused; a year of holidays and the end of time are told when asked."""
    with pytest.raises(dc.DunningError, match="leave at least one"):
        BusinessCalendar("never", weekend=range(7))
    every = {(date(2000, 1, 1) + timedelta(days=number)) for number in range(366)}
    closed = [Holiday(f"{day:%m%d}", month=day.month, day=day.day) for day in sorted(every)]
    with pytest.raises(dc.DunningError, match="no day is open from 2026-05-01"):
        BusinessCalendar("never", holidays=closed).next_open(date(2026, 5, 1))
    with pytest.raises(dc.DunningError, match="no day is open"):
        BusinessCalendar("end", weekend=(4, 5, 6)).next_open(date.max)


@pytest.mark.parametrize(
    ("build", "field"),
    [
        (lambda: BusinessCalendar(""), "name"),
        (lambda: BusinessCalendar("x", weekend=[7]), "weekend[0]"),
        (lambda: BusinessCalendar("x", weekend=[True]), "weekend[0]"),
        (lambda: BusinessCalendar("x", weekend="56"), "weekend"),  # type: ignore[arg-type]
        (lambda: BusinessCalendar("x", holidays=["Noël"]), "holidays[0]"),  # type: ignore[list-item]
        (lambda: BusinessCalendar("x", closed_days=["2026-05-01"]), "closed_days[0]"),  # type: ignore[list-item]
        (lambda: BusinessCalendar("x", source=None), "source"),  # type: ignore[arg-type]
        (lambda: FRANCE.is_open("2026-05-01"), "day"),  # type: ignore[arg-type]
        (lambda: Holiday(""), "name"),
        (lambda: Holiday("x"), "month"),
        (lambda: Holiday("x", month=13, day=1), "month"),
        (lambda: Holiday("x", month=2), "day"),
        (lambda: Holiday("x", month=2, day=30), "day"),
        (lambda: Holiday("x", from_easter=400), "from_easter"),
        (lambda: Holiday("x", month=1, day=1, from_easter=1), "from_easter"),
    ],
)
def test_nonsense_is_refused(build: Callable[[], object], field: str) -> None:
    """A field that makes no sense is named."""
    with pytest.raises(dc.DunningError, match=re.escape(field)) as caught:
        build()
    assert caught.value.field == field


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from([FRANCE, ALSACE_MOSELLE, TARGET]))
def test_the_next_open_day_is_the_first_one(day: date, calendar: BusinessCalendar) -> None:
    """It is open, not before the day, and every day between is closed."""
    found = calendar.next_open(day)
    assert calendar.is_open(found)
    assert 0 <= (found - day).days < 10
    assert not any(calendar.is_open(day + timedelta(days=number)) for number in range((found - day).days))
