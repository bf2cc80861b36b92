"""Documents read from the business terms of EN 16931: what is owed, by whom, when; what is refused is told."""

import logging
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from facturx import generate_xml, parse_ubl_cii_xml

import dunning_core as dc
from dunning_core.documents import CreditNature, InvoiceKind, PaymentMeans
from dunning_core.errors import InvalidValueError, WrongTypeError
from dunning_core.events import Assigned, Cancelled
from dunning_core.identifiers import make_creditor_reference
from dunning_core.interop.en16931 import check_notes, read_invoice, write_notes, write_payment_block
from dunning_core.law import IndexedRate, Rate
from dunning_core.law.series import UK_REFERENCE_RATE
from dunning_core.terms import EarlyPaymentDiscount
from tests.books import CREDITOR

IBAN = "FR7630006000011234567890189"
ISSUED = date(2026, 1, 5)

TERMS: dict[str, Any] = {
    "BT-1": "F-101",
    "BT-2": "2026-01-05",
    "BT-3": "380",
    "BT-5": "EUR",
    "BT-9": "20260204",
    "BT-13": "BC-12",
    "BT-16": "BL-9",
    "BT-72": date(2026, 1, 3),
    "BT-81": "30",
    "BT-83": "RF18539007547034",
    "BT-109": "1000.00",
    "BT-112": "1200.00",
    "BT-115": "1200.00",
    "BG-7": {"name": "Acme SARL", "identifiers": {"0009": "73282932000074"}, "legal_identifier": "732829320"},
}


def terms(**changes: Any) -> dict[str, Any]:
    """The terms of an invoice, changed: BT_9="…" sets BT-9, None takes it out."""
    changed = {name.replace("_", "-"): value for name, value in changes.items()}
    return {name: value for name, value in {**TERMS, **changed}.items() if value is not None}


def codes(given: Mapping[str, Any], client: str | None = "ACME") -> list[str]:
    """The codes of the problems of a document."""
    return [problem.code.removeprefix("en16931.") for problem in read_invoice(given, client).problems]


def read(given: Mapping[str, Any]) -> dc.Invoice:
    """The invoice of a dictionary."""
    invoice = read_invoice(given, "ACME").values[0]
    assert isinstance(invoice, dc.Invoice)
    return invoice


def test_each_term_ends_in_its_field() -> None:
    """Number, days, amounts, references and means are those of the terms."""
    found = read_invoice(TERMS, "ACME")
    assert found.problems == ()
    assert found.values == (
        dc.Invoice(
            "F-101",
            client="ACME",
            amount=dc.Money("1200.00", "EUR"),
            issued_on=ISSUED,
            due_on=date(2026, 2, 4),
            payment_reference="RF18539007547034",
            order_reference="BC-12",
            delivery_reference="BL-9",
            performed_on=date(2026, 1, 3),
            means=PaymentMeans.TRANSFER,
            net_amount=dc.Money("1000.00", "EUR"),
        ),
    )


def test_what_is_owed_is_what_is_left_to_pay() -> None:
    """A part paid before and a rounding are in BT-115, and the amount before VAT of the whole is left out."""
    invoice = read(terms(BT_113="300.00", BT_114="0.01", BT_115="900.01"))
    assert invoice.amount == dc.Money("900.01", "EUR")
    assert invoice.net_amount is None


@pytest.mark.parametrize(
    "changes",
    [
        {"BT_115": "1199.99"},
        {"BT_113": "0.01"},
        {"BT_114": "-0.01"},
        {"BT_112": "1200.01"},
    ],
)
def test_totals_that_disagree_are_refused(changes: dict[str, str]) -> None:
    """A cent between BT-115 and BT-112 - BT-113 + BT-114 leaves the document out, with the figures."""
    found = read_invoice(terms(**changes), "ACME")
    assert found.values == ()
    [problem] = found.problems
    assert problem.code == "en16931.totals.disagree"
    assert problem.param("amount") != problem.param("expected")


