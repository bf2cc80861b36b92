"""Checks: what the law finds fault with in a debt, as problems with their article; nothing is changed by them."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from dunning_core._checks import check_count, check_instance
from dunning_core.documents import InvoiceKind
from dunning_core.errors import Params, Problem, UnknownReferenceError
from dunning_core.events import ClaimIssued
from dunning_core.law import ClientKind, Regime, find_missing_mentions
from dunning_core.ledger import Receivable
from dunning_core.parties import Creditor
from dunning_core.penalties.accrual import fit_regime
from dunning_core.penalties.limitation import find_limitation
from dunning_core.penalties.rating import find_floor
from dunning_core.terms import MonthEnd

#: Half a year is what a claim in court may take to prepare.
WARN_DAYS = 183


def check_receivable(
    receivable: Receivable,
    regime: Regime | None = None,
    *,
    creditor: Creditor | None = None,
    printed: Collection[str] | None = None,
    warn_days: int = WARN_DAYS,
) -> tuple[Problem, ...]:
    """Return what the law finds fault with: terms too long, a low agreed rate, mentions, limitation drawing near.

    `printed` are the codes of the mentions that the invoice bears (`dunning_core.law.MENTIONS`), which a French seller
    must print, a large one (`Creditor.is_large`) those of 2026 a year earlier; None leaves them unchecked. `warn_days`
    is how long before the last day to act one is warned. Raises what `accrue_penalties` raises for a regime that is
    missing, or does not fit.
    """
    check_instance("receivable", receivable, Receivable)
    check_count("warn_days", warn_days)
    own = fit_regime(receivable, regime, creditor=creditor)
    # A document that claims penalties is no invoice for a sale: neither its day nor its mentions are regulated.
    is_claim = receivable.invoice.kind is InvoiceKind.CLAIM
    return (
        *(() if is_claim else _check_terms(receivable, own)),
        *_check_rate(receivable, own),
        *_check_consumer(receivable, own),
        *(() if is_claim or printed is None else _check_mentions(receivable, own, creditor, printed=printed)),
        *_check_limitation(receivable, creditor, warn_days),
    )


def _check_terms(receivable: Receivable, regime: Regime) -> Iterator[Problem]:
    limit, invoice = regime.terms_limit, receivable.invoice
    terms = invoice.terms or receivable.client.terms
    if limit is None or invoice.issued_on < limit.since or receivable.installment.is_retention:
        return
    to_month_end = None if terms is None else terms.month_end is not MonthEnd.NONE
    latest = limit.latest(invoice.issued_on, received_on=invoice.received_on, to_month_end=to_month_end)
    if receivable.due_on > latest:
        params = (("due_on", receivable.due_on), ("latest", latest), ("article", limit.reference.text))
        yield Problem("law.terms_too_long", receivable.id, path="due_on", params=params)


def _check_rate(receivable: Receivable, regime: Regime) -> Iterator[Problem]:
    start = receivable.invoice.issued_on
    floor = find_floor(receivable, regime, start=start, end=receivable.day + timedelta(days=1))
    if floor is not None:
        params: Params = (("regime", regime.code), ("floor", floor.value), ("start", floor.start))
        yield Problem("law.rate_under_floor", receivable.id, path="agreed_rate", params=params)


def _check_consumer(receivable: Receivable, regime: Regime) -> Iterator[Problem]:
    # A consumer owes no fixed sum, and recovery costs stay with the creditor (CPCE L111-8).
    if receivable.client.kind is not ClientKind.CONSUMER:
        return
    claimed = {
        entry.component
        for event in receivable.events
        if isinstance(event, ClaimIssued)
        for entry in event.sums
        if entry.receivable == receivable.id
    }
    if regime.compensation is not None or claimed & {"compensation", "costs"}:
        params: Params = (("regime", regime.code), ("article", "CPCE L111-8"))
        yield Problem("law.consumer_charged", receivable.id, path="compensation", params=params)


def _check_mentions(
    receivable: Receivable, regime: Regime, creditor: Creditor | None, *, printed: Collection[str]
) -> Iterator[Problem]:
    invoice, kind = receivable.invoice, receivable.client.kind
    seller = None if creditor is None else creditor.country
    if (seller or regime.country) != "FR":
        return
    missing = find_missing_mentions(
        # A consumer has no SIREN.
        [*printed, "customer_siren"] if kind is ClientKind.CONSUMER else printed,
        invoice.issued_on,
        between_businesses=kind is ClientKind.BUSINESS,
        is_large=creditor is not None and creditor.is_large,
        applicable=() if invoice.order_reference is None else ("order_number",),
    )
    for mention in missing:
        params = (("mention", mention.code), ("article", mention.reference.text), ("says", mention.reference.title))
        yield Problem("law.mention_missing", receivable.id, path="printed", params=params)


def _check_limitation(receivable: Receivable, creditor: Creditor | None, warn_days: int) -> Iterator[Problem]:
    if not receivable.is_open or not receivable.is_day_known:
        return
    try:
        limitation = find_limitation(receivable, creditor=creditor)
    except UnknownReferenceError:
        # No period is known here for that country: nothing can be said of it.
        return
    if limitation.days_left <= warn_days:
        code = "law.limitation_over" if limitation.is_over else "law.limitation_near"
        article = limitation.period.reference.text
        params: Params = (("last_day", limitation.last_day), ("basis", limitation.basis), ("article", article))
        yield Problem(code, receivable.id, path="due_on", params=params)
