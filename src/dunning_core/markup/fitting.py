"""How much of a text fits on a line of a picture, where no browser is there to measure it."""

import re
import unicodedata

_BLANKS = re.compile("[ \t\r\n]+")
# Widths in a system font of 14 pixels, rather too wide than too narrow.
_NARROW = frozenset(" \u00a0\u202f!'()[],-./:;I|fijlrt’·")
_BROAD = frozenset("%@MWmw—…œŒÆæ")
_ELLIPSIS = 14


def fit_text(text: str, width: int, *, lines: int = 1) -> list[str]:
    """Return a text as lines that are each at most so many pixels wide; an ellipsis stands for what is left over.

    Lines are parted at blanks, and within a word only where it is longer than a line.

    >>> fit_text("a promise to pay", 90, lines=2)
    ['a promise', 'to pay']
    >>> fit_text("a promise to pay", 90)
    ['a promis…']
    """
    fitted: list[str] = []
    rest = _BLANKS.sub(" ", text).strip(" ")
    while (end := _reach(rest, width)) < len(rest):
        if len(fitted) == lines - 1:
            return [*fitted, rest[: _reach(rest, width - _ELLIPSIS)].rstrip(" ") + "…"]
        blank = rest.rfind(" ", 0, end + 1)
        fitted.append(rest[: blank if blank > 0 else end])
        rest = rest[len(fitted[-1]) :].lstrip(" ")
    return [*fitted, rest]


def _reach(text: str, width: int) -> int:
    left = width
    for rank, character in enumerate(text):
        left -= _width(character)
        if left < 0:
            return rank
    return len(text)


def _width(character: str) -> int:
    if character in _NARROW:
        return 6
    if character in _BROAD:
        return 14
    if unicodedata.east_asian_width(character) in "FW":
        return 20
    return 0 if unicodedata.combining(character) else 11 if character.isupper() else 9
