"""What a notebook shows at the end of a cell: the first rows of a table, a text, a picture; never pages of a repr."""

import base64
import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core._tables import Column, DataTable
from dunning_core.analysis import trace_debts
from dunning_core.dunning import outlook
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.notices import Link, Sheet, draft_call_sheet, draw_debt, thank_payer
from dunning_core.penalties import state_claim
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.books import ACME, CREDITOR, DUE, after_due, invoice, payment
from tests.unit.interop.test_tables import RESULTS

RUN = dc.run_dunning(sample_ledger(), SAMPLE_DAY, FR_B2B_STANDARD, SAMPLE_CREDITOR)
NOTICE = RUN.notices("fr")[0]
PICTURE = draw_debt(trace_debts(NOTICE.action.decisions[0].context.account), "fr")
#: What the sanitizer of a notebook that is not trusted lets through.
SAFE = {
    *("a", "br", "caption", "div", "h2", "img", "li", "p"),
    *("section", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}


class Reader(HTMLParser):
    """The tags of some markup, and its texts in order."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.alts: list[str | None] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.alts += [value for name, value in attrs if name == "alt"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def show(value: Any) -> str:
    return str(value._repr_html_())


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_is_shown_as_its_table(name: str) -> None:
    """Each with the names of its columns, its first rows, and how many there are."""
    columns, result = RESULTS[name]
    table = result if isinstance(result, DataTable) else DataTable.of(columns, result.to_records())
    read = Reader(show(table))
    rows = min(len(table), 20)
    assert read.tags.count("tr") == rows + 1
    assert read.texts[0].startswith(f"{len(table)} row{'s' * (len(table) != 1)}")
    assert read.texts[1 : len(columns) + 1] == [column.name for column in columns]
    assert set(read.tags) <= SAFE


def test_a_table_shows_twenty_rows_and_says_how_many_it_has() -> None:
    """Nothing where a cell holds nothing, figures to the right, and a long text cut short."""
    columns = (Column("day", "date", "d"), Column("amount", "decimal", "a"), Column("note", "text", "n"))
    cells = ((date(2026, 3, 1),) * 21, (Decimal("1.50"), *(None,) * 20), ("x" * 201, *("y" * 200,) * 20))
    markup = show(DataTable(columns, cells))
    read = Reader(markup)
    assert read.texts[:1] == ["21 rows, the first 20 of them"]
    assert read.texts[4:7] == ["2026-03-01", "1.50", "x" * 199 + "…"]
    assert read.texts[7:9] == ["2026-03-01", "y" * 200]
    assert read.texts.count("2026-03-01") == 20
    assert '<td class="figure">1.50</td>' in markup
    assert Reader(show(DataTable(columns, ((), (), ())))).texts == ["0 rows", "day", "amount", "note"]


def test_a_run_shows_what_to_do_and_why_without_reading_the_rest() -> None:
    """Its actions, then its decisions; of thirty debts the last ten are not even asked for their records."""
    told = [text for text in Reader(show(RUN)).texts if re.match(r"\d+ (actions|decisions)", text)]
    assert told == [f"{len(RUN.actions)} actions", f"{len(RUN.decisions)} decisions, the first 20 of them"]
    facts = [invoice(f"F-{number:02d}") for number in range(30)]
    run = dc.run_dunning(dc.Ledger.of(ACME, facts), after_due(3), FR_B2B_STANDARD, CREDITOR)
    unread: tuple[Any, ...] = ("no decision",) * 10
    broken = attrs.evolve(run, decisions=(*run.decisions[:20], *unread))
    texts = Reader(show(broken)).texts
    assert "30 decisions, the first 20 of them" in texts
    assert "1 action" in texts
    assert ("F-19" in texts, "F-20" in texts) == (True, False)


@pytest.mark.parametrize("text", ["notice", "call_sheet", "message", "sheet"])
def test_a_text_is_shown_as_it_reads(text: str) -> None:
    """Its paragraphs and tables, in its language, without the styles of a page; nothing that a notebook takes out."""
    action = next(action for action in RUN.actions if action.stage.name == "last")
    paid = dc.Ledger.of(ACME, invoice(), payment("P-1", 1000, DUE, "F-1")).as_of(after_due(3)).lettered().receivables
    texts: dict[str, Any] = {
        "notice": NOTICE,
        "call_sheet": draft_call_sheet(action, SAMPLE_CREDITOR, locale="fr"),
        "message": thank_payer(paid, CREDITOR, locale="fr"),
        "sheet": NOTICE.sheet.with_annex(PICTURE),
    }
    shown = texts[text]
    markup = show(shown)
    read = Reader(markup)
    sheet = getattr(shown, "sheet", shown)
    assert markup.startswith('<div class="tex2jax_ignore mathjax_ignore" lang="fr" dir="auto">')
    assert set(read.tags) <= SAFE
    assert sheet.subject in read.texts
    assert all(piece in read.texts for piece in sheet.content if isinstance(piece, str) and "\n" not in piece)
    assert ("img" in read.tags) is (text == "sheet")


def test_a_picture_is_shown_as_an_image() -> None:
    """A notebook that is not trusted drops SVG, and its words would stay: an image keeps it whole, with its words."""
    markup = show(PICTURE)
    assert Reader(markup).tags == ["div", "img"]
    found = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', markup)
    assert found is not None
    assert base64.b64decode(found[1]).decode() == str(PICTURE.markup)
    long = attrs.evolve(PICTURE, description='"><b>x</b>' + "y" * 3000, marks=PICTURE.marks * 40)
    read = Reader(show(long))
    assert read.tags == ["div", *["img"] * len(long.parts)]
    assert len(long.parts) > 1
    assert read.alts == [('"><b>x</b>' + "y" * 3000)[:2000], *[long.caption.title] * (len(long.parts) - 1)]


HOSTILE = ("<b>x</b>", "</td><script>alert(1)</script>", '"><img src=x>', "&lt;b&gt;", "$a$ \\(b\\)", "]]><!--")


def test_nothing_is_a_formula() -> None:
    """Between two signs of dollars a notebook would set what stands there as mathematics: each output says not to."""
    shown = (RUN, RUN.to_table(), RUN.aged_balance, NOTICE, NOTICE.sheet)
    assert all('class="tex2jax_ignore mathjax_ignore"' in show(value).partition("<table")[0] for value in shown)
    assert show(RUN).count("mathjax_ignore") == 2


def test_only_a_page_is_a_link() -> None:
    """The address of a page begins with https://, and nothing else is followed by a click."""
    for address, tags in (("https://a.example", ["div", "h2", "p", "a"]), ("javascript:x", ["div", "h2", "p"])):
        sheet = Sheet("en", "Subject", content=(Link(f"See {address}", address),))
        assert Reader(show(sheet)).tags == tags
    assert Reader(show(Sheet("en", "Subject", content=(Link("x", ""),)))).tags == ["div", "h2", "p"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_becomes_markup(text: str) -> None:
    """In a header, a cell or a subject, what looks like an element is shown as it is."""
    columns = (Column(text, "text", "t"),)
    read = Reader(show(DataTable(columns, ((text, text),))))
    assert read.tags == ["div", "div", "table", "caption", "thead", "tr", "th", "tbody", "tr", "th", "tr", "th"]
    assert read.texts == ["2 rows", text, text, text]
    read = Reader(show(Sheet("en", text, content=(text,))))
    assert (read.tags, read.texts) == (["div", "h2", "p"], [text, text])


@given(
    name=st.one_of(st.sampled_from(HOSTILE), st.text("<>&\"'$\\(/ab ", min_size=1, max_size=40), st.text(max_size=60))
)
def test_no_name_becomes_markup(name: str) -> None:
    """Whatever a client is called, the tags are those of a plain name."""
    try:
        client = attrs.evolve(ACME, name=name)
    except dc.DunningError:
        return
    plain, hostile = (
        dc.run_dunning(dc.Ledger.of(one, invoice()), after_due(3), FR_B2B_STANDARD, CREDITOR) for one in (ACME, client)
    )
    assert Reader(show(hostile)).tags == Reader(show(plain)).tags
    assert set(Reader(show(hostile.notices("fr")[0])).tags) == set(Reader(show(plain.notices("fr")[0])).tags)


def test_a_repr_is_short_whatever_it_holds() -> None:
    """A terminal shows counts where a result holds many: that of a book of five hundred debts is no longer."""
    debts = [invoice(f"F-{number}") for number in range(500)]
    many, few = (dc.Ledger.of(ACME, facts) for facts in (debts, debts[:1]))
    shown: list[list[str]] = []
    for ledger in (few, many):
        run = dc.run_dunning(ledger, after_due(9), FR_B2B_STANDARD, CREDITOR)
        [account] = run.snapshot.accounts
        until = after_due(40)
        settled = [payment(f"P-{debt.id}", 1000, DUE, debt.id) for debt in account.open_items]
        paid = ledger.with_(*settled).as_of(after_due(9)).lettered().receivables
        results = (
            run,
            run.snapshot,
            account,
            run.actions[0],
            run.notices("fr"),
            run.notices("de"),
            run.notices("fr")[0],
            run.notices("fr")[0].sheet,
            draft_call_sheet(run.actions[0], CREDITOR, locale="fr"),
            draw_debt(trace_debts(account), "fr"),
            thank_payer(paid, CREDITOR, locale="fr"),
            run.lettering,
            state_claim(account, creditor=CREDITOR),
            trace_debts(account),
            outlook(ledger, after_due(9), FR_B2B_STANDARD, until=until, creditor=CREDITOR),
        )
        shown.append([repr(result) for result in results])
    assert all(len(large) < len(small) + 60 for small, large in zip(*shown, strict=True))
    assert "decisions=<500>" in shown[1][0]
    assert len(repr(FR_B2B_STANDARD.regime)) < 2000
