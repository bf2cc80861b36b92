"""Money is exact, of one currency, and refuses what it cannot hold."""

from decimal import Decimal
from fractions import Fraction

import pytest
from babel.core import get_global
from babel.numbers import list_currencies

from dunning_core import DunningError, Money
from dunning_core.errors import CurrencyMismatchError, InvalidValueError
from dunning_core.money import Rounding, currency_digits, round_fraction, share_out
from tests.books import eur

# CLDR counts the coins in use; ISO 4217, which accounts follow, still has the smaller unit.
# ISO 4217, list one: no minor unit.
_WITHOUT_MINOR = {
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF"),
    "XPF",
}


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1200.00", "EUR", 120000),
        ("1200", "EUR", 120000),
        (1200, "JPY", 1200),
        (Decimal("4.8E+2"), "EUR", 48000),
        (Decimal("480.505"), "BHD", 480505),
        (Decimal("-0.0"), "EUR", 0),
        (Decimal("0E-30"), "EUR", 0),
        (Decimal("0E+400000"), "EUR", 0),
        (Decimal("-0E-400000"), "JPY", 0),
        (Decimal("1.2300"), "EUR", 123),
        (Decimal("0.01"), "EUR", 1),
        ("-0.05", "EUR", -5),
    ],
)
def test_reads_exact_amounts(amount: str | int | Decimal, currency: str, minor: int) -> None:
    """An amount is read exactly, in whole minor units of its currency."""
    assert Money(amount, currency).minor == minor


@pytest.mark.parametrize(
    ("amount", "currency", "kind", "field"),
    [
        (480.0, "EUR", "wrong_type", "amount"),
        (False, "EUR", "wrong_type", "amount"),
        (None, "EUR", "wrong_type", "amount"),
        (Decimal("NaN"), "EUR", "not_finite", "amount"),
        (Decimal("sNaN"), "EUR", "not_finite", "amount"),
        (Decimal("Infinity"), "EUR", "not_finite", "amount"),
        (Decimal("7E+400000"), "EUR", "out_of_range", "amount"),
        (Decimal("1E-400000"), "EUR", "out_of_range", "amount"),
        (Decimal("1E-41"), "EUR", "out_of_range", "amount"),
        (Decimal("1E-40"), "EUR", "bad_scale", "amount"),
        pytest.param(10**5000, "EUR", "out_of_range", "amount", id="huge int"),
        (10**17, "EUR", "out_of_range", "amount"),
        ("480.125", "EUR", "bad_scale", "amount"),
        ("480.5", "KRW", "bad_scale", "amount"),
        ("1e3", "EUR", "bad_format", "amount"),
        ("١٢", "EUR", "bad_format", "amount"),
        (" 12", "EUR", "bad_format", "amount"),
        ("12", "Eur", "bad_currency", "currency"),
        ("12", None, "bad_currency", "currency"),
    ],
)
def test_refuses_with_the_field_and_the_kind(amount: object, currency: object, kind: str, field: str) -> None:
    """What is not an exact amount of a known currency is refused, naming the field."""
    with pytest.raises(DunningError) as raised:
        Money(amount, currency)  # type: ignore[arg-type]
    assert (raised.value.kind, raised.value.field) == (kind, field)
    assert field in str(raised.value)
    assert len(str(raised.value)) < 500


def test_digits_agree_with_cldr_but_for_cash() -> None:
    """The table of digits is that of ISO 4217; CLDR agrees, except where it counts only the coins in use."""
    fractions = get_global("currency_fractions")
    default = fractions["DEFAULT"][0]
    for currency in sorted(list_currencies()):
        try:
            digits = currency_digits(currency)
        except InvalidValueError:
            continue
        assert (digits == 0) == (currency in _WITHOUT_MINOR), currency
        assert fractions.get(currency, (default,))[0] in (digits, 0), currency


def test_two_currencies_never_meet() -> None:
    """Adding or comparing two currencies is an error; equality is simply false."""
    with pytest.raises(CurrencyMismatchError):
        Money(1, "EUR") + Money(1, "USD")
    with pytest.raises(CurrencyMismatchError):
        assert Money(1, "EUR") < Money(1, "USD")
    assert Money(1, "EUR") != Money(1, "USD")


@pytest.mark.parametrize(
    ("rounding", "up", "down"),
    [
        (Rounding.HALF_UP, "0.13", "-0.13"),
        (Rounding.HALF_EVEN, "0.12", "-0.12"),
        (Rounding.UP, "0.13", "-0.13"),
        (Rounding.DOWN, "0.12", "-0.12"),
    ],
)
def test_a_tie_is_decided_by_the_named_rule(rounding: Rounding, up: str, down: str) -> None:
    """Half a cent goes where the named rule says, and symmetrically below zero."""
    assert Money("0.25", "EUR").times(Fraction(1, 2), rounding=rounding).text == up
    assert Money("-0.25", "EUR").times(Fraction(1, 2), rounding=rounding).text == down


