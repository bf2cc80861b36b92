"""Pictures as SVG, from plain data: marks along a line of time, and stacked bars. Whole numbers, escaped, no script."""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import accumulate

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_count, check_free_text, check_instance, check_text
from dunning_core.errors import InvalidValueError
from dunning_core.markup.fitting import fit_text
from dunning_core.markup.html import Html, element

_WIDTH, _AXIS, _LABEL = 800, 190, 212
_ROW, _LINE, _LINES_MOST, _GAP_MOST, _MARGIN = 30, 18, 3, 48, 24
_CHART, _TOTAL, _BAR_ROW, _BAR, _LEGEND_ROW = 430, 160, 36, 22, 24
_INK, _GRID = "#1a1a1a", "#767676"
#: Dark and light by turns and outlined, so that neighbors are told apart without color.
_FILLS = ("#1f4e79", "#f2b880", "#5b2a86", "#a5d6a7", "#b71c1c", "#cfd8dc")
_DIGITS_MOST = 10**30
_NAME_MOST = 180
# Of what a page of A4 shows at this width, with a caption above.
_PAGE = 1000


class Tone(Enum):
    """How a mark is drawn: each has a shape and a color of its own, so that neither is needed alone."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    STRONG = "strong"


@frozen
class Mark:
    """Something on a line of time: where (a whole number, such as a day's ordinal), its date in words, what it is."""

    position: int
    when: str
    text: str
    tone: Tone = Tone.PLAIN

    def __attrs_post_init__(self) -> None:
        check_count("position", self.position, lowest=-_DIGITS_MOST, highest=_DIGITS_MOST)
        check_free_text("when", self.when)
        check_free_text("text", self.text)
        check_instance("tone", self.tone, Tone)


def _parts(given: Sequence[int]) -> tuple[int, ...]:
    return as_tuple("parts", given, int)


@frozen
class Bar:
    """One bar: its label, its parts from left to right, in whole units, and its total in words."""

    label: str
    parts: tuple[int, ...] = field(converter=_parts)
    total: str = ""

    def __attrs_post_init__(self) -> None:
        check_free_text("label", self.label)
        check_free_text("total", self.total)
        for index, part in enumerate(self.parts):
            check_count(f"parts[{index}]", part, highest=_DIGITS_MOST)


@frozen
class Caption:
    """What every picture says of itself to who cannot see it: a title, a description, the language of both.

    `key` makes the ids of the picture, and so differs between two pictures of one page.
    """

    title: str
    description: str
    language: str
    key: str = "picture"

    def __attrs_post_init__(self) -> None:
        check_text("title", self.title)
        check_free_text("description", self.description)
        check_text("language", self.language)
        check_text("key", self.key)
        if not (self.key.isascii() and self.key.replace("-", "").isalnum()):
            raise InvalidValueError("bad_format", "key", self.key, "pass letters, digits and hyphens")


def draw_timeline(caption: Caption, marks: Sequence[Mark]) -> Html:
    """Return marks along a line of time that runs down, in order, farther apart where more time lies between.

    A text that is too long for three lines is cut there, and whole in the title of its mark. Raises InvalidValueError
    without a mark.
    """
    return _draw_run(caption, _place_marks(caption, marks))


def split_timeline(caption: Caption, marks: Sequence[Mark]) -> tuple[Html, ...]:
    """Return the same timeline in parts that each fit on a page of A4: a page would cut a picture between two lines.

    The first part holds the description. Raises InvalidValueError without a mark.
    """
    placed = _place_marks(caption, marks)
    runs: list[list[_Placed]] = [[]]
    for found in placed:
        if runs[-1] and found.bottom - runs[-1][0].y > _PAGE:
            runs.append([])
        runs[-1].append(found)
    if len(runs) == 1:
        return (_draw_run(caption, placed),)
    return tuple(_draw_run(_caption_of(caption, rank, len(runs)), run) for rank, run in enumerate(runs, start=1))


def _caption_of(caption: Caption, rank: int, count: int) -> Caption:
    # The longest title and key leave room for the number of a part.
    title = caption.title if len(caption.title) <= _NAME_MOST else caption.title[: _NAME_MOST - 1] + "…"
    key = caption.key if rank == 1 else f"{caption.key[:_NAME_MOST]}-part-{rank}"
    return Caption(f"{title} ({rank}/{count})", caption.description if rank == 1 else "", caption.language, key)


@frozen
class _Placed:
    """A mark with its text in lines, and where it stands."""

    mark: Mark
    lines: Sequence[str]
    y: int

    @property
    def bottom(self) -> int:
        return self.y + _LINE * (len(self.lines) - 1)


def _place_marks(caption: Caption, marks: Sequence[Mark]) -> list[_Placed]:
    check_instance("caption", caption, Caption)
    ordered = sorted(as_tuple("marks", marks, Mark), key=lambda mark: mark.position)
    if not ordered:
        raise InvalidValueError("empty", "marks", (), "give at least one mark")
    span = max(1, ordered[-1].position - ordered[0].position)
    placed: list[_Placed] = []
    y, last = 0, ordered[0].position
    for mark in ordered:
        y += min(_GAP_MOST, (mark.position - last) * 400 // span)
        placed.append(_Placed(mark, fit_text(mark.text, _WIDTH - _LABEL, lines=_LINES_MOST), y))
        y, last = placed[-1].bottom + _ROW, mark.position
    return placed


def _draw_run(caption: Caption, run: Sequence[_Placed]) -> Html:
    up = run[0].y - _MARGIN
    axis = _line(_AXIS, _MARGIN, _AXIS, run[-1].y - up)
    drawn = (_mark(found.mark, found.lines, found.y - up) for found in run)
    return _picture(caption, run[-1].bottom - up + _MARGIN, axis, *drawn)


def draw_bars(caption: Caption, bars: Sequence[Bar], *, names: Sequence[str]) -> Html:
    """Return stacked bars one below the other, the longest as long as the picture has room, with a legend of the parts.

    Raises InvalidValueError without a bar, for more parts than there are fills, or a bar of other parts than `names`.
    """
    check_instance("caption", caption, Caption)
    drawn, labels = as_tuple("bars", bars, Bar), as_tuple("names", names, str)
    if not drawn:
        raise InvalidValueError("empty", "bars", (), "give at least one bar")
    if not 0 < len(labels) <= len(_FILLS):
        raise InvalidValueError("out_of_range", "names", len(labels), f"pass 1 to {len(_FILLS)} names")
    for index, bar in enumerate(drawn):
        if len(bar.parts) != len(labels):
            raise InvalidValueError("bad_length", f"bars[{index}]", len(bar.parts), f"give {len(labels)} parts")
    longest = max(1, *(sum(bar.parts) for bar in drawn))
    groups = (_bar(bar, _MARGIN + _BAR_ROW * rank, longest=longest) for rank, bar in enumerate(drawn))
    end = _MARGIN + _BAR_ROW * len(drawn)
    legend = tuple(_legend(labels, end + _MARGIN))
    height = end + 2 * _MARGIN + _LEGEND_ROW * len(labels)
    return _picture(caption, height, _line(_AXIS, _MARGIN - 6, _AXIS, end), *groups, *legend)


def _picture(caption: Caption, height: int, *children: Html) -> Html:
    ids = (f"{caption.key}-title", f"{caption.key}-description")
    told = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {_WIDTH} {height}",
        "width": str(_WIDTH),
        "height": str(height),
        "role": "img",
        "lang": caption.language,
        "xml:lang": caption.language,
        "aria-labelledby": ids[0],
        "aria-describedby": ids[1],
        "font-family": "system-ui, sans-serif",
        "font-size": "14",
        "fill": _INK,
    }
    return element(
        "svg",
        element("title", caption.title, id=ids[0]),
        element("desc", caption.description, id=ids[1]),
        *children,
        **told,
    )


def _mark(mark: Mark, lines: Sequence[str], y: int) -> Html:
    return element(
        "g",
        element("title", f"{mark.when} {mark.text}"),
        _text(mark.when, _AXIS - 22, y + 5, width=_AXIS - 30, anchor="end"),
        _shape(mark.tone, y),
        *(_text(line, _LABEL, y + 5 + _LINE * rank) for rank, line in enumerate(lines)),
    )


def _shape(tone: Tone, y: int) -> Html:
    x = _AXIS
    if tone is Tone.BAD:
        return element("path", d=f"M{x} {y - 9}L{x + 9} {y}L{x} {y + 9}L{x - 9} {y}Z", fill="#b71c1c")
    if tone is Tone.STRONG:
        return element("path", d=f"M{x - 8} {y - 8}H{x + 8}V{y + 8}H{x - 8}Z", fill="#1f4e79")
    fill = "#2e7d32" if tone is Tone.GOOD else "#ffffff"
    return element("circle", cx=str(x), cy=str(y), r="7", fill=fill, stroke=_INK)


def _bar(bar: Bar, y: int, *, longest: int) -> Html:
    # Each edge is placed from the axis by itself, so that no rounding adds up.
    edges = [_AXIS + reached * _CHART // longest for reached in accumulate(bar.parts, initial=0)]
    places = zip(_FILLS, bar.parts, edges, edges[1:], strict=False)
    return element(
        "g",
        element("title", f"{bar.label} {bar.total}".rstrip()),
        *(_box(left, y, width=right - left, fill=fill) for fill, part, left, right in places if part),
        _text(bar.total, edges[-1] + 8, y + 16, width=_TOTAL),
        _text(bar.label, _AXIS - 10, y + 16, width=_AXIS - 18, anchor="end"),
    )


def _legend(names: Sequence[str], y: int) -> Iterator[Html]:
    for rank, name in enumerate(names):
        top = y + _LEGEND_ROW * rank
        box = _box(_AXIS, top, width=14, height=14, fill=_FILLS[rank])
        yield element("g", box, _text(name, _LABEL, top + 12, width=_WIDTH - _LABEL))


def _box(x: int, y: int, *, width: int, fill: str, height: int = _BAR) -> Html:
    told = {"x": x, "y": y, "width": width, "height": height}
    return element("rect", fill=fill, stroke=_INK, **{name: str(value) for name, value in told.items()})


def _line(x1: int, y1: int, x2: int, y2: int) -> Html:
    return element("path", d=f"M{x1} {y1}L{x2} {y2}", stroke=_GRID)


def _text(text: str, x: int, y: int, *, width: int = _WIDTH, anchor: str = "start") -> Html:
    told = {"x": str(x), "y": str(y), "text-anchor": anchor, "unicode-bidi": "isolate"}
    return element("text", *fit_text(text, width), **told)
