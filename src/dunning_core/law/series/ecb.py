"""The rate of the main refinancing operations of the European Central Bank: its changes, and its half-year values."""

from datetime import date

from attrs import evolve

from dunning_core.law.rates import Rate
from dunning_core.law.series.building import build_series
from dunning_core.timeline import Timeline, Verification

_TWO, _ONE, _RECALLED = Verification.TWO_SOURCES, Verification.ONE_SOURCE, Verification.RECALLED

# The first day of a rate, and the day on which it was decided, as far as that was read.
_DECIDED = {
    date(2005, 12, 6): date(2005, 12, 1),
    date(2006, 10, 11): date(2006, 10, 5),
    date(2006, 12, 13): date(2006, 12, 7),
    date(2007, 3, 14): date(2007, 3, 8),
    date(2008, 7, 9): date(2008, 7, 3),
    date(2008, 11, 12): date(2008, 11, 6),
    date(2011, 4, 13): date(2011, 4, 7),
    date(2011, 7, 13): date(2011, 7, 7),
    date(2011, 11, 9): date(2011, 11, 3),
    date(2011, 12, 14): date(2011, 12, 8),
    date(2012, 7, 11): date(2012, 7, 5),
    date(2013, 5, 8): date(2013, 5, 2),
    date(2013, 11, 13): date(2013, 11, 7),
    date(2014, 6, 11): date(2014, 6, 5),
    date(2016, 3, 16): date(2016, 3, 10),
    date(2026, 6, 17): date(2026, 6, 11),
}

_BY_HALF_YEAR = build_series(
    "ECB main refinancing rate, by half-year",
    (
        (date(1999, 1, 1), "3.00", _RECALLED),
        (date(1999, 7, 1), "2.50", _RECALLED),
        (date(2000, 1, 1), "3.00", _RECALLED),
        (date(2000, 7, 1), "4.25", _RECALLED),
        (date(2001, 1, 1), "4.75", _RECALLED),
        (date(2001, 7, 1), "4.50", _RECALLED),
        (date(2002, 1, 1), "3.25", _RECALLED),
        (date(2002, 7, 1), "3.25", _RECALLED),
        (date(2003, 1, 1), "2.75", _RECALLED),
        (date(2003, 7, 1), "2.00", _TWO),
        (date(2004, 1, 1), "2.00", _TWO),
        (date(2004, 7, 1), "2.00", _TWO),
        (date(2005, 1, 1), "2.00", _TWO),
        (date(2005, 7, 1), "2.00", _TWO),
        (date(2006, 1, 1), "2.25", _TWO),
        (date(2006, 7, 1), "2.75", _ONE),
        (date(2007, 1, 1), "3.50", _ONE),
        (date(2007, 7, 1), "4.00", _ONE),
        (date(2008, 1, 1), "4.00", _ONE),
        (date(2008, 7, 1), "4.00", _ONE),
        (date(2009, 1, 1), "2.50", _TWO),
        (date(2009, 7, 1), "1.00", _TWO),
        (date(2010, 1, 1), "1.00", _TWO),
        (date(2010, 7, 1), "1.00", _TWO),
        (date(2011, 1, 1), "1.00", _TWO),
        (date(2011, 7, 1), "1.25", _TWO),
        (date(2012, 1, 1), "1.00", _TWO),
        (date(2012, 7, 1), "1.00", _TWO),
        (date(2013, 1, 1), "0.75", _TWO),
        (date(2013, 7, 1), "0.50", _TWO),
        (date(2014, 1, 1), "0.25", _TWO),
        (date(2014, 7, 1), "0.15", _TWO),
        (date(2015, 1, 1), "0.05", _TWO),
        (date(2015, 7, 1), "0.05", _TWO),
        (date(2016, 1, 1), "0.05", _TWO),
        (date(2016, 7, 1), "0.00", _TWO),
        (date(2017, 1, 1), "0.00", _TWO),
        (date(2017, 7, 1), "0.00", _TWO),
        (date(2018, 1, 1), "0.00", _TWO),
        (date(2018, 7, 1), "0.00", _TWO),
        (date(2019, 1, 1), "0.00", _TWO),
        (date(2019, 7, 1), "0.00", _TWO),
        (date(2020, 1, 1), "0.00", _TWO),
        (date(2020, 7, 1), "0.00", _TWO),
        (date(2021, 1, 1), "0.00", _TWO),
        (date(2021, 7, 1), "0.00", _TWO),
        (date(2022, 1, 1), "0.00", _TWO),
        (date(2022, 7, 1), "0.00", _TWO),
        (date(2023, 1, 1), "2.50", _TWO),
        (date(2023, 7, 1), "4.00", _TWO),
        (date(2024, 1, 1), "4.50", _TWO),
        (date(2024, 7, 1), "4.25", _TWO),
        (date(2025, 1, 1), "3.15", _TWO),
        (date(2025, 7, 1), "2.15", _TWO),
        (date(2026, 1, 1), "2.15", _TWO),
        (date(2026, 7, 1), "2.40", _TWO),
    ),
    act="ECB, main refinancing operations, rate in force on {start}",
    verified_until=date(2026, 12, 31),
    step_months=6,
)