def test_less_than_one_unit_is_rounded_too() -> None:
    """Half of the smallest unit becomes one or none, with the sign that it has."""
    assert [round_fraction(Fraction(1, 2), rule) for rule in Rounding] == [1, 0, 1, 0]
    assert [round_fraction(Fraction(-1, 2), rule) for rule in Rounding] == [-1, 0, -1, 0]
    assert {round_fraction(0, rule) for rule in Rounding} == {0}


def test_parts_add_up() -> None:
    """Parts of an amount add up to it, the odd cents going to the largest remainders."""
    parts = Money("100.00", "EUR").allocate((Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)))
    assert parts == (eur("33.34"), eur("33.33"), eur("33.33"))
    with pytest.raises(DunningError):
        Money("1.00", "EUR").allocate((0, 0))


def test_the_explicit_door_for_floats() -> None:
    """A float is read by the digits that it shows."""
    assert Money.from_float(0.1 + 0.2, "EUR") == Money("0.30", "EUR")
    assert Money.from_float(-1e18, "JPY") == Money.from_minor(-(10**18), "JPY")
    for bad in (float("nan"), float("inf"), 1e30, 1):
        with pytest.raises(DunningError):
            Money.from_float(bad, "EUR")


def test_arithmetic_and_text() -> None:
    """Sums, signs, zero and text behave as amounts do."""
    assert Money.sum((), currency="EUR") == Money.zero("EUR")
    assert Money.sum((eur("1.50"), eur(2), eur("-0.25")), currency="EUR") == eur("3.25")
    assert -eur("1.50") == eur("-1.50")
    assert not Money.zero("EUR")
    assert abs(-Money("1.50", "EUR")) == Money("1.50", "EUR") >= Money("1.00", "EUR")
    assert str(Money("-0.05", "EUR")) == "-0.05 EUR"
    assert repr(Money("7", "JPY")) == "Money('7', 'JPY')"
    assert Money("1.50", "EUR").amount == Decimal("1.50")
    assert Money("3", "EUR") - Money("1", "EUR") > Money("1.99", "EUR")
    with pytest.raises(DunningError):
        Money("3", "EUR").times(0.5, rounding=Rounding.DOWN)  # type: ignore[arg-type]
    with pytest.raises(DunningError):
        Money("3", "EUR").times(Decimal("NaN"), rounding=Rounding.DOWN)
    with pytest.raises(DunningError):
        Money("3", "EUR") + 1  # type: ignore[operator]
    assert Money("3", "EUR") <= Money("3", "EUR") >= Money("3", "EUR")
    assert not Money("3", "EUR") < Money("3", "EUR")
    assert not Money("3", "EUR") > Money("3", "EUR")
    assert Money("3", "EUR") - Money("1", "EUR") == Money("2", "EUR")


@pytest.mark.parametrize("currency", ["JPY", "EUR", "TND", "CLF"])
def test_the_largest_amounts(currency: str) -> None:
    """A quintillion of minor units is the most, on both sides of zero, by every door."""
    most = Money.from_minor(10**18, currency)
    whole = 10**18 // 10 ** currency_digits(currency)
    for amount in (whole, Decimal(whole), -whole, Decimal(-whole)):
        assert abs(Money(amount, currency)) == most
        for beyond in (amount + 1, amount - 1):
            if abs(beyond) > whole:
                with pytest.raises(InvalidValueError):
                    Money(beyond, currency)
    with pytest.raises(InvalidValueError):
        Money.from_minor(10**18 + 1, currency)


def test_decimals_of_every_shape() -> None:
    """Signs, exponents and trailing zeros change nothing in what a Decimal says."""
    assert Money(Decimal("-12.5"), "EUR").minor == -1250
    assert Money(Decimal("0.5"), "EUR").minor == 50
    assert Money(Decimal("-0.05"), "EUR").minor == -5
    assert Money(Decimal("5E0"), "EUR").minor == 500
    assert Money(Decimal("5E1"), "EUR").minor == 5000
    assert Money(Decimal("0E+17"), "EUR").minor == 0
    assert Money(Decimal("100E-2"), "EUR").minor == 100


def test_shares_go_to_the_largest_remainders() -> None:
    """The odd unit goes to the largest remainder, wherever it stands; a weight of zero gets nothing."""
    assert share_out(10, (1, 2, 3)) == (2, 3, 5)
    assert share_out(100, (Fraction(1, 3), Fraction(2, 3))) == (33, 67)
    assert share_out(5, (0, 1, 0)) == (0, 5, 0)
    assert share_out(1, (1, 3)) == (0, 1)
    assert share_out(-10, (1, 2)) == (-3, -7)
    with pytest.raises(InvalidValueError):
        share_out(5, ())
