"""Recourse: which procedures are open to a claim, why, what is missing, until when, and in which order."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.documents import PaymentMeans
from dunning_core.dunning import (
    RECOURSE_COLUMNS,
    ProcedureCosts,
    Recourse,
    RecourseOption,
    propose_recourse,
)
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import CurrencyMismatchError, InvalidValueError, UnknownReferenceError, WrongTypeError
from dunning_core.events import (
    Assigned,
    ClaimWaived,
    ContactMade,
    ContactOutcome,
    ContactReason,
    CourtStep,
    CourtStepKind,
    DebtAcknowledged,
    Dispute,
    DisputeResolved,
    HandedOver,
    Insolvency,
    MeansPresented,
    NoticePresented,
    NoticeReturned,
    PaymentPlan,
    PlanInstallment,
    PlatformStatus,
    PresentedMeans,
    PromiseToPay,
    ReturnReason,
    TakenBack,
)
from dunning_core.law.procedures import PROCEDURES, Exhibit, ProcedureKind, find_procedure
from dunning_core.parties import Contact
from dunning_core.timeline import Step, Timeline
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, lettered, payment, sent

DAY = after_due(40)
CLAIRE = dc.Client.consumer("ACME", name="Claire", country="FR")
CITY = dc.Client.public_body("ACME", name="Ville", country="FR")
GMBH = dc.Client.business("ACME", name="Kunde GmbH", country="DE")
LTD = dc.Client.business("ACME", name="Buyer Ltd", country="GB")
NOTICE = sent("formal_notice", after_due(30))
COURTS = ("fr.payment_order", "fr.interim_payment", "fr.ordinary_claim")


def recourse(
    *facts: Any, client: dc.Client = ACME, day: date = DAY, creditor: dc.Creditor | None = CREDITOR, **given: Any
) -> Recourse:
    """What can be done about all that the client owes on the day; F-1 of 1,000 EUR unless invoices are given."""
    debts = facts if any(isinstance(fact, dc.Invoice) for fact in facts) else (invoice(), *facts)
    snapshot = dc.Ledger.of(client, *debts).as_of(day).lettered()
    return propose_recourse(snapshot.receivables, creditor=creditor, **given)


def option(found: Recourse, code: str) -> RecourseOption:
    chosen = found.option(code)
    assert chosen is not None
    return chosen


def opened(found: Recourse) -> list[str]:
    return [entry.procedure.code for entry in found.open_options]


def codes(entry: RecourseOption) -> list[str]:
    return [reason.code for reason in entry.reasons]


def step(kind: CourtStepKind, day: date, until: date | None = None) -> CourtStep:
    return CourtStep("F-1", kind=kind, taken_on=day, until=until, reference="RG 26/1")


def cost(code: str, **given: Any) -> ProcedureCosts:
    return ProcedureCosts(f"fr.{code}", **given)


def debit(presented_on: date, payable_on: date) -> MeansPresented:
    means = PresentedMeans.DIRECT_DEBIT
    return MeansPresented("F-1", means=means, presented_on=presented_on, payable_on=payable_on)


def plan(*days: int) -> PaymentPlan:
    """F-1 paid in equal installments by some days."""
    shares = [PlanInstallment(after_due(day), eur(1000 // len(days))) for day in days]
    return PaymentPlan("PL-1", client="ACME", receivables=["F-1"], installments=shares, agreed_on=DUE)


def call(outcome: ContactOutcome, day: int, reason: ContactReason | None = None) -> ContactMade:
    """A call about F-1."""
    return ContactMade("F-1", outcome=outcome, reason=reason, made_on=after_due(day))


# Who may use what


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        (ACME, ["fr.agency", "fr.small_claims", *COURTS, "fr.mediation"]),
        (CLAIRE, ["fr.agency", "fr.small_claims", *COURTS, "fr.conciliation"]),
        (CITY, ["fr.public_interim_payment", "fr.public_claim", "fr.mediation"]),
        (GMBH, ["de.payment_order", "eu.payment_order", "eu.small_claims"]),
        (LTD, ["gb.money_claim"]),
        (dc.Client.business("ACME", name="Kunde ApS", country="DK"), []),
        (dc.Client.unknown("ACME", name="?", country="FR"), []),
        (dc.Client.business("ACME", name="?"), []),
    ],
    ids=["business", "consumer", "public", "Germany", "Britain", "Denmark", "unknown kind", "unknown country"],
)
def test_what_is_open_depends_on_who_owes_and_where(client: dc.Client, expected: list[str]) -> None:
    """Against a business, a consumer, a public body; in France, elsewhere in the Union, and outside it."""
    found = opened(recourse(NOTICE, client=client))
    assert sorted(found) == sorted(expected)


def test_what_is_closed_says_why() -> None:
    """The country, the kind of client, the parties in one country, no insolvency; each with its operands."""
    found = recourse()
    assert option(found, "de.payment_order").reasons[0].params == (("client_country", "FR"),)
    assert option(found, "fr.public_claim").reasons[0].params == (("client_kind", "business"),)
    assert dict(option(found, "eu.payment_order").reasons[0].params) == {
        "client_country": "FR",
        "creditor_country": "FR",
    }
    assert codes(option(found, "fr.declaration")) == ["recourse.no_insolvency"]
    for entry in found.options:
        assert entry.is_open or entry.reasons
        assert entry.is_open or (entry.net_expected, entry.deadlines) == (None, ())


@pytest.mark.parametrize(
    ("client", "creditor", "code", "missing"),
    [
        (dc.Client.unknown("ACME", name="?", country="FR"), CREDITOR, "fr.agency", "client_kind"),
        (dc.Client.business("ACME", name="?"), CREDITOR, "fr.agency", "client_country"),
        (GMBH, None, "eu.payment_order", "creditor_country"),
        (GMBH, dc.Creditor(name="Valcourt SAS"), "eu.payment_order", "creditor_country"),
    ],
)
def test_a_fact_that_is_not_known_opens_nothing(
    client: dc.Client, creditor: dc.Creditor | None, code: str, missing: str
) -> None:
    """It is missing, and named."""
    found = option(recourse(client=client, creditor=creditor), code)
    assert (found.is_open, found.missing) == (False, (missing,))


def test_a_creditor_outside_the_union_has_no_european_procedure() -> None:
    """Nor has one in Denmark, which takes no part."""
    for country in ("US", "DK"):
        found = recourse(client=GMBH, creditor=dc.Creditor(name="X", country=country))
        assert codes(option(found, "eu.small_claims")) == ["recourse.not_cross_border"]


# Up to how much


def test_a_business_claim_equal_to_the_ceiling_is_within_it() -> None:
    """4,998.34 × 12.15 % × 1 / 365 = 1.66: principal and interest make 5,000.00; the 40 EUR are not counted."""
    found = option(recourse(invoice(amount="4998.34"), day=after_due(1)), "fr.small_claims")
    assert (found.is_open, found.claimed) == (True, eur("5040.00"))
    kept = next(reason for reason in found.reasons if reason.code == "recourse.ceiling_kept")
    assert dict(kept.params) == {"counted": eur(5000), "ceiling": eur(5000)}


def test_a_cent_above_the_ceiling_closes_it() -> None:
    """The operands say what is counted, the ceiling, and by how much it is exceeded; the courts stay open."""
    found = recourse(invoice(amount="4998.35"), day=after_due(1))
    small = option(found, "fr.small_claims")
    assert dict(small.reasons[0].params) == {"counted": eur("5000.01"), "ceiling": eur(5000), "excess": eur("0.01")}
    assert (codes(small), small.is_open) == (["recourse.ceiling_exceeded"], False)
    assert {*COURTS} <= {*opened(found)}


def test_the_ceiling_counts_the_invoices_of_a_claim_together() -> None:
    """Before any notice a consumer owes no interest: 3,000 and 2,000 are within it, 3,000 and 2,000.01 are not."""
    first = invoice(amount=3000)
    within = recourse(first, invoice("F-2", 2000), client=CLAIRE)
    assert option(within, "fr.small_claims").is_open
    assert option(within, "fr.small_claims").receivables == ("F-1", "F-2")
    assert not option(recourse(first, invoice("F-2", "2000.01"), client=CLAIRE), "fr.small_claims").is_open


def test_one_by_one_invoices_may_be_within_what_together_they_exceed() -> None:
    """The caller decides what he claims together."""
    snapshot = lettered(DAY, invoice(amount=3000), invoice("F-2", 3000))
    for item in snapshot.receivables:
        assert option(propose_recourse([item], creditor=CREDITOR), "fr.small_claims").is_open
    assert not option(propose_recourse(snapshot.receivables, creditor=CREDITOR), "fr.small_claims").is_open


def test_interest_that_was_waived_is_not_counted() -> None:
    """What is left to claim counts: with the interest waived, 5,000 EUR of principal are within the ceiling."""
    waived = ClaimWaived("F-1", component="interest", waived_on=DAY)
    assert not option(recourse(invoice(amount=5000)), "fr.small_claims").is_open
    assert option(recourse(invoice(amount=5000), waived), "fr.small_claims").is_open


def test_the_european_ceiling_counts_the_principal_only() -> None:
    """5,000 EUR of principal are within it, whatever the interest; a cent more is not."""
    assert option(recourse(invoice(amount=5000), client=GMBH), "eu.small_claims").is_open
    found = option(recourse(invoice(amount="5000.01"), client=GMBH), "eu.small_claims")
    assert codes(found)[0] == "recourse.ceiling_exceeded"


def test_an_amount_in_another_currency_cannot_be_compared_with_the_ceiling() -> None:
    """No rate of exchange is invented: it is closed, and says what is missing; courts without a ceiling are open."""
    dollars = attrs.evolve(invoice(), amount=dc.Money("100.00", "USD"))
    found = recourse(dollars)
    small = option(found, "fr.small_claims")
    assert (small.is_open, codes(small)[0]) == (False, "recourse.ceiling_currency")
    assert small.missing == ("amount_in_currency_of_ceiling",)
    assert option(found, "fr.payment_order").is_open
    # The forty euros of a debt in dollars are no part of a sum in dollars.
    assert dict(option(found, "fr.payment_order").reasons[0].params) == {"amount": eur(40)}
    assert option(found, "fr.payment_order").claimed == dc.Money("101.33", "USD")


# What is left out of a claim


def test_what_is_not_past_due_is_left_out() -> None:
    """On the due day it is not; the day after it is; what else is due can be claimed without it."""
    assert opened(recourse(day=DUE)) == []
    assert codes(option(recourse(day=DUE), "fr.agency")) == ["recourse.not_due"]
    assert option(recourse(day=after_due(1)), "fr.agency").is_open
    found = option(recourse(invoice(), invoice("F-2", 500, due=DAY)), "fr.agency")
    assert (found.receivables, found.principal) == (("F-1",), eur(1000))
    assert dict(found.reasons[0].params) == {"receivable": "F-2", "due_on": DAY}


def test_retention_money_without_a_day_is_not_due() -> None:
    """Its due day is not known."""
    shares = [
        dc.Installment(due_on=DUE, amount=eur(900)),
        dc.Installment(due_on=None, amount=eur(100), is_retention=True),
    ]
    held = dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=date(2026, 1, 1), installments=shares)
    found = option(recourse(held), "fr.payment_order")
    assert (found.receivables, found.principal) == (("F-1#1",), eur(900))
    assert dict(found.reasons[0].params) == {"receivable": "F-1#2", "due_on": None}


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (step(CourtStepKind.CLAIM_BROUGHT, after_due(35)), "court.claim_brought"),
        (step(CourtStepKind.GRACE, after_due(35), after_due(50)), "court.grace"),
        (Assigned("F-1", assignee="Factor SA", assigned_on=after_due(35)), "debt.assigned"),
        (HandedOver("F-1", agent="Agency SARL", handed_on=after_due(35)), "debt.handed_over"),
        (PlatformStatus("F-1", status=213, reported_on=DUE, reason="DOUBLON"), "platform.rejected"),
        (plan(40, 80), "plan.kept"),
        (debit(after_due(35), after_due(36)), "means.presented"),
    ],
)
def test_what_is_in_other_hands_already_is_left_out(fact: Any, code: str) -> None:
    """Before a court, in grace, assigned, handed over, rejected or paid by a plan: nothing is open, and it says why."""
    found = recourse(fact)
    assert opened(found) == []
    assert codes(option(found, "fr.payment_order")) == [code]
    assert opened(recourse(attrs.evolve(fact), day=DUE)) == []


def test_what_we_have_not_presented_yet_is_not_claimed() -> None:
    """A direct debit that was never presented closes all, until it is presented and its money had time to come."""
    owed = attrs.evolve(invoice(), means=PaymentMeans.DIRECT_DEBIT)
    assert opened(recourse(owed)) == []
    assert codes(option(recourse(owed), "fr.payment_order")) == ["means.not_presented"]
    presented = debit(DUE, DUE)
    assert opened(recourse(owed, presented, day=after_due(5))) == []
    assert opened(recourse(owed, presented, day=after_due(6)))


def test_a_refusal_on_its_platform_is_a_dispute() -> None:
    """It closes what an undisputed debt needs, and tells the debtor's refusal; its resolution opens it again."""
    refused = PlatformStatus("F-1", status=210, reported_on=after_due(5), reason="QTE_ERR")
    found = recourse(refused)
    assert not option(found, "fr.interim_payment").is_open
    assert codes(option(found, "fr.interim_payment")) == ["platform.contested"]
    assert option(found, "fr.small_claims").is_refused
    resolved = recourse(refused, DisputeResolved("F-1", resolved_on=after_due(6)))
    assert option(resolved, "fr.interim_payment").is_open
    assert not option(resolved, "fr.small_claims").is_refused


