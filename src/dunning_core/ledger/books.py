"""Books: the facts of a ledger grouped by account once, so that each account can be read alone at any day."""

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from attrs import frozen

from dunning_core.documents import CreditNote, Invoice, Payment, receivable_ids
from dunning_core.events import (
    Cancelled,
    Dispute,
    DisputeResolved,
    Event,
    Hold,
    HoldReleased,
    Lettered,
    LetteredEntry,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    PaymentReturned,
    PromiseToPay,
    happened_on,
)
from dunning_core.parties import Client

T = TypeVar("T", bound=Hashable)

Fact = Client | Invoice | CreditNote | Payment | Event

_ByClient = (NoticeSent, NoticeReturned, NoticePresented)
_BySubject = (PromiseToPay, Dispute, DisputeResolved, Hold, HoldReleased, Cancelled)


@frozen
class Book:
    """The facts about one account, in a total order."""

    account: str
    clients: tuple[Client, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    credit_notes: tuple[CreditNote, ...] = ()
    payments: tuple[Payment, ...] = ()
    events: tuple[Event, ...] = ()


@frozen
class Books:
    """All accounts of a ledger.

    `strays` are payments from an unknown payer and `stray_events` what happened to them; `orphans` are events about
    nothing known; `rivals` are the documents whose number or id stands on another one with another content.
    """

    books: tuple[Book, ...] = ()
    strays: tuple[Payment, ...] = ()
    stray_events: tuple[Event, ...] = ()
    orphans: tuple[Event, ...] = ()
    rivals: tuple[Invoice | CreditNote | Payment, ...] = ()
    contested_clients: tuple[str, ...] = ()


class _Pages:
    """The growing lists of one account, while the facts are dealt out."""

    __slots__ = ("clients", "credit_notes", "events", "invoices", "payments")

    def __init__(self) -> None:
        self.clients: list[Client] = []
        self.invoices: list[Invoice] = []
        self.credit_notes: list[CreditNote] = []
        self.payments: list[Payment] = []
        self.events: list[Event] = []


class _Dealer:
    """Deals the facts out to their accounts; used once, while a ledger is built."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = tuple(facts)
        known = [fact for fact in self.facts if isinstance(fact, Client)]
        twice = _repeated(client.id for client in known)
        self.contested_clients = tuple(sorted(twice))
        self.clients = {client.id: client for client in known if client.id not in twice}
        self.pages: dict[str, _Pages] = {}
        self.by_subject: dict[str, str] = {}
        self.strays: list[Payment] = []
        self.stray_events: list[Event] = []
        self.orphans: list[Event] = []

    def account_of(self, client: str) -> str:
        found = self.clients.get(client)
        return found.account if found is not None else client

    def page(self, account: str) -> _Pages:
        page = self.pages.get(account)
        if page is None:
            page = self.pages[account] = _Pages()
        return page

    def deal_documents(self) -> None:
        for client in self.clients.values():
            self.page(client.account).clients.append(client)
        for fact in self.facts:
            if isinstance(fact, Invoice):
                account = self.account_of(fact.client)
                self.page(account).invoices.append(fact)
                self.by_subject[fact.number] = account
                if fact.installments or "#" in fact.number:
                    for name in receivable_ids(fact.number, len(fact.installments) or 1):
                        self.by_subject.setdefault(name, account)
            elif isinstance(fact, Payment):
                self._deal_payment(fact)
            elif isinstance(fact, CreditNote):
                account = self.account_of(fact.client)
                self.page(account).credit_notes.append(fact)
                self.by_subject.setdefault(fact.number, account)

    def _deal_payment(self, payment: Payment) -> None:
        if payment.client is None:
            self.strays.append(payment)
            return
        account = self.account_of(payment.client)
        self.page(account).payments.append(payment)
        self.by_subject.setdefault(payment.id, account)

    def deal_events(self) -> None:
        stray = {payment.id for payment in self.strays}
        for fact in self.facts:
            if isinstance(fact, Lettered):
                self._deal_lettering(fact)
            elif isinstance(fact, PaymentReturned) and fact.payment in stray:
                self.stray_events.append(fact)
            elif isinstance(fact, (*_ByClient, *_BySubject, PaymentReturned)):
                account = self._account_of_event(fact)
                (self.orphans if account is None else self.page(account).events).append(fact)

    def _account_of_event(self, event: Event) -> str | None:
        client = getattr(event, "client", None)
        if client is not None:
            account = self.account_of(client)
            return account if account in self.pages else None
        subject = event.payment if isinstance(event, PaymentReturned) else getattr(event, "subject", "")
        return self.by_subject.get(subject)

    def _deal_lettering(self, lettered: Lettered) -> None:
        # A recorded lettering may touch many accounts; each keeps its own entries, so that it can be read alone.
        by_account: dict[str | None, list[LetteredEntry]] = {}
        for entry in lettered.entries:
            by_account.setdefault(self.by_subject.get(entry.debit), []).append(entry)
        for account, entries in by_account.items():
            part = Lettered(tuple(entries), lettered_on=lettered.lettered_on, recorded_on=lettered.recorded_on)
            (self.orphans if account is None else self.page(account).events).append(part)


def group_facts(facts: Iterable[Fact]) -> Books:
    """Return the facts grouped by account; neither the order in which they came nor repetition matters."""
    dealer = _Dealer(facts)
    dealer.deal_documents()
    dealer.deal_events()
    return Books(
        books=tuple(_close(account, dealer.pages[account]) for account in sorted(dealer.pages)),
        strays=tuple(dealer.strays),
        stray_events=sort_events(dealer.stray_events),
        orphans=sort_events(dealer.orphans),
        rivals=_find_rivals(dealer.facts),
        contested_clients=dealer.contested_clients,
    )


def _find_rivals(facts: tuple[Fact, ...]) -> tuple[Invoice | CreditNote | Payment, ...]:
    # Debits have their own names, and so have credits: a payment may well be recorded under the invoice's number.
    invoices = [fact for fact in facts if isinstance(fact, Invoice)]
    credits = [fact for fact in facts if isinstance(fact, CreditNote | Payment)]
    debit_twice = _repeated(invoice.number for invoice in invoices)
    credit_twice = _repeated(credit_id(credit) for credit in credits)
    rivals: list[Invoice | CreditNote | Payment] = [invoice for invoice in invoices if invoice.number in debit_twice]
    rivals += [credit for credit in credits if credit_id(credit) in credit_twice]
    return tuple(rivals)


def credit_id(credit: CreditNote | Payment) -> str:
    """Return the name under which a credit is lettered: the payment's id, or the credit note's number."""
    return credit.id if isinstance(credit, Payment) else credit.number


def _close(account: str, pages: _Pages) -> Book:
    events = sort_events(pages.events) if pages.events else ()
    return Book(
        account,
        tuple(pages.clients),
        tuple(pages.invoices),
        tuple(pages.credit_notes),
        tuple(pages.payments),
        events,
    )


def sort_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events by day, in an order that does not depend on the one they came in."""
    return tuple(sorted(events, key=lambda event: (happened_on(event), type(event).__name__, repr(event))))


def _repeated(names: Iterable[T]) -> set[T]:
    seen: set[T] = set()
    twice: set[T] = set()
    for name in names:
        (twice if name in seen else seen).add(name)
    return twice


def sort_facts(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Give the facts once each, in a total order: by type, then by identifier or day, then by content."""
    unique = dict.fromkeys(facts)
    documents = [fact for fact in unique if isinstance(fact, Client | Invoice | CreditNote | Payment)]
    keys = [
        (type(fact).__name__, fact.number if isinstance(fact, Invoice | CreditNote) else fact.id) for fact in documents
    ]
    twice = _repeated(keys)
    order = sorted(
        zip(keys, documents, strict=True), key=lambda pair: (pair[0], repr(pair[1]) if pair[0] in twice else "")
    )
    yield from (fact for _, fact in order)
    yield from sort_events(fact for fact in unique if not isinstance(fact, Client | Invoice | CreditNote | Payment))
