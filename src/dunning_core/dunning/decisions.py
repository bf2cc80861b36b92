"""decide_stages: for each open receivable, what to do now, why, why not, and when to look again."""

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from dunning_core._checks import check_instance
from dunning_core.dunning.agreements import plan_kept
from dunning_core.dunning.books import ClientPolicy, PolicyChoice, choose_policy
from dunning_core.dunning.cases import (
    NEVER,
    AccountCase,
    Block,
    Case,
    Context,
    Reason,
    chased_minor,
    last_takeover,
    start_index,
)
from dunning_core.dunning.conclusions import Conclusion, comes_too_late, conclude, part_blocks, say_stage
from dunning_core.dunning.counterfactuals import Counterfactual, list_changes
from dunning_core.dunning.evaluations import Evaluation, evaluate_rules
from dunning_core.dunning.holds import debt_assigned, document_rejected
from dunning_core.dunning.policies import CatchUp, DunningPolicy
from dunning_core.dunning.progression import (
    find_step,
    first_day,
    list_steps,
    misses_deadline,
    threshold_on,
)
from dunning_core.dunning.rules import find_blocks, grace_granted, insolvency_opened
from dunning_core.dunning.stages import Stage
from dunning_core.errors import DunningError, Params, Problem
from dunning_core.ledger import Account, Receivable, Snapshot
from dunning_core.money import Money
from dunning_core.parties import Client, Creditor
from dunning_core.penalties import Penalties, accrue_penalties

#: What the law, an assignment or an agreed plan takes out of our hands.
_UNCLAIMABLE = (document_rejected, insolvency_opened, grace_granted, debt_assigned, plan_kept)


@frozen
class Decision:
    """What to do about one receivable on the day of its snapshot.

    `stage` is what to do now, or None; `reached` the last stage that counts; `next_on` the next day with something to
    do, None when it is now or never. With no new fact neither `stage` nor `holds` changes before `next_on`; `holds`
    are the reasons that push the next stage back. `reasons` say why, `evaluations` every rule that was asked with its
    verdict, `counterfactuals` what would change it.
    """

    receivable: Receivable
    context: Context = field(eq=False, repr=False)
    stage: Stage | None
    reached: Stage | None
    next_on: date | None
    holds: tuple[Reason, ...] = ()

    @property
    def policy(self) -> DunningPolicy:
        """Return the policy under which it was decided."""
        return self.context.policy

    @property
    def client(self) -> Client:
        """Return the client who owes the receivable."""
        return self.receivable.client

    @property
    def chased(self) -> Money:
        """Return the part of what is outstanding that a notice asks for: not disputed, and not promised."""
        return Money.from_minor(chased_minor(self.receivable), self.receivable.currency)

    @property
    def claims_penalties(self) -> bool:
        """Return whether the stage to do now claims penalties."""
        return self.stage is not None and self.stage.claims_penalties

    @property
    def penalties(self) -> Penalties | None:
        """Return the penalties up to the day, or None when no law is known for this client (see `problems`)."""
        try:
            return accrue_penalties(self.receivable, self.policy.regime, creditor=self.context.creditor)
        except DunningError:
            return None

    @property
    def claimable(self) -> tuple[Money, ...]:
        """Return what the law lets us claim of it today, by currency: what is chased, and penalties not yet claimed.

        Nothing before the due day, nor of what is only declared in insolvency proceedings, was granted grace, was
        rejected on its platform, is owed to an assignee, or is paid by a plan that is kept. The stage to do now may
        claim less; see `claims_penalties`.
        """
        case = _case(self.receivable, self.context)
        if case.day < self.receivable.due_on or any(rule(case) is not None for rule in _UNCLAIMABLE):
            return ()
        found = {self.chased.currency: self.chased}
        for amount in self.penalties.unclaimed_totals if self.penalties is not None else ():
            found[amount.currency] = found[amount.currency] + amount if amount.currency in found else amount
        return tuple(amount for amount in found.values() if amount)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return why, in the order of the rules: what holds it back, then why this stage, or why not yet."""
        concluded = conclude(_case(self.receivable, self.context))
        return (*(block.reason for block in concluded.in_the_way), self._say(concluded))

    @property
    def evaluations(self) -> tuple[Evaluation, ...]:
        """Return every rule as it was asked, in order, with its operands and its verdict; last, the next stage."""
        concluded = conclude(_case(self.receivable, self.context))
        asked = evaluate_rules(concluded)
        if not self.receivable.outstanding_minor:
            return asked
        told = self._say(concluded)
        return (*asked, Evaluation("next_stage", self.stage is None, told.params, told.code, self.next_on))

    @property
    def counterfactuals(self) -> tuple[Counterfactual, ...]:
        """Return what would change it: for each reason that holds it, the day, the missing amount or the events."""
        return list_changes(conclude(_case(self.receivable, self.context)))

    def _say(self, concluded: Conclusion) -> Reason:
        return say_stage(concluded, is_due=self.stage is not None, next_on=self.next_on)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the data behind this decision."""
        return tuple(_find_problems(self))


