"""Which stage comes next and when, where minimums, caps, promises and the policy's progression meet."""

from fractions import Fraction
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning import CatchUp, Progression, Reason, StageReference, StatutoryDelay
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import (
    Channel,
    Dispute,
    Hold,
    HoldReleased,
    NoticeSent,
    PlatformStatus,
    PromiseToPay,
    StageKind,
)
from dunning_core.law import LegalReference
from tests.books import CREDITOR, DUE, after_due, decide, eur, invoice, lettered, payment, sent

KINDS = {
    "early": StageKind.BEFORE_DUE,
    "polite": StageKind.COURTEOUS,
    "firm": StageKind.FIRM,
    "firmer": StageKind.FIRM,
    "last": StageKind.LAST,
    "formal": StageKind.FORMAL_NOTICE,
    "formal again": StageKind.FORMAL_NOTICE,
    "recourse": StageKind.RECOURSE,
}
PROMISE = StageReference.BROKEN_PROMISE


def step(name: str, days: int, **options: Any) -> dc.Stage:
    """A stage of the kind that its name says."""
    return dc.Stage(name, KINDS[name], days, Channel.EMAIL, **options)


def policy(*stages: dc.Stage, **options: Any) -> dc.DunningPolicy:
    """A policy with five days between two notices."""
    return dc.DunningPolicy("own", stages, **{"interval_days": 5, **options})


def note(name: str, day: int) -> NoticeSent:
    """The record of a notice about F-1."""
    facts = {"client": "ACME", "kind": KINDS[name], "receivables": ["F-1"], "channel": "email"}
    return NoticeSent(stage=name, sent_on=after_due(day), **facts)  # type: ignore[arg-type]


def found(day: int, chosen: dc.DunningPolicy, *facts: object) -> tuple[str | None, int | None, tuple[str, ...]]:
    """The stage to do, the next day counted from the due day, and the codes of the holds."""
    decision = decide(after_due(day), *(facts or (invoice(),)), policy=chosen)
    following = None if decision.next_on is None else (decision.next_on - DUE).days
    name = decision.stage.name if decision.stage else None
    return name, following, tuple(reason.code for reason in decision.holds)


LADDER = (step("polite", 3), step("firm", 10), step("last", 20), step("formal", 30), step("recourse", 40))


# Caps


@pytest.mark.parametrize(
    "options",
    [{}, {"catch_up": CatchUp.LATEST}, {"catch_up": CatchUp.NONE}, {"progression": Progression.ELAPSED}],
    ids=str,
)
def test_a_cap_says_which_stage_it_keeps_back(options: dict[str, Any]) -> None:
    """The first of those above it, with its day, whatever the policy does with stages that were missed."""
    chosen = policy(*LADDER, caps=[("F-1", StageKind.FIRM)], **options)
    facts = (invoice(), note("polite", 3), note("firm", 10))
    for day, told in ((15, 20), (21, 21)):
        assert found(day, chosen, *facts) == (None, None, ("cap.stage",))
        decision = decide(after_due(day), *facts, policy=chosen)
        cap = {"stage": "last", "kind": StageKind.LAST, "cap": StageKind.FIRM}
        assert [dict(reason.params) for reason in decision.holds] == [cap]
        assert (decision.reasons[-1].code, decision.reasons[-1].param("day")) == ("stage.held", after_due(told))


def test_a_hold_without_end_is_told_before_a_cap() -> None:
    """It is what keeps the stage back today; the cap is among the reasons."""
    chosen = policy(*LADDER, caps=[("F-1", StageKind.COURTEOUS)])
    endless = Hold("F-1", since=DUE, reason="talks")
    decision = decide(after_due(15), invoice(), note("polite", 3), endless, policy=chosen)
    assert [hold.code for hold in decision.holds] == ["hold.in_force"]
    assert [reason.code for reason in decision.reasons] == ["hold.in_force", "cap.stage", "stage.held"]


def test_a_cap_is_of_a_part_or_of_an_invoice() -> None:
    """By the id of a receivable for it alone, by the number of the invoice for all its parts."""
    parts = [dc.Installment(due_on=DUE, amount=eur(500)) for _ in range(2)]
    split = attrs.evolve(invoice(), due_on=None, installments=parts)
    for name, stages in (("F-1#2", ["firm", None]), ("F-1", [None, None]), ("F-2", ["firm", "firm"])):
        chosen = policy(*LADDER, caps=[(name, StageKind.COURTEOUS)])
        snapshot = lettered(after_due(15), split, note("polite", 3))
        decisions = dc.decide_stages(snapshot, chosen, creditor=CREDITOR)
        assert [decision.stage and decision.stage.name for decision in decisions] == stages


