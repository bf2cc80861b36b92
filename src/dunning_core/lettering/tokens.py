"""Tokens: the runs of letters and digits of a remittance text, once what banks wrap around it is taken off."""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

from dunning_core.identifiers import is_iban

_RUN = re.compile(r"[0-9]+|[A-Z]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# The parts that carry what the payer wrote, as banks label them; the first that is there is read alone.
_REMI = re.compile(r"/REMI/(.*?)(?:/(?:EREF|IBAN|BIC|NAME|TRTP|CSID|MARF|ISDT|ULTD|ULTB|ORDP|BENM|PURP|SVCL)/|$)")
_MOTIF = re.compile(r"/MOTIF\b(.*?)(?: /(?:REF|REFDO|REFBEN|BEN|DE|ID)\b|$)")
_SVWZ = re.compile(r"SVWZ\+(.*?)(?:(?:EREF|KREF|MREF|CRED|DEBT|IBAN|BIC|ABWA|ABWE)\+|$)")
# Parts that carry somebody else's numbers.
_OTHERS = re.compile(r"(?:EREF|KREF|MREF|CRED|DEBT|IBAN|BIC)\+\S*|/(?:EREF|IBAN|BIC|MARF|CSID|NAME)/[^/]*")
_CFONB_OTHERS = re.compile(r"^(?:NPY|IPY|RCN|NPO|IBE|NBE|NBU|FEE|MMO) .*$", re.MULTILINE)
_SUBFIELD = re.compile(r"\?[0-9]{2}")
#: German banks wrap the text of a subfield after so many characters.
_SUBFIELD_WIDTH = 27
_ACCOUNT = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?\b")
_LABELLED_ACCOUNT = re.compile(r"\bIBAN ?:? ?[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{1,4}){2,8}")
_ACCOUNT_START = re.compile(r"[A-Z]{2}[0-9]{2}")
#: Without any of these a text carries no label.
_MARKS = ("/", "+", "?", "\n")
_DATE = re.compile(
    r"(?<![0-9])(?:(?:0?[1-9]|[12][0-9]|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:[0-9]{4}|[0-9]{2})"
    r"|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])"
)
_AMOUNT = re.compile(r"(?<![0-9.,/-])[0-9]{1,3}(?:[ .,'][0-9]{3})*[.,][0-9]{2}(?![0-9.,/-])")


class Token(NamedTuple):
    """A run of letters or of digits: as written, its value (digits without leading zeros), and what stands before it.

    `gap` is None at the start of the text, "" when the run is glued to the one before it.
    """

    raw: str
    value: str
    gap: str | None
    is_digits: bool


def clean_text(text: str) -> str:
    """Return a text in plain capitals, without the labels, accounts, dates and amounts around what the payer wrote.

    >>> clean_text("/TRTP/SEPA/REMI/facture F-12 du 01/02/2026/EREF/99").split()
    ['FACTURE', 'F-12', 'DU', '|']
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_DASHES)
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))
    if any(mark in plain for mark in _MARKS):
        plain = _strip_labels(_unwrap(plain))
    if _ACCOUNT_START.search(plain):
        plain = _LABELLED_ACCOUNT.sub(" | ", plain)
        plain = _ACCOUNT.sub(lambda found: " | " if is_iban(found[0]) else found[0], plain)
    return _AMOUNT.sub(" | ", _DATE.sub(" | ", plain))


def _strip_labels(text: str) -> str:
    plain = _CFONB_OTHERS.sub("", text)
    for label in (_REMI, _MOTIF, _SVWZ):
        found = label.search(plain.replace("\n", " ") if label is _MOTIF else plain)
        if found:
            plain = found[1]
            break
    else:
        plain = _OTHERS.sub(" | ", plain)
    return plain


def _unwrap(text: str) -> str:
    # A subfield that is full goes on in the next one; one that is not full ends a word.
    if "?" not in text:
        return text
    pieces = _SUBFIELD.split(text)
    joined = pieces[0]
    for before, piece in pairwise(pieces):
        joined += piece if len(before) == _SUBFIELD_WIDTH else f" {piece}"
    return joined


def split_tokens(text: str) -> list[Token]:
    """Return the runs of letters and digits of a cleaned text, each with what stands before it.

    >>> [(token.value, token.gap) for token in split_tokens("FA-2026 0012B")]
    [('FA', None), ('2026', '-'), ('12', ' '), ('B', '')]
    """
    tokens: list[Token] = []
    end = -1
    for found in _RUN.finditer(text):
        raw, start = found[0], found.start()
        is_digits = raw.isdigit()
        gap = text[end:start] if end >= 0 else None
        tokens.append(Token(raw, (raw.lstrip("0") or "0") if is_digits else raw, gap, is_digits))
        end = found.end()
    return tokens
