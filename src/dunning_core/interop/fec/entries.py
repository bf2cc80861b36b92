"""Entries: the rows that were booked together, whether they balance, and what their accounts say they are about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum

from attrs import frozen

from dunning_core.documents import PaymentMeans
from dunning_core.errors import Problem
from dunning_core.interop.fec.lines import BOOK_CURRENCY, Line
from dunning_core.interop.fields import squeeze_header
from dunning_core.money import Money

#: What identifies an entry: its journal, its day and its number.
EntryKey = tuple[str, date, str]

# Roots of the French chart of accounts (PCG) that say what an entry is about.
_MONEY = ("51", "53", "54", "58")
_SALES = ("70", "4457", "487", "75", "77")
_LOSSES = ("654", "6714")
_CLEARING = ("40", "45", "46", "471", "472", "473", "474", "475")
_SUPPLIERS = ("40",)
_DEPOSITS = ("419",)
_CREDITS_TO_COME = ("4197", "4198")
# What only an opening, and only a closing, is booked against.
_OPENINGS = ("890", "120", "129")
_CLOSINGS = ("891",)
_MEANS = (
    ("5112", PaymentMeans.CHECK),
    ("5113", PaymentMeans.BILL_OF_EXCHANGE),
    ("5114", PaymentMeans.BILL_OF_EXCHANGE),
    ("53", PaymentMeans.CASH),
)
# Journals by their usual codes and names, squeezed to letters and digits.
_OPENING_CODES = frozenset(("an", "ano", "anx", "anouv", "anouveau", "anouveaux", "ran", "ouv"))
_OPENING_NAMES = (
    *("anouveau", "reportanouveau", "reportsanouveau", "ouverture", "reouverture", "bilandouverture"),
    *("balanceinitiale", "soldeinitial", "soldesinitiaux"),
)
_OTHER_NAMES = ("vente", "achat", "banque", "caisse")
_MONEY_CODES = frozenset(("bq", "bqe", "bnq", "bk", "ca", "cai", "cs", "tr", "tre"))
_MONEY_NAMES = ("banque", "banc", "bank", "caisse", "tresorerie", "cheque", "encaissement", "effet")


class Nature(Enum):
    """What a line on the account of a client is."""

    INVOICE = "invoice"
    MONEY_OUT = "money_out"
    PAYMENT = "payment"
    CREDIT_NOTE = "credit_note"
    LOSS = "loss"


@frozen
class Entry:
    """What is known of an entry as a whole: the accounts that it debits and credits."""

    debited: frozenset[str]
    credited: frozenset[str]
    is_opening: bool
    is_closing: bool
    is_money_journal: bool

    def touches(self, roots: tuple[str, ...]) -> bool:
        """Return whether some of its accounts stand under one of the roots."""
        return self.debits(roots) or self.credits(roots)

    def debits(self, roots: tuple[str, ...]) -> bool:
        """Return whether an account under one of the roots is debited."""
        return any(account.startswith(roots) for account in self.debited)

    def credits(self, roots: tuple[str, ...]) -> bool:
        """Return whether an account under one of the roots is credited."""
        return any(account.startswith(roots) for account in self.credited)

    @property
    def is_among_clients(self) -> bool:
        """Return whether no account but those of clients is in it."""
        return not self.debited and not self.credited

    @property
    def means(self) -> PaymentMeans | None:
        """Return how it was paid, when its accounts say it in one way."""
        money = {account for account in self.debited if account.startswith(_MONEY)}
        if not money:
            return PaymentMeans.SET_OFF if self.touches(_SUPPLIERS) else None
        found = {next((means for root, means in _MEANS if account.startswith(root)), None) for account in money}
        return next(iter(found)) if len(found) == 1 else None


def recognize_line(line: Line, entry: Entry) -> Nature:
    """Return what a line is: by its sense, by the accounts on the other side, and else by its journal."""
    if line.minor > 0:
        if entry.is_opening:
            return Nature.INVOICE
        paid_out = entry.touches(_MONEY) and not entry.credits(_SALES)
        return Nature.MONEY_OUT if paid_out or (entry.is_among_clients and entry.is_money_journal) else Nature.INVOICE
    if entry.is_opening or entry.is_among_clients:
        return Nature.CREDIT_NOTE if _says_credit_note(line) and not entry.is_money_journal else Nature.PAYMENT
    if entry.debits(_MONEY) or (entry.touches(_MONEY) and not entry.debits(_SALES)):
        return Nature.PAYMENT
    if entry.debits(_LOSSES):
        return Nature.LOSS
    if entry.debits(_SALES):
        return Nature.CREDIT_NOTE
    if entry.debits(_CREDITS_TO_COME):
        return Nature.CREDIT_NOTE
    # What is owed to him, what another one collected for us, and what he had paid in advance, pay as money does.
    return Nature.PAYMENT if entry.debits((*_CLEARING, *_DEPOSITS)) else Nature.CREDIT_NOTE


def _says_credit_note(line: Line) -> bool:
    words = f"{line.label} {line.piece} {line.journal_name}".lower().replace("-", " ").split()
    return any(word.startswith("avoir") for word in words)


def group_lines(lines: Iterable[Line]) -> tuple[dict[EntryKey, Entry], list[Problem]]:
    """Return the entries of lines by their keys, and a problem for each that does not balance."""
    raw: dict[EntryKey, list[Line]] = {}
    for line in lines:
        raw.setdefault(entry_key(line), []).append(line)
    entries: dict[EntryKey, Entry] = {}
    odd: list[EntryKey] = []
    for key, members in raw.items():
        if sum(line.booked_minor for line in members):
            odd.append(key)
        else:
            entries[key] = _describe(members)
    problems: list[Problem] = []
    for keys in _merge_odd(odd, raw):
        members = [line for key in keys for line in raw[key]]
        entry = _describe(members)
        entries.update(dict.fromkeys(keys, entry))
        if len(keys) == 1:
            problems.append(_unbalanced(keys[0], members))
    return entries, problems


def entry_key(line: Line) -> EntryKey:
    """Return what identifies the entry of a line; without a number, its piece does."""
    return line.journal, line.day, line.entry or f"#{line.piece}"


def _merge_odd(odd: Sequence[EntryKey], raw: Mapping[EntryKey, Sequence[Line]]) -> Iterable[tuple[EntryKey, ...]]:
    # Some programs number each row and not each entry: the rows of one piece, or of one day, then balance together.
    left = sorted(odd)
    for by_piece in (True, False):
        together: dict[tuple[str, date, str], list[EntryKey]] = {}
        for key in left:
            piece = min(line.piece for line in raw[key]) if by_piece else ""
            together.setdefault((key[0], key[1], piece), []).append(key)
        left = list[EntryKey]()
        for keys in together.values():
            if sum(line.booked_minor for key in keys for line in raw[key]):
                left += keys
            else:
                yield tuple(keys)
    yield from ((key,) for key in left)


def _describe(members: Sequence[Line]) -> Entry:
    journals = {(line.journal, line.journal_name) for line in members}
    others = [line for line in members if not line.is_of_client]
    accounts = {line.account for line in others}
    return Entry(
        frozenset(line.account for line in others if line.booked_minor > 0),
        frozenset(line.account for line in others if line.booked_minor < 0),
        any(_is_opening(*journal) for journal in journals) or any(one.startswith(_OPENINGS) for one in accounts),
        any(one.startswith(_CLOSINGS) for one in accounts),
        any(_is_of_money(*journal) for journal in journals),
    )


def _is_opening(code: str, name: str) -> bool:
    words = squeeze_header(name).removeprefix("journal").removeprefix("des").removeprefix("d")
    # The code may be a place (Annecy) where the name says that it is a journal of sales.
    return words.startswith(_OPENING_NAMES) or (squeeze_header(code) in _OPENING_CODES and not _has(name, _OTHER_NAMES))


def _is_of_money(code: str, name: str) -> bool:
    return squeeze_header(code) in _MONEY_CODES or _has(name, _MONEY_NAMES)


def _has(name: str, words: Iterable[str]) -> bool:
    squeezed = squeeze_header(name)
    return any(word in squeezed for word in words)


def _unbalanced(key: EntryKey, members: Sequence[Line]) -> Problem:
    debit = sum(max(0, line.booked_minor) for line in members)
    credit = sum(max(0, -line.booked_minor) for line in members)
    params = (
        ("journal", key[0]),
        ("entry", key[2]),
        ("entry_day", key[1]),
        ("debit", Money.from_minor(debit, BOOK_CURRENCY)),
        ("credit", Money.from_minor(credit, BOOK_CURRENCY)),
    )
    return Problem("fec.entry.unbalanced", f"{key[0]} {key[2]}", path="EcritureNum", params=params)
