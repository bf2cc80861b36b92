"""PaymentTerms: from the day of an invoice to the day when its payment is due."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_count, check_date, check_instance, show_fields
from dunning_core.calendars import add_months, end_of_month
from dunning_core.errors import InvalidValueError
from dunning_core.law import Rate
from dunning_core.law.rates import RATE_UNIT
from dunning_core.money import Money, Rounding


class MonthEnd(Enum):
    """Where the end of the month comes in: not at all, after the days are counted, or before."""

    NONE = "none"
    AFTER_DAYS = "after_days"
    BEFORE_DAYS = "before_days"


@frozen
class EarlyPaymentDiscount:
    """A discount for early payment (escompte): a rate off the amount for who pays within some days of the invoice.

    It is taken on the amount with VAT or, with `before_vat`, on the amount before VAT, as the clause says.

    >>> EarlyPaymentDiscount(Rate.percent("2"), 8).discounted(Money("1200.00", "EUR"))
    Money('1176.00', 'EUR')
    """

    rate: Rate
    days: int
    before_vat: bool = False

    def __attrs_post_init__(self) -> None:
        check_instance("rate", self.rate, Rate)
        if not 0 < self.rate.units < RATE_UNIT:
            raise InvalidValueError("out_of_range", "rate", self.rate, "pass a rate above 0 % and under 100 %")
        check_count("days", self.days, highest=3660)
        check_instance("before_vat", self.before_vat, bool)

    def last_day(self, issued_on: date) -> date:
        """Return the last day on which the discount may be taken."""
        check_date("issued_on", issued_on)
        return issued_on + timedelta(days=self.days)

    def discounted(self, amount: Money, *, net_amount: Money | None = None) -> Money:
        """Return what is due with the discount taken, the discount itself rounded half-up.

        Raises InvalidValueError when it is taken before VAT and the amount before VAT is not given.
        """
        base = amount
        if self.before_vat:
            if net_amount is None:
                raise InvalidValueError("missing", "net_amount", None, "give the amount before VAT")
            base = net_amount
        return amount - base.times(self.rate.fraction, rounding=Rounding.HALF_UP)


def _payment_days(given: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(set(as_tuple("payment_days", given, int))))


@frozen(repr=False)
class PaymentTerms:
    """Payment terms: days and months, and what the end of the month does to them.

    With `payment_days`, days of the month on which the client pays, the due date is the next of them. `discount` is
    what an early payment takes off; it moves no date.

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
    payment_days: tuple[int, ...] = field(default=(), converter=_payment_days)
    discount: EarlyPaymentDiscount | None = None

    def __attrs_post_init__(self) -> None:
        check_count("days", self.days, highest=3660)
        check_count("months", self.months, highest=120)
        check_instance("month_end", self.month_end, MonthEnd)
        if self.day_of_month is not None:
            check_count("day", self.day_of_month, lowest=1, highest=31)
            if self.month_end is not MonthEnd.AFTER_DAYS:
                raise InvalidValueError("bad_terms", "month_end", self.month_end.value, "a day goes with AFTER_DAYS")
        for index, day in enumerate(self.payment_days):
            check_count(f"payment_days[{index}]", day, lowest=1, highest=31)
        if self.discount is not None:
            check_instance("discount", self.discount, EarlyPaymentDiscount)

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

    @classmethod
    def net_on_days(cls, days: int, *, payment_days: Sequence[int]) -> "PaymentTerms":
        """Return terms of a number of days, then the next of the days of the month on which the client pays.

        >>> PaymentTerms.net_on_days(0, payment_days=[5, 10]).due_on(date(2020, 1, 6))
        datetime.date(2020, 1, 10)
        """
        return cls(days=days, payment_days=tuple(payment_days))

    def due_on(self, issued_on: date) -> date:
        """Return the due date of an invoice issued on a day; it is kept even when it falls on a closed day."""
        check_date("issued_on", issued_on)
        due = self._base_day(issued_on)
        return _next_of(self.payment_days, due) if self.payment_days else due

    __repr__ = show_fields

    def _base_day(self, issued_on: date) -> date:
        start = end_of_month(issued_on) if self.month_end is MonthEnd.BEFORE_DAYS else issued_on
        due = start + timedelta(days=self.days)
        if self.months:
            due = add_months(due, self.months)
        if self.month_end is MonthEnd.AFTER_DAYS:
            due = end_of_month(due)
        if self.day_of_month is None:
            return due
        following = end_of_month(add_months(due, 1))
        return following.replace(day=min(self.day_of_month, following.day))


def _next_of(days: Sequence[int], day: date) -> date:
    # A 31st stands for the last day of a shorter month; past the last of them, the first of the next month.
    last = end_of_month(day)
    found = (last.replace(day=min(number, last.day)) for number in days)
    following = end_of_month(add_months(last, 1))
    return next((on for on in found if on >= day), following.replace(day=min(days[0], following.day)))
