"""Payment plans: kept, late, broken or ended; nothing is chased while they are kept, then all is as without them."""

from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning import outlook, suppose_plans_kept
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import CurrencyMismatchError, InvalidValueError
from dunning_core.events import Insolvency, PaymentPlan, PlanAccelerated, PlanEnded, PlanInstallment
from dunning_core.interop import read_events
from dunning_core.ledger import PlanState
from tests.books import ACME, CREDITOR, DUE, after_due, decide, eur, invoice, lettered, payment

KEPT, LATE, BROKEN, ENDED = PlanState


def plan(
    *amounts: int, id: str = "PLAN-1", about: tuple[str, ...] = ("F-1",), agreed: int = 1, **more: Any
) -> PaymentPlan:
    """A plan of installments due ten days apart, the first one nine days after the agreement."""
    parts = [PlanInstallment(after_due(agreed + 9 + 10 * rank), eur(amount)) for rank, amount in enumerate(amounts)]
    return PaymentPlan(id, client="ACME", receivables=about, installments=parts, agreed_on=after_due(agreed), **more)


THIRDS = plan(300, 300, 400)  # due on the 10th, 20th and 30th day after the due date


def state(day: int, *facts: object) -> PlanState | None:
    standing = lettered(after_due(day), invoice(), *facts).receivables[0].plan
    return standing.state if standing else None


def codes(day: int, *facts: object) -> list[str]:
    return [problem.code for problem in lettered(after_due(day), invoice(), *facts).problems]


def test_a_plan_is_kept_to_the_day_of_its_installment() -> None:
    """Late on the day after it, when nothing came in; broken once the last installment is past."""
    assert (state(10, THIRDS), state(11, THIRDS)) == (KEPT, LATE)
    assert (state(30, THIRDS), state(31, THIRDS)) == (LATE, BROKEN)


def test_tolerance_puts_off_each_installment() -> None:
    """Two days more for each."""
    own = plan(300, 300, 400, tolerance_days=2)
    assert (state(12, own), state(13, own)) == (KEPT, LATE)


def test_receipts_pay_the_oldest_installment_first() -> None:
    """350 pay the first installment and 50 of the second."""
    facts = (THIRDS, payment("P-1", 350, after_due(5), "F-1"))
    standing = lettered(after_due(12), invoice(), *facts).receivables[0].plan
    assert standing is not None
    assert standing.remaining == ((after_due(20), eur(250)), (after_due(30), eur(400)))
    assert (standing.paid, standing.missing, standing.late_on) == (eur(350), eur(0), after_due(21))


def test_a_late_plan_that_is_caught_up_is_kept_again() -> None:
    """The first installment comes five days late, before anybody ended the plan."""
    facts = (THIRDS, payment("P-1", 300, after_due(15), "F-1"))
    assert (state(14, *facts), state(15, *facts)) == (LATE, KEPT)


def test_what_came_in_before_the_agreement_is_no_installment() -> None:
    """The plan is about what was left on its day: 300 that came the day after pay it, and it does not add up."""
    assert state(5, plan(700), payment("P-1", 300, after_due(0), "F-1")) is KEPT
    assert codes(5, plan(700), payment("P-1", 300, after_due(2), "F-1")) == ["plan.unfit"]
    assert state(10, plan(300, 700), payment("P-1", 300, after_due(1), "F-1")) is KEPT


def test_a_plan_for_what_is_left_after_a_payment_of_its_day() -> None:
    """400 came on the day of the agreement: a plan of 600 is for the rest, one of 1,000 has them as a first share."""
    came = payment("P-1", 400, after_due(1), "F-1")
    rest, whole = plan(600), plan(400, 600)
    assert (state(10, rest, came), state(11, rest, came), codes(11, rest, came)) == (KEPT, BROKEN, [])
    assert (state(20, whole, came), state(21, whole, came), codes(21, whole, came)) == (KEPT, BROKEN, [])
    assert codes(11, plan(700), came) == ["plan.unfit"]


def test_what_had_come_and_was_not_known_yet_pays_the_plan() -> None:
    """200 of the eve, recorded a week later: the plan for 1,000 stands, and they are a share of it."""
    late = attrs.evolve(payment("P-1", 200, DUE, "F-1"), recorded_on=after_due(8))
    own = plan(200, 800)
    assert (state(7, own, late), codes(9, own, late)) == (KEPT, [])
    assert (state(20, own, late), state(21, own, late)) == (KEPT, BROKEN)
    known = attrs.evolve(late, recorded_on=DUE)
    assert codes(9, own, known) == ["plan.unfit"]


def test_a_plan_that_does_not_add_up_does_not_count() -> None:
    """It is told with both sums, and the debt is chased as if it were not there."""
    [problem] = lettered(after_due(5), invoice(), plan(300, 600)).problems
    assert (problem.code, problem.subject) == ("plan.unfit", "PLAN-1")
    assert dict(problem.params)["planned"] == eur(900)
    assert dict(problem.params)["owed"] == eur(1000)
    assert decide(after_due(5), invoice(), plan(300, 600)).stage is not None


