"""Exchange differences: each allocation at the rates given, adding up to the cent on both sides."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.lettering import Allocation, exchange_differences
from tests.books import DUE

RATES: dict[str, Decimal | Fraction | int] = {"F-1": Decimal("0.92"), "P-1": Decimal("0.90"), "P-2": Fraction(93, 100)}


def paid(credit: str, debit: str, minor: int, currency: str = "USD", kind: str = "payment") -> Allocation:
    """So much of a payment on an invoice."""
    return Allocation(credit, debit, minor, currency, DUE, "exact_amount", kind=kind)


def test_a_part_payment_has_its_own_difference() -> None:
    """1,000 USD booked at 0.92: 600 paid at 0.90 lose 12.00 EUR, 400 paid at 0.93 gain 4.00."""
    found = exchange_differences([paid("P-1", "F-1", 60_000), paid("P-2", "F-1", 40_000)], RATES, currency="EUR")
    assert [str(item.difference) for item in found] == ["-12.00 EUR", "4.00 EUR"]
    assert [(str(item.settled), str(item.booked), str(item.received)) for item in found] == [
        ("600.00 USD", "552.00 EUR", "540.00 EUR"),
        ("400.00 USD", "368.00 EUR", "372.00 EUR"),
    ]


def test_each_difference_names_its_two_sides() -> None:
    """A payment that bears the number of an invoice is another thing; what is in the books' currency is passed over."""
    entries = [paid("P-1", "F-1", 100, "EUR"), paid("F-1", "F-1", 1), paid("F-1", "F-1", 1)]
    found = exchange_differences(entries, {"F-1": Fraction(1, 2)}, currency="EUR")
    assert [(item.credit, item.debit) for item in found] == [("F-1", "F-1")] * 2
    # Half a cent is a whole one, and the second half adds nothing, on either side.
    assert [(item.booked.minor, item.received.minor) for item in found] == [(1, 1), (0, 0)]
    [less] = exchange_differences([paid("P-1", "F-1", 1)], {"F-1": Fraction(2, 5), "P-1": 1}, currency="EUR")
    assert (less.booked.minor, less.received.minor) == (0, 1)


def test_the_books_own_currency_has_none() -> None:
    """Nor has what is granted beside a payment."""
    assert exchange_differences([paid("P-1", "F-1", 100, "EUR")], {}, currency="EUR") == ()
    assert exchange_differences([paid("P-1", "F-1", 100, kind="discount")], {}, currency="EUR") == ()


def test_decimals_of_currencies_are_heeded() -> None:
    """10,000 yen at 0.0062 are 62 EUR."""
    [found] = exchange_differences(
        [paid("P-1", "F-1", 10_000, "JPY")], {"F-1": Decimal("0.0062"), "P-1": Decimal("0.0060")}, currency="EUR"
    )
    assert (str(found.booked), str(found.difference)) == ("62.00 EUR", "-2.00 EUR")


@given(st.lists(st.integers(1, 99_999), min_size=1, max_size=12), st.fractions(min_value=Fraction(1, 99), max_value=9))
def test_parts_add_up_to_the_whole(parts: list[int], rate: Fraction) -> None:
    """However a debt is split, its parts are worth the whole of it to the cent, and so are those of a payment."""
    rates = {"F-1": rate, **{f"P-{n}": Fraction(1) for n in range(len(parts))}}
    found = exchange_differences([paid(f"P-{n}", "F-1", minor) for n, minor in enumerate(parts)], rates, currency="EUR")
    whole = exchange_differences([paid("P-0", "F-1", sum(parts))], rates, currency="EUR")
    assert sum(item.booked.minor for item in found) == whole[0].booked.minor


@pytest.mark.parametrize(
    ("rate", "kind"),
    [
        (None, "unknown_rate"),
        (0.92, "wrong_type"),
        (Decimal("NaN"), "wrong_type"),
        (0, "out_of_range"),
        (True, "wrong_type"),
    ],
)
def test_a_bad_rate_is_refused(rate: Any, kind: str) -> None:
    """A missing rate, a float, NaN, zero: named, never guessed."""
    rates: dict[str, Any] = {"P-1": 1} if rate is None else {"P-1": 1, "F-1": rate}
    with pytest.raises(dc.DunningError) as raised:
        exchange_differences([paid("P-1", "F-1", 100)], rates, currency="EUR")
    assert raised.value.kind == kind
