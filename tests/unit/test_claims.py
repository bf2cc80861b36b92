"""What events do to what is owed: claim documents, waivers, costs, courts, insolvency, acceleration, deposits."""

from datetime import date
from fractions import Fraction

import attrs
import pytest

import dunning_core as dc
from dunning_core.analysis import age
from dunning_core.documents import InvoiceKind
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import (
    Accelerated,
    Cancelled,
    ClaimedSum,
    ClaimIssued,
    ClaimWaived,
    CostIncurred,
    CourtStep,
    CourtStepKind,
    Dispute,
    Insolvency,
    PaymentReturned,
)
from dunning_core.law import Regime, de, fr, uk
from dunning_core.penalties import state_claim
from tests.books import ACME, CREDITOR, DUE, after_due, decide, eur, invoice, lettered, payment, sent

# 1,000 EUR at 12.15 %: 33.29 cents a day.
DAYS_30 = eur("9.99")


def item_of(day: date, *facts: object, id: str = "F-1") -> dc.Receivable:
    return next(item for item in lettered(day, *facts).receivables if item.id == id)


def accrue(day: date, *facts: object, regime: Regime = fr.B2B, id: str = "F-1") -> dc.Penalties:
    return dc.accrue_penalties(item_of(day, *facts, id=id), regime)


def claim(number: str, day: date, *sums: tuple[str, str, str]) -> ClaimIssued:
    entries = [ClaimedSum(name, component, eur(amount).minor, "EUR", day) for name, component, amount in sums]
    return ClaimIssued(number, client="ACME", sums=entries, issued_on=day)


CLAIM = claim("C-1", after_due(30), ("F-1", "interest", "9.99"), ("F-1", "compensation", "40.00"))


def test_a_day_is_never_claimed_twice() -> None:
    """After thirty days are claimed in a document, only what has accrued since is left to claim."""
    before, after = accrue(after_due(60), invoice()), accrue(after_due(60), invoice(), CLAIM)
    assert (before.interest, after.interest, after.compensation) == (eur("19.97"), eur("19.97"), eur(40))
    assert after.unclaimed == (eur("9.98"), eur(0), eur(0))
    assert after.unclaimed_totals == (eur("9.98"),)
    assert accrue(after_due(30), invoice(), CLAIM).unclaimed_totals == (eur(0),)
    later = claim("C-2", after_due(60), ("F-1", "interest", "9.98"))
    assert accrue(after_due(60), invoice(), CLAIM, later).unclaimed == (eur(0), eur(0), eur(0))


def test_a_claim_document_is_a_debt_of_its_own() -> None:
    """It can be paid and chased, and bears neither interest nor compensation."""
    found = item_of(after_due(60), invoice(), CLAIM, id="C-1")
    assert (found.invoice.kind, found.amount, found.due_on) == (InvoiceKind.CLAIM, eur("49.99"), after_due(30))
    assert found.invoice.net_amount == found.amount
    assert accrue(after_due(90), invoice(), CLAIM, id="C-1").totals == (eur(0),)
    paid = payment("P-1", "49.99", after_due(40), "C-1")
    assert not item_of(after_due(60), invoice(), CLAIM, paid, id="C-1").outstanding_minor
    assert item_of(after_due(60), invoice(), CLAIM, paid).outstanding == eur(1000)
    assert "C-1" not in {item.id for item in lettered(after_due(29), invoice(), CLAIM).receivables}


def test_a_claim_that_comes_back_from_the_books_is_the_same_claim() -> None:
    """An invoice of the same number and amount is the claim, with its own due date; another amount contradicts."""
    booked = dc.Invoice("C-1", client="ACME", amount=eur("49.99"), issued_on=after_due(30), due_on=after_due(45))
    snapshot = lettered(after_due(60), invoice(), CLAIM, booked)
    found = {item.id: item for item in snapshot.receivables}
    assert (found["C-1"].invoice.kind, found["C-1"].due_on) == (InvoiceKind.CLAIM, after_due(45))
    assert sum(item.outstanding_minor for item in found.values()) == 104999
    wrong = attrs.evolve(booked, amount=eur(50))
    snapshot = lettered(after_due(60), invoice(), CLAIM, wrong)
    assert [item.id for item in snapshot.receivables] == ["F-1"]
    assert [problem.code for problem in snapshot.problems] == ["invoice.contradictory"] * 2


def test_a_cancelled_claim_frees_what_it_claimed() -> None:
    """The document is gone, and its days can be claimed again."""
    facts = (invoice(), CLAIM, Cancelled("C-1", cancelled_on=after_due(50)))
    assert accrue(after_due(60), *facts).unclaimed == (eur("19.97"), eur(40), eur(0))
    assert accrue(after_due(49), *facts).unclaimed[1] == eur(0)


def test_paying_the_principal_erases_no_penalty() -> None:
    """Paid thirty days late, the thirty days stay due, and no more come."""
    for day in (after_due(30), after_due(400)):
        penalties = accrue(day, invoice(), payment("P-1", 1000, after_due(30), "F-1"))
        assert (penalties.interest, penalties.compensation) == (DAYS_30, eur(40))


def test_a_waiver_gives_up_what_it_names() -> None:
    """An amount, or all that has accrued by its day and was not claimed; the days after it are not given up."""
    some = ClaimWaived("F-1", component="compensation", amount=eur(15), waived_on=after_due(30))
    assert accrue(after_due(60), invoice(), some).unclaimed == (eur("19.97"), eur(25), eur(0))
    all_of_it = ClaimWaived("F-1", component="interest", waived_on=after_due(30))
    penalties = accrue(after_due(60), invoice(), all_of_it)
    assert (penalties.waived("interest"), penalties.unclaimed[0]) == (DAYS_30, eur("9.98"))
    after_claim = accrue(after_due(60), invoice(), CLAIM, attrs.evolve(all_of_it, waived_on=after_due(40)))
    assert (after_claim.claimed("interest"), after_claim.waived("interest")) == (DAYS_30, eur("3.33"))
    assert accrue(after_due(10), invoice(), attrs.evolve(some, amount=eur(500), waived_on=DUE)).unclaimed[1] == eur(0)


def test_a_waiver_towards_a_public_buyer_is_void() -> None:
    """It is told with its article, and changes nothing (CCP L2192-14)."""
    city = dc.Client.public_body("ACME", name="Ville", country="FR")
    facts = (invoice(), ClaimWaived("F-1", component="interest", waived_on=after_due(30)))
    [item] = dc.Ledger.of(city, *facts).as_of(after_due(60)).receivables
    penalties = dc.accrue_penalties(item, fr.PUBLIC)
    assert penalties.unclaimed[0] == penalties.interest == eur("16.68")
    [problem] = penalties.problems
    params = (("component", "interest"), ("article", "CCP L2192-14"))
    assert problem == dc.Problem("claim.waiver.void", "F-1", path="events", params=params)