def test_a_plan_may_cover_several_debts() -> None:
    """None of them is chased, and money for any of them pays its installments."""
    both = plan(600, 600, about=("F-1", "F-2"))
    facts = (
        invoice("F-2", 200),
        both,
        payment("P-1", 200, after_due(4), "F-2"),
        payment("P-2", 400, after_due(5), "F-1"),
    )
    snapshot = lettered(after_due(15), invoice(), *facts)
    assert snapshot.problems == ()
    [one] = snapshot.open_items
    assert one.plan is not None
    assert (one.id, one.plan.state, one.plan.paid) == ("F-1", KEPT, eur(600))


def test_the_due_date_and_the_interest_stay() -> None:
    """A plan changes neither; it may waive the interest from its day on, for as long as it is kept."""
    plain = decide(after_due(9), invoice())
    planned = decide(after_due(9), invoice(), THIRDS)
    assert planned.stage is None
    assert planned.receivable.due_on == plain.receivable.due_on
    assert planned.penalties is not None
    assert plain.penalties is not None
    assert planned.penalties.interest == plain.penalties.interest


def test_waived_interest_comes_back_when_the_plan_is_not_kept() -> None:
    """1,000 EUR at 12.15 %: the day before the agreement bears 0.33 EUR, the twelve days without a plan 3.99 EUR."""
    waiving = plan(300, 300, 400, waives_interest=True, agreed=2)
    figures = [decide(after_due(day), invoice(), waiving).penalties for day in (11, 12)]
    assert [found and found.interest for found in figures] == [eur("0.33"), eur("3.99")]


def test_late_returns_to_the_state_without_the_plan() -> None:
    """Stage, next day and holds are those of the same book without the plan."""
    for day in (11, 19, 40):
        with_plan, without = decide(after_due(day), invoice(), THIRDS), decide(after_due(day), invoice())
        assert with_plan.stage == without.stage
        assert (with_plan.next_on, with_plan.holds) == (without.next_on, without.holds)


def test_acceleration_needs_a_clause_and_a_late_installment() -> None:
    """Then the plan is broken for good, whatever comes in; else it is told and changes nothing."""
    own = plan(300, 300, 400, accelerates=True)
    called = PlanAccelerated("PLAN-1", client="ACME", accelerated_on=after_due(11))
    paid = payment("P-1", 300, after_due(12), "F-1")
    assert (state(13, own, paid), state(13, own, called, paid)) == (KEPT, BROKEN)
    assert codes(13, own, called, paid) == []
    early = PlanAccelerated("PLAN-1", client="ACME", accelerated_on=after_due(10))
    assert (state(10, own, early), codes(10, own, early)) == (KEPT, ["plan.not_accelerated"])
    assert (state(11, THIRDS, called), codes(11, THIRDS, called)) == (LATE, ["plan.not_accelerated"])


def test_a_plan_that_was_given_up_is_ended() -> None:
    """From the day of its end; an end before its agreement, or of a plan that is not there, is told."""
    end = PlanEnded("PLAN-1", client="ACME", ended_on=after_due(4))
    assert (state(3, THIRDS, end), state(4, THIRDS, end)) == (KEPT, ENDED)
    before = PlanEnded("PLAN-1", client="ACME", ended_on=after_due(0))
    assert (state(4, THIRDS, before), codes(4, THIRDS, before)) == (KEPT, ["plan.unknown"])
    assert codes(4, before) == ["plan.unknown"]


def test_a_later_plan_takes_the_place_of_the_first() -> None:
    """The new schedule counts from its own day."""
    later = plan(1000, id="PLAN-2", agreed=12)
    snapshot = lettered(after_due(20), invoice(), THIRDS, later)
    assert snapshot.problems == ()
    standing = snapshot.receivables[0].plan
    assert standing is not None
    assert (standing.plan.id, standing.state) == ("PLAN-2", KEPT)


def test_two_plans_of_one_day_or_of_one_name_contradict() -> None:
    """Neither counts, and both are told."""
    assert codes(5, THIRDS, plan(1000, id="PLAN-2")) == ["plan.contradictory"] * 2
    assert codes(15, THIRDS, plan(1000, agreed=12)) == ["plan.contradictory"] * 2
    assert state(5, THIRDS, plan(1000, id="PLAN-2")) is None


def test_a_plan_in_another_currency_does_not_count() -> None:
    """It is told with the currencies of its debts."""
    dollars = PlanInstallment(after_due(10), dc.Money("1000.00", "USD"))
    own = PaymentPlan("PLAN-1", client="ACME", receivables=["F-1"], installments=[dollars], agreed_on=after_due(1))
    assert (state(5, own), codes(5, own)) == (None, ["plan.currency_mismatch"])


