"""What the rules look at: one receivable of one account under one policy, and what the account has in common."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from attrs import Factory, field, frozen

from dunning_core.dunning.policies import DunningPolicy
from dunning_core.errors import Params
from dunning_core.events import Channel, ContactMade, ContactOutcome, NoticeSent, StageKind, TakenOver
from dunning_core.ledger import (
    Account,
    Credit,
    PromiseStanding,
    PromiseState,
    Receivable,
    disputed_minor,
    list_announcements,
    list_promises,
)
from dunning_core.ledger.contact import CountedNotice, counted_notices
from dunning_core.parties import Creditor


@frozen
class Reason:
    """One rule that was evaluated: its code, and the operands that it compared, by name."""

    code: str
    params: Params = ()

    def param(self, name: str) -> Any:
        """Return one operand by its name, or None when this rule has no such operand."""
        return next((value for key, value in self.params if key == name), None)


#: The day of a block that only a new fact can end.
NEVER = date.max

#: What says that a contact was one for the client too.
_REACHED = (ContactOutcome.REACHED, ContactOutcome.REFUSED)


@frozen
class Block:
    """A reason not to chase: the first day on which it no longer holds, or NEVER.

    One with a day `since` starts only then: with no new fact, nothing is done from that day on.
    """

    reason: Reason
    free_on: date
    since: date = date.min


@frozen
class Context:
    """What the decisions of one account under one policy share."""

    account: Account
    policy: DunningPolicy
    creditor: Creditor | None = None
    # What rules compare within the account, built once: an account may have thousands of lines, each explained alone.
    common: "AccountCase" = field(
        default=Factory(lambda self: AccountCase(self.account, self.creditor), takes_self=True),
        eq=False,
        repr=False,
        kw_only=True,
    )


class AccountCase:
    """What rules need to know of a whole account; built once per account, only what a rule asks for."""

    def __init__(self, account: Account, creditor: Creditor | None = None) -> None:
        self.account: Account = account
        self.creditor: Creditor | None = creditor
        self.notice_today: bool = any(
            isinstance(event, NoticeSent) and event.sent_on == account.day for event in account.events
        )
        self._covers: dict[str, Credit] | None = None
        self._by_due_day: dict[str, list[Receivable]] | None = None
        self._open_minor: dict[str, int] | None = None
        self._contacts: list[tuple[date, StageKind]] | None = None

    @property
    def contacts(self) -> list[tuple[date, StageKind]]:
        """Return the days on which the account was contacted, each with the highest tone of the day, in order.

        A notice, and a contact that reached somebody, who may have refused to talk; a file handed over is none.
        """
        if self._contacts is None:
            highest: dict[date, StageKind] = {}
            for event in self.account.events:
                if isinstance(event, NoticeSent) and event.channel is not Channel.HANDOVER:
                    highest[event.sent_on] = max(event.kind, highest.get(event.sent_on, event.kind))
                elif isinstance(event, ContactMade) and event.outcome in _REACHED:
                    highest.setdefault(event.made_on, StageKind.BEFORE_DUE)
            self._contacts = sorted(highest.items())
        return self._contacts

    @property
    def contact_days(self) -> list[date]:
        """Return the days on which the account was contacted, in order; what left on one day is one contact."""
        return [day for day, _ in self.contacts]

    def cover(self, item: Receivable) -> Credit | None:
        """Return the unexplained credit that could pay a receivable whole, if any.

        Each credit covers lines of its currency, oldest due first, up to its own amount; which line it covers does not
        depend on the day, so that the end of a hold is known.
        """
        if self._covers is None:
            self._covers = _assign_covers(self.account.credits, self.account.open_items)
        return self._covers.get(item.id)

    def late_enough_on(self, item: Receivable, minimum: int) -> date | None:
        """Return the first day on which what is late on the account, this line included, reaches a minimum."""
        total = chaseable_minor(item)
        if total >= minimum:
            return date.min
        if self._by_due_day is None:
            self._by_due_day = _sort_by_due_day(self.account.open_items)
        for other in self._by_due_day.get(item.currency, ()):
            # Retention money without a day is never late.
            total += chaseable_minor(other) if other.id != item.id and other.is_day_known else 0
            if total >= minimum:
                return other.due_on + timedelta(days=1)
        return None

    def late_minor(self, item: Receivable) -> int:
        """Return what is late on the account in the currency of a receivable, itself included, due or not."""
        others = (other for other in self.account.open_items if other.id != item.id and other.currency == item.currency)
        return chaseable_minor(item) + sum(chaseable_minor(other) for other in others if other.days_late)

    def open_minor(self, currency: str) -> int:
        """Return all that is open and not disputed on the account in a currency, due or not, in minor units."""
        if self._open_minor is None:
            self._open_minor = {}
            for item in self.account.open_items:
                self._open_minor[item.currency] = self._open_minor.get(item.currency, 0) + chaseable_minor(item)
        return self._open_minor.get(currency, 0)


class OneItem(Protocol):
    """What a rule needs that looks at one receivable alone."""

    @property
    def item(self) -> Receivable:
        """Return the receivable."""
        ...

    @property
    def day(self) -> date:
        """Return the day."""
        ...


class Case:
    """One receivable as the rules see it: what was sent about it, and what of it can be chased."""

    __slots__ = ("account", "counted", "day", "item", "last_sent_on", "policy", "reached")

    def __init__(self, item: Receivable, account: AccountCase, policy: DunningPolicy) -> None:
        self.item: Receivable = item
        self.account: AccountCase = account
        self.policy: DunningPolicy = policy
        self.day: date = item.day
        self.counted: tuple[CountedNotice, ...] = ()
        self.reached: int = -1
        self.last_sent_on: date | None = None
        if item.events:
            self.counted = counted_notices(item)
            for counted in self.counted:
                self.reached = max(self.reached, stage_index(policy, counted.notice))
            taken = last_takeover(item)
            if taken is not None:
                self.reached = max(self.reached, start_index(policy, taken) - 1)
            # A notice that came back was still a contact: it does not count as a stage, yet the interval runs.
            self.last_sent_on = max((notice.sent_on for notice in item.notices), default=None)


def stage_index(policy: DunningPolicy, notice: NoticeSent) -> int:
    """Return the place of the stage of a notice in a policy, by name, else by kind; -1 when it has neither."""
    for index, stage in enumerate(policy.stages):
        if stage.name == notice.stage:
            return index
    same_kind = [index for index, stage in enumerate(policy.stages) if stage.kind is notice.kind]
    return same_kind[-1] if same_kind else -1


def last_takeover(item: Receivable) -> TakenOver | None:
    """Return the newest record of where the chase of a receivable was taken over, or None."""
    taken = [event for event in item.events if isinstance(event, TakenOver)]
    return max(taken, key=lambda event: (event.taken_on, event.kind, event.stage), default=None)


def start_index(policy: DunningPolicy, taken: TakenOver) -> int:
    """Return the place of the stage at which a chase starts, by name, else the first of its kind; -1 for neither."""
    names = [stage.name for stage in policy.stages]
    if taken.stage in names:
        return names.index(taken.stage)
    return next((index for index, stage in enumerate(policy.stages) if stage.kind is taken.kind), -1)


def chaseable_minor(item: Receivable) -> int:
    """Return what is outstanding and not disputed, in minor units."""
    return item.outstanding_minor - disputed_minor(item) if item.events else item.outstanding_minor


def open_promises(item: Receivable) -> list[PromiseStanding]:
    """Return the promises that are open on the day, tolerance included, in the order of their last days."""
    return _still_open(list_promises(item))


def open_announcements(item: Receivable) -> list[PromiseStanding]:
    """Return the announced payments that may still come in, in the order of their last days."""
    return _still_open(list_announcements(item))


def _still_open(standings: Sequence[PromiseStanding]) -> list[PromiseStanding]:
    still_open = [standing for standing in standings if standing.state is PromiseState.OPEN]
    return sorted(still_open, key=lambda standing: standing.last_day)


def promised_minor(item: Receivable) -> int:
    """Return what is promised, or announced, of what can be chased, in minor units: the greater of the two.

    What is announced is mostly what was promised before.
    """
    covers = (
        sum(found.missing.minor for found in still_open(item)) for still_open in (open_promises, open_announcements)
    )
    return min(chaseable_minor(item), max(covers))


def chased_minor(item: Receivable) -> int:
    """Return what a notice asks for, in minor units: outstanding, not disputed, not promised."""
    return chaseable_minor(item) - promised_minor(item) if item.events else item.outstanding_minor


def _sort_by_due_day(items: Sequence[Receivable]) -> dict[str, list[Receivable]]:
    sorted_items: dict[str, list[Receivable]] = {}
    for item in sorted(items, key=lambda item: (item.due_on, item.id)):
        sorted_items.setdefault(item.currency, []).append(item)
    return sorted_items


def _assign_covers(credits: Sequence[Credit], items: Sequence[Receivable]) -> dict[str, Credit]:
    covers: dict[str, Credit] = {}
    lines = sorted((item for item in items if item.is_open), key=lambda item: (item.due_on, item.id))
    for credit in credits:
        left = credit.remainder_minor
        for item in lines:
            chaseable = chaseable_minor(item)
            if item.currency == credit.currency and item.id not in covers and 0 < chaseable <= left:
                covers[item.id] = credit
                left -= chaseable
    return covers
