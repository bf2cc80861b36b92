"""How the lists of six programs are read: field maps for Odoo, ERPNext, Dolibarr, Axelor, Tryton and Sage 100.

The rows are those of the program's own queries, and of confirmed documents only. Which of them are credit notes, the
caller says in his query: the page "Read from your ERP" shows how, program by program.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from attrs import evolve, frozen

from dunning_core.interop.cells import Row
from dunning_core.interop.fields import FieldMap
from dunning_core.terms import PaymentTerms

# References may hold references; what is deeper belongs to no list that is read here.
_DEEPEST = 3


@frozen
class ErpMaps:
    """The field maps of one program: for its clients, for its invoices and credit notes, and for its payments.

    >>> ODOO.documents.find("due_on", ["name", "invoice_date_due"])
    'invoice_date_due'
    """

    clients: FieldMap
    documents: FieldMap
    payments: FieldMap

    def with_defaults(self, *, currency: str | None = None, terms: PaymentTerms | None = None) -> "ErpMaps":
        """Return the maps with the currency of rows that name none, and the terms of invoices without a due day."""
        return ErpMaps(
            self.clients,
            evolve(self.documents, currency=currency, terms=terms),
            evolve(self.payments, currency=currency),
        )


def flatten_rows(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Give rows whose cells hold references as rows of plain cells.

    A pair of an id and a name, as Odoo gives it, becomes two cells, and so does each cell of a mapping, as Axelor and
    Tryton give it, under the names joined by a point; False, by which Odoo says that there is nothing, becomes None.

    >>> list(flatten_rows([{"name": "INV/1", "partner_id": [7, "Acme"], "ref": False, "currency.": {"code": "EUR"}}]))
    [{'name': 'INV/1', 'partner_id': 7, 'partner_id.name': 'Acme', 'ref': None, 'currency.code': 'EUR'}]
    """
    for row in rows:
        yield dict(_flatten(row, "", _DEEPEST))


def _flatten(row: Mapping[str, Any], before: str, depth: int) -> Iterator[tuple[str, Any]]:
    for name, cell in row.items():
        own = f"{before}{name}"
        if isinstance(cell, Mapping) and depth:
            yield from _flatten(cast("Row", cell), f"{own.removesuffix('.')}.", depth - 1)
        elif _is_named_id(cell):
            yield from zip((own, f"{own}.name"), cast("Sequence[Any]", cell), strict=True)
        else:
            yield own, None if cell is False else cell


def _is_named_id(cell: Any) -> bool:
    if not isinstance(cell, list | tuple):
        return False
    parts = cast("Sequence[object]", cell)
    return len(parts) == 2 and isinstance(parts[0], int) and isinstance(parts[1], str)


#: Rows of `search_read` on res.partner, account.move and account.move.line, flattened: what is matched straight from a
#: bank statement is no account.payment. `corrects` and `payment_id` are cells of the caller's: the move that a credit
#: note reverses comes with other words, and a credit line, whose amount is below zero, has only an id.
ODOO = ErpMaps(
    clients=FieldMap(
        {"id": "id", "name": "name", "country": "country_code", "account": "commercial_partner_id", "email": "email"}
    ),
    documents=FieldMap(
        {
            "number": "name",
            "client": "partner_id",
            "amount": "amount_total",
            "currency": "currency_id.name",
            "issued_on": "invoice_date",
            "due_on": "invoice_date_due",
            "payment_reference": "payment_reference",
            "order_reference": "ref",
            "corrects": "corrects",
        },
        dates="YMD",
        accept_floats=True,
    ),
    payments=FieldMap(
        {
            "id": "payment_id",
            "client": "partner_id",
            "amount": "amount_currency",
            "currency": "currency_id.name",
            "received_on": "date",
            "reference": "name",
        },
        dates="YMD",
        accept_floats=True,
    ),
)

#: Rows of `get_all` on Customer, Sales Invoice and Payment Entry; a return has an amount below zero. Where totals are
#: rounded, what is owed is `rounded_total`: the caller puts it in the place of `grand_total`.
ERPNEXT = ErpMaps(
    clients=FieldMap({"id": "name", "name": "customer_name", "email": "email_id", "phone": "mobile_no"}),
    documents=FieldMap(
        {
            "number": "name",
            "client": "customer",
            "amount": "grand_total",
            "currency": "currency",
            "issued_on": "posting_date",
            "due_on": "due_date",
            "order_reference": "po_no",
            "corrects": "return_against",
        },
        dates="YMD",
        accept_floats=True,
    ),
    payments=FieldMap(
        {
            "id": "name",
            "client": "party",
            "amount": "paid_amount",
            "currency": "paid_from_account_currency",
            "received_on": "posting_date",
            "reference": "reference_no",
        },
        dates="YMD",
        accept_floats=True,
    ),
)

