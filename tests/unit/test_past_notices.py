"""Notices of the past: which count, how they are matched with a policy, and what is wrong with them."""

from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import InvalidValueError
from dunning_core.events import (
    Channel,
    DisputeResolved,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    PaymentPlan,
    PlanInstallment,
    PromiseToPay,
    ReturnReason,
    StageKind,
)
from tests.books import ACME, CREDITOR, after_due, decide, eur, invoice, lettered, payment, sent


def formal(channel: Channel, day: int = 30, **more: Any) -> NoticeSent:
    """A formal notice that went by a channel."""
    return NoticeSent(
        client="ACME",
        stage="formal_notice",
        kind=StageKind.FORMAL_NOTICE,
        receivables=["F-1"],
        channel=channel,
        sent_on=after_due(day),
        deadline_days=8,
        **more,
    )


def back(reason: ReturnReason, day: int = 36) -> NoticeReturned:
    return NoticeReturned(
        client="ACME", stage="formal_notice", sent_on=after_due(30), returned_on=after_due(day), reason=reason
    )


@pytest.mark.parametrize("reason", ReturnReason)
@pytest.mark.parametrize("channel", [Channel.REGISTERED, Channel.POST, Channel.EMAIL])
def test_only_a_registered_notice_that_was_refused_or_unclaimed_counts(reason: ReturnReason, channel: Channel) -> None:
    """Whatever else comes back did not arrive; the stage is reached on the day before it came back all the same."""
    counts = channel is Channel.REGISTERED and reason in (ReturnReason.REFUSED, ReturnReason.UNCLAIMED)
    before = decide(after_due(35), invoice(), formal(channel), back(reason))
    after = decide(after_due(36), invoice(), formal(channel), back(reason))
    assert before.reached is not None
    assert before.reached.name == "formal_notice"
    assert (after.reached is not None) == counts


def test_the_deadline_runs_from_the_presentation() -> None:
    """Eight days from the sending until a presentation is on record, then from it."""
    notice = formal(Channel.REGISTERED)
    shown = NoticePresented(client="ACME", stage="formal_notice", sent_on=after_due(30), presented_on=after_due(33))
    assert decide(after_due(32), invoice(), notice, shown).next_on == after_due(39)
    assert decide(after_due(33), invoice(), notice, shown).next_on == after_due(42)


def test_a_notice_dated_after_the_day_is_not_there_yet() -> None:
    """On its day it is; one that is on record before it was sent is refused."""
    later = sent("courteous", after_due(9))
    assert decide(after_due(8), invoice(), later).reached is None
    assert decide(after_due(9), invoice(), later).reached is not None
    assert lettered(after_due(8), invoice(), later).problems == ()
    with pytest.raises(InvalidValueError) as caught:
        formal(Channel.POST, 30, recorded_on=after_due(29))
    assert caught.value.field == "recorded_on"
    assert formal(Channel.POST, 30, recorded_on=after_due(30)).recorded_on == after_due(30)


def test_a_return_of_a_notice_that_was_not_sent_is_told() -> None:
    """It changes nothing."""
    snapshot = lettered(after_due(40), invoice(), back(ReturnReason.BOUNCED))
    assert [problem.code for problem in snapshot.problems] == ["event.notice.unknown"]


def test_events_that_are_wrong_leave_the_others_alone() -> None:
    """A client full of mistakes: each is told, and what is right of him, and the other client, go on."""
    other = attrs.evolve(ACME, id="B", account="B")
    part = [PlanInstallment(after_due(30), eur(1))]
    facts: list[Any] = [
        ACME,
        other,
        invoice("F-1", 1000),
        invoice("F-2", 500),
        invoice("F-3", 700, client="B"),
        PromiseToPay("F-9", promised_on=after_due(1), pay_on=after_due(9)),
        DisputeResolved("F-8", resolved_on=after_due(1)),
        PromiseToPay("F-2", promised_on=after_due(1), pay_on=after_due(9)),
        PromiseToPay("F-2", promised_on=after_due(1), pay_on=after_due(12)),
        PaymentPlan("PLAN-1", client="ACME", receivables=["F-1"], installments=part, agreed_on=after_due(1)),
        back(ReturnReason.BOUNCED),
        sent("courteous", after_due(60), "F-3"),
        payment("P-1", 100, after_due(2), "F-1"),
    ]
    run = dc.run_dunning(dc.Ledger.of(facts), after_due(5), FR_B2B_STANDARD, CREDITOR)
    assert sorted((problem.code, problem.subject) for problem in run.problems) == [
        ("event.subject.unknown", "F-8"),
        ("event.subject.unknown", "F-9"),
        ("plan.unfit", "PLAN-1"),
        ("promise.contradictory", "F-2"),
    ]
    asked = {line.receivable.id: line.chased for action in run.actions for line in action.decisions}
    assert asked == {"F-1": eur(900), "F-3": eur(700)}
