"""Matching, case by case: words, names, amounts and the order in which money is placed."""

from datetime import date, timedelta

import attrs

import dunning_core as dc
from dunning_core.lettering import Board, LetteringPolicy, OpenCredit, Share
from tests.books import DUE, after_due, eur, invoice, lettered, payment

SOON = after_due(5)
ISSUED = DUE - timedelta(days=60)


def allocations(*facts: object, day: date = SOON) -> list[tuple[str, str, str, str, str]]:
    snapshot = lettered(day, *facts)
    return [
        (entry.credit, entry.debit, entry.amount.text, entry.strategy, entry.evidence)
        for entry in dc.propose_lettering(snapshot).allocations
    ]


def test_a_reference_says_what_it_saw() -> None:
    """The name that was read is the evidence, whether it is the whole text, inside it, or a payment reference."""
    other = attrs.evolve(invoice("F-2", 300), payment_reference="RF18 5390 0754 7034")
    assert allocations(invoice(), other, payment("P-1", 300, DUE, "vir RF18 5390 0754 7034 merci")) == [
        ("P-1", "F-2", "300.00", "quoted_reference", "RF18 5390 0754 7034")
    ]
    assert allocations(invoice(), other, payment("P-1", 300, DUE, "F-2"))[0][3:] == ("quoted_reference", "F-2")
    assert allocations(invoice(), other, payment("P-1", 300, DUE, "règle F-2"))[0][3:] == ("quoted_reference", "F-2")


def test_a_credit_never_gives_more_than_it_has() -> None:
    """A payment that names two invoices pays them in order, up to its amount; what is left goes to the oldest."""
    facts = [invoice("F-1", 100), invoice("F-2", 100), invoice("F-3", 100)]
    assert allocations(*facts, payment("P-1", 150, DUE, "F-2 F-3")) == [
        ("P-1", "F-2", "100.00", "quoted_reference", "F-2"),
        ("P-1", "F-3", "50.00", "quoted_reference", "F-3"),
    ]
    assert [entry[1:4] for entry in allocations(*facts, payment("P-1", 150, DUE, "F-3"))] == [
        ("F-3", "100.00", "quoted_reference"),
        ("F-1", "50.00", "oldest_due_first"),
    ]


def test_earlier_money_comes_first() -> None:
    """By the day it came in, then by its id, whatever the order of the facts."""
    facts = [invoice("F-1", 100), invoice("F-2", 70, due=after_due(1))]
    late, early = payment("A", 100, after_due(2)), payment("B", 100, after_due(1))
    assert next(entry[:2] for entry in allocations(*facts, late, early)) == ("B", "F-1")
    same_day = [payment("B", 100, DUE), payment("A", 100, DUE)]
    assert next(entry[:2] for entry in allocations(*facts, *same_day)) == ("A", "F-1")


def test_an_exact_amount_looks_at_what_is_left() -> None:
    """An invoice partly paid matches by what is left of it; one issued after the payment does not match by amount."""
    facts = [invoice("F-1", 500), invoice("F-2", 300, due=after_due(1)), payment("P-1", 100, DUE, "F-2")]
    assert ("P-2", "F-2", "200.00", "exact_amount", "") in allocations(*facts, payment("P-2", 200, after_due(1)))
    on_issue = [
        invoice("F-1", 500),
        invoice("F-2", 300, due=after_due(1)),
        payment("P-1", 300, ISSUED + timedelta(days=1)),
    ]
    assert allocations(*on_issue)[0][1:4] == ("F-2", "300.00", "exact_amount")
    before = [invoice("F-1", 500), invoice("F-2", 300, due=after_due(1)), payment("P-1", 300, ISSUED)]
    assert allocations(*before)[0][1:4] == ("F-1", "300.00", "only_open_debt")
    by_then = [*before[:2], invoice("F-0", 50, due=after_due(-1)), before[2]]
    assert [entry[1:4] for entry in allocations(*by_then)] == [
        ("F-0", "50.00", "oldest_due_first"),
        ("F-1", "250.00", "oldest_due_first"),
    ]


def test_money_that_came_before_its_invoices_settles_them_on_their_issue() -> None:
    """A prepayment pays the debts that were due first; it counts from the day the invoice was issued."""
    facts = [invoice("F-1", 100), payment("P-1", 100, ISSUED - timedelta(days=5))]
    [item] = lettered(DUE, *facts).receivables
    assert [(entry.on, entry.strategy) for entry in item.settlements] == [(ISSUED, "oldest_due_first")]
    on_issue = [invoice("F-1", 100), payment("P-1", 100, ISSUED)]
    assert allocations(*on_issue)[0][3] == "exact_amount"


