"""What happened to which receivable: events dealt out to the parts they are about."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import evolve

from dunning_core.errors import Problem
from dunning_core.events import (
    Accelerated,
    Assigned,
    BankDataUntil,
    Cancelled,
    ClaimIssued,
    ClaimWaived,
    ContactMade,
    CostIncurred,
    CourtStep,
    DebtAcknowledged,
    Dispute,
    DisputeResolved,
    Event,
    HandedOver,
    Hold,
    HoldReleased,
    Insolvency,
    Lettered,
    MeansPresented,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    PayerIdentified,
    PaymentAnnounced,
    PaymentPlan,
    PaymentReturned,
    PlanAccelerated,
    PlanEnded,
    PlatformStatus,
    PromiseToPay,
    TakenBack,
    TakenOver,
    Unlettered,
    happened_on,
)
from dunning_core.lettering import OpenDebit
from dunning_core.money import Money

_Subject = (
    Cancelled
    | PromiseToPay
    | PaymentAnnounced
    | MeansPresented
    | ContactMade
    | Dispute
    | DisputeResolved
    | Hold
    | HoldReleased
    | ClaimWaived
    | CostIncurred
    | CourtStep
    | Accelerated
    | DebtAcknowledged
    | PlatformStatus
    | HandedOver
    | Assigned
    | TakenBack
    | TakenOver
)

#: What may be about a part of the debt.
_Partial = Dispute | PromiseToPay | PaymentAnnounced

#: What is read on the account as a whole.
_ABOUT_THE_ACCOUNT = (Lettered, Unlettered, PayerIdentified, PlanAccelerated, PlanEnded, BankDataUntil)


def assign_events(
    events: Sequence[Event], parts: Sequence[OpenDebit], *, problems: list[Problem]
) -> dict[str, list[Event]]:
    """Return the events of each receivable, in order.

    An amount that is stated for a whole invoice is spread over what was left of its parts, oldest due first. What came
    of a notice that was not sent becomes a Problem.
    """
    index = _Index(parts, events)
    found: dict[str, list[Event]] = {}
    for event in events:
        for name, own in _targets(event, index, problems):
            found.setdefault(name, []).append(own)
    return found


class _Index:
    """The receivables by the names that an event may give: an invoice's number, their own id, or a notice sent."""

    def __init__(self, parts: Sequence[OpenDebit], events: Sequence[Event]) -> None:
        self.by_number: dict[str, list[OpenDebit]] = {}
        for part in sorted(parts, key=lambda part: (part.due_on, part.rank)):
            self.by_number.setdefault(part.invoice.number, []).append(part)
        self.by_id = {part.id: part for part in parts}
        # Known before the rest is dealt out: a mail may bounce on the day it was sent.
        self.notices: dict[tuple[str, date], set[str]] = {}
        # The debts for which a payment was presented hear of its return.
        self.presented: dict[str, set[str]] = {}
        for event in events:
            if isinstance(event, NoticeSent):
                about = {part.id for name in event.receivables for part in self.find(name)}
                self.notices.setdefault((event.stage, event.sent_on), set()).update(about)
            elif isinstance(event, MeansPresented) and event.payment is not None:
                about = {part.id for part in self.find(event.subject)}
                self.presented.setdefault(event.payment, set()).update(about)

    def find(self, name: str) -> list[OpenDebit]:
        return self.by_number.get(name) or [part for part in (self.by_id.get(name),) if part]


