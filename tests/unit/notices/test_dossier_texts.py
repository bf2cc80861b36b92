"""The file, the chronology, the statement of claim and the pictures, in French and in English."""

import re
from datetime import date
from fractions import Fraction
from typing import get_args

import pytest

import dunning_core as dc
from dunning_core.analysis import trace_debts
from dunning_core.documents import WriteOff, WriteOffNature
from dunning_core.dunning import HeldExhibit, assemble_dossier
from dunning_core.errors import CurrencyMismatchError, InvalidValueError, MissingTranslation, ProvisionalError
from dunning_core.events import (
    BankDataUntil,
    ClaimWaived,
    ContactMade,
    ContactOutcome,
    ContactReason,
    CourtStep,
    CourtStepKind,
    Dispute,
    DisputeResolved,
    Event,
    Hold,
    Lettered,
    NoticeReturned,
    PayerIdentified,
    PaymentAnnounced,
    PlatformStatus,
    PromiseToPay,
    ReturnReason,
    StageKind,
    Unlettered,
)
from dunning_core.law.procedures import Exhibit, find_procedure
from dunning_core.ledger import Account
from dunning_core.lettering.entries import CREDIT_NOTE, GRANTED, PAYMENT, SET_OFF, WRITTEN_OFF
from dunning_core.notices import (
    ENGLISH,
    FRENCH,
    Catalog,
    NoticeOptions,
    Picture,
    Sheet,
    Spaces,
    Table,
    ask_for,
    draw_claim,
    draw_debt,
    render_html,
    render_text,
    write_chronology,
    write_claim,
    write_dossier,
)
from dunning_core.penalties import state_claim
from tests.books import ACME, CREDITOR, after_due, eur, invoice, payment, sent
from tests.unit.notices.test_catalogs import POLISH

PLAIN = NoticeOptions(spaces=Spaces.PLAIN)
FACTS = (
    invoice(),
    payment("P-1", 400, after_due(35), "F-1"),
    sent("formal_notice", after_due(40)),
    NoticeReturned(
        client="ACME",
        stage="formal_notice",
        sent_on=after_due(40),
        returned_on=after_due(50),
        reason=ReturnReason.UNCLAIMED,
    ),
    PromiseToPay("F-1", promised_on=after_due(20), pay_on=after_due(30)),
    Dispute("F-1", opened_on=after_due(5), reason="QTE_ERR"),
    DisputeResolved("F-1", resolved_on=after_due(6), outcome="avoir refusé"),
    ContactMade("F-1", outcome=ContactOutcome.REACHED, reason=ContactReason.CASH, made_on=after_due(20), note="<b>"),
    CourtStep("F-1", kind=CourtStepKind.CLAIM_BROUGHT, taken_on=after_due(60), reference="RG 26/1"),
    PlatformStatus("F-1", status=205, reported_on=after_due(-30)),
)


def account(day: int = 90, *facts: object) -> Account:
    ledger = dc.Ledger.of(ACME, *(facts or FACTS))  # type: ignore[arg-type]
    return ledger.as_of(after_due(day)).lettered().accounts[0]


def rows(sheet: Sheet, place: int = 0) -> list[tuple[str, ...]]:
    return list([piece for piece in sheet.content if isinstance(piece, Table)][place].rows)


@pytest.mark.parametrize("catalog", [ENGLISH, FRENCH], ids=lambda catalog: catalog.language)
def test_every_event_about_a_debt_and_every_exhibit_has_its_words(catalog: object) -> None:
    """A fact, a thing asked for and its name in each language."""
    assert catalog in (ENGLISH, FRENCH)
    keys = (FRENCH if catalog == FRENCH else ENGLISH).texts
    left_out = (Lettered, Unlettered, PayerIdentified, BankDataUntil)
    for event in get_args(Event):
        name = re.sub(r"(?<!^)([A-Z])", r"_\1", event.__name__).lower()
        assert (f"fact.{name}" in keys) is (event not in left_out), name
    for kind in (PAYMENT, SET_OFF, CREDIT_NOTE, *WRITTEN_OFF, *GRANTED):
        assert {f"fact.{kind}", f"claim.line.{kind}"} <= keys.keys(), kind
        assert kind == SET_OFF or f"move.{kind}" in keys, kind
    for exhibit in Exhibit:
        assert {f"ask.{exhibit.value}", f"missing.{exhibit.value}"} <= keys.keys()


