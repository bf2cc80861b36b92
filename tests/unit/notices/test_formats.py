"""Amounts and days in words: as Babel writes each of them by itself, in every locale."""

import re
from datetime import date, timedelta
from decimal import Context, Decimal, localcontext

from babel import Locale, localedata
from babel.dates import format_date
from babel.numbers import parse_pattern
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.law import Rate
from dunning_core.money import currency_digits
from dunning_core.notices.formats import find_plural, format_day, format_money, format_rate

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


@given(rate=st.integers(-(10**9), 10**10), code=st.sampled_from(LOCALES))
def test_a_rate_is_written_as_babel_writes_it(rate: int, code: str) -> None:
    """With two to six decimals and an ordinary space before the sign, and the same when it is asked again."""
    locale = Locale.parse(code)
    pattern = parse_pattern(locale.percent_formats[None].pattern)
    pattern.frac_prec = (2, 6)
    expected = str(pattern.apply(Decimal(rate).scaleb(-8), locale))
    told = [format_rate(Rate(rate), code) for _ in range(2)]
    assert [text.replace(" %", "%") for text in told] == [re.sub("[\u00a0\u202f]?%", "%", expected)] * 2
