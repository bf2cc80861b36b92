"""Laws of a plan: nothing lost, a total order, scores that add up, keys of their own."""

import itertools
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.dunning import Order, PlannedNotice, PriorityWeights, largest_first, oldest_first, outlook
from dunning_core.events import Channel, ContactMade, ContactOutcome, NoticeSent, StageKind
from tests.books import CREDITOR
from tests.properties.test_dunning import run
from tests.properties.test_ledgers import known_by
from tests.strategies import books, days, policies

weights = st.builds(
    PriorityWeights,
    stage=st.integers(0, 50),
    amount=st.integers(0, 50),
    age=st.integers(0, 50),
    broken_promise=st.integers(0, 50),
    limitation=st.integers(0, 50),
    habit=st.integers(0, 50),
    amount_full=st.integers(1, 10**6),
    limitation_days=st.integers(1, 3000),
)
orders = st.one_of(weights, st.sampled_from([largest_first, oldest_first, lambda action: 0]))


@given(books(), days, policies(), orders, st.randoms(use_true_random=False))
def test_the_order_is_total(facts: list[Any], day: date, policy: dc.DunningPolicy, order: Order, random: Any) -> None:
    """A plan is the same whatever the order of the decisions, and holds each line that has a stage once."""
    decisions = list(run(facts, day, policy).decisions)
    actions = dc.plan_actions(decisions, order=order)
    random.shuffle(decisions)
    assert dc.plan_actions(decisions, order=order) == actions
    planned = sorted(line.receivable.id for action in actions for line in action.decisions)
    assert planned == sorted(line.receivable.id for line in decisions if line.stage is not None)


@given(books(), days, policies(), weights)
def test_a_score_is_the_sum_of_its_parts(
    facts: list[Any], day: date, policy: dc.DunningPolicy, weights: PriorityWeights
) -> None:
    """Each part gives between nothing and its most, the total is their sum, and the plan goes down in it."""
    actions = dc.plan_actions(run(facts, day, policy).decisions, order=weights)
    for action in actions:
        assert all(0 <= part.points <= part.most for part in action.score.parts)
        assert action.score.total == sum(part.points for part in action.score.parts) <= action.score.most
        assert action.score.most == weights.most
    for one, two in itertools.pairwise(actions):
        assert one.score.total >= two.score.total
        assert (one.priority, one.client.account, one.currency) < (two.priority, two.client.account, two.currency)


@given(books(), days, policies(), st.integers(1, 4))
def test_a_capacity_loses_nothing(facts: list[Any], day: date, policy: dc.DunningPolicy, capacity: int) -> None:
    """With a capacity the same actions are planned in the same order, at most so many on each open day, none lost."""
    decisions = run(facts, day, policy).decisions
    actions = dc.plan_actions(decisions, capacity=capacity)
    assert [action.key for action in actions] == [action.key for action in dc.plan_actions(decisions)]
    acting = [action.act_on for action in actions]
    assert acting == sorted(acting)
    assert all(acting.count(other) <= capacity for other in acting)
    assert acting.count(day) == min(capacity, len(acting))


@given(books(), days, policies())
def test_the_lines_around_an_action_are_what_is_left(facts: list[Any], day: date, policy: dc.DunningPolicy) -> None:
    """What is claimed, what is late beside it and what is not due are all that is open in that currency, each once."""
    found = run(facts, day, policy)
    assert len({action.key for action in found.actions}) == len(found.actions)
    for action in found.actions:
        account = next(one for one in found.snapshot.accounts if one.id == action.client.account)
        shown = [line.receivable.id for line in (*action.decisions, *action.others, *action.not_due)]
        is_open = [item.id for item in account.open_items if item.currency == action.currency]
        assert sorted(shown) == sorted(is_open)


@given(books(), days, days, st.integers(1, 10**7), policies())
def test_each_invoice_keeps_its_own_clock(
    facts: list[Any], day: date, due: date, minor: int, policy: dc.DunningPolicy
) -> None:
    """One more invoice on an account changes nothing of what is decided about the others.

    What looks at the account as a whole by design, a minimum or money that may pay either, is left out.
    """
    stages = [attrs.evolve(stage, minimum=None, minimum_share=None) for stage in policy.stages]
    policy = attrs.evolve(policy, stages=stages, minimum=None, minimum_total=None)
    facts = [fact for fact in facts if not isinstance(fact, dc.Payment | dc.CreditNote)]
    money = dc.Money.from_minor(minor, "EUR")
    more = dc.Invoice("NEW", client="ANA", amount=money, issued_on=min(due, day), due_on=due)
    after = {found.receivable.id: found for found in run([*facts, more], day, policy).decisions}
    for found in run(facts, day, policy).decisions:
        other = after[found.receivable.id]
        assert (other.stage, other.next_on, other.holds) == (found.stage, found.next_on, found.holds)


def contacts(events: Iterable[Any]) -> dict[date, StageKind]:
    """The days on which an account was contacted, each with its highest tone."""
    found: dict[date, StageKind] = {}
    for event in events:
        if isinstance(event, NoticeSent) and event.channel is not Channel.HANDOVER:
            found[event.sent_on] = max(event.kind, found.get(event.sent_on, event.kind))
        if isinstance(event, ContactMade) and event.outcome in (ContactOutcome.REACHED, ContactOutcome.REFUSED):
            found.setdefault(event.made_on, StageKind.BEFORE_DUE)
    return found


@settings(max_examples=settings().max_examples // 3)
@given(books(), days, policies(), st.integers(0, 150))
def test_the_rhythm_is_kept_over_all_invoices(
    facts: list[Any], day: date, policy: dc.DunningPolicy, ahead: int
) -> None:
    """In the runs to come no account is contacted more often than its budget, in a lower tone, or on a closed day."""
    ledger = dc.Ledger.of(fact for fact in facts if known_by(fact, day, None))
    events = {
        account.id: [event for event in account.events if isinstance(event, NoticeSent | ContactMade)]
        for account in ledger.as_of(day).accounts
    }
    for notice in outlook(ledger, day, policy, until=day + timedelta(days=ahead), creditor=CREDITOR).notices:
        assert policy.calendar is None or policy.calendar.is_open(notice.day)
        before = {on: kind for on, kind in contacts(events[notice.account]).items() if on < notice.day}
        if notice.channel is not Channel.HANDOVER:
            recent = [on for on in before if (notice.day - on).days < policy.contacts_days]
            assert policy.contacts_max is None or len(recent) < policy.contacts_max
            tones = [kind for on, kind in before.items() if (notice.day - on).days < policy.tone_days]
            assert max(tones, default=notice.kind) <= notice.kind
        events[notice.account].append(notice_of(notice))


def notice_of(planned: PlannedNotice) -> NoticeSent:
    return NoticeSent(
        client=planned.client.id,
        stage=planned.stage,
        kind=planned.kind,
        receivables=planned.receivables,
        channel=planned.channel,
        sent_on=planned.day,
    )
