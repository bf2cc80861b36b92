"""Books: the facts of a ledger grouped by account once, so that each account can be read alone at any day."""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from attrs import frozen

from dunning_core.documents import CreditNote, Invoice, Payment, Refund, WriteOff
from dunning_core.events import BankDataUntil, ClaimIssued, Event, LetteredEntry, happened_on
from dunning_core.parties import Client

T = TypeVar("T", bound=Hashable)

#: What the books state; the rest of the facts are clients, and events.
Document = Invoice | CreditNote | Payment | Refund | WriteOff
Fact = Client | Document | Event


@frozen
class Book:
    """The facts about one account, in a total order."""

    account: str
    clients: tuple[Client, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    credit_notes: tuple[CreditNote, ...] = ()
    payments: tuple[Payment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    write_offs: tuple[WriteOff, ...] = ()
    events: tuple[Event, ...] = ()


@frozen
class Mention:
    """A name that an event gives, and since when something answers to it: the days of the facts, and of their record.

    `entry` is the recorded lettering that gives it, when it is one. `is_known` says that no day matters: the name is
    that of a client of the ledger.
    """

    event: Event
    name: str
    sightings: tuple[tuple[date, date | None], ...]
    entry: LetteredEntry | None = None
    is_known: bool = False


@frozen
class Books:
    """All accounts of a ledger.

    `strays` are payments from an unknown payer and `stray_events` what happened to them; `mentions` are the names that
    events give; `rivals` are the documents whose number or id stands on another one with another content. `bank_data`
    says until when what came in is known.
    """

    books: tuple[Book, ...] = ()
    strays: tuple[Payment, ...] = ()
    stray_events: tuple[Event, ...] = ()
    mentions: tuple[Mention, ...] = ()
    rivals: tuple["Rival", ...] = ()
    contested_clients: tuple[str, ...] = ()
    bank_data: tuple[BankDataUntil, ...] = ()


#: A document whose name stands on another one.
Rival = Invoice | ClaimIssued | CreditNote | Payment | WriteOff


def find_rivals(facts: tuple[Fact, ...]) -> tuple[Rival, ...]:
    """Return the documents whose name stands on another one with another content."""
    # Debits have their own names, and so have credits: a payment may well be recorded under the invoice's number.
    debits = [fact for fact in facts if isinstance(fact, Invoice | ClaimIssued)]
    credits = [fact for fact in facts if isinstance(fact, CreditNote | Payment | WriteOff)]
    debit_twice = repeated(debit.number for debit in debits)
    credit_twice = repeated(credit_id(credit) for credit in credits)
    rivals: list[Rival] = [debit for debit in debits if debit.number in debit_twice]
    rivals += [credit for credit in credits if credit_id(credit) in credit_twice]
    return tuple(rivals)


def credit_id(credit: CreditNote | Payment | WriteOff) -> str:
    """Return the name under which a credit is lettered: the credit note's number, the id of anything else."""
    return credit.number if isinstance(credit, CreditNote) else credit.id


def credit_day(credit: CreditNote | Payment | WriteOff) -> date:
    """Return the day on which a credit came in, was issued or was written off."""
    if isinstance(credit, Payment):
        return credit.received_on
    return credit.issued_on if isinstance(credit, CreditNote) else credit.written_off_on


def sort_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events by day, in an order that does not depend on the one they came in."""
    return tuple(sorted(events, key=lambda event: (happened_on(event), type(event).__name__, repr(event))))


def repeated(names: Iterable[T]) -> set[T]:
    """Return the names that come more than once."""
    seen: set[T] = set()
    twice: set[T] = set()
    for name in names:
        (twice if name in seen else seen).add(name)
    return twice


def sort_facts(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Give the facts once each, in a total order: by type, then by identifier or day, then by content."""
    unique = dict.fromkeys(facts)
    documents = [fact for fact in unique if isinstance(fact, Client | Document)]
    keys = [
        (type(fact).__name__, fact.number if isinstance(fact, Invoice | CreditNote) else fact.id) for fact in documents
    ]
    twice = repeated(keys)
    order = sorted(
        zip(keys, documents, strict=True), key=lambda pair: (pair[0], repr(pair[1]) if pair[0] in twice else "")
    )
    yield from (fact for _, fact in order)
    yield from sort_events(fact for fact in unique if not isinstance(fact, Client | Document))