def test_what_was_taken_back_can_be_claimed() -> None:
    """On the day it is taken back."""
    given = HandedOver("F-1", agent="Agency SARL", handed_on=after_due(35))
    assert opened(recourse(given, TakenBack("F-1", taken_back_on=DAY)))


def test_what_was_paid_late_may_still_owe_its_penalties() -> None:
    """Ten days of interest and 40 EUR are claimed without principal; what was paid in time has nothing to claim."""
    found = option(recourse(payment("P-1", 1000, after_due(10), "F-1")), "fr.payment_order")
    assert (found.is_open, found.principal, found.accessories) == (True, eur(0), eur("43.33"))
    assert codes(option(recourse(payment("P-1", 1000, DUE, "F-1")), "fr.payment_order")) == ["settled"]


# Limitation


@pytest.mark.parametrize(
    ("client", "last_day"),
    [(ACME, date(2031, 4, 30)), (CLAIRE, date(2028, 4, 30)), (CITY, date(2030, 12, 31))],
    ids=["business", "consumer", "public"],
)
def test_on_the_last_day_the_courts_are_open_and_the_day_after_closed(client: dc.Client, last_day: date) -> None:
    """Five years, two years, four calendar years; what is not a court stays open, and tells it."""
    on_it = recourse(client=client, day=last_day)
    after = recourse(client=client, day=date.fromordinal(last_day.toordinal() + 1))
    for entry in on_it.open_options:
        assert (entry.deadlines, entry.act_by) == ((("limitation", last_day),), last_day)
    assert any(entry.procedure.is_in_court for entry in on_it.open_options)
    assert not any(entry.procedure.is_in_court for entry in after.open_options)
    assert after.open_options
    barred = (("receivable", "F-1"), ("last_day", last_day))
    for entry in (*after.open_options, *(other for other in after.options if other.procedure.is_in_court)):
        told = [reason.params for reason in entry.reasons if reason.code == "recourse.limitation_over"]
        assert told == [barred] or not entry.is_open


