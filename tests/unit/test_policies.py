"""What a policy can ask for: references, minimums, caps, progression, catching up, and what is refused."""

import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning import CatchUp, Progression, StageReference, StatutoryDelay
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import PolicyError, WrongTypeError
from dunning_core.events import (
    Channel,
    ContactReason,
    Dispute,
    Hold,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    PromiseToPay,
    ReturnReason,
    StageKind,
    TakenOver,
)
from dunning_core.law import LegalReference
from tests.books import DUE, after_due, decide, eur, invoice, payment

KINDS = {"early": 0, "polite": 1, "again": 1, "firm": 2, "firmer": 2, "last": 3, "formal": 4, "recourse": 5}
LAW = LegalReference("Collection Act, s. 9", "fourteen days to answer")


def step(name: str, days: int, **options: Any) -> dc.Stage:
    return dc.Stage(name, StageKind(KINDS[name]), days, Channel.EMAIL, **options)


def policy(*stages: dc.Stage, **options: Any) -> dc.DunningPolicy:
    return dc.DunningPolicy("own", stages, **{"interval_days": 5, **options})


def note(name: str, day: int, **options: Any) -> NoticeSent:
    return NoticeSent(
        client="ACME",
        stage=name,
        kind=StageKind(KINDS[name]),
        receivables=["F-1"],
        channel="email",
        sent_on=after_due(day),
        **options,
    )


def found(day: int, chosen: dc.DunningPolicy, *facts: object) -> tuple[str | None, int | None, tuple[str, ...]]:
    """The stage to do, the next day counted from the due day, and the codes of the holds."""
    decision = decide(after_due(day), *(facts or (invoice(),)), policy=chosen)
    following = None if decision.next_on is None else (decision.next_on - DUE).days
    name = decision.stage.name if decision.stage else None
    return name, following, tuple(reason.code for reason in decision.holds)


# References


@pytest.mark.parametrize(
    ("due", "days", "expected"),
    [
        (date(2026, 4, 10), 10, date(2026, 5, 10)),
        (date(2026, 4, 30), 10, date(2026, 5, 10)),
        (date(2026, 5, 1), 10, date(2026, 6, 10)),
        (date(2026, 4, 30), 0, date(2026, 5, 1)),
    ],
)
def test_a_delay_from_the_end_of_the_month(due: date, days: int, expected: date) -> None:
    """It counts from the last day of the month of the due day; what is due today is not late."""
    chosen = policy(step("polite", days, reference=StageReference.END_OF_MONTH))
    assert decide(due, invoice(due=due), policy=chosen).next_on == expected
    assert decide(expected, invoice(due=due), policy=chosen).stage is not None


def test_a_delay_from_the_issue_day() -> None:
    """Five days after the issue the client is asked whether all is well; nothing is pursued before it is due."""
    asked = policy(
        step("early", 5, reference=StageReference.ISSUE_DATE), step("polite", 30, reference=StageReference.ISSUE_DATE)
    )
    assert found(-60, asked) == (None, -55, ())
    assert found(-55, asked)[0] == "early"
    assert found(-54, asked, invoice(), note("early", -55)) == (None, 1, ())
    long = policy(step("polite", 70, reference=StageReference.ISSUE_DATE))
    assert found(0, long) == (None, 10, ())
    patient = attrs.evolve(asked, grace_days=4)
    assert found(-54, patient, invoice(), note("early", -55)) == (None, 5, ())


def test_a_delay_from_the_last_notice() -> None:
    """It counts from the newest notice that counts: one that bounced does not, yet the interval runs from it."""
    chosen = policy(step("polite", 3), step("firm", 14, reference=StageReference.LAST_NOTICE))
    assert found(6, chosen, invoice(), note("polite", 5)) == (None, 19, ())
    back = NoticeReturned(
        client="ACME", stage="firm", sent_on=after_due(19), returned_on=after_due(20), reason=ReturnReason.BOUNCED
    )
    assert found(21, chosen, invoice(), note("polite", 5), note("firm", 19), back) == (None, 24, ())
    assert found(24, chosen, invoice(), note("polite", 5), note("firm", 19), back)[0] == "firm"


