"""Rules that the contact log sets off: a call that nobody answered, and the reason that the client gave.

Each is a plain function `(case) -> Block | None` like those of `rules`, which puts them in their order.
"""

from datetime import timedelta

from dunning_core.calendars import BusinessCalendar
from dunning_core.dunning.cases import Block, Case, Reason
from dunning_core.dunning.policies import DunningPolicy
from dunning_core.events import ContactOutcome
from dunning_core.ledger import Receivable
from dunning_core.ledger.contact import failed_calls, last_reason

#: The working days of a policy without a calendar.
_WEEKDAYS = BusinessCalendar("Monday to Friday")
#: After these no call is made again.
_FINAL = (ContactOutcome.WRONG_NUMBER, ContactOutcome.REFUSED)


def call_unanswered(case: Case) -> Block | None:
    """A call that nobody answered is tried again on the next working day; a wrong number keeps nobody waiting."""
    calls = [call for call in failed_calls(case.item) if call.outcome is not ContactOutcome.WRONG_NUMBER]
    if not calls:
        return None
    last = max(calls, key=lambda call: (call.made_on, call.outcome.value))
    free_on = (case.policy.calendar or _WEEKDAYS).next_open(last.made_on + timedelta(days=1))
    if free_on <= case.day:
        return None
    params = (("outcome", last.outcome), ("made_on", last.made_on), ("calls", len(calls)))
    return Block(Reason("contact.unanswered", params), free_on)


def reason_given(case: Case) -> Block | None:
    """What the client said last keeps him from being chased for as many days as the policy grants that reason."""
    last = last_reason(case.item)
    if last is None or last.reason is None:
        return None
    free_on = last.made_on + timedelta(days=dict(case.policy.waits_by_reason).get(last.reason, 0))
    if free_on <= case.day:
        return None
    params = (("given", last.reason), ("made_on", last.made_on), ("until", free_on))
    return Block(Reason("contact.reason", params), free_on)


def is_phone_exhausted(item: Receivable, policy: DunningPolicy) -> bool:
    """Return whether calls about a receivable are of no use any more: too many, a wrong number, a refusal to talk."""
    calls = failed_calls(item)
    if any(call.outcome in _FINAL for call in calls):
        return True
    return policy.unanswered_calls_max is not None and len(calls) >= policy.unanswered_calls_max
