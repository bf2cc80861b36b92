"""The dunning engine: stages, holds, minimums, recipients, and the day to look again."""

from datetime import date, timedelta

import pytest

import dunning_core as dc
from dunning_core.dunning import StageReference
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import PolicyError, WrongTypeError
from dunning_core.events import (
    Channel,
    Dispute,
    DisputeResolved,
    Hold,
    HoldReleased,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    PromiseToPay,
    ReturnReason,
    StageKind,
)
from dunning_core.parties import Contact, ContactRole
from tests.books import ACME, CREDITOR, DUE, after_due, decide, eur, invoice, lettered, payment, sent

HISTORY = (sent("courteous", after_due(3)), sent("firm", after_due(10)), sent("last", after_due(17)))
FORMAL = sent("formal_notice", after_due(30))


@pytest.mark.parametrize(
    ("day", "history", "stage", "next_on"),
    [
        (-11, (), None, -10),
        (-10, (), "reminder", None),
        (-1, (), "reminder", None),
        (0, (), None, 3),
        (2, (), None, 3),
        (3, (), "courteous", None),
        (40, (), "courteous", None),
        (3, HISTORY[:1], None, 10),
        (10, HISTORY[:1], "firm", None),
        (17, HISTORY[:2], "last", None),
        (29, HISTORY, None, 30),
        (30, HISTORY, "formal_notice", None),
        (38, (*HISTORY, FORMAL), None, 39),
        (39, (*HISTORY, FORMAL), "recourse", None),
        (99, (*HISTORY, FORMAL, sent("recourse", after_due(39))), None, None),
    ],
)
def test_the_standard_calendar(
    day: int, history: tuple[NoticeSent, ...], stage: str | None, next_on: int | None
) -> None:
    """The French standard: -10, +3, +10, +17, +30, then recourse from the day after the deadline of eight days."""
    decision = decide(after_due(day), invoice(), *history)
    assert (decision.stage.name if decision.stage else None) == stage
    assert decision.next_on == (None if next_on is None else after_due(next_on))


def test_the_interval_runs_from_the_last_notice() -> None:
    """A stage that comes late pushes the next one back: seven days after it, and day seven is allowed."""
    late = sent("courteous", after_due(9))
    assert decide(after_due(15), invoice(), late).next_on == after_due(16)
    firm = decide(after_due(16), invoice(), late)
    assert firm.stage is not None
    assert firm.stage.name == "firm"


def test_a_reminder_lapses_on_the_due_day_and_is_skipped_on_short_terms() -> None:
    """A stage before the due day is not done on it; a term shorter than its delay has none."""
    assert decide(DUE, invoice()).next_on == after_due(3)
    short = dc.Invoice("F-1", client="ACME", amount=eur(100), issued_on=after_due(-9), due_on=DUE)
    assert decide(after_due(-5), short).next_on == after_due(3)


def test_the_deadline_runs_from_the_presentation() -> None:
    """Once the presentation of the formal notice is recorded, its deadline is counted from that day."""
    presented = NoticePresented(client="ACME", stage="formal_notice", sent_on=after_due(30), presented_on=after_due(34))
    assert decide(after_due(39), invoice(), *HISTORY, FORMAL, presented).next_on == after_due(43)


@pytest.mark.parametrize(
    ("reason", "counts"), [(reason, reason.value in ("refused", "unclaimed")) for reason in ReturnReason]
)
def test_a_returned_formal_notice(reason: ReturnReason, counts: bool) -> None:
    """A registered notice that was refused or left unclaimed counts; one that did not arrive does not."""
    back = NoticeReturned(
        client="ACME", stage="formal_notice", sent_on=after_due(30), returned_on=after_due(32), reason=reason
    )
    decision = decide(after_due(36), invoice(), *HISTORY, FORMAL, back)
    assert decision.reached is not None
    assert decision.reached.name == ("formal_notice" if counts else "last")
    assert decision.next_on == after_due(39 if counts else 37)


def test_a_bounced_mail_does_not_count_yet_the_interval_runs() -> None:
    """A stage whose notice bounced is done again, after the interval."""
    back = NoticeReturned(
        client="ACME", stage="courteous", sent_on=after_due(3), returned_on=after_due(3), reason=ReturnReason.BOUNCED
    )
    decision = decide(after_due(10), invoice(), HISTORY[0], back)
    assert decision.reached is None
    assert decision.stage is not None
    assert decision.stage.name == "courteous"


