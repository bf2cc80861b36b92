"""What happened in the world: notices, promises, disputes, holds, letterings, claims, court steps.

Each event is a dated fact that is added to the ledger; nothing is ever a flag that somebody changes. What ends a
thing is an event of its own (`DisputeResolved`, `HoldReleased`). Every event has the day it happened, and optionally
`recorded_on`, the day it became known. A subject is an invoice's number or a receivable's id.
"""

from dunning_core.events.bookkeeping import (
    Cancelled,
    Lettered,
    LetteredEntry,
    PayerIdentified,
    PaymentReturned,
    Unlettered,
)
from dunning_core.events.chase import Dispute, DisputeResolved, Hold, HoldReleased, PromiseToPay
from dunning_core.events.claims import ClaimedSum, ClaimIssued, ClaimWaived, CostIncurred
from dunning_core.events.contacts import ContactMade, ContactOutcome, ContactReason
from dunning_core.events.custody import Assigned, HandedOver, TakenBack
from dunning_core.events.legal import Accelerated, CourtStep, CourtStepKind, DebtAcknowledged, Insolvency
from dunning_core.events.means import MeansPresented, PaymentAnnounced, PresentedMeans
from dunning_core.events.notices import Channel, NoticePresented, NoticeReturned, NoticeSent, ReturnReason, StageKind
from dunning_core.events.plans import PaymentPlan, PlanAccelerated, PlanEnded, PlanInstallment
from dunning_core.events.platform import PLATFORM_STATUSES, PlatformStatus, StatusCode, StatusEffect
from dunning_core.events.reading import Event, client_of, happened_on, names_of
from dunning_core.events.reasons import DISPUTE_REASONS, DisputeReason, find_dispute_reason
from dunning_core.events.takeover import BankDataUntil, TakenOver

__all__ = [
    "DISPUTE_REASONS",
    "PLATFORM_STATUSES",
    "Accelerated",
    "Assigned",
    "BankDataUntil",
    "Cancelled",
    "Channel",
    "ClaimIssued",
    "ClaimWaived",
    "ClaimedSum",
    "ContactMade",
    "ContactOutcome",
    "ContactReason",
    "CostIncurred",
    "CourtStep",
    "CourtStepKind",
    "DebtAcknowledged",
    "Dispute",
    "DisputeReason",
    "DisputeResolved",
    "Event",
    "HandedOver",
    "Hold",
    "HoldReleased",
    "Insolvency",
    "Lettered",
    "LetteredEntry",
    "MeansPresented",
    "NoticePresented",
    "NoticeReturned",
    "NoticeSent",
    "PayerIdentified",
    "PaymentAnnounced",
    "PaymentPlan",
    "PaymentReturned",
    "PlanAccelerated",
    "PlanEnded",
    "PlanInstallment",
    "PlatformStatus",
    "PresentedMeans",
    "PromiseToPay",
    "ReturnReason",
    "StageKind",
    "StatusCode",
    "StatusEffect",
    "TakenBack",
    "TakenOver",
    "Unlettered",
    "client_of",
    "find_dispute_reason",
    "happened_on",
    "names_of",
]
