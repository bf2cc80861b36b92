"""Conclusions: what stands in the way of the next stage of a receivable, and which stage that is."""

from datetime import date
from typing import NamedTuple

from dunning_core.dunning.cases import NEVER, Block, Case, Reason
from dunning_core.dunning.policies import CatchUp
from dunning_core.dunning.progression import (
    Step,
    deadline_on,
    find_step,
    first_day,
    interval_of,
    list_steps,
    threshold_on,
)
from dunning_core.dunning.rules import find_blocks


class Conclusion(NamedTuple):
    """What the rules leave: the blocks that hold, the guards of the next stage, and the next stage itself.

    `blocks` hold today, or start before the stage could come; `guards` put off the stage for its own sake: its minimum,
    a cap, the contacts that the account has had.
    """

    case: Case
    blocks: tuple[Block, ...]
    guards: tuple[Block, ...]
    step: Step | None

    @property
    def in_the_way(self) -> tuple[Block, ...]:
        """Return all that stands in the way, the guards of the stage last."""
        return (*self.blocks, *self.guards)


def conclude(case: Case) -> Conclusion:
    """Return what stands in the way of the next stage of a receivable; none has one once nothing is owed."""
    found = find_blocks(case)
    if not case.item.outstanding_minor:
        return Conclusion(case, tuple(block for block in found if block.since <= case.day), (), None)
    blocks, coming = part_blocks(found)
    step = _next_step(case, blocks)
    guards = step.guards if step is not None else ()
    prevents = step is not None and comes_too_late(step, coming)
    told = tuple(block for block in found if block.since <= case.day or prevents)
    return Conclusion(case, told, guards, step)


def part_blocks(found: list[Block]) -> tuple[list[Block], list[Block]]:
    """Part the blocks that hold today from those that start on a day, from which on they hold for good."""
    return [block for block in found if block.since == date.min], [b for b in found if b.since > date.min]


def comes_too_late(step: Step, coming: list[Block]) -> bool:
    """Return whether a stage comes only when something that starts on a day holds it for good."""
    return any(block.since <= step.day < NEVER for block in coming)


def _next_step(case: Case, blocks: list[Block]) -> Step | None:
    # What a hold without end keeps back is told all the same.
    free_on = max((block.free_on for block in blocks), default=date.min)
    step = find_step(case, free_on) if free_on < NEVER else None
    return step or find_step(case, date.min)


def say_stage(concluded: Conclusion, *, is_due: bool, next_on: date | None) -> Reason:
    """Return the reason of a stage that is due, of one that is not yet, or of there being none."""
    case, step = concluded.case, concluded.step
    if not case.item.outstanding_minor:
        return Reason("settled")
    late = ("days_from_due", (case.day - case.item.due_on).days if case.item.is_day_known else None)
    if step is None:
        is_lapsed = case.policy.catch_up is CatchUp.NONE and any(list_steps(case, date.min))
        code = "stage.lapsed" if is_lapsed else "stage.none_left"
        return Reason(code, (late, ("deadline", deadline_on(case))))
    stage = case.policy.stages[step.place]
    day = step.day if step.day < NEVER else first_day(case, step.opens_on, free_on=date.min)
    params = (
        ("stage", stage.name),
        ("kind", stage.kind),
        ("delay_days", stage.delay_days),
        ("reference", stage.reference.value),
        late,
        ("threshold_on", threshold_on(case, step.place)),
        ("last_sent_on", case.last_sent_on),
        ("interval_days", interval_of(case.policy, stage)),
        ("notice_today", case.account.notice_today),
        ("closed_on", step.wanted_on if step.wanted_on < step.day else None),
        ("day", next_on or day),
    )
    if not is_due and next_on is None:
        # Only a new fact brings it, on that day at the earliest.
        return Reason("stage.held", params)
    if step.is_repeat:
        return Reason("stage.repeated" if is_due else "stage.repeat_later", params)
    return Reason("stage.due" if is_due else "stage.not_yet", params)
