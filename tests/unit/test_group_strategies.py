"""Each strategy for several debts by itself, on a board of its own: what it takes, what it tells, what it leaves."""

from fractions import Fraction
from typing import Any

import pytest

from dunning_core.lettering import (
    Board,
    Bounds,
    Doubt,
    OpenDebit,
    balanced_block,
    natural_group,
    several_payments,
    unique_combination,
    usual_delay,
    whole_balance,
)
from tests.boards import board_of, debit, noted, paid, settled, shares_of, shown
from tests.books import after_due

HABIT = [settled(f"H-{n}", -90 + n, late=0) for n in range(3)]


def told(answer: Any) -> tuple[str, bool, list[tuple[str, ...]]]:
    """A doubt as its reason, whether it keeps the credit, and the debits of each explanation."""
    assert isinstance(answer, Doubt)
    return answer.reason, answer.keeps, [way.debits for way in answer.explanations]


def facts(answer: Any) -> list[tuple[str, Any]]:
    """The facts of all shares, each once; none of these strategies reads a text."""
    shares = shares_of(answer)
    assert {share.evidence for share in shares} == {""}
    return list(dict.fromkeys(fact for share in shares for fact in share.facts))


@pytest.mark.parametrize("strategy", [whole_balance, natural_group, usual_delay, unique_combination, several_payments])
def test_a_credit_note_pays_no_group(strategy: Any) -> None:
    """It is about a debt, or about none: only money is taken for a sum."""
    debits = [debit("F-1", 101), debit("F-2", 202, 1), debit("F-3", 903, 9)]
    for credit, is_paid in ((noted("A-1", 303, 2), False), (paid("P-2", 303, 2), True)):
        board = board_of(*HABIT, *debits, paid("P-1", 600, 1), credit)
        board.coincidence = Fraction(1, 2)
        assert bool(shares_of(strategy(credit, board))) is is_paid


def test_a_whole_balance_is_of_several_debts() -> None:
    """Or of one, with a credit note; a debt that may not be paid is passed over."""
    credit = paid("P-1", 100, 0)
    assert whole_balance(credit, board_of(debit("F-1", 100), debit("F-2", 7, 9), credit)) == ()
    note, rest = noted("A-1", 30, 0), paid("P-1", 70, 0)
    board = board_of(debit("F-1", 100), note, rest)
    answer = whole_balance(rest, board)
    assert shown(board, answer) == [("A-1", "F-1", "30.00"), ("P-1", "F-1", "70.00")]
    assert facts(answer) == [("debts", 1)]
    # The note came a day after the payment.
    late = noted("A-1", 30, 1)
    assert whole_balance(rest, board_of(debit("F-1", 100), late, rest)) == ()
    board = board_of(debit("F-0", 7, -5), debit("F-1", 60, -1), debit("F-2", 40), credit, withheld=["F-0"])
    assert shown(board, whole_balance(credit, board)) == [("P-1", "F-1", "60.00"), ("P-1", "F-2", "40.00")]


@pytest.mark.parametrize(("due", "found"), [(0, []), (1, ["F-1", "F-2"])])
def test_what_is_due_on_the_day_of_the_payment_was_due(due: int, found: list[str]) -> None:
    """Two debts make the payment; a third one that is due on its day belongs to the balance, one of the morrow not."""
    credit = paid("P-1", 100, 0)
    board = board_of(debit("F-1", 60, -2), debit("F-2", 40, -1), debit("F-3", 50, due), credit)
    assert [debit for _, debit, _ in shown(board, whole_balance(credit, board))] == found


def test_a_dozen_credit_notes_are_looked_at() -> None:
    """Twelve of one euro make 88 of 100; with a thirteenth nothing fits."""
    for count, fits in ((12, True), (13, False)):
        notes = [noted(f"A-{n:02d}", 1) for n in range(count)]
        credit = paid("P-1", 100 - count)
        board = board_of(debit("F-1", 60), debit("F-2", 40), *notes, credit)
        assert bool(whole_balance(credit, board)) is fits