def test_the_number_of_notices_is_told() -> None:
    """How many there were, and how many there may be."""
    chosen = policy(step("polite", 3), step("firm", 10), notices_max=1)
    [hold] = decide(after_due(30), invoice(), note("polite", 3), policy=chosen).holds
    assert (hold.code, dict(hold.params)) == ("cap.notices", {"notices": 1, "notices_max": 1})


# Minimums


def test_of_two_minimums_the_later_one_binds() -> None:
    """500 are late from the 13th on; a quarter of all 2,500 only from the 41st on."""
    facts = (invoice("F-1", 100), invoice("G-1", 400, due=after_due(12)), invoice("G-2", 2000, due=after_due(40)))
    both = policy(step("polite", 3, minimum=eur(500), minimum_share=Fraction(1, 4)))
    assert found(5, both, *facts) == (None, 41, ("minimum.share",))
    low = policy(step("polite", 3, minimum=eur(600), minimum_share=Fraction(1, 5)))
    # A fifth of 2,500 are 500.
    assert found(5, low, *facts) == (None, 41, ("minimum.stage",))
    assert found(13, policy(step("polite", 3, minimum_share=Fraction(1, 5))), *facts)[0] == "polite"


def test_what_reaches_a_total_may_be_reminded_before_it_is_due() -> None:
    """The line alone is the minimum of the account: it waits for nothing else to be late."""
    chosen = policy(step("early", -10), step("polite", 3), minimum_total=eur(100))
    assert found(-10, chosen, invoice("F-1", 100))[0] == "early"
    assert found(-10, chosen, invoice("F-1", 99))[0] is None
    settled = lettered(after_due(5), invoice("F-1", 100), payment("P-1", 100, DUE))
    [decision] = dc.decide_stages(settled, chosen, creditor=CREDITOR, settled=True)
    assert decision.reasons[-1].code == "settled"


def test_a_stage_that_is_done_again_has_its_own_minimum() -> None:
    """300 are late from the 13th on, and then it is done again; the 500 of the next stage only from the 31st on."""
    chosen = policy(step("polite", 3, minimum=eur(300)), step("firm", 10, minimum=eur(500)), falls_back=True)
    facts = (invoice("F-1", 200), note("polite", 3))
    later = (invoice("G-1", 100, due=after_due(12)), invoice("G-2", 200, due=after_due(30)))
    assert found(11, chosen, *facts, *later) == (None, 13, ("minimum.stage",))
    decision = decide(after_due(11), *facts, *later, policy=chosen)
    assert decision.holds[0].param("stage") == "polite"
    assert found(13, chosen, *facts, *later)[0] == "polite"
    again = decision.reasons[-1]
    assert (again.code, again.param("stage"), again.param("day")) == ("stage.repeat_later", "polite", after_due(13))
    # Neither can be reached: the next stage is the one that waits.
    [hold] = decide(after_due(11), *facts, policy=chosen).holds
    assert hold.param("stage") == "firm"


def test_a_last_reminder_may_be_done_again() -> None:
    """It is a reminder like the others; what comes after it is not."""
    chosen = policy(
        step("polite", 3), step("last", 10), step("formal", 20, minimum=eur(5000), deadline_days=8), falls_back=True
    )
    assert found(20, chosen, invoice(), note("polite", 3), note("last", 10))[0] == "last"


# Progression


ELAPSED = {"progression": Progression.ELAPSED}


def test_elapsed_days_come_to_what_answers_a_promise() -> None:
    """Broken on the ninth, it is answered on the twelfth though nothing was sent before."""
    chosen = policy(step("polite", 3), step("firm", 1, reference=PROMISE), step("last", 20), **ELAPSED)
    broken = PromiseToPay("F-1", promised_on=after_due(1), pay_on=after_due(9))
    assert found(12, chosen, invoice(), broken)[0] == "firm"
    law = StatutoryDelay(14, LegalReference("Collection Act, s. 9", "fourteen days to answer"))
    strict = policy(step("polite", 3), step("firm", 1, reference=PROMISE), step("last", 20, statutory=law), **ELAPSED)
    part = PromiseToPay("F-1", amount=eur(400), promised_on=after_due(4), pay_on=after_due(30))
    assert found(25, strict, invoice(), note("polite", 3), part)[0] == "last"


def test_what_counts_from_a_notice_waits_for_one() -> None:
    """Without any notice the highest of the others is come to."""
    chosen = policy(
        step("polite", 3), step("firm", 10), step("last", 5, reference=StageReference.LAST_NOTICE), **ELAPSED
    )
    assert found(30, chosen)[0] == "firm"


