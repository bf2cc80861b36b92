"""Reasons and problems carry what they compared: every operand is asserted, since user interfaces show them."""

from datetime import date
from fractions import Fraction

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning import Reason
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
    HandedOver,
    Hold,
    Insolvency,
    MeansPresented,
    PaymentAnnounced,
    PaymentPlan,
    PlanInstallment,
    PlatformStatus,
    PresentedMeans,
    PromiseToPay,
)
from dunning_core.law import fr
from dunning_core.penalties.interest import balance_steps, split_periods
from tests.books import ACME, CREDITOR, DUE, after_due, decide, eur, invoice, lettered, payment, sent

RECENT = attrs.evolve(FR_B2B_STANDARD, bank_data_days=2, waits_by_reason={ContactReason.APPROVAL: 9})
OURS = Assigned("F-1", assignee="Factor SA", assigned_on=DUE, is_collected_by_us=True)
PLAN = PaymentPlan(
    "L-1",
    client="ACME",
    receivables=["F-1"],
    installments=[PlanInstallment(after_due(10), eur(400)), PlanInstallment(after_due(40), eur(600))],
    agreed_on=after_due(1),
)
HISTORY = (sent("courteous", after_due(3)), sent("firm", after_due(10)), sent("last", after_due(17)))


def operands(reason: Reason) -> dict[str, object]:
    return dict(reason.params)


def test_a_hold_says_its_reason_and_its_days() -> None:
    """The longest hold binds, and of two without end the later one; its days and reason are the operands."""
    holds = [
        Hold("F-1", since=DUE, until=after_due(20), reason="short"),
        Hold("F-1", since=after_due(1), until=after_due(30), reason="long"),
        Hold("F-1", since=after_due(2), until=after_due(5), reason="over"),
    ]
    decision = decide(after_due(10), invoice(), *holds)
    assert operands(decision.holds[0]) == {"reason": "long", "since": after_due(1), "until": after_due(30)}
    assert decision.next_on == after_due(30)
    endless = Hold("F-1", since=DUE, reason="endless")
    assert decide(after_due(10), invoice(), *holds, endless).holds[0].param("reason") == "endless"


def status(code: int, day: int) -> PlatformStatus:
    return PlatformStatus("F-1", status=code, reported_on=after_due(day), reason="QTE_ERR")


def call(outcome: ContactOutcome, day: int, reason: ContactReason | None = None) -> ContactMade:
    return ContactMade("F-1", outcome=outcome, made_on=after_due(day), reason=reason)