def test_what_is_barred_is_left_out_and_the_rest_is_claimed() -> None:
    """An old debt and a new one: only the new one goes to court."""
    old = invoice("F-0", 700, due=date(2021, 4, 30))
    found = option(recourse(old, invoice()), "fr.payment_order")
    assert (found.is_open, found.receivables, found.principal) == (True, ("F-1",), eur(1000))
    assert dict(found.reasons[0].params) == {"receivable": "F-0", "last_day": date(2026, 4, 30)}
    assert option(recourse(old, invoice()), "fr.agency").receivables == ("F-0", "F-1")


def test_of_several_debts_the_first_last_day_is_told() -> None:
    """The older debt lapses first."""
    found = option(recourse(invoice("F-2", due=after_due(10)), invoice()), "fr.payment_order")
    assert found.act_by == date(2031, 4, 30)


def test_an_acknowledgement_opens_the_courts_again() -> None:
    """Made before the last day, it starts limitation anew."""
    told = DebtAcknowledged("F-1", acknowledged_on=date(2031, 4, 1), proof="e-mail")
    assert option(recourse(told, day=date(2032, 1, 1)), "fr.payment_order").act_by == date(2036, 4, 1)


def test_a_period_that_is_not_known_is_missing_and_closes_nothing() -> None:
    """No limitation period of the United Kingdom is held."""
    found = option(recourse(client=LTD, creditor=dc.Creditor(name="Seller Ltd", country="GB")), "gb.money_claim")
    assert found.is_open
    assert "limitation" in found.missing
    assert (found.deadlines, found.act_by) == ((), None)


# Insolvency


@pytest.mark.parametrize(
    ("day", "is_open"), [(date(2026, 8, 5), True), (date(2026, 8, 6), False)], ids=["last day", "day after"]
)
def test_in_an_insolvency_only_the_declaration_is_open(day: date, is_open: bool) -> None:
    """Published on 5 June, it is declared by 5 August; the day after nothing is open."""
    fact = Insolvency("ACME", opened_on=date(2026, 6, 1), published_on=date(2026, 6, 5))
    found = recourse(fact, day=day)
    assert opened(found) == (["fr.declaration"] if is_open else [])
    declared = option(found, "fr.declaration")
    assert codes(declared)[0] == ("insolvency.opened" if is_open else "recourse.declaration_over")
    assert declared.deadlines == ((("declaration", date(2026, 8, 5)),) if is_open else ())
    assert codes(option(found, "fr.payment_order")) == ["insolvency.opened"]


def test_an_unpublished_opening_closes_nothing_and_says_what_is_missing() -> None:
    """Counted from the opening, the cautious last day has passed; the publication is to be looked up."""
    found = option(recourse(Insolvency("ACME", opened_on=date(2026, 6, 1)), day=date(2026, 9, 1)), "fr.declaration")
    assert found.is_open
    assert "publication" in found.missing
    assert found.act_by == date(2026, 8, 1)


