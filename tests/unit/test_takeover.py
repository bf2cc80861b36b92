"""An old book taken over: imported stages, a chosen start, no blast; and bank data that has to be recent."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning import CatchUp, outlook
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import DunningError
from dunning_core.events import BankDataUntil, Dispute, StageKind, TakenOver
from dunning_core.interop import read_events
from dunning_core.run import iter_run
from tests.books import ACME, CREDITOR, after_due, decide, eur, invoice, lettered, payment, sent

RECENT = attrs.evolve(FR_B2B_STANDARD, bank_data_days=5)


WHOLE = payment("P-1", 1000, after_due(50), "F-1")


def taken(stage: str, kind: StageKind, day: int = 150, **target: str) -> TakenOver:
    return TakenOver(**(target or {"client": "ACME"}), stage=stage, kind=kind, taken_on=after_due(day))  # type: ignore[arg-type]


def test_a_first_run_on_three_years_of_history_never_blasts() -> None:
    """36 late invoices of 12 clients: one action for each, at the lowest stage, each line told, then a week."""
    start = date(2023, 1, 10)
    clients = [attrs.evolve(ACME, id=f"C-{rank}", account=f"C-{rank}") for rank in range(12)]
    debts = [
        invoice(f"F-{rank}-{month}", 100, client=f"C-{rank}", due=start + timedelta(days=30 * month))
        for rank in range(12)
        for month in range(0, 36, 12)
    ]
    ledger = dc.Ledger.of(clients, debts)
    day = date(2026, 3, 2)
    run = dc.run_dunning(ledger, day, FR_B2B_STANDARD, CREDITOR)
    assert sorted(action.client.id for action in run.actions) == sorted(client.id for client in clients)
    assert {action.stage.name for action in run.actions} == {"courteous"}
    assert [problem.code for problem in run.problems] == ["history.missing"] * len(debts)
    done = ledger.with_(event for action in run.actions for event in action.sent(day))
    for later in (0, 1, 6):
        assert dc.run_dunning(done, day + timedelta(days=later), FR_B2B_STANDARD, CREDITOR).actions == ()
    again = dc.run_dunning(done, day + timedelta(days=7), FR_B2B_STANDARD, CREDITOR)
    assert {action.stage.name for action in again.actions} == {"firm"}
    assert again.problems == ()


def test_imported_notices_say_where_the_chase_stands() -> None:
    """The next stage follows the one that was sent, and nothing is missing."""
    decision = decide(after_due(200), invoice(), sent("firm", after_due(100)))
    assert decision.stage is not None
    assert (decision.stage.name, decision.problems) == ("last", ())


def test_a_chosen_start_is_the_next_stage() -> None:
    """What comes before it counts as done, and no history is missed."""
    decision = decide(after_due(200), invoice(), taken("last", StageKind.LAST))
    assert decision.stage is not None
    assert decision.reached is not None
    assert (decision.stage.name, decision.reached.name, decision.problems) == ("last", "firm", ())


def test_a_start_is_found_by_its_kind() -> None:
    """A name of another policy leads to the first stage of its kind; neither known, it is told."""
    other = decide(after_due(200), invoice(), taken("relance 3", StageKind.LAST))
    assert other.stage is not None
    assert other.stage.name == "last"
    short = attrs.evolve(FR_B2B_STANDARD, stages=FR_B2B_STANDARD.stages[:3])
    lost = decide(after_due(200), invoice(), taken("relance 3", StageKind.LAST), policy=short)
    assert lost.stage is not None
    assert lost.stage.name == "courteous"
    assert [problem.code for problem in lost.problems] == ["takeover.stage.unknown"]


@pytest.mark.parametrize(
    ("starts", "name"),
    [
        ((taken("last", StageKind.LAST, 100), taken("firm", StageKind.FIRM, 150)), "firm"),
        ((taken("firm", StageKind.FIRM), taken("courteous", StageKind.COURTEOUS)), "firm"),
        ((taken("first", StageKind.FIRM), taken("last", StageKind.FIRM)), "last"),
        ((taken("first", StageKind.FIRM), taken("last", StageKind.COURTEOUS)), "firm"),
    ],
    ids=["newest", "highest", "by name", "kind before name"],
)
def test_of_several_starts_the_newest_counts(starts: tuple[TakenOver, ...], name: str) -> None:
    """Of one day the one of the highest kind, then the last by name; in whatever order they come."""
    for told in (starts, starts[::-1]):
        decision = decide(after_due(200), invoice(), *told)
        assert decision.stage is not None
        assert decision.stage.name == name


def test_of_two_stages_of_a_kind_a_start_is_the_first_and_a_notice_the_last() -> None:
    """Where names are unknown: a start leaves both to be done, a notice counts as the higher of them."""
    firmer = attrs.evolve(FR_B2B_STANDARD.stages[2], name="firmer", delay_days=12)
    stages = (*FR_B2B_STANDARD.stages[:3], firmer, *FR_B2B_STANDARD.stages[3:])
    policy = attrs.evolve(FR_B2B_STANDARD, stages=stages)
    start = decide(after_due(200), invoice(), taken("relance 2", StageKind.FIRM), policy=policy)
    assert start.stage is not None
    assert start.stage.name == "firm"
    elsewhere = attrs.evolve(sent("firm", after_due(100)), stage="relance 2")
    notice = decide(after_due(200), invoice(), elsewhere, policy=policy)
    assert notice.reached is not None
    assert notice.reached.name == "firmer"


def test_a_start_may_be_the_first_stage() -> None:
    """All is still to be done, and nothing is wrong; an unknown start is told with its name and its day."""
    policy = attrs.evolve(FR_B2B_STANDARD, stages=FR_B2B_STANDARD.stages[1:3])
    first = decide(after_due(200), invoice(), taken("courteous", StageKind.COURTEOUS), policy=policy)
    assert first.stage is not None
    assert (first.stage.name, first.reached, first.problems) == ("courteous", None, ())
    lost = decide(after_due(200), invoice(), taken("last", StageKind.LAST), policy=policy)
    [problem] = lost.problems
    assert (problem.code, problem.subject, problem.path) == ("takeover.stage.unknown", "F-1", "stage")
    assert dict(problem.params) == {"stage": "last", "taken_on": after_due(150)}


def test_a_notice_sent_since_goes_beyond_the_start() -> None:
    """The higher of the two counts."""
    facts = (taken("firm", StageKind.FIRM), sent("last", after_due(160)))
    decision = decide(after_due(200), invoice(), *facts)
    assert decision.stage is not None
    assert decision.stage.name == "formal_notice"


def test_a_start_is_about_what_was_owed_on_the_day() -> None:
    """An invoice issued later starts at the bottom; one debt may be named alone."""
    later = invoice("F-2", due=after_due(260))
    facts = (invoice(), later, taken("last", StageKind.LAST))
    decisions = dc.decide_stages(lettered(after_due(270), *facts), FR_B2B_STANDARD, creditor=CREDITOR)
    assert [decision.stage and decision.stage.name for decision in decisions] == ["last", "courteous"]
    alone = decide(after_due(200), invoice(), invoice("F-2"), taken("last", StageKind.LAST, subject="F-2"))
    assert alone.stage is not None
    assert alone.stage.name == "courteous"


def test_bank_data_may_be_as_old_as_the_policy_allows() -> None:
    """Five days are allowed: day 6 after data until day 1 is the last; newer data frees it."""
    known = BankDataUntil(after_due(1))
    assert decide(after_due(6), invoice(), known, policy=RECENT).stage is not None
    late = decide(after_due(7), invoice(), known, policy=RECENT)
    assert late.stage is None
    [hold] = late.holds
    assert (hold.code, hold.param("until"), hold.param("bank_data_days")) == ("bank.data_old", after_due(1), 5)
    assert decide(after_due(7), invoice(), known, BankDataUntil(after_due(2)), policy=RECENT).stage is not None


def test_what_would_come_when_the_data_is_too_old_is_not_announced() -> None:
    """Today the data is recent, and yet no day is promised on which nothing will be done."""
    soon = decide(after_due(-12), invoice(), BankDataUntil(after_due(-12)), policy=RECENT)
    assert soon.next_on == after_due(-10)
    never = decide(after_due(-12), invoice(), BankDataUntil(after_due(-17)), policy=RECENT)
    assert (never.stage, never.next_on) == (None, None)
    assert [hold.code for hold in never.holds] == ["bank.data_old"]


def test_data_that_is_too_old_is_told_from_its_day_on() -> None:
    """Also of what is paid, and where no stage is left; before it, only what it prevents is told."""
    known = BankDataUntil(after_due(1))
    last = attrs.evolve(RECENT, stages=RECENT.stages[1:2])
    for day, codes in ((6, ["stage.none_left"]), (7, ["bank.data_old", "stage.none_left"])):
        facts = (invoice(), sent("courteous", after_due(3)), known)
        assert [reason.code for reason in decide(after_due(day), *facts, policy=last).reasons] == codes
    for day, codes in ((6, ["settled"]), (7, ["bank.data_old", "settled"])):
        paid = lettered(after_due(day), invoice(), payment("P-1", 1000, after_due(2), "F-1"), known)
        [settled] = dc.decide_stages(paid, RECENT, creditor=CREDITOR, settled=True)
        assert [reason.code for reason in settled.reasons] == codes
    dear = attrs.evolve(RECENT, stages=(attrs.evolve(RECENT.stages[1], minimum=eur(5000)),))
    guarded = decide(after_due(6), invoice(), known, policy=dear)
    assert [reason.code for reason in guarded.reasons] == ["minimum.stage", "stage.held"]


def test_what_bank_data_prevents_leaves_what_was_reached() -> None:
    """The stage that was done stands; a policy that lets stages lapse tells nothing of what it will have forgotten."""
    facts = (invoice(), sent("courteous", after_due(3)), BankDataUntil(after_due(1)))
    decision = decide(after_due(6), *facts, policy=RECENT)
    assert decision.reached == RECENT.stages[1]
    assert [hold.code for hold in decision.holds] == ["bank.data_old"]
    lapsing = decide(after_due(6), *facts, policy=attrs.evolve(RECENT, catch_up=CatchUp.NONE))
    assert (lapsing.reached, lapsing.next_on, lapsing.holds) == (RECENT.stages[1], None, ())


def test_of_several_banks_the_oldest_data_counts() -> None:
    """Money may have come in there."""
    facts = (BankDataUntil(after_due(5), bank="one"), BankDataUntil(after_due(1), bank="two"))
    assert decide(after_due(6), invoice(), *facts, policy=RECENT).stage is not None
    assert decide(after_due(7), invoice(), *facts, policy=RECENT).stage is None


def test_without_any_bank_data_nobody_is_chased_where_it_is_wanted() -> None:
    """And a policy that does not look at it chases."""
    assert [hold.code for hold in decide(after_due(5), invoice(), policy=RECENT).holds] == ["bank.data_missing"]
    assert decide(after_due(5), invoice()).stage is not None


def test_bank_data_is_known_from_its_record_on() -> None:
    """Data that was recorded on day 8 was not there on day 7, whatever it covers; nor is data of days to come."""
    known = BankDataUntil(after_due(3), recorded_on=after_due(8))
    for known_on, until in ((after_due(7), None), (after_due(8), after_due(3))):
        [account] = lettered(after_due(8), invoice(), known, known_on=known_on).accounts
        assert account.bank_until == until
    [account] = lettered(after_due(2), invoice(), known).accounts
    assert account.bank_until is None


def test_other_holds_without_end_are_told_alone() -> None:
    """A dispute does not make way for bank data that grows old."""
    contested = Dispute("F-1", opened_on=after_due(0), reason="QTE_ERR")
    for day in (5, 50):
        decision = decide(after_due(day), invoice(), contested, BankDataUntil(after_due(1)), policy=RECENT)
        assert [hold.code for hold in decision.holds] == ["dispute.open"]


def test_each_account_of_a_run_knows_the_bank_data() -> None:
    """It is the creditor's, not a client's: one account at a time, it is the same."""
    other = attrs.evolve(ACME, id="B", account="B")
    facts: list[Any] = [ACME, other, invoice(), invoice("F-2", client="B"), BankDataUntil(after_due(1))]
    ledger = dc.Ledger.of(facts)
    for day, count in ((6, 2), (7, 0)):
        assert len(dc.run_dunning(ledger, after_due(day), RECENT, CREDITOR).actions) == count
        assert sum(len(run.actions) for run in iter_run(ledger, after_due(day), RECENT, CREDITOR)) == count


def test_an_outlook_looks_no_further_than_the_bank_data() -> None:
    """Data that is recorded ahead lets it go on, as does a policy that does not look."""
    ledger = dc.Ledger.of(ACME, invoice("F-1", 100), BankDataUntil(after_due(1)))
    until = after_due(20)
    stages = [
        [notice.stage for notice in outlook(book, after_due(1), policy, until=until, creditor=CREDITOR).notices]
        for book, policy in (
            (ledger, RECENT),
            (ledger.with_(BankDataUntil(after_due(9), recorded_on=after_due(1))), RECENT),
            (ledger, FR_B2B_STANDARD),
        )
    ]
    assert stages == [["courteous"], ["courteous", "firm"], ["courteous", "firm", "last"]]


def test_they_are_read_from_rows() -> None:
    """The day is the last one whose data is there; a start needs a stage and its kind."""
    names = ("event", "client", "day", "stage", "stage_kind", "bank")
    rows = [
        ("bank_data", "", "2026-05-01", "", "", "CIC"),
        ("taken_over", "ACME", "2026-05-01", "last", "last", ""),
        ("taken_over", "ACME", "2026-05-01", "last", "third", ""),
    ]
    found = read_events([dict(zip(names, row, strict=True)) for row in rows])
    assert found.values == (BankDataUntil(after_due(1), bank="CIC"), taken("last", StageKind.LAST, 1))
    assert [problem.path for problem in found.problems] == ["stage_kind"]


@pytest.mark.parametrize("wrong", [-1, 400])
def test_an_impossible_age_is_refused(wrong: int) -> None:
    """None, or a number of days."""
    with pytest.raises(DunningError) as caught:
        attrs.evolve(FR_B2B_STANDARD, bank_data_days=wrong)
    assert caught.value.field == "bank_data_days"


@pytest.mark.parametrize(("locale", "words"), [("fr", "données bancaires"), ("en", "bank data")])
def test_the_age_of_the_data_is_said(locale: str, words: str) -> None:
    """With its day, or that there is none."""
    for facts in ((BankDataUntil(after_due(1)),), ()):
        assert words in dc.explain(decide(after_due(9), invoice(), *facts, policy=RECENT), locale)


def test_recourse_without_a_formal_notice_on_record_is_told() -> None:
    """It counts from a deadline that nobody set; with the notice on record it comes the day after."""
    started = taken("recourse", StageKind.RECOURSE, 40)
    decision = decide(after_due(60), invoice(), started)
    assert (decision.stage, decision.next_on) == (None, None)
    [problem] = decision.problems
    assert (problem.code, problem.subject, problem.path) == ("deadline.missing", "F-1", "deadline_days")
    assert dict(problem.params) == {"stage": "recourse"}
    known = decide(after_due(60), invoice(), started, sent("formal_notice", after_due(30)))
    assert known.stage is not None
    assert known.stage.name == "recourse"
    assert not known.problems
    paid = dc.decide_stages(lettered(after_due(60), invoice(), started, WHOLE), FR_B2B_STANDARD, settled=True)
    assert not [problem for decision in paid for problem in decision.problems if problem.code == "deadline.missing"]


def test_an_imported_formal_notice_has_the_deadline_of_its_kind() -> None:
    """Sent under another name and without its deadline: the eight days of the policy's formal notice, to day 38."""
    old = attrs.evolve(sent("formal_notice", after_due(30)), stage="mise en demeure", deadline_days=None)
    assert decide(after_due(38), invoice(), old).next_on == after_due(39)
    later = decide(after_due(39), invoice(), old)
    assert later.stage is not None
    assert (later.stage.name, later.problems) == ("recourse", ())
