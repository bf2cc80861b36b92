"""Rows as they come from a file or a query, read into values: every row becomes a value or a Problem, none is lost.

A row is any mapping of column to cell. Readers never stop at the first bad row; they return `Read(values, problems)`.
"""

from collections.abc import Iterable, Sequence

from dunning_core.documents import CreditNote, Invoice, Payment
from dunning_core.events import Event
from dunning_core.interop.cells import Row
from dunning_core.interop.event_shapes import EVENTS
from dunning_core.interop.fields import FieldMap
from dunning_core.interop.reading import Read, Reader
from dunning_core.interop.shapes import CLIENTS, CREDIT_NOTES, INVOICES, PAYMENTS
from dunning_core.parties import Client


def read_clients(rows: Iterable[Row], fields: FieldMap | None = None) -> Read[Client]:
    """Return the clients of rows with `id` and `name`; `kind` says which law applies, and is unknown when absent.

    `email`, `phone` and `address` make the accounting contact, `registered_office` the address of formal notices;
    `owner` is who is in charge of the client.

    >>> read_clients([{"id": "ACME", "name": "Acme SARL", "kind": "business"}]).values[0].kind.value
    'business'
    """
    return Reader(CLIENTS, fields or FieldMap()).read_all(rows)


def read_invoices(
    rows: Iterable[Row], fields: FieldMap | None = None, *, clients: Sequence[Client] | None = None
) -> Read[Invoice]:
    """Return the invoices of rows with `number`, `client`, `amount`, `issued_on` and `due_on`.

    With `clients`, a client that is not among them is a Problem; the invoice is read all the same.

    >>> from dunning_core import PaymentTerms
    >>> row = {"Facture": "F-1", "Client": "ACME", "Montant TTC": "1 200,50 €", "Date": "31/01/2026"}
    >>> fields = FieldMap(currency="EUR", terms=PaymentTerms.net(30))
    >>> read_invoices([row], fields).values[0].amount
    Money('1200.50', 'EUR')
    """
    return Reader(INVOICES, fields or FieldMap(), known=_ids(clients)).read_all(rows)


def read_credit_notes(
    rows: Iterable[Row], fields: FieldMap | None = None, *, clients: Sequence[Client] | None = None
) -> Read[CreditNote]:
    """Return the credit notes of rows with `number`, `client`, `amount` and `issued_on`; `corrects` names the invoice.

    An amount below zero is taken as the amount credited, as exports write it.
    """
    return Reader(CREDIT_NOTES, fields or FieldMap(), known=_ids(clients)).read_all(rows)


def read_payments(
    rows: Iterable[Row], fields: FieldMap | None = None, *, clients: Sequence[Client] | None = None
) -> Read[Payment]:
    """Return the payments of rows with `id`, `amount` and `received_on`; an empty `client` is a payer not known yet."""
    return Reader(PAYMENTS, fields or FieldMap(), known=_ids(clients)).read_all(rows)


def read_events(rows: Iterable[Row], fields: FieldMap | None = None) -> Read[Event]:
    """Return the events of rows with `event` and `day`: what happened to a `subject`, or to a `client`.

    `event` is one of notice_sent, notice_returned, notice_presented, promise, dispute, dispute_resolved, hold,
    hold_released, cancelled, payment_returned, claim_waived (`component`), cost_incurred, debt_acknowledged,
    accelerated (`sent_on` is the day of its notice), insolvency (`published_on`), court_step (`step`); `until` is the
    day a hold or a step ends or a promise is to be paid, `reason` also a proof or a court's reference.
    """
    return Reader(EVENTS, fields or FieldMap()).read_all(rows)


def _ids(clients: Sequence[Client] | None) -> frozenset[str] | None:
    return None if clients is None else frozenset(client.id for client in clients)
