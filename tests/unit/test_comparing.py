"""What became of each receivable between two runs."""

from datetime import date
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Cancelled, Channel, Hold, NoticeSent, PaymentReturned, PromiseToPay, StageKind
from dunning_core.run import COMPARISON_OF_RUNS_COLUMNS, ChangeKind, compare_runs
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, payment, sent


def compare(
    before: int, after: int, *facts: Any, policy: dc.DunningPolicy = FR_B2B_STANDARD
) -> list[tuple[str, str, str, str, str]]:
    """The changes between two days after the due day: kind, receivable, amount, before, after."""
    ledger = dc.Ledger.of(ACME, *facts)
    runs = [dc.run_dunning(ledger, after_due(days), policy, CREDITOR) for days in (before, after)]
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


def test_what_is_owed_less_was_not_always_paid() -> None:
    """A cancelled invoice, a credit note and money are three things; a debt that came and went was paid."""
    assert compare(1, 4, invoice("F-1", 100), Cancelled("F-1", cancelled_on=after_due(2))) == [
        ("reduced", "F-1", "100.00", "", "")
    ]
    note = dc.CreditNote("A-1", client="ACME", amount=eur(30), issued_on=after_due(2), corrects="F-1")
    assert compare(1, 4, invoice("F-1", 100), note, payment("P-1", 70, after_due(3), "F-1")) == [
        ("paid", "F-1", "70.00", "", ""),
        ("reduced", "F-1", "30.00", "", ""),
    ]
    later = dc.Invoice("F-2", client="ACME", amount=eur(40), issued_on=after_due(2), due_on=after_due(2))
    assert compare(1, 9, later, payment("P-1", 40, after_due(4), "F-2")) == [("paid", "F-2", "40.00", "", "")]


def test_only_the_newest_promise_is_broken_and_once() -> None:
    """A promise that another one replaced is not broken; one made since is; what came too late does not mend it."""
    first = PromiseToPay("F-1", promised_on=DUE, pay_on=after_due(10))
    second = PromiseToPay("F-1", promised_on=after_due(9), pay_on=after_due(20))
    kinds = [
        [change[0] for change in compare(*span, invoice(), first, second)] for span in ((8, 12), (8, 21), (21, 25))
    ]
    assert ["promise_broken" in found for found in kinds] == [False, True, False]
    late = payment("P-1", 1000, after_due(21), "F-1")
    found = compare(8, 22, invoice(), second, late)
    assert ("promise_broken", "F-1", "1000.00", "", "") in found
    assert ("paid", "F-1", "1000.00", "", "") in found


def test_a_step_up_within_one_nature_is_told() -> None:
    """Two stages of one nature are two steps."""
    stages = [dc.Stage(name, StageKind.FIRM, delay, Channel.EMAIL) for name, delay in (("one", 1), ("two", 9))]
    notices = [
        NoticeSent(
            client="ACME",
            stage=stage.name,
            kind=stage.kind,
            receivables=["F-1"],
            channel=stage.channel,
            sent_on=after_due(stage.delay_days),
        )
        for stage in stages
    ]
    found = compare(2, 10, invoice("F-1", 100), *notices, policy=dc.DunningPolicy("two", stages))
    assert found == [("escalated", "F-1", "100.00", "one", "two")]


def test_runs_are_compared_in_order() -> None:
    """A later run before an earlier one is a mistake."""
    ledger = dc.Ledger.of(ACME, invoice())
    late, early = (dc.run_dunning(ledger, day, FR_B2B_STANDARD) for day in (after_due(1), date(2026, 4, 1)))
    with pytest.raises(dc.DunningError) as raised:
        compare_runs(late, early)
    assert (raised.value.kind, raised.value.field) == ("bad_date_order", "after")
