"""A call sheet holds what the caller needs: debts, account, past, what may be said and what to record."""

import re

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import PolicyError
from dunning_core.events import (
    ContactMade,
    ContactOutcome,
    ContactReason,
    Dispute,
    DisputeResolved,
    NoticeReturned,
    PaymentAnnounced,
    PaymentReturned,
    PlatformStatus,
    PromiseToPay,
    ReturnReason,
)
from dunning_core.notices import NoticeOptions, Spaces, draft_call_sheet, render_html, render_text
from dunning_core.notices.wording import Wording
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.books import ACME, CREDITOR, after_due, eur, invoice, payment, sent
from tests.unit.notices.drafts import HISTORY, plan

PLAIN = NoticeOptions(spaces=Spaces.PLAIN)
FACTS = (
    attrs.evolve(invoice(), order_reference="BC-77"),
    invoice("F-2", 77, due=after_due(35)),
    invoice("F-3", 80, due=after_due(16)),
    payment("P-1", 300, after_due(5), "F-1"),
    payment("P-7", 30, after_due(6), "F-1"),
    PaymentReturned("P-7", returned_on=after_due(9), reason="sans provision"),
    PromiseToPay("F-1", promised_on=after_due(11), pay_on=after_due(14)),
    Dispute("F-1", amount=eur(100), opened_on=after_due(12), reason="QTE_ERR"),
)


def sheet(*facts: object, stage: str = "last", locale: str = "fr") -> str:
    return render_text(draft_call_sheet(plan(stage, *facts), CREDITOR, locale=locale, options=PLAIN))


def test_it_has_everything_in_front_of_the_caller() -> None:
    """Whom to call, what to ask for, the whole account, the references, and what is not to be asked for."""
    text = sheet(*FACTS)
    for part in (
        "Appeler Acme SARL pour 643,89 €",
        "Compta (comptabilité) au 01 00 00 00 00. Pour confirmer par écrit",
        "renvoyer une facture : compta@acme.example.",
        "dernière relance",
        "F-1 (commande BC-77)",
        "Solde du compte : 857,00 € ouverts, dont 780,00 € en retard.",
        "F-3 pour 80,00 € – prochaine étape",
        "F-2 pour 77,00 € le 4 juin 2026",
    ):
        assert part in text, part


def test_what_happened_is_told_the_newest_first() -> None:
    """Notices, receipts, promises with what became of them, disputes, and payments that came back."""
    past = sheet(*FACTS).split("Ce qui s'est passé\n")[1].split("\n\n")[0].splitlines()
    assert past == [
        "- 12 mai 2026 : litige sur 100,00 € – quantité erronée",
        "- 11 mai 2026 : promesse de 700,00 € pour le 14 mai 2026 – non tenue",
        "- 10 mai 2026 : relance ferme par téléphone",
        "- 9 mai 2026 : le règlement P-7 est revenu impayé (sans provision)",
        "- 5 mai 2026 : 300,00 € reçus",
        "- 3 mai 2026 : relance courtoise par courriel",
    ]


def test_what_may_be_said_comes_from_the_records() -> None:
    """What is on record comes first, each once, then what is always said."""
    found = draft_call_sheet(plan("last", *FACTS), CREDITOR, locale="en").objections
    assert found == ("disputed", "returned", "promise", "part_paid", "order", "paid", "cash")
    assert draft_call_sheet(plan("firm"), CREDITOR, locale="en").objections == ("paid", "cash")


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        (
            "platform",
            (
                PlatformStatus("F-1", status=208, reported_on=after_due(2), reason="REF_CT_ABSENT"),
                PlatformStatus("F-1", status=205, reported_on=after_due(3)),
            ),
        ),
        ("credit", (attrs.evolve(payment("P-9", 3, after_due(1)), designates=("X-9",)),)),
        (
            "bounced",
            (
                NoticeReturned(
                    client="ACME",
                    stage="firm",
                    sent_on=after_due(10),
                    returned_on=after_due(11),
                    reason=ReturnReason.BOUNCED,
                ),
            ),
        ),
    ],
)
def test_each_record_suggests_its_objection(code: str, facts: tuple[object, ...]) -> None:
    """A document that a platform sent back, a credit that waits and a notice that bounced each have their answer."""
    history = (sent("courteous", after_due(3)), sent("firm", after_due(10)))
    ledger = dc.Ledger.of(ACME, invoice(), *history, *facts)  # type: ignore[arg-type]
    [action] = dc.run_dunning(ledger, after_due(25), FR_B2B_STANDARD, creditor=CREDITOR).actions
    call = draft_call_sheet(action, CREDITOR, locale="fr", options=PLAIN)
    assert call.objections[0] == code
    assert call.key == action.key
    if code == "platform":
        assert "suspendue (référence du contrat absente)" in render_text(call)


