"""Messages that no stage asks for say what is on record, and are refused where it is not."""

import itertools
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.analysis import AccountForm, state_account
from dunning_core.documents import WriteOff, WriteOffNature
from dunning_core.dunning import (
    CustomInstallments,
    DeferredDays,
    EqualInstallments,
    PlanProposal,
    PlanTerms,
    Schedule,
    SettlementTerms,
    offer_settlement,
    propose_plan,
)
from dunning_core.errors import DunningError, InvalidValueError, WrongTypeError
from dunning_core.events import Dispute, Insolvency, PlanInstallment, PromiseToPay
from dunning_core.notices import (
    Formality,
    Message,
    NoticeOptions,
    Representative,
    Spaces,
    Table,
    acknowledge_promise,
    declare_claim,
    render_html,
    render_text,
    thank_payer,
    write_offer,
    write_plan,
    write_statement,
)
from dunning_core.parties import Contact
from dunning_core.penalties import state_claim
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, lettered, payment

TAGS = "html head title body main header footer p br h1 h2 ul li table caption thead tbody tr th td section div"
KNOWN_TAGS = {f"<{end}{tag}" for end in ("", "/") for tag in TAGS.split()} | {"<!DOCTYPE", "<meta"}
PLAIN = NoticeOptions(spaces=Spaces.PLAIN)
INFORMAL = NoticeOptions(spaces=Spaces.PLAIN, formality=Formality.INFORMAL)
MARTIN = Representative(
    Contact("Me Martin", address="3 rue du Palais\n75001 Paris"), court="Tribunal de commerce", reference="2026J1"
)
PROMISE = PromiseToPay("F-1", amount=eur(600), promised_on=after_due(4), pay_on=after_due(10))
DEBTS = (invoice(), invoice("F-2", 50))


def thanks(locale: str, options: NoticeOptions) -> Message:
    items = lettered(after_due(30), *DEBTS, payment("P-1", 1050, after_due(12), "F-1 F-2")).receivables
    return thank_payer(items, CREDITOR, locale=locale, options=options)


def promised(locale: str, options: NoticeOptions) -> Message:
    [item] = lettered(after_due(5), invoice(), PROMISE).receivables
    return acknowledge_promise(item, CREDITOR, locale=locale, options=options)


def proposed(schedule: Schedule, **terms: Any) -> PlanProposal:
    items = lettered(after_due(5), *DEBTS).receivables
    return propose_plan(items, id="PL-1", schedule=schedule, terms=PlanTerms(**terms), creditor=CREDITOR)


HALVES = CustomInstallments(
    (PlanInstallment(after_due(10), eur(525)), PlanInstallment(after_due(40), eur(525))),
)


def plan(locale: str, options: NoticeOptions) -> Message:
    proposal = proposed(HALVES, tolerance_days=3, accelerates=True)
    return write_plan(proposal, CREDITOR, locale=locale, options=options)


HALVES_OF_1000 = EqualInstallments(2, after_due(10))


def offered(locale: str, options: NoticeOptions) -> Message:
    items = lettered(after_due(5), *DEBTS).receivables
    terms = SettlementTerms(pay_on=after_due(15), rebate=eur(50), waives=("interest", "compensation"))
    offer = offer_settlement(items, id="OF-1", terms=terms, creditor=CREDITOR)
    return write_offer(offer, CREDITOR, locale=locale, options=options)


def declared(locale: str, options: NoticeOptions) -> Message:
    opened = Insolvency("ACME", opened_on=after_due(20), published_on=after_due(25))
    snapshot = lettered(after_due(30), *DEBTS, opened)
    claim = state_claim(snapshot.accounts[0], creditor=CREDITOR)
    return declare_claim(claim, CREDITOR, representative=MARTIN, locale=locale, options=options)


def stated(locale: str, options: NoticeOptions) -> Message:
    snapshot = lettered(after_due(30), *DEBTS, payment("P-1", 400, after_due(5), "VIR F-1"))
    [statement] = state_account(snapshot, "ACME", since=after_due(2))
    return write_statement(statement, CREDITOR, locale=locale, options=options)


