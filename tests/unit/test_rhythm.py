"""Rhythm: how often an account is contacted over all of its invoices, in which tone, and on which days."""

from datetime import date
from itertools import pairwise
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.calendars import ALSACE_MOSELLE, FRANCE, BusinessCalendar
from dunning_core.dunning import backtest, outlook
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Channel, ContactMade, ContactOutcome, NoticeReturned, ReturnReason, StageKind
from tests.books import ACME, CREDITOR, DUE, after_due, decide, invoice, lettered, sent

OTHERS = tuple(sent("courteous", after_due(day), f"X-{day}") for day in (-6, -4, -1))


def limited(**options: Any) -> dc.DunningPolicy:
    return attrs.evolve(FR_B2B_STANDARD, **options)


def test_the_budget_is_that_of_the_account_over_all_invoices() -> None:
    """Three contacts in ten days: with those of due − 6, − 4 and − 1 the account is free on due + 4, not before."""
    policy = limited(contacts_max=3, contacts_days=10)
    held = decide(after_due(3), invoice(), *OTHERS, policy=policy)
    assert (held.stage, held.next_on) == (None, after_due(4))
    [hold] = held.holds
    assert dict(hold.params) == {
        "contacts_max": 3,
        "contacts_days": 10,
        "since": after_due(-6),
        "until": after_due(4),
    }
    older = sent("courteous", after_due(-20), "X-0")
    assert decide(after_due(3), invoice(), older, *OTHERS, policy=policy).holds == (hold,)
    assert decide(after_due(4), invoice(), *OTHERS, policy=policy).stage is not None
    assert decide(after_due(3), invoice(), *OTHERS[1:], policy=policy).stage is not None
    assert decide(after_due(3), invoice(), *OTHERS, policy=limited(contacts_max=3, contacts_days=9)).stage is not None


def test_what_leaves_on_one_day_is_one_contact() -> None:
    """Two notices of one day count once, as does one that came back; a file handed over does not count."""
    policy = limited(contacts_max=2, contacts_days=30)
    twice = (sent("courteous", DUE, "X-1"), sent("firm", DUE, "X-2"))
    assert decide(after_due(3), invoice(), *twice, policy=policy).stage is not None
    back = NoticeReturned(
        client="ACME",
        stage="firm",
        sent_on=DUE,
        returned_on=after_due(1),
        reason=ReturnReason.BOUNCED,
    )
    one = limited(contacts_max=1, contacts_days=30)
    assert decide(after_due(3), invoice(), *twice, back, policy=one).next_on == after_due(30)
    call = ContactMade(client="ACME", outcome=ContactOutcome.REACHED, made_on=after_due(2))
    assert decide(after_due(3), invoice(), call, policy=one).next_on == after_due(32)
    assert decide(after_due(3), invoice(), call, sent("firm", after_due(2), "X-2"), policy=policy).stage is not None
    refused = attrs.evolve(call, outcome=ContactOutcome.REFUSED)
    assert decide(after_due(3), invoice(), refused, policy=one).next_on == after_due(32)
    missed = attrs.evolve(call, outcome=ContactOutcome.WRONG_NUMBER)
    assert decide(after_due(3), invoice(), missed, policy=one).stage is not None
    handed = sent("recourse", after_due(1), "X-3")
    assert handed.channel is Channel.HANDOVER
    assert decide(after_due(3), invoice(), handed, policy=one).stage is not None


def test_a_file_is_handed_over_whatever_the_contacts() -> None:
    """Recourse contacts nobody: neither the budget nor the tone puts it off."""
    history = [sent(name, after_due(day)) for name, day in (("courteous", 3), ("firm", 10), ("last", 17))]
    formal = sent("formal_notice", after_due(30))
    policy = limited(contacts_max=1, contacts_days=60, tone_days=60)
    found = decide(after_due(39), invoice(), *history, formal, policy=policy)
    assert found.stage is not None
    assert found.stage.kind is StageKind.RECOURSE


