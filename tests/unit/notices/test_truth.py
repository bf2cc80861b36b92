"""A notice says nothing that its decision does not support: no sum that was given up, no step that will not come."""

import re
from collections.abc import Iterator

import attrs
import pytest

import dunning_core as dc
from dunning_core.documents import CreditNature, PaymentMeans
from dunning_core.dunning import DunningPolicy
from dunning_core.dunning.presets import FR_B2B_STANDARD, FR_CONSUMER, FR_PUBLIC_BUYER, UK_STATUTORY
from dunning_core.events import Channel, ClaimWaived, NoticeSent, PaymentAnnounced, PromiseToPay, StageKind
from dunning_core.law import Rate
from dunning_core.notices import Formality, NoticeOptions, Spaces, Table, draft_call_sheet, render_text
from tests.books import ACCOUNTING, ACME, CREDITOR, DUE, OFFICE, after_due, eur, invoice, payment, sent
from tests.unit.notices.drafts import STAGES, draft, plan

PLAIN = NoticeOptions(spaces=Spaces.PLAIN)
LONDON = dc.Creditor("Valcourt Ltd", country="GB", address="1 High Street\nLondon", iban="GB33BUKB20201555555555")


def history(policy: DunningPolicy, stage: str, *ids: str) -> Iterator[NoticeSent]:
    """The notices of a policy before a stage, each on its day."""
    for known in policy.stages:
        if known.name == stage:
            return
        if known.kind > StageKind.BEFORE_DUE:
            yield NoticeSent(
                client="ACME",
                stage=known.name,
                kind=known.kind,
                receivables=ids or ("F-1",),
                channel=known.channel,
                sent_on=after_due(known.delay_days),
            )


def write(
    policy: DunningPolicy,
    stage: str,
    *facts: object,
    client: dc.Client = ACME,
    creditor: dc.Creditor = CREDITOR,
    locale: str = "fr",
) -> dc.Notice:
    """The notice of a stage of a policy about F-1, or about whatever the facts say."""
    own = next(known for known in policy.stages if known.name == stage)
    ids = [fact.number for fact in facts if isinstance(fact, dc.Invoice)]
    ledger = dc.Ledger.of(client, *(facts or (invoice(),)), *history(policy, stage, *ids))  # type: ignore[arg-type]
    [action] = dc.run_dunning(ledger, after_due(own.delay_days), policy, creditor=creditor).actions
    assert action.stage.name == stage
    return dc.draft_notice(action, creditor, locale=locale, options=PLAIN)


def pounds(number: str, amount: str) -> dc.Invoice:
    issued_on = invoice().issued_on
    return dc.Invoice(number, client="ACME", amount=dc.Money(amount, "GBP"), issued_on=issued_on, due_on=DUE)


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_debt_in_another_currency_is_asked_for_whole(locale: str) -> None:
    """A formal notice asks for the pounds with their interest, and for the 40 EUR: no sum is left out of the demand."""
    notice = draft("formal_notice", pounds("F-1", "3275.00"), locale=locale, options=PLAIN)
    # 3,275.00 at 12.15 % over thirty days: 3275 × 0.1215 × 30 / 365 = 32.705.
    assert notice.totals == (
        ("principal", dc.Money("3275.00", "GBP")),
        ("interest", dc.Money("32.71", "GBP")),
        ("compensation", eur(40)),
        ("total", dc.Money("3307.71", "GBP")),
        ("total", eur(40)),
    )
    assert notice.asked == dc.Money("3307.71", "GBP")
    demand, cell = {
        "fr": ("de nous payer 3 307,71 £GB et 40,00 € au titre", "32,71 £GB et 40,00 €"),
        "en": ("to pay us £3,307.71 and €40.00 for", "£32.71 and €40.00"),
    }[locale]
    assert demand in notice.body
    assert cell in notice.body
    assert demand.partition("payer ")[2].partition(" au")[0] in render_text(
        draft_call_sheet(plan("formal_notice", pounds("F-1", "3275.00")), CREDITOR, locale=locale, options=PLAIN)
    )