WRITERS: dict[str, Callable[[str, NoticeOptions], Message]] = {
    "thanks": thanks,
    "promise": promised,
    "plan": plan,
    "offer": offered,
    "insolvency": declared,
    "statement": stated,
}
FACTS = {
    "thanks": ("F-1", "F-2", "12 mai 2026", "réglées"),
    "promise": ("4 mai 2026", "600,00 €", "10 mai 2026", "30 avril 2026", "prenons acte"),
    "plan": (
        "1 050,00 €",
        "2 versements",
        "525,00 €",
        "9 juin 2026",
        "bon pour accord",
        "3 jours",
        "immédiatement exigible",
        "continuent de courir",
    ),
    "offer": ("1 000,00 €", "15 mai 2026", "50,00 €", "Intérêts de retard : 5,24 €", "rien n'est abandonné"),
    # 19 days to the eve of the opening: 1050 × 0.1215 × 19 / 365 = 6.64, and 40 EUR for each of two invoices.
    "insolvency": (
        "20 mai 2026",
        "Me Martin",
        "Tribunal de commerce",
        "2026J1",
        "1 050,00 €",
        "6,64 €",
        "80,00 €",
        "1 136,64 €",
        "chirographaire",
        "recommandée",
        "Facture F-2",
        "veille du jugement",
    ),
    "statement": ("2 mai 2026", "30 mai 2026", "Solde antérieur", "1 050,00 €", "400,00 €", "650,00 €", "nous est dû"),
}


@pytest.mark.parametrize("kind", WRITERS)
def test_each_says_its_facts(kind: str) -> None:
    """The days and amounts on record stand in the text, with who writes to whom and when."""
    message = WRITERS[kind]("fr", PLAIN)
    text = render_text(message)
    assert message.kind.value == kind
    for part in (*FACTS[kind], "Valcourt SAS", "14 rue des Copeaux", "SIREN 123456782"):
        assert part in text, part
    assert re.search(r"^Le \d+ mai 2026$", text, flags=re.MULTILINE)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("locale", ["fr", "en_GB"])
@pytest.mark.parametrize("options", [PLAIN, INFORMAL], ids=["formal", "informal"])
def test_each_is_whole_in_both_languages_and_tones(kind: str, locale: str, options: NoticeOptions) -> None:
    """One line of subject, no hole, the same page; vous and tu are never mixed."""
    message = WRITERS[kind](locale, options)
    text, page = render_text(message), render_html(message)
    assert "\n" not in message.subject
    assert not re.search(r"[{}]|None", text)
    assert message.locale == locale
    assert page.count("<h1>") == 1
    assert "<caption>" in page or kind == "promise"
    if locale == "fr" and options is INFORMAL and kind != "insolvency":
        assert not re.search(r"\b(vous|votre|vos)\b", message.body)
    if locale == "fr" and (options is PLAIN or kind == "insolvency"):
        assert not re.search(r"\b(tu|ton|ta|tes|toi|te)\b", message.body)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_key_is_that_of_the_facts(kind: str) -> None:
    """The same message has one key in any language and tone; no two messages share one."""
    key = WRITERS[kind]("fr", PLAIN).key
    assert key == WRITERS[kind]("en", INFORMAL).key
    assert [name for name in WRITERS if WRITERS[name]("fr", PLAIN).key == key] == [kind]


def test_what_is_open_or_was_only_credited_is_not_thanked_for() -> None:
    """Thanks need a payment, and nothing left."""
    for facts in (
        (payment("P-1", 999, after_due(2), "F-1"),),
        (dc.CreditNote("A-1", client="ACME", amount=eur(1000), issued_on=after_due(2), corrects="F-1"),),
    ):
        items = lettered(after_due(5), invoice(), *facts).receivables
        with pytest.raises(InvalidValueError) as refused:
            thank_payer(items, CREDITOR)
        assert refused.value.kind == "not_settled"
    with pytest.raises(InvalidValueError):
        thank_payer((), CREDITOR)
    other = dc.Client.business("BOB", name="Bob", country="FR")
    both = dc.Ledger.of(ACME, other, invoice(), invoice("G-1", client="BOB")).as_of(after_due(5)).receivables
    with pytest.raises(InvalidValueError) as refused:
        thank_payer(both, CREDITOR)
    assert refused.value.kind == "several_clients"