@pytest.mark.parametrize("reason", ContactReason)
def test_what_was_answered_before_is_said_again(reason: ContactReason) -> None:
    """The contact log is told with its outcome, reason and note; the answer given comes first among the objections."""
    made = ContactMade("F-1", outcome=ContactOutcome.REACHED, reason=reason, made_on=after_due(5), note="Mme Roy")
    call = draft_call_sheet(plan("last", invoice(), made), CREDITOR, locale="fr", options=PLAIN)
    text = render_text(call)
    assert re.search(r"- 5 mai 2026 : téléphone, joint, [^,]+, Mme Roy", text)
    expected = {"dispute": "contested", "other": "paid"}.get(reason.value, reason.value)
    assert call.objections[0] == expected
    assert len(set(call.objections)) == len(call.objections)


@pytest.mark.parametrize("outcome", ContactOutcome)
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_contact_has_its_words(outcome: ContactOutcome, locale: str) -> None:
    """Whatever came of a call is told in the language of the sheet."""
    made = ContactMade("F-1", outcome=outcome, made_on=after_due(2))
    assert Wording.of(locale).say(f"outcome.{outcome.value}") in sheet(invoice(), made, stage="last", locale=locale)


def test_money_on_its_way_is_told() -> None:
    """A payment that was announced stands with the day it was expected on and what became of it."""
    announced = PaymentAnnounced("F-1", amount=eur(200), announced_on=after_due(5), expected_on=after_due(8))
    assert "- 5 mai 2026 : 200,00 € annoncés pour le 8 mai 2026 – non reçus" in sheet(invoice(), announced)


def test_a_dispute_that_is_over_is_past_and_no_objection() -> None:
    """Once resolved it is told with its outcome, and nothing is proposed about it."""
    over = (*FACTS[:1], *FACTS[7:], DisputeResolved("F-1", resolved_on=after_due(13), outcome="livré depuis"))
    assert "13 mai 2026 : litige clos (livré depuis)" in sheet(*over)
    assert "contestons" not in sheet(*over)


def test_without_a_telephone_it_says_so() -> None:
    """A sheet can be made of any stage; where the role has no number, that is told."""
    assert "Aucun numéro de téléphone" in sheet(stage="formal_notice")
    mute = attrs.evolve(ACME, contacts=tuple(attrs.evolve(contact, phone=None) for contact in ACME.contacts))
    action = plan("firm", client=mute)
    assert action.channel.value == "email"
    assert "No telephone number" in render_text(draft_call_sheet(action, CREDITOR, locale="en"))
    assert "01 00 00 00 00" in sheet(stage="courteous")


def test_a_recourse_has_no_call() -> None:
    """It is a file to hand over, as for notices."""
    facts = (invoice(), *HISTORY, sent("formal_notice", after_due(30)))
    [action] = dc.run_dunning(dc.Ledger.of(ACME, *facts), after_due(39), FR_B2B_STANDARD, CREDITOR).actions
    with pytest.raises(PolicyError):
        draft_call_sheet(action, CREDITOR)


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_action_of_the_sample_can_be_called(locale: str) -> None:
    """The sample's sheets are whole in both languages, as text and as a page with its lists."""
    run = dc.run_dunning(sample_ledger(), SAMPLE_DAY, FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR)
    actions = [action for action in run.actions if action.stage.name != "recourse"]
    assert len(actions) > 5
    for action in actions:
        call = draft_call_sheet(action, SAMPLE_CREDITOR, locale=locale)
        assert not re.search(r"[{}]|None|\d{4}-\d\d-\d\d", render_text(call))
        assert render_html(call).count("<h2>") >= 2