def test_a_delay_from_a_broken_promise() -> None:
    """A promise that is not kept brings its own stage, the day after; without a promise the stage is passed over."""
    chosen = policy(step("polite", 3), step("firm", 1, reference=StageReference.BROKEN_PROMISE), step("last", 10))
    history = (invoice(), note("polite", 3))
    assert found(5, chosen, *history) == (None, 10, ())
    promise = PromiseToPay("F-1", promised_on=after_due(6), pay_on=after_due(20))
    assert found(8, chosen, *history, promise) == (None, 21, ("promise.open",))
    assert found(21, chosen, *history, promise)[0] == "firm"
    assert found(22, chosen, *history, promise, note("firm", 21)) == (None, 26, ())
    assert found(26, chosen, *history, promise, note("firm", 21))[0] == "last"


def test_a_promise_that_was_kept_is_not_broken() -> None:
    """What was promised came in by its day, and the rest goes its way; a day later it was broken all the same."""
    chosen = policy(step("polite", 3), step("firm", 1, reference=StageReference.BROKEN_PROMISE), step("last", 10))
    promise = PromiseToPay("F-1", amount=eur(400), promised_on=after_due(4), pay_on=after_due(8))
    for paid_on, stage in ((8, "last"), (9, "firm")):
        facts = (invoice(), note("polite", 3), promise, payment("P-1", 400, after_due(paid_on), "F-1"))
        assert found(12, chosen, *facts)[0] == stage


def test_each_broken_promise_is_answered_once() -> None:
    """With two answers the second one waits for a second breach, told in days of tolerance too."""
    chosen = policy(
        step("polite", 3),
        step("firm", 1, reference=StageReference.BROKEN_PROMISE),
        step("firmer", 1, reference=StageReference.BROKEN_PROMISE),
        step("last", 90),
    )
    first = PromiseToPay("F-1", promised_on=after_due(4), pay_on=after_due(9), tolerance_days=2)
    told = (invoice(), note("polite", 3), first)
    assert found(5, chosen, *told) == (None, 12, ())
    assert found(12, chosen, *told)[0] == "firm"
    assert found(13, chosen, *told, note("firm", 12)) == (None, 90, ())
    # The second word is given while the first one runs; its last day is the one on which the first is answered.
    partial = attrs.evolve(first, amount=eur(400))
    other = PromiseToPay("F-1", amount=eur(300), promised_on=after_due(5), pay_on=after_due(12))
    both = (invoice(), note("polite", 3), partial, other)
    assert found(13, chosen, *both, note("firm", 12)) == (None, 17, ())
    second = PromiseToPay("F-1", promised_on=after_due(20), pay_on=after_due(30))
    assert found(21, chosen, *told, note("firm", 12), second)[1] == 31
    assert found(31, chosen, *told, note("firm", 12), second)[0] == "firmer"


def test_a_partial_promise_does_not_keep_the_next_stage_waiting() -> None:
    """What answers its breach comes later than the next stage: the rest is chased meanwhile."""
    chosen = policy(step("polite", 3), step("firm", 1, reference=StageReference.BROKEN_PROMISE), step("last", 10))
    promise = PromiseToPay("F-1", amount=eur(400), promised_on=after_due(4), pay_on=after_due(30))
    assert found(5, chosen, invoice(), note("polite", 3), promise) == (None, 10, ())
    assert found(10, chosen, invoice(), note("polite", 3), promise)[0] == "last"


# Intervals, grace and what the law wants between two steps


def test_a_stage_has_its_own_interval_and_grace() -> None:
    """They take the place of the policy's, zero included."""
    chosen = policy(step("polite", 3, grace_days=0), step("firm", 4, interval_days=9), step("last", 5), grace_days=20)
    assert found(3, chosen)[0] == "polite"
    assert found(4, chosen, invoice(), note("polite", 3)) == (None, 21, ())
    later = note("polite", 18)
    assert found(19, chosen, invoice(), later) == (None, 27, ())
    assert found(28, chosen, invoice(), later, note("firm", 27)) == (None, 32, ())


