"""What became of each receivable between two runs."""

from datetime import date
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.comparing import COMPARISON_OF_RUNS_COLUMNS, ChangeKind, compare_runs
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Hold, PaymentReturned, PromiseToPay
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, payment, sent


def compare(before: int, after: int, *facts: Any) -> list[tuple[str, str, str, str, str]]:
    """The changes between two days after the due day: kind, receivable, amount, before, after."""
    ledger = dc.Ledger.of(ACME, *facts)
    runs = [dc.run_dunning(ledger, after_due(days), FR_B2B_STANDARD, CREDITOR) for days in (before, after)]
    found = compare_runs(*runs)
    assert (found.start, found.end) == (after_due(before), after_due(after))
    assert list(found.to_columns()) == [column.name for column in COMPARISON_OF_RUNS_COLUMNS]
    return [
        (change.kind.value, change.receivable, change.amount.text, change.before, change.after)
        for change in found.changes
    ]


def test_a_debt_falls_due_is_paid_in_part_and_then_whole() -> None:
    """From one run to the next: newly due, paid in part, paid; nothing when nothing happened."""
    facts = [invoice("F-1", 100), payment("P-1", 40, after_due(5), "F-1"), payment("P-2", 60, after_due(9), "F-1")]
    assert compare(0, 1, *facts) == [("newly_due", "F-1", "100.00", "", "")]
    assert compare(1, 2, *facts) == []
    assert compare(2, 6, *facts) == [("paid_in_part", "F-1", "40.00", "", "")]
    assert compare(6, 9, *facts) == [("paid", "F-1", "60.00", "", "")]


def test_a_new_debt_and_one_that_comes_back() -> None:
    """An invoice that was not there, and one whose payment was returned."""
    later = invoice("F-2", 70, due=after_due(62))
    facts = [invoice("F-1", 100), payment("P-1", 100, DUE), PaymentReturned("P-1", returned_on=after_due(3)), later]
    assert compare(1, 4, *facts) == [
        ("newly_due", "F-1", "100.00", "", ""),
        ("reopened", "F-1", "100.00", "", ""),
        ("new", "F-2", "70.00", "", ""),
    ]


def test_a_chase_goes_up_is_held_and_released() -> None:
    """A notice that was sent, a hold that begins and ends."""
    facts = [
        invoice("F-1", 100),
        sent("courteous", after_due(3)),
        Hold("F-1", since=after_due(5), until=after_due(20), reason="talks"),
    ]
    assert compare(2, 4, *facts) == [("escalated", "F-1", "100.00", "", "courteous")]
    assert compare(4, 6, *facts) == [("held", "F-1", "100.00", "", "hold.in_force")]
    assert compare(6, 20, *facts) == [("released", "F-1", "100.00", "hold.in_force", "")]


@pytest.mark.parametrize(("paid", "broken"), [(0, "60.00"), (25, "35.00"), (60, None)])
def test_a_promise_is_broken_by_what_did_not_come(paid: int, broken: str | None) -> None:
    """60 promised for the tenth day: what did not come by then is what was broken."""
    facts: list[Any] = [invoice("F-1", 100), PromiseToPay("F-1", amount=eur(60), promised_on=DUE, pay_on=after_due(10))]
    facts += [payment("P-1", paid, after_due(9), "F-1")] if paid else []
    found = [change for change in compare(8, 11, *facts) if change[0] == ChangeKind.PROMISE_BROKEN.value]
    assert [change[2] for change in found] == ([broken] if broken else [])
    assert [change for change in compare(8, 10, *facts) if change[0] == "promise_broken"] == []


def test_runs_are_compared_in_order() -> None:
    """A later run before an earlier one is a mistake."""
    ledger = dc.Ledger.of(ACME, invoice())
    late, early = (dc.run_dunning(ledger, day, FR_B2B_STANDARD) for day in (after_due(1), date(2026, 4, 1)))
    with pytest.raises(dc.DunningError) as raised:
        compare_runs(late, early)
    assert (raised.value.kind, raised.value.field) == ("bad_date_order", "after")
