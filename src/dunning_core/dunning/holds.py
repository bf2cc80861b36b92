"""Rules that facts about the debt or the account set off: document status, court, agreements, third parties, contacts.

Each is a plain function `(case) -> Block | None` like those of `rules`, which puts them in their order.
"""

from dunning_core.dunning.cases import NEVER, Block, Case, Reason
from dunning_core.events import CourtStep, CourtStepKind, DisputeResolved, PlatformStatus, StatusEffect
from dunning_core.ledger import open_disputes

#: The steps after which a debt is before a court or a bailiff: it has left the amicable run.
IN_COURT = (CourtStepKind.CLAIM_BROUGHT, CourtStepKind.ENFORCEABLE, CourtStepKind.ENFORCEMENT)


def document_refused(case: Case) -> Block | None:
    """What a platform rejected, refused or cancelled is not chased: another document has to be issued."""
    newest = _newest_status(case)
    if newest is None or newest.code.effect is not StatusEffect.REFUSED:
        return None
    return Block(Reason("platform.refused", _told(newest)), NEVER)


def document_contested(case: Case) -> Block | None:
    """A document that is contested or suspended on its platform waits for a newer status, or for what we record.

    A dispute on record says which part is contested, and then the rest is chased; its resolution ends the wait.
    """
    newest = _newest_status(case)
    if newest is None:
        return None
    if newest.code.effect is StatusEffect.SUSPENDED:
        return Block(Reason("platform.suspended", _told(newest)), NEVER)
    if newest.code.effect is not StatusEffect.CONTESTED or any(open_disputes(case.item)):
        return None
    resolved = (event.resolved_on for event in case.item.events if isinstance(event, DisputeResolved))
    if any(day >= newest.reported_on for day in resolved):
        return None
    return Block(Reason("platform.contested", _told(newest)), NEVER)


def _newest_status(case: Case) -> PlatformStatus | None:
    reported = [event for event in case.item.events if isinstance(event, PlatformStatus)]
    return max(reported, key=lambda event: (event.reported_on, event.status), default=None)


def _told(status: PlatformStatus) -> tuple[tuple[str, object], ...]:
    return (("status", status.status), ("reported_on", status.reported_on), ("reason", status.reason))


def claim_in_court(case: Case) -> Block | None:
    """Once a claim is brought, or a decision is being enforced, the debt leaves the amicable run."""
    steps = [event for event in case.item.events if isinstance(event, CourtStep) and event.kind in IN_COURT]
    if not steps:
        return None
    last = max(steps, key=lambda event: (event.taken_on, event.kind.value, event.reference))
    params = (("step", last.kind.value), ("taken_on", last.taken_on), ("reference", last.reference))
    return Block(Reason("court.claim_brought", params), NEVER)