def _targets(event: Event, index: _Index, problems: list[Problem]) -> Iterable[tuple[str, Event]]:
    if isinstance(event, NoticeSent):
        return [(part.id, event) for name in event.receivables for part in index.find(name)]
    if isinstance(event, PaymentPlan):
        covered = {part.id for name in event.receivables for part in index.find(name)}
        return [(name, event) for name in sorted(covered)]
    if isinstance(event, NoticeReturned | NoticePresented):
        names = index.notices.get((event.stage, event.sent_on))
        if not names:
            params = (("client", event.client), ("stage", event.stage), ("sent_on", event.sent_on))
            problems.append(Problem("event.notice.unknown", event.client, path="sent_on", params=params))
        return [(name, event) for name in sorted(names or ())]
    if isinstance(event, CourtStep | HandedOver | Assigned | TakenBack | TakenOver) and event.client is not None:
        # A court, or an agency, deals with what its party owed on the day, and with nobody else's debts.
        parts = (part for part in index.by_id.values() if part.client.id == event.client)
        return [(part.id, event) for part in parts if part.invoice.issued_on <= happened_on(event)]
    if isinstance(event, Hold | HoldReleased | ContactMade) and event.client is not None:
        parts = (part for part in index.by_id.values() if event.client in (part.client.id, part.client.account))
        # A hold is about what comes later too; nobody was called about an invoice that was not there.
        is_hold = isinstance(event, Hold | HoldReleased)
        return [(part.id, event) for part in parts if is_hold or part.invoice.issued_on <= happened_on(event)]
    if isinstance(event, Insolvency):
        # Debts of a group stay legally separate, and what arose later is payable when due.
        parts = (part for part in index.by_id.values() if part.client.id == event.client)
        return [(part.id, event) for part in parts if part.barred_on and part.barred_on <= event.opened_on]
    if isinstance(event, ClaimIssued):
        return _about_claim(event, index, problems)
    if isinstance(event, PaymentReturned):
        return [(name, event) for name in sorted(index.presented.get(event.payment, ()))]
    if isinstance(event, _ABOUT_THE_ACCOUNT):
        return ()
    return _about(event, index.find(event.subject or ""), problems)


def _about_claim(event: ClaimIssued, index: _Index, problems: list[Problem]) -> Iterator[tuple[str, Event]]:
    about: dict[str, None] = {}
    for name in dict.fromkeys(entry.receivable for entry in event.sums):
        part = index.by_id.get(name)
        same = index.by_number.get(part.invoice.number if part else name, [])
        if part is None and len(same) > 1:
            problems.append(_ambiguous(event, name, same))
        else:
            # The other parts of an invoice are told as well: its fixed compensation is due once.
            about.update(dict.fromkeys(other.id for other in same))
    for name in about:
        yield name, event


def _ambiguous(event: Event, name: str, parts: Sequence[OpenDebit]) -> Problem:
    params = (("event", type(event).__name__), ("parts", tuple(part.id for part in parts)))
    return Problem("event.subject.ambiguous", name, path="subject", params=params)


def _about(event: _Subject, parts: Sequence[OpenDebit], problems: list[Problem]) -> list[tuple[str, Event]]:
    # A name that nothing visible bears is told once for the whole ledger, not for each account.
    if isinstance(event, Cancelled) and parts and event.subject != parts[0].invoice.number:
        problems.append(Problem("event.subject.part", event.subject, path="subject"))
        return []
    if isinstance(event, _Partial) and event.amount is not None and parts:
        expected = parts[0].invoice.currency
        if event.amount.currency != expected:
            return _in_another_currency(event, event.amount, parts, problems)
    if len(parts) > 1:
        if isinstance(event, _Partial) and event.amount is not None:
            return _spread(event, event.amount, parts)
        if isinstance(event, CostIncurred) or (isinstance(event, ClaimWaived) and event.amount is not None):
            # Counted on each part it would be counted twice.
            problems.append(_ambiguous(event, event.subject, parts))
            return []
    return [(part.id, event) for part in parts]


def _in_another_currency(
    event: _Partial, amount: Money, parts: Sequence[OpenDebit], problems: list[Problem]
) -> list[tuple[str, Event]]:
    # How much of the debt is meant is not known: all of it is contested, and nothing of it is promised.
    params = (("event", type(event).__name__), ("amount", amount), ("currency", parts[0].invoice.currency))
    problems.append(Problem("event.currency_mismatch", event.subject, path="amount", params=params))
    return [(part.id, evolve(event, amount=None)) for part in parts] if isinstance(event, Dispute) else []


def _spread(
    event: Dispute | PromiseToPay | PaymentAnnounced, amount: Money, parts: Sequence[OpenDebit]
) -> list[tuple[str, Event]]:
    left = amount.minor
    shares: list[tuple[str, Event]] = []
    for part in parts:
        share = min(left, _spreadable(event, part))
        if share:
            own = evolve(event, subject=part.id, amount=Money.from_minor(share, amount.currency))
            shares.append((part.id, own))
            left -= share
    return shares


def _spreadable(event: _Partial, part: OpenDebit) -> int:
    # What is contested stays contested while the rest is paid. A promise is about what was left on its day: what came
    # since answers to it.
    if isinstance(event, Dispute):
        return part.open_minor
    return part.minor - sum(entry.minor for entry in part.settlements if entry.on < happened_on(event))
