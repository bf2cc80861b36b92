"""A notice as text and as a page: the same whatever it holds, accessible, inert."""

import re
from html.parser import HTMLParser

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import DunningError, WrongTypeError
from dunning_core.notices import (
    ENGLISH,
    FRENCH,
    Catalog,
    Formality,
    NoticeOptions,
    Sheet,
    Spaces,
    render_html,
    render_text,
)
from dunning_core.notices.spacing import close_marks
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.books import ACME, CREDITOR, after_due, invoice
from tests.unit.notices.drafts import STAGES, draft


class Reader(HTMLParser):
    """What a browser would see: the tags in order, and the texts."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def write(name: str, number: str) -> dc.Notice:
    client = dc.Client.business("ACME", name=name, country="FR", language="fr", contacts=ACME.contacts)
    debt = attrs.evolve(invoice(number), order_reference=name)
    ledger = dc.Ledger.of(client, debt)
    [notice] = dc.run_dunning(ledger, after_due(3), FR_B2B_STANDARD, CREDITOR).notices()
    return notice


HOSTILE = st.one_of(
    st.text(min_size=1, max_size=60),
    st.sampled_from(
        [
            "<script>alert('x')</script>",
            "{day} {client} {0.__class__} %s $x {{}}",
            '"><img src=x onerror=1>',
            "\u202eevil\u202d",
            "\u2067אבג",
            "=1+1",
            "&amp;&#x3c;",
        ]
    ),
)
PLAIN_TAGS = Reader(render_html(write("Acme", "F-9"))).tags


@given(HOSTILE, HOSTILE)
def test_no_name_and_no_number_becomes_markup_or_a_placeholder(name: str, number: str) -> None:
    """Any text is refused by a typed error, or stands in the page and in the text as it came in."""
    try:
        notice = write(name, number)
    except DunningError:
        return
    assert "\n" not in notice.subject
    text = render_text(notice)
    assert name in text
    assert number in notice.subject
    seen = Reader(render_html(notice))
    assert seen.tags == PLAIN_TAGS
    if name.isprintable():
        assert any(name in found for found in seen.texts)


def test_a_direction_mark_does_not_turn_what_follows() -> None:
    """A name that opens a right-to-left run and does not close it is closed after it."""
    notice = write("\u202eevil", "\u2067F-1")
    assert "(commande \u202eevil\u202c)" in notice.body
    assert "\u2067F-1\u2069\u00a0: règlement" in notice.subject


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("plain é", "plain é"),
        ("\u202ea", "\u202ea\u202c"),
        ("\u202a\u2067a", "\u202a\u2067a\u2069\u202c"),
        ("\u2066\u202ba", "\u2066\u202ba\u202c\u2069"),
        ("\u2066\u202ea\u2069b", "\u2066\u202ea\u2069b"),
        ("\u202ea\u202cb", "\u202ea\u202cb"),
        ("\u2067a\u202cb", "\u2067a\u202cb\u2069"),
        ("a\u202c\u2069b", "a\u202c\u2069b"),
        ("שלום", "\u2068שלום\u2069"),
        ("\u202eسلام", "\u2068\u202eسلام\u202c\u2069"),
    ],
)
def test_marks_are_closed_in_the_reverse_of_their_order(text: str, closed: str) -> None:
    """The end of an isolate ends what it holds (UAX 9); letters written from right to left are isolated."""
    assert close_marks(text) == closed


def test_numbers_written_from_right_to_left_keep_their_order_in_a_list() -> None:
    """Each stands by itself, so that the first is read first."""
    first, last = "א-1", "א-2"
    actions = dc.run_dunning(
        dc.Ledger.of(ACME, invoice(first), invoice(last)), after_due(3), FR_B2B_STANDARD, CREDITOR
    ).actions
    subject = dc.draft_notice(actions[0], CREDITOR, locale="fr").subject
    assert f"\u2068{first}\u2069 et \u2068{last}\u2069" in subject


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("locale", ["fr_FR", "en_GB"])
def test_a_page_is_accessible_and_printable(stage: str, locale: str) -> None:
    """It has its language, one heading, captions, scopes, a size of paper; no script and nothing from elsewhere."""
    page = render_html(draft(stage, locale=locale))
    tags = Reader(page).tags
    assert f'<html lang="{locale.replace("_", "-")}">' in page
    assert tags.count("h1") == 1
    assert tags.count("table") == tags.count("caption") >= 1
    assert page.count('scope="row"') >= 1
    assert page.count("<th ") == page.count("<th scope=")
    assert "size: A4" in page
    assert not re.search(r"<script|<link|<img|src=|url\(|@import|style=", page)
    for opened in ("p", "table", "header", "main", "footer", "td", "th"):
        assert tags.count(opened) == tags.count(f"/{opened}")


def test_a_language_from_right_to_left_is_laid_out_so() -> None:
    """The page of a notice in Arabic says in which direction it is read."""
    texts = {key: text if isinstance(text, str) else (text[0], *(text[1],) * 5) for key, text in ENGLISH.texts.items()}
    arabic = Catalog("ar", texts, plurals=("zero", "one", "two", "few", "many", "other"))
    page = render_html(draft("courteous", locale="ar", options=NoticeOptions(catalog=arabic)))
    assert '<html lang="ar" dir="rtl">' in page


def test_text_and_page_say_the_same() -> None:
    """Each word of the page stands in the text, and each figure of the notice in both."""
    notice = draft("formal_notice")
    text, page = render_text(notice), " ".join(Reader(render_html(notice)).texts)
    for _, amount in notice.totals:
        shown = f"{amount.minor // 100:,}".replace(",", "\u202f") + f",{amount.minor % 100:02d}"
        assert shown in text
        assert shown in page
    for paragraph in notice.sheet.content:
        if isinstance(paragraph, str):
            assert paragraph in text


def test_what_is_not_written_is_refused() -> None:
    """Only a text that is laid out can be rendered; a sheet of one's own can."""
    for render in (render_text, render_html):
        with pytest.raises(WrongTypeError):
            render("notice")  # type: ignore[arg-type]
    assert render_text(Sheet("fr", "Objet", content=("Bonjour",))) == "Objet\n\nBonjour"


