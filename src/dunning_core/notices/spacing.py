"""Spaces: which ones a printed text holds, by choice; the words and figures stay the same."""

import re

from dunning_core.notices.options import Spaces

_WIDE, _NARROW = "\u00a0", "\u202f"
_ALL = re.compile("[\u00a0\u2009\u202f]")
# In French a no-break space stands before a colon, within quotation marks and after n°, a narrow one before ; ! and ?
_COLON, _MARKS = re.compile(" (?=[:»])|(?<=«) |(?<=[Nn]°) "), re.compile(" (?=[;!?])")


def space_text(text: str, language: str, *, spaces: Spaces) -> str:
    """Return a text of a catalog with the spaces that its language puts before punctuation."""
    if spaces is Spaces.PLAIN or language != "fr":
        return text
    return space_value(_MARKS.sub(_NARROW, _COLON.sub(_WIDE, text)), spaces=spaces)


def space_value(text: str, *, spaces: Spaces) -> str:
    """Return a formatted amount, rate or day with the spaces asked for."""
    if spaces is Spaces.TYPOGRAPHIC:
        return text
    return _ALL.sub(" " if spaces is Spaces.PLAIN else _WIDE, text)


# What opens an embedding, an override or an isolate of bidirectional text, and what closes it (UAX 9).
_EMBEDDING, _ISOLATE, _ISOLATED = "\u202c", "\u2069", "\u2068"
_CLOSED_BY = dict.fromkeys("\u202a\u202b\u202d\u202e", _EMBEDDING) | dict.fromkeys("\u2066\u2067\u2068", _ISOLATE)
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Hebrew, Arabic and the other scripts that are written from right to left.
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def close_marks(text: str) -> str:
    """Return a text that leaves no direction mark open, so that what follows it is read in its own direction.

    A text with letters written from right to left is isolated from those around it.
    """
    if text.isascii():
        return text
    opened: list[str] = []
    for mark in _DIRECTIONS.findall(text):
        if mark in _CLOSED_BY:
            opened.append(_CLOSED_BY[mark])
        elif mark == _ISOLATE and mark in opened:
            # The end of an isolate ends the embeddings within it.
            while opened.pop() != _ISOLATE:
                pass
        elif opened[-1:] == [mark]:
            opened.pop()
    closed = text + "".join(reversed(opened))
    return f"{_ISOLATED}{closed}{_ISOLATE}" if _FROM_RIGHT.search(text) else closed
