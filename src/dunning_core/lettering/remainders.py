"""Remainders: why what is left of a credit was not used, what it looks like, and what would use it."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from dunning_core.errors import Params
from dunning_core.lettering.board import Board
from dunning_core.lettering.entries import WRITTEN_OFF, Allocation, Doubt, OpenCredit
from dunning_core.lettering.reading import STRONG

#: Two payments of one amount so few days apart may be one payment made twice.
_DUPLICATE_DAYS = 10
_MOST_LOOKED_AT = 400


def is_unheard(credit: OpenCredit, board: Board) -> bool:
    """Return whether a payer designates nothing that is on the account: he did not mean the rest of it."""
    return bool(credit.designates) and credit.is_payment and not any(board.named(name) for name in credit.designates)


def is_presumable(credit: OpenCredit, board: Board) -> bool:
    """Return whether the law may presume where a credit goes: not when its payer said so, in vain.

    A payment that designates what is not on the account, or that names what another one has just paid, waits; so does a
    write-off, which is about one debt.
    """
    if credit.kind in WRITTEN_OFF or is_unheard(credit, board):
        return False
    if not credit.is_payment or credit.minor != credit.source.minor:
        return True
    return paid_already(credit, board) is None and not _withheld_like(credit, board)


def _withheld_like(credit: OpenCredit, board: Board) -> list[str]:
    # Money of exactly the amount of a debt on which none is put without a person is likely meant for it.
    same = (board.debits[place] for place in sorted(board.withheld))
    return [debit.id for debit in same if debit.open_minor == credit.minor]


def paid_already(credit: OpenCredit, board: Board) -> Allocation | None:
    """Return the allocation of another payment that paid, with the same amount, all that a payment names."""
    named = [place for name in _names(credit, board) for place in board.named(name)]
    if not named or any(board.debits[place].open_minor for place in named):
        return None
    return next(_same_amount(credit, (entry for place in named for entry in board.debits[place].settlements)), None)


def _names(credit: OpenCredit, board: Board) -> Iterable[str]:
    if credit.designates:
        return credit.designates
    if not credit.reference:
        return ()
    if board.named(credit.reference):
        return (credit.reference,)
    return [reading.name for reading in board.read(credit.reference) if reading.strength == STRONG]


def _same_amount(credit: OpenCredit, entries: Iterable[Allocation]) -> Iterator[Allocation]:
    for entry in entries:
        if entry.is_payment and entry.credit != credit.id and entry.minor == credit.source.minor:
            yield entry


def explain_remainder(credit: OpenCredit, board: Board, *, doubt: Doubt | None) -> tuple[tuple[str, ...], Params]:
    """Return the reasons why what is left of a credit was not used, as codes, and their operands."""
    if doubt is not None and doubt.keeps:
        return (doubt.reason,), (*doubt.facts, ("would_use", "choice"))
    if credit.minor != credit.source.minor:
        return ("overpaid",), (*_duplicate(credit, board), ("would_use", "invoice_or_refund"))
    twice = paid_already(credit, board) if credit.is_payment else None
    if twice is not None:
        return ("possible_duplicate",), (
            ("duplicate_of", twice.credit),
            ("debit", twice.debit),
            ("would_use", "refund"),
        )
    if is_unheard(credit, board):
        return ("designates_unknown",), (("designates", ", ".join(credit.designates)), ("would_use", "invoice"))
    withheld = _withheld_like(credit, board)
    if withheld:
        return ("withheld",), (("withheld", ", ".join(withheld)), ("would_use", "choice"))
    return _unmatched(credit, board)


def _unmatched(credit: OpenCredit, board: Board) -> tuple[tuple[str, ...], Params]:
    open_places = list(board.positions())[:_MOST_LOOKED_AT]
    if not open_places:
        if credit.is_payment and board.precedes_all(credit):
            return ("advance",), (("would_use", "invoice"),)
        return ("unmatched",), (*_duplicate(credit, board), ("would_use", "invoice_or_refund"))
    if all(place in board.withheld or board.debits[place].bars(credit) for place in open_places):
        return ("barred",), (("would_use", "designation"),)
    swapped = next((place for place in open_places if _is_swapped(credit.minor, board.debits[place].open_minor)), None)
    facts: Params = () if swapped is None else (("digits_swapped", board.debits[swapped].id),)
    return ("unmatched",), (*facts, ("would_use", "designation"))


def _duplicate(credit: OpenCredit, board: Board) -> Params:
    near = timedelta(days=_DUPLICATE_DAYS)
    entries = (entry for debit in board.debits[-_MOST_LOOKED_AT:] for entry in debit.settlements)
    for entry in _same_amount(credit, entries) if credit.is_payment else ():
        if abs(entry.on - credit.received_on) <= near:
            return (("duplicate_of", entry.credit),)
    return ()


def _is_swapped(one: int, other: int) -> bool:
    return one != other and sorted(str(one)) == sorted(str(other))
