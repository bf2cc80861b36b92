"""Debits: what each invoice of an account leaves to pay on a day, part by part, before any money is put on it."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from dunning_core.documents import NO_DAY_YET, Invoice, receivable_ids
from dunning_core.errors import Params, Problem
from dunning_core.events import Accelerated, Event, Insolvency
from dunning_core.lettering import OpenDebit
from dunning_core.parties import Client


@frozen
class Marks:
    """What the events of an account change in how its invoices read: what was cancelled, accelerated or barred."""

    gone: frozenset[str] = frozenset()
    accelerated: tuple[tuple[str, date], ...] = ()
    opened: tuple[tuple[str, date], ...] = ()

    @classmethod
    def of(cls, events: Iterable[Event], *, gone: Iterable[str]) -> "Marks":
        """Return the marks that visible events leave; the first opening and the first acceleration count."""
        newest_first = sorted(
            (event for event in events if isinstance(event, Accelerated | Insolvency)), key=_day_of, reverse=True
        )
        accelerated = {event.subject: _day_of(event) for event in newest_first if isinstance(event, Accelerated)}
        opened = {event.client: _day_of(event) for event in newest_first if isinstance(event, Insolvency)}
        return cls(frozenset(gone), tuple(accelerated.items()), tuple(opened.items()))


NO_MARKS = Marks()


def split_invoice(
    invoice: Invoice, client: Client, *, others: dict[str, Invoice], marks: Marks, problems: list[Problem]
) -> list[OpenDebit]:
    """Return the open debits of an invoice: one per installment, due earlier when accelerated, net of its deposits.

    `others` are the visible invoices by number, among which its deposits are looked for. An invoice of which the due
    date, or what is owed, cannot be told is set aside with a Problem.
    """
    minor = _net_minor(invoice, others, marks, problems) if invoice.deducts else invoice.minor
    if minor is None:
        return []
    if invoice.installments:
        names = receivable_ids(invoice.number, len(invoice.installments))
        debits = [
            OpenDebit(name, invoice, rank=rank, client=client, due_on=share.due_on or NO_DAY_YET, minor=share.minor)
            for rank, (name, share) in enumerate(zip(names, invoice.installments, strict=True))
        ]
    else:
        due_on = _due_on(invoice, client, problems)
        if due_on is None:
            return []
        name = receivable_ids(invoice.number, 1)[0]
        debits = [OpenDebit(name, invoice, rank=0, client=client, due_on=due_on, minor=minor)]
    if marks is not NO_MARKS:
        _mark(debits, invoice, client, marks)
    return debits


def _due_on(invoice: Invoice, client: Client, problems: list[Problem]) -> date | None:
    due_on = invoice.due_on
    terms = invoice.terms or (client.terms if due_on is None else None)
    if terms is not None:
        agreed = terms.due_on(invoice.issued_on)
        if due_on is not None and due_on != agreed:
            params: Params = (("due_on", due_on), ("by_terms", agreed))
            problems.append(Problem("invoice.due_on.contradicts_terms", invoice.number, path="due_on", params=params))
        due_on = due_on or agreed
    if due_on is None:
        problems.append(Problem("invoice.due_on.missing", invoice.number, path="due_on"))
    return due_on


def _net_minor(invoice: Invoice, others: dict[str, Invoice], marks: Marks, problems: list[Problem]) -> int | None:
    # A deposit is a debt of its own: what the final invoice claims is what is left. Of a deposit that is not there,
    # nobody knows whether it was taken off already, so nothing is claimed.
    left = invoice.minor
    for number in invoice.deducts:
        deposit = others.get(number)
        if deposit is None and number in marks.gone:
            continue
        if deposit is None or deposit.currency != invoice.currency or deposit.minor > left:
            params: Params = (("deposit", number), ("amount", invoice.amount))
            problems.append(Problem("invoice.deposit.unfit", invoice.number, path="deducts", params=params))
            return None
        left -= deposit.minor
    return left


def _mark(debits: Sequence[OpenDebit], invoice: Invoice, client: Client, marks: Marks) -> None:
    accelerated = dict(marks.accelerated).get(invoice.number)
    opened = dict(marks.opened).get(client.id)
    for debit in debits:
        if accelerated is not None and not _is_retention(debit):
            debit.due_on = max(invoice.issued_on, min(debit.due_on, accelerated))
        # A claim is earlier or later by when it arose, whatever day it is due (C. com. L622-7, L622-17).
        if opened is not None and (invoice.performed_on or invoice.issued_on) < opened:
            debit.barred_on = opened


def _is_retention(debit: OpenDebit) -> bool:
    return bool(debit.invoice.installments) and debit.invoice.installments[debit.rank].is_retention


def _day_of(event: Accelerated | Insolvency) -> date:
    return event.accelerated_on if isinstance(event, Accelerated) else event.opened_on
