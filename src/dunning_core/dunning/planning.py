"""plan_actions: from decisions to one action per account and currency, in an order that is explained."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from attrs import evolve, frozen

from dunning_core._checks import as_tuple, check_count
from dunning_core.dunning.cases import Reason, chased_minor
from dunning_core.dunning.decisions import Decision
from dunning_core.dunning.stages import Stage
from dunning_core.errors import Problem
from dunning_core.events import Channel, NoticeSent, StageKind
from dunning_core.money import Money
from dunning_core.parties import Client, Contact
from dunning_core.penalties import Penalties


@frozen
class Action:
    """Something to do about one account in one currency: the highest stage of its lines, to one recipient.

    Each line keeps its own stage. `act_on` is the day to do it; `priority` sorts actions, the most urgent first
    (highest stage, then largest amount, then oldest due day). `key` changes with what is claimed, so that nothing is
    sent twice.
    """

    client: Client
    currency: str
    stage: Stage
    channel: Channel
    recipient: Contact | None
    decisions: tuple[Decision, ...]
    act_on: date
    problems: tuple[Problem, ...] = ()

    @property
    def needs_approval(self) -> bool:
        """Return whether a person must approve it before it is done."""
        return any(decision.stage is not None and decision.stage.needs_approval for decision in self.decisions)

    @property
    def priority(self) -> tuple[int, int, int]:
        """Return the sorting key: highest stage first, then the largest amount, then the oldest due day."""
        oldest = min(decision.receivable.due_on for decision in self.decisions)
        return (-self.stage.kind, -self._outstanding_minor, oldest.toordinal())

    @property
    def claimed(self) -> tuple[Decision, ...]:
        """Return the lines whose payment is asked for: those past due, or all of them before the due day.

        A line that is not due yet may travel with a notice about others; it is announced, and never claimed.
        """
        past_due = tuple(line for line in self.decisions if _kind(line) > StageKind.BEFORE_DUE)
        return past_due or self.decisions

    @property
    def outstanding(self) -> Money:
        """Return what the notice asks for, before penalties: outstanding, not disputed, not promised."""
        return Money.from_minor(self._outstanding_minor, self.currency)

    @property
    def _outstanding_minor(self) -> int:
        return sum(chased_minor(decision.receivable) for decision in self.claimed)

    @property
    def penalties(self) -> tuple[Penalties, ...]:
        """Return the penalties of the lines whose stage claims them."""
        found = (decision.penalties for decision in self.decisions if decision.claims_penalties)
        return tuple(penalties for penalties in found if penalties is not None)

    @property
    def total(self) -> Money | None:
        """Return what is claimed with penalties, or None when these are in another currency.

        Penalties that a claim document has claimed already, or that were waived, are no part of it.
        """
        total = self.outstanding
        for penalties in self.penalties:
            for amount in penalties.unclaimed_totals:
                if amount and amount.currency != total.currency:
                    return None
                total = total + amount if amount else total
        return total

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return why: the reason of each line, the highest stage first."""
        ordered = sorted(self.decisions, key=lambda decision: (-_kind(decision), decision.receivable.id))
        return tuple(decision.reasons[-1] for decision in ordered)

    @property
    def key(self) -> str:
        """Return a stable key of what is claimed from whom, at which stage."""
        lines = sorted(f"{item.receivable.id}|{_name(item)}|{item.chased}" for item in self.decisions)
        text = "\n".join((self.client.account, self.currency, self.stage.name, *lines))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def sent(self, day: date, proof: str | None = None) -> tuple[NoticeSent, ...]:
        """Return the events to record once it is done: one per stage among its lines."""
        stages: dict[str, list[Decision]] = {}
        for decision in self.decisions:
            stages.setdefault(_name(decision), []).append(decision)
        return tuple(self._sent(lines, day, proof) for _, lines in sorted(stages.items()))

    def _sent(self, lines: list[Decision], day: date, proof: str | None) -> NoticeSent:
        stage = lines[0].stage or self.stage
        return NoticeSent(
            client=self.client.id,
            stage=stage.name,
            kind=stage.kind,
            receivables=tuple(decision.receivable.id for decision in lines),
            channel=self.channel,
            sent_on=day,
            deadline_days=stage.deadline_days,
            proof=proof,
            key=self.key,
        )


def plan_actions(decisions: Iterable[Decision], *, capacity: int | None = None) -> tuple[Action, ...]:
    """Return the actions of decisions that have a stage now, the most urgent first.

    With a `capacity`, only that many are for the day itself; the surplus is put off to the days after, and none is
    lost.
    """
    given = as_tuple("decisions", decisions, Decision)
    if capacity is not None:
        check_count("capacity", capacity, lowest=1, highest=10**9)
    groups: dict[tuple[str, str], list[Decision]] = {}
    for decision in given:
        if decision.stage is not None:
            account = decision.context.account.id
            groups.setdefault((account, decision.receivable.currency), []).append(decision)
    actions = [_plan(lines) for lines in groups.values()]
    if len(actions) > 1:
        actions.sort(key=lambda action: (action.priority, action.client.account, action.currency))
    if capacity is None:
        return tuple(actions)
    return tuple(
        evolve(action, act_on=action.act_on + timedelta(days=rank // capacity)) for rank, action in enumerate(actions)
    )


def _plan(lines: list[Decision]) -> Action:
    lines.sort(key=lambda decision: (decision.receivable.due_on, decision.receivable.id))
    top = max(lines, key=_kind)
    stage = top.stage
    assert stage is not None  # only decisions with a stage are planned
    client = top.context.account.client
    channel, recipient = choose_recipient(client, stage)
    problems: tuple[Problem, ...] = ()
    if recipient is None and channel is not Channel.HANDOVER:
        params = (("stage", stage.name), ("channel", stage.channel.value), ("role", stage.role.value))
        problems = (Problem("action.recipient.missing", client.id, path="contacts", params=params),)
    day = top.receivable.day
    return Action(client, top.receivable.currency, stage, channel, recipient, tuple(lines), day, problems)


def choose_recipient(client: Client, stage: Stage) -> tuple[Channel, Contact | None]:
    """Return the channel and the contact of the role that the stage asks for, never another contact.

    Without an address for the channel the fallback channel is tried; without any, the stage's channel and None.
    """
    for channel in (stage.channel, stage.fallback_channel):
        for contact in client.contacts:
            if channel is not None and contact.role is stage.role and address_for(contact, channel):
                return channel, contact
    return stage.channel, None


def address_for(contact: Contact, channel: Channel) -> str | None:
    """Return the address of a contact on a channel, or None."""
    if channel is Channel.EMAIL:
        return contact.email
    if channel is Channel.PHONE:
        return contact.phone
    return contact.address if channel is not Channel.HANDOVER else None


def _kind(decision: Decision) -> int:
    return int(decision.stage.kind) if decision.stage is not None else -1


def _name(decision: Decision) -> str:
    return decision.stage.name if decision.stage is not None else ""
