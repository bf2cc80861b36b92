"""Payment plans proposed: exact installments on days that are open, and the interest expected by each of them."""

import time
from datetime import date, timedelta
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.calendars import FRANCE
from dunning_core.dunning import (
    PLAN_COLUMNS,
    CustomInstallments,
    DeferredDays,
    EqualInstallments,
    PlanProposal,
    PlanTerms,
    propose_plan,
    suppose_plans_kept,
)
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import CurrencyMismatchError, DunningError, InvalidValueError, WrongTypeError
from dunning_core.events import (
    Assigned,
    ClaimedSum,
    ClaimIssued,
    CourtStep,
    CourtStepKind,
    Insolvency,
    PlanInstallment,
    PlatformStatus,
    TakenBack,
)
from dunning_core.law import Rate, fr
from dunning_core.ledger import PlanState
from tests.books import ACME, CREDITOR, after_due, eur, invoice, lettered, payment

DAY = after_due(10)  # 10 May 2026
FIRST = date(2026, 5, 15)
THREE = EqualInstallments(3, FIRST)
EIGHT_MONTHS = EqualInstallments(8, date(2026, 6, 30))


def propose(*facts: object, schedule: Any = THREE, day: date = DAY, **terms: Any) -> PlanProposal:
    """The plan proposed on a day for all that is open, F-1 unless told otherwise."""
    items = lettered(day, *(facts or (invoice(),))).open_items
    return propose_plan(items, id="PLAN-1", schedule=schedule, terms=PlanTerms(**terms), creditor=CREDITOR)


FIELDS = {
    "assigned": "debts",
    "rejected": "debts",
    "barred": "debts",
    "duplicate": "id",
}


def refused(kind: str, *facts: object, **choices: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        propose(*facts, **choices)
    assert caught.value.kind == kind
    assert caught.value.field == FIELDS.get(kind, caught.value.field)
    assert caught.value.value is not None


def amounts(proposal: PlanProposal) -> list[dc.Money]:
    return [part.amount for part in proposal.installments]


def days(proposal: PlanProposal) -> list[date]:
    return [part.due_on for part in proposal.installments]


def test_equal_installments_add_up_and_the_first_takes_what_is_left() -> None:
    """1,000.00 in three is 333.34 and twice 333.33, a month apart."""
    proposal = propose()
    assert amounts(proposal) == [eur("333.34"), eur("333.33"), eur("333.33")]
    assert days(proposal) == [FIRST, date(2026, 6, 15), date(2026, 7, 15)]
    assert (proposal.total, proposal.client, proposal.day) == (eur(1000), ACME, DAY)


def test_the_interest_by_each_installment_is_that_of_the_engine() -> None:
    """12.15 % to 30 June, 12.40 % after: each day on what is left, the payment day included.

    On 10 May: 1000 × 12.15 % × 10 / 365 = 3.3288. On 15 May: 15 days, 4.9932. On 15 June: 666.66 for 31 days more,
    6.8794, in all 11.8725. On 15 July: 333.33 for 15 days at each rate, 3.3630, in all 15.2355.
    """
    proposal = propose()
    assert proposal.accrued == eur("3.33")
    assert [part.interest for part in proposal.installments] == [eur("4.99"), eur("11.87"), eur("15.24")]
    assert (proposal.interest, proposal.is_provisional) == (eur("15.24"), False)


def test_waived_interest_stops_on_the_day_of_the_agreement() -> None:
    """Nine days have borne interest on the eve: 1000 × 12.15 % × 9 / 365 = 2.9959."""
    assert [part.interest for part in propose(waives_interest=True).installments] == [eur("3.00")] * 3


def test_closed_days_move_to_the_next_open_one_and_are_told() -> None:
    """14 May 2026 is Ascension, 14 June a Sunday and 14 July a holiday: each is told."""
    proposal = propose(schedule=EqualInstallments(3, date(2026, 5, 14), calendar=FRANCE))
    assert days(proposal) == [FIRST, date(2026, 6, 15), date(2026, 7, 15)]
    assert [part.meant_on.day for part in proposal.installments] == [14, 14, 14]
    assert proposal.to_columns()["meant_on"] == [part.meant_on for part in proposal.installments]


def test_months_are_counted_from_the_first_day() -> None:
    """From 31 May: 30 June, and 31 July again."""
    found = days(propose(schedule=EqualInstallments(3, date(2026, 5, 31))))
    assert found == [date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31)]