def test_costs_are_due_beyond_the_fixed_sum_with_their_proof() -> None:
    """95 EUR of a bailiff against 40 EUR: 55 EUR more, and none where the law grants none."""
    costs = [
        CostIncurred("F-1", amount=eur(70), incurred_on=after_due(20), proof="bailiff 12"),
        CostIncurred("F-1", amount=eur(25), incurred_on=after_due(25), proof="postage"),
    ]
    penalties = accrue(after_due(30), invoice(), *costs)
    assert (penalties.costs, penalties.total) == (eur(55), eur("104.99"))
    line = penalties.lines[-1]
    assert (line.kind, line.base, line.amount, line.source) == ("costs", eur(95), eur(55), "bailiff 12, postage")
    assert (line.start, line.exact, line.verification.value) == (after_due(25), Fraction(5500), "caller")
    assert line.day_count is fr.B2B.day_count
    assert not accrue(after_due(30), invoice(), costs[1]).costs
    pounds = attrs.evolve(costs[0], amount=dc.Money(70, "GBP"))
    [problem] = accrue(after_due(30), invoice(), pounds).problems
    assert (problem.code, problem.param("currency")) == ("claim.costs.left_out", "EUR")
    claire = dc.Client.consumer("ACME", name="Claire", country="FR")
    [item] = dc.Ledger.of(claire, invoice(), costs).as_of(after_due(60)).receivables
    owed = dc.accrue_penalties(item, fr.B2C)
    assert (owed.costs, [problem.code for problem in owed.problems]) == (eur(0), ["claim.costs.left_out"] * 2)


def test_a_credit_note_may_leave_a_claim_too_high() -> None:
    """What was claimed on a sum that was never due is told; nothing negative is claimed."""
    note = dc.CreditNote("A-1", client="ACME", amount=eur(900), issued_on=after_due(40), corrects="F-1")
    penalties = accrue(after_due(60), invoice(), CLAIM, note)
    assert penalties.interest == eur("2.00")
    assert penalties.unclaimed[0] == eur(0)
    [problem] = penalties.problems
    assert (problem.code, problem.param("claimed"), problem.param("accrued")) == (
        "claim.exceeds_accrued",
        DAYS_30,
        eur("2.00"),
    )


def test_an_action_asks_only_for_what_was_not_claimed() -> None:
    """The last notice after a claim document asks for the days since, and for the document itself."""
    history = (sent("courteous", after_due(3)), sent("firm", after_due(10)), sent("last", after_due(17)))
    ledger = dc.Ledger.of(ACME, invoice(), *history, CLAIM)
    run = dc.run_dunning(ledger, after_due(33), FR_B2B_STANDARD, creditor=CREDITOR)
    [action] = run.actions
    # 1,000.00 and 49.99 of the document, and three days of interest.
    assert (action.outstanding, action.total) == (eur("1049.99"), eur("1050.98"))
    notice = dc.draft_notice(action, CREDITOR, locale="fr")
    assert dict(notice.totals) == {"principal": eur("1049.99"), "interest": eur("0.99"), "total": eur("1050.98")}
    [line] = [decision for decision in run.decisions if decision.receivable.id == "F-1"]
    assert "Reste à réclamer : 0,99\xa0€" in dc.explain(line, "fr")


def test_the_legal_rate_rises_two_months_after_a_judgment() -> None:
    """2.62 % of the first half of 2026, and 5 points more from the day after the two months (L313-3)."""
    claire = dc.Client.consumer("ACME", name="Claire", country="FR")
    notice = sent("formal_notice", date(2026, 1, 31))
    step = CourtStep("F-1", kind=CourtStepKind.ENFORCEABLE, taken_on=date(2026, 2, 28), reference="RG 26/1")
    facts = (invoice("F-1", 1000, due=date(2026, 1, 15)), notice, step)
    [item] = dc.Ledger.of(claire, *facts).as_of(date(2026, 5, 31)).receivables
    lines = dc.accrue_penalties(item, fr.B2C).lines
    assert [(line.start, str(line.rate), line.days) for line in lines] == [
        (date(2026, 2, 1), "2.62 %", 87),
        (date(2026, 4, 29), "7.62 %", 33),
    ]
    assert "L313-3" in lines[1].source
    assert "L313-3" not in lines[0].source
    business = accrue(date(2026, 6, 30), invoice("F-1", 1000, due=date(2026, 1, 15)), step)
    assert {str(line.rate) for line in business.lines[:-1]} == {"12.15 %"}


def test_nothing_accrues_while_a_court_grants_grace() -> None:
    """Thirty days at 12.15 %, ten of grace in their midst: twenty are left (C. civ. 1343-5)."""
    step = CourtStep(
        client="ACME", kind=CourtStepKind.GRACE, taken_on=after_due(11), until=after_due(20), reference="26/2"
    )
    penalties = accrue(after_due(30), invoice(), step)
    assert [line.days for line in penalties.lines[:-1]] == [10, 10]
    assert penalties.interest == eur("6.66")
    assert accrue(after_due(15), invoice(), step).per_day == eur(0)
    assert accrue(after_due(20), invoice(), step).per_day == eur("0.33")
    held = decide(after_due(15), invoice(), step)
    assert (held.stage, held.next_on, held.reasons[0].code) == (None, after_due(21), "court.grace")
    assert decide(after_due(21), invoice(), step).stage is not None


def test_a_court_may_order_interest_on_interest() -> None:
    """From the order on, full years join the base: here the second anniversary, with two years of interest."""
    debt = attrs.evolve(invoice("F-1", 1000, due=date(2021, 1, 1)), agreed_rate=fr.B2B.margin)
    order = CourtStep("F-1", kind=CourtStepKind.CAPITALIZATION, taken_on=date(2022, 6, 1), reference="26/3")
    regime = attrs.evolve(fr.B2B, floor=None)
    penalties = accrue(date(2024, 1, 1), debt, order, regime=regime)
    lines = [line for line in penalties.lines if line.kind == "interest"]
    assert [(line.base.text, line.amount.text) for line in lines] == [
        ("1000.00", "100.00"),
        ("1000.00", "100.00"),
        ("1200.00", "120.00"),
    ]
    assert dict(penalties.conventions)["interest_on_interest"] == "yearly"
    assert dict(accrue(date(2024, 1, 1), debt, regime=regime).conventions)["interest_on_interest"] == "none"


OPENED = Insolvency("ACME", opened_on=after_due(11), published_on=after_due(14))