def test_the_smallest_profile_has_no_place_for_what_was_paid() -> None:
    """In the profile MINIMUM the amount due stands alone; in any other one it must add up."""
    changes = {"BT_115": "900.00", "BT_24": "urn:factur-x.eu:1p0:minimum"}
    assert read(terms(**changes)).amount == dc.Money("900.00", "EUR")
    assert codes(terms(**changes | {"BT_24": "urn:cen.eu:en16931:2017"})) == ["totals.disagree"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("380", InvoiceKind.INVOICE),
        ("389", InvoiceKind.INVOICE),
        ("326", InvoiceKind.INVOICE),
        ("386", InvoiceKind.DEPOSIT),
        ("500", InvoiceKind.DEPOSIT),
        ("877", InvoiceKind.FINAL),
    ],
)
def test_a_code_says_what_an_invoice_claims(code: str, kind: InvoiceKind) -> None:
    """Prepayment invoices are deposits, final payment requests are final ones."""
    assert read(terms(BT_3=code)).kind is kind


@pytest.mark.parametrize("code", ["325", "457", "999", "38O", "٣٨٠"])
def test_a_code_that_claims_nothing_is_refused(code: str) -> None:
    """A pro forma and an unknown code are no debt."""
    found = read_invoice(terms(BT_3=code), "ACME")
    assert found.values == ()
    assert [problem.param("kind") for problem in found.problems] == ["unknown_type"]


def test_a_credit_note_corrects_the_invoice_that_it_names() -> None:
    """The preceding invoice (BT-25) is the one that a credit note corrects; several are told, and none is chosen."""
    [note] = read_invoice(terms(BT_3="381", BG_3=[{"BT-25": "F-90"}]), "ACME").values
    assert isinstance(note, dc.CreditNote)
    assert (note.corrects, note.amount, note.nature) == ("F-90", dc.Money("1200.00", "EUR"), CreditNature.CORRECTIVE)
    found = read_invoice(terms(BT_3="381", BG_3=[{"BT-25": "F-90"}, {"BT-25": "F-91"}]), "ACME")
    [note] = found.values
    assert isinstance(note, dc.CreditNote)
    assert note.corrects is None
    assert [problem.code for problem in found.problems] == ["en16931.corrects.unclear"]


def test_a_negative_invoice_is_a_credit_note() -> None:
    """Some programs write a credit note as an invoice below zero; a credit note below zero may be either way."""
    negative = {"BT_109": "-1000.00", "BT_112": "-1200.00", "BT_115": "-1200.00"}
    [note] = read_invoice(terms(**negative, BG_3=[{"BT-25": "F-90"}]), "ACME").values
    assert isinstance(note, dc.CreditNote)
    assert (note.corrects, note.amount) == ("F-90", dc.Money("1200.00", "EUR"))
    refused = read_invoice(terms(**negative, BT_3="381"), "ACME")
    assert refused.values == ()
    assert [problem.path for problem in refused.problems] == ["BT-115"]


def test_more_paid_than_owed_is_a_credit_of_the_client() -> None:
    """529.87 with 1059.74 paid before: the client has 529.87 to his credit, and it is told."""
    found = read_invoice(terms(BT_112="529.87", BT_113="1059.74", BT_115="-529.87"), "ACME")
    [credit] = found.values
    assert isinstance(credit, dc.CreditNote)
    assert (credit.amount, credit.nature) == (dc.Money("529.87", "EUR"), CreditNature.COMMERCIAL)
    assert [problem.code for problem in found.problems] == ["en16931.overpaid"]


