"""read_bank_entries: the entries of bank statements as payments, and as returns of payments."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve

from dunning_core._checks import as_tuple
from dunning_core.documents import Payment
from dunning_core.errors import Problem
from dunning_core.events import PaymentReturned
from dunning_core.identifiers import squeeze_reference
from dunning_core.interop.bank.entries import ENTRIES, Entry
from dunning_core.interop.cells import Row
from dunning_core.interop.fields import FieldMap
from dunning_core.interop.reading import Read, Reader
from dunning_core.money import Money
from dunning_core.parties import Client

# Parsers give days as ISO 8601 has them and a decimal point: 105.750 is no guess.
_PARSED = FieldMap(dates="YMD", decimal=".")


def read_bank_entries(
    rows: Iterable[Row],
    fields: FieldMap | None = None,
    *,
    clients: Sequence[Client] | None = None,
    payments: Sequence[Payment] = (),
) -> Read[Payment | PaymentReturned]:
    r"""Return what came in by the rows of bank statements, and what was taken back of it.

    A row has `id`, `amount` and `received_on`; `direction` (CRDT, DBIT; C, D, RC, RD) prevails over the sign of the
    amount. The text that came with the money (`structured_reference`, `reference`, `end_to_end`) is the reference of
    the payment. The payer is the one of `clients` whose identifier IBAN is `payer_iban`. A debit with a `reason`, or a
    `reversal` of a credit, returns the payment named in `returned`; else the only one of that amount, or of its
    `original_amount` (before charges), among these rows and `payments`, whose text holds its `end_to_end`. Other debits
    are no payments: they are counted and told.

    >>> row = {"id": "B4-1", "amount": "1200.00", "currency": "EUR", "direction": "CRDT", "received_on": "2026-02-04",
    ...        "reference": "FACTURE F-101", "end_to_end": "E2E-7"}
    >>> read_bank_entries([row]).values[0].reference
    'FACTURE F-101\nE2E-7'
    """
    known = as_tuple("clients", clients or (), Client)
    earlier = as_tuple("payments", payments, Payment)
    read = Reader(ENTRIES, fields or _PARSED).read_all(rows)
    entries = [_identify(entry, known) for entry in read.values]
    booked = [entry for entry in entries if entry.is_booked]
    received = [entry.payment for entry in booked if entry.is_credit and not entry.is_reversal]
    returns, untied = _tie_returns([entry for entry in booked if entry.is_return], (*earlier, *received))
    problems = (
        *read.problems,
        *untied,
        *_count(entries, "bank.pending", lambda entry: not entry.is_booked),
        *_tell_charges(booked),
        *_count(booked, "bank.debits.left_out", lambda entry: not entry.is_credit and not entry.is_return),
        *_count(booked, "bank.reversals.left_out", lambda entry: entry.is_credit and entry.is_reversal),
        *_check_batches(booked),
    )
    return Read((*received, *returns), problems, read.columns, read.evidence)


def _identify(entry: Entry, clients: Sequence[Client]) -> Entry:
    if entry.payment.client is not None or entry.payer_iban is None:
        return entry
    iban = squeeze_reference(entry.payer_iban)
    found = {
        client.id
        for client in clients
        for scheme, value in client.identifiers
        if scheme.upper() == "IBAN" and squeeze_reference(value) == iban
    }
    return evolve(entry, payment=evolve(entry.payment, client=found.pop())) if len(found) == 1 else entry


def _tie_returns(returns: Sequence[Entry], payments: Sequence[Payment]) -> tuple[list[PaymentReturned], list[Problem]]:
    tied: dict[str, PaymentReturned] = {}
    untied: list[Problem] = []
    for entry in sorted(returns, key=lambda one: (one.payment.received_on, one.payment.id)):
        name = entry.returned or _find_returned(entry, payments, tied)
        if name is None:
            params = (("amount", entry.amount), ("day", entry.payment.received_on), ("value", entry.end_to_end or ""))
            untied.append(Problem("bank.return.untied", entry.payment.id, path="end_to_end", params=params))
        else:
            tied[name] = PaymentReturned(name, returned_on=entry.payment.received_on, reason=entry.reason)
    return list(tied.values()), untied


def _find_returned(entry: Entry, payments: Sequence[Payment], tied: Iterable[str]) -> str | None:
    if entry.end_to_end is None:
        return None
    found = {
        payment.id
        for payment in payments
        if payment.amount in (entry.amount, entry.original)
        and payment.received_on <= entry.payment.received_on
        and entry.end_to_end in payment.reference.splitlines()
    }
    found -= set(tied)
    return found.pop() if len(found) == 1 else None


def _tell_charges(entries: Sequence[Entry]) -> Iterator[Problem]:
    for entry in entries:
        if entry.charges is not None and (entry.is_credit or entry.is_return):
            params = (("original", entry.original), ("amount", entry.amount), ("difference", abs(entry.charges)))
            yield Problem("bank.charges", entry.payment.id, path="original_amount", params=params)


def _count(entries: Sequence[Entry], code: str, applies: Callable[[Entry], bool]) -> Iterator[Problem]:
    by_currency: dict[str, list[int]] = {}
    for entry in entries:
        if applies(entry):
            by_currency.setdefault(entry.amount.currency, []).append(entry.amount.minor)
    for currency, minors in sorted(by_currency.items()):
        params = (("rows", len(minors)), ("amount", Money.from_minor(sum(minors), currency)))
        yield Problem(code, currency, path="direction", params=params)


def _check_batches(entries: Sequence[Entry]) -> Iterator[Problem]:
    batches: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.batch is not None:
            batches.setdefault(entry.batch, []).append(entry)
    for name, own in sorted(batches.items()):
        stated = own[0].batch_amount
        if stated is None or any(entry.amount.currency != stated.currency for entry in own):
            continue
        total = Money.from_minor(sum(entry.signed_minor for entry in own), stated.currency)
        if total != stated:
            params = (("total", total), ("stated", stated), ("rows", len(own)))
            yield Problem("bank.batch.disagrees", name, path="batch_amount", params=params)