def test_of_two_insolvencies_each_has_its_last_day() -> None:
    """The claims of the first one can no longer be declared; those of the second can, and until when is told."""
    first = Insolvency("ACME", opened_on=date(2026, 6, 1), published_on=date(2026, 6, 5))
    second = Insolvency("ACME", opened_on=date(2026, 9, 1), published_on=date(2026, 9, 4))
    later = dc.Invoice("F-2", client="ACME", amount=eur(500), issued_on=date(2026, 7, 1), due_on=date(2026, 8, 1))
    found = option(recourse(invoice(), later, first, second, day=date(2026, 9, 10)), "fr.declaration")
    assert (found.is_open, found.receivables, found.act_by) == (True, ("F-2",), date(2026, 11, 4))
    assert dict(found.reasons[0].params) == {"receivable": "F-1", "declare_by": date(2026, 8, 5)}
    both = option(recourse(invoice(), later, first, second, day=date(2026, 8, 5)), "fr.declaration")
    assert (both.receivables, both.act_by) == (("F-1",), date(2026, 8, 5))
    unpublished = attrs.evolve(second, opened_on=date(2026, 7, 15), published_on=None)
    found = option(recourse(invoice(), later, first, unpublished, day=date(2026, 8, 5)), "fr.declaration")
    assert (found.receivables, found.act_by) == (("F-1", "F-2"), date(2026, 8, 5))
    assert "publication" in found.missing


def test_a_creditor_abroad_has_four_months_to_declare() -> None:
    """By the countries of the two parties."""
    fact = Insolvency("ACME", opened_on=date(2026, 6, 1), published_on=date(2026, 6, 5))
    found = recourse(fact, day=date(2026, 6, 10), creditor=dc.Creditor(name="Verkäufer GmbH", country="DE"))
    assert option(found, "fr.declaration").act_by == date(2026, 10, 5)


def test_what_is_declared_is_what_arose_before_the_opening_due_or_not() -> None:
    """The older invoices are declared, though one is not due; what arose after it is claimed as usual."""
    fact = Insolvency("ACME", opened_on=date(2026, 5, 10), published_on=date(2026, 5, 12))
    running = invoice("F-2", 500, due=date(2026, 6, 30))
    later = dc.Invoice("F-3", client="ACME", amount=eur(300), issued_on=date(2026, 5, 11), due_on=date(2026, 5, 20))
    found = recourse(invoice(), running, later, fact)
    declared = option(found, "fr.declaration")
    assert (declared.receivables, declared.principal) == (("F-1", "F-2"), eur(1500))
    # Nine days of interest to the eve of the opening, and 40 EUR: 1,000 × 12.15 % × 9 / 365 = 3.00.
    assert declared.accessories == eur("43.00")
    claimed = option(found, "fr.payment_order")
    assert (claimed.is_open, claimed.receivables) == (True, ("F-3",))
    assert option(found, "fr.declaration").is_open


def test_an_assigned_debt_is_declared_by_the_assignee() -> None:
    """It is not ours to declare."""
    facts = (Insolvency("ACME", opened_on=date(2026, 6, 1)), Assigned("F-1", assignee="Factor SA", assigned_on=DUE))
    assert codes(option(recourse(*facts), "fr.declaration")) == ["debt.assigned"]


# Whether the debtor refuses


REFUSED = NoticeReturned(
    client="ACME",
    stage="formal_notice",
    sent_on=after_due(30),
    returned_on=after_due(33),
    reason=ReturnReason.REFUSED,
)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((Dispute("F-1", amount=eur(100), opened_on=DUE, reason="QTE_ERR"),), "recourse.disputed"),
        ((PromiseToPay("F-1", promised_on=DUE, pay_on=after_due(39)),), "recourse.promise_broken"),
        ((NOTICE, REFUSED), "recourse.notice_refused"),
        ((plan(20, 39),), "recourse.plan_broken"),
        ((call(ContactOutcome.REFUSED, 20),), "recourse.contact_refused"),
        ((call(ContactOutcome.REACHED, 20, ContactReason.DISPUTE),), "recourse.contact_refused"),
    ],
)
def test_small_claims_come_last_for_a_debtor_who_refuses(facts: tuple[Any, ...], code: str) -> None:
    """Without his agreement the procedure ends; it stays open, after all others, whatever it is expected to bring."""
    costs = [cost("small_claims", fixed=eur(0), chance=1)]
    assert opened(recourse(costs=costs))[0] == "fr.small_claims"
    found = recourse(*facts, costs=costs)
    assert opened(found)[-1] == "fr.small_claims"
    last = option(found, "fr.small_claims")
    assert last.is_refused
    assert "recourse.agreement_needed" in codes(last)
    assert code in codes(last)
    assert not option(found, "fr.payment_order").is_refused
    assert code in codes(option(found, "fr.payment_order"))


@pytest.mark.parametrize(
    "facts",
    [
        (Dispute("F-1", opened_on=DUE, reason="QTE_ERR"), DisputeResolved("F-1", resolved_on=after_due(5))),
        (PromiseToPay("F-1", promised_on=DUE, pay_on=DAY),),
        (PromiseToPay("F-1", amount=eur(400), promised_on=DUE, pay_on=after_due(9)), payment("P-1", 400, DUE, "F-1")),
        (plan(39, 80),),
        (call(ContactOutcome.REFUSED, 20), call(ContactOutcome.REACHED, 21, ContactReason.CASH)),
        (call(ContactOutcome.NO_ANSWER, 21), call(ContactOutcome.REACHED, 20)),
        (call(ContactOutcome.REACHED, 20, ContactReason.DISPUTE), DisputeResolved("F-1", resolved_on=after_due(20))),
        (NOTICE, attrs.evolve(REFUSED, reason=ReturnReason.UNCLAIMED)),
        (NOTICE, attrs.evolve(REFUSED, sent_on=after_due(31))),
    ],
    ids=[
        "resolved",
        "last day of the promise",
        "promise kept",
        "plan late",
        "newer answer",
        "no answer",
        "resolved since",
        "unclaimed",
        "return of another notice",
    ],
)
def test_what_is_no_refusal(facts: tuple[Any, ...]) -> None:
    """A dispute that was resolved, a promise that runs or was kept, a notice that nobody collected."""
    found = option(recourse(*facts), "fr.small_claims")
    assert (found.is_open, found.is_refused) == (True, False)


