"""Payments inside a debt, read in the order of the law, and the statement of claim: redone by hand."""

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import UnknownReferenceError
from dunning_core.events import ClaimedSum, ClaimIssued, ClaimWaived, CostIncurred, Dispute
from dunning_core.law import SettlementOrder, de, fr
from dunning_core.penalties import StatementOfClaim, impute_payments, state_claim
from dunning_core.penalties.statement import STATEMENT_COLUMNS
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, lettered, payment, sent

MAY_30, JUNE_30 = date(2026, 5, 30), date(2026, 6, 30)
PART_PAID = (invoice("F-1", 10000), payment("P-1", 4000, MAY_30, "F-1"))


def state(day: date, *facts: Any, **options: Any) -> StatementOfClaim:
    [account] = lettered(day, *facts).accounts
    return state_claim(account, options.pop("regime", fr.B2B), **options)


def left(reading: Any) -> list[str]:
    return [component.outstanding.text for component in reading.components]


def test_interest_first() -> None:
    """4,000 paid after thirty days at 12.15 % settle 99.86 of interest, and 3,900.14 of 10,000 (C. civ. 1343-1)."""
    [debt] = state(JUNE_30, *PART_PAID).debts
    assert left(debt.ledger) == ["6000.00", "161.78", "40.00", "0.00"]
    # 6,099.86 bear 12.15 % for 31 days: 62.95.
    assert left(debt.legal) == ["6099.86", "62.95", "40.00", "0.00"]
    assert debt.difference == eur("1.03")
    assert [(entry.component, entry.minor) for entry in debt.legal.payments] == [
        ("interest", 9986),
        ("principal", 390014),
    ]
    assert [(entry.component, entry.minor) for entry in debt.ledger.payments] == [("principal", 400000)]


def test_a_second_payment_settles_the_interest_on_what_the_first_one_left() -> None:
    """Thirty days at 12.15 % on 10,000, then thirty on 6,099.86: 160.78 in all, of which 99.86 were paid."""
    [debt] = state(JUNE_30, *PART_PAID, payment("P-2", 1000, date(2026, 6, 29), "F-1")).debts
    assert [(entry.credit, entry.component, entry.minor) for entry in debt.legal.payments] == [
        ("P-1", "interest", 9986),
        ("P-1", "principal", 390014),
        ("P-2", "interest", 6092),
        ("P-2", "principal", 93908),
    ]


def test_a_fixed_sum_that_was_paid_does_not_count_as_interest() -> None:
    """The forty euros paid in July leave the 100 of the first year to join the base."""
    debt = attrs.evolve(invoice("F-1", 1000, due=date(2021, 1, 1)), agreed_rate=fr.B2B.margin)
    regime = attrs.evolve(fr.B2B, floor=None, compounds_yearly=True)
    paid = payment("P-1", 40, date(2021, 7, 1), "F-1")
    found = state(date(2023, 1, 1), debt, paid, regime=regime, order=SettlementOrder.COSTS_FIRST)
    assert [period.minor for period in found.debts[0].legal.periods] == [100_000, 110_000]


def test_a_document_for_a_site_is_a_debt_of_its_group() -> None:
    """The head office pays for the site: whichever of them a document names, it stands with the debt, once."""
    office = dc.Client.business("HQ", name="HQ", country="FR")
    site = attrs.evolve(ACME, account="HQ")
    for client in ("HQ", "ACME"):
        ledger = dc.Ledger.of(office, site, invoice("F-1", 10000), attrs.evolve(CLAIM, client=client))
        [account] = ledger.as_of(JUNE_30).lettered().accounts
        [debt] = state_claim(account, fr.B2B).debts
        assert debt.legal.payments == ()
        assert debt.legal.component("interest").claimed == eur("99.86")


def test_costs_first() -> None:
    """Under § 367 (1) BGB the forty euros and costs come before interest, and interest before principal."""
    costs = [
        CostIncurred("F-1", amount=eur(90), incurred_on=after_due(10), proof="Anwalt"),
        CostIncurred("F-1", amount=eur(10), incurred_on=after_due(40), proof="Gericht"),
    ]
    [debt] = state(JUNE_30, *PART_PAID, *costs, order=SettlementOrder.COSTS_FIRST).debts
    shares = {entry.component: entry.minor for entry in debt.legal.payments}
    assert shares == {"costs": 5000, "compensation": 4000, "interest": 9986, "principal": 381014}
    assert debt.legal.component("costs").outstanding == eur(10)
    assert de.B2B.settlement_order is SettlementOrder.COSTS_FIRST
    german = state(JUNE_30, *PART_PAID, regime=de.B2B)
    assert [debt.legal.order for debt in german.debts] == [SettlementOrder.COSTS_FIRST]


