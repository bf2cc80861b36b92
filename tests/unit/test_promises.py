"""Promises to pay: kept, partly, broken, open or replaced, from receipts that go to the oldest first."""

from datetime import date

import attrs
import pytest

import dunning_core as dc
from dunning_core.errors import InvalidValueError
from dunning_core.events import Dispute, DisputeResolved, PromiseToPay
from dunning_core.interop import read_events
from dunning_core.ledger import PromiseStanding, PromiseState, list_promises
from tests.books import DUE, after_due, decide, eur, invoice, lettered, payment


def promise(amount: int | None, made: int, by: int, tolerance: int = 0) -> PromiseToPay:
    money = None if amount is None else eur(amount)
    return PromiseToPay(
        "F-1", amount=money, promised_on=after_due(made), pay_on=after_due(by), tolerance_days=tolerance
    )


def standings(day: date, *facts: object) -> tuple[PromiseStanding, ...]:
    """The promises about F-1, of 1,000 EUR, on a day."""
    return list_promises(lettered(day, invoice(), *facts).receivables[0])


def states(day: date, *facts: object) -> list[PromiseState]:
    return [standing.state for standing in standings(day, *facts)]


OPEN, KEPT, PARTLY, BROKEN, REPLACED = PromiseState


def test_a_promise_runs_to_its_last_day() -> None:
    """Open on its last day, tolerance included; broken the day after."""
    own = promise(400, 1, 10, tolerance=2)
    assert states(after_due(12), own) == [OPEN]
    assert states(after_due(13), own) == [BROKEN]


def test_what_comes_in_by_the_last_day_keeps_it() -> None:
    """Money of the last day counts, money of the day after does not."""
    own = promise(400, 1, 10)
    assert states(after_due(20), own, payment("P-1", 400, after_due(10), "F-1")) == [KEPT]
    assert states(after_due(20), own, payment("P-1", 400, after_due(11), "F-1")) == [BROKEN]


def test_money_of_the_day_it_is_made_counts() -> None:
    """What came in the day before was not promised any more."""
    own = promise(400, 1, 10)
    assert states(after_due(5), own, payment("P-1", 400, after_due(1), "F-1")) == [KEPT]
    assert states(after_due(5), own, payment("P-1", 400, after_due(0), "F-1")) == [OPEN]


def test_a_part_of_it_keeps_it_in_part() -> None:
    """150 of 400: partly, and 250 are missing."""
    [found] = standings(after_due(11), promise(400, 1, 10), payment("P-1", 150, after_due(9), "F-1"))
    assert found.state is PARTLY
    assert (found.amount, found.paid, found.missing) == (eur(400), eur(150), eur(250))


def test_receipts_go_to_the_oldest_promise_first() -> None:
    """500 keep the first promise of 300, and leave 200 for the second, which then misses 100."""
    facts = (promise(300, 1, 20), promise(300, 2, 10), payment("P-1", 500, after_due(5), "F-1"))
    found = standings(after_due(10), *facts)
    assert [(standing.state, standing.paid) for standing in found] == [(KEPT, eur(300)), (OPEN, eur(200))]
    assert states(after_due(11), *facts) == [KEPT, PARTLY]


def test_what_is_broken_takes_nothing_more() -> None:
    """Money that comes after a promise was broken keeps the next one."""
    facts = (promise(300, 1, 5), promise(300, 6, 20), payment("P-1", 300, after_due(7), "F-1"))
    assert states(after_due(8), *facts) == [BROKEN, KEPT]


def test_a_promise_for_all_replaces_what_is_open() -> None:
    """Nobody promises more than he owes: the new word takes the place of the old one, and nothing is broken."""
    facts = (promise(None, 1, 10), promise(None, 4, 20))
    assert states(after_due(15), *facts) == [REPLACED, OPEN]
    assert states(after_due(21), *facts) == [REPLACED, BROKEN]
    assert lettered(after_due(15), invoice(), *facts).problems == ()


def test_promises_that_come_to_what_is_owed_stand_together() -> None:
    """400 and 600 of 1,000 stand beside each other; 401 and 600 do not."""
    assert states(after_due(5), promise(400, 1, 10), promise(600, 2, 20)) == [OPEN, OPEN]
    assert states(after_due(5), promise(401, 1, 10), promise(600, 2, 20)) == [REPLACED, OPEN]


