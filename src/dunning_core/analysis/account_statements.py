"""The statement of an account (relevé de compte): what moved on it between two days, or what is open on the last."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from typing import Any

from attrs import evolve, field, frozen

from dunning_core._checks import check_date, check_instance, check_order, check_text, show_count
from dunning_core._tables import Column, Tabular
from dunning_core.errors import UnknownReferenceError
from dunning_core.ledger import Account, Move, Snapshot
from dunning_core.ledger.moves import credit_kind
from dunning_core.money import Money
from dunning_core.parties import Client

#: The columns of `AccountStatement.to_records()`, one row per line.
ACCOUNT_COLUMNS = (
    Column("account", "text", "whose account it is"),
    Column("client", "text", "id of the client of the line"),
    Column("day", "date", "day of the document or of the money"),
    Column("kind", "text", "invoice, payment, credit_note, refund, returned …"),
    Column("name", "text", "id of the receivable or of the credit"),
    Column("due_on", "date", "due date of a debt"),
    Column("reference", "text", "text that came with it, or the client's order"),
    Column("currency", "text", "ISO 4217 code of the amounts"),
    Column("debit", "decimal", "what it adds to the balance"),
    Column("credit", "decimal", "what it takes off"),
    Column("balance", "decimal", "balance after the line"),
)


class AccountForm(Enum):
    """What a statement lists: each move with the balance after it, or only what is open on the last day."""

    RUNNING_BALANCE = "running_balance"
    OPEN_ITEMS = "open_items"


@frozen
class AccountLine:
    """One line: what moved, or is open, and the balance after it; `amount` is below zero where it takes off."""

    move: Move
    balance: Money

    @property
    def amount(self) -> Money:
        """Return what it adds to the balance."""
        return self.move.amount


@frozen
class AccountStatement(Tabular):
    """The statement of an account in one currency, from `since` (None: from the beginning) to `until`, both included.

    `opening` is the balance at the end of the eve of `since`, as it is known now: what was recorded later about those
    days is in it, and what was cancelled is not. Of open items, it is what is still open of the documents before
    `since`. `closing` is the balance at the end of `until`; what the lines add up to is the difference. A balance above
    zero is owed by the client.
    """

    _columns = ACCOUNT_COLUMNS

    account: str
    client: Client
    currency: str
    form: AccountForm
    since: date | None
    until: date
    opening: Money
    lines: tuple[AccountLine, ...] = field(repr=show_count)

    @property
    def closing(self) -> Money:
        """Return the balance at the end of the last day."""
        return self.lines[-1].balance if self.lines else self.opening

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per line, by the names of ACCOUNT_COLUMNS; amounts are Decimal, days are date."""
        return [_record(self, line) for line in self.lines]


def state_account(
    snapshot: Snapshot,
    account: str,
    *,
    since: date | None = None,
    form: AccountForm = AccountForm.RUNNING_BALANCE,
) -> tuple[AccountStatement, ...]:
    """Return the statements of an account up to the day of a snapshot, one per currency, by its code.

    The closing balance is what is outstanding on the account less the credits that are left, in either form: a currency
    in which all is settled has its statement too, without an open item. Raises UnknownReferenceError for an account
    that the snapshot does not have, InvalidValueError for a first day after the last.
    """
    check_instance("snapshot", snapshot, Snapshot)
    check_text("account", account)
    check_instance("form", form, AccountForm)
    if since is not None:
        check_date("since", since)
        check_order("since", snapshot.day, since)
    found = next((own for own in snapshot.accounts if own.id == account), None)
    if found is None:
        raise UnknownReferenceError("unknown_account", "account", account, "pass the id of an account of the snapshot")
    moves = {move.amount.currency: list[Move]() for move in snapshot.moves(account)}
    for move in snapshot.moves(account) if form is AccountForm.RUNNING_BALANCE else _open_moves(found):
        moves.setdefault(move.amount.currency, []).append(move)
    return tuple(_state(found, currency, moves=moves[currency], since=since, form=form) for currency in sorted(moves))


def _state(
    account: Account, currency: str, *, moves: Sequence[Move], since: date | None, form: AccountForm
) -> AccountStatement:
    before = [move.amount for move in moves if since is not None and move.day < since]
    opening = balance = Money.sum(before, currency=currency)
    lines: list[AccountLine] = []
    for move in moves[len(before) :]:
        balance = balance + move.amount
        lines.append(AccountLine(move, balance))
    return AccountStatement(
        account=account.id,
        client=account.client,
        currency=currency,
        form=form,
        since=since,
        until=account.day,
        opening=opening,
        lines=tuple(lines),
    )


def _open_moves(account: Account) -> Iterator[Move]:
    found: list[Move] = []
    for item in account.open_items:
        due_on = item.due_on if item.is_day_known else None
        invoice = item.invoice
        reference = invoice.order_reference or ""
        move = Move(invoice.issued_on, invoice.kind.value, item.id, item.client.id, item.outstanding, due_on)
        found.append(evolve(move, reference=reference))
    for credit in account.credits:
        client = credit.client.id if credit.client is not None else ""
        found.append(Move(credit.day, credit_kind(credit.source), credit.id, client, -credit.remainder))
    yield from sorted(found, key=lambda move: (move.day, move.amount.minor <= 0, move.name))


def _record(statement: AccountStatement, line: AccountLine) -> dict[str, Any]:
    move, amount = line.move, line.amount
    return {
        "account": statement.account,
        "client": move.client,
        "day": move.day,
        "kind": move.kind,
        "name": move.name,
        "due_on": move.due_on,
        "reference": move.reference,
        "currency": statement.currency,
        "debit": amount.amount if amount.minor > 0 else None,
        "credit": (-amount).amount if amount.minor < 0 else None,
        "balance": line.balance.amount,
    }