def test_no_setting_shortens_a_statutory_delay() -> None:
    """Fourteen days from the presentation of the notice before, whatever delay, interval and catching up."""
    for options in ({}, {"catch_up": CatchUp.LATEST}, {"progression": Progression.ELAPSED}):
        chosen = policy(
            step("polite", 3), step("last", 10, statutory=StatutoryDelay(14, LAW)), interval_days=1, **options
        )
        assert found(10, chosen, invoice(), note("polite", 3)) == (None, 17, ())
        assert found(17, chosen, invoice(), note("polite", 3))[0] == "last"
        seen = NoticePresented(client="ACME", stage="polite", sent_on=after_due(3), presented_on=after_due(6))
        assert found(17, chosen, invoice(), note("polite", 3), seen) == (None, 20, ())
        assert found(60, chosen)[0] == "polite"
        again = policy(step("polite", 3), step("again", 5), *chosen.stages[1:], interval_days=1, **options)
        assert found(8, again, invoice(), note("polite", 3), note("again", 7)) == (None, 21, ())


# Minimums


def test_a_stage_has_its_own_minimum() -> None:
    """The line, or what the account has late, must reach it; equal is enough, and the day is told when it is known."""
    chosen = policy(step("polite", 3), step("firm", 10, minimum=eur(500)), step("last", 20))
    assert found(10, chosen, invoice("F-1", 499), note("polite", 3)) == (None, None, ("minimum.stage",))
    assert found(10, chosen, invoice("F-1", 500), note("polite", 3))[0] == "firm"
    other = invoice("G-1", 1, due=after_due(12))
    assert found(10, chosen, invoice("F-1", 499), other, note("polite", 3)) == (None, 13, ("minimum.stage",))
    assert found(13, chosen, invoice("F-1", 499), other, note("polite", 3))[0] == "firm"
    pounds = policy(step("polite", 3, minimum=dc.Money(500, "GBP")))
    assert found(3, pounds, invoice("F-1", 1))[0] == "polite"
    [reason] = decide(after_due(10), invoice("F-1", 499), note("polite", 3), policy=chosen).holds
    assert dict(reason.params) == {
        "stage": "firm",
        "kind": StageKind.FIRM,
        "chased": eur(499),
        "minimum": eur(500),
    }


def test_a_stage_asks_for_a_share_of_what_is_open() -> None:
    """What is late on the account must be a share of all that is open on it; a cent under the share is not enough."""
    chosen = policy(step("polite", 3, minimum_share=Fraction(1, 4)))
    for minor, stage in ((30000, "polite"), (30001, None)):
        other = invoice("G-1", str(Decimal(minor) / 100), due=after_due(40))
        assert found(3, chosen, invoice("F-1", 100), other)[0] == stage
    waiting = (invoice("F-1", 100), invoice("G-1", 900, due=after_due(40)))
    assert found(3, chosen, *waiting) == (None, 41, ("minimum.share",))
    assert found(41, chosen, *waiting)[0] == "polite"


def test_nothing_of_an_account_is_chased_under_its_total() -> None:
    """The minimum of the whole account binds large lines too; equal is enough."""
    chosen = policy(step("polite", 3), minimum_total=eur(150))
    assert found(5, chosen, invoice("F-1", 100)) == (None, None, ("minimum.total",))
    assert found(5, chosen, invoice("F-1", 100), invoice("G-1", 50, due=after_due(6))) == (
        None,
        7,
        ("minimum.total",),
    )
    assert found(7, chosen, invoice("F-1", 100), invoice("G-1", 50, due=after_due(6)))[0] == "polite"
    assert found(5, chosen, invoice("F-1", 150))[0] == "polite"
    assert found(5, attrs.evolve(chosen, minimum_total=dc.Money(150, "GBP")), invoice("F-1", 1))[0] == "polite"


