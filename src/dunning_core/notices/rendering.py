"""render_text and render_html: a text as it would be printed, from the sender's address to the enclosures."""

from typing import Protocol

from dunning_core.errors import WrongTypeError
from dunning_core.markup import element, page
from dunning_core.markup.html import paragraph
from dunning_core.notices.formats import find_direction
from dunning_core.notices.sheets import Sheet, join_pieces, mark_up


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
    foot = [element("footer", *map(mark_up, sheet.annex))] if sheet.annex else []
    language = sheet.locale.replace("_", "-")
    content = (*map(mark_up, sheet.content), *foot)
    return str(page(sheet.subject, *content, language=language, head=head, direction=find_direction(sheet.locale)))


def _sheet_of(written: object) -> Sheet:
    sheet = written if isinstance(written, Sheet) else getattr(written, "sheet", None)
    if not isinstance(sheet, Sheet):
        raise WrongTypeError("wrong_type", "written", written, "pass a Notice, a Message, a CallSheet or a Sheet")
    return sheet
