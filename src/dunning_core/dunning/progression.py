"""Progression: which stage comes next for a receivable, and on which first day, given what was sent about it.

Every day here follows from facts alone: the day of the snapshot only decides what has come. So a day that is told
today is told tomorrow, unless a fact comes.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dunning_core.calendars import end_of_month
from dunning_core.dunning.cases import NEVER, Block, Case, Reason, chaseable_minor, last_takeover, stage_index
from dunning_core.dunning.policies import CatchUp, DunningPolicy, Progression
from dunning_core.dunning.rhythm import find_rests
from dunning_core.dunning.stages import Stage, StageReference
from dunning_core.events import StageKind
from dunning_core.ledger import PromiseState, list_promises
from dunning_core.money import Money

_ONE_DAY = timedelta(days=1)


class Step(NamedTuple):
    """A stage that may come: its place, its first day, and the day from which delay and interval alone let one come.

    `guards` are what puts it off for its own sake: a minimum or a cap, and the contacts that the account has had.
    `wanted_on` is the day it would come on if every day were open. A step that `is_repeat` does the reached stage once
    more.
    """

    place: int
    day: date
    opens_on: date
    wanted_on: date
    guards: tuple[Block, ...] = ()
    is_repeat: bool = False

    def waits_for(self, kind: str) -> bool:
        """Return whether a guard of a kind, such as a minimum, puts it off."""
        return any(guard.reason.code.startswith(kind) for guard in self.guards)


def find_step(case: Case, free_on: date) -> Step | None:
    """Return the next stage and the first day for it, from `free_on` on; None when none is left.

    Stages before the due day lapse on it, and are passed over when the term is shorter than their delay. No other
    stage is ever skipped in succession; the policy may let missed ones go, or follow elapsed days.
    """
    if not case.item.is_day_known:
        return None
    policy = case.policy
    steps = list_steps(case, free_on)
    if policy.is_plain:
        return next(steps, None)
    if policy.progression is Progression.ELAPSED:
        pool = list(_reachable(case, steps))
        found = _highest(case, pool, min((step.day for step in pool), default=NEVER))
    elif policy.catch_up is CatchUp.LATEST and _is_under_way(case):
        pool = list(_reachable(case, steps))
        first = _first_in_turn(case, iter(pool))
        found = _highest(case, pool, first.day) if first is not None else None
    elif policy.catch_up is CatchUp.NONE:
        pool = [step for step in steps if _follows(case, step.place) and not _is_over(case, step)]
        found = _first_in_turn(case, iter(pool))
    else:
        found = _first_in_turn(case, steps)
        pool = []
    if found is not None and policy.falls_back:
        return _fall_back(case, found, pool or [found], free_on=free_on)
    return found


def list_steps(case: Case, free_on: date) -> Iterator[Step]:
    """Give the stages above the reached one that may still come, in order, up to the first whose day is not known."""
    item, policy = case.item, case.policy
    for index in range(case.reached + 1, len(policy.stages)):
        stage = policy.stages[index]
        is_early = stage.kind is StageKind.BEFORE_DUE
        if is_early and case.day >= item.due_on:
            continue
        threshold = threshold_on(case, index)
        if threshold is None:
            if stage.reference is StageReference.BROKEN_PROMISE:
                continue
            return
        opens_on = threshold if case.last_sent_on is None else _opens_on(case, stage, threshold)
        guard = _find_guard(case, stage) if policy.is_guarded else None
        step = _make_step(case, index, opens_on, guard=guard, free_on=free_on)
        is_lapsed = is_early and (step.day >= item.due_on or threshold < item.invoice.issued_on)
        if is_lapsed or (is_early and not _is_worth_it(case, stage)):
            continue
        yield step


def _make_step(case: Case, index: int, opens_on: date, *, guard: Block | None, free_on: date) -> Step:
    guards = () if guard is None else (guard,)
    if case.policy.has_rests:
        guards = (*guards, *find_rests(case, case.policy.stages[index]))
    for block in guards:
        free_on = max(free_on, block.free_on)
    wanted_on = _earliest_day(case, opens_on, free_on=free_on)
    return Step(index, _open_day(case, wanted_on), opens_on, wanted_on, guards)


def first_day(case: Case, opens_on: date, *, free_on: date) -> date:
    """Return the first open day for a stage from `free_on` on, one notice a day per account."""
    return _open_day(case, _earliest_day(case, opens_on, free_on=free_on))


def _earliest_day(case: Case, opens_on: date, *, free_on: date) -> date:
    day = opens_on if opens_on > case.day else case.day
    if free_on > day:
        day = free_on
    return day + _ONE_DAY if case.account.notice_today and day == case.day else day


def _open_day(case: Case, day: date) -> date:
    calendar = case.policy.calendar
    return day if calendar is None or day == NEVER else calendar.next_open(day)


def threshold_on(case: Case, index: int) -> date | None:
    """Return the first day on which a stage may come by its delay, or None when the day it counts from is not known."""
    stage, item = case.policy.stages[index], case.item
    grace = case.policy.grace_days if stage.grace_days is None else stage.grace_days
    if stage.reference is StageReference.DUE_DATE:
        days = stage.delay_days
        if grace and stage.kind is not StageKind.BEFORE_DUE:
            days = max(days, grace + 1)
        return date.fromordinal(item.due_on.toordinal() + days)
    counted_from = _counted_from(case, stage.reference)
    if counted_from is None:
        return None
    threshold = counted_from + timedelta(days=stage.delay_days)
    if stage.kind is StageKind.BEFORE_DUE:
        return threshold
    # A notice on record may be older than the due day, or have come by mistake: nothing is pursued before it.
    return max(threshold, item.due_on + timedelta(days=grace + 1))


def deadline_on(case: Case) -> date | None:
    """Return the deadline set by the newest notice that set one: so many days after its presentation."""
    deadline = None
    for counted in case.counted:
        days = counted.notice.deadline_days
        if days is None:
            place = stage_index(case.policy, counted.notice)
            days = case.policy.stages[place].deadline_days if place >= 0 else None
        if days is not None:
            deadline = counted.presented_on + timedelta(days=days)
    return deadline


def misses_deadline(case: Case) -> Stage | None:
    """Return the next stage when it counts from the deadline of a notice and none on record sets one, else None."""
    for index in range(case.reached + 1, len(case.policy.stages)):
        stage = case.policy.stages[index]
        if stage.is_early or stage.reference is StageReference.BROKEN_PROMISE:
            continue
        return stage if stage.reference is StageReference.DEADLINE and deadline_on(case) is None else None
    return None


def broken_promise_on(case: Case) -> date | None:
    """Return the last day of the first promise that was not kept and has had no answer, tolerance included.

    A promise that is still open counts: with no new fact it will be broken, and what follows is known already.
    """
    stages = case.policy.stages
    answers = {stage.name for stage in stages if stage.reference is StageReference.BROKEN_PROMISE}
    answered_on = max((c.notice.sent_on for c in case.counted if c.notice.stage in answers), default=date.min)
    return min(
        (
            standing.last_day
            for standing in list_promises(case.item)
            if (standing.is_broken or standing.state is PromiseState.OPEN) and standing.last_day >= answered_on
        ),
        default=None,
    )


def _counted_from(case: Case, reference: StageReference) -> date | None:
    if reference is StageReference.END_OF_MONTH:
        return end_of_month(case.item.due_on)
    if reference is StageReference.ISSUE_DATE:
        return case.item.invoice.issued_on
    if reference is StageReference.LAST_NOTICE:
        # A book that was taken over without its notices goes on from that day.
        taken = last_takeover(case.item)
        days = [*(counted.notice.sent_on for counted in case.counted), *([taken.taken_on] if taken else ())]
        return max(days, default=None)
    return deadline_on(case) if reference is StageReference.DEADLINE else broken_promise_on(case)


def _opens_on(case: Case, stage: Stage, threshold: date) -> date:
    opens_on = threshold
    if case.last_sent_on is not None:
        opens_on = max(opens_on, case.last_sent_on + timedelta(days=interval_of(case.policy, stage)))
    if stage.statutory is not None and case.counted:
        presented_on = max(counted.presented_on for counted in case.counted)
        opens_on = max(opens_on, presented_on + timedelta(days=stage.statutory.days))
    return opens_on


def interval_of(policy: DunningPolicy, stage: Stage) -> int:
    """Return the least days between the notice before and a stage: its own, else the policy's."""
    return policy.interval_days if stage.interval_days is None else stage.interval_days


