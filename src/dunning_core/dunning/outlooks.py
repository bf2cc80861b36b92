"""Outlook: what the successive runs would send, and what would be owed, if nothing happened but what is supposed."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from attrs import evolve, field, frozen

from dunning_core._checks import check_date, check_instance, check_order, check_text, show_count
from dunning_core._tables import Column, DataTable, Tabular
from dunning_core.dunning.books import PolicyChoice, policy_of
from dunning_core.dunning.planning import Action
from dunning_core.dunning.replaying import Replay, Visit, day_of
from dunning_core.errors import DunningError
from dunning_core.events import Channel, StageKind
from dunning_core.ledger import Account, Ledger, Receivable
from dunning_core.ledger.books import Fact
from dunning_core.money import Money
from dunning_core.parties import Client, Creditor
from dunning_core.penalties import Penalties, accrue_penalties

#: The columns of `Outlook.to_records()`, one row per notice.
OUTLOOK_COLUMNS = (
    Column("day", "date", "day on which it would be sent"),
    Column("account", "text", "whose account pays"),
    Column("client", "text", "id of the client to whom it goes"),
    Column("client_name", "text", "name of the client"),
    Column("currency", "text", "ISO 4217 code of the amounts"),
    Column("stage", "text", "highest stage of its lines"),
    Column("kind", "text", "nature of that stage"),
    Column("channel", "text", "way by which it travels"),
    Column("needs_approval", "flag", "whether a person must approve it"),
    Column("receivables", "text", "ids of its lines, joined by spaces"),
    Column("amount", "decimal", "what it asks for, before penalties"),
    Column("total", "decimal", "with the penalties that its stages claim, if in one currency"),
)

#: The columns of `Outlook.balances_to_records()`, one row per account, currency and day.
BALANCE_COLUMNS = (
    Column("day", "date", "day at whose end it stands"),
    Column("account", "text", "whose account pays"),
    Column("currency", "text", "ISO 4217 code of the amounts"),
    Column("outstanding", "decimal", "still to pay"),
    Column("overdue", "decimal", "part of it past its due date"),
    Column("credit", "decimal", "money received that settles nothing yet"),
    Column("interest", "decimal", "interest left to claim, if a law is known"),
    Column("is_provisional", "flag", "whether the interest rests on an unverified rate"),
)


@frozen
class PlannedNotice:
    """A notice that would be sent to an account in one currency: what an Action is on the day of a run."""

    day: date
    account: str
    client: Client
    currency: str
    stage: str
    kind: StageKind
    channel: Channel
    needs_approval: bool
    receivables: tuple[str, ...]
    amount: Money
    total: Money | None
    key: str


@frozen
class PlannedBalance:
    """What an account would owe in one currency at the end of a day.

    `interest` is what is left to claim on what has been open since the first day of the outlook, paid since or not;
    None when the law of one line is not known.
    """

    day: date
    account: str
    currency: str
    outstanding: Money
    overdue: Money
    credit: Money
    interest: Money | None
    is_provisional: bool


@frozen
class Outlook(Tabular):
    """The calendar of notices, and of balances with their interest, from a day to another included.

    `supposed` are the facts that were known on the first day and come after it: the hypothesis. A balance is given for
    the first and the last day, and for each day on which a figure of it other than the interest changes.
    """

    _columns = OUTLOOK_COLUMNS

    day: date
    until: date
    notices: tuple[PlannedNotice, ...] = field(repr=show_count)
    balances: tuple[PlannedBalance, ...] = field(repr=show_count)
    supposed: tuple[Fact, ...] = ()

    def for_account(self, account: str) -> "Outlook":
        """Return the calendar of one account; empty for an account with nothing in it."""
        check_text("account", account)
        return evolve(
            self,
            notices=tuple(notice for notice in self.notices if notice.account == account),
            balances=tuple(balance for balance in self.balances if balance.account == account),
        )

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per notice, by the names of OUTLOOK_COLUMNS; amounts are Decimal, days are date."""
        return [_record_notice(notice) for notice in self.notices]

    def balances_to_records(self) -> list[dict[str, Any]]:
        """Return one dict per account, currency and day, by the names of BALANCE_COLUMNS."""
        return [_record_balance(balance) for balance in self.balances]

    def balances_to_table(self) -> DataTable:
        """Return the same table as data frames take it: with the type of each column."""
        return DataTable.of(BALANCE_COLUMNS, self.balances_to_records())

    def balances_to_columns(self) -> dict[str, list[Any]]:
        """Return the table of balances as one list per column."""
        return self.balances_to_table().to_columns()


