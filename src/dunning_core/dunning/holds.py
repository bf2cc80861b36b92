"""Rules that facts about the debt or the account set off: document status, court, agreements, third parties, contacts.

Each is a plain function `(case) -> Block | None` like those of `rules`, which puts them in their order.
"""

from dunning_core.dunning.cases import NEVER, Block, OneItem, Reason
from dunning_core.events import (
    CourtStep,
    CourtStepKind,
    DisputeResolved,
    PlatformStatus,
    StatusEffect,
)
from dunning_core.ledger import Receivable, find_assignment, open_disputes
from dunning_core.ledger.custody import assignment_ended_on, find_hand_over
from dunning_core.ledger.platforms import newest_status

#: The steps after which a debt is before a court or a bailiff: it has left the amicable run.
IN_COURT = (CourtStepKind.CLAIM_BROUGHT, CourtStepKind.ENFORCEABLE, CourtStepKind.ENFORCEMENT)


def document_rejected(case: OneItem) -> Block | None:
    """What a platform rejected did not reach the client, and what was cancelled is not owed: neither is chased."""
    newest = newest_status(case.item)
    if newest is None or newest.code.effect is not StatusEffect.REJECTED:
        return None
    return Block(Reason("platform.rejected", _told(newest)), NEVER)


def document_contested(case: OneItem) -> Block | None:
    """A document that is refused, contested or suspended on its platform waits for a newer status, or for our record.

    A dispute on record says which part is contested, and then the rest is chased; its resolution ends the wait.
    """
    newest = newest_status(case.item)
    if newest is not None and newest.code.effect is StatusEffect.SUSPENDED:
        return Block(Reason("platform.suspended", _told(newest)), NEVER)
    return find_contest(case.item)


def find_contest(item: Receivable) -> Block | None:
    """Find the refusal or the contest of a document on its platform that no dispute on record has taken the place of.

    It is of the whole document, and its resolution ends it.
    """
    newest = newest_status(item) if item.events else None
    if newest is None or newest.code.effect is not StatusEffect.CONTESTED or any(open_disputes(item)):
        return None
    resolved = (event.resolved_on for event in item.events if isinstance(event, DisputeResolved))
    if any(day >= newest.reported_on for day in resolved):
        return None
    return Block(Reason("platform.contested", _told(newest)), NEVER)


def _told(status: PlatformStatus) -> tuple[tuple[str, object], ...]:
    return (("status", status.status), ("reported_on", status.reported_on), ("reason", status.reason))


def claim_in_court(case: OneItem) -> Block | None:
    """Once a claim is brought, or a decision is being enforced, the debt leaves the amicable run."""
    steps = [event for event in case.item.events if isinstance(event, CourtStep) and event.kind in IN_COURT]
    if not steps:
        return None
    last = max(steps, key=lambda event: (event.taken_on, event.kind.value, event.reference))
    params = (("step", last.kind.value), ("taken_on", last.taken_on), ("reference", last.reference))
    return Block(Reason("court.claim_brought", params), NEVER)


def debt_assigned(case: OneItem) -> Block | None:
    """What was assigned is paid to the assignee, and not asked for by us until it is taken back, unless we collect it.

    What only a platform reports as assigned, or as to be paid elsewhere, waits until we record who asks, and where to
    pay.
    """
    assigned, status = find_assignment(case.item), _status_of_payee(case)
    if assigned is None:
        return None if status is None else Block(_payee_reason(status), NEVER)
    if not assigned.is_collected_by_us:
        params = (("assignee", assigned.assignee), ("assigned_on", assigned.assigned_on))
        return Block(Reason("debt.assigned", params), NEVER)
    if status is None or status.code.effect is StatusEffect.ASSIGNED or status.reported_on <= assigned.assigned_on:
        return None
    return Block(_payee_reason(status), NEVER)


def _payee_reason(status: PlatformStatus) -> Reason:
    if status.code.effect is StatusEffect.ASSIGNED:
        return Reason("platform.assigned", _told(status))
    return Reason("platform.payee_changed", _told(status))


def _status_of_payee(case: OneItem) -> PlatformStatus | None:
    reported = [event for event in case.item.events if isinstance(event, PlatformStatus)]
    own = (event for event in reported if event.code.effect in (StatusEffect.ASSIGNED, StatusEffect.PAYEE_CHANGED))
    newest = max(own, key=lambda event: (event.reported_on, event.status), default=None)
    return newest if newest is not None and newest.reported_on > assignment_ended_on(case.item) else None


def debt_handed_over(case: OneItem) -> Block | None:
    """What an agency or a lawyer pursues has left the amicable run, until it is taken back."""
    last = find_hand_over(case.item)
    if last is None:
        return None
    params = (("agent", last.agent), ("handed_on", last.handed_on))
    return Block(Reason("debt.handed_over", params), NEVER)