def test_where_a_minimum_is_not_met_the_stage_below_is_done_again() -> None:
    """With `falls_back` the last reminder is repeated, an interval apart, until the minimum is met."""
    chosen = policy(step("polite", 3), step("firm", 10, minimum=eur(500)), falls_back=True)
    small, first = invoice("F-1", 400), note("polite", 3)
    assert found(9, chosen, small, first) == (None, 10, ())
    assert found(10, chosen, small, first)[0] == "polite"
    assert decide(after_due(9), small, first, policy=chosen).reasons[-1].code == "stage.repeat_later"
    assert decide(after_due(10), small, first, policy=chosen).reasons[-1].code == "stage.repeated"
    assert found(11, chosen, small, first, note("polite", 10)) == (None, 15, ())
    other = invoice("G-1", 100, due=after_due(12))
    assert found(11, chosen, small, first, note("polite", 10), other) == (None, 15, ())
    assert found(15, chosen, small, first, note("polite", 10), other)[0] == "firm"
    # What keeps the next stage off for good is no minimum, and a stage whose own is not met is not done again.
    capped = attrs.evolve(chosen, caps=[("F-1", StageKind.COURTEOUS)])
    assert found(30, capped, small, first) == (None, None, ("cap.stage",))
    dear = policy(step("polite", 3, minimum=eur(300)), step("firm", 10, minimum=eur(500)), falls_back=True)
    tiny = invoice("F-1", 200)
    assert found(30, dear, tiny, first) == (None, None, ("minimum.stage",))
    assert decide(after_due(30), tiny, first, policy=dear).holds[0].param("stage") == "firm"
    # Nothing was sent yet: there is nothing to fall back to.
    strict = policy(step("polite", 3, minimum=eur(500)), step("firm", 10), falls_back=True)
    assert found(3, strict, small) == (None, None, ("minimum.stage",))


def test_what_was_taken_over_may_be_done_again() -> None:
    """A stage that counts as done because the book was taken over is what a minimum falls back to, without a notice."""
    chosen = policy(step("polite", 3), step("firm", 10, minimum=eur(500)), falls_back=True)
    taken = TakenOver("F-1", stage="firm", kind=StageKind.FIRM, taken_on=after_due(5))
    assert found(9, chosen, invoice("F-1", 400), taken) == (None, 10, ())
    assert found(10, chosen, invoice("F-1", 400), taken)[0] == "polite"
    assert found(10, chosen, invoice("F-1", 500), taken)[0] == "firm"


def test_a_book_that_was_taken_over_counts_from_that_day() -> None:
    """Where no notice is on record, a stage that counts from the last one counts from the takeover."""
    chosen = policy(step("polite", 3), step("firm", 14, reference=StageReference.LAST_NOTICE))
    taken = TakenOver("F-1", stage="firm", kind=StageKind.FIRM, taken_on=after_due(5))
    assert found(6, chosen, invoice(), taken) == (None, 19, ())
    assert found(6, chosen, invoice(), taken, note("polite", 6)) == (None, 20, ())


def test_a_formal_notice_is_never_done_again() -> None:
    """Falling back repeats reminders; what a formal notice set off is not set off twice."""
    chosen = policy(
        step("polite", 3), step("formal", 10, deadline_days=8), step("recourse", 30, minimum=eur(5000)), falls_back=True
    )
    assert found(40, chosen, invoice(), note("polite", 3), note("formal", 10)) == (None, None, ("minimum.stage",))


def test_the_number_of_notices_bounds_repeats_and_steps() -> None:
    """No more than so many notices about one receivable, those that came back included."""
    chosen = policy(step("polite", 3), step("firm", 10, minimum=eur(500)), falls_back=True, notices_max=2)
    facts = (invoice("F-1", 400), note("polite", 3), note("polite", 10))
    assert found(30, chosen, *facts) == (None, None, ("cap.notices",))
    assert decide(after_due(30), *facts, policy=chosen).holds[0].param("notices_max") == 2
    once = policy(step("polite", 3), step("firm", 10), notices_max=1)
    assert found(3, once)[0] == "polite"
    assert found(30, once, invoice(), note("polite", 3)) == (None, None, ("cap.notices",))


@pytest.mark.parametrize(
    "options", [{}, {"catch_up": CatchUp.LATEST}, {"catch_up": CatchUp.NONE}, {"progression": Progression.ELAPSED}]
)
def test_an_invoice_may_be_capped(options: dict[str, Any]) -> None:
    """No stage above the kind that is allowed for it; the others go on."""
    chosen = policy(step("polite", 3), step("firm", 10), step("last", 20), caps=[("F-1", StageKind.FIRM)], **options)
    assert found(16, chosen, invoice(), note("polite", 3))[0] == "firm"
    done = (invoice(), note("polite", 3), note("firm", 10))
    assert found(30, chosen, *done) == (None, None, ("cap.stage",))
    assert found(26, attrs.evolve(chosen, caps=[("F-2", StageKind.FIRM)]), *done)[0] == "last"


