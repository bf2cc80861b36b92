"""A second, slow and obvious implementation of interest, for comparison: whole numbers, fractions and day ordinals.

It shares no code with the library: one loop over the days, and a table of rates typed in again from the publications.
"""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

#: Percent per year from the first day of each half-year: ECB main refinancing rate, then the French legal rate.
ECB = {
    (2024, 1): Fraction("4.50"),
    (2024, 2): Fraction("4.25"),
    (2025, 1): Fraction("3.15"),
    (2025, 2): Fraction("2.15"),
    (2026, 1): Fraction("2.15"),
    (2026, 2): Fraction("2.40"),
}
LEGAL = {
    (2024, 1): Fraction("5.07"),
    (2024, 2): Fraction("4.92"),
    (2025, 1): Fraction("3.71"),
    (2025, 2): Fraction("2.76"),
    (2026, 1): Fraction("2.62"),
    (2026, 2): Fraction("2.75"),
}

RateOf = Callable[[int], Fraction]


def half_year(ordinal: int) -> tuple[int, int]:
    """The half-year of a day."""
    day = date.fromordinal(ordinal)
    return day.year, 1 if day.month <= 6 else 2


def floating(table: dict[tuple[int, int], Fraction], margin: int) -> RateOf:
    """The rate of the half-year of each day."""
    return lambda ordinal: table[half_year(ordinal)] + margin


def frozen(table: dict[tuple[int, int], Fraction], margin: int, first: int) -> RateOf:
    """The rate of the half-year of the first day, for all days."""
    return lambda ordinal: table[half_year(first)] + margin


def exact_interest(
    principal: int, paid: Iterable[tuple[int, int]], *, after: int, until: int, rate: RateOf
) -> Fraction:
    """Interest in minor units: each day of (after, until], on what was left unpaid at the end of the day before."""
    payments = list(paid)
    total = Fraction(0)
    for day in range(after + 1, until + 1):
        left = principal - sum(minor for on, minor in payments if on < day)
        total += max(0, left) * rate(day) / 100 / 365
    return total


def half_up(exact: Fraction) -> int:
    """A fraction rounded to the nearest whole number, a half upwards."""
    return (exact + Fraction(1, 2)).__floor__()