def test_a_corrected_invoice_takes_the_place_of_the_one_it_names() -> None:
    """With 384 both would be chased: the earlier one is cancelled on the day of the new one, and it is told."""
    found = read_invoice(terms(BT_3="384", BG_3=[{"BT-25": "F-90"}]), "ACME")
    assert found.values[1:] == (Cancelled("F-90", cancelled_on=ISSUED),)
    assert [problem.code for problem in found.problems] == ["en16931.replaces"]
    assert codes(terms(BT_3="384")) == ["corrects.unclear"]
    assert len(read_invoice(terms(BT_3="380", BG_3=[{"BT-25": "F-90"}]), "ACME").values) == 1


def test_a_factored_invoice_is_assigned_to_the_payee() -> None:
    """With 393 the debt is the factor's; a payee alone is told, and assigns nothing."""
    payee = {"BG_10": {"name": "Factor SA"}, "BT_84": IBAN}
    found = read_invoice(terms(BT_3="393", **payee), "ACME")
    assert found.values[1:] == (Assigned("F-101", assignee="Factor SA", assigned_on=ISSUED, iban=IBAN),)
    assert [problem.code for problem in found.problems] == ["en16931.payee.other"]
    plain = read_invoice(terms(**payee), "ACME")
    assert len(plain.values) == 1
    assert [problem.code for problem in plain.problems] == ["en16931.payee.other"]
    assert len(read_invoice(terms(BT_3="393"), "ACME").values) == 1


def test_a_factor_with_a_foreign_account_is_assigned_without_it() -> None:
    """An account that is no IBAN is not taken for one."""
    found = read_invoice(terms(BT_3="393", BT_59="Factor SA", BT_84="123"), "ACME")
    assert found.values[1:] == (Assigned("F-101", assignee="Factor SA", assigned_on=ISSUED),)


@pytest.mark.parametrize(
    ("code", "means"),
    [
        ("58", PaymentMeans.TRANSFER),
        ("59", PaymentMeans.DIRECT_DEBIT),
        ("20", PaymentMeans.CHECK),
        ("97", PaymentMeans.SET_OFF),
        ("1", None),
        (["30", "30"], PaymentMeans.TRANSFER),
        (["30", "59"], None),
    ],
)
def test_the_means_are_those_of_the_code(code: object, means: PaymentMeans | None) -> None:
    """A code that leaves the means open, or two that differ, say nothing."""
    assert read(terms(BT_81=code)).means is means


def test_an_order_is_named_by_the_buyer_or_else_by_the_seller() -> None:
    """BT-13 is the buyer's number of the order, BT-14 the seller's."""
    assert read(terms(BT_14="SO-1")).order_reference == "BC-12"
    assert read(terms(BT_13=None, BT_14="SO-1")).order_reference == "SO-1"


def test_the_client_is_known_by_the_identifiers_of_the_buyer() -> None:
    """A SIREN, a SIRET, a VAT number or the id of a client, blanks or not; no guess between two."""
    acme = dc.Client.business("A", name="Acme", identifiers=[("SIREN", "732 829 320")])
    other = dc.Client.business("B", name="Acme SARL", identifiers=[("SIREN", "552100554")])
    assert read_invoice(TERMS, clients=[other, acme]).values[0] == read_invoice(TERMS, "A").values[0]
    site = dc.Client.business("S", name="Acme Lyon", identifiers=[("SIRET", "73282932000074")])
    found = read_invoice(TERMS, clients=[acme, site])
    assert [problem.code for problem in found.problems] == ["en16931.client.unknown"]
    [invoice] = found.values
    assert isinstance(invoice, dc.Invoice)
    assert invoice.client == "73282932000074"
    flat = read_invoice(terms(BG_7=None, BT_48="FR44732829320"))
    assert isinstance(flat.values[0], dc.Invoice)
    assert flat.values[0].client == "FR44732829320"
    nobody = read_invoice(terms(BG_7={"name": "Liselotte Müller"}))
    assert nobody.values == ()
    assert [problem.code for problem in nobody.problems] == ["en16931.term.missing"]


