"""The shape of rows of events: the word in the column `event` says which fields make one, and how."""

from datetime import date

from dunning_core.errors import InvalidValueError
from dunning_core.events import (
    Accelerated,
    Cancelled,
    ClaimWaived,
    CostIncurred,
    CourtStep,
    CourtStepKind,
    DebtAcknowledged,
    Dispute,
    DisputeResolved,
    Event,
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
)
from dunning_core.interop.cells import Cells
from dunning_core.interop.chase_shapes import ABOUT_A_DEBT, CHASE_EVENTS, Build
from dunning_core.interop.reading import Shape
from dunning_core.interop.row_cells import names_in, stage_kind_in, whole_in


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
    return NoticeSent(
        client=cells.needed("client", cells.text),
        stage=cells.needed("stage", cells.text),
        kind=stage_kind_in(cells),
        receivables=names_in(cells),
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
    days = whole_in(cells.text("tolerance_days") or "0", "tolerance_days")
    return PromiseToPay(subject, amount=cells.money("amount"), promised_on=day, pay_on=pay_on, tolerance_days=days)


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
    status = whole_in(cells.needed("status", cells.text), "status")
    return PlatformStatus(subject, status=status, reported_on=day, reason=cells.text("reason") or "")


_EVENTS: dict[str, Build] = {
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
    **CHASE_EVENTS,
}
_ABOUT = (
    *("promise", "dispute", "dispute_resolved", "cancelled", "payment_returned"),
    *("claim_waived", "cost_incurred", "debt_acknowledged", "accelerated", "platform_status"),
    *ABOUT_A_DEBT,
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
        "tolerance_days",
        "plan",
        "installments",
        "waives_interest",
        "accelerates",
        "is_collected_by_us",
        "iban",
        "bic",
        "mention",
        "means",
        "payment",
        "outcome",
        "bank",
    ),
    needed=("event", "day"),
    amounts=("amount",),
    days=("day", "until", "sent_on", "published_on"),
    name_of=lambda event: event,
    likeness_of=lambda _event: None,
)
