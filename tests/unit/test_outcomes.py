"""What may come of a payment beside paying its invoice: discounts, tolerances, refunds, write-offs, doubts."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.documents import InvoiceKind, PaymentMeans, Refund, WriteOff
from dunning_core.events import Insolvency, PayerIdentified, PaymentReturned
from dunning_core.law import Rate
from dunning_core.lettering import Lettering, LetteringPolicy, Tolerance
from dunning_core.terms import EarlyPaymentDiscount
from tests.books import ACME, DUE, after_due, eur, invoice, lettered, payment

ISSUED = DUE - timedelta(days=60)
DISCOUNT = dc.PaymentTerms(days=60, discount=EarlyPaymentDiscount(Rate.percent("2"), 10))
FEES = LetteringPolicy(tolerances=[Tolerance(eur(15), share=Fraction(1, 100), reason="bank_fee")])


def discounted(number: str, amount: int) -> dc.Invoice:
    """An invoice due after sixty days, with 2 % off within ten."""
    return attrs.evolve(invoice(number, amount), due_on=None, terms=DISCOUNT)


def propose(*facts: Any, policy: LetteringPolicy | None = None) -> Lettering:
    """What is proposed for ACME ten days after the due day."""
    return dc.propose_lettering(dc.Ledger.of(ACME, *facts).as_of(after_due(10)), policy=policy)


def shares(lettering: Lettering) -> list[tuple[str, str, str, str]]:
    """Each allocation as debit, amount, kind and strategy."""
    return [(entry.debit, entry.amount.text, entry.kind, entry.strategy) for entry in lettering.allocations]


def left(lettering: Lettering) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each remainder as credit, amount and reasons."""
    return [(item.credit, item.amount.text, item.reasons) for item in lettering.remainders]


def test_a_discount_is_taken_within_its_window() -> None:
    """980 for 1,000 on the tenth day closes the invoice; on the eleventh 20 stay open, and are not forgiven."""
    in_time = payment("P-1", 980, ISSUED + timedelta(days=10), "F-1")
    assert shares(propose(discounted("F-1", 1000), in_time)) == [
        ("F-1", "980.00", "payment", "quoted_reference"),
        ("F-1", "20.00", "discount", "quoted_reference"),
    ]
    late = attrs.evolve(in_time, received_on=ISSUED + timedelta(days=11))
    assert shares(propose(discounted("F-1", 1000), late)) == [("F-1", "980.00", "payment", "quoted_reference")]
    found = propose(discounted("F-1", 1000), in_time).allocations[1]
    assert found.fact("last_day") == ISSUED + timedelta(days=10)
    for locale in ("en", "fr"):
        assert "2" in dc.explain(found, locale)
        assert "{" not in dc.explain(found, locale)


def test_discounts_of_several_invoices_add_up() -> None:
    """One transfer names two invoices and is short by both discounts: each is granted its own."""
    facts = [discounted("F-1", 1000), discounted("F-2", 500), payment("P-1", 1470, ISSUED, "F-1 F-2")]
    assert [entry[:3] for entry in shares(propose(*facts))] == [
        ("F-1", "980.00", "payment"),
        ("F-1", "20.00", "discount"),
        ("F-2", "490.00", "payment"),
        ("F-2", "10.00", "discount"),
    ]


def test_a_discount_without_a_word() -> None:
    """Exactly what is open less the discount: one debt alone is lettered, two of them are told."""
    other = invoice("F-9", 333)
    silent = payment("P-1", 980, ISSUED + timedelta(days=3))
    assert shares(propose(discounted("F-1", 1000), other, silent))[0] == (
        "F-1",
        "980.00",
        "payment",
        "discounted_amount",
    )
    before_vat = attrs.evolve(
        discounted("F-2", 1200),
        terms=attrs.evolve(DISCOUNT, discount=EarlyPaymentDiscount(Rate.percent("22"), 10, before_vat=True)),
        net_amount=eur(1000),
    )
    proposal = propose(discounted("F-1", 1000), before_vat, other, silent)
    assert proposal.allocations == ()
    assert [(found.reason, found.debits) for found in proposal.candidates] == [("several_discounts", ("F-1", "F-2"))]


def test_part_payments_in_the_window_share_one_discount() -> None:
    """480, then 500 within ten days: the discount is taken with the second, once, on the whole invoice."""
    parts = [payment("P-1", 480, ISSUED, "F-1"), payment("P-2", 500, ISSUED + timedelta(days=9), "F-1")]
    assert [entry[1:3] for entry in shares(propose(discounted("F-1", 1000), *parts))] == [
        ("480.00", "payment"),
        ("500.00", "payment"),
        ("20.00", "discount"),
    ]
    slow = [attrs.evolve(parts[0], received_on=ISSUED + timedelta(days=11)), parts[1]]
    assert ("20.00", "discount") not in [entry[1:3] for entry in shares(propose(discounted("F-1", 1000), *slow))]