def test_the_due_day_prevails_over_the_words() -> None:
    """30 days are 4 February: words that agree say nothing more, others are told, and the day stands."""
    assert codes(terms(BT_20="30 jours net")) == []
    assert read(terms(BT_20="30 jours net")).terms is None
    found = read_invoice(terms(BT_20="Paiement à 60 jours"), "ACME")
    assert [problem.code for problem in found.problems] == ["en16931.terms.contradict"]
    assert found.problems[0].param("other") == date(2026, 3, 6)
    assert read(terms(BT_20="Paiement à 60 jours")).due_on == date(2026, 2, 4)


def test_words_alone_give_the_terms_and_the_discount() -> None:
    """Without BT-9 the due day is that of the words; a discount needs one of the two."""
    invoice = read(terms(BT_9=None, BT_20="Zahlbar innerhalb 30 Tagen netto, 2% Skonto innerhalb 10 Tagen"))
    discount = EarlyPaymentDiscount(Rate.percent("2"), 10)
    assert (invoice.due_on, invoice.terms) == (None, dc.PaymentTerms(days=30, discount=discount))
    dated = read(terms(BT_20="2% Skonto innerhalb 10 Tagen"))
    assert (dated.due_on, dated.terms) == (date(2026, 2, 4), dc.PaymentTerms(days=30, discount=discount))
    alone = terms(BT_9=None, BT_20="2% Skonto innerhalb 10 Tagen")
    assert (read(alone).terms, codes(alone)) == (None, ["terms.unread"])
    worded = read(terms(BT_9=None, BT_20="Zahlbar bis 04.02.2026"))
    assert (worded.due_on, worded.terms) == (date(2026, 2, 4), None)


def test_words_whose_days_and_day_disagree_are_told() -> None:
    """30 days of 5 January are 4 February: the day that is written out stands."""
    given = terms(BT_9=None, BT_20="Zahlbar innerhalb 30 Tagen netto bis 03.02.2026")
    assert read(given).due_on == date(2026, 2, 3)
    assert codes(given) == ["terms.contradict"]


def test_a_due_day_before_the_issue_is_taken_as_the_issue() -> None:
    """Nobody is chased too early: it is due on issue, and told."""
    given = terms(BT_9="2026-01-04")
    assert (read(given).due_on, codes(given)) == (ISSUED, ["due_on.before_issue"])
    assert codes(terms(BT_9="2026-01-05")) == []


def test_words_that_are_not_read_are_told_and_cut() -> None:
    """The Problem shows at most eighty characters of them."""
    found = read_invoice(terms(BT_20="selon accord " * 50), "ACME")
    assert [problem.code for problem in found.problems] == ["en16931.terms.unread"]
    assert len(found.problems[0].param("value")) == 80
    assert found.values[0] == read(TERMS)


@pytest.mark.parametrize("name", ["BT-1", "BT-2", "BT-3", "BT-5", "BT-112", "BT-115"])
@pytest.mark.parametrize(
    "hostile",
    [None, "", "\x00", "x" * 10_000, 1.5, True, object(), [], [[]], {}, {"a": {}}, "<script>", "1e9", "9" * 40, "NaN"],
)
def test_a_term_that_the_document_needs_is_named_when_it_is_wrong(name: str, hostile: object) -> None:
    """Whatever stands in it: the document is left out, or read when the text is a fine number; never a traceback."""
    found = read_invoice({**TERMS, name: hostile}, "ACME")
    if name == "BT-1" and found.values:
        assert hostile in ("<script>", "1e9", "NaN", "9" * 40)
        return
    assert found.values == ()
    assert [problem.path for problem in found.problems] == [name]
    assert len(dc.explain(found.problems[0], "fr")) < 400
    assert len(dc.explain(found.problems[0], "en")) < 400


