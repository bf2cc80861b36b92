"""The shape of rows of events: the word in the column `event` says which fields make one, and how."""

import re
from collections.abc import Callable
from datetime import date

from dunning_core.errors import DunningError, InvalidValueError
from dunning_core.events import (
    Accelerated,
    Assigned,
    BankDataUntil,
    Cancelled,
    Channel,
    ClaimWaived,
    ContactMade,
    ContactOutcome,
    ContactReason,
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
    MeansPresented,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    PaymentAnnounced,
    PaymentPlan,
    PaymentReturned,
    PlanAccelerated,
    PlanEnded,
    PlanInstallment,
    PlatformStatus,
    PresentedMeans,
    PromiseToPay,
    ReturnReason,
    StageKind,
    TakenBack,
    TakenOver,
)
from dunning_core.interop.cells import Cells
from dunning_core.interop.parsing import parse_amount, parse_day, settle_currency
from dunning_core.interop.reading import Shape


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
        kind=_stage_kind(cells),
        receivables=_names(cells),
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
    days = _whole(cells.text("tolerance_days") or "0", "tolerance_days")
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
    status = _whole(cells.needed("status", cells.text), "status")
    return PlatformStatus(subject, status=status, reported_on=day, reason=cells.text("reason") or "")


def _handed_over(cells: Cells, subject: str, day: date) -> Event:
    agent = cells.needed("third_party", cells.line)
    return HandedOver(subject or None, client=_client_of(cells, subject), agent=agent, handed_on=day)


def _assigned(cells: Cells, subject: str, day: date) -> Event:
    return Assigned(
        subject or None,
        client=_client_of(cells, subject),
        assignee=cells.needed("third_party", cells.line),
        assigned_on=day,
        is_collected_by_us=_flag(cells, "is_collected_by_us"),
        iban=cells.text("iban"),
        bic=cells.text("bic"),
        mention=cells.text("mention") or "",
    )


def _payment_announced(cells: Cells, subject: str, day: date) -> Event:
    return PaymentAnnounced(
        subject,
        amount=cells.money("amount"),
        announced_on=day,
        expected_on=cells.needed("until", cells.day),
        tolerance_days=_whole(cells.text("tolerance_days") or "0", "tolerance_days"),
    )


def _bank_data(cells: Cells, _subject: str, day: date) -> Event:
    return BankDataUntil(day, bank=cells.text("bank") or "")


def _taken_over(cells: Cells, subject: str, day: date) -> Event:
    return TakenOver(
        subject or None,
        client=_client_of(cells, subject),
        stage=cells.needed("stage", cells.text),
        kind=_stage_kind(cells),
        taken_on=day,
    )


def _stage_kind(cells: Cells) -> StageKind:
    kind = cells.needed("stage_kind", cells.text).upper()
    if kind not in StageKind.__members__:
        raise InvalidValueError("unknown_kind", "stage_kind", kind, f"write one of {', '.join(StageKind.__members__)}")
    return StageKind[kind]


def _contact(cells: Cells, subject: str, day: date) -> Event:
    outcome = cells.needed("outcome", cells.text).lower()
    given = (cells.text("reason") or "").lower()
    outcomes, reasons = [item.value for item in ContactOutcome], [item.value for item in ContactReason]
    if outcome not in outcomes:
        raise InvalidValueError("unknown_outcome", "outcome", outcome, f"write one of {', '.join(outcomes)}")
    if given and given not in reasons:
        raise InvalidValueError("unknown_reason", "reason", given, f"write one of {', '.join(reasons)}")
    return ContactMade(
        subject or None,
        client=_client_of(cells, subject),
        channel=cells.text("channel") or Channel.PHONE,
        outcome=ContactOutcome(outcome),
        reason=ContactReason(given) if given else None,
        made_on=day,
    )


def _means_presented(cells: Cells, subject: str, day: date) -> Event:
    means = cells.needed("means", cells.text).lower()
    known = [item.value for item in PresentedMeans]
    if means not in known:
        raise InvalidValueError("unknown_means", "means", means, f"write one of {', '.join(known)}")
    return MeansPresented(
        subject,
        means=PresentedMeans(means),
        presented_on=day,
        payable_on=cells.needed("until", cells.day),
        payment=cells.text("payment"),
    )


def _taken_back(cells: Cells, subject: str, day: date) -> Event:
    return TakenBack(subject or None, client=_client_of(cells, subject), taken_back_on=day)


def _payment_plan(cells: Cells, _subject: str, day: date) -> Event:
    return PaymentPlan(
        cells.needed("plan", cells.text),
        client=cells.needed("client", cells.text),
        receivables=_names(cells),
        installments=_installments(cells),
        agreed_on=day,
        tolerance_days=_whole(cells.text("tolerance_days") or "0", "tolerance_days"),
        waives_interest=_flag(cells, "waives_interest"),
        accelerates=_flag(cells, "accelerates"),
    )


def _installments(cells: Cells) -> list[PlanInstallment]:
    # A cell as people write one: "2026-06-15 500,00; 2026-07-15 500,00", each a day and an amount.
    found: list[PlanInstallment] = []
    for part in re.split(r"[;\n]", cells.needed("installments", cells.text)):
        try:
            found.append(_installment(cells, part.strip()))
        except DunningError as error:
            raise InvalidValueError(error.kind, "installments", part, error.hint) from None
    return found


def _installment(cells: Cells, text: str) -> PlanInstallment:
    day, _, amount = text.partition(" ")
    currency = settle_currency(amount, cells.text("currency"), usual=cells.fields.currency)
    money = parse_amount(amount, decimal=cells.formats.decimal, currency=currency)
    return PlanInstallment(parse_day(day, order=cells.formats.dates), money)


def _plan_accelerated(cells: Cells, _subject: str, day: date) -> Event:
    plan = cells.needed("plan", cells.text)
    return PlanAccelerated(plan, client=cells.needed("client", cells.text), accelerated_on=day)


def _plan_ended(cells: Cells, _subject: str, day: date) -> Event:
    plan = cells.needed("plan", cells.text)
    return PlanEnded(plan, client=cells.needed("client", cells.text), ended_on=day, reason=cells.text("reason") or "")


def _names(cells: Cells) -> list[str]:
    return re.split(r"[\s;,]+", cells.needed("receivables", cells.text))


def _flag(cells: Cells, name: str) -> bool:
    text = (cells.text(name) or "no").lower()
    if text not in _FLAGS:
        raise InvalidValueError("bad_flag", name, text, f"write one of {', '.join(_FLAGS)}")
    return _FLAGS[text]


_FLAGS = {"yes": True, "no": False, "oui": True, "non": False, "true": True, "false": False, "1": True, "0": False}


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
    "payment_plan": _payment_plan,
    "plan_accelerated": _plan_accelerated,
    "plan_ended": _plan_ended,
    "payment_announced": _payment_announced,
    "means_presented": _means_presented,
    "contact": _contact,
    "bank_data": _bank_data,
    "taken_over": _taken_over,
}
_ABOUT = (
    *("promise", "dispute", "dispute_resolved", "cancelled", "payment_returned"),
    *("claim_waived", "cost_incurred", "debt_acknowledged", "accelerated", "platform_status"),
    *("payment_announced", "means_presented"),
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
