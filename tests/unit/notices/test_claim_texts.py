"""A statement of claim is worked out again by hand, line by line, and says why each line stands in it."""

import re
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import attrs
import pytest

import dunning_core as dc
from dunning_core import law
from dunning_core.documents import PaymentMeans, WriteOff, WriteOffNature
from dunning_core.errors import DunningError, InvalidValueError
from dunning_core.events import (
    ClaimedSum,
    ClaimIssued,
    ClaimWaived,
    CostIncurred,
    CourtStep,
    CourtStepKind,
    NoticeSent,
    StageKind,
)
from dunning_core.law import Rate, Regime, SettlementOrder, de, fr
from dunning_core.notices import FRENCH, Listing, NoticeOptions, Sheet, Spaces, Table, render_text, write_claim
from dunning_core.penalties import StatementOfClaim, state_claim
from tests.books import ACME, CREDITOR, OFFICE, after_due, eur, invoice, payment

PLAIN = NoticeOptions(spaces=Spaces.PLAIN)
PRINCIPAL_FIRST = SettlementOrder.PRINCIPAL_FIRST


def state(
    day: date,
    *facts: object,
    client: dc.Client = ACME,
    regime: Regime | None = None,
    order: SettlementOrder | None = None,
) -> StatementOfClaim:
    [account] = dc.Ledger.of(client, *facts).as_of(day).lettered().accounts  # type: ignore[arg-type]
    return state_claim(account, regime, creditor=CREDITOR, order=order)


def write(claim: StatementOfClaim, locale: str = "en") -> Sheet:
    return write_claim(claim, CREDITOR, locale=locale, options=PLAIN)


def rows(sheet: Sheet, place: int = 0) -> list[tuple[str, ...]]:
    return list([piece for piece in sheet.content if isinstance(piece, Table)][place].rows)


def cents(amount: str) -> int:
    return int(re.sub(r"[€.,]", "", amount))


def rework(sheet: Sheet, place: int = 0) -> tuple[Fraction, int]:
    """What a lawyer finds for the interest lines of a debt: the exact sum, and what is printed of it."""
    exact, printed = Fraction(0), 0
    for row in rows(sheet, place):
        found = re.fullmatch(r"€([\d,.]+) × ([\d.]+)% × (\d+) / (\d+)", row[3])
        if found is None:
            continue
        base, rate, days, year = (Fraction(text.replace(",", "")) for text in found.groups())
        line = base * 100 * rate / 100 * days / year
        assert abs(line - cents(row[4])) < 1, row
        exact += line
        printed += cents(row[4])
    return exact, printed


def half_up(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2))


