"""Laws of the chase: nothing for the paid, one stage after the other, the next day exact, runs that can be repeated."""

import itertools
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.analysis import age
from dunning_core.documents import WriteOff
from dunning_core.dunning import CatchUp, PolicyBook, PolicyEntry, Progression, StageReference
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.dunning.progression import interval_of
from dunning_core.events import Channel, Insolvency, PaymentReturned, StageKind
from tests.books import CREDITOR
from tests.properties.test_ledgers import POLICY, known_by
from tests.strategies import START, books, chases, days, policies

CLIENT = dc.Client.business("C", name="C", country="FR")


#: References that come whatever is promised.
REGULAR = set(StageReference) - {StageReference.BROKEN_PROMISE}


def run(facts: list[Any], day: date, policy: dc.DunningPolicy = POLICY) -> dc.DunningRun:
    return dc.run_dunning(dc.Ledger.of(facts), day, policy, CREDITOR)


def record(found: dc.DunningRun) -> list[Any]:
    return [event for action in found.actions for event in action.sent(found.day)]


def is_handover(stage: dc.Stage) -> bool:
    return stage.kind is StageKind.RECOURSE or stage.channel is Channel.HANDOVER


#: Why money may wait beside an open debt.
WAITS = {
    "contradictory",
    "designates_unknown",
    "possible_duplicate",
    "ambiguous_reference",
    "weak_reference",
    "several_combinations",
    "coincidence",
}


@given(st.one_of(books(), chases()), days, policies())
def test_a_recorded_run_has_nothing_left(facts: list[Any], day: date, policy: dc.DunningPolicy) -> None:
    """What was done and recorded is not proposed again on the same day."""
    found = run(facts, day, policy)
    assert run([*facts, *record(found)], day, policy).actions == ()


@given(st.one_of(books(), chases()), days, policies(), st.integers(1, 400))
def test_the_next_day_is_exact(facts: list[Any], day: date, policy: dc.DunningPolicy, later: int) -> None:
    """With no new fact, nothing changes before `next_on`, and on it there is something to do; None means never."""
    known = [fact for fact in facts if known_by(fact, day, None)]
    decisions = {decision.receivable.id: decision for decision in run(known, day, policy).decisions}
    asked = day + timedelta(days=later)
    for at in {asked, *(found.next_on for found in decisions.values() if found.next_on is not None)}:
        before = {decision.receivable.id: decision for decision in run(known, at - timedelta(days=1), policy).decisions}
        after = {decision.receivable.id: decision for decision in run(known, at, policy).decisions}
        for name, decision in decisions.items():
            if decision.stage is not None:
                continue
            if decision.next_on is None or at < decision.next_on:
                assert (after[name].stage, after[name].holds) == (None, decision.holds)
                assert after[name].next_on == decision.next_on
            elif at == decision.next_on:
                assert after[name].stage is not None
                assert before[name].stage is None


@given(books(), days, policies(), policies())
def test_a_book_is_the_policy_of_each_client(
    facts: list[Any], day: date, policy: dc.DunningPolicy, other: dc.DunningPolicy
) -> None:
    """Under a book each client is chased as under his own policy alone."""
    book = PolicyBook(policy, [PolicyEntry(other, client="ANA")])
    both = {own: dc.run_dunning(dc.Ledger.of(facts), day, own, CREDITOR).decisions for own in (policy, other)}
    found = dc.run_dunning(dc.Ledger.of(facts), day, book, CREDITOR).decisions
    for decision, plain, special in zip(found, both[policy], both[other], strict=True):
        assert decision == (special if decision.client.id == "ANA" else plain)


