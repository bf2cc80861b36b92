"""Notices: what left for the debtor, at which stage, and what came of it."""

from collections.abc import Iterable
from datetime import date
from enum import Enum, IntEnum

from attrs import field, frozen

from dunning_core._checks import (
    as_tuple,
    check_count,
    check_date,
    check_free_text,
    check_instance,
    check_order,
    check_text,
)
from dunning_core.errors import InvalidValueError
from dunning_core.events.checking import check_days


class StageKind(IntEnum):
    """The nature of a dunning stage, in rising order; a policy names its stages, the kind is what they share."""

    BEFORE_DUE = 0
    COURTEOUS = 1
    FIRM = 2
    LAST = 3
    FORMAL_NOTICE = 4
    RECOURSE = 5


class Channel(Enum):
    """The way by which a notice travels; HANDOVER is a file handed to an agency, a bailiff or a court."""

    EMAIL = "email"
    PHONE = "phone"
    POST = "post"
    REGISTERED = "registered"
    HANDOVER = "handover"


def as_channel(given: Channel | str) -> Channel:
    """Return a channel, or the one of a name; InvalidValueError for a name that is none."""
    try:
        return Channel(given)
    except ValueError:
        known = ", ".join(channel.value for channel in Channel)
        raise InvalidValueError("unknown_channel", "channel", given, f"pass one of {known}") from None


def as_ids(given: Iterable[str]) -> tuple[str, ...]:
    """Return names of receivables as a tuple, each once; WrongTypeError for what is not a sequence of texts."""
    ids = as_tuple("receivables", given, str)
    for index, name in enumerate(ids):
        check_text(f"receivables[{index}]", name)
    return tuple(dict.fromkeys(ids))


# Its hash is kept: a chronology looks it up once for each debt, and it may be about thousands.
@frozen(kw_only=True, cache_hash=True)
class NoticeSent:
    """A notice left for a client's account, at a stage, about some receivables.

    `deadline_days` is the deadline that it set, in days from its presentation. `key` is the key of the action, and
    `approved_by` who approved it, by a name of yours.

    Raises InvalidValueError for a notice that is on record before it was sent.
    """

    client: str
    stage: str
    kind: StageKind
    receivables: tuple[str, ...] = field(converter=as_ids)
    channel: Channel = field(converter=as_channel)
    sent_on: date
    deadline_days: int | None = None
    proof: str | None = None
    key: str | None = None
    approved_by: str | None = None
    recorded_on: date | None = None

    def __attrs_post_init__(self) -> None:
        check_text("client", self.client)
        check_text("stage", self.stage)
        check_instance("kind", self.kind, StageKind)
        check_days("sent_on", self.sent_on, recorded_on=self.recorded_on)
        if self.recorded_on is not None:
            # A notice that is only planned is no fact.
            check_order("recorded_on", self.recorded_on, self.sent_on)
        if self.deadline_days is not None:
            check_count("deadline_days", self.deadline_days, highest=366)
        if self.proof is not None:
            check_free_text("proof", self.proof)
        if self.key is not None:
            check_text("key", self.key)
        if self.approved_by is not None:
            check_text("approved_by", self.approved_by)
        if not self.receivables:
            raise InvalidValueError("empty", "receivables", self.receivables, "name the receivables of the notice")


class ReturnReason(Enum):
    """Why a notice came back; a registered one that was refused or left unclaimed counts as presented."""

    BOUNCED = "bounced"
    UNKNOWN_ADDRESS = "unknown_address"
    REFUSED = "refused"
    UNCLAIMED = "unclaimed"


@frozen(kw_only=True)
class NoticeReturned:
    """A notice sent to a client on a day, at a stage, came back on another day."""

    client: str
    stage: str
    sent_on: date
    returned_on: date
    reason: ReturnReason
    recorded_on: date | None = None

    def __attrs_post_init__(self) -> None:
        check_text("client", self.client)
        check_text("stage", self.stage)
        check_date("sent_on", self.sent_on)
        check_instance("reason", self.reason, ReturnReason)
        check_days("returned_on", self.returned_on, recorded_on=self.recorded_on)
        check_order("returned_on", self.returned_on, self.sent_on)


@frozen(kw_only=True)
class NoticePresented:
    """A registered notice was presented to its addressee: deadlines run from this day rather than the sending."""

    client: str
    stage: str
    sent_on: date
    presented_on: date
    recorded_on: date | None = None

    def __attrs_post_init__(self) -> None:
        check_text("client", self.client)
        check_text("stage", self.stage)
        check_date("sent_on", self.sent_on)
        check_days("presented_on", self.presented_on, recorded_on=self.recorded_on)
        check_order("presented_on", self.presented_on, self.sent_on)
