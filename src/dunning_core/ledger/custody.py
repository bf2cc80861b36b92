"""Who collects a debt on a day: we, the one to whom it was assigned, or the one to whom it was handed over."""

from datetime import date

from dunning_core.events import Assigned, HandedOver, PlatformStatus, StatusEffect, TakenBack, happened_on
from dunning_core.ledger.endings import list_running
from dunning_core.ledger.receivable import Receivable


def find_assignment(receivable: Receivable) -> Assigned | None:
    """Return the newest assignment of a receivable that is in force on its day, or None.

    It ends when the debt is taken back, or its platform says that it is not assigned any more.
    """
    if not receivable.events:
        return None
    given = [event for event in _list_custody(receivable) if isinstance(event, Assigned)]
    return max(given, key=lambda event: (event.assigned_on, event.assignee, repr(event)), default=None)


def find_hand_over(receivable: Receivable) -> HandedOver | None:
    """Return the newest hand-over of a receivable to an agency or a lawyer that is in force on its day, or None."""
    given = [event for event in _list_custody(receivable) if isinstance(event, HandedOver)]
    return max(given, key=lambda event: (event.handed_on, event.agent), default=None)


def assignment_ended_on(receivable: Receivable) -> date:
    """Return the last day on which an assignment ended; the first of all days when none did."""
    return max((*_unassigned_on(receivable), *_taken_back_on(receivable)), default=date.min)


def _list_custody(receivable: Receivable) -> list[Assigned | HandedOver]:
    given = [event for event in receivable.events if isinstance(event, Assigned | HandedOver)]
    if not given:
        return []
    assigned: list[Assigned | HandedOver] = [event for event in given if isinstance(event, Assigned)]
    ended = [event for event in assigned if event not in _running(assigned, _unassigned_on(receivable))]
    # Taken back from one and given to another on the same day, it is with the other.
    return _running([event for event in given if event not in ended], _taken_back_on(receivable))


def _running(given: list[Assigned | HandedOver], ends: list[date]) -> list[Assigned | HandedOver]:
    return list_running(given, ends, began_on=happened_on)


def _taken_back_on(receivable: Receivable) -> list[date]:
    return [event.taken_back_on for event in receivable.events if isinstance(event, TakenBack)]


def _unassigned_on(receivable: Receivable) -> list[date]:
    reported = (event for event in receivable.events if isinstance(event, PlatformStatus))
    return [event.reported_on for event in reported if event.code.effect is StatusEffect.NOT_ASSIGNED]