def test_installments_may_be_days_or_quarters_apart() -> None:
    """Ten days apart, or three months."""
    assert days(propose(schedule=EqualInstallments(3, FIRST, every_days=10))) == [FIRST, after_due(25), after_due(35)]
    assert days(propose(schedule=EqualInstallments(2, FIRST, every_months=3))) == [FIRST, date(2026, 8, 15)]


def test_installments_of_ones_own_are_taken_as_they_are() -> None:
    """500, then 200 and 300: in order of their days, none of them moved."""
    own = [
        PlanInstallment(day, eur(amount)) for day, amount in ((after_due(40), 300), (FIRST, 500), (after_due(30), 200))
    ]
    proposal = propose(schedule=CustomInstallments(own))
    assert amounts(proposal) == [eur(500), eur(200), eur(300)]
    assert proposal.to_columns()["meant_on"] == [None] * 3


def test_installments_of_ones_own_are_refused_where_they_do_not_fit() -> None:
    """They add up to what is left, in its currency, on days that are open where a calendar says so."""
    sunday = date(2026, 5, 17)

    def one(amount: dc.Money, day: date = FIRST, **more: Any) -> CustomInstallments:
        return CustomInstallments([PlanInstallment(day, amount)], **more)

    refused("bad_sum", schedule=one(eur("999.99")))
    refused("bad_sum", schedule=one(eur("1000.01")))
    refused("closed_day", schedule=one(eur(1000), sunday, calendar=FRANCE))
    assert days(propose(schedule=one(eur(1000), sunday))) == [sunday]
    with pytest.raises(CurrencyMismatchError):
        propose(schedule=one(dc.Money(1000, "USD")))
    with pytest.raises(InvalidValueError):
        CustomInstallments([])


def test_due_days_may_be_put_off() -> None:
    """Two debts of 30 April and one of 10 May, thirty days later: 30 May is a Saturday, and 9 June is open."""
    facts = (invoice(), invoice("F-2", 200), invoice("F-3", 50, due=after_due(10)))
    proposal = propose(*facts, schedule=DeferredDays(30))
    assert list(zip(days(proposal), amounts(proposal), strict=True)) == [
        (date(2026, 5, 30), eur(1200)),
        (date(2026, 6, 9), eur(50)),
    ]
    moved = propose(*facts, schedule=DeferredDays(30, calendar=FRANCE))
    assert days(moved) == [date(2026, 6, 1), date(2026, 6, 9)]
    assert moved.installments[0].meant_on == date(2026, 5, 30)
    refused("bad_date_order", *facts, schedule=DeferredDays(9))


def test_a_due_day_is_put_off_by_a_day_at_least() -> None:
    """No day is no new day; the field is named."""
    for days_off in (0, 3661):
        with pytest.raises(InvalidValueError) as caught:
            DeferredDays(days_off)
        assert (caught.value.kind, caught.value.field) == ("out_of_range", "days")
    assert (DeferredDays(1).days, DeferredDays(3660).days) == (1, 3660)


def test_what_was_paid_is_not_proposed_again() -> None:
    """Of 1,000 with 400 paid, 600 are spread."""
    proposal = propose(invoice(), payment("P-1", 400, after_due(5), "F-1"), schedule=EqualInstallments(2, FIRST))
    assert amounts(proposal) == [eur(300), eur(300)]


def test_an_accepted_proposal_is_a_plan_that_the_ledger_keeps() -> None:
    """Recorded on the day on which it was accepted, it stops the chase; its interest is the one that was told."""
    proposal = propose(tolerance_days=2, accelerates=True, valid_until=after_due(12))
    plan = proposal.accepted(after_due(12), recorded_on=after_due(13))
    assert (plan.id, plan.client, plan.receivables, plan.total) == ("PLAN-1", "ACME", ("F-1",), eur(1000))
    assert (plan.agreed_on, plan.recorded_on) == (after_due(12), after_due(13))
    assert (plan.tolerance_days, plan.waives_interest, plan.accelerates) == (2, False, True)
    ledger = dc.Ledger.of(ACME, invoice(), proposal.accepted(DAY))
    ledger = ledger.with_(suppose_plans_kept(ledger, DAY))
    [item] = ledger.as_of(date(2026, 7, 15)).lettered().receivables
    assert (item.plan is not None and item.plan.state, item.is_open) == (PlanState.KEPT, False)
    assert dc.accrue_penalties(item, creditor=CREDITOR).interest == proposal.interest


