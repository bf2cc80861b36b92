"""Who collects a debt on a day: we, or the one to whom it was assigned."""

from datetime import date

from dunning_core.events import Assigned, PlatformStatus, StatusEffect, TakenBack
from dunning_core.ledger.receivable import Receivable


def find_assignment(receivable: Receivable) -> Assigned | None:
    """Return the newest assignment of a receivable that is in force on its day, or None.

    It ends when the debt is taken back, or its platform says that it is not assigned any more.
    """
    given = [event for event in receivable.events if isinstance(event, Assigned)]
    last = max(given, key=lambda event: (event.assigned_on, event.assignee, repr(event)), default=None)
    return last if last is not None and last.assigned_on > assignment_ended_on(receivable) else None


def assignment_ended_on(receivable: Receivable) -> date:
    """Return the last day on which an assignment ended; the first of all days when none did."""
    return max((day for event in receivable.events if (day := _ends_on(event)) is not None), default=date.min)


def _ends_on(event: object) -> date | None:
    if isinstance(event, TakenBack):
        return event.taken_back_on
    if isinstance(event, PlatformStatus) and event.code.effect is StatusEffect.NOT_ASSIGNED:
        return event.reported_on
    return None