def test_each_rate_and_each_fixed_sum_is_announced_for_its_invoices() -> None:
    """An agreed rate is announced for its invoice alone, and a sum by the size of the debt for each size."""
    agreed = attrs.evolve(invoice("F-2", 500), agreed_rate=Rate.percent("9"))
    body = write(FR_B2B_STANDARD, "firm", invoice(), agreed).body
    assert "au taux actuel de 12,15 % l'an pour F-1 (" in body
    assert "au taux actuel de 9,00 % l'an pour F-2 (" in body
    assert "une indemnité forfaitaire de 40,00 € par facture (C. com. D441-5)" in body
    client = dc.Client.business("ACME", name="Acme Ltd", country="GB", contacts=ACME.contacts, language="en")
    facts = (pounds("F-1", "800.00"), pounds("F-2", "12000.00"))
    body = write(UK_STATUTORY, "firm", *facts, client=client, creditor=LONDON, locale="en").body
    assert "interest at the current rate of 11.75% a year (" in body
    assert "£40.00 per invoice for F-1 (" in body
    assert "£100.00 per invoice for F-2 (" in body


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_what_was_given_up_is_neither_announced_nor_grounded(locale: str) -> None:
    """A compensation that was waived is not announced later, and a claim without it does not cite its article."""
    waived = ClaimWaived("F-1", component="compensation", waived_on=after_due(4))
    firm = write(FR_B2B_STANDARD, "firm", invoice(), waived, locale=locale)
    assert "D441-5" not in render_text(firm)
    assert "L441-10" in firm.body
    last = write(FR_B2B_STANDARD, "last", invoice(), waived, locale=locale)
    assert "D441-5" not in render_text(last)
    assert any("L441-10" in mention for mention in last.mentions)
    interest = ClaimWaived("F-1", component="interest", waived_on=after_due(17))
    bare = write(FR_B2B_STANDARD, "last", invoice(), waived, interest, locale=locale)
    assert not re.search("L441|D441|0,00|€0.00", render_text(bare).replace("1 000,00", "").replace("€1,000.00", ""))


def test_a_promise_says_what_came_of_it() -> None:
    """What was promised, and that nothing, or only a part of it, had come by its day; the newest word is told."""
    promise = PromiseToPay("F-1", amount=eur(600), promised_on=after_due(11), pay_on=after_due(14))
    assert "Vous nous aviez annoncé 600,00 € pour le 14 mai 2026 ; rien ne nous est parvenu à cette date." in (
        write(FR_B2B_STANDARD, "last", invoice(), promise).body
    )
    part = payment("P-1", 200, after_due(13), "F-1")
    assert "pour le 14 mai 2026 ; à cette date, nous n'avions reçu que 200,00 €." in (
        write(FR_B2B_STANDARD, "last", invoice(), promise, part).body
    )
    later = PaymentAnnounced("F-1", amount=eur(600), announced_on=after_due(13), expected_on=after_due(15))
    body = write(FR_B2B_STANDARD, "last", invoice(), promise, later).body
    assert "15 mai 2026 ; rien" in body
    assert "14 mai 2026" not in body


def test_without_interest_the_fixed_sum_alone_is_announced() -> None:
    """An agreed rate of zero announces no interest, and the sum that is due all the same."""
    free = attrs.evolve(invoice(), agreed_rate=Rate.percent("0"))
    body = write(FR_B2B_STANDARD, "firm", free).body
    assert "ouvre droit à une indemnité forfaitaire de 40,00 € par facture (C. com. D441-5), dont" in body
    assert "taux" not in body


def test_what_is_not_asked_for_is_told() -> None:
    """The part that is promised stands apart, so that the table is understood."""
    promise = PromiseToPay("F-1", amount=eur(600), promised_on=after_due(11), pay_on=after_due(24))
    notice = write(FR_B2B_STANDARD, "last", invoice(), promise)
    assert notice.items[0].chased == eur(400)
    assert "La part dont vous avez annoncé le règlement, soit 600,00 €, n'est pas comprise" in notice.body


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_set_off_is_no_receipt(locale: str) -> None:
    """What was set off against a debt of ours is told as that, and not as money that came in."""
    own = dc.Payment(
        "OD-7",
        client="ACME",
        amount=eur(250),
        received_on=after_due(5),
        means=PaymentMeans.SET_OFF,
        designates=("F-1",),
    )
    body = write(FR_B2B_STANDARD, "last", invoice(), own, locale=locale).body
    told = {
        "fr": "250,00 € ont été déduits par compensation (OD-7)",
        "en": "€250.00 has been deducted by set-off (OD-7)",
    }
    assert told[locale] in body
    assert not re.search("Nous avons reçu 250|We received", body)