def _is_worth_it(case: Case, stage: Stage) -> bool:
    # A stage before the due day may be kept for amounts, or for payers, that deserve it.
    item, minimum = case.item, stage.minimum
    if minimum is not None and minimum.currency == item.currency and chaseable_minor(item) < minimum.minor:
        return False
    if stage.minimum_probability is None:
        return True
    known = case.policy.find_probability(item.id, item.invoice.number, item.client.id)
    return known is None or known >= stage.minimum_probability


def _find_guard(case: Case, stage: Stage) -> Block | None:
    policy, item = case.policy, case.item
    if policy.notices_max is not None and len(item.notices) >= policy.notices_max:
        params = (("notices", len(item.notices)), ("notices_max", policy.notices_max))
        return Block(Reason("cap.notices", params), NEVER)
    cap = policy.find_cap(item.id, item.invoice.number)
    if cap is not None and stage.kind > cap:
        return Block(Reason("cap.stage", (("stage", stage.name), ("kind", stage.kind), ("cap", cap))), NEVER)
    return None if stage.kind is StageKind.BEFORE_DUE else _find_minimum(case, stage)


def _find_minimum(case: Case, stage: Stage) -> Block | None:
    currency, found = case.item.currency, list[tuple[str, int]]()
    if stage.minimum is not None and stage.minimum.currency == currency:
        found.append(("minimum.stage", stage.minimum.minor))
    if stage.minimum_share is not None:
        share = stage.minimum_share * case.account.open_minor(currency)
        found.append(("minimum.share", -(-share.numerator // share.denominator)))
    blocks: list[Block] = []
    for code, minor in found:
        free_on = case.account.late_enough_on(case.item, minor) or NEVER
        if free_on > case.day:
            chased = Money.from_minor(chaseable_minor(case.item), currency)
            minimum = Money.from_minor(minor, currency)
            params = (("stage", stage.name), ("kind", stage.kind), ("chased", chased), ("minimum", minimum))
            blocks.append(Block(Reason(code, params), free_on))
    return max(blocks, key=lambda block: block.free_on, default=None)


def _first_in_turn(case: Case, steps: Iterable[Step]) -> Step | None:
    # What answers a broken promise goes before the next stage, unless that one may come sooner.
    waiting: list[Step] = []
    for step in steps:
        waiting.append(step)
        if case.policy.stages[step.place].reference is not StageReference.BROKEN_PROMISE:
            break
    if len(waiting) < 2:
        return waiting[0] if waiting else None
    found = min(waiting, key=lambda step: step.day)
    return found._replace(opens_on=min(step.opens_on for step in waiting))


def _is_under_way(case: Case) -> bool:
    return case.reached >= 0 and not case.policy.stages[case.reached].is_early


def _reachable(case: Case, steps: Iterable[Step]) -> Iterator[Step]:
    # A stage that counts from the one before it, by choice or by law, cannot be come to over its head.
    is_first = True
    for step in steps:
        stage = case.policy.stages[step.place]
        is_promise = stage.reference is StageReference.BROKEN_PROMISE
        may_jump = (stage.is_fixed or is_promise) and stage.statutory is None
        if not _follows(case, step.place) or not (is_first or may_jump):
            return
        yield step
        if _is_counted_from(case, step.place):
            return
        is_first = is_first and (is_promise or stage.is_early)


def _is_counted_from(case: Case, index: int) -> bool:
    # Were it passed over, a later stage would have no deadline to count from, and never come.
    if case.policy.stages[index].deadline_days is None or deadline_on(case) is not None:
        return False
    later = case.policy.stages[index + 1 :]
    following = (s for s in later if s.reference is StageReference.DEADLINE or s.deadline_days is not None)
    found = next((s for s in following if s.reference is not StageReference.BROKEN_PROMISE), None)
    return found is not None and found.reference is StageReference.DEADLINE


def _follows(case: Case, index: int) -> bool:
    # The formal notice follows a reminder, and recourse the formal notice, where the policy has one.
    stages, kind = case.policy.stages, case.policy.stages[index].kind
    if kind < StageKind.FORMAL_NOTICE:
        return True
    needed = StageKind.COURTEOUS if kind is StageKind.FORMAL_NOTICE else StageKind.FORMAL_NOTICE
    if case.reached >= 0 and stages[case.reached].kind >= needed:
        return True
    promised = StageReference.BROKEN_PROMISE
    return not any(needed <= stage.kind < kind and stage.reference is not promised for stage in stages[:index])


def _highest(case: Case, pool: list[Step], day: date) -> Step | None:
    come = [step for step in pool if step.day <= day]
    if not come:
        return None
    found = come[0] if day == NEVER else come[-1]
    opened = (step.opens_on for step in come if not case.policy.stages[step.place].is_early)
    return found._replace(opens_on=min(opened, default=found.opens_on))


def _is_over(case: Case, step: Step) -> bool:
    lapses_on = _open_day(case, step.opens_on) + timedelta(days=case.policy.lapse_days)
    return not step.waits_for("cap.") and step.day >= lapses_on


def _fall_back(case: Case, found: Step, pool: list[Step], *, free_on: date) -> Step:
    # Where a minimum puts the next stage off, the last reminder is done again instead.
    if not _is_under_way(case) or case.policy.stages[case.reached].kind > StageKind.LAST:
        return found
    stage = case.policy.stages[case.reached]
    put_off = [step.opens_on for step in pool if step.waits_for("minimum.")]
    if not put_off:
        return found
    opens_on = _opens_on(case, stage, min(put_off))
    step = _make_step(case, case.reached, opens_on, guard=_find_minimum(case, stage), free_on=free_on)
    return step._replace(is_repeat=True) if step.day < found.day else found
