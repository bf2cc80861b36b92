"""Claim documents as debts: what a ClaimIssued event gives to pay, and the invoice under which the books know it."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve

from dunning_core.documents import Invoice, InvoiceKind, receivable_ids
from dunning_core.events import ClaimIssued
from dunning_core.money import Money


def merge_claims(invoices: Sequence[Invoice], claims: Iterable[ClaimIssued]) -> list[Invoice]:
    """Return the invoices with a debt for each claim document.

    A claim document often comes back from the books as an invoice of the same number and amount: then that invoice is
    the claim, whatever its kind. It has no VAT.
    """
    merged = list(invoices)
    arose = _arising_days(invoices)
    places = {_identity(invoice): place for place, invoice in enumerate(merged)}
    split = {invoice.number for invoice in invoices if len(invoice.installments) > 1} - arose.keys()
    for claim in claims:
        place = places.get(_identity(claim))
        if any(entry.receivable in split for entry in claim.sums):
            # Which part it claims for is not said: it is told, and set aside, lest the parts be claimed twice.
            if place is not None:
                merged[place] = evolve(merged[place], kind=InvoiceKind.CLAIM)
            continue
        # What a document asks for arose with the debts that it is about.
        days = [arose[entry.receivable] for entry in claim.sums if entry.receivable in arose]
        arose_on = min(days, default=min(entry.until for entry in claim.sums))
        if place is None:
            merged.append(_invoice_of(claim, arose_on))
        else:
            amount, kind = claim.amount, InvoiceKind.CLAIM
            merged[place] = evolve(merged[place], kind=kind, performed_on=arose_on, net_amount=amount)
    return merged


def _arising_days(invoices: Iterable[Invoice]) -> dict[str, date]:
    found: dict[str, date] = {}
    for invoice in invoices:
        arose_on = invoice.performed_on or invoice.issued_on
        for name in receivable_ids(invoice.number, len(invoice.installments) or 1):
            found[name] = arose_on
        if len(invoice.installments) < 2:
            found[invoice.number] = arose_on
    return found


def _identity(document: Invoice | ClaimIssued) -> tuple[str, str, Money]:
    return document.number, document.client, document.amount


def is_contested(documents: Sequence[Invoice | ClaimIssued]) -> bool:
    """Return whether documents of one number contradict each other."""
    invoices = [document for document in documents if isinstance(document, Invoice)]
    claims = [document for document in documents if isinstance(document, ClaimIssued)]
    if len(invoices) > 1 or len(claims) > 1:
        return True
    return bool(invoices and claims) and _identity(invoices[0]) != _identity(claims[0])


def _invoice_of(claim: ClaimIssued, arose_on: date) -> Invoice:
    return Invoice(
        claim.number,
        client=claim.client,
        amount=claim.amount,
        issued_on=claim.issued_on,
        due_on=claim.due_on or claim.issued_on,
        performed_on=arose_on,
        kind=InvoiceKind.CLAIM,
        net_amount=claim.amount,
        recorded_on=claim.recorded_on,
    )
