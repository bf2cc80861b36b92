"""Amounts, dates, rates and shares as text in a locale: the only place where Babel formats, after our own rounding."""

import re
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import parse_pattern

from dunning_core.errors import InvalidValueError, MissingTranslation
from dunning_core.law import Rate
from dunning_core.money import Money, currency_digits

# Babel quantizes in the ambient decimal context, which the caller may have narrowed.
_EXACT = Context(prec=60)


def parse_locale(locale: str, languages: tuple[str, ...]) -> Locale:
    """Return the locale of a code such as `fr` or `en_GB`, whose language must have a vetted wording here.

    Raises MissingTranslation for another language: a legal text has no silent fallback.
    """
    try:
        parsed = Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError, AttributeError, TypeError):
        raise InvalidValueError("bad_locale", "locale", locale, "pass a code such as fr or en_GB") from None
    if parsed.language not in languages:
        hint = f"wording exists for {', '.join(languages)}"
        raise MissingTranslation("missing_translation", "locale", locale, hint)
    return parsed


def format_money(amount: Money, locale: Locale) -> str:
    """Return an amount as the locale writes it, with all the digits of its currency (ISO 4217)."""
    pattern = parse_pattern(locale.currency_formats["standard"].pattern)
    digits = currency_digits(amount.currency)
    pattern.frac_prec = (digits, digits)
    with localcontext(_EXACT):
        return str(pattern.apply(amount.amount, locale, currency=amount.currency, currency_digits=False))


def format_day(day: date, locale: Locale) -> str:
    """Return a day in full, as in `16 mars 2026`; the first of a month is `1er mars` in French."""
    text = str(format_date(day, "long", locale=locale))
    return text.replace("1 ", "1er ", 1) if day.day == 1 and locale.language == "fr" else text


def format_rate(rate: Rate, locale: Locale) -> str:
    """Return a yearly rate in percent as the locale writes it, with two decimals at least and an ordinary space."""
    pattern = parse_pattern(locale.percent_formats[None].pattern)
    pattern.frac_prec = (2, 6)
    with localcontext(_EXACT):
        return re.sub("[\u00a0\u202f]%", " %", str(pattern.apply(Decimal(rate.units).scaleb(-8), locale)))


def format_share(share: Fraction, locale: Locale) -> str:
    """Return a share in percent, as the locale writes it, to four decimals at most."""
    pattern = parse_pattern(locale.percent_formats[None].pattern)
    pattern.frac_prec = (0, 4)
    with localcontext(_EXACT):
        return str(pattern.apply(Decimal(round(share * 10**6)) / 10**6, locale))