#: Rows of llx_societe, llx_facture and llx_paiement. By joins, a client has his `country_code`, a payment its client,
#: and a credit note the number of its invoice (`source_ref`).
DOLIBARR = ErpMaps(
    clients=FieldMap({"id": "rowid", "name": "nom", "country": "country_code", "email": "email", "phone": "phone"}),
    documents=FieldMap(
        {
            "number": "ref",
            "client": "fk_soc",
            "amount": "total_ttc",
            "issued_on": "datef",
            "due_on": "date_lim_reglement",
            "order_reference": "ref_client",
            "corrects": "source_ref",
        },
        dates="YMD",
        accept_floats=True,
        accept_datetimes=True,
    ),
    payments=FieldMap(
        {"id": "ref", "client": "fk_soc", "amount": "amount", "received_on": "datep", "reference": "num_paiement"},
        dates="YMD",
        accept_floats=True,
        accept_datetimes=True,
    ),
)

#: Rows of the REST search of Partner, Invoice and MoveLine, flattened; their amounts are texts. A payment recorded on
#: its invoice has no PaymentVoucher; it has a line, whose amount is below zero in some versions.
AXELOR = ErpMaps(
    clients=FieldMap({"id": "id", "name": "fullName", "email": "emailAddress.address", "phone": "fixedPhone"}),
    documents=FieldMap(
        {
            "number": "invoiceId",
            "client": "partner.id",
            "amount": "inTaxTotal",
            "currency": "currency.code",
            "issued_on": "invoiceDate",
            "due_on": "dueDate",
            "order_reference": "externalReference",
            "corrects": "originalInvoice.invoiceId",
        },
        dates="YMD",
        decimal=".",
    ),
    payments=FieldMap(
        {
            "id": "name",
            "client": "partner.id",
            "amount": "currencyAmount",
            "currency": "move.currency.code",
            "received_on": "date",
            "reference": "description",
        },
        dates="YMD",
        decimal=".",
    ),
)

#: Rows of `read` on party.party, account.invoice and account.move.line, flattened. `country`, `maturity_date`,
#: `corrects` and `payment_id` are cells of the caller's: the country is in the addresses, the due day on the lines to
#: pay, and the ids of lines are figures that credit notes may bear as well. The amount of a credit line is below zero.
TRYTON = ErpMaps(
    clients=FieldMap(
        {
            "id": "code",
            "name": "name",
            "country": "country",
            "language": "lang.code",
            "email": "email",
            "phone": "phone",
        }
    ),
    documents=FieldMap(
        {
            "number": "number",
            "client": "party.code",
            "amount": "total_amount",
            "currency": "currency.code",
            "issued_on": "invoice_date",
            "due_on": "maturity_date",
            "payment_reference": "customer_payment_reference",
            "order_reference": "reference",
            "corrects": "corrects",
        },
        dates="YMD",
    ),
    payments=FieldMap(
        {
            "id": "payment_id",
            "client": "party.code",
            "amount": "amount",
            "currency": "amount_currency.code",
            "received_on": "date",
            "reference": "description",
        },
        dates="YMD",
    ),
)

#: Rows of F_COMPTET, F_DOCENTETE (joined with F_DOCREGL for the due day) and F_CREGLEMENT.
SAGE_100 = ErpMaps(
    clients=FieldMap(
        {
            "id": "CT_Num",
            "name": "CT_Intitule",
            "account": "CT_NumPayeur",
            "email": "CT_EMail",
            "phone": "CT_Telephone",
        }
    ),
    documents=FieldMap(
        {
            "number": "DO_Piece",
            "client": "DO_Tiers",
            "amount": "DO_TotalTTC",
            "issued_on": "DO_Date",
            "due_on": "DR_Date",
            "order_reference": "DO_Ref",
            "corrects": "corrects",
        },
        dates="YMD",
        accept_datetimes=True,
    ),
    payments=FieldMap(
        {
            "id": "RG_No",
            "client": "CT_NumPayeur",
            "amount": "RG_Montant",
            "received_on": "RG_Date",
            "reference": "RG_Libelle",
        },
        dates="YMD",
        accept_datetimes=True,
    ),
)
