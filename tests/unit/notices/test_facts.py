"""From the second notice on a text cites a fact of this debt, and no client reads the same body twice."""

from datetime import date, timedelta

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import NoticeReturned, PaymentReturned, PromiseToPay, ReturnReason
from dunning_core.notices import Formality, NoticeOptions
from dunning_core.notices.formats import format_day
from tests.books import ACME, CREDITOR, DUE, after_due, invoice, payment, sent
from tests.unit.notices.drafts import HISTORY, draft


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_the_last_payment_is_told_with_its_day(locale: str) -> None:
    """A part payment is acknowledged: its amount, its day; the balance is what is asked for."""
    notice = draft(
        "last",
        invoice(),
        payment("P-1", 300, after_due(2), "F-1"),
        payment("P-2", 50, after_due(12), "F-1"),
        locale=locale,
    )
    assert "50,00" in notice.body or "50.00" in notice.body
    assert format_day(after_due(12), locale) in notice.body
    assert notice.items[0].outstanding == dc.Money("650.00", "EUR")


@pytest.mark.parametrize("formality", Formality)
@pytest.mark.parametrize(
    ("locale", "words"), [("fr", "adressé le 20 avril 2026"), ("en", "sent to you on April 20, 2026")]
)
def test_the_second_notice_cites_the_reminder_before_it(locale: str, words: str, formality: Formality) -> None:
    """The courteous notice that follows a reminder cites it; later ones cite what was written about the lateness."""
    options = NoticeOptions(formality=formality)
    reminded = sent("reminder", after_due(-10))
    courteous = draft("courteous", invoice(), reminded, locale=locale, options=options)
    assert words in courteous.body
    assert words not in draft("courteous", locale=locale, options=options).body
    assert words not in draft("firm", invoice(), reminded, locale=locale, options=options).body


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (
            "fr",
            (
                "nos relances des 3 mai 2026, 10 mai 2026 et 17 mai 2026",
                "mise en demeure vous a été adressée le 30 mai",
            ),
        ),
        (
            "en",
            ("our reminders of May 3, 2026, May 10, 2026 and May 17, 2026", "formal notice was sent to you on May 30"),
        ),
    ],
)
def test_a_formal_notice_is_not_cited_as_a_reminder(locale: str, words: tuple[str, ...]) -> None:
    """A second formal notice cites the first one as what it was, beside the reminders."""
    stages = (
        *FR_B2B_STANDARD.stages[:5],
        attrs.evolve(FR_B2B_STANDARD.stages[4], name="formal_notice_2", delay_days=45),
    )
    history = (*HISTORY, sent("formal_notice", after_due(30)))
    policy = attrs.evolve(FR_B2B_STANDARD, stages=stages)
    [action] = dc.run_dunning(dc.Ledger.of(ACME, invoice(), history), after_due(45), policy, creditor=CREDITOR).actions
    body = dc.draft_notice(action, CREDITOR, locale=locale).body
    for part in words:
        assert part in body


def test_a_payment_that_came_back_is_told() -> None:
    """A rejected payment is told with its day, and no longer counted."""
    notice = draft(
        "firm", invoice(), payment("P-1", 1000, after_due(1), "F-1"), PaymentReturned("P-1", returned_on=after_due(6))
    )
    assert "revenu impayé le 6 mai 2026" in notice.body
    assert notice.items[0].chased == dc.Money("1000.00", "EUR")


def test_a_promise_that_was_not_kept_is_told() -> None:
    """The day that was promised is told once it has passed."""
    notice = draft("last", invoice(), PromiseToPay("F-1", promised_on=after_due(11), pay_on=after_due(14)))
    assert "14 mai 2026" in notice.body


def test_facts_are_told_in_one_order() -> None:
    """What was written, what was received, what came back, what was promised and did not come."""
    facts = (
        invoice(),
        payment("P-1", 300, after_due(2), "F-1"),
        PaymentReturned("P-9", returned_on=after_due(12)),
        payment("P-9", 10, after_due(11), "F-1"),
        PromiseToPay("F-1", amount=dc.Money(50, "EUR"), promised_on=after_due(3), pay_on=after_due(14)),
    )
    body = draft("last", *facts).body
    places = [body.index(words) for words in ("relances des", "Nous avons reçu", "revenu impayé", "annoncé 50,00")]
    assert places == sorted(places)


