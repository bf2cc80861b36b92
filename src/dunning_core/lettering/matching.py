"""The lettering of one account in one currency: strategies swept one after the other over all credits."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from attrs import field, frozen

from dunning_core._checks import as_tuple
from dunning_core.errors import InvalidValueError
from dunning_core.lettering.entries import Allocation, OpenCredit, OpenDebit, allocate
from dunning_core.lettering.strategies import (
    OpenDebits,
    Strategy,
    confirmed_reference,
    designation,
    exact_amount,
    natural_group,
    oldest_due_first,
    quoted_reference,
    unique_combination,
)


def _strategies(given: Sequence[Strategy]) -> tuple[Strategy, ...]:
    strategies = as_tuple("strategies", given, object)
    for index, strategy in enumerate(strategies):
        if not callable(strategy):
            raise InvalidValueError("bad_strategy", f"strategies[{index}]", strategy, "pass a function")
    return strategies  # type: ignore[return-value]


@frozen
class LetteringPolicy:
    """The strategies of a lettering, in order; leave one out, add your own function, or reorder them."""

    strategies: tuple[Strategy, ...] = field(
        default=(
            designation,
            quoted_reference,
            confirmed_reference,
            exact_amount,
            natural_group,
            unique_combination,
            oldest_due_first,
        ),
        converter=_strategies,
    )


STANDARD = LetteringPolicy()


def match_credits(
    debits: Iterable[OpenDebit], credits: Iterable[OpenCredit], *, policy: LetteringPolicy
) -> list[Allocation]:
    """Allocate the credits to the debits of one account and currency, in place, and return the allocations.

    A strategy is tried on every credit, oldest first, before the next one is: a weak match of an early payment must
    not take what a strong match of a later one needs. No amount is ever allocated twice.
    """
    board = OpenDebits(debits)
    found: list[Allocation] = []
    waiting = sorted((credit for credit in credits if credit.minor), key=attrgetter("received_on", "id"))
    for strategy in policy.strategies:
        for credit in waiting:
            for position, most, evidence in strategy(credit, board):
                debit = board.debits[position]
                share = min(credit.minor, most, debit.open_minor)
                if share > 0 and not (debit.barred_on and _is_barred(debit, credit, strategy)):
                    found.append(allocate(credit, debit, minor=share, strategy=strategy.__name__, evidence=evidence))
                    board.note_reduced(position)
                    if not credit.minor:
                        break
        waiting = [credit for credit in waiting if credit.minor]
    return found


def _is_barred(debit: OpenDebit, credit: OpenCredit, strategy: Strategy) -> bool:
    # A guess must not put money on a debt that the law forbids to pay; the payer's own words are a fact.
    is_late = debit.barred_on is not None and credit.received_on >= debit.barred_on
    return is_late and credit.is_payment and strategy not in (designation, quoted_reference)
