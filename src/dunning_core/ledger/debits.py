"""Debits: what each invoice of an account leaves to pay on a day, part by part, before any money is put on it."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from dunning_core.documents import NO_DAY_YET, CreditNote, Invoice, InvoiceKind, receivable_ids
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
        """Return the marks that visible events leave."""
        known = tuple(events)
        accelerated = {(event.subject, event.accelerated_on) for event in known if isinstance(event, Accelerated)}
        opened = {(event.client, event.opened_on) for event in known if isinstance(event, Insolvency)}
        return cls(frozenset(gone), tuple(sorted(accelerated)), tuple(sorted(opened)))


NO_MARKS = Marks()


class Deposits:
    """Where deposits are looked for: the invoices by number, how often each is deducted, and what was credited."""

    __slots__ = ("by_number", "credited", "uses")

    def __init__(self, invoices: Iterable[Invoice], notes: Iterable[CreditNote]) -> None:
        self.by_number: dict[str, Invoice] = {}
        self.uses: dict[str, int] = {}
        self.credited: dict[str, int] = {}
        for invoice in invoices:
            self.by_number[invoice.number] = invoice
            for number in invoice.deducts:
                self.uses[number] = self.uses.get(number, 0) + 1
        for note in notes:
            if note.corrects is not None:
                self.credited[note.corrects] = self.credited.get(note.corrects, 0) + note.minor

    def net_minor(self, number: str, invoice: Invoice) -> int | None:
        """Return what a deposit takes off an invoice, or None when it is missing, unfit, or taken off elsewhere too."""
        deposit = self.by_number.get(number)
        if deposit is None or deposit.currency != invoice.currency or deposit.kind is InvoiceKind.CLAIM:
            return None
        if deposit.deducts or self.uses.get(number, 0) > 1:
            return None
        # What was credited on a deposit was never invoiced.
        return max(0, deposit.minor - self.credited.get(number, 0))


NO_DEPOSITS = Deposits((), ())


def split_invoice(
    invoice: Invoice, client: Client, *, deposits: Deposits, marks: Marks, problems: list[Problem]
) -> list[OpenDebit]:
    """Return the open debits of an invoice: one per installment, due earlier when accelerated, net of its deposits.

    An invoice of which the due date, or what is owed, cannot be told is set aside with a Problem.
    """
    minor = _net_minor(invoice, deposits, marks, problems) if invoice.deducts else invoice.minor
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


def _net_minor(invoice: Invoice, deposits: Deposits, marks: Marks, problems: list[Problem]) -> int | None:
    # A deposit is a debt of its own: what the final invoice claims is what is left. Of a deposit that is not there,
    # or that two invoices take off, nobody knows what is owed, so nothing is claimed.
    left = invoice.minor
    for number in invoice.deducts:
        minor = 0 if number in marks.gone else deposits.net_minor(number, invoice)
        if minor is None or minor > left:
            params: Params = (("deposit", number), ("amount", invoice.amount))
            problems.append(Problem("invoice.deposit.unfit", invoice.number, path="deducts", params=params))
            return None
        left -= minor
    return left


def _mark(debits: Sequence[OpenDebit], invoice: Invoice, client: Client, marks: Marks) -> None:
    names = {invoice.number, *(debit.id for debit in debits)}
    accelerated = min((day for subject, day in marks.accelerated if subject in names), default=None)
    # A claim is earlier or later by when it arose, whatever day it is due (C. com. L622-7, L622-17).
    arose = invoice.performed_on or invoice.issued_on
    opened = min((day for name, day in marks.opened if name == client.id and day > arose), default=None)
    for debit in debits:
        if accelerated is not None and not _is_retention(debit):
            debit.due_on = max(invoice.issued_on, min(debit.due_on, accelerated))
        debit.barred_on = opened


def _is_retention(debit: OpenDebit) -> bool:
    return bool(debit.invoice.installments) and debit.invoice.installments[debit.rank].is_retention