def test_a_proposal_is_accepted_while_it_holds() -> None:
    """From its own day to the last one that it names; and not after its first installment."""
    proposal = propose(valid_until=after_due(12))
    assert proposal.accepted(DAY).agreed_on == DAY
    for day, kind in ((after_due(9), "bad_date_order"), (after_due(13), "lapsed")):
        with pytest.raises(InvalidValueError) as caught:
            proposal.accepted(day)
        assert (caught.value.kind, caught.value.field, caught.value.value) == (kind, "day", str(day))
    with pytest.raises(WrongTypeError) as wrong:
        proposal.accepted("2026-05-12")  # type: ignore[arg-type]
    assert wrong.value.field == "day"
    with pytest.raises(InvalidValueError):
        propose().accepted(after_due(16))
    assert propose().accepted(FIRST).agreed_on == FIRST


def test_an_action_gives_what_it_claims_under_its_own_law() -> None:
    """The lines that the action claims, with the regime of their policy: the same plan as that of the debts."""
    snapshot = lettered(DAY, invoice(), invoice("F-2", 50, due=after_due(60)))
    [action] = dc.plan_actions(dc.decide_stages(snapshot, FR_B2B_STANDARD, creditor=CREDITOR))
    assert propose_plan(action, id="PLAN-1", schedule=THREE) == propose()


def test_the_regime_of_a_policy_is_that_of_its_proposals() -> None:
    """A policy that claims under a regime of its own expects its interest, and not that of the country."""
    own = FR_B2B_STANDARD.with_regime(attrs.evolve(fr.B2B, code="own", margin=Rate.percent("0")))
    snapshot = lettered(DAY, invoice())
    decisions = dc.decide_stages(snapshot, own, creditor=CREDITOR)
    proposal = propose_plan(decisions, id="PLAN-1", schedule=THREE)
    # 2.15 % and not 12.15 % on 1,000 for 10 days.
    assert proposal.accrued == eur("0.59")
    assert propose_plan(decisions, id="PLAN-1", schedule=THREE, creditor=CREDITOR) == proposal
    standard = dc.decide_stages(snapshot, FR_B2B_STANDARD, creditor=CREDITOR)
    assert propose_plan(standard, id="PLAN-1", schedule=THREE).accrued == eur("3.33")


def test_what_a_plan_says_has_bounds() -> None:
    """A year of tolerance, a day to a year of notice; each refusal names its field."""
    bounds: dict[str, tuple[int, int]] = {"tolerance_days": (0, 366), "notice_days": (1, 366)}
    for field, (lowest, highest) in bounds.items():
        for good in (lowest, highest):
            terms: dict[str, Any] = {field: good}
            assert getattr(PlanTerms(**terms), field) == good
    wrong: list[dict[str, Any]] = [{field: low - 1} for field, (low, _) in bounds.items()]
    wrong += [{field: high + 1} for field, (_, high) in bounds.items()]
    wrong += [{field: "yes"} for field in ("waives_interest", "accelerates", "valid_until")]
    for terms in wrong:
        with pytest.raises(DunningError) as caught:
            PlanTerms(**terms)
        assert [caught.value.field] == list(terms)


def test_a_rate_past_its_horizon_is_told() -> None:
    """Eight months from June go into 2027, for which no rate is verified."""
    proposal = propose(schedule=EIGHT_MONTHS)
    assert [part.is_provisional for part in proposal.installments] == [False] * 7 + [True]
    assert proposal.is_provisional
    assert [problem.code for problem in proposal.problems] == ["law.rate_unverified"]


