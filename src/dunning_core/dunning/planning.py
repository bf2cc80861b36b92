"""plan_actions: from decisions to one notice per account and currency, in an order that is explained."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from attrs import evolve, field, frozen

from dunning_core._checks import as_tuple, check_count, set_field, show_count
from dunning_core.calendars import BusinessCalendar
from dunning_core.dunning.cases import Reason
from dunning_core.dunning.contacts import is_phone_exhausted
from dunning_core.dunning.decisions import Decision
from dunning_core.dunning.demands import Demand
from dunning_core.dunning.policies import DunningPolicy
from dunning_core.dunning.priorities import STANDARD_WEIGHTS, PriorityWeights, Score, score_lines
from dunning_core.dunning.proposing import propose_recourse
from dunning_core.dunning.recourse import ProcedureCosts, Recourse
from dunning_core.dunning.stages import Stage
from dunning_core.dunning.telling import find_escalations
from dunning_core.errors import Params, Problem, WrongTypeError
from dunning_core.events import Channel, NoticeSent, StageKind
from dunning_core.law.procedures import Exhibit
from dunning_core.ledger import Credit
from dunning_core.ledger.contact import failed_calls
from dunning_core.money import Money
from dunning_core.parties import Client, Contact
from dunning_core.penalties import Penalties


@frozen
class Action:
    """Something to do about one account in one currency: the highest stage of its lines, to one recipient.

    Each line keeps its own stage, and what is handed over is an action apart from what the client is told; `others`,
    `not_due` and `credits` show what else stands on the account in that currency. `act_on` is the day to do it;
    `priority` sorts actions, the most urgent first (highest `score`, then highest stage, largest amount, oldest due
    day). `key` changes with what is claimed, so that nothing is sent twice.
    """

    client: Client
    currency: str
    stage: Stage
    channel: Channel
    recipient: Contact | None
    decisions: tuple[Decision, ...] = field(repr=show_count)
    act_on: date
    problems: tuple[Problem, ...] = field(default=(), repr=show_count)
    # The other decisions about the account in that currency, of which `others` and `not_due` are made when asked.
    beside: tuple[Decision, ...] = field(default=(), eq=False, repr=False)
    weights: PriorityWeights = field(default=STANDARD_WEIGHTS, eq=False, repr=False)
    # What it asks for, each figure computed once for whatever is written or added up from it.
    demand: Demand = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        set_field(self, "demand", Demand(self.decisions, self.currency))

    @property
    def policy(self) -> DunningPolicy:
        """Return the policy of its highest stage."""
        return max(self.decisions, key=_kind).policy

    @property
    def needs_approval(self) -> bool:
        """Return whether a person must approve it before it is done."""
        return any(decision.stage is not None and decision.stage.needs_approval for decision in self.decisions)

    @property
    def score(self) -> Score:
        """Return how urgent it is, part by part: stage, amount, age, broken promise, limitation near, habit."""
        return score_lines(self.claimed, self.weights)

    @property
    def priority(self) -> tuple[int, int, int, int]:
        """Return the sorting key: highest score first, then highest stage, largest amount and oldest due day."""
        oldest = min(decision.receivable.due_on for decision in self.claimed)
        return (-self.score.total, -self.stage.kind, -self.outstanding.minor, oldest.toordinal())

    @property
    def others(self) -> tuple[Decision, ...]:
        """Return what else is late on the account in that currency, and not asked for now: each says why."""
        return self._beside(is_late=True)

    @property
    def not_due(self) -> tuple[Decision, ...]:
        """Return what else is open on the account in that currency, and not late yet."""
        return self._beside(is_late=False)

    def _beside(self, *, is_late: bool) -> tuple[Decision, ...]:
        found = [line for line in self.beside if line.receivable.outstanding_minor]
        found.sort(key=lambda line: (line.receivable.due_on, line.receivable.id))
        return tuple(line for line in found if (line.receivable.days_late > 0) is is_late)

    @property
    def credits(self) -> tuple[Credit, ...]:
        """Return the credits of the account in that currency that settle nothing yet."""
        credits = self.decisions[0].context.account.credits
        return tuple(credit for credit in credits if credit.currency == self.currency)

    @property
    def claimed(self) -> tuple[Decision, ...]:
        """Return the lines whose payment is asked for: those past due, or all of them before the due day.

        A line that is not due yet may travel with a notice about others; it is announced, and never claimed.
        """
        return self.demand.lines

    @property
    def outstanding(self) -> Money:
        """Return what the notice asks for, before penalties: outstanding, not disputed, not promised."""
        return self.demand.outstanding

    @property
    def penalties(self) -> tuple[Penalties, ...]:
        """Return the penalties of the lines whose stage claims them."""
        return self.demand.penalties

    @property
    def total(self) -> Money | None:
        """Return what is claimed with penalties, or None when these are in another currency.

        Penalties that a claim document has claimed already, or that were waived, are no part of it.
        """
        return self.demand.sums[0] if len(self.demand.sums) == 1 else None

    def recourse(self, *, evidence: Iterable[Exhibit] = (), costs: Iterable[ProcedureCosts] = ()) -> Recourse:
        """Return what can be done about the lines at its stage, computed when asked (see `propose_recourse`).

        Raises InvalidValueError where they are owed by several clients of one payer: propose for each of them.
        """
        lines = [line for line in self.claimed if _kind(line) == self.stage.kind]
        return propose_recourse(lines, evidence=evidence, costs=costs)

    @property
    def escalations(self) -> tuple[Reason, ...]:
        """Return why the owner of the client is told of it: each reason with its operands, or none."""
        escalation = self.policy.escalation
        items = [line.receivable for line in self.claimed]
        return () if escalation is None else find_escalations(escalation, items, kind=self.stage.kind)

    @property
    def escalate_to(self) -> str | None:
        """Return the owner of the client when he is told of it, or None; the recipient stays the client's contact."""
        return self.client.owner if self.escalations else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return why: the reason of each line, the highest stage first."""
        ordered = sorted(self.decisions, key=lambda decision: (-_kind(decision), decision.receivable.id))
        return tuple(decision.reasons[-1] for decision in ordered)

    @property
    def key(self) -> str:
        """Return a stable key of what is claimed from whom, at which stage: the same on any day, until it changes.

        A notice that came back is done again under a key of its own: whoever refuses a key twice must not refuse it.
        """
        lines = sorted(_line_key(decision) for decision in self.decisions)
        text = "\n".join((self.client.account, self.currency, self.stage.name, *lines))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def sent(self, day: date, proof: str | None = None, *, approved_by: str | None = None) -> tuple[NoticeSent, ...]:
        """Return the events to record once it is done: one per stage among its lines, each with who approved it.

        They belong together: record all of them, and the same ones again after a failure, which changes nothing.
        """
        stages: dict[str, list[Decision]] = {}
        for decision in self.decisions:
            stages.setdefault(_name(decision), []).append(decision)
        made = (self._sent(lines, day) for _, lines in sorted(stages.items()))
        return tuple(evolve(event, proof=proof, approved_by=approved_by) for event in made)

    def _sent(self, lines: list[Decision], day: date) -> NoticeSent:
        stage = lines[0].stage or self.stage
        return NoticeSent(
            client=self.client.id,
            stage=stage.name,
            kind=stage.kind,
            receivables=tuple(decision.receivable.id for decision in lines),
            channel=self.channel,
            sent_on=day,
            deadline_days=stage.deadline_days,
            key=self.key,
        )


Order = PriorityWeights | Callable[[Action], Any]


def largest_first(action: Action) -> tuple[str, int]:
    """Order actions by what they ask for, the largest amount first, currency by currency."""
    return action.currency, -action.outstanding.minor


def oldest_first(action: Action) -> date:
    """Order actions by the due day of what they ask for, the oldest first."""
    return min(decision.receivable.due_on for decision in action.claimed)


def plan_actions(
    decisions: Iterable[Decision], *, capacity: int | None = None, order: Order = STANDARD_WEIGHTS
) -> tuple[Action, ...]:
    """Return the actions of decisions that have a stage now, the most urgent first.

    `order` is the weights of the score by which they are ordered, or a function that gives the sorting key of an
    action: `largest_first`, `oldest_first`, one of your own. Of two that are equal the first account comes first. With
    a `capacity`, only that many are for the day itself; the surplus is put off to the next days, and none is lost.
    """
    given = as_tuple("decisions", decisions, Decision)
    if capacity is not None:
        check_count("capacity", capacity, lowest=1, highest=10**9)
    weights = order if isinstance(order, PriorityWeights) else STANDARD_WEIGHTS
    if not isinstance(order, PriorityWeights) and not callable(order):
        raise WrongTypeError("wrong_type", "order", order, "pass PriorityWeights, or a function of the action")
    actions = [_plan(lines, beside, weights) for lines, beside in _group(given) if lines]
    if len(actions) > 1:
        actions.sort(key=lambda action: (action.client.account, action.currency, -action.stage.kind))
        _sort(actions, order)
    return tuple(actions) if capacity is None else tuple(_spread(actions, capacity))


def _group(decisions: Iterable[Decision]) -> Iterator[tuple[list[Decision], list[Decision]]]:
    groups: dict[tuple[str, str], tuple[list[Decision], list[Decision]]] = {}
    for decision in decisions:
        key = decision.context.account.id, decision.receivable.currency
        lines, beside = groups.setdefault(key, ([], []))
        (beside if decision.stage is None else lines).append(decision)
    for lines, beside in groups.values():
        told = [line for line in lines if not _is_handover(line)]
        if told and len(told) < len(lines):
            # A file that is handed over tells the client nothing: what he is to be told goes to him all the same.
            handed = [line for line in lines if _is_handover(line)]
            yield handed, [*beside, *told]
            yield told, [*beside, *handed]
        else:
            yield lines, beside


def _is_handover(line: Decision) -> bool:
    return line.stage is not None and (line.stage.kind is StageKind.RECOURSE or line.stage.channel is Channel.HANDOVER)


def _sort(actions: list[Action], order: Order) -> None:
    if isinstance(order, PriorityWeights):
        actions.sort(key=lambda action: action.priority)
        return
    keys = [order(action) for action in actions]
    try:
        ranks = sorted(range(len(keys)), key=keys.__getitem__)
    except TypeError:
        raise WrongTypeError("wrong_type", "order", keys[0], "its keys must be comparable with each other") from None
    actions[:] = [actions[rank] for rank in ranks]


def _spread(actions: Iterable[Action], capacity: int) -> Iterator[Action]:
    # Each goes to the first open day with room left; a day that is full for a calendar stays so.
    done: dict[date, int] = {}
    first: dict[BusinessCalendar | None, date] = {}
    for action in actions:
        calendar = action.policy.calendar
        day = first.get(calendar, action.act_on)
        while done.get(day, 0) >= capacity:
            day = _next_day(day, calendar)
        done[day] = done.get(day, 0) + 1
        first[calendar] = day
        yield evolve(action, act_on=day) if day != action.act_on else action


def _next_day(day: date, calendar: BusinessCalendar | None) -> date:
    following = day + timedelta(days=1)
    return following if calendar is None else calendar.next_open(following)


def _plan(lines: list[Decision], beside: list[Decision], weights: PriorityWeights) -> Action:
    lines.sort(key=lambda decision: (decision.receivable.due_on, decision.receivable.id))
    top = max(lines, key=_kind)
    stage = top.stage
    assert stage is not None  # only decisions with a stage are planned
    client = top.context.account.client
    is_exhausted = stage.channel is Channel.PHONE and is_phone_exhausted(top.receivable, top.policy)
    channel, recipient = choose_recipient(client, stage, without=Channel.PHONE if is_exhausted else None)
    action = Action(
        client,
        top.receivable.currency,
        stage,
        channel,
        recipient,
        tuple(lines),
        top.receivable.day,
        beside=tuple(beside),
        weights=weights,
    )
    problems = tuple(_find_problems(action))
    return evolve(action, problems=problems) if problems else action


def _find_problems(action: Action) -> Iterator[Problem]:
    client, stage = action.client, action.stage
    top = max(action.decisions, key=_kind)
    if action.channel is Channel.PHONE and is_phone_exhausted(top.receivable, top.policy):
        # Another call is all that is left: who reads it decides whether to make it.
        told: Params = (("stage", stage.name), ("calls", len(failed_calls(top.receivable))))
        yield Problem("action.unanswered", client.id, path="contacts", params=told)
    elif action.recipient is None and action.channel is not Channel.HANDOVER:
        params = (("stage", stage.name), ("channel", stage.channel.value), ("role", stage.role.value))
        yield Problem("action.recipient.missing", client.id, path="contacts", params=params)
    if client.owner is None and action.escalations:
        yield Problem("action.owner.missing", client.id, path="owner", params=(("stage", stage.name),))


def choose_recipient(client: Client, stage: Stage, *, without: Channel | None = None) -> tuple[Channel, Contact | None]:
    """Return the channel and the contact of the role that the stage asks for, never another contact.

    Without an address for the channel, or on the channel that is of no use any more, the fallback channel is tried;
    without any, the stage's channel and None.
    """
    for channel in (stage.channel, stage.fallback_channel):
        for contact in client.contacts:
            if channel is None or channel is without or contact.role is not stage.role:
                continue
            if address_for(contact, channel):
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


def _line_key(decision: Decision) -> str:
    # No name holds a tab, so that two lines never read as one.
    item, stage = decision.receivable, _name(decision)
    tries = sum(notice.stage == stage for notice in item.notices)
    return "\t".join((item.id, stage, str(decision.chased), *([str(tries)] if tries else [])))


def _name(decision: Decision) -> str:
    return decision.stage.name if decision.stage is not None else ""
