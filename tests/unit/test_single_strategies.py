"""Each strategy for one debt, or for what a payer names, by itself on a board of its own; and what may be taken off."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.documents import InvoiceKind
from dunning_core.law import Rate
from dunning_core.lettering import (
    Doubt,
    OpenDebit,
    Share,
    Tolerance,
    allocate,
    closest_amount,
    confirmed_reference,
    discounted_amount,
    exact_amount,
    only_open_debt,
    quoted_reference,
    sole_amount,
)
from dunning_core.lettering.discounts import discount_minor
from dunning_core.lettering.naming import pay_named
from dunning_core.lettering.remainders import explain_remainder, is_presumable, paid_already
from dunning_core.terms import EarlyPaymentDiscount
from tests.boards import board_of, debit, noted, paid, put, settled, shares_of
from tests.books import ACME, after_due, eur

TWO = EarlyPaymentDiscount(Rate.percent("2"), 10)
TERMS = dc.PaymentTerms(days=60, discount=TWO)


def discounted(number: str, amount: str | int, due: int = 0, **changes: Any) -> OpenDebit:
    """A debit with 2 % off within ten days of its issue, which is sixty days before it is due."""
    return debit(number, amount, due, **{"due_on": None, "terms": TERMS, **changes})


def lasts(item: OpenDebit) -> int:
    """The last day of its discount, in days from the due day."""
    return (item.invoice.issued_on + timedelta(days=10) - after_due(0)).days


def test_the_only_open_debt_takes_a_payment_that_is_no_more() -> None:
    """Of its amount or less; not a second debt, not what is withheld, not the rest of a payment, nothing before it."""
    for amount, takes in ((99, True), (100, True), (101, False)):
        credit = paid("P-1", amount)
        expected = [Share(0, eur(amount).minor)] if takes else []
        assert list(only_open_debt(credit, board_of(debit("F-1", 100), credit))) == expected
    credit = paid("P-1", 50)
    assert only_open_debt(credit, board_of(debit("F-1", 100), debit("F-2", 7), credit)) == ()
    assert only_open_debt(credit, board_of(debit("F-1", 100), credit, withheld=["F-1"])) == ()
    # Issued the day after the payment, a second debt was not there.
    assert only_open_debt(credit, board_of(debit("F-1", 100), debit("F-2", 7, 61), credit))
    assert only_open_debt(credit, board_of(debit("F-1", 100, 61), credit)) == ()
    for note in (noted("A-1", 50), noted("A-1", 50, corrects="F-1")):
        assert only_open_debt(note, board_of(debit("F-1", 100), note)) == ()
    credit.minor -= 1
    assert only_open_debt(credit, board_of(debit("F-1", 100), credit)) == ()


def test_an_amount_may_be_of_one_debt_or_of_several() -> None:
    """The sole one, the oldest of them, or the one nearest to the habit; none when none has that amount."""
    credit = paid("P-1", 100, 9)
    past = [settled(f"H-{n}", -50 + n, late=4) for n in range(3)]
    # Four days late is his habit: what was due on the fifth is paid on the ninth.
    twins = board_of(*past, debit("F-1", 100, 0), debit("F-2", 100, 5), debit("F-3", 100, 13), credit)
    assert sole_amount(credit, twins) == ()
    assert exact_amount(credit, twins) == [Share(3, 10_000)]
    assert closest_amount(credit, twins) == (Share(4, 10_000, facts=(("usual_days", 4),)),)
    one = board_of(debit("F-1", 99), debit("F-2", 100), credit)
    assert sole_amount(credit, one) == (Share(1, 10_000),)
    assert exact_amount(credit, one) == [Share(1, 10_000)]
    # As near on either side: the older.
    even = board_of(debit("F-1", 100, 7), debit("F-2", 100, 11), credit)
    assert closest_amount(credit, even) == (Share(0, 10_000, facts=(("usual_days", 0),)),)
    none = board_of(debit("F-1", 99), credit)
    assert (sole_amount(credit, none), exact_amount(credit, none), closest_amount(credit, none)) == ((), [], ())


def test_a_silent_discount() -> None:
    """Exactly what one debt is less its discount; two that differ are told, and two alike are the older."""
    credit = paid("P-1", 980, -55)
    other = debit("F-9", 980, -1)
    board = board_of(discounted("F-1", 1000), other, credit)
    facts = (("rate", Rate.percent("2")), ("last_day", after_due(-50)))
    assert shares_of(discounted_amount(credit, board)) == [
        Share(1, 98_000, ""),
        Share(1, 2000, "", facts, kind="discount"),
    ]
    alike = board_of(discounted("F-1", 1000), discounted("F-2", 1000, 1), credit)
    assert [share.position for share in shares_of(discounted_amount(credit, alike))] == [0, 0]
    assert shares_of(discounted_amount(credit, board_of(discounted("F-1", 999), other, credit))) == []
    assert shares_of(discounted_amount(credit, board_of(discounted("F-1", 1000), credit, withheld=["F-1"]))) == []


def test_what_is_named_is_paid_as_far_as_the_money_goes() -> None:
    """In the order named; a shortfall is granted where a tolerance covers it, to money only, with its reason."""
    debits = [debit("F-1", 100), debit("F-2", 50, 1), debit("F-3", 25, 2)]
    named = [(2, "F-3"), (0, "F-1"), (1, "F-2"), (0, "F-1 again")]
    credit = paid("P-1", 120)
    assert pay_named(credit, named, board=board_of(*debits, credit)) == [Share(2, 2500, "F-3"), Share(0, 9500, "F-1")]
    lax = [Tolerance(eur(60), reason="bank_fee")]
    shortfall = (("shortfall", 5500),)
    assert pay_named(credit, named, board=board_of(*debits, credit, tolerances=lax)) == [
        Share(2, 2500, "F-3"),
        Share(0, 9500, "F-1"),
        Share(0, 500, "bank_fee", shortfall, kind="tolerance"),
        Share(1, 5000, "bank_fee", shortfall, kind="tolerance"),
    ]
    note = noted("A-1", 120)
    assert len(pay_named(note, named, board=board_of(*debits, note, tolerances=lax))) == 2
    put(board := board_of(*debits, credit), paid("P-0", 100), 0, 100)
    assert [share.position for share in pay_named(credit, named, board=board)] == [2, 1]


def test_named_debts_less_their_discounts() -> None:
    """Short by exactly all discounts in their window, one cent of them included: each is granted its own."""
    items = [discounted("F-1", 1000), debit("F-2", 500, 1), discounted("F-3", "0.50", 2)]
    named = [(0, "F-1"), (1, "F-2"), (2, "F-3")]
    credit = paid("P-1", "1480.49", -55)
    facts = [(("rate", Rate.percent("2")), ("last_day", after_due(day))) for day in (-50, -48)]
    assert pay_named(credit, named, board=board_of(*items, credit)) == [
        Share(0, 98_000, "F-1"),
        Share(0, 2000, "F-1", facts[0], kind="discount"),
        Share(1, 50_000, "F-2"),
        Share(2, 49, "F-3"),
        Share(2, 1, "F-3", facts[1], kind="discount"),
    ]
    # 2 % of 0.10 are nothing: it is paid whole, and nothing is granted on it.
    tiny, last = discounted("F-4", "0.10", 3), paid("P-1", "980.10", -55)
    both = pay_named(last, [(0, "F-1"), (1, "F-4")], board=board_of(items[0], tiny, last))
    assert [(share.position, share.minor) for share in both] == [(0, 98_000), (0, 2000), (1, 10)]
    cent = paid("P-1", "0.49", -55)
    assert [share.minor for share in pay_named(cent, named[2:], board=board_of(*items, cent))] == [49, 1]
    whole = paid("P-1", "1500.50", -55)
    assert {share.kind for share in pay_named(whole, named, board=board_of(*items, whole))} == {""}
    note = noted("A-1", "1480.49", -55)
    assert {share.kind for share in pay_named(note, named, board=board_of(*items, note))} == {""}


def test_whose_terms_grant_a_discount() -> None:
    """Those of the invoice, else those of the client where they set its due day; none on parts, or on a claim."""
    ours = attrs.evolve(ACME, terms=TERMS)

    def granted(**changes: Any) -> int:
        item = debit("F-1", 1000, **changes)
        agreed = OpenDebit("F-1", item.invoice, rank=0, client=ours, due_on=item.due_on, minor=item.minor)
        return discount_minor(agreed, paid("P-1", 980, -55))

    assert granted(due_on=None) == 2000
    assert granted() == 0
    assert granted(due_on=None, terms=dc.PaymentTerms(days=60)) == 0
    assert granted(terms=TERMS) == 2000
    assert granted(terms=TERMS, kind=InvoiceKind.CLAIM) == 0
    parts = [dc.Installment(due_on=after_due(0), amount=eur(1000))]
    assert granted(due_on=None, installments=parts) == 0


def test_a_discount_is_taken_once_and_in_its_window() -> None:
    """By money, from the issue to the last day; not after an earlier discount, nor beside what was paid too late."""
    item = discounted("F-1", 1000)
    days = [(-61, 0), (-60, 2000), (-50, 2000), (-49, 0)]
    assert [(day, discount_minor(item, paid("P-1", 980, day))) for day, _ in days] == days
    assert discount_minor(item, noted("A-1", 980, -55)) == 0
    assert discount_minor(debit("F-2", 1000), paid("P-1", 980, -55)) == 0
    for before, kind, left in (
        (paid("P-0", 100, -58), "", 2000),
        (paid("P-0", 100, -49), "", 0),
        (paid("P-0", 100, -58), "discount", 0),
        # Reckoned on 900, less the credit note.
        (noted("A-1", 100, -58), "", 1800),
    ):
        item = discounted("F-1", 1000)
        allocate(before, item, share=Share(0, 10_000, kind=kind), strategy="test")
        assert discount_minor(item, paid("P-1", 500, -55)) == left
    before_vat = attrs.evolve(TERMS, discount=attrs.evolve(TWO, before_vat=True))
    assert discount_minor(discounted("F-1", 1200, terms=before_vat, net_amount=eur(1000)), paid("P", 1, -55)) == 2000
    assert discount_minor(discounted("F-1", 1200, terms=before_vat), paid("P", 1, -55)) == 0


def test_a_tolerance_covers_from_one_cent_to_its_amount() -> None:
    """Both ends included; one of nothing covers nothing."""
    assert [Tolerance(eur("0.02")).covers(minor, of=100, currency="EUR") for minor in range(4)] == [
        False,
        True,
        True,
        False,
    ]
    assert not Tolerance(eur(0)).covers(0, of=100, currency="EUR")
    assert Tolerance(eur("0.01")).covers(1, of=100, currency="EUR")
    third = Tolerance(eur(1), share=Fraction(1, 3))
    assert [third.covers(minor, of=100, currency="EUR") for minor in (33, 34)] == [True, False]


#: Two numbers that read alike, and differ as they are written.
ALIKE = [debit("F-1", 100), debit("F1", 100, 1)]


def test_a_number_as_it_is_written_is_meant() -> None:
    """F-1 and F1 read alike: the text that is one of them to the letter means that one, paid or not."""
    credit = paid("P-1", 100, 0, "F1")
    assert quoted_reference(credit, board_of(*ALIKE, credit)) == [Share(1, 10_000, "F1")]
    items = [debit("F-1", 100), debit("F1", 100, 1)]
    put(board := board_of(*items, credit), paid("P-0", 100), 1, 100)
    assert quoted_reference(credit, board) == []
    assert confirmed_reference(credit, board) == ()
    [again] = items[1].settlements
    assert paid_already(credit, board) == again


@pytest.mark.parametrize(
    ("names", "text", "reason", "seen"),
    [
        # A counter without its year is weak; two of them are two debts that may be meant.
        (["FA-2026-0012"], "FACTURE 12", "weak_reference", "12"),
        (["FA-2026-0012", "FA-2026-0013"], "FACTURE 12 FACTURE 13", "ambiguous_reference", "12, 13"),
        # One counter of two series.
        (["FA-2026-0012", "FB-2026-0012"], "FACTURE 0012", "ambiguous_reference", "0012"),
    ],
)
def test_what_a_text_may_mean(names: list[str], text: str, reason: str, seen: str) -> None:
    """One weak reading is weak; two of them, or one of several series, are ambiguous; with the words that were seen."""
    credit = paid("P-1", 40, 0, text)
    doubt = confirmed_reference(credit, board_of(*(debit(name, 100, n) for n, name in enumerate(names)), credit))
    assert isinstance(doubt, Doubt)
    assert (doubt.reason, doubt.facts) == (reason, (("seen", seen),))
    assert [way.debits for way in doubt.explanations] == [(name,) for name in names]


def test_an_ambiguous_text_of_which_one_debt_is_open() -> None:
    """The other series has been paid: one debt is left, and the text is as ambiguous as it was."""
    items = [debit("FA-2026-0012", 100), debit("FB-2026-0012", 100, 1)]
    credit = paid("P-1", 40, 0, "FACTURE 0012")
    put(board := board_of(*items, credit), paid("P-0", 100), 1, 100)
    doubt = confirmed_reference(credit, board)
    assert isinstance(doubt, Doubt)
    assert (doubt.reason, [way.debits for way in doubt.explanations]) == ("ambiguous_reference", [("FA-2026-0012",)])


@pytest.mark.parametrize("text", ["F-1", "règlement F-1"], ids=["the number", "a text"])
def test_what_was_paid_already(text: str) -> None:
    """By money of the very amount, of all that is named; while some of it is open nothing was paid twice."""
    credit = paid("P-2", 100, 5, text)
    for before, is_twice in ((paid("P-1", 100), True), (noted("A-1", 100), False)):
        put(board := board_of(debit("F-1", 100), debit("F-2", 7), credit), before, 0, 100)
        found = paid_already(credit, board)
        assert (found is not None and found.credit == "P-1") is is_twice
        assert is_presumable(credit, board) is not is_twice
    put(board := board_of(debit("F-1", 200), credit), paid("P-1", 100), 0, 100)
    assert paid_already(credit, board) is None
    put(board := board_of(debit("F-1", 101), credit), paid("P-1", 101), 0, 101)
    assert paid_already(credit, board) is None
    assert paid_already(paid("P-2", 100), board) is None


def test_what_the_law_may_presume() -> None:
    """A credit note, and the rest of a payment, whatever was paid or is withheld; not money of a debt's very amount."""
    for credit, presumed in ((paid("P-2", 100, 5), False), (paid("P-2", 99, 5), True), (noted("A-1", 100), True)):
        assert is_presumable(credit, board_of(debit("F-1", 100), credit, withheld=["F-1"])) is presumed
    rest = paid("P-2", 101, 5, "F-1")
    put(board := board_of(debit("F-1", 101), rest), paid("P-1", 101), 0, 101)
    assert not is_presumable(rest, board)
    rest.minor -= 1
    assert is_presumable(rest, board)


def test_a_credit_note_is_no_payment_made_twice() -> None:
    """Of the amount of the payment that settled its invoice: what is left of it is a credit, and told as one."""
    note, again = noted("A-1", 100, 1, corrects="F-1"), paid("P-2", 100, 1, "F-1")
    put(board := board_of(debit("F-1", 100), note, again), paid("P-1", 100), 0, 100)
    assert explain_remainder(note, board, doubt=None) == (("unmatched",), (("would_use", "invoice_or_refund"),))
    assert explain_remainder(again, board, doubt=None)[0] == ("possible_duplicate",)
    silent = paid("P-3", 100, 1)
    told = (("duplicate_of", "P-1"), ("would_use", "invoice_or_refund"))
    assert explain_remainder(silent, board, doubt=None) == (("unmatched",), told)