def test_the_tone_towards_the_account_is_kept_for_the_days_of_the_policy() -> None:
    """For eight days after a formal notice about another invoice no lower tone goes out; as high a one does."""
    formal = sent("formal_notice", DUE, "X-1")
    policy = limited(tone_days=8)
    held = decide(after_due(7), invoice(), formal, policy=policy)
    assert (held.stage, held.next_on) == (None, after_due(8))
    assert dict(held.holds[0].params) == {
        "kind": StageKind.COURTEOUS,
        "higher": StageKind.FORMAL_NOTICE,
        "sent_on": DUE,
        "until": after_due(8),
    }
    older, lower = sent("firm", after_due(-5), "X-2"), sent("courteous", after_due(2), "X-3")
    assert decide(after_due(7), invoice(), older, formal, lower, policy=policy).holds == held.holds
    assert decide(after_due(8), invoice(), formal, policy=policy).stage is not None
    assert decide(after_due(7), invoice(), formal).stage is not None
    same = sent("courteous", DUE, "X-1")
    assert decide(after_due(3), invoice(), same, policy=policy).stage is not None


def test_the_highest_tone_of_a_day_is_the_tone_of_the_day() -> None:
    """Of a formal notice, a last reminder and a call of one day the formal notice binds; a call alone has no tone."""
    policy = limited(tone_days=8)
    call = ContactMade(client="ACME", outcome=ContactOutcome.REACHED, made_on=DUE)
    both = (sent("formal_notice", DUE, "X-1"), sent("last", DUE, "X-2"), call)
    for facts in (both, both[::-1]):
        [hold] = decide(after_due(7), invoice(), *facts, policy=policy).holds
        assert (hold.code, hold.param("higher")) == ("contact.tone", StageKind.FORMAL_NOTICE)
    assert decide(after_due(7), invoice(), call, policy=policy).stage is not None
    later = (sent("last", DUE, "X-1"), sent("firm", after_due(1), "X-2"))
    [hold] = decide(after_due(7), invoice(), *later, policy=policy).holds
    assert (hold.param("higher"), hold.param("until")) == (StageKind.FIRM, after_due(9))


def test_lines_of_one_day_travel_at_the_highest_stage() -> None:
    """A young invoice goes with the formal notice about an old one, in its tone; after it, it would have waited."""
    history = [sent(name, after_due(day)) for name, day in (("courteous", 3), ("firm", 10), ("last", 17))]
    facts = (invoice(), *history, invoice("F-2", 200, due=after_due(27)))
    policy = limited(tone_days=10, contacts_max=1, contacts_days=7)
    [action] = dc.plan_actions(dc.decide_stages(lettered(after_due(30), *facts), policy, creditor=CREDITOR))
    assert action.stage.kind is StageKind.FORMAL_NOTICE
    assert [line.receivable.id for line in action.decisions] == ["F-1", "F-2"]


def test_nothing_is_done_on_a_closed_day() -> None:
    """Due + 3 is Sunday 3 May 2026: the notice is for Monday, and says that the day it wanted was closed."""
    policy = limited(calendar=FRANCE)
    for day in (0, 2, 3):
        found = decide(after_due(day), invoice(), policy=policy)
        assert (found.stage, found.next_on, found.holds) == (None, date(2026, 5, 4), ())
        assert found.reasons[-1].param("closed_on") == date(2026, 5, 3)
    assert "May 3, 2026 being a closed day" in dc.explain(decide(DUE, invoice(), policy=policy), "en")
    assert "le 3 mai 2026 étant fermé" in dc.explain(decide(DUE, invoice(), policy=policy), "fr")
    open_day = decide(after_due(4), invoice(), policy=policy)
    assert open_day.stage is not None
    assert open_day.reasons[-1].param("closed_on") is None
    assert decide(after_due(3), invoice()).stage is not None


def test_a_reminder_that_only_closed_days_are_left_for_lapses() -> None:
    """Due Monday 6 April 2026, Easter Monday, with two days' notice: Saturday to Monday are closed, and it lapses."""
    early = dc.DunningPolicy("early", [dc.Stage("early", StageKind.BEFORE_DUE, -2, Channel.EMAIL)], calendar=FRANCE)
    found = decide(date(2026, 4, 1), invoice(due=date(2026, 4, 6)), policy=early)
    assert (found.stage, found.next_on) == (None, None)
    sooner = attrs.evolve(early, stages=[attrs.evolve(early.stages[0], delay_days=-3)])
    assert decide(date(2026, 4, 1), invoice(due=date(2026, 4, 6)), policy=sooner).next_on == date(2026, 4, 3)


