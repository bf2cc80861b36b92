"""Month arithmetic without surprises, and the days on which one works: weekends, holidays, days of one's own.

Months are added in one step, and clipped to the month's last day.
"""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from attrs import evolve, field, frozen
from dateutil.easter import easter

from dunning_core._checks import as_tuple, check_count, check_date, check_free_text, check_text, set_field
from dunning_core.errors import InvalidValueError, WrongTypeError

# A calendar that closes for longer was not meant so.
_LONGEST_CLOSING_DAYS = 3660
_LEAP_YEAR = 2000
_WEEK = range(7)


def add_months(day: date, months: int) -> date:
    """Return the same day a number of months later, or the last day of that month when it is shorter.

    >>> add_months(date(2027, 1, 30), 1)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_month(day: date) -> date:
    """Return the last day of the month.

    >>> end_of_month(date(2028, 2, 10))
    datetime.date(2028, 2, 29)
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


@frozen
class Holiday:
    """A day off in each year: a day of a month, or so many days from Easter Sunday (of the Gregorian calendar).

    >>> Holiday("Ascension", from_easter=39).falls_on(date(2026, 5, 14))
    True
    """

    name: str
    month: int | None = None
    day: int | None = None
    from_easter: int | None = None

    def __attrs_post_init__(self) -> None:
        check_text("name", self.name)
        if self.from_easter is not None:
            check_count("from_easter", self.from_easter, lowest=-80, highest=250)
            if self.month is not None or self.day is not None:
                raise InvalidValueError("contradictory", "from_easter", self.from_easter, "leave month and day out")
            return
        check_count("month", self.month, lowest=1, highest=12)
        check_count("day", self.day, lowest=1, highest=31)
        try:
            date(_LEAP_YEAR, self.month or 0, self.day or 0)
        except ValueError:
            raise InvalidValueError("no_such_day", "day", self.day, f"month {self.month} has no such day") from None

    def falls_on(self, day: date) -> bool:
        """Return whether it is that day."""
        if self.from_easter is not None:
            return self.from_easter == (day - easter(day.year)).days
        return (self.month, self.day) == (day.month, day.day)


def _weekdays(given: Iterable[int]) -> tuple[int, ...]:
    numbers = as_tuple("weekend", given, int)
    for index, number in enumerate(numbers):
        check_count(f"weekend[{index}]", number, highest=6)
    return tuple(sorted(set(numbers)))


def _holidays(given: Iterable[Holiday]) -> tuple[Holiday, ...]:
    return as_tuple("holidays", given, Holiday)


def _days(given: Iterable[date]) -> tuple[date, ...]:
    days = as_tuple("closed_days", given, date)
    for index, day in enumerate(days):
        check_date(f"closed_days[{index}]", day)
    return tuple(sorted(set(days)))


