"""Money: an exact amount of one currency, held as a whole number of minor units."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import isfinite

from attrs import field, frozen

from dunning_core._checks import check_count, set_field
from dunning_core.errors import CurrencyMismatchError, InvalidValueError, WrongTypeError

# The currencies of ISO 4217 by their number of decimals. CLDR, and so Babel, lists fewer for a dozen whose small coins
# have left circulation (ALL, LBP …); accounts are still kept with the digits of ISO 4217.
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_TWO = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP
CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS
KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW
"""
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"
_DIGITS = {
    **dict.fromkeys(_NONE.split(), 0),
    **dict.fromkeys(_TWO.split(), 2),
    **dict.fromkeys(_THREE.split(), 3),
    **dict.fromkeys(_FOUR.split(), 4),
}

_PLAIN = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_MINOR_MAX = 10**18
# Refused by magnitude before any conversion: 7E+400000 would fill the memory.
_MAGNITUDE_MAX = 40


class Rounding(Enum):
    """How an exact figure becomes a whole number of minor units; always named, never implied."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    UP = "up"
    DOWN = "down"


def currency_digits(currency: str) -> int:
    """Return how many decimals the currency has, after ISO 4217.

    Raises InvalidValueError (`bad_currency`) for a code that is not in the table.

    >>> currency_digits("EUR"), currency_digits("JPY"), currency_digits("TND")
    (2, 0, 3)
    """
    digits = _DIGITS.get(currency) if type(currency) is str else None
    if digits is None:
        raise InvalidValueError("bad_currency", "currency", currency, "pass an ISO 4217 code such as EUR, in capitals")
    return digits


def round_fraction(exact: Fraction | int, rounding: Rounding) -> int:
    """Return the exact figure as a whole number, by the named rule; a half is away from zero for HALF_UP.

    >>> round_fraction(Fraction(5, 2), Rounding.HALF_UP), round_fraction(Fraction(5, 2), Rounding.HALF_EVEN)
    (3, 2)
    """
    if rounding is Rounding.HALF_EVEN:
        return round(Fraction(exact))
    numerator, denominator = abs(exact.numerator), exact.denominator
    if rounding is Rounding.HALF_UP:
        whole = (2 * numerator + denominator) // (2 * denominator)
    elif rounding is Rounding.DOWN:
        whole = numerator // denominator
    else:
        whole = -(-numerator // denominator)
    return whole if exact >= 0 else -whole


def share_out(total: int, weights: Sequence[Fraction | int]) -> tuple[int, ...]:
    """Split a whole number in proportion to the weights, by largest remainder, ties by order.

    The parts always add up to `total`. Raises InvalidValueError when no weight is above zero.

    >>> share_out(100, (1, 1, 1))
    (34, 33, 33)
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise InvalidValueError(
            "out_of_range", "weights", weights, "pass weights of which one is above zero, none below"
        )
    exact = [Fraction(total) * weight / whole for weight in weights]
    parts = [figure.numerator // figure.denominator for figure in exact]
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return tuple(parts)


@frozen(init=False, order=False, repr=False)
class Money:
    """An exact amount of one currency; it adds and compares within its currency only.

    Amounts come from a text, an int or a Decimal, with no more decimals than the currency has (ISO 4217): nothing
    is rounded in silence. Raises WrongTypeError for a float or a bool, InvalidValueError for a bad scale, a figure
    that is not finite or out of range, an unknown currency.

    >>> Money("1200.00", "EUR") + Money("0.50", "EUR")
    Money('1200.50', 'EUR')
    """

    minor: int = field()
    currency: str = field()

    def __init__(self, amount: "str | int | Decimal", currency: str) -> None:
        digits = currency_digits(currency)
        set_field(self, "minor", _read_minor(amount, digits))
        set_field(self, "currency", currency)

    def __attrs_post_init__(self) -> None:
        # A codec that builds values without their constructor, as msgspec does, calls this.
        _check_minor(self.minor)
        currency_digits(self.currency)

    def __reduce__(self) -> tuple[object, tuple[int, str]]:
        return (_from_minor, (self.minor, self.currency))

    @classmethod
    def from_minor(cls, minor: int, currency: str) -> "Money":
        """Return an amount given in minor units (cents for EUR).

        >>> Money.from_minor(120000, "EUR")
        Money('1200.00', 'EUR')
        """
        _check_minor(minor)
        currency_digits(currency)
        return _from_minor(minor, currency)

    @classmethod
    def from_float(cls, amount: float, currency: str) -> "Money":
        """Return the amount that a float shows: the explicit door for systems that hand out floats.

        The float is read by its shortest decimal text and rounded half-up to the currency's digits.

        >>> Money.from_float(0.1 + 0.2, "EUR")
        Money('0.30', 'EUR')
        """
        if not isinstance(amount, float):
            raise WrongTypeError("wrong_type", "amount", amount, "pass a float, or use Money(...) for exact figures")
        if not isfinite(amount):
            raise InvalidValueError("not_finite", "amount", amount, "pass a finite figure")
        if abs(amount) > _MINOR_MAX:
            raise InvalidValueError("out_of_range", "amount", amount, "pass a smaller figure")
        exact = Fraction(repr(float(amount))) * 10 ** currency_digits(currency)
        return cls.from_minor(round_fraction(exact, Rounding.HALF_UP), currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """Return nothing at all, in a currency."""
        currency_digits(currency)
        return _from_minor(0, currency)

    @classmethod
    def sum(cls, amounts: "Iterable[Money]", *, currency: str) -> "Money":
        """Add amounts of one currency; an empty sum is zero.

        >>> Money.sum([Money(1, "EUR"), Money(2, "EUR")], currency="EUR")
        Money('3.00', 'EUR')
        """
        zero = cls.zero(currency)
        return _within_bounds(sum(map(zero._same, amounts)), currency)

    @property
    def amount(self) -> Decimal:
        """Return the amount as a Decimal with the decimals of its currency."""
        return Decimal(self.text)

    @property
    def text(self) -> str:
        """Return the figure in plain digits, without the currency."""
        digits = _DIGITS[self.currency]
        if digits == 0:
            return str(self.minor)
        whole, rest = divmod(abs(self.minor), 10**digits)
        return f"{'-' if self.minor < 0 else ''}{whole}.{rest:0{digits}d}"

    def times(self, ratio: "Fraction | Decimal | int", *, rounding: Rounding) -> "Money":
        """Return this amount times a ratio, rounded once by the named rule.

        >>> Money("100.00", "EUR").times(Fraction(1, 3), rounding=Rounding.HALF_UP)
        Money('33.33', 'EUR')
        """
        if isinstance(ratio, bool) or not isinstance(ratio, int | Fraction | Decimal):
            raise WrongTypeError("wrong_type", "ratio", ratio, "pass an int, a Fraction or a Decimal")
        if isinstance(ratio, Decimal) and not ratio.is_finite():
            raise InvalidValueError("not_finite", "ratio", ratio, "pass a finite figure")
        return Money.from_minor(round_fraction(self.minor * Fraction(ratio), rounding), self.currency)

    def allocate(self, weights: Sequence[Fraction | int]) -> "tuple[Money, ...]":
        """Split this amount in proportion to the weights; the parts add up to it exactly.

        >>> [part.text for part in Money("10.00", "EUR").allocate((1, 1, 1))]
        ['3.34', '3.33', '3.33']
        """
        return tuple(_from_minor(part, self.currency) for part in share_out(self.minor, weights))

    def __add__(self, other: "Money") -> "Money":
        return _within_bounds(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return _within_bounds(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return _from_minor(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return _from_minor(abs(self.minor), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.text} {self.currency}"

    def __repr__(self) -> str:
        return f"Money({self.text!r}, {self.currency!r})"

    def _same(self, other: object) -> int:
        if not isinstance(other, Money):
            raise WrongTypeError("wrong_type", "other", other, "pass a Money")
        if other.currency != self.currency:
            raise CurrencyMismatchError("currency_mismatch", "currency", other, f"pass an amount in {self.currency}")
        return other.minor


def sum_by_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Return one sum per currency, in the order in which the currencies come.

    >>> sum_by_currency([Money(1, "EUR"), Money(5, "USD"), Money(2, "EUR")])
    (Money('3.00', 'EUR'), Money('5.00', 'USD'))
    """
    sums: dict[str, Money] = {}
    for amount in amounts:
        known = sums.get(amount.currency)
        sums[amount.currency] = amount if known is None else known + amount
    return tuple(sums.values())


# What is computed from amounts is built without their checks, but for the bounds, since every figure passes here.
_new = object.__new__
_set_minor, _set_currency = (vars(Money)[name].__set__ for name in ("minor", "currency"))


def _from_minor(minor: int, currency: str) -> Money:
    money = _new(Money)
    _set_minor(money, minor)
    _set_currency(money, currency)
    return money


def _within_bounds(minor: int, currency: str) -> Money:
    if not -_MINOR_MAX <= minor <= _MINOR_MAX:
        _check_minor(minor)
    return _from_minor(minor, currency)


def _check_minor(minor: int) -> None:
    check_count("minor", minor, lowest=-_MINOR_MAX, highest=_MINOR_MAX)


def _read_minor(amount: object, digits: int) -> int:
    minor: int
    if type(amount) is str:
        if not _PLAIN.fullmatch(amount):
            raise InvalidValueError(
                "bad_format", "amount", amount, "write it with ASCII digits and a point, as 1200.00"
            )
        whole, _, rest = amount.partition(".")
        minor = int(whole + _fit(amount, rest, digits))
    elif type(amount) is int:
        minor = amount * 10**digits
    elif isinstance(amount, Decimal):
        minor = _decimal_minor(amount, digits)
    else:
        hint = "pass a str, an int or a Decimal; Money.from_float is the explicit door for floats"
        raise WrongTypeError("wrong_type", "amount", amount, hint)
    if not -_MINOR_MAX <= minor <= _MINOR_MAX:
        raise _too_large(amount)
    return minor


def _decimal_minor(amount: Decimal, digits: int) -> int:
    if not amount.is_finite():
        raise InvalidValueError("not_finite", "amount", amount, "pass a finite figure")
    if not amount:
        return 0
    if abs(amount.adjusted()) > _MAGNITUDE_MAX:
        raise _too_large(amount)
    sign, figures, exponent = amount.as_tuple()
    assert isinstance(exponent, int)  # is_finite() has excluded the others
    text = "".join(map(str, figures))
    minor: int
    if exponent >= 0:
        minor = int(text) * 10 ** (exponent + digits)
    else:
        text = "0" * -exponent + text
        minor = int(text[:exponent] + _fit(amount, text[exponent:], digits))
    return -minor if sign else minor


def _too_large(amount: object) -> InvalidValueError:
    return InvalidValueError("out_of_range", "amount", type(amount).__name__, "pass a figure under 10^18 minor units")


def _fit(amount: object, decimals: str, digits: int) -> str:
    kept, dropped = decimals[:digits], decimals[digits:]
    if dropped.replace("0", ""):
        raise InvalidValueError(
            "bad_scale", "amount", amount, f"this currency has {digits} decimals: round it yourself"
        )
    return kept.ljust(digits, "0")
