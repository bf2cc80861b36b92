"""Dealing: the facts of a ledger dealt out to their accounts, once, when the ledger is built.

An event goes to every account that holds, or will hold, something of the name that it gives; whether that thing is
visible on a day is asked when the ledger is read, so that later facts never decide where an earlier event goes.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from dunning_core.documents import CreditNote, Invoice, Payment, Refund, WriteOff, receivable_ids
from dunning_core.events import (
    BankDataUntil,
    Cancelled,
    ClaimIssued,
    Event,
    Lettered,
    LetteredEntry,
    PayerIdentified,
    PaymentReturned,
    Unlettered,
    client_of,
    names_of,
)
from dunning_core.events.reading import sides_of
from dunning_core.ledger.books import Book, Books, Document, Fact, Mention, find_rivals, repeated, sort_events
from dunning_core.parties import Client

_Sighting = tuple[date, date | None]
#: A name, and whether it is that of a debt: debts and credits have names of their own.
_Name = tuple[str, bool]


class _Pages:
    """The growing lists of one account, while the facts are dealt out."""

    __slots__ = ("clients", "credit_notes", "events", "invoices", "payments", "refunds", "write_offs")

    def __init__(self) -> None:
        self.clients: list[Client] = []
        self.invoices: list[Invoice] = []
        self.credit_notes: list[CreditNote] = []
        self.payments: list[Payment] = []
        self.refunds: list[Refund] = []
        self.write_offs: list[WriteOff] = []
        self.events: list[Event] = []

    def close(self, account: str) -> Book:
        events = sort_events(self.events) if self.events else ()
        return Book(
            account,
            tuple(self.clients),
            tuple(self.invoices),
            tuple(self.credit_notes),
            tuple(self.payments),
            tuple(self.refunds),
            tuple(self.write_offs),
            events,
        )


def group_facts(facts: Iterable[Fact]) -> Books:
    """Return the facts grouped by account; neither the order in which they came nor repetition matters."""
    dealer = _Dealer(tuple(facts))
    dealer.deal_documents()
    dealer.deal_events()
    return Books(
        books=tuple(dealer.pages[account].close(account) for account in sorted(dealer.pages)),
        strays=tuple(dealer.strays),
        stray_events=sort_events(dealer.stray_events),
        mentions=tuple(dealer.mentions),
        rivals=find_rivals(dealer.facts),
        contested_clients=dealer.contested_clients,
        bank_data=tuple(dealer.bank_data),
    )


class _Dealer:
    """Deals the facts out to their accounts; used once, while a ledger is built."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self.facts = facts
        known = [fact for fact in facts if isinstance(fact, Client)]
        twice = repeated(client.id for client in known)
        self.contested_clients = tuple(sorted(twice))
        self.clients = {client.id: client for client in known if client.id not in twice}
        self.pages: dict[str, _Pages] = {}
        self.strays: list[Payment] = []
        self.stray_events: list[Event] = []
        self.mentions: list[Mention] = []
        self.bank_data: list[BankDataUntil] = []
        self._events = [fact for fact in facts if not isinstance(fact, Client | Document)]
        # Only the names that some event gives are looked out for.
        looked = {name for event in self._events for name in _looked_for(event)}
        self._sightings: dict[_Name, list[_Sighting]] = {name: [] for name in looked}
        self._accounts: dict[_Name, set[str]] = {name: set() for name in looked}
        self._claimed: dict[str, list[str]] = {}
        for event in self._events:
            if isinstance(event, ClaimIssued):
                self._claimed.setdefault(event.number, []).extend(names_of(event))
        told = {client for event in self._events if (client := client_of(event)) is not None}
        self._client_sightings: dict[str, list[_Sighting]] = {client: [] for client in told}

    def deal_documents(self) -> None:
        for client in self.clients.values():
            self._page(client.account).clients.append(client)
        for fact in self.facts:
            if isinstance(fact, Invoice):
                self._page(self._sight_party(fact.client, fact.issued_on, fact.recorded_on)).invoices.append(fact)
                names = (fact.number, *receivable_ids(fact.number, len(fact.installments) or 1))
                self._sight(names, fact.client, (fact.issued_on, fact.recorded_on), is_debt=True)
            elif isinstance(fact, CreditNote):
                self._page(self._sight_party(fact.client, fact.issued_on, fact.recorded_on)).credit_notes.append(fact)
                self._sight((fact.number,), fact.client, (fact.issued_on, fact.recorded_on), is_debt=False)
            elif isinstance(fact, ClaimIssued):
                # The event itself is dealt with the others; here its number and its client come to be known.
                self._page(self._sight_party(fact.client, fact.issued_on, fact.recorded_on))
                self._sight((fact.number,), fact.client, (fact.issued_on, fact.recorded_on), is_debt=True)
            elif isinstance(fact, Payment):
                self._deal_payment(fact)
            elif isinstance(fact, Refund):
                self._page(self._sight_party(fact.client, fact.refunded_on, fact.recorded_on)).refunds.append(fact)
            elif isinstance(fact, WriteOff):
                self._page(self._sight_party(fact.client, fact.written_off_on, fact.recorded_on)).write_offs.append(
                    fact
                )
                self._sight((fact.id,), fact.client, (fact.written_off_on, fact.recorded_on), is_debt=False)

    def deal_events(self) -> None:
        stray = {payment.id for payment in self.strays}
        for event in self._events:
            if isinstance(event, PaymentReturned | PayerIdentified) and event.payment in stray:
                self.stray_events.append(event)
            if isinstance(event, Lettered | Unlettered):
                self._deal_lettering(event)
                continue
            if isinstance(event, BankDataUntil):
                self.bank_data.append(event)
                continue
            accounts = {account for name in _looked_for(event) for account in self._accounts[name]}
            if isinstance(event, Cancelled):
                claimed = ((name, True) for name in self._claimed.get(event.subject, ()))
                accounts |= {account for name in claimed for account in self._accounts[name]}
            client = client_of(event)
            if client is not None:
                accounts.add(self._account_of(client))
                is_known = client in self.clients or client in self.contested_clients
                sightings = tuple(self._client_sightings[client])
                self.mentions.append(Mention(event, client, sightings, is_known=is_known))
            self.mentions.extend(Mention(event, name, self._seen(event, name)) for name in names_of(event))
            for account in sorted(accounts & self.pages.keys()):
                self.pages[account].events.append(event)

    def _account_of(self, client: str) -> str:
        found = self.clients.get(client)
        return found.account if found is not None else client

    def _page(self, account: str) -> _Pages:
        page = self.pages.get(account)
        if page is None:
            page = self.pages[account] = _Pages()
        return page

    def _sight_party(self, client: str, day: date, recorded_on: date | None) -> str:
        account = self._account_of(client)
        for name in {client, account} & self._client_sightings.keys() if self._client_sightings else ():
            self._client_sightings[name].append((day, recorded_on))
        return account

    def _sight(self, names: Iterable[str], client: str, sighting: _Sighting, *, is_debt: bool) -> None:
        if self._sightings:
            for name in {(name, is_debt) for name in names} & self._sightings.keys():
                self._sightings[name].append(sighting)
                self._accounts[name].add(self._account_of(client))

    def _seen(self, event: Event, name: str) -> tuple[_Sighting, ...]:
        return tuple(found for is_debt in sides_of(event) for found in self._sightings[name, is_debt])

    def _deal_payment(self, payment: Payment) -> None:
        if payment.client is None:
            self.strays.append(payment)
            if (payment.id, False) in self._sightings:
                self._sightings[payment.id, False].append((payment.received_on, payment.recorded_on))
            return
        account = self._sight_party(payment.client, payment.received_on, payment.recorded_on)
        self._page(account).payments.append(payment)
        self._sight((payment.id,), payment.client, (payment.received_on, payment.recorded_on), is_debt=False)

    def _deal_lettering(self, lettered: Lettered | Unlettered) -> None:
        # A recorded lettering may touch many accounts; each keeps its own entries, so that it can be read alone.
        by_account: dict[str, list[LetteredEntry]] = {}
        for entry in lettered.entries:
            self.mentions.append(Mention(lettered, entry.debit, self._seen(lettered, entry.debit), entry))
            for account in self._accounts[entry.debit, True]:
                by_account.setdefault(account, []).append(entry)
        for account, entries in by_account.items():
            self.pages[account].events.append(evolve(lettered, entries=tuple(entries)))


def _looked_for(event: Event) -> Iterator[_Name]:
    return ((name, is_debt) for name in dict.fromkeys(names_of(event)) for is_debt in sides_of(event))
