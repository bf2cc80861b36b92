"""Lines: the rows of an accounting-entries file (FEC, LPF article A47 A-1), each read into one Line or told."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain, islice
from typing import Any, cast

from attrs import evolve, field, frozen

from dunning_core._checks import check_date
from dunning_core.errors import DunningError, InvalidValueError, Params, Problem, WrongTypeError, show_value
from dunning_core.interop.cells import Cells, Row
from dunning_core.interop.detecting import SAMPLE_ROWS
from dunning_core.interop.fec.columns import COLUMN_NAMES, DEADLINE, find_amounts, find_order
from dunning_core.interop.fields import FieldMap, squeeze_header
from dunning_core.interop.parsing import is_blank, parse_amount
from dunning_core.interop.reading import Reader, Shape
from dunning_core.money import Money, currency_digits

#: Clients, bills of exchange receivable, doubtful clients: the accounts of the French chart that hold receivables.
CLIENTS, BILLS, DOUBTFUL = "411", "413", "416"
#: A FEC is kept in euros; what was agreed in another currency has its amount in that currency beside.
BOOK_CURRENCY = "EUR"

_ROOTS = (CLIENTS, BILLS, DOUBTFUL)
_EURO = frozenset(("EUR", "EURO", "EUROS", "€"))
_SENSES = {"D": 1, "+1": 1, "1": 1, "+": 1, "C": -1, "-1": -1, "-": -1}
# One of the two sides of every row.
_NOTHING = ("0,00", "0.00", "0", 0)
_MINOR_MAX = 10**14
_TEXT_MAX, _LABEL_MAX = 100, 1000
_NO_DAY = "00000000"
# What UTF-8 read as Latin-1 leaves of an accented character ("é" gives "Ã©"), and the mark of a byte that was lost.
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf\u0152-\u2122]|\ufffd")
_COLLECTIVE = re.compile(r"41[136][0-9]?0*")
_RETENTION = re.compile(r"41170*")


@frozen
class Line:
    """One row: the entry that it is part of, its account, and its amount, above zero for a debit.

    `booked_minor` is the amount in euros by which entries balance, `minor` the one in the currency of the debt. Only
    the lines of clients' accounts have a text. One with a `defect` is there for the balance of its entry alone.
    """

    number: int
    journal: str
    entry: str
    day: date
    account: str
    booked_minor: int
    journal_name: str = ""
    piece: str = ""
    auxiliary: str = ""
    name: str = ""
    piece_day: date | None = None
    label: str = ""
    minor: int = 0
    currency: str = BOOK_CURRENCY
    code: str = ""
    lettered_on: date | None = None
    due_on: date | None = None
    defect: Problem | None = None

    @property
    def is_of_client(self) -> bool:
        """Return whether it stands on an account of clients."""
        return self.account.startswith(_ROOTS)

    @property
    def root(self) -> str:
        """Return the account of the chart under which its own stands."""
        return self.account[:3]

    @property
    def client(self) -> str:
        """Return who owes: the auxiliary account, else the account itself."""
        return self.auxiliary or self.account

    @property
    def is_anonymous(self) -> bool:
        """Return whether it stands on the account of all clients, and says not of which."""
        return not self.auxiliary and bool(_COLLECTIVE.fullmatch(self.account))

    @property
    def is_retention(self) -> bool:
        """Return whether it is retention money (4117), of which the file does not say when it is due."""
        return bool(self.auxiliary) and bool(_RETENTION.fullmatch(self.account))

    @property
    def is_named_by_entry(self) -> bool:
        """Return whether its document bears the number of its entry: its label says so, or no piece says another.

        Odoo numbers entries as documents, and writes what the client calls the sale as the piece.
        """
        return _is_number(self.entry) and (not self.piece or f"{self.label} ".startswith(f"{self.entry} "))

    @property
    def document(self) -> str:
        """Return the number of the document that it is about: the one of its entry or of its piece; "" for none."""
        return self.entry if self.is_named_by_entry else self.piece


@frozen
class Lines:
    """All lines of the rows, the columns that they were read from, and what is wrong with the others."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    columns: Mapping[str, str] = field(factory=dict[str, str])