def test_a_hold_blocks_until_its_day_which_is_free() -> None:
    """A hold until a day keeps the chase off up to the day before; released, it is over."""
    hold = Hold("F-1", since=DUE, until=after_due(20), reason="delivery note")
    held = decide(after_due(5), invoice(), hold)
    assert (held.stage, held.next_on) == (None, after_due(20))
    assert [reason.code for reason in held.holds] == ["hold.in_force"]
    assert decide(after_due(20), invoice(), hold).stage is not None
    released = HoldReleased("F-1", released_on=after_due(4))
    assert decide(after_due(5), invoice(), hold, released).stage is not None


def test_a_hold_on_the_client_holds_every_line_without_end() -> None:
    """A client-wide hold without end is lifted only by its release."""
    hold = Hold(client="ACME", since=DUE, reason="talks")
    held = decide(after_due(50), invoice(), hold, HoldReleased("F-1", released_on=after_due(1)))
    assert (held.stage, held.next_on, len(held.holds)) == (None, None, 1)
    assert decide(after_due(50), invoice(), hold, HoldReleased(client="ACME", released_on=after_due(1))).stage


def test_a_hold_that_ends_before_the_next_stage_pushes_nothing_back() -> None:
    """Only what pushes the next stage back is among the holds; the reasons tell the rest."""
    hold = Hold("F-1", since=DUE, until=after_due(2), reason="holidays")
    decision = decide(after_due(1), invoice(), hold)
    assert (decision.next_on, decision.holds) == (after_due(3), ())
    assert [reason.code for reason in decision.reasons] == ["hold.in_force", "stage.not_yet"]


def test_only_the_undisputed_part_is_chased() -> None:
    """A partial dispute leaves the rest chased; a full one stops the chase until it is resolved."""
    partial = Dispute("F-1", amount=eur(300), opened_on=DUE, reason="quality")
    decision = decide(after_due(3), invoice(), partial)
    assert decision.chased == eur(700)
    assert decision.stage is not None
    full = Dispute("F-1", opened_on=DUE, reason="quality")
    held = decide(after_due(3), invoice(), full)
    assert (held.stage, held.next_on, held.holds[0].code) == (None, None, "dispute.open")
    resolved = DisputeResolved("F-1", resolved_on=after_due(3))
    assert decide(after_due(3), invoice(), full, resolved).chased == eur(1000)


def test_a_promise_holds_to_its_day_included() -> None:
    """A promise that covers the debt holds to the promised day; the day after, the chase goes on."""
    promise = PromiseToPay("F-1", promised_on=after_due(1), pay_on=after_due(12))
    held = decide(after_due(12), invoice(), promise)
    assert (held.stage, held.next_on, held.holds[0].code) == (None, after_due(13), "promise.open")
    assert decide(after_due(13), invoice(), promise).stage is not None


def test_a_partial_promise_leaves_the_rest_chased() -> None:
    """What is not promised is asked for; what came in since counts towards the promise."""
    promise = PromiseToPay("F-1", amount=eur(400), promised_on=after_due(1), pay_on=after_due(12))
    assert decide(after_due(5), invoice(), promise).chased == eur(600)
    part = payment("P-1", 300, after_due(4), "F-1")
    assert decide(after_due(5), invoice(), promise, part).chased == eur(600)


def test_before_lettering_any_credit_holds_the_account() -> None:
    """Who forgets to letter never chases a client who has paid."""
    snapshot = dc.Ledger.of(ACME, invoice(), payment("P-1", 1000, DUE, "F-1")).as_of(after_due(5))
    [decision] = dc.decide_stages(snapshot, FR_B2B_STANDARD)
    assert (decision.stage, decision.holds[0].code) == (None, "credit.not_lettered")


def test_an_unexplained_credit_holds_what_it_could_pay_for_a_while() -> None:
    """Contradictory payments hold the lines that they could settle, up to their amount, for the stated days."""
    facts = (
        invoice("F-1", 400),
        invoice("F-2", 300, due=after_due(1)),
        payment("P-1", 500, after_due(2)),
        payment("P-1", 450, after_due(2)),
    )
    first, second = dc.decide_stages(lettered(after_due(10), *facts), FR_B2B_STANDARD)
    assert (first.next_on, first.holds[0].code) == (after_due(17), "credit.unexplained")
    assert (second.next_on, second.holds[0].code) == (after_due(17), "credit.unexplained")
    assert all(decision.stage for decision in dc.decide_stages(lettered(after_due(17), *facts), FR_B2B_STANDARD))


