"""Laws of a plan: nothing lost, a total order, scores that add up, keys of their own."""

import itertools
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.dunning import Order, PriorityWeights, largest_first, oldest_first
from tests.properties.test_dunning import run
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
    """With a capacity the same actions are planned in the same order, at most so many on a day, none before the day."""
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
