"""Account: one payer's receivables and credits on a day, read from his book alone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from dunning_core.documents import CreditNote, Invoice, Payment, receivable_ids
from dunning_core.errors import Problem
from dunning_core.events import Cancelled, Event, PaymentReturned, happened_on
from dunning_core.ledger.books import Book, credit_id, is_visible
from dunning_core.ledger.history import assign_events
from dunning_core.ledger.receivable import Credit, Receivable
from dunning_core.ledger.settling import Part, Settling, settle
from dunning_core.lettering import Allocation, LetteringPolicy
from dunning_core.parties import Client


@frozen
class Reading:
    """How a ledger is read: the day, what was known then, and what is contested on that day.

    `policy` is the lettering policy, or None for a reading that letters nothing by itself.
    """

    day: date
    known_on: date | None = None
    policy: LetteringPolicy | None = None
    contested_debits: frozenset[str] = frozenset()
    contested_credits: frozenset[str] = frozenset()
    contested_clients: frozenset[str] = frozenset()

    def sees(self, day: date, recorded_on: date | None) -> bool:
        """Return whether a fact of that day is visible."""
        return is_visible(day, recorded_on, as_of=self.day, known_on=self.known_on)


@frozen
class Account:
    """One payer's account on a day: receivables open and settled, credits left over, and what happened to it.

    `allocations` are all those in force, recorded or proposed; `proposed` are those that are not recorded yet.
    """

    id: str
    clients: tuple[Client, ...]
    day: date
    receivables: tuple[Receivable, ...]
    credits: tuple[Credit, ...]
    events: tuple[Event, ...] = ()
    proposed: tuple[Allocation, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_lettered: bool = False

    @property
    def client(self) -> Client:
        """Return the payer: the client whose account it is, else the first of its clients."""
        return next((client for client in self.clients if client.id == self.id), self.clients[0])

    @property
    def open_items(self) -> tuple[Receivable, ...]:
        """Return the receivables with something outstanding."""
        return tuple(item for item in self.receivables if item.outstanding_minor)

    @property
    def credit_minor(self) -> dict[str, int]:
        """Return what is left of the credits by currency, in minor units."""
        left: dict[str, int] = {}
        for credit in self.credits:
            left[credit.currency] = left.get(credit.currency, 0) + credit.remainder_minor
        return left


def read_account(book: Book, reading: Reading, *, attributed: Sequence[Payment] = ()) -> Account:
    """Return one account as it stands on the day of the reading; what is later, or was not known, is not seen."""
    problems: list[Problem] = []
    events = tuple(event for event in book.events if reading.sees(happened_on(event), event.recorded_on))
    gone = {event.subject for event in events if isinstance(event, Cancelled)}
    gone_credits = gone | {event.payment for event in events if isinstance(event, PaymentReturned)}
    clients = {client.id: client for client in book.clients}

    parts: list[Part] = []
    for invoice in book.invoices:
        if reading.sees(invoice.issued_on, invoice.recorded_on) and invoice.number not in gone:
            client = clients.get(invoice.client) or _add_unknown(clients, invoice.client, reading, problems)
            parts.extend(_split(invoice, client, reading, problems))
    credits = list(_visible_credits((*book.credit_notes, *book.payments, *attributed), reading, gone_credits))
    for credit in credits:
        if credit.client is not None and credit.client not in clients:
            _add_unknown(clients, credit.client, reading, problems)

    settling = settle(parts, credits, events=events, policy=reading.policy, contested=reading.contested_credits)
    problems.extend(settling.problems)
    by_receivable: dict[str, list[Event]] = {}
    if events:
        known = gone | {credit_id(credit) for credit in credits}
        by_receivable = assign_events(events, parts, known=known, problems=problems)
    return Account(
        id=book.account,
        clients=tuple(clients[name] for name in sorted(clients)),
        day=reading.day,
        receivables=_receivables(parts, settling, by_receivable, reading.day),
        credits=_credits(credits, settling, clients),
        events=events,
        proposed=tuple(settling.proposed),
        problems=tuple(problems),
        is_lettered=reading.policy is not None,
    )


def _add_unknown(clients: dict[str, Client], name: str, reading: Reading, problems: list[Problem]) -> Client:
    code = "client.contested" if name in reading.contested_clients else "client.unknown"
    problems.append(Problem(code, name, path="client", params=(("client", name),)))
    clients[name] = Client.unknown(name, name=name)
    return clients[name]


def _split(invoice: Invoice, client: Client, reading: Reading, problems: list[Problem]) -> Iterator[Part]:
    if invoice.number in reading.contested_debits:
        problems.append(Problem("invoice.contradictory", invoice.number, path="number"))
        return
    if invoice.installments:
        names = receivable_ids(invoice.number, len(invoice.installments))
        for rank, (name, share) in enumerate(zip(names, invoice.installments, strict=True)):
            yield Part(name, invoice, rank, client, share.due_on, share.minor)
        return
    due_on = invoice.due_on
    terms = invoice.terms or (client.terms if due_on is None else None)
    if terms is not None:
        agreed = terms.due_on(invoice.issued_on)
        if due_on is not None and due_on != agreed:
            params = (("due_on", due_on), ("by_terms", agreed))
            problems.append(Problem("invoice.due_on.contradicts_terms", invoice.number, path="due_on", params=params))
        due_on = due_on or agreed
    if due_on is None:
        problems.append(Problem("invoice.due_on.missing", invoice.number, path="due_on"))
        return
    name = receivable_ids(invoice.number, 1)[0]
    yield Part(name, invoice, 0, client, due_on, invoice.minor)


def _visible_credits(
    credits: Iterable[CreditNote | Payment], reading: Reading, gone: set[str]
) -> Iterator[CreditNote | Payment]:
    for credit in credits:
        day = credit.received_on if isinstance(credit, Payment) else credit.issued_on
        if reading.sees(day, credit.recorded_on) and (not gone or credit_id(credit) not in gone):
            yield credit


def _receivables(
    parts: Sequence[Part], settling: Settling, events: dict[str, list[Event]], day: date
) -> tuple[Receivable, ...]:
    first_late = _first_late(parts, settling, day)
    return tuple(
        Receivable(
            part.id,
            part.invoice,
            part.rank,
            part.client,
            day,
            part.due_on,
            part.minor,
            settling.open[part.id],
            tuple(settling.by_debit.get(part.id, ())),
            tuple(events.get(part.id, ())),
            first_late.get(part.invoice.number, part.id) == part.id,
        )
        for part in parts
    )


def _first_late(parts: Sequence[Part], settling: Settling, day: date) -> dict[str, str]:
    # The fixed compensation is due once per invoice: the first of its parts to be late carries it.
    first: dict[str, str] = {}
    split = [part for part in parts if part.invoice.installments]
    for part in sorted(split, key=lambda part: (part.due_on, part.rank)):
        paid = sum(entry.minor for entry in settling.by_debit.get(part.id, ()) if entry.on <= part.due_on)
        if day > part.due_on and paid < part.minor:
            first.setdefault(part.invoice.number, part.id)
    return first


def _credits(
    credits: Sequence[CreditNote | Payment], settling: Settling, clients: dict[str, Client]
) -> tuple[Credit, ...]:
    left: list[Credit] = []
    for credit, minor, reasons in settling.remainders(credits):
        payer = clients.get(credit.client) if credit.client is not None else None
        left.append(Credit(credit, payer, minor, reasons))
    return tuple(sorted(left, key=lambda item: (item.day, item.id, repr(item.source))))