@given(books(), days, policies(), st.integers(1, 60))
def test_a_stage_to_do_stays_to_do(facts: list[Any], day: date, policy: dc.DunningPolicy, later: int) -> None:
    """With no new fact, a stage past the due day waits on open days until it is done, or makes way for a later one.

    It is the same one where missed stages are caught up one by one and minimums are not fallen back from. What answers
    a broken promise goes first once it is broken; what nobody catches up lapses. Bank data grows too old meanwhile.
    """
    assume(policy.bank_data_days is None)
    known = [fact for fact in facts if known_by(fact, day, None)]
    asked = day + timedelta(days=later)
    asked = policy.calendar.next_open(asked) if policy.calendar is not None else asked
    after = {found.receivable.id: found for found in run(known, asked, policy).decisions}
    if policy.catch_up is CatchUp.NONE or any(s.reference is StageReference.BROKEN_PROMISE for s in policy.stages):
        return
    is_plain = (policy.progression, policy.catch_up) == (Progression.SUCCESSION, CatchUp.ONE_BY_ONE)
    for decision in run(known, day, policy).decisions:
        if decision.stage is not None and decision.stage.kind is not StageKind.BEFORE_DUE:
            waiting = after[decision.receivable.id].stage
            assert waiting is not None
            assert policy.stages.index(waiting) >= policy.stages.index(decision.stage)
            assert waiting == decision.stage or not is_plain or policy.falls_back


@given(books(), days, policies())
def test_nothing_is_asked_that_is_not_owed(facts: list[Any], day: date, policy: dc.DunningPolicy) -> None:
    """An account is told once per currency of the open undisputed part of lines that are due; a file goes apart."""
    found = run(facts, day, policy)
    apart = [(action.client.account, action.currency, is_handover(action.stage)) for action in found.actions]
    assert max(Counter(apart).values(), default=1) == 1
    chased = [decision for action in found.actions for decision in action.decisions]
    assert sorted(d.receivable.id for d in chased) == sorted(d.receivable.id for d in found.decisions if d.stage)
    for action in found.actions:
        total = 0
        assert len({is_handover(line.stage) for line in action.decisions if line.stage is not None}) == 1
        for decision in action.claimed:
            item = decision.receivable
            assert decision.stage is not None
            assert 0 < decision.chased.minor <= item.outstanding_minor - item.disputed.minor
            assert (day < item.due_on) == (decision.stage.kind is StageKind.BEFORE_DUE)
            total += decision.chased.minor
        assert action.outstanding.minor == total
        assert action.total is None or action.total.minor >= total


@given(books(), days)
def test_a_payment_today_silences_today(facts: list[Any], day: date) -> None:
    """A payment that designates a receivable and pays it takes it out of the run of the day."""
    for decision in run(facts, day).decisions[:2]:
        item = decision.receivable
        paid = dc.Payment("NEW", client=item.client.id, amount=item.outstanding, received_on=day, designates=[item.id])
        silent = {line.receivable.id for action in run([*facts, paid], day).actions for line in action.decisions}
        assert item.id not in silent


@given(books(), days, days, st.integers(1, 10**6))
def test_a_returned_payment_is_as_if_it_never_came(facts: list[Any], day: date, came_on: date, minor: int) -> None:
    """A payment that is returned on its own day changes no open amount and no decision."""
    money = dc.Money.from_minor(minor, "EUR")
    both = [
        dc.Payment("NEW", client="ANA", amount=money, received_on=came_on),
        PaymentReturned("NEW", returned_on=came_on),
    ]
    plain, returned = run(facts, day), run([*facts, *both], day)
    assert [(d.receivable.id, d.receivable.outstanding, d.stage, d.next_on) for d in plain.decisions] == [
        (d.receivable.id, d.receivable.outstanding, d.stage, d.next_on) for d in returned.decisions
    ]


@given(books(), days)
def test_no_money_lies_idle(facts: list[Any], day: date) -> None:
    """After lettering no account has, in one currency, both an open receivable and money left, unless it is told.

    What insolvency bars from being paid is left open, though money came in; and what its payer meant for something
    else, or what only a person may place, waits.
    """
    for account in dc.Ledger.of(facts).as_of(day).lettered().accounts:
        left = [credit for credit in account.credits if not isinstance(credit.source, WriteOff)]
        idle = {credit.currency for credit in left if not WAITS.issuperset(credit.reasons)}
        payable = [item for item in account.open_items if not any(isinstance(e, Insolvency) for e in item.events)]
        assert not idle & {item.currency for item in payable}