def test_before_the_due_day_there_is_nothing_but_principal() -> None:
    """An early part payment, and one on the due day, reduce the principal in any order."""
    facts = (invoice(), payment("P-1", 300, after_due(-3), "F-1"), payment("P-2", 100, DUE, "F-1"))
    for order in SettlementOrder:
        [debt] = state(after_due(30), *facts, order=order).debts
        assert left(debt.legal)[0] == "600.00"
        assert not debt.difference


def test_a_credit_note_reduces_the_principal_in_any_order() -> None:
    """It is no payment: what it takes off was not owed."""
    note = dc.CreditNote("A-1", client="ACME", amount=eur(400), issued_on=after_due(30), corrects="F-1")
    [debt] = state(after_due(60), invoice(), note).debts
    assert left(debt.legal) == left(debt.ledger) == ["600.00", "11.98", "40.00", "0.00"]
    assert [entry.is_payment for entry in debt.legal.payments] == [False]


CLAIM = ClaimIssued(
    "C-1",
    client="ACME",
    sums=[ClaimedSum("F-1", "compensation", 4000, "EUR", MAY_30), ClaimedSum("F-1", "interest", 9986, "EUR", MAY_30)],
    issued_on=MAY_30,
)


def test_what_is_paid_on_a_claim_document_settles_what_it_claimed() -> None:
    """120 EUR on the document: the 99.86 of interest, then 20.14 of the forty euros."""
    facts = (invoice("F-1", 10000), CLAIM, payment("P-1", 120, date(2026, 6, 5), "C-1"))
    [debt] = state(JUNE_30, *facts).debts
    interest, compensation = debt.legal.component("interest"), debt.legal.component("compensation")
    assert (interest.claimed, interest.paid, interest.claimed_until) == (eur("99.86"), eur("99.86"), MAY_30)
    assert (compensation.paid, compensation.outstanding) == (eur("20.14"), eur("19.86"))
    # 61 days at 12.15 %.
    assert (interest.accrued, interest.outstanding, interest.unclaimed) == (eur("203.05"), eur("103.19"), eur("103.19"))
    assert debt.legal.component("costs").claimed_until is None
    # It was paid as interest in the reading of the ledger too.
    assert debt.ledger.component("interest").paid == eur("99.86")


def test_the_reading_that_applies_changes_with_the_formal_notice() -> None:
    """Amicably as lettered; from the formal notice on as the law reads it."""
    [debt] = state(JUNE_30, *PART_PAID).debts
    assert debt.applied is debt.ledger
    [debt] = state(JUNE_30, *PART_PAID, sent("formal_notice", after_due(30))).debts
    assert debt.applied is debt.legal


def test_a_formal_notice_shows_both_readings() -> None:
    """It claims what the ledger says, and tells what a court would read and the difference."""
    history = (sent("courteous", after_due(3)), sent("firm", after_due(10)), sent("last", after_due(17)))
    run = dc.run_dunning(dc.Ledger.of(ACME, *PART_PAID, *history), JUNE_30, FR_B2B_STANDARD, creditor=CREDITOR)
    notice = dc.draft_notice(run.actions[0], CREDITOR, locale="fr")
    assert dict(notice.totals)["total"] == eur("6201.78")
    for told in ("1343-1", "6\u202f099,86\xa0€", "62,95\xa0€", "1,03\xa0€"):
        assert told in notice.body
    whole = dc.run_dunning(dc.Ledger.of(ACME, invoice(), *history), JUNE_30, FR_B2B_STANDARD, creditor=CREDITOR)
    assert "1343-1" not in dc.draft_notice(whole.actions[0], CREDITOR, locale="fr").body


