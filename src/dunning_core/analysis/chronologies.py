"""The chronology of a debt: what happened about it, day by day, from the facts of the ledger."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import field, fields, frozen

from dunning_core._checks import as_tuple, check_instance, show_count
from dunning_core._tables import Column, Tabular
from dunning_core.documents import Payment
from dunning_core.errors import InvalidValueError, Params, UnknownReferenceError
from dunning_core.events import (
    BankDataUntil,
    Event,
    Lettered,
    PayerIdentified,
    PaymentPlan,
    PaymentReturned,
    Unlettered,
    happened_on,
)
from dunning_core.ledger import Account, Receivable, list_announcements, list_promises
from dunning_core.ledger.books import credit_day, credit_id
from dunning_core.money import Money

#: The columns of `Chronology.to_records()`, one row per fact.
CHRONOLOGY_COLUMNS = (
    Column("day", "date", "day on which it happened, or from which it counts"),
    Column("kind", "text", "issued, performed, due, payment …, or the event in small letters, as notice_sent"),
    Column("receivables", "text", "ids of the debts that it is about, joined by spaces"),
    Column("currency", "text", "ISO 4217 code of the amount, if there is one"),
    Column("amount", "decimal", "amount of the fact, if it has one"),
    Column("name", "text", "payment, plan, document or stage that it names, if any"),
)

# What the books do among themselves says nothing of the debt.
_LEFT_OUT = (Lettered, Unlettered, PayerIdentified, BankDataUntil)
_ORDER = ("issued", "performed", "due")
_NAMES = ("credit", "payment", "plan", "id", "number", "stage", "reference", "agent", "assignee")


@frozen
class ChronologyEntry:
    """One fact: the day, what it is, which debts it is about, and its operands by name."""

    day: date
    kind: str
    receivables: tuple[str, ...]
    params: Params = ()

    def param(self, name: str) -> Any:
        """Return one operand by its name, or None when this fact has no such operand."""
        return next((value for key, value in self.params if key == name), None)

    @property
    def amount(self) -> Money | None:
        """Return the amount of the fact, or None."""
        amount = self.param("amount")
        return amount if isinstance(amount, Money) else None


@frozen
class Chronology(Tabular):
    """What happened about some debts of an account up to a day, the oldest fact first.

    A promise, an announcement and a plan carry what became of them as `state`. What came in or was credited stands on
    its own day, whatever the day from which it counts; a payment that came back stands there both ways.
    """

    _columns = CHRONOLOGY_COLUMNS

    day: date
    account: str
    receivables: tuple[str, ...] = field(repr=show_count)
    entries: tuple[ChronologyEntry, ...] = field(repr=show_count)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per fact, by the names of CHRONOLOGY_COLUMNS."""
        return [_record(entry) for entry in self.entries]


def trace_debts(account: Account, *, only: Collection[str] | None = None) -> Chronology:
    """Return the chronology of what is open and late on an account, or of the receivables named by `only`.

    Issue, performance and due day, what came in or was credited, and every event about the debts; of payments that
    came back, those in the currencies of the debts since the first of them was issued. Raises UnknownReferenceError for
    an id that the account does not have, InvalidValueError where there is nothing to trace.
    """
    items = choose_items(account, only=only)
    days = {credit_id(source): credit_day(source) for source in account.sources}
    entries = [entry for item in items for entry in (*_documents(item), *_settlements(item, days))]
    entries += _events(items)
    entries += _returned(account, items)
    names = tuple(item.id for item in items)
    return Chronology(account.day, account.id, names, tuple(sorted(entries, key=_place)))


def choose_items(account: Account, *, only: Collection[str] | None) -> tuple[Receivable, ...]:
    """Return what is open and late on an account, or the receivables that are named, the oldest first."""
    check_instance("account", account, Account)
    items = {item.id: item for item in account.receivables}
    if only is None:
        chosen = [item for item in items.values() if item.is_open and item.days_late]
    else:
        names = dict.fromkeys(as_tuple("only", only, str))
        for name in names:
            if name not in items:
                hint = "pass ids of receivables of this account"
                raise UnknownReferenceError("unknown_receivable", "only", name, hint)
        chosen = [items[name] for name in names]
    if not chosen:
        raise InvalidValueError("empty", "only", (), "name at least one receivable: nothing is open and late")
    return tuple(sorted(chosen, key=lambda item: (item.due_on, item.id)))