# Progression and catching up


LADDER = (step("polite", 3), step("firm", 10), step("last", 20), step("formal", 30), step("recourse", 40))


@pytest.mark.parametrize(
    ("day", "history", "stage"),
    [
        (50, (), "last"),
        (12, (), "firm"),
        (9, (), "polite"),
        (50, ("polite",), "formal"),
        (50, ("polite", "last"), "formal"),
        (50, ("formal",), "recourse"),
        (21, ("polite",), "last"),
    ],
)
def test_elapsed_days_decide(day: int, history: tuple[str, ...], stage: str) -> None:
    """The highest stage whose day has come; a formal notice follows a reminder, and recourse a formal notice."""
    chosen = policy(*LADDER, progression=Progression.ELAPSED)
    notes = [note(name, rank - 20) for rank, name in enumerate(history)]
    assert found(day, chosen, invoice(), *notes)[0] == stage


def test_elapsed_days_count_through_a_hold() -> None:
    """The day is the end of the hold, and the stage the highest that has come by then."""
    chosen = policy(*LADDER, progression=Progression.ELAPSED)
    hold = Hold("F-1", since=DUE, until=after_due(20), reason="talks")
    assert found(5, chosen, invoice(), hold) == (None, 20, ("hold.in_force",))
    assert found(20, chosen, invoice(), hold)[0] == "last"
    reason = decide(after_due(5), invoice(), hold, policy=chosen).reasons[-1]
    assert (reason.code, reason.param("stage"), reason.param("day")) == ("stage.not_yet", "last", after_due(20))


def test_elapsed_days_do_not_jump_what_counts_from_the_chase() -> None:
    """A stage that counts from the notice before it is come to through that notice only."""
    chosen = policy(
        step("polite", 3),
        step("firm", 10),
        step("last", 5, reference=StageReference.LAST_NOTICE),
        progression=Progression.ELAPSED,
    )
    assert found(30, chosen, invoice(), note("polite", 3))[0] == "firm"


def test_elapsed_days_take_a_lower_stage_where_a_minimum_is_not_met() -> None:
    """A stage whose minimum is not met has not come."""
    chosen = policy(
        step("polite", 3), step("firm", 10), step("last", 20, minimum=eur(5000)), progression=Progression.ELAPSED
    )
    assert found(30, chosen)[0] == "firm"
    assert found(30, chosen, invoice("F-1", 5000))[0] == "last"
    fallback = attrs.evolve(chosen, falls_back=True)
    assert found(30, fallback, invoice(), note("firm", 10))[0] == "firm"
    dear = policy(
        step("polite", 3),
        step("firm", 10, minimum=eur(5000)),
        step("last", 20, minimum=eur(5000)),
        progression=Progression.ELAPSED,
    )
    assert found(5, dear, invoice(), note("polite", 3)) == (None, None, ("minimum.stage",))
    assert decide(after_due(5), invoice(), note("polite", 3), policy=dear).holds[0].param("stage") == "firm"
    again = attrs.evolve(dear, falls_back=True)
    assert found(9, again, invoice(), note("polite", 3)) == (None, 10, ())
    over = attrs.evolve(again, stages=[*again.stages[:2], step("last", 20)])
    assert found(10, over, invoice(), note("polite", 3))[0] == "polite"
    assert found(20, over, invoice(), note("polite", 3))[0] == "last"


def test_a_reminder_that_answers_a_promise_is_no_step_of_the_ladder() -> None:
    """Where nothing was promised, what follows does not wait for it, under any progression."""
    answer = step("firm", 1, reference=StageReference.BROKEN_PROMISE)
    alone = policy(answer, step("formal", 10), progression=Progression.ELAPSED)
    assert found(10, alone)[0] == "formal"
    follows = step("last", 14, reference=StageReference.LAST_NOTICE)
    latest = policy(step("polite", 3), answer, follows, catch_up=CatchUp.LATEST)
    promise = PromiseToPay("F-1", amount=eur(400), promised_on=after_due(4), pay_on=after_due(30))
    assert found(5, latest, invoice(), note("polite", 3), promise) == (None, 17, ())


