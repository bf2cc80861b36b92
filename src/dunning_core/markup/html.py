"""HTML that cannot be broken by what it shows: every text is escaped, and only elements built here are markup."""

from collections.abc import Sequence
from html import escape

from attrs import frozen

from dunning_core._checks import check_text
from dunning_core.errors import InvalidValueError

_VOID = frozenset(("meta", "br", "hr"))

# Inline, so that the page is one file; system fonts, so that nothing is fetched; dark on white, so that it prints.
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 70rem }
body { margin: 2rem auto; padding: 0 1rem } h1 { font-size: 1.3rem } h2 { font-size: 1.1rem; break-after: avoid }
p, li, td, th, caption, h1 { unicode-bidi: isolate } header p + p { margin-left: 55% }
table { border-collapse: collapse; width: 100% } caption { text-align: left; font-weight: 600; padding: .5rem 0 }
th, td { border-bottom: 1px solid #767676; padding: .3rem .6rem; text-align: left; vertical-align: top }
svg { max-width: 100%; height: auto } figure { margin: 1rem 0; break-inside: avoid }
.figure { text-align: right; font-variant-numeric: tabular-nums } pre { white-space: pre-wrap }
article { border-top: 2px solid #1a1a1a; margin-top: 2rem } article, tr { break-inside: avoid }
@page { size: A4; margin: 2cm }
@media print { body { font-size: 10pt; margin: 0; padding: 0; max-width: none } table { font-size: 9pt } }
@media print { th, td { padding: .2rem .3rem } h1 { font-size: 13pt } h2 { font-size: 11pt } }
"""


@frozen
class Html:
    """A piece of finished markup; a plain text beside it is still to be escaped."""

    text: str

    def __str__(self) -> str:
        return self.text


def element(name: str, /, *children: "str | Html", **attributes: str) -> Html:
    """Return an element with escaped children and attributes; an underscore in an attribute's name is a hyphen.

    >>> str(element("td", "1 < 2", css_class="figure"))
    '<td class="figure">1 &lt; 2</td>'
    """
    if not (name.isascii() and name.isalnum()):
        raise InvalidValueError("bad_format", "name", name, "pass the name of an HTML element")
    told = "".join(f' {key.removeprefix("css_")}="{escape(value)}"' for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{told}>")
    inner = "".join(child.text if isinstance(child, Html) else _clean(child) for child in children)
    return Html(f"<{name}{told}>{inner}</{name}>")


def table(caption: str, header: Sequence[str], *, rows: Sequence[Sequence[str]], figures: Sequence[int] = ()) -> Html:
    """Return a table with a caption and scoped headers; the columns named by `figures` are flush right.

    The first cell of each row is its header, as screen readers need it.
    """
    check_text("caption", caption)
    head = (element("th", text, scope="col", **_align(column, figures)) for column, text in enumerate(header))
    body = (element("tr", *(_cell(text, column, figures) for column, text in enumerate(row))) for row in rows)
    return element(
        "table", element("caption", caption), element("thead", element("tr", *head)), element("tbody", *body)
    )


def page(title: str, *children: "str | Html", language: str, head: Html | None = None, direction: str = "ltr") -> Html:
    """Return a whole page, in a language, with one top heading, no script and nothing fetched from elsewhere.

    `head` stands above the heading; `direction` is "rtl" for a language that is read from right to left.
    """
    about = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        Html(f"<style>{_STYLE}</style>"),
    )
    above = () if head is None else (head,)
    body = element("body", *above, element("main", element("h1", title), *children))
    told = {"lang": language} if direction == "ltr" else {"lang": language, "dir": direction}
    return Html("<!DOCTYPE html>\n" + element("html", about, body, **told).text + "\n")


def _cell(text: str, column: int, figures: Sequence[int]) -> Html:
    if column == 0:
        return element("th", text, scope="row")
    return element("td", text, **_align(column, figures))


def _align(column: int, figures: Sequence[int]) -> dict[str, str]:
    return {"css_class": "figure"} if column in figures else {}


def _clean(text: str) -> str:
    # Control characters, lone surrogates and what is no character cannot stand in a page: the replacement character
    # is shown in their place.
    plain = "".join(
        character if character.isprintable() or character in "\n\t" else _shown(character) for character in text
    )
    return escape(plain)


def _shown(character: str) -> str:
    return (
        "\ufffd"
        if ord(character) < 32
        or 0x7F <= ord(character) < 0xA0
        or 0xD800 <= ord(character) < 0xE000
        or ord(character) & 0xFFFE == 0xFFFE
        else character
    )
