"""Amounts and days in words: as Babel writes each of them by itself, in every locale."""

from datetime import date, timedelta
from decimal import Context, localcontext

from babel import Locale, localedata
from babel.dates import format_date
from babel.numbers import parse_pattern
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.money import currency_digits
from dunning_core.notices.formats import find_plural, format_day, format_money

LOCALES = sorted(localedata.locale_identifiers())
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY", "XOF", "INR", "TND", "CLF", "MAD", "HUF")


def written_by_babel(amount: dc.Money, locale: Locale) -> str:
    """The amount, formatted whole by Babel."""
    pattern = parse_pattern(locale.currency_formats["standard"].pattern)
    digits = currency_digits(amount.currency)
    pattern.frac_prec = (digits, digits)
    with localcontext(Context(prec=60)):
        return str(pattern.apply(amount.amount, locale, currency=amount.currency, currency_digits=False))


@given(
    minor=st.one_of(st.integers(-(10**18), 10**18), st.integers(-(10**6), 10**6), st.integers(-11, 11)),
    currency=st.sampled_from(CURRENCIES),
    code=st.sampled_from(LOCALES),
)
def test_an_amount_is_written_as_babel_writes_it(minor: int, currency: str, code: str) -> None:
    """Of any length and sign, with the grouping, the signs and the place of the currency of any locale."""
    amount, locale = dc.Money.from_minor(minor, currency), Locale.parse(code)
    assert format_money(amount, code) == written_by_babel(amount, locale)


def test_every_locale_and_length_is_written_as_babel_writes_it() -> None:
    """None is left to chance: each locale, with figures that tell each place from the others."""
    for code in LOCALES:
        locale = Locale.parse(code)
        for length in range(1, 13):
            for minor in (int("1234567890123"[:length]), -int("9876543210987"[:length])):
                amount = dc.Money.from_minor(minor, "EUR")
                assert format_money(amount, code) == written_by_babel(amount, locale), (code, minor)


@given(days=st.integers(0, 3000), code=st.sampled_from(LOCALES))
def test_a_day_is_written_as_babel_writes_it(days: int, code: str) -> None:
    """In full; only the first of a month is another in French."""
    day, locale = date(2024, 1, 1) + timedelta(days=days), Locale.parse(code)
    told = format_day(day, code)
    expected = format_date(day, "long", locale=locale)
    assert told == (expected.replace("1 ", "1er ", 1) if locale.language == "fr" and day.day == 1 else expected)


@given(count=st.integers(0, 10**7), code=st.sampled_from(LOCALES))
def test_a_number_takes_the_form_of_its_locale(count: int, code: str) -> None:
    """As the rules of CLDR give it."""
    assert find_plural(count, code) == Locale.parse(code).plural_form(count)