@pytest.mark.parametrize("nature", CreditNature)
def test_what_reduced_the_debt_is_told(nature: CreditNature) -> None:
    """A credit note is named with its amount; of a payment over two invoices, the part that was put on this one."""
    note = dc.CreditNote("A-1", client="ACME", amount=eur(250), issued_on=after_due(5), corrects="F-1", nature=nature)
    assert "L'avoir A-1 a été déduit, soit 250,00 €." in write(FR_B2B_STANDARD, "last", invoice(), note).body
    both = payment("P-1", 1000, after_due(5), "F-9 F-1")
    paid = invoice("F-9", 700, due=after_due(-30))
    body = write(FR_B2B_STANDARD, "last", invoice(), paid, both).body
    assert "Nous avons reçu 300,00 € le 5 mai 2026 au titre de F-1, et" in body


def test_a_part_of_an_invoice_is_named_as_the_client_knows_it() -> None:
    """Of an invoice in three parts the text names the number and the part, and speaks of one invoice."""
    parts = tuple(dc.Installment(due_on=after_due(days), amount=eur(500)) for days in (0, 5, 35))
    split = dc.Invoice("F-1", client="ACME", amount=eur(1500), issued_on=DUE, installments=parts)
    history = [sent(stage, after_due(day), "F-1#1", "F-1#2") for stage, day in (("courteous", 8), ("firm", 15))]
    ledger = dc.Ledger.of(ACME, split, history)
    [action] = dc.run_dunning(ledger, after_due(25), FR_B2B_STANDARD, creditor=CREDITOR).actions
    for locale, words in (("fr", "La facture ci-dessous"), ("en", "The invoice below")):
        text = render_text(dc.draft_notice(action, CREDITOR, locale=locale, options=PLAIN))
        text += render_text(draft_call_sheet(action, CREDITOR, locale=locale, options=PLAIN))
        assert "#" not in text
        for part in ("F-1 (1/3)", "F-1 (2/3)", "F-1 (3/3)", words):
            assert part in text


def test_each_company_of_a_group_is_named() -> None:
    """One notice goes to the head office that pays, and its table says whose each debt is."""
    site = dc.Client.business("SITE", name="Acme Sud", country="FR", account="ACME", language="fr")
    owed = invoice("F-2", 500, client="SITE")
    history = [
        sent("courteous", after_due(3), "F-1"),
        attrs.evolve(sent("courteous", after_due(3), "F-2"), client="SITE"),
    ]
    ledger = dc.Ledger.of(ACME, site, invoice(), owed, history)
    [action] = dc.run_dunning(ledger, after_due(10), FR_B2B_STANDARD, creditor=CREDITOR).actions
    notice = dc.draft_notice(action, CREDITOR, locale="fr", options=PLAIN)
    table = next(piece for piece in notice.sheet.content if isinstance(piece, Table))
    assert table.header[:3] == ("Facture", "Client", "Émise le")
    assert [row[:2] for row in table.rows] == [("F-1", "Acme SARL"), ("F-2", "Acme Sud")]
    assert table.figures == (4, 5, 6)
    assert "Client" not in write(FR_B2B_STANDARD, "firm").body


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_debt_below_the_stage_of_its_notice_is_only_reminded(locale: str) -> None:
    """The subject names the invoices at the stage; for another, in the same notice, the text says that it reminds."""
    facts = (invoice(), invoice("F-3", 80))
    history = [sent(stage, after_due(day), "F-1") for stage, day in (("courteous", 3), ("firm", 10), ("last", 17))]
    ledger = dc.Ledger.of(ACME, *facts, history)
    [action] = dc.run_dunning(ledger, after_due(30), FR_B2B_STANDARD, creditor=CREDITOR).actions
    notice = dc.draft_notice(action, CREDITOR, locale=locale, options=PLAIN)
    assert [event.receivables for event in action.sent(after_due(30))] == [("F-3",), ("F-1",)]
    assert "F-3" not in notice.subject
    told = {"fr": "Pour la facture F-3, comprise dans la somme", "en": "For invoice F-3, included in the sum"}[locale]
    assert told in notice.body
    assert told.replace("F-3", "F-1") not in notice.body


