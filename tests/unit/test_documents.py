"""Documents are definitions that cannot be impossible, whichever door they come through."""

from datetime import date, datetime

import attrs
import pytest

import dunning_core as dc
from dunning_core.documents import receivable_ids
from dunning_core.law import Rate
from tests.books import DUE, eur, invoice

PARTS = (
    dc.Installment(due_on=date(2026, 4, 30), amount=eur(600)),
    dc.Installment(due_on=date(2026, 5, 31), amount=eur(400)),
)


def build(**changes: object) -> dc.Invoice:
    facts: dict[str, object] = {
        "client": "ACME",
        "amount": eur(1000),
        "issued_on": date(2026, 3, 1),
        "due_on": DUE,
    }
    number = changes.pop("number", "F-1")
    return dc.Invoice(number, **{**facts, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "kind", "field"),
    [
        ({"number": "   "}, "empty", "number"),
        ({"number": 7}, "wrong_type", "number"),
        ({"number": "x" * 201}, "too_long", "number"),
        ({"number": "F\x00"}, "unsafe_text", "number"),
        ({"client": "\ud800"}, "unsafe_text", "client"),
        ({"amount": 1000}, "wrong_type", "amount"),
        ({"amount": eur(-1)}, "out_of_range", "amount"),
        ({"issued_on": datetime(2026, 3, 1)}, "wrong_type", "issued_on"),
        ({"due_on": "2026-04-30"}, "wrong_type", "due_on"),
        ({"due_on": date(9999, 12, 31)}, "out_of_range", "due_on"),
        ({"due_on": date(2026, 2, 28)}, "bad_date_order", "due_on"),
        ({"installments": PARTS[:1]}, "bad_sum", "installments"),
        ({"installments": "ab"}, "wrong_type", "installments"),
        ({"amount": dc.Money(1000, "USD"), "installments": PARTS}, "currency_mismatch", "installments[0].currency"),
        ({"agreed_rate": 12}, "wrong_type", "agreed_rate"),
        ({"agreed_rate": Rate.percent("-0.01")}, "out_of_range", "agreed_rate"),
        ({"recorded_on": 3}, "wrong_type", "recorded_on"),
        ({"payment_reference": ""}, "empty", "payment_reference"),
        ({"means": "cash"}, "wrong_type", "means"),
    ],
)
def test_a_bad_field_is_named(changes: dict[str, object], kind: str, field: str) -> None:
    """An impossible invoice is refused, naming the field and the kind of mistake."""
    with pytest.raises(dc.DunningError) as raised:
        build(**changes)
    assert (raised.value.kind, raised.value.field) == (kind, field)


def test_evolve_keeps_the_invariants() -> None:
    """A copy with changes is checked like the original, and shows as the constructor would be called."""
    evolved = attrs.evolve(invoice(), amount=eur("5.00"))
    assert evolved.amount == eur("5.00")
    assert repr(evolved) == (
        "Invoice('F-1', client='ACME', amount=Money('5.00', 'EUR'), "
        "issued_on=datetime.date(2026, 3, 1), due_on=datetime.date(2026, 4, 30))"
    )
    with pytest.raises(dc.DunningError):
        attrs.evolve(invoice(), due_on=date(2020, 1, 1))


def test_installments_are_kept_as_a_tuple() -> None:
    """A list of installments is accepted, and becomes a tuple."""
    assert build(installments=list(PARTS), due_on=None).installments == PARTS


def test_receivable_ids_never_collide() -> None:
    """Whatever the numbers, two receivables never share an id."""
    seen: dict[str, tuple[str, int]] = {}
    for number in ("F", "F#", "F##", "F#1", "F##1", "F#1#2", "#1", "##1"):
        for parts in (1, 2, 3):
            for id in receivable_ids(number, parts):
                assert seen.setdefault(id, (number, parts))[0] == number


def test_a_credit_note_knows_its_nature() -> None:
    """A credit note that corrects is corrective, another one commercial, unless told."""
    note = dc.CreditNote("A-1", client="ACME", amount=eur(1), issued_on=DUE)
    assert note.nature is not None
    assert note.nature.value == "commercial"
    corrective = dc.CreditNote("A-1", client="ACME", amount=eur(1), issued_on=DUE, corrects="F-1")
    assert corrective.nature is not None
    assert corrective.nature.value == "corrective"
    assert corrective.amount == eur(1)
