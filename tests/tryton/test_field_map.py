"""The field map of Tryton is held to Tryton's own models: what it names is there, and holds what is said."""

from datetime import date
from typing import Any

import pytest
from trytond.pool import Pool

import dunning_core as dc
from dunning_core.events import Channel, StageKind
from dunning_core.interop import FieldMap
from dunning_core.interop.erps import TRYTON
from tests.tryton.company import Company, in_tryton
from tests.tryton.reading import read_balances, read_books
from tests.tryton.writing import create_procedure

#: Cells that the caller adds, since no single field of Tryton holds them.
OWN_CELLS = {"country", "maturity_date", "corrects", "payment_id"}
POLICY = dc.DunningPolicy(name="One step", stages=[dc.Stage("courteous", StageKind.COURTEOUS, 3, Channel.EMAIL)])


@pytest.mark.parametrize(
    ("model", "columns"),
    [
        ("party.party", TRYTON.clients),
        ("account.invoice", TRYTON.documents),
        ("account.move.line", TRYTON.payments),
    ],
)
def test_every_column_is_a_field(company: Company, model: str, columns: FieldMap) -> None:
    """Through the references as well: `currency.code` is the field of the model that `currency` points to."""

    def missing() -> list[str]:
        return [name for _, name in columns.columns if name not in OWN_CELLS and not has_field(model, name)]

    assert in_tryton(missing) == []


def has_field(model: str, name: str) -> bool:
    """Return whether a dotted name leads from field to field."""
    first, _, rest = name.partition(".")
    found = Pool().get(model)._fields.get(first)
    if found is None:
        return False
    return not rest or has_field(target_of(found), rest)


def target_of(found: Any) -> str:
    """Return the model that a reference points to, behind a computed one too."""
    return str(getattr(found, "_field", found).model_name)


def test_values_are_those_that_were_entered(company: Company) -> None:
    """A party, an invoice and money in dollars, with plain numbers: nothing is mistaken for anything else."""
    term = company.add_term("30 days", (30, None))
    party = company.add_party("Acme SARL", vat="FR44732829320")
    dollar = company.add_rates("USD", (date(2026, 1, 1), "1.10"))
    invoice = company.invoice(party, "1200.00", date(2026, 1, 5), term, currency=dollar, ref="PO 42")
    note = company.invoice(party, "-20.00", date(2026, 1, 6), term, currency=dollar)
    company.receive(party, "400.00", date(2026, 2, 3), "WIRE", currency=dollar, euros="363.64")
    books = in_tryton(lambda: read_books(POLICY, create_procedure(POLICY)))
    snapshot = books.ledger.as_of(date(2026, 3, 1))
    [account] = snapshot.accounts
    [client], [receivable] = account.clients, account.receivables
    assert (client.id, client.name, client.country, client.kind.value) == (party.code, "Acme SARL", "FR", "business")
    assert client.contacts[0].email == "acme@client.example"
    assert receivable.invoice == dc.Invoice(
        invoice.number,
        client=party.code,
        amount=dc.Money("1200.00", "USD"),
        issued_on=date(2026, 1, 5),
        due_on=date(2026, 2, 4),
        payment_reference=invoice.customer_payment_reference,
        order_reference="PO 42",
    )
    credited, paid = sorted((credit.source for credit in account.credits), key=lambda one: one.minor)
    assert credited == dc.CreditNote(
        note.number, client=party.code, amount=dc.Money("20.00", "USD"), issued_on=date(2026, 1, 6)
    )
    assert isinstance(paid, dc.Payment)
    assert (paid.amount, paid.received_on, paid.reference) == (dc.Money("400.00", "USD"), date(2026, 2, 3), "WIRE")
    assert in_tryton(read_balances) == {(party.code, "USD"): dc.Money("780.00", "USD")}
    assert (set(books.debits), set(books.credits)) == ({receivable.id}, {note.number, paid.id})
