"""Payment plans as they stand on a day: kept, late, broken or ended; computed from what came in since the agreement."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from dunning_core.errors import Params, Problem
from dunning_core.events import Event, PaymentPlan, PlanAccelerated, PlanEnded, happened_on
from dunning_core.lettering import OpenCredit, OpenDebit
from dunning_core.money import Money


class PlanState(Enum):
    """Where a plan stands: on time, behind, past saving, or given up for another plan or for none."""

    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"
    ENDED = "ended"


@frozen
class PlanStanding:
    """A plan as it stands on a day: what came in since the agreement, and what of it was due by then and is missing.

    What comes in pays the oldest installment first. A late plan that is caught up is kept again; one that was
    accelerated, or whose last installment is past its day, is broken.
    """

    plan: PaymentPlan
    state: PlanState
    paid: Money
    missing: Money

    @property
    def remaining(self) -> tuple[tuple[date, Money], ...]:
        """Return the installments that are still to be paid, by their days, with what is left of each."""
        left = self.paid
        found: list[tuple[date, Money]] = []
        for part in self.plan.installments:
            taken = min(left.minor, part.amount.minor)
            left = Money.from_minor(left.minor - taken, left.currency)
            if taken < part.amount.minor:
                found.append((part.due_on, Money.from_minor(part.amount.minor - taken, left.currency)))
        return tuple(found)

    @property
    def late_on(self) -> date | None:
        """Return the day on which it is late if nothing more comes in; None when all of it was paid."""
        remaining = self.remaining
        return _last_day(self.plan, remaining[0][0]) + timedelta(days=1) if remaining else None


def read_plans(
    events: Sequence[Event],
    debits: Sequence[OpenDebit],
    *,
    credits: Sequence[OpenCredit],
    day: date,
    problems: list[Problem],
) -> dict[str, PlanStanding]:
    """Return the standing of the newest plan about each receivable of an account, by id.

    A plan that does not add up to its debts, or two that contradict each other, are told and do not count.
    """
    plans = [event for event in events if isinstance(event, PaymentPlan)]
    ends = [event for event in events if isinstance(event, PlanEnded | PlanAccelerated)]
    if not plans and not ends:
        return {}
    problems.extend(_unknown_plans(plans, ends))
    sheet = _Sheet(debits, credits)
    fit = [plan for plan in _without_rivals(plans, sheet, problems) if _is_fit(plan, sheet, problems)]
    fit.sort(key=lambda plan: (plan.agreed_on, plan.id))
    standings: dict[str, PlanStanding] = {}
    for rank, plan in enumerate(fit):
        own = [event for event in ends if event.plan == plan.id and happened_on(event) >= plan.agreed_on]
        is_over = any(isinstance(event, PlanEnded) for event in own)
        is_over = is_over or any(sheet.is_shared(plan, other) for other in fit[rank + 1 :])
        accelerations = [event for event in own if isinstance(event, PlanAccelerated)]
        is_broken = _is_accelerated(plan, accelerations, sheet, problems)
        standing = _stand(plan, sheet, day, is_over=is_over, is_broken=is_broken)
        standings.update(dict.fromkeys(sheet.covered(plan), standing))
    return standings


class _Sheet:
    """The debts of an account, with what settled them and on which day it came."""

    def __init__(self, debits: Sequence[OpenDebit], credits: Sequence[OpenCredit]) -> None:
        self._by_name: dict[str, list[OpenDebit]] = {}
        for debit in debits:
            for name in {debit.id, debit.invoice.number}:
                self._by_name.setdefault(name, []).append(debit)
        # A note that corrects counts from the due day: what matters here is the day on which it came.
        self._days: Mapping[str, date] = {credit.id: credit.received_on for credit in credits}
        self._recorded: Mapping[str, date] = {
            credit.id: credit.source.recorded_on or credit.received_on for credit in credits
        }

    def covered(self, plan: PaymentPlan) -> dict[str, OpenDebit]:
        return {debit.id: debit for name in plan.receivables for debit in self._by_name.get(name, ())}

    def owed_on(self, plan: PaymentPlan) -> int:
        return self._owed_before(plan, self._counts_from(plan))

    def receipts(self, plan: PaymentPlan) -> Iterator[tuple[date, date, int]]:
        # Each with the day on which it came, and that on which it was known.
        for debit in self.covered(plan).values():
            for entry in debit.settlements:
                came_on = self._days.get(entry.credit, entry.on)
                yield came_on, max(came_on, self._recorded.get(entry.credit, came_on)), entry.minor

    def paid_minor(self, plan: PaymentPlan, day: date) -> int:
        # What had come before the agreement and was recorded after it was no part of what was left then.
        since = self._counts_from(plan)
        return sum(minor for came_on, known_on, minor in self.receipts(plan) if since <= known_on and came_on <= day)

    def _owed_before(self, plan: PaymentPlan, day: date) -> int:
        settled = sum(minor for _, known_on, minor in self.receipts(plan) if known_on < day)
        return sum(debit.minor for debit in self.covered(plan).values()) - settled

    def _counts_from(self, plan: PaymentPlan) -> date:
        # What comes on the day of the agreement pays a plan for all that was left before it; a plan for what is left
        # after it was agreed once it had come.
        following = plan.agreed_on + timedelta(days=1)
        is_before = self._owed_before(plan, plan.agreed_on) == plan.total.minor
        return following if not is_before and self._owed_before(plan, following) == plan.total.minor else plan.agreed_on

    def is_shared(self, plan: PaymentPlan, other: PaymentPlan) -> bool:
        return not self.covered(plan).keys().isdisjoint(self.covered(other))


def _last_day(plan: PaymentPlan, due_on: date) -> date:
    return due_on + timedelta(days=plan.tolerance_days)


def _missing_minor(plan: PaymentPlan, sheet: _Sheet, day: date) -> int:
    due = sum(part.amount.minor for part in plan.installments if _last_day(plan, part.due_on) < day)
    return max(0, due - sheet.paid_minor(plan, day))


def _stand(plan: PaymentPlan, sheet: _Sheet, day: date, *, is_over: bool, is_broken: bool) -> PlanStanding:
    currency = plan.total.currency
    missing = _missing_minor(plan, sheet, day)
    state = PlanState.LATE if missing else PlanState.KEPT
    if is_over:
        state = PlanState.ENDED
    elif is_broken or (missing and _last_day(plan, plan.installments[-1].due_on) < day):
        state = PlanState.BROKEN
    paid = min(plan.total.minor, sheet.paid_minor(plan, day))
    return PlanStanding(plan, state, Money.from_minor(paid, currency), Money.from_minor(missing, currency))


def _unknown_plans(plans: Sequence[PaymentPlan], ends: Sequence[PlanEnded | PlanAccelerated]) -> Iterator[Problem]:
    for event in ends:
        if not any(plan.id == event.plan and plan.agreed_on <= happened_on(event) for plan in plans):
            params = (("event", type(event).__name__), ("happened_on", happened_on(event)))
            yield Problem("plan.unknown", event.plan, path="plan", params=params)


def _without_rivals(plans: Sequence[PaymentPlan], sheet: _Sheet, problems: list[Problem]) -> Iterator[PaymentPlan]:
    # Two plans under one name, or of one day about one debt, cannot both be meant, and nothing says which one is.
    for plan in plans:
        rivals = [
            other
            for other in plans
            if other != plan
            and (other.id == plan.id or (other.agreed_on == plan.agreed_on and sheet.is_shared(plan, other)))
        ]
        if rivals:
            params = (("agreed_on", plan.agreed_on), ("others", tuple(sorted({other.id for other in rivals}))))
            problems.append(Problem("plan.contradictory", plan.id, path="id", params=params))
        else:
            yield plan


def _is_fit(plan: PaymentPlan, sheet: _Sheet, problems: list[Problem]) -> bool:
    currencies = {debit.invoice.currency for debit in sheet.covered(plan).values()}
    if currencies - {plan.total.currency}:
        params: Params = (("planned", plan.total), ("currencies", tuple(sorted(currencies))))
        problems.append(Problem("plan.currency_mismatch", plan.id, path="installments", params=params))
        return False
    owed = Money.from_minor(sheet.owed_on(plan), plan.total.currency)
    if owed != plan.total:
        params = (("planned", plan.total), ("owed", owed), ("receivables", plan.receivables))
        problems.append(Problem("plan.unfit", plan.id, path="installments", params=params))
    return owed == plan.total


def _is_accelerated(
    plan: PaymentPlan, accelerations: Sequence[PlanAccelerated], sheet: _Sheet, problems: list[Problem]
) -> bool:
    found = False
    for event in accelerations:
        if plan.accelerates and _missing_minor(plan, sheet, event.accelerated_on):
            found = True
        else:
            params = (("accelerated_on", event.accelerated_on), ("accelerates", plan.accelerates))
            problems.append(Problem("plan.not_accelerated", plan.id, path="accelerated_on", params=params))
    return found
