"""Any event: the day it happened, the names it gives, the client it names."""

from datetime import date

from dunning_core.events.bookkeeping import Cancelled, Lettered, PayerIdentified, PaymentReturned, Unlettered
from dunning_core.events.chase import Dispute, DisputeResolved, Hold, HoldReleased, PromiseToPay
from dunning_core.events.claims import ClaimIssued, ClaimWaived, CostIncurred
from dunning_core.events.contacts import ContactMade
from dunning_core.events.custody import Assigned, HandedOver, TakenBack
from dunning_core.events.legal import Accelerated, CourtStep, DebtAcknowledged, Insolvency
from dunning_core.events.means import MeansPresented, PaymentAnnounced
from dunning_core.events.notices import NoticePresented, NoticeReturned, NoticeSent
from dunning_core.events.plans import PaymentPlan, PlanAccelerated, PlanEnded
from dunning_core.events.platform import PlatformStatus
from dunning_core.events.takeover import BankDataUntil, TakenOver

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
    | PayerIdentified
    | Lettered
    | Unlettered
    | ClaimIssued
    | ClaimWaived
    | CostIncurred
    | CourtStep
    | Insolvency
    | Accelerated
    | DebtAcknowledged
    | PlatformStatus
    | HandedOver
    | Assigned
    | TakenBack
    | PaymentPlan
    | PlanAccelerated
    | PlanEnded
    | PaymentAnnounced
    | MeansPresented
    | ContactMade
    | BankDataUntil
    | TakenOver
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
    PayerIdentified: "identified_on",
    Lettered: "lettered_on",
    Unlettered: "unlettered_on",
    ClaimIssued: "issued_on",
    ClaimWaived: "waived_on",
    CostIncurred: "incurred_on",
    CourtStep: "taken_on",
    Insolvency: "opened_on",
    Accelerated: "accelerated_on",
    DebtAcknowledged: "acknowledged_on",
    PlatformStatus: "reported_on",
    HandedOver: "handed_on",
    Assigned: "assigned_on",
    TakenBack: "taken_back_on",
    PaymentPlan: "agreed_on",
    PlanAccelerated: "accelerated_on",
    PlanEnded: "ended_on",
    PaymentAnnounced: "announced_on",
    MeansPresented: "presented_on",
    ContactMade: "made_on",
    BankDataUntil: "until",
    TakenOver: "taken_on",
}


_ABOUT_CLIENTS = (
    NoticeSent,
    NoticeReturned,
    NoticePresented,
    Hold,
    HoldReleased,
    ClaimIssued,
    CourtStep,
    Insolvency,
    PayerIdentified,
    HandedOver,
    Assigned,
    TakenBack,
    PaymentPlan,
    PlanAccelerated,
    PlanEnded,
    ContactMade,
    TakenOver,
)


#: About a notice, a plan or a client as a whole.
_ABOUT_NO_DOCUMENT = (NoticeReturned, NoticePresented, Insolvency, PlanAccelerated, PlanEnded, BankDataUntil)


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
    if isinstance(event, NoticeSent | PaymentPlan):
        return event.receivables
    if isinstance(event, PaymentReturned | PayerIdentified):
        return (event.payment,)
    if isinstance(event, Lettered | Unlettered):
        return tuple(entry.debit for entry in event.entries)
    if isinstance(event, ClaimIssued):
        return tuple(entry.receivable for entry in event.sums)
    if isinstance(event, _ABOUT_NO_DOCUMENT) or event.subject is None:
        return ()
    return (event.subject,)


def sides_of(event: Event) -> tuple[bool, ...]:
    """Return what the names that an event gives may be those of: debts (True), credits (False), or either."""
    if isinstance(event, PaymentReturned | PayerIdentified):
        return (False,)
    return (True, False) if isinstance(event, Cancelled | PlatformStatus) else (True,)


def client_of(event: Event) -> str | None:
    """Return the client whom an event names, None for one that names documents only.

    >>> client_of(Hold(client="DURAND", since=date(2026, 3, 1), reason="talks"))
    'DURAND'
    """
    if isinstance(event, _ABOUT_CLIENTS):
        return event.client
    return None