def test_insolvency_stops_what_was_owed_before() -> None:
    """Ten days of interest, not a day more; not chased; to be declared within two months of the publication."""
    penalties = accrue(after_due(60), invoice(), OPENED)
    assert (penalties.interest, penalties.compensation, penalties.per_day) == (eur("3.33"), eur(40), eur(0))
    decision = decide(after_due(60), invoice(), OPENED)
    assert (decision.stage, decision.next_on) == (None, None)
    assert decision.reasons[0].code == "insolvency.opened"
    assert decision.reasons[0].param("declare_by") == date(2026, 7, 14)
    assert decide(after_due(60), invoice(), attrs.evolve(OPENED, published_on=None)).reasons[0].param(
        "declare_by"
    ) == date(2026, 7, 11)


def test_a_creditor_abroad_has_four_months_to_declare() -> None:
    """From the publication on 14 May; two where his country, or the client's, is not known (R622-24)."""
    german = attrs.evolve(CREDITOR, country="DE")
    nowhere = attrs.evolve(ACME, country=None)
    for client, creditor, declare_by in (
        (ACME, CREDITOR, date(2026, 7, 14)),
        (ACME, german, date(2026, 9, 14)),
        (ACME, attrs.evolve(CREDITOR, country=None), date(2026, 7, 14)),
        (ACME, None, date(2026, 7, 14)),
        (nowhere, german, date(2026, 7, 14)),
    ):
        snapshot = dc.Ledger.of(client, invoice(), OPENED).as_of(after_due(60)).lettered()
        [decision] = dc.decide_stages(snapshot, FR_B2B_STANDARD, creditor=creditor)
        assert decision.reasons[0].param("declare_by") == declare_by
        assert (decision.stage, decision.next_on) == (None, None)


def test_insolvency_splits_by_when_a_claim_arose() -> None:
    """Performed before the opening and invoiced after it is an earlier claim; the other way round a later one."""
    later = attrs.evolve(invoice("F-2", 500, due=after_due(30)), issued_on=after_due(12))
    decisions = {
        d.receivable.id: d
        for d in dc.decide_stages(lettered(after_due(60), invoice(), later, OPENED), FR_B2B_STANDARD, creditor=CREDITOR)
    }
    assert decisions["F-1"].stage is None
    assert decisions["F-2"].stage is not None
    assert accrue(after_due(60), invoice(), later, OPENED, id="F-2").compensation == eur(40)
    before = attrs.evolve(later, performed_on=after_due(-5))
    assert accrue(after_due(60), invoice(), before, OPENED, id="F-2").total == eur(0)
    at_opening = attrs.evolve(later, issued_on=after_due(11))
    assert accrue(after_due(60), at_opening, OPENED, id="F-2").interest


def test_what_was_late_on_the_eve_of_the_opening_keeps_its_forty_euros() -> None:
    """Due two days before the opening it was late for a day; due the day before, never (L441-10 II)."""
    for due, amount in ((after_due(9), eur(40)), (after_due(10), eur(0))):
        assert accrue(after_due(60), invoice("F-1", 1000, due=due), OPENED).compensation == amount


def test_no_payment_is_guessed_onto_a_barred_debt() -> None:
    """After the opening, money goes to later claims, or stays; what names the earlier one is a fact."""
    later = attrs.evolve(invoice("F-2", 500, due=after_due(30)), issued_on=after_due(12))
    facts = (invoice(), later, OPENED, payment("P-1", 1000, after_due(40)))
    found = {item.id: item.outstanding.text for item in lettered(after_due(60), *facts).receivables}
    assert found == {"F-1": "1000.00", "F-2": "0.00"}
    named = (*facts[:3], payment("P-1", 1000, after_due(40), "F-1"))
    assert item_of(after_due(60), *named).outstanding == eur(0)
    early = (*facts[:3], payment("P-1", 1000, after_due(10)))
    assert item_of(after_due(60), *early).outstanding == eur(0)
    note = dc.CreditNote("A-1", client="ACME", amount=eur(100), issued_on=after_due(40))
    assert item_of(after_due(60), invoice(), OPENED, note).outstanding == eur(900)


def test_the_insolvency_of_a_site_is_its_own() -> None:
    """Debts of a group stay legally separate, though one account pays them."""
    site = dc.Client.business("SITE", name="Site", country="FR", account="ACME")
    other = attrs.evolve(invoice("F-2", 300), client="SITE")
    facts = (site, invoice(), other, attrs.evolve(OPENED, client="SITE"))
    assert accrue(after_due(30), *facts, id="F-1").interest == DAYS_30
    assert accrue(after_due(30), *facts, id="F-2").interest == eur("1.00")


def plan(*parts: tuple[date | None, str], retention: bool = False) -> dc.Invoice:
    shares = [
        dc.Installment(due_on=due, amount=eur(amount), is_retention=due is None or retention) for due, amount in parts
    ]
    total = dc.Money.sum((share.amount for share in shares), currency="EUR")
    return dc.Invoice("F-1", client="ACME", amount=total, issued_on=after_due(-60), installments=shares)


def test_retention_money_is_out_of_the_base_of_public_buyers() -> None:
    """5 % held back for a year: interest runs on the 95 % that were due (CCP R2192-33)."""
    city = dc.Client.public_body("ACME", name="Ville", country="FR")
    held = plan((DUE, "950"), (after_due(365), "50"), retention=True)
    items = dc.Ledger.of(city, held).as_of(after_due(30)).receivables
    assert [dc.accrue_penalties(item, fr.PUBLIC).interest.text for item in items] == ["7.93", "0.00"]


def test_acceleration_makes_the_whole_of_it_due() -> None:
    """From its day the later installments are due, and bear interest from the next; before it, only their own day."""
    split = plan((DUE, "100"), (after_due(60), "200"), (after_due(120), "300"))
    event = Accelerated("F-1", accelerated_on=after_due(20), noticed_on=after_due(10))
    before = lettered(after_due(19), split, event).receivables
    assert [item.due_on for item in before] == [DUE, after_due(60), after_due(120)]
    after = lettered(after_due(30), split, event).receivables
    assert [item.due_on for item in after] == [DUE, after_due(20), after_due(20)]
    assert [dc.accrue_penalties(item, fr.B2B).interest.text for item in after] == ["1.00", "0.67", "1.00"]
    assert sum(dc.accrue_penalties(item, fr.B2B).compensation.minor for item in after) == 4000


