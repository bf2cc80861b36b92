"""What strategies see of an account: debits by place, amount, name and habit; credits by day; each looked at once."""

from typing import Any

import pytest

import dunning_core as dc
from dunning_core.documents import PaymentMeans, WriteOff
from dunning_core.lettering import Bounds, OpenCredit
from tests.boards import board_of, debit, noted, paid, put, settled
from tests.books import after_due, eur, payment


def test_the_payments_before_one() -> None:
    """Those still waiting, so many days back and no more, oldest first; no credit note, and none that is used up."""
    second, last = paid("P-2", 2, 1), paid("P-4", 4, 2)
    items = [paid("P-1", 1, 0), noted("A-1", 9, 1), second, paid("P-3", 3, 2), last]

    def before(credit: OpenCredit, *, most: int = 9, days: int = 2) -> list[str]:
        board = board_of(*items, bounds=Bounds(span_days=days))
        return [other.id for other in board.payments_before(credit, most=most)]

    assert before(last) == ["P-1", "P-2", "P-3"]
    assert before(last, most=2) == ["P-2", "P-3"]
    assert before(last, most=1) == ["P-3"]
    assert before(last, days=1) == ["P-2", "P-3"]
    assert before(last, days=0) == ["P-3"]
    assert before(second) == ["P-1"]
    assert before(items[0]) == []
    board = board_of(*items)
    assert [other.id for other in board.payments_before(last, most=9)] == ["P-1", "P-2", "P-3"]
    second.minor = 0
    assert [other.id for other in board.payments_before(last, most=9)] == ["P-1", "P-3"]
    board.forget_settled()
    assert [other.id for other in board.payments_before(last, most=9)] == ["P-1", "P-3"]


def test_the_days_on_which_an_account_is_balanced() -> None:
    """As much came in as was invoiced: asked of a credit, the first such day from its own on."""
    debits = [debit("F-1", 60, issued=0), debit("F-2", 40, issued=0), debit("F-3", 5, 8, issued=8)]
    first, later = paid("P-1", 70, 3), paid("P-3", 5, 9)
    board = board_of(*debits, first, paid("P-2", 30, 3), later)
    assert [board.balanced_on(credit) for credit in (first, later)] == [after_due(3), after_due(9)]
    assert board.balanced_on(paid("P-4", 1, 10)) is None
    put(board, later, 2, 1)
    assert board.balanced_on(later) == after_due(9)
    later.minor -= 100
    board.note_allocated(2)
    assert board.balanced_on(later) is None
    assert board_of(*debits, first, paid("P-2", 30, 3), withheld=["F-1"]).balanced_on(first) is None
    debits[1].barred_on = after_due(30)
    assert board_of(*debits, first, paid("P-2", 30, 3)).balanced_on(first) is None


def test_the_nearest_debits_are_those_of_the_habit() -> None:
    """Who pays five days late pays on the seventh what was due on the second; of two as near, the older comes first."""
    past = [settled(f"H-{n}", -50 + n, late=5) for n in range(3)]
    credit = paid("P-1", 9, 7)
    debits = [debit("F-0", 1, 0), debit("F-2", 1, 2), debit("F-4", 1, 4), debit("F-9", 1, 9)]
    board = board_of(*past, *debits, credit)
    assert (board.usual_days, board.knows_habit) == (5, True)
    found = [(board.debits[place].id, days) for place, days in board.nearest(credit)]
    assert found == [("F-2", 0), ("F-0", 2), ("F-4", 2), ("F-9", 7)]
    two = board_of(*past, *debits, credit, bounds=Bounds(debits=2))
    assert [days for _, days in two.nearest(credit)] == [0, 2]
    # There are always more than the most that are told apart: that is no limit worth telling.
    assert not two.limits


@pytest.mark.parametrize("side", [1, -1], ids=["due later", "due before"])
def test_a_look_that_was_cut_short_is_told(side: int) -> None:
    """Ten debts that may not be paid are passed over for one that may; behind an eleventh it is not seen."""
    credit = paid("P-1", 9, 0)
    for passed, seen in ((9, ["F-99"]), (10, [])):
        debits = [debit(f"F-{n}", 1, side * (n + 1), issued=-99) for n in range(passed)]
        debits.append(debit("F-99", 1, side * 50, issued=-99))
        names = [item.id for item in debits[:-1]]
        board = board_of(*debits, credit, bounds=Bounds(debits=1), withheld=names)
        assert [board.debits[place].id for place, _ in board.nearest(credit)] == seen
        assert list(board.limits) == ([] if seen else ["debits:P-1"])