def test_what_was_missed_is_caught_up_as_the_policy_says() -> None:
    """Under way and long silent: the next stage, the latest whose day has come, or none that is past its time."""
    facts = (invoice(), note("polite", 3))
    by_one, latest, none = (
        policy(*LADDER, catch_up=catch_up) for catch_up in (CatchUp.ONE_BY_ONE, CatchUp.LATEST, CatchUp.NONE)
    )
    assert found(35, by_one, *facts)[0] == "firm"
    assert found(35, latest, *facts)[0] == "formal"
    assert found(45, latest, *facts)[0] == "formal"
    assert found(16, none, *facts)[0] == "firm"
    assert found(17, none, *facts) == (None, 20, ())
    assert found(35, none, *facts)[0] == "formal"
    assert found(37, none, *facts) == (None, None, ())
    assert decide(after_due(37), *facts, policy=none).reasons[-1].code == "stage.lapsed"


def test_a_first_notice_is_never_skipped_in_succession() -> None:
    """A debtor who heard nothing hears the lowest stage first, even when the latest is caught up with."""
    assert found(35, policy(*LADDER, catch_up=CatchUp.LATEST))[0] == "polite"


def test_an_old_book_is_never_blasted_without_catching_up() -> None:
    """Three years late and never reminded: nothing is sent, and it is told."""
    none = policy(*LADDER, catch_up=CatchUp.NONE)
    assert found(1000, none) == (None, None, ())
    decision = decide(after_due(1000), invoice(), policy=none)
    assert [reason.code for reason in decision.reasons] == ["stage.lapsed"]
    # Without a reminder on record no formal notice comes in its own time either.
    assert found(30, none)[0] is None


def test_a_hold_makes_a_stage_lapse_without_catching_up() -> None:
    """What a hold kept back past its time is not done after it; a hold that ends in time only puts it off."""
    none = policy(*LADDER, catch_up=CatchUp.NONE)
    for until, next_on, codes in ((9, 9, ("hold.in_force",)), (10, 10, ()), (16, 16, ("hold.in_force",)), (17, 20, ())):
        hold = Hold("F-1", since=DUE, until=after_due(until), reason="talks")
        assert found(4, none, invoice(), hold) == (None, next_on, codes), until
    endless = Hold("F-1", since=DUE, reason="talks")
    assert found(4, none, invoice(), endless) == (None, None, ("hold.in_force",))
    assert found(400, none, invoice(), endless) == (None, None, ("hold.in_force",))


# Before the due day


def test_a_reminder_before_the_due_day_may_be_kept_for_amounts_and_risks() -> None:
    """Under the amount, or less likely to be paid late, it is passed over; an unknown risk limits nothing."""
    chosen = policy(step("early", -10, minimum=eur(500), minimum_probability=Fraction(1, 2)), step("polite", 3))
    assert found(-10, chosen, invoice("F-1", 500))[0] == "early"
    assert found(-10, chosen, invoice("F-1", 499)) == (None, 3, ())
    for name in ("F-1", "ACME"):
        for chance, stage in ((Fraction(1, 2), "early"), (Fraction(49, 100), None)):
            known = chosen.with_late_probabilities({name: chance})
            assert found(-10, known, invoice("F-1", 500))[0] == stage
    both = chosen.with_late_probabilities({"F-1": Fraction(1), "ACME": Fraction(0)})
    assert found(-10, both, invoice("F-1", 500))[0] == "early"


def test_a_hold_says_nothing_when_only_a_lapsing_stage_is_left() -> None:
    """A policy of reminders before the due day alone: a hold past that day keeps nothing back."""
    chosen = policy(step("early", -10))
    for until in (after_due(20), None):
        hold = Hold("F-1", since=after_due(-30), until=until, reason="talks")
        assert found(-9, chosen, invoice(), hold) == (None, None, ())


# What is refused