def _place(entry: ChronologyEntry) -> tuple[date, int, str, tuple[str, ...], str]:
    rank = _ORDER.index(entry.kind) if entry.kind in _ORDER else len(_ORDER)
    return entry.day, rank, entry.kind, entry.receivables, repr(entry.params)


def _documents(item: Receivable) -> Iterator[ChronologyEntry]:
    invoice, about = item.invoice, (item.id,)
    amount = (("amount", item.amount),)
    yield ChronologyEntry(invoice.issued_on, "issued", about, amount)
    if invoice.performed_on is not None and invoice.performed_on <= item.day:
        yield ChronologyEntry(invoice.performed_on, "performed", about)
    if item.is_day_known and item.due_on <= item.day:
        yield ChronologyEntry(item.due_on, "due", about, amount)


def _settlements(item: Receivable, days: Mapping[str, date]) -> Iterator[ChronologyEntry]:
    for entry in item.settlements:
        params = (("amount", entry.amount), ("credit", entry.credit))
        yield ChronologyEntry(days.get(entry.credit, entry.on), entry.kind, (item.id,), params)


def _events(items: Sequence[Receivable]) -> Iterator[ChronologyEntry]:
    about: dict[Event, list[str]] = {}
    for item in items:
        for event in dict.fromkeys(item.events):
            if not isinstance(event, (*_LEFT_OUT, PaymentReturned)):
                about.setdefault(event, []).append(item.id)
    fates = dict(_fates(items))
    for event, names in about.items():
        fate = (("state", fates[event]),) if event in fates else ()
        yield ChronologyEntry(happened_on(event), _kind(event), tuple(names), (*_params(event), *fate))


def _fates(items: Sequence[Receivable]) -> Iterator[tuple[Event, str]]:
    for item in items:
        for found in (*list_promises(item), *list_announcements(item)):
            yield found.promise, found.state.value
        if item.plan is not None:
            yield item.plan.plan, item.plan.state.value


def _returned(account: Account, items: Sequence[Receivable]) -> Iterator[ChronologyEntry]:
    since, currencies = min(item.invoice.issued_on for item in items), {item.currency for item in items}
    payments = {source.id: source for source in account.sources if isinstance(source, Payment)}
    own = {name: payment for name, payment in payments.items() if payment.currency in currencies}
    for event in dict.fromkeys(account.events):
        if isinstance(event, PaymentReturned) and event.returned_on >= since and event.payment in own:
            payment = own[event.payment]
            amount = (("amount", payment.amount),)
            yield ChronologyEntry(payment.received_on, "payment", (), (*amount, ("credit", payment.id)))
            yield ChronologyEntry(event.returned_on, _kind(event), (), (*_params(event), *amount))


def _kind(event: Event) -> str:
    name = type(event).__name__
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).lstrip("_")


def _params(event: Event) -> Params:
    # What the entry says already is left out: the subject, the client, and when it became known.
    said = ("subject", "client", "receivables", "recorded_on", "sums", "installments", "key")
    found = [(one.name, getattr(event, one.name)) for one in fields(type(event)) if one.name not in said]
    amount = [("amount", event.total)] if isinstance(event, PaymentPlan) else []
    return tuple((name, value) for name, value in (*found, *amount) if value is not None and value != "")


def _record(entry: ChronologyEntry) -> dict[str, Any]:
    amount = entry.amount
    name = next((value for key in _NAMES if (value := entry.param(key)) is not None), None)
    return {
        "day": entry.day,
        "kind": entry.kind,
        "receivables": " ".join(entry.receivables),
        "currency": None if amount is None else amount.currency,
        "amount": None if amount is None else amount.amount,
        "name": name,
    }
