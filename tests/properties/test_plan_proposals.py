"""Properties of proposed plans: they add up, on open days, and expect what the ledger would compute."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.calendars import FRANCE
from dunning_core.dunning import EqualInstallments, PlanTerms, propose_plan, suppose_plans_kept
from tests.books import ACME, CREDITOR, invoice

DAY = date(2026, 3, 2)


@st.composite
def books(draw: st.DrawFn) -> list[dc.Invoice]:
    """Some invoices of different amounts that were due in the months before the day, or will be."""
    dues = draw(st.lists(st.integers(-200, 20), min_size=1, max_size=4))
    amounts = [draw(st.integers(700, 500_000)) for _ in dues]
    return [
        invoice(f"F-{rank}", dc.Money.from_minor(minor, "EUR").text, due=DAY + timedelta(days=due))
        for rank, (due, minor) in enumerate(zip(dues, amounts, strict=True), start=1)
    ]


@given(
    books(),
    st.integers(1, 7),
    st.integers(0, 40),
    st.one_of(st.none(), st.integers(5, 45)),
    st.booleans(),
)
def test_a_plan_adds_up_on_open_days_and_expects_what_the_ledger_computes(
    invoices: list[dc.Invoice], count: int, wait: int, every_days: int | None, waives: bool
) -> None:
    """Whatever the debts and the schedule; with the plan recorded and kept, the interest is the one that was told."""
    ledger = dc.Ledger.of(ACME, *invoices)
    items = ledger.as_of(DAY).lettered().open_items
    schedule = EqualInstallments(count, DAY + timedelta(days=wait), every_days=every_days, calendar=FRANCE)
    proposal = propose_plan(
        items, id="PLAN", schedule=schedule, terms=PlanTerms(waives_interest=waives), creditor=CREDITOR
    )
    owed = sum(item.outstanding_minor for item in items)
    minors = [part.amount.minor for part in proposal.installments]
    assert sum(minors) == owed
    assert max(minors) - min(minors) <= 1
    days = [part.due_on for part in proposal.installments]
    assert all(FRANCE.is_open(day) for day in days)
    assert days == sorted(set(days))
    agreed = ledger.with_(proposal.accepted(DAY))
    kept = agreed.with_(suppose_plans_kept(agreed, DAY))
    for part in proposal.installments:
        found = kept.as_of(part.due_on).lettered().receivables
        interest = [dc.accrue_penalties(item, creditor=CREDITOR).interest for item in found]
        assert dc.Money.sum(interest, currency="EUR") == part.interest
