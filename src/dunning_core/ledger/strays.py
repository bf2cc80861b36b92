"""Payments from an unknown payer: placed where somebody recorded or identified them, or by the reference they quote."""

from dunning_core.documents import Payment
from dunning_core.events import Lettered, PayerIdentified, PaymentReturned, happened_on
from dunning_core.ledger.account import Reading, visible_events, visible_invoices, visible_names
from dunning_core.ledger.books import Books
from dunning_core.ledger.receivable import Credit
from dunning_core.lettering import ReferenceIndex, read_references
from dunning_core.lettering.reading import STRONG


def attribute_strays(books: Books, reading: Reading) -> tuple[dict[str, list[Payment]], tuple[Credit, ...]]:
    """Return the payments that belong to exactly one account, by account, and the credits left over.

    A recorded lettering says where a payment belongs, then the event that identified its payer, then what it quotes.
    """
    returned = {
        event.payment
        for event in books.stray_events
        if isinstance(event, PaymentReturned) and reading.sees(happened_on(event), event.recorded_on)
    }
    visible = [
        payment
        for payment in books.strays
        if reading.sees(payment.received_on, payment.recorded_on) and payment.id not in returned
    ]
    attributed: dict[str, list[Payment]] = {}
    left: list[Credit] = []
    if visible:
        owners = _owners(books, reading)
        recorded = _recorded(books, reading)
        identified = _identified(books, reading)
        names = ReferenceIndex(sorted(owners))
        for payment in visible:
            read = read_references(payment.reference, names) if payment.reference else ()
            quoted = payment.designates or tuple(reading.name for reading in read if reading.strength == STRONG)
            told = recorded.get(payment.id) or identified.get(payment.id)
            accounts = told or {account for name in quoted for account in owners.get(name, ())}
            if len(accounts) == 1 and payment.id not in reading.contested_credits:
                attributed.setdefault(accounts.pop(), []).append(payment)
            else:
                reason = "ambiguous_payer" if accounts else "unknown_payer"
                if payment.id in reading.contested_credits:
                    reason = "contradictory"
                left.append(Credit(payment, None, payment.minor, (reason,), (("would_use", "payer"),)))
    return attributed, tuple(sorted(left, key=lambda credit: (credit.day, credit.id, repr(credit.source))))


def _owners(books: Books, reading: Reading) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = {}
    for book in books.books:
        for invoice in visible_invoices(book, reading):
            owners.setdefault(invoice.number, set()).add(book.account)
            for reference in (invoice.payment_reference, invoice.order_reference):
                if reference is not None:
                    owners.setdefault(reference, set()).add(book.account)
    return owners


def _identified(books: Books, reading: Reading) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    events = [event for event in books.stray_events if isinstance(event, PayerIdentified)]
    account_of = {client.id: book.account for book in books.books for client in book.clients} if events else {}
    # A client of whom the ledger holds no more than that has no account to put money on.
    known = {book.account for book in books.books if events and (book.clients or visible_invoices(book, reading))}
    for event in events:
        account = account_of.get(event.client, event.client)
        if reading.sees(event.identified_on, event.recorded_on) and account in known:
            found.setdefault(event.payment, set()).add(account)
    return found


def _recorded(books: Books, reading: Reading) -> dict[str, set[str]]:
    # A recorded lettering stands, and says to which account the payment belongs.
    accounts: dict[str, set[str]] = {}
    for book in books.books:
        recorded = [event for event in visible_events(book, reading) if isinstance(event, Lettered)]
        # An entry may name what is not visible here yet, and is seen because of another entry of its lettering.
        names = visible_names(book, reading) if recorded else set[str]()
        for event in recorded:
            for entry in event.entries:
                if entry.debit in names:
                    accounts.setdefault(entry.credit, set()).add(book.account)
    return accounts
