"""The words of what a standard codes: the statuses of a platform and the reasons of a dispute, from the catalog."""

from dunning_core.events import find_dispute_reason
from dunning_core.notices.wording import Wording


def word_status(status: object, wording: Wording) -> str:
    """Return the words of a status of the e-invoice life cycle, by its number."""
    return wording.say(f"status.{status}")


def word_reason(reason: str, wording: Wording) -> str:
    """Return the words of a coded reason, or the free text as it was given."""
    return wording.show(reason) if find_dispute_reason(reason) is None else wording.say(f"dispute_reason.{reason}")