def test_a_probability_is_of_a_part_of_an_invoice_or_of_a_client() -> None:
    """The first of them that is known, in that order."""
    parts = [dc.Installment(due_on=DUE, amount=eur(500)) for _ in range(2)]
    split = attrs.evolve(invoice(), due_on=None, installments=parts)
    asked = policy(step("early", -10, minimum_probability=Fraction(1, 2)), step("polite", 3))
    sure, unlikely = Fraction(1), Fraction(0)
    for known, stages in (
        ({"F-1#1": unlikely}, [None, "early"]),
        ({"F-1": unlikely}, [None, None]),
        ({"ACME": unlikely}, [None, None]),
        ({"F-1#1": sure, "F-1": unlikely, "ACME": sure}, ["early", None]),
        ({"F-1": sure, "ACME": unlikely}, ["early", "early"]),
    ):
        snapshot = lettered(after_due(-10), split)
        decisions = dc.decide_stages(snapshot, asked.with_late_probabilities(known), creditor=CREDITOR)
        assert [decision.stage and decision.stage.name for decision in decisions] == stages


def test_elapsed_days_before_the_due_day() -> None:
    """The reminder before it comes on its day, and is told before."""
    chosen = policy(step("early", -10), *LADDER, **ELAPSED)
    assert found(-12, chosen) == (None, -10, ())
    assert found(-10, chosen)[0] == "early"


@pytest.mark.parametrize(
    ("stages", "name"),
    [
        ((step("early", -10), step("formal", 30)), "formal"),
        ((step("firm", 1, reference=PROMISE), step("formal", 30)), "formal"),
        ((step("formal", 30), step("formal again", 40)), "formal again"),
        ((step("polite", 3), step("formal", 30)), "polite"),
    ],
)
def test_a_formal_notice_needs_a_reminder_that_comes_for_sure(stages: tuple[dc.Stage, ...], name: str) -> None:
    """One after the due day, where the policy has one that does not depend on a promise."""
    assert found(50, policy(*stages, **ELAPSED))[0] == name


def test_an_answer_of_the_day_of_a_promise_is_to_another_one() -> None:
    """Sent on its last day, when it was not broken yet: its breach is still to be answered."""
    answers = (step("firm", 1, reference=PROMISE), step("firmer", 1, reference=PROMISE))
    chosen = policy(step("polite", 3), *answers, step("last", 90))
    promise = PromiseToPay("F-1", promised_on=after_due(4), pay_on=after_due(9))
    assert found(14, chosen, invoice(), note("polite", 3), promise, note("firm", 9))[0] == "firmer"
    assert found(14, chosen, invoice(), note("polite", 3), promise, note("firm", 10)) == (None, 90, ())


@pytest.mark.parametrize("options", [ELAPSED, {"catch_up": CatchUp.LATEST}, {"catch_up": CatchUp.NONE}], ids=str)
def test_after_the_last_stage_there_is_none(options: dict[str, Any]) -> None:
    """Whatever the policy does with stages that were missed."""
    done = [note("polite", 3), note("firm", 10)]
    assert found(60, policy(step("polite", 3), step("firm", 10), **options), invoice(), *done) == (None, None, ())


def test_a_reminder_that_is_held_to_the_due_day_lapses() -> None:
    """Free on the day before, it comes then; grace puts off what follows and not the reminder, and none is none."""
    chosen = policy(step("early", -10), step("polite", 0))
    for until, expected in ((-1, (None, -1, ("hold.in_force",))), (0, (None, 0, ()))):
        hold = Hold("F-1", since=after_due(-20), until=after_due(until), reason="talks")
        assert found(-9, chosen, invoice(), hold) == expected
    assert found(0, chosen)[0] == "polite"
    graceful = attrs.evolve(chosen, grace_days=5)
    assert (found(-10, graceful)[0], found(0, graceful)) == ("early", (None, 6, ()))


# What is told


def test_a_stage_that_is_held_without_end_is_told_with_its_day() -> None:
    """The one that would come, before the due day too; where a minimum has a day of its own, on that day."""
    endless = Hold("F-1", since=after_due(-30), reason="talks")
    early = decide(after_due(-20), invoice(), endless)
    assert (early.reasons[-1].param("stage"), early.reasons[-1].param("day")) == ("reminder", after_due(-10))
    chosen = policy(step("polite", 3), step("firm", 10, minimum=eur(500)))
    facts = (invoice("F-1", 400), invoice("G-1", 100, due=after_due(12)), note("polite", 3), endless)
    assert decide(after_due(5), *facts, policy=chosen).reasons[-1].param("day") == after_due(13)
    assert decide(after_due(4), invoice()).reasons[-1].param("day") == after_due(4)