def test_retention_money_waits_for_its_own_day() -> None:
    """Without a day it is owed, not due, never late and never chased; with one it is a part like any other."""
    held = plan((DUE, "950"), (None, "50"))
    items = {item.id: item for item in lettered(after_due(400), held).receivables}
    assert (items["F-1#2"].days_late, items["F-1#2"].is_day_known) == (0, False)
    assert dc.accrue_penalties(items["F-1#2"], fr.B2B).total == eur(0)
    run = dc.run_dunning(dc.Ledger.of(ACME, held), after_due(400), FR_B2B_STANDARD, creditor=CREDITOR)
    decision = next(decision for decision in run.decisions if decision.receivable.id == "F-1#2")
    assert (decision.stage, decision.next_on) == (None, None)
    assert decision.reasons[0].code == "retention.not_due"
    assert "sans échéance connue" in dc.explain(decision, "fr")
    assert [row["due_on"] for row in run.to_records()] == [DUE, None]
    assert age(run.snapshot).buckets[0].amount == eur(50)
    known = plan((DUE, "950"), (after_due(365), "50"), retention=True)
    assert dc.accrue_penalties(lettered(after_due(400), known).receivables[1], fr.B2B).interest == eur("0.59")
    event = Accelerated("F-1", accelerated_on=after_due(20), noticed_on=None)
    assert not lettered(after_due(30), held, event).receivables[1].is_day_known
    with pytest.raises(dc.DunningError):
        dc.Installment(due_on=None, amount=eur(50))


DEPOSIT = dc.Invoice(
    "D-1", client="ACME", amount=eur(300), issued_on=after_due(-90), due_on=after_due(-60), kind=InvoiceKind.DEPOSIT
)
FINAL = attrs.evolve(invoice(), kind=InvoiceKind.FINAL, deducts=["D-1"])


def test_a_final_invoice_is_net_of_its_deposits() -> None:
    """1,000 less the 300 invoiced before: 700 bear interest, whether or not the deposit was paid."""
    items = {item.id: item for item in lettered(after_due(30), FINAL, DEPOSIT).receivables}
    assert (items["F-1"].amount, items["D-1"].amount) == (eur(700), eur(300))
    assert dc.accrue_penalties(items["F-1"], fr.B2B).interest == eur("6.99")
    gone = Cancelled("D-1", cancelled_on=after_due(-70))
    assert [item.amount for item in lettered(after_due(30), FINAL, DEPOSIT, gone).receivables] == [eur(1000)]


@pytest.mark.parametrize(
    "deposit",
    [
        None,
        attrs.evolve(DEPOSIT, amount=eur("1000.01")),
        attrs.evolve(DEPOSIT, amount=dc.Money(300, "GBP")),
        attrs.evolve(DEPOSIT, issued_on=after_due(31), due_on=after_due(40)),
    ],
    ids=["missing", "above", "currency", "later"],
)
def test_a_deposit_that_does_not_fit_sets_the_invoice_aside(deposit: dc.Invoice | None) -> None:
    """Nobody knows whether it was taken off already: nothing is claimed, and the problem names it."""
    snapshot = lettered(after_due(30), FINAL, *([deposit] if deposit else []))
    assert "F-1" not in {item.id for item in snapshot.receivables}
    [problem] = snapshot.problems
    assert (problem.code, problem.subject, problem.param("deposit")) == ("invoice.deposit.unfit", "F-1", "D-1")


def test_what_cannot_be_counted_on_one_part_is_told() -> None:
    """A cost, a claim or an amount given up for an invoice of two parts must name one of them."""
    split = plan((DUE, "100"), (after_due(1), "200"))
    events = (
        CostIncurred("F-1", amount=eur(70), incurred_on=after_due(20), proof="bailiff"),
        ClaimWaived("F-1", component="interest", amount=eur(1), waived_on=after_due(20)),
        claim("C-1", after_due(20), ("F-1", "interest", "1.00")),
    )
    snapshot = lettered(after_due(30), split, *events)
    assert [problem.code for problem in snapshot.problems] == ["event.subject.ambiguous"] * 3
    assert {problem.param("parts") for problem in snapshot.problems} == {("F-1#1", "F-1#2")}
    all_of_it = ClaimWaived("F-1", component="interest", waived_on=after_due(30))
    items = lettered(after_due(30), split, all_of_it).receivables
    assert [dc.accrue_penalties(item, fr.B2B).unclaimed[0] for item in items[:2]] == [eur(0), eur(0)]


@pytest.mark.parametrize(
    ("build", "field"),
    [
        (lambda: ClaimedSum("F-1", "principal", 1, "EUR", DUE), "component"),
        (lambda: ClaimIssued("C-1", client="A", sums=[], issued_on=DUE), "sums"),
        (lambda: attrs.evolve(CLAIM, sums=[*CLAIM.sums, ClaimedSum("F-1", "costs", 1, "GBP", DUE)]), "sums"),
        (lambda: attrs.evolve(CLAIM, due_on=after_due(29)), "due_on"),
        (lambda: ClaimWaived("F-1", component="all", waived_on=DUE), "component"),
        (lambda: CostIncurred("F-1", amount=eur(5), incurred_on=DUE, proof=""), "proof"),
        (lambda: CourtStep("F-1", kind=CourtStepKind.GRACE, taken_on=DUE, reference="x"), "until"),
        (
            lambda: CourtStep("F-1", kind=CourtStepKind.MEDIATION, taken_on=DUE, until=after_due(-1), reference="x"),
            "until",
        ),
        (lambda: CourtStep("F-1", client="A", kind=CourtStepKind.ENFORCEMENT, taken_on=DUE, reference="x"), "subject"),
        (lambda: Insolvency("A", opened_on=DUE, published_on=after_due(-1)), "published_on"),
        (lambda: Accelerated("F-1", accelerated_on=DUE, noticed_on=after_due(1)), "accelerated_on"),
        (lambda: attrs.evolve(invoice(), deducts=["F-1"]), "deducts"),
        (lambda: attrs.evolve(plan((DUE, "100"), (DUE, "1")), deducts=["D-1"]), "deducts"),
        (lambda: attrs.evolve(invoice(), deducts=[""]), "deducts[0]"),
    ],
)
def test_impossible_events_are_refused(build: object, field: str) -> None:
    """A bad field gives an error that names it."""
    with pytest.raises(dc.DunningError) as raised:
        build()  # type: ignore[operator]
    assert raised.value.field == field
    assert raised.value.hint


def test_claims_known_later_are_not_seen() -> None:
    """What was recorded after the day asked about changes nothing on it."""
    late = attrs.evolve(OPENED, recorded_on=after_due(90))
    ledger = dc.Ledger.of(ACME, invoice(), late)
    [item] = ledger.as_of(after_due(60), known_on=after_due(60)).lettered().receivables
    assert dc.accrue_penalties(item, fr.B2B).interest == eur("19.97")


def test_before_a_claim_is_issued_its_invoice_is_an_invoice() -> None:
    """The books' invoice is an ordinary one until the claim of its number is on record; nothing later is seen."""
    booked = dc.Invoice("C-1", client="ACME", amount=eur("49.99"), issued_on=after_due(20), due_on=after_due(25))
    before = item_of(after_due(29), invoice(), CLAIM, booked, id="C-1")
    assert (before.invoice.kind, before.invoice.net_amount) == (InvoiceKind.INVOICE, None)
    after = item_of(after_due(30), invoice(), CLAIM, booked, id="C-1")
    assert (after.invoice.kind, after.invoice.net_amount) == (InvoiceKind.CLAIM, eur("49.99"))