PHONE = Channel.PHONE
BEFORE, POLITE, FIRM, LAST = (StageKind(kind) for kind in range(4))
BAD_STAGES: list[tuple[dict[str, Any], str]] = [
    ({"kind": BEFORE, "delay_days": -3, "reference": StageReference.LAST_NOTICE}, "delay_days"),
    ({"kind": BEFORE, "delay_days": 3, "reference": StageReference.DEADLINE}, "reference"),
    ({"delay_days": -1, "reference": StageReference.END_OF_MONTH}, "delay_days"),
    ({"delay_days": -1, "reference": StageReference.ISSUE_DATE}, "delay_days"),
    ({"delay_days": 0, "reference": StageReference.BROKEN_PROMISE}, "delay_days"),
    ({"delay_days": 4000}, "delay_days"),
    ({"minimum": eur(-1)}, "minimum"),
    ({"minimum_share": Fraction(11, 10)}, "minimum_share"),
    ({"minimum_share": Decimal("NaN")}, "minimum_share"),
    ({"minimum_share": Decimal("sNaN")}, "minimum_share"),
    ({"minimum_share": Decimal("-Infinity")}, "minimum_share"),
    ({"minimum_share": Decimal("1E-1000000")}, "minimum_share"),
    ({"minimum_probability": Fraction(1, 2)}, "minimum_probability"),
    ({"interval_days": -1}, "interval_days"),
    ({"grace_days": 367}, "grace_days"),
    ({"deadline_days": -1}, "deadline_days"),
    ({"kind": BEFORE, "delay_days": -3, "minimum_share": Fraction(1, 2)}, "minimum_share"),
    ({"kind": BEFORE, "delay_days": -3, "statutory": StatutoryDelay(14, LAW)}, "statutory"),
    ({"kind": StageKind.FORMAL_NOTICE, "tone": StageKind.COURTEOUS}, "tone"),
    ({"tone": StageKind.FORMAL_NOTICE}, "tone"),
]


@pytest.mark.parametrize(("options", "field"), BAD_STAGES, ids=str)
def test_a_stage_that_contradicts_itself_is_refused(options: dict[str, Any], field: str) -> None:
    """The error names the field, the value and what is wrong."""
    given = {"name": "x", "kind": POLITE, "delay_days": 3, "channel": PHONE, **options}
    with pytest.raises(PolicyError) as raised:
        dc.Stage(**given)
    assert (raised.value.kind, raised.value.field) == ("bad_policy", field)
    assert raised.value.value
    assert raised.value.hint


BAD_POLICIES: list[tuple[tuple[dc.Stage, ...], dict[str, Any], str]] = [
    (LADDER, {"interval_days": -1}, "interval_days"),
    (LADDER[:2], {"interval_days": 0}, "interval_days"),
    ((step("polite", 3, interval_days=7), step("firm", 10)), {"interval_days": 0}, "interval_days"),
    (LADDER, {"waits_by_reason": [(ContactReason.CASH, 1), (ContactReason.CASH, 9)]}, "waits_by_reason"),
    ((step("polite", 3), step("firm", 3)), {}, "stages[1].delay_days"),
    (LADDER, {"lapse_days": 0}, "lapse_days"),
    (LADDER, {"notices_max": 0}, "notices_max"),
    (LADDER, {"minimum": eur(-1)}, "minimum"),
    (LADDER, {"minimum_total": eur(-1)}, "minimum_total"),
    (LADDER, {"caps": [("F-1", FIRM), ("F-1", LAST)]}, "caps[1]"),
    (LADDER, {"caps": [("F-1",)]}, "caps[0]"),
    (LADDER, {"late_probabilities": [("F-1", Fraction(3, 2))]}, "late_probabilities[0]"),
    (LADDER, {"falls_back": True, "interval_days": 0, "catch_up": CatchUp.LATEST}, "interval_days"),
    ((step("polite", 3, interval_days=0),), {"falls_back": True}, "stages[0].interval_days"),
    (LADDER, {"falls_back": True, "catch_up": CatchUp.NONE}, "falls_back"),
    (LADDER, {"progression": Progression.ELAPSED, "catch_up": CatchUp.NONE}, "catch_up"),
    ((step("polite", 3, reference=StageReference.LAST_NOTICE),), {}, "stages[0].reference"),
    ((step("early", -3), step("polite", 3, reference=StageReference.LAST_NOTICE)), {}, "stages[1].reference"),
    (
        (
            step("polite", 3, reference=StageReference.BROKEN_PROMISE, deadline_days=8),
            step("firm", 1, reference=StageReference.DEADLINE),
        ),
        {},
        "stages[1].reference",
    ),
    (
        (step("polite", 3), step("firm", 3, reference=StageReference.END_OF_MONTH), step("last", 2)),
        {},
        "stages[2].delay_days",
    ),
    (
        (
            step("polite", 3, deadline_days=8),
            step("firm", 1, reference=StageReference.DEADLINE),
            step("last", 5, reference=StageReference.LAST_NOTICE),
            step("formal", 90, reference=StageReference.END_OF_MONTH),
        ),
        {},
        "stages[3].reference",
    ),
]


