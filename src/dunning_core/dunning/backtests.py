"""Backtest: what a policy would have sent over days that are past, each seen as it was known then.

It shows what would have been sent, not what would have been paid: the payments of the ledger are those that the real
chase, or no chase, brought in.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from attrs import field, frozen

from dunning_core._checks import check_date, check_instance, check_order, show_count
from dunning_core._tables import Column, Tabular
from dunning_core.dunning.books import PolicyChoice
from dunning_core.dunning.decisions import Decision
from dunning_core.dunning.planning import Action
from dunning_core.dunning.policies import DunningPolicy
from dunning_core.dunning.replaying import Replay, Visit
from dunning_core.errors import WrongTypeError
from dunning_core.events import Channel, NoticePresented, NoticeReturned, NoticeSent, StageKind
from dunning_core.ledger import Account, Ledger
from dunning_core.lettering import STANDARD, LetteringPolicy
from dunning_core.money import Money

#: The columns of `Backtest.to_records()`, one row per line of a notice.
BACKTEST_COLUMNS = (
    Column("day", "date", "day on which the notice would have been sent"),
    Column("account", "text", "whose account pays"),
    Column("client", "text", "id of the client to whom the notice goes"),
    Column("currency", "text", "ISO 4217 code of the amounts"),
    Column("notice_stage", "text", "highest stage of the notice"),
    Column("channel", "text", "way by which it travels"),
    Column("receivable", "text", "id of the line"),
    Column("stage", "text", "stage of the line"),
    Column("kind", "text", "nature of that stage"),
    Column("days_from_due", "count", "days from the due date, below zero before it"),
    Column("amount", "decimal", "what is asked for of the line"),
    Column("was_paid", "flag", "whether it had in fact been paid, though that was recorded later"),
)

#: The columns of `PolicyComparison.to_records()`, one row per policy.
COMPARISON_COLUMNS = (
    Column("policy", "text", "name of the policy"),
    Column("notices", "count", "notices that would have been sent"),
    Column("contacts", "count", "days on which an account would have been told something, over all accounts"),
    Column("clients", "count", "clients to whom something would have been sent"),
    Column("lines", "count", "lines of all notices"),
    Column("paid_lines", "count", "lines that had in fact been paid"),
)


@frozen
class ReplayedLine:
    """One receivable in a notice that would have been sent, at its own stage.

    `was_paid` says that on that day nothing of it was left to pay and that money had come in for it, which was
    recorded later, so that the run of the day could not see it.
    """

    receivable: str
    stage: str
    kind: StageKind
    days_from_due: int
    amount: Money
    was_paid: bool


@frozen
class ReplayedNotice:
    """A notice that would have been sent to an account in one currency; `stage` is the highest of its lines."""

    day: date
    account: str
    client: str
    currency: str
    stage: str
    kind: StageKind
    channel: Channel
    amount: Money
    lines: tuple[ReplayedLine, ...]


@frozen
class StageCount:
    """What would have been sent at one stage: notices of which it is the highest, and lines that stood at it."""

    stage: str
    kind: StageKind
    notices: int
    lines: int
    paid_lines: int
    clients: int


@frozen
class Backtest(Tabular):
    """What a policy would have sent in [start, end), as each day was known; not what would have been paid."""

    _columns = BACKTEST_COLUMNS

    policy: str
    start: date
    end: date
    notices: tuple[ReplayedNotice, ...] = field(repr=show_count)

    @property
    def lines(self) -> tuple[ReplayedLine, ...]:
        """Return the lines of all notices: each is one receivable, reminded once."""
        return tuple(line for notice in self.notices for line in notice.lines)

    @property
    def paid_lines(self) -> tuple[ReplayedLine, ...]:
        """Return the lines that reminded of what had in fact been paid."""
        return tuple(line for line in self.lines if line.was_paid)

    @property
    def contacts(self) -> int:
        """Return how often an account would have been contacted: what is sent on one day is one, a hand-over none."""
        return len({(notice.day, notice.account) for notice in self.notices if notice.channel is not Channel.HANDOVER})

    @property
    def clients(self) -> tuple[str, ...]:
        """Return the clients to whom something would have been sent."""
        return tuple(sorted({notice.client for notice in self.notices}))

    @property
    def by_stage(self) -> tuple[StageCount, ...]:
        """Return the same counts by stage, in the order of their nature, then of their names."""
        stages = {(line.kind, line.stage) for line in self.lines}
        return tuple(self._count(stage, kind) for kind, stage in sorted(stages))

    def _count(self, stage: str, kind: StageKind) -> StageCount:
        at_stage = [(notice, line) for notice in self.notices for line in notice.lines if line.stage == stage]
        return StageCount(
            stage=stage,
            kind=kind,
            notices=sum(notice.stage == stage for notice in self.notices),
            lines=len(at_stage),
            paid_lines=sum(line.was_paid for _, line in at_stage),
            clients=len({notice.client for notice, _ in at_stage}),
        )

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per line of a notice, by the names of BACKTEST_COLUMNS; amounts are Decimal."""
        return [_record(notice, line) for notice in self.notices for line in notice.lines]