_CHANGES = build_series(
    "ECB main refinancing rate, each change",
    (
        (date(1999, 1, 1), "3.00", _RECALLED),
        (date(1999, 4, 9), "2.50", _ONE),
        (date(1999, 11, 5), "3.00", _RECALLED),
        (date(2000, 2, 4), "3.25", _RECALLED),
        (date(2000, 3, 17), "3.50", _RECALLED),
        (date(2000, 4, 28), "3.75", _RECALLED),
        (date(2000, 6, 9), "4.25", _RECALLED),
        (date(2000, 9, 1), "4.50", _RECALLED),
        (date(2000, 10, 6), "4.75", _RECALLED),
        (date(2001, 5, 11), "4.50", _RECALLED),
        (date(2001, 8, 31), "4.25", _RECALLED),
        (date(2001, 9, 18), "3.75", _RECALLED),
        (date(2001, 11, 9), "3.25", _RECALLED),
        (date(2002, 12, 6), "2.75", _ONE),
        (date(2003, 3, 7), "2.50", _ONE),
        (date(2003, 6, 6), "2.00", _TWO),
        (date(2005, 12, 6), "2.25", _TWO),
        (date(2006, 3, 8), "2.50", _TWO),
        (date(2006, 6, 15), "2.75", _ONE),
        (date(2006, 8, 9), "3.00", _ONE),
        (date(2006, 10, 11), "3.25", _ONE),
        (date(2006, 12, 13), "3.50", _ONE),
        (date(2007, 3, 14), "3.75", _ONE),
        (date(2007, 6, 13), "4.00", _ONE),
        (date(2008, 7, 9), "4.25", _ONE),
        (date(2008, 10, 15), "3.75", _ONE),
        (date(2008, 11, 12), "3.25", _TWO),
        (date(2008, 12, 10), "2.50", _TWO),
        (date(2009, 1, 21), "2.00", _ONE),
        (date(2009, 3, 11), "1.50", _ONE),
        (date(2009, 4, 8), "1.25", _TWO),
        (date(2009, 5, 13), "1.00", _TWO),
        (date(2011, 4, 13), "1.25", _ONE),
        (date(2011, 7, 13), "1.50", _ONE),
        (date(2011, 11, 9), "1.25", _ONE),
        (date(2011, 12, 14), "1.00", _ONE),
        (date(2012, 7, 11), "0.75", _ONE),
        (date(2013, 5, 8), "0.50", _ONE),
        (date(2013, 11, 13), "0.25", _ONE),
        (date(2014, 6, 11), "0.15", _ONE),
        (date(2014, 9, 10), "0.05", _TWO),
        (date(2016, 3, 16), "0.00", _ONE),
        (date(2022, 7, 27), "0.50", _TWO),
        (date(2022, 9, 14), "1.25", _TWO),
        (date(2022, 11, 2), "2.00", _TWO),
        (date(2022, 12, 21), "2.50", _TWO),
        (date(2023, 2, 8), "3.00", _TWO),
        (date(2023, 3, 22), "3.50", _TWO),
        (date(2023, 5, 10), "3.75", _TWO),
        (date(2023, 6, 21), "4.00", _TWO),
        (date(2023, 8, 2), "4.25", _TWO),
        (date(2023, 9, 20), "4.50", _TWO),
        (date(2024, 6, 12), "4.25", _TWO),
        (date(2024, 9, 18), "3.65", _TWO),
        (date(2024, 10, 23), "3.40", _TWO),
        (date(2024, 12, 18), "3.15", _TWO),
        (date(2025, 2, 5), "2.90", _TWO),
        (date(2025, 3, 12), "2.65", _TWO),
        (date(2025, 4, 23), "2.40", _TWO),
        (date(2025, 6, 11), "2.15", _TWO),
        (date(2026, 6, 17), "2.40", _TWO),
        (date(2026, 9, 16), "2.65", _TWO),
    ),
    act="ECB, decision on the main refinancing rate, applied from {start}",
    verified_until=date(2026, 10, 28),
)


def _cite(series: Timeline[Rate]) -> Timeline[Rate]:
    """Return a series of ECB rates with the day of the decision that each step rests on, where it is known."""
    starts = [_CHANGES.step_at(step.start).start for step in series.steps]
    steps = (
        evolve(step, source=f"{step.source}, decided on {_DECIDED[start]}") if start in _DECIDED else step
        for step, start in zip(series.steps, starts, strict=True)
    )
    return evolve(series, steps=tuple(steps))


#: The rate in force on 1 January and 1 July, which several statutes take for the whole half-year (directive 2011/7/EU,
#: article 2(7); C. com. L441-10 II). From mid-2009 each value was checked against the German base rate, which by § 247
#: BGB moves by exactly the same step.
ECB_MAIN_REFINANCING = _cite(_BY_HALF_YEAR)

#: Every change, by the day from which it was applied. Some value dates are recalled; the levels on 1 January and
#: 1 July agree with the half-year series.
ECB_MAIN_REFINANCING_CHANGES = _cite(_CHANGES)
