"""What happened to which receivable: events dealt out to the parts they are about."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve

from dunning_core.errors import Problem
from dunning_core.events import (
    Cancelled,
    Dispute,
    DisputeResolved,
    Event,
    Hold,
    HoldReleased,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    PromiseToPay,
)
from dunning_core.lettering import OpenDebit
from dunning_core.money import Money


def assign_events(
    events: Sequence[Event], parts: Sequence[OpenDebit], *, problems: list[Problem]
) -> dict[str, list[Event]]:
    """Return the events of each receivable, in order.

    An amount that is stated for a whole invoice is spread over its parts, oldest due first. What came of a notice that
    was not sent becomes a Problem.
    """
    index = _Index(parts, [event for event in events if isinstance(event, NoticeSent)])
    found: dict[str, list[Event]] = {}
    for event in events:
        for name, own in _targets(event, index, problems):
            found.setdefault(name, []).append(own)
    return found


class _Index:
    """The receivables by the names that an event may give: an invoice's number, their own id, or a notice sent."""

    def __init__(self, parts: Sequence[OpenDebit], notices: Sequence[NoticeSent]) -> None:
        self.by_number: dict[str, list[OpenDebit]] = {}
        for part in sorted(parts, key=lambda part: (part.due_on, part.rank)):
            self.by_number.setdefault(part.invoice.number, []).append(part)
        self.by_id = {part.id: part for part in parts}
        # Known before the rest is dealt out: a mail may bounce on the day it was sent.
        self.notices: dict[tuple[str, date], set[str]] = {}
        for notice in notices:
            about = {part.id for name in notice.receivables for part in self.find(name)}
            self.notices.setdefault((notice.stage, notice.sent_on), set()).update(about)

    def find(self, name: str) -> list[OpenDebit]:
        return self.by_number.get(name) or [part for part in (self.by_id.get(name),) if part]


def _targets(event: Event, index: _Index, problems: list[Problem]) -> Iterable[tuple[str, Event]]:
    if isinstance(event, NoticeSent):
        return [(part.id, event) for name in event.receivables for part in index.find(name)]
    if isinstance(event, NoticeReturned | NoticePresented):
        names = index.notices.get((event.stage, event.sent_on))
        if not names:
            params = (("client", event.client), ("stage", event.stage), ("sent_on", event.sent_on))
            problems.append(Problem("event.notice.unknown", event.client, path="sent_on", params=params))
        return [(name, event) for name in sorted(names or ())]
    if isinstance(event, Hold | HoldReleased) and event.client is not None:
        return [
            (part.id, event) for part in index.by_id.values() if part.client.id == event.client or _pays(part, event)
        ]
    if isinstance(event, Cancelled | PromiseToPay | Dispute | DisputeResolved | Hold | HoldReleased):
        return _about(event, index.find(event.subject or ""))
    return ()


def _pays(part: OpenDebit, event: Hold | HoldReleased) -> bool:
    # A hold on the client whose account it is holds every site that it pays for.
    return part.client.account == event.client


def _about(event: Event, parts: Sequence[OpenDebit]) -> list[tuple[str, Event]]:
    # A name that nothing visible bears is told once for the whole ledger, not for each account.
    if isinstance(event, Dispute | PromiseToPay) and event.amount is not None and len(parts) > 1:
        return _spread(event, event.amount, parts)
    return [(part.id, event) for part in parts]


def _spread(event: Dispute | PromiseToPay, amount: Money, parts: Sequence[OpenDebit]) -> list[tuple[str, Event]]:
    left = amount.minor
    shares: list[tuple[str, Event]] = []
    for part in parts:
        share = min(left, part.minor)
        if share:
            own = evolve(event, subject=part.id, amount=Money.from_minor(share, amount.currency))
            shares.append((part.id, own))
            left -= share
    return shares
