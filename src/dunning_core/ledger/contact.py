"""Which notices count: one that did not arrive does not; a registered one that was refused does."""

from datetime import date

from attrs import frozen

from dunning_core.events import Channel, NoticePresented, NoticeReturned, NoticeSent, ReturnReason, StageKind
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