def test_both_rests_are_explained() -> None:
    """The sentences give the contacts, their window and the day on which the account is free."""
    policy = limited(contacts_max=1, contacts_days=10, tone_days=10)
    held = decide(after_due(3), invoice(), sent("firm", DUE, "X-1"), policy=policy)
    assert [hold.code for hold in held.holds] == ["contact.pressure", "contact.tone"]
    english, french = dc.explain(held, "en"), dc.explain(held, "fr")
    assert all(
        said in english for said in ("April 30, 2026: 1, the most in 10 days", "no lower tone before May 10, 2026")
    )
    assert all(
        said in french
        for said in ("le 30 avril 2026 : 1, le maximum en 10 jours", "pas de ton plus bas avant le 10 mai")
    )


def test_the_outlook_and_the_past_keep_the_rhythm() -> None:
    """Ten invoices that fall due day after day: one contact a week, on open days only, in the outlook and the past."""
    policy = limited(calendar=ALSACE_MOSELLE, contacts_max=1, contacts_days=7)
    facts = [invoice(f"F-{number}", 100, due=after_due(number)) for number in range(10)]
    ledger = dc.Ledger.of(ACME, facts)
    ahead = outlook(ledger, after_due(-30), policy, until=after_due(90), creditor=CREDITOR)
    days = [notice.day for notice in ahead.notices if notice.channel is not Channel.HANDOVER]
    assert all(ALSACE_MOSELLE.is_open(notice.day) for notice in ahead.notices)
    assert len(days) > 5
    assert all((two - one).days >= 7 for one, two in pairwise(days))
    past = backtest(ledger, policy, after_due(-30), after_due(91))
    assert [notice.day for notice in past.notices] == [notice.day for notice in ahead.notices]


def test_a_surplus_goes_to_the_next_open_days() -> None:
    """Six actions of Thursday 7 May 2026, two a day: Friday is a holiday, so the rest is for Monday and Tuesday."""
    clients = [dc.Client.business(f"C-{number}", name="C", country="FR") for number in range(6)]
    facts = [invoice(f"F-{number}", 100 + number, client=f"C-{number}") for number in range(6)]
    snapshot = lettered(after_due(7), clients, facts)
    actions = dc.plan_actions(dc.decide_stages(snapshot, limited(calendar=FRANCE)), capacity=2)
    thursday, monday, tuesday = date(2026, 5, 7), date(2026, 5, 11), date(2026, 5, 12)
    assert [action.act_on for action in actions] == [thursday, thursday, monday, monday, tuesday, tuesday]
    every = dc.plan_actions(dc.decide_stages(snapshot, FR_B2B_STANDARD), capacity=2)
    assert [action.act_on.day for action in every] == [7, 7, 8, 8, 9, 9]


def test_two_calendars_share_the_capacity_of_a_day() -> None:
    """A client whose policy is open on the holiday goes first into its room; no day has more than one."""
    clients = [dc.Client.business(f"C-{number}", name="C", country="FR") for number in range(4)]
    facts = [invoice(f"F-{number}", 1000 - number * 100, client=f"C-{number}") for number in range(4)]
    closed = limited(calendar=FRANCE)
    decisions = dc.decide_stages(
        lettered(after_due(7), clients, facts),
        lambda client: FR_B2B_STANDARD if client.id == "C-3" else closed,
    )
    actions = dc.plan_actions(decisions, capacity=1, order=lambda action: action.client.id)
    assert [(action.client.id, action.act_on.day) for action in actions] == [
        ("C-0", 7),
        ("C-1", 11),
        ("C-2", 12),
        ("C-3", 8),
    ]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"contacts_max": 0}, "contacts_max"),
        ({"contacts_max": True}, "contacts_max"),
        ({"contacts_days": 0}, "contacts_days"),
        ({"contacts_days": 400}, "contacts_days"),
        ({"tone_days": -1}, "tone_days"),
        ({"calendar": "FRANCE"}, "calendar"),
    ],
)
def test_an_impossible_rhythm_is_refused(options: dict[str, Any], field: str) -> None:
    """The field at fault is named."""
    with pytest.raises(dc.DunningError) as caught:
        limited(**options)
    assert caught.value.field == field


def test_a_calendar_that_never_opens_is_told() -> None:
    """A calendar without an open day in ten years is an error, not a search without end."""
    closed = BusinessCalendar("never", weekend=(0, 1, 2, 3, 4, 5)).with_closed_days(
        *(date.fromordinal(DUE.toordinal() + number) for number in range(4000))
    )
    with pytest.raises(dc.DunningError, match="no day is open"):
        decide(after_due(3), invoice(), policy=limited(calendar=closed))
