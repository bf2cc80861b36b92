"""Every value is frozen, hashable, comparable, and survives copies and pickles; every field of a result is a value."""

import copy
import pickle
from collections.abc import Iterator
from typing import Any, get_args

import attrs
import pytest

import dunning_core as dc
from dunning_core.documents import Refund, WriteOff
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import (
    Accelerated,
    Assigned,
    BankDataUntil,
    Cancelled,
    ClaimedSum,
    ClaimIssued,
    ClaimWaived,
    ContactMade,
    ContactOutcome,
    CostIncurred,
    CourtStep,
    CourtStepKind,
    DebtAcknowledged,
    DisputeResolved,
    Event,
    HandedOver,
    HoldReleased,
    Insolvency,
    Lettered,
    LetteredEntry,
    MeansPresented,
    NoticePresented,
    NoticeReturned,
    PayerIdentified,
    PaymentAnnounced,
    PaymentPlan,
    PlanAccelerated,
    PlanEnded,
    PlanInstallment,
    PlatformStatus,
    PresentedMeans,
    ReturnReason,
    StageKind,
    TakenBack,
    TakenOver,
    Unlettered,
)
from dunning_core.lettering import (
    Candidate,
    ExchangeDifference,
    Explanation,
    LetteredGroup,
    LetteringPolicy,
    Remainder,
    Tolerance,
)
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.books import DUE, eur

RUN = dc.run_dunning(sample_ledger(), SAMPLE_DAY, FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR)
ALSO = (
    dc.Installment(due_on=DUE, amount=eur(5)),
    NoticeReturned(client="ACME", stage="last", sent_on=DUE, returned_on=DUE, reason=ReturnReason.BOUNCED),
    NoticePresented(client="ACME", stage="last", sent_on=DUE, presented_on=DUE),
    DisputeResolved("F-1", resolved_on=DUE),
    HoldReleased("F-1", released_on=DUE),
    Cancelled("F-1", cancelled_on=DUE),
    Lettered([LetteredEntry("P-1", "F-1", 100, "EUR")], lettered_on=DUE),
    Unlettered([LetteredEntry("P-1", "F-1", 100, "EUR")], unlettered_on=DUE),
    PayerIdentified("P-1", client="ACME", identified_on=DUE),
    Refund("R-1", client="ACME", amount=eur(5), refunded_on=DUE, refunds="P-1"),
    WriteOff("W-1", client="ACME", amount=eur(5), written_off_on=DUE, writes_off="F-1"),
    Candidate("P-1", "coincidence", (Explanation((("F-1", 100),)),), "EUR"),
    Remainder("P-1", 100, "EUR", ("unmatched",)),
    LetteringPolicy(tolerances=[Tolerance(eur(1))]),
    LetteredGroup("AA", ("P-1",), ("F-1",), (), True, DUE, DUE),
    ExchangeDifference("P-1", "F-1", eur(5), eur(5), eur(5)),
    ClaimIssued("C-1", client="ACME", sums=[ClaimedSum("F-1", "interest", 100, "EUR", DUE)], issued_on=DUE),
    ClaimWaived("F-1", component="interest", waived_on=DUE),
    CostIncurred("F-1", amount=eur(5), incurred_on=DUE, proof="invoice of the bailiff"),
    CourtStep("F-1", kind=CourtStepKind.ENFORCEABLE, taken_on=DUE, reference="26/1234"),
    Insolvency("ACME", opened_on=DUE),
    Accelerated("F-1", accelerated_on=DUE, noticed_on=None),
    DebtAcknowledged("F-1", acknowledged_on=DUE, proof="message"),
    PlatformStatus("F-1", status=205, reported_on=DUE),
    HandedOver("F-1", agent="agency", handed_on=DUE),
    Assigned("F-1", assignee="factor", assigned_on=DUE),
    TakenBack("F-1", taken_back_on=DUE),
    PaymentPlan(
        "PLAN-1", client="ACME", receivables=["F-1"], installments=[PlanInstallment(DUE, eur(5))], agreed_on=DUE
    ),
    PlanAccelerated("PLAN-1", client="ACME", accelerated_on=DUE),
    PlanEnded("PLAN-1", client="ACME", ended_on=DUE),
    BankDataUntil(DUE),
    TakenOver("F-1", stage="last", kind=StageKind.LAST, taken_on=DUE),
    ContactMade("F-1", outcome=ContactOutcome.REACHED, made_on=DUE),
    PaymentAnnounced("F-1", announced_on=DUE, expected_on=DUE),
    MeansPresented("F-1", means=PresentedMeans.DIRECT_DEBIT, presented_on=DUE, payable_on=DUE),
)


def values() -> Iterator[Any]:
    """One value of each attrs class that a run of the sample ledger is made of."""
    found: dict[type, Any] = {}
    waiting: list[Any] = [sample_ledger(), RUN, RUN.lettering, RUN.aged_balance, RUN.notices("fr", provisional=True)]
    waiting += [decision.penalties for decision in RUN.decisions]
    waiting += [dc.PaymentTerms.net(30), dc.Problem("row.shape", "3"), ALSO]
    waiting += [penalties.lines for penalties in waiting if isinstance(penalties, dc.Penalties)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.extend(value)
        elif attrs.has(type(value)) and type(value) not in found:
            found[type(value)] = value
            waiting.extend(getattr(value, field.name) for field in attrs.fields(type(value)))
    yield from sorted(found.values(), key=lambda value: type(value).__name__)


VALUES = [pytest.param(value, id=type(value).__name__) for value in values()]


def test_the_sample_reaches_the_published_types() -> None:
    """The walk over the sample meets every published value type."""
    met = {param.id for param in VALUES}
    published = {name for name in dc.__all__ if attrs.has(getattr(dc, name))}
    published |= {event.__name__ for event in get_args(Event)}
    assert published <= met


@pytest.mark.parametrize("value", VALUES)
def test_values_are_values(value: Any) -> None:
    """Equal to its copies, with the same hash; no attribute can be set, added or deleted."""
    for twin in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert twin == value
        assert hash(twin) == hash(value)
    assert value != object()
    field = attrs.fields(type(value))[0].name
    with pytest.raises(AttributeError):
        setattr(value, field, None)
    with pytest.raises(AttributeError):
        value.anything = 1
    with pytest.raises(AttributeError):
        delattr(value, field)
    assert type(value).__name__ in repr(value)
