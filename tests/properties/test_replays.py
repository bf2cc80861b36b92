"""Laws of the future and the past: what is computed by jumps equals the runs of every day, each one recorded."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.dunning import Backtest, Outlook, backtest, compare_policies, outlook
from dunning_core.events import NoticePresented, NoticeReturned, NoticeSent
from dunning_core.penalties import accrue_penalties
from tests.books import CREDITOR
from tests.properties.test_ledgers import day_of
from tests.strategies import books, chases, days, policies

#: Living through every day is slow: a third of the examples of the profile.
slow = settings(max_examples=settings().max_examples // 3)


def live(ledger: dc.Ledger, policy: dc.DunningPolicy, start: date, end: date, *, as_known: bool) -> Iterator[Any]:
    """Run every day of [start, end), as a program would, and record what each run gives."""
    for number in range((end - start).days):
        day = start + timedelta(days=number)
        run = dc.run_dunning(ledger, day, policy, CREDITOR, known_on=day if as_known else None)
        yield run, ledger
        ledger = ledger.with_(event for action in run.actions for event in action.sent(day))


def is_known(fact: Any, day: date) -> bool:
    happened = day_of(fact)
    return happened is None or happened <= day or (fact.recorded_on is not None and fact.recorded_on <= day)


def planned(found: Outlook) -> list[Any]:
    return [(n.day, n.account, n.currency, n.stage, n.receivables, n.amount, n.total, n.key) for n in found.notices]


def replayed(found: Backtest) -> list[Any]:
    return [
        (n.day, n.account, n.currency, n.stage, n.channel, n.amount, line.receivable, line.stage, line.was_paid)
        for n in found.notices
        for line in n.lines
    ]


@slow
@given(st.one_of(books(), chases()), days, policies(), st.integers(0, 120))
def test_an_outlook_is_the_runs_to_come(facts: list[Any], day: date, policy: dc.DunningPolicy, ahead: int) -> None:
    """The calendar of notices is what the successive daily runs propose when each is recorded."""
    until = day + timedelta(days=ahead)
    expected = []
    known = dc.Ledger.of(fact for fact in facts if is_known(fact, day))
    for run, _ in live(known, policy, day, until + timedelta(days=1), as_known=False):
        for action in sorted(run.actions, key=lambda action: (action.client.account, action.currency)):
            lines = tuple(decision.receivable.id for decision in action.decisions)
            account = action.decisions[0].context.account.id
            expected.append(
                (
                    run.day,
                    account,
                    action.currency,
                    action.stage.name,
                    lines,
                    action.outstanding,
                    action.total,
                    action.key,
                )
            )
    found = outlook(dc.Ledger.of(facts), day, policy, until=until, creditor=CREDITOR)
    assert planned(found) == sorted(expected, key=lambda row: row[:3])


@slow
@given(st.one_of(books(), chases()), days, policies(), st.integers(0, 60))
def test_balances_are_those_of_each_day(facts: list[Any], day: date, policy: dc.DunningPolicy, ahead: int) -> None:
    """Read day by day, the same balances stand: each change is in the calendar, with the interest of that day."""
    until = day + timedelta(days=ahead)
    known = dc.Ledger.of(fact for fact in facts if is_known(fact, day))
    opened: set[str] = set()
    last: dict[tuple[str, str], Any] = {}
    expected: list[Any] = []
    for run, _ in live(known, policy, day, until + timedelta(days=1), as_known=False):
        opened |= {item.id for item in run.snapshot.open_items}
        for account in run.snapshot.accounts:
            own = [item for item in account.receivables if item.id in opened]
            left = account.credit_minor
            before = {currency for name, currency in last if name == account.id}
            for currency in {item.currency for item in own} | left.keys() | before:
                lines = [item for item in own if item.currency == currency]
                late = sum(item.outstanding_minor for item in lines if run.day > item.due_on)
                figures = (sum(item.outstanding_minor for item in lines), late, left.get(currency, 0))
                if run.day in (day, until) or last.get((account.id, currency)) != figures:
                    expected.append((account.id, currency, run.day, *figures, interest(lines, currency, policy)))
                last[account.id, currency] = figures
    found = outlook(dc.Ledger.of(facts), day, policy, until=until, creditor=CREDITOR)
    assert [
        (b.account, b.currency, b.day, b.outstanding.minor, b.overdue.minor, b.credit.minor, b.interest)
        for b in found.balances
    ] == sorted(expected, key=lambda row: row[:3])


def interest(lines: list[dc.Receivable], currency: str, policy: dc.DunningPolicy) -> dc.Money | None:
    total = 0
    for item in lines:
        try:
            total += accrue_penalties(item, policy.regime, creditor=CREDITOR).unclaimed[0].minor
        except dc.DunningError:
            return None
    return dc.Money.from_minor(total, currency)


@slow
@given(st.one_of(books(), chases()), policies(), days, st.integers(0, 150))
def test_a_backtest_is_the_runs_of_each_day(
    facts: list[Any], policy: dc.DunningPolicy, start: date, length: int
) -> None:
    """A backtest sends what a run on every day would have sent, knowing what was known, its own notices recorded."""
    end = start + timedelta(days=length)
    own = dc.Ledger.of(f for f in facts if not isinstance(f, NoticeSent | NoticeReturned | NoticePresented))
    expected = []
    for run, ledger in live(own, policy, start, end, as_known=True):
        later = ledger.as_of(run.day).lettered() if run.actions else None
        for action in run.actions:
            assert later is not None
            for line in action.decisions:
                account = line.context.account.id
                truth = [item for item in later.receivables if item.id == line.receivable.id]
                was_paid = any(
                    not item.is_open and any(entry.is_payment for entry in item.settlements) for item in truth
                )
                row = (run.day, account, action.currency, action.stage.name, action.channel, action.outstanding)
                assert line.stage is not None
                expected.append((*row, line.receivable.id, line.stage.name, was_paid))
    found = backtest(dc.Ledger.of(facts), policy, start, end)
    assert replayed(found) == sorted(expected, key=lambda row: row[:3])
    assert compare_policies(dc.Ledger.of(facts), [policy], start=start, end=end).backtests == (found,)


@given(st.one_of(books(), chases()), policies(), days, st.integers(0, 100))
def test_a_backtest_never_looks_ahead(facts: list[Any], policy: dc.DunningPolicy, end: date, length: int) -> None:
    """What was recorded on the last day or later changes nothing of what a policy would have sent before."""
    start = end - timedelta(days=length)
    known = [
        fact
        for fact in facts
        if (happened := day_of(fact)) is None or (happened < end and (fact.recorded_on or happened) < end)
    ]
    whole = backtest(dc.Ledger.of(facts), policy, start, end)
    past = backtest(dc.Ledger.of(known), policy, start, end)
    assert [row[:-1] for row in replayed(whole)] == [row[:-1] for row in replayed(past)]