@given(books(), days)
def test_the_aged_balance_partitions_what_is_open(facts: list[Any], day: date) -> None:
    """Each open amount stands in exactly one bucket."""
    snapshot = dc.Ledger.of(facts).as_of(day).lettered()
    balance = age(snapshot)
    for bucket in balance.buckets:
        inside = [
            item
            for item in snapshot.open_items
            if item.currency == bucket.currency
            and (bucket.over_days is None or (day - item.due_on).days > bucket.over_days)
            and (bucket.up_to_days is None or (day - item.due_on).days <= bucket.up_to_days)
        ]
        assert bucket.count == len(inside)
        assert bucket.amount.minor == sum(item.outstanding_minor for item in inside)
    assert sum(bucket.count for bucket in balance.buckets) == len(snapshot.open_items)


@given(days, st.integers(1, 15), st.integers(0, 20), st.data())
def test_every_stage_happens_once_and_in_order(due: date, interval: int, grace: int, data: st.DataObject) -> None:
    """Run on any days, a debt that is never paid goes up the stages one by one, at least an interval apart."""
    policy = attrs.evolve(FR_B2B_STANDARD, interval_days=interval, grace_days=grace)
    debt = dc.Invoice("F-1", client="C", amount=dc.Money(100, "EUR"), issued_on=START - timedelta(days=60), due_on=due)
    step = data.draw(st.integers(1, 9))
    facts: list[Any] = [CLIENT, debt]
    done: list[tuple[date, dc.Stage]] = []
    for number in range(0, 260, step):
        day = due - timedelta(days=20) + timedelta(days=number)
        found = run(facts, day, policy)
        assert len(found.actions) <= 1
        for action in found.actions:
            done.append((day, action.stage))
            facts += action.sent(day)
    names = [stage.name for _, stage in done]
    expected = [stage.name for stage in policy.stages]
    assert names == expected
    assert all(two - one >= timedelta(days=interval) for (one, _), (two, _) in itertools.pairwise(done))
    assert all(
        day >= due + timedelta(days=max(stage.delay_days, grace + 1))
        for day, stage in done
        if stage.kind not in (StageKind.BEFORE_DUE, StageKind.RECOURSE)
    )


def live(facts: list[Any], policy: dc.DunningPolicy, visited: Iterable[date]) -> list[tuple[date, dc.Decision]]:
    """Run on these days, each run recorded, and give what was done about F-1."""
    done = []
    for day in visited:
        found = run(facts, day, policy)
        apart = [is_handover(action.stage) for action in found.actions]
        assert len(apart) == len(set(apart))
        facts = [*facts, *record(found)]
        done += [(day, line) for action in found.actions for line in action.decisions if line.receivable.id == "F-1"]
    return done


@given(policies(), days, st.sampled_from([100, 10000, 10**6]), st.sampled_from([None, 5, 40]), st.data())
def test_a_life_under_any_policy(
    policy: dc.DunningPolicy, due: date, minor: int, other: int | None, data: st.DataObject
) -> None:
    """Day by day or now and then: intervals, statutory delays, minimums and caps are kept, and no stage goes back.

    In succession no stage is passed over, but one before the due day, or for a promise that was not made; under any
    progression a reminder goes before the formal notice, and the formal notice before recourse. Fewer runs never send
    more; but where contacts are rationed an early notice may cost a later one its contact, and more runs send fewer.
    """
    money, issued = dc.Money.from_minor(minor, "EUR"), due - timedelta(days=30)
    facts: list[Any] = [CLIENT, dc.Invoice("F-1", client="C", amount=money, issued_on=issued, due_on=due)]
    if other is not None:
        day = due + timedelta(days=other)
        facts.append(dc.Invoice("F-2", client="C", amount=money, issued_on=issued, due_on=day))
    every_day = [due + timedelta(days=number) for number in range(-40, 110)]
    done = live(facts, policy, every_day)
    for index, (day, decision) in enumerate(done):
        before = [(sent_on, earlier.stage) for sent_on, earlier in done[:index]]
        check_step(policy, decision, day, before)
        late = sum(fact.minor for fact in facts[1:] if fact.due_on < day or fact.number == "F-1")
        stage = decision.stage
        assert stage is not None
        if stage.kind is not StageKind.BEFORE_DUE:
            least = [stage.minimum, policy.minimum, policy.minimum_total]
            assert all(money is None or late >= money.minor for money in least)
            assert stage.minimum_share is None or late >= stage.minimum_share * minor * (len(facts) - 1)
    step = data.draw(st.integers(2, 9))
    sparse = live(facts, policy, every_day[::step])
    is_rationed = policy.contacts_max is not None or policy.tone_days > 0
    assert is_rationed or len(sparse) <= len(done)


