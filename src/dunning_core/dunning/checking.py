"""What the values of a policy have in common: checks that name the field, the value and what is wrong with it."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from dunning_core._checks import as_tuple, check_instance, check_text
from dunning_core.errors import PolicyError, WrongTypeError
from dunning_core.money import Money

T = TypeVar("T")

_DIGITS_MAX = 30


def check_days(field: str, value: object, *, lowest: int = 0, highest: int = 366) -> None:
    """Refuse what is not a whole number of days, or of notices, within the bounds."""
    if type(value) is not int:
        raise WrongTypeError("wrong_type", field, value, "pass a whole number")
    if not lowest <= value <= highest:
        raise PolicyError("bad_policy", field, value, f"pass a number from {lowest} to {highest}")


def check_least(field: str, value: Money | None) -> None:
    """Refuse a minimum that is no amount, or that is below zero."""
    if value is None:
        return
    check_instance(field, value, Money)
    if value.minor < 0:
        raise PolicyError("bad_policy", field, value, "a minimum is not below zero")


def as_share(field: str, value: Fraction | Decimal | int) -> Fraction:
    """Return a share or a probability as an exact fraction from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, Fraction | Decimal | int):
        raise WrongTypeError("wrong_type", field, value, "pass a Fraction or a Decimal, from 0 to 1")
    # NaN is not between them, and an exponent of a million would make a fraction of a million digits.
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    if not isinstance(exponent, int) or abs(exponent) > _DIGITS_MAX or not 0 <= value <= 1:
        raise PolicyError("bad_policy", field, value, f"pass a number from 0 to 1, of at most {_DIGITS_MAX} decimals")
    return Fraction(value)


def as_pairs(field: str, given: Sequence[tuple[str, T]]) -> tuple[tuple[str, T], ...]:
    """Return pairs of a name and what holds for it, each name once."""
    kind: type[tuple[str, T]] = tuple
    pairs = as_tuple(field, given, kind)
    names: set[str] = set()
    for index, pair in enumerate(pairs):
        where = f"{field}[{index}]"
        if len(pair) != 2:
            raise PolicyError("bad_policy", where, pair, "pass pairs of a name and what holds for it")
        check_text(where, pair[0])
        if pair[0] in names:
            raise PolicyError("bad_policy", where, pair[0], "name each one once")
        names.add(pair[0])
    return pairs
