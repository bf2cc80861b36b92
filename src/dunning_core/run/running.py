"""One call for the nightly run: letter, decide, plan; and the same, one account at a time."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import field, frozen

from dunning_core._checks import check_date, check_instance, check_optional_date, show_count
from dunning_core._tables import Column, DataTable, Tabular, show_rows
from dunning_core.analysis import AgedBalance, age
from dunning_core.dunning import Action, Decision, PolicyChoice, decide_account, decide_stages, plan_actions
from dunning_core.dunning.planning import address_for
from dunning_core.errors import InvalidValueError, Problem, WrongTypeError
from dunning_core.events import Channel
from dunning_core.ledger import (
    Account,
    Credit,
    Ledger,
    Snapshot,
    collect_lettering,
    prepare_reading,
    read_account,
    read_snapshot,
)
from dunning_core.lettering import STANDARD, Lettering, LetteringPolicy
from dunning_core.notices import NoticeOptions, draft_call_sheet, draft_notice
from dunning_core.notices.options import STANDARD_OPTIONS
from dunning_core.parties import Creditor
from dunning_core.run.texts import CallSheets, Drafts, Manner, draft_texts

#: The columns of `DunningRun.to_records()`, one row per decision.
RUN_COLUMNS = (
    Column("account", "text", "whose account pays"),
    Column("client", "text", "id of the client who owes"),
    Column("client_name", "text", "name of the client"),
    Column("receivable", "text", "id of the receivable"),
    Column("invoice", "text", "number of the invoice"),
    Column("issued_on", "date", "issue date"),
    Column("due_on", "date", "due date"),
    Column("days_late", "count", "days since the due date, never below zero"),
    Column("currency", "text", "ISO 4217 code of the amounts"),
    Column("amount", "decimal", "invoiced, with VAT"),
    Column("outstanding", "decimal", "still to pay"),
    Column("disputed", "decimal", "part of it under dispute"),
    Column("chased", "decimal", "part of it that a notice asks for"),
    Column("stage", "text", "stage to do now, if any"),
    Column("reached", "text", "last stage that counts, if any"),
    Column("next_on", "date", "next day with something to do, if any"),
    Column("holds", "text", "codes of what pushes the next stage back, joined by spaces"),
    Column("reason", "text", "code of the reason of the stage"),
    Column("interest", "decimal", "late-payment interest, if a law is known"),
    Column("compensation", "decimal", "fixed compensation, if a law is known"),
    Column("compensation_currency", "text", "its currency"),
    Column("is_provisional", "flag", "whether penalties rest on an unverified rate"),
)

#: The columns of `DunningRun.actions_to_records()`, one row per action, the most urgent first.
ACTION_COLUMNS = (
    Column("act_on", "date", "day on which it is to be done"),
    Column("account", "text", "whose account pays"),
    Column("client", "text", "id of the client to whom it goes"),
    Column("client_name", "text", "name of the client"),
    Column("currency", "text", "ISO 4217 code of the amounts"),
    Column("stage", "text", "highest stage of its lines"),
    Column("kind", "text", "nature of that stage"),
    Column("channel", "text", "way by which it travels"),
    Column("recipient", "text", "name of the contact to whom it goes, if any has the role and an address"),
    Column("address", "text", "address of that contact on the channel"),
    Column("needs_approval", "flag", "whether a person must approve it"),
    Column("escalate_to", "text", "owner of the client, when he is to be told of it"),
    Column("receivables", "text", "ids of its lines, joined by spaces"),
    Column("amount", "decimal", "what it asks for, before penalties"),
    Column("total", "decimal", "with the penalties that its stages claim, if in one currency"),
    Column("days_late", "count", "days since the due date of the oldest debt that it asks for"),
    Column("score", "count", "how urgent it is, in whole points"),
    Column("problems", "text", "codes of what is wrong with it, joined by spaces"),
    Column("key", "text", "stable key: what is sent under it is not sent again"),
)


@frozen
class DunningRun(Tabular):
    """What a run found and proposes: the lettered snapshot, a decision per open receivable, the actions to do.

    `lettering` is what to record; `action.sent(day)` gives the events to record once an action was done.
    """

    _columns = RUN_COLUMNS

    day: date
    creditor: Creditor | None
    snapshot: Snapshot
    decisions: tuple[Decision, ...] = field(repr=show_count)
    actions: tuple[Action, ...] = field(repr=show_count)

    @classmethod
    def of(cls, snapshot: Snapshot, policy: PolicyChoice, *, creditor: Creditor | None = None) -> "DunningRun":
        """Return the run of a snapshot that was lettered by a policy of your own.

        `run_dunning` letters by the standard policy; this is the same run on `snapshot.lettered(...)`.
        """
        check_instance("snapshot", snapshot, Snapshot)
        decisions = decide_stages(snapshot, policy, creditor=creditor)
        return cls(snapshot.day, creditor, snapshot, decisions, plan_actions(decisions))

    @property
    def lettering(self) -> Lettering:
        """Return the lettering that the run proposes, to review and record."""
        return collect_lettering(self.snapshot)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems of the data, of the decisions and of the actions, each once."""
        found = [
            *self.snapshot.problems,
            *(problem for decision in self.decisions for problem in decision.problems),
            *(problem for action in self.actions for problem in action.problems),
        ]
        return tuple(dict.fromkeys(found))

    @property
    def aged_balance(self) -> AgedBalance:
        """Return the aged balance of the snapshot, with the standard buckets."""
        return age(self.snapshot)

    def notices(
        self, locale: str | None = None, *, provisional: bool = False, options: NoticeOptions = STANDARD_OPTIONS
    ) -> Drafts:
        """Return the notices to be sent; one that cannot be written honestly becomes a Problem, not a text.

        A stage that goes by phone has a call sheet instead (see `call_sheets`), and a file that is handed over neither.
        """
        actions = (action for action in self.actions if action.channel is not Channel.PHONE)
        how = Manner(locale, provisional, options)
        return Drafts(*draft_texts(draft_notice, actions, creditor=self.creditor, how=how))

    def call_sheets(
        self, locale: str | None = None, *, provisional: bool = False, options: NoticeOptions = STANDARD_OPTIONS
    ) -> CallSheets:
        """Return the call sheets of the actions that go by phone; what would hold a notice back holds a sheet back."""
        actions = (action for action in self.actions if action.channel is Channel.PHONE)
        how = Manner(locale, provisional, options)
        return CallSheets(*draft_texts(draft_call_sheet, actions, creditor=self.creditor, how=how))

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per decision, by the names of RUN_COLUMNS; amounts are Decimal, days are date."""
        return [_record(decision) for decision in self.decisions]

    def _repr_html_(self) -> str:
        to_do = show_rows(ACTION_COLUMNS, map(_record_action, self.actions), count=len(self.actions), name="actions")
        why = show_rows(RUN_COLUMNS, map(_record, self.decisions), count=len(self.decisions), name="decisions")
        return to_do + why

    def actions_to_records(self) -> list[dict[str, Any]]:
        """Return one dict per action, in their order, by the names of ACTION_COLUMNS; amounts are Decimal."""
        return [_record_action(action) for action in self.actions]

    def actions_to_table(self) -> DataTable:
        """Return the same table as data frames take it: with the type of each column."""
        return DataTable.of(ACTION_COLUMNS, self.actions_to_records())

    def actions_to_columns(self) -> dict[str, list[Any]]:
        """Return the table of actions as one list per column."""
        return self.actions_to_table().to_columns()


def run_dunning(
    ledger: Ledger,
    day: date,
    policy: PolicyChoice,
    creditor: Creditor | None = None,
    *,
    known_on: date | None = None,
) -> DunningRun:
    """Return the dunning run of a ledger on a day: lettered, decided and planned, and nothing sent.

    >>> from dunning_core.dunning.presets import FR_B2B_STANDARD
    >>> from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
    >>> run = run_dunning(sample_ledger(), SAMPLE_DAY, FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR)
    >>> run.actions[0].stage.name
    'recourse'
    """
    check_instance("ledger", ledger, Ledger)
    check_date("day", day)
    check_optional_date("known_on", known_on)
    snapshot = read_snapshot(ledger.books, day, known_on=known_on, policy=STANDARD)
    return DunningRun.of(snapshot, policy, creditor=creditor)


class AccountRuns:
    """The runs of the accounts of some ledgers, one at a time; it has a length when a single ledger was given."""

    def __init__(
        self,
        ledgers: Iterable[Ledger],
        day: date,
        policy: PolicyChoice,
        creditor: Creditor | None,
        lettering: LetteringPolicy = STANDARD,
    ) -> None:
        check_date("day", day)
        check_instance("lettering", lettering, LetteringPolicy)
        if creditor is not None:
            check_instance("creditor", creditor, Creditor)
        self._ledgers = ledgers
        self._day = day
        self._policy = policy
        self._creditor = creditor
        self._lettering = lettering

    def __iter__(self) -> Iterator[DunningRun]:
        for ledger in self._ledgers:
            yield from self._runs(ledger)

    def __len__(self) -> int:
        if not isinstance(self._ledgers, tuple):
            raise InvalidValueError("bad_state", "ledgers", self._ledgers, "only the runs of one Ledger have a length")
        return sum(max(1, len(ledger.books.books)) for ledger in self._ledgers)

    def _runs(self, ledger: Ledger) -> Iterator[DunningRun]:
        check_instance("ledgers", ledger, Ledger)
        books = ledger.books
        reading, attributed, strays, problems = prepare_reading(books, self._day, known_on=None, policy=self._lettering)
        for book in books.books:
            account = read_account(book, reading, attributed=attributed.get(book.account, ()))
            # Of an account of which nothing is visible yet nothing is told, as in the snapshot of a whole ledger.
            own = account.problems if account.clients or account.credits else ()
            yield self._run((account,), strays, (*problems, *own))
            # What belongs to no account goes with the first one, once.
            strays, problems = (), []
        if not books.books:
            yield self._run((), strays, (*problems,))

    def _run(
        self, accounts: tuple[Account, ...], strays: tuple[Credit, ...], problems: tuple[Problem, ...]
    ) -> DunningRun:
        snapshot = Snapshot(self._day, None, accounts, strays, problems, is_lettered=True)
        decisions = tuple(
            decision
            for account in accounts
            for decision in decide_account(account, self._policy, creditor=self._creditor)
        )
        return DunningRun(self._day, self._creditor, snapshot, decisions, plan_actions(decisions))


def iter_run(
    ledgers: Ledger | Iterable[Ledger],
    day: date,
    policy: PolicyChoice,
    creditor: Creditor | None = None,
    *,
    lettering: LetteringPolicy = STANDARD,
) -> AccountRuns:
    """Return an iterable of runs, one per account, in the order of the accounts; each is let go as the next is made.

    Takes a ledger, or any iterable of ledgers that each hold whole accounts. With one ledger it has a length, so that
    a progress bar can be put around it. What belongs to no account comes with the first run of its ledger. `lettering`
    is how the accounts are lettered, as `DunningRun.of(snapshot.lettered(...), policy)` does for a whole ledger.
    """
    if not isinstance(ledgers, Ledger) and not hasattr(ledgers, "__iter__"):
        raise WrongTypeError("wrong_type", "ledgers", ledgers, "pass a Ledger, or an iterable of ledgers")
    return AccountRuns((ledgers,) if isinstance(ledgers, Ledger) else ledgers, day, policy, creditor, lettering)


def _record(decision: Decision) -> dict[str, Any]:
    item = decision.receivable
    penalties = decision.penalties
    return {
        "account": decision.context.account.id,
        "client": item.client.id,
        "client_name": item.client.name,
        "receivable": item.id,
        "invoice": item.invoice.number,
        "issued_on": item.invoice.issued_on,
        "due_on": item.due_on if item.is_day_known else None,
        "days_late": item.days_late,
        "currency": item.currency,
        "amount": item.amount.amount,
        "outstanding": item.outstanding.amount,
        "disputed": item.disputed.amount,
        "chased": decision.chased.amount,
        "stage": decision.stage.name if decision.stage is not None else None,
        "reached": decision.reached.name if decision.reached is not None else None,
        "next_on": decision.next_on,
        "holds": " ".join(reason.code for reason in decision.holds),
        "reason": decision.reasons[-1].code,
        "interest": penalties.interest.amount if penalties is not None else None,
        "compensation": penalties.compensation.amount if penalties is not None else None,
        "compensation_currency": penalties.compensation.currency if penalties is not None else None,
        "is_provisional": penalties.is_provisional if penalties is not None else None,
    }


def _record_action(action: Action) -> dict[str, Any]:
    recipient = action.recipient
    return {
        "act_on": action.act_on,
        "account": action.decisions[0].context.account.id,
        "client": action.client.id,
        "client_name": action.client.name,
        "currency": action.currency,
        "stage": action.stage.name,
        "kind": action.stage.kind.name.lower(),
        "channel": action.channel.value,
        "recipient": recipient.name if recipient is not None else None,
        "address": address_for(recipient, action.channel) if recipient is not None else None,
        "needs_approval": action.needs_approval,
        "escalate_to": action.escalate_to,
        "receivables": " ".join(decision.receivable.id for decision in action.decisions),
        "amount": action.outstanding.amount,
        "total": action.total.amount if action.total is not None else None,
        "days_late": max(decision.receivable.days_late for decision in action.claimed),
        "score": action.score.total,
        "problems": " ".join(problem.code for problem in action.problems),
        "key": action.key,
    }
