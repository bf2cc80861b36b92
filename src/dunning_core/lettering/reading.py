"""References in free text: the known names of a debtor's documents, looked for as whole tokens, in linear time.

Only names that are known are looked for; no other number is ever read out of a text. A name is found in full, with or
without its separators and leading zeros, or by its counter next to a word such as invoice; what could be several
documents is ambiguous, and is said to be.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from dunning_core.identifiers import is_belgian_reference, is_creditor_reference, is_swiss_reference, squeeze_reference
from dunning_core.lettering.tokens import Token, clean_text, split_tokens

STRONG, WEAK, AMBIGUOUS = "strong", "weak", "ambiguous"
_LONGEST_WINDOW = 8
_LONGEST_GAP = 3
#: A structured reference is printed in so many groups at most.
_LONGEST_PRINT = 12
#: A name of digits only is looked for on its own from so many on; a shorter one needs a word such as invoice before it.
_SHORTEST_NUMBER = 5
_SHORTEST_WORD = 5
_ANY_DIGITS = "0"
_FRENCH = frozenset(("FACTURE", "FACTURES", "FACT", "FAC", "FA", "FT", "FATURE", "COMMANDE", "SITUATION"))
_ENGLISH = frozenset(("INVOICE", "INVOICES", "INV", "ORDER"))
_GERMANIC = frozenset(("RECHNUNG", "RECHNUNGEN", "RG", "RE", "RENR", "RNR", "BESTELLUNG", "FACTUUR", "FACTUREN"))
_LATIN = frozenset(("FRA", "FRAS", "FACTURA", "FACTURAS", "FATTURA", "FATT", "FATURA"))
_INVOICE_WORDS = _FRENCH | _ENGLISH | _GERMANIC | _LATIN | {"FAKTURA", "FAKTURY", "FV", "LASKU", "ARVE"}
_CREDIT_WORDS = frozenset(["AVOIR", "AVOIRS", "AV", "CREDIT", "CN", "GUTSCHRIFT", "GS", "ABONO", "CREDITNOTE"])
_CREDIT_PREFIXES = frozenset(["A", "AV", "AVO", "AVOIR", "CN", "CR", "CRN", "GS", "NC", "RINV", "RFAC"])
_FILLERS = frozenset(["N", "NO", "NR", "NUM", "NUMERO", "O"])
_NEGATIONS = ("NON PAYE", "SAUF ", "UNPAID", "EXCEPT ", "NICHT BEZAHLT", "NIET BETAALD", "LITIGE ")
_RANGE_WORDS = frozenset(("A", "AU", "TO", "BIS", "TOT"))
_LIST_WORDS = frozenset(("ET", "Y", "E", "UND", "AND", "EN", "OU"))


@frozen
class FoundReference:
    """A name found in a text, how strongly ("strong", "weak", "ambiguous"), and the words in which it was seen."""

    name: str
    strength: str
    seen: str


@frozen
class _Key:
    name: str
    values: tuple[str, ...]
    counter: int

    @property
    def prefix(self) -> tuple[str, ...]:
        return tuple(value for value in self.values[: self.counter] if not value.isdigit())

    @property
    def years(self) -> tuple[str, ...]:
        return tuple(value for value in self.values[: self.counter] if value.isdigit())

    @property
    def is_credit(self) -> bool:
        return any(value in _CREDIT_PREFIXES for value in self.prefix)


class ReferenceIndex:
    """The names that documents answer to, by their tokens; two names that read alike single out none."""

    def __init__(self, names: Iterable[str]) -> None:
        self.full: dict[tuple[str, ...], list[_Key]] = {}
        self.squeezed: dict[str, list[_Key]] = {}
        self.digits: dict[str, list[_Key]] = {}
        self.counters: dict[str, list[_Key]] = {}
        self.texts: dict[str, list[str]] = {}
        #: What a name may begin with, so that no other token needs a look.
        self.starts: set[str] = set()
        self.longest: int = 0
        self._add_all(names)

    def _add_all(self, names: Iterable[str]) -> None:
        for name in names:
            self.texts.setdefault(squeeze_reference(name), []).append(name)
            tokens = split_tokens(name.upper())
            places = [place for place, token in enumerate(tokens) if token.is_digits]
            if not places:
                if len(squeeze_reference(name)) >= _SHORTEST_WORD:
                    values = tuple(token.value for token in tokens)
                    self.full.setdefault(values, []).append(_Key(name, values, len(values)))
                    self._start_with(tokens)
                continue
            key = _Key(name, tuple(token.value for token in tokens), places[-1])
            self._start_with(tokens)
            self.full.setdefault(key.values, []).append(key)
            self.squeezed.setdefault("".join(token.raw for token in tokens), []).append(key)
            self.digits.setdefault("".join(tokens[place].raw for place in places), []).append(key)
            # A number of three parts or more is a counter of something else: it is found in full, or not at all.
            if key.counter == len(tokens) - 1 and len(tokens) > 1 and len(places) <= 2:
                self.counters.setdefault(key.values[key.counter], []).append(key)

    def _start_with(self, tokens: Sequence[Token]) -> None:
        # Digits may be cut or joined by whoever types them, letters are not.
        self.starts.add(_ANY_DIGITS if tokens[0].is_digits else tokens[0].value)
        self.longest = max(self.longest, sum(len(token.raw) for token in tokens))


def read_references(text: str, index: ReferenceIndex) -> tuple[FoundReference, ...]:
    """Return the known names that a text gives, in order, each once, with the strongest strength it was seen with.

    >>> index = ReferenceIndex(["FA-2026-0012", "FA-2026-0013"])
    >>> [(found.name, found.strength) for found in read_references("VIR FA 2026/12 ET 0013", index)]
    [('FA-2026-0012', 'strong'), ('FA-2026-0013', 'strong')]
    """
    whole = index.texts.get(squeeze_reference(text), [])
    if len(whole) == 1:
        return (FoundReference(whole[0], STRONG, text.strip()),)
    cleaned = clean_text(text)
    found: dict[str, FoundReference] = {}
    doubtful: set[str] = set()
    versions = (cleaned.replace("\n", " "), cleaned.replace("\n", "")) if "\n" in cleaned else (cleaned,)
    for version in versions:
        tokens = split_tokens(version)
        structured = list(_read_structured(tokens, index))
        doubtful.update(reading.name for reading in structured if reading.strength != STRONG)
        for reading in (*structured, *_Reader(tokens, index).read()):
            known = found.get(reading.name)
            stronger = known is not None and reading.strength == STRONG and known.strength != STRONG
            if known is None or (stronger and reading.name not in doubtful):
                found[reading.name] = reading
    if any(word in cleaned for word in _NEGATIONS):
        return tuple(FoundReference(reading.name, AMBIGUOUS, reading.seen) for reading in found.values())
    return tuple(found.values())


def _read_structured(tokens: Sequence[Token], index: ReferenceIndex) -> Iterator[FoundReference]:
    # A reference that is printed in groups: its digits are compared without what stands between, and its check digits
    # are asked for. Those of other countries have one only, which any number may have, and are found as any number is.
    found = [
        reading
        for start, token in enumerate(tokens)
        if token.raw == "RF"
        for reading in _read_creditor_reference(tokens[start : start + _LONGEST_PRINT], index)
    ]
    yield from found
    if found or _ANY_DIGITS not in index.starts:
        return
    for start, token in enumerate(tokens):
        raw = token.raw
        for following in tokens[start + 1 : start + _LONGEST_PRINT] if token.is_digits else ():
            raw += following.raw
            if not following.is_digits or len(raw) > index.longest:
                break
            names = index.texts.get(raw, ())
            if len(names) == 1 and (is_belgian_reference(raw) or is_swiss_reference(raw)):
                yield FoundReference(names[0], STRONG, raw)


def _read_creditor_reference(tokens: Sequence[Token], index: ReferenceIndex) -> Iterator[FoundReference]:
    for stop in range(len(tokens), 1, -1):
        raw = "".join(part.raw for part in tokens[:stop])
        own, inner = index.texts.get(raw, []), index.texts.get(raw[4:], [])
        if len(own or inner) == 1:
            is_sure = bool(own) or is_creditor_reference(raw)
            yield FoundReference((own or inner)[0], STRONG if is_sure else WEAK, raw)
            return


class _Reader:
    """Reads the tokens of one text, from left to right; used once."""

    def __init__(self, tokens: Sequence[Token], index: ReferenceIndex) -> None:
        self.tokens = tokens
        self.index = index

    def read(self) -> Iterator[FoundReference]:
        place = 0
        while place < len(self.tokens):
            key, length = self._full_at(place)
            if key is not None:
                yield self._reading(key.name, STRONG, place, length)
                place += length
                for reading, taken in self._list_after(key, place):
                    yield reading
                    place += taken
                continue
            if self.tokens[place].is_digits:
                yield from self._by_counter(place)
            place += 1

    def _reading(self, name: str, strength: str, place: int, length: int) -> FoundReference:
        return FoundReference(name, strength, " ".join(token.raw for token in self.tokens[place : place + length]))

    def _full_at(self, place: int) -> tuple[_Key | None, int]:
        tokens = self.tokens
        first = tokens[place]
        if (_ANY_DIGITS if first.is_digits else first.value) not in self.index.starts or (place and first.gap == ""):
            return None, 1
        best: tuple[_Key | None, int] = (None, 1)
        values: list[str] = []
        raw = ""
        spaced = True
        for length in range(1, min(_LONGEST_WINDOW, len(tokens) - place) + 1):
            token = tokens[place + length - 1]
            if length > 1 and len(token.gap or "") > _LONGEST_GAP:
                break
            if length > 1 and token.is_digits and tokens[place + length - 2].is_digits and token.gap != " ":
                spaced = False
            values.append(token.value)
            raw += token.raw
            if len(raw) > self.index.longest + _LONGEST_GAP:
                break
            following = tokens[place + length] if place + length < len(tokens) else None
            if following is not None and following.gap == "":
                continue
            keys = self.index.full.get(tuple(values)) or (self.index.squeezed.get(raw, []) if spaced else [])
            if len(keys) == 1 and self._stands_alone(keys[0], place, length):
                best = keys[0], length
        return best

    def _stands_alone(self, key: _Key, place: int, length: int) -> bool:
        # A name of digits only would be found anywhere: it must be long enough, no year, and no part of a chain.
        if len(key.values) != 1:
            return True
        (value,) = key.values
        raw = "".join(token.raw for token in self.tokens[place : place + length])
        if value == "0" or len(raw) < _SHORTEST_NUMBER:
            return self._keyword_before(place) is not None and value != "0" and len(raw) > 2
        before = self.tokens[place].gap
        after = self.tokens[place + length].gap if place + length < len(self.tokens) else None
        return not (_is_chain(before) and self.tokens[place - 1].is_digits) and not _is_chain(after)

    def _list_after(self, key: _Key, place: int) -> Iterator[tuple[FoundReference, int]]:
        # FA-2026-0012/0013, 0012 ET 0014, 0012 A 0014: the counters that follow share the prefix.
        if key.counter == len(key.values):
            return
        stem, last = key.values[: key.counter], int(key.values[key.counter])
        tail = key.values[key.counter + 1 :]
        while place < len(self.tokens):
            word = self.tokens[place].raw
            is_word = word in _LIST_WORDS or word in _RANGE_WORDS
            at = place + 1 if is_word else place
            if at >= len(self.tokens) or not self._is_counter(at):
                return
            value = self.tokens[at].value
            if word in _RANGE_WORDS and int(value) > last:
                for number in range(last + 1, min(int(value), last + 200)):
                    for found in self.index.full.get((*stem, str(number), *tail), ())[:1]:
                        yield FoundReference(found.name, STRONG, f"{last} {word} {value}"), 0
            same = self.index.full.get((*stem, value, *tail), [])
            if len(same) != 1:
                return
            strength = STRONG if len(self.tokens[at].raw) >= 3 else WEAK
            yield self._reading(same[0].name, strength, at, 1), at - place + 1
            place, last = at + 1, int(value)

    def _is_counter(self, place: int) -> bool:
        token = self.tokens[place]
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        bounded = following is None or following.gap != ""
        return token.is_digits and bounded and token.gap != "" and len(token.gap or "") <= _LONGEST_GAP

    def _by_counter(self, place: int) -> Iterator[FoundReference]:
        token = self.tokens[place]
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if following is not None and (following.gap == "" or (_is_chain(following.gap) and following.is_digits)):
            return
        start, prefix, year = self._context(place)
        keyword = self._keyword_before(start)
        keys = self.index.counters.get(token.value, [])
        if not keys and prefix is None and year is None and len(token.raw) > 5:
            keys = self.index.digits.get(token.raw, [])
        if prefix is not None and prefix not in _INVOICE_WORDS | _CREDIT_WORDS:
            keys = [key for key in keys if key.prefix and key.prefix[-1] == prefix]
        elif prefix is not None:
            keyword = prefix
        if year is not None:
            keys = [key for key in keys if year in key.years]
        keys = _of_kind(keys, keyword)
        known = keyword is not None or (prefix is not None and bool(keys))
        if not keys and prefix is not None:
            yield from self._near(place, prefix, year)
        if not keys or (not known and len(token.raw) < 4):
            return
        if len(keys) > 1:
            for key in keys:
                yield self._reading(key.name, AMBIGUOUS, place, 1)
            return
        other = prefix is not None and keys[0].prefix[-1:] != (prefix,) and self.tokens[start].gap != " "
        enough = known and not other and (len(token.raw) >= 3 or year is not None or not keys[0].years)
        yield self._reading(keys[0].name, STRONG if enough else WEAK, place, 1)

    def _near(self, place: int, prefix: str, year: str | None) -> Iterator[FoundReference]:
        """What one slip of the finger away from a number under a known prefix: never more than a proposal."""
        keys = {
            key.name: key
            for value in _slips(self.tokens[place].raw)
            for key in self.index.counters.get(value, ())
            if key.prefix and key.prefix[-1] == prefix and (year is None or year in key.years)
        }
        for name in keys:
            yield self._reading(name, WEAK if len(keys) == 1 else AMBIGUOUS, place, 1)

    def _context(self, place: int) -> tuple[int, str | None, str | None]:
        """The place where the number begins, the letters joined to it, and the year before it."""
        start, year = place, None
        before = self.tokens[place - 1] if place else None
        if before is not None and before.is_digits and self._joined(place) and len(before.raw) in (2, 4):
            start, year = place - 1, before.value
        letters = self.tokens[start - 1] if start else None
        if letters is None or letters.is_digits:
            return start, None, year
        glued = self.tokens[start].gap
        if glued == "" or _is_chain(glued):
            return start, letters.raw, year
        if (
            glued == " "
            and letters.raw not in _FILLERS
            and any(letters.raw in key.prefix for key in self._alike(place))
        ):
            return start, letters.raw, year
        return start, None, year

    def _alike(self, place: int) -> Sequence[_Key]:
        return self.index.counters.get(self.tokens[place].value, ())

    def _joined(self, place: int) -> bool:
        gap = self.tokens[place].gap
        return _is_chain(gap) or gap == " "

    def _keyword_before(self, place: int) -> str | None:
        for back in range(1, 4):
            at = place - back
            if at < 0 or self.tokens[at].is_digits:
                return None
            word = self.tokens[at].raw
            if word in _INVOICE_WORDS or word in _CREDIT_WORDS:
                return word
            if word not in _FILLERS:
                return None
        return None


def _slips(raw: str) -> Iterator[str]:
    for place in range(len(raw)):
        for digit in "0123456789":
            yield (raw[:place] + digit + raw[place + 1 :]).lstrip("0") or "0"
        yield (raw[:place] + raw[place : place + 2][::-1] + raw[place + 2 :]).lstrip("0") or "0"


def _is_chain(gap: str | None) -> bool:
    return gap is not None and 0 < len(gap) <= _LONGEST_GAP and all(character in "-/._" for character in gap)


def _of_kind(keys: Sequence[_Key], keyword: str | None) -> list[_Key]:
    if keyword in _CREDIT_WORDS:
        return [key for key in keys if key.is_credit]
    if keyword in _INVOICE_WORDS and any(not key.is_credit for key in keys):
        return [key for key in keys if not key.is_credit]
    return list(keys)
