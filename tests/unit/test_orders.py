"""Imputation between debts, by name: oldest due, French and German law, in proportion."""

from functools import partial
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.documents import InvoiceKind
from dunning_core.law import Rate
from dunning_core.lettering import (
    DebtOrder,
    LetteringPolicy,
    OpenDebit,
    oldest_due_first,
    proportional,
    statutory_de,
    statutory_fr,
)
from tests.boards import board_of, debit, paid, shown
from tests.books import ACME, DUE, after_due, eur, invoice, payment

ORDERS = (oldest_due_first, statutory_fr, statutory_de, proportional)


def spread(order: DebtOrder | None, amount: str | int, *facts: Any, on: int = 20) -> dict[str, str]:
    """What 100 days after the due day is put on each debt, by the law alone."""
    policy = LetteringPolicy([], imputation=order)
    ledger = dc.Ledger.of(ACME, *facts, payment("P-1", amount, after_due(on)))
    proposal = dc.propose_lettering(ledger.as_of(after_due(100)), policy=policy)
    return {entry.debit: entry.amount.text for entry in proposal.allocations}


def agreed(number: str, amount: int, *, rate: str, due: int = 0) -> dc.Invoice:
    """An invoice whose contract states its rate."""
    return attrs.evolve(invoice(number, amount, due=after_due(due)), agreed_rate=Rate.percent(rate))


def test_french_law_goes_by_due_then_burden_then_age() -> None:
    """Of what was due the debt at 15 % before the older one at 10 %; what was not due comes last, whatever its rate."""
    facts = [agreed("F-1", 100, rate="10"), agreed("F-2", 100, rate="15", due=5), agreed("F-3", 100, rate="20", due=30)]
    assert spread(oldest_due_first, 150, *facts) == {"F-1": "100.00", "F-2": "50.00"}
    assert spread(statutory_fr, 150, *facts) == {"F-2": "100.00", "F-1": "50.00"}
    assert spread(statutory_fr, 250, *facts) == {"F-2": "100.00", "F-1": "100.00", "F-3": "50.00"}
    claim = attrs.evolve(invoice("C-1", 100, due=after_due(-9)), kind=InvoiceKind.CLAIM)
    assert spread(statutory_fr, 50, claim, invoice("F-1", 100)) == {"F-1": "50.00"}


def test_the_burden_may_be_your_own() -> None:
    """What the debtor had most interest in paying is measured as you say."""

    def largest(debit: OpenDebit) -> int:
        return debit.minor

    facts = [invoice("F-1", 100), invoice("F-2", 300, due=after_due(5))]
    assert spread(partial(statutory_fr, burden=largest), 50, *facts) == {"F-2": "50.00"}


def test_all_things_being_equal_the_law_shares_out() -> None:
    """Same day, same burden: in proportion, to the cent, by largest remainder and then by name."""
    facts = [invoice("F-1", 100), invoice("F-2", 100), invoice("F-3", 100)]
    assert spread(statutory_fr, 100, *facts) == {"F-1": "33.34", "F-2": "33.33", "F-3": "33.33"}
    assert spread(proportional, 40, *facts, invoice("F-4", 100, due=after_due(3))) == {
        "F-1": "10.00",
        "F-2": "10.00",
        "F-3": "10.00",
        "F-4": "10.00",
    }


def test_german_law_puts_the_less_secure_first() -> None:
    """Retention money, which the client holds, waits for the rest, although it was due before."""
    parts = [
        dc.Installment(due_on=after_due(-20), amount=eur(50), is_retention=True),
        dc.Installment(due_on=DUE, amount=eur(950)),
    ]
    whole = attrs.evolve(invoice("F-1", 1000), due_on=None, installments=parts)
    assert spread(statutory_de, 100, whole) == {"F-1#2": "100.00"}
    assert spread(statutory_fr, 100, whole) == {"F-1#1": "50.00", "F-1#2": "50.00"}


def test_german_law_goes_by_burden_before_age() -> None:
    """Of two as secure the one at the higher rate first, although it is younger; then the older."""
    facts = [agreed("F-1", 100, rate="9"), agreed("F-2", 100, rate="15", due=5), agreed("F-3", 100, rate="9", due=2)]
    assert spread(statutory_de, 150, *facts) == {"F-2": "100.00", "F-1": "50.00"}
    assert spread(statutory_de, 250, *facts) == {"F-2": "100.00", "F-1": "100.00", "F-3": "50.00"}


