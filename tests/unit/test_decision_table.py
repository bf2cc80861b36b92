"""The decision table of the documentation: one row per rule and boundary, each a test named by its sentence."""

import re
from pathlib import Path

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import (
    Assigned,
    CourtStep,
    CourtStepKind,
    Dispute,
    DisputeResolved,
    HandedOver,
    Hold,
    HoldReleased,
    Insolvency,
    PaymentPlan,
    PlanEnded,
    PlanInstallment,
    PlatformStatus,
    PromiseToPay,
    TakenBack,
)
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, payment, sent

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "decisions.md"
MINIMUM = FR_B2B_STANDARD.with_minimum(eur(20))


@attrs.frozen
class Row:
    """What is known of F-1 (1,000 EUR unless said otherwise), the day asked about, and what is decided of it."""

    rule: str
    sentence: str
    facts: tuple[object, ...]
    day: int
    stage: str | None = None
    next_on: int | None = None
    policy: dc.DunningPolicy = FR_B2B_STANDARD
    debt: tuple[dc.Invoice, ...] = (invoice(),)
    settled: bool = False


def status(code: int, day: int, reason: str = "QTE_ERR") -> PlatformStatus:
    return PlatformStatus("F-1", status=code, reported_on=after_due(day), reason=reason)


HOLD = Hold("F-1", since=DUE, until=after_due(20), reason="talks")
PARTIAL = Dispute("F-1", amount=eur(300), opened_on=DUE, reason="QTE_ERR")
WHOLE = Dispute("F-1", opened_on=DUE, reason="QTE_ERR")
PROMISE = PromiseToPay("F-1", promised_on=after_due(1), pay_on=after_due(12))
TOLERANT = PromiseToPay("F-1", promised_on=after_due(1), pay_on=after_due(12), tolerance_days=3)
TWO_PROMISES = (
    PromiseToPay("F-1", amount=eur(400), promised_on=after_due(1), pay_on=after_due(12)),
    PromiseToPay("F-1", amount=eur(600), promised_on=after_due(1), pay_on=after_due(20)),
)
PLAN = PaymentPlan(
    "PLAN-1",
    client="ACME",
    receivables=["F-1"],
    installments=[PlanInstallment(after_due(10), eur(400)), PlanInstallment(after_due(30), eur(600))],
    agreed_on=after_due(1),
    tolerance_days=2,
)
PAID = payment("P-1", 400, after_due(10), "F-1")
GIVEN_UP = PlanEnded("PLAN-1", client="ACME", ended_on=after_due(5))
SUIT = CourtStep("F-1", kind=CourtStepKind.CLAIM_BROUGHT, taken_on=after_due(5), reference="RG 26/1")
GRACE = CourtStep("F-1", kind=CourtStepKind.GRACE, taken_on=DUE, until=after_due(20), reference="RG 26/2")
FACTOR = Assigned("F-1", assignee="Factor SA", assigned_on=after_due(5))
AGENCY = HandedOver(client="ACME", agent="Agency SARL", handed_on=after_due(5))
BACK = TakenBack("F-1", taken_back_on=after_due(8))
TWICE = (payment("P-1", 1000, DUE), payment("P-1", 900, DUE))

