"""Claim documents as debts: what a ClaimIssued event gives to pay, and the invoice under which the books know it."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve

from dunning_core.documents import Invoice, InvoiceKind
from dunning_core.events import ClaimIssued
from dunning_core.money import Money


def merge_claims(invoices: Sequence[Invoice], claims: Iterable[ClaimIssued]) -> list[Invoice]:
    """Return the invoices with a debt for each claim document.

    A claim document often comes back from the books as an invoice of the same number and amount: then that invoice is
    the claim, whatever its kind. It has no VAT.
    """
    merged = list(invoices)
    places = {_identity(invoice): place for place, invoice in enumerate(merged)}
    for claim in claims:
        place = places.get(_identity(claim))
        if place is None:
            merged.append(_invoice_of(claim))
        else:
            counted_on, amount = _counted_on(claim), claim.amount
            merged[place] = evolve(merged[place], kind=InvoiceKind.CLAIM, performed_on=counted_on, net_amount=amount)
    return merged


def _identity(document: Invoice | ClaimIssued) -> tuple[str, str, Money]:
    return document.number, document.client, document.amount


def is_contested(documents: Sequence[Invoice | ClaimIssued]) -> bool:
    """Return whether documents of one number contradict each other."""
    invoices = [document for document in documents if isinstance(document, Invoice)]
    claims = [document for document in documents if isinstance(document, ClaimIssued)]
    if len(invoices) > 1 or len(claims) > 1:
        return True
    return bool(invoices and claims) and _identity(invoices[0]) != _identity(claims[0])


def _invoice_of(claim: ClaimIssued) -> Invoice:
    return Invoice(
        claim.number,
        client=claim.client,
        amount=claim.amount,
        issued_on=claim.issued_on,
        due_on=claim.due_on or claim.issued_on,
        performed_on=_counted_on(claim),
        kind=InvoiceKind.CLAIM,
        net_amount=claim.amount,
        recorded_on=claim.recorded_on,
    )


def _counted_on(claim: ClaimIssued) -> date:
    # What a claim document asks for arose when it was last counted, not when the document left.
    return min(entry.until for entry in claim.sums)
