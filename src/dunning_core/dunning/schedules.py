"""Schedules: how what is owed is spread over days: equal parts, parts of one's own, or each due day put off."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_count, check_date, check_instance
from dunning_core.calendars import BusinessCalendar, add_months
from dunning_core.errors import CurrencyMismatchError, InvalidValueError
from dunning_core.events import PlanInstallment
from dunning_core.ledger import Receivable
from dunning_core.money import Money

# A plan for longer was not meant so.
_MOST_PARTS = 600


@frozen
class ScheduledPart:
    """So much to pay by a day; `meant_on` is the first day that was asked for, when that is closed."""

    due_on: date
    amount: Money
    meant_on: date


@frozen
class EqualInstallments:
    """Equal parts from a first day on, each so many months after the first, or so many days where `every_days` is set.

    The parts add up to the minor unit by the largest remainder: the units that are left go to the first parts. Months
    are counted from the first day, and clipped to the end of a short month. With a `calendar`, a closed day moves to
    the next open one; the days after it are still counted from the day that was meant.
    """

    count: int
    first_on: date
    every_months: int = field(default=1, kw_only=True)
    every_days: int | None = field(default=None, kw_only=True)
    calendar: BusinessCalendar | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_count("count", self.count, lowest=1, highest=_MOST_PARTS)
        check_date("first_on", self.first_on)
        check_count("every_months", self.every_months, lowest=1, highest=120)
        if self.every_days is not None:
            check_count("every_days", self.every_days, lowest=1, highest=3660)
        _check_calendar(self.calendar)

    def split(self, items: Sequence[Receivable]) -> tuple[ScheduledPart, ...]:
        """Return the parts of what is left of the debts.

        Raises InvalidValueError for more parts than there are minor units, or for two of them on one day.
        """
        total = Money.sum((item.outstanding for item in items), currency=items[0].currency)
        if total.minor < self.count:
            raise InvalidValueError("out_of_range", "count", self.count, f"{total} makes no so many parts")
        days = (self._day(rank) for rank in range(self.count))
        return tuple(_place(zip(days, total.allocate((1,) * self.count), strict=True), self.calendar))

    def _day(self, rank: int) -> date:
        if self.every_days is not None:
            return self.first_on + timedelta(days=self.every_days * rank)
        return add_months(self.first_on, self.every_months * rank)


def _installments(given: Iterable[PlanInstallment]) -> tuple[PlanInstallment, ...]:
    return tuple(sorted(as_tuple("installments", given, PlanInstallment), key=lambda part: part.due_on))


@frozen
class CustomInstallments:
    """Parts of one's own, on days of one's own; with a `calendar`, a closed day is refused rather than moved."""

    installments: tuple[PlanInstallment, ...] = field(converter=_installments)
    calendar: BusinessCalendar | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check_calendar(self.calendar)
        if not self.installments:
            raise InvalidValueError("empty", "installments", self.installments, "give at least one installment")

    def split(self, items: Sequence[Receivable]) -> tuple[ScheduledPart, ...]:
        """Return the parts as they were given.

        Raises InvalidValueError where they do not add up to what is left of the debts, or for a day that is closed;
        CurrencyMismatchError for parts in another currency.
        """
        total = Money.sum((item.outstanding for item in items), currency=items[0].currency)
        for part in self.installments:
            if part.amount.currency != total.currency:
                hint = f"the debts are in {total.currency}"
                raise CurrencyMismatchError("currency_mismatch", "installments", part.amount, hint)
        given = Money.sum((part.amount for part in self.installments), currency=total.currency)
        if given != total:
            raise InvalidValueError("bad_sum", "installments", given, f"they must add up to {total}")
        for part in self.installments:
            if self.calendar is not None and not self.calendar.is_open(part.due_on):
                hint = f"{self.calendar.name} is closed; the next open day is {self.calendar.next_open(part.due_on)}"
                raise InvalidValueError("closed_day", "installments", part.due_on, hint)
        return tuple(_place(((part.due_on, part.amount) for part in self.installments), None))


@frozen
class DeferredDays:
    """The due day of each debt put off by so many days; debts that then fall on one day are one part.

    With a `calendar`, a closed day moves to the next open one.
    """

    days: int
    calendar: BusinessCalendar | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_count("days", self.days, lowest=1, highest=3660)
        _check_calendar(self.calendar)

    def split(self, items: Sequence[Receivable]) -> tuple[ScheduledPart, ...]:
        """Return what is left of the debts by their new days. Raises InvalidValueError for a debt without a due day."""
        sums: dict[date, Money] = {}
        first_meant: dict[date, date] = {}
        for item in sorted(items, key=lambda item: (item.due_on, item.id)):
            if not item.is_day_known:
                raise InvalidValueError("missing", "receivables", item.id, "its due day is not known yet")
            meant = item.due_on + timedelta(days=self.days)
            day = self.calendar.next_open(meant) if self.calendar is not None else meant
            first_meant.setdefault(day, meant)
            sums[day] = sums.get(day, Money.zero(item.currency)) + item.outstanding
        return tuple(ScheduledPart(day, amount, first_meant[day]) for day, amount in sums.items())


#: How what is owed is spread over days.
Schedule = EqualInstallments | CustomInstallments | DeferredDays


def _check_calendar(calendar: BusinessCalendar | None) -> None:
    if calendar is not None:
        check_instance("calendar", calendar, BusinessCalendar)


def _place(parts: Iterable[tuple[date, Money]], calendar: BusinessCalendar | None) -> Iterator[ScheduledPart]:
    last: date | None = None
    for meant_on, amount in parts:
        due_on = meant_on if calendar is None else calendar.next_open(meant_on)
        if last is not None and due_on <= last:
            raise InvalidValueError("same_day", "installments", due_on, "leave more days between two installments")
        last = due_on
        yield ScheduledPart(due_on, amount, meant_on)