def test_only_a_running_promise_is_acknowledged() -> None:
    """The day after its last one a promise is no longer noted; without one there is nothing to note."""
    [last] = lettered(after_due(10), invoice(), PROMISE).receivables
    assert "600" in acknowledge_promise(last, CREDITOR).body
    for day, facts in ((after_due(11), (PROMISE,)), (after_due(5), ())):
        [item] = lettered(day, invoice(), *facts).receivables
        with pytest.raises(InvalidValueError) as refused:
            acknowledge_promise(item, CREDITOR)
        assert refused.value.kind == "no_promise"


def test_a_plan_tells_its_interest_and_its_clause() -> None:
    """1,050 late by 5 days, then 525 from the tenth day to the fortieth, at 12.15 %: 1.66 and 0.08, then 8.74.

    By debt: F-1 bears 1000 × 10 days and 475 × 30 days, 8.0723; F-2 bears 50 × 40 days, 0.6658. By hand in days and
    euros: 24,250 and 2,000, times 12.15 % over 365.
    """
    body = write_plan(proposed(HALVES, accelerates=True, notice_days=15), CREDITOR, locale="en", options=PLAIN).body
    assert "it comes to €1.74; if each installment is paid on its day, it will come to €8.74 on June 9, 2026" in body
    assert "still unpaid 15 days after a formal notice" in body
    assert "counts as paid on time" not in body
    french = write_plan(proposed(HALVES, accelerates=True, notice_days=1), CREDITOR, locale="fr", options=PLAIN).body
    assert "dans le délai de 1 jour qui suit" in french


def test_a_plan_that_waives_interest_says_from_when_and_when_the_waiver_lapses() -> None:
    """What has accrued stays due; without a clause nothing is due at once."""
    mild = proposed(HALVES, waives_interest=True, valid_until=after_due(8))
    body = write_plan(mild, CREDITOR, locale="fr", options=PLAIN).body
    assert "renonçons aux intérêts de retard à compter du jour de votre accord" in body
    # Five days: 1000 and 50 at 12.15 %, 1.66 and 0.08. The agreement may come later: its eve is what counts.
    assert "jusqu'à la veille restent dus ; au 5 mai 2026, ils s'élèvent à 1,74 €. Cet abandon tombe" in body
    assert "indemnité forfaitaire pour frais de recouvrement, soit 80,00 €, qui reste due" in body
    assert "au 8 mai 2026 inclus" in body
    assert "exigible" not in body
    assert "Intérêts courus" not in body


def test_a_plan_of_a_consumer_names_no_fixed_sum_and_no_interest_yet() -> None:
    """Neither is due before a formal notice, and the text invents none."""
    person = dc.Client.consumer("ACME", name="Mme Roux", country="FR", language="fr")
    items = dc.Ledger.of(person, *DEBTS).as_of(after_due(5)).lettered().open_items
    for waives in (False, True):
        terms = PlanTerms(waives_interest=waives)
        plan = propose_plan(items, id="P", schedule=HALVES, terms=terms, creditor=CREDITOR)
        body = write_plan(plan, CREDITOR, options=PLAIN).body
        assert "forfaitaire" not in body
        assert "s'élèvent" not in body
        assert ("renonçons" in body) is waives


def test_one_installment_is_a_new_day_to_pay_by() -> None:
    """A due day put off is no plan of installments, and is called what it is; the due date does not change."""
    message = write_plan(proposed(DeferredDays(30)), CREDITOR, locale="fr", options=PLAIN)
    assert message.subject == "Proposition de report au 30 mai 2026 du règlement de 1 050,00 €"
    assert "au plus tard le 30 mai 2026" in message.body
    assert "Les échéances des factures ne changent pas." in message.body
    assert "te proposons" in write_plan(proposed(DeferredDays(30)), CREDITOR, locale="fr", options=INFORMAL).body