def test_a_policy_without_a_formal_notice_announces_none() -> None:
    """Its last reminder says that recovery goes on; the standard policy announces the formal notice that it has."""
    short = attrs.evolve(FR_B2B_STANDARD, stages=FR_B2B_STANDARD.stages[:4])
    for locale, word in (("fr", "mise en demeure"), ("en", "formal notice")):
        assert word not in render_text(write(short, "last", locale=locale))
        notice = write(FR_B2B_STANDARD, "last", locale=locale)
        assert word in notice.subject
        assert word in notice.body


def test_a_period_runs_from_the_presentation_of_registered_post_only() -> None:
    """By ordinary post there is no presentation: the period runs from the day of the notice to the one it sets."""
    client = dc.Client.business("ACME", name="Acme Ltd", country="GB", contacts=ACME.contacts, language="en")
    facts = (pounds("F-1", "800.00"),)
    notice = write(UK_STATUTORY, "letter_before_action", *facts, client=client, creditor=LONDON, locale="en")
    assert "within 14 days of today." in notice.body
    assert "Please pay by June 13, 2026." in notice.body
    assert "presentation" not in notice.body
    assert "8 jours à compter de la présentation" in write(FR_B2B_STANDARD, "formal_notice").body


def test_what_follows_is_what_the_law_of_the_debtor_allows() -> None:
    """Legal interest runs for a consumer from the notice on; a bailiff has no hold on a public buyer."""
    jeanne = dc.Client.consumer("ACME", name="Jeanne Roy", country="FR", contacts=(ACCOUNTING,), language="fr")
    consumer = write(FR_CONSUMER, "formal_notice", client=jeanne).body
    assert "porte intérêt au taux légal (articles 1231-6 et 1344-1 du code civil)" in consumer
    assert "indemnité" not in consumer
    city = dc.Client.public_body("ACME", name="Ville", country="FR", contacts=(ACCOUNTING, OFFICE), language="fr")
    public = write(FR_PUBLIC_BUYER, "formal_notice", client=city)
    assert "commissaire" not in public.body
    assert "la juridiction compétente" in public.body
    assert "Intérêts de retard : CCP R2192-31" in public.mentions


@pytest.mark.parametrize("formality", Formality)
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_nobody_is_threatened_before_the_firm_notice(locale: str, formality: Formality) -> None:
    """Before it there is no word of what follows, of penalties or of the law."""
    threats = (
        r"mise en demeure|recouvrement|justice|pénalit|indemnit|intérêts|formal notice|recovery|\bcourt\b|penalt|law\b"
    )
    for stage in ("reminder", "courteous"):
        options = NoticeOptions(spaces=Spaces.PLAIN, formality=formality)
        assert not re.search(threats, render_text(draft(stage, locale=locale, options=options)), re.IGNORECASE)


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("stage", STAGES)
def test_a_part_paid_invoice_is_not_called_unpaid(stage: str, locale: str) -> None:
    """What was partly paid is told as such, and the opening says that it is not settled, never that nothing came."""
    if stage == "reminder":
        return
    notice = draft(stage, invoice(), payment("P-1", 300, after_due(1), "F-1"), locale=locale, options=PLAIN)
    opening = str(notice.sheet.content[1])
    assert not re.search(r"impayée|unpaid|ne nous est pas|not received", opening)
    assert ("300,00 €" if locale == "fr" else "€300.00") in notice.body


def test_days_late_are_not_shown_before_the_due_day() -> None:
    """A reminder has no column of zeros."""
    assert "Retard" not in draft("reminder").body
    assert "Retard (j)" in draft("courteous").body


def test_the_action_of_a_file_that_is_handed_over_is_no_text() -> None:
    """Whatever the kind of a stage, what goes by hand over tells the client nothing, and the run skips it."""
    stages = [
        attrs.evolve(stage, channel=Channel.HANDOVER, fallback_channel=None) if stage.name == "last" else stage
        for stage in FR_B2B_STANDARD.stages
    ]
    policy = attrs.evolve(FR_B2B_STANDARD, stages=stages)
    ledger = dc.Ledger.of(ACME, invoice(), *history(policy, "last"))
    run = dc.run_dunning(ledger, after_due(17), policy, creditor=CREDITOR)
    assert [action.channel for action in run.actions] == [Channel.HANDOVER]
    assert (len(run.notices()), len(run.call_sheets()), run.notices().problems) == (0, 0, ())
    with pytest.raises(dc.DunningError):
        dc.draft_notice(run.actions[0], CREDITOR)