@pytest.mark.parametrize(
    ("paid", "forgiven"), [("1990.00", "10.00"), ("1985.00", "15.00"), ("1984.99", None), ("2000.01", None)]
)
def test_a_tolerance_forgives_up_to_its_amount(paid: str, forgiven: str | None) -> None:
    """A named payment that is short by bank fees closes its invoice, up to the tolerance included, not a cent more."""
    found = shares(propose(invoice("F-1", 2000), payment("P-1", paid, DUE, "F-1"), policy=FEES))
    assert [entry[1] for entry in found if entry[2] == "tolerance"] == ([forgiven] if forgiven else [])


def test_a_tolerance_is_bounded_by_its_share_and_never_for_amount_alone() -> None:
    """1 % of 1,000 is 10; without a word and beside another debt nothing is forgiven, as the only debt it is."""
    short = payment("P-1", 985, DUE, "F-1")
    assert [entry[2] for entry in shares(propose(invoice("F-1", 1000), short, policy=FEES))] == ["payment"]
    silent = payment("P-1", 1990, DUE)
    alone = shares(propose(invoice("F-1", 2000), silent, policy=FEES))
    assert [entry[1:] for entry in alone] == [
        ("1990.00", "payment", "only_open_debt"),
        ("10.00", "tolerance", "only_open_debt"),
    ]
    beside = propose(invoice("F-1", 2000), invoice("F-2", 7), silent, policy=FEES)
    assert "tolerance" not in [entry[2] for entry in shares(beside)]
    assert "bank" in dc.explain(propose(invoice("F-1", 2000), silent, policy=FEES).allocations[1], "en")


def test_what_is_granted_is_recorded_as_such() -> None:
    """Discount and tolerance are recorded beside their payment, use up none of it, and close the invoice for good."""
    in_time = payment("P-1", 980, ISSUED, "F-1")
    ledger = dc.Ledger.of(ACME, discounted("F-1", 1000), in_time)
    recorded = ledger.with_lettering(dc.propose_lettering(ledger.as_of(DUE)))
    snapshot = recorded.as_of(after_due(9))
    assert (snapshot.receivables[0].outstanding, snapshot.unmatched) == (eur(0), ())
    assert [entry.kind for entry in snapshot.receivables[0].settlements] == ["discount", "payment"]
    assert [group.letter_code for group in snapshot.lettered_groups] == ["AA"]


def test_a_payment_made_twice_waits() -> None:
    """The second payment of an invoice, of the same amount and naming it, is not spread over other debts."""
    facts = [invoice("F-1", 100), invoice("F-2", 300), payment("P-1", 100, DUE, "F-1"), payment("P-2", 100, DUE, "F-1")]
    proposal = propose(*facts)
    assert left(proposal) == [("P-2", "100.00", ("possible_duplicate",))]
    assert ("duplicate_of", "P-1") in proposal.remainders[0].facts
    for locale, word in (("en", "twice"), ("fr", "deux fois")):
        assert word in dc.explain(proposal.remainders[0], locale)
    bounced = propose(*facts, PaymentReturned("P-1", returned_on=after_due(1)))
    assert left(bounced) == []
    another = propose(*facts, invoice("F-3", 100, due=after_due(2)))
    assert ("F-3", "100.00", "payment", "exact_amount") in shares(another)


def test_money_for_what_is_not_there_waits() -> None:
    """A payer who designates an invoice that is not on his account did not mean the others."""
    told = attrs.evolve(payment("P-1", 50, DUE), designates=("F-9",))
    proposal = propose(invoice("F-1", 100), told)
    assert left(proposal) == [("P-1", "50.00", ("designates_unknown",))]
    known = propose(invoice("F-1", 100), told, invoice("F-9", 50))
    assert shares(known) == [("F-9", "50.00", "payment", "designation")]


def test_money_in_another_currency_is_told() -> None:
    """Currencies never mix, whatever the text says, and that is the reason."""
    dollars = dc.Payment("P-1", client="ACME", amount=dc.Money(100, "USD"), received_on=DUE, reference="F-1")
    proposal = propose(invoice("F-1", 100), dollars)
    assert left(proposal) == [("P-1", "100.00", ("other_currency",))]
    assert "devise" in dc.explain(proposal.remainders[0], "fr")


