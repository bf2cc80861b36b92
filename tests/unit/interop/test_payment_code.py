"""The text of a payment code: line by line as EPC069-12 says, and what it cannot hold is refused."""

import pytest

from dunning_core import Creditor, Money
from dunning_core.errors import DunningError
from dunning_core.interop import make_payment_code

IBAN = "BE72 0000 0000 1616"


def code(amount: str = "1.00", reference: str = "", **changes: str | None) -> str:
    details: dict[str, str | None] = {"name": "Red Cross of Belgium", "iban": IBAN, **changes}
    return make_payment_code(Creditor(**details), Money(amount, "EUR"), reference=reference)  # type: ignore[arg-type]


def test_free_text_stands_on_its_line() -> None:
    """Eleven lines: a BIC that is given, no purpose, no structured reference, the text."""
    assert code(reference="Urgency fund", bic="BPOTBEB1") == (
        "BCD\n002\n1\nSCT\nBPOTBEB1\nRed Cross of Belgium\nBE72000000001616\nEUR1.00\n\n\nUrgency fund"
    )


def test_a_creditor_reference_stands_on_another_line() -> None:
    """A reference of ISO 11649 is structured, without blanks; there is then no text, and no line for it."""
    assert code(reference="RF18 5390 0754 7034").splitlines()[7:] == ["EUR1.00", "", "RF18539007547034"]


def test_a_reference_with_a_wrong_digit_is_text() -> None:
    """A bank refuses a structured reference whose check digits are wrong."""
    assert code(reference="RF17 5390 0754 7034").splitlines()[8:] == ["", "", "RF17 5390 0754 7034"]


def test_lines_that_hold_nothing_are_left_out_at_the_end() -> None:
    """Without a reference the amount is the last line."""
    assert code("999999999.99").splitlines()[4:] == ["", "Red Cross of Belgium", "BE72000000001616", "EUR999999999.99"]


def test_the_longest_texts_fit() -> None:
    """Seventy characters of name and 140 of text are allowed."""
    assert len(code(name="n" * 70, reference="t" * 140)) < 331


@pytest.mark.parametrize(
    ("kind", "field", "arguments"),
    [
        ("missing", "creditor.iban", {"iban": None}),
        ("bad_iban", "creditor.iban", {"iban": "BE73 0000 0000 1616"}),
        ("bad_bic", "creditor.bic", {"bic": "BPOT"}),
        ("too_long", "creditor.name", {"name": "n" * 71}),
        ("too_long", "reference", {"reference": "t" * 141}),
        ("unsafe_text", "reference", {"reference": "one\ntwo"}),
        ("out_of_range", "amount", {"amount": "0.00"}),
        ("out_of_range", "amount", {"amount": "-1.00"}),
        ("out_of_range", "amount", {"amount": "1000000000.00"}),
        # 70 and 140 characters of two bytes each.
        ("too_long", "reference", {"name": "é" * 70, "reference": "é" * 140}),
    ],
)
def test_what_a_code_cannot_hold_is_refused(kind: str, field: str, arguments: dict[str, str]) -> None:
    """Each limit of the guidelines, named by its field."""
    with pytest.raises(DunningError) as raised:
        code(**arguments)
    assert (raised.value.kind, raised.value.field) == (kind, field)


def test_sepa_transfers_are_in_euros() -> None:
    """Another currency is an error."""
    with pytest.raises(DunningError) as raised:
        make_payment_code(Creditor("Red Cross of Belgium", iban=IBAN), Money(1, "CHF"))
    assert raised.value.kind == "currency_mismatch"
