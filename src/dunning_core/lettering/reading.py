"""References in free text: the known names of a debtor's documents, looked for as whole tokens, in linear time.

Only names that are known are looked for; no other number is ever read out of a text. A name is found in full, with or
without its separators and leading zeros, or by its counter next to a word such as invoice; what could be several
documents is ambiguous, and is said to be.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from attrs import frozen

from dunning_core.identifiers import is_belgian_reference, is_creditor_reference, is_swiss_reference, squeeze_reference
from dunning_core.lettering.tokens import Token, clean_text, split_tokens

STRONG, WEAK, AMBIGUOUS = "strong", "weak", "ambiguous"
_LONGEST_WINDOW = 8
_LONGEST_GAP = 3
_CHAIN = "-/._"
#: A name of digits only may be typed with so many zeros more than it has.
_MOST_ZEROS = 3
#: A range holds no more than so many numbers, of no more than so many digits; nor is a slip looked for in a longer one.
_LONGEST_RANGE = 200
_LONGEST_COUNTER = 18
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
_KIND_WORDS = _INVOICE_WORDS | _CREDIT_WORDS
_CREDIT_PREFIXES = frozenset(["A", "AV", "AVO", "AVOIR", "CN", "CR", "CRN", "GS", "NC", "RINV", "RFAC"])
_FILLERS = frozenset(["N", "NO", "NR", "NUM", "NUMERO", "O"])
_NEGATIONS = ("NON PAYE", "SAUF ", "UNPAID", "EXCEPT ", "NICHT BEZAHLT", "NIET BETAALD", "LITIGE ")
_RANGE_WORDS = frozenset(("A", "AU", "TO", "BIS", "TOT"))
_LIST_WORDS = frozenset(("ET", "Y", "E", "UND", "AND", "EN", "OU")) | _RANGE_WORDS
_DIGITS = "0123456789"
#: Stands after the last token.
_END = Token("", "", " " * (_LONGEST_GAP + 1), is_digits=False)


@frozen
class FoundReference:
    """A name found in a text, how strongly ("strong", "weak", "ambiguous"), and the words in which it was seen."""

    name: str
    strength: str
    seen: str


@frozen
class _Key:
    """A name, its tokens, and of these what is asked for: its counter, the letters and the year before it."""

    name: str
    values: tuple[str, ...]
    raw: str
    counter: int
    letters: str
    year: str
    is_credit: bool


class ReferenceIndex:
    """The names that documents answer to, by their tokens; two names that read alike single out none."""

    def __init__(self, names: Iterable[str]) -> None:
        self.full: dict[tuple[str, ...], list[_Key]] = {}
        self.squeezed: dict[str, list[_Key]] = {}
        self.digits: dict[str, list[_Key]] = {}
        #: By the letters right before a counter and its value, and by the value alone.
        self.counters: dict[tuple[str, str], list[_Key]] = {}
        self.texts: dict[str, list[str]] = {}
        #: What a name may begin with, so that no other token needs a look.
        self.starts: set[str] = set()
        for name in names:
            self._add(name)

    def _add(self, name: str) -> None:
        tokens = split_tokens(name.upper())
        squeezed = squeeze_reference(name)
        places = [place for place, token in enumerate(tokens) if token.is_digits]
        if squeezed:
            self.texts.setdefault(squeezed, []).append(name)
        if not places and len(squeezed) < _SHORTEST_WORD:
            return
        key = _make_key(name, tokens, places)
        # Digits may be cut or joined by whoever types them, letters are not.
        self.starts.add(_ANY_DIGITS if tokens[0].is_digits else tokens[0].value)
        self.full.setdefault(key.values, []).append(key)
        if not places:
            return
        self.squeezed.setdefault(key.raw, []).append(key)
        self.digits.setdefault("".join(tokens[place].raw for place in places), []).append(key)
        # A number of three parts or more is a counter of something else: it is found in full, or not at all.
        if key.counter == len(tokens) - 1 and len(tokens) > 1 and len(places) <= 2:
            for letters in {key.letters, ""}:
                self.counters.setdefault((letters, key.values[key.counter]), []).append(key)


def _make_key(name: str, tokens: Sequence[Token], places: Sequence[int]) -> _Key:
    values = tuple(token.value for token in tokens)
    counter = places[-1] if places else len(values)
    words = [token.value for token in tokens[:counter] if not token.is_digits]
    years = [values[place] for place in places[:-1]]
    is_credit = not _CREDIT_PREFIXES.isdisjoint(words)
    raw = "".join(token.raw for token in tokens)
    return _Key(name, values, raw, counter, ("", *words)[-1], ("", *years)[-1], is_credit)


def read_references(text: str, index: ReferenceIndex) -> tuple[FoundReference, ...]:
    """Return the known names that a text gives, in order, each once, with the strongest strength it was seen with.

    >>> index = ReferenceIndex(["FA-2026-0012", "FA-2026-0013"])
    >>> [(found.name, found.strength) for found in read_references("VIR FA 2026/12 ET 0013", index)]
    [('FA-2026-0012', 'strong'), ('FA-2026-0013', 'strong')]
    """
    whole = index.texts.get(squeeze_reference(text), ())
    if len(whole) == 1:
        return (FoundReference(whole[0], STRONG, text.strip()),)
    cleaned = clean_text(text)
    # A line may end within a reference, or between two.
    versions = dict.fromkeys((cleaned.replace("\n", " "), cleaned.replace("\n", "")))
    found: dict[str, FoundReference] = {}
    doubtful: set[str] = set()
    for version in versions:
        tokens = split_tokens(version)
        # The digits of a creditor reference are no other reference, whatever they add up to.
        printed = [*_read_creditor_references(tokens, index)] or [*_read_printed(tokens, index)]
        doubtful.update(reading.name for reading in printed if reading.strength != STRONG)
        for reading in (*printed, *_Reader(tokens, index).read()):
            known = found.setdefault(reading.name, reading)
            if known.strength != STRONG and reading.strength == STRONG and reading.name not in doubtful:
                found[reading.name] = reading
    if any(word in version for word in _NEGATIONS for version in versions):
        return tuple(FoundReference(reading.name, AMBIGUOUS, reading.seen) for reading in found.values())
    return tuple(found.values())


def _read_printed(tokens: Sequence[Token], index: ReferenceIndex) -> Iterator[FoundReference]:
    # A reference that is printed in groups: its digits are compared without what stands between, and its check digits
    # are asked for. Those of other countries have one only, which any number may have, and are found as any number is.
    for start in range(len(tokens)):
        raw = ""
        for part in takewhile(lambda token: token.is_digits, tokens[start : start + _LONGEST_PRINT]):
            raw += part.raw
            names = index.texts.get(raw, ())
            if len(names) == 1 and (is_belgian_reference(raw) or is_swiss_reference(raw)):
                yield FoundReference(names[0], STRONG, raw)


def _read_creditor_references(tokens: Sequence[Token], index: ReferenceIndex) -> Iterator[FoundReference]:
    for start, token in enumerate(tokens):
        if token.raw == "RF":
            yield from _read_creditor_reference(tokens[start : start + _LONGEST_PRINT], index)


def _read_creditor_reference(tokens: Sequence[Token], index: ReferenceIndex) -> Iterator[FoundReference]:
    for stop in range(len(tokens), 1, -1):
        raw = "".join(part.raw for part in tokens[:stop])
        names = index.texts.get(raw, index.texts.get(raw[4:], []))
        if len(names) == 1:
            is_sure = raw in index.texts or is_creditor_reference(raw)
            yield FoundReference(names[0], STRONG if is_sure else WEAK, raw)
            return


class _Reader:
    """Reads the tokens of one text, from left to right; used once."""

    def __init__(self, tokens: Sequence[Token], index: ReferenceIndex) -> None:
        self.tokens = (*tokens, _END)
        self.index = index
        #: What was read out of a number is not read out of it again: thousands of names may share a counter.
        self.numbers: set[tuple[str, str, str, str]] = set()

    def read(self) -> Iterator[FoundReference]:
        place = 0
        while place < len(self.tokens):
            whole = self._full_at(place)
            if whole is not None:
                key, length = whole
                yield self._reading(key.name, STRONG, place, length)
                place = yield from self._list_after(key, place + length)
                continue
            if self.tokens[place].is_digits:
                yield from self._by_counter(place)
            place += 1

    def _reading(self, name: str, strength: str, place: int, length: int = 1) -> FoundReference:
        return FoundReference(name, strength, " ".join(token.raw for token in self.tokens[place : place + length]))

    def _full_at(self, place: int) -> tuple[_Key, int] | None:
        first = self.tokens[place]
        if first.gap == "" or (_ANY_DIGITS if first.is_digits else first.value) not in self.index.starts:
            return None
        following = self.tokens[place + 1 : place + _LONGEST_WINDOW]
        window = (first, *takewhile(lambda token: len(token.gap) <= _LONGEST_GAP, following))
        for length in range(len(window), 0, -1):
            keys = () if self.tokens[place + length].gap == "" else self._keys_of(window[:length])
            if len(keys) == 1 and self._stands_alone(keys[0], place, length):
                return keys[0], length
        return None

    def _keys_of(self, tokens: Sequence[Token]) -> Sequence[_Key]:
        keys = self.index.full.get(tuple(token.value for token in tokens), ())
        if keys or not _is_spaced(tokens):
            return keys
        return self.index.squeezed.get("".join(token.raw for token in tokens), ())

    def _stands_alone(self, key: _Key, place: int, length: int) -> bool:
        # A name of digits only would be found anywhere: it must be long enough, no year, and no part of a chain.
        if len(key.values) != 1:
            return True
        digits = sum(len(token.raw) for token in self.tokens[place : place + length])
        if key.values == ("0",) or digits > len(key.raw) + _MOST_ZEROS:
            return False
        if digits < _SHORTEST_NUMBER:
            return digits > 2 and self._keyword_before(place) != ""
        goes_on = _is_chain(self.tokens[place + length].gap)
        return not goes_on and not (_is_chain(self.tokens[place].gap) and self.tokens[place - 1].is_digits)

    def _list_after(self, key: _Key, place: int) -> Generator[FoundReference, None, int]:
        # FA-2026-0012/0013, 0012 ET 0014, 0012 A 0014: the counters that follow share what stands around them. Returns
        # the place where the list ends.
        if key.counter == len(key.values):
            return place
        last = key.values[key.counter]
        while True:
            word = self.tokens[place].raw
            at = place + 1 if word in _LIST_WORDS else place
            token = self.tokens[at]
            keys = self._beside(key, token.value) if self._is_counter(at) else ()
            if len(keys) != 1:
                return place
            strength = STRONG if len(token.raw) >= 3 else WEAK
            for between in _between(last, token.value) if word in _RANGE_WORDS else ():
                for found in self._beside(key, between):
                    yield FoundReference(found.name, strength, f"{last} {word} {token.value}")
            yield self._reading(keys[0].name, strength, at)
            place, last = at + 1, token.value

    def _beside(self, key: _Key, value: str) -> Sequence[_Key]:
        keys = self.index.full.get((*key.values[: key.counter], value, *key.values[key.counter + 1 :]), ())
        return keys if len(keys) == 1 else ()

    def _is_counter(self, place: int) -> bool:
        token = self.tokens[place]
        return token.is_digits and 0 < len(token.gap) <= _LONGEST_GAP and self.tokens[place + 1].gap != ""

    def _by_counter(self, place: int) -> Iterator[FoundReference]:
        token, following = self.tokens[place], self.tokens[place + 1]
        if following.gap == "" or (following.is_digits and _is_chain(following.gap)):
            return
        letters, year, keyword = question = self._context(place)
        if (token.raw, *question) in self.numbers:
            return
        self.numbers.add((token.raw, *question))
        keys = _of_kind(self._counted(token, letters, year), keyword)
        if not keys and letters:
            yield from self._near(place, letters, year)
        if not keyword and not letters and len(token.raw) < 4:
            return
        strength = WEAK if len(keys) == 1 else AMBIGUOUS
        if len(keys) == 1 and (keyword or letters) and letters in ("", keys[0].letters):
            # A short counter starts again every year.
            strength = STRONG if len(token.raw) >= 3 or year or not keys[0].year else WEAK
        for key in keys:
            yield self._reading(key.name, strength, place)

    def _counted(self, token: Token, letters: str, year: str) -> Sequence[_Key]:
        keys = self.index.counters.get(("" if letters in _KIND_WORDS else letters, token.value), ())
        if not keys and not letters and not year and len(token.raw) > 5:
            return self.index.digits.get(token.raw, ())
        return [key for key in keys if year in ("", key.year)]

    def _near(self, place: int, letters: str, year: str) -> Iterator[FoundReference]:
        """What one slip of the finger away from a number under known letters: never more than a proposal."""
        counters = self.index.counters
        keys = [key for value in _slips(self.tokens[place].raw) for key in counters.get((letters, value), ())]
        names = dict.fromkeys(key.name for key in keys if year in ("", key.year))
        for name in names:
            yield self._reading(name, WEAK if len(names) == 1 else AMBIGUOUS, place)

    def _context(self, place: int) -> tuple[str, str, str]:
        """The letters joined to a number, the year before it, and what it is called; each may be empty."""
        token, before = self.tokens[place], self.tokens[place - 1]
        start, year = place, ""
        if before.is_digits and len(before.raw) in (2, 4) and (_is_chain(token.gap) or token.gap == " "):
            start, year = place - 1, before.value
        gap, letters = self.tokens[start].gap, self.tokens[start - 1]
        is_known = letters.raw not in _FILLERS and (letters.raw, token.value) in self.index.counters
        is_joined = not letters.is_digits and (_is_chain(gap) or (gap == " " and is_known))
        return letters.raw if is_joined else "", year, self._keyword_before(start)

    def _keyword_before(self, place: int) -> str:
        for token in reversed(self.tokens[max(0, place - 3) : place]):
            if token.raw in _KIND_WORDS:
                return token.raw
            if token.raw not in _FILLERS:
                break
        return ""


def _slips(raw: str) -> Iterator[str]:
    for place in range(len(raw) if len(raw) <= _LONGEST_COUNTER else 0):
        head, tail = raw[:place], raw[place:]
        for slip in (*(digit + tail[1:] for digit in _DIGITS), tail[1::-1] + tail[2:]):
            yield str(int(head + slip))


def _between(first: str, last: str) -> Iterable[str]:
    if max(len(first), len(last)) > _LONGEST_COUNTER:
        return ()
    numbers = range(int(first) + 1, int(last))
    return map(str, numbers) if len(numbers) <= _LONGEST_RANGE else ()


def _is_spaced(tokens: Sequence[Token]) -> bool:
    # Digits that are parted by more than a blank are two numbers.
    return all(token.gap == " " for before, token in pairwise(tokens) if before.is_digits and token.is_digits)


def _is_chain(gap: str) -> bool:
    return len(gap) <= _LONGEST_GAP and gap.strip(_CHAIN) == ""


def _of_kind(keys: Sequence[_Key], keyword: str) -> Sequence[_Key]:
    if keyword in _CREDIT_WORDS:
        return [key for key in keys if key.is_credit]
    if keyword in _INVOICE_WORDS:
        return [key for key in keys if not key.is_credit] or keys
    return keys