def test_without_a_law_there_is_no_interest_rather_than_none_due() -> None:
    """A client of unknown kind: the installments stand, and the interest is not known."""
    unknown = dc.Client.unknown("ACME", name="Acme", country="FR")
    items = dc.Ledger.of(unknown, invoice()).as_of(DAY).lettered().receivables
    proposal = propose_plan(items, id="PLAN-1", schedule=THREE, creditor=CREDITOR)
    assert (proposal.accrued, proposal.interest, proposal.is_provisional) == (None, None, False)
    assert proposal.to_columns()["interest"] == [None] * 3


def test_a_waiver_towards_a_public_buyer_is_refused() -> None:
    """It is void (CCP L2192-14); a plan that does not waive anything is proposed."""
    town = dc.Client.public_body("ACME", name="Ville", country="FR")
    items = dc.Ledger.of(town, invoice()).as_of(DAY).lettered().receivables
    with pytest.raises(InvalidValueError) as caught:
        propose_plan(items, id="P", schedule=THREE, terms=PlanTerms(waives_interest=True), creditor=CREDITOR)
    assert (caught.value.kind, caught.value.field) == ("void_waiver", "terms.waives_interest")
    assert propose_plan(items, id="P", schedule=THREE, creditor=CREDITOR).interest is not None


def test_a_waiver_towards_a_public_buyer_waits_for_the_law() -> None:
    """Without a creditor nothing says whose law it is, and a waiver that may be void is not put to anybody."""
    town = dc.Client.public_body("ACME", name="Ville", country="FR")
    items = dc.Ledger.of(town, invoice()).as_of(DAY).lettered().receivables
    with pytest.raises(InvalidValueError) as caught:
        propose_plan(items, id="P", schedule=THREE, terms=PlanTerms(waives_interest=True))
    assert (caught.value.kind, caught.value.field) == ("unknown_law", "terms.waives_interest")
    assert propose_plan(items, id="P", schedule=THREE).interest is None


def test_what_is_no_longer_ours_or_was_not_delivered_is_not_proposed() -> None:
    """An assignee agrees on his own debts, and a document that its platform rejected is no debt to spread."""
    refused("assigned", invoice(), Assigned("F-1", assignee="Factor", assigned_on=after_due(3)))
    rejected = PlatformStatus("F-1", status=213, reason="REJ_SEMAN", reported_on=after_due(3))
    refused("rejected", invoice(), rejected)
    ours = Assigned("F-1", assignee="Factor", assigned_on=after_due(3), is_collected_by_us=True)
    assert propose(invoice(), ours).total == eur(1000)
    back = (Assigned("F-1", assignee="Factor", assigned_on=after_due(3)), TakenBack("F-1", taken_back_on=after_due(4)))
    assert propose(invoice(), *back).total == eur(1000)


def test_a_proposal_does_not_outlive_its_first_installment() -> None:
    """The last day to accept is the day of the first installment at the latest."""
    assert propose(valid_until=FIRST).terms.valid_until == FIRST
    refused("bad_date_order", valid_until=FIRST + timedelta(days=1))


def test_a_plan_on_record_keeps_its_name() -> None:
    """Two plans under one name contradict each other: the new proposal asks for another."""
    agreed = attrs.evolve(propose().accepted(DAY))
    refused("duplicate", invoice(), agreed)
    other = propose(invoice(), attrs.evolve(agreed, id="PLAN-0"))
    assert other.id == "PLAN-1"
    with pytest.raises(InvalidValueError) as caught:
        other.accepted(DAY)
    assert (caught.value.kind, caught.value.field) == ("contradictory", "day")
    assert other.accepted(after_due(11)).agreed_on == after_due(11)


def test_the_fixed_sum_is_left_beside_the_installments() -> None:
    """40 EUR for each late invoice that has none claimed yet."""
    two = (invoice(), invoice("F-2", 50), invoice("F-3", 70, due=after_due(30)))
    assert propose(*two).compensation == (eur(80),)
    claimed = ClaimIssued(
        "C-1", client="ACME", sums=[ClaimedSum("F-1", "compensation", 4000, "EUR", DAY)], issued_on=DAY
    )
    items = [item for item in lettered(DAY, invoice(), claimed).open_items if item.id == "F-1"]
    assert propose_plan(items, id="P", schedule=THREE, creditor=CREDITOR).compensation == ()


