"""The lettering of one account in one currency: strategies swept one after the other over all credits."""

from collections.abc import Sequence

from attrs import field, frozen

from dunning_core._checks import as_tuple
from dunning_core.errors import InvalidValueError
from dunning_core.lettering.entries import OpenCredit, OpenDebit
from dunning_core.lettering.strategies import (
    OpenDebits,
    Strategy,
    designation,
    exact_amount,
    oldest_due_first,
    quoted_reference,
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
        default=(designation, quoted_reference, exact_amount, oldest_due_first), converter=_strategies
    )


STANDARD = LetteringPolicy()

Match = tuple[str, str, int, str, str]


def match_credits(
    debits: Sequence[OpenDebit], credits: Sequence[OpenCredit], *, policy: LetteringPolicy
) -> tuple[list[Match], dict[str, int]]:
    """Return the matches (credit, debit, minor, strategy, evidence) and what is left of each credit.

    A strategy is tried on every credit, oldest first, before the next one is: a weak match of an early payment must
    not take what a strong match of a later one needs. No amount is ever allocated twice.
    """
    board = OpenDebits(debits)
    matches: list[Match] = []
    waiting = sorted(credits, key=lambda credit: (credit.received_on, credit.id))
    for strategy in policy.strategies:
        left: list[OpenCredit] = []
        for credit in waiting:
            minor = _place(credit, strategy, board, matches)
            if minor == credit.minor:
                left.append(credit)
            elif minor:
                left.append(_reduced(credit, minor))
        waiting = left
    return matches, {credit.id: credit.minor for credit in waiting}


def _place(credit: OpenCredit, strategy: Strategy, board: OpenDebits, matches: list[Match]) -> int:
    minor = credit.minor
    for position, most, evidence in strategy(credit, board):
        share = min(minor, most, board.open[position])
        if share > 0:
            board.reduce(position, share)
            matches.append((credit.id, board.debits[position].id, share, strategy.__name__, evidence))
            minor -= share
            if not minor:
                break
    return minor


def _reduced(credit: OpenCredit, minor: int) -> OpenCredit:
    return OpenCredit(credit.id, credit.received_on, minor, credit.reference, credit.designates)