@pytest.mark.parametrize(
    "name", ["BT-9", "BT-13", "BT-20", "BT-72", "BT-81", "BT-83", "BG-3", "BG-7", "BG-10", "BT-24"]
)
@pytest.mark.parametrize("hostile", ["\x00", "x" * 10_000, 1.5, object(), [[]], [{"BT-25": object()}], {"name": []}])
def test_a_term_that_can_be_missing_is_left_out_when_it_is_wrong(name: str, hostile: object) -> None:
    """The invoice is read without it; the amount and the client stay what they are."""
    invoice = read({**TERMS, name: hostile})
    assert (invoice.number, invoice.client, invoice.amount) == ("F-101", "ACME", dc.Money("1200.00", "EUR"))


@pytest.mark.parametrize(
    ("amount", "kind"), [("1,200.00", "bad_number_point"), (1200.0, "float_amount"), ("1.234", "bad_scale")]
)
def test_an_amount_is_read_exactly_or_refused(amount: object, kind: str) -> None:
    """A group mark, a float and a third decimal are refused; a Decimal is read."""
    found = read_invoice(terms(BT_112=amount, BT_115=amount), "ACME")
    assert [problem.param("kind") for problem in found.problems] == [kind]
    assert read(terms(BT_112=Decimal("1200"), BT_115=1200)).amount == dc.Money("1200.00", "EUR")


@pytest.mark.parametrize("day", ["05/01/2026", "2026-02-30", "0001-01-01", "46027", "2026-01-05T10:00:00"])
def test_a_day_is_iso_or_compact(day: str) -> None:
    """A day written in another way is refused by its name."""
    found = read_invoice(terms(BT_2=day), "ACME")
    assert found.values == ()
    assert [problem.path for problem in found.problems] == ["BT-2"]


def test_what_is_no_dictionary_is_a_mistake_of_the_caller() -> None:
    """A list, or a client that is no text, raises the library's own error."""
    wrongs: list[object] = [[], "BT-1", None]
    for wrong in wrongs:
        with pytest.raises(WrongTypeError):
            read_invoice(wrong)  # type: ignore[arg-type]
        with pytest.raises(WrongTypeError):
            check_notes(wrong)  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        read_invoice(TERMS, 7)  # type: ignore[arg-type]


def test_the_french_notes_are_written_and_checked() -> None:
    """The three notes that are written are those that are asked for; one left out or doubled is told."""
    notes = list(write_notes())
    assert [note["BT-21"] for note in notes] == ["PMT", "PMD", "AAB"]
    assert "40,00" in notes[0]["BT-22"]
    assert "10,00 points" in notes[1]["BT-22"]
    assert check_notes(terms(BG_1=notes)) == ()
    for index, code in enumerate(("PMT", "PMD", "AAB")):
        [missing] = check_notes(terms(BG_1=notes[:index] + notes[index + 1 :]))
        assert (missing.code, missing.param("note")) == ("en16931.note.missing", code)
        assert missing.param("article") == "C. com. L441-9"
        [again] = check_notes(terms(BG_1=[*notes, notes[index]]))
        assert (again.code, again.param("note")) == ("en16931.note.repeated", code)
    blank = [{"BT-21": note["BT-21"], "BT-22": " "} for note in notes]
    assert len(check_notes(terms(BG_1=blank))) == 3
    assert len(check_notes(terms(BG_1=[None, 3, {"BT-21": "PMT"}]))) == 3


def test_a_note_may_bear_its_code_in_its_text() -> None:
    """In UBL the code stands before the text, between number signs."""
    notes = [{"BT-22": f"#{note['BT-21']}#{note['BT-22']}"} for note in write_notes()]
    assert check_notes(terms(BG_1=notes)) == ()
    assert len(check_notes(terms(BG_1=[{"BT-22": "#PMT#"}, *notes[1:]]))) == 1