def test_the_minimum_looks_at_the_line_and_at_the_account() -> None:
    """A small line waits alone; equal to the minimum is enough; many small ones do not escape."""
    policy = FR_B2B_STANDARD.with_minimum(eur(20))
    assert decide(after_due(5), invoice("F-1", "19.99"), policy=policy).holds[0].code == "minimum.not_reached"
    assert decide(after_due(5), invoice("F-1", 20), policy=policy).stage is not None
    others = [invoice(f"G-{rank}", 5, due=after_due(rank)) for rank in range(1, 5)]
    waiting = decide(after_due(3), invoice("F-1", 5), *others, policy=policy)
    assert (waiting.stage, waiting.next_on) == (None, after_due(4))
    assert decide(after_due(4), invoice("F-1", 5), *others, policy=policy).stage is not None
    pounds = FR_B2B_STANDARD.with_minimum(dc.Money(20, "GBP"))
    assert decide(after_due(5), invoice("F-1", 5), policy=pounds).stage is not None


def test_grace_puts_the_first_stage_off_and_leaves_interest_alone() -> None:
    """With five days of grace nothing is sent before the sixth day; interest runs from the first."""
    graceful = FR_B2B_STANDARD.with_grace_days(5)
    assert decide(after_due(4), invoice(), policy=graceful).next_on == after_due(6)
    penalties = decide(after_due(4), invoice(), policy=graceful).penalties
    assert penalties is not None
    assert penalties.lines[0].days == 4


def test_one_notice_a_day_for_an_account() -> None:
    """A line that would be due today waits for tomorrow when its account had a notice today."""
    facts = (invoice("F-1", 100), invoice("F-2", 100), sent("courteous", after_due(5), "F-2"))
    assert decide(after_due(5), *facts).next_on == after_due(6)


def test_a_stage_of_another_policy_is_matched_by_kind_else_told() -> None:
    """After a change of policy a past stage is matched by name, else by kind, else it is a problem."""
    renamed = NoticeSent(
        client="ACME", stage="second", kind=StageKind.FIRM, receivables=["F-1"], channel="email", sent_on=after_due(9)
    )
    decision = decide(after_due(10), invoice(), renamed)
    assert decision.reached is not None
    assert decision.reached.name == "firm"
    short = dc.DunningPolicy("short", FR_B2B_STANDARD.stages[1:2])
    lost = decide(after_due(20), invoice(), renamed, policy=short)
    assert [problem.code for problem in lost.problems] == ["notice.stage.unknown"]


def test_an_old_debt_without_history_starts_low_and_is_told() -> None:
    """Sixty days late with no notice on record: the lowest stage after the due day, and a problem."""
    decision = decide(after_due(60), invoice())
    assert decision.stage is not None
    assert decision.stage.name == "courteous"
    assert [problem.code for problem in decision.problems] == ["history.missing"]


def test_settled_receivables_are_decided_on_request() -> None:
    """A settled receivable has nothing to do, and a decision only when asked for."""
    snapshot = lettered(after_due(5), invoice(), payment("P-1", 1000, DUE))
    assert dc.decide_stages(snapshot, FR_B2B_STANDARD) == ()
    [decision] = dc.decide_stages(snapshot, FR_B2B_STANDARD, settled=True)
    assert (decision.stage, decision.next_on, decision.reasons[-1].code) == (None, None, "settled")


def test_a_consumer_is_never_claimed_business_penalties() -> None:
    """A business policy applied to a consumer claims no penalties, and says so."""
    claire = dc.Client.consumer("ACME", name="Claire", country="FR")
    snapshot = dc.Ledger.of(claire, invoice(), HISTORY[:2]).as_of(after_due(17)).lettered()
    [decision] = dc.decide_stages(snapshot, FR_B2B_STANDARD)
    assert decision.claims_penalties
    assert decision.penalties is None
    assert [problem.code for problem in decision.problems] == ["penalties.regime_unfit"]
    [action] = dc.plan_actions([decision])
    assert action.total == action.outstanding == eur(1000)


