"""References in free text: known names only, found as whole tokens, in time linear in the text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

# A word is what stands between blanks and the punctuation that never belongs to a number. Dashes, dots, slashes
# and underscores may be part of one: F-101 is not found inside F-101-2, nor 12 inside 2026/12.
_WORD = re.compile(r"[^\s,;:()\[\]{}<>\"'|=+*!?#&]+")
_EDGES = "-./_"
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_SHORTEST_NUMBER = 4


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, in capitals, without the punctuation around them.

    >>> split_words("VIR facture f-101, merci")
    ('VIR', 'FACTURE', 'F-101', 'MERCI')
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    words = (word.strip(_EDGES) for word in _WORD.findall(plain.upper()))
    return tuple(word for word in words if word)


def is_distinctive(words: tuple[str, ...]) -> bool:
    """Return whether a name can be looked for inside a text; a short number or a bare year would be found anywhere.

    >>> is_distinctive(("F-101",)), is_distinctive(("12",)), is_distinctive(("2026",))
    (True, False, False)
    """
    if len(words) != 1 or not words[0].isdigit():
        return bool(words)
    return len(words[0]) >= _SHORTEST_NUMBER and not _YEAR.fullmatch(words[0])


def find_names(text: str, names: "NameIndex") -> Iterator[str]:
    """Give the known names that stand in a text as whole words, longest first at each place, once each."""
    words = split_words(text)
    whole = names.whole_text(words)
    if whole is not None:
        yield whole
        return
    seen: set[str] = set()
    position = 0
    while position < len(words):
        name, length = names.longest_at(words, position)
        if name is not None and name not in seen:
            seen.add(name)
            yield name
        position += length


class NameIndex:
    """The names that documents answer to, by their words; two names of the same words single out none."""

    def __init__(self, names: Iterable[str]) -> None:
        by_words: dict[tuple[str, ...], list[str]] = {}
        for name in names:
            by_words.setdefault(split_words(name), []).append(name)
        self._whole: dict[tuple[str, ...], str] = {
            words: same[0] for words, same in by_words.items() if words and len(same) == 1
        }
        self._lengths: list[int] = sorted({len(words) for words in self._whole if is_distinctive(words)}, reverse=True)

    def whole_text(self, words: tuple[str, ...]) -> str | None:
        """Return the name that a whole text is, even one too short to be looked for inside a text."""
        return self._whole.get(words)

    def longest_at(self, words: tuple[str, ...], position: int) -> tuple[str | None, int]:
        """Return the longest known name that starts at a word, and how many words it takes; (None, 1) for none."""
        for length in self._lengths:
            candidate = words[position : position + length]
            name = self._whole.get(candidate)
            if name is not None and len(candidate) == length and is_distinctive(candidate):
                return name, length
        return None, 1