def test_a_claim_alone_makes_its_account() -> None:
    """A document about another account's receivable, or for a client of whom nothing is known, is owed all the same."""
    other = dc.Client.business("BOB", name="Bob", country="FR")
    about = attrs.evolve(CLAIM, client="BOB")
    snapshot = dc.Ledger.of(ACME, other, invoice(), about).as_of(after_due(40)).lettered()
    assert {account.id: [item.id for item in account.receivables] for account in snapshot.accounts} == {
        "ACME": ["F-1"],
        "BOB": ["C-1"],
    }
    unknown = dc.Ledger.of(ACME, invoice(), attrs.evolve(CLAIM, client="EVE")).as_of(after_due(40))
    assert [problem.code for problem in unknown.problems] == ["client.unknown"]
    assert unknown.balance("EVE", currency="EUR") == eur("49.99")
    traced = dc.Payment("P-1", client=None, amount=eur("49.99"), received_on=after_due(35), reference="VIR C-1")
    paid = dc.Ledger.of(ACME, other, invoice(), about, traced).as_of(after_due(40)).lettered()
    assert paid.balance("BOB", currency="EUR") == eur(0)


def test_two_documents_of_one_number_contradict() -> None:
    """Two claims under one number: neither is owed, and both are told; each claims from its receivable all the same."""
    twin = attrs.evolve(CLAIM, sums=[ClaimedSum("F-1", "interest", 999, "EUR", after_due(30))])
    snapshot = lettered(after_due(60), invoice(), CLAIM, twin)
    assert [item.id for item in snapshot.receivables] == ["F-1"]
    assert [problem.code for problem in snapshot.problems] == ["invoice.contradictory"] * 2
    [item] = snapshot.receivables
    assert dc.accrue_penalties(item, fr.B2B).unclaimed == (eur(0), eur(0), eur(0))


def test_insolvency_bars_by_the_first_opening_after_a_debt_arose() -> None:
    """An old procedure says nothing of a new debt; of two that bar it, the first stops interest and counts."""
    old, new = Insolvency("ACME", opened_on=date(2020, 1, 1)), attrs.evolve(OPENED, published_on=None)
    assert accrue(after_due(60), invoice(), old, new).interest == eur("3.33")
    assert decide(after_due(60), invoice(), old, new).reasons[0].param("opened_on") == after_due(11)
    earlier = Insolvency("ACME", opened_on=after_due(-30), published_on=after_due(-25))
    later = Insolvency("ACME", opened_on=after_due(40), published_on=after_due(45))
    reason = decide(after_due(60), invoice(), earlier, later).reasons[0]
    assert (reason.param("opened_on"), reason.param("published_on")) == (after_due(-30), after_due(-25))
    assert reason.param("declare_by") == date(2026, 6, 5)


def test_a_claim_document_is_barred_with_its_debt() -> None:
    """Interest and the forty euros arose with the debt, whenever the document counted them."""
    document = claim("C-1", after_due(30), ("F-1", "interest", "3.33"), ("F-1", "compensation", "40.00"))
    snapshot = lettered(after_due(60), invoice(), OPENED, document, payment("P-1", "43.33", after_due(40)))
    assert {item.id: item.outstanding.text for item in snapshot.receivables} == {"C-1": "43.33", "F-1": "1000.00"}
    decisions = dc.decide_stages(snapshot, FR_B2B_STANDARD, creditor=CREDITOR)
    assert [decision.stage for decision in decisions] == [None, None]


def test_costs_come_after_lateness_and_beyond_one_fixed_sum() -> None:
    """Nothing before the due day, nothing where the opening forbade payment; on a second part beyond the forty too."""
    costs = CostIncurred("F-1", amount=eur(70), incurred_on=after_due(20), proof="bailiff")
    barred = Insolvency("ACME", opened_on=after_due(-5))
    assert accrue(after_due(60), invoice(), barred, costs).total == eur(0)
    assert not accrue(after_due(-10), invoice(), attrs.evolve(costs, incurred_on=after_due(-20))).costs
    assert not accrue(after_due(10), invoice(), attrs.evolve(costs, incurred_on=after_due(-20))).costs
    split = plan((DUE, "100"), (after_due(1), "200"))
    items = lettered(after_due(60), split, attrs.evolve(costs, subject="F-1#2")).receivables
    found = [dc.accrue_penalties(item, fr.B2B) for item in items]
    assert [(one.compensation.text, one.costs.text) for one in found] == [("40.00", "0.00"), ("0.00", "30.00")]


def test_the_forty_euros_are_claimed_once_per_invoice() -> None:
    """Claimed on the second part, then due on the first, whose payment came back: not claimed again."""
    split = plan((DUE, "100"), (after_due(10), "200"))
    document = claim("C-1", after_due(30), ("F-1#2", "compensation", "40.00"))
    facts = (split, payment("P-1", 100, DUE, "F-1#1"), document, PaymentReturned("P-1", returned_on=after_due(35)))
    items = {item.id: item for item in lettered(after_due(36), *facts).receivables}
    first, second = (dc.accrue_penalties(items[name], fr.B2B) for name in ("F-1#1", "F-1#2"))
    assert (first.compensation, first.unclaimed[1]) == (eur(40), eur(0))
    assert second.compensation == eur(0)


def test_each_late_part_may_bear_a_fixed_sum() -> None:
    """German law grants it for an installment too (§ 288 (5) BGB): claimed, paid and counted part by part."""
    split = plan((DUE, "100"), (after_due(10), "200"), (after_due(90), "300"))
    document = claim("C-1", after_due(30), ("F-1#2", "compensation", "40.00"))
    costs = CostIncurred("F-1#2", amount=eur(70), incurred_on=after_due(20), proof="Anwalt")
    snapshot = lettered(after_due(36), split, document, costs, payment("P-1", 25, after_due(31), "C-1"))
    items = {item.id: item for item in snapshot.receivables}
    found = [dc.accrue_penalties(items[f"F-1#{rank}"], de.B2B) for rank in (1, 2, 3)]
    assert [one.compensation for one in found] == [eur(40), eur(40), eur(0)]
    assert [one.unclaimed[1] for one in found] == [eur(40), eur(0), eur(0)]
    assert [one.costs for one in found] == [eur(0), eur(30), eur(0)]
    assert dict(found[0].conventions)["compensation"] == "once_per_late_part"
    [account] = snapshot.accounts
    paid = [debt.legal.component("compensation").paid for debt in state_claim(account, de.B2B).debts]
    assert paid == [eur(0), eur(25)]
    pounds = attrs.evolve(uk.B2B, compensation_per_part=True)
    large = plan((DUE, "500"), (DUE, "600"))
    shares = [attrs.evolve(share, amount=dc.Money(share.amount.amount, "GBP")) for share in large.installments]
    debt = attrs.evolve(large, amount=dc.Money(1100, "GBP"), installments=shares)
    by_regime = {
        regime: [accrue(after_due(5), debt, regime=regime, id=f"F-1#{n}") for n in (1, 2)]
        for regime in (uk.B2B, pounds)
    }
    sums = [[one.compensation.text for one in both] for both in by_regime.values()]
    assert sums == [["70.00", "0.00"], ["40.00", "40.00"]]