def outlook(
    ledger: Ledger, day: date, policy: PolicyChoice, *, until: date, creditor: Creditor | None = None
) -> Outlook:
    """Return what the daily runs from a day until another, included, would send and find, each one's notices recorded.

    Nothing else happens: what the ledger holds of later days is not seen, unless it was recorded by the day, as a
    promise or a plan that is supposed to be kept (`suppose_promises_kept`, `suppose_plans_kept`), or an announced
    payment, is. Accounts are lettered by the standard policy; what another one found stands once it is recorded
    (`ledger.with_lettering`). Every action is taken to be approved and done on its day. A policy that wants recent bank
    data finds it too old before long: pass one with `bank_data_days=None` to look further.

    >>> from dunning_core.dunning.presets import FR_B2B_STANDARD
    >>> from dunning_core.samples import SAMPLE_DAY, sample_ledger
    >>> ahead = outlook(sample_ledger(), SAMPLE_DAY, FR_B2B_STANDARD, until=date(2027, 1, 31))
    >>> ahead.notices[0].stage
    'reminder'
    """
    check_instance("ledger", ledger, Ledger)
    check_date("day", day)
    check_date("until", until)
    check_order("until", until, day)
    if creditor is not None:
        check_instance("creditor", creditor, Creditor)
    known = tuple(fact for fact in ledger.facts if _is_known(fact, day))
    replay = Replay(Ledger(known), policy, creditor=creditor)
    book = _BalanceBook(policy, creditor, (day, until))
    notices: list[PlannedNotice] = []
    balances: list[PlannedBalance] = []

    def watch(account: Account) -> Iterator[date]:
        # The day after the due date is the first one late; the last day closes the calendar.
        yield until
        yield from (item.due_on + timedelta(days=1) for item in account.open_items if item.is_day_known)

    for visit in replay.visits(day, until, watch=watch):
        notices += [_notice(action, visit) for action in visit.actions]
        balances += book.changes(visit)
    balances.sort(key=lambda balance: (balance.account, balance.currency, balance.day))
    notices.sort(key=lambda notice: (notice.day, notice.account, notice.currency))
    supposed = tuple(fact for fact in known if not isinstance(fact, Client) and day_of(fact) > day)
    return Outlook(day, until, tuple(notices), tuple(balances), supposed)


class _BalanceBook:
    """Follows the balances of accounts from visit to visit, and gives those that changed."""

    def __init__(self, policy: PolicyChoice, creditor: Creditor | None, ends: tuple[date, date]) -> None:
        self._policy = policy
        self._creditor = creditor
        self._ends = ends
        self._opened: dict[str, set[str]] = {}
        self._last: dict[tuple[str, str], tuple[Money, Money, Money]] = {}

    def changes(self, visit: Visit) -> Iterator[PlannedBalance]:
        """Give the balances of a visit that differ from the last ones, or stand at an end of the calendar."""
        account = visit.account
        opened = self._opened.setdefault(account.id, set())
        opened.update(item.id for item in account.open_items)
        lines = [item for item in account.receivables if item.id in opened]
        credits = account.credit_minor
        currencies = {currency for name, currency in self._last if name == account.id}
        for currency in sorted({item.currency for item in lines} | credits.keys() | currencies):
            own = [item for item in lines if item.currency == currency]
            figures = (
                _sum(own, currency),
                _sum((item for item in own if item.days_late), currency),
                Money.from_minor(credits.get(currency, 0), currency),
            )
            if visit.day in self._ends or self._last.get((account.id, currency)) != figures:
                yield self._balance(visit, figures, own)
            self._last[account.id, currency] = figures

    def _balance(self, visit: Visit, figures: tuple[Money, Money, Money], lines: list[Receivable]) -> PlannedBalance:
        outstanding, overdue, credit = figures
        penalties = [self._penalties(item) for item in lines]
        known = [found for found in penalties if found is not None]
        interest = Money.from_minor(sum(found.unclaimed[0].minor for found in known), outstanding.currency)
        return PlannedBalance(
            day=visit.day,
            account=visit.account.id,
            currency=outstanding.currency,
            outstanding=outstanding,
            overdue=overdue,
            credit=credit,
            interest=interest if len(known) == len(lines) else None,
            is_provisional=any(found.is_provisional for found in known),
        )

    def _penalties(self, item: Receivable) -> Penalties | None:
        try:
            return accrue_penalties(item, policy_of(self._policy, item).regime, creditor=self._creditor)
        except DunningError:
            return None


def _sum(items: Iterable[Receivable], currency: str) -> Money:
    return Money.from_minor(sum(item.outstanding_minor for item in items), currency)


def _is_known(fact: Fact, day: date) -> bool:
    if isinstance(fact, Client):
        return True
    return day_of(fact) <= day or (fact.recorded_on is not None and fact.recorded_on <= day)


def _notice(action: Action, visit: Visit) -> PlannedNotice:
    return PlannedNotice(
        day=visit.day,
        account=visit.account.id,
        client=action.client,
        currency=action.currency,
        stage=action.stage.name,
        kind=action.stage.kind,
        channel=action.channel,
        needs_approval=action.needs_approval,
        receivables=tuple(decision.receivable.id for decision in action.decisions),
        amount=action.outstanding,
        total=action.total,
        key=action.key,
    )


def _record_notice(notice: PlannedNotice) -> dict[str, Any]:
    return {
        "day": notice.day,
        "account": notice.account,
        "client": notice.client.id,
        "client_name": notice.client.name,
        "currency": notice.currency,
        "stage": notice.stage,
        "kind": notice.kind.name.lower(),
        "channel": notice.channel.value,
        "needs_approval": notice.needs_approval,
        "receivables": " ".join(notice.receivables),
        "amount": notice.amount.amount,
        "total": notice.total.amount if notice.total is not None else None,
    }


def _record_balance(balance: PlannedBalance) -> dict[str, Any]:
    return {
        "day": balance.day,
        "account": balance.account,
        "currency": balance.currency,
        "outstanding": balance.outstanding.amount,
        "overdue": balance.overdue.amount,
        "credit": balance.credit.amount,
        "interest": balance.interest.amount if balance.interest is not None else None,
        "is_provisional": balance.is_provisional,
    }
