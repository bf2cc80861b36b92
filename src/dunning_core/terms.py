"""PaymentTerms: from the day of an invoice to the day when its payment is due."""

from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from dunning_core._checks import check_count, check_date, check_instance
from dunning_core.calendars import add_months, end_of_month
from dunning_core.errors import InvalidValueError


class MonthEnd(Enum):
    """Where the end of the month comes in: not at all, after the days are counted, or before."""

    NONE = "none"
    AFTER_DAYS = "after_days"
    BEFORE_DAYS = "before_days"


@frozen
class PaymentTerms:
    """Payment terms: days and months, and what the end of the month does to them.

    "45 days end of month" has two lawful readings in France (C. com. L441-10 I), which differ by weeks:
    `net_then_end_of_month(45)` and `end_of_month_then_net(45)`. The contract says which one holds.

    >>> PaymentTerms.net_then_end_of_month(45).due_on(date(2025, 2, 15))
    datetime.date(2025, 4, 30)
    >>> PaymentTerms.end_of_month_then_net(45).due_on(date(2025, 2, 15))
    datetime.date(2025, 4, 14)
    """

    days: int = 0
    months: int = 0
    month_end: MonthEnd = MonthEnd.NONE
    day_of_month: int | None = None

    def __attrs_post_init__(self) -> None:
        check_count("days", self.days, highest=3660)
        check_count("months", self.months, highest=120)
        check_instance("month_end", self.month_end, MonthEnd)
        if self.day_of_month is not None:
            check_count("day", self.day_of_month, lowest=1, highest=31)
            if self.month_end is not MonthEnd.AFTER_DAYS:
                raise InvalidValueError("bad_terms", "month_end", self.month_end.value, "a day goes with AFTER_DAYS")

    @classmethod
    def net(cls, days: int) -> "PaymentTerms":
        """Return terms of a number of calendar days after the invoice."""
        return cls(days=days)

    @classmethod
    def net_months(cls, months: int) -> "PaymentTerms":
        """Return terms of whole months, clipped to the last day of a shorter month."""
        return cls(months=months)

    @classmethod
    def net_then_end_of_month(cls, days: int) -> "PaymentTerms":
        """Return terms of a number of days, then the last day of the month reached."""
        return cls(days=days, month_end=MonthEnd.AFTER_DAYS)

    @classmethod
    def end_of_month_then_net(cls, days: int) -> "PaymentTerms":
        """Return terms of the last day of the invoice's month, then a number of days."""
        return cls(days=days, month_end=MonthEnd.BEFORE_DAYS)

    @classmethod
    def end_of_month_on(cls, days: int, *, day: int) -> "PaymentTerms":
        """Return terms of a number of days, then the end of the month, then a day of the next month.

        >>> PaymentTerms.end_of_month_on(30, day=10).due_on(date(2008, 4, 15))
        datetime.date(2008, 6, 10)
        """
        return cls(days=days, month_end=MonthEnd.AFTER_DAYS, day_of_month=day)

    def due_on(self, issued_on: date) -> date:
        """Return the due date of an invoice issued on a day; it is kept even when it falls on a closed day."""
        check_date("issued_on", issued_on)
        start = end_of_month(issued_on) if self.month_end is MonthEnd.BEFORE_DAYS else issued_on
        due = start + timedelta(days=self.days)
        if self.months:
            due = add_months(due, self.months)
        if self.month_end is MonthEnd.AFTER_DAYS:
            due = end_of_month(due)
        if self.day_of_month is None:
            return due
        following = end_of_month(due + timedelta(days=1))
        return following.replace(day=min(self.day_of_month, following.day))