def test_a_waiver_of_all_stops_at_its_day() -> None:
    """Costs that come later, and a fixed sum that is not due yet, are not given up."""
    facts = (
        invoice(),
        CostIncurred("F-1", amount=eur(70), incurred_on=after_due(10), proof="x"),
        ClaimWaived("F-1", component="costs", waived_on=after_due(20)),
        CostIncurred("F-1", amount=eur(500), incurred_on=after_due(40), proof="y"),
    )
    penalties = accrue(after_due(60), *facts)
    assert (penalties.costs, penalties.waived("costs"), penalties.unclaimed[2]) == (eur(530), eur(30), eur(500))
    claire = dc.Client.consumer("ACME", name="Claire", country="FR")
    given_up = ClaimWaived("F-1", component="interest", waived_on=after_due(5))
    [item] = (
        dc.Ledger.of(claire, invoice(), sent("formal_notice", after_due(10)), given_up).as_of(after_due(60)).receivables
    )
    # On the fifth day no notice had been given yet: there was nothing to give up.
    assert dc.accrue_penalties(item, fr.B2C).waived("interest") == eur(0)
    early = ClaimWaived("F-1", component="compensation", waived_on=after_due(-10))
    assert accrue(after_due(60), invoice(), early).unclaimed[1] == eur(40)


def test_another_currency_is_left_out_and_told() -> None:
    """Yen do not count as cents, in a waiver or in a claim."""
    yen = dc.Money(1500, "JPY")
    given_up = ClaimWaived("F-1", component="interest", amount=yen, waived_on=after_due(20))
    penalties = accrue(after_due(60), invoice(), given_up)
    assert penalties.unclaimed[0] == eur("19.97")
    sums = [ClaimedSum("F-1", "interest", 1500, "JPY", after_due(30))]
    claimed = accrue(after_due(60), invoice(), ClaimIssued("C-1", client="ACME", sums=sums, issued_on=after_due(30)))
    assert claimed.unclaimed[0] == eur("19.97")
    for found in (penalties, claimed):
        assert [(problem.code, problem.param("amount")) for problem in found.problems] == [
            ("claim.currency_mismatch", yen)
        ]


def test_a_claim_on_another_account_is_claimed_there() -> None:
    """The head office was asked for the site's penalties: the site is not asked again, until that is cancelled."""
    office = dc.Client.business("HQ", name="HQ", country="FR")
    document = attrs.evolve(CLAIM, client="HQ")
    facts = (office, invoice(), document)
    assert accrue(after_due(60), *facts).unclaimed == (eur("9.98"), eur(0), eur(0))
    cancelled = (*facts, Cancelled("C-1", cancelled_on=after_due(40)))
    assert accrue(after_due(60), *cancelled).unclaimed == (eur("19.97"), eur(40), eur(0))
    accounts = {account.id: account for account in lettered(after_due(60), *facts).accounts}
    assert state_claim(accounts["ACME"], fr.B2B).grand_totals == (eur("1009.98"),)
    assert state_claim(accounts["HQ"], fr.B2B).grand_totals == (eur("49.99"),)
    [debt] = state_claim(accounts["ACME"], fr.B2B).debts
    moved = {(entry.component, entry.credit, entry.minor) for entry in debt.legal.payments}
    assert moved == {("interest", "C-1", 999), ("compensation", "C-1", 4000)}
    parts = plan((DUE, "600"), (DUE, "400"))
    named = claim("C-1", after_due(30), ("F-1#2", "compensation", "40.00"), ("F-1#2", "interest", "1.00"))
    split = lettered(after_due(60), office, parts, attrs.evolve(named, client="HQ"))
    site = next(account for account in split.accounts if account.id == "ACME")
    paid = [{c.kind: c.paid.text for c in debt.legal.components if c.paid} for debt in state_claim(site, fr.B2B).debts]
    assert paid == [{"compensation": "40.00"}, {"interest": "1.00"}]


def test_a_claim_for_a_whole_split_invoice_is_set_aside() -> None:
    """It does not say for which part: told, and not owed, lest the parts be claimed twice."""
    split = plan((DUE, "600"), (DUE, "400"))
    snapshot = lettered(after_due(33), split, CLAIM)
    assert [item.id for item in snapshot.receivables] == ["F-1#1", "F-1#2"]
    assert [problem.code for problem in snapshot.problems] == ["event.subject.ambiguous"]
    # What it says of one part counts, and only that.
    both = claim("C-1", after_due(30), ("F-1", "interest", "5.00"), ("F-1#2", "interest", "1.00"))
    claimed = [accrue(after_due(60), split, both, id=name).claimed("interest") for name in ("F-1#1", "F-1#2")]
    assert claimed == [eur(0), eur(1)]
    hash_number = attrs.evolve(invoice("F#1"), client="ACME")
    document = claim("C-1", after_due(30), ("F#1", "interest", "9.99"))
    whole = [dc.Installment(due_on=DUE, amount=eur(1000))]
    for debt in (hash_number, attrs.evolve(hash_number, due_on=None, installments=whole)):
        assert accrue(after_due(60), debt, document, id="F##1").unclaimed[0] == eur("9.98")


def test_a_claim_whose_debt_is_gone_stands_by_itself() -> None:
    """What it asks for is on the ledger, and so in the statement."""
    facts = (invoice(), CLAIM, Cancelled("F-1", cancelled_on=after_due(40)))
    [account] = lettered(after_due(60), *facts).accounts
    assert state_claim(account, fr.B2B).grand_totals == (eur("49.99"),)


def test_a_waiver_of_what_a_document_claims_is_told() -> None:
    """The document still stands: it needs a credit note."""
    given_up = ClaimWaived("F-1", component="compensation", amount=eur(40), waived_on=after_due(40))
    [problem] = accrue(after_due(60), invoice(), CLAIM, given_up).problems
    params = (("component", "compensation"), ("claimed", eur(40)), ("waived", eur(40)))
    assert problem == dc.Problem("claim.waived_after_claim", "F-1", path="events", params=params)


