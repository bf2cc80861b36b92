"""The statement of claim: what a court expects to read, line by line, as data."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_instance, show_count
from dunning_core._tables import Column, Tabular
from dunning_core.documents import InvoiceKind
from dunning_core.errors import Problem, UnknownReferenceError
from dunning_core.events import ClaimIssued
from dunning_core.law import Regime, SettlementOrder
from dunning_core.ledger import Account, Receivable
from dunning_core.money import Money
from dunning_core.parties import Creditor
from dunning_core.penalties.accrual import accrue_penalties
from dunning_core.penalties.debt_claims import DebtClaim, StatementLine
from dunning_core.penalties.imputation import claim_payments_of, impute_payments

#: The columns of `StatementOfClaim.to_records()`, one row per line.
STATEMENT_COLUMNS = (
    Column("client", "text", "id of the client who owes"),
    Column("receivable", "text", "id of the receivable"),
    Column("component", "text", "what the line is part of: principal, interest, compensation, costs"),
    Column("kind", "text", "what moves it: an invoice, the component itself, a payment, a credit note, a waiver …"),
    Column("start", "date", "first day"),
    Column("end", "date", "last day, included; none where no due day is known"),
    Column("days", "count", "days that bear interest"),
    Column("base", "decimal", "what bears it"),
    Column("rate", "text", "rate in percent a year"),
    Column("amount", "decimal", "what the line adds, or takes off"),
    Column("currency", "text", "ISO 4217 code of the amounts"),
    Column("reference", "text", "article, or document"),
    Column("source", "text", "act that sets the rate, or proof"),
)


@frozen
class StatementOfClaim(Tabular):
    """What is claimed of a payer on a day: each debt in the order of the law, with its working, sources and totals."""

    _columns = STATEMENT_COLUMNS

    day: date
    debts: tuple[DebtClaim, ...] = field(repr=show_count)

    @property
    def lines(self) -> tuple[StatementLine, ...]:
        """Return the lines, debt by debt: the invoice, what accrued, what was paid or credited, what was waived."""
        return tuple(line for debt in self.debts for line in debt.lines)

    @property
    def totals(self) -> tuple[tuple[str, Money], ...]:
        """Return the totals by component and currency, as (component, amount); those of zero are left out."""
        sums: dict[tuple[str, str], Money] = {}
        for debt in self.debts:
            for component in debt.legal.components:
                key = (component.kind, component.accrued.currency)
                sums[key] = sums.get(key, Money.zero(key[1])) + component.outstanding
        return tuple((kind, amount) for (kind, _), amount in sums.items() if amount)

    @property
    def grand_totals(self) -> tuple[Money, ...]:
        """Return what is claimed in all, one amount per currency."""
        currencies = dict.fromkeys(amount.currency for _, amount in self.totals)
        return tuple(
            Money.sum((amount for _, amount in self.totals if amount.currency == currency), currency=currency)
            for currency in currencies
        )

    @property
    def conventions(self) -> tuple[tuple[str, str], ...]:
        """Return the conventions that hold for all debts or for some, as (name, value), each once."""
        return tuple(dict.fromkeys(pair for debt in self.debts for pair in debt.conventions))

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the acts, articles and proofs on which the lines rest, each once."""
        named = (text for line in self.lines for text in (line.reference, line.source) if text)
        return tuple(dict.fromkeys(named))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is uncertain in the figures."""
        return tuple(problem for debt in self.debts for problem in debt.penalties.problems)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per line, with the columns of STATEMENT_COLUMNS, ready for a DataFrame."""
        return [
            {
                "client": line.client,
                "receivable": line.receivable,
                "component": line.component,
                "kind": line.kind,
                "start": line.start,
                "end": line.end,
                "days": line.days,
                "base": None if line.base is None else line.base.amount,
                "rate": None if line.rate is None else line.rate.text,
                "amount": line.amount.amount,
                "currency": line.amount.currency,
                "reference": line.reference,
                "source": line.source,
            }
            for line in self.lines
        ]


def state_claim(
    account: Account,
    regime: Regime | None = None,
    *,
    creditor: Creditor | None = None,
    only: Collection[str] | None = None,
    order: SettlementOrder | None = None,
) -> StatementOfClaim:
    """Return the statement of claim of an account: what is late on it, or the receivables named by `only`.

    Payments settle interest before principal (C. civ. 1343-1), or in the order of the regime, or in the one given.
    What claim documents have claimed is part of the debts that they are about, and stands there once. Raises
    UnknownReferenceError for an id that the account does not have, and whatever `accrue_penalties` raises.
    """
    check_instance("account", account, Account)
    if order is not None:
        check_instance("order", order, SettlementOrder)
    items = {item.id: item for item in account.receivables}
    chosen = _choose(account, None if only is None else as_tuple("only", only, str))
    payments = {per_part: claim_payments_of(account, per_part=per_part) for per_part in (False, True)}
    debts: list[DebtClaim] = []
    for name in chosen:
        penalties = accrue_penalties(items[name], regime, creditor=creditor)
        paid = payments[penalties.regime.compensation_per_part].get(name, ())
        legal = order or penalties.regime.settlement_order
        first = impute_payments(penalties, SettlementOrder.PRINCIPAL_FIRST, claim_payments=paid)
        debts.append(DebtClaim(penalties, first, impute_payments(penalties, legal, claim_payments=paid)))
    return StatementOfClaim(account.day, tuple(debts))


def _choose(account: Account, only: Sequence[str] | None) -> list[str]:
    names = {name for item in account.receivables for name in (item.id, item.invoice.number)}
    # A document of which a debt is here stands with that debt; one whose debts are elsewhere, or gone, by itself.
    issued = {
        event.number
        for event in account.events
        if isinstance(event, ClaimIssued) and any(entry.receivable in names for entry in event.sums)
    }
    found = [
        item
        for item in account.receivables
        if item.invoice.kind is not InvoiceKind.CLAIM or item.invoice.number not in issued
    ]
    if only is None:
        # Paid late or not paid yet: what was paid in time has nothing to claim.
        return [item.id for item in found if item.days_late and (item.is_open or _was_late(item))]
    known = {item.id for item in found}
    for name in only:
        if name not in known:
            hint = "pass ids of receivables of this account; a claim document stands with what it claims"
            raise UnknownReferenceError("unknown_receivable", "only", name, hint)
    return [item.id for item in found if item.id in only]


def _was_late(item: Receivable) -> bool:
    return any(entry.on > item.due_on for entry in item.settlements)