@pytest.mark.parametrize(
    ("facts", "code", "expected"),
    [
        (
            (
                CourtStep("F-1", kind=CourtStepKind.CLAIM_BROUGHT, taken_on=after_due(2), reference="RG 26/1"),
                CourtStep("F-1", kind=CourtStepKind.ENFORCEMENT, taken_on=after_due(4), reference="A 7"),
                CourtStep("F-1", kind=CourtStepKind.ENFORCEABLE, taken_on=after_due(4), reference="RG 26/2"),
            ),
            "court.claim_brought",
            {"step": "enforcement", "taken_on": after_due(4), "reference": "A 7"},
        ),
        (
            (
                CourtStep("F-1", kind=CourtStepKind.CLAIM_BROUGHT, taken_on=after_due(2), reference="RG 26/1"),
                CourtStep("F-1", kind=CourtStepKind.CLAIM_BROUGHT, taken_on=after_due(2), reference="RG 26/2"),
            ),
            "court.claim_brought",
            {"step": "claim_brought", "taken_on": after_due(2), "reference": "RG 26/2"},
        ),
        (
            (
                CourtStep("F-1", kind=CourtStepKind.GRACE, taken_on=DUE, until=after_due(20), reference="RG 1"),
                CourtStep(
                    "F-1", kind=CourtStepKind.GRACE, taken_on=after_due(2), until=after_due(20), reference="RG 2"
                ),
                CourtStep("F-1", kind=CourtStepKind.GRACE, taken_on=after_due(3), until=after_due(9), reference="RG 3"),
            ),
            "court.grace",
            {"reference": "RG 2", "taken_on": after_due(2), "until": after_due(20)},
        ),
        (
            (Insolvency("ACME", opened_on=DUE, published_on=after_due(4)),),
            "insolvency.opened",
            {"opened_on": DUE, "published_on": after_due(4), "declare_by": date(2026, 7, 4)},
        ),
        (
            (
                Insolvency("ACME", opened_on=DUE, published_on=after_due(4)),
                Insolvency("ACME", opened_on=DUE, published_on=after_due(3)),
                Insolvency("ACME", opened_on=after_due(1), published_on=after_due(5)),
                Insolvency("ACME", opened_on=after_due(-1)),
            ),
            "insolvency.opened",
            {"opened_on": after_due(-1), "published_on": None, "declare_by": date(2026, 6, 29)},
        ),
        (
            (
                Insolvency("ACME", opened_on=DUE, published_on=after_due(4)),
                Insolvency("ACME", opened_on=DUE, published_on=after_due(3)),
                Insolvency("ACME", opened_on=after_due(1), published_on=after_due(5)),
            ),
            "insolvency.opened",
            {"opened_on": DUE, "published_on": after_due(4), "declare_by": date(2026, 7, 4)},
        ),
        (
            (Assigned("F-1", assignee="Factor SA", assigned_on=after_due(2)),),
            "debt.assigned",
            {"assignee": "Factor SA", "assigned_on": after_due(2)},
        ),
        (
            (
                HandedOver("F-1", agent="First", handed_on=after_due(1)),
                HandedOver("F-1", agent="Second", handed_on=after_due(2)),
                HandedOver("F-1", agent="Agency", handed_on=after_due(2)),
            ),
            "debt.handed_over",
            {"agent": "Second", "handed_on": after_due(2)},
        ),
        (
            (status(225, 1), status(226, 1)),
            "platform.assigned",
            {"status": 226, "reported_on": after_due(1), "reason": "QTE_ERR"},
        ),
        (
            (OURS, status(227, 2)),
            "platform.payee_changed",
            {"status": 227, "reported_on": after_due(2), "reason": "QTE_ERR"},
        ),
        (
            (status(207, 1), status(208, 1)),
            "platform.suspended",
            {"status": 208, "reported_on": after_due(1), "reason": "QTE_ERR"},
        ),
        (
            (status(207, 2), status(225, 3), OURS),
            "platform.contested",
            {"status": 207, "reported_on": after_due(2), "reason": "QTE_ERR"},
        ),
        ((status(211, 2),), "platform.paid", {"status": 211, "reported_on": after_due(2)}),
        (
            (
                MeansPresented(
                    "F-1", means=PresentedMeans.DIRECT_DEBIT, presented_on=DUE, payable_on=after_due(9), payment="P-1"
                ),
                MeansPresented(
                    "F-1", means=PresentedMeans.BILL_OF_EXCHANGE, presented_on=DUE, payable_on=after_due(10)
                ),
                MeansPresented("F-1", means=PresentedMeans.DIRECT_DEBIT, presented_on=DUE, payable_on=after_due(10)),
            ),
            "means.presented",
            {"means": PresentedMeans.DIRECT_DEBIT, "presented_on": DUE, "payable_on": after_due(10)},
        ),
        (
            (call(ContactOutcome.NO_ANSWER, 3), call(ContactOutcome.NO_ANSWER, 5), call(ContactOutcome.VOICEMAIL, 5)),
            "contact.unanswered",
            {"outcome": ContactOutcome.VOICEMAIL, "made_on": after_due(5), "calls": 3},
        ),
        (
            (call(ContactOutcome.REACHED, 2, reason=ContactReason.APPROVAL),),
            "contact.reason",
            {"given": ContactReason.APPROVAL, "made_on": after_due(2), "until": after_due(11)},
        ),
        (
            (PLAN,),
            "plan.kept",
            {"plan": "L-1", "agreed_on": after_due(1), "due_on": after_due(10), "amount": eur(400)},
        ),
        (
            (PaymentAnnounced("F-1", announced_on=DUE, expected_on=after_due(7), tolerance_days=2),),
            "payment.announced",
            {"promised": eur(1000), "pay_on": after_due(7), "last_day": after_due(9)},
        ),
        ((BankDataUntil(after_due(2)),), "bank.data_old", {"until": after_due(2), "bank_data_days": 2}),
        ((), "bank.data_missing", {"bank_data_days": 2}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_holds_says_all_that_it_compared(
    facts: tuple[object, ...], code: str, expected: dict[str, object]
) -> None:
    """Of several facts the newest one counts, of one day the last by kind and name, in whatever order they come."""
    for told in (facts, facts[::-1]):
        found = {
            reason.code: operands(reason) for reason in decide(after_due(5), invoice(), *told, policy=RECENT).reasons
        }
        assert found[code] == expected


def test_a_dispute_says_what_is_disputed() -> None:
    """The amount under dispute, its reason and its day."""
    decision = decide(after_due(10), invoice(), Dispute("F-1", opened_on=after_due(2), reason="quality"))
    assert operands(decision.holds[0]) == {
        "disputed": eur(1000),
        "reason": "quality",
        "opened_on": after_due(2),
    }


def test_a_promise_says_what_is_promised_and_until_when() -> None:
    """What came in on the day of the promise counts towards it; the day after the promised one it no longer holds."""
    promise = PromiseToPay("F-1", amount=eur(600), promised_on=after_due(5), pay_on=after_due(15))
    paid = payment("P-1", 400, after_due(5))
    decision = decide(after_due(10), invoice(), paid, promise)
    assert decision.chased == eur(400)
    whole = PromiseToPay("F-1", amount=eur(1000), promised_on=after_due(5), pay_on=after_due(15))
    held = decide(after_due(10), invoice(), paid, whole)
    assert operands(held.holds[0]) == {"promised": eur(600), "pay_on": after_due(15), "last_day": after_due(15)}
    assert decide(after_due(16), invoice(), paid, whole).holds == ()
    kept = decide(after_due(10), invoice(), payment("P-1", 700, after_due(5)), promise)
    assert kept.chased == eur(300)


def test_a_credit_says_which_and_for_how_long() -> None:
    """Before lettering, how many there are; after it, which one, how much is left, why, and until which day."""
    ledger = dc.Ledger.of(ACME, invoice(), payment("P-1", 100, DUE))
    [unlettered] = dc.decide_stages(ledger.as_of(after_due(10)), FR_B2B_STANDARD, creditor=CREDITOR)
    assert [operands(reason) for reason in unlettered.holds] == [{"credits": 1}]
    # Two contents under one id: the money is there, and cannot be lettered.
    twice = [payment("P-1", 1000, DUE), payment("P-1", 2000, DUE)]
    decision = decide(after_due(5), invoice(), *twice)
    held = operands(decision.holds[0])
    until = DUE + (decision.next_on - DUE) if decision.next_on else None
    assert held == {"credit": "P-1", "remainder": eur(1000), "reasons": ("contradictory",), "until": until}
    free = decide(decision.next_on or DUE, invoice(), *twice)
    assert free.stage is not None


def test_a_credit_holds_no_more_than_its_own_amount() -> None:
    """A credit of 1,500 covers the older line of 1,000 and not the next of 600; equal is enough."""
    other = invoice("F-2", 600, due=after_due(1))
    twice = [payment("P-1", 1500, DUE), payment("P-1", 1500, after_due(1))]
    lines = dc.decide_stages(lettered(after_due(12), invoice(), other, *twice), FR_B2B_STANDARD, creditor=CREDITOR)
    assert [bool(line.holds) for line in lines] == [True, True]
    less = [payment("P-1", 1500, DUE), payment("P-1", 500, after_due(1))]
    lines = dc.decide_stages(lettered(after_due(12), invoice(), other, *less), FR_B2B_STANDARD, creditor=CREDITOR)
    assert [bool(line.holds) for line in lines] == [True, False]
    exact = [payment("P-1", 1000, DUE), payment("P-1", 100, DUE)]
    assert decide(after_due(5), invoice(), *exact).holds


def test_a_minimum_says_both_amounts() -> None:
    """What can be chased, and the minimum; equal to it is dunned."""
    policy = attrs.evolve(FR_B2B_STANDARD, minimum=eur(500))
    assert operands(decide(after_due(5), invoice("F-1", 400), policy=policy).holds[0]) == {
        "chased": eur(400),
        "minimum": eur(500),
    }
    assert decide(after_due(5), invoice("F-1", 500), policy=policy).stage is not None
    # A second line, due later: the account reaches the minimum on the day after it is due.
    later = invoice("F-2", 100, due=after_due(20))
    assert decide(after_due(5), invoice("F-1", 400), later, policy=policy).next_on == after_due(21)
    reached = decide(after_due(21), invoice("F-1", 400), later, policy=policy)
    assert [reason.code for reason in reached.reasons] == ["stage.due"]
    total = attrs.evolve(FR_B2B_STANDARD, minimum_total=eur(500))
    [hold] = decide(after_due(5), invoice("F-1", 400), policy=total).holds
    assert (hold.code, operands(hold)) == ("minimum.total", {"chased": eur(400), "minimum": eur(500)})


def test_a_minimum_counts_what_is_late_in_its_currency() -> None:
    """Of 20.00 and 6.90 late, 8.00 not late yet, 500 dollars, and 100 retained without a day, 3.10 lack to 30.00."""
    policy = FR_B2B_STANDARD.with_minimum(eur(30))
    share = dc.Installment(due_on=None, amount=eur(100), is_retention=True)
    retained = dc.Invoice("F-4", client="ACME", amount=eur(100), issued_on=after_due(-60), installments=[share])
    dollars = attrs.evolve(invoice("F-5"), amount=dc.Money(500, "USD"))
    facts = (invoice("F-1", 20), invoice("F-2", "6.90"), invoice("F-3", 8, due=after_due(20)), retained, dollars)
    held = decide(after_due(5), *facts, policy=policy)
    [change] = held.counterfactuals
    assert (change.amount, held.next_on) == (eur("3.10"), after_due(21))
    alone = decide(after_due(5), invoice("F-1", "29.99"), retained, dollars, policy=policy)
    assert (alone.stage, alone.next_on) == (None, None)


def test_a_credit_covers_the_oldest_line_of_its_currency() -> None:
    """By due day, then by number; a credit in dollars covers no line in euros, and one line has one credit."""
    # Two contents under one id: the money is there, and cannot be lettered.
    twice = (payment("P-1", 1000, DUE), payment("P-1", 10, DUE))

    def covered(*facts: object) -> list[str]:
        decisions = dc.decide_stages(lettered(after_due(12), *facts), FR_B2B_STANDARD, creditor=CREDITOR)
        return [decision.receivable.id for decision in decisions if decision.holds]

    assert covered(invoice("F-1", due=after_due(1)), invoice("F-2"), *twice) == ["F-2"]
    assert covered(invoice("F-2"), invoice("F-1"), *twice) == ["F-1"]
    dollars = [attrs.evolve(paid, amount=dc.Money(paid.amount.minor // 100, "USD")) for paid in twice]
    assert covered(invoice(), *dollars) == []
    again = (payment("P-2", 1000, DUE), payment("P-2", 10, DUE))
    assert covered(invoice("F-1"), invoice("F-2"), *twice, *again) == ["F-1", "F-2"]


def test_the_reason_of_a_stage_says_its_days() -> None:
    """Before the day, on it, and when no stage is left."""
    waiting = operands(decide(after_due(1), invoice()).reasons[-1])
    assert waiting == {
        "stage": "courteous",
        "kind": dc.events.StageKind.COURTEOUS,
        "delay_days": 3,
        "reference": "due_date",
        "days_from_due": 1,
        "threshold_on": after_due(3),
        "last_sent_on": None,
        "interval_days": 7,
        "notice_today": False,
        "closed_on": None,
        "day": after_due(3),
    }
    today = operands(decide(after_due(3), invoice(), HISTORY[0]).reasons[-1])
    assert (today["last_sent_on"], today["notice_today"], today["day"]) == (after_due(3), True, after_due(10))
    done = decide(
        after_due(60), invoice(), *HISTORY, sent("formal_notice", after_due(30)), sent("recourse", after_due(39))
    )
    assert done.reasons[-1].code == "stage.none_left"
    assert operands(done.reasons[-1]) == {"days_from_due": 60, "deadline": after_due(38)}
    assert done.reached is not None
    assert done.reached.name == "recourse"
    reminded = decide(after_due(-5), invoice(), sent("reminder", after_due(-10)))
    assert reminded.reached is not None
    assert reminded.reached.name == "reminder"
    now = decide(after_due(10), invoice(), HISTORY[0])
    assert (now.stage and now.stage.name, now.reached and now.reached.name) == ("firm", "courteous")


def test_a_settled_receivable_keeps_the_stage_that_it_reached() -> None:
    """Asked for settled ones, the decision says what was reached, and nothing to do."""
    snapshot = lettered(after_due(20), invoice(), HISTORY[0], payment("P-1", 1000, after_due(8)))
    [decision] = dc.decide_stages(snapshot, FR_B2B_STANDARD, creditor=CREDITOR, settled=True)
    assert (decision.stage, decision.next_on) == (None, None)
    assert decision.reached is not None
    assert decision.reached.name == "courteous"


@pytest.mark.parametrize(
    ("history", "policy", "expected"),
    [
        (
            (attrs.evolve(HISTORY[0], stage="other", kind=dc.events.StageKind.RECOURSE),),
            attrs.evolve(FR_B2B_STANDARD, stages=FR_B2B_STANDARD.stages[:4]),
            ("notice.stage.unknown", "stage", {"stage": "other", "sent_on": after_due(3)}),
        ),
        ((), FR_B2B_STANDARD, ("history.missing", "events", {"stage": "courteous", "days_late": 20})),
        (
            (),
            FR_B2B_STANDARD.with_regime(fr.B2C),
            ("penalties.regime_unfit", "regime", {"client": "ACME", "client_kind": "business", "field": "regime"}),
        ),
    ],
    ids=["stage", "history", "regime"],
)
def test_problems_of_a_decision_say_where_and_what(
    history: tuple[dc.events.NoticeSent, ...],
    policy: dc.DunningPolicy,
    expected: tuple[str, str, dict[str, object]],
) -> None:
    """The code, the receivable, the path and the operands."""
    decision = decide(after_due(20), invoice(), *history, policy=policy)
    found = {problem.code: problem for problem in decision.problems}[expected[0]]
    assert (found.subject, found.path, dict(found.params)) == ("F-1", *expected[1:])


def test_a_history_is_missed_only_when_two_stages_are_overdue() -> None:
    """On the tenth day the next stage has come as well; on the ninth the lowest stage is simply due."""
    assert [problem.code for problem in decide(after_due(10), invoice()).problems] == ["history.missing"]
    assert decide(after_due(9), invoice()).problems == ()
    assert decide(after_due(20), invoice(), HISTORY[0]).problems == ()


def test_a_history_is_missed_only_when_late_and_when_a_stage_follows() -> None:
    """The last stage has none after it, and before the due day there is nothing to have a history of."""
    reminder, courteous, firm = FR_B2B_STANDARD.stages[:3]
    early = attrs.evolve(reminder, name="early", delay_days=-20)

    def codes(day: int, *stages: dc.Stage) -> list[str]:
        decision = decide(after_due(day), invoice(), policy=attrs.evolve(FR_B2B_STANDARD, stages=stages))
        assert decision.stage is not None
        return [problem.code for problem in decision.problems]

    assert codes(60, courteous) == []
    assert codes(60, courteous, firm) == ["history.missing"]
    assert codes(-5, early, reminder) == []


def test_holds_that_push_nothing_back_are_not_binding() -> None:
    """A hold that ends on the day of the stage, or before, changes nothing; one that ends after it does."""
    for days, binding in ((2, False), (3, False), (4, True)):
        hold = Hold("F-1", since=DUE, until=after_due(days), reason="talks")
        decision = decide(after_due(1), invoice(), hold)
        assert bool(decision.holds) is binding
        assert decision.next_on == after_due(max(3, days))
    assert (
        decide(
            after_due(60),
            invoice(),
            *HISTORY,
            sent("formal_notice", after_due(30)),
            sent("recourse", after_due(39)),
            Hold("F-1", since=DUE, reason="talks"),
        ).holds
        == ()
    )


def test_deadlines_come_from_the_notice_else_from_its_stage() -> None:
    """A notice says its own deadline; an imported one without takes that of the stage of its name, or of its kind."""
    for days, recourse in ((15, 46), (None, 39)):
        formal = attrs.evolve(sent("formal_notice", after_due(30)), deadline_days=days)
        assert decide(after_due(31), invoice(), *HISTORY, formal).next_on == after_due(recourse)
    foreign = attrs.evolve(sent("formal_notice", after_due(30)), deadline_days=None, stage="elsewhere")
    assert decide(after_due(31), invoice(), *HISTORY, foreign).next_on == after_due(39)


def test_the_balance_that_bears_interest() -> None:
    """It never falls below zero, and two changes of a day are one."""
    assert balance_steps(0, [], since=10) == [(10, 0)]
    assert balance_steps(5, [(10, 5)], since=10) == [(10, 0)]
    assert balance_steps(5, [(9, 2), (12, 1), (12, 1), (14, 9)], since=10) == [(10, 3), (12, 1), (14, 0)]
    first = date(2026, 5, 1).toordinal()
    steps = [(first, 100), (first + 5, 0), (first + 7, 50)]
    found = split_periods(steps, fr.B2B.late_rate, end=first + 9, day_count=fr.B2B.day_count)
    assert [((period.end - period.start).days, period.minor) for period in found] == [(5, 100), (2, 50)]


def test_the_line_of_the_compensation() -> None:
    """It begins the day after the due day, on the amount of the receivable, with its article and its mark."""
    [item] = lettered(after_due(10), invoice()).receivables
    line = dc.accrue_penalties(item, fr.B2B).lines[-1]
    assert (line.kind, line.start, line.end, line.base, line.exact) == (
        "compensation",
        after_due(1),
        after_due(1),
        eur(1000),
        Fraction(4000),
    )
    assert (line.source, line.verification.value, line.rate) == ("C. com. D441-5", "two_sources", None)
