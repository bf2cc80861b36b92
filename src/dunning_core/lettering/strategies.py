"""Lettering strategies: named pure functions, each of which explains a credit by open debits, or says nothing.

A strategy is `(credit, board) -> shares`, or a `Doubt` when it sees explanations that it may not choose among. It reads
the open debits and credits of one account and currency and never changes them; the engine does, and stops when the
credit is used up. Here are those that look for one debit; those that look for several are in `groups`.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from dunning_core.lettering.board import Board
from dunning_core.lettering.discounts import discount_minor
from dunning_core.lettering.entries import Doubt, Explanation, OpenCredit, Share
from dunning_core.lettering.naming import pay_named
from dunning_core.lettering.remainders import is_presumable

Strategy = Callable[[OpenCredit, Board], Iterable[Share] | Doubt]


def only_open_debt(credit: OpenCredit, board: Board) -> Iterable[Share]:
    """Put a payment on the one debt that was open on its day, when it is no more than that debt.

    Not one that its payer meant for something else, nor what is left of one that was placed in part: of those the law
    presumes, and they are told as presumed.
    """
    if (
        not credit.is_payment
        or credit.minor != credit.source.minor
        or board.precedes_all(credit)
        or not is_presumable(credit, board)
    ):
        return ()
    takers = (place for place in board.positions() if board.debits[place].invoice.issued_on <= credit.received_on)
    found = list(islice(takers, 2))
    if len(found) != 1 or not board.may_take(found[0], credit) or board.debits[found[0]].open_minor < credit.minor:
        return ()
    return pay_named(credit, [(found[0], "")], board=board)


def sole_amount(credit: OpenCredit, board: Board) -> Iterable[Share]:
    """Put a credit on the one debt, issued by its day, whose open amount is exactly what is left of it."""
    found = list(islice(_with_amount(credit, board), 2))
    return (Share(found[0], credit.minor),) if len(found) == 1 else ()


def exact_amount(credit: OpenCredit, board: Board) -> Iterable[Share]:
    """Put a credit on the oldest debt, issued by its day, whose open amount is exactly what is left of it.

    Of equal debts the oldest is paid first (C. civ. 1342-10, second sentence).
    """
    return [Share(place, credit.minor) for place in islice(_with_amount(credit, board), 1)]


def closest_amount(credit: OpenCredit, board: Board) -> Iterable[Share]:
    """Put a credit on the debt of exactly its amount that is nearest to the payer's usual delay, not on the oldest.

    A payer who pays each invoice on its day has skipped an older one of the same amount; the law would have him pay
    that one first. So this is a choice of policy, and says what it rests on.
    """
    usual = credit.received_on.toordinal() - board.usual_days
    found = min(
        _with_amount(credit, board),
        key=lambda place: (abs(board.debits[place].due_on.toordinal() - usual), place),
        default=None,
    )
    return () if found is None else (Share(found, credit.minor, facts=(("usual_days", board.usual_days),)),)


def _with_amount(credit: OpenCredit, board: Board) -> Iterator[int]:
    for place in () if board.precedes_all(credit) else board.with_amount(credit.minor):
        if board.debits[place].open_minor == credit.minor and board.may_take(place, credit):
            yield place


def discounted_amount(credit: OpenCredit, board: Board) -> Iterable[Share] | Doubt:
    """Put a payment on the one debt that it equals once its early-payment discount is taken, within the window."""
    found: dict[tuple[int, int], int] = {}
    for place in board.discounted():
        debit = board.debits[place]
        if board.may_take(place, credit):
            minor = discount_minor(debit, credit)
            if minor and debit.open_minor - minor == credit.minor:
                found.setdefault((debit.open_minor, minor), place)
    if len(found) > 1:
        ways = (Explanation(((board.debits[place].id, credit.minor),)) for place in found.values())
        return Doubt("several_discounts", tuple(ways)[: board.bounds.explanations])
    return pay_named(credit, [(place, "") for place in found.values()], board=board)
