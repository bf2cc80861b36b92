"""The deadline that a notice sets: what sets one, what counts from it, and which stage is not passed over for it."""

from typing import Any

import dunning_core as dc
from dunning_core.dunning import CatchUp, Progression, StageReference
from dunning_core.events import Channel, NoticeSent, StageKind
from tests.books import DUE, after_due, decide, invoice


def step(name: str, kind: StageKind, days: int, **options: Any) -> dc.Stage:
    """A stage by e-mail."""
    return dc.Stage(name, kind, days, Channel.EMAIL, **options)


def policy(*stages: dc.Stage, **options: Any) -> dc.DunningPolicy:
    """A policy with two days between two notices."""
    return dc.DunningPolicy("own", stages, **{"interval_days": 2, **options})


def note(name: str, kind: StageKind, day: int, **options: Any) -> NoticeSent:
    """The record of a notice about F-1."""
    return NoticeSent(
        client="ACME",
        stage=name,
        kind=kind,
        receivables=["F-1"],
        channel=Channel.EMAIL,
        sent_on=after_due(day),
        **options,
    )


def following(day: int, chosen: dc.DunningPolicy, *facts: object) -> tuple[str | None, int | None]:
    """The stage to do on a day, and the next day, both counted from the due day."""
    decision = decide(after_due(day), invoice(), *facts, policy=chosen)
    next_on = None if decision.next_on is None else (decision.next_on - DUE).days
    return (decision.stage.name if decision.stage else None), next_on


POLITE = step("polite", StageKind.COURTEOUS, 3)
FIRM = step("firm", StageKind.FIRM, 10)
LAST = step("last", StageKind.LAST, 15, deadline_days=5)
FORMAL = step("formal", StageKind.FORMAL_NOTICE, 20, deadline_days=8)
COURT = step("court", StageKind.RECOURSE, 1, reference=StageReference.DEADLINE)


def test_an_imported_notice_sets_the_deadline_of_its_kind() -> None:
    """Its name is of another program: its kind says which stage it stands for, and so which deadline it set."""
    chosen = policy(POLITE, FORMAL, COURT)
    imported = note("R3", StageKind.FORMAL_NOTICE, 30)
    assert following(31, chosen, imported) == (None, 39)
    # What the notice says of itself is before what the policy says.
    told = note("R3", StageKind.FORMAL_NOTICE, 30, deadline_days=15)
    assert following(31, chosen, told) == (None, 46)


def test_a_notice_that_stands_for_no_stage_sets_no_deadline() -> None:
    """Before the first stage of the policy there is none whose deadline it could have set."""
    chosen = policy(FORMAL, COURT)
    early = note("hello", StageKind.BEFORE_DUE, -5)
    formal = note("formal", StageKind.FORMAL_NOTICE, 30)
    assert following(21, chosen, early)[0] == "formal"
    assert following(31, chosen, early, formal) == (None, 39)
    assert following(39, chosen, early, formal)[0] == "court"


def test_a_missing_deadline_is_told_past_the_answer_to_a_promise() -> None:
    """What answers a broken promise is not the stage that comes next: the one behind it has no day to count from."""
    answer = step("answer", StageKind.FORMAL_NOTICE, 1, reference=StageReference.BROKEN_PROMISE)
    bare = step("formal again", StageKind.FORMAL_NOTICE, 30)
    chosen = policy(POLITE, FORMAL, bare, answer, COURT)
    decision = decide(after_due(40), invoice(), note("formal again", StageKind.FORMAL_NOTICE, 30), policy=chosen)
    assert (decision.stage, decision.next_on) == (None, None)
    [problem] = decision.problems
    assert (problem.code, problem.subject, problem.params) == ("deadline.missing", "F-1", (("stage", "court"),))


def test_only_the_stage_that_sets_the_deadline_is_kept_when_catching_up() -> None:
    """Late by far, one comes to the notice from whose deadline the next stage counts, over the heads of the others."""
    for options in ({"catch_up": CatchUp.LATEST}, {"progression": Progression.ELAPSED}):
        chosen = policy(POLITE, FIRM, LAST, FORMAL, COURT, **options)
        # The last reminder has a deadline too, which no stage counts from: the formal notice sets its own.
        assert following(60, chosen, note("polite", StageKind.COURTEOUS, 3))[0] == "formal"
        formal = note("formal", StageKind.FORMAL_NOTICE, 60, deadline_days=8)
        assert following(61, chosen, note("polite", StageKind.COURTEOUS, 3), formal) == (None, 69)


def test_a_second_deadline_is_passed_over_once_there_is_one() -> None:
    """The stage that sets a deadline is come to in turn where none is set, and may be passed over after that."""
    again = step("formal again", StageKind.FORMAL_NOTICE, 30, deadline_days=8)
    agency = step("agency", StageKind.RECOURSE, 40)
    chosen = policy(POLITE, FORMAL, again, agency, COURT, catch_up=CatchUp.LATEST)
    polite = note("polite", StageKind.COURTEOUS, 3)
    formal = note("formal", StageKind.FORMAL_NOTICE, 20, deadline_days=8)
    assert following(60, chosen, polite)[0] == "formal again"
    assert following(60, chosen, polite, formal)[0] == "agency"


def test_a_stage_that_sets_the_first_deadline_is_not_passed_over() -> None:
    """Neither a formal notice without a deadline nor a reminder that stands for no stage has set one before it."""
    bare = step("formal", StageKind.FORMAL_NOTICE, 20)
    again = step("formal again", StageKind.FORMAL_NOTICE, 30, deadline_days=8)
    agency = step("agency", StageKind.RECOURSE, 40)
    court = step("court", StageKind.RECOURSE, 1, reference=StageReference.DEADLINE, deadline_days=3)
    chosen = policy(POLITE, bare, again, agency, court, catch_up=CatchUp.LATEST)
    early = note("hello", StageKind.BEFORE_DUE, -5)
    assert following(60, chosen, early, note("formal", StageKind.FORMAL_NOTICE, 20))[0] == "formal again"
