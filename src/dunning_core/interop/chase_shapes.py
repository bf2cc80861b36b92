"""Rows of what a client, a bank, a third party or we ourselves do about a chase, each built into its event."""

import re
from collections.abc import Callable
from datetime import date

from dunning_core.errors import DunningError, InvalidValueError
from dunning_core.events import (
    Assigned,
    BankDataUntil,
    Channel,
    ContactMade,
    ContactOutcome,
    ContactReason,
    Event,
    HandedOver,
    MeansPresented,
    PaymentAnnounced,
    PaymentPlan,
    PlanAccelerated,
    PlanEnded,
    PlanInstallment,
    PresentedMeans,
    TakenBack,
    TakenOver,
)
from dunning_core.interop.cells import Cells
from dunning_core.interop.parsing import parse_amount, parse_day, settle_currency
from dunning_core.interop.row_cells import client_of, flag_in, names_in, stage_kind_in, whole_in

Build = Callable[[Cells, str, date], Event]


def _handed_over(cells: Cells, subject: str, day: date) -> Event:
    agent = cells.needed("third_party", cells.line)
    return HandedOver(subject or None, client=client_of(cells, subject), agent=agent, handed_on=day)


def _assigned(cells: Cells, subject: str, day: date) -> Event:
    return Assigned(
        subject or None,
        client=client_of(cells, subject),
        assignee=cells.needed("third_party", cells.line),
        assigned_on=day,
        is_collected_by_us=flag_in(cells, "is_collected_by_us"),
        iban=cells.text("iban"),
        bic=cells.text("bic"),
        mention=cells.text("mention") or "",
    )


def _taken_back(cells: Cells, subject: str, day: date) -> Event:
    return TakenBack(subject or None, client=client_of(cells, subject), taken_back_on=day)


def _payment_plan(cells: Cells, _subject: str, day: date) -> Event:
    return PaymentPlan(
        cells.needed("plan", cells.text),
        client=cells.needed("client", cells.text),
        receivables=names_in(cells),
        installments=_installments(cells),
        agreed_on=day,
        tolerance_days=whole_in(cells.text("tolerance_days") or "0", "tolerance_days"),
        waives_interest=flag_in(cells, "waives_interest"),
        accelerates=flag_in(cells, "accelerates"),
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


def _payment_announced(cells: Cells, subject: str, day: date) -> Event:
    return PaymentAnnounced(
        subject,
        amount=cells.money("amount"),
        announced_on=day,
        expected_on=cells.needed("until", cells.day),
        tolerance_days=whole_in(cells.text("tolerance_days") or "0", "tolerance_days"),
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
        client=client_of(cells, subject),
        channel=cells.text("channel") or Channel.PHONE,
        outcome=ContactOutcome(outcome),
        reason=ContactReason(given) if given else None,
        made_on=day,
    )


def _bank_data(cells: Cells, _subject: str, day: date) -> Event:
    return BankDataUntil(day, bank=cells.text("bank") or "")


def _taken_over(cells: Cells, subject: str, day: date) -> Event:
    return TakenOver(
        subject or None,
        client=client_of(cells, subject),
        stage=cells.needed("stage", cells.text),
        kind=stage_kind_in(cells),
        taken_on=day,
    )


#: The builders by the word in the column `event`, and those of them that need a subject.
CHASE_EVENTS: dict[str, Build] = {
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
ABOUT_A_DEBT = ("payment_announced", "means_presented")
