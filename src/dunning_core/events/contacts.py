"""The contact log: whom we tried to reach, what came of it, and why he says that he has not paid."""

from datetime import date
from enum import Enum

from attrs import field, frozen

from dunning_core._checks import check_free_text, check_instance
from dunning_core.events.checking import check_days, check_target
from dunning_core.events.notices import Channel, as_channel


class ContactOutcome(Enum):
    """What came of a call or another contact.

    No answer and a message left are tried again. A wrong number, and a refusal to talk, are not: the next channel is
    used.
    """

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"


class ContactReason(Enum):
    """Why the client says that he has not paid; what it does to the chase is the policy's (`waits_by_reason`)."""

    FORGOTTEN = "forgotten"
    CASH = "cash"
    ADMINISTRATIVE_ERROR = "administrative_error"
    APPROVAL = "approval"
    DISPUTE = "dispute"
    OTHER = "other"


@frozen
class ContactMade:
    """Somebody tried to reach a client, about a subject or about all that he owed on the day.

    A call that reached him and told him a stage is a `NoticeSent` on the channel phone as well: this one says what he
    answered. A call that did not counts as no stage, is tried again on the next working day, and after so many of them
    (`unanswered_calls_max` of the policy) the stage's fallback channel is used. A contested amount is a `Dispute` of
    its own, and a promise a `PromiseToPay`.
    """

    subject: str | None = None
    client: str | None = field(default=None, kw_only=True)
    channel: Channel = field(default=Channel.PHONE, converter=as_channel, kw_only=True)
    outcome: ContactOutcome = field(kw_only=True)
    reason: ContactReason | None = field(default=None, kw_only=True)
    made_on: date = field(kw_only=True)
    note: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_target(self.subject, self.client)
        check_instance("outcome", self.outcome, ContactOutcome)
        if self.reason is not None:
            check_instance("reason", self.reason, ContactReason)
        check_days("made_on", self.made_on, recorded_on=self.recorded_on)
        check_free_text("note", self.note)
