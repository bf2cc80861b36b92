"""Rules that what was agreed with the client sets off: a plan that is kept, promises, money on its way.

Each is a plain function `(case) -> Block | None` like those of `rules`, which puts them in their order.
"""

from collections.abc import Sequence
from datetime import timedelta

from dunning_core.documents import PaymentMeans
from dunning_core.dunning.cases import (
    NEVER,
    Block,
    Case,
    OneItem,
    Reason,
    chaseable_minor,
    open_announcements,
    open_promises,
)
from dunning_core.events import MeansPresented, PaymentReturned, StatusEffect
from dunning_core.ledger import PlanState, PromiseStanding, Receivable
from dunning_core.ledger.platforms import newest_status
from dunning_core.money import Money

_ONE_DAY = timedelta(days=1)
#: What the creditor collects himself: asking for it would ask twice.
_COLLECTED = (PaymentMeans.DIRECT_DEBIT, PaymentMeans.BILL_OF_EXCHANGE)


def plan_kept(case: OneItem) -> Block | None:
    """While a payment plan is kept nothing of its debts is chased; the day it is late, they are as without it."""
    standing = case.item.plan
    if standing is None or standing.state is not PlanState.KEPT or standing.late_on is None:
        return None
    due_on, amount = standing.remaining[0]
    params = (("plan", standing.plan.id), ("agreed_on", standing.plan.agreed_on), ("due_on", due_on))
    return Block(Reason("plan.kept", (*params, ("amount", amount))), standing.late_on)


def promise_open(case: Case) -> Block | None:
    """Promises that cover what can be chased hold it, to the day on which those still open no longer do."""
    return _hold_while_covered(case, "promise.open", open_promises(case.item))


def payment_announced(case: Case) -> Block | None:
    """Announced payments that cover what can be chased hold it, to the end of the days in which they may come in."""
    return _hold_while_covered(case, "payment.announced", open_announcements(case.item))


def _hold_while_covered(case: Case, code: str, running: Sequence[PromiseStanding]) -> Block | None:
    chaseable = chaseable_minor(case.item)
    left = sum(standing.missing.minor for standing in running)
    if not running or left < chaseable:
        return None
    promised = Money.from_minor(min(left, chaseable), case.item.currency)
    last = running[0]
    for standing in running:
        if left < chaseable:
            break
        left -= standing.missing.minor
        last = standing
    params = (("promised", promised), ("pay_on", last.pay_on), ("last_day", last.last_day))
    return Block(Reason(code, params), last.last_day + _ONE_DAY)


def means_pending(case: Case) -> Block | None:
    """What is to be collected by direct debit or bill of exchange waits until it was presented, and was payable.

    After that day its money, or its return, is waited for as long as the policy says; its return ends the wait.
    """
    return find_pending_means(case.item, arrival_days=case.policy.arrival_days)


def find_pending_means(item: Receivable, *, arrival_days: int) -> Block | None:
    """Find the means that a receivable waits for, None when it waits for none, or so many days more have passed."""
    presented = [event for event in item.events if isinstance(event, MeansPresented)]
    if not presented:
        if item.invoice.means not in _COLLECTED:
            return None
        return Block(Reason("means.not_presented", (("means", item.invoice.means),)), NEVER)
    last = max(presented, key=lambda event: (event.presented_on, event.payable_on, event.means.value))
    free_on = last.payable_on + timedelta(days=arrival_days + 1)
    # The return of another presentation, whenever it is told, says nothing of this one.
    is_returned = any(isinstance(event, PaymentReturned) and event.payment == last.payment for event in item.events)
    if free_on <= item.day or is_returned:
        return None
    params = (("means", last.means), ("presented_on", last.presented_on), ("payable_on", last.payable_on))
    return Block(Reason("means.presented", params), free_on)


def payment_reported(case: Case) -> Block | None:
    """What a platform reports as paid, by the buyer or by us, waits for its money as long as the policy says."""
    newest = newest_status(case.item)
    if newest is None or newest.code.effect is not StatusEffect.PAID:
        return None
    free_on = newest.reported_on + timedelta(days=case.policy.arrival_days + 1)
    if free_on <= case.day:
        return None
    params = (("status", newest.status), ("reported_on", newest.reported_on))
    return Block(Reason("platform.paid", params), free_on)
