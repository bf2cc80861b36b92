"""Stage: one step of a dunning policy, as the business chose it."""

from enum import Enum

from attrs import frozen

from dunning_core._checks import check_count, check_instance, check_text
from dunning_core.errors import PolicyError
from dunning_core.events import Channel, StageKind
from dunning_core.parties import ContactRole


class StageReference(Enum):
    """The day from which the delay of a stage is counted."""

    DUE_DATE = "due_date"
    DEADLINE = "deadline"


@frozen
class Stage:
    """A step of the chase: when it comes, by which channel, to whom, and what it claims.

    `delay_days` is counted from the due date, and may be negative; day `due + delay` is enough. With the reference
    DEADLINE it is counted from the deadline that the notice before it set (`deadline_days` after its presentation).
    `fallback_channel` is used when the recipient has no address for the channel. Raises PolicyError for a stage that
    contradicts itself.
    """

    name: str
    kind: StageKind
    delay_days: int
    channel: Channel
    reference: StageReference = StageReference.DUE_DATE
    fallback_channel: Channel | None = None
    role: ContactRole = ContactRole.ACCOUNTING
    announces_penalties: bool = False
    claims_penalties: bool = False
    deadline_days: int | None = None
    needs_approval: bool = False

    def __attrs_post_init__(self) -> None:
        check_text("name", self.name)
        check_instance("kind", self.kind, StageKind)
        check_count("delay_days", self.delay_days, lowest=-366, highest=3660)
        check_instance("channel", self.channel, Channel)
        check_instance("reference", self.reference, StageReference)
        if self.fallback_channel is not None:
            check_instance("fallback_channel", self.fallback_channel, Channel)
        check_instance("role", self.role, ContactRole)
        if self.deadline_days is not None:
            check_count("deadline_days", self.deadline_days, highest=366)
        if (self.kind is StageKind.BEFORE_DUE) != (self.delay_days < 0):
            raise PolicyError(
                "bad_policy", "delay_days", self.delay_days, "BEFORE_DUE stages, and only they, are negative"
            )
        if self.claims_penalties and self.kind is StageKind.BEFORE_DUE:
            raise PolicyError("bad_policy", "claims_penalties", self.name, "nothing is late before the due day")
