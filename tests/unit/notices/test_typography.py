"""Every text is set as a printer would: spaces, marks, singular and plural, whatever stage, tone and language."""

import re
from collections.abc import Iterator

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Dispute, PaymentReturned, PromiseToPay
from dunning_core.notices import ENGLISH, FRENCH, Formality, NoticeOptions, Sheet, Spaces, draft_call_sheet
from dunning_core.notices.sheets import Listing, Piece, Table
from tests.books import ACME, CREDITOR, after_due, eur, invoice, payment
from tests.unit.notices.drafts import HISTORY, STAGES, plan
from tests.unit.notices.test_messages import WRITERS

#: Everything that a text may have to tell, of one debt and of several.
ONE = (invoice(),)
MANY = (
    attrs.evolve(invoice(), order_reference="BC-77"),
    invoice("F-2", 250),
    payment("P-1", 300, after_due(2), "F-1"),
    PromiseToPay("F-1", amount=eur(200), promised_on=after_due(0), pay_on=after_due(1)),
    Dispute("F-1", amount=eur(100), opened_on=after_due(1), reason="QTE_ERR"),
    payment("P-2", 50, after_due(1), "F-1"),
    PaymentReturned("P-2", returned_on=after_due(2), reason="AC04"),
    dc.CreditNote("A-9", client="ACME", amount=eur(20), issued_on=after_due(1), corrects="F-2"),
    attrs.evolve(payment("P-9", 3, after_due(1)), designates=("X-9",)),
)


def sheets(locale: str, formality: Formality, spaces: Spaces) -> Iterator[Sheet]:
    """The texts of every stage, about one debt and about several, the call sheets, and every message."""
    options = NoticeOptions(formality=formality, spaces=spaces)
    for stage in STAGES:
        for facts in (ONE, MANY) if stage != "reminder" else (ONE, (*ONE, invoice("F-2", 250))):
            action = plan(stage, *facts)
            yield dc.draft_notice(action, CREDITOR, locale=locale, options=options).sheet
            yield draft_call_sheet(action, CREDITOR, locale=locale, options=options).sheet
    for write in WRITERS.values():
        yield write(locale, options).sheet


def texts_of(sheet: Sheet) -> Iterator[str]:
    """Each run of words of a sheet: paragraphs, cells, lines, headings."""
    yield from (*sheet.head, sheet.subject)
    for piece in (*sheet.content, *sheet.annex):
        yield from _texts(piece)


def _texts(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Table):
        yield from (piece.caption, *piece.header, *(cell for row in piece.rows for cell in row))
    elif isinstance(piece, Listing):
        yield from (piece.heading, *piece.lines)
    else:
        yield piece if isinstance(piece, str) else getattr(piece, "text", "")


@pytest.mark.parametrize("formality", Formality)
def test_french_spaces_do_not_break(formality: Formality) -> None:
    """No ordinary space stands before : ; ! ? » % or €, nor after « or n°; no such mark stands without its space."""
    for sheet in sheets("fr", formality, Spaces.TYPOGRAPHIC):
        for text in texts_of(sheet):
            assert not re.search(r" [:;!?»%€]|[Nn]° |« ", text), text
            assert not re.search(r"[^\u00a0\u202f\s](?<!https)[:;!?»%€](?!/)", text.replace("€.", "")), text


@pytest.mark.parametrize("formality", Formality)
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_words_are_set_once_and_whole(locale: str, formality: Formality) -> None:
    """No doubled space or word, no space before a mark in English, no hole, no code, no number that disagrees."""
    wrong = [
        r"  ",
        r"\b(?!nous|vous)(\w{3,}) \1\b",
        r" [,.]",
        r"\(\)|\.\.|,,|,\.|: \.|None|[{}#]",
        r"\b[A-Za-z]+_[a-z]+\b",
        r"(?<![\d,.\u202f ])[01] (?:jours|days|factures|invoices|lignes|versements|installments)\b",
        r"\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4}",
    ]
    if locale == "en":
        wrong.append(r" [:;!?%]")
    for sheet in sheets(locale, formality, Spaces.PLAIN):
        for text in texts_of(sheet):
            assert not [found for pattern in wrong for found in re.findall(pattern, text)], text
            assert text == text.strip()


@pytest.mark.parametrize("formality", Formality)
def test_french_texts_hold_no_english_word(formality: Formality) -> None:
    """Nor English ones a French word, beside the names that a law or an institution goes by."""
    foreign = {
        "fr": r"\b(?:the|of|and|by|your|paid|invoice|payment|is|to|we|from|notice|for)\b",
        "en": r"\b(?:le|la|les|du|des|et|vous|votre|facture|pour|sur|est|avec|nous|par|relance)\b",
    }
    for locale, words in foreign.items():
        for sheet in sheets(locale, formality, Spaces.PLAIN):
            for text in texts_of(sheet):
                own = re.sub(r"rue [AB]|rue des Copeaux|rue du Palais|mise en demeure|commissaire de justice", "", text)
                assert not re.search(words, own, re.IGNORECASE), text


def test_every_fact_is_told_in_these_texts() -> None:
    """The texts above are busy: what is looked at is not a short letter."""
    [action] = dc.run_dunning(dc.Ledger.of(ACME, *MANY, *HISTORY), after_due(30), FR_B2B_STANDARD, CREDITOR).actions
    body = dc.draft_notice(action, CREDITOR, locale="fr").body
    for word in ("avoir A-9", "revenu impayé", "annoncé 200", "contestée", "non encore affecté", "BC-77", "1343-1"):
        assert word in body, word


#: Texts that are joined to others: the space at their end, or at their beginning, is theirs.
JOINED = (
    "list.",
    "since.notice",
    "closed.day",
    "basis.",
    "candidate.or",
    "recourse.next_limit",
    "evaluation.until",
    "source.",
)


def test_every_text_of_the_catalogs_is_set_alike() -> None:
    """Whether or not a text above uses it: marks with their space in French, without in English, nothing doubled."""
    for catalog, wrong in ((FRENCH, r"(?<![\s(])[:;!?»](?!/)|«(?! )"), (ENGLISH, r"\s[:;!?%]")):
        for key, text in catalog.texts.items():
            for form in (text,) if isinstance(text, str) else text:
                plain = re.sub(r"\{[a-z_]+\}", "x", form)
                assert not re.search(wrong, plain), (key, form)
                assert not re.search(r"  |\(s\)|'' ", plain), (key, form)
                assert key.startswith(JOINED) or plain == plain.strip(), (key, form)