def test_a_part_is_named_and_a_day_that_is_not_known_stays_blank() -> None:
    """The client knows his invoice, and retention money has no due day yet, in a proposal as in an offer."""
    parts = (
        dc.Installment(due_on=DUE, amount=eur(900)),
        dc.Installment(due_on=None, amount=eur(100), is_retention=True),
    )
    split = dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=after_due(-60), installments=parts)
    items = lettered(after_due(5), split).open_items
    plan = propose_plan(items, id="P", schedule=HALVES_OF_1000, creditor=CREDITOR)
    offer = offer_settlement(
        items, id="O", terms=SettlementTerms(pay_on=after_due(9), rebate=eur(10)), creditor=CREDITOR
    )
    for message in (write_plan(plan, CREDITOR), write_offer(offer, CREDITOR)):
        table = next(piece for piece in message.sheet.content if isinstance(piece, Table))
        assert [row[:2] for row in table.rows] == [("F-1 (1/2)", "30 avril 2026"), ("F-1 (2/2)", "")]
        assert "2200" not in message.body


def test_interest_past_the_horizon_of_a_rate_is_an_indication() -> None:
    """A plan that goes into 2027 is written, and says so."""
    late = proposed(EqualInstallments(9, date(2026, 6, 1)))
    assert "it is an indication" in write_plan(late, CREDITOR, locale="en", options=PLAIN).body


def test_an_offer_says_what_is_given_up_and_only_then() -> None:
    """50 over 1,000 and 50: 47.62 and 2.38; 15 days of interest on 1,050 and twice 40 EUR."""
    body = offered("en", PLAIN).body
    assert "If €1,000.00 reaches us by May 15, 2026 for the debts below, we give up €50.00" in body
    for told in (
        "€47.62",
        "€2.38",
        "Late-payment interest: €5.24",
        "Fixed compensation: €80.00",
        "nothing is given up",
    ):
        assert told in body
    items = lettered(after_due(5), *DEBTS).receivables
    whole = SettlementTerms(pay_on=after_due(15), waives=("costs",))
    text = write_offer(offer_settlement(items, id="O", terms=whole, creditor=CREDITOR), CREDITOR, locale="fr").body
    assert "réglées en entier" in text
    assert "- Frais de recouvrement\n" in text
    assert "Remise" not in text


def test_only_what_arose_before_the_opening_is_declared() -> None:
    """A debt that no proceedings bar is not declared; a security is named when there is one."""
    claim = state_claim(lettered(after_due(30), invoice()).accounts[0], creditor=CREDITOR)
    with pytest.raises(InvalidValueError) as refused:
        declare_claim(claim, CREDITOR, representative=MARTIN)
    assert refused.value.kind == "not_barred"
    opened = Insolvency("ACME", opened_on=after_due(20))
    claim = state_claim(lettered(after_due(30), invoice(), opened).accounts[0], creditor=CREDITOR)
    secured = attrs.evolve(MARTIN, security="réserve de propriété", court=None, reference=None)
    text = render_text(declare_claim(claim, CREDITOR, representative=secured, locale="fr"))
    assert "réserve de propriété" in text
    assert "chirographaire" not in text
    with pytest.raises(DunningError):
        Representative("Me Martin")  # type: ignore[arg-type]