def check_step(
    policy: dc.DunningPolicy, decision: dc.Decision, day: date, before: list[tuple[date, dc.Stage | None]]
) -> None:
    """What was done on a day is in order, in its time and within the caps, given what was done before."""
    stage, item = decision.stage, decision.receivable
    assert stage is not None
    place = policy.stages.index(stage)
    reached = policy.stages.index(before[-1][1]) if before else -1
    is_repeat = policy.falls_back and place == reached and StageKind.BEFORE_DUE < stage.kind < StageKind.FORMAL_NOTICE
    assert place > reached or is_repeat
    skipped = policy.stages[reached + 1 : place]
    if (policy.progression, policy.catch_up) == (Progression.SUCCESSION, CatchUp.ONE_BY_ONE):
        assert all(s.is_early or s.reference is StageReference.BROKEN_PROMISE for s in skipped)
    needed = {StageKind.FORMAL_NOTICE: StageKind.COURTEOUS, StageKind.RECOURSE: StageKind.FORMAL_NOTICE}.get(stage.kind)
    if needed is not None and any(needed <= s.kind < stage.kind and s.reference in REGULAR for s in policy.stages):
        assert any(done is not None and needed <= done.kind for _, done in before)
    if before:
        assert day - before[-1][0] >= timedelta(days=interval_of(policy, stage))
        assert stage.statutory is None or day - before[-1][0] >= timedelta(days=stage.statutory.days)
    assert policy.notices_max is None or len(before) < policy.notices_max
    cap = policy.find_cap("F-1")
    assert cap is None or stage.kind <= cap
    assert stage.is_early == (day < item.due_on)
    if stage.reference is StageReference.DUE_DATE and not is_repeat:
        assert day >= item.due_on + timedelta(days=stage.delay_days)
    grace = policy.grace_days if stage.grace_days is None else stage.grace_days
    assert stage.is_early or not stage.is_fixed or day > item.due_on + timedelta(days=grace)


@given(books(), st.lists(st.integers(0, 80), min_size=1, max_size=8))
def test_a_life_told_run_by_run(facts: list[Any], gaps: list[int]) -> None:
    """Over a life in which each run is recorded, no stage of a line is done twice or after a higher one."""
    assume(all(not hasattr(fact, "stage") for fact in facts))
    policy = attrs.evolve(POLICY, interval_days=3)
    reached: dict[str, int] = {}
    day = START
    for gap in gaps:
        day += timedelta(days=gap)
        found = run(facts, day, policy)
        for decision in found.decisions:
            if decision.stage is not None:
                index = policy.stages.index(decision.stage)
                name = decision.receivable.id
                skipped = range(reached.get(name, -1) + 1, index)
                assert index > reached.get(name, -1)
                assert all(policy.stages[place].kind is StageKind.BEFORE_DUE for place in skipped)
                reached[name] = index
        facts = [*facts, *record(found)]


@given(books(), days, policies())
def test_every_rule_is_told_and_what_ends_by_itself_ends(facts: list[Any], day: date, policy: dc.DunningPolicy) -> None:
    """The rules that hold are the reasons, in order; one that is said to end on a day is gone on it, not before."""
    known = [fact for fact in facts if known_by(fact, day, None)]
    for decision in run(known, day, policy).decisions:
        told = decision.evaluations
        assert [found.code for found in told if found.holds][:-1] == [reason.code for reason in decision.reasons][:-1]
        assert told[-1].rule == "next_stage"
        assert told[-1].holds == (decision.stage is None)
        changes = decision.counterfactuals
        for change in changes:
            if change.lifts is None or change.day is None:
                continue
            for at, is_there in ((change.day - timedelta(days=1), True), (change.day, False)):
                same = next(
                    found
                    for found in run(known, max(day, at), policy).decisions
                    if found.receivable.id == decision.receivable.id
                )
                assert (change.lifts.code in {reason.code for reason in same.reasons[:-1]}) == is_there
        if len(changes) == 1 and decision.stage is None and changes[0].stage_on is not None:
            assert changes[0].stage_on <= (decision.next_on or date.max)