def test_a_chronology_is_read_in_words() -> None:
    """Each fact with what was said of it, what became of it, and no more."""
    facts = [row[1] for row in rows(write_chronology(trace_debts(account()), "en", options=PLAIN))]
    assert facts == [
        "Invoice issued: €1,000.00",
        "Status reported by the platform: approved",
        "Due day: €1,000.00 to be paid",
        "Dispute: the whole amount (wrong quantity)",
        "Dispute resolved (avoir refusé)",
        "Contact by phone: reached (short of cash, <b>)",
        "Promise to pay the whole amount by May 30, 2026: not kept",
        "Payment P-1: €400.00",
        "Sent: formal notice, by registered post",
        "The notice of June 9, 2026 came back (unclaimed)",
        "Claim brought before the court, RG 26/1",
    ]
    french = render_text(write_chronology(trace_debts(account()), "fr", options=PLAIN))
    assert "La relance du 9 juin 2026 est revenue (non réclamée)" in french
    assert "<b>" not in render_html(write_chronology(trace_debts(account()), "fr"))


def test_what_lasts_says_until_when_and_a_word_given_what_became_of_it() -> None:
    """A hold, a period of grace, a payment announced, a waiver, a loss: each in a sentence of its own."""
    facts = (
        invoice(),
        Hold("F-1", since=after_due(1), until=after_due(4), reason="congés"),
        PaymentAnnounced("F-1", announced_on=after_due(2), expected_on=after_due(5)),
        ClaimWaived("F-1", component="costs", waived_on=after_due(3)),
        WriteOff("W-1", client="ACME", amount=eur(1), written_off_on=after_due(6), writes_off="F-1"),
        WriteOff(
            "W-2",
            client="ACME",
            amount=eur(2),
            written_off_on=after_due(7),
            writes_off="F-1",
            nature=WriteOffNature.REMISSION,
        ),
        CourtStep("F-1", kind=CourtStepKind.GRACE, taken_on=after_due(8), until=after_due(9), reference="RG 26/1"),
    )
    for locale, expected in (
        (
            "fr",
            [
                "Relances suspendues (congés, jusqu'au 4 mai 2026)",
                "Règlement annoncé pour le 5 mai 2026, non reçu : la totalité",
                "Renonciation : frais de recouvrement, la totalité",
                "Passage en perte W-1 : 1,00 €, qui restent dus",
                "Remise de dette W-2 : 2,00 €",
                "Délai de grâce, RG 26/1 (jusqu'au 9 mai 2026)",
            ],
        ),
        (
            "en",
            [
                "Chase put on hold (congés, until May 4, 2026)",
                "Payment announced for May 5, 2026, not received: the whole amount",
                "Waived: recovery costs, the whole amount",
                "Written off as a loss W-1: €1.00, which remains owed",
                "Remission W-2: €2.00",
                "Period of grace, RG 26/1 (until May 9, 2026)",
            ],
        ),
    ):
        told = [row[1] for row in rows(write_chronology(trace_debts(account(20, *facts)), locale, options=PLAIN))]
        assert told[2:] == expected


def test_a_chronology_in_a_language_of_yours_is_all_in_it() -> None:
    """What a standard codes has its words in the catalog, as the rest; nothing falls back to English."""
    texts = {key: f"‹{text if isinstance(text, str) else text[-1]}›" for key, text in POLISH.texts.items()}
    options = NoticeOptions(catalog=Catalog("pl", texts, plurals=POLISH.plurals))
    told = {row[1] for row in rows(write_chronology(trace_debts(account()), "pl", options=options))}
    assert any("‹PL approved›" in fact for fact in told)
    assert any("‹PL wrong quantity›" in fact for fact in told)
    assert all(fact.startswith("‹") for fact in told)


