"""Exchange differences: what a debt in a foreign currency was booked at, and what the money that paid it is worth.

Nothing is converted to match: a debt is lettered in its own currency. The difference is reckoned afterwards, at rates
that the caller gives, and it is due at each part payment, not only at the last.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from dunning_core._checks import check_instance
from dunning_core.errors import InvalidValueError, UnknownReferenceError, WrongTypeError
from dunning_core.lettering.entries import GRANTED, Allocation
from dunning_core.money import Money, Rounding, currency_digits


@frozen
class ExchangeDifference:
    """What one allocation gained (above zero) or lost against the books, in the currency of the books."""

    credit: str
    debit: str
    settled: Money
    booked: Money
    received: Money

    @property
    def difference(self) -> Money:
        """Return the gain, or the loss below zero: what was received less what was booked."""
        return self.received - self.booked


def exchange_differences(
    allocations: Iterable[Allocation], rates: Mapping[str, Decimal | Fraction | int], *, currency: str
) -> tuple[ExchangeDifference, ...]:
    """Return the exchange difference of each allocation in another currency than that of the books.

    `rates` gives, for each debit and credit by id, how much of the books' currency one unit was worth on its day. Each
    amount is rounded half-up on what has been settled so far, so that the parts of a debt, and of a payment, add up to
    the whole of it to the cent. Raises UnknownReferenceError for an id without a rate, InvalidValueError for a rate
    that is not above zero.

    >>> from datetime import date
    >>> paid = Allocation("P-1", "F-1", 100_000, "USD", date(2026, 3, 1), "exact_amount")
    >>> found = exchange_differences([paid], {"F-1": Decimal("0.92"), "P-1": Decimal("0.90")}, currency="EUR")
    >>> found[0].difference
    Money('-20.00', 'EUR')
    """
    digits = currency_digits(currency)
    settled: dict[tuple[int, str], int] = {}
    found: list[ExchangeDifference] = []
    for entry in allocations:
        check_instance("allocations", entry, Allocation)
        if entry.currency == currency or entry.kind in GRANTED:
            continue
        scale = Fraction(10**digits, 10 ** currency_digits(entry.currency))
        worth: list[Money] = []
        # A payment may well bear the number of an invoice: the sides are told apart.
        for side, name in enumerate((entry.debit, entry.credit)):
            before = settled.get((side, name), 0)
            settled[side, name] = before + entry.minor
            rate = _rate_of(name, rates) * scale
            worth.append(_worth(before + entry.minor, rate, currency) - _worth(before, rate, currency))
        found.append(ExchangeDifference(entry.credit, entry.debit, entry.amount, worth[0], worth[1]))
    return tuple(found)


def _rate_of(name: str, rates: Mapping[str, Decimal | Fraction | int]) -> Fraction:
    if name not in rates:
        raise UnknownReferenceError("unknown_rate", "rates", name, "give the rate of the day of this debit or credit")
    rate = rates[name]
    if type(rate) not in (Decimal, Fraction, int) or (isinstance(rate, Decimal) and not rate.is_finite()):
        raise WrongTypeError("wrong_type", f"rates[{name}]", rate, "pass a Decimal, a Fraction or a whole number")
    if rate <= 0:
        raise InvalidValueError("out_of_range", f"rates[{name}]", rate, "pass a rate above zero")
    return Fraction(rate)


def _worth(minor: int, rate: Fraction, currency: str) -> Money:
    return Money.from_minor(minor, currency).times(rate, rounding=Rounding.HALF_UP)