def test_the_newest_refusal_is_told() -> None:
    """Of two promises that were not kept the later one, and of two notices that were refused."""
    promises = [PromiseToPay("F-1", amount=eur(100), promised_on=DUE, pay_on=after_due(day)) for day in (10, 20)]
    again = attrs.evolve(NOTICE, sent_on=after_due(35))
    refused = attrs.evolve(REFUSED, sent_on=after_due(35), returned_on=after_due(37))
    found = option(recourse(*promises, NOTICE, REFUSED, again, refused), "fr.payment_order")
    told = {reason.code: reason.params[-1] for reason in found.reasons}
    assert told["recourse.promise_broken"] == ("pay_on", after_due(20))
    assert told["recourse.notice_refused"] == ("returned_on", after_due(37))


def test_an_interim_payment_is_for_the_part_that_is_not_disputed() -> None:
    """Of 1,000 EUR, 300 are disputed: 700 are asked for; of all of it disputed, nothing; a full claim claims all."""
    partly = recourse(Dispute("F-1", amount=eur(300), opened_on=DUE, reason="QTE_ERR"))
    assert option(partly, "fr.interim_payment").principal == eur(700)
    assert option(partly, "fr.ordinary_claim").principal == eur(1000)
    whole = recourse(Dispute("F-1", opened_on=DUE, reason="QTE_ERR"))
    assert codes(option(whole, "fr.interim_payment")) == ["recourse.disputed"]
    assert option(whole, "fr.ordinary_claim").is_open
    told = dict(option(whole, "fr.interim_payment").reasons[0].params)
    assert told == {"receivable": "F-1", "disputed": eur(1000), "reason": "QTE_ERR"}


# What is missing


FILE = ("contract", "delivery", "formal_notice_proof", "identity")


def missing(found: Recourse, code: str = "fr.payment_order") -> tuple[str, ...]:
    return tuple(name for name in option(found, code).missing if name not in ("costs", "chance"))


def test_a_court_is_shown_the_contract_the_delivery_the_notice_and_the_debtor() -> None:
    """Without a notice the notice is missing, and not its proof."""
    assert missing(recourse()) == ("contract", "delivery", "formal_notice", "identity")
    assert missing(recourse(NOTICE)) == FILE
    held = (Exhibit.CONTRACT, Exhibit.DELIVERY, Exhibit.FORMAL_NOTICE_PROOF, Exhibit.IDENTITY)
    assert missing(recourse(NOTICE, evidence=held)) == ()
    assert missing(recourse(evidence=(*held, Exhibit.FORMAL_NOTICE))) == ()
    assert missing(recourse(), "fr.agency") == ("contract", "identity")
    assert missing(recourse(), "fr.mediation") == ()


def test_an_acknowledgement_stands_for_the_contract_and_the_delivery() -> None:
    """On record or held; of several debts each has to be acknowledged."""
    told = DebtAcknowledged("F-1", acknowledged_on=after_due(5), proof="e-mail")
    assert missing(recourse(NOTICE, told)) == ("formal_notice_proof", "identity")
    assert missing(recourse(NOTICE, evidence=[Exhibit.ACKNOWLEDGEMENT])) == ("formal_notice_proof", "identity")
    both = sent("formal_notice", after_due(30), "F-1", "F-2")
    assert missing(recourse(invoice(), invoice("F-2", 500), both, told)) == FILE


def test_the_proof_of_a_notice_is_its_record_or_its_presentation() -> None:
    """The number that was noted, the day it was presented, or its return; those of another notice prove nothing."""
    proved = attrs.evolve(NOTICE, proof="RA 123")
    shown = NoticePresented(client="ACME", stage="formal_notice", sent_on=after_due(30), presented_on=after_due(31))
    for facts in ((proved,), (NOTICE, shown), (NOTICE, REFUSED)):
        assert "formal_notice_proof" not in missing(recourse(*facts))
    assert "formal_notice_proof" in missing(recourse(NOTICE, attrs.evolve(shown, sent_on=after_due(29))))
    by_mail = attrs.evolve(NOTICE, channel="email")
    assert "formal_notice_proof" in missing(recourse(by_mail, shown))


def test_while_the_deadline_of_the_notice_runs_it_is_missing() -> None:
    """Eight days from the sending, or from the presentation; the day after the last one it is no longer."""
    on_last_day = option(recourse(NOTICE, day=after_due(38)), "fr.payment_order")
    assert "formal_notice_deadline" in on_last_day.missing
    assert ("until", after_due(38)) in on_last_day.reasons[0].params
    assert "formal_notice_deadline" not in missing(recourse(NOTICE, day=after_due(39)))
    shown = NoticePresented(client="ACME", stage="formal_notice", sent_on=after_due(30), presented_on=after_due(32))
    assert "formal_notice_deadline" in missing(recourse(NOTICE, shown, day=after_due(40)))
    assert "formal_notice_deadline" not in missing(recourse(NOTICE, shown, day=after_due(41)))
    assert "formal_notice_deadline" not in missing(recourse(attrs.evolve(NOTICE, deadline_days=None)))
    assert "formal_notice_deadline" not in missing(recourse(NOTICE, day=after_due(38)), "fr.agency")


def test_of_two_notices_the_later_deadline_is_waited_for() -> None:
    """One ended on the 28th day, the other leaves until the 43rd."""
    notices = (sent("formal_notice", after_due(20), "F-1"), sent("formal_notice", after_due(35), "F-2"))
    found = option(recourse(invoice(), invoice("F-2", 500), *notices), "fr.payment_order")
    assert "formal_notice_deadline" in found.missing
    assert [reason.param("until") for reason in found.reasons] == [after_due(43)]


