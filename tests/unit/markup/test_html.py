"""HTML stays the same page whatever the text: the tags are ours, the text comes out as it went in."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.markup import Bar, Caption, Html, Mark, Tone, draw_bars, draw_timeline, element, page, table


class Reader(HTMLParser):
    """What a browser would see: the tags in order, and the texts."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.classes: set[str | None] = set()
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {sorted(name for name, _ in attrs if name != 'class')}")
        self.classes |= {value for name, value in attrs if name == "class"}

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def build(text: str) -> str:
    cells = table("Caption", ["A", text], rows=[[text, text]], figures=(1,))
    return str(page("Title", element("p", text, title=text), cells, language="fr"))


@given(st.text(min_size=1))
def test_no_text_becomes_markup(text: str) -> None:
    """Any text gives the same sequence of tags, and printable text is found again unchanged."""
    seen = Reader(build(text))
    assert seen.tags == Reader(build("plain")).tags
    assert seen.classes <= {"wide", "figure", "long"}
    if text.isprintable() and text.strip():
        assert text in seen.texts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1\u202f234,50\u00a0€", "1\u202f234,50\u00a0€"),
        ("1\u202f234\x07 < 2", "1\u202f234\ufffd < 2"),
        ("A & B", "A & B"),
        ("A > B", "A > B"),
        ("A\nB\x00", "A\nB\ufffd"),
        ("\u00a0\ud800\ufffe", "\u00a0\ufffd\ufffd"),
    ],
)
def test_what_cannot_stand_in_a_page_is_shown_to_be_missing(text: str, shown: str) -> None:
    """Beside no-break spaces too, which stay as they are."""
    assert Reader(str(element("p", text))).texts == [shown]


def test_a_page_is_accessible() -> None:
    """It has a language, one top heading, a caption, scoped headers, no script and nothing remote."""
    text = build("<script>alert(1)</script>")
    assert '<html lang="fr">' in text
    assert text.count("<h1>") == 1
    assert "<caption>" in text
    assert 'scope="row"' in text
    assert "<script" not in text
    assert "http" not in text
    assert str(element("hr")) == "<hr>"
    assert str(element("p", Html("<b>x</b>"))) == "<p><b>x</b></p>"


def test_a_title_is_cut_and_its_heading_is_whole() -> None:
    """Seventy characters stand in a title, and of more the first sixty-nine."""
    for length in (70, 71):
        text = str(page("x" * length, language="fr"))
        assert f"<title>{'x' * 70 if length == 70 else 'x' * 69 + '…'}</title>" in text
        assert f"<h1>{'x' * length}</h1>" in text


def test_short_cells_and_figures_stay_on_one_line() -> None:
    """A cell of more than twenty characters may be broken, in any column but one of figures."""
    short, long = "x" * 20, "y" * 21
    markup = str(table("Caption", ["A", "B", "C"], rows=[[short, short, short], [long, long, long]], figures=(2,)))
    assert f'<tr><th scope="row">{short}</th><td>{short}</td><td class="figure">{short}</td></tr>' in markup
    cells = f'<th scope="row" class="long">{long}</th><td class="long">{long}</td><td class="figure">{long}</td>'
    assert f"<tr>{cells}</tr>" in markup


def test_a_table_is_moved_sideways_with_the_keyboard() -> None:
    """It stands in a frame that can be reached and that says what it holds, whatever its caption."""
    frame = str(table('1 < "2"', ["A"], rows=[["b"]])).partition("<table>")[0]
    assert frame == '<div class="wide" role="group" tabindex="0" aria-label="1 &lt; &quot;2&quot;">'


def test_a_table_has_a_caption() -> None:
    """A blank one is refused, one that is longer than a name is not."""
    with pytest.raises(dc.DunningError):
        table(" ", ["A"], rows=[])
    assert "x" * 300 in str(table("x" * 300, ["A"], rows=[["b"]]))


def luminance(color: str) -> float:
    """The relative luminance of a color (WCAG 2.2)."""
    parts = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(color: str, other: str) -> float:
    """The contrast of two colors (WCAG 2.2): from 1 to 21."""
    light, dark = sorted((luminance(color), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colors_can_be_read() -> None:
    """Texts have a contrast of 7 to the page, lines and shapes of 3, and neighboring parts of a bar of 3."""
    white = "#ffffff"
    texts = re.findall(r"(?<!-)color: (#\w{6})", str(page("x", language="fr")))
    assert [contrast(color, white) >= 7 for color in texts] == [True]
    bars = str(draw_bars(Caption("T", "d", "fr"), [Bar("x", [1] * 6)], names=["abcdef"[rank] for rank in range(6)]))
    marks = str(draw_timeline(Caption("T", "d", "fr"), [Mark(1, "a", "b", tone) for tone in Tone]))
    assert all(contrast(color, white) >= 3 for color in re.findall(r'stroke="(#\w{6})"', bars + marks))
    fills = re.findall(r'<rect fill="(#\w{6})"', bars)[:6]
    assert all(contrast(one, other) >= 3 for one, other in pairwise(fills))
    assert all(contrast(color, white) >= 3 for color in re.findall(r'<path d="[^"]*Z" fill="(#\w{6})"', marks))


def test_an_element_has_the_name_of_one() -> None:
    """A name that is no element's is refused."""
    with pytest.raises(dc.DunningError):
        element("p onclick=x")