def test_a_plan_about_an_unknown_debt_does_not_count() -> None:
    """The name is told, and so is that the sums differ."""
    own = plan(1000, about=("F-1", "F-9"))
    assert codes(5, own) == ["event.subject.unknown"]
    assert codes(5, plan(1500, about=("F-1", "F-9"))) == ["event.subject.unknown", "plan.unfit"]


def test_impossible_plans_are_refused() -> None:
    """No debts, no installments, a day before the agreement, two currencies, nothing to pay."""
    wrong: list[dict[str, Any]] = [
        {"receivables": []},
        {"installments": []},
        {"installments": [PlanInstallment(after_due(0), eur(5))]},
        {"tolerance_days": -1},
    ]
    usual = {"receivables": ["F-1"], "installments": [PlanInstallment(after_due(9), eur(5))]}
    for changed in wrong:
        with pytest.raises(InvalidValueError):
            PaymentPlan("PLAN-1", client="ACME", agreed_on=after_due(1), **{**usual, **changed})
    mixed = [PlanInstallment(after_due(9), eur(5)), PlanInstallment(after_due(9), dc.Money("5", "USD"))]
    with pytest.raises(CurrencyMismatchError):
        PaymentPlan("PLAN-1", client="ACME", receivables=["F-1"], installments=mixed, agreed_on=after_due(1))
    with pytest.raises(InvalidValueError):
        PlanInstallment(after_due(9), eur(0))


def ledger(*facts: object) -> dc.Ledger:
    return dc.Ledger.of(ACME, *facts)  # type: ignore[arg-type]


def test_the_outlook_under_the_hypothesis_that_the_plan_is_kept() -> None:
    """Its installments come in on their days, the debts are paid at its end, and nothing is sent."""
    whole = ledger(invoice(), invoice("F-2", 500), plan(600, 900, about=("F-1", "F-2")))
    supposed = suppose_plans_kept(whole, after_due(3))
    assert [(paid.received_on, paid.amount, paid.designates) for paid in supposed] == [
        (after_due(10), eur(600), ("F-1",)),
        (after_due(20), eur(400), ("F-1",)),
        (after_due(20), eur(500), ("F-2",)),
    ]
    ahead = outlook(whole.with_(supposed), after_due(3), FR_B2B_STANDARD, until=after_due(60), creditor=CREDITOR)
    assert ahead.notices == ()
    assert ahead.balances[-1].outstanding == eur(0)
    without = outlook(whole, after_due(3), FR_B2B_STANDARD, until=after_due(60), creditor=CREDITOR)
    assert without.notices[0].day == after_due(11)


def test_an_installment_within_its_tolerance_is_supposed_to_come_today() -> None:
    """A plan that is late supposes nothing, and what insolvency bars is not paid."""
    own = plan(1000, tolerance_days=5)
    [paid] = suppose_plans_kept(ledger(invoice(), own), after_due(12))
    assert paid.received_on == after_due(12)
    assert suppose_plans_kept(ledger(invoice(), own), after_due(16)) == ()
    barred = Insolvency("ACME", opened_on=after_due(2))
    assert suppose_plans_kept(ledger(invoice(), own, barred), after_due(12)) == ()


def test_plans_are_read_from_rows() -> None:
    """A cell lists the installments, each a day and an amount."""
    names = ("event", "plan", "client", "receivables", "day", "installments", "currency", "waives_interest")
    row = (
        "payment_plan",
        "PLAN-1",
        "ACME",
        "F-1",
        "2026-05-01",
        "2026-05-10 300.00; 2026-05-20 300;2026-05-30 400",
        "EUR",
    )
    rows: list[dict[str, Any]] = [dict(zip(names, (*row, flag), strict=True)) for flag in ("yes", "", "maybe")]
    rows.append({**rows[0], "installments": "soon 300"})
    rows.append({**rows[0], "event": "plan_ended"})
    rows.append({**rows[0], "event": "plan_accelerated"})
    found = read_events(rows)
    assert found.values == (
        plan(300, 300, 400, waives_interest=True),
        THIRDS,
        PlanEnded("PLAN-1", client="ACME", ended_on=after_due(1)),
        PlanAccelerated("PLAN-1", client="ACME", accelerated_on=after_due(1)),
    )
    assert [problem.path for problem in found.problems] == ["waives_interest", "installments"]


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_the_plan_is_named_in_words(locale: str) -> None:
    """The sentence says which plan, and its next installment."""
    said = dc.explain(decide(after_due(5), invoice(), THIRDS), locale)
    assert "PLAN-1" in said
    assert "300" in said


def test_a_plan_is_seen_from_its_agreement_and_its_record_on() -> None:
    """The day before, or before it was recorded, it is not there."""
    late_known = plan(1000, recorded_on=after_due(6))
    assert (state(0, THIRDS), state(1, THIRDS)) == (None, KEPT)
    for known_on, found in ((after_due(5), False), (after_due(6), True)):
        [item] = lettered(after_due(5), invoice(), late_known, known_on=known_on).receivables
        assert (item.plan is not None) == found