# Of the runs of these, 100 + 200 make 300.00, and 50.01 + 249 make 299.01: one of the 6,000 cents within a tenth.
RUN = [("F-1", "100.00"), ("F-2", "200.00"), ("F-3", "50.01"), ("F-4", "249.00")]
ONE_IN = Fraction(1, 6000)


def test_a_natural_group_is_a_run_of_due_days_or_of_issue_days() -> None:
    """With the chance that another amount nearby would have made one; above what is granted it is told only."""
    credit = paid("P-1", 300, 9)
    board = board_of(*(debit(name, amount, n) for n, (name, amount) in enumerate(RUN)), credit)
    # Ten times less than that is granted: it keeps the payment; less still, and it does not.
    board.coincidence = ONE_IN / 10
    assert told(natural_group(credit, board)) == ("coincidence", True, [("F-1", "F-2")])
    board.coincidence = ONE_IN / 11
    assert told(natural_group(credit, board)) == ("coincidence", False, [("F-1", "F-2")])
    board.coincidence = ONE_IN
    answer = natural_group(credit, board)
    assert shown(board, answer) == [("P-1", "F-1", "100.00"), ("P-1", "F-2", "200.00")]
    assert facts(answer) == [("coincidence", "0.02 %"), ("debts", 2)]
    issues = [("310.07", -10), ("77.91", -40), ("123.45", -9), ("95.13", -60)]
    credit = paid("P-1", "433.52", 9)
    board = board_of(*(debit(f"F-{n}", text, n, issued=day) for n, (text, day) in enumerate(issues)), credit)
    assert [name for _, name, _ in shown(board, natural_group(credit, board))] == ["F-0", "F-2"]


def test_a_group_that_half_of_all_amounts_would_make_is_told() -> None:
    """Eleven debts of 1.00 have 54 other runs among the 108 amounts near 9.00: half is told, more says nothing."""
    credit = paid("P-1", 9, 9)
    debits = [debit(f"F-{n:02d}", 1, n) for n in range(11)]
    reason, keeps, ways = told(natural_group(credit, board_of(*debits, credit)))
    assert (reason, keeps, len(ways)) == ("coincidence", False, 1)
    more = board_of(*debits, debit("F-11", 1, 11), credit)
    assert natural_group(credit, more) == ()


def same_day() -> list[OpenDebit]:
    """The debts of RUN, all due on one day."""
    return [debit(name, amount) for name, amount in RUN]


def test_a_habit_that_met_too_many_sums_is_not_searched_again() -> None:
    """Ten times likelier by chance than is granted, or cut short: more debts could only make it worse."""
    credit = paid("P-1", 300, 9)
    for granted, drowned in ((ONE_IN / 10, False), (ONE_IN / 11, True)):
        board = board_of(*HABIT, *same_day(), credit)
        board.coincidence = granted
        assert told(usual_delay(credit, board)) == ("coincidence", not drowned, [("F-2", "F-1")])
        assert (id(credit) in board.drowned) is drowned
        assert (unique_combination(credit, board) == ()) is drowned
    board = board_of(*HABIT, *same_day(), credit)
    board.coincidence = ONE_IN
    answer = usual_delay(credit, board)
    assert facts(answer) == [("usual_days", 0), ("coincidence", "0.02 %"), ("debts", 2)]
    cut = board_of(*HABIT, *same_day(), credit, bounds=Bounds(steps_per_credit=1))
    cut.coincidence = Fraction(1)
    assert shares_of(usual_delay(credit, cut)) == []
    assert (list(cut.limits), cut.drowned) == (["steps:P-1"], {id(credit)})


def test_a_habit_ends_with_the_first_day_that_makes_the_sum() -> None:
    """Two debts of one day make it, and so would two of the next day, which are not looked at."""
    credit = paid("P-1", 303, 1)
    pairs = [("F-1", "101.00", 1), ("F-2", "202.00", 1), ("F-3", "150.03", 3), ("F-4", "152.97", 3)]
    board = board_of(*HABIT, *(debit(*pair) for pair in pairs), credit)
    assert [name for _, name, _ in shown(board, usual_delay(credit, board))] == ["F-1", "F-2"]
    # All of one day: two ways, and neither is likelier.
    board = board_of(*HABIT, *(debit(name, amount, 1) for name, amount, _ in pairs), credit)
    assert told(usual_delay(credit, board))[::2] == ("several_combinations", [("F-1", "F-2"), ("F-3", "F-4")])


