"""Month arithmetic without surprises: months are added in one step, and clipped to the month's last day."""

from datetime import date

from dateutil.relativedelta import relativedelta


def add_months(day: date, months: int) -> date:
    """Return the same day a number of months later, or the last day of that month when it is shorter.

    >>> add_months(date(2027, 1, 30), 1)
    datetime.date(2027, 2, 28)
    """
    return day + relativedelta(months=months)


def end_of_month(day: date) -> date:
    """Return the last day of the month.

    >>> end_of_month(date(2028, 2, 10))
    datetime.date(2028, 2, 29)
    """
    return day + relativedelta(day=31)
