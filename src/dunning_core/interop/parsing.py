"""Cells as amounts, days and texts, in a known format and no other; what does not fit is refused with advice."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dunning_core.errors import InvalidValueError
from dunning_core.money import Money

_SPACE = r"[\s\u00a0\u202f\u2009']"
_SPACES = re.compile(f"{_SPACE}+")
_SYMBOLS = re.compile(r"(?:€|\$|£|[A-Z]{3})")
# A currency stands before or after the figure, outside its sign ("€ -5") or inside ("-5 €"); within it ("12€50"), it
# would be a decimal mark that nobody declared. Spaces and apostrophes stand between thousands, and nowhere else.
_CURRENCY = rf"{_SPACE}*(?:{_SYMBOLS.pattern})?{_SPACE}*"
_WRITTEN = re.compile(rf"{_SPACE}*([-+(]?){_CURRENCY}([^A-Z€$£]*?){_CURRENCY}([-+)]?){_SPACE}*")
_SPACED = re.compile(rf"[0-9]{{1,3}}(?:{_SPACE}+[0-9]{{3}})+(?:[.,][0-9]*)?")
# The currencies that a sign may mean; a code of three letters means itself.
_MEANT = {
    "€": ("EUR",),
    "£": ("GBP", "EGP", "FKP", "GIP", "SHP"),
    "$": ("USD", "ARS", "AUD", "BRL", "CAD", "CLP", "COP", "HKD", "MXN", "NZD", "SGD", "TWD"),
}
_DAY = re.compile(r"([0-9]{1,4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,4})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_GROUPED = {
    ".": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+"),
    ",": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]*)?|[0-9]+(?:,[0-9]*)?|,[0-9]+"),
}
# What a cell alone proves: the decimal mark is the last of two different marks, or stands before one, two, or four and
# more digits; a mark that comes twice groups thousands, so that the other one is the decimal mark.
_PROOFS = {
    ".": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]*\.(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:,[0-9]{3}){2,}"),
    ",": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]*,(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:\.[0-9]{3}){2,}"),
}
_NUMBER_MAX = 60
#: A number that is longer names nothing, and may be too long to be written at all.
_WHOLE_MAX = 10**_NUMBER_MAX
# One sign, whole: what is left of two, or of half a pair of parentheses, is no figure, and is refused.
_SIGNS = (("(", ")", True), ("-", "", True), ("", "-", True), ("+", "", False), ("", "+", False), ("", "", False))
_ORDERS = {"YMD": (0, 1, 2), "DMY": (2, 1, 0), "MDY": (2, 0, 1)}
_EXAMPLES = {"YMD": "2026-02-28", "DMY": "28/02/2026", "MDY": "02/28/2026"}


def is_blank(cell: object) -> bool:
    """Return whether a cell holds nothing: None, a blank text, or the NaN, NaT and NA by which tables say so."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return True
    # A signaling NaN raises when it is compared.
    if isinstance(cell, Decimal):
        return cell.is_nan()
    # NaN and NaT are the only values that differ from themselves; pandas.NA, in columns of whole numbers with gaps,
    # will not even say so, and is known by its type alone.
    return cell != cell if isinstance(cell, float | datetime) else type(cell).__name__ == "NAType"


