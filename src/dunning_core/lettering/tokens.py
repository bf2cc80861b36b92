"""Tokens: the runs of letters and digits of a remittance text, once what banks wrap around it is taken off."""

import re
import unicodedata
from typing import NamedTuple

from dunning_core.identifiers import is_iban

_RUN = re.compile(r"([0-9]+|[A-Z]+)")
_NOT_PLAIN = re.compile(r"[^\x00-\x7f]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# The parts that carry what the payer wrote, as banks label them, over all its lines; the first that is there is read
# alone. Each of these ends at the end of the text at the latest, so that a label is never looked for twice.
_REMI = r"/REMI/(.*?)(?:/(?:EREF|IBAN|BIC|NAME|TRTP|CSID|MARF|ISDT|ULTD|ULTB|ORDP|BENM|PURP|SVCL)/|$)"
_MOTIF = r"/MOTIF\b(.*?)(?:\s/(?:REF|REFDO|REFBEN|BEN|DE|ID)\b|$)"
_SVWZ = r"SVWZ\+(.*?)(?:(?:EREF|KREF|MREF|CRED|DEBT|IBAN|BIC|ABWA|ABWE)\+|$)"
_LABELS = tuple(re.compile(label, re.DOTALL) for label in (_REMI, _MOTIF, _SVWZ))
# Parts that carry somebody else's numbers.
_OTHERS = re.compile(r"(?:EREF|KREF|MREF|CRED|DEBT|IBAN|BIC)\+\S*|/(?:EREF|IBAN|BIC|MARF|CSID|NAME)/[^/]*")
_CFONB_OTHERS = re.compile(r"^(?:NPY|IPY|RCN|NPO|IBE|NBE|NBU|FEE|MMO) .*$", re.MULTILINE)
_SUBFIELD = re.compile(r"\?[0-9]{2}")
#: German banks wrap the text of a subfield after so many characters.
_SUBFIELD_WIDTH = 27
_ACCOUNT = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?\b")
_LABELLED_ACCOUNT = re.compile(r"\bIBAN ?:? ?[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{1,4}){2,8}")
_DATE = re.compile(
    r"(?<![0-9])(?:(?:0?[1-9]|[12][0-9]|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:[0-9]{4}|[0-9]{2})"
    r"|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])"
)
# So many thousands at most: a long row of numbers is not tried again from each of them.
_AMOUNT = re.compile(r"(?<![0-9.,/-])[0-9]{1,3}(?:[ .,'][0-9]{3}){0,6}[.,][0-9]{2}(?![0-9.,/-])")


class Token(NamedTuple):
    """A run of letters or of digits: as written, its value (without leading zeros), and what stands before it.

    `gap` begins with a blank at the start of the text, and is "" when the run is glued to the one before it.
    """

    raw: str
    value: str
    gap: str
    is_digits: bool


def clean_text(text: str) -> str:
    """Return a text in plain capitals, without the labels, accounts, dates and amounts around what the payer wrote.

    >>> clean_text("/TRTP/SEPA/REMI/facture F-12 du 01/02/2026/EREF/99").split()
    ['FACTURE', 'F-12', 'DU', '|']
    """
    plain = _strip_labels(_unwrap(_NOT_PLAIN.sub(_strip_accents, text).upper().translate(_DASHES)))
    plain = _LABELLED_ACCOUNT.sub(" | ", plain)
    plain = _ACCOUNT.sub(lambda found: " | " if is_iban(found[0]) else found[0], plain)
    return _AMOUNT.sub(" | ", _DATE.sub(" | ", plain))


def _strip_accents(character: re.Match[str]) -> str:
    # Character by character: a long run of accents takes forever to be put in the order of Unicode.
    return "".join(part for part in unicodedata.normalize("NFKD", character[0]) if not unicodedata.combining(part))


def _strip_labels(text: str) -> str:
    plain = _CFONB_OTHERS.sub("", text)
    for label in _LABELS:
        found = label.search(plain)
        if found:
            return found[1]
    return _OTHERS.sub(" | ", plain)


def _unwrap(text: str) -> str:
    # A subfield that is full goes on in the next one; one that is not full ends a word.
    pieces = _SUBFIELD.split(text)
    return "".join(piece if len(piece) == _SUBFIELD_WIDTH else f"{piece} " for piece in pieces)


def split_tokens(text: str) -> list[Token]:
    """Return the runs of letters and digits of a cleaned text, each with what stands before it.

    >>> [(token.value, token.gap) for token in split_tokens("FA-2026 0012B")]
    [('FA', ' '), ('2026', '-'), ('12', ' '), ('B', '')]
    """
    # What stands between the runs, and the runs, by turns.
    pieces = _RUN.split(f" {text}")
    runs = [(pieces[place], pieces[place - 1]) for place in range(1, len(pieces), 2)]
    return [Token(raw, raw.lstrip("0") or "0", gap, raw.isdigit()) for raw, gap in runs]