def test_a_file_lists_its_papers_and_asks_for_the_rest() -> None:
    """The papers by number, a sentence for each that is missing, one for each that is at odds, then the chronology."""
    held = (
        HeldExhibit(Exhibit.CONTRACT, "Devis", about=["F-1"], dated_on=date(2026, 1, 5)),
        HeldExhibit(Exhibit.INVOICE, "Copie", about=["F-1"], amount=eur(900)),
        HeldExhibit(Exhibit.DELIVERY, "Autre", about=["F-9"]),
    )
    dossier = assemble_dossier(account(), find_procedure("fr.payment_order"), held=held, creditor=CREDITOR)
    sheet = write_dossier(dossier, "fr", options=PLAIN)
    assert rows(sheet) == [
        ("1", "Devis", "la commande ou le contrat", "5 janvier 2026"),
        ("2", "Copie", "la facture", ""),
    ]
    text = render_text(sheet)
    for told in (
        "1 créance, 600,00 € restant dus",
        "bon de livraison signé ou le procès-verbal de réception de la facture F-1",
        "extrait Kbis",
        "Copie : indique 900,00 €, les comptes 1 000,00 €",
        "- Autre",
        "Échéance : 1 000,00 € à payer",
    ):
        assert told in text, told
    assert ask_for(dossier.missing[0], "en") == (
        "Please add an extract of the register, or what identifies the debtor."
    )
    small = assemble_dossier(account(), StageKind.COURTEOUS, held=[HeldExhibit(Exhibit.INVOICE, "F-1")])
    assert "The file is complete." in render_text(write_dossier(small, "en"))


def test_each_line_of_a_statement_of_claim_can_be_worked_out_again() -> None:
    """1000 × 12.15 % × 35 / 365 = 11.65 goes to interest first; then 611.65 for 26 days, and at 12.40 % for 29."""
    claim = state_claim(account(90, invoice(), payment("P-1", 400, after_due(35), "F-1")), creditor=CREDITOR)
    sheet = write_claim(claim, CREDITOR, locale="en", options=PLAIN)
    found = [(row[3], row[4]) for row in rows(sheet) if row[3]]
    assert found == [
        ("€1,000.00 × 12.15% × 35 / 365", "€11.65"),
        ("€611.65 × 12.15% × 26 / 365", "€5.29"),
        ("€611.65 × 12.40% × 29 / 365", "€6.03"),
    ]
    for worked, amount in found:
        base, rate, days = re.findall(r"[\d.]+", worked.replace(",", ""))[:3]
        exact = Fraction(base) * Fraction(rate) / 100 * int(days) / 365
        assert abs(exact - Fraction(amount.removeprefix("€"))) < Fraction(1, 100)
    paid = [(row[0], row[4]) for row in rows(sheet) if row[0].startswith("Payment")]
    assert paid == [
        ("Payment P-1, on: Late-payment interest", "-€11.65"),
        ("Payment P-1, on: Principal", "-€388.35"),
    ]
    assert rows(sheet, 1) == [
        ("Principal", "€611.65"),
        ("Late-payment interest", "€11.32"),
        ("Fixed compensation", "€40.00"),
        ("Total", "€662.97"),
    ]
    text = render_text(sheet)
    for told in ("Payments settle interest before principal.", "A year has 365 days.", "C. com. L441-10 II", "SIREN"):
        assert told in text, told
    french = render_text(write_claim(claim, CREDITOR, locale="fr", options=PLAIN))
    assert "611,65 € × 12,40 % × 29 / 365" in french


