"""Account: one payer's receivables and credits on a day, read from his book alone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter

from attrs import field, frozen

from dunning_core._checks import show_count
from dunning_core.documents import CreditNote, Invoice, Payment, Refund, WriteOff, receivable_ids
from dunning_core.errors import Problem
from dunning_core.events import Cancelled, ClaimIssued, Event, PaymentReturned, client_of, happened_on, names_of
from dunning_core.ledger.books import Book, credit_day, credit_id
from dunning_core.ledger.claiming import merge_claims
from dunning_core.ledger.debits import NO_DEPOSITS, NO_MARKS, Deposits, Marks, split_invoice
from dunning_core.ledger.history import assign_events
from dunning_core.ledger.plans import PlanStanding, read_plans
from dunning_core.ledger.promises import promise_problems
from dunning_core.ledger.receivable import Credit, Receivable, disputed_part
from dunning_core.ledger.settling import Settled, settle
from dunning_core.lettering import Allocation, Candidate, LetteredGroup, LetteringPolicy, OpenCredit, OpenDebit
from dunning_core.lettering.entries import CreditSource
from dunning_core.parties import Client


@frozen
class Reading:
    """How a ledger is read: the day, what was known then, and what is contested on that day.

    `policy` is the lettering policy, or None for a reading that letters nothing by itself. `bank_until` is the last day
    until which what came in is known; None when nothing says it.
    """

    day: date
    known_on: date | None = None
    policy: LetteringPolicy | None = None
    contested_debits: frozenset[str] = frozenset()
    contested_credits: frozenset[str] = frozenset()
    contested_clients: frozenset[str] = frozenset()
    bank_until: date | None = None

    def sees(self, day: date, recorded_on: date | None) -> bool:
        """Return whether a fact has happened by the day and, when asked, was recorded by `known_on`."""
        return day <= self.day and (self.known_on is None or (recorded_on or day) <= self.known_on)


@frozen
class Account:
    """One payer's account on a day: receivables open and settled, credits left over, and what happened to it.

    `proposed` are the allocations that are not recorded yet, `candidates` the explanations among which a person
    chooses; `lettered_groups` are what is recorded, group by group, each under its letter code. `sources` are all that
    came in or was credited by the day, with the payments that came back. `bank_until` is the last day until which what
    came in is known, None when nothing says it.
    """

    id: str
    clients: tuple[Client, ...]
    day: date
    receivables: tuple[Receivable, ...] = field(repr=show_count)
    credits: tuple[Credit, ...] = field(repr=show_count)
    events: tuple[Event, ...] = field(default=(), repr=show_count)
    proposed: tuple[Allocation, ...] = field(default=(), repr=show_count)
    candidates: tuple[Candidate, ...] = field(default=(), repr=show_count)
    limits_reached: tuple[str, ...] = ()
    lettered_groups: tuple[LetteredGroup, ...] = field(default=(), repr=show_count)
    problems: tuple[Problem, ...] = field(default=(), repr=show_count)
    is_lettered: bool = False
    bank_until: date | None = None
    sources: tuple[CreditSource, ...] = field(default=(), repr=False)

    @property
    def client(self) -> Client:
        """Return the payer: the client whose account it is, else the first of its clients."""
        own = next((client for client in self.clients if client.id == self.id), None)
        return own or next(iter(self.clients), Client.unknown(self.id, name=self.id))

    @property
    def open_items(self) -> tuple[Receivable, ...]:
        """Return the receivables with something outstanding."""
        return tuple([item for item in self.receivables if item.outstanding_minor])

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
    events = visible_events(book, reading)
    gone = {event.subject for event in events if isinstance(event, Cancelled)}
    gone_credits = gone | {event.payment for event in events if isinstance(event, PaymentReturned)}
    if gone:
        # A claim document that was cancelled claims nothing any more.
        events = tuple(event for event in events if not (isinstance(event, ClaimIssued) and event.number in gone))
    clients = {client.id: client for client in book.clients}
    debits = _debits(book, reading, Marks.of(events, gone=gone) if events else NO_MARKS, clients, problems)
    credits = _visible_credits(_credits_of(book, attributed), reading, gone_credits)
    refunds = [refund for refund in book.refunds if reading.sees(refund.refunded_on, refund.recorded_on)]
    for name in (*(credit.source.client for credit in credits), *(refund.client for refund in refunds)):
        if name is not None and name not in clients:
            _add_unknown(clients, name, reading, problems)

    settled = _settle(debits, credits, (*events, *refunds), reading, problems)
    by_receivable: dict[str, list[Event]] = {}
    if events:
        by_receivable = assign_events(events, debits, problems=problems)
    plans = read_plans(events, debits, credits=credits, day=reading.day, problems=problems) if events else {}
    receivables = _receivables(debits, by_receivable, plans, reading.day)
    problems.extend(problem for item in receivables if item.events for problem in promise_problems(item))
    return Account(
        id=book.account,
        clients=tuple(clients[name] for name in sorted(clients)),
        day=reading.day,
        receivables=receivables,
        credits=_credits(credits, reading, clients),
        events=events,
        proposed=settled.proposed,
        candidates=settled.candidates,
        limits_reached=settled.limits_reached,
        lettered_groups=settled.groups,
        problems=tuple(problems),
        is_lettered=reading.policy is not None,
        bank_until=reading.bank_until,
        sources=(*(credit.source for credit in credits), *_came_back(book, attributed, events, reading)),
    )


def _came_back(
    book: Book, attributed: Sequence[Payment], events: Sequence[Event], reading: Reading
) -> Iterator[Payment]:
    names = {event.payment for event in events if isinstance(event, PaymentReturned)}
    names -= {event.subject for event in events if isinstance(event, Cancelled)}
    for payment in (*book.payments, *attributed) if names else ():
        if payment.id in names and reading.sees(payment.received_on, payment.recorded_on):
            yield payment


def visible_invoices(book: Book, reading: Reading) -> list[Invoice]:
    """Return the invoices of an account on a day, claim documents included, which an event alone may have given."""
    seen = [invoice for invoice in book.invoices if reading.sees(invoice.issued_on, invoice.recorded_on)]
    claims = [event for event in book.events if isinstance(event, ClaimIssued)] if book.events else ()
    if not claims:
        return seen
    # A document may claim for a receivable of another account: it is owed on the account of the client it names.
    own = {book.account, *(client.id for client in book.clients)}
    visible = [claim for claim in claims if claim.client in own and reading.sees(claim.issued_on, claim.recorded_on)]
    return merge_claims(seen, visible)


def visible_names(book: Book, reading: Reading) -> set[str]:
    """Return the numbers of the invoices seen on an account, and the ids of its receivables."""
    return {
        name
        for invoice in visible_invoices(book, reading)
        for name in (invoice.number, *receivable_ids(invoice.number, len(invoice.installments) or 1))
    }


def visible_events(book: Book, reading: Reading) -> tuple[Event, ...]:
    """Return what happened to an account by the day: the events about the account, or about what is seen of it."""
    events = [event for event in book.events if reading.sees(happened_on(event), event.recorded_on)]
    if not events:
        return ()
    names = visible_names(book, reading)
    # What becomes of a document issued on another account frees, or binds, what it claims here.
    names.update(event.number for event in events if isinstance(event, ClaimIssued))
    names.update(credit.id for credit in _visible_credits(_credits_of(book, ()), reading, set()))
    own = {book.account, *(client.id for client in book.clients)}
    return tuple(event for event in events if client_of(event) in own or not names.isdisjoint(names_of(event)))


def _debits(
    book: Book, reading: Reading, marks: Marks, clients: dict[str, Client], problems: list[Problem]
) -> list[OpenDebit]:
    visible = [invoice for invoice in visible_invoices(book, reading) if invoice.number not in marks.gone]
    deposits = NO_DEPOSITS
    if any(invoice.deducts for invoice in visible):
        notes = [note for note in book.credit_notes if reading.sees(note.issued_on, note.recorded_on)]
        sure = (invoice for invoice in visible if invoice.number not in reading.contested_debits)
        deposits = Deposits(sure, (note for note in notes if note.number not in marks.gone))
    debits: list[OpenDebit] = []
    for invoice in visible:
        client = clients.get(invoice.client) or _add_unknown(clients, invoice.client, reading, problems)
        if invoice.number in reading.contested_debits:
            problems.append(Problem("invoice.contradictory", invoice.number, path="number"))
        else:
            debits.extend(split_invoice(invoice, client, deposits=deposits, marks=marks, problems=problems))
    return debits


def _add_unknown(clients: dict[str, Client], name: str, reading: Reading, problems: list[Problem]) -> Client:
    code = "client.contested" if name in reading.contested_clients else "client.unknown"
    problems.append(Problem(code, name, path="client", params=(("client", name),)))
    clients[name] = Client.unknown(name, name=name)
    return clients[name]


def _credits_of(book: Book, attributed: Sequence[Payment]) -> Iterable[CreditNote | Payment | WriteOff]:
    yield from book.credit_notes
    yield from book.payments
    yield from attributed
    yield from book.write_offs


def _visible_credits(
    sources: Iterable[CreditNote | Payment | WriteOff], reading: Reading, gone: set[str]
) -> list[OpenCredit]:
    credits: list[OpenCredit] = []
    for source in sources:
        if reading.sees(credit_day(source), source.recorded_on) and (not gone or credit_id(source) not in gone):
            credits.append(OpenCredit(source))
    return credits


def _settle(
    debits: list[OpenDebit],
    credits: list[OpenCredit],
    facts: Sequence[Event | Refund],
    reading: Reading,
    problems: list[Problem],
) -> Settled:
    contested = [credit for credit in credits if credit.id in reading.contested_credits]
    free = [credit for credit in credits if credit.id not in reading.contested_credits] if contested else credits
    settled = settle(debits, free, facts=facts, policy=reading.policy, problems=problems)
    _correct(debits, free)
    problems.extend(Problem("credit.contradictory", credit.id, path="id") for credit in contested)
    return settled


def _correct(debits: Sequence[OpenDebit], credits: Sequence[OpenCredit]) -> None:
    # A corrective note that comes when its invoice is paid finds nothing open: the client has that money back, and yet
    # what it takes off was never due, and never bore interest.
    unused = [credit for credit in credits if credit.is_corrective and credit.minor]
    settled = [debit for debit in debits if not debit.open_minor] if unused else []
    places: dict[str, list[int]] = {}
    for place, debit in enumerate(settled):
        for name in {debit.id, debit.invoice.number}:
            places.setdefault(name, []).append(place)
    for credit in unused:
        left = credit.minor
        for place in sorted({place for name in credit.designates for place in places.get(name, ())}):
            debit = settled[place]
            share = min(left, debit.minor - debit.corrected_minor)
            debit.corrected_minor += share
            left -= share


def _receivables(
    debits: Sequence[OpenDebit], events: dict[str, list[Event]], plans: dict[str, PlanStanding], day: date
) -> tuple[Receivable, ...]:
    not_first = _not_first_late(debits, events, day)
    return tuple(
        [
            Receivable(
                debit.id,
                debit.invoice,
                debit.rank,
                debit.client,
                day,
                debit.due_on,
                debit.minor,
                debit.open_minor,
                tuple(debit.settlements),
                tuple(events[debit.id]) if debit.id in events else (),
                debit.id not in not_first,
                debit.corrected_minor,
                plans.get(debit.id) if plans else None,
            )
            for debit in debits
        ]
    )


def _not_first_late(debits: Sequence[OpenDebit], events: dict[str, list[Event]], day: date) -> set[str]:
    # The fixed compensation is due once per invoice: the first of its parts to be late, and owed, carries it.
    first: dict[str, str] = {}
    split = [debit for debit in debits if debit.invoice.installments]
    for debit in sorted(split, key=lambda debit: (debit.due_on, debit.rank)):
        paid = sum(entry.minor for entry in debit.settlements if entry.on <= debit.due_on)
        owed = (
            debit.minor
            - debit.corrected_minor
            - disputed_part(events.get(debit.id, ()), debit.minor, most=debit.open_minor)
        )
        if day > debit.due_on and paid < owed:
            first.setdefault(debit.invoice.number, debit.id)
    return {debit.id for debit in split if first.get(debit.invoice.number, debit.id) != debit.id}


def _credits(credits: Sequence[OpenCredit], reading: Reading, clients: dict[str, Client]) -> tuple[Credit, ...]:
    contested = reading.contested_credits
    left: list[Credit] = []
    # The facts of a book come in a total order, which a stable sort keeps between two credits of one day and id.
    kept = [credit for credit in credits if credit.minor or credit.id in contested]
    for credit in sorted(kept, key=attrgetter("received_on", "id")):
        source = credit.source
        payer = clients.get(source.client) if source.client is not None else None
        reasons = ("contradictory",) if credit.id in contested else credit.reasons or _untried(credit)
        left.append(Credit(source, payer, credit.minor, reasons, credit.facts))
    return tuple(left)


def _untried(credit: OpenCredit) -> tuple[str, ...]:
    return ("unmatched",) if credit.minor == credit.source.minor else ("overpaid",)