def test_the_statement_adds_up_line_by_line() -> None:
    """Invoice, interest at each rate, the fixed sum, payments and waivers: per component, the sum is the total."""
    facts = (
        *PART_PAID,
        ClaimWaived("F-1", component="compensation", amount=eur(15), waived_on=JUNE_30),
        CostIncurred("F-1", amount=eur(95), incurred_on=after_due(20), proof="bailiff 12"),
    )
    found = state(date(2026, 7, 31), *facts)
    assert [(line.component, line.kind, line.amount.text) for line in found.lines] == [
        ("principal", "invoice", "10000.00"),
        ("interest", "interest", "99.86"),
        ("interest", "interest", "62.95"),
        ("interest", "interest", "64.24"),
        ("compensation", "compensation", "40.00"),
        ("costs", "costs", "55.00"),
        ("interest", "payment", "-99.86"),
        ("principal", "payment", "-3900.14"),
        ("compensation", "waiver", "-15.00"),
    ]
    assert found.totals == (
        ("principal", eur("6099.86")),
        ("interest", eur("127.19")),
        ("compensation", eur(25)),
        ("costs", eur(55)),
    )
    assert found.grand_totals == (eur("6307.05"),)
    interest = found.lines[1]
    assert (interest.start, interest.end, interest.days) == (date(2026, 5, 1), MAY_30, 30)
    assert (interest.base, str(interest.rate), interest.reference) == (eur(10000), "12.15 %", "C. com. L441-10 II")
    assert {"F-1", "P-1", "bailiff 12", "C. com. D441-5"} <= set(found.sources)
    assert ("payments", "interest_first") in found.conventions
    assert ("rate_rule", "float") in found.conventions
    assert not found.problems


def test_a_statement_is_a_table() -> None:
    """Records and columns of plain values."""
    found = state(JUNE_30, *PART_PAID)
    records = found.to_records()
    names = tuple(column.name for column in STATEMENT_COLUMNS)
    assert [tuple(record) for record in records] == [names] * 6
    assert (records[1]["rate"], records[1]["base"], records[1]["days"]) == ("12.15", eur(10000).amount, 30)
    assert tuple(found.to_columns()) == names
    assert found.to_columns()["amount"][0] == eur(10000).amount


def test_a_statement_takes_what_is_late_or_what_is_named() -> None:
    """Paid in time is left out; paid late and not due yet can be named; a claim document stands with its debt."""
    facts = (
        invoice("F-1", 10000),
        invoice("F-2", 200),
        invoice("F-3", 300),
        invoice("F-4", 400, due=after_due(90)),
        payment("P-2", 200, after_due(-1), "F-2"),
        payment("P-3", 300, after_due(12), "F-3"),
        CLAIM,
    )
    assert [debt.receivable.id for debt in state(JUNE_30, *facts).debts] == ["F-1", "F-3"]
    named = state(JUNE_30, *facts, only=["F-4", "F-2"])
    assert [debt.receivable.id for debt in named.debts] == ["F-2", "F-4"]
    assert named.totals == (("principal", eur(400)),)
    with pytest.raises(UnknownReferenceError) as raised:
        state(JUNE_30, *facts, only=["C-1"])
    assert (raised.value.field, raised.value.value) == ("only", "C-1")


def test_a_statement_in_two_currencies_keeps_them_apart() -> None:
    """A debt in pounds and the forty euros: two totals, and no exchange."""
    pounds = dc.Invoice("F-1", client="ACME", amount=dc.Money(1000, "GBP"), issued_on=DUE, due_on=DUE)
    part = dc.Payment("P-1", client="ACME", amount=dc.Money(100, "GBP"), received_on=after_due(30), reference="F-1")
    found = state(after_due(30), pounds, part, order=SettlementOrder.COSTS_FIRST)
    assert found.grand_totals == (dc.Money("909.99", "GBP"), eur(40))
    assert [component.kind for component in found.debts[0].legal.components if component.paid] == [
        "principal",
        "interest",
    ]


def test_what_is_disputed_stays_owed_and_bears_nothing() -> None:
    """The principal stands whole in the statement; interest runs on the rest."""
    [debt] = state(after_due(30), invoice(), Dispute("F-1", amount=eur(400), opened_on=DUE, reason="quality")).debts
    assert left(debt.legal) == ["1000.00", "5.99", "40.00", "0.00"]