ROWS = (
    Row("settled", "What is paid is not chased", (payment("P-1", 1000, DUE, "F-1"),), 5, settled=True),
    Row("platform.refused", "A document that was refused is not chased", (status(210, 1),), 5),
    Row("platform.refused", "A document that was rejected is not chased", (status(213, 1),), 5),
    Row("platform.refused", "The newest status counts", (status(210, 1), status(205, 2)), 5, "courteous"),
    Row("insolvency.opened", "What arose before the opening is declared", (Insolvency("ACME", opened_on=DUE),), 5),
    Row(
        "insolvency.opened",
        "What arose on the day of the opening is chased",
        (Insolvency("ACME", opened_on=invoice().issued_on),),
        5,
        "courteous",
    ),
    Row("court.claim_brought", "Once a claim is brought the debt leaves the amicable run", (SUIT,), 5),
    Row("court.claim_brought", "The day before, it is chased", (SUIT,), 4, "courteous"),
    Row("court.grace", "While a period of grace lasts nothing is enforced", (GRACE,), 20, None, 21),
    Row("court.grace", "The day after its last day, the chase goes on", (GRACE,), 21, "courteous"),
    Row("debt.assigned", "What was assigned is not asked for", (FACTOR,), 5),
    Row("debt.assigned", "The day before it is assigned, it is chased", (FACTOR,), 4, "courteous"),
    Row(
        "debt.assigned", "Assigned debts that were taken back are chased from that day", (FACTOR, BACK), 8, "courteous"
    ),
    Row("debt.handed_over", "What an agency pursues leaves the amicable run", (AGENCY,), 5),
    Row("debt.handed_over", "The day before the hand-over it is chased", (AGENCY,), 4, "courteous"),
    Row("debt.handed_over", "The day before it is taken back, the agency still pursues it", (AGENCY, BACK), 7),
    Row("debt.handed_over", "On the day it is taken back the chase goes on", (AGENCY, BACK), 8, "courteous"),
    Row("hold.in_force", "A hold keeps off until its end", (HOLD,), 19, None, 20),
    Row("hold.in_force", "The end of a hold is a free day", (HOLD,), 20, "courteous"),
    Row(
        "hold.in_force",
        "A released hold holds no more",
        (HOLD, HoldReleased("F-1", released_on=after_due(5))),
        5,
        "courteous",
    ),
    Row("platform.contested", "A document contested on its platform waits for what we record", (status(207, 1),), 5),
    Row(
        "platform.contested",
        "A dispute on record says which part is contested, and the rest is chased",
        (status(206, 1), PARTIAL),
        5,
        "courteous",
    ),
    Row(
        "platform.contested",
        "The resolution of the dispute ends the wait",
        (status(207, 1), DisputeResolved("F-1", resolved_on=after_due(3))),
        5,
        "courteous",
    ),
    Row("platform.suspended", "A suspended document waits", (status(208, 1),), 5),
    Row("platform.suspended", "Once completed it is chased", (status(208, 1), status(209, 4)), 5, "courteous"),
    Row("dispute.open", "A dispute about all of it stops the chase", (WHOLE,), 5),
    Row("dispute.open", "Of a dispute about a part, the rest is chased", (PARTIAL,), 5, "courteous"),
    Row(
        "dispute.open",
        "On the day of its resolution the chase goes on",
        (WHOLE, DisputeResolved("F-1", resolved_on=after_due(5))),
        5,
        "courteous",
    ),
    Row("plan.kept", "A plan holds to the last day of an installment, tolerance included", (PLAN,), 12, None, 13),
    Row("plan.kept", "The day after it the plan is late, and its debt is as without it", (PLAN,), 13, "courteous"),
    Row("plan.kept", "An installment that came in keeps the plan to the next one", (PLAN, PAID), 13, None, 33),
    Row("plan.kept", "A plan that was given up holds no more", (PLAN, GIVEN_UP), 5, "courteous"),
    Row("promise.open", "A promise holds to its day included", (PROMISE,), 12, None, 13),
    Row("promise.open", "The day after a promise that was not kept, the chase goes on", (PROMISE,), 13, "courteous"),
    Row("promise.open", "The days of tolerance still keep a promise", (TOLERANT,), 15, None, 16),
    Row("promise.open", "The day after them it is broken", (TOLERANT,), 16, "courteous"),
    Row("promise.open", "Two promises hold together what they cover together", TWO_PROMISES, 12, None, 13),
    Row("promise.open", "When one of them is broken, what it was about is chased", TWO_PROMISES, 13, "courteous"),
    Row("credit.unexplained", "Money that could pay it holds it for the stated days", TWICE, 14, None, 15),
    Row("credit.unexplained", "After those days the chase goes on", TWICE, 15, "courteous"),
    Row(
        "minimum.not_reached",
        "A line under the minimum waits",
        (),
        5,
        policy=MINIMUM,
        debt=(invoice("F-1", "19.99"),),
    ),
    Row(
        "minimum.not_reached",
        "A line equal to the minimum is chased",
        (),
        5,
        "courteous",
        policy=MINIMUM,
        debt=(invoice("F-1", 20),),
    ),
    Row("stage.not_yet", "The day before its delay a stage has not come", (), 2, None, 3),
    Row("stage.due", "On the day of its delay a stage is due", (), 3, "courteous"),
    Row("stage.not_yet", "Within the interval the next stage waits", (sent("courteous", after_due(9)),), 15, None, 16),
    Row("stage.due", "On the last day of the interval it is due", (sent("courteous", after_due(9)),), 16, "firm"),
    Row("stage.not_yet", "An account has one notice a day", (sent("courteous", after_due(5), "F-2"),), 5, None, 6),
)


def decide(row: Row) -> dc.Decision:
    ledger = dc.Ledger.of(ACME, row.debt, row.facts)  # type: ignore[arg-type]
    snapshot = ledger.as_of(after_due(row.day)).lettered()
    decisions = dc.decide_stages(snapshot, row.policy, creditor=CREDITOR, settled=row.settled)
    return next(decision for decision in decisions if decision.receivable.id == "F-1")


@pytest.mark.parametrize("row", [pytest.param(row, id=row.sentence) for row in ROWS])
def test_the_row(row: Row) -> None:
    """The stage, the next day, and the rule that is among the reasons exactly when nothing is to be done."""
    decision = decide(row)
    assert (decision.stage and decision.stage.name) == row.stage
    assert decision.next_on == (None if row.next_on is None else after_due(row.next_on))
    codes = [reason.code for reason in decision.reasons]
    assert (row.rule in codes) == (row.stage is None or row.rule == "stage.due")


def test_the_page_lists_these_rows() -> None:
    """The page of decisions has these rows, in this order, with what is decided."""
    listed = re.findall(r"^\| `.*\|$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    assert listed == [show(row) for row in ROWS]


def show(row: Row) -> str:
    """A row as the page writes it."""
    following = "never" if row.next_on is None else f"due + {row.next_on}"
    decided = f"{row.stage} now" if row.stage else f"nothing, next {following}"
    return f"| `{row.rule}` | {row.sentence} | due + {row.day} | {decided} |"


def test_sentences_are_told_once() -> None:
    """No two rows have one sentence."""
    assert len({row.sentence for row in ROWS}) == len(ROWS)