def test_the_balance_says_whose_it_is() -> None:
    """Owed to us, in favor of the client, or even; it is asked for only where it is owed."""
    cases = (
        (payment("P-1", 400, after_due(5), "F-1"), "nous est dû", True),
        (payment("P-1", 1200, after_due(5), "F-1"), "en votre faveur", False),
        (payment("P-1", 1000, after_due(5), "F-1"), "soldé", False),
    )
    for paid, words, asked in cases:
        for form in AccountForm:
            found = state_account(lettered(after_due(30), invoice(), paid), "ACME", form=form)
            for statement in found:
                message = write_statement(statement, CREDITOR, locale="fr", options=PLAIN)
                assert words in message.body
                assert [payment.iban for payment in message.payments] == [CREDITOR.iban] * asked
                assert [payment.reference for payment in message.payments] == [None] * asked


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_no_name_becomes_markup_in_any_of_them(name: str, court: str) -> None:
    """A client, a court and a reference of any text stand in statement, plan and declaration as they came in."""
    try:
        client = attrs.evolve(ACME, name=name)
        office = attrs.evolve(MARTIN, court=court)
    except DunningError:
        return
    opened = Insolvency("ACME", opened_on=after_due(20))
    paid = payment("P-1", 400, after_due(5), "F-1")
    snapshot = dc.Ledger.of(client, *DEBTS, paid, opened).as_of(after_due(30)).lettered()
    claim = state_claim(snapshot.accounts[0], creditor=CREDITOR)
    [statement] = state_account(snapshot, "ACME")
    texts = {
        "declaration": declare_claim(claim, CREDITOR, representative=office, locale="fr", options=PLAIN),
        "statement": write_statement(statement, CREDITOR, locale="fr", options=PLAIN),
    }
    # A name with letters written from right to left is isolated from what stands before it.
    assert re.search(f"Juridiction : \u2068?{re.escape(court)}", render_text(texts["declaration"]))
    for message in texts.values():
        assert name in render_text(message)
        tags = re.findall(r"<[^>]*>", re.sub(r"<style>.*?</style>", "", render_html(message), flags=re.DOTALL))
        assert {re.sub(r"[ >].*", "", tag, flags=re.DOTALL) for tag in tags} <= KNOWN_TAGS


def test_an_account_for_several_clients_says_whose_each_line_is() -> None:
    """A head office that pays for its sites reads the client of each line; an account of one client does not."""
    site = dc.Client.business("SITE", name="Acme Lyon", country="FR", account="ACME")
    ledger = dc.Ledger.of(ACME, site, invoice(), invoice("F-7", 70, client="SITE"))
    [statement] = state_account(ledger.as_of(after_due(5)).lettered(), "ACME", since=after_due(-60))
    shared = write_statement(statement, CREDITOR, locale="fr", options=PLAIN)
    [table] = [piece for piece in shared.sheet.content if isinstance(piece, Table)]
    assert table.header[3] == "Client"
    assert table.figures == (5, 6, 7)
    [early] = state_account(ledger.as_of(after_due(5)).lettered(), "ACME")
    [table] = [piece for piece in write_statement(early, CREDITOR).sheet.content if isinstance(piece, Table)]
    assert [row[3] for row in table.rows] == ["ACME", "SITE", ""]
    [own] = [piece for piece in stated("fr", PLAIN).sheet.content if isinstance(piece, Table)]
    assert "Client" not in own.header


def test_a_loss_is_not_read_as_a_remission() -> None:
    """It is an entry of our books, and the text says that the sum stays owed; a remission is called what it is."""
    loss = WriteOff("W-1", client="ACME", amount=eur(20), written_off_on=after_due(9), writes_off="F-1")
    given_up = attrs.evolve(loss, id="W-2", amount=eur(7), nature=WriteOffNature.REMISSION)
    for facts, words, absent in (
        ((loss,), ("Passage en perte", "20,00 € passés en perte ci-dessus", "cette somme reste due"), "Remise"),
        ((given_up,), ("Remise de dette",), "reste due"),
    ):
        [statement] = state_account(lettered(after_due(30), invoice(), *facts), "ACME")
        text = render_text(write_statement(statement, CREDITOR, locale="fr", options=PLAIN))
        assert all(word in text for word in words), text
        assert absent not in text
        assert "Abandon" not in text


def test_a_statement_says_the_figures_of_its_records() -> None:
    """Each line has its amount on its side and the balance after it; the last row is the closing balance."""
    facts = (*DEBTS, payment("P-1", 400, after_due(5), "F-1"), payment("P-2", 9, after_due(6), "?"))
    for form, since in itertools.product(AccountForm, (None, after_due(2))):
        [statement] = state_account(lettered(after_due(30), *facts), "ACME", form=form, since=since)
        message = write_statement(statement, CREDITOR, locale="en", options=PLAIN)
        [table] = [piece for piece in message.sheet.content if isinstance(piece, Table)]
        carried = 0 if since is None else 1
        told = [[cell.replace("€", "").replace(",", "") for cell in row[-3:]] for row in table.rows]
        records = [
            ["" if record[side] is None else str(record[side]) for side in ("debit", "credit", "balance")]
            for record in statement.to_records()
        ]
        assert told[carried:-1] == records
        assert told[-1] == ["", "", str(statement.closing.amount)]
        if carried:
            assert told[0][-1] == str(statement.opening.amount)
        is_open = form is AccountForm.OPEN_ITEMS
        assert ("what is open" if is_open else "the statement") in message.body
        assert ("Still open from before" in message.body) is (is_open and carried == 1)