def test_the_notes_tell_the_rate_and_the_discount_of_the_parties() -> None:
    """An agreed rate, a margin over the ECB, a discount with or without VAT, in French and in English."""
    discount = EarlyPaymentDiscount(Rate.percent("2"), 8)
    agreed = write_notes(Rate.percent("12.15"), discount=discount)
    assert "12,15 %" in agreed[1]["BT-22"]
    assert "2,00 %" in agreed[2]["BT-22"]
    assert "8 jours" in agreed[2]["BT-22"]
    assert "12,00 points" in write_notes(IndexedRate(Rate.percent("12")))[1]["BT-22"]
    before_vat = EarlyPaymentDiscount(Rate.percent("2"), 1, before_vat=True)
    assert "hors taxe" in write_notes(discount=before_vat)[2]["BT-22"]
    assert "1 day of" in write_notes(discount=before_vat, locale="en")[2]["BT-22"]
    with pytest.raises(InvalidValueError):
        write_notes(IndexedRate(Rate.percent("8"), series=UK_REFERENCE_RATE))


def test_the_payment_block_names_account_and_reference() -> None:
    """IBAN and RF without blanks; a wrong IBAN or check digit is an error."""
    acme = dc.Creditor("Acme", iban="FR76 3000 6000 0112 3456 7890 189", bic="AGRIFRPP")
    assert write_payment_block(acme, make_creditor_reference("F-101")) == {
        "BT-81": "30",
        "BT-83": make_creditor_reference("F-101"),
        "BT-84": IBAN,
        "BT-85": "Acme",
        "BT-86": "AGRIFRPP",
    }
    assert write_payment_block(dc.Creditor("Acme", iban=IBAN), "F 101")["BT-83"] == "F 101"
    with pytest.raises(InvalidValueError):
        write_payment_block(acme, "RF17539007547034")
    with pytest.raises(InvalidValueError):
        write_payment_block(CREDITOR if CREDITOR.iban is None else dc.Creditor("Acme", iban="FR76"), "F-101")


@pytest.mark.parametrize("flavor", ["factur-x", "ubl-2.1"])
def test_what_factur_x_writes_and_reads_is_the_same_invoice(flavor: str) -> None:
    """Through the XML of Factur-X (CII) and of UBL, the terms give the invoice that they gave before."""
    whole = {
        **TERMS,
        **write_payment_block(dc.Creditor("Acme", iban=IBAN, bic="AGRIFRPP"), "RF18539007547034"),
        "BT-2": ISSUED,
        "BT-9": date(2026, 2, 4),
        "BT-20": "30 jours net, 2 % d'escompte sous 8 jours",
        "BT-106": "1000.00",
        "BT-110": "200.00",
        "BG-1": list(write_notes()),
        "BG-4": {"name": "Fournitures Martin", "country_code": "FR", "vat_identifier": "FR44732829320"},
        "BG-7": {"name": "Acme SARL", "country_code": "FR", "vat_identifier": "FR44732829320"},
        "BG-23": [{"BT-116": "1000.00", "BT-117": "200.00", "BT-118": "S", "BT-119": "20.00"}],
        "BG-25": [
            {
                "BT-126": "1",
                "BT-129": "1",
                "BT-130": "C62",
                "BT-131": "1000.00",
                "BT-146": "1000.00",
                "BT-151": "S",
                "BT-152": "20.00",
                "BT-153": "Article",
            }
        ],
    }  # fmt: skip
    logging.disable(logging.CRITICAL)
    try:
        xml = generate_xml(dict(whole), flavor=flavor, level="en16931", check_schematron=False)
        back = parse_ubl_cii_xml(xml)
    finally:
        logging.disable(logging.NOTSET)
    found = read_invoice(back, "ACME")
    assert found.problems == ()
    assert found.values == read_invoice(whole, "ACME").values
    assert check_notes(back) == ()
    assert isinstance(back["BT-9"], date)