def test_a_debtor_is_identified_by_his_number_or_a_consumer_by_his_address() -> None:
    """The SIREN of a business; the postal address of a consumer."""
    known = attrs.evolve(ACME, identifiers=[("SIREN", "732829320")])
    assert "identity" not in missing(recourse(client=known))
    assert "identity" in missing(recourse(client=CLAIRE))
    housed = attrs.evolve(CLAIRE, contacts=[Contact("Claire", address="3 rue C\n75003 Paris")])
    assert "identity" not in missing(recourse(client=housed))


@pytest.mark.parametrize(("amount", "is_asked"), [("5000.00", True), ("5000.01", False)], ids=["equal", "a cent above"])
def test_a_conciliation_is_tried_before_a_small_ordinary_claim(amount: str, is_asked: bool) -> None:
    """Up to 5,000 EUR, equal included, against a consumer; a business is taken for a trader."""
    found = option(recourse(invoice(amount=amount), client=CLAIRE), "fr.ordinary_claim")
    assert found.is_open
    assert ("prior_attempt" in found.missing, "recourse.prior_attempt" in codes(found)) == (is_asked, is_asked)
    assert "prior_attempt" not in missing(recourse(invoice(amount=100)), "fr.ordinary_claim")


def test_a_mediation_that_failed_is_a_prior_attempt() -> None:
    """One that is over; while it runs it has not failed; an earlier law asks for none here."""
    over, running = (step(CourtStepKind.MEDIATION, after_due(5), after_due(days)) for days in (39, 40))
    assert "prior_attempt" not in missing(recourse(over, client=CLAIRE), "fr.ordinary_claim")
    assert "prior_attempt" in missing(recourse(running, client=CLAIRE), "fr.ordinary_claim")
    endless = step(CourtStepKind.MEDIATION, after_due(5))
    assert "prior_attempt" in missing(recourse(endless, client=CLAIRE), "fr.ordinary_claim")
    held = recourse(client=CLAIRE, evidence=[Exhibit.PRIOR_ATTEMPT])
    assert "prior_attempt" not in missing(held, "fr.ordinary_claim")
    dollars = attrs.evolve(invoice(), amount=dc.Money("90000.00", "USD"))
    assert "prior_attempt" in missing(recourse(dollars, client=CLAIRE), "fr.ordinary_claim")
    old = invoice(due=date(2023, 8, 31))
    early = option(recourse(old, client=CLAIRE, day=date(2023, 9, 30)), "fr.ordinary_claim")
    assert "prior_attempt" not in early.missing


def test_penalties_whose_law_is_not_known_are_missing() -> None:
    """A creditor without a country: the principal is claimed, and the law of the penalties is missing."""
    found = option(recourse(creditor=None), "fr.payment_order")
    assert (found.is_open, found.claimed) == (True, eur(1000))
    assert "penalties" in found.missing


def test_penalties_that_are_known_for_some_debts_only_are_missing() -> None:
    """No rate is held before 2013: of an older debt the principal is claimed, of the newer one both."""
    found = option(recourse(invoice("F-0", 100, due=date(2011, 4, 30)), invoice()), "fr.agency")
    assert (found.receivables, found.claimed) == (("F-0", "F-1"), eur("1153.32"))
    assert "penalties" in found.missing


def test_penalties_past_the_verified_rate_are_told() -> None:
    """The rates are verified until 31 December 2026; of two debts one is enough."""
    for day, is_told in ((date(2026, 12, 31), False), (date(2027, 1, 1), True)):
        found = option(recourse(day=day), "fr.agency")
        assert ("recourse.provisional" in codes(found)) is is_told
    paid = (payment("P-1", 500, after_due(9), "F-2"), invoice(), invoice("F-2", 500))
    assert "recourse.provisional" in codes(option(recourse(*paid, day=date(2027, 1, 1)), "fr.agency"))


# What it brings, and in which order


def test_the_net_expectation_by_hand() -> None:
    """1,053.32 claimed: 2/5 of it less 15 % is 358.13; a third of it less 120 EUR is 231.11."""
    costs = [
        cost("agency", share=Decimal("0.15"), chance=Fraction(2, 5)),
        cost("payment_order", fixed=eur(120), chance=Fraction(1, 3)),
        cost("ordinary_claim", fixed=eur(900), chance=Fraction(1, 2)),
        cost("interim_payment", fixed=eur(300)),
        cost("mediation", chance=Fraction(1, 2)),
    ]
    found = recourse(NOTICE, costs=costs)
    assert option(found, "fr.agency").claimed == eur("1053.32")
    assert [(entry.procedure.code, entry.net_expected) for entry in found.open_options] == [
        ("fr.agency", eur("358.13")),
        ("fr.payment_order", eur("231.11")),
        # Of these nobody has said what they cost, or what the chance is: custom decides.
        ("fr.small_claims", None),
        ("fr.interim_payment", None),
        ("fr.mediation", None),
        # 526.66 less 900: it is expected to lose.
        ("fr.ordinary_claim", eur("-373.34")),
    ]
    assert "chance" in option(found, "fr.interim_payment").missing
    assert "costs" not in option(found, "fr.interim_payment").missing
    assert "costs" in option(found, "fr.mediation").missing
    assert "chance" not in option(found, "fr.mediation").missing
    assert not {"costs", "chance"} & {*option(found, "fr.agency").missing}


def test_an_expectation_of_nothing_is_no_loss() -> None:
    """A chance of zero without costs brings nothing: it is told, and comes before what nobody gave figures for."""
    found = recourse(costs=[cost("ordinary_claim", fixed=eur(0), chance=0)])
    assert opened(found)[0] == "fr.ordinary_claim"
    assert option(found, "fr.ordinary_claim").net_expected == eur(0)
    lost = recourse(costs=[cost("agency", fixed=eur("0.01"), chance=0)])
    assert opened(lost)[-1] == "fr.agency"


def test_without_figures_custom_decides_and_what_is_closed_comes_last() -> None:
    """Agency, small claims, order, interim payment, ordinary claim, mediation; then all the closed ones."""
    found = recourse(NOTICE)
    assert opened(found) == ["fr.agency", "fr.small_claims", *COURTS, "fr.mediation"]
    assert [entry.is_open for entry in found.options] == [True] * 6 + [False] * (len(PROCEDURES) - 6)
    assert len(found.options) == len(PROCEDURES)