@pytest.mark.parametrize(("stages", "options", "field"), BAD_POLICIES, ids=[field for _, _, field in BAD_POLICIES])
def test_a_policy_that_contradicts_itself_is_refused(
    stages: tuple[dc.Stage, ...], options: dict[str, Any], field: str
) -> None:
    """The error names the stage and the field, the value and what is wrong."""
    with pytest.raises(PolicyError) as raised:
        dc.DunningPolicy("bad", stages, **options)
    assert (raised.value.kind, raised.value.field) == ("bad_policy", field)
    assert raised.value.value
    assert raised.value.hint


@pytest.mark.parametrize(
    "options",
    [
        {"falls_back": 1},
        {"progression": "elapsed"},
        {"catch_up": "latest"},
        {"caps": [("F-1", "firm")]},
        {"late_probabilities": [("F-1", 0.5)]},
        {"late_probabilities": [("F-1", True)]},
        {"interval_days": "7"},
    ],
    ids=str,
)
def test_settings_of_another_type_are_refused(options: dict[str, Any]) -> None:
    """A name is not a choice, and a float is no probability."""
    with pytest.raises(WrongTypeError):
        dc.DunningPolicy("bad", LADDER, **options)


def test_one_stage_alone_needs_no_interval_and_zero_is_a_minimum() -> None:
    """Nothing is caught up with where there is one stage; an amount of zero is no error."""
    assert policy(step("polite", 3), interval_days=0, minimum=eur(0)).minimum == eur(0)


def test_an_interval_of_zero_is_none_where_each_later_stage_has_its_own() -> None:
    """What no stage inherits is not refused."""
    assert policy(step("polite", 3), step("firm", 10, interval_days=7), interval_days=0).interval_days == 0


@pytest.mark.parametrize("flag", ["announces_penalties", "claims_penalties", "needs_approval"])
def test_a_text_is_no_yes_and_no_no(flag: str) -> None:
    """A stage whose approval is asked for by the text "no" is refused, not taken to need one."""
    with pytest.raises(WrongTypeError) as raised:
        step("polite", 3, **{flag: "no"})
    assert raised.value.field == flag


def test_probabilities_that_are_no_mapping_are_refused() -> None:
    """Neither nothing, nor names of two types, breaks with an error of another kind."""
    for wrong in (None, {"ACME": Fraction(1, 2), 3: Fraction(1, 2)}):
        with pytest.raises(WrongTypeError) as raised:
            policy(step("polite", 3)).with_late_probabilities(wrong)  # type: ignore[arg-type]
        assert raised.value.field.startswith("probabilities")


def test_a_policy_is_a_plain_value() -> None:
    """It is compared, hashed, pickled and changed as a whole, with all that it was given."""
    chosen = policy(
        *LADDER, caps=[("F-1", FIRM)], minimum_total=eur(10), late_probabilities=[("ACME", Decimal("0.25"))]
    )
    again = policy(
        *LADDER, caps=(("F-1", FIRM),), minimum_total=eur(10), late_probabilities=(("ACME", Fraction(1, 4)),)
    )
    assert chosen == again
    assert hash(chosen) == hash(again)
    copy = pickle.loads(pickle.dumps(chosen))
    assert copy == chosen
    assert copy.find_cap("F-2", "F-1") is FIRM
    assert chosen.with_grace_days(3).find_probability("ACME") == Fraction(1, 4)
    assert chosen != attrs.evolve(chosen, caps=())
    assert FR_B2B_STANDARD.find_cap("F-1") is None


def test_a_dispute_counts_for_minimums() -> None:
    """What is disputed is not late for a minimum, nor open for a share."""
    chosen = policy(step("polite", 3, minimum=eur(500)))
    part = Dispute("F-1", amount=eur(501), opened_on=DUE, reason="quality")
    assert found(3, chosen, invoice(), part) == (None, None, ("minimum.stage",))