def test_each_credit_has_its_own_nearest() -> None:
    """What is near one payment is not near another; and nothing is near one that came before all invoices."""
    before, early, late = paid("P-1", 9, -70), paid("P-2", 9, 1), paid("P-3", 9, 29)
    board = board_of(debit("F-1", 1, 0), debit("F-2", 1, 30), before, early, late)
    near = [
        [(board.debits[place].id, days) for place, days in board.nearest(credit)] for credit in (before, early, late)
    ]
    assert near == [[], [("F-1", 1), ("F-2", 29)], [("F-2", 1), ("F-1", 29)]]
    assert [board.precedes_all(credit) for credit in (before, early)] == [True, False]


def test_debits_by_what_is_left_of_them() -> None:
    """In legal order, also after parts of them were paid; what is settled in front is left out."""
    credit = paid("P-1", 500)
    board = board_of(*(debit(f"F-{n}", 100, n) for n in range(4)), credit)
    assert board.with_amount(10_000) == [0, 1, 2, 3]
    put(board, credit, 2, 40)
    put(board, credit, 1, 40)
    assert board.with_amount(6000) == [1, 2]
    put(board, credit, 0, 100)
    assert list(board.with_amount(10_000)) == [3]
    assert (list(board.positions()), board.with_amount(1)) == ([1, 2, 3], [])
    put(board, credit, 1, 60)
    assert list(board.positions()) == [2, 3]


def test_a_habit_is_learned_as_debts_are_paid() -> None:
    """The lower median of the days from due date to payment, once three debts were paid by money."""
    credit = paid("P-1", 10, 9)
    board = board_of(*(debit(f"F-{n}", 1, n) for n in (0, 6, 7, 8, 9)), credit, settled("H-1", -20, late=3))
    assert (board.usual_days, board.knows_habit) == (3, False)
    put(board, credit, 2, "0.50")
    assert board.knows_habit is False
    put(board, credit, 2, "0.50")
    put(board, noted("A-1", 1, 9), 5, 1)
    assert board.knows_habit is False
    put(board, credit, 3, 1)
    # 3, 3 and 2 days late; then 1 as well.
    assert (board.usual_days, board.knows_habit) == (3, True)
    put(board, credit, 4, 1)
    assert board.usual_days == 2
    unpaid = board_of(debit("F-1", 1))
    put(unpaid, noted("A-1", 1, 5), 0, 1)
    assert (unpaid.usual_days, unpaid.knows_habit) == (0, False)


def test_a_name_that_is_given_twice_is_one() -> None:
    """An invoice whose payment reference is its order reference answers once; a text is read against all names."""
    board = board_of(debit("F-1", 1, payment_reference="BC-77", order_reference="BC-77"), debit("F-2", 1, 1))
    assert (board.named("BC-77"), board.named("F-2"), board.named("F-9")) == ([0], [1], [])
    assert [reading.name for reading in board.read("virement F-2 et BC-77")] == ["F-2", "BC-77"]
    assert board.read("virement F-2 et BC-77") == board.read("virement F-2 et BC-77")
    assert board.read("merci") == ()


def test_a_debt_is_barred_from_the_opening_on() -> None:
    """Money of the day of the opening, or later, may not be put on it; a credit note may."""
    item = debit("F-1", 1)
    assert not item.bars(paid("P-1", 1, 9))
    item.barred_on = after_due(9)
    assert [item.bars(paid("P-1", 1, day)) for day in (8, 9, 10)] == [False, True, True]
    assert not item.bars(noted("A-1", 1, 9))


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        (payment("P-1", 1, after_due(2), "text"), ("P-1", "payment", 2, "text", (), True, False)),
        (
            dc.Payment("P-1", client="A", amount=eur(1), received_on=after_due(2), means=PaymentMeans.SET_OFF),
            ("P-1", "set_off", 2, "", (), True, False),
        ),
        (
            dc.CreditNote("A-1", client="A", amount=eur(1), issued_on=after_due(3)),
            ("A-1", "credit_note", 3, "", (), False, False),
        ),
        (
            dc.CreditNote("A-1", client="A", amount=eur(1), issued_on=after_due(3), corrects="F-1"),
            ("A-1", "credit_note", 3, "", ("F-1",), False, True),
        ),
        (
            WriteOff("W-1", client="A", amount=eur(1), written_off_on=after_due(4), writes_off="F-1"),
            ("W-1", "write_off", 4, "", ("F-1",), False, False),
        ),
    ],
)
def test_what_a_credit_is(source: Any, facts: tuple[Any, ...]) -> None:
    """Its kind, its day, its text, what it designates, and whether it is money, or a correction."""
    id, kind, day, reference, designates, is_payment, is_corrective = facts
    credit = OpenCredit(source)
    assert (credit.id, credit.kind, credit.received_on) == (id, kind, after_due(day))
    assert (credit.reference, credit.designates) == (reference, designates)
    assert credit.is_payment is is_payment
    assert credit.is_corrective is is_corrective
    assert (credit.reasons, credit.facts, credit.minor) == ((), (), 100)
