"""What moved on an account up to a day, document by document, as the client's own books would show it."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from dunning_core.documents import CreditNote, Payment, Refund, WriteOff, WriteOffNature
from dunning_core.events import Cancelled, PaymentReturned
from dunning_core.events.bookkeeping import GRANTED_COMPONENTS
from dunning_core.ledger.account import Account, Reading
from dunning_core.ledger.books import Book, credit_day, credit_id
from dunning_core.money import Money

_Source = CreditNote | Payment | WriteOff


@frozen
class Move:
    """One document or movement of money: what it adds to the balance of an account, or takes off when below zero.

    `kind` is that of the invoice ("invoice", "deposit", "final", "claim"), or "payment", "returned", "refund",
    "credit_note", "write_off" (a loss), "remission", "discount" or "tolerance". `name` is the id of the receivable or
    of the credit; `due_on` is None for what is no debt. `reference` is the text that came with a payment, or the
    client's order.
    """

    day: date
    kind: str
    name: str
    client: str
    amount: Money
    due_on: date | None = None
    reference: str = ""


def list_moves(book: Book, reading: Reading, *, account: Account, attributed: Sequence[Payment]) -> tuple[Move, ...]:
    """Return the moves of an account as it is read, by day; together they are what is owed, less the credits left.

    What was cancelled by the day is as if it had never been; a payment that came back shows both ways.
    """
    moves = [*_debts(account), *_granted(account), *_returned(book, reading, account)]
    for source in _standing(book, reading, account, attributed):
        moves.append(_credit(source))
        moves.extend(_refunds(book, reading, account, source))
    return tuple(
        sorted(moves, key=lambda move: (move.day, move.amount.minor <= 0, move.name, move.kind, move.amount.minor))
    )


def credit_kind(source: CreditNote | Payment | WriteOff) -> str:
    """Return what a credit is: "payment", "credit_note", "write_off" or "remission"."""
    if isinstance(source, Payment):
        return "payment"
    if isinstance(source, CreditNote):
        return "credit_note"
    return "remission" if source.nature is WriteOffNature.REMISSION else "write_off"


def _debts(account: Account) -> Iterator[Move]:
    for item in account.receivables:
        due_on = item.due_on if item.is_day_known else None
        invoice = item.invoice
        reference = invoice.order_reference or ""
        yield Move(invoice.issued_on, invoice.kind.value, item.id, item.client.id, item.amount, due_on, reference)


def _granted(account: Account) -> Iterator[Move]:
    for item in account.receivables:
        for entry in item.settlements:
            if entry.kind in GRANTED_COMPONENTS:
                yield Move(max(entry.on, item.invoice.issued_on), entry.kind, item.id, item.client.id, -entry.amount)


def _standing(book: Book, reading: Reading, account: Account, attributed: Sequence[Payment]) -> Iterator[_Source]:
    gone = {event.subject for event in account.events if isinstance(event, Cancelled)}
    gone |= {event.payment for event in account.events if isinstance(event, PaymentReturned)}
    sources: tuple[_Source, ...] = (*book.credit_notes, *book.payments, *attributed, *book.write_offs)
    for source in sources:
        if reading.sees(credit_day(source), source.recorded_on) and credit_id(source) not in gone:
            yield source


def _credit(source: _Source) -> Move:
    reference = source.reference if isinstance(source, Payment) else ""
    name = credit_id(source)
    return Move(credit_day(source), credit_kind(source), name, source.client or "", -source.amount, reference=reference)


def _returned(book: Book, reading: Reading, account: Account) -> Iterator[Move]:
    back = {event.payment: event for event in account.events if isinstance(event, PaymentReturned)}
    for payment in book.payments if back else ():
        event = back.get(payment.id)
        if event is not None and reading.sees(payment.received_on, payment.recorded_on):
            yield _credit(payment)
            client = payment.client or ""
            yield Move(event.returned_on, "returned", payment.id, client, payment.amount, reference=event.reason)


def _refunds(book: Book, reading: Reading, account: Account, source: _Source) -> Iterator[Move]:
    # What was given back of a credit is what is neither lettered nor left of it: a refund that could not be is none.
    name = credit_id(source)
    visible = [
        refund
        for refund in book.refunds
        if refund.refunds == name and reading.sees(refund.refunded_on, refund.recorded_on)
    ]
    if not visible or [credit.id for credit in account.credits].count(name) > 1:
        return
    used = sum(
        entry.minor
        for item in account.receivables
        for entry in item.settlements
        if entry.credit == name and entry.kind not in GRANTED_COMPONENTS
    )
    left = sum(credit.remainder_minor for credit in account.credits if credit.id == name)
    given = source.minor - used - left
    for refund in sorted(visible, key=_order_of):
        if 0 < refund.minor <= given:
            given -= refund.minor
            yield Move(refund.refunded_on, "refund", refund.id, refund.client, refund.amount, reference=name)


def _order_of(refund: Refund) -> tuple[date, str]:
    return refund.refunded_on, refund.id
