"""A company's life, told day by day, beside a plain model of what its chase must be.

The model knows nothing of the library's way: lists of what happened to each debt, read again from the start whenever a
question is asked. Money always designates the debt it pays, so that what is open needs no lettering to be known.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from attrs import define, evolve, field

import dunning_core as dc
from dunning_core.analysis import age
from dunning_core.dunning import Applies, PolicyVersions
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import (
    Cancelled,
    Channel,
    CourtStep,
    CourtStepKind,
    Dispute,
    DisputeResolved,
    HandedOver,
    Hold,
    HoldReleased,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    PaymentAnnounced,
    PaymentPlan,
    PaymentReturned,
    PlanEnded,
    PlanInstallment,
    PromiseToPay,
    ReturnReason,
    StageKind,
    TakenBack,
)
from dunning_core.interop.plain import from_json, to_json
from tests.books import ACCOUNTING, CREDITOR, OFFICE

BIRTH = date(2023, 1, 2)
#: Three clients; the third pays through the account of the first.
ACCOUNTS = {"ANA": "ANA", "BOB": "BOB", "SITE": "ANA"}
CLIENTS = tuple(
    dc.Client.business(name, name=name, country="FR", account=account, contacts=(ACCOUNTING, OFFICE))
    for name, account in ACCOUNTS.items()
)
#: The policies between which the company changes its mind: other delays, other names, other guards.
POLICIES = (
    FR_B2B_STANDARD,
    evolve(FR_B2B_STANDARD, name="slow", interval_days=12, grace_days=6),
    evolve(FR_B2B_STANDARD, name="large only", minimum=dc.Money(300, "EUR")),
    evolve(
        FR_B2B_STANDARD,
        name="renamed",
        stages=tuple(evolve(stage, name=f"{stage.name} bis") for stage in FR_B2B_STANDARD.stages),
    ),
)


_Began = TypeVar("_Began", bound=tuple[date, Any])


def still_on(begun: Sequence[_Began], ended: Iterable[date]) -> list[_Began]:
    """What goes on: each day of an end ends what is older than it, or else what began on it."""
    left = list(begun)
    for day in sorted(set(ended)):
        has_older = any(entry[0] < day for entry in left)
        left = [entry for entry in left if entry[0] > day or (entry[0] == day and has_older)]
    return left


@define
class Told:
    """A notice as the model remembers it."""

    stage: str
    kind: StageKind
    on: date
    channel: Channel
    deadline_days: int | None
    presented_on: date
    arrived: bool = True


@define
class Agreed:
    """A payment plan as the model remembers it: so much by each day, until it is given up."""

    id: str
    on: date
    parts: tuple[tuple[date, int], ...]
    ended: bool = False


@define
class Debt:
    """An invoice as the model remembers it: everything that happened about it."""

    number: str
    client: str
    minor: int
    issued_on: date
    due_on: date
    paid: dict[str, int] = field(factory=dict)
    received: dict[str, date] = field(factory=dict)
    cancelled: bool = False
    sued: bool = False
    disputes: list[tuple[date, int]] = field(factory=list)
    resolved: list[date] = field(factory=list)
    holds: list[tuple[date, date | None]] = field(factory=list)
    released: list[date] = field(factory=list)
    promises: list[tuple[date, date]] = field(factory=list)
    announced: list[tuple[date, date]] = field(factory=list)
    handed: list[tuple[date, str]] = field(factory=list)
    returned: list[date] = field(factory=list)
    plans: list[Agreed] = field(factory=list)
    told: list[Told] = field(factory=list)

    @property
    def open_minor(self) -> int:
        """What is still to pay."""
        return 0 if self.cancelled else self.minor - sum(self.paid.values())

    def has_plan_kept(self, day: date) -> bool:
        """Whether the newest plan that adds up to what was left of it stands, and everything came in by its day."""
        for plan in reversed(self.plans):
            total = sum(minor for _, minor in plan.parts)
            for first in (plan.on, plan.on + timedelta(days=1)):
                owed = self.minor - sum(minor for id, minor in self.paid.items() if self.received[id] < first)
                if owed == total:
                    since = owed - self.open_minor
                    is_on_time = sum(minor for due_on, minor in plan.parts if due_on < day) <= since < owed
                    return not plan.ended and is_on_time
        return False

    @property
    def is_late_in_part(self) -> bool:
        """Whether something that is not contested is late, or was paid late."""
        payments = (id for id in self.paid if id.startswith("P"))
        paid_late = any(self.received[id] > self.due_on for id in payments)
        return paid_late or self.undisputed_minor > 0

    @property
    def disputed_minor(self) -> int:
        """What of it is under dispute."""
        return min(self.open_minor, sum(minor for _, minor in still_on(self.disputes, self.resolved)))

    @property
    def is_away(self) -> bool:
        """Whether an agency has it."""
        return bool(still_on(self.handed, self.returned))

    @property
    def undisputed_minor(self) -> int:
        """What of it can be asked for."""
        return self.open_minor - self.disputed_minor


class Life:
    """One company from its birth on: what is done to it, and what is true of it at every step."""

    def __init__(self) -> None:
        self.day = BIRTH
        self.versions: list[tuple[date, dc.DunningPolicy]] = [(BIRTH, POLICIES[0])]
        self.applies = Applies.CURRENT
        self.facts: list[Any] = list(CLIENTS)
        self.debts: dict[str, Debt] = {}
        self.holds: dict[str, list[tuple[date, date | None]]] = {name: [] for name in ACCOUNTS}
        self.released: dict[str, list[date]] = {name: [] for name in ACCOUNTS}
        self.actions = 0
        self._serial = 0
        # Until when the last run said that nothing would happen, unless a new fact comes.
        self._quiet_until: date | None = None

    # What happens

    def pass_days(self, days: int) -> None:
        """Let time go by; what the last run said of these days must hold."""
        for _ in range(days):
            self.day += timedelta(days=1)
            run = self.find_run()
            self.check_decisions(run)
            if self._quiet_until is not None:
                assert bool(run.actions) == (self.day >= self._quiet_until), self.day
                if run.actions:
                    self._quiet_until = None

    def issue(self, client: str, minor: int, term: int) -> None:
        """Issue an invoice to a client, due after so many days."""
        number = self._name("F")
        due_on = self.day + timedelta(days=term)
        self.debts[number] = Debt(number, client, minor, self.day, due_on)
        amount = dc.Money.from_minor(minor, "EUR")
        self._tell(dc.Invoice(number, client=client, amount=amount, issued_on=self.day, due_on=due_on))

    def pay(self, debt: Debt, minor: int, ago: int) -> None:
        """Receive a part of a debt, some days ago, or all of it."""
        id, minor = self._name("P"), min(minor, debt.open_minor)
        debt.paid[id] = minor
        received_on = debt.received[id] = max(debt.issued_on, self.day - timedelta(days=ago))
        amount = dc.Money.from_minor(minor, "EUR")
        designates = [debt.number]
        self._tell(dc.Payment(id, client=debt.client, amount=amount, received_on=received_on, designates=designates))

    def reverse(self, debt: Debt) -> None:
        """Have the last payment of a debt returned by the bank."""
        id = max(name for name in debt.paid if name.startswith("P"))
        del debt.paid[id]
        self._tell(PaymentReturned(id, returned_on=self.day))

    def credit(self, debt: Debt, minor: int) -> None:
        """Issue a credit note about a debt."""
        number, minor = self._name("A"), min(minor, debt.open_minor)
        debt.paid[number], debt.received[number] = minor, self.day
        amount = dc.Money.from_minor(minor, "EUR")
        self._tell(dc.CreditNote(number, client=debt.client, amount=amount, issued_on=self.day, corrects=debt.number))

    def cancel(self, debt: Debt) -> None:
        """Cancel an invoice of which nothing was paid."""
        debt.cancelled = True
        self._tell(Cancelled(debt.number, cancelled_on=self.day))

    def sue(self, debt: Debt) -> None:
        """Bring a claim before a court."""
        debt.sued = True
        claim = CourtStepKind.CLAIM_BROUGHT
        self._tell(CourtStep(debt.number, kind=claim, taken_on=self.day, reference="RG 1"))

    def dispute(self, debt: Debt, minor: int | None) -> None:
        """Hear that a client contests a part of a debt, or all of it; the same words twice a day are one fact."""
        amount = None if minor is None else dc.Money.from_minor(minor, "EUR")
        dispute = Dispute(debt.number, amount=amount, opened_on=self.day, reason="QTE_ERR")
        if dispute not in self.facts:
            debt.disputes.append((self.day, debt.minor if minor is None else minor))
        self._tell(dispute)

    def resolve(self, debt: Debt) -> None:
        """End the disputes about a debt."""
        debt.resolved.append(self.day)
        self._tell(DisputeResolved(debt.number, resolved_on=self.day))

    def hold(self, target: Debt | str, days: int | None) -> None:
        """Choose not to chase a debt, or a client, for so many days or for good."""
        until = None if days is None else self.day + timedelta(days=days)
        if isinstance(target, Debt):
            target.holds.append((self.day, until))
            self._tell(Hold(target.number, since=self.day, until=until, reason="talks"))
        else:
            self.holds[target].append((self.day, until))
            self._tell(Hold(client=target, since=self.day, until=until, reason="talks"))

    def release(self, target: Debt | str) -> None:
        """Chase again."""
        if isinstance(target, Debt):
            target.released.append(self.day)
            self._tell(HoldReleased(target.number, released_on=self.day))
        else:
            self.released[target].append(self.day)
            self._tell(HoldReleased(client=target, released_on=self.day))

    def promise(self, debt: Debt, days: int) -> None:
        """Hear a client promise to pay all of a debt within so many days."""
        pay_on = self.day + timedelta(days=days)
        debt.promises.append((self.day, pay_on))
        self._tell(PromiseToPay(debt.number, promised_on=self.day, pay_on=pay_on))

    def announce(self, debt: Debt, days: int) -> None:
        """Hear that all of a debt is on its way, and expected within so many days."""
        expected_on = self.day + timedelta(days=days)
        debt.announced.append((self.day, expected_on))
        self._tell(PaymentAnnounced(debt.number, announced_on=self.day, expected_on=expected_on))

    def hand_over(self, debt: Debt, agent: str) -> None:
        """Hand a debt over to an agency."""
        debt.handed.append((self.day, agent))
        self._tell(HandedOver(debt.number, agent=agent, handed_on=self.day))

    def take_back(self, debt: Debt) -> None:
        """Take a debt back from whoever has it."""
        debt.returned.append(self.day)
        self._tell(TakenBack(debt.number, taken_back_on=self.day))

    def plan(self, debt: Debt, first: int, second: int) -> None:
        """Agree to have a debt paid in two parts, so many days from now and as many again."""
        half = debt.open_minor - debt.open_minor // 2
        days = self.day + timedelta(days=first), self.day + timedelta(days=first + second)
        parts = tuple((day, minor) for day, minor in zip(days, (half, debt.open_minor - half), strict=True) if minor)
        agreed = Agreed(self._name("L"), self.day, parts)
        debt.plans.append(agreed)
        installments = [PlanInstallment(day, dc.Money.from_minor(minor, "EUR")) for day, minor in parts]
        names = [debt.number]
        self._tell(
            PaymentPlan(agreed.id, client=debt.client, receivables=names, installments=installments, agreed_on=self.day)
        )

    def end_plan(self, debt: Debt) -> None:
        """Give up the newest plan about a debt."""
        agreed = debt.plans[-1]
        agreed.ended = True
        self._tell(PlanEnded(agreed.id, client=debt.client, ended_on=self.day))

    def bring_back(self, debt: Debt, *, arrived: bool) -> None:
        """Have the last notice about a debt come back: unknown address, or a registered letter left unclaimed."""
        last = debt.told[-1]
        reason = ReturnReason.UNCLAIMED if arrived else ReturnReason.BOUNCED
        counts = arrived and last.channel is Channel.REGISTERED
        for other in self.debts.values():
            for told in other.told:
                if ACCOUNTS[other.client] == ACCOUNTS[debt.client] and (told.stage, told.on) == (last.stage, last.on):
                    told.arrived = counts
        self._tell(
            NoticeReturned(
                client=ACCOUNTS[debt.client],
                stage=last.stage,
                sent_on=last.on,
                returned_on=self.day,
                reason=reason,
            )
        )

    def present(self, debt: Debt) -> None:
        """Learn that the last notice about a debt was presented today."""
        last = debt.told[-1]
        for other in self.debts.values():
            for told in other.told:
                if ACCOUNTS[other.client] == ACCOUNTS[debt.client] and (told.stage, told.on) == (last.stage, last.on):
                    told.presented_on = self.day
        client = ACCOUNTS[debt.client]
        self._tell(NoticePresented(client=client, stage=last.stage, sent_on=last.on, presented_on=self.day))

    def change_policy(self, policy: dc.DunningPolicy, applies: Applies) -> None:
        """Change the policy from today on, for all debts or for those whose chase has not begun."""
        self.versions = [*(version for version in self.versions if version[0] < self.day), (self.day, policy)]
        self.applies = applies
        self._quiet_until = None

    def reload(self) -> None:
        """Store the facts and the policy as text and load them again: nothing else may be any different."""
        self.facts = list(from_json(dc.Ledger, to_json(dc.Ledger.of(self.facts))).facts)
        choice = from_json(PolicyVersions, to_json(self.choice))
        self.versions, self.applies = list(choice.versions), choice.applies

    def run(self) -> None:
        """Run, check each decision with the model, record what was done, and see that nothing is left."""
        run = self.find_run()
        self.check_decisions(run)
        sent = [event for action in run.actions for event in action.sent(self.day)]
        self.actions += len(run.actions)
        for event in sent:
            self.remember(event)
        self._tell(*sent)
        after = self.find_run()
        assert not after.actions, "a recorded run has something left"
        self._quiet_until = min((d.next_on for d in after.decisions if d.next_on is not None), default=None)

    # What is true

    @property
    def choice(self) -> PolicyVersions:
        """The policy as it changed, with what it applies to."""
        return PolicyVersions(self.versions, self.applies)

    def policy_of(self, debt: Debt) -> dc.DunningPolicy:
        """The policy of a debt: the newest, or the one in force when the first notice that arrived was sent."""
        since = [told.on for told in debt.told if told.arrived] if self.applies is Applies.FROZEN else []
        day = min(since, default=self.day)
        return [policy for start, policy in self.versions if start <= day or start == BIRTH][-1]

    def find_run(self) -> dc.DunningRun:
        """The run of the day."""
        return dc.run_dunning(dc.Ledger.of(self.facts), self.day, self.choice, CREDITOR)

    def check(self) -> None:
        """Assert what holds at every step of a life."""
        run = self.find_run()
        self.check_decisions(run)
        self.check_amounts(run)
        again = dc.run_dunning(dc.Ledger.of(reversed(self.facts)), self.day, self.choice, CREDITOR)
        assert [action.key for action in again.actions] == [action.key for action in run.actions]

    def check_amounts(self, run: dc.DunningRun) -> None:
        """Assert that what is open is what the model says, that it ages whole, and that forty euros come once."""
        open_minor = {debt.number: debt.open_minor for debt in self.debts.values() if debt.open_minor}
        assert {item.id: item.outstanding_minor for item in run.snapshot.open_items} == open_minor
        assert not run.snapshot.unmatched
        assert sum(bucket.amount.minor for bucket in age(run.snapshot).buckets) == sum(open_minor.values())
        for decision in run.decisions:
            penalties = decision.penalties
            assert penalties is not None
            # What is contested in full is not claimed, nor what would be due on it.
            is_late = self.day > decision.receivable.due_on
            is_claimable = is_late and self.debts[decision.receivable.id].is_late_in_part
            assert penalties.compensation.minor == (4000 if is_claimable else 0)
            assert (penalties.interest.minor > 0) <= is_late

    def check_decisions(self, run: dc.DunningRun) -> None:
        """Assert that each decision is the model's, and that the actions are those of the decisions."""
        found = {decision.receivable.id: decision for decision in run.decisions}
        assert found.keys() == {debt.number for debt in self.debts.values() if debt.open_minor}
        for number, decision in found.items():
            stage = decision.stage.name if decision.stage is not None else None
            assert stage == self.expect(self.debts[number]), (number, self.day, decision.reasons)
        asked = sorted(line.receivable.id for action in run.actions for line in action.decisions)
        assert asked == sorted(number for number, decision in found.items() if decision.stage is not None)

    def expect(self, debt: Debt) -> str | None:
        """The stage that the model wants for a debt today, by name."""
        if self.is_held(debt) or self._is_small(debt) or self._has_notice_today(debt):
            return None
        policy = self.policy_of(debt)
        stages = policy.stages
        reached = max((_place(policy, told) for told in debt.told if told.arrived), default=-1)
        last = max((told.on for told in debt.told), default=None)
        for place in range(reached + 1, len(stages)):
            stage = stages[place]
            from_day = _from_day(policy, debt, stage)
            if stage.kind is StageKind.BEFORE_DUE:
                rested = last is None or self.day >= last + timedelta(days=policy.interval_days)
                opens = max(self.day, from_day or date.max)
                if not rested and last is not None:
                    opens = max(opens, last + timedelta(days=policy.interval_days))
                if opens >= debt.due_on or (from_day is not None and from_day < debt.issued_on):
                    continue
            if from_day is None or self.day < from_day:
                return None
            if last is not None and self.day < last + timedelta(days=policy.interval_days):
                return None
            return stage.name
        return None

    def is_held(self, debt: Debt) -> bool:
        """Whether a court, an agency, a hold, a dispute, a promise or a plan keeps a debt from being chased today."""
        if debt.sued or debt.is_away or not debt.undisputed_minor:
            return True
        on_client = (*self.holds[debt.client], *self.holds[ACCOUNTS[debt.client]])
        free = (*self.released[debt.client], *self.released[ACCOUNTS[debt.client]])
        return (
            self._is_on_hold(debt.holds, debt.released)
            or self._is_on_hold(on_client, free)
            # All of it each time, so that the last word stands: of one day, the one to be paid last.
            or any(max(said)[1] >= self.day for said in (debt.promises, debt.announced) if said)
            or debt.has_plan_kept(self.day)
        )

    def remember(self, event: NoticeSent) -> None:
        """Note a notice beside each debt that it is about, as the stage of its line."""
        for number in event.receivables:
            self.debts[number].told.append(
                Told(event.stage, event.kind, event.sent_on, event.channel, event.deadline_days, event.sent_on)
            )

    def _is_on_hold(self, holds: Sequence[tuple[date, date | None]], released: Iterable[date]) -> bool:
        for day in sorted(set(released)):
            # What was over by itself cannot be released.
            over = [hold for hold in holds if hold[1] is not None and hold[1] < day]
            holds = still_on([hold for hold in holds if hold not in over], [day])
        return any(until is None or self.day < until for _, until in holds)

    def _is_small(self, debt: Debt) -> bool:
        minimum = self.policy_of(debt).minimum
        if minimum is None or debt.undisputed_minor >= minimum.minor:
            return False
        late = sum(other.undisputed_minor for other in self._others(debt) if self.day > other.due_on)
        return debt.undisputed_minor + late < minimum.minor

    def _others(self, debt: Debt) -> Iterator[Debt]:
        for other in self.debts.values():
            if other.number != debt.number and ACCOUNTS[other.client] == ACCOUNTS[debt.client]:
                yield other

    def _has_notice_today(self, debt: Debt) -> bool:
        return any(told.on == self.day for other in (debt, *self._others(debt)) for told in other.told)

    def _name(self, letter: str) -> str:
        self._serial += 1
        return f"{letter}-{self._serial:05d}"

    def _tell(self, *facts: Any) -> None:
        self.facts.extend(facts)
        if facts:
            self._quiet_until = None


def _place(policy: dc.DunningPolicy, told: Told) -> int:
    names = [stage.name for stage in policy.stages]
    if told.stage in names:
        return names.index(told.stage)
    return max(place for place, stage in enumerate(policy.stages) if stage.kind is told.kind)


def _from_day(policy: dc.DunningPolicy, debt: Debt, stage: dc.Stage) -> date | None:
    if stage.kind is StageKind.RECOURSE:
        set_by = [told for told in debt.told if told.arrived and told.deadline_days is not None]
        if not set_by:
            return None
        deadline = set_by[-1].presented_on + timedelta(days=set_by[-1].deadline_days or 0)
        return max(deadline, debt.due_on) + timedelta(days=1)
    days = stage.delay_days
    if stage.kind is not StageKind.BEFORE_DUE and policy.grace_days:
        days = max(days, policy.grace_days + 1)
    return debt.due_on + timedelta(days=days)
