"""Hypothesis strategies for whole books, with deliberate collisions of amounts, days and references."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.calendars import FRANCE
from dunning_core.documents import CreditNature, InvoiceKind, PaymentMeans, Refund, WriteOff
from dunning_core.dunning import CatchUp, Progression, StageReference, StatutoryDelay
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import (
    PLATFORM_STATUSES,
    Accelerated,
    Assigned,
    BankDataUntil,
    Cancelled,
    Channel,
    ClaimedSum,
    ClaimIssued,
    ClaimWaived,
    ContactMade,
    ContactOutcome,
    ContactReason,
    CostIncurred,
    CourtStep,
    CourtStepKind,
    DebtAcknowledged,
    Dispute,
    DisputeResolved,
    HandedOver,
    Hold,
    HoldReleased,
    Insolvency,
    Lettered,
    LetteredEntry,
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
    PlanInstallment,
    PlatformStatus,
    PresentedMeans,
    PromiseToPay,
    ReturnReason,
    StageKind,
    TakenBack,
    TakenOver,
    Unlettered,
)
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import LegalReference

START = date(2025, 12, 20)
SPAN = 200
NUMBERS = ("F-1", "F-2", "F-3", "F-12", "F-4#1", "2026-05")
PAYMENTS = ("P-1", "P-2", "P-3", "P-4")
NOTES = ("A-1", "A-2")
CLIENTS = ("ANA", "BOB", "SITE")
IDS = (*NUMBERS, "F-1#1", "F-2#2", "F-4##1", "F-9")

# Ends of months, changes of half-year and the same few days over and over: where rules meet.
days = st.one_of(
    st.integers(0, SPAN).map(lambda n: START + timedelta(days=n)),
    st.sampled_from([date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 6, 30), date(2026, 7, 1)]),
    st.sampled_from([START + timedelta(days=n) for n in (10, 40, 41, 60)]),
)
minors = st.one_of(st.sampled_from([1, 100, 10000, 10000, 20000, 33333]), st.integers(1, 10**7))
currencies = st.sampled_from(["EUR", "EUR", "EUR", "EUR", "JPY", "TND"])
recorded = st.one_of(st.none(), st.none(), days)


@st.composite
def moneys(draw: st.DrawFn) -> dc.Money:
    """An amount above zero, mostly in euros."""
    return dc.Money.from_minor(draw(minors), draw(currencies))


@st.composite
def clients(draw: st.DrawFn) -> list[dc.Client]:
    """Some of three clients, of any kind; SITE may pay through the account of ANA."""
    found = []
    for name in CLIENTS:
        kind = draw(st.sampled_from(["business", "business", "consumer", "public_body", "unknown", None]))
        if kind is not None:
            account = "ANA" if name == "SITE" and draw(st.booleans()) else name
            found.append(getattr(dc.Client, kind)(name, name=name.title(), country="FR", account=account))
    return found


@st.composite
def invoices(draw: st.DrawFn, number: str) -> dc.Invoice:
    """An invoice, sometimes in installments, sometimes by terms."""
    issued_on = draw(days)
    amount = draw(moneys())
    facts: dict[str, Any] = {
        "client": draw(st.sampled_from(CLIENTS)),
        "issued_on": issued_on,
        "recorded_on": draw(recorded),
    }
    form = draw(st.sampled_from(["due", "due", "due", "terms", "parts"]))
    if form == "terms":
        return dc.Invoice(number, amount=amount, terms=dc.PaymentTerms.net_then_end_of_month(10), **facts)
    if draw(st.integers(0, 4)) == 0:
        facts["performed_on"] = draw(days)
    if draw(st.integers(0, 9)) == 0:
        facts["means"] = draw(st.sampled_from(PaymentMeans))
    due = [issued_on + timedelta(days=draw(st.integers(0, 60))) for _ in range(2)]
    if form == "parts" and amount.minor > 1:
        shares = amount.allocate((draw(st.integers(1, 5)), draw(st.integers(1, 5))))
        if all(shares):
            parts = [dc.Installment(due_on=day, amount=share) for day, share in zip(sorted(due), shares, strict=True)]
            held = draw(st.sampled_from([None, None, parts[1].due_on, "unknown"]))
            if held is not None:
                day = None if held == "unknown" else parts[1].due_on
                parts[1] = dc.Installment(due_on=day, amount=shares[1], is_retention=True)
            return dc.Invoice(number, amount=amount, installments=parts, **facts)
    deposits = [name for name in draw(st.lists(st.sampled_from(NUMBERS), max_size=1)) if name != number]
    kind = draw(st.sampled_from([*[InvoiceKind.INVOICE] * 3, *InvoiceKind]))
    if draw(st.integers(0, 4)):
        deposits = []
    return dc.Invoice(number, amount=amount, due_on=due[0], kind=kind, deducts=deposits, **facts)


@st.composite
def payments(draw: st.DrawFn, id: str) -> dc.Payment:
    """A payment with or without a payer, a text, a designation."""
    text = draw(st.one_of(st.just(""), st.sampled_from([f"VIR {name}" for name in IDS]), st.just("F-1 ET F-2")))
    return dc.Payment(
        id,
        client=draw(st.one_of(st.sampled_from(CLIENTS), st.sampled_from(CLIENTS), st.none())),
        amount=draw(moneys()),
        received_on=draw(days),
        reference=text,
        designates=draw(st.lists(st.sampled_from(IDS), max_size=1)),
        means=draw(st.sampled_from([None, None, PaymentMeans.SET_OFF])),
        recorded_on=draw(recorded),
    )


@st.composite
def adjustments(draw: st.DrawFn) -> Refund | WriteOff:
    """Money given back, or an amount written off; of things that may or may not exist."""
    facts: dict[str, Any] = {"client": draw(st.sampled_from(CLIENTS)), "amount": draw(moneys())}
    id = f"R-{facts['client']}-{draw(st.integers(1, 2))}"
    facts["recorded_on"] = draw(recorded)
    if draw(st.booleans()):
        return Refund(id, refunded_on=draw(days), refunds=draw(st.sampled_from([*PAYMENTS, *NOTES])), **facts)
    return WriteOff(f"W{id}", written_off_on=draw(days), writes_off=draw(st.sampled_from(IDS)), **facts)


@st.composite
def credit_notes(draw: st.DrawFn, number: str) -> dc.CreditNote:
    """A credit note of either nature, that names an invoice or none."""
    return dc.CreditNote(
        number,
        client=draw(st.sampled_from(CLIENTS)),
        amount=draw(moneys()),
        issued_on=draw(days),
        corrects=draw(st.one_of(st.none(), st.sampled_from(IDS))),
        nature=draw(st.one_of(st.none(), st.sampled_from(CreditNature))),
    )


@st.composite
def claims(draw: st.DrawFn) -> object:
    """What may be claimed, waived, judged or stopped, about things that may or may not exist."""
    day, other, subject = draw(days), draw(days), draw(st.sampled_from(IDS))
    first, second = sorted((day, other))
    about = draw(st.sampled_from(CLIENTS))
    target: dict[str, Any] = {"client": about} if draw(st.booleans()) else {"subject": subject}
    component = draw(st.sampled_from(COMPONENTS))
    names = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=2))
    amount = dc.Money.from_minor(draw(minors), "EUR")
    known: dict[str, Any] = {"recorded_on": draw(recorded)}
    return draw(
        st.sampled_from(
            [
                ClaimIssued(
                    draw(st.sampled_from(["C-1", "C-2", "F-3"])),
                    client=about,
                    sums=[ClaimedSum(name, component, amount.minor, "EUR", first) for name in names],
                    issued_on=second,
                    **known,
                ),
                ClaimWaived(subject, component=component, amount=draw(st.sampled_from([amount, None])), waived_on=day),
                CostIncurred(subject, amount=amount, incurred_on=day, proof="bailiff", **known),
                CourtStep(
                    **target,
                    kind=draw(st.sampled_from(CourtStepKind)),
                    taken_on=first,
                    until=second,
                    reference="RG",
                    **known,
                ),
                Insolvency(about, opened_on=first, published_on=draw(st.sampled_from([second, None])), **known),
                Accelerated(subject, accelerated_on=second, noticed_on=draw(st.sampled_from([first, None])), **known),
                DebtAcknowledged(subject, acknowledged_on=day, proof="message", **known),
            ]
        )
    )


@st.composite
def events(draw: st.DrawFn) -> object:
    """Anything that may happen, about things that may or may not exist."""
    day, other, subject = draw(days), draw(days), draw(st.sampled_from(IDS))
    first, second = sorted((day, other))
    stage = draw(st.sampled_from(FR_B2B_STANDARD.stages))
    about = draw(st.sampled_from(CLIENTS))
    target: dict[str, Any] = {"client": about} if draw(st.booleans()) else {"subject": subject}
    sent: dict[str, Any] = {"client": about, "stage": stage.name, "sent_on": first}
    amount = draw(st.one_of(st.none(), minors.map(lambda minor: dc.Money.from_minor(minor, "EUR"))))
    entry = LetteredEntry(
        draw(st.sampled_from([*PAYMENTS, *NOTES])),
        subject,
        draw(st.sampled_from([100, 10000, draw(minors)])),
        draw(currencies),
        draw(st.sampled_from(["principal", "principal", "discount", "tolerance"])),
        draw(st.sampled_from(["", "AA", "AB"])),
    )
    return draw(
        st.sampled_from(
            [
                NoticeSent(
                    **sent,
                    kind=stage.kind,
                    receivables=[subject, draw(st.sampled_from(IDS))],
                    channel=stage.channel,
                    deadline_days=stage.deadline_days,
                ),
                NoticeReturned(**sent, returned_on=second, reason=draw(st.sampled_from(ReturnReason))),
                NoticePresented(**sent, presented_on=second),
                PromiseToPay(
                    subject, amount=amount, promised_on=first, pay_on=second, tolerance_days=draw(st.integers(0, 3))
                ),
                Dispute(subject, amount=amount, opened_on=day, reason="quality", recorded_on=draw(recorded)),
                DisputeResolved(subject, resolved_on=day),
                Hold(**target, since=first, until=draw(st.sampled_from([second, None])), reason="talks"),
                HoldReleased(**target, released_on=day),
                Cancelled(draw(st.sampled_from([*NUMBERS, *NOTES])), cancelled_on=day),
                PaymentReturned(draw(st.sampled_from(PAYMENTS)), returned_on=day),
                PayerIdentified(draw(st.sampled_from(PAYMENTS)), client=about, identified_on=day),
                Lettered([entry], lettered_on=first),
                Lettered([entry], lettered_on=first),
                Unlettered([entry], unlettered_on=second),
            ]
        )
    )


@st.composite
def facts_of_the_chase(draw: st.DrawFn, subjects: tuple[str, ...] = IDS, parties: tuple[str, ...] = CLIENTS) -> object:
    """What a platform, a client or a third party does to the chase, about things that may or may not exist."""
    day, subject = draw(days), draw(st.sampled_from(subjects))
    known: dict[str, Any] = {"recorded_on": draw(recorded)}
    status = draw(st.sampled_from(PLATFORM_STATUSES)).code
    first, second = sorted((day, draw(days)))
    start = draw(st.sampled_from(FR_B2B_STANDARD.stages))
    amount = draw(st.one_of(st.none(), minors.map(lambda minor: dc.Money.from_minor(minor, "EUR"))))
    about, plan = draw(st.sampled_from(parties)), draw(st.sampled_from(["PLAN-1", "PLAN-2"]))
    target: dict[str, Any] = {"client": draw(st.sampled_from(parties))} if draw(st.booleans()) else {"subject": subject}
    return draw(
        st.sampled_from(
            [
                draw(payment_plans()),
                PaymentAnnounced(subject, amount=amount, announced_on=first, expected_on=second, **known),
                ContactMade(
                    **target,
                    outcome=draw(st.sampled_from(ContactOutcome)),
                    reason=draw(st.sampled_from([None, *ContactReason])),
                    made_on=day,
                    **known,
                ),
                BankDataUntil(day, bank=draw(st.sampled_from(["", "second"])), **known),
                TakenOver(**target, stage=start.name, kind=start.kind, taken_on=day, **known),
                MeansPresented(
                    subject,
                    means=draw(st.sampled_from(PresentedMeans)),
                    presented_on=first,
                    payable_on=second,
                    payment=draw(st.one_of(st.none(), st.sampled_from(PAYMENTS))),
                    **known,
                ),
                PlanAccelerated(plan, client=about, accelerated_on=day, **known),
                PlanEnded(plan, client=about, ended_on=day, **known),
                PlatformStatus(subject, status=status, reported_on=day, reason="QTE_ERR", **known),
                HandedOver(**target, agent="agency", handed_on=day, **known),
                Assigned(**target, assignee="factor", assigned_on=day, is_collected_by_us=draw(st.booleans()), **known),
                TakenBack(**target, taken_back_on=day, **known),
            ]
        )
    )


@st.composite
def payment_plans(draw: st.DrawFn, invoice: dc.Invoice | None = None) -> PaymentPlan:
    """A schedule for an invoice, which it adds up to, or for one or two names, which it hardly ever does."""
    agreed_on = draw(days)
    due = [agreed_on + timedelta(days=draw(st.integers(0, 60))) for _ in range(2)]
    amounts = [dc.Money.from_minor(draw(minors), "EUR") for _ in due]
    if invoice is not None:
        amounts = [invoice.amount]
        if invoice.minor > 1:
            first = draw(st.integers(1, invoice.minor - 1))
            amounts = [dc.Money.from_minor(minor, invoice.currency) for minor in (first, invoice.minor - first)]
    due = due[: len(amounts)]
    return PaymentPlan(
        draw(st.sampled_from(["PLAN-1", "PLAN-2"])),
        client=draw(st.sampled_from(CLIENTS)),
        receivables=[invoice.number] if invoice else draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=2)),
        installments=[PlanInstallment(day, amount) for day, amount in zip(due, amounts, strict=True)],
        agreed_on=agreed_on,
        tolerance_days=draw(st.integers(0, 3)),
        waives_interest=draw(st.booleans()),
        accelerates=draw(st.booleans()),
        recorded_on=draw(recorded),
    )


@st.composite
def books(draw: st.DrawFn) -> list[object]:
    """A whole book: clients, up to six invoices, payments and credit notes, events, now and then a contradiction."""
    facts: list[object] = list(draw(clients()))
    for number in draw(st.lists(st.sampled_from(NUMBERS), max_size=6)):
        facts.append(draw(invoices(number)))
        if not draw(st.integers(0, 4)):
            facts.append(draw(payment_plans(facts[-1])))  # type: ignore[arg-type]
    for id in draw(st.lists(st.sampled_from(PAYMENTS), max_size=5, unique=draw(st.booleans()))):
        facts.append(draw(payments(id)))
    for number in draw(st.lists(st.sampled_from(NOTES), max_size=2)):
        facts.append(draw(credit_notes(number)))
    facts.extend(draw(st.lists(adjustments(), max_size=2)))
    facts.extend(draw(st.lists(events(), max_size=5)))
    facts.extend(draw(st.lists(claims(), max_size=3)))
    facts.extend(draw(st.lists(facts_of_the_chase(), max_size=4)))
    return facts


thresholds = st.one_of(
    st.none(), st.none(), st.sampled_from([1, 10000, 20000, 10**6]).map(lambda m: dc.Money.from_minor(m, "EUR"))
)
shares = st.sampled_from([None, None, None, Fraction(1, 4), Fraction(1, 2), Fraction(1)])
few_days = st.one_of(st.none(), st.none(), st.integers(1, 12))
FIXED = (StageReference.DUE_DATE, StageReference.END_OF_MONTH, StageReference.ISSUE_DATE)
NAMES = {kind: stage.name for stage in FR_B2B_STANDARD.stages for kind in [stage.kind]}


@st.composite
def ladders(draw: st.DrawFn) -> list[dc.Stage]:
    """Stages in order, of any kind, reference and option that go together."""
    kinds = sorted(draw(st.lists(st.sampled_from(StageKind), min_size=1, max_size=6)))
    stages: list[dc.Stage] = []
    for kind in kinds:
        is_early = kind is StageKind.BEFORE_DUE
        sure = [s for s in stages if s.kind and s.reference is not StageReference.BROKEN_PROMISE]
        allowed = (
            [] if any(s.reference is StageReference.DEADLINE for s in stages) else [*FIXED, StageReference.DUE_DATE]
        )
        if not is_early:
            allowed += [StageReference.BROKEN_PROMISE] + [StageReference.LAST_NOTICE] * bool(sure)
            allowed += [StageReference.DEADLINE] * 2 if any(s.deadline_days is not None for s in sure) else []
        reference = draw(st.sampled_from(allowed))
        same = [s.delay_days for s in stages if s.reference is reference]
        lowest = -20 if is_early else 1
        if reference is StageReference.ISSUE_DATE:
            lowest = 0
        if reference in FIXED and same:
            lowest = max(lowest, same[-1] + 1)
        highest = -1 if is_early and reference is not StageReference.ISSUE_DATE else lowest + 15
        if highest < lowest:
            continue
        name = NAMES[kind] if draw(st.booleans()) and NAMES[kind] not in {s.name for s in stages} else f"s{len(stages)}"
        options: dict[str, Any] = {}
        if is_early:
            options["minimum_probability"] = draw(shares)
        else:
            options |= {"minimum_share": draw(shares), "deadline_days": draw(few_days), "grace_days": draw(few_days)}
            law = LegalReference("Collection Act, s. 9", "days to answer")
            options["statutory"] = draw(st.sampled_from([None, None, StatutoryDelay(20, law)]))
        stages.append(
            dc.Stage(
                name,
                kind,
                draw(st.integers(lowest, highest)),
                draw(st.sampled_from(Channel)),
                reference=reference,
                minimum=draw(thresholds),
                interval_days=draw(few_days),
                claims_penalties=not is_early and draw(st.booleans()),
                **options,
            )
        )
    return stages or list(FR_B2B_STANDARD.stages)


@st.composite
def policies(draw: st.DrawFn) -> dc.DunningPolicy:
    """The standard ladder or one of its own, under any options that go together."""
    stages = draw(st.one_of(st.just(FR_B2B_STANDARD.stages), ladders()))
    progression = draw(st.sampled_from([Progression.SUCCESSION, Progression.SUCCESSION, Progression.ELAPSED]))
    catch_up = draw(st.sampled_from([CatchUp.ONE_BY_ONE, CatchUp.LATEST, CatchUp.NONE]))
    if progression is Progression.ELAPSED and catch_up is CatchUp.NONE:
        catch_up = CatchUp.LATEST
    names = (*IDS, *CLIENTS)
    chances = draw(st.dictionaries(st.sampled_from(names), st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)])))
    caps = draw(st.dictionaries(st.sampled_from(IDS), st.sampled_from(StageKind), max_size=3))
    return dc.DunningPolicy(
        "drawn",
        stages,
        interval_days=draw(st.integers(1, 15)),
        minimum=draw(thresholds),
        grace_days=draw(st.one_of(st.just(0), st.integers(0, 20))),
        credit_hold_days=draw(st.integers(0, 30)),
        minimum_total=draw(thresholds),
        progression=progression,
        catch_up=catch_up,
        lapse_days=draw(st.integers(1, 15)),
        falls_back=catch_up is not CatchUp.NONE and draw(st.booleans()),
        notices_max=draw(st.sampled_from([None, None, None, 1, 3])),
        arrival_days=draw(st.integers(0, 9)),
        bank_data_days=draw(st.sampled_from([*[None] * 9, 0, 30])),
        waits_by_reason=draw(st.dictionaries(st.sampled_from(ContactReason), st.integers(0, 40), max_size=3)),
        caps=sorted(caps.items()),
        late_probabilities=sorted(chances.items()),
        contacts_max=draw(st.sampled_from([None, None, 1, 2])),
        contacts_days=draw(st.integers(1, 20)),
        tone_days=draw(st.sampled_from([0, 0, 1, 12])),
        calendar=draw(st.sampled_from([None, None, FRANCE])),
    )


@st.composite
def chases(draw: st.DrawFn) -> list[object]:
    """One client with two invoices, and mostly what bears on the chase of them: facts that meet, day by day."""
    numbers = ("F-1", "F-2")
    facts: list[object] = [dc.Client.business("ANA", name="Ana", country="FR")]
    for number in numbers:
        issued_on = START + timedelta(days=draw(st.integers(0, 40)))
        due_on, means = issued_on + timedelta(days=30), draw(st.sampled_from([None, None, None, *PaymentMeans]))
        amount = dc.Money.from_minor(draw(st.sampled_from([10000, 20000])), "EUR")
        debt = dc.Invoice(number, client="ANA", amount=amount, issued_on=issued_on, due_on=due_on, means=means)
        facts += [debt, *draw(st.lists(payment_plans(debt), max_size=1))]
    for rank, subject in enumerate(draw(st.lists(st.sampled_from(numbers), max_size=3))):
        first, second = sorted((draw(days), draw(days)))
        amount = dc.Money.from_minor(draw(st.sampled_from([5000, 10000])), "EUR")
        facts.append(dc.Payment(f"P-{rank}", client="ANA", amount=amount, received_on=first, designates=[subject]))
        tolerance = draw(st.integers(0, 3))
        facts.append(PromiseToPay(subject, amount=amount, promised_on=first, pay_on=second, tolerance_days=tolerance))
    facts += draw(st.lists(facts_of_the_chase(numbers, ("ANA",)), min_size=1, max_size=5))
    return facts