def test_equal_expectations_are_told_apart_by_custom() -> None:
    """The order is total, whatever the order in which the figures are given."""
    costs = [cost(name, fixed=eur(10), chance=Fraction(1, 2)) for name in ("mediation", "interim_payment", "agency")]
    for given in (costs, costs[::-1]):
        assert opened(recourse(costs=given))[:3] == ["fr.agency", "fr.interim_payment", "fr.mediation"]


def test_the_order_of_the_facts_changes_nothing() -> None:
    """Neither does that of the receivables that are given."""
    facts = (invoice(), invoice("F-2", 500, due=after_due(3)), NOTICE)
    snapshot = lettered(DAY, *facts[::-1])
    turned = propose_recourse(snapshot.receivables[::-1], creditor=CREDITOR)
    assert turned == recourse(*facts)


# The law behind it


def test_what_is_recalled_and_what_was_read_long_ago_say_so() -> None:
    """The agency is recalled; the small claims were read on 3 April 2026, and say so from the day after."""
    found = recourse()
    assert "recourse.law_recalled" in codes(option(found, "fr.agency"))
    assert "recourse.law_read" in codes(option(found, "fr.small_claims"))
    old = invoice(due=date(2026, 3, 1))
    for day, is_told in ((date(2026, 4, 3), False), (date(2026, 4, 4), True)):
        entry = option(recourse(old, day=day), "fr.small_claims")
        assert ("recourse.law_read" in codes(entry)) is is_told


def test_days_before_the_law_that_is_held_are_closed() -> None:
    """Nothing is held before 2020."""
    old = invoice(due=date(2019, 11, 30))
    early = option(recourse(old, day=date(2019, 12, 31)), "fr.payment_order")
    assert (early.is_open, codes(early)) == (False, ["recourse.not_held"])
    assert option(recourse(old, day=date(2020, 1, 1)), "fr.payment_order").is_open


def test_costs_that_stay_with_the_creditor_are_told() -> None:
    """Those of an agency and of the bailiff, each with its article."""
    found = recourse()
    told = {
        entry.procedure.code: reason.param("article")
        for entry in found.open_options
        for reason in entry.reasons
        if reason.code == "recourse.costs_stay"
    }
    assert told == {"fr.agency": "CPCE L111-8", "fr.small_claims": "CPCE L125-1"}


def test_procedures_of_ones_own() -> None:
    """Another ceiling, and another code, are a value: nothing has to be registered."""
    ceiling = Timeline("own", (Step(date(2026, 6, 9), eur(900), "own rule"),))
    own = attrs.evolve(find_procedure("fr.small_claims"), code="own.small", ceiling=ceiling)
    costs = [ProcedureCosts("own.small", fixed=eur(0), chance=1)]
    found = recourse(procedures=[own], costs=costs)
    assert [entry.procedure for entry in found.options] == [own]
    assert codes(found.options[0]) == ["recourse.ceiling_exceeded"]
    early = recourse(procedures=[own], day=after_due(39))
    assert codes(early.options[0]) == ["recourse.not_held"]


# From a decision, from an action


def test_decisions_bring_their_creditor_and_their_regime() -> None:
    """The same as from the receivables with the creditor of the run."""
    snapshot = lettered(DAY, invoice(), NOTICE)
    decisions = dc.decide_stages(snapshot, FR_B2B_STANDARD, creditor=CREDITOR)
    assert propose_recourse(decisions) == recourse(NOTICE)


def test_the_action_at_the_stage_of_recourse_proposes() -> None:
    """After the deadline of the formal notice the action proposes for its lines, when asked."""
    younger = invoice("F-2", 500, due=after_due(30))
    snapshot = lettered(DAY, invoice(), younger, NOTICE)
    action, reminder = dc.plan_actions(dc.decide_stages(snapshot, FR_B2B_STANDARD, creditor=CREDITOR))
    assert (action.stage.name, reminder.stage.name) == ("recourse", "courteous")
    found = action.recourse(evidence=[Exhibit.CONTRACT], costs=[cost("agency", share=Fraction(1, 10), chance=1)])
    first = found.options[0]
    # 1,053.32 less a tenth; the line that has only come to a courteous notice is not taken to court.
    assert (first.procedure.kind, first.receivables) == (ProcedureKind.AGENCY, ("F-1",))
    assert first.net_expected == eur("947.99")
    assert first.missing == ("identity",)


# Wrong use


def two_clients() -> list[dc.Receivable]:
    other = dc.Client.business("BREL", name="Brel SA", country="FR")
    second = invoice("F-2", client="BREL")
    return list(lettered(DAY, other, invoice(), second).receivables)


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ([], "empty"),
        (two_clients(), "several_clients"),
        ([*lettered(DAY, invoice()).receivables, *lettered(DUE, invoice("F-2")).receivables], "several_days"),
        ([*lettered(DAY, invoice()).receivables] * 2, "duplicate"),
    ],
)
def test_a_claim_is_that_of_one_client_on_one_day(claim: list[dc.Receivable], kind: str) -> None:
    """Nothing, two clients, two days, and one debt twice are refused."""
    with pytest.raises(InvalidValueError) as raised:
        propose_recourse(claim)
    assert (raised.value.kind, raised.value.field) == (kind, "claim")


def test_two_currencies_are_two_claims() -> None:
    """In the debts, and in the costs."""
    dollars = attrs.evolve(invoice("F-2"), amount=dc.Money("10.00", "USD"))
    with pytest.raises(CurrencyMismatchError) as raised:
        recourse(invoice(), dollars)
    assert (raised.value.field, raised.value.value) == ("claim", "EUR, USD")
    with pytest.raises(CurrencyMismatchError) as raised:
        recourse(costs=[cost("agency", fixed=dc.Money(10, "USD"))])
    assert raised.value.field == "costs[0].fixed"