def test_a_combination_may_be_one_debt() -> None:
    """The only way to make the payment is the debt of its very amount; no credit note is used where none is needed."""
    credit = paid("P-1", 300)
    board = board_of(debit("F-1", 300), debit("F-2", "77.70"), credit)
    assert shown(board, unique_combination(credit, board)) == [("P-1", "F-1", "300.00")]
    credit = paid("P-1", "323.26", 9)
    amounts = ["101.05", "350.13", "222.21", "504.47"]
    board = board_of(*(debit(f"F-{n}", text) for n, text in enumerate(amounts)), noted("A-1", 32), credit)
    board.coincidence = Fraction(1, 100)
    assert shown(board, unique_combination(credit, board)) == [("P-1", "F-0", "101.05"), ("P-1", "F-2", "222.21")]


def test_one_payment_without_a_sum_says_nothing_of_another() -> None:
    """Each is asked for itself, and asked again once something was paid."""
    none, one = paid("P-1", 999), paid("P-2", 303)
    board = board_of(debit("F-1", 101), debit("F-2", 202), debit("F-3", 7), none, one)
    board.coincidence = Fraction(1, 2)
    assert unique_combination(none, board) == ()
    assert [name for _, name, _ in shown(board, unique_combination(one, board))] == ["F-1", "F-2"]


@pytest.mark.parametrize("amount", [303, 999])
def test_more_debts_than_are_looked_at_are_told(amount: int) -> None:
    """Of two debts where two is the most there may be more: neither a sum nor its absence proves anything."""
    credit = paid("P-1", amount)
    debits = [debit("F-1", 101), debit("F-2", 202)]
    for most, limits in ((2, ["debits:P-1"]), (3, [])):
        board = board_of(*debits, credit, bounds=Bounds(debits=most))
        board.coincidence = Fraction(1, 2)
        found = unique_combination(credit, board)
        assert list(board.limits) == limits
        assert len(shares_of(found)) == (0 if limits or amount == 999 else 2)


def test_debts_that_are_too_large_are_no_limit() -> None:
    """Of two looked at, one is more than the payment and the other less: no sum was missed, and none is told."""
    credit = paid("P-1", 50)
    board = board_of(debit("F-1", 101), debit("F-2", 20), credit, bounds=Bounds(debits=2))
    assert unique_combination(credit, board) == ()
    assert not board.limits


def with_note(amount: str) -> tuple[Board, Any]:
    """Four debts and a credit note of 32.00, beside a payment."""
    credit = paid("P-1", amount, 9)
    amounts = ["101.05", "350.13", "222.21", "504.47"]
    return board_of(*(debit(f"F-{n}", text) for n, text in enumerate(amounts)), noted("A-1", "32.00"), credit), credit


@pytest.mark.parametrize(
    ("amount", "names", "chance", "percent"),
    [
        # 350.13 + 222.21 - 32; of the 11,446 cents near 572.34 three others are made: 536.47, 604.34 and 605.52.
        ("540.34", ["F-1", "F-2"], Fraction(3, 11_446), "0.03 %"),
        # 101.05 + 350.13 - 32; of the 9,022 cents near 451.18 one other is made: 483.18.
        ("419.18", ["F-0", "F-1"], Fraction(1, 9022), "0.02 %"),
    ],
)
def test_a_combination_net_of_a_credit_note(amount: str, names: list[str], chance: Fraction, percent: str) -> None:
    """Taken when it is the only one, and when chance is no likelier than is granted."""
    board, credit = with_note(amount)
    assert shares_of(unique_combination(credit, board)) == []
    board.coincidence = chance
    answer = unique_combination(credit, board)
    assert list(dict.fromkeys(name for _, name, _ in shown(board, answer))) == names
    assert facts(answer) == [("coincidence", percent), ("credit_notes", 1)]
    # Four steps for each of four amounts, and then for each of five.
    board.steps = 16
    assert shares_of(unique_combination(credit, board)) == []
    assert list(board.limits) == ["steps:P-1"]


