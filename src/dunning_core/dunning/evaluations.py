"""Evaluations: every rule that was asked about a receivable, what it compared, and whether it holds the chase back."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from dunning_core.dunning.cases import (
    NEVER,
    Block,
    Case,
    chaseable_minor,
    open_announcements,
    open_promises,
    promised_minor,
)
from dunning_core.dunning.conclusions import Conclusion
from dunning_core.dunning.rules import RULES, Rule
from dunning_core.errors import Params
from dunning_core.events import (
    Assigned,
    CourtStep,
    HandedOver,
    Hold,
    Insolvency,
    MeansPresented,
    PlatformStatus,
    TakenBack,
    happened_on,
)
from dunning_core.ledger.contact import failed_calls, last_reason
from dunning_core.money import Money


@frozen
class Evaluation:
    """One rule as it was asked: its name, whether it holds the receivable back, and the operands that it compared.

    `code` is that of the reason when it holds. `free_on` is the first day on which it no longer does; None when it does
    not hold, or when only a new fact can end it.
    """

    rule: str
    holds: bool
    operands: Params = ()
    code: str | None = None
    free_on: date | None = None

    def operand(self, name: str) -> Any:
        """Return one operand by its name, or None when the rule has no such operand."""
        return next((value for key, value in self.operands if key == name), None)


def evaluate_rules(concluded: Conclusion) -> tuple[Evaluation, ...]:
    """Return every rule in the order in which they are asked, with its operands and its verdict."""
    case = concluded.case
    asked = (_settled(case), *(_ask(rule, case, concluded.blocks) for rule, _ in RULES))
    return (*asked, *(_held("stage_guarded", guard) for guard in concluded.guards))


def _ask(rule: Rule, case: Case, told: Sequence[Block]) -> Evaluation:
    name = rule.__name__
    block = rule(case)
    # What starts on a later day, and prevents nothing before it, does not hold.
    if block is None or block not in told:
        return Evaluation(name, holds=False, operands=LOOKS[name](case))
    return _held(name, block)


def _held(name: str, block: Block) -> Evaluation:
    free_on = block.free_on if block.free_on < NEVER else None
    return Evaluation(name, holds=True, operands=block.reason.params, code=block.reason.code, free_on=free_on)


def _settled(case: Case) -> Evaluation:
    item = case.item
    operands: Params = (("outstanding", item.outstanding), ("amount", item.amount))
    is_settled = not item.outstanding_minor
    return Evaluation("settled", holds=is_settled, operands=operands, code="settled" if is_settled else None)


def _newest(case: Case, kinds: type | tuple[type, ...]) -> Params:
    days = [happened_on(event) for event in case.item.events if isinstance(event, kinds)]
    return (("on_record", len(days)), ("newest", max(days, default=None)))


def _recorded(*kinds: type) -> Callable[[Case], Params]:
    return lambda case: _newest(case, kinds)


def _status(case: Case) -> Params:
    reported = [event for event in case.item.events if isinstance(event, PlatformStatus)]
    newest = max(reported, key=lambda event: (event.reported_on, event.status), default=None)
    return (("status", newest.status if newest else None), ("reported_on", newest.reported_on if newest else None))


def _due_day(case: Case) -> Params:
    return (("due_on", case.item.due_on),)


def _disputed(case: Case) -> Params:
    return (("disputed", case.item.disputed), ("outstanding", case.item.outstanding))


def _means(case: Case) -> Params:
    return (("means", case.item.invoice.means), *_newest(case, MeansPresented))


def _calls(case: Case) -> Params:
    return (("calls", len(failed_calls(case.item))),)


def _reason_given(case: Case) -> Params:
    last = last_reason(case.item)
    return (("given", last.reason if last else None), ("made_on", last.made_on if last else None))


def _announced(case: Case) -> Params:
    running = open_announcements(case.item)
    minor = sum(standing.missing.minor for standing in running)
    return (
        ("announced", Money.from_minor(minor, case.item.currency)),
        ("last_day", running[-1].last_day if running else None),
        ("chased", Money.from_minor(chaseable_minor(case.item), case.item.currency)),
    )


def _bank_data(case: Case) -> Params:
    return (("until", case.account.account.bank_until), ("bank_data_days", case.policy.bank_data_days))


def _plan(case: Case) -> Params:
    standing = case.item.plan
    if standing is None:
        return (("plan", None),)
    return (("plan", standing.plan.id), ("plan_state", standing.state), ("missing", standing.missing))


def _promised(case: Case) -> Params:
    running, currency = open_promises(case.item), case.item.currency
    return (
        ("promised", Money.from_minor(promised_minor(case.item), currency)),
        ("last_day", running[-1].last_day if running else None),
        ("chased", Money.from_minor(chaseable_minor(case.item), currency)),
    )


def _credits(case: Case) -> Params:
    credits: Sequence[Any] = [
        credit for credit in case.account.account.credits if credit.currency == case.item.currency
    ]
    left = sum(credit.remainder_minor for credit in credits)
    cover = case.account.cover(case.item) if case.account.account.credits else None
    return (
        ("credits", len(credits)),
        ("remainder", Money.from_minor(left, case.item.currency)),
        ("credit", cover.id if cover is not None else None),
    )


def _minimum(case: Case) -> Params:
    chased = Money.from_minor(chaseable_minor(case.item), case.item.currency)
    return (("chased", chased), ("minimum", case.policy.minimum))


def _minimum_total(case: Case) -> Params:
    late = Money.from_minor(case.account.late_minor(case.item), case.item.currency)
    return (("late", late), ("minimum", case.policy.minimum_total))


#: What each rule looks at, by its name: told when it passes, as its operands are when it holds.
LOOKS: dict[str, Callable[[Case], Params]] = {
    "document_rejected": _status,
    "retention_not_due": _due_day,
    "means_pending": _means,
    "insolvency_opened": _recorded(Insolvency),
    "claim_in_court": _recorded(CourtStep),
    "grace_granted": _recorded(CourtStep),
    "debt_assigned": _recorded(Assigned, TakenBack),
    "debt_handed_over": _recorded(HandedOver, TakenBack),
    "hold_in_force": _recorded(Hold),
    "call_unanswered": _calls,
    "reason_given": _reason_given,
    "document_contested": _status,
    "disputed_in_full": _disputed,
    "plan_kept": _plan,
    "promise_open": _promised,
    "payment_announced": _announced,
    "payment_reported": _status,
    "bank_data_old": _bank_data,
    "credit_unsettled": _credits,
    "under_minimum": _minimum,
    "under_minimum_total": _minimum_total,
}
