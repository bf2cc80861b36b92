"""Rows as six programs give them, read by their field maps: what the client owes is what the program shows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.interop import read_clients, read_credit_notes, read_invoices, read_payments
from dunning_core.interop.erps import AXELOR, DOLIBARR, ERPNEXT, ODOO, SAGE_100, TRYTON, ErpMaps, flatten_rows

Rows = Sequence[Mapping[str, Any]]

MAIL = "a@a.example"
ISSUED, DUE, CREDITED, PAID = date(2026, 1, 5), date(2026, 2, 4), date(2026, 1, 20), date(2026, 2, 3)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


def odoo() -> tuple[Rows, Rows, Rows, Rows]:
    partner, euro = [7, "Acme SARL"], [1, "EUR"]
    common = {"partner_id": partner, "currency_id": euro, "payment_reference": False, "ref": False}
    return (
        [
            {
                "id": 7,
                "name": "Acme SARL",
                "country_code": "FR",
                "commercial_partner_id": partner,
                "email": MAIL,
            }
        ],
        [common | {"name": "F-1", "amount_total": 1200.0, "invoice_date": str(ISSUED), "invoice_date_due": str(DUE)}],
        [common | {"name": "A-1", "amount_total": 120.5, "invoice_date": str(CREDITED), "corrects": "F-1"}],
        [
            {
                "payment_id": "P-1",
                "partner_id": partner,
                "currency_id": euro,
                "amount_currency": 400.0,
                "date": str(PAID),
                "name": "F-1",
            }
        ],
    )


def erpnext() -> tuple[Rows, Rows, Rows, Rows]:
    common = {"customer": "7", "currency": "EUR", "po_no": None, "return_against": None}
    payment = {"name": "P-1", "party": "7", "paid_amount": 400.0, "paid_from_account_currency": "EUR"}
    return (
        [{"name": "7", "customer_name": "Acme SARL", "email_id": MAIL, "mobile_no": None}],
        [common | {"name": "F-1", "grand_total": 1200.0, "posting_date": ISSUED, "due_date": DUE}],
        [common | {"name": "A-1", "grand_total": -120.5, "posting_date": CREDITED, "return_against": "F-1"}],
        [payment | {"posting_date": PAID, "reference_no": "F-1"}],
    )


def dolibarr() -> tuple[Rows, Rows, Rows, Rows]:
    total = Decimal("1200.00000000")
    payment = {"ref": "P-1", "fk_soc": 7, "amount": 400.0, "datep": noon(PAID), "num_paiement": "F-1"}
    return (
        [{"rowid": 7, "nom": "Acme SARL", "country_code": "FR", "email": MAIL, "phone": None}],
        [{"ref": "F-1", "fk_soc": 7, "total_ttc": total, "datef": ISSUED, "date_lim_reglement": DUE}],
        [{"ref": "A-1", "fk_soc": 7, "total_ttc": -120.5, "datef": CREDITED, "source_ref": "F-1"}],
        [payment],
    )


def axelor() -> tuple[Rows, Rows, Rows, Rows]:
    common = {"partner": {"id": 7, "fullName": "P7 - Acme"}, "currency": {"id": 1, "code": "EUR"}}
    days = {"invoiceDate": str(ISSUED), "dueDate": str(DUE), "externalReference": None}
    note = {"invoiceDate": str(CREDITED), "originalInvoice": {"id": 1, "invoiceId": "F-1"}}
    return (
        [{"id": 7, "fullName": "Acme SARL", "emailAddress": {"id": 2, "address": MAIL}, "fixedPhone": None}],
        [common | days | {"invoiceId": "F-1", "inTaxTotal": "1200.00", "originalInvoice": None}],
        [common | note | {"invoiceId": "A-1", "inTaxTotal": "120.50"}],
        [
            {
                "name": "P-1",
                "partner": {"id": 7, "fullName": "P7 - Acme"},
                "move": {"id": 9, "currency": {"id": 1, "code": "EUR"}},
                "currencyAmount": "400.00",
                "date": str(PAID),
                "description": "F-1",
            }
        ],
    )


def tryton() -> tuple[Rows, Rows, Rows, Rows]:
    common = {"party.": {"id": 3, "code": "7"}, "currency.": {"id": 1, "code": "EUR"}, "reference": None}
    line = {"party.": {"id": 3, "code": "7"}, "payment_id": "P-1", "date": PAID, "description": "F-1"}
    return (
        [{"code": "7", "name": "Acme SARL", "email": MAIL, "phone": ""}],
        [common | {"number": "F-1", "total_amount": Decimal(1200), "invoice_date": ISSUED, "maturity_date": DUE}],
        [common | {"number": "A-1", "total_amount": Decimal("-120.50"), "invoice_date": CREDITED, "corrects": "F-1"}],
        [line | {"amount": Decimal("400.00"), "amount_currency.": {"id": 1, "code": "EUR"}}],
    )


def sage() -> tuple[Rows, Rows, Rows, Rows]:
    payment = {"RG_No": "P-1", "CT_NumPayeur": "7", "RG_Date": noon(PAID), "RG_Montant": Decimal("400.000000")}
    return (
        [{"CT_Num": "7", "CT_Intitule": "Acme SARL", "CT_NumPayeur": "7", "CT_EMail": MAIL}],
        [
            {
                "DO_Piece": "F-1",
                "DO_Tiers": "7",
                "DO_Date": noon(ISSUED),
                "DO_TotalTTC": Decimal("1200.000000"),
                "DR_Date": noon(DUE),
                "DO_Ref": "",
            }
        ],
        [
            {
                "DO_Piece": "A-1",
                "DO_Tiers": "7",
                "DO_Date": noon(CREDITED),
                "DO_TotalTTC": Decimal("120.500000"),
                "corrects": "F-1",
            }
        ],
        [payment | {"RG_Libelle": "F-1"}],
    )


PROGRAMS = {
    "odoo": (ODOO, odoo),
    "erpnext": (ERPNEXT, erpnext),
    "dolibarr": (DOLIBARR.with_defaults(currency="EUR"), dolibarr),
    "axelor": (AXELOR, axelor),
    "tryton": (TRYTON, tryton),
    "sage 100": (SAGE_100.with_defaults(currency="EUR"), sage),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_same_facts_come_from_every_program(program: str) -> None:
    """One invoice, one credit note on it, one payment: the same values, without a problem, and the same balance."""
    maps, rows_of = PROGRAMS[program]
    clients, invoices, notes, payments = (list(flatten_rows(rows)) for rows in rows_of())
    known = read_clients([{**row, "kind": "business"} for row in clients], maps.clients)
    found = (
        read_invoices(invoices, maps.documents, clients=known.values),
        read_credit_notes(notes, maps.documents, clients=known.values),
        read_payments(payments, maps.payments, clients=known.values),
    )
    assert [read.problems for read in (known, *found)] == [(), (), (), ()]
    [client], [invoice], [note], [payment] = known.values, *(read.values for read in found)
    assert (client.id, client.name, client.contacts[0].email) == ("7", "Acme SARL", MAIL)
    assert invoice == dc.Invoice("F-1", client="7", amount=dc.Money(1200, "EUR"), issued_on=ISSUED, due_on=DUE)
    assert note == dc.CreditNote(
        "A-1", client="7", amount=dc.Money("120.50", "EUR"), issued_on=CREDITED, corrects="F-1"
    )
    assert payment == dc.Payment("P-1", client="7", amount=dc.Money(400, "EUR"), received_on=PAID, reference="F-1")
    snapshot = dc.Ledger.of(client, invoice, note, payment).as_of(date(2026, 3, 1)).lettered()
    assert [item.outstanding for item in snapshot.open_items] == [dc.Money("679.50", "EUR")]


@pytest.mark.parametrize("maps", [DOLIBARR, SAGE_100])
def test_a_currency_that_no_row_states_is_asked_for(maps: ErpMaps) -> None:
    """Nothing is taken for euros by itself."""
    rows = {id(DOLIBARR): dolibarr, id(SAGE_100): sage}[id(maps)]()[3]
    [told] = read_payments(flatten_rows(rows), maps.payments).problems
    assert (told.code, told.path) == ("row.value.missing", "currency")


def test_terms_hold_for_documents_without_a_due_day() -> None:
    """With terms, an invoice without a due day is due by them."""
    maps = ODOO.with_defaults(terms=dc.PaymentTerms.net(30))
    [row] = flatten_rows(odoo()[1])
    [invoice] = read_invoices([{**row, "invoice_date_due": None}], maps.documents).values
    assert (invoice.due_on, invoice.terms) == (None, dc.PaymentTerms.net(30))


def test_references_become_plain_cells() -> None:
    """Pairs, mappings within mappings down to a depth, empty ones, and False; what is longer stays as it is."""
    deep = {"a": {"b": {"c": {"d": {"e": 1}}}}}
    row = {"pair": (3, "Three"), "none": False, "empty": {}, "lines": [1, 2, 3], "text": "ab", "zero": 0, **deep}
    [flat] = flatten_rows([row])
    assert flat == {
        "pair": 3,
        "pair.name": "Three",
        "none": None,
        "lines": [1, 2, 3],
        "text": "ab",
        "zero": 0,
        "a.b.c.d": {"e": 1},
    }


def test_a_list_of_two_is_no_reference() -> None:
    """Only an id with its name is one: two lines of an invoice stay what they are."""
    lines = [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]
    assert list(flatten_rows([{"lines": lines, "days": ["x", "y"]}])) == [{"lines": lines, "days": ["x", "y"]}]


def test_a_reference_that_is_empty_in_the_first_row_is_read_in_the_others() -> None:
    """The first credit note corrects nothing, the second one does; the payer of the first payment is not known."""
    notes = [dict(row) for row in axelor()[2]]
    first = notes[0] | {"invoiceId": "A-0", "originalInvoice": None}
    read = read_credit_notes(flatten_rows([first, *notes]), AXELOR.documents)
    assert ([note.corrects for note in read.values], read.problems) == ([None, "F-1"], ())
    known = dict(tryton()[3][0])
    unknown = known | {"payment_id": "P-0", "party.": None}
    payments = read_payments(flatten_rows([unknown, known]), TRYTON.payments)
    assert ([payment.client for payment in payments.values], payments.problems) == ([None, "7"], ())