def test_an_advance_and_an_overpayment_are_named() -> None:
    """Money before any invoice is an advance; more than all that is owed is an overpayment, with what would use it."""
    early = payment("P-1", 50, ISSUED - timedelta(days=9))
    assert left(propose(early)) == [("P-1", "50.00", ("advance",))]
    over = propose(invoice("F-1", 100), payment("P-2", 130, DUE, "F-1"))
    assert left(over) == [("P-2", "30.00", ("overpaid",))]
    assert ("would_use", "invoice_or_refund") in over.remainders[0].facts


def test_a_remainder_shows_what_it_looks_like() -> None:
    """540 beside an open 450: two digits the wrong way round; and a payment of the same amount days before."""
    strict = LetteringPolicy(imputation=None)
    facts = [invoice("F-1", 450), invoice("F-2", 77), payment("P-1", 540, DUE)]
    proposal = propose(*facts, policy=strict)
    assert ("digits_swapped", "F-1") in proposal.remainders[0].facts
    assert "F-1" in dc.explain(proposal.remainders[0], "fr")
    again = propose(invoice("F-1", 100), payment("P-1", 100, DUE), payment("P-2", 100, after_due(3)))
    assert again.remainders[0].facts[0] == ("duplicate_of", "P-1")


def test_what_is_barred_is_told() -> None:
    """After the opening of insolvency proceedings money is put on an earlier debt only where its payer says so."""
    opened = Insolvency("ACME", opened_on=after_due(1))
    assert left(propose(invoice("F-1", 100), opened, payment("P-1", 50, after_due(2)))) == [
        ("P-1", "50.00", ("barred",))
    ]


def test_a_refund_uses_up_what_is_left() -> None:
    """200 too much, 150 given back: 50 are left; a refund of more than is left, or of nothing known, is a problem."""
    paid = payment("P-1", 300, DUE, "F-1")
    back = Refund("R-1", client="ACME", amount=eur(150), refunded_on=after_due(2), refunds="P-1")
    facts: list[Any] = [ACME, invoice("F-1", 100), paid]
    recorded = dc.Ledger.of(facts).with_lettering(propose(*facts[1:]))
    after = recorded.with_(back).as_of(after_due(10)).lettered()
    assert [credit.remainder for credit in after.unmatched] == [eur(50)]
    assert [credit.remainder for credit in recorded.with_(back).as_of(after_due(1)).lettered().unmatched] == [eur(200)]
    wrong = [
        attrs.evolve(back, amount=eur(201)),
        attrs.evolve(back, refunds="P-9"),
        attrs.evolve(back, amount=dc.Money(1, "USD")),
    ]
    codes = [[problem.code for problem in recorded.with_(bad).as_of(after_due(10)).problems] for bad in wrong]
    assert codes == [["refund.exceeds"], ["refund.unknown"], ["refund.exceeds"]]
    twice = recorded.with_(back, attrs.evolve(back, amount=eur(1))).as_of(after_due(10))
    assert [problem.code for problem in twice.problems] == ["refund.contradictory", "refund.contradictory"]
    assert [credit.remainder for credit in twice.unmatched] == [eur(200)]


def test_a_write_off_closes_its_invoice_and_no_other() -> None:
    """Written off in part, from its day; what is written off beyond the debt goes nowhere else."""
    lost = WriteOff("W-1", client="ACME", amount=eur(40), written_off_on=after_due(5), writes_off="F-1")
    snapshot = lettered(after_due(10), invoice("F-1", 100), invoice("F-2", 40), lost)
    assert [item.outstanding for item in snapshot.receivables] == [eur(60), eur(40)]
    [entry] = snapshot.receivables[0].settlements
    assert (entry.kind, entry.on, entry.is_payment) == ("write_off", after_due(5), False)
    beyond = lettered(after_due(10), invoice("F-1", 30), invoice("F-2", 40), invoice("F-3", 10), lost)
    assert [item.outstanding for item in beyond.receivables] == [eur(0), eur(40), eur(10)]
    assert [(credit.id, credit.remainder) for credit in beyond.unmatched] == [("W-1", eur(10))]


def test_a_set_off_pays_like_money() -> None:
    """A debt of our own, set off, settles what it designates, and is named so."""
    ours = attrs.evolve(payment("S-1", 40, DUE), designates=("F-1",), means=PaymentMeans.SET_OFF)
    [entry] = lettered(after_due(1), invoice("F-1", 100), ours).receivables[0].settlements
    assert (entry.kind, entry.is_payment, entry.strength) == ("set_off", True, "certain")