def test_two_promises_of_one_day_that_cannot_both_be_meant() -> None:
    """The one to be paid last is taken, and told; two parts of the debt are no contradiction."""
    snapshot = lettered(after_due(5), invoice(), promise(None, 1, 10), promise(None, 1, 20))
    [problem] = snapshot.problems
    assert (problem.code, problem.subject) == ("promise.contradictory", "F-1")
    assert dict(problem.params)["pay_on"] == after_due(10)
    assert dict(problem.params)["event"] == "PromiseToPay"
    [hold] = decide(after_due(15), invoice(), promise(None, 1, 10), promise(None, 1, 20)).holds
    assert hold.param("pay_on") == after_due(20)
    assert lettered(after_due(5), invoice(), promise(400, 1, 10), promise(600, 1, 20)).problems == ()


def test_more_than_is_owed_is_promised_as_what_is_owed() -> None:
    """1,200 promised on a debt of 1,000 is kept by 1,000."""
    facts = (promise(1200, 1, 10), payment("P-1", 1000, after_due(9), "F-1"))
    [found] = standings(after_due(20), *facts)
    assert (found.state, found.amount) == (KEPT, eur(1000))


def test_what_is_contested_is_not_missing() -> None:
    """A promise for all of it is kept when all but the contested part came in."""
    facts = (
        promise(None, 1, 10),
        Dispute("F-1", amount=eur(300), opened_on=DUE, reason="QTE_ERR"),
        payment("P-1", 700, after_due(9), "F-1"),
    )
    assert states(after_due(11), *facts) == [KEPT]
    assert states(after_due(11), *facts, DisputeResolved("F-1", resolved_on=after_due(11))) == [PARTLY]


def test_promises_hold_as_long_as_the_rest_of_them_covers_what_is_chased() -> None:
    """With 400 of 1,000 contested 600 are chased: the promise of 600 alone covers them to its own day."""
    contested = Dispute("F-1", amount=eur(400), opened_on=after_due(2), reason="QTE_ERR")
    held = decide(after_due(5), invoice(), promise(400, 1, 12), promise(600, 1, 20), contested)
    assert (held.stage, held.next_on) == (None, after_due(21))
    less = attrs.evolve(contested, amount=eur("399.99"))
    shorter = decide(after_due(5), invoice(), promise(400, 1, 12), promise(600, 1, 20), less)
    assert (shorter.stage, shorter.next_on) == (None, after_due(13))


def test_a_promise_in_another_currency_is_told() -> None:
    """It promises nothing of the debt; a dispute in another currency contests all of it."""
    dollars = dc.Money("400.00", "USD")
    snapshot = lettered(
        after_due(5), invoice(), PromiseToPay("F-1", amount=dollars, promised_on=after_due(1), pay_on=after_due(9))
    )
    [problem] = snapshot.problems
    assert (problem.code, problem.subject, problem.path) == ("event.currency_mismatch", "F-1", "amount")
    assert list_promises(snapshot.receivables[0]) == ()
    contested = Dispute("F-1", amount=dollars, opened_on=DUE, reason="QTE_ERR")
    assert [problem.code for problem in lettered(after_due(5), invoice(), contested).problems] == [
        "event.currency_mismatch"
    ]
    assert decide(after_due(5), invoice(), contested).stage is None


def test_a_negative_tolerance_is_refused() -> None:
    """The field is named."""
    with pytest.raises(InvalidValueError) as caught:
        promise(300, 1, 5, tolerance=-1)
    assert caught.value.field == "tolerance_days"


def test_the_tolerance_is_read_from_rows() -> None:
    """A whole number of days, none when the cell is blank."""
    names = ("event", "subject", "day", "until", "amount", "tolerance_days")
    rows = [("promise", "F-1", "2026-05-01", "2026-05-10", "400 EUR", days) for days in ("2", "", "x")]
    found = read_events([dict(zip(names, row, strict=True)) for row in rows])
    assert found.values == (promise(400, 1, 10, tolerance=2), promise(400, 1, 10))
    assert [problem.path for problem in found.problems] == ["tolerance_days"]
