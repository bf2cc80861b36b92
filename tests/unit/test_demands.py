"""What an action asks for: each figure worked out by hand, and computed once."""

import pickle

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning.demands import Demand
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import ClaimWaived, Dispute, PromiseToPay
from dunning_core.law import Rate, Regime, de
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, payment, sent

CHASED = (sent("courteous", after_due(3)), sent("firm", after_due(10)), sent("last", after_due(17)))
FIGURES = [name for name in vars(Demand) if not name.startswith("_")]


def ask(day: int, *facts: object, regime: Regime | None = None) -> dc.Action:
    """The only action of a ledger on a day, under the standard policy."""
    policy = FR_B2B_STANDARD if regime is None else FR_B2B_STANDARD.with_regime(regime)
    ledger = dc.Ledger.of(ACME, *facts)  # type: ignore[arg-type]
    [action] = dc.run_dunning(ledger, after_due(day), policy, creditor=CREDITOR).actions
    return action


def test_what_is_held_back_is_no_part_of_what_is_asked() -> None:
    """1,000 and 500, of which 200 are disputed and 100 promised: 1,200 are asked for, 700 and 500."""
    held = (
        Dispute("F-1", amount=eur(200), opened_on=DUE, reason="quality"),
        PromiseToPay("F-1", amount=eur(100), promised_on=DUE, pay_on=after_due(30)),
    )
    demand = ask(3, invoice(), invoice("F-2", 500), *held).demand
    assert [(line.receivable.id, chased) for line, chased in zip(demand.lines, demand.chased, strict=True)] == [
        ("F-1", eur(700)),
        ("F-2", eur(500)),
    ]
    assert (demand.outstanding, demand.disputed, demand.promised) == (eur(1200), eur(200), eur(100))
    assert (demand.totals, demand.sums) == ((("principal", eur(1200)),), (eur(1200),))
    assert (demand.claims, demand.per_day, demand.second_reading) == ((), eur(0), None)


def test_what_is_not_due_yet_is_asked_for_only_by_a_reminder() -> None:
    """It travels with what is late without being claimed; alone, it is what the reminder is about."""
    soon = invoice("F-2", 500, due=after_due(10))
    assert [line.receivable.id for line in ask(3, invoice(), soon).demand.lines] == ["F-1"]
    assert [line.receivable.id for line in ask(3, soon).demand.lines] == ["F-2"]


def test_penalties_are_announced_before_they_are_claimed() -> None:
    """At 12.15 % since 30 April: announced by the firm notice, claimed by the last one with 16 days of them."""
    firm, last = (ask(day, invoice(), *CHASED[:sent_before]) for day, sent_before in ((10, 1), (17, 2)))
    [announced], [claim] = firm.demand.announced, last.demand.claims
    assert (firm.demand.claims, last.demand.announced) == ((), ())
    assert (announced.rate, firm.demand.law) == (Rate.percent("12.15"), "FR")
    assert [line.kind for line in announced.lines] == ["interest", "compensation"]
    # 1,000 × 12.15 % × 17 / 365 = 5.66, and 0.33 a day.
    assert claim.unclaimed == (eur("5.66"), eur(40), eur(0))
    assert (claim.amounts, claim.kinds) == ((eur("45.66"),), ("interest", "compensation"))
    assert last.demand.totals == (
        ("principal", eur(1000)),
        ("interest", eur("5.66")),
        ("compensation", eur(40)),
        ("total", eur("1045.66")),
    )
    assert (last.demand.sums, last.demand.per_day, last.demand.law) == ((eur("1045.66"),), eur("0.33"), "FR")


def test_penalties_given_up_are_not_claimed() -> None:
    """A line of which nothing is left to claim is none of the claims, and the principal needs no total."""
    waived = [ClaimWaived("F-1", component=name, waived_on=after_due(17)) for name in ("interest", "compensation")]
    demand = ask(17, invoice(), *CHASED[:2], *waived).demand
    assert [penalties.interest for penalties in demand.penalties] == [eur("5.66")]
    assert (demand.claims, demand.totals) == ((), (("principal", eur(1000)),))


def test_penalties_in_another_currency_have_a_total_of_their_own() -> None:
    """The fixed sum of a debt in dollars is due in euros."""
    debt = dc.Invoice("U-1", client="ACME", amount=dc.Money(1000, "USD"), issued_on=after_due(-60), due_on=DUE)
    notices = [attrs.evolve(notice, receivables=("U-1",)) for notice in CHASED[:2]]
    demand = ask(17, debt, *notices).demand
    assert demand.sums == (dc.Money("1005.66", "USD"), eur(40))
    assert demand.totals[-2:] == (("total", dc.Money("1005.66", "USD")), ("total", eur(40)))
    assert demand.claims[0].amounts == (dc.Money("5.66", "USD"), eur(40))


def test_a_french_court_reads_a_part_payment_again() -> None:
    """600 of 1,000 paid after 10 days, 3.33 of it for interest: 3.33 more principal is left, and bears interest."""
    paid = payment("P-1", 600, after_due(10), "F-1")
    reading = ask(30, invoice(), paid, *CHASED).demand.second_reading
    assert reading is not None
    # 3.3288 for ten days and 2.6852 for twenty on 403.33: 6.01, less 3.33. By the ledger 400.00, and 3.3288 + 2.6630.
    assert (reading.principal, reading.interest) == (eur("403.33"), eur("2.68"))
    assert reading.difference == eur("0.02")


@pytest.mark.parametrize("case", ["unpaid", "german"])
def test_without_a_payment_or_that_law_nothing_is_read_again(case: str) -> None:
    """Both readings are one without a payment, and the order of C. civ. 1343-1 is that of French debts."""
    facts = [] if case == "unpaid" else [payment("P-1", 600, after_due(10), "F-1")]
    action = ask(30, invoice(), *facts, *CHASED, regime=de.B2B if case == "german" else None)
    assert action.demand.claims
    assert action.demand.second_reading is None


def test_each_figure_is_computed_once() -> None:
    """Asked for again, it is the very same object; a copy of the action computes its own, and all are equal."""
    action = ask(17, invoice(), *CHASED[:2])
    first = [getattr(action.demand, name) for name in FIGURES]
    assert all(getattr(action.demand, name) is found for name, found in zip(FIGURES, first, strict=True))
    copy = attrs.evolve(action)
    assert copy == action
    assert copy.demand is not action.demand
    assert copy.demand.totals == action.demand.totals


def test_an_action_travels_with_its_figures() -> None:
    """Between processes, whether they were asked for or not."""
    action = ask(17, invoice(), *CHASED[:2])
    before = pickle.loads(pickle.dumps(action))
    assert action.total == eur("1045.66")
    after = pickle.loads(pickle.dumps(action))
    assert before == after == action
    assert before.demand.totals == after.demand.totals == action.demand.totals