def test_a_combination_that_needs_no_credit_note_is_not_taken_for_one_that_does() -> None:
    """100 is one way among the sums of 1 to 64, which make most amounts: a large note beside it changes nothing."""
    debits = [debit(f"F-{n}", 1 << n) for n in range(8)]
    credit = paid("P-1", 100)
    board = board_of(*debits, noted("A-1", 1_000_000), credit)
    board.coincidence = Fraction(1, 100)
    assert shares_of(unique_combination(credit, board)) == []


@pytest.mark.parametrize(("most", "extra"), [(3, []), (2, [("more_than", 2)])])
def test_explanations_beyond_the_most_are_told(most: int, extra: list[tuple[str, int]]) -> None:
    """500, 300 + 200, 400 + 100: all three when three are shown; of two shown that there are more."""
    credit = paid("P-1", 500)
    debits = [debit(f"F-{n}", amount, n) for n, amount in enumerate((500, 300, 200, 400, 100))]
    answer = unique_combination(credit, board_of(*debits, credit, bounds=Bounds(explanations=most)))
    assert told(answer) == ("several_combinations", False, [("F-0",), ("F-1", "F-2"), ("F-3", "F-4")][:most])
    assert isinstance(answer, Doubt)
    assert answer.facts[1:] == tuple(extra)


def test_several_payments_of_one_debt_are_no_coincidence() -> None:
    """Three that make it and no other sum near: taken where no chance at all is granted."""
    parts = [paid("P-1", "200.01", 1), paid("P-2", "112.32", 2), paid("P-3", "300.01", 3)]
    debits = [debit("F-1", "612.34"), debit("F-2", "350.13")]
    board = board_of(*debits, *parts)
    answer = several_payments(parts[2], board)
    assert shown(board, answer) == [
        ("P-1", "F-1", "200.01"),
        ("P-2", "F-1", "112.32"),
        ("P-3", "F-1", "300.01"),
    ]
    assert facts(answer) == [("coincidence", "0.00 %"), ("payments", 3)]
    # 200.01 came before that invoice: it is no part of it.
    later = board_of(debit("F-1", "612.34", 9, issued=2), debits[1], *parts)
    assert several_payments(parts[2], later) == ()
    # Two ways to make the rest of it are none.
    twice = board_of(*debits, paid("P-0", "312.33", 0), *parts)
    assert several_payments(parts[2], twice) == ()
    alone = board_of(*debits, parts[2])
    assert several_payments(parts[2], alone) == ()


@pytest.mark.parametrize(("nearer", "found"), [(23, 2), (24, 0)])
def test_two_dozen_debts_are_looked_at_for_several_payments(nearer: int, found: int) -> None:
    """The nearest to the habit: the twenty-fourth is seen, the next one is not."""
    parts = [paid("P-1", 200, 0), paid("P-2", 100, 0)]
    debits = [debit(f"F-{n}", 10_000 + n, n % 5) for n in range(nearer)]
    board = board_of(*debits, debit("F-99", 300, 50), *parts)
    assert len(shares_of(several_payments(parts[1], board))) == found


def test_a_block_is_settled_by_what_was_there() -> None:
    """All that was issued by the balanced day, that day included; never in part."""
    whole = paid("P-1", 100, 2)
    debits = [debit("F-1", 60, issued=0), debit("F-2", 40, issued=2, due=9)]
    board = board_of(*debits, whole)
    answer = balanced_block(whole, board)
    assert shown(board, answer) == [("P-1", "F-1", "60.00"), ("P-1", "F-2", "40.00")]
    assert facts(answer) == [("balanced_on", after_due(2))]
    early = paid("P-1", 100, 1)
    assert balanced_block(early, board_of(*debits, early)) == ()
