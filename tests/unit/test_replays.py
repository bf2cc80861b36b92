"""The future and the past of one debt, day by day; mistakes refused; tables that describe themselves."""

from datetime import timedelta
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning import (
    BACKTEST_COLUMNS,
    BALANCE_COLUMNS,
    COMPARISON_COLUMNS,
    OUTLOOK_COLUMNS,
    backtest,
    compare_policies,
    outlook,
    suppose_promises_kept,
)
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Insolvency, PromiseToPay
from dunning_core.lettering import LetteringPolicy
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, payment, sent

START, END = after_due(-20), after_due(60)


def ledger(*facts: Any) -> dc.Ledger:
    """A ledger with ACME."""
    return dc.Ledger.of(ACME, *facts)


def test_the_calendar_of_one_debt() -> None:
    """Each stage on its day, what is owed on each day that changes it, and the interest at the end."""
    ahead = outlook(ledger(invoice()), START, FR_B2B_STANDARD, until=END, creditor=CREDITOR)
    assert [(notice.day - DUE).days for notice in ahead.notices] == [-10, 3, 10, 17, 30, 39]
    assert [notice.stage for notice in ahead.notices][-2:] == ["formal_notice", "recourse"]
    assert [((balance.day - DUE).days, balance.overdue) for balance in ahead.balances] == [
        (-20, eur(0)),
        (1, eur(1000)),
        (60, eur(1000)),
    ]
    last = ahead.balances[-1]
    [item] = ledger(invoice()).as_of(END).receivables
    assert last.interest == dc.accrue_penalties(item, FR_B2B_STANDARD.regime).interest
    assert ahead.for_account("ACME") == ahead
    assert ahead.for_account("BOB").notices == ()


def test_what_is_announced_is_supposed() -> None:
    """A payment of a later day counts when it was known by the first day, and not when it came to be known after it."""
    announced = attrs.evolve(payment("P-1", 1000, after_due(5)), recorded_on=START)
    ahead = outlook(ledger(invoice(), announced), START, FR_B2B_STANDARD, until=END)
    assert [notice.stage for notice in ahead.notices] == ["reminder", "courteous"]
    assert ahead.supposed == (announced,)
    unknown = outlook(ledger(invoice(), payment("P-1", 1000, after_due(5))), START, FR_B2B_STANDARD, until=END)
    assert len(unknown.notices) == 6


def test_a_promise_is_supposed_kept_as_far_as_it_goes() -> None:
    """The promised part, on its day, designating its debt; what insolvency bars is not supposed paid."""
    promise = PromiseToPay("F-1", amount=eur(400), promised_on=after_due(-30), pay_on=after_due(2))
    [supposed] = suppose_promises_kept(ledger(invoice(), promise), START)
    assert (supposed.amount, supposed.received_on, supposed.designates) == (eur(400), after_due(2), ("F-1",))
    barred = Insolvency("ACME", opened_on=after_due(-25))
    assert suppose_promises_kept(ledger(invoice(), promise, barred), START) == ()
    assert suppose_promises_kept(ledger(invoice(), promise), after_due(3)) == ()


def test_the_past_is_seen_as_it_was_known() -> None:
    """Real notices are left out; a payment recorded late leaves a reminder to a client who had paid."""
    paid = attrs.evolve(payment("P-1", 1000, after_due(9)), recorded_on=after_due(12))
    found = backtest(ledger(invoice(), sent("last", after_due(1)), paid), FR_B2B_STANDARD, START, END)
    assert [(line.stage, line.was_paid) for line in found.lines] == [
        ("reminder", False),
        ("courteous", False),
        ("firm", True),
    ]
    assert (found.contacts, found.clients, len(found.paid_lines)) == (3, ("ACME",), 1)
    assert [(count.stage, count.notices) for count in found.by_stage] == [
        ("reminder", 1),
        ("courteous", 1),
        ("firm", 1),
    ]


def test_the_past_under_a_lettering_of_ones_own() -> None:
    """What nothing explains stays beside the debts, which are asked for in full; the standard pays the oldest."""
    book = ledger(invoice(), invoice("F-2"), payment("P-1", 300, DUE))
    asked = [
        [notice.amount for notice in backtest(book, FR_B2B_STANDARD, DUE, after_due(4), **options).notices]
        for options in ({}, {"lettering": LetteringPolicy(imputation=None)})
    ]
    assert asked == [[eur(1700)], [eur(2000)]]
    both = compare_policies(
        book, [FR_B2B_STANDARD], start=DUE, end=after_due(4), lettering=LetteringPolicy(imputation=None)
    )
    assert both.backtests[0].notices[0].amount == eur(2000)
    with pytest.raises(dc.DunningError):
        backtest(book, FR_B2B_STANDARD, DUE, after_due(4), lettering="standard")  # type: ignore[arg-type]


def test_what_was_recorded_stands_in_the_calendar() -> None:
    """What a lettering of one's own found is recorded, and the outlook asks for what it leaves."""
    book = ledger(invoice(), invoice("F-2"), payment("P-1", 300, DUE, "F-2"))
    named = book.as_of(after_due(2)).lettered(LetteringPolicy(imputation=None))
    recorded = book.with_lettering(dc.propose_lettering(named))
    ahead = outlook(recorded, after_due(3), FR_B2B_STANDARD, until=after_due(3))
    assert [(notice.receivables, notice.amount) for notice in ahead.notices] == [(("F-1", "F-2"), eur(1700))]


def test_a_file_that_is_handed_over_is_no_contact() -> None:
    """Of the six stages of a debt that is never paid, five reach the client."""
    found = backtest(ledger(invoice()), FR_B2B_STANDARD, START, END)
    assert (len(found.notices), found.contacts) == (6, 5)


def test_a_policy_with_grace_sends_less() -> None:
    """Two policies side by side on the same days."""
    facts = [invoice(), payment("P-1", 1000, after_due(5))]
    found = compare_policies(
        ledger(*facts), [FR_B2B_STANDARD, FR_B2B_STANDARD.with_grace_days(6)], start=START, end=END
    )
    assert [len(part.lines) for part in found.backtests] == [2, 1]


def test_tables_describe_themselves() -> None:
    """Records and columns bear the published names, in their order."""
    book = ledger(invoice())
    ahead = outlook(book, START, FR_B2B_STANDARD, until=END)
    past = backtest(book, FR_B2B_STANDARD, START, END)
    both = compare_policies(book, [FR_B2B_STANDARD], start=START, end=END)
    for table, records, columns in (
        (ahead.to_columns(), ahead.to_records(), OUTLOOK_COLUMNS),
        (ahead.balances_to_columns(), ahead.balances_to_records(), BALANCE_COLUMNS),
        (past.to_columns(), past.to_records(), BACKTEST_COLUMNS),
        (both.to_columns(), both.to_records(), COMPARISON_COLUMNS),
    ):
        names = [column.name for column in columns]
        assert list(table) == names
        assert records
        assert all(list(record) == names for record in records)
        assert [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)] == records


def test_days_out_of_order_are_refused() -> None:
    """An end before the start is a mistake, and so is no sequence of policies."""
    book = ledger(invoice())
    for call in (
        lambda: outlook(book, END, FR_B2B_STANDARD, until=END - timedelta(days=1)),
        lambda: backtest(book, FR_B2B_STANDARD, END, START),
        lambda: compare_policies(book, FR_B2B_STANDARD, start=START, end=END),  # type: ignore[arg-type]
    ):
        with pytest.raises(dc.DunningError):
            call()