def test_a_term_that_says_two_things_says_none() -> None:
    """Two due days, as of a discount and of the debt: neither is chosen; what says the same twice is said once."""
    days = [date(2026, 2, 4), date(2026, 1, 20)]
    found = read_invoice(terms(BT_9=days), "ACME")
    assert [(problem.path, problem.param("kind")) for problem in found.problems] == [("BT-9", "several_values")]
    assert [getattr(value, "due_on", "") for value in found.values] == [None]
    assert read(terms(BT_9=[days[0], days[0]])).due_on == days[0]


@pytest.mark.parametrize("name", ["BT-1", "BT-2", "BT-3", "BT-5", "BT-112", "BT-113", "BT-115"])
def test_a_document_of_two_numbers_or_totals_is_left_out(name: str) -> None:
    """What it cannot do without must be one thing: the first of two is no better than the second."""
    given = terms(BT_113="0.00")
    found = read_invoice(given | {name: [given[name], "20260106" if name == "BT-2" else "7"]}, "ACME")
    assert found.values == ()
    assert [(problem.path, problem.param("kind")) for problem in found.problems] == [(name, "several_values")]


def test_words_in_several_terms_are_read_together() -> None:
    """CII has the discount in a term of its own: both are read, and two that disagree are not."""
    invoice = read(terms(BT_9=None, BT_20=["30 jours net", "2 % d'escompte sous 8 jours"]))
    assert invoice.terms == dc.PaymentTerms(30, discount=EarlyPaymentDiscount(Rate.percent("2"), days=8))
    assert codes(terms(BT_9=None, BT_20=["30 jours net", "60 jours net"])) == ["terms.unread"]
    assert codes(terms(BT_20=["30 jours net", 5])) == ["term.refused"]


@pytest.mark.parametrize(
    ("payee", "name"),
    [
        ({"name": "Factor SA", "biz_name": "Factor"}, "Factor SA"),
        ({"biz_name": "Factor SA"}, "Factor SA"),
        ({"legal_identifier": "732829320"}, "732829320"),
        ({"identifiers": {None: "4711"}}, "4711"),
    ],
    ids=["CII", "UBL", "SIREN", "number"],
)
def test_another_payee_is_told_whatever_syntax_names_him(payee: dict[str, Any], name: str) -> None:
    """UBL has his name where CII has a trading name; a factor who bears a number alone is a factor all the same."""
    found = read_invoice(terms(BG_10=payee), "ACME")
    assert [problem.param("payee") for problem in found.problems] == [name]
    assigned = read_invoice(terms(BT_3="393", BG_10=payee), "ACME").values[1]
    assert isinstance(assigned, Assigned)
    assert assigned.assignee == name


def test_a_payee_without_anything_is_nobody() -> None:
    """A group that names no one says nothing."""
    assert codes(terms(BG_10={"country_code": "FR", "identifiers": "4711"})) == []


def test_a_document_that_names_itself_cancels_nothing() -> None:
    """Its own number as the preceding one: the debt stands, and the correction is told."""
    found = read_invoice(terms(BT_3="384", BT_25="F-101"), "ACME")
    assert [type(value) for value in found.values] == [dc.Invoice]
    assert [problem.code for problem in found.problems] == ["en16931.corrects.unclear"]
    [note] = read_invoice(terms(BT_3="381", BT_25=["F-101", "F-90"]), "ACME").values
    assert isinstance(note, dc.CreditNote)
    assert note.corrects == "F-90"


@pytest.mark.parametrize(("days", "is_early"), [(30, True), (31, False)])
def test_a_discount_after_the_due_day_is_none(days: int, is_early: bool) -> None:
    """Until the due day, or it is told and left out; by the day or by the words."""
    words = f"2 % d'escompte sous {days} jours"
    given = [terms(BT_20=words), terms(BT_9=None, BT_20=f"30 jours net, {words}")]
    assert [codes(one) for one in given] == [[] if is_early else ["terms.unread"]] * 2
    found = [read(one).terms for one in given]
    assert [one is not None and one.discount is not None for one in found] == [is_early] * 2