def test_the_policy_may_depend_on_the_client() -> None:
    """A function of the client chooses the policy; anything else is refused."""
    quick = dc.DunningPolicy("quick", [dc.Stage("at once", StageKind.COURTEOUS, 0, Channel.EMAIL)])
    snapshot = lettered(DUE, invoice())
    [decision] = dc.decide_stages(snapshot, lambda client: quick if client.id == "ACME" else FR_B2B_STANDARD)
    assert decision.policy is quick
    for bad in ("standard", lambda client: None):
        with pytest.raises(WrongTypeError):
            dc.decide_stages(snapshot, bad)  # type: ignore[arg-type]


def test_what_is_no_snapshot_and_no_creditor_is_refused() -> None:
    """The argument is named."""
    snapshot: object = lettered(DUE, invoice())
    for given, creditor, field in ((DUE, CREDITOR, "snapshot"), (snapshot, ACME, "creditor")):
        with pytest.raises(WrongTypeError) as caught:
            dc.decide_stages(given, FR_B2B_STANDARD, creditor=creditor)  # type: ignore[arg-type]
        assert caught.value.field == field


@pytest.mark.parametrize(
    ("stages", "field"),
    [
        ((), "stages"),
        ((("firm", 2, 12), ("courteous", 1, 13)), "stages[1].kind"),
        ((("firm", 2, 12), ("courteous", 2, 3)), "stages[1].delay_days"),
        ((("a", 1, 1), ("a", 1, 2)), "stages[1].name"),
        ((("a", 1, -3),), "delay_days"),
        ((("a", 0, 3),), "delay_days"),
    ],
)
def test_impossible_policies_are_refused(stages: tuple[tuple[str, int, int], ...], field: str) -> None:
    """A policy that contradicts itself cannot be built; the error names the stage and the field."""
    with pytest.raises(PolicyError) as raised:
        dc.DunningPolicy("bad", [dc.Stage(name, StageKind(kind), days, Channel.EMAIL) for name, kind, days in stages])
    assert (raised.value.kind, raised.value.field) == ("bad_policy", field)


def test_nothing_is_pursued_before_it_is_due() -> None:
    """A formal notice recorded before the due day, whose deadline has passed, opens no recourse before that day."""
    early = sent("formal_notice", after_due(-20))
    assert (decide(DUE, invoice(), early).stage, decide(DUE, invoice(), early).next_on) == (None, after_due(1))
    found = decide(after_due(1), invoice(), early).stage
    assert found is not None
    assert found.name == "recourse"


def test_stages_counted_from_a_deadline_need_one() -> None:
    """A stage counted from a deadline must follow one that sets it, and ends the calendar of due dates."""
    after = dc.Stage("after", StageKind.RECOURSE, 1, Channel.HANDOVER, reference=StageReference.DEADLINE)
    first = dc.Stage("first", StageKind.FIRM, 5, Channel.POST, deadline_days=8)
    with pytest.raises(PolicyError):
        dc.DunningPolicy("bad", [after])
    last = dc.Stage("last", StageKind.RECOURSE, 50, Channel.POST)
    with pytest.raises(PolicyError):
        dc.DunningPolicy("bad", [first, after, last])
    with pytest.raises(PolicyError):
        dc.Stage("x", StageKind.BEFORE_DUE, -3, Channel.EMAIL, claims_penalties=True)


def test_an_action_gathers_the_lines_of_an_account_and_currency() -> None:
    """One action per account and currency at the highest stage; each line is recorded at its own."""
    facts = (
        invoice("F-1", 100),
        invoice("F-2", 200, due=after_due(7)),
        invoice("F-3", 300, due=after_due(15)),
        sent("courteous", after_due(3), "F-1"),
    )
    decisions = dc.decide_stages(lettered(after_due(10), *facts), FR_B2B_STANDARD)
    [action] = dc.plan_actions(decisions)
    assert (action.stage.name, action.outstanding) == ("firm", eur(300))
    events = action.sent(after_due(10), proof="call 12")
    assert [(event.stage, event.receivables) for event in events] == [
        ("courteous", ("F-2",)),
        ("firm", ("F-1",)),
        ("reminder", ("F-3",)),
    ]
    assert {event.proof for event in events} == {"call 12"}
    assert dc.plan_actions(dc.decide_stages(lettered(after_due(10), *facts, events), FR_B2B_STANDARD)) == ()


