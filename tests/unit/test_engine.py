"""The sweeps: strategies of one's own, and what the engine lets them do, with which effort, and what it tells."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import partial
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.documents import WriteOff
from dunning_core.lettering import (
    Board,
    Bounds,
    Doubt,
    Explanation,
    Lettering,
    LetteringPolicy,
    OpenCredit,
    Share,
    designation,
    exact_amount,
    oldest_due_first,
    unique_combination,
)
from tests.books import ACME, after_due, eur, invoice, payment

Answer = Iterable[Share] | Doubt


def propose(*facts: Any, **policy: Any) -> Lettering:
    """What is proposed for ACME ten days after the due day; nothing is presumed unless told."""
    policy = {"imputation": None, **policy}
    return dc.propose_lettering(dc.Ledger.of(ACME, *facts).as_of(after_due(10)), policy=LetteringPolicy(**policy))


def placed(lettering: Lettering) -> list[tuple[str, str, str]]:
    """Each allocation as credit, debit and amount."""
    return [(entry.credit, entry.debit, entry.amount.text) for entry in lettering.allocations]


def about(*names: str) -> Callable[[Callable[[OpenCredit, Board], Answer]], Callable[[OpenCredit, Board], Answer]]:
    """A strategy that is asked about some credits only."""

    def only(strategy: Callable[[OpenCredit, Board], Answer]) -> Callable[[OpenCredit, Board], Answer]:
        return lambda credit, board: strategy(credit, board) if credit.id in names else ()

    return only


def in_doubt(*debits: str, keeps: bool) -> Callable[[OpenCredit, Board], Answer]:
    """A strategy that may not choose: each debit is an explanation of its own."""
    ways = tuple(Explanation(((debit, 10_000),)) for debit in debits)
    return lambda credit, board: Doubt("in_doubt", ways, keeps=keeps)


def on(place: int) -> Callable[[OpenCredit, Board], Answer]:
    """A strategy that puts all of a credit on one debit."""
    return lambda credit, board: [Share(place, credit.minor)]


DEBTS = [invoice("F-1", 100), invoice("F-2", 100, due=after_due(1)), invoice("F-3", 100, due=after_due(2))]


@pytest.mark.parametrize(
    ("sweeps", "sure"),
    [(1, [False]), (2, [True, False]), (3, [True, True, False]), (4, [True, True, False, False])],
)
def test_the_effort_of_each_sweep(sweeps: int, sure: list[bool]) -> None:
    """Four times the steps of the one before; in the first half a combination must be ten times less likely."""
    seen: list[tuple[int, Fraction]] = []

    def spy(credit: OpenCredit, board: Board) -> Doubt:
        seen.append((board.steps, board.coincidence))
        return Doubt("in_doubt", (), keeps=False)

    bounds = Bounds(steps_per_credit=6400, sweeps=sweeps)
    propose(*DEBTS, payment("P-1", 70, after_due(3)), strategies=[spy], bounds=bounds)
    steps = [100, 400, 1600, 6400][-sweeps:]
    assert seen == [(most, Fraction(1, 1000 if is_sure else 100)) for most, is_sure in zip(steps, sure, strict=True)]


@pytest.mark.parametrize(
    ("in_all", "credits", "steps"), [(100, 3, 33), (100, 1, 50), (49, 1, 49), (2, 3, 1), (100, 2, 50), (51, 2, 25)]
)
def test_effort_is_shared_out(in_all: int, credits: int, steps: int) -> None:
    """Among the payments, at most what one may cost, at least one step."""
    seen: list[int] = []

    def spy(credit: OpenCredit, board: Board) -> Answer:
        seen.append(board.steps)
        return ()

    paid = [payment(f"P-{n}", 70 + n, after_due(3)) for n in range(credits)]
    bounds = Bounds(steps_per_credit=50, steps_in_all=in_all, sweeps=1)
    propose(*DEBTS, *paid, strategies=[spy], bounds=bounds)
    assert set(seen) == {steps}


def test_a_first_sweep_has_one_step_at_least() -> None:
    """However little effort there is."""
    seen: list[int] = []

    def spy(credit: OpenCredit, board: Board) -> Answer:
        seen.append(board.steps)
        return Doubt("in_doubt", (), keeps=False)

    paid = payment("P-1", 70, after_due(3))
    propose(*DEBTS, paid, strategies=[spy], bounds=Bounds(steps_per_credit=5, sweeps=3))
    assert seen == [1, 1, 5]


def test_who_is_asked_about() -> None:
    """What is used up, what its payer meant for what is not there, and write-offs are not; the others go on."""
    asked: list[str] = []

    def spend(credit: OpenCredit, board: Board) -> Answer:
        asked.append(credit.id)
        # The first of them takes the money of the second as well.
        other = next((one for one in board.credits if one.id == "P-2" and one.minor), None)
        return [Share(0, 3000), Share(0, 3000, credit=other)] if credit.id == "P-1" and other else ()

    facts = [payment(f"P-{n}", 30, after_due(3)) for n in (1, 2, 3)]
    unheard = attrs.evolve(payment("P-0", 100, after_due(3)), designates=("F-9",))
    lost = WriteOff("L-0", client="ACME", amount=eur(5), written_off_on=after_due(3), writes_off="F-8")
    proposal = propose(*DEBTS, *facts, unheard, lost, strategies=[spend, exact_amount], bounds=Bounds(sweeps=1))
    assert asked == ["P-1", "P-3"]
    assert placed(proposal) == [("P-1", "F-1", "30.00"), ("P-2", "F-1", "30.00")]
    assert {item.credit: item.reasons for item in proposal.remainders}["P-0"] == ("designates_unknown",)


def test_a_doubt_about_one_credit_stops_no_other() -> None:
    """The next credit is asked about by the same strategy."""
    facts = [payment("P-1", 100, after_due(3)), payment("P-2", 100, after_due(4))]
    first = about("P-1")(in_doubt("F-1", "F-2", keeps=True))
    mixed: Callable[[OpenCredit, Board], Answer] = lambda credit, board: first(credit, board) or on(2)(credit, board)  # noqa: E731
    assert placed(propose(*DEBTS, *facts, strategies=[mixed])) == [("P-2", "F-3", "100.00")]


@pytest.mark.parametrize(
    ("keeps", "place", "debit"),
    [(True, 2, None), (True, 1, "F-2"), (False, 2, "F-3"), (False, 1, "F-2")],
    ids=["kept", "confirmed", "not kept", "not kept and confirmed"],
)
def test_a_later_strategy_may_confirm_what_is_in_doubt(keeps: bool, place: int, debit: str | None) -> None:
    """While a doubt keeps a credit nothing else is done with it; what is placed in full is in doubt no longer."""
    strategies = [in_doubt("F-1", "F-2", keeps=keeps), on(place)]
    proposal = propose(*DEBTS, payment("P-1", 100, after_due(3)), strategies=strategies)
    assert placed(proposal) == ([("P-1", debit, "100.00")] if debit else [])
    assert [found.reason for found in proposal.candidates] == ([] if debit else ["in_doubt"])


def test_a_credit_in_doubt_makes_no_sum_with_another() -> None:
    """Money that waits for a person is not used beside other money, unless the doubt lets go of it."""

    def both(credit: OpenCredit, board: Board) -> Answer:
        other = next((one for one in board.credits if one.id == "P-1" and one.minor), None)
        return [Share(2, 4000, credit=other), Share(2, 6000)] if other else ()

    facts = [payment("P-1", 40, after_due(3)), payment("P-2", 60, after_due(4))]
    for keeps, expected in ((True, []), (False, [("P-1", "F-3", "40.00"), ("P-2", "F-3", "60.00")])):
        strategies = [about("P-1")(in_doubt("F-1", keeps=keeps)), about("P-2")(both)]
        proposal = propose(*DEBTS, *facts, strategies=strategies)
        assert placed(proposal) == expected
        # Used up in full, it is in doubt no longer.
        assert [found.credit for found in proposal.candidates] == (["P-1"] if keeps else [])


def test_what_the_payer_says_goes_before_a_doubt() -> None:
    """Asked in that order, a combination is in doubt, and the payer's own choice is followed all the same."""
    debts = [invoice(f"F-{n}", amount, due=after_due(n)) for n, amount in enumerate((100, 300, 600, 200, 900, 400))]
    told = attrs.evolve(payment("P-1", 500, after_due(6)), designates=("F-2",))
    for doubt in (unique_combination, in_doubt("F-0", keeps=True)):
        proposal = propose(*debts, told, strategies=[doubt, designation])
        assert placed(proposal) == [("P-1", "F-2", "500.00")]


