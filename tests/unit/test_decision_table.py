"""The decision table of the documentation: one row per rule and boundary, each a test named by its sentence."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.calendars import FRANCE, BusinessCalendar
from dunning_core.documents import PaymentMeans
from dunning_core.dunning import CatchUp, Progression, StageReference, StatutoryDelay
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import (
    Assigned,
    BankDataUntil,
    ContactMade,
    ContactOutcome,
    ContactReason,
    CourtStep,
    CourtStepKind,
    Dispute,
    DisputeResolved,
    HandedOver,
    Hold,
    HoldReleased,
    Insolvency,
    MeansPresented,
    NoticeReturned,
    NoticeSent,
    PaymentAnnounced,
    PaymentPlan,
    PaymentReturned,
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
from dunning_core.law import LegalReference
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, payment, sent

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "decisions.md"
MINIMUM = FR_B2B_STANDARD.with_minimum(eur(20))


def change(*places: int, **options: Any) -> dc.DunningPolicy:
    """The standard policy with options of its own, or with options of the stages at some places."""
    if not places:
        return attrs.evolve(FR_B2B_STANDARD, **options)
    stages = list(FR_B2B_STANDARD.stages)
    for place in places:
        stages[place] = attrs.evolve(stages[place], **options)
    return attrs.evolve(FR_B2B_STANDARD, stages=stages)


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


def returned(notice: NoticeSent, day: int, reason: str) -> NoticeReturned:
    return NoticeReturned(
        client="ACME",
        stage=notice.stage,
        sent_on=notice.sent_on,
        returned_on=after_due(day),
        reason=ReturnReason[reason],
    )


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
OURS = Assigned("F-1", assignee="Factor SA", assigned_on=after_due(5), is_collected_by_us=True)
ANNOUNCED = PaymentAnnounced("F-1", announced_on=DUE, expected_on=after_due(7), tolerance_days=2)
BY_DEBIT = attrs.evolve(invoice(), means=PaymentMeans.DIRECT_DEBIT)
DEBIT = MeansPresented(
    "F-1", means=PresentedMeans.DIRECT_DEBIT, presented_on=DUE, payable_on=after_due(8), payment="P-1"
)
BILL = MeansPresented("F-1", means=PresentedMeans.BILL_OF_EXCHANGE, presented_on=DUE, payable_on=after_due(40))
BOUNCED = (payment("P-1", 1000, after_due(8), "F-1"), PaymentReturned("P-1", returned_on=after_due(10)))
DEBIT_AGAIN = attrs.evolve(DEBIT, presented_on=after_due(10), payable_on=after_due(18), payment="P-2")
CALLED = ContactMade(client="ACME", outcome=ContactOutcome.NO_ANSWER, made_on=after_due(12))
CALLED_ON_FRIDAY = ContactMade(client="ACME", outcome=ContactOutcome.VOICEMAIL, made_on=after_due(8))
SAID = ContactMade("F-1", outcome=ContactOutcome.REACHED, reason=ContactReason.APPROVAL, made_on=after_due(4))
PATIENT = attrs.evolve(FR_B2B_STANDARD, waits_by_reason={ContactReason.APPROVAL: 10})
HALFWAY = TakenOver(client="ACME", stage="last", kind=StageKind.LAST, taken_on=after_due(150))
BANK = BankDataUntil(after_due(1))
RECENT = attrs.evolve(FR_B2B_STANDARD, bank_data_days=5)
FRESH = attrs.evolve(FR_B2B_STANDARD, bank_data_days=1)
AGENCY = HandedOver(client="ACME", agent="Agency SARL", handed_on=after_due(5))
BACK = TakenBack("F-1", taken_back_on=after_due(8))
OTHER_AGENCY = HandedOver("F-1", agent="Lawyer", handed_on=after_due(8))
ENDLESS = Hold("F-1", since=DUE, reason="talks")
FREED = HoldReleased("F-1", released_on=after_due(5))
HELD_ANEW = Hold("F-1", since=after_due(5), reason="other talks")
SETTLED = DisputeResolved("F-1", resolved_on=after_due(5))
OPENED_ANEW = Dispute("F-1", opened_on=after_due(5), reason="PU_ERR")
POLITE = sent("courteous", after_due(3))
FORMAL = sent("formal_notice", after_due(30))
#: Three days after the due day nothing but F-1 is late; the other line follows on day 12.
OTHER = invoice("F-2", 100, due=after_due(12))
TOTAL = change(minimum_total=eur(1100))
AMOUNT = change(2, minimum=eur(1100))
SHARE = change(1, minimum_share=Fraction(1, 2))
AGAIN = attrs.evolve(AMOUNT, falls_back=True)
CAPPED = change(caps=[("F-1", StageKind.COURTEOUS)])
ONCE = change(notices_max=1)
LATEST = change(catch_up=CatchUp.LATEST)
NONE = change(catch_up=CatchUp.NONE)
ELAPSED = change(progression=Progression.ELAPSED)
WAITING = change(2, statutory=StatutoryDelay(14, LegalReference("Collection Act, s. 9", "fourteen days to answer")))
ON_BREACH = change(2, reference=StageReference.BROKEN_PROMISE, delay_days=1)
BY_LINE = change(0, minimum=eur(2000))
LIKELY = change(0, minimum_probability=Fraction(1, 2)).with_late_probabilities({"ACME": Fraction(1, 4)})
BOUNCED_MAIL = (POLITE, returned(POLITE, 3, "BOUNCED"))
REFUSED_MAIL = (POLITE, returned(POLITE, 3, "REFUSED"))
UNCLAIMED = (FORMAL, returned(FORMAL, 39, "UNCLAIMED"))
REFUSED = (FORMAL, returned(FORMAL, 38, "REFUSED"))
GONE_AWAY = (FORMAL, returned(FORMAL, 35, "UNKNOWN_ADDRESS"))
TWICE = (payment("P-1", 1000, DUE), payment("P-1", 900, DUE))
CONTACTED = (sent("courteous", DUE, "F-2"),)
SUMMONED = (sent("formal_notice", after_due(1), "F-2"),)
BUDGET = attrs.evolve(FR_B2B_STANDARD, contacts_max=1, contacts_days=10)
TONE = attrs.evolve(FR_B2B_STANDARD, tone_days=8)
SATURDAYS = attrs.evolve(FR_B2B_STANDARD, calendar=BusinessCalendar("open on Saturdays", weekend=(6,)))
CLOSED = attrs.evolve(FR_B2B_STANDARD, calendar=FRANCE)

ROWS = (
    Row("settled", "What is paid is not chased", (payment("P-1", 1000, DUE, "F-1"),), 5, settled=True),
    Row("platform.rejected", "A document that was rejected is not chased", (status(213, 1),), 5),
    Row("platform.rejected", "A document that was cancelled is not chased", (status(220, 1),), 5),
    Row("platform.rejected", "The newest status counts", (status(213, 1), status(205, 2)), 5, "courteous"),
    Row("means.not_presented", "What we are to collect is not asked for before we present it", (), 5, debt=(BY_DEBIT,)),
    Row("means.presented", "A direct debit waits for its money for the stated days", (DEBIT,), 13, None, 14),
    Row("means.presented", "The day after them what did not come in is chased", (DEBIT,), 14, "courteous"),
    Row(
        "means.presented",
        "An accepted bill is no payment, and waits for its maturity",
        (BILL,),
        45,
        None,
        46,
    ),
    Row("means.presented", "When its payment comes back the wait is over", (DEBIT, *BOUNCED), 10, "courteous"),
    Row(
        "means.presented",
        "Presented again on the day it came back, it waits for its new day",
        (DEBIT, *BOUNCED, DEBIT_AGAIN),
        10,
        None,
        24,
    ),
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
    Row("debt.assigned", "What was assigned and is collected by us is chased", (OURS,), 5, "courteous"),
    Row("platform.assigned", "What a platform says is assigned waits for the assignment", (status(225, 1),), 5),
    Row(
        "platform.assigned",
        "Once it is assigned no more it is chased",
        (status(226, 1), status(228, 5)),
        5,
        "courteous",
    ),
    Row("platform.assigned", "Once we record that we collect it, it is chased", (status(225, 1), OURS), 5, "courteous"),
    Row("platform.payee_changed", "What is to be paid elsewhere waits for the bank details", (OURS, status(227, 6)), 6),
    Row(
        "platform.payee_changed",
        "Details recorded on that day are the new ones",
        (OURS, status(227, 5)),
        5,
        "courteous",
    ),
    Row("debt.handed_over", "What an agency pursues leaves the amicable run", (AGENCY,), 5),
    Row("debt.handed_over", "The day before the hand-over it is chased", (AGENCY,), 4, "courteous"),
    Row("debt.handed_over", "The day before it is taken back, the agency still pursues it", (AGENCY, BACK), 7),
    Row("debt.handed_over", "On the day it is taken back the chase goes on", (AGENCY, BACK), 8, "courteous"),
    Row(
        "debt.handed_over",
        "Taken back from one agency and handed to another on one day",
        (AGENCY, BACK, OTHER_AGENCY),
        8,
    ),
    Row("hold.in_force", "A hold keeps off until its end", (HOLD,), 19, None, 20),
    Row("hold.in_force", "The end of a hold is a free day", (HOLD,), 20, "courteous"),
    Row(
        "hold.in_force",
        "A released hold holds no more",
        (HOLD, HoldReleased("F-1", released_on=after_due(5))),
        5,
        "courteous",
    ),
    Row("hold.in_force", "Released and held anew on one day, it is held", (ENDLESS, FREED, HELD_ANEW), 5),
    Row("hold.in_force", "A hold that is released on its first day never held", (HELD_ANEW, FREED), 5, "courteous"),
    Row("contact.unanswered", "A call without an answer is tried again the next working day", (CALLED,), 12, None, 13),
    Row("contact.unanswered", "After a Friday that is the Monday", (CALLED_ON_FRIDAY,), 10, None, 11),
    Row("contact.unanswered", "With a calendar that is its next open day", (CALLED_ON_FRIDAY,), 8, None, 9, SATURDAYS),
    Row("contact.unanswered", "On that day the stage has still to be done", (CALLED,), 13, "courteous"),
    Row("contact.reason", "The reason given waits for the days of the policy", (SAID,), 13, None, 14, PATIENT),
    Row("contact.reason", "After them the chase goes on", (SAID,), 14, "courteous", policy=PATIENT),
    Row("contact.reason", "A reason for which the policy grants no days holds nothing", (SAID,), 5, "courteous"),
    Row("platform.contested", "A document that was refused waits like a dispute", (status(210, 1),), 5),
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
    Row("dispute.open", "A dispute opened on the day another one is resolved stands", (WHOLE, SETTLED, OPENED_ANEW), 5),
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
    Row("payment.announced", "An announced payment is awaited to its last day", (ANNOUNCED,), 9, None, 10),
    Row("payment.announced", "The day after it the chase goes on", (ANNOUNCED,), 10, "courteous"),
    Row(
        "platform.paid",
        "What was reported as paid waits for the stated days",
        (status(211, 2),),
        7,
        None,
        8,
    ),
    Row("platform.paid", "After those days it is chased", (status(211, 2),), 8, "courteous"),
    Row(
        "bank.data_old",
        "Bank data as old as the policy allows will do",
        (BANK,),
        6,
        "courteous",
        policy=RECENT,
    ),
    Row("bank.data_old", "The day after that nobody is chased on it", (BANK,), 7, policy=RECENT),
    Row("bank.data_old", "What would come when it is too old does not come", (BANK,), 1, policy=FRESH),
    Row("bank.data_missing", "Where recent bank data is wanted, none at all is too old", (), 5, policy=RECENT),
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
    Row("minimum.total", "Under the minimum of the account nothing of it is chased", (OTHER,), 12, None, 13, TOTAL),
    Row("minimum.total", "An account equal to its minimum is chased", (OTHER,), 13, "courteous", policy=TOTAL),
    Row("cap.notices", "After the greatest number of notices no other follows", (POLITE,), 30, policy=ONCE),
    Row("cap.stage", "No stage goes above the cap of the invoice", (POLITE,), 30, policy=CAPPED),
    Row("cap.stage", "A stage equal to the cap is due", (), 30, "courteous", policy=CAPPED),
    Row("minimum.stage", "A stage waits for its own minimum", (POLITE, OTHER), 12, None, 13, AMOUNT),
    Row("minimum.stage", "What is late on the account reaches it too", (POLITE, OTHER), 13, "firm", policy=AMOUNT),
    Row(
        "minimum.share",
        "A stage waits until what is late is its share of all that is open",
        (invoice("F-2", "1000.01", due=after_due(40)),),
        5,
        None,
        41,
        SHARE,
    ),
    Row(
        "minimum.share",
        "A share that is reached to the cent is enough",
        (invoice("F-2", 1000, due=after_due(40)),),
        5,
        "courteous",
        policy=SHARE,
    ),
    Row("stage.repeat_later", "Under its minimum the stage below is planned again", (POLITE,), 9, None, 10, AGAIN),
    Row(
        "stage.repeated",
        "On the day of the stage that is not reached the one below is due",
        (POLITE,),
        10,
        "courteous",
        policy=AGAIN,
    ),
    Row("stage.lapsed", "Without catching up, a stage is let go seven days after its day", (), 1000, policy=NONE),
    Row("stage.due", "Without catching up, a stage is due until the day before", (), 9, "courteous", policy=NONE),
    Row(
        "stage.due",
        "Catching up with the latest, the stages between are passed over",
        (POLITE,),
        30,
        "formal_notice",
        policy=LATEST,
    ),
    Row("stage.due", "Catching up one by one, each comes in turn", (POLITE,), 30, "firm"),
    Row("stage.due", "By elapsed days the highest stage that has come is due", (), 29, "last", policy=ELAPSED),
    Row("stage.due", "By elapsed days too, a formal notice follows a reminder", (), 30, "last", policy=ELAPSED),
    Row("stage.not_yet", "The delay of a statute runs from the notice before", (POLITE,), 16, None, 17, WAITING),
    Row("stage.due", "On the last day of that delay the stage is due", (POLITE,), 17, "firm", policy=WAITING),
    Row(
        "stage.due", "A broken promise brings its stage the day after", (POLITE, PROMISE), 13, "firm", policy=ON_BREACH
    ),
    Row("stage.not_yet", "Without a promise that stage is passed over", (POLITE,), 13, None, 17, ON_BREACH),
    Row("stage.due", "Before the due day a reminder is due", (), -10, "reminder"),
    Row("stage.not_yet", "On the due day it has lapsed", (), 0, None, 3),
    Row("stage.not_yet", "Kept for larger amounts, it is passed over", (), -10, None, 3, BY_LINE),
    Row("stage.not_yet", "Kept for likelier delays, it is passed over", (), -10, None, 3, LIKELY),
    Row(
        "stage.not_yet",
        "A term shorter than its delay passes it over",
        (),
        -9,
        None,
        3,
        debt=(dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=after_due(-9), due_on=DUE),),
    ),
    Row(
        "stage.due",
        "A term as long as its delay keeps it",
        (),
        -10,
        "reminder",
        debt=(dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=after_due(-10), due_on=DUE),),
    ),
    Row(
        "stage.due",
        "A notice that bounced counts as no stage",
        BOUNCED_MAIL,
        10,
        "courteous",
    ),
    Row(
        "stage.due",
        "An e-mail that was refused counts for none",
        REFUSED_MAIL,
        10,
        "courteous",
    ),
    Row(
        "stage.due",
        "A registered notice left unclaimed counts",
        UNCLAIMED,
        39,
        "recourse",
    ),
    Row("stage.not_yet", "Its deadline runs to its last day", REFUSED, 38, None, 39),
    Row(
        "stage.due",
        "At an unknown address it does not",
        GONE_AWAY,
        39,
        "courteous",
    ),
    Row("stage.due", "A debt taken over at a stage starts with it", (HALFWAY,), 200, "last"),
    Row("stage.due", "An old debt with no notice on record starts at the lowest stage", (), 1000, "courteous"),
    Row(
        "contact.pressure", "An account that was contacted enough is left alone", CONTACTED, 9, None, 10, policy=BUDGET
    ),
    Row(
        "contact.pressure",
        "When its oldest contact leaves the window, it is free",
        CONTACTED,
        10,
        "courteous",
        policy=BUDGET,
    ),
    Row("contact.tone", "After a higher tone no lower one goes to the account", SUMMONED, 8, None, 9, policy=TONE),
    Row("contact.tone", "When the days of the policy are over, it does", SUMMONED, 9, "courteous", policy=TONE),
    Row("stage.not_yet", "The day before its delay a stage has not come", (), 2, None, 3),
    Row("stage.due", "On the day of its delay a stage is due", (), 3, "courteous"),
    Row("stage.not_yet", "Within the interval the next stage waits", (sent("courteous", after_due(9)),), 15, None, 16),
    Row("stage.due", "On the last day of the interval it is due", (sent("courteous", after_due(9)),), 16, "firm"),
    Row("stage.not_yet", "Nothing is done on a closed day, a Sunday here", (), 3, None, 4, policy=CLOSED),
    Row("stage.due", "On the next open day it is", (), 4, "courteous", policy=CLOSED),
    Row("stage.not_yet", "An account has one notice a day", (sent("courteous", after_due(5), "F-2"),), 5, None, 6),
    Row("stage.held", "A stage that only a new fact frees is held", (WHOLE,), 5, None),
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
    assert (row.rule in codes) == (row.stage is None or row.rule in ("stage.due", "stage.repeated"))


def test_the_page_lists_these_rows() -> None:
    """The page of decisions has these rows, in this order, with what is decided."""
    listed = re.findall(r"^\| `.*\|$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    assert listed == [show(row) for row in ROWS]


def show(row: Row) -> str:
    """A row as the page writes it."""
    following = "never" if row.next_on is None else f"due + {row.next_on}"
    decided = f"{row.stage} now" if row.stage else f"nothing, next {following}"
    return f"| `{row.rule}` | {row.sentence} | due {'-' if row.day < 0 else '+'} {abs(row.day)} | {decided} |"


def test_sentences_are_told_once() -> None:
    """No two rows have one sentence."""
    assert len({row.sentence for row in ROWS}) == len(ROWS)
