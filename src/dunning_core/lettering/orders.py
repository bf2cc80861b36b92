"""Imputation between debts: on which of them the law puts money that no one explained, each order by its name.

Inside a debt (costs, interest, principal) is another question, and another setting: `Regime.settlement_order`.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby

from dunning_core.documents import InvoiceKind
from dunning_core.law import Rate
from dunning_core.lettering.board import Board
from dunning_core.lettering.entries import OpenCredit, OpenDebit, Share
from dunning_core.money import share_out

DebtOrder = Callable[[OpenCredit, Board], Iterable[Share]]
#: How much a debtor had to gain from paying a debt: the more, the earlier it is taken as paid.
Burden = Callable[[OpenDebit], int]


def oldest_due_first(credit: OpenCredit, board: Board) -> Iterator[Share]:
    """Spread a credit over the debts that were due first (C. civ. 1342-10); those issued after it come last."""
    later: list[int] = []
    none_yet = board.precedes_all(credit)
    for place in board.positions():
        if none_yet or board.debits[place].invoice.issued_on <= credit.received_on:
            yield Share(place, credit.minor)
        else:
            later.append(place)
    for place in later:
        yield Share(place, credit.minor)


def agreed_burden(debit: OpenDebit) -> int:
    """Return how burdensome a debt is by its own terms: a claim document bears no interest; an agreed rate its own."""
    if debit.invoice.kind is InvoiceKind.CLAIM:
        return -1
    rate = debit.invoice.agreed_rate
    return rate.units if isinstance(rate, Rate) else 0


def statutory_fr(credit: OpenCredit, board: Board, *, burden: Burden = agreed_burden) -> Iterator[Share]:
    """Spread a credit as French law does (C. civ. 1342-10, second sentence).

    Debts that were due on its day first; among them those that the debtor had most interest in paying; of equal ones
    the oldest; all things being equal, in proportion. For another measure of that interest pass a `burden` of your own:
    `functools.partial(statutory_fr, burden=...)`.
    """
    return _spread(credit, board, key=lambda debit: (-burden(debit), debit.due_on, debit.invoice.issued_on))


def statutory_de(credit: OpenCredit, board: Board, *, burden: Burden = agreed_burden) -> Iterator[Share]:
    """Spread a credit as German law does (§ 366 (2) BGB).

    Debts that were due on its day first; among them the less secure (retention money, which the client holds, is the
    safer one for him), then the more burdensome, then the older; all things being equal, in proportion.
    """
    return _spread(
        credit,
        board,
        key=lambda debit: (_is_secured(debit), -burden(debit), debit.due_on, debit.invoice.issued_on),
    )


def proportional(credit: OpenCredit, board: Board) -> Iterator[Share]:
    """Spread a credit over all debts that were due on its day, in proportion; then over those that were not."""
    return _spread(credit, board, key=lambda _: ())


def _is_secured(debit: OpenDebit) -> bool:
    parts = debit.invoice.installments
    return bool(parts) and parts[debit.rank].is_retention


def _spread(credit: OpenCredit, board: Board, *, key: Callable[[OpenDebit], tuple[object, ...]]) -> Iterator[Share]:
    def order(place: int) -> tuple[object, ...]:
        debit = board.debits[place]
        # What was due is judged on the day of the payment; what was invoiced after it comes last.
        return (_lateness(debit, credit.received_on), *key(debit))

    left = credit.minor
    for _, group in groupby(sorted(board.positions(), key=order), key=order):
        places = list(group)
        minors = [board.debits[place].open_minor for place in places]
        shares = share_out(min(left, sum(minors)), minors)
        yield from (Share(place, share) for place, share in zip(places, shares, strict=True) if share)
        left -= sum(shares)
        if not left:
            return


def _lateness(debit: OpenDebit, day: date) -> tuple[bool, bool]:
    return debit.invoice.issued_on > day, debit.due_on > day
