"""Boards for the tests of single strategies: debits and credits of one client, in euros, by days from the due day."""

from typing import Any

import attrs

import dunning_core as dc
from dunning_core.lettering import Board, Bounds, Doubt, OpenCredit, OpenDebit, Share, allocate
from tests.books import ACME, after_due, eur, invoice, payment


def debit(number: str, amount: str | int, due: int = 0, *, issued: int | None = None, **changes: Any) -> OpenDebit:
    """An open debit, issued sixty days before it is due unless told otherwise."""
    issued_on = after_due(due - 60 if issued is None else issued)
    bill = attrs.evolve(invoice(number, amount, due=after_due(due)), issued_on=issued_on, **changes)
    return OpenDebit(number, bill, rank=0, client=ACME, due_on=after_due(due), minor=bill.minor)


def paid(id: str, amount: str | int, day: int = 0, reference: str = "", **changes: Any) -> OpenCredit:
    """An open payment."""
    return OpenCredit(attrs.evolve(payment(id, amount, after_due(day), reference), **changes))


def noted(number: str, amount: str | int, day: int = 0, *, corrects: str | None = None) -> OpenCredit:
    """An open credit note: commercial, or one that corrects an invoice."""
    note = dc.CreditNote(number, client="ACME", amount=eur(amount), issued_on=after_due(day), corrects=corrects)
    return OpenCredit(note)


def board_of(*items: OpenDebit | OpenCredit, bounds: Bounds | None = None, **options: Any) -> Board:
    """A board of them."""
    debits = [item for item in items if isinstance(item, OpenDebit)]
    credits = [item for item in items if isinstance(item, OpenCredit)]
    return Board(debits, credits, bounds=bounds or Bounds(), **options)


def put(board: Board, credit: OpenCredit, place: int, amount: str | int) -> None:
    """Put so much of a credit on a debit, as the engine does."""
    allocate(credit, board.debits[place], share=Share(place, eur(amount).minor), strategy="test")
    board.note_allocated(place)


def settled(number: str, due: int, *, late: int) -> OpenDebit:
    """A debit of one euro that was paid so many days late."""
    item = debit(number, 1, due)
    allocate(paid(f"P-{number}", 1, due + late), item, share=Share(0, 100), strategy="test")
    return item


def shares_of(answer: Any) -> list[Share]:
    """The shares that a strategy answers with, where it is in no doubt."""
    assert not isinstance(answer, Doubt)
    return list(answer)


def shown(board: Board, answer: Any) -> list[tuple[str, str, str]]:
    """The shares that a strategy answers with, as credit, debit and amount."""
    return [
        (share.credit.id if share.credit else "", board.debits[share.position].id, f"{share.minor / 100:.2f}")
        for share in shares_of(answer)
    ]
