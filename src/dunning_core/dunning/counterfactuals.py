"""Counterfactuals: what would change a decision, the day, the missing amount or the event, and what would come then."""

from collections.abc import Sequence
from datetime import date

from attrs import evolve, frozen

from dunning_core.dunning.cases import NEVER, Block, Case, Reason, chased_minor
from dunning_core.dunning.conclusions import Conclusion, comes_too_late, part_blocks
from dunning_core.dunning.progression import find_step, first_day
from dunning_core.dunning.stages import Stage
from dunning_core.money import Money


@frozen
class Counterfactual:
    """One thing that would change a decision, all else being equal.

    `lifts` is the reason that it would end; None when the next stage only waits for its day, or when there is something
    to do now that it would make needless. `day` is when it comes by itself, `amount` what is missing (under a minimum:
    what more must be late; of something to do: what must be paid), `events` the names of the events that would do it.
    `stage` would be the next one if an event or the amount came today, else on the day, and `stage_on` its first day;
    None where something else stands in the way.
    """

    lifts: Reason | None
    day: date | None = None
    amount: Money | None = None
    events: tuple[str, ...] = ()
    stage: Stage | None = None
    stage_on: date | None = None


#: By the code of a reason: the events that end it. A code without any ends with its day, with an amount, or never.
ENDED_BY: dict[str, tuple[str, ...]] = {
    "platform.rejected": ("PlatformStatus",),
    "platform.contested": ("Dispute", "DisputeResolved", "PlatformStatus"),
    "platform.suspended": ("PlatformStatus",),
    "platform.assigned": ("Assigned", "PlatformStatus"),
    "platform.payee_changed": ("Assigned", "PlatformStatus"),
    "platform.paid": (),
    "retention.not_due": ("Invoice",),
    "means.not_presented": ("MeansPresented",),
    "means.presented": ("PaymentReturned",),
    "insolvency.opened": (),
    "court.claim_brought": (),
    "court.grace": (),
    "debt.assigned": ("TakenBack", "Assigned"),
    "debt.handed_over": ("TakenBack",),
    "hold.in_force": ("HoldReleased",),
    "dispute.open": ("DisputeResolved",),
    "contact.pressure": (),
    "contact.tone": (),
    "contact.unanswered": (),
    "contact.reason": (),
    "plan.kept": ("PlanEnded",),
    "promise.open": (),
    "payment.announced": (),
    "bank.data_missing": ("BankDataUntil",),
    "bank.data_old": ("BankDataUntil",),
    "credit.not_lettered": ("Lettered",),
    "credit.unexplained": ("Lettered",),
    "minimum.not_reached": (),
    "minimum.total": (),
    "minimum.stage": (),
    "minimum.share": (),
    "cap.notices": (),
    "cap.stage": (),
}


def list_changes(concluded: Conclusion) -> tuple[Counterfactual, ...]:
    """Return what would change a decision: one entry per reason that holds it, or what the next stage waits for."""
    case, step = concluded.case, concluded.step
    if not case.item.outstanding_minor:
        paid = any(entry.is_payment for entry in case.item.settlements)
        return (Counterfactual(Reason("settled"), events=("PaymentReturned",)),) if paid else ()
    lifted = tuple(_lift(case, block, concluded.blocks) for block in concluded.blocks)
    if step is None:
        return lifted
    if concluded.guards:
        return (*lifted, *(_unguard(concluded, guard) for guard in concluded.guards))
    if lifted:
        return lifted
    if step.day <= case.day:
        chased = Money.from_minor(chased_minor(case.item), case.item.currency)
        return (Counterfactual(None, amount=chased, events=("Payment",)),)
    return (Counterfactual(None, day=step.day, stage=case.policy.stages[step.place], stage_on=step.day),)


def _unguard(concluded: Conclusion, guard: Block) -> Counterfactual:
    # The stage itself is guarded: what else stands in the way of it is told by its own entry.
    found = _ending(concluded.case, guard)
    free_on = _waited(found, guard)
    if concluded.step is None or len(concluded.in_the_way) > 1 or free_on == NEVER:
        return found
    opens_on = first_day(concluded.case, concluded.step.opens_on, free_on=free_on)
    return evolve(found, stage=concluded.case.policy.stages[concluded.step.place], stage_on=opens_on)


def _lift(case: Case, block: Block, blocks: Sequence[Block]) -> Counterfactual:
    found = _ending(case, block)
    holding, coming = part_blocks([other for other in blocks if other is not block])
    waited = _waited(found, block)
    free_on = max(waited, *(other.free_on for other in holding)) if holding else waited
    step = find_step(case, free_on) if free_on < NEVER else None
    if step is None or step.day == NEVER or comes_too_late(step, coming):
        return found
    return evolve(found, stage=case.policy.stages[step.place], stage_on=step.day)


def _waited(change: Counterfactual, block: Block) -> date:
    # What no event ends, and no amount, is waited for, be it for ever.
    return date.min if change.events or change.amount is not None else block.free_on


def _ending(case: Case, block: Block) -> Counterfactual:
    day = block.free_on if block.free_on < NEVER else None
    minimum = block.reason.param("minimum")
    amount = None
    if isinstance(minimum, Money):
        missing = minimum.minor - case.account.late_minor(case.item)
        amount = Money.from_minor(missing, minimum.currency)
    return Counterfactual(block.reason, day=day, amount=amount, events=ENDED_BY[block.reason.code])
