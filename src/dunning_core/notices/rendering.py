"""render_text and render_html: a text as it would be printed, from the sender's address to the enclosures."""

from typing import Protocol

from dunning_core.errors import WrongTypeError
from dunning_core.markup import Html, element, page, table
from dunning_core.markup.html import paragraph, scroll
from dunning_core.notices.formats import find_locale
from dunning_core.notices.sheets import Link, Listing, Picture, Piece, Sheet, Table, join_pieces


class Written(Protocol):
    """What holds a text laid out: a Notice, a CallSheet, a Message."""

    @property
    def sheet(self) -> Sheet:
        """Return the text, laid out."""
        ...


def render_text(written: Written | Sheet) -> str:
    """Return a text as it would be printed: sender, recipient, day, subject, body, mentions and enclosures."""
    sheet = _sheet_of(written)
    return join_pieces((*(block for block in sheet.head if block), sheet.subject, *sheet.content, *sheet.annex))


def render_html(written: Written | Sheet) -> str:
    """Return a text as a whole page: in its language, one heading, tables with captions and scopes, printable on A4.

    Every text is escaped, no script and nothing remote is in it; an address of a page to pay on is a link.
    """
    sheet = _sheet_of(written)
    head = element("header", *(paragraph(block) for block in sheet.head if block))
    foot = [element("footer", *map(_piece, sheet.annex))] if sheet.annex else []
    direction = find_locale(sheet.locale).text_direction
    language = sheet.locale.replace("_", "-")
    content = (*map(_piece, sheet.content), *foot)
    return str(page(sheet.subject, *content, language=language, head=head, direction=direction))


def _sheet_of(written: object) -> Sheet:
    sheet = written if isinstance(written, Sheet) else getattr(written, "sheet", None)
    if not isinstance(sheet, Sheet):
        raise WrongTypeError("wrong_type", "written", written, "pass a Notice, a Message, a CallSheet or a Sheet")
    return sheet


def _piece(piece: Piece) -> Html:
    if isinstance(piece, Table):
        return table(piece.caption, piece.header, rows=piece.rows, figures=piece.figures)
    if isinstance(piece, Listing):
        lines = element("ul", *(element("li", line) for line in piece.lines))
        return element("section", element("h2", piece.heading), lines)
    if isinstance(piece, Picture):
        title, drawn = piece.caption.title, Html("".join(part.text for part in piece.parts))
        return element("figure", element("figcaption", title), scroll(title, drawn))
    if isinstance(piece, Link):
        before, _, after = piece.text.partition(piece.address)
        return element("p", before, element("a", piece.address, href=piece.address), after)
    return paragraph(piece)