def parse_text(cell: object, *, accept_floats: bool = False) -> str:
    """Return a cell as text; a whole number is one, and a float that is whole by the explicit door only.

    >>> parse_text(140103335.0, accept_floats=True)
    '140103335'
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) < _WHOLE_MAX:
        return str(cell)
    if isinstance(cell, float) and accept_floats and cell.is_integer():
        return str(int(cell))
    kind, hint = (
        ("float", "pass FieldMap(accept_floats=True)") if isinstance(cell, float) else ("unreadable", "use text")
    )
    raise InvalidValueError(kind, "text", cell, hint)


def strip_amount(text: str) -> tuple[str, bool]:
    """Return the digits and marks of an amount without spaces, sign and currency, and whether it is negative.

    >>> strip_amount("(1 234,56 €)")
    ('1234,56', True)
    """
    if len(text) > _NUMBER_MAX:
        return text[:_NUMBER_MAX], False
    written = _WRITTEN.fullmatch(text)
    bare = text if written is None else "".join(written.groups())
    before, after, negative = next(sign for sign in _SIGNS if bare.startswith(sign[0]) and bare.endswith(sign[1]))
    figure = bare[len(before) : len(bare) - len(after)].strip()
    return _SPACES.sub("", figure) if _SPACED.fullmatch(figure) else figure, negative


def settle_currency(cell: object, stated: str | None, *, usual: str | None) -> str:
    """Return the currency of an amount: the one stated in its row, else the one in its cell, else the usual one.

    A dollar or pound sign may mean several currencies: it says nothing alone, and yet contradicts those it cannot mean.
    Raises InvalidValueError (`missing`, `currency_mix`) when nothing says it, or when two of them disagree.

    >>> settle_currency("12,50 €", None, usual="USD")
    'EUR'
    """
    told = set(_SYMBOLS.findall(cell)) if isinstance(cell, str) else set[str]()
    sure = {_MEANT.get(sign, (sign,))[0] for sign in told if len(_MEANT.get(sign, (sign,))) == 1}
    currency = stated or next(iter(sorted(sure)), usual)
    if currency is None:
        raise InvalidValueError("missing", "currency", None, "add a column, or pass FieldMap(currency=...)")
    if any(currency not in _MEANT.get(sign, (sign,)) for sign in told):
        raise InvalidValueError("currency_mix", "amount", cell, f"the row, the cell or the FieldMap say {currency}")
    return currency


def prove_decimal(text: str) -> str | None:
    """Return the decimal mark that the digits and marks of one cell prove, or None.

    >>> prove_decimal("1.234,5"), prove_decimal("1,234")
    (',', None)
    """
    return next((mark for mark, proof in _PROOFS.items() if proof.fullmatch(text)), None)


def prove_order(parts: tuple[str, str, str]) -> str | None:
    """Return the order of day and month that one written day proves, or None.

    >>> prove_order(("31", "01", "2026")), prove_order(("04", "02", "2026"))
    ('DMY', None)
    """
    first, second, last = parts
    if len(first) == 4:
        return "YMD"
    if len(last) != 4 or int(first) == int(second):
        return "DMY" if len(last) == 4 else None
    if int(first) > 12 >= int(second):
        return "DMY"
    return "MDY" if int(second) > 12 >= int(first) else None


def parse_amount(cell: object, *, decimal: str | None, currency: str, accept_floats: bool = False) -> Money:
    """Return a cell as an amount, with the decimal mark known; None reads what a cell proves by itself.

    Group marks, spaces and a currency sign may stand in it; a minus sign before or after, or parentheses, make it
    negative. Raises a DunningError that says what to do.

    >>> parse_amount("1 234,56 €", decimal=",", currency="EUR")
    Money('1234.56', 'EUR')
    """
    if isinstance(cell, float):
        if not accept_floats:
            raise InvalidValueError("float", "amount", cell, "pass FieldMap(accept_floats=True), or exact figures")
        return Money.from_float(cell, currency)
    if isinstance(cell, Decimal | int):
        return Money(cell, currency)
    text, negative = strip_amount(str(cell))
    mark = decimal or prove_decimal(text) or "."
    if decimal is None and ("," in text or "." in text) and prove_decimal(text) is None:
        raise InvalidValueError("ambiguous_number", "amount", str(cell), "declare FieldMap(decimal=...)")
    if not text.isascii() or not _GROUPED[mark].fullmatch(text):
        name = "point" if mark == "." else "comma"
        raise InvalidValueError(f"bad_number_{name}", "amount", str(cell), f"expected digits with a decimal {name}")
    whole, _, decimals = text.replace("," if mark == "." else ".", "").partition(mark)
    amount = Money(f"{whole or '0'}.{decimals or '0'}", currency)
    return -amount if negative else amount


def split_day(text: str) -> tuple[str, str, str] | None:
    """Return the three numbers of a written day, or None."""
    text = text.strip()
    match = _COMPACT.fullmatch(text) or (_DAY.fullmatch(text) if text.isascii() else None)
    return None if match is None else (match[1], match[2], match[3])


def parse_day(cell: Any, *, order: str | None, accept_datetimes: bool = False) -> date:
    """Return a cell as a day, in the known order of year, month and day; None reads what a cell proves by itself.

    Raises a DunningError for a serial number of a spreadsheet, a time of day, a two-digit year or an impossible day.

    >>> parse_day("04/02/2026", order="DMY")
    datetime.date(2026, 2, 4)
    """
    if type(cell) is date:
        return cell
    if isinstance(cell, datetime):
        if not accept_datetimes:
            hint = "pass FieldMap(accept_datetimes=True) to keep the day alone, or value.date()"
            raise InvalidValueError("time_of_day", "date", cell, hint)
        return date(cell.year, cell.month, cell.day)
    text = str(cell).strip()
    if _SERIAL.fullmatch(text):
        hint = "a spreadsheet's serial number: export dates as text"
        raise InvalidValueError("spreadsheet_serial", "date", text, hint)
    parts = split_day(text)
    if parts is not None and (order is None or len(parts[0]) == 4):
        order = prove_order(parts)
        if order is None and len(parts[2]) == 4:
            raise InvalidValueError("ambiguous_day", "date", text, "declare FieldMap(dates=...)")
    order = order or "YMD"
    year, month, day = (parts[position] for position in _ORDERS[order]) if parts is not None else ("", "", "")
    if len(year) != 4:
        raise InvalidValueError(f"bad_day_{order.lower()}", "date", text, f"expected a day written {_EXAMPLES[order]}")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise InvalidValueError("no_such_day", "date", text, "there is no such day") from None
