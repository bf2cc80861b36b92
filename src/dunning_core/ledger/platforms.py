"""What the platform of a document says of it on a day: its newest status, and whether it ever reached the client."""

from dunning_core.events import PlatformStatus, StatusEffect
from dunning_core.ledger.receivable import Receivable

_ABOUT_THE_PAYEE = (StatusEffect.ASSIGNED, StatusEffect.PAYEE_CHANGED, StatusEffect.NOT_ASSIGNED)


def newest_status(receivable: Receivable) -> PlatformStatus | None:
    """Return the newest status of a document; those that say who is to be paid stand apart, and end nothing."""
    reported = [event for event in receivable.events if isinstance(event, PlatformStatus)]
    own = (event for event in reported if event.code.effect not in _ABOUT_THE_PAYEE)
    return max(own, key=lambda event: (event.reported_on, event.status), default=None)


def is_rejected(receivable: Receivable) -> bool:
    """Return whether its platform rejected the document, or reports it as cancelled: nothing is late by it."""
    newest = newest_status(receivable) if receivable.events else None
    return newest is not None and newest.code.effect is StatusEffect.REJECTED