PUBLIC = dc.Client.public_body("ACME", name="Commune", country="FR")
PERSON = dc.Client.consumer("ACME", name="Mme Roux", country="FR")
GERMAN = dc.Client.business("ACME", name="Kunde GmbH", country="DE")
FORMAL = NoticeSent(
    client="ACME",
    stage="formal_notice",
    kind=StageKind.FORMAL_NOTICE,
    receivables=["F-1"],
    channel="registered",
    sent_on=date(2025, 6, 10),
    deadline_days=8,
)
OLD = invoice("F-1", 10000, due=date(2024, 4, 30))
#: Half-years of 2024 and 2025 under fr.B2B: 14.50, 14.25, 13.15 and 12.15 %; under fr.PUBLIC the first is 12.50 %.
CASES = {
    # 30 days to the payment, then 31 on what is left, then half-year by half-year.
    "business": (
        state(date(2025, 9, 30), OLD, payment("P-1", 4000, date(2024, 5, 30), "F-1")),
        half_up(Fraction(1_000_000 * 1450 * 30, 365 * 10_000))
        + half_up(
            Fraction(1_000_000 * 1450 * 30, 365 * 10_000)
            + Fraction(611_918 * (1450 * 31 + 1425 * 184 + 1315 * 181 + 1215 * 92), 365 * 10_000)
        )
        - half_up(Fraction(1_000_000 * 1450 * 30, 365 * 10_000)),
    ),
    # One rate for the whole delay: 12.50 % for 518 days.
    "public": (state(date(2025, 9, 30), OLD, client=PUBLIC), half_up(Fraction(1_000_000 * 1250 * 518, 365 * 10_000))),
    # From the day after the formal notice: 3.71 % to 30 June, 20 days; 2.76 % to 30 September, 92 days.
    "consumer": (
        state(date(2025, 9, 30), OLD, FORMAL, client=PERSON),
        half_up(Fraction(1_000_000 * (371 * 20 + 276 * 92), 365 * 10_000)),
    ),
    # Costs first: the payment takes the 40 EUR, then the interest of 30 days at 12.62 %, then 3,856.27 of principal.
    "german": (
        state(date(2024, 6, 30), OLD, payment("P-1", 4000, date(2024, 5, 30), "F-1"), client=GERMAN, regime=de.B2B),
        half_up(
            Fraction(1_000_000 * 1262 * 30, 365 * 10_000) + Fraction((1_000_000 - 385_627) * 1262 * 31, 365 * 10_000)
        ),
    ),
    # A year, a court's order of capitalization, and the interest of that year in the base of the next half-year.
    "capitalized": (
        state(
            date(2025, 10, 31),
            OLD,
            CourtStep("F-1", kind=CourtStepKind.CAPITALIZATION, taken_on=date(2025, 1, 15), reference="RG 25/1"),
        ),
        half_up(
            Fraction(1_000_000 * (1450 * 61 + 1425 * 184 + 1315 * 120), 365 * 10_000)
            + Fraction((1_000_000 + 139_301) * (1315 * 61 + 1215 * 123), 365 * 10_000)
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_lawyer_finds_the_same(name: str) -> None:
    """Base × rate × days over the year, summed and rounded once, is what accrued; what is claimed adds up."""
    claim, accrued = CASES[name]
    sheet = write(claim)
    exact, printed = rework(sheet)
    assert printed == half_up(exact) == accrued
    [debt] = claim.debts
    assert sum(cents(row[4]) for row in rows(sheet) if row[4]) == sum(total.minor for total in debt.legal.totals)
    assert sum(cents(row[1]) for row in rows(sheet, 1)[:-1]) == cents(rows(sheet, 1)[-1][1])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("business", ("C. com. L441-10 II", "C. com. D441-5", "C. civ. 1343-1", "plus 10.00% a year")),
        ("public", ("CCP R2192-31", "CCP D2192-35", "plus 8.00% a year", "rate of the first day holds")),
        ("consumer", ("C. civ. 1231-6", "order setting the legal rate of interest")),
        ("german", ("§ 288 (2) BGB", "§ 288 (5) BGB", "§ 367 (1) BGB", "Payments settle costs first")),
        ("capitalized", ("C. civ. 1343-2", "RG 25/1", "The interest of full years bears interest.")),
    ],
)
def test_each_line_says_on_what_it_rests(name: str, told: tuple[str, ...]) -> None:
    """The articles of the law that governs the debt, the rate with its source, the order of payments."""
    text = render_text(write(CASES[name][0]))
    for words in told:
        assert words in text, words


def test_interest_in_the_base_is_told_where_it_joins_it() -> None:
    """1,393.01 of interest at the end of the first year: 10,000 and it are the next base."""
    sheet = write(CASES["capitalized"][0])
    [joined] = [row for row in rows(sheet) if row[0] == "Capitalization of interest"]
    assert joined[1:] == (
        "May 1, 2025",
        "May 1, 2025",
        "€1,393.01 of interest bears interest",
        "",
        "C. civ. 1343-2, RG 25/1",
    )
    following = rows(sheet)[rows(sheet).index(joined) + 1]
    assert following[1] == "May 1, 2025"
    assert following[3].startswith("€11,393.01 × ")


def test_a_line_of_less_than_a_cent_says_nothing_rather_than_being_blank() -> None:
    """1.00 at 12.15 % for two days is 0.07 of a cent: a zero that can be worked out again."""
    [interest] = [row for row in rows(write(state(after_due(2), invoice("F-1", 1)))) if row[0] == "Interest"]
    assert interest[3:5] == ("€1.00 × 12.15% × 2 / 365", "€0.00")


def test_interest_that_joins_the_base_is_a_line_that_claims_nothing() -> None:
    """It names the debt and the orders made by its day, and the article of the country where there is one."""
    orders = [
        CourtStep("F-1", kind=CourtStepKind.CAPITALIZATION, taken_on=day, reference=reference)
        for day, reference in ((date(2025, 1, 15), "RG 1"), (date(2025, 5, 1), "RG 2"), (date(2025, 5, 2), "RG 3"))
    ]
    other = CourtStep("F-1", kind=CourtStepKind.CLAIM_BROUGHT, taken_on=date(2025, 1, 2), reference="RG 0")
    claim = state(date(2025, 10, 31), OLD, other, *orders)
    [joined] = [line for line in claim.lines if line.kind == "capitalization"]
    assert (joined.client, joined.receivable, joined.component, joined.amount) == ("ACME", "F-1", "interest", eur(0))
    assert (joined.base, joined.reference, joined.source) == (eur("1393.01"), "C. civ. 1343-2", "RG 1, RG 2")
    yearly = attrs.evolve(fr.B2B, code="own", country="NL", compounds_yearly=True)
    [joined] = [line for line in state(date(2025, 10, 31), OLD, regime=yearly).lines if line.kind == "capitalization"]
    assert (joined.reference, joined.source) == ("", "")


def test_what_is_waived_stands_on_its_day() -> None:
    """Two waivers, each on its day and with its reason; together they are what is no longer claimed."""
    waivers = (
        ClaimWaived("F-1", component="interest", amount=eur(5), waived_on=after_due(10), reason="geste"),
        ClaimWaived("F-1", component="interest", amount=eur(2), waived_on=after_due(20)),
        ClaimWaived("F-1", component="compensation", waived_on=after_due(20)),
    )
    # The whole of the fixed sum is given up already: a second waiver of it adds nothing, and has no line.
    again = ClaimWaived("F-1", component="compensation", waived_on=after_due(30))
    claim = state(after_due(60), invoice("F-1", 10000), *waivers, again)
    found = [(row[0], row[1], row[4], row[5]) for row in rows(write(claim)) if row[0].startswith("Waiver")]
    assert found == [
        ("Waiver, on: Late-payment interest", "May 10, 2026", "-€5.00", "geste"),
        ("Waiver, on: Late-payment interest", "May 20, 2026", "-€2.00", ""),
        ("Waiver, on: Fixed compensation", "May 20, 2026", "-€40.00", ""),
    ]


def test_what_takes_off_a_debt_is_called_what_it_is() -> None:
    """A set-off, a credit note, a remission and a loss are no payment, and a loss stays owed."""
    facts = (
        invoice("F-1", 1000),
        attrs.evolve(payment("P-1", 100, after_due(5), "F-1"), means=PaymentMeans.SET_OFF),
        dc.CreditNote("A-1", client="ACME", amount=eur(50), issued_on=after_due(9), corrects="F-1"),
        WriteOff("W-1", client="ACME", amount=eur(20), written_off_on=after_due(10), writes_off="F-1"),
        WriteOff(
            "W-2",
            client="ACME",
            amount=eur(30),
            written_off_on=after_due(11),
            writes_off="F-1",
            nature=WriteOffNature.REMISSION,
        ),
        CostIncurred("F-1", amount=eur(95), incurred_on=after_due(12), proof="bailiff, invoice 12"),
    )
    claim = state(after_due(30), *facts)
    sheet = write(claim)
    assert [(row[0], row[4]) for row in rows(sheet) if row[4].startswith("-")] == [
        ("Credit note A-1, on: Principal", "-€50.00"),
        ("Set-off with P-1, on: Late-payment interest", "-€1.58"),
        ("Set-off with P-1, on: Principal", "-€98.42"),
        ("Written off as a loss W-1, not claimed here, on: Principal", "-€20.00"),
        ("Remission W-2, on: Principal", "-€30.00"),
    ]
    text = render_text(sheet)
    assert "F-1: €20.00 of it is written off as a loss; it remains owed" in text
    assert "A credit note that corrects an invoice reduces it from its due day" in text
    [costs] = [row for row in rows(sheet) if row[0] == "Recovery costs"]
    assert costs[3:] == (
        "€95.00 of costs, less the fixed compensation",
        "€55.00",
        "C. com. L441-10 II, bailiff, invoice 12",
    )
    french = render_text(write(claim, "fr"))
    assert "Abandon" not in french
    assert "Remise de dette W-2" in french


def test_costs_without_a_fixed_sum_are_what_they_are() -> None:
    """Nothing is taken off them where the law grants no fixed sum."""
    own = attrs.evolve(fr.B2B, code="own", compensation=None, compensation_reference=None)
    spent = CostIncurred("F-1", amount=eur(95), incurred_on=after_due(12), proof="bailiff, invoice 12")
    [costs] = [
        row for row in rows(write(state(after_due(30), invoice(), spent, regime=own))) if row[0] == "Recovery costs"
    ]
    assert costs[3:5] == ("", "€95.00")


def test_an_order_that_the_creditor_chose_cites_no_article() -> None:
    """Principal first is his choice: C. civ. 1343-1 says otherwise."""
    facts = (invoice("F-1", 1000), payment("P-1", 100, after_due(5), "F-1"))
    text = render_text(write(state(after_due(30), *facts, order=SettlementOrder.PRINCIPAL_FIRST)))
    assert "1343-1" not in text
    assert "Payments settle principal first." in text


def test_a_rule_that_holds_for_one_debt_stands_below_it() -> None:
    """Interest of one debt bears interest, that of the other does not: each is told under its own table."""
    order = CourtStep("F-1", kind=CourtStepKind.CAPITALIZATION, taken_on=date(2025, 1, 15), reference="RG 25/1")
    sheet = write(state(date(2025, 9, 30), OLD, attrs.evolve(OLD, number="F-2"), order))
    text = render_text(sheet)
    bears, not_bears = "The interest of full years bears interest.", "Interest bears no interest."
    assert text.count(bears) == text.count(not_bears) == 1
    assert text.index("F-1: €") < text.index(bears) < text.index("F-2: €") < text.index(not_bears)


def test_a_claim_is_against_one_client() -> None:
    """Debts of a group stay legally apart: each client has his own statement, with its own total."""
    site = dc.Client.business("SITE", name="Acme Lyon", country="FR", account="ACME")
    ledger = dc.Ledger.of(ACME, site, invoice(), invoice("F-7", 70, client="SITE"))
    [account] = ledger.as_of(after_due(30)).lettered().accounts
    with pytest.raises(InvalidValueError) as refused:
        write(state_claim(account, creditor=CREDITOR))
    assert (refused.value.kind, refused.value.field, refused.value.value) == ("several_client", "claim", "ACME, SITE")
    own = write(state_claim(account, creditor=CREDITOR, only=["F-7"]))
    assert own.subject == "Statement of claim against Acme Lyon on May 30, 2026"


def test_a_sheet_is_laid_out_from_the_day_to_the_creditor() -> None:
    """Day, opening, a captioned table with its figures aligned, totals, rules, sources, who claims; nothing twice."""
    facts = (invoice("F-1", 1000), payment("P-1", 100, after_due(5), "F-1"))
    sheet = write(state(after_due(30), *facts))
    tables = [piece for piece in sheet.content if isinstance(piece, Table)]
    rules, sources = (piece for piece in sheet.content if isinstance(piece, Listing))
    assert [(table.caption, table.figures) for table in tables] == [("Debt F-1", (4,)), ("Totals", (1,))]
    assert sheet.head[2] == "May 30, 2026"
    assert str(sheet.content[0]).startswith("What is claimed on May 30, 2026, line by line.")
    assert rules.lines == (
        "Payments settle interest before principal.",
        "Interest runs from the day after the due day to the day of the payment, or of this statement, included.",
        "Its base is what is outstanding each day, VAT included; a payment reduces it from the next day on.",
        "The fixed compensation is due once per late invoice.",
        "The interest of a debt is rounded once, half up.",
        "A year has 365 days.",
        "Each day bears the rate of its own half-year.",
        "Interest bears no interest.",
        "The rate of an interest line is the reference rate that it names, plus 10.00% a year.",
    )
    ecb = "ECB, main refinancing operations, rate in force on January 1, 2026"
    assert sources.lines == ("F-1", "C. com. L441-10 II", ecb, "C. com. D441-5", "C. civ. 1343-1", "P-1")
    assert {row[0]: row[5] for row in rows(sheet) if row[0].startswith("Payment")} == {
        "Payment P-1, on: Late-payment interest": "C. civ. 1343-1",
        "Payment P-1, on: Principal": "C. civ. 1343-1",
    }
    assert sheet.annex == ("SIREN 123456782",)
    assert "Provisional" not in render_text(sheet)


def test_a_debt_of_which_nothing_is_left_says_so() -> None:
    """Paid late, and the rest waived: the lines stand, and nothing is claimed of it."""
    waivers = [ClaimWaived("F-1", component=kind, waived_on=after_due(9)) for kind in ("interest", "compensation")]
    claim = state(after_due(30), invoice(), payment("P-1", 1000, after_due(5), "F-1"), *waivers, order=PRINCIPAL_FIRST)
    assert "F-1: nothing is claimed." in render_text(write(claim))


def test_what_cannot_be_written_is_refused_by_name() -> None:
    """The kind of the refusal, and the field that it is about."""
    claim = state(after_due(30), invoice())
    calls: tuple[tuple[Callable[[], object], str, str], ...] = (
        (lambda: write_claim("claim", CREDITOR, locale="en"), "wrong_type", "claim"),  # type: ignore[arg-type]
        (lambda: write_claim(claim, "Valcourt", locale="en"), "wrong_type", "creditor"),  # type: ignore[arg-type]
        (lambda: write_claim(claim, CREDITOR, locale="en", options=1), "wrong_type", "options"),  # type: ignore[arg-type]
        (lambda: write(state(after_due(-3), invoice())), "empty", "claim"),
        (lambda: write(state(after_due(400), invoice())), "provisional", "claim"),
    )
    for call, kind, field in calls:
        with pytest.raises(DunningError) as refused:
            call()
        assert (refused.value.kind, refused.value.field) == (kind, field)


def test_it_is_addressed_to_the_registered_office() -> None:
    """Where the client has one on record."""
    assert write(state(after_due(30), invoice())).head[1] == "Acme SARL\nSiège\n2 rue B\n75002 Paris"
    assert OFFICE in ACME.contacts


def test_what_a_document_for_another_account_claims_is_no_payment() -> None:
    """It is owed there: it takes off what it claims, and nothing of the principal where it claims too much."""
    group = dc.Client.business("GROUP", name="Groupe", country="FR")
    document = ClaimIssued(
        "C-1",
        client="GROUP",
        sums=[ClaimedSum("F-1", "interest", 99900, "EUR", after_due(20))],
        issued_on=after_due(20),
    )
    ledger = dc.Ledger.of(ACME, group, invoice("F-1", 1000), document)
    account = next(own for own in ledger.as_of(after_due(20)).lettered().accounts if own.id == "ACME")
    claim = state_claim(account, creditor=CREDITOR)
    # 1,000 × 12.15 % × 20 / 365 = 6.66 is owed to the document; the principal is whole.
    assert [(kind, amount.text) for kind, amount in claim.totals] == [
        ("principal", "1000.00"),
        ("compensation", "40.00"),
    ]
    assert "Claimed by document C-1, on another account: Late-payment interest" in render_text(write(claim))


def test_a_surplus_is_told() -> None:
    """What was paid beyond all that is owed is no secret of ours."""
    document = ClaimIssued(
        "C-1",
        client="ACME",
        sums=[ClaimedSum("F-1", "interest", 5000, "EUR", after_due(20))],
        issued_on=after_due(20),
    )
    facts = (invoice("F-1", 1), document, payment("P-1", 50, after_due(21), "C-1"))
    [debt] = state(after_due(21), *facts).debts
    assert debt.legal.surplus
    text = render_text(write(state(after_due(21), *facts)))
    assert f"F-1: €{debt.legal.surplus.text} was received beyond what is owed." in text


def test_a_rate_of_the_contract_names_it() -> None:
    """In the language of the text, whatever the number of the invoice looks like; no margin is told beside it."""
    agreed = attrs.evolve(invoice("contract, invoice {day}"), agreed_rate=Rate.percent("15"))
    text = render_text(write(state(after_due(30), agreed), "fr"))
    assert "contrat, facture contract, invoice {day}" in text
    assert "Le taux est celui du contrat." in text
    assert "plus 10,00" not in text


def test_a_rate_that_is_rounded_up_says_so() -> None:
    """Some laws round the sum of rate and margin up to a half point."""
    rounded = attrs.evolve(fr.B2B, code="own", rounded_up_to=Rate.percent("0.5"))
    assert "rounded up to a multiple of 0.50%" in render_text(write(state(after_due(30), invoice(), regime=rounded)))


def test_every_kind_of_line_has_its_words() -> None:
    """What a lettering may take off a debt, and what a statement adds, in French as in English."""
    kinds = "invoice interest compensation costs payment set_off credit_note write_off remission discount tolerance"
    for kind in (*kinds.split(), "claimed_elsewhere", "capitalization", "waiver"):
        assert f"claim.line.{kind}" in FRENCH.texts


def test_a_long_claim_takes_time_that_grows_with_it() -> None:
    """Each debt is worked out once, not once for each of the others."""
    facts = [invoice(f"F-{rank}", 1000 + rank, due=after_due(-rank % 50)) for rank in range(300)]
    claim = state(after_due(100), *facts)
    started = time.process_time()
    sheet = write(claim)
    assert time.process_time() - started < 5
    assert len([piece for piece in sheet.content if isinstance(piece, Table)]) == 301


def test_articles_are_those_of_the_country() -> None:
    """Where the law is not known here, none is cited."""
    assert law.find_settlement_article("GB") is law.find_settlement_article(None) is None
    assert law.find_capitalization_article("DE") is law.find_capitalization_article(None) is None


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_part_of_an_invoice_is_named_as_in_a_notice(locale: str) -> None:
    """By the number that the debtor knows, and which part of it: the id of the part is the caller's own."""
    shares = [dc.Installment(due_on=after_due(days), amount=eur(500)) for days in (0, 5)]
    split = dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=after_due(-30), installments=shares)
    text = render_text(write(state(after_due(60), split), locale))
    assert "F-1 (1/2)" in text
    assert "F-1 (2/2)" in text
    assert "#" not in text
