"""The shapes of rows: which fields make a client, an invoice, a credit note or a payment."""

import re
from collections.abc import Iterable

from dunning_core.documents import CreditNote, Invoice, Payment
from dunning_core.errors import InvalidValueError
from dunning_core.interop.cells import Cells
from dunning_core.interop.reading import Shape
from dunning_core.law import ClientKind
from dunning_core.parties import Client, Contact, ContactRole

_KINDS = {
    "business": ClientKind.BUSINESS,
    "professionnel": ClientKind.BUSINESS,
    "entreprise": ClientKind.BUSINESS,
    "b2b": ClientKind.BUSINESS,
    "consumer": ClientKind.CONSUMER,
    "particulier": ClientKind.CONSUMER,
    "consommateur": ClientKind.CONSUMER,
    "b2c": ClientKind.CONSUMER,
    "public_body": ClientKind.PUBLIC_BODY,
    "public": ClientKind.PUBLIC_BODY,
    "b2g": ClientKind.PUBLIC_BODY,
    "unknown": ClientKind.UNKNOWN,
    "": ClientKind.UNKNOWN,
}


def _client(cells: Cells) -> Client:
    kind = (cells.text("kind") or "").lower()
    if kind not in _KINDS:
        hint = "write business, consumer, public_body or unknown"
        raise InvalidValueError("unknown_kind", "kind", kind, hint)
    return Client(
        cells.needed("id", cells.text),
        _KINDS[kind],
        cells.needed("name", cells.line),
        cells.text("country"),
        account=cells.text("account") or "",
        contacts=tuple(_contacts(cells)),
        language=cells.text("language"),
        owner=cells.text("owner"),
        terms=cells.fields.terms,
    )


def _contacts(cells: Cells) -> Iterable[Contact]:
    name = cells.needed("name", cells.line)
    email, phone, address = cells.text("email"), cells.text("phone"), cells.text("address")
    if email or phone or address:
        yield Contact(name, email=email, phone=phone, address=address)
    office = cells.text("registered_office")
    if office:
        yield Contact(name, role=ContactRole.REGISTERED_OFFICE, address=office)


def _invoice(cells: Cells) -> Invoice:
    due_on = cells.day("due_on")
    if due_on is None and cells.fields.terms is None:
        raise InvalidValueError("missing", "due_on", None, "fill it in, or pass FieldMap(terms=...)")
    issued_on = cells.needed("issued_on", cells.day)
    if due_on is not None and due_on < issued_on:
        # Leaving the invoice out would set its payment free for another one. It is owed, and told; it is taken as due
        # on its issue day, the later of the two, so that nobody is chased or charged too early.
        cells.doubt("row.due_on.before_issue", "due_on", (("value", due_on), ("issued_on", issued_on)))
        due_on = issued_on
    return Invoice(
        cells.needed("number", cells.text),
        client=cells.needed("client", cells.text),
        amount=cells.needed("amount", cells.money),
        issued_on=issued_on,
        due_on=due_on,
        terms=cells.fields.terms if due_on is None else None,
        payment_reference=cells.text("payment_reference"),
        order_reference=cells.line("order_reference"),
        delivery_reference=cells.line("delivery_reference"),
    )


def _credit_note(cells: Cells) -> CreditNote:
    return CreditNote(
        cells.needed("number", cells.text),
        client=cells.needed("client", cells.text),
        amount=abs(cells.needed("amount", cells.money)),
        issued_on=cells.needed("issued_on", cells.day),
        corrects=cells.text("corrects"),
    )


def _payment(cells: Cells) -> Payment:
    return Payment(
        cells.needed("id", cells.text),
        client=cells.text("client"),
        amount=cells.needed("amount", cells.money),
        received_on=cells.needed("received_on", cells.day),
        reference=cells.text("reference") or "",
    )


def _squeeze(number: str) -> str:
    # F-0101, f101 and F 101 are one number typed three times; 101 and 1010 are not.
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", "".join(filter(str.isalnum, number.upper())))


CLIENTS: Shape[Client] = Shape(
    build=_client,
    fields=(
        "id",
        "name",
        "kind",
        "country",
        "account",
        "language",
        "email",
        "phone",
        "address",
        "registered_office",
        "owner",
    ),
    needed=("id", "name"),
    amounts=(),
    days=(),
    name_of=lambda client: client.id,
    likeness_of=lambda client: _squeeze(client.id),
)

INVOICES: Shape[Invoice] = Shape(
    build=_invoice,
    fields=(
        "number",
        "client",
        "amount",
        "currency",
        "issued_on",
        "due_on",
        "payment_reference",
        "order_reference",
        "delivery_reference",
    ),
    needed=("number", "client", "amount", "issued_on"),
    amounts=("amount",),
    days=("issued_on", "due_on"),
    name_of=lambda invoice: invoice.number,
    likeness_of=lambda invoice: (_squeeze(invoice.number), invoice.client, invoice.minor, invoice.currency),
)

CREDIT_NOTES: Shape[CreditNote] = Shape(
    build=_credit_note,
    fields=("number", "client", "amount", "currency", "issued_on", "corrects"),
    needed=("number", "client", "amount", "issued_on"),
    amounts=("amount",),
    days=("issued_on",),
    name_of=lambda note: note.number,
    likeness_of=lambda note: (_squeeze(note.number), note.client, note.minor, note.currency),
)

PAYMENTS: Shape[Payment] = Shape(
    build=_payment,
    fields=("id", "client", "amount", "currency", "received_on", "reference"),
    needed=("id", "amount", "received_on"),
    amounts=("amount",),
    days=("received_on",),
    name_of=lambda payment: payment.id,
    likeness_of=lambda payment: (
        payment.client,
        payment.minor,
        payment.currency,
        payment.received_on,
        payment.reference,
    ),
)