def test_the_recipient_has_the_role_and_an_address_for_the_channel() -> None:
    """The formal notice goes to the registered office; a missing address means the fallback channel, else nobody."""
    [formal] = dc.plan_actions([decide(after_due(30), invoice(), *HISTORY)])
    assert formal.recipient is not None
    assert formal.recipient.role is ContactRole.REGISTERED_OFFICE
    assert formal.needs_approval
    postal = dc.Client.business("ACME", name="A", country="FR", contacts=[Contact("Compta", address="1 rue A")])
    ledger = dc.Ledger.of(postal, invoice())
    [mail] = dc.plan_actions(dc.decide_stages(ledger.as_of(after_due(3)).lettered(), FR_B2B_STANDARD))
    assert mail.channel is Channel.POST
    formal_ledger = ledger.with_(HISTORY)
    [nobody] = dc.plan_actions(dc.decide_stages(formal_ledger.as_of(after_due(30)).lettered(), FR_B2B_STANDARD))
    assert (nobody.recipient, nobody.channel) == (None, Channel.REGISTERED)
    assert [problem.code for problem in nobody.problems] == ["action.recipient.missing"]


def test_actions_are_in_a_total_order_and_a_surplus_is_put_off() -> None:
    """The highest stage first, then the largest amount; with a capacity the rest is for the days after."""
    others = [dc.Client.business(name, name=name, country="FR") for name in ("B", "C")]
    facts = (invoice(), *HISTORY, invoice("G-1", 50, client="B"), invoice("G-2", 90, client="C"))
    decisions = dc.decide_stages(lettered(after_due(30), others, facts), FR_B2B_STANDARD)
    actions = dc.plan_actions(decisions, capacity=2)
    assert [action.client.id for action in actions] == ["ACME", "C", "B"]
    assert [action.act_on for action in actions] == [after_due(30), after_due(30), after_due(31)]
    with pytest.raises(dc.DunningError):
        dc.plan_actions(decisions, capacity=0)


def test_the_key_changes_with_what_is_claimed() -> None:
    """The same claim has the same key on any day; a part payment changes it."""
    [one] = dc.plan_actions([decide(after_due(3), invoice())])
    [same] = dc.plan_actions([decide(after_due(4), invoice())])
    [less] = dc.plan_actions([decide(after_due(4), invoice(), payment("P-1", 1, DUE))])
    assert one.key == same.key != less.key


def test_the_total_is_none_when_penalties_are_in_another_currency() -> None:
    """Pounds and the forty euros never make one figure."""
    pounds = dc.Invoice("F-1", client="ACME", amount=dc.Money(100, "GBP"), issued_on=date(2026, 1, 1), due_on=DUE)
    [action] = dc.plan_actions([decide(after_due(17), pounds, *HISTORY[:2])])
    assert action.total is None
    assert action.outstanding == dc.Money(100, "GBP")
    assert len(action.penalties[0].totals) == 2


def test_without_a_regime_the_law_is_chosen_from_the_parties() -> None:
    """A policy without a regime takes the law of creditor and client; what is missing is named."""
    policy = FR_B2B_STANDARD.with_regime(None)
    assert decide(after_due(5), invoice(), policy=policy).penalties is not None
    snapshot = lettered(after_due(5), invoice())
    [decision] = dc.decide_stages(snapshot, policy)
    assert [problem.code for problem in decision.problems] == ["penalties.missing_country"]
    abroad = dc.Creditor(name="X", country="JP")
    [foreign] = dc.decide_stages(snapshot, policy, creditor=abroad)
    assert [problem.code for problem in foreign.problems] == ["penalties.unknown_regime"]
    assert CREDITOR.country == "FR"
    assert timedelta(0) == after_due(0) - DUE


def test_retention_money_without_a_day_reaches_no_minimum() -> None:
    """What is never late does not bring what is late on the account to its minimum, on any day."""
    parts = [
        dc.Installment(due_on=after_due(9), amount=eur(10)),
        dc.Installment(due_on=None, amount=eur(90), is_retention=True),
    ]
    held = dc.Invoice("F-2", client="ACME", amount=eur(100), issued_on=DUE, installments=parts)
    found = decide(after_due(5), invoice("F-1", 50), held, policy=FR_B2B_STANDARD.with_minimum(eur(100)))
    assert (found.stage, found.next_on) == (None, None)
    assert [reason.code for reason in found.holds] == ["minimum.not_reached"]