def test_a_provisional_statement_of_claim_says_so_or_is_refused() -> None:
    """The rate of 2027 is not verified; and what is disputed is told."""
    disputed = Dispute("F-1", amount=eur(100), opened_on=after_due(5), reason="quality")
    claim = state_claim(account(300, invoice(), disputed), creditor=CREDITOR)
    with pytest.raises(ProvisionalError):
        write_claim(claim, CREDITOR, locale="en")
    text = render_text(write_claim(claim, CREDITOR, locale="en", provisional=True, options=PLAIN))
    assert "Provisional amounts" in text
    assert "€100.00 of it is disputed" in text


def test_every_convention_has_its_sentence() -> None:
    """Those of the page of penalties, by name and value."""
    names = {key.removeprefix("convention.") for key in FRENCH.texts if key.startswith("convention.")}
    claim = state_claim(account(), creditor=CREDITOR)
    assert {f"{name}.{value}" for name, value in claim.conventions} <= names


def test_a_debt_and_a_claim_are_drawn_and_stand_in_a_page() -> None:
    """The description says all of it in words; in plain text it stands in place of the picture."""
    debt = draw_debt(trace_debts(account()), "fr")
    claims = [state_claim(account(day, invoice()), creditor=CREDITOR) for day in (60, 30)]
    course = draw_claim(claims, "en")
    # 1000 × 12.15 % × 30 / 365 = 9.99, × 60 = 19.97, and 40 EUR.
    assert course.description.replace("\u202f", " ") == "May 30, 2026: €1,049.99. June 29, 2026: €1,059.97."
    assert "Litige" in debt.description
    sheet = write_claim(claims[0], CREDITOR, locale="en").with_annex(debt, course)
    page, text = render_html(sheet), render_text(sheet)
    assert page.count("<svg") == page.count("<figure>") == 2
    assert len(set(re.findall(r' id="([^"]+)"', page))) == 4
    assert "<b>" not in page
    assert "<script" not in page
    assert course.description in text
    assert isinstance(sheet.annex[-1], Picture)
    assert draw_debt(trace_debts(account()), "fr") == debt


def test_of_several_debts_a_fact_says_whose_it_is() -> None:
    """The debt stands after the fact, but not where the fact is about all of them."""
    facts = (invoice(), invoice("F-2", 50), sent("courteous", after_due(3), "F-1", "F-2"))
    texts = [mark.text for mark in draw_debt(trace_debts(account(5, *facts)), "en").marks]
    assert texts[0] == "Invoice issued: €1,000.00 – F-1"
    assert texts[1] == "Invoice issued: €50.00 – F-2"
    assert texts[-1] == "Sent: courteous notice, by e-mail"


def test_the_longest_note_can_be_drawn() -> None:
    """A note as long as any may be is cut in the picture, and the rest of the fact with it."""
    note = ContactMade("F-1", outcome=ContactOutcome.REACHED, made_on=after_due(3), note="x" * 20_000)
    picture = draw_debt(trace_debts(account(5, invoice(), note)), "en")
    assert len(picture.marks[-1].text) == 20_000
    assert picture.marks[-1].text.endswith("x…")
    assert str(picture.markup).count("…") == 3


def test_wrong_pictures_are_refused() -> None:
    """No statement, two of one day, nine of them, two currencies; a language without words."""
    claim = state_claim(account(30, invoice()), creditor=CREDITOR)
    for wrong in (
        [],
        [claim, claim],
        [state_claim(account(day, invoice()), creditor=CREDITOR) for day in range(1, 10)],
    ):
        with pytest.raises(InvalidValueError):
            draw_claim(wrong, "en")
    dollars = dc.Invoice(
        "F-7", client="ACME", amount=dc.Money(5, "USD"), issued_on=date(2026, 3, 1), due_on=after_due(0)
    )
    with pytest.raises(CurrencyMismatchError):
        draw_claim([state_claim(account(30, invoice(), dollars), creditor=CREDITOR)], "en")
    with pytest.raises(MissingTranslation):
        draw_debt(trace_debts(account()), "pl")
