"""Rate and DayCount: from a yearly rate and a number of days to a fraction of a principal."""

import re
from calendar import isleap, monthrange
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from dunning_core._checks import check_count, check_instance
from dunning_core.errors import InvalidValueError, WrongTypeError

# A rate is a whole number of millionths of a percent, so that 12.15 % is exact and sums of rates stay whole.
RATE_UNIT = 10**8
_PERCENT = re.compile(r"([+-]?)([0-9]{1,4})(?:\.([0-9]{1,6}))?")


class DayCount(Enum):
    """How days become a fraction of a year; every convention here adds up over any split of a period.

    THIRTY_E_360 counts every month as 30 days and a 31st as a 30th; THIRTY_360 counts the last day of February as a
    30th as well, so that each whole month has 30 days.
    """

    ACTUAL_365 = "actual_365"
    ACTUAL_360 = "actual_360"
    ACTUAL_ACTUAL = "actual_actual"
    THIRTY_360 = "thirty_360"
    THIRTY_E_360 = "thirty_e_360"

    @property
    def year(self) -> int:
        """Return what `position` grows by over a whole year."""
        return {"actual_365": 365, "actual_actual": 365 * 366}.get(self.value, 360)

    @property
    def is_plain(self) -> bool:
        """Return whether the position of a day is its ordinal."""
        return self in (DayCount.ACTUAL_365, DayCount.ACTUAL_360)

    def position(self, ordinal: int) -> int:
        """Return where a day stands: the difference of two positions over `year` is the fraction of a year between.

        >>> count = DayCount.THIRTY_360
        >>> count.position(date(2026, 3, 31).toordinal()) - count.position(date(2026, 2, 28).toordinal())
        30
        """
        if self.is_plain:
            return ordinal
        day = date.fromordinal(ordinal)
        if self is DayCount.ACTUAL_ACTUAL:
            of_year = ordinal - date(day.year, 1, 1).toordinal() + 1
            return day.year * 365 * 366 + of_year * (365 if isleap(day.year) else 366)
        is_last = self is DayCount.THIRTY_360 and monthrange(day.year, day.month)[1] == day.day
        return 360 * day.year + 30 * (day.month - 1) + (30 if is_last else min(day.day, 30))

    def weighs_alike_until(self, ordinal: int) -> int | None:
        """Return the last day from a day on of which each counts for as much; None where all days do.

        >>> date.fromordinal(DayCount.ACTUAL_ACTUAL.weighs_alike_until(date(2026, 5, 1).toordinal()))
        datetime.date(2027, 12, 31)
        """
        if self.is_plain:
            return None
        if self is DayCount.ACTUAL_ACTUAL:
            year = date.fromordinal(ordinal).year
            while isleap(year + 1) == isleap(year):
                year += 1
            return date(year, 12, 31).toordinal()
        last = ordinal
        while self._weight(last + 1) == self._weight(ordinal):
            last += 1
        return last

    def _weight(self, ordinal: int) -> int:
        return self.position(ordinal) - self.position(ordinal - 1)


@frozen(order=True, repr=False)
class Rate:
    """A yearly rate, exact to a millionth of a percent; it may be negative, as some reference rates were.

    >>> Rate.percent("2.15") + Rate.percent("10")
    Rate.percent('12.15')
    """

    units: int = field()

    def __attrs_post_init__(self) -> None:
        check_count("rate", self.units, lowest=-(10**11), highest=10**11)

    @classmethod
    def percent(cls, percent: "str | int | Decimal") -> "Rate":
        """Return a rate given in percent a year, with at most six decimals.

        Raises WrongTypeError for a float, InvalidValueError for an unreadable or too long figure.
        """
        if isinstance(percent, bool) or not isinstance(percent, str | int | Decimal):
            raise WrongTypeError("wrong_type", "rate", percent, "pass a str, an int or a Decimal, in percent a year")
        match = _PERCENT.fullmatch(percent if isinstance(percent, str) else f"{percent:f}" if _small(percent) else "")
        if not match:
            raise InvalidValueError("bad_format", "rate", percent, "write the percentage with ASCII digits, as 12.15")
        sign, whole, decimals = match.groups(default="")
        units = int(whole + decimals.ljust(6, "0"))
        return cls(-units if sign == "-" else units)

    @property
    def fraction(self) -> Fraction:
        """Return the rate as a plain fraction: 12.15 % is 243/2000."""
        return Fraction(self.units, RATE_UNIT)

    @property
    def text(self) -> str:
        """Return the percentage in plain digits, with two decimals at least."""
        whole, rest = divmod(abs(self.units), 10**6)
        decimals = f"{rest:06d}".rstrip("0").ljust(2, "0")
        return f"{'-' if self.units < 0 else ''}{whole}.{decimals}"

    def __add__(self, other: "Rate") -> "Rate":
        check_instance("other", other, Rate)
        return Rate(self.units + other.units)

    def __str__(self) -> str:
        return f"{self.text} %"

    def __repr__(self) -> str:
        return f"Rate.percent({self.text!r})"


def _small(percent: int | Decimal) -> bool:
    # Refused by magnitude before formatting: a huge exponent would fill the memory.
    if isinstance(percent, int):
        return abs(percent) < 10**4
    return percent.is_finite() and -8 < percent.adjusted() < 5
