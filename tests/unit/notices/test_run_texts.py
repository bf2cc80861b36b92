"""The texts of a run: notices to send, calls to make, and what holds one of them back without touching the others."""

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import InvalidValueError, TemplateError
from dunning_core.events import Channel, StageKind
from dunning_core.notices import Formality, NoticeOptions, Template, render_text
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.books import ACCOUNTING, ACME, CREDITOR, after_due, invoice, sent
from tests.unit.notices.drafts import HISTORY

RUN = dc.run_dunning(sample_ledger(), SAMPLE_DAY, FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR)


def test_a_call_has_a_sheet_and_no_letter() -> None:
    """Each action is a notice, a call sheet or a file that is handed over, and never two of them."""
    notices, calls = RUN.notices("fr"), RUN.call_sheets("fr")
    assert {notice.action.channel for notice in notices} == {Channel.EMAIL, Channel.POST, Channel.REGISTERED}
    assert {call.action.channel for call in calls} == {Channel.PHONE}
    keys = [text.key for text in (*notices, *calls)]
    told = [action.key for action in RUN.actions if action.stage.kind is not StageKind.RECOURSE]
    assert sorted(keys) == sorted(told)
    assert calls[0].sheet.subject == calls[:1][0].sheet.subject
    assert calls.problems == notices.problems == ()


def test_options_are_those_of_every_text() -> None:
    """Formality, and a template that a notice has no value for, which holds back that notice alone."""
    informal = NoticeOptions(formality=Formality.INFORMAL)
    assert any("Bonjour" in notice.body for notice in RUN.notices("fr", options=informal))
    template = Template("courteous", "fr", subject="{numbers}", body="{last_payment}")
    drafts = RUN.notices("fr", options=NoticeOptions(templates=[template]))
    assert {problem.code for problem in drafts.problems} == {"notice.missing_value"}
    assert len(drafts) + len(drafts.problems) == len(RUN.notices("fr"))
    assert issubclass(TemplateError, InvalidValueError)


@pytest.mark.parametrize("language", ["klingon!!", "fr_YY", "", "é", "x" * 10_000, "fr\u202e"])
def test_the_bad_language_of_one_client_holds_back_his_notice_alone(language: str) -> None:
    """In the data of a client it is a Problem that names him and the value; given to the call it is an error."""
    try:
        odd = dc.Client.business("ODD", name="Odd", country="PL", language=language, contacts=(ACCOUNTING,))
    except dc.DunningError:
        return
    ledger = dc.Ledger.of(ACME, odd, invoice(), invoice("F-2", client="ODD"))
    run = dc.run_dunning(ledger, after_due(3), FR_B2B_STANDARD, creditor=CREDITOR)
    drafts = run.notices()
    assert [notice.action.client.id for notice in drafts] == ["ACME"]
    assert [(problem.code, problem.subject, problem.path) for problem in drafts.problems] == [
        ("notice.bad_locale", "ODD", "locale")
    ]
    for locale in ("fr", "en"):
        text = dc.explain(drafts.problems[0], locale)
        assert "ODD" in text
        assert len(text) < 500
    with pytest.raises(InvalidValueError) as refused:
        run.notices(language or "??")
    assert refused.value.kind == "bad_locale"


def test_a_language_without_wording_is_named() -> None:
    """The Problem tells the language of the client, in both languages."""
    odd = attrs.evolve(ACME, language="pl")
    run = dc.run_dunning(dc.Ledger.of(odd, invoice()), after_due(3), FR_B2B_STANDARD, creditor=CREDITOR)
    [problem] = run.notices().problems
    assert problem.code == "notice.missing_translation"
    assert "langue pl" in dc.explain(problem, "fr")
    assert "language pl" in dc.explain(problem, "en")


def test_a_creditor_without_an_address_can_still_write_reminders() -> None:
    """The formal notice of one client is held back, with the field; the reminder of another is written all the same."""
    other = dc.Client.business("B", name="Brel", country="FR", contacts=(ACCOUNTING,), language="fr")
    bare = attrs.evolve(CREDITOR, address=None)
    ledger = dc.Ledger.of(ACME, other, invoice(), HISTORY, invoice("F-2", client="B", due=after_due(27)))
    run = dc.run_dunning(ledger, after_due(30), FR_B2B_STANDARD, creditor=bare)
    drafts = run.notices()
    assert [notice.action.client.id for notice in drafts] == ["B"]
    [problem] = drafts.problems
    assert (problem.code, problem.subject, problem.path, problem.param("value")) == (
        "notice.missing",
        "ACME",
        "creditor.address",
        "None",
    )
    assert len(run.decisions) == 2
    assert run.problems == ()


def test_the_firm_call_tells_how_to_pay_and_what_comes_next() -> None:
    """What the debtor asks on the telephone is on the sheet: account, reference, where to write, what follows."""
    ledger = dc.Ledger.of(ACME, invoice(), sent("courteous", after_due(3)))
    run = dc.run_dunning(ledger, after_due(10), FR_B2B_STANDARD, creditor=CREDITOR)
    assert len(run.notices("fr")) == 0
    [call] = run.call_sheets("fr")
    text = render_text(call)
    for part in (str(CREDITOR.iban), "référence à rappeler F-1", "compta@acme.example", "dernière relance", "12,15"):
        assert part in text
    assert "Madame" not in text
    shorter = attrs.evolve(FR_B2B_STANDARD, stages=FR_B2B_STANDARD.stages[:3])
    [last] = dc.run_dunning(ledger, after_due(10), shorter, creditor=CREDITOR).call_sheets("fr")
    assert "étape suivante" not in render_text(last)