def test_the_burden_of_a_debt_by_its_own_terms() -> None:
    """Its agreed rate; one of nothing is as good as none; a claim document, which bears nothing, is lighter still."""
    assert spread(statutory_fr, 50, agreed("F-1", 100, rate="0"), invoice("F-2", 100)) == {
        "F-1": "25.00",
        "F-2": "25.00",
    }
    claim = attrs.evolve(invoice("C-1", 100), kind=InvoiceKind.CLAIM)
    assert spread(statutory_fr, 50, claim, agreed("F-1", 100, rate="0")) == {"F-1": "50.00"}


@pytest.mark.parametrize("order", [statutory_fr, statutory_de, proportional])
def test_an_order_says_what_goes_where(order: Any) -> None:
    """All that was due and was there on the day; then what was not due yet; then what was issued after it."""
    debts = [
        debit("F-1", 100, 10, issued=-50, agreed_rate=Rate.percent("15")),
        debit("F-2", 100, 0, agreed_rate=Rate.percent("9")),
        debit("F-3", 60, 1, issued=1, agreed_rate=Rate.percent("20")),
        debit("F-4", 50, 0, issued=0, agreed_rate=Rate.percent("9")),
    ]

    def shares(amount: int) -> list[tuple[str, str, str]]:
        credit = paid("P-1", amount, 0)
        board = board_of(*debts, credit)
        return sorted(shown(board, order(credit, board)), key=lambda share: share[1])

    due = {"F-2": "100.00", "F-4": "50.00"}
    assert {name: amount for _, name, amount in shares(150)} == due
    assert {name: amount for _, name, amount in shares(200)} == {**due, "F-1": "50.00"}
    assert {name: amount for _, name, amount in shares(280)} == {**due, "F-1": "100.00", "F-3": "30.00"}
    assert {name: amount for _, name, amount in shares(999)} == {**due, "F-1": "100.00", "F-3": "60.00"}


def test_money_that_no_order_spreads_is_left() -> None:
    """Without an order nothing is presumed."""
    assert spread(None, 50, invoice("F-1", 100)) == {}


def test_the_order_is_told() -> None:
    """Each allocation names the order, and says that it is presumed."""
    for order in ORDERS:
        policy = LetteringPolicy([], imputation=order)
        ledger = dc.Ledger.of(ACME, invoice("F-1", 100), payment("P-1", 40, DUE))
        [entry] = dc.propose_lettering(ledger.as_of(DUE), policy=policy).allocations
        assert (entry.strategy, entry.strength) == (order.__name__, "presumed")
        for locale, word in (("en", "presumed"), ("fr", "présumé")):
            assert word in dc.explain(entry, locale)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.__name__)
@given(
    debts=st.lists(st.tuples(st.integers(1, 500), st.integers(-40, 40), st.sampled_from(["9", "12"])), max_size=7),
    amount=st.integers(1, 3000),
    on=st.integers(-50, 50),
)
def test_an_order_spreads_all_there_is(order: Any, debts: Any, amount: int, on: int) -> None:
    """Everything goes somewhere as long as something is open; no debt that was due waits behind one that was not."""
    facts = [agreed(f"F-{n}", minor, rate=rate, due=due) for n, (minor, due, rate) in enumerate(debts)]
    shares = spread(order, amount, *facts, on=on)
    total = sum(minor for minor, _, _ in debts)
    assert sum(dc.Money(text, "EUR").minor for text in shares.values()) == 100 * min(amount, total)
    if order is oldest_due_first:
        return
    day = after_due(on)
    visible = [fact for fact in facts if fact.issued_on <= day]
    unpaid_due = [fact for fact in visible if fact.due_on and fact.due_on <= day and left(fact, shares)]
    paid_later = [fact for fact in facts if fact.number in shares and fact.due_on and fact.due_on > day]
    assert not (unpaid_due and paid_later)


def left(fact: dc.Invoice, shares: dict[str, str]) -> int:
    """What is not paid of an invoice."""
    return fact.minor - dc.Money(shares.get(fact.number, "0"), "EUR").minor


def test_what_was_due_is_judged_on_the_day_of_the_payment() -> None:
    """A debt that fell due after the payment comes after one that was due by then, though it is older now."""
    facts = [agreed("F-1", 100, rate="20", due=25), agreed("F-2", 100, rate="9", due=-5)]
    assert spread(statutory_fr, 60, *facts, on=20) == {"F-2": "60.00"}
    assert spread(statutory_fr, 60, *facts, on=25) == {"F-1": "60.00"}