def test_withheld_debts_spare_the_others() -> None:
    """A share on one of them is refused with what it would have paid; one on another debt is put."""
    both: Callable[[OpenCredit, Board], Answer] = lambda credit, board: [Share(0, 4000), Share(1, 6000)]  # noqa: E731
    facts = [*DEBTS, payment("P-1", 100, after_due(3))]
    proposal = propose(*facts, strategies=[both], withheld=["F-1", "F-2"])
    [candidate] = proposal.candidates
    assert (candidate.reason, candidate.facts) == ("withheld", (("withheld", "F-1, F-2"),))
    assert [found.entries for found in candidate.explanations] == [(("F-1", 4000), ("F-2", 6000))]
    assert placed(propose(*facts, strategies=[on(2)], withheld=["F-1"])) == [("P-1", "F-3", "100.00")]


def test_a_strategy_may_be_lazy_or_nameless_and_may_give_nothing() -> None:
    """An iterator is as good as a list; without a name it is one's own; a share of nothing is none."""

    def lazy(credit: OpenCredit, board: Board) -> Iterable[Share]:
        yield Share(0, 0)
        yield Share(0, credit.minor)

    paid = payment("P-1", 70, after_due(3))
    [entry] = propose(*DEBTS, paid, strategies=[lazy]).allocations
    assert (entry.strategy, entry.strength, entry.minor) == ("lazy", "own", 7000)
    [entry] = propose(*DEBTS, paid, strategies=[partial(lazy)]).allocations
    assert (entry.strategy, entry.fact("nothing")) == ("own", None)
    [entry] = propose(*DEBTS, paid, strategies=[], imputation=partial(oldest_due_first)).allocations
    assert entry.strategy == "presumed"


