"""Which notices count: one that did not arrive does not; a registered one that was refused does."""

from datetime import date

from attrs import frozen

from dunning_core.events import (
    Channel,
    ContactMade,
    ContactOutcome,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    ReturnReason,
    StageKind,
)
from dunning_core.ledger.receivable import Receivable

_NEVER_ARRIVED = (ReturnReason.BOUNCED, ReturnReason.UNKNOWN_ADDRESS)


@frozen
class CountedNotice:
    """A notice that counts, with the day from which its deadline runs: its presentation, or the sending until then."""

    notice: NoticeSent
    presented_on: date


def counted_notices(receivable: Receivable) -> tuple[CountedNotice, ...]:
    """Return the notices about a receivable that count, in order of sending.

    A registered notice that was refused or left unclaimed counts (C. cass. civ. 1re, 20 January 2021, 19-20.680); one
    that bounced, or whose address was unknown, does not.
    """
    if not receivable.events:
        return ()
    returned: dict[tuple[str, date], ReturnReason] = {}
    presented: dict[tuple[str, date], date] = {}
    for event in receivable.events:
        if isinstance(event, NoticeReturned):
            returned[event.stage, event.sent_on] = event.reason
        elif isinstance(event, NoticePresented):
            presented[event.stage, event.sent_on] = event.presented_on
    counted: list[CountedNotice] = []
    for notice in receivable.notices:
        reason = returned.get((notice.stage, notice.sent_on))
        if reason is None or (reason not in _NEVER_ARRIVED and notice.channel is Channel.REGISTERED):
            counted.append(CountedNotice(notice, presented.get((notice.stage, notice.sent_on), notice.sent_on)))
    return tuple(counted)


def formal_notice(receivable: Receivable) -> CountedNotice | None:
    """Return the first formal notice (mise en demeure) that counts, or None."""
    for counted in counted_notices(receivable):
        if counted.notice.kind is StageKind.FORMAL_NOTICE:
            return counted
    return None


def failed_calls(receivable: Receivable) -> tuple[ContactMade, ...]:
    """Return the calls about a receivable that nobody answered since the last notice about it, or the last one reached.

    A notice or a talk of the same day comes after the call.
    """
    calls = [event for event in receivable.events if isinstance(event, ContactMade) and event.channel is Channel.PHONE]
    if not calls:
        return ()
    days = [notice.sent_on for notice in receivable.notices]
    days += [call.made_on for call in calls if call.outcome is ContactOutcome.REACHED]
    since = max(days, default=date.min)
    return tuple(call for call in calls if call.made_on > since and call.outcome is not ContactOutcome.REACHED)


def last_reason(receivable: Receivable) -> ContactMade | None:
    """Return the newest contact about a receivable in which the client gave a reason, or None."""
    given = [event for event in receivable.events if isinstance(event, ContactMade) and event.reason is not None]
    return max(given, key=lambda event: (event.made_on, repr(event)), default=None)
