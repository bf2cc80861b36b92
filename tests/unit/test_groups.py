"""Several debts, several payments: groups, habits, combinations with credit notes, blocks that balance."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.lettering import BY_HABIT, Bounds, Lettering, LetteringPolicy, several_payments, unique_combination
from tests.books import ACME, DUE, after_due, eur, invoice, payment

STRICT = LetteringPolicy(imputation=None)


def propose(*facts: Any, policy: LetteringPolicy = STRICT) -> Lettering:
    """What is proposed for ACME a hundred days after the due day, with nothing presumed."""
    return dc.propose_lettering(dc.Ledger.of(ACME, *facts).as_of(after_due(100)), policy=policy)


def found(lettering: Lettering) -> list[tuple[str, str, str, str]]:
    """Each allocation as credit, debit, amount and strategy."""
    return [(entry.credit, entry.debit, entry.amount.text, entry.strategy) for entry in lettering.allocations]


def note(number: str, amount: str | int, days: int = 0) -> dc.CreditNote:
    """A commercial credit note on the account."""
    return dc.CreditNote(number, client="ACME", amount=eur(amount), issued_on=after_due(days))


def test_all_that_was_due_is_paid_at_once() -> None:
    """What was due by the day of the payment, and not what came later; else all that was open."""
    debts = [invoice("F-1", "100.10"), invoice("F-2", "200.20", due=after_due(3)), invoice("F-3", 50, due=after_due(9))]
    due = propose(*debts, payment("P-1", "300.30", after_due(4)))
    assert found(due) == [
        ("P-1", "F-1", "100.10", "whole_balance"),
        ("P-1", "F-2", "200.20", "whole_balance"),
    ]
    assert due.allocations[0].facts == (("debts", 2),)
    everything = propose(*debts, payment("P-1", "350.30", after_due(4)))
    assert [entry[1:3] for entry in found(everything)] == [("F-1", "100.10"), ("F-2", "200.20"), ("F-3", "50.00")]


def test_a_balance_is_paid_net_of_credit_notes() -> None:
    """Two debts and a credit note of the account: the payment is what remains, and the note is used with it."""
    debts = [invoice("F-1", "100.10"), invoice("F-2", "200.20", due=after_due(3))]
    proposal = propose(*debts, note("A-1", "30.30"), payment("P-1", 270, after_due(4)))
    assert found(proposal) == [
        ("A-1", "F-1", "30.30", "whole_balance"),
        ("P-1", "F-1", "69.80", "whole_balance"),
        ("P-1", "F-2", "200.20", "whole_balance"),
    ]
    assert proposal.remainders == ()


def test_a_combination_may_use_a_credit_note() -> None:
    """Two of four debts less the credit note: the only way, so it is taken; the note of a later day is not."""
    amounts = ("101.05", "350.13", "222.21", "504.47")
    debts = [invoice(f"F-{n}", amount, due=after_due(n)) for n, amount in enumerate(amounts)]
    paid = payment("P-1", "540.34", after_due(5))
    proposal = propose(*debts, note("A-1", "32.00"), paid)
    assert {entry[3] for entry in found(proposal)} == {"unique_combination"}
    assert {entry[1] for entry in found(proposal)} == {"F-1", "F-2"}
    assert sum(entry.minor for entry in proposal.allocations if entry.credit == "A-1") == 3200
    assert proposal.allocations[0].fact("credit_notes") == 1
    assert propose(*debts, note("A-1", "32.00", days=6), paid).allocations == ()


def test_one_month_is_paid_at_once() -> None:
    """The invoices issued in one month make the payment, though others were due in between."""
    debts: list[dc.Invoice] = []
    for number, (month, day, days, amount) in enumerate(
        [(1, 5, 80, "310.07"), (1, 20, 30, "77.91"), (2, 3, 30, "123.45"), (2, 20, 45, "95.13"), (3, 2, 90, "61.17")]
    ):
        issued = DUE.replace(month=month, day=day)
        due = issued + timedelta(days=days)
        debts.append(attrs.evolve(invoice(f"F-{number}", amount, due=due), issued_on=issued))
    proposal = propose(*debts, payment("P-1", "387.98", after_due(1)))
    assert [(entry[1], entry[3]) for entry in found(proposal)] == [("F-1", "natural_group"), ("F-0", "natural_group")]


def history(days: int) -> list[Any]:
    """Four debts paid so many days late, each quoted, so that a habit is known."""
    facts: list[Any] = []
    for n in range(4):
        due = DUE - timedelta(days=40 + n)
        facts.append(invoice(f"H-{n}", 1000 + n, due=due))
        facts.append(payment(f"PH-{n}", 1000 + n, due + timedelta(days=days), f"H-{n}"))
    return facts


def test_a_habit_settles_which_group_is_likelier() -> None:
    """Two pairs make the sum: the pair that he would pay on that day is taken, and says so; without a habit none is."""
    pairs = [("101.11", 0), ("202.22", 1), ("150.03", 30), ("153.30", 31), ("999.99", 3), ("777.77", 40)]
    debts = [invoice(f"F-{n}", amount, due=after_due(days)) for n, (amount, days) in enumerate(pairs)]
    paid = payment("P-1", "303.33", after_due(6))
    known = propose(*history(5), *debts, paid)
    chosen = [entry for entry in known.allocations if entry.credit == "P-1"]
    assert [(entry.debit, entry.strategy) for entry in chosen] == [("F-1", "usual_delay"), ("F-0", "usual_delay")]
    assert chosen[0].fact("usual_days") == 5
    assert "5" in dc.explain(chosen[0], "en")
    unknown = propose(*debts, paid)
    assert unknown.allocations == ()
    assert [candidate.reason for candidate in unknown.candidates] == ["several_combinations"]


def test_the_habit_may_come_before_the_oldest() -> None:
    """Of two equal debts the law pays the older; a policy by habit pays the one that is nearest to his usual day."""
    debts = [invoice("F-1", 120, due=after_due(-30)), invoice("F-2", 120, due=after_due(1))]
    paid = payment("P-1", 120, after_due(6))
    facts = [*history(5), *debts, paid]
    assert ("P-1", "F-1", "120.00", "exact_amount") in found(propose(*facts))
    assert ("P-1", "F-2", "120.00", "usual_delay") in found(propose(*facts, policy=BY_HABIT))
    assert found(propose(*debts, paid, policy=BY_HABIT)) == [("P-1", "F-2", "120.00", "closest_amount")]


def test_several_payments_pay_one_debt() -> None:
    """Three transfers that together make one of four debts, and no other."""
    amounts = ("612.34", "350.13", "222.21", "904.47")
    debts = [invoice(f"F-{n}", amount, due=after_due(n)) for n, amount in enumerate(amounts)]
    parts = [payment(f"P-{n}", amount, after_due(n)) for n, amount in enumerate(("200.01", "112.32", "300.01"))]
    proposal = propose(*debts, *parts)
    assert {entry[1:2] + entry[3:] for entry in found(proposal)} == {("F-0", "several_payments")}
    assert sum(entry.minor for entry in proposal.allocations) == 61_234
    assert proposal.allocations[0].fact("payments") == 3
    apart = [
        attrs.evolve(parts[0], received_on=after_due(-58)),
        parts[1],
        attrs.evolve(parts[2], received_on=after_due(9)),
    ]
    assert propose(*debts, *apart).allocations == ()


def test_a_block_that_balances_leaves_nothing_to_explain() -> None:
    """All that was open is exactly all that came in, though no payment fits a debt."""
    debts = [
        invoice("F-1", "100.00"),
        invoice("F-2", "55.55", due=after_due(1)),
        invoice("F-3", "44.45", due=after_due(2)),
    ]
    parts = [payment("P-1", "120.00", after_due(3)), payment("P-2", "80.00", after_due(5))]
    proposal = propose(*debts, *parts)
    assert {entry[3] for entry in found(proposal)} == {"balanced_block"}
    assert proposal.remainders == ()
    assert propose(*debts, parts[0], payment("P-2", "79.99", after_due(5))).allocations == ()


def test_one_amount_of_one_debt_is_surer_than_the_habit() -> None:
    """A payment of exactly one open amount is not taken for a group of others."""
    facts = [
        *history(0),
        invoice("F-1", "101.11"),
        invoice("F-2", "202.22"),
        invoice("F-3", "303.33", due=after_due(60)),
    ]
    assert ("P-1", "F-3", "303.33", "exact_amount") in found(propose(*facts, payment("P-1", "303.33", DUE)))


def test_limits_are_told() -> None:
    """A search that was cut says for which payment; raising the bound never changes a certain match."""
    debts = [invoice(f"F-{n:02d}", f"{97 * n * n + 1013}.{n:02d}", due=after_due(n)) for n in range(24)]
    paid = [
        payment("P-1", sum_of(debts, 3, 11, 17), after_due(30)),
        payment("P-2", debts[5].amount.text, after_due(30)),
    ]
    small = propose(*debts, *paid, policy=LetteringPolicy(imputation=None, bounds=Bounds(steps_per_credit=50)))
    assert small.limits_reached == ("steps:P-1",)
    presumed = propose(*debts, *paid, policy=LetteringPolicy(bounds=Bounds(steps_per_credit=50)))
    assert (presumed.limits_reached, presumed.remainders) == (("steps:P-1",), ())
    large = propose(*debts, *paid)
    assert large.limits_reached == ()
    assert set(small.allocations) <= set(large.allocations)


def sum_of(debts: list[dc.Invoice], *places: int) -> str:
    """The sum of some invoices, as text."""
    return dc.Money.from_minor(sum(debts[place].minor for place in places), "EUR").text


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [
        ("steps_per_credit", 1, 1 << 40),
        ("steps_in_all", 1, 1 << 40),
        ("sweeps", 1, 20),
        ("debits", 1, 100_000),
        ("explanations", 1, 1000),
        ("span_days", 0, 36_500),
    ],
)
def test_bounds_are_bounded(field: str, least: int, most: int) -> None:
    """A bound of nothing would find nothing in silence; one without end would bound nothing."""
    assert getattr(Bounds(**{field: least}), field) == least
    assert getattr(Bounds(**{field: most}), field) == most
    for wrong in (least - 1, most + 1):
        with pytest.raises(dc.DunningError) as raised:
            Bounds(**{field: wrong})
        assert (raised.value.kind, raised.value.field) == ("out_of_range", field)


def test_a_likely_coincidence_is_told_and_waits() -> None:
    """One way among many sums, likelier by chance than the policy grants: a person is asked; a lax policy takes it."""
    amounts = [1013, 1170, 1291, 1402, 1533, 1694, 1785, 1921, 2077, 2208]
    debts = [invoice(f"F-{n}", f"{amount // 10}.{amount % 10}0", due=after_due(n)) for n, amount in enumerate(amounts)]
    paid = payment("P-1", sum_of(debts, 2, 5), after_due(30))
    strict = LetteringPolicy([unique_combination], imputation=None, most_coincidence=Fraction(1, 50))
    [candidate] = propose(*debts, paid, policy=strict).candidates
    assert (candidate.reason, candidate.is_kept, candidate.debits) == ("coincidence", True, ("F-2", "F-5"))
    assert [name for name, _ in candidate.facts] == ["coincidence"]
    lax = attrs.evolve(strict, most_coincidence=Fraction(1, 4))
    assert [entry[1] for entry in found(propose(*debts, paid, policy=lax))] == ["F-2", "F-5"]
    none = attrs.evolve(strict, most_coincidence=Fraction(1, 10_000))
    assert [told.is_kept for told in propose(*debts, paid, policy=none).candidates] == [False]


def test_more_explanations_than_are_shown_are_told() -> None:
    """Five at most are shown, and that there are more."""
    debts = [invoice(f"F-{n}", 1000 + n, due=after_due(n)) for n in range(12)]
    paid = payment("P-1", 2011, after_due(30))
    policy = LetteringPolicy([unique_combination], imputation=None, bounds=Bounds(explanations=3))
    [candidate] = propose(*debts, paid, policy=policy).candidates
    assert (candidate.reason, len(candidate.explanations)) == ("several_combinations", 3)
    assert ("more_than", 3) in candidate.facts
    assert "3" in dc.explain(candidate, "fr")


def test_payments_that_could_be_of_two_debts_are_of_none() -> None:
    """Two payments make one debt as well as another: neither is taken for theirs."""
    debts = [invoice("F-1", "500.05"), invoice("F-2", "500.05", due=after_due(1)), invoice("F-3", "77.70")]
    parts = [payment("P-1", "200.01", after_due(2)), payment("P-2", "300.04", after_due(3))]
    assert propose(*debts, *parts, policy=LetteringPolicy([several_payments], imputation=None)).allocations == ()
    alone = propose(debts[0], debts[2], *parts, policy=LetteringPolicy([several_payments], imputation=None))
    assert {entry[1] for entry in found(alone)} == {"F-1"}
    assert [name for name, _ in alone.allocations[0].facts] == ["coincidence", "payments"]
