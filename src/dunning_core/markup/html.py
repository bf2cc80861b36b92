"""HTML that cannot be broken by what it shows: every text is escaped, and only elements built here are markup."""

import re
from collections.abc import Container, Sequence

from attrs import frozen

from dunning_core._checks import check_free_text
from dunning_core.errors import InvalidValueError

_VOID = frozenset(("meta", "br", "hr", "img"))
# Control characters, lone surrogates and what is no character cannot stand in a page.
_NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNFIT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NO_CHARACTERS}]")
# A cell up to this length stays on one line: a day, a number, a word or two.
_SHORT = 20
_VIEWPORT = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
# A title is a line in a list of windows; the heading of the page is whole.
_TITLE_MOST = 70

# Inline, so that the page is one file; system fonts, so that nothing is fetched; dark on white, so that it prints.
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 54rem }
body { margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.3rem } h2 { font-size: 1.1rem } h1, h2, caption, figcaption { break-after: avoid }
p, li, td, th, caption, figcaption, h1 { unicode-bidi: isolate } p { orphans: 3; widows: 3 }
header p + p { margin-inline-start: 55% } footer { break-before: avoid }
table { border-collapse: collapse; width: 100% } caption, figcaption { text-align: start; font-weight: 600 }
caption, figcaption { padding: .5rem 0 } .wide { overflow-x: auto; margin: 1rem 0 } figure { margin: 1rem 0 }
th, td { border-bottom: 1px solid #767676; padding: .3rem .6rem; text-align: start; vertical-align: top }
thead th { vertical-align: bottom; overflow-wrap: break-word }
tbody :is(th, td) { white-space: nowrap }
table:has(th:nth-child(6)) tbody :is(th, td):not(.figure, .long) { white-space: normal; min-width: 5em }
tbody :is(th, td):not(.long) { overflow-wrap: normal } tbody .long { white-space: normal; min-width: 8em }
.figure { text-align: end; font-variant-numeric: tabular-nums }
svg { display: block; width: 100%; min-width: 40rem; height: auto }
tr, svg, figure:not(:has(svg + svg)) { break-inside: avoid }
table:not(:has(tr:nth-child(16))) { break-inside: avoid }
@page { size: A4; margin: 2cm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif } }
@media (max-width: 40rem) { header p + p { margin-inline-start: 30% } th, td { padding: .3rem } }
@media print {
  body { font-size: 10pt; margin: 0; padding: 0; max-width: none } table { font-size: 9pt } p { margin: .7em 0 }
  th, td { padding: .2rem .3rem } h1 { font-size: 13pt } h2 { font-size: 11pt }
  .wide { overflow: visible } svg { min-width: 0 }
}
"""


@frozen
class Html:
    """A piece of finished markup; a plain text beside it is still to be escaped."""

    text: str

    def __str__(self) -> str:
        return self.text


def element(name: str, /, *children: "str | Html", **attributes: str) -> Html:
    """Return an element with escaped children and attributes; the attribute `class` is given as `css_class`.

    >>> str(element("td", "1 < 2", css_class="figure"))
    '<td class="figure">1 &lt; 2</td>'
    """
    if not (name.isascii() and name.isalnum()):
        raise InvalidValueError("bad_format", "name", name, "pass the name of an HTML element")
    told = "".join([f' {key.removeprefix("css_")}="{_quote(value)}"' for key, value in attributes.items()])
    if name in _VOID:
        return Html(f"<{name}{told}>")
    return Html(f"<{name}{told}>{_inner(children)}</{name}>")


def table(caption: str, header: Sequence[str], *, rows: Sequence[Sequence[str]], figures: Sequence[int] = ()) -> Html:
    """Return a table with a caption and scoped headers; the columns named by `figures` are flush right.

    The first cell of each row is its header, as screen readers need it. Raises InvalidValueError for a blank caption.
    """
    check_free_text("caption", caption)
    if not caption.strip():
        raise InvalidValueError("empty", "caption", caption, "say what the table shows")
    head = "".join(
        [f'<th scope="col"{_mark("", rank, figures)}>{_escape(text)}</th>' for rank, text in enumerate(header)]
    )
    body = "".join([f"<tr>{_cells(row, figures)}</tr>" for row in rows])
    inner = f"<caption>{_escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return scroll(caption, Html(f"<table>{inner}</table>"))


def scroll(name: str, content: Html) -> Html:
    """Return what may be wider than a screen in a frame that is moved sideways by itself, with the keyboard too."""
    return Html(f'<div class="wide" role="group" tabindex="0" aria-label="{_quote(name)}">{content.text}</div>')


def page(title: str, *children: "str | Html", language: str, head: Html | None = None, direction: str = "ltr") -> Html:
    """Return a whole page, in a language, with one top heading, no script and nothing fetched from elsewhere.

    `head` stands above the heading; `direction` is "rtl" for a language that is read from right to left.
    """
    heading = _escape(title)
    named = heading if len(title) <= _TITLE_MOST else _escape(title[: _TITLE_MOST - 1] + "…")
    above = "" if head is None else head.text
    turned = "" if direction == "ltr" else f' dir="{_quote(direction)}"'
    return Html(
        f'<!DOCTYPE html>\n<html lang="{_quote(language)}"{turned}><head>{_VIEWPORT}<title>{named}</title>'
        f"<style>{_STYLE}</style></head><body>{above}<main><h1>{heading}</h1>{_inner(children)}</main></body>"
        "</html>\n"
    )


def show_plainly(*children: "str | Html", **attributes: str) -> str:
    """Return what a notebook shows as it is: what stands between two signs of dollars there is no formula."""
    return str(element("div", *children, css_class="tex2jax_ignore mathjax_ignore", **attributes))


def paragraph(text: str) -> Html:
    """Return a paragraph, each line of the text on a line of its own."""
    return Html("<p>" + _escape(text).replace("\n", "<br>") + "</p>")


def _inner(children: "Sequence[str | Html]") -> str:
    return "".join([child.text if isinstance(child, Html) else _escape(child) for child in children])


def _cells(row: Sequence[str], figures: Container[int]) -> str:
    head = [f'<th scope="row"{_mark(text, 0, ())}>{_escape(text)}</th>' for text in row[:1]]
    return "".join(
        head + [f"<td{_mark(text, rank, figures)}>{_escape(text)}</td>" for rank, text in enumerate(row[1:], start=1)]
    )


def _mark(text: str, rank: int, figures: Container[int]) -> str:
    # A short cell and a figure stay on one line, so that a long cell beside them does not break days and amounts.
    return ' class="figure"' if rank in figures else ' class="long"' if len(text) > _SHORT else ""


def _escape(text: str) -> str:
    # The replacement character is shown in the place of what cannot stand in a page. Ends of lines can, and no-break
    # spaces, which are in most French texts; neither is printable.
    if not text.isprintable() and not _drop_spaces(text).isprintable():
        text = _UNFIT.sub("\ufffd", text)
    # Few texts hold any of them, and to look is cheaper than to replace.
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def _drop_spaces(text: str) -> str:
    return text.replace("\n", "").replace("\u202f", "").replace("\u00a0", "")


def _quote(text: str) -> str:
    return _escape(text).replace('"', "&quot;")