@pytest.mark.parametrize(
    ("spaces", "amount", "mark"),
    [
        (Spaces.TYPOGRAPHIC, "1\u202f000,00\u00a0€", "F-1\u00a0: règlement"),
        (Spaces.NON_BREAKING, "1\u00a0000,00\u00a0€", "F-1\u00a0: règlement"),
        (Spaces.PLAIN, "1 000,00 €", "F-1 : règlement"),
    ],
)
def test_spaces_are_those_asked_for(spaces: Spaces, amount: str, mark: str) -> None:
    """Narrow and no-break spaces as printed, one kind of no-break space, or ordinary ones; nothing else changes."""
    notice = draft("courteous", options=NoticeOptions(spaces=spaces))
    assert amount in notice.body
    assert mark in notice.subject
    plain = render_text(draft("courteous", options=NoticeOptions(spaces=Spaces.PLAIN)))
    assert re.sub("[\u00a0\u202f]", " ", render_text(notice)) == plain


def test_spaces_of_a_name_are_left_alone() -> None:
    """What the user wrote keeps its own spaces."""
    client = attrs.evolve(ACME, name="Acme\u00a0SARL : ici")
    notice = draft("courteous", client=client, options=NoticeOptions(spaces=Spaces.PLAIN))
    assert "Acme\u00a0SARL : ici" in render_text(notice)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["BEFORE_DUE", "COURTEOUS", "FIRM", "LAST"])
def test_a_stage_that_is_repeated_stays_informal(name: str, language: str) -> None:
    """Each opening has its informal words, the first time and the next ones."""
    texts = {"fr": FRENCH, "en": ENGLISH}[language].texts
    for key in (f"opening.{name}", f"opening.{name}.again"):
        assert texts[f"informal.{key}"] != texts[key]
        assert len({texts[f"informal.{key}"], texts[f"informal.opening.{name}"]}) == 1 + key.endswith("again")


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("stage", ["reminder", "courteous", "firm", "last"])
def test_an_informal_notice_says_the_same_otherwise(stage: str, locale: str) -> None:
    """The same figures and paragraphs; in French the debtor is never called vous, in a formal one never tu."""
    formal, informal = (
        draft(stage, locale=locale, options=NoticeOptions(formality=formality)) for formality in Formality
    )
    assert formal.items == informal.items
    assert len(formal.sheet.content) == len(informal.sheet.content)
    assert formal.body != informal.body
    if locale == "fr":
        assert not re.search(r"\b(vous|votre|vos|[a-z]+ez)\b", informal.body, flags=re.IGNORECASE)
        assert not re.search(r"\b(tu|ton|ta|tes|toi|te)\b", formal.body, flags=re.IGNORECASE)


def test_every_notice_of_the_sample_is_written() -> None:
    """All notices of the sample ledger can be written in both languages, with no day in figures and no hole."""
    run = dc.run_dunning(sample_ledger(), SAMPLE_DAY, FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR)
    for locale in ("fr", "en"):
        drafts = run.notices(locale)
        assert len(drafts) > 5
        for notice in drafts:
            text = render_text(notice)
            assert not re.search(r"\d\d/\d\d/\d{4}|\d{4}-\d\d-\d\d|None|\{|\}", text)
            assert render_html(notice).endswith("</html>\n")