def read_lines(rows: Iterable[Row]) -> Lines:
    """Return the lines of the rows of a FEC; rows that cannot be read, and columns that lack, are told."""
    if isinstance(rows, str | Mapping) or not hasattr(rows, "__iter__"):
        raise WrongTypeError("wrong_type", "rows", cast(object, rows), "pass an iterable of mappings")
    source = iter(rows)
    sample = list(islice(source, SAMPLE_ROWS))
    shape = _find_shape(next((row for row in sample if isinstance(row, Mapping)), None))
    reader = Reader(shape, FieldMap(dates=find_order(sample), currency=BOOK_CURRENCY))
    lines: list[Line] = []
    problems: list[Problem] = []
    damaged: list[Line] = []
    for _, found in reader.read_each(chain(sample, source)):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        lines.append(found)
        if found.defect is not None:
            problems.append(found.defect)
        if _MOJIBAKE.search(f"{found.name}{found.label}{found.piece}{found.auxiliary}"):
            damaged.append(found)
    if reader.columns and any(name in reader.columns for name in shape.needed):
        # The law wants all columns; those without which the rows can be read are told, and done without.
        for name, title in COLUMN_NAMES.items():
            if name in shape.fields and name not in reader.columns and name not in shape.needed:
                problems.append(Problem("fec.column.missing", title, path=title))
    if damaged:
        first = damaged[0]
        shown = show_value(_MOJIBAKE.sub("\ufffd", first.name if _MOJIBAKE.search(first.name) else first.label))
        params = (("row", first.number), ("rows", len(damaged)), ("value", shown))
        problems.append(Problem("fec.text.damaged", f"row {first.number}", params=params))
    return Lines(tuple(lines), tuple(problems), reader.columns)


def _build(cells: Cells) -> "Line | Problem":
    account = cells.needed("ledger_account", lambda name: _text(cells, name) or None)
    booked = _read_booked(cells)
    try:
        line = _build_line(cells, account, booked)
    except DunningError as error:
        if not account.startswith(_ROOTS):
            raise
        return _left_out(cells, error, account=account, booked=booked)
    if not line.is_of_client:
        return line
    try:
        return _add_client(line, cells)
    except DunningError as error:
        # Its entry balances all the same.
        return evolve(line, defect=_left_out(cells, error, account=account, booked=booked))


def _build_line(cells: Cells, account: str, booked: int) -> Line:
    if abs(booked) > _MINOR_MAX:
        raise InvalidValueError("out_of_range", "debit", booked, "there is no such amount: check the row")
    day = cells.needed("entry_day", cells.day)
    check_date("entry_day", day)
    if _says_deadlines(cells):
        # Of the two days that these programs write, in either order, the earlier is that of the document.
        day = min(day, _read_day(cells, "piece_day") or day)
    journal, entry, piece = (_text(cells, name) for name in ("journal", "entry", "piece"))
    # A dash stands for no piece.
    piece = piece if any(map(str.isalnum, piece)) else ""
    return Line(cells.number, journal, entry, day, account, booked, _text(cells, "journal_name"), piece)


def _add_client(line: Line, cells: Cells) -> Line:
    minor, currency = _read_own(cells, line.booked_minor)
    return evolve(
        line,
        auxiliary=_text(cells, "auxiliary"),
        name=_text(cells, "auxiliary_name") or _text(cells, "ledger_account_name"),
        piece_day=line.day if _says_deadlines(cells) else _read_day(cells, "piece_day"),
        label=_text(cells, "entry_label", most=_LABEL_MAX),
        minor=minor,
        currency=currency,
        code=_text(cells, "letter_code"),
        lettered_on=_read_day(cells, "lettered_day"),
        due_on=_read_day(cells, "due_on"),
    )


def _says_deadlines(cells: Cells) -> bool:
    column = cells.columns.get("due_on")
    return column is not None and squeeze_header(column) == DEADLINE