@pytest.mark.parametrize(
    ("given", "error", "field"),
    [
        ({"costs": [ProcedureCosts("fr.unheard_of")]}, UnknownReferenceError, "costs[0].procedure"),
        ({"costs": [cost("agency"), cost("agency")]}, InvalidValueError, "costs[1].procedure"),
        ({"costs": ["fr.agency"]}, WrongTypeError, "costs[0]"),
        ({"evidence": ["contract"]}, WrongTypeError, "evidence[0]"),
        ({"procedures": ["fr.agency"]}, WrongTypeError, "procedures[0]"),
        ({"creditor": "Valcourt SAS"}, WrongTypeError, "creditor"),
    ],
)
def test_wrong_arguments_are_refused(given: dict[str, Any], error: type[dc.DunningError], field: str) -> None:
    """Each error names the field."""
    with pytest.raises(error) as raised:
        recourse(**given)
    assert raised.value.field == field


def test_a_claim_holds_decisions_or_receivables() -> None:
    """Neither both, nor anything else."""
    snapshot = lettered(DAY, invoice())
    [decision] = dc.decide_stages(snapshot, FR_B2B_STANDARD)
    mixed: Any
    for mixed in ([decision, snapshot.receivables[0]], [snapshot.receivables[0], decision], ["F-1"], "F-1", 7):
        with pytest.raises(WrongTypeError):
            propose_recourse(mixed)


@pytest.mark.parametrize("name", ["share", "chance"])
@pytest.mark.parametrize("value", [Fraction(0), Fraction(1), Decimal("0.5"), 1, 0])
def test_a_share_and_a_chance_are_exact(name: str, value: Any) -> None:
    """From 0 to 1, both included."""
    assert getattr(ProcedureCosts("fr.agency", **{name: value}), name) == Fraction(value)


@pytest.mark.parametrize("name", ["share", "chance"])
@pytest.mark.parametrize(
    ("value", "error"),
    [
        (0.5, WrongTypeError),
        (True, WrongTypeError),
        ("0.5", WrongTypeError),
        (Fraction(101, 100), InvalidValueError),
        (Decimal("-0.01"), InvalidValueError),
        (-1, InvalidValueError),
        (Decimal("NaN"), InvalidValueError),
        (Decimal("Infinity"), InvalidValueError),
        (Decimal("1E-999999"), InvalidValueError),
    ],
)
def test_a_share_that_is_no_share_is_refused(name: str, value: Any, error: type[dc.DunningError]) -> None:
    """A float, a flag, a text, what is outside, and what would not fit in memory."""
    with pytest.raises(error) as raised:
        ProcedureCosts("fr.agency", **{name: value})
    assert raised.value.field == name


def test_costs_below_zero_are_refused() -> None:
    """Nothing is free money; zero is a cost that is known."""
    with pytest.raises(InvalidValueError) as raised:
        cost("agency", fixed=eur("-0.01"))
    assert raised.value.field == "fixed"
    assert cost("agency", fixed=eur(0)).is_known
    assert cost("agency", share=0).is_known
    assert not cost("agency", chance=1).is_known
    with pytest.raises(WrongTypeError):
        cost("agency", fixed=10)


# As a table, and in words


def test_the_table_of_a_recourse() -> None:
    """One row per option, with the columns that are published."""
    found = recourse(NOTICE, costs=[cost("agency", share=Fraction(15, 100), chance=Fraction(2, 5))])
    records = found.to_records()
    assert [list(record) for record in records] == [[column.name for column in RECOURSE_COLUMNS]] * len(records)
    assert records[0] == {
        "rank": 1,
        "day": DAY,
        "client": "ACME",
        "currency": "EUR",
        "procedure": "fr.agency",
        "kind": "agency",
        "is_open": True,
        "receivables": "F-1",
        "claimed": Decimal("1053.32"),
        "net_expected": Decimal("358.13"),
        "act_by": date(2031, 4, 30),
        "missing": "contract identity",
        "reasons": "recourse.costs_stay recourse.law_recalled",
    }
    assert records[-1]["net_expected"] is None
    assert found.to_columns()["rank"] == list(range(1, len(PROCEDURES) + 1))


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_each_option_is_explained_without_a_code(locale: str) -> None:
    """Every reason, missing item, limit and procedure that can come has its words in both languages."""
    situations = [
        recourse(NOTICE, costs=[cost("agency", share=Fraction(15, 100), chance=Fraction(1, 3))]),
        recourse(client=CLAIRE, day=date(2028, 5, 1)),
        recourse(client=CITY),
        recourse(invoice(amount=9000), client=GMBH),
        recourse(client=dc.Client.unknown("ACME", name="?", country="FR")),
        recourse(client=dc.Client.business("ACME", name="?")),
        recourse(client=LTD, creditor=None),
        recourse(Insolvency("ACME", opened_on=DUE)),
        recourse(Dispute("F-1", amount=eur(100), opened_on=DUE, reason="QTE_ERR"), REFUSED, NOTICE),
        recourse(plan(20, 39), call(ContactOutcome.REFUSED, 20)),
        recourse(attrs.evolve(invoice(), amount=dc.Money("100.00", "USD"))),
        recourse(day=after_due(38), client=ACME),
        recourse(day=date(2027, 1, 1)),
    ]
    for found in situations:
        for entry in found.options:
            text = dc.explain(entry, locale)
            assert "recourse." not in text
            assert "_" not in text
            assert "{" not in text


def test_the_sentences_of_an_option() -> None:
    """What it would claim, until when, what it brings, and its limits as they are on the day."""
    costs = [cost("payment_order", fixed=eur(120), share=Fraction(1, 3), chance=Fraction(1, 2))]
    text = dc.explain(option(recourse(NOTICE, costs=costs), "fr.payment_order"), "en")
    for part in ("€1,053.32", "April 30, 2031", "50.00%", "1/3", "€120.00", "within 6 months", "CPC 1405"):
        assert part in text
    later = option(recourse(NOTICE, day=date(2026, 9, 1)), "fr.payment_order")
    french = dc.explain(later, "fr")
    assert "dans un délai de 3 mois" in french
    assert "2 mois après la signification" in french


def test_a_procedure_of_ones_own_is_explained_by_its_code() -> None:
    """It has no name here, and neither have its limits."""
    limit = attrs.evolve(find_procedure("fr.small_claims").limits[0], name="own")
    own = attrs.evolve(find_procedure("fr.small_claims"), code="own.small", limits=(limit,))
    text = dc.explain(recourse(procedures=[own]).options[0], "en")
    assert text.startswith("own.small: open")
    assert "Then:" not in text