def test_no_coincidence_at_all_may_be_granted() -> None:
    """A policy may ask for sums that nothing near could have made."""
    assert LetteringPolicy(most_coincidence=Fraction(0)).most_coincidence == 0


def test_what_is_presumed_may_leave_one_explanation() -> None:
    """500 is 100 + 400 or 200 + 300; 50 that no rule places take half of the 100, and then only one way is left."""
    amounts = (100, 300, 200, 400)
    debts = [invoice(f"F-{n}", amount, due=after_due(n)) for n, amount in enumerate(amounts)]
    facts = [*debts, payment("P-1", 500, after_due(5)), payment("P-2", 50, after_due(5))]
    policy = {"strategies": [unique_combination], "most_coincidence": Fraction(1, 2)}
    assert [found.debits for found in propose(*facts, **policy).candidates] == [("F-0", "F-3", "F-1", "F-2")]
    assert placed(propose(*facts, **policy, imputation=oldest_due_first)) == [
        ("P-2", "F-0", "50.00"),
        ("P-1", "F-1", "300.00"),
        ("P-1", "F-2", "200.00"),
    ]


def test_money_in_slight_doubt_is_presumed_and_told() -> None:
    """A doubt that does not keep it is told beside what the policy presumes; one that keeps it leaves it waiting."""
    paid = payment("P-1", 100, after_due(3))
    for keeps, expected in ((False, [("P-1", "F-1", "100.00")]), (True, [])):
        strategies = [in_doubt("F-2", keeps=keeps)]
        proposal = propose(*DEBTS, paid, strategies=strategies, imputation=oldest_due_first)
        assert placed(proposal) == expected
        [candidate] = proposal.candidates
        assert (candidate.credit, candidate.is_kept, candidate.debits) == ("P-1", keeps, ("F-2",))
    # Told as well when the sweeps begin again for another payment, which waits.
    strategies = [about("P-1")(in_doubt("F-2", keeps=False)), about("P-2")(in_doubt("F-3", keeps=True))]
    other = payment("P-2", 60, after_due(4))
    proposal = propose(*DEBTS, paid, other, strategies=strategies, imputation=oldest_due_first)
    assert placed(proposal) == [("P-1", "F-1", "100.00")]
    assert [(found.credit, found.is_kept) for found in proposal.candidates] == [("P-1", False), ("P-2", True)]
    sure = propose(*DEBTS, paid, strategies=[], imputation=oldest_due_first)
    assert (placed(sure), sure.candidates) == ([("P-1", "F-1", "100.00")], ())


def test_debts_in_doubt_are_presumed_paid_last() -> None:
    """P-1 waits for F-1 or F-2; what is presumed goes to the others first, and then to them."""
    facts = [*DEBTS, payment("P-1", 100, after_due(3)), payment("P-2", 170, after_due(4))]
    doubt = about("P-1")(in_doubt("F-1", "F-2", keeps=True))
    proposal = propose(*facts, strategies=[doubt], imputation=oldest_due_first)
    assert placed(proposal) == [("P-2", "F-3", "100.00"), ("P-2", "F-1", "70.00")]
    enough = [*DEBTS, payment("P-1", 100, after_due(3)), payment("P-2", 100, after_due(4))]
    assert placed(propose(*enough, strategies=[doubt], imputation=oldest_due_first)) == [("P-2", "F-3", "100.00")]


def test_limits_of_money_that_was_then_presumed_are_told() -> None:
    """With the payment, whatever its name; also when what is presumed of another one starts the sweeps again."""

    def cut(credit: OpenCredit, board: Board) -> Answer:
        board.limits[f"steps:{credit.id}"] = None
        return ()

    facts = [*DEBTS, payment("P:1", 250, after_due(3)), payment("P:2", 90, after_due(4))]
    proposal = propose(*facts, strategies=[cut], imputation=oldest_due_first)
    assert proposal.limits_reached == ("steps:P:1", "steps:P:2")
    assert [item.credit for item in proposal.remainders] == ["P:2"]
    only = propose(*facts, strategies=[about("P:1")(cut)], imputation=oldest_due_first)
    assert only.limits_reached == ("steps:P:1",)
