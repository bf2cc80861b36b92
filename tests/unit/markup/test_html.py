"""HTML stays the same page whatever the text: the tags are ours, the text comes out as it went in."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.markup import Html, element, page, table


class Reader(HTMLParser):
    """What a browser would see: the tags in order, and the texts."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {sorted(name for name, _ in attrs)}")

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
    if text.isprintable() and text.strip():
        assert text in seen.texts


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


def test_an_element_has_the_name_of_one() -> None:
    """A name that is no element's is refused."""
    with pytest.raises(dc.DunningError):
        element("p onclick=x")
