"""Sheet: a text laid out, before it is plain text or a page: its paragraphs, tables and lists, in order."""

from base64 import b64encode
from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from dunning_core._checks import show_count
from dunning_core.markup import Bar, Caption, Html, Mark, draw_bars, draw_timeline, element, table
from dunning_core.markup.html import paragraph, scroll, show_plainly
from dunning_core.markup.svg import split_timeline
from dunning_core.notices.tables import align_columns

# Who cannot see a picture hears so much of its description.
_ALT_MOST = 2000


@frozen
class Table:
    """A table of texts: what it shows, its header, its rows; the columns named by `figures` are flush right."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[int, ...] = ()


@frozen
class Listing:
    """A list of lines under a heading."""

    heading: str
    lines: tuple[str, ...]


@frozen
class Link:
    """A paragraph with the address of a page in it, which the caller gave."""

    text: str
    address: str


@frozen
class Picture:
    """A picture as plain data, drawn when the page is: marks along a line of time, or bars of the parts named.

    Its description is what it shows, in words, and stands in its place in plain text.
    """

    caption: Caption = field(repr=False)
    description: str = field(repr=False)
    marks: tuple[Mark, ...] = field(default=(), repr=show_count)
    bars: tuple[Bar, ...] = field(default=(), repr=show_count)
    names: tuple[str, ...] = ()

    @property
    def markup(self) -> Html:
        """Return the picture as SVG."""
        if self.bars:
            return draw_bars(self.caption, self.bars, names=self.names)
        return draw_timeline(self.caption, self.marks)

    @property
    def parts(self) -> tuple[Html, ...]:
        """Return the picture as SVG in parts, one below the other, each no higher than a page of paper."""
        return (self.markup,) if self.bars else split_timeline(self.caption, self.marks)

    def _repr_html_(self) -> str:
        return str(_embed(self))


#: A piece of a sheet: a paragraph, a table, a list, a link or a picture.
Piece = str | Table | Listing | Link | Picture


def _one_line(subject: str) -> str:
    # A name may hold a separator of lines or paragraphs, which no header of a message takes.
    return " ".join(subject.splitlines())


@frozen
class Sheet:
    """A text laid out in a language: who writes to whom and when, the subject, the body, and what stands below it.

    The subject is one line, whatever a name in it holds. `head` holds blocks of lines above the subject; `annex` what
    stands below the signature. Every text of an outsider is still as it came in: `render_html` escapes it.
    """

    locale: str
    subject: str = field(converter=_one_line)
    head: tuple[str, ...] = ()
    content: tuple[Piece, ...] = field(default=(), repr=show_count)
    annex: tuple[Piece, ...] = field(default=(), repr=show_count)

    @property
    def body(self) -> str:
        """Return the body as plain text, from the greeting to the signature, its parts a blank line apart."""
        return join_pieces(self.content)

    def with_annex(self, *pieces: Piece) -> "Sheet":
        """Return the sheet with more pieces below the signature, such as a picture."""
        return evolve(self, annex=(*self.annex, *pieces))

    def _repr_html_(self) -> str:
        return show_sheet(self)


def show_sheet(sheet: Sheet) -> str:
    """Return a text as a notebook shows it: without the styles of a page, and with pictures that it lets through."""
    head = [paragraph(block) for block in sheet.head if block]
    pieces = [
        _embed(piece) if isinstance(piece, Picture) else mark_up(piece) for piece in (*sheet.content, *sheet.annex)
    ]
    language = sheet.locale.replace("_", "-")
    return show_plainly(*head, element("h2", sheet.subject), *pieces, lang=language, dir="auto")


def mark_up(piece: Piece) -> Html:
    """Return a piece as it stands in a page."""
    if isinstance(piece, str):
        return paragraph(piece)
    if isinstance(piece, Table):
        return table(piece.caption, piece.header, rows=piece.rows, figures=piece.figures)
    if isinstance(piece, Listing):
        lines = element("ul", *(element("li", line) for line in piece.lines))
        return element("section", element("h2", piece.heading), lines)
    if isinstance(piece, Picture):
        title, drawn = piece.caption.title, Html("".join(part.text for part in piece.parts))
        return element("figure", element("figcaption", title), scroll(title, drawn))
    if not piece.address.startswith("https://"):
        return paragraph(piece.text)
    before, _, after = piece.text.partition(piece.address)
    return element("p", before, element("a", piece.address, href=piece.address), after)


def _embed(picture: Picture) -> Html:
    # A notebook that is not trusted shows no SVG but that of an image.
    drawn = [b64encode(part.text.encode()).decode() for part in picture.parts]
    words = [picture.description[:_ALT_MOST], *[picture.caption.title] * (len(drawn) - 1)]
    images = [
        element("img", alt=alt, src=f"data:image/svg+xml;base64,{data}") for alt, data in zip(words, drawn, strict=True)
    ]
    return element("div", *images)


def join_pieces(pieces: Iterable[Piece]) -> str:
    """Return pieces as plain text, a blank line apart."""
    return "\n\n".join(_write_piece(piece) for piece in pieces)


def table_of(
    caption: str, header: Iterable[str], *, rows: Iterable[Iterable[str]], figures: tuple[int, ...] = ()
) -> Table:
    """Return a table from whatever gives its header and its rows."""
    return Table(caption, tuple(header), tuple(tuple(row) for row in rows), figures)


def keep_told(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give the pieces that say something."""
    for piece in pieces:
        if piece and not (isinstance(piece, Table) and not piece.rows):
            yield piece


def _write_piece(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Table):
        return align_columns((piece.header, *piece.rows), right=piece.figures)
    if isinstance(piece, Listing):
        return "\n".join((piece.heading, *(f"- {line}" for line in piece.lines)))
    if isinstance(piece, Picture):
        return f"{piece.caption.title}\n{piece.description}"
    return piece.text