def test_ten_equal_debts_take_ten_equal_payments_in_order() -> None:
    """Equal amounts are no tie: the oldest first (C. civ. 1342-10)."""
    debts = [invoice(f"F-{n}", 100, due=after_due(n)) for n in range(10)]
    paid = [payment(f"P-{n}", 100, after_due(n)) for n in range(10)]
    found = allocations(*debts, *paid, day=after_due(30))
    assert [entry[:2] for entry in found] == [(f"P-{n}", f"F-{n}") for n in range(10)]


def test_a_corrective_note_counts_from_the_due_day() -> None:
    """Dated after the due day it counts from it, dated before from its own; else it is commercial."""
    for issued_on, counted in ((after_due(9), DUE), (DUE, DUE), (after_due(-9), after_due(-9))):
        note = dc.CreditNote("A-1", client="ACME", amount=eur(10), issued_on=issued_on, corrects="F-1")
        [item] = lettered(after_due(20), invoice(), note).receivables
        assert [entry.on for entry in item.settlements] == [counted]
    free = dc.CreditNote("A-2", client="ACME", amount=eur(10), issued_on=after_due(9))
    [item] = lettered(after_due(20), invoice(), free).receivables
    assert [(entry.on, entry.strategy) for entry in item.settlements] == [(after_due(9), "oldest_due_first")]


def test_a_shared_reference_singles_out_nothing_and_an_own_one_does() -> None:
    """Two invoices under one contract number: the number says nothing; a number of one invoice does."""
    shared = [attrs.evolve(invoice(f"F-{n}", 100 * n), payment_reference="CONTRACT-9") for n in (1, 2)]
    assert allocations(*shared, payment("P-1", 50, DUE, "CONTRACT-9"))[0][3] == "oldest_due_first"
    own = [shared[0], attrs.evolve(shared[1], payment_reference="CONTRACT-8")]
    assert allocations(*own, payment("P-1", 50, DUE, "CONTRACT-8"))[0][1:4] == ("F-2", "50.00", "quoted_reference")


def test_a_part_paid_debt_is_found_by_what_is_left_of_it() -> None:
    """400 of F-2 are quoted; the 600 that come without a word are what is left of it, not a part of the older F-1."""
    facts = [
        invoice("F-1", 1000),
        invoice("F-2", 1000, due=after_due(1)),
        payment("P-1", 400, SOON, "F-2"),
        payment("P-2", 600, SOON),
    ]
    assert [entry[:4] for entry in allocations(*facts)] == [
        ("P-1", "F-2", "400.00", "quoted_reference"),
        ("P-2", "F-2", "600.00", "exact_amount"),
    ]


def test_one_cent_is_money() -> None:
    """The smallest amount is placed like any other."""
    assert allocations(invoice("F-1", 10), payment("P-1", "0.01", SOON))[0][:3] == ("P-1", "F-1", "0.01")


def test_of_two_payments_of_one_day_the_first_id_is_placed_first() -> None:
    """A payment traced to its payer by the number it quotes takes its place among the others by its id."""
    traced = dc.Payment("P-1", client=None, amount=eur(60), received_on=SOON, reference="F-1")
    own = payment("P-2", 60, SOON, "F-1")
    assert [entry[:3] for entry in allocations(invoice("F-1", 100), own, traced)] == [
        ("P-1", "F-1", "60.00"),
        ("P-2", "F-1", "40.00"),
    ]


def test_a_debt_issued_on_the_day_of_a_payment_was_there() -> None:
    """Oldest due first among what was issued by then, that day included; what came later waits for the rest."""
    by_then = attrs.evolve(invoice("F-2", 50, due=after_due(-50)), issued_on=after_due(-55))
    later = attrs.evolve(invoice("F-3", 50, due=after_due(-53)), issued_on=after_due(-54))
    found = allocations(invoice("F-1", 100), by_then, later, payment("P-1", 130, after_due(-55)))
    assert [entry[1:3] for entry in found] == [("F-2", "50.00"), ("F-1", "80.00")]


def test_a_strategy_of_your_own_may_take_a_part() -> None:
    """What a strategy gives is a most; the rest of the credit goes on to the next strategy."""

    def half(credit: OpenCredit, board: Board) -> list[Share]:
        return [Share(position, credit.minor // 2, "half") for position in board.positions()]

    policy = LetteringPolicy([half])
    snapshot = lettered(SOON, invoice("F-1", 100), payment("P-1", 50, SOON))
    found = dc.propose_lettering(snapshot, policy=policy).allocations
    assert [(entry.amount.text, entry.strategy) for entry in found] == [
        ("25.00", "half"),
        ("25.00", "oldest_due_first"),
    ]