def test_interest_that_bears_interest_goes_on_after_the_principal_was_paid() -> None:
    """A debt that is paid is final, unless a court made its interest bear interest: the ledger says the same."""
    order = CourtStep("F-1", kind=CourtStepKind.CAPITALIZATION, taken_on=after_due(-300), reference="RG 26/1")
    old = (invoice("F-1", 10000, due=after_due(-700)), invoice("F-2", 10000), order)
    ledger = dc.Ledger.of(ACME, *old)
    items = ledger.as_of(DAY).lettered().open_items
    proposal = propose_plan(items, id="PLAN-1", schedule=EqualInstallments(4, FIRST), creditor=CREDITOR)
    agreed = ledger.with_(proposal.accepted(DAY))
    kept = agreed.with_(suppose_plans_kept(agreed, DAY))
    for part in proposal.installments:
        found = kept.as_of(part.due_on).lettered().receivables
        interest = [dc.accrue_penalties(item, creditor=CREDITOR).interest for item in found]
        assert dc.Money.sum(interest, currency="EUR") == part.interest


def test_a_long_plan_for_many_debts_is_proposed_at_once() -> None:
    """What was paid is not worked out again for each later installment."""
    items = lettered(DAY, *(invoice(f"F-{rank}", 100 + rank) for rank in range(30))).open_items
    started = time.process_time()
    proposal = propose_plan(items, id="P", schedule=EqualInstallments(120, FIRST), creditor=CREDITOR)
    assert time.process_time() - started < 5
    assert proposal.total == dc.Money.sum((item.outstanding for item in items), currency="EUR")


def test_wrong_proposals_are_refused() -> None:
    """Paid debts, barred debts, days past, too many parts, parts on one day, a wrong schedule: each by its kind."""
    paid = lettered(DAY, invoice(), payment("P-1", 1000, after_due(5), "F-1")).receivables
    with pytest.raises(InvalidValueError) as caught:
        propose_plan(paid, id="P", schedule=THREE)
    assert (caught.value.kind, caught.value.field, caught.value.value) == ("settled", "debts", "F-1")
    refused("barred", invoice(), Insolvency("ACME", opened_on=after_due(5)))
    refused("bad_date_order", schedule=EqualInstallments(3, after_due(9)))
    assert days(propose(schedule=EqualInstallments(1, DAY))) == [DAY]
    refused("bad_date_order", valid_until=after_due(9))
    refused("out_of_range", invoice("F-1", "0.02"))
    assert amounts(propose(invoice("F-1", "0.03"))) == [eur("0.01")] * 3
    refused("same_day", schedule=EqualInstallments(2, date(2026, 5, 16), every_days=1, calendar=FRANCE))
    items = lettered(DAY, invoice()).open_items
    for given, more, field in (
        ((), {}, "debts"),
        (items, {"id": ""}, "id"),
        (items, {"terms": 1}, "terms"),
        (items, {"schedule": 3}, "schedule"),
        (items, {"creditor": "Valcourt"}, "creditor"),
    ):
        with pytest.raises(DunningError) as wrong:
            propose_plan(given, **{"id": "P", "schedule": THREE, **more})  # type: ignore[arg-type]
        assert wrong.value.field == field


def test_a_proposal_is_a_table() -> None:
    """One row per installment, with what is left after it."""
    proposal = propose()
    assert list(proposal.to_records()[0]) == [column.name for column in PLAN_COLUMNS]
    columns = proposal.to_columns()
    assert columns["remaining"] == [eur("666.66").amount, eur("333.33").amount, eur(0).amount]
    assert (columns["rank"], columns["meant_on"]) == ([1, 2, 3], [None] * 3)


def test_the_order_of_the_debts_does_not_matter() -> None:
    """The oldest is paid first whatever the order in which they are given."""
    items = lettered(DAY, invoice(), invoice("F-2", 200, due=after_due(5))).open_items
    choices: dict[str, Any] = {"id": "P", "schedule": THREE, "creditor": CREDITOR}
    assert propose_plan(items, **choices) == propose_plan(tuple(reversed(items)), **choices)
    assert attrs.fields_dict(PlanProposal)["problems"].eq is False
