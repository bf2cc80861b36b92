"""How to pay: the account, what to quote, and the code that a telephone reads where that is a habit."""

import attrs
import pytest

import dunning_core as dc
from dunning_core.errors import InvalidValueError
from dunning_core.identifiers import make_creditor_reference
from dunning_core.notices import NoticeOptions, PaymentInstructions, render_html, render_text
from tests.books import ACME, CREDITOR, after_due, invoice, payment
from tests.unit.notices.drafts import draft, plan

BELGIAN = attrs.evolve(ACME, country="BE")
RF = "RF18539007547034"


def test_the_reference_is_what_the_invoice_asked_to_quote() -> None:
    """Its payment reference, else its number; of several invoices, all of them."""
    assert draft("courteous").payment == PaymentInstructions(iban=CREDITOR.iban, reference="F-1")
    asked = attrs.evolve(invoice(), payment_reference="CLT-4")
    assert draft("courteous", asked, invoice("F-2", 20)).payment.reference == "CLT-4, F-2"


@pytest.mark.parametrize(("count", "reference"), [(10, "F-1"), (11, "ACME")])
def test_many_invoices_are_paid_under_the_account(count: int, reference: str) -> None:
    """Ten numbers can be quoted in a transfer; of more, the account is."""
    quoted = draft("courteous", *(invoice(f"F-{rank}", 10 + rank) for rank in range(1, count + 1))).payment.reference
    assert quoted is not None
    told = quoted.split(", ")
    assert (told[0], len(told)) == (reference, 10 if count == 10 else 1)


def test_a_structured_reference_is_printed_as_such() -> None:
    """One that the invoice bears everywhere; one made of the number where codes are a habit, that lettering reads."""
    asked = attrs.evolve(invoice(), payment_reference=RF)
    assert draft("courteous", asked).payment.creditor_reference == RF
    made = draft("courteous", client=BELGIAN).payment.creditor_reference
    assert made == make_creditor_reference("F-1")
    assert made in draft("courteous", client=BELGIAN).body
    ledger = dc.Ledger.of(BELGIAN, invoice(), payment("P-1", 400, after_due(4), made))
    [item] = ledger.as_of(after_due(5)).lettered().receivables
    assert item.outstanding == dc.Money("600.00", "EUR")


def test_the_code_is_given_where_the_payer_reads_one() -> None:
    """A Belgian payer's telephone reads the amount asked and the reference; a French one is not used to it."""
    code = draft("last", client=BELGIAN).payment.code
    assert code is not None
    assert code.splitlines() == [
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "Valcourt SAS",
        str(CREDITOR.iban),
        "EUR1045.66",
        "",
        make_creditor_reference("F-1"),
    ]
    assert draft("last").payment.code is None


def test_without_an_account_nothing_is_to_be_transferred() -> None:
    """No IBAN, no instruction; a wrong one has no code, and is not corrected."""
    action = plan("courteous", client=BELGIAN)
    bare = dc.draft_notice(action, attrs.evolve(CREDITOR, iban=None), locale="fr")
    assert bare.payment == PaymentInstructions()
    assert "virement" not in bare.body
    wrong = dc.draft_notice(action, attrs.evolve(CREDITOR, iban="FR00 1234"), locale="fr")
    assert (wrong.payment.iban, wrong.payment.code) == ("FR00 1234", None)
    long = attrs.evolve(invoice(), number="F" * 30)
    assert draft("courteous", long, client=BELGIAN).payment.creditor_reference is None


def test_the_page_to_pay_on_is_the_callers() -> None:
    """Its address stands in the text, and is a link in the page; nothing but an https address is taken."""
    options = NoticeOptions(payment_link="https://pay.example/f?a=1&b=<2".replace("<", ""))
    notice = draft("courteous", options=options)
    assert notice.payment.link == "https://pay.example/f?a=1&b=2"
    assert "https://pay.example/f?a=1&b=2" in render_text(notice)
    assert '<a href="https://pay.example/f?a=1&amp;b=2">' in render_html(notice)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "http://pay.example", "https://a b", 'https://a"b', "https://", ""]
)
def test_another_address_is_refused(link: str) -> None:
    """An address that runs a script, that is not safe or that breaks out of its attribute is refused by name."""
    with pytest.raises(InvalidValueError) as refused:
        NoticeOptions(payment_link=link)
    assert refused.value.field == "payment_link"