def test_an_empty_locale_is_no_locale() -> None:
    """None takes the language of the client; a text that is no code is refused, and so is a blank one."""
    [statement] = state_account(lettered(after_due(5), invoice()), "ACME")
    assert write_statement(statement, CREDITOR, locale=None).locale == "fr"
    for locale in ("", "  ", "fr FR", "français"):
        with pytest.raises(InvalidValueError) as refused:
            write_statement(statement, CREDITOR, locale=locale)
        assert refused.value.field == "locale"


def test_wrong_use_is_told_by_name() -> None:
    """What is not the value asked for is refused before anything is written."""
    calls: tuple[Callable[[], object], ...] = (
        lambda: thank_payer(["F-1"], CREDITOR),  # type: ignore[list-item]
        lambda: acknowledge_promise("F-1", CREDITOR),  # type: ignore[arg-type]
        lambda: write_plan("PL-1", CREDITOR),  # type: ignore[arg-type]
        lambda: write_offer("OF-1", CREDITOR),  # type: ignore[arg-type]
        lambda: declare_claim("claim", CREDITOR, representative=MARTIN),  # type: ignore[arg-type]
        lambda: write_statement("statement", CREDITOR),  # type: ignore[arg-type]
    )
    for call in calls:
        with pytest.raises(WrongTypeError):
            call()
    [item] = lettered(after_due(5), invoice(), PROMISE).receivables
    with pytest.raises(WrongTypeError):
        acknowledge_promise(item, "Valcourt")  # type: ignore[arg-type]


def test_the_language_is_that_of_the_client() -> None:
    """Without a locale a message is written as notices are; a free text of the debtor stays as it is."""
    [item] = lettered(
        after_due(5), invoice(), PROMISE, Dispute("F-1", amount=eur(1), opened_on=after_due(3), reason="{x}")
    ).receivables
    assert acknowledge_promise(item, CREDITOR).locale == "fr"


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_declaration_tells_what_was_not_due_yet(locale: str) -> None:
    """What falls due after the opening is declared with its day, and the sum of all stands in the first sentence."""
    opened = Insolvency("ACME", opened_on=after_due(20), published_on=after_due(25))
    snapshot = lettered(after_due(30), *DEBTS, invoice("F-3", 200, due=after_due(25)), opened)
    claim = state_claim(snapshot.accounts[0], creditor=CREDITOR)
    body = declare_claim(claim, CREDITOR, representative=MARTIN, locale=locale, options=PLAIN).body
    told = {
        "fr": ("N'était pas échue au jour du jugement : F-3 pour 200,00 € le 25 mai 2026.", "soit 1 336,64 €, née"),
        "en": ("Not due on the day of the judgment: F-3 for €200.00 on May 25, 2026.", "€1,336.64 in all"),
    }
    for part in told[locale]:
        assert part in body


@pytest.mark.parametrize(
    ("payments", "words"), [(1, "votre règlement le 12 mai"), (2, "vos règlements, le dernier le 13")]
)
def test_thanks_count_the_payments(payments: int, words: str) -> None:
    """One payment is thanked for with its day, several with that of the last; parts of an invoice are one invoice."""
    parts = tuple(dc.Installment(due_on=after_due(days), amount=eur(500)) for days in (0, 5))
    split = dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=after_due(-60), installments=parts)
    paid = [payment(f"P-{rank}", 1000 // payments, after_due(12 + rank), "F-1") for rank in range(payments)]
    items = lettered(after_due(30), split, *paid).receivables
    message = thank_payer(items, CREDITOR, locale="fr", options=PLAIN)
    assert message.subject == "Facture F-1 : merci de votre règlement"
    assert words in message.body
    assert "F-1 (1/2)" in message.body
    assert "#" not in message.body