@frozen
class BusinessCalendar:
    """The days on which one works: all but the weekend, the holidays of each year, and closed days of one's own.

    `weekend` counts Monday as 0, as `date.weekday()` does. `source` says who set the holidays. A plain value: it is
    stored, compared and changed like any other. Raises InvalidValueError for a week without a working day.

    >>> FRANCE.next_open(date(2026, 5, 1))
    datetime.date(2026, 5, 4)
    >>> BusinessCalendar("ours", holidays=FRANCE.holidays, closed_days=[date(2026, 5, 4)]).next_open(date(2026, 5, 1))
    datetime.date(2026, 5, 5)
    """

    name: str
    weekend: tuple[int, ...] = field(default=(5, 6), converter=_weekdays)
    holidays: tuple[Holiday, ...] = field(default=(), converter=_holidays)
    closed_days: tuple[date, ...] = field(default=(), converter=_days)
    source: str = ""
    # Looked up for each line of a run, and so compiled once.
    _fixed: frozenset[tuple[int | None, int | None]] = field(init=False, eq=False, repr=False)
    _moving: frozenset[int] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        check_text("name", self.name)
        check_free_text("source", self.source)
        if len(self.weekend) == len(_WEEK):
            raise InvalidValueError("never_open", "weekend", self.weekend, "leave at least one day of the week")
        moving = frozenset(one.from_easter for one in self.holidays if one.from_easter is not None)
        fixed = frozenset((one.month, one.day) for one in self.holidays if one.from_easter is None)
        set_field(self, "_moving", moving)
        set_field(self, "_fixed", fixed)

    def is_open(self, day: date) -> bool:
        """Return whether it is a day on which one works."""
        if type(day) is not date:
            raise WrongTypeError("wrong_type", "day", day, "pass a datetime.date")
        if day.weekday() in self.weekend or (day.month, day.day) in self._fixed:
            return False
        place = bisect_left(self.closed_days, day)
        if place < len(self.closed_days) and self.closed_days[place] == day:
            return False
        return not self._moving or (day - easter(day.year)).days not in self._moving

    def next_open(self, day: date) -> date:
        """Return the day itself when it is open, else the next one that is.

        Raises InvalidValueError when none comes in ten years.
        """
        if self.is_open(day):
            return day
        last = min(day.toordinal() + _LONGEST_CLOSING_DAYS, date.max.toordinal())
        for ordinal in range(day.toordinal() + 1, last + 1):
            if self.is_open(found := date.fromordinal(ordinal)):
                return found
        raise InvalidValueError("never_open", "calendar", self.name, f"no day is open from {day} on; open one")

    def holiday_on(self, day: date) -> Holiday | None:
        """Return the holiday that falls on a day, a weekend or not, or None."""
        return next((holiday for holiday in self.holidays if holiday.falls_on(day)), None)

    def with_closed_days(self, *days: date) -> "BusinessCalendar":
        """Return the calendar with more closed days: an annual closing, a bridge."""
        return evolve(self, closed_days=(*self.closed_days, *days))


#: The legal holidays of France (code du travail, L3133-1), Saturdays and Sundays. Whit Monday is one of them: who works
#: on it, as on the day of solidarity, takes it out.
FRANCE = BusinessCalendar(
    "FRANCE",
    holidays=(
        Holiday("1er janvier", month=1, day=1),
        Holiday("lundi de Pâques", from_easter=1),
        Holiday("1er mai", month=5, day=1),
        Holiday("8 mai", month=5, day=8),
        Holiday("Ascension", from_easter=39),
        Holiday("lundi de Pentecôte", from_easter=50),
        Holiday("14 juillet", month=7, day=14),
        Holiday("Assomption", month=8, day=15),
        Holiday("Toussaint", month=11, day=1),
        Holiday("11 novembre", month=11, day=11),
        Holiday("jour de Noël", month=12, day=25),
    ),
    source="code du travail, L3133-1",
)

#: The same in Bas-Rhin, Haut-Rhin and Moselle, with Good Friday and 26 December (code du travail, L3134-13). Good
#: Friday is one only where there is a Protestant temple or a mixed church; it is closed here everywhere.
ALSACE_MOSELLE = BusinessCalendar(
    "ALSACE_MOSELLE",
    holidays=(
        *FRANCE.holidays,
        Holiday("Vendredi saint", from_easter=-2),
        Holiday("26 décembre", month=12, day=26),
    ),
    source="code du travail, L3133-1 and L3134-13",
)

#: The days on which TARGET, the payment system of the euro, is closed, as they have been since 2002.
TARGET = BusinessCalendar(
    "TARGET",
    holidays=(
        Holiday("New Year's Day", month=1, day=1),
        Holiday("Good Friday", from_easter=-2),
        Holiday("Easter Monday", from_easter=1),
        Holiday("1 May", month=5, day=1),
        Holiday("Christmas Day", month=12, day=25),
        Holiday("26 December", month=12, day=26),
    ),
    source="European Central Bank, long-term calendar of 14 December 2000",
)