def test_no_money_is_put_on_what_is_withheld() -> None:
    """By receivable, invoice or client: named or of its very amount, the payment waits with its explanation."""
    for name in ("F-1", "ACME"):
        policy = LetteringPolicy(withheld=[name])
        told = propose(invoice("F-1", 100), payment("P-1", 100, DUE, "F-1"), policy=policy)
        assert left(told) == [("P-1", "100.00", ("withheld",))]
        assert told.candidates[0].debits == ("F-1",)
        silent = propose(invoice("F-1", 100), invoice("F-2", 70), payment("P-1", 100, DUE), policy=policy)
        assert left(silent) == [("P-1", "100.00", ("withheld",))]
    other = propose(
        invoice("F-1", 100), invoice("F-2", 70), payment("P-1", 60, DUE), policy=LetteringPolicy(withheld=["F-1"])
    )
    assert shares(other) == [("F-2", "60.00", "payment", "oldest_due_first")]


def test_a_payer_who_is_identified_pays_his_account() -> None:
    """Unknown it waits, with the debts of its very amount; from the day the payer is known it is his."""
    stray = payment("P-1", 100, DUE, client=None)
    facts: list[Any] = [invoice("F-1", 100), invoice("F-2", 70), stray]
    proposal = propose(*facts)
    assert left(proposal) == [("P-1", "100.00", ("unknown_payer",))]
    assert [(found.reason, found.debits) for found in proposal.candidates] == [("unknown_payer", ("F-1",))]
    known = PayerIdentified("P-1", client="ACME", identified_on=after_due(5))
    assert shares(propose(*facts, known)) == [("F-1", "100.00", "payment", "exact_amount")]
    before = dc.Ledger.of(ACME, *facts, known).as_of(after_due(4)).lettered()
    assert [credit.reasons for credit in before.unmatched] == [("unknown_payer",)]
    bob = dc.Client.business("BOB", name="Bob", country="FR")
    torn = propose(*facts, known, bob, PayerIdentified("P-1", client="BOB", identified_on=after_due(6)))
    assert left(torn) == [("P-1", "100.00", ("ambiguous_payer",))]
    nobody = propose(*facts, PayerIdentified("P-1", client="ZOE", identified_on=after_due(5)))
    assert left(nobody) == [("P-1", "100.00", ("unknown_payer",))]
    chosen = proposal.with_choice(proposal.candidates[0])
    done = dc.Ledger.of(ACME, *facts).with_lettering(chosen).as_of(after_due(10))
    assert done.receivables[0].outstanding == eur(0)


def test_a_discount_is_reckoned_on_what_is_left_to_invoice() -> None:
    """1,000 less two credit notes of 100 and 50: 2 % of 850; before VAT, nothing once something was credited."""
    notes = [
        dc.CreditNote(f"A-{n}", client="ACME", amount=eur(amount), issued_on=ISSUED, corrects="F-1")
        for n, amount in enumerate((100, 50))
    ]
    paid = payment("P-1", 833, ISSUED + timedelta(days=1), "F-1")
    assert [entry[1:3] for entry in shares(propose(discounted("F-1", 1000), *notes, paid))][-2:] == [
        ("833.00", "payment"),
        ("17.00", "discount"),
    ]
    terms = attrs.evolve(DISCOUNT, discount=EarlyPaymentDiscount(Rate.percent("2"), 10, before_vat=True))
    before_vat = attrs.evolve(discounted("F-1", 1200), terms=terms, net_amount=eur(1000))
    whole = payment("P-1", 1180, ISSUED, "F-1")
    assert ("20.00", "discount") in [entry[1:3] for entry in shares(propose(before_vat, whole))]
    unknown = attrs.evolve(before_vat, net_amount=None)
    assert [entry[1:3] for entry in shares(propose(unknown, whole))] == [("1180.00", "payment")]
    less = payment("P-1", 1030, ISSUED, "F-1")
    assert "discount" not in [entry[2] for entry in shares(propose(before_vat, *notes, less))]


def test_a_discount_is_taken_once_and_not_in_advance() -> None:
    """What came before the invoice was issued takes none; the last day of the window is in it for a first part too."""
    early = payment("P-1", 980, ISSUED - timedelta(days=1), "F-1")
    assert [entry[2] for entry in shares(propose(discounted("F-1", 1000), early))] == ["payment"]
    last = ISSUED + timedelta(days=10)
    parts = [payment("P-1", 480, last, "F-1"), payment("P-2", 500, last, "F-1")]
    assert ("20.00", "discount") in [entry[1:3] for entry in shares(propose(discounted("F-1", 1000), *parts))]
    claim = attrs.evolve(discounted("F-1", 1000), kind=InvoiceKind.CLAIM)
    assert [entry[2] for entry in shares(propose(claim, payment("P-1", 980, ISSUED, "F-1")))] == ["payment"]
