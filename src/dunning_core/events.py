"""What happened in the world: notices sent and returned, promises, disputes, holds, cancellations, letterings.

Each event is a dated fact that is added to the ledger; nothing is ever a flag that somebody changes. What ends a
thing is an event of its own (`DisputeResolved`, `HoldReleased`). Every event has the day it happened, and optionally
`recorded_on`, the day it became known. A subject is an invoice's number or a receivable's id.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum, IntEnum

from attrs import field, frozen

from dunning_core._checks import (
    as_tuple,
    check_count,
    check_date,
    check_free_text,
    check_instance,
    check_optional_date,
    check_order,
    check_text,
)
from dunning_core.errors import InvalidValueError
from dunning_core.money import Money, currency_digits


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


def _channel(given: Channel | str) -> Channel:
    try:
        return Channel(given)
    except ValueError:
        known = ", ".join(channel.value for channel in Channel)
        raise InvalidValueError("unknown_channel", "channel", given, f"pass one of {known}") from None


def _ids(given: Iterable[str]) -> tuple[str, ...]:
    ids = as_tuple("receivables", given, str)
    for index, name in enumerate(ids):
        check_text(f"receivables[{index}]", name)
    return tuple(dict.fromkeys(ids))


@frozen(kw_only=True)
class NoticeSent:
    """A notice left for a client's account, at a stage, about some receivables.

    `deadline_days` is the deadline that it set, in days from its presentation. `key` is the key of the action.
    """

    client: str
    stage: str
    kind: StageKind
    receivables: tuple[str, ...] = field(converter=_ids)
    channel: Channel = field(converter=_channel)
    sent_on: date
    deadline_days: int | None = None
    proof: str | None = None
    key: str | None = None
    recorded_on: date | None = None

    def __attrs_post_init__(self) -> None:
        check_text("client", self.client)
        check_text("stage", self.stage)
        check_instance("kind", self.kind, StageKind)
        _check_days(self.sent_on, "sent_on", self.recorded_on)
        if self.deadline_days is not None:
            check_count("deadline_days", self.deadline_days, highest=366)
        if self.proof is not None:
            check_free_text("proof", self.proof)
        if self.key is not None:
            check_text("key", self.key)
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
        _check_days(self.returned_on, "returned_on", self.recorded_on)
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
        _check_days(self.presented_on, "presented_on", self.recorded_on)
        check_order("presented_on", self.presented_on, self.sent_on)


@frozen
class PromiseToPay:
    """The debtor promised to pay an amount (None: all of it) by a day."""

    subject: str
    amount: Money | None = field(default=None, kw_only=True)
    promised_on: date = field(kw_only=True)
    pay_on: date = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        _check_amount(self.amount)
        _check_days(self.promised_on, "promised_on", self.recorded_on)
        check_date("pay_on", self.pay_on)
        check_order("pay_on", self.pay_on, self.promised_on)


@frozen
class Dispute:
    """The debtor contests an amount (None: all of it), for a reason; the rest is chased."""

    subject: str
    amount: Money | None = field(default=None, kw_only=True)
    opened_on: date = field(kw_only=True)
    reason: str = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        _check_amount(self.amount)
        _check_days(self.opened_on, "opened_on", self.recorded_on)
        check_text("reason", self.reason)


@frozen
class DisputeResolved:
    """The disputes on a subject ended on a day; what they held back is chased again."""

    subject: str
    resolved_on: date = field(kw_only=True)
    outcome: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_free_text("outcome", self.outcome)
        _check_days(self.resolved_on, "resolved_on", self.recorded_on)


@frozen
class Hold:
    """We choose not to chase a subject, or a whole client, from a day, until another (not included) or for good."""

    subject: str | None = None
    client: str | None = field(default=None, kw_only=True)
    since: date = field(kw_only=True)
    until: date | None = field(default=None, kw_only=True)
    reason: str = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check_target(self.subject, self.client)
        _check_days(self.since, "since", self.recorded_on)
        check_optional_date("until", self.until)
        if self.until is not None:
            check_order("until", self.until, self.since)
        check_text("reason", self.reason)


@frozen
class HoldReleased:
    """The holds on a subject, or on a client, ended on a day."""

    subject: str | None = None
    client: str | None = field(default=None, kw_only=True)
    released_on: date = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check_target(self.subject, self.client)
        _check_days(self.released_on, "released_on", self.recorded_on)


@frozen
class Cancelled:
    """An invoice or a credit note was cancelled on a day: from then on it is as if it had never been."""

    subject: str
    cancelled_on: date = field(kw_only=True)
    reason: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_free_text("reason", self.reason)
        _check_days(self.cancelled_on, "cancelled_on", self.recorded_on)


@frozen
class PaymentReturned:
    """A payment was rejected or taken back: from that day, it is as if it had never been made."""

    payment: str
    returned_on: date = field(kw_only=True)
    reason: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("payment", self.payment)
        check_free_text("reason", self.reason)
        _check_days(self.returned_on, "returned_on", self.recorded_on)


@frozen(order=True)
class LetteredEntry:
    """One flat entry of a recorded lettering: so much of a credit went to a debit."""

    credit: str
    debit: str
    minor: int
    currency: str
    component: str = "principal"

    def __attrs_post_init__(self) -> None:
        check_text("credit", self.credit)
        check_text("debit", self.debit)
        check_count("minor", self.minor, lowest=1, highest=10**18)
        currency_digits(self.currency)
        check_text("component", self.component)


def _entries(given: Sequence[LetteredEntry]) -> tuple[LetteredEntry, ...]:
    return tuple(sorted(as_tuple("entries", given, LetteredEntry)))


@frozen
class Lettered:
    """A lettering was recorded: from that day it is a fact, comes before any proposal, and stands."""

    entries: tuple[LetteredEntry, ...] = field(converter=_entries)
    lettered_on: date = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check_days(self.lettered_on, "lettered_on", self.recorded_on)
        if not self.entries:
            raise InvalidValueError("empty", "entries", self.entries, "give at least one entry")


Event = (
    NoticeSent
    | NoticeReturned
    | NoticePresented
    | PromiseToPay
    | Dispute
    | DisputeResolved
    | Hold
    | HoldReleased
    | Cancelled
    | PaymentReturned
    | Lettered
)

_DAY_FIELDS: dict[type, str] = {
    NoticeSent: "sent_on",
    NoticeReturned: "returned_on",
    NoticePresented: "presented_on",
    PromiseToPay: "promised_on",
    Dispute: "opened_on",
    DisputeResolved: "resolved_on",
    Hold: "since",
    HoldReleased: "released_on",
    Cancelled: "cancelled_on",
    PaymentReturned: "returned_on",
    Lettered: "lettered_on",
}


def happened_on(event: Event) -> date:
    """Return the day on which an event happened.

    >>> happened_on(Cancelled("F-101", cancelled_on=date(2026, 3, 1)))
    datetime.date(2026, 3, 1)
    """
    day: date = getattr(event, _DAY_FIELDS[type(event)])
    return day


def names_of(event: Event) -> tuple[str, ...]:
    """Return the names of documents that an event gives; none for one about a client, or about a notice.

    >>> names_of(Cancelled("F-101", cancelled_on=date(2026, 3, 1)))
    ('F-101',)
    """
    if isinstance(event, NoticeSent):
        return event.receivables
    if isinstance(event, PaymentReturned):
        return (event.payment,)
    if isinstance(event, Lettered):
        return tuple(entry.debit for entry in event.entries)
    if isinstance(event, NoticeReturned | NoticePresented) or event.subject is None:
        return ()
    return (event.subject,)


def client_of(event: Event) -> str | None:
    """Return the client whom an event names, None for one that names documents only.

    >>> client_of(Hold(client="DURAND", since=date(2026, 3, 1), reason="talks"))
    'DURAND'
    """
    if isinstance(event, NoticeSent | NoticeReturned | NoticePresented | Hold | HoldReleased):
        return event.client
    return None


def _check_days(day: object, name: str, recorded_on: date | None) -> None:
    check_date(name, day)
    check_optional_date("recorded_on", recorded_on)


def _check_amount(amount: Money | None) -> None:
    if amount is not None:
        check_instance("amount", amount, Money)
        if amount.minor <= 0:
            raise InvalidValueError(
                "out_of_range", "amount", amount, "pass an amount above zero, or None for all of it"
            )


def _check_target(subject: str | None, client: str | None) -> None:
    if (subject is None) == (client is None):
        raise InvalidValueError("bad_target", "subject", subject, "name either a subject or a client")
    check_text("subject" if client is None else "client", subject if client is None else client)
