"""Priorities: each part of a score worked by hand, the orders of a plan, and what is told of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.dunning import STANDARD_WEIGHTS, PriorityWeights, Score, largest_first, oldest_first
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import UnknownReferenceError, WrongTypeError
from dunning_core.events import PromiseToPay
from tests.books import CREDITOR, after_due, eur, invoice, lettered, payment, sent

HISTORY = (sent("courteous", after_due(3)), sent("firm", after_due(10)))


def score(day: date, *facts: object, weights: PriorityWeights = STANDARD_WEIGHTS) -> Score:
    decisions = dc.decide_stages(lettered(day, *facts), FR_B2B_STANDARD, creditor=CREDITOR)
    [action] = dc.plan_actions(decisions, order=weights)
    return action.score


def points(found: Score) -> dict[str, int]:
    return {part.name: part.points for part in found.parts if part.points}


def test_a_score_adds_up() -> None:
    """Last notice: 30 × 3/5; 1,000 of 10,000 EUR: 30/10; 17 of 90 days late: 15 × 17/90."""
    found = score(after_due(17), invoice(), *HISTORY)
    assert points(found) == {"stage": 18, "amount": 3, "age": 2}
    assert (found.total, found.most) == (23, 100)
    assert found.part("amount").param("amount") == eur(1000)
    assert found.part("age").param("days_late") == 17
    assert found.part("age").param("nothing") is None
    with pytest.raises(UnknownReferenceError):
        found.part("size")


def test_points_end_where_they_are_full() -> None:
    """From 10,000 EUR and 90 days on, amount and age give all their points."""
    assert points(score(after_due(90), invoice("F-1", 10_000))) == {"stage": 6, "amount": 30, "age": 15}
    assert points(score(after_due(89), invoice("F-1", "9999.99"))) == {"stage": 6, "amount": 29, "age": 14}
    assert points(score(after_due(200), invoice("F-1", 10**6))) == {"stage": 6, "amount": 30, "age": 15}


def test_the_lines_of_an_action_count_together() -> None:
    """The amount is that of all lines claimed, the age that of the oldest; what is not due yet adds nothing."""
    early = invoice("F-3", 5000, due=after_due(20))
    found = score(after_due(18), invoice(), invoice("F-2", 2000, due=after_due(5)), early, *HISTORY)
    assert found.part("amount").param("amount") == eur(3000)
    assert found.part("age").param("days_late") == 18


def test_a_broken_promise_counts_from_the_day_after_it() -> None:
    """A promise that is not kept gives its points the day after; one that was kept gives none."""
    promise = PromiseToPay("F-1", amount=eur(400), promised_on=after_due(11), pay_on=after_due(17))
    assert "broken_promise" not in points(score(after_due(17), invoice(), *HISTORY, promise))
    broken = score(after_due(18), invoice(), *HISTORY, promise)
    assert points(broken)["broken_promise"] == 10
    assert broken.part("broken_promise").param("last_day") == after_due(17)
    kept = score(after_due(18), invoice(), *HISTORY, promise, payment("P-1", 400, after_due(17), "F-1"))
    assert "broken_promise" not in points(kept)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 11, 19), 0),
        (date(2027, 11, 20), 1),
        (date(2028, 1, 31), 5),
        (date(2028, 4, 30), 10),
        (date(2028, 5, 1), 0),
    ],
)
def test_a_limitation_that_is_near_counts(day: date, expected: int) -> None:
    """A consumer's debt of 30 April 2026 ends on 30 April 2028: ten points in its last 180 days, none after it."""
    claire = dc.Client.consumer("CLAIRE", name="Claire", country="FR")
    found = score(day, claire, invoice("F-9", client="CLAIRE"))
    part = found.part("limitation")
    assert part.points == expected
    assert part.param("last_day") == (None if day > date(2028, 4, 30) else date(2028, 4, 30))


def test_where_no_limitation_is_known_it_gives_nothing() -> None:
    """An unknown law is no reason to hurry, and none to stop."""
    abroad = dc.Client.consumer("JP", name="A", country="JP")
    found = score(date(2028, 4, 30), abroad, invoice("F-9", client="JP"))
    assert (found.part("limitation").points, found.part("limitation").param("last_day")) == (0, None)


