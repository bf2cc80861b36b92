"""A company of Tryton as a ledger: what stands on its receivable accounts, what it reconciled, and whom it dunned.

Everything is read through Tryton's own models, in the transaction of the caller; its context names the company.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen
from trytond.pool import Pool
from trytond.transaction import Transaction

from dunning_core import DunningPolicy, Installment, Invoice, Ledger, Money, Problem
from dunning_core.documents import Refund, WriteOff, receivable_ids
from dunning_core.events import Hold, Lettered, LetteredEntry, NoticeSent
from dunning_core.interop import read_clients, read_credit_notes, read_invoices, read_payments
from dunning_core.interop.erps import TRYTON, flatten_rows

PARTY = ("code", "name", "email", "phone", "lang.code", "tax_identifier.code", "addresses.country.code")
INVOICE = (
    "number",
    "party.code",
    "currency.code",
    "total_amount",
    "invoice_date",
    "reference",
    "customer_payment_reference",
    "origin_invoices.number",
)
LINE = ("party.code", "amount", "amount_currency.code", "description")


@frozen
class Books:
    """The ledger, and the line of Tryton behind each of its receivables and credits, by their ids."""

    ledger: Ledger
    debits: Mapping[str, Any]
    credits: Mapping[str, Any]
    problems: tuple[Problem, ...]


@frozen
class Item:
    """A line that stands, what it stems from (an invoice, else the line that it is a part of), and its name."""

    line: Any
    stem: Any
    name: str

    @property
    def money(self) -> Money:
        """The amount in the currency of the debt, above zero for a debit."""
        return Money(self.line.amount, self.line.amount_currency.code)

    @property
    def is_debit(self) -> bool:
        """Whether it is owed by the party."""
        return bool(self.line.debit - self.line.credit > 0)


def read_books(policy: DunningPolicy, procedure: Any) -> Books:
    """Return the books of the company of the context; the levels of the procedure are the stages of the policy."""
    items = list(_find_items())
    debits = {item.name: item.line for item in items if item.is_debit}
    credits = {item.name: item.line for item in items if not item.is_debit}
    clients = read_clients(_client_rows(items), TRYTON.clients)
    invoices = read_invoices(_document_rows(items, is_debit=True), TRYTON.documents)
    notes = read_credit_notes(_document_rows(items, is_debit=False), TRYTON.documents)
    payments = read_payments(_payment_rows(items), TRYTON.payments)
    ledger = Ledger.of(
        clients.values,
        _with_installments(invoices.values, items),
        notes.values,
        (evolve(payment, designates=_designated(credits[payment.id])) for payment in payments.values),
        _read_other_debits(items),
        _read_reconciliations(items),
        _read_dunnings(items, policy, procedure),
    )
    told = (*clients.problems, *invoices.problems, *notes.problems, *payments.problems)
    # A company without credit notes is no problem.
    return Books(ledger, debits, credits, tuple(problem for problem in told if problem.code != "rows.empty"))


def read_balances() -> dict[tuple[str, str], Money]:
    """Return what each party owes in each currency, as Tryton shows it: its open lines, whatever they are."""
    balances: dict[tuple[str, str], Money] = {}
    for line in _receivable_lines(("reconciliation", "=", None)):
        code = line.amount_currency.code
        key = (line.party.code, code)
        balances[key] = balances.get(key, Money.zero(code)) + Money(line.amount, code)
    return balances


def _receivable_lines(*domain: Any) -> list[Any]:
    company = Transaction().context["company"]
    posted = [("account.type.receivable", "=", True), ("party", "!=", None), ("move.state", "=", "posted")]
    found = Pool().get("account.move.line").search([*posted, ("company", "=", company), *domain], order=[("id", "ASC")])
    return sorted(found, key=lambda line: line.payable_receivable_date)


def _find_items() -> Iterator[Item]:
    invoices = Pool().get("account.invoice").search([("type", "=", "out"), ("move", "!=", None)])
    stem_of_move = {move: invoice for invoice in invoices for move in (invoice.move, *invoice.additional_moves)}
    lines = _receivable_lines()
    stems = {line: _find_stem(line, stem_of_move) for line in lines}
    tied = defaultdict(set)
    for line, stem in stems.items():
        tied[line.reconciliation].add(stem)
    exchange = Pool().get("account.configuration")(1).currency_exchange_journal
    standing = defaultdict(list)
    for line, stem in stems.items():
        # A reconciliation within one document gives it other parts; a line that only evens out a reconciliation is no
        # payment: what it closed is told as written off or given back.
        is_reshaped = line.reconciliation and len(tied[line.reconciliation]) == 1
        evens_out = line.reconciliation and (line.move.journal.type == "write-off" or line.move.journal == exchange)
        if not is_reshaped and not evens_out:
            standing[stem].append(line)
    for stem, own in standing.items():
        names = receivable_ids(stem.number, len(own)) if stem in invoices else [f"line {line.id}" for line in own]
        yield from map(Item, own, [stem] * len(own), names)


def _find_stem(line: Any, stem_of_move: Mapping[Any, Any]) -> Any:
    while line.move not in stem_of_move and getattr(line.origin, "__name__", None) == "account.move.line":
        line = line.origin
    return stem_of_move.get(line.move, line)


def _is_document(item: Item) -> bool:
    return bool(item.stem.__name__ == "account.invoice")


def _client_rows(items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    parties = sorted({item.line.party.id for item in items})
    for row in Pool().get("party.party").read(parties, PARTY):
        countries = [address["country."]["code"] for address in row["addresses."] if address["country."]]
        # Tryton does not say who is a business: here, whoever has a tax identifier is one.
        kind = "business" if row["tax_identifier."] else "unknown"
        yield from flatten_rows([{**row, "country": next(iter(countries), None), "kind": kind}])


def _document_rows(items: Iterable[Item], *, is_debit: bool) -> Iterator[dict[str, Any]]:
    own = [item for item in items if _is_document(item) and item.is_debit is is_debit]
    rows = {row["id"]: row for row in Pool().get("account.invoice").read([item.stem.id for item in own], INVOICE)}
    if is_debit:
        first = {item.stem: item.line.maturity_date for item in reversed(own)}
        yield from flatten_rows({**rows[invoice.id], "maturity_date": day} for invoice, day in first.items())
    for item in () if is_debit else own:
        row = rows[item.stem.id]
        corrected = [invoice["number"] for invoice in row["origin_invoices."]]
        own_cells = {"number": item.name, "total_amount": item.line.amount}
        yield from flatten_rows([{**row, **own_cells, "corrects": corrected[0] if len(corrected) == 1 else None}])


def _payment_rows(items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    own = [item for item in items if not item.is_debit and not _is_document(item)]
    rows = {row["id"]: row for row in Pool().get("account.move.line").read([item.line.id for item in own], LINE)}
    for item in own:
        row = rows[item.line.id]
        words = item.stem.description or item.stem.move.description
        own_cells = {"payment_id": item.name, "amount": -row["amount"], "date": item.stem.date, "description": words}
        yield from flatten_rows([{**row, **own_cells}])


def _designated(line: Any) -> tuple[str, ...]:
    return (line.invoice_payment.number,) if line.invoice_payment and not line.reconciliation else ()


def _with_installments(invoices: Iterable[Invoice], items: Iterable[Item]) -> Iterator[Invoice]:
    parts = defaultdict(list)
    for item in items:
        if _is_document(item) and item.is_debit:
            parts[item.stem.number].append(item)
    for invoice in invoices:
        own = parts[invoice.number]
        installments = [Installment(due_on=item.line.maturity_date, amount=item.money) for item in own]
        yield invoice if len(own) == 1 else evolve(invoice, due_on=None, installments=installments)


def _read_other_debits(items: Iterable[Item]) -> Iterator[Invoice | Hold]:
    for item in items:
        if item.is_debit and not _is_document(item):
            day, line = item.line.date, item.line
            due_on = max(line.maturity_date or day, day)
            yield Invoice(item.name, client=line.party.code, amount=item.money, issued_on=day, due_on=due_on)
            if line.maturity_date is None:
                # What was given back, for instance: Tryton does not dun it either.
                yield Hold(item.name, since=day, reason="no maturity date")


def _read_reconciliations(items: Iterable[Item]) -> Iterator[Lettered | WriteOff | Refund]:
    tied = defaultdict(list)
    for item in items:
        if item.line.reconciliation:
            tied[item.line.reconciliation, item.line.amount_currency.code].append(item)
    for (reconciliation, currency), members in tied.items():
        code = "".join(filter(str.isalnum, reconciliation.number.upper()))[:12]
        day = max(item.line.date for item in members)
        left = {item: abs(item.money.minor) for item in members}
        entries = []
        # Tryton says what was settled together, not what paid what: the oldest goes to the oldest.
        for debit in (item for item in members if item.is_debit):
            for credit in (item for item in members if not item.is_debit):
                minor = min(left[debit], left[credit])
                if minor:
                    entries.append(LetteredEntry(credit.name, debit.name, minor, currency, letter_code=code))
                    left[debit] -= minor
                    left[credit] -= minor
        if entries:
            yield Lettered(entries, lettered_on=day)
        for item, minor in left.items():
            name, client, amount = f"{code} {item.name}", item.line.party.code, Money.from_minor(minor, currency)
            if minor and item.is_debit:
                yield WriteOff(name, client=client, amount=amount, written_off_on=day, writes_off=item.name)
            elif minor:
                yield Refund(name, client=client, amount=amount, refunded_on=day, refunds=item.name)


def _read_dunnings(items: Iterable[Item], policy: DunningPolicy, procedure: Any) -> Iterator[NoticeSent | Hold]:
    names = {item.line: item.name for item in items if item.is_debit}
    stages = dict(zip(procedure.levels, policy.stages, strict=True))
    sent = defaultdict(list)
    for dunning in Pool().get("account.dunning").search([("procedure", "=", procedure.id)]):
        if dunning.line not in names:
            continue
        if dunning.state != "draft":
            sent[dunning.party.code, dunning.level, dunning.date].append(names[dunning.line])
        if dunning.blocked:
            yield Hold(names[dunning.line], since=dunning.date or dunning.maturity_date, reason="blocked in Tryton")
    for (client, level, day), receivables in sent.items():
        stage = stages[level]
        kind, channel = stage.kind, stage.channel
        yield NoticeSent(
            client=client, stage=stage.name, kind=kind, receivables=receivables, channel=channel, sent_on=day
        )