@frozen
class PolicyComparison(Tabular):
    """The backtests of several policies on the same days of the same ledger, in the order of the policies."""

    _columns = COMPARISON_COLUMNS

    backtests: tuple[Backtest, ...] = field(repr=show_count)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per policy, by the names of COMPARISON_COLUMNS."""
        return [
            {
                "policy": found.policy,
                "notices": len(found.notices),
                "contacts": found.contacts,
                "clients": len(found.clients),
                "lines": len(found.lines),
                "paid_lines": len(found.paid_lines),
            }
            for found in self.backtests
        ]


def backtest(
    ledger: Ledger, policy: PolicyChoice, start: date, end: date, *, lettering: LetteringPolicy = STANDARD
) -> Backtest:
    """Return what a policy would have sent on each day of [start, end), had it been run every day.

    Each day sees what was recorded by then, and nothing later; the notices of the ledger, and what came of them, are
    left out, and those of the policy are on record instead. It shows what would have been sent, not what would have
    been paid: the debtors of the ledger answered to another chase. `lettering` is how the accounts are lettered.

    >>> from dunning_core.dunning.presets import FR_B2B_STANDARD
    >>> from dunning_core.samples import sample_ledger
    >>> found = backtest(sample_ledger(), FR_B2B_STANDARD, date(2026, 1, 1), date(2026, 7, 1))
    >>> found.by_stage[0].stage
    'reminder'
    """
    check_instance("ledger", ledger, Ledger)
    check_date("start", start)
    check_date("end", end)
    check_order("end", end, start)
    check_instance("lettering", lettering, LetteringPolicy)
    facts = (fact for fact in ledger.facts if not isinstance(fact, NoticeSent | NoticeReturned | NoticePresented))
    replay = Replay(Ledger(tuple(facts)), policy, as_known=True, lettering=lettering)
    notices: list[ReplayedNotice] = []
    for visit in replay.visits(start, end - timedelta(days=1)):
        if visit.actions:
            notices += _notices(visit, replay.know_better(visit))
    notices.sort(key=lambda notice: (notice.day, notice.account, notice.currency))
    return Backtest(_name(policy), start, end, tuple(notices))


def compare_policies(
    ledger: Ledger,
    policies: Iterable[PolicyChoice],
    *,
    start: date,
    end: date,
    lettering: LetteringPolicy = STANDARD,
) -> PolicyComparison:
    """Return the backtests of several policies on the same days, to set one beside the other.

    The payments are the same under each of them, so that it compares what is sent, never what it brings in.

    >>> from dunning_core.dunning.presets import FR_B2B_STANDARD
    >>> from dunning_core.samples import sample_ledger
    >>> policies = (FR_B2B_STANDARD, FR_B2B_STANDARD.with_grace_days(10))
    >>> found = compare_policies(sample_ledger(), policies, start=date(2026, 1, 1), end=date(2026, 7, 1))
    >>> len(found.to_records())
    2
    """
    if isinstance(policies, str | DunningPolicy) or not hasattr(policies, "__iter__"):
        raise WrongTypeError("wrong_type", "policies", policies, "pass a sequence of policies")
    return PolicyComparison(tuple(backtest(ledger, policy, start, end, lettering=lettering) for policy in policies))


def _name(policy: PolicyChoice) -> str:
    name = getattr(policy, "name", None) or getattr(policy, "__name__", None)
    return name if isinstance(name, str) else type(policy).__name__


def _notices(visit: Visit, truth: Account) -> Iterator[ReplayedNotice]:
    paid = {
        item.id
        for item in truth.receivables
        if not item.outstanding_minor and any(entry.is_payment for entry in item.settlements)
    }
    for action in visit.actions:
        yield ReplayedNotice(
            day=visit.day,
            account=visit.account.id,
            client=action.client.id,
            currency=action.currency,
            stage=action.stage.name,
            kind=action.stage.kind,
            channel=action.channel,
            amount=action.outstanding,
            lines=tuple(_line(decision, action, paid) for decision in action.decisions),
        )


def _line(decision: Decision, action: Action, paid: set[str]) -> ReplayedLine:
    item = decision.receivable
    stage = decision.stage or action.stage
    days = (item.day - item.due_on).days
    return ReplayedLine(item.id, stage.name, stage.kind, days, decision.chased, item.id in paid)


def _record(notice: ReplayedNotice, line: ReplayedLine) -> dict[str, Any]:
    return {
        "day": notice.day,
        "account": notice.account,
        "client": notice.client,
        "currency": notice.currency,
        "notice_stage": notice.stage,
        "channel": notice.channel.value,
        "receivable": line.receivable,
        "stage": line.stage,
        "kind": line.kind.name.lower(),
        "days_from_due": line.days_from_due,
        "amount": line.amount.amount,
        "was_paid": line.was_paid,
    }
