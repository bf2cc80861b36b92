"""Amounts, dates, rates and shares as text in a locale: the only place where Babel formats, after our own rounding."""

import re
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import parse_pattern

from dunning_core.errors import InvalidValueError, MissingTranslation
from dunning_core.law import Rate
from dunning_core.money import Money, currency_digits

# Babel quantizes in the ambient decimal context, which the caller may have narrowed.
_EXACT = Context(prec=60)


def bad_locale(locale: object) -> InvalidValueError:
    """Return the error of what is no code of a locale."""
    return InvalidValueError("bad_locale", "locale", locale, "pass a code such as fr or en_GB")


def parse_locale(locale: str, languages: tuple[str, ...]) -> Locale:
    """Return the locale of a code such as `fr` or `en_GB`, whose language must have a vetted wording here.

    Raises MissingTranslation for another language: a legal text has no silent fallback.
    """
    try:
        parsed = find_locale(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise bad_locale(locale) from None
    if parsed.language not in languages:
        hint = f"wording exists for {', '.join(languages)}"
        raise MissingTranslation("missing_translation", "locale", locale, hint)
    return parsed


@lru_cache(maxsize=256)
def find_locale(code: str) -> Locale:
    """Return the locale of a code that is known to Babel."""
    return Locale.parse(code)


@lru_cache(maxsize=256)
def find_direction(code: str) -> str:
    """Return in which direction the language of a locale is read: "ltr" or "rtl"."""
    return str(find_locale(code).text_direction)


def format_money(amount: Money, code: str) -> str:
    """Return an amount as the locale of a code writes it, with all the digits of its currency (ISO 4217)."""
    return _write_amount(amount.minor, amount.currency, code)


@lru_cache(maxsize=4096)
def _write_amount(minor: int, currency: str, code: str) -> str:
    # A text tells most of its amounts more than once.
    figures = str(abs(minor)).rjust(currency_digits(currency) + 1, "0")
    return _model_amount(len(figures), currency, code, "-" if minor < 0 else "") % tuple(figures)


@lru_cache(maxsize=4096)
def _model_amount(length: int, currency: str, code: str, sign: str) -> str:
    # Amounts of one length differ in their figures only: Babel writes one of ones, and each of these gives way.
    digits, locale = currency_digits(currency), find_locale(code)
    pattern = parse_pattern(locale.currency_formats["standard"].pattern)
    pattern.frac_prec = (digits, digits)
    with localcontext(_EXACT):
        ones = Decimal(sign + "1" * length).scaleb(-digits)
        text = str(pattern.apply(ones, locale, currency=currency, currency_digits=False))
    return text.replace("%", "%%").replace("1", "%s")


@lru_cache(maxsize=4096)
def format_day(day: date, code: str) -> str:
    """Return a day in full, as in `16 mars 2026`; the first of a month is `1er mars` in French."""
    locale = find_locale(code)
    text = str(format_date(day, "long", locale=locale))
    return text.replace("1 ", "1er ", 1) if day.day == 1 and locale.language == "fr" else text


@lru_cache(maxsize=4096)
def find_plural(count: int, code: str) -> str:
    """Return the plural form that a number takes, as CLDR calls it."""
    return str(find_locale(code).plural_form(count))


def format_rate(rate: Rate, code: str) -> str:
    """Return a yearly rate in percent as the locale writes it, with two decimals at least and an ordinary space."""
    return _write_rate(rate.units, code)


@lru_cache(maxsize=256)
def _write_rate(units: int, code: str) -> str:
    locale = find_locale(code)
    pattern = parse_pattern(locale.percent_formats[None].pattern)
    pattern.frac_prec = (2, 6)
    with localcontext(_EXACT):
        return re.sub("[\u00a0\u202f]%", " %", str(pattern.apply(Decimal(units).scaleb(-8), locale)))


def format_share(share: Fraction, code: str) -> str:
    """Return a share in percent, as the locale writes it, to four decimals at most."""
    locale = find_locale(code)
    pattern = parse_pattern(locale.percent_formats[None].pattern)
    pattern.frac_prec = (0, 4)
    with localcontext(_EXACT):
        return str(pattern.apply(Decimal(round(share * 10**6)) / 10**6, locale))