@given(
    st.integers(1, 10**9),
    st.lists(st.tuples(st.integers(-40, 200), st.integers(1, 10**9), st.booleans()), max_size=5),
    st.sampled_from(list(SettlementOrder)),
    st.integers(1, 240),
)
def test_readings_conserve_every_cent(
    minor: int, paid: list[tuple[int, int, bool]], order: SettlementOrder, days: int
) -> None:
    """Payments are shared whole; the legal reading exceeds the ledger by exactly the interest that it adds."""
    debt = attrs.evolve(invoice(), amount=dc.Money.from_minor(minor, "EUR"))
    facts: list[Any] = [debt]
    for index, (day, share, is_note) in enumerate(paid):
        amount = dc.Money.from_minor(share, "EUR")
        if is_note:
            note = dc.CreditNote(f"A-{index}", client="ACME", amount=amount, issued_on=after_due(day), corrects="F-1")
            facts.append(note)
        else:
            facts.append(payment(f"P-{index}", amount.text, after_due(day), "F-1"))
    [item] = lettered(after_due(days), *facts).receivables
    penalties = dc.accrue_penalties(item, fr.B2B)
    plain = impute_payments(penalties, SettlementOrder.PRINCIPAL_FIRST)
    assert plain.component("principal").outstanding == item.outstanding
    assert plain.component("interest").accrued == penalties.interest
    legal = impute_payments(penalties, order)
    assert sum(entry.minor for entry in legal.payments) == sum(entry.minor for entry in item.settlements)
    gained = legal.component("interest").accrued - penalties.interest
    assert gained.minor >= 0
    [account] = lettered(after_due(days), *facts).accounts
    found = state_claim(account, fr.B2B, order=order, only=["F-1"])
    assert found.debts[0].difference == gained
    by_component: dict[str, int] = {}
    for line in found.lines:
        by_component[line.component] = by_component.get(line.component, 0) + line.amount.minor
    totals = {kind: amount.minor for kind, amount in found.totals}
    assert {kind: minor for kind, minor in by_component.items() if minor} == totals


def test_interest_settled_once_is_not_settled_again_by_its_document() -> None:
    """The first payment takes the interest; what is then paid on the document settles the rest, and the principal."""
    facts = (
        invoice("F-1", 10000),
        CLAIM,
        payment("P-1", 4000, date(2026, 6, 1), "F-1"),
        payment("P-2", "139.86", date(2026, 6, 5), "C-1"),
    )
    found = state(JUNE_30, *facts)
    by_component: dict[str, int] = {}
    for line in found.lines:
        by_component[line.component] = by_component.get(line.component, 0) + line.amount.minor
    assert {kind: amount.minor for kind, amount in found.totals} == {k: v for k, v in by_component.items() if v}
    legal = found.debts[0].legal
    paid = sum(component.paid.minor for component in legal.components)
    assert (paid, legal.surplus) == (413986, eur(0))
    assert legal.component("interest").paid <= legal.component("interest").accrued


def test_what_a_document_took_too_much_settles_the_principal() -> None:
    """A correction leaves 2.00 of interest where 9.99 were paid: 7.99 go to the principal, and a surplus is told."""
    document = ClaimIssued(
        "C-1",
        client="ACME",
        sums=[ClaimedSum("F-1", "interest", 999, "EUR", MAY_30)],
        issued_on=MAY_30,
    )
    note = dc.CreditNote("A-1", client="ACME", amount=eur(900), issued_on=after_due(40), corrects="F-1")
    paid = payment("P-1", "9.99", after_due(31), "C-1")
    [debt] = state(after_due(60), invoice(), document, note, paid).debts
    # 31 days on 100 EUR: 1.03, and 29 days on what is left after 8.96.
    assert left(debt.legal)[:2] == ["91.04", "0.88"]
    whole = attrs.evolve(note, amount=eur(1000))
    [debt] = state(after_due(60), invoice(), document, whole, paid, only=["F-1"]).debts
    assert (left(debt.legal)[:2], debt.legal.surplus) == (["0.00", "0.00"], eur("9.99"))


def test_a_waiver_leaves_what_was_settled_before_it() -> None:
    """99.86 were settled on 30 May; giving up all interest on 30 June gives up the 62.95 since."""
    given_up = ClaimWaived("F-1", component="interest", waived_on=JUNE_30)
    [debt] = state(JUNE_30, *PART_PAID, given_up).debts
    assert left(debt.legal) == ["6099.86", "0.00", "40.00", "0.00"]
    assert debt.legal.component("interest").waived == eur("62.95")


