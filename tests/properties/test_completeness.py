"""Nothing is forgotten: a debt that is never paid comes to the last stage of any policy, by a day known beforehand."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.calendars import end_of_month
from dunning_core.dunning import CatchUp, Progression, StageReference
from dunning_core.dunning.progression import interval_of
from tests.books import CREDITOR
from tests.strategies import days, policies

CLIENT = dc.Client.business("C", name="C", country="FR")
#: More days than are ever closed in a row in France.
CLOSED_DAYS = 5


def live_unpaid(policy: dc.DunningPolicy, debt: dc.Invoice) -> Iterator[tuple[date, dc.Stage]]:
    """What is done from the day of issue on, each run recorded, until there is nothing to come."""
    facts: list[Any] = [CLIENT, debt]
    day: date | None = debt.issued_on
    while day is not None:
        found = dc.run_dunning(dc.Ledger.of(facts), day, policy, CREDITOR)
        for action in found.actions:
            yield day, action.stage
            facts += action.sent(day)
        if found.actions:
            found = dc.run_dunning(dc.Ledger.of(facts), day, policy, CREDITOR)
        day = found.decisions[0].next_on


def latest_day(policy: dc.DunningPolicy, stages: list[dc.Stage], debt: dc.Invoice) -> date:
    """The day by which the last stage has come: the latest threshold, and then each wait after the other."""
    due = debt.due_on
    assert due is not None
    thresholds, wait, deadline = [due], timedelta(0), 0
    for stage in stages:
        grace = policy.grace_days if stage.grace_days is None else stage.grace_days
        thresholds.append(due + timedelta(days=grace + 1))
        starts = {
            StageReference.DUE_DATE: due,
            StageReference.END_OF_MONTH: end_of_month(due),
            StageReference.ISSUE_DATE: debt.issued_on,
        }
        if stage.reference in starts:
            thresholds.append(starts[stage.reference] + timedelta(days=stage.delay_days))
        waits = [interval_of(policy, stage), 0 if stage.statutory is None else stage.statutory.days]
        if stage.reference is StageReference.LAST_NOTICE:
            waits.append(stage.delay_days)
        if stage.reference is StageReference.DEADLINE:
            waits.append(deadline + stage.delay_days)
        if policy.contacts_max is not None:
            waits.append(policy.contacts_days)
        wait += timedelta(days=max(waits) + (CLOSED_DAYS if policy.calendar is not None else 0))
        deadline = max(deadline, stage.deadline_days or 0)
    return max(thresholds) + wait


@given(policies(), days, st.sampled_from([0, 30, 60]))
def test_every_stage_of_any_policy_comes_once(policy: dc.DunningPolicy, due: date, term: int) -> None:
    """One by one, each stage after the due day comes once and in order; otherwise the last one comes, once.

    Only what answers a broken promise does not, since none was made. What nobody catches up may lapse.
    """
    assume(policy.catch_up is not CatchUp.NONE)
    policy = attrs.evolve(policy, notices_max=None, caps=(), bank_data_days=None)
    issued_on = due - timedelta(days=term)
    debt = dc.Invoice("F-1", client="C", amount=dc.Money(10000, "EUR"), issued_on=issued_on, due_on=due)
    done = list(live_unpaid(policy, debt))
    expected = [s for s in policy.stages if not s.is_early and s.reference is not StageReference.BROKEN_PROMISE]
    after = [stage for _, stage in done if not stage.is_early]
    if (policy.progression, policy.catch_up) == (Progression.SUCCESSION, CatchUp.ONE_BY_ONE):
        assert after == expected
    else:
        assert after[-1:] == expected[-1:]
    assert len(set(after)) == len(after)
    assert not done or done[-1][0] <= latest_day(policy, expected, debt)
