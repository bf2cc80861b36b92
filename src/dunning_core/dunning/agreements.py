"""Rules that what was agreed with the client sets off: a payment plan that is kept, promises that are open.

Each is a plain function `(case) -> Block | None` like those of `rules`, which puts them in their order.
"""

from datetime import timedelta

from dunning_core.dunning.cases import Block, Case, Reason, chaseable_minor, open_promises
from dunning_core.ledger import PlanState
from dunning_core.money import Money


def plan_kept(case: Case) -> Block | None:
    """While a payment plan is kept nothing of its debts is chased; the day it is late, they are as without it."""
    standing = case.item.plan
    if standing is None or standing.state is not PlanState.KEPT or standing.late_on is None:
        return None
    due_on, amount = standing.remaining[0]
    params = (("plan", standing.plan.id), ("agreed_on", standing.plan.agreed_on), ("due_on", due_on))
    return Block(Reason("plan.kept", (*params, ("amount", amount))), standing.late_on)


def promise_open(case: Case) -> Block | None:
    """Promises that cover what can be chased hold it, to the day on which those still open no longer do."""
    running, chaseable = open_promises(case.item), chaseable_minor(case.item)
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
    params = (("promised", promised), ("pay_on", last.promise.pay_on), ("last_day", last.last_day))
    return Block(Reason("promise.open", params), last.last_day + timedelta(days=1))