def test_a_german_debtor_is_not_told_of_the_french_code() -> None:
    """The second reading quotes a French article: it stands in notices under French law only."""
    german = dc.Client.business("ACME", name="Acme GmbH", country="DE", contacts=ACME.contacts)
    history = (sent("courteous", after_due(3)), sent("firm", after_due(10)), sent("last", after_due(17)))
    ledger = dc.Ledger.of(german, *PART_PAID, *history)
    run = dc.run_dunning(ledger, JUNE_30, FR_B2B_STANDARD.with_regime(de.B2B), creditor=CREDITOR)
    assert "1343-1" not in dc.draft_notice(run.actions[0], CREDITOR, locale="en").body


def test_the_second_reading_leaves_out_what_is_disputed() -> None:
    """2,000 of 10,000 disputed and 4,000 paid: both readings ask for the rest."""
    history = (sent("courteous", after_due(3)), sent("firm", after_due(10)), sent("last", after_due(17)))
    dispute = Dispute("F-1", amount=eur(2000), opened_on=DUE, reason="quality")
    run = dc.run_dunning(dc.Ledger.of(ACME, *PART_PAID, *history, dispute), JUNE_30, FR_B2B_STANDARD, creditor=CREDITOR)
    assert "€4,079.89" in dc.draft_notice(run.actions[0], CREDITOR, locale="en").body


def test_a_debt_without_a_due_day_shows_none() -> None:
    """Retention money that is named has no due day in the statement."""
    shares = [
        dc.Installment(due_on=DUE, amount=eur(950)),
        dc.Installment(due_on=None, amount=eur(50), is_retention=True),
    ]
    held = dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=after_due(-30), installments=shares)
    records = state(JUNE_30, held, only=["F-1#2"]).to_records()
    assert [record["end"] for record in records] == [None]


def test_every_line_of_a_statement_says_all() -> None:
    """Whose debt, which receivable, from when to when, on which base, under which act."""
    note = dc.CreditNote("A-1", client="ACME", amount=eur(1000), issued_on=after_due(-20), corrects="F-1")
    given_up = ClaimWaived("F-1", component="compensation", amount=eur(15), waived_on=JUNE_30)
    found = state(JUNE_30, *PART_PAID, note, given_up)
    assert found.day == JUNE_30
    shown = [(line.client, line.receivable, line.component, line.kind, line.start, line.end) for line in found.lines]
    assert shown == [
        ("ACME", "F-1", "principal", "invoice", after_due(-60), DUE),
        ("ACME", "F-1", "interest", "interest", after_due(1), MAY_30),
        ("ACME", "F-1", "interest", "interest", date(2026, 5, 31), JUNE_30),
        ("ACME", "F-1", "compensation", "compensation", after_due(1), after_due(1)),
        ("ACME", "F-1", "principal", "credit_note", after_due(-20), after_due(-20)),
        ("ACME", "F-1", "interest", "payment", MAY_30, MAY_30),
        ("ACME", "F-1", "principal", "payment", MAY_30, MAY_30),
        ("ACME", "F-1", "compensation", "waiver", JUNE_30, JUNE_30),
    ]
    assert [line.source for line in found.lines][4:] == ["A-1", "P-1", "P-1", ""]
    assert (found.lines[3].base, found.lines[3].rate, found.lines[3].days) == (eur(10000), None, 0)
    assert found.debts[0].legal.component("principal").claimed == eur(10000)
    working = found.debts[0].penalties.lines[-1]
    assert (working.exact, working.day_count) == (Fraction(4000), fr.B2B.day_count)


def test_a_statement_chooses_its_regime_as_penalties_do() -> None:
    """From the countries of the two parties, when none is given; its own order can be asked for."""
    [account] = lettered(JUNE_30, *PART_PAID).accounts
    found = state_claim(account, creditor=CREDITOR)
    assert [debt.penalties.regime for debt in found.debts] == [fr.B2B]
    with pytest.raises(UnknownReferenceError) as raised:
        state_claim(account)
    assert raised.value.field == "creditor.country"
    nothing: Any = 3
    for wrong, field in (
        (lambda: state_claim(nothing), "account"),
        (lambda: state_claim(account, fr.B2B, only="F-1"), "only"),
        (lambda: state_claim(account, fr.B2B, order=nothing), "order"),
        (lambda: impute_payments(nothing, SettlementOrder.INTEREST_FIRST), "penalties"),
    ):
        with pytest.raises(dc.DunningError) as refused:
            wrong()
        assert refused.value.field == field
    with pytest.raises(UnknownReferenceError) as missing:
        state_claim(account, fr.B2B, only=["F-9"])
    assert (missing.value.kind, missing.value.field, missing.value.value) == ("unknown_receivable", "only", "F-9")
    assert missing.value.hint