def test_a_lateness_beyond_the_habit_counts() -> None:
    """Who pays 5, 20 and 40 days late pays 20 late as a rule: 30 days beyond that give all five points."""
    paid = [
        fact
        for number, days in enumerate((5, 20, 40))
        for fact in (
            invoice(f"G-{number}", 100 + number, due=after_due(-200)),
            payment(f"P-{number}", 100 + number, after_due(days - 200), f"G-{number}"),
        )
    ]
    assert score(after_due(20), invoice(), *paid).part("habit").points == 0
    assert score(after_due(35), invoice(), *paid).part("habit").points == 2
    assert score(after_due(50), invoice(), *paid).part("habit").points == 5
    assert score(after_due(50), invoice(), *paid).part("habit").param("usual_days") == 20
    few = score(after_due(50), invoice(), *paid[:4]).part("habit")
    assert (few.points, few.param("usual_days")) == (0, None)


def test_weights_are_ones_own() -> None:
    """A weight of zero leaves a part out, and the scales are chosen."""
    weights = PriorityWeights(stage=0, habit=0, amount=50, amount_full=2000, age_full_days=34)
    found = score(after_due(17), invoice(), *HISTORY, weights=weights)
    assert points(found) == {"amount": 25, "age": 7}
    assert (found.most, weights.most) == (85, 85)


@pytest.mark.parametrize("field", ["stage", "amount_full", "age_full_days", "limitation_days", "habit_full_days"])
def test_nonsense_weights_are_refused(field: str) -> None:
    """A weight is not negative, and a scale not zero; the field is named."""
    value = -1 if field == "stage" else 0
    with pytest.raises(dc.DunningError) as caught:
        PriorityWeights(**{field: value})
    assert caught.value.field == field


BOOKS = (
    dc.Client.business("B", name="B", country="FR"),
    dc.Client.business("C", name="C", country="FR"),
    invoice("F-1", 900),
    *HISTORY,
    invoice("G-1", 8000, client="B", due=after_due(14)),
    invoice("G-2", 50, client="C", due=after_due(-60)),
)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (PriorityWeights(), ["B", "ACME", "C"]),
        (PriorityWeights(amount=0, age=0), ["ACME", "B", "C"]),
        (largest_first, ["B", "ACME", "C"]),
        (oldest_first, ["C", "ACME", "B"]),
        (lambda action: action.client.id != "C", ["C", "ACME", "B"]),
        (lambda action: 0, ["ACME", "B", "C"]),
    ],
)
def test_the_order_of_a_plan(order: Any, expected: list[str]) -> None:
    """By score (ACME 18 + 2 + 2, B 6 + 24 + 0, C 6 + 0 + 12), by amount, by age, or by a key of one's own."""
    decisions = dc.decide_stages(lettered(after_due(17), *BOOKS), FR_B2B_STANDARD, creditor=CREDITOR)
    assert [action.client.id for action in dc.plan_actions(decisions, order=order)] == expected
    assert [action.client.id for action in dc.plan_actions(reversed(decisions), order=order)] == expected


def test_the_priority_sorts_as_the_plan_does() -> None:
    """`priority` is a sorting key, the most urgent first."""
    decisions = dc.decide_stages(lettered(after_due(17), *BOOKS), FR_B2B_STANDARD, creditor=CREDITOR)
    actions = dc.plan_actions(decisions)
    assert sorted(actions, key=lambda action: action.priority) == list(actions)
    assert [action.score.total for action in actions] == [30, 22, 18]


@pytest.mark.parametrize("order", ["largest", None, lambda action: action.client if action.client.id == "B" else 1])
def test_an_order_that_orders_nothing_is_refused(order: Callable[[dc.Action], Any]) -> None:
    """An order is weights, or a function whose keys can be compared."""
    decisions = dc.decide_stages(lettered(after_due(17), *BOOKS), FR_B2B_STANDARD, creditor=CREDITOR)
    with pytest.raises(WrongTypeError) as caught:
        dc.plan_actions(decisions, order=order)
    assert caught.value.field == "order"


def test_a_score_is_explained() -> None:
    """Each part that gave points says what for; nothing is said of the others."""
    found = score(after_due(17), invoice(), *HISTORY)
    english, french = dc.explain(found, "en"), dc.explain(found, "fr")
    assert all(said in english for said in ("23", "100", "18", "3 for", "1,000.00", "late: 17"))
    assert all(said in french for said in ("23", "100", "18", "3 pour", "retard : 17"))
    assert "promise" not in english
    none = score(after_due(-5), invoice("F-1", 1), weights=PriorityWeights(amount=0))
    assert dc.explain(none, "en") == "Priority 0 of 70."