def test_a_deposit_is_taken_off_once() -> None:
    """Two final invoices, a deposit of a deposit, a claim document: set aside; a credited deposit takes nothing off."""
    twin = attrs.evolve(FINAL, number="F-2")
    snapshot = lettered(after_due(30), FINAL, twin, DEPOSIT)
    assert [item.id for item in snapshot.receivables] == ["D-1"]
    assert [problem.code for problem in snapshot.problems] == ["invoice.deposit.unfit"] * 2
    nested = attrs.evolve(DEPOSIT, number="D-2", amount=eur(400), deducts=["D-1"])
    chained = lettered(after_due(30), attrs.evolve(FINAL, deducts=["D-2"]), DEPOSIT, nested)
    assert {item.id: item.amount.text for item in chained.receivables} == {"D-1": "300.00", "D-2": "100.00"}
    note = dc.CreditNote("A-1", client="ACME", amount=eur(300), issued_on=after_due(-70), corrects="D-1")
    items = {item.id: item for item in lettered(after_due(30), FINAL, DEPOSIT, note).receivables}
    assert (items["F-1"].amount, items["D-1"].outstanding) == (eur(1000), eur(0))
    claimed = lettered(after_due(40), attrs.evolve(FINAL, number="F-3", deducts=["C-1"]), invoice(), CLAIM)
    assert "F-3" not in {item.id for item in claimed.receivables}


def test_the_size_of_a_debt_is_net_of_its_deposits() -> None:
    """1,000 GBP of which 300 were invoiced before: a debt under 1,000, and 40 GBP."""
    deposit, final = (
        attrs.evolve(document, amount=dc.Money(amount, "GBP")) for document, amount in ((DEPOSIT, 300), (FINAL, 1000))
    )
    assert accrue(after_due(30), final, deposit, regime=uk.B2B).compensation == dc.Money(40, "GBP")


def test_the_size_of_a_debt_is_net_of_corrections() -> None:
    """10,500 GBP of which 600 were never due, or are disputed, is under 10,000; a later gesture changes nothing."""
    debt = attrs.evolve(invoice(), amount=dc.Money(10500, "GBP"))
    note = dc.CreditNote("A-1", client="ACME", amount=dc.Money(600, "GBP"), issued_on=after_due(10), corrects="F-1")
    gesture = attrs.evolve(note, corrects=None, nature=None)
    dispute = Dispute("F-1", amount=dc.Money(600, "GBP"), opened_on=after_due(2), reason="quality")
    for facts, sum_ in (((), 100), ((note,), 70), ((gesture,), 100), ((dispute,), 70)):
        assert accrue(after_due(30), debt, *facts, regime=uk.B2B).compensation == dc.Money(sum_, "GBP")


def test_a_disputed_part_leaves_the_forty_euros_to_the_next() -> None:
    """The first part is disputed whole: the second is late, and carries them."""
    split = plan((DUE, "100"), (after_due(1), "200"))
    facts = (split, Dispute("F-1#1", opened_on=after_due(2), reason="quality"))
    found = [dc.accrue_penalties(item, fr.B2B).compensation for item in lettered(after_due(30), *facts).receivables]
    assert found == [eur(0), eur(40)]


def test_a_court_speaks_of_debts_that_were_there() -> None:
    """A judgment of 2024 against the client raises nothing that he owed since, nor what another owes on his account."""
    claire = dc.Client.consumer("ACME", name="Claire", country="FR")
    other = dc.Client.consumer("SITE", name="Site", country="FR", account="ACME")
    notice = sent("formal_notice", date(2026, 5, 1), "F-1", "F-2")
    old = CourtStep(client="ACME", kind=CourtStepKind.ENFORCEABLE, taken_on=date(2024, 1, 10), reference="RG")
    recent = attrs.evolve(old, taken_on=date(2026, 4, 1))
    facts = (claire, other, invoice(), attrs.evolve(invoice("F-2"), client="SITE"), notice)
    for event, rates in ((old, ["2.62 %", "2.62 %"]), (recent, ["7.62 %", "2.62 %"])):
        items = dc.Ledger.of(*facts, event).as_of(date(2026, 6, 30)).receivables
        assert [str(dc.accrue_penalties(item, fr.B2C).lines[-1].rate) for item in items] == rates


def test_a_part_can_be_accelerated_and_not_cancelled() -> None:
    """Naming a part accelerates the invoice; a part cannot be cancelled, and that is told."""
    split = plan((DUE, "100"), (after_due(60), "200"))
    event = Accelerated("F-1#2", accelerated_on=after_due(20), noticed_on=None)
    assert [item.due_on for item in lettered(after_due(30), split, event).receivables] == [DUE, after_due(20)]
    snapshot = lettered(after_due(30), split, Cancelled("F-1#2", cancelled_on=DUE))
    assert len(snapshot.receivables) == 2
    assert [(problem.code, problem.subject) for problem in snapshot.problems] == [("event.subject.part", "F-1#2")]


def test_what_was_paid_or_given_up_does_not_become_capital() -> None:
    """Year one's interest settled or waived on the anniversary: year two bears on the principal alone."""
    debt = attrs.evolve(invoice("F-1", 1000, due=date(2021, 1, 1)), agreed_rate=fr.B2B.margin)
    order = CourtStep("F-1", kind=CourtStepKind.CAPITALIZATION, taken_on=date(2021, 6, 1), reference="r")
    regime = attrs.evolve(fr.B2B, floor=None)
    for amount in (None, eur(100)):
        given_up = ClaimWaived("F-1", component="interest", amount=amount, waived_on=date(2022, 1, 1))
        penalties = accrue(date(2023, 1, 1), debt, order, given_up, regime=regime)
        assert (penalties.interest, penalties.unclaimed[0]) == (eur(200), eur(100))
    paid = payment("P-1", 100, date(2022, 1, 1), "F-1")
    [account] = lettered(date(2023, 1, 1), debt, order, paid).accounts
    [found] = state_claim(account, regime).debts
    assert found.legal.component("interest").outstanding == eur(100)
    part = (debt, order, ClaimWaived("F-1", component="interest", amount=eur(40), waived_on=date(2022, 7, 1)))
    lines = accrue(date(2023, 1, 1), *part, regime=regime).lines
    assert [line.base.text for line in lines if line.kind == "interest"] == ["1000.00", "1100.00", "1060.00"]


def test_the_next_day_counts_capitalized_interest() -> None:
    """What a notice announces for tomorrow is what tomorrow adds, to the anniversary."""
    debt = attrs.evolve(invoice("F-1", 100000, due=date(2021, 1, 1)), agreed_rate=fr.B2B.margin)
    order = CourtStep("F-1", kind=CourtStepKind.CAPITALIZATION, taken_on=date(2022, 1, 1), reference="r")
    today, tomorrow = (accrue(day, debt, order) for day in (date(2023, 6, 1), date(2023, 6, 2)))
    assert today.per_day == eur("33.15")
    assert (tomorrow.interest - today.interest).minor in (3315, 3316)
    assert today.per_day_until == date(2024, 1, 1)
    grace = CourtStep("F-1", kind=CourtStepKind.GRACE, taken_on=after_due(11), until=after_due(20), reference="r")
    assert accrue(after_due(5), invoice()).per_day_until == date(2026, 6, 30)
    assert accrue(after_due(15), invoice(), grace).per_day_until is None