def test_a_court_is_spoken_of_from_the_formal_notice_on() -> None:
    """Before it a part payment is told as it was lettered, though the law would read it otherwise."""
    paid = (invoice("F-1", 10000), payment("P-1", 4000, after_due(9), "F-1"))
    assert ["1343-1" in draft(stage, *paid).body for stage in ("last", "formal_notice")] == [False, True]


def test_a_notice_that_did_not_arrive_is_not_cited() -> None:
    """What bounced was never read: the firm notice cites the courteous one alone."""
    bounced = NoticeReturned(
        client="ACME", stage="firm", sent_on=after_due(10), returned_on=after_due(11), reason=ReturnReason.BOUNCED
    )
    history = (sent("courteous", after_due(3)), sent("firm", after_due(10)), bounced)
    ledger = dc.Ledger.of(ACME, invoice(), *history)
    [action] = dc.run_dunning(ledger, after_due(17), FR_B2B_STANDARD, creditor=CREDITOR).actions
    body = dc.draft_notice(action, CREDITOR, locale="fr").body
    assert action.stage.name == "firm"
    assert "3 mai 2026" in body
    assert "10 mai 2026" not in body


def test_without_any_history_the_due_day_is_told() -> None:
    """A firm notice about a debt that nobody has written about cites the invoice and the day it was due."""
    hard = attrs.evolve(FR_B2B_STANDARD, stages=FR_B2B_STANDARD.stages[2:4])
    [action] = dc.run_dunning(dc.Ledger.of(ACME, invoice()), after_due(10), hard, creditor=CREDITOR).actions
    body = dc.draft_notice(action, CREDITOR, locale="fr").body
    assert "F-1 du 1er mars 2026" in body
    assert "au plus tard le 30 avril 2026" in body


def test_order_and_delivery_are_told() -> None:
    """The client's own references stand in the text, with the invoice that they are about."""
    known = attrs.evolve(invoice(), order_reference="BC-77", delivery_reference="BL-9")
    notice = draft("courteous", known, invoice("F-2", 50))
    assert "F-1 (commande BC-77, livraison BL-9)" in notice.body
    assert (notice.items[0].order_reference, notice.items[0].delivery_reference) == ("BC-77", "BL-9")
    assert "commande" not in draft("courteous").body


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_no_body_is_sent_twice(locale: str) -> None:
    """Through the whole chase of three debts, with part payments, no two bodies are alike."""
    policy = FR_B2B_STANDARD
    facts: list[object] = [
        ACME,
        invoice(),
        invoice("F-2", 500, due=after_due(4)),
        invoice("F-3", 500, due=after_due(4)),
    ]
    facts.append(payment("P-1", 100, after_due(20), "F-1"))
    bodies: list[str] = []
    openings: list[tuple[str, str]] = []
    day = DUE - timedelta(days=12)
    while day < date(2026, 7, 15):
        for action in dc.run_dunning(dc.Ledger.of(*facts), day, policy, creditor=CREDITOR).actions:  # type: ignore[arg-type]
            if action.stage.name != "recourse":
                notice = dc.draft_notice(action, CREDITOR, locale=locale)
                bodies.append(notice.body)
                openings.append((action.stage.name, str(notice.sheet.content[1])))
                facts.extend(action.sent(day))
        day += timedelta(days=1)
    assert len(bodies) > 6
    assert len(set(bodies)) == len(bodies)


def test_a_stage_that_is_written_again_opens_otherwise() -> None:
    """A courteous notice that follows one at the same stage does not begin with the same words."""
    again = attrs.evolve(
        FR_B2B_STANDARD,
        stages=(FR_B2B_STANDARD.stages[1], attrs.evolve(FR_B2B_STANDARD.stages[1], name="courteous2", delay_days=12)),
    )
    first = draft("courteous").sheet.content[1]
    ledger = dc.Ledger.of(ACME, invoice(), sent("courteous", after_due(3)))
    [action] = dc.run_dunning(ledger, after_due(12), again, creditor=CREDITOR).actions
    second = dc.draft_notice(action, CREDITOR, locale="fr").sheet.content[1]
    assert first != second
    assert "3 mai 2026" in dc.draft_notice(action, CREDITOR, locale="fr").body
