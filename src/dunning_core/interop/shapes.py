"""The shapes of rows: which fields make a client, an invoice, a credit note, a payment or an event."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from dunning_core.documents import CreditNote, Invoice, Payment
from dunning_core.errors import InvalidValueError
from dunning_core.events import (
    Accelerated,
    Assigned,
    Cancelled,
    ClaimWaived,
    CostIncurred,
    CourtStep,
    CourtStepKind,
    DebtAcknowledged,
    Dispute,
    DisputeResolved,
    Event,
    HandedOver,
    Hold,
    HoldReleased,
    Insolvency,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    PaymentReturned,
    PlatformStatus,
    PromiseToPay,
    ReturnReason,
    StageKind,
    TakenBack,
)
from dunning_core.interop.cells import Cells
from dunning_core.interop.reading import Shape
from dunning_core.law import ClientKind
from dunning_core.parties import Client, Contact, ContactRole

_KINDS = {
    "business": ClientKind.BUSINESS,
    "professionnel": ClientKind.BUSINESS,
    "entreprise": ClientKind.BUSINESS,
    "b2b": ClientKind.BUSINESS,
    "consumer": ClientKind.CONSUMER,
    "particulier": ClientKind.CONSUMER,
    "consommateur": ClientKind.CONSUMER,
    "b2c": ClientKind.CONSUMER,
    "public_body": ClientKind.PUBLIC_BODY,
    "public": ClientKind.PUBLIC_BODY,
    "b2g": ClientKind.PUBLIC_BODY,
    "unknown": ClientKind.UNKNOWN,
    "": ClientKind.UNKNOWN,
}


def _client(cells: Cells) -> Client:
    kind = (cells.text("kind") or "").lower()
    if kind not in _KINDS:
        hint = "write business, consumer, public_body or unknown"
        raise InvalidValueError("unknown_kind", "kind", kind, hint)
    return Client(
        cells.needed("id", cells.text),
        _KINDS[kind],
        cells.needed("name", cells.line),
        cells.text("country"),
        account=cells.text("account") or "",
        contacts=tuple(_contacts(cells)),
        language=cells.text("language"),
        terms=cells.fields.terms,
    )


def _contacts(cells: Cells) -> Iterable[Contact]:
    name = cells.needed("name", cells.line)
    email, phone, address = cells.text("email"), cells.text("phone"), cells.text("address")
    if email or phone or address:
        yield Contact(name, email=email, phone=phone, address=address)
    office = cells.text("registered_office")
    if office:
        yield Contact(name, role=ContactRole.REGISTERED_OFFICE, address=office)


def _invoice(cells: Cells) -> Invoice:
    due_on = cells.day("due_on")
    if due_on is None and cells.fields.terms is None:
        raise InvalidValueError("missing", "due_on", None, "fill it in, or pass FieldMap(terms=...)")
    issued_on = cells.needed("issued_on", cells.day)
    if due_on is not None and due_on < issued_on:
        # Leaving the invoice out would set its payment free for another one. It is owed, and told; it is taken as due
        # on its issue day, the later of the two, so that nobody is chased or charged too early.
        cells.doubt("row.due_on.before_issue", "due_on", (("value", due_on), ("issued_on", issued_on)))
        due_on = issued_on
    return Invoice(
        cells.needed("number", cells.text),
        client=cells.needed("client", cells.text),
        amount=cells.needed("amount", cells.money),
        issued_on=issued_on,
        due_on=due_on,
        terms=cells.fields.terms if due_on is None else None,
        payment_reference=cells.text("payment_reference"),
        order_reference=cells.line("order_reference"),
    )


def _credit_note(cells: Cells) -> CreditNote:
    return CreditNote(
        cells.needed("number", cells.text),
        client=cells.needed("client", cells.text),
        amount=abs(cells.needed("amount", cells.money)),
        issued_on=cells.needed("issued_on", cells.day),
        corrects=cells.text("corrects"),
    )


def _payment(cells: Cells) -> Payment:
    return Payment(
        cells.needed("id", cells.text),
        client=cells.text("client"),
        amount=cells.needed("amount", cells.money),
        received_on=cells.needed("received_on", cells.day),
        reference=cells.text("reference") or "",
    )


def _event(cells: Cells) -> Event:
    name = cells.needed("event", cells.text)
    build = _EVENTS.get(name)
    if build is None:
        raise InvalidValueError("unknown_event", "event", name, f"write one of {', '.join(_EVENTS)}")
    day = cells.needed("day", cells.day)
    subject = cells.text("subject")
    if name in _ABOUT and subject is None:
        raise InvalidValueError("missing", "subject", None, "name the invoice, the receivable or the payment")
    return build(cells, subject or "", day)


def _notice_sent(cells: Cells, _subject: str, day: date) -> Event:
    kind = cells.needed("stage_kind", cells.text).upper()
    if kind not in StageKind.__members__:
        raise InvalidValueError("unknown_kind", "stage_kind", kind, f"write one of {', '.join(StageKind.__members__)}")
    return NoticeSent(
        client=cells.needed("client", cells.text),
        stage=cells.needed("stage", cells.text),
        kind=StageKind[kind],
        receivables=re.split(r"[\s;,]+", cells.needed("receivables", cells.text)),
        channel=cells.needed("channel", cells.text),
        sent_on=day,
    )


def _notice_returned(cells: Cells, _subject: str, day: date) -> Event:
    reason = cells.needed("reason", cells.text)
    known = [item.value for item in ReturnReason]
    if reason not in known:
        raise InvalidValueError("unknown_reason", "reason", reason, f"write one of {', '.join(known)}")
    return NoticeReturned(
        client=cells.needed("client", cells.text),
        stage=cells.needed("stage", cells.text),
        sent_on=cells.needed("sent_on", cells.day),
        returned_on=day,
        reason=ReturnReason(reason),
    )


def _notice_presented(cells: Cells, _subject: str, day: date) -> Event:
    return NoticePresented(
        client=cells.needed("client", cells.text),
        stage=cells.needed("stage", cells.text),
        sent_on=cells.needed("sent_on", cells.day),
        presented_on=day,
    )


def _promise(cells: Cells, subject: str, day: date) -> Event:
    pay_on = cells.needed("until", cells.day)
    return PromiseToPay(subject, amount=cells.money("amount"), promised_on=day, pay_on=pay_on)


def _dispute(cells: Cells, subject: str, day: date) -> Event:
    reason = cells.needed("reason", cells.text)
    return Dispute(subject, amount=cells.money("amount"), opened_on=day, reason=reason)


def _hold(cells: Cells, subject: str, day: date) -> Event:
    reason = cells.needed("reason", cells.text)
    client = None if subject else cells.text("client")
    return Hold(subject or None, client=client, since=day, until=cells.day("until"), reason=reason)


def _hold_released(cells: Cells, subject: str, day: date) -> Event:
    return HoldReleased(subject or None, client=None if subject else cells.text("client"), released_on=day)


def _dispute_resolved(_cells: Cells, subject: str, day: date) -> Event:
    return DisputeResolved(subject, resolved_on=day)


def _cancelled(_cells: Cells, subject: str, day: date) -> Event:
    return Cancelled(subject, cancelled_on=day)


def _payment_returned(_cells: Cells, subject: str, day: date) -> Event:
    return PaymentReturned(subject, returned_on=day)


def _claim_waived(cells: Cells, subject: str, day: date) -> Event:
    component = cells.needed("component", cells.text)
    return ClaimWaived(subject, component=component, amount=cells.money("amount"), waived_on=day)


def _cost_incurred(cells: Cells, subject: str, day: date) -> Event:
    amount, proof = cells.needed("amount", cells.money), cells.needed("reason", cells.text)
    return CostIncurred(subject, amount=amount, incurred_on=day, proof=proof)


def _acknowledged(cells: Cells, subject: str, day: date) -> Event:
    return DebtAcknowledged(subject, acknowledged_on=day, proof=cells.needed("reason", cells.text))


def _accelerated(cells: Cells, subject: str, day: date) -> Event:
    return Accelerated(subject, accelerated_on=day, noticed_on=cells.day("sent_on"))


def _insolvency(cells: Cells, _subject: str, day: date) -> Event:
    return Insolvency(cells.needed("client", cells.text), opened_on=day, published_on=cells.day("published_on"))


def _court_step(cells: Cells, subject: str, day: date) -> Event:
    kind = cells.needed("step", cells.text).lower()
    known = [step.value for step in CourtStepKind]
    if kind not in known:
        raise InvalidValueError("unknown_kind", "step", kind, f"write one of {', '.join(known)}")
    return CourtStep(
        subject or None,
        client=None if subject else cells.text("client"),
        kind=CourtStepKind(kind),
        taken_on=day,
        until=cells.day("until"),
        reference=cells.needed("reason", cells.text),
    )


def _platform_status(cells: Cells, subject: str, day: date) -> Event:
    status = _whole(cells.needed("status", cells.text), "status")
    return PlatformStatus(subject, status=status, reported_on=day, reason=cells.text("reason") or "")


def _handed_over(cells: Cells, subject: str, day: date) -> Event:
    agent = cells.needed("third_party", cells.line)
    return HandedOver(subject or None, client=_client_of(cells, subject), agent=agent, handed_on=day)


def _assigned(cells: Cells, subject: str, day: date) -> Event:
    assignee = cells.needed("third_party", cells.line)
    return Assigned(subject or None, client=_client_of(cells, subject), assignee=assignee, assigned_on=day)


def _taken_back(cells: Cells, subject: str, day: date) -> Event:
    return TakenBack(subject or None, client=_client_of(cells, subject), taken_back_on=day)


def _client_of(cells: Cells, subject: str) -> str | None:
    return None if subject else cells.text("client")


def _whole(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InvalidValueError("bad_number_point", name, text, "write a whole number")
    return int(text)


_EVENTS: dict[str, Callable[[Cells, str, date], Event]] = {
    "notice_sent": _notice_sent,
    "notice_returned": _notice_returned,
    "notice_presented": _notice_presented,
    "promise": _promise,
    "dispute": _dispute,
    "dispute_resolved": _dispute_resolved,
    "hold": _hold,
    "hold_released": _hold_released,
    "cancelled": _cancelled,
    "payment_returned": _payment_returned,
    "claim_waived": _claim_waived,
    "cost_incurred": _cost_incurred,
    "debt_acknowledged": _acknowledged,
    "accelerated": _accelerated,
    "insolvency": _insolvency,
    "court_step": _court_step,
    "platform_status": _platform_status,
    "handed_over": _handed_over,
    "assigned": _assigned,
    "taken_back": _taken_back,
}
_ABOUT = (
    *("promise", "dispute", "dispute_resolved", "cancelled", "payment_returned"),
    *("claim_waived", "cost_incurred", "debt_acknowledged", "accelerated", "platform_status"),
)


def _squeeze(number: str) -> str:
    # F-0101, f101 and F 101 are one number typed three times; 101 and 1010 are not.
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", "".join(filter(str.isalnum, number.upper())))


CLIENTS: Shape[Client] = Shape(
    build=_client,
    fields=("id", "name", "kind", "country", "account", "language", "email", "phone", "address", "registered_office"),
    needed=("id", "name"),
    amounts=(),
    days=(),
    name_of=lambda client: client.id,
    likeness_of=lambda client: _squeeze(client.id),
)

INVOICES: Shape[Invoice] = Shape(
    build=_invoice,
    fields=("number", "client", "amount", "currency", "issued_on", "due_on", "payment_reference", "order_reference"),
    needed=("number", "client", "amount", "issued_on"),
    amounts=("amount",),
    days=("issued_on", "due_on"),
    name_of=lambda invoice: invoice.number,
    likeness_of=lambda invoice: (_squeeze(invoice.number), invoice.client, invoice.minor, invoice.currency),
)

CREDIT_NOTES: Shape[CreditNote] = Shape(
    build=_credit_note,
    fields=("number", "client", "amount", "currency", "issued_on", "corrects"),
    needed=("number", "client", "amount", "issued_on"),
    amounts=("amount",),
    days=("issued_on",),
    name_of=lambda note: note.number,
    likeness_of=lambda note: (_squeeze(note.number), note.client, note.minor, note.currency),
)

PAYMENTS: Shape[Payment] = Shape(
    build=_payment,
    fields=("id", "client", "amount", "currency", "received_on", "reference"),
    needed=("id", "amount", "received_on"),
    amounts=("amount",),
    days=("received_on",),
    name_of=lambda payment: payment.id,
    likeness_of=lambda payment: (
        payment.client,
        payment.minor,
        payment.currency,
        payment.received_on,
        payment.reference,
    ),
)

EVENTS: Shape[Event] = Shape(
    build=_event,
    fields=(
        "event",
        "subject",
        "client",
        "day",
        "until",
        "amount",
        "currency",
        "reason",
        "stage",
        "stage_kind",
        "channel",
        "receivables",
        "sent_on",
        "component",
        "step",
        "published_on",
        "status",
        "third_party",
    ),
    needed=("event", "day"),
    amounts=("amount",),
    days=("day", "until", "sent_on", "published_on"),
    name_of=lambda event: event,
    likeness_of=lambda _event: None,
)