def test_the_days_of_costs_and_waivers_are_taken_exactly() -> None:
    """From the day after the due day to this day included; a waiver of its own day counts, and two add up."""
    costs = CostIncurred("F-1", amount=eur(70), incurred_on=DUE, proof="x")
    for day, amount in ((DUE, 0), (after_due(1), 30), (after_due(30), 30)):
        assert accrue(after_due(30), invoice(), attrs.evolve(costs, incurred_on=day)).costs == eur(amount)
    waivers = [
        ClaimWaived("F-1", component="interest", amount=eur(amount), waived_on=after_due(30)) for amount in (1, 2)
    ]
    penalties = accrue(after_due(30), invoice(), *waivers)
    assert (penalties.waived("interest"), penalties.waived("interest", by=after_due(29))) == (eur(3), eur(0))
    assert penalties.waived("interest", by=after_due(30)) == eur(3)
    same_day = ClaimWaived("F-1", component="interest", waived_on=after_due(30))
    assert accrue(after_due(60), invoice(), CLAIM, same_day).waived("interest") == eur(0)
    later = claim("C-2", after_due(60), ("F-1", "interest", "9.98"))
    assert accrue(after_due(60), invoice(), later, same_day).waived("interest") == DAYS_30


@pytest.mark.parametrize(
    ("fact", "code", "params"),
    [
        (
            ClaimWaived("F-1", component="interest", amount=dc.Money(5, "GBP"), waived_on=after_due(3)),
            "claim.currency_mismatch",
            {"component": "interest", "amount": dc.Money(5, "GBP"), "currency": "EUR"},
        ),
        (
            CostIncurred("F-1", amount=dc.Money(5, "GBP"), incurred_on=after_due(3), proof="x"),
            "claim.costs.left_out",
            {"amount": dc.Money(5, "GBP"), "regime": "fr.b2b", "currency": "EUR"},
        ),
        (
            claim("C-1", after_due(3), ("F-1", "compensation", "41.00")),
            "claim.exceeds_accrued",
            {"component": "compensation", "claimed": eur(41), "accrued": eur(40)},
        ),
    ],
    ids=["currency", "costs", "exceeds"],
)
def test_each_misfit_names_its_operands(fact: object, code: str, params: dict[str, object]) -> None:
    """The receivable, the path and what was compared."""
    [problem] = accrue(after_due(30), invoice(), fact).problems
    assert (problem.code, problem.subject, problem.path, dict(problem.params)) == (code, "F-1", "events", params)


def test_the_last_days_of_grace_and_rates_are_taken_exactly() -> None:
    """Grace ends with its last day; the eve of it and the day after bear interest."""
    for until, days in ((after_due(11), 29), (after_due(12), 28), (after_due(30), 10)):
        step = CourtStep("F-1", kind=CourtStepKind.GRACE, taken_on=after_due(11), until=until, reference="r")
        lines = [line for line in accrue(after_due(30), invoice(), step).lines if line.kind == "interest"]
        assert sum(line.days for line in lines) == days
    first = CourtStep("F-1", kind=CourtStepKind.GRACE, taken_on=after_due(1), until=after_due(5), reference="r")
    assert accrue(after_due(30), invoice(), first).lines[0].start == after_due(6)


def test_the_anniversary_is_the_last_day_that_a_daily_figure_holds() -> None:
    """On it, tomorrow's figure is a new one; the day before, it is the end."""
    debt = attrs.evolve(invoice("F-1", 100000, due=date(2021, 3, 15)), agreed_rate=fr.B2B.margin)
    regime = attrs.evolve(fr.B2B, floor=None, compounds_yearly=True)
    for day, until in (
        (date(2023, 3, 14), date(2023, 3, 15)),
        (date(2023, 3, 15), date(2024, 3, 15)),
        (date(2023, 2, 1), date(2023, 3, 15)),
        (date(2023, 11, 1), date(2024, 3, 15)),
    ):
        assert accrue(day, debt, regime=regime).per_day_until == until


def test_waivers_come_off_capital_in_order_of_their_days() -> None:
    """Two in a year, however they are given; one in another currency takes nothing off."""
    debt = attrs.evolve(invoice("F-1", 1000, due=date(2021, 1, 1)), agreed_rate=fr.B2B.margin)
    regime = attrs.evolve(fr.B2B, floor=None, compounds_yearly=True)

    def bases(*waivers: ClaimWaived) -> list[str]:
        lines = accrue(date(2023, 1, 1), debt, *waivers, regime=regime).lines
        return [line.base.text for line in lines if line.kind == "interest"]

    given_up = ClaimWaived("F-1", component="interest", amount=eur(30), waived_on=date(2021, 12, 1))
    whole = attrs.evolve(given_up, amount=None, waived_on=date(2021, 7, 1))
    assert bases(given_up) == ["1000.00", "1070.00"]
    # 49.59 by 1 July, all given up, and 30 of the 50.41 since.
    assert bases(given_up, whole) == bases(whole, given_up) == ["1000.00", "1020.41"]
    # Of the 49.59 of 1 July, 30 and then the rest, on one day; of the 91.51 of 1 December, the 61.51 that were left.
    assert bases(attrs.evolve(given_up, waived_on=whole.waived_on), whole) == ["1000.00", "1050.41"]
    early = attrs.evolve(given_up, waived_on=date(2021, 7, 1))
    assert bases(early, attrs.evolve(whole, waived_on=date(2021, 12, 1))) == ["1000.00", "1008.49"]
    assert bases(attrs.evolve(given_up, amount=dc.Money(30, "GBP"))) == ["1000.00", "1100.00"]


def test_of_two_periods_of_grace_the_longer_one_binds() -> None:
    """To its last day included; of two that end together the later one is told, with its days and its reference."""
    first = CourtStep("F-1", kind=CourtStepKind.GRACE, taken_on=after_due(5), until=after_due(20), reference="A")
    second = CourtStep(client="ACME", kind=first.kind, taken_on=after_due(9), until=after_due(20), reference="B")
    shorter = CourtStep("F-1", kind=first.kind, taken_on=after_due(11), until=after_due(12), reference="C")
    for facts in ((first, second, shorter), (shorter, second, first)):
        reason = decide(after_due(20), invoice(), *facts).reasons[0]
        assert (reason.code, dict(reason.params)) == (
            "court.grace",
            {"reference": "B", "taken_on": after_due(9), "until": after_due(20)},
        )
    assert decide(after_due(21), invoice(), first, second).stage is not None
