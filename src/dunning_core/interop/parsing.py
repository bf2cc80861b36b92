"""Text cells as amounts and days, in a declared format and no other; what does not fit is refused with advice."""

import re
from datetime import date, datetime
from decimal import Decimal

from dunning_core.errors import InvalidValueError
from dunning_core.money import Money

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_SYMBOLS = re.compile(r"(?:€|\$|£|[A-Z]{3})")
_DAY = re.compile(r"([0-9]{1,4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,4})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_GROUPED = {
    ".": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+"),
    ",": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]*)?|[0-9]+(?:,[0-9]*)?|,[0-9]+"),
}
_ORDERS = {"YMD": (0, 1, 2), "DMY": (2, 1, 0), "MDY": (2, 0, 1)}


def parse_amount(cell: object, *, decimal: str, currency: str) -> Money:
    """Return a cell as an amount, with the decimal mark declared.

    Group marks, spaces and a currency sign may stand in it; a minus sign before or after, or parentheses, make it
    negative. Raises a DunningError that says what to do.

    >>> parse_amount("1 234,56 €", decimal=",", currency="EUR")
    Money('1234.56', 'EUR')
    """
    if isinstance(cell, Decimal | int | float):
        return Money(cell, currency)  # type: ignore[arg-type]
    text = _SPACES.sub("", str(cell))
    negative = text.startswith(("-", "(")) or text.endswith("-")
    text = _SYMBOLS.sub("", text.strip("()-+")).strip("()-+")
    if not text.isascii() or not _GROUPED[decimal].fullmatch(text):
        mark = "point" if decimal == "." else "comma"
        raise InvalidValueError(f"bad_number_{mark}", "amount", str(cell), f"expected digits with a decimal {mark}")
    whole, _, decimals = text.replace("," if decimal == "." else ".", "").partition(decimal)
    amount = Money(f"{whole or '0'}.{decimals or '0'}", currency)
    return -amount if negative else amount


def parse_day(cell: object, *, order: str) -> date:
    """Return a cell as a day, in the declared order of year, month and day; the year always has four digits.

    Raises a DunningError for a serial number of a spreadsheet, a time of day, a two-digit year or an impossible day.

    >>> parse_day("04/02/2026", order="DMY")
    datetime.date(2026, 2, 4)
    """
    if type(cell) is date:
        return cell
    if isinstance(cell, datetime):
        raise InvalidValueError("time_of_day", "date", cell, "pass value.date() once you have chosen the time zone")
    text = str(cell).strip()
    if _SERIAL.fullmatch(text):
        raise InvalidValueError(
            "spreadsheet_serial", "date", text, "a spreadsheet's serial number: export dates as text"
        )
    compact = _COMPACT.fullmatch(text)
    match = compact or (_DAY.fullmatch(text) if text.isascii() else None)
    if match is None:
        raise InvalidValueError(f"bad_day_{order.lower()}", "date", text, f"expected a day written {_example(order)}")
    positions = _ORDERS["YMD" if compact or len(match[1]) == 4 else order]
    parts = match.groups()
    year, month, day = (parts[position] for position in positions)
    if len(year) != 4:
        raise InvalidValueError(f"bad_day_{order.lower()}", "date", text, f"expected a day written {_example(order)}")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise InvalidValueError("no_such_day", "date", text, "there is no such day") from None


def _example(order: str) -> str:
    return {"YMD": "2026-02-28", "DMY": "28/02/2026", "MDY": "02/28/2026"}[order]
