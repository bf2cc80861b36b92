"""What is unwise among the options of a policy: a client left alone too long, a rule that binds nobody or everybody."""

from collections.abc import Iterator

from dunning_core.dunning.policies import DunningPolicy
from dunning_core.errors import Problem
from dunning_core.events import Channel

#: A silence longer than this between two stages, before the first one, or by an option, is told.
GAP_DAYS = 45


def lint_options(policy: DunningPolicy) -> Iterator[Problem]:
    """Give what is unwise in how a policy waits, calls, contacts and escalates."""
    yield from _lint_waits(policy)
    yield from _lint_calls(policy)
    if not policy.credit_hold_days:
        yield Problem("policy.credit_hold.none", policy.name, path="credit_hold_days")
    if policy.bank_data_days == 0:
        yield Problem("policy.bank_data.same_day", policy.name, path="bank_data_days")
    most, days = policy.contacts_max, policy.contacts_days
    if most is not None and most >= days:
        # What is done on one day is one contact.
        params = (("contacts_max", most), ("contacts_days", days))
        yield Problem("policy.contacts.idle", policy.name, path="contacts_max", params=params)
    escalation, highest = policy.escalation, policy.stages[-1].kind
    if escalation is not None and escalation.kind is not None and escalation.kind > highest:
        params = (("kind", escalation.kind), ("highest", highest))
        yield Problem("policy.escalation.unreachable", policy.name, path="escalation.kind", params=params)


def _lint_waits(policy: DunningPolicy) -> Iterator[Problem]:
    options = {name: getattr(policy, name) for name in ("credit_hold_days", "arrival_days", "tone_days")}
    if policy.contacts_max == 1:
        options["contacts_days"] = policy.contacts_days
    options |= {f"waits_by_reason[{reason.value}]": days for reason, days in policy.waits_by_reason}
    for name, days in options.items():
        if days > GAP_DAYS:
            params = (("option", name), ("days", days), ("gap_days", GAP_DAYS))
            yield Problem("policy.wait.long", policy.name, path=name, params=params)


def _lint_calls(policy: DunningPolicy) -> Iterator[Problem]:
    calls = [(place, stage) for place, stage in enumerate(policy.stages) if stage.channel is Channel.PHONE]
    if policy.unanswered_calls_max is None:
        if calls:
            yield Problem("policy.calls.endless", policy.name, path="unanswered_calls_max")
        return
    for place, stage in calls:
        if stage.fallback_channel in (None, Channel.PHONE):
            params = (("stage", stage.name), ("calls", policy.unanswered_calls_max))
            yield Problem("policy.fallback.missing", policy.name, path=f"stages[{place}]", params=params)