def _is_number(entry: str) -> bool:
    # A number alone counts the entries of a journal, and names no document.
    return any(map(str.isalpha, entry)) and any(map(str.isdigit, entry))


def _left_out(cells: Cells, error: DunningError, *, account: str, booked: int) -> Problem:
    column = cells.columns.get(error.field, error.field)
    cell = cells.row.get(column)
    params: Params = (
        ("row", cells.number),
        ("column", column),
        ("value", error.value if is_blank(cell) else show_value(cell)),
        ("kind", error.kind),
        ("hint", error.hint),
        ("account", show_value(cells.raw("auxiliary") or account)),
        # Of an amount beyond all bounds, no Money can be made.
        ("amount", Money.from_minor(booked, BOOK_CURRENCY) if abs(booked) <= _MINOR_MAX else show_value(booked)),
    )
    return Problem("fec.row.left_out", f"row {cells.number}", path=column, params=params)


def _text(cells: Cells, name: str, *, most: int = _TEXT_MAX) -> str:
    text = cells.line(name) or ""
    if len(text) > most:
        raise InvalidValueError("too_long", name, text, f"expected at most {most} characters")
    if text.isprintable():
        return text
    # A control character or half a pair is what a wrong encoding leaves: it says nothing, and the amount stays true.
    return "".join("\ufffd" if unicodedata.category(one) in ("Cc", "Cs") else one for one in text)


def _read_day(cells: Cells, name: str) -> date | None:
    if cells.raw(name) == _NO_DAY:
        return None
    day = cells.day(name)
    if day is not None:
        check_date(name, day)
    return day


def _read_booked(cells: Cells) -> int:
    if "sense" in cells.columns:
        amount = cells.needed("amount", cells.money)
        sense = cells.needed("sense", cells.text).upper()
        if sense not in _SENSES:
            raise InvalidValueError("unknown_value", "sense", sense, "write D for a debit, C for a credit")
        return _SENSES[sense] * amount.minor
    debit, credit = (_read_amount(cells, name) for name in ("debit", "credit"))
    if debit is None and credit is None:
        raise InvalidValueError("missing", "debit", None, "fill in the debit or the credit")
    return (debit or 0) - (credit or 0)


def _read_amount(cells: Cells, name: str) -> int | None:
    if cells.raw(name) in _NOTHING:
        return 0
    try:
        amount = cells.money(name)
    except DunningError as error:
        raise InvalidValueError(error.kind, name, error.value, error.hint) from None
    return None if amount is None else amount.minor


def _read_own(cells: Cells, booked: int) -> tuple[int, str]:
    """Return the amount in the currency of the debt, signed as the one in euros, whatever sign the file gives it."""
    code = (cells.text("foreign_currency") or BOOK_CURRENCY).upper()
    if code in _EURO:
        return booked, BOOK_CURRENCY
    cell = cells.raw("foreign_amount")
    try:
        currency_digits(code)
        amount = parse_amount("0" if cell is None else cell, decimal=cells.formats.decimal, currency=code)
    except DunningError as error:
        name = "foreign_currency" if error.kind == "bad_currency" else "foreign_amount"
        raise InvalidValueError(error.kind, name, error.value, error.hint) from None
    if not amount and not booked:
        return 0, code
    if not amount or not booked:
        hint = f"nothing says how much of it is in {code}"
        raise InvalidValueError("missing", "foreign_amount", cell, hint)
    return (abs(amount.minor) if booked > 0 else -abs(amount.minor)), code


_OTHERS = tuple(name for name in COLUMN_NAMES if name not in ("debit", "credit"))


def _find_shape(row: Any) -> Shape["Line"]:
    """Return how the rows are to be read: with debit and credit, or with an amount and its sense."""
    amounts = find_amounts(row)
    return Shape(
        # The reader passes on a Problem that is built as it does one of its own.
        build=cast("Any", _build),
        fields=(*_OTHERS, *amounts, "due_on"),
        needed=("entry_day", "ledger_account", *amounts),
        amounts=tuple(name for name in amounts if name != "sense"),
        days=(),
        name_of=lambda line: line.number,
        likeness_of=lambda _line: None,
    )
