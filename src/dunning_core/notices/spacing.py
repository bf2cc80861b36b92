"""Spaces: which ones a printed text holds, by choice; the words and figures stay the same."""

import re

from dunning_core.notices.options import Spaces

_WIDE, _NARROW = "\u00a0", "\u202f"
_ALL = re.compile("[\u00a0\u2009\u202f]")
# In French a no-break space stands before a colon and within quotation marks, a narrow one before ; ! and ?
_COLON, _MARKS = re.compile(" (?=[:»])|(?<=«) "), re.compile(" (?=[;!?])")


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


# What opens an embedding, an override or an isolate of bidirectional text, and what closes it.
_OPENED = (("[\u202a\u202b\u202d\u202e]", "\u202c"), ("[\u2066-\u2068]", "\u2069"))


def close_marks(text: str) -> str:
    """Return a text that leaves no direction mark open, so that what follows it is read in its own direction."""
    if text.isascii():
        return text
    for opening, closing in _OPENED:
        text += closing * (len(re.findall(opening, text)) - text.count(closing))
    return text