def decide_stages(
    snapshot: Snapshot, policy: PolicyChoice, *, creditor: Creditor | None = None, settled: bool = False
) -> tuple[Decision, ...]:
    """Return one decision per open receivable of a snapshot, in the order of its accounts.

    `policy` is a DunningPolicy, a PolicyBook, PolicyVersions, or a function of the client that returns a policy. With
    `settled=True` settled receivables get a decision too, with nothing to do.
    """
    check_instance("snapshot", snapshot, Snapshot)
    if creditor is not None:
        check_instance("creditor", creditor, Creditor)
    return tuple(
        decision
        for account in snapshot.accounts
        for decision in decide_account(account, policy, creditor=creditor, settled=settled)
    )


def decide_account(
    account: Account, policy: PolicyChoice, *, creditor: Creditor | None = None, settled: bool = False
) -> Iterator[Decision]:
    """Give the decisions of one account, which needs nothing but itself."""
    common = AccountCase(account, creditor)
    chosen: dict[str, ClientPolicy] = {}
    contexts: dict[tuple[str, str], Context] = {}
    for item in account.receivables if settled else account.open_items:
        client = item.client.id
        if client not in chosen:
            chosen[client] = choose_policy(policy, item.client)
        found = chosen[client]
        own = found if isinstance(found, DunningPolicy) else found.policy_for(item)
        context = contexts.get((client, own.name))
        if context is None or context.policy is not own:
            context = contexts[client, own.name] = Context(account, own, creditor, common=common)
        yield _decide(_case(item, context), context)


def _decide(case: Case, context: Context) -> Decision:
    stages = case.policy.stages
    reached = stages[case.reached] if case.reached >= 0 else None
    if not case.item.outstanding_minor:
        return Decision(case.item, context, None, reached, None)
    blocks, coming = part_blocks(find_blocks(case))
    free_on = max(block.free_on for block in blocks) if blocks else date.min
    step = find_step(case, free_on) if free_on < NEVER else None
    if step is not None and comes_too_late(step, coming):
        # With no new fact nothing is done from that day on. A policy that lets stages lapse forgets this one meanwhile.
        is_told = case.policy.catch_up is not CatchUp.NONE
        return Decision(case.item, context, None, reached, None, tuple(b.reason for b in coming) if is_told else ())
    if step is None:
        # A hold without end is told as long as there is a stage that it keeps back, whether or not that may lapse.
        held = free_on == NEVER and any(not stages[found.place].is_early for found in list_steps(case, date.min))
        return Decision(case.item, context, None, reached, None, _ending_on(NEVER, blocks) if held else ())
    if step.day <= case.day:
        return Decision(case.item, context, stages[step.place], reached, None)
    # Only what pushes this stage back is a hold of the decision: one that ends sooner changes nothing, and would
    # come and go before `next_on`. All of them are in `reasons`.
    is_held = first_day(case, step.opens_on, free_on=date.min) < step.day
    holds = _ending_on(step.day, [*blocks, *step.guards]) if is_held else ()
    return Decision(case.item, context, None, reached, step.day if step.day < NEVER else None, holds)


def _ending_on(day: date, blocks: list[Block]) -> tuple[Reason, ...]:
    return tuple(block.reason for block in blocks if block.free_on == day)


def _case(item: Receivable, context: Context) -> Case:
    return Case(item, context.common, context.policy)


def _find_problems(decision: Decision) -> Iterator[Problem]:
    item = decision.receivable
    try:
        penalties = accrue_penalties(item, decision.policy.regime, creditor=decision.context.creditor)
    except DunningError as error:
        params: Params = (
            ("client", item.client.id),
            ("client_kind", item.client.kind.value),
            ("field", error.field),
        )
        yield Problem(f"penalties.{error.kind}", item.id, path=error.field, params=params)
    else:
        if decision.claims_penalties:
            yield from penalties.problems
    stages = decision.policy.stages
    for notice in item.notices:
        if not any(stage.name == notice.stage or stage.kind is notice.kind for stage in stages):
            params = (("stage", notice.stage), ("sent_on", notice.sent_on))
            yield Problem("notice.stage.unknown", item.id, path="stage", params=params)
    taken = last_takeover(item)
    if taken is not None and start_index(decision.policy, taken) < 0:
        params = (("stage", taken.stage), ("taken_on", taken.taken_on))
        yield Problem("takeover.stage.unknown", item.id, path="stage", params=params)
    waiting = misses_deadline(_case(item, decision.context)) if item.outstanding_minor else None
    if waiting is not None:
        yield Problem("deadline.missing", item.id, path="deadline_days", params=(("stage", waiting.name),))
    if decision.stage is not None and _misses_history(decision, stages.index(decision.stage)):
        params = (("stage", decision.stage.name), ("days_late", item.days_late))
        yield Problem("history.missing", item.id, path="events", params=params)


def _misses_history(decision: Decision, index: int) -> bool:
    # An old debt with no notice on record starts at the lowest stage, and the user is told: perhaps he has a history.
    item = decision.receivable
    if (
        item.notices
        or last_takeover(item) is not None
        or not item.days_late
        or index + 1 >= len(decision.policy.stages)
    ):
        return False
    following = threshold_on(_case(item, decision.context), index + 1)
    return following is not None and following <= item.day