def test_nothing_left_is_no_lapse() -> None:
    """With all stages done a policy that catches nothing up has none left."""
    chosen = policy(step("polite", 3), step("firm", 10), catch_up=CatchUp.NONE)
    facts = (invoice(), note("polite", 3), note("firm", 10))
    assert decide(after_due(60), *facts, policy=chosen).reasons[-1].code == "stage.none_left"


def test_what_has_no_due_day_is_late_by_no_days() -> None:
    """Retention money without a day."""
    share = dc.Installment(due_on=None, amount=eur(100), is_retention=True)
    held = dc.Invoice("F-1", client="ACME", amount=eur(100), issued_on=after_due(-60), installments=[share])
    reasons = decide(after_due(5), held).reasons
    last = reasons[-1]
    assert [reason.code for reason in reasons[:-1]] == ["retention.not_due"]
    assert (last.code, last.param("days_from_due")) == ("stage.none_left", None)


def test_a_notice_of_a_known_kind_is_known() -> None:
    """By its name or by its kind; one that has neither is told."""
    foreign = attrs.evolve(sent("firm", after_due(10)), stage="elsewhere")
    assert "notice.stage.unknown" not in [
        problem.code for problem in decide(after_due(20), invoice(), foreign).problems
    ]
    short = attrs.evolve(FR_B2B_STANDARD, stages=FR_B2B_STANDARD.stages[:2])
    found = decide(after_due(20), invoice(), foreign, policy=short).problems
    assert "notice.stage.unknown" in [problem.code for problem in found]


def test_a_refusal_on_the_platform_says_all() -> None:
    """The status, its day and its reason."""
    refused = PlatformStatus("F-1", status=210, reported_on=after_due(1), reason="QTE_ERR")
    [hold] = decide(after_due(5), invoice(), refused).holds
    assert (hold.code, dict(hold.params)) == (
        "platform.contested",
        {"status": 210, "reported_on": after_due(1), "reason": "QTE_ERR"},
    )
    assert Reason("x", (("a", 1),)).param("b") is None


def test_a_hold_may_be_released_on_its_day() -> None:
    """Set and released on one day it holds nothing; released before, it was another one."""
    hold = Hold("F-1", since=after_due(1), reason="talks")
    for released, holds in ((0, ("hold.in_force",)), (1, ())):
        back = HoldReleased("F-1", released_on=after_due(released))
        assert found(2, FR_B2B_STANDARD, invoice(), hold, back)[2] == holds


def test_a_credit_covers_from_one_cent_on() -> None:
    """A cent that is not explained could pay a cent; nothing that is disputed in full is paid by it."""
    twice = [payment("P-1", "0.01", DUE), payment("P-1", 2000, DUE)]
    assert found(5, FR_B2B_STANDARD, invoice("F-1", "0.01"), *twice)[2] == ("credit.unexplained",)
    disputed = Dispute("F-1", opened_on=DUE, reason="quality")
    reasons = decide(after_due(5), invoice("F-1", "0.01"), disputed, *twice).reasons
    assert "credit.unexplained" not in [reason.code for reason in reasons]


@pytest.mark.parametrize("options", [{"catch_up": CatchUp.LATEST}, {"progression": Progression.ELAPSED}])
def test_the_stage_that_sets_a_deadline_is_not_passed_over(options: Any) -> None:
    """The last reminder counts from the deadline of the firm one, which goes before the written one of day 12."""
    stages = (
        dc.Stage("courteous", StageKind.COURTEOUS, 3, Channel.EMAIL),
        dc.Stage("firm", StageKind.FIRM, 10, Channel.EMAIL, deadline_days=5),
        dc.Stage("written", StageKind.FIRM, 12, Channel.POST),
        dc.Stage("last", StageKind.LAST, 1, Channel.POST, reference=StageReference.DEADLINE),
    )
    policy = dc.DunningPolicy("deadline", stages, **options)
    facts: list[Any] = [invoice(), sent("courteous", after_due(3))]
    done = []
    for day in range(20, 60):
        stage = decide(after_due(day), *facts, policy=policy).stage
        if stage is not None:
            done.append((stage.name, day))
            notice = sent("firm", after_due(day))
            facts.append(attrs.evolve(notice, stage=stage.name, deadline_days=stage.deadline_days))
    assert done == [("firm", 20), ("written", 27), ("last", 34)]
