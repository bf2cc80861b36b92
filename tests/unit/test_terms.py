"""Payment terms: both French readings of end of month, and clipping."""

from collections.abc import Callable
from datetime import date

import pytest

import dunning_core as dc
from dunning_core.law import Rate
from dunning_core.terms import EarlyPaymentDiscount, MonthEnd

T = dc.PaymentTerms


@pytest.mark.parametrize(
    ("build", "issued_on", "due_on"),
    [
        (lambda: T.net(30), date(2022, 1, 31), date(2022, 3, 2)),
        (lambda: T.net_months(1), date(2027, 1, 30), date(2027, 2, 28)),
        (lambda: T(months=1, month_end=MonthEnd.AFTER_DAYS), date(2026, 4, 30), date(2026, 5, 31)),
        (lambda: T.net_then_end_of_month(45), date(2024, 2, 15), date(2024, 3, 31)),
        (lambda: T.net_then_end_of_month(45), date(2025, 2, 15), date(2025, 4, 30)),
        (lambda: T.end_of_month_then_net(45), date(2025, 4, 10), date(2025, 6, 14)),
        (lambda: T.end_of_month_on(60, day=17), date(2003, 3, 1), date(2003, 5, 17)),
        (lambda: T.end_of_month_on(0, day=31), date(2024, 5, 23), date(2024, 6, 30)),
        (lambda: T.end_of_month_on(30, day=10), date(2023, 12, 12), date(2024, 2, 10)),
        (lambda: T.end_of_month_on(0, day=1), date(2026, 1, 15), date(2026, 2, 1)),
    ],
)
def test_due_days(build: Callable[[], dc.PaymentTerms], issued_on: date, due_on: date) -> None:
    """Days and month ends are counted in the order that the terms name."""
    assert build().due_on(issued_on) == due_on


def test_impossible_terms_are_refused() -> None:
    """Negative days, a day of the month without a month end, or a due date beyond the calendar are refused."""
    with pytest.raises(dc.DunningError):
        T.net(-1)
    with pytest.raises(dc.DunningError):
        T(day_of_month=3)
    with pytest.raises(dc.DunningError):
        T.end_of_month_on(0, day=32)
    with pytest.raises(dc.DunningError):
        T.net(30).due_on("2026-01-01")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "payment_days", "issued_on", "due_on"),
    [
        (0, [5, 10], date(2020, 1, 5), date(2020, 1, 5)),
        (0, [10, 5], date(2020, 1, 11), date(2020, 2, 5)),
        (30, [31], date(2026, 1, 20), date(2026, 2, 28)),
        (0, [31], date(2026, 2, 28), date(2026, 2, 28)),
        (0, [1], date(2026, 12, 2), date(2027, 1, 1)),
    ],
)
def test_clients_that_pay_on_some_days(days: int, payment_days: list[int], issued_on: date, due_on: date) -> None:
    """The next of their days on or after the day that the terms give; a 31st is the last of a shorter month."""
    assert T.net_on_days(days, payment_days=payment_days).due_on(issued_on) == due_on


def test_an_early_payment_discount() -> None:
    """2 % within eight days, half-up; it belongs to the terms, and moves no date."""
    discount = EarlyPaymentDiscount(Rate.percent("2"), 8)
    assert discount.last_day(date(2026, 2, 20)) == date(2026, 2, 28)
    assert discount.discounted(dc.Money("100.25", "EUR")).text == "98.24"
    assert T(days=30, discount=discount).due_on(date(2026, 1, 1)) == T.net(30).due_on(date(2026, 1, 1))
    assert repr(T(days=30, discount=discount)) == f"PaymentTerms(30, discount={discount!r})"
    least, longest = EarlyPaymentDiscount(Rate(1), 0), EarlyPaymentDiscount(Rate.percent("99.9999"), 3660)
    assert (least.last_day(date(2026, 2, 20)), longest.days) == (date(2026, 2, 20), 3660)
    # Half a cent of discount is a whole one, and less than half is none.
    tenth = EarlyPaymentDiscount(Rate.percent("10"), 8)
    assert [tenth.discounted(dc.Money(text, "EUR")).text for text in ("0.05", "0.04")] == ["0.04", "0.04"]
    before_vat = EarlyPaymentDiscount(Rate.percent("2"), 8, before_vat=True)
    net = dc.Money("100.00", "EUR")
    assert before_vat.discounted(dc.Money("120.00", "EUR"), net_amount=net).text == "118.00"
    with pytest.raises(dc.DunningError) as raised:
        before_vat.discounted(dc.Money("120.00", "EUR"))
    assert (raised.value.kind, raised.value.field) == ("missing", "net_amount")


@pytest.mark.parametrize(
    ("build", "field"),
    [
        (lambda: EarlyPaymentDiscount(Rate.percent("0"), 8), "rate"),
        (lambda: EarlyPaymentDiscount(Rate.percent("100"), 8), "rate"),
        (lambda: EarlyPaymentDiscount(2, 8), "rate"),  # type: ignore[arg-type]
        (lambda: EarlyPaymentDiscount(Rate.percent("2"), -1), "days"),
        (lambda: EarlyPaymentDiscount(Rate.percent("2"), 3661), "days"),
        (lambda: EarlyPaymentDiscount(Rate.percent("2"), 8).last_day("2026-01-01"), "issued_on"),  # type: ignore[arg-type]
        (lambda: EarlyPaymentDiscount(Rate.percent("2"), 8, before_vat=1), "before_vat"),  # type: ignore[arg-type]
        (lambda: T.net_on_days(0, payment_days=[5, 32]), "payment_days[1]"),
        (lambda: T.net_on_days(0, payment_days=[0]), "payment_days[0]"),
        (lambda: T.net_on_days(0, payment_days=["5"]), "payment_days[0]"),  # type: ignore[list-item]
        (lambda: T(payment_days=None), "payment_days"),  # type: ignore[arg-type]
        (lambda: T(discount="2 %"), "discount"),  # type: ignore[arg-type]
    ],
)
def test_impossible_discounts_and_days_are_refused(build: Callable[[], object], field: str) -> None:
    """The field is named."""
    with pytest.raises(dc.DunningError) as raised:
        build()
    assert raised.value.field == field