def test_a_debt_paid_on_its_due_day_has_nothing_to_claim() -> None:
    """Late is after the due day: paid on it, it is left out; paid the day after, it is in."""
    facts = (
        invoice("F-1"),
        invoice("F-2"),
        payment("P-1", 1000, DUE, "F-1"),
        payment("P-2", 1000, after_due(1), "F-2"),
    )
    assert [debt.receivable.id for debt in state(JUNE_30, *facts).debts] == ["F-2"]


def split_debt(*amounts: int) -> dc.Invoice:
    shares = [dc.Installment(due_on=after_due(n), amount=eur(amount)) for n, amount in enumerate(amounts)]
    return dc.Invoice("F-1", client="ACME", amount=eur(sum(amounts)), issued_on=after_due(-30), installments=shares)


def test_a_document_paid_counts_for_the_parts_that_it_names() -> None:
    """Interest for the part named, the fixed sum for the part that bears it, whichever was named."""
    document = ClaimIssued(
        "C-1",
        client="ACME",
        sums=[
            ClaimedSum("F-1#1", "interest", 100, "EUR", MAY_30),
            ClaimedSum("F-1#2", "interest", 190, "EUR", MAY_30),
            ClaimedSum("F-1#2", "compensation", 4000, "EUR", MAY_30),
        ],
        issued_on=MAY_30,
    )
    paid = payment("P-1", "42.90", date(2026, 6, 5), "C-1")
    for order in SettlementOrder:
        debts = state(JUNE_30, split_debt(100, 200), document, paid, order=order).debts
        assert [debt.receivable.id for debt in debts] == ["F-1#1", "F-1#2"]
        kinds = [[(c.kind, c.paid.text) for c in debt.legal.components if c.paid] for debt in debts]
        assert kinds == [[("interest", "1.00"), ("compensation", "40.00")], [("interest", "1.90")]]
        assert {entry.credit for debt in debts for entry in debt.legal.payments} == {"P-1"}
        assert all(entry.is_payment for debt in debts for entry in debt.legal.payments)
    by_number = attrs.evolve(document, sums=[ClaimedSum("F#9", "interest", 100, "EUR", MAY_30)])
    facts = (invoice("F#9"), by_number, payment("P-1", 1, date(2026, 6, 5), "C-1"))
    [debt] = state(JUNE_30, *facts).debts
    assert (debt.receivable.id, debt.legal.component("interest").paid) == ("F##9", eur(1))


def test_a_note_on_a_document_is_no_payment() -> None:
    """A credit note on a claim document takes it back: the line says what it was."""
    note = dc.CreditNote("A-1", client="ACME", amount=eur(40), issued_on=date(2026, 6, 5), corrects="C-1")
    found = state(JUNE_30, invoice("F-1", 10000), CLAIM, note)
    assert [(line.component, line.kind, line.source) for line in found.lines][-1] == ("interest", "credit_note", "A-1")


def test_two_payments_beyond_the_debt_are_one_surplus() -> None:
    """Both are told, and added up."""
    document = ClaimIssued(
        "C-1", client="ACME", sums=[ClaimedSum("F-1", "interest", 999, "EUR", MAY_30)], issued_on=MAY_30
    )
    note = dc.CreditNote("A-1", client="ACME", amount=eur(1000), issued_on=after_due(40), corrects="F-1")
    paid = [payment("P-1", "4.00", after_due(31), "C-1"), payment("P-2", "5.99", after_due(32), "C-1")]
    [debt] = state(after_due(60), invoice(), document, note, *paid, only=["F-1"]).debts
    assert debt.legal.surplus == eur("9.99")


def test_a_waiver_comes_off_what_the_next_payment_settles() -> None:
    """40 of the 99.86 were given up before the payment: it settles 59.86 of interest."""
    given_up = ClaimWaived("F-1", component="interest", amount=eur(40), waived_on=date(2026, 5, 20))
    [debt] = state(JUNE_30, *PART_PAID, given_up).debts
    assert [(entry.component, entry.minor) for entry in debt.legal.payments] == [
        ("interest", 5986),
        ("principal", 394014),
    ]
    same_day = attrs.evolve(given_up, waived_on=MAY_30)
    [debt] = state(JUNE_30, *PART_PAID, same_day).debts
    assert debt.legal.payments[0].minor == 5986
