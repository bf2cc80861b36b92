"""Cells: one row as the readers see it, with each field parsed on demand in the formats that hold for the rows."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from attrs import frozen

from dunning_core.errors import DunningError, InvalidValueError, Params
from dunning_core.interop.fields import FieldMap
from dunning_core.interop.parsing import is_blank, parse_amount, parse_day, parse_text, settle_currency
from dunning_core.money import Money

T = TypeVar("T")
Row = Mapping[str, Any]


@frozen
class Formats:
    """The formats that hold for all rows: declared, else detected, else unknown (None)."""

    dates: str | None
    decimal: str | None


class Cells:
    """One row: cells by field. Every method raises a DunningError that names the field."""

    __slots__ = ("columns", "doubts", "fields", "formats", "number", "row")

    def __init__(
        self, row: Row, number: int, *, columns: Mapping[str, str], fields: FieldMap, formats: Formats
    ) -> None:
        self.row: Row = row
        self.number: int = number
        self.columns: Mapping[str, str] = columns
        self.fields: FieldMap = fields
        self.formats: Formats = formats
        self.doubts: list[tuple[str, Params]] = []

    def doubt(self, code: str, name: str, params: Params) -> None:
        """Tell what is wrong with a field of a row that is read all the same."""
        self.doubts.append((code, (("column", self.columns.get(name, name)), *params)))

    def raw(self, name: str) -> Any:
        """Return a cell as it is, None when it is blank or has no column."""
        cell = self.row.get(self.columns[name]) if name in self.columns else None
        return None if is_blank(cell) else cell

    def text(self, name: str) -> str | None:
        """Return a cell as text, or None."""
        cell = self.raw(name)
        if cell is None:
            return None
        return _named(name, lambda: parse_text(cell, accept_floats=self.fields.accept_floats))

    def line(self, name: str) -> str | None:
        """Return a cell that describes, as one line: exports wrap names and references inside their cell."""
        text = self.text(name)
        return None if text is None else " ".join(part.strip() for part in text.splitlines())

    def day(self, name: str) -> date | None:
        """Return a cell as a day, or None."""
        cell = self.raw(name)
        if cell is None:
            return None
        order, door = self.formats.dates, self.fields.accept_datetimes
        return _named(name, lambda: parse_day(cell, order=order, accept_datetimes=door))

    def money(self, name: str) -> Money | None:
        """Return a cell as an amount in the currency of its row, of the cell itself, or of all rows; or None."""
        cell = self.raw(name)
        if cell is None:
            return None
        currency = settle_currency(cell, self.text("currency"), usual=self.fields.currency)
        decimal, door = self.formats.decimal, self.fields.accept_floats
        return parse_amount(cell, decimal=decimal, currency=currency, accept_floats=door)

    def needed(self, name: str, read: Callable[[str], T | None]) -> T:
        """Return what a reading of a field gives; a blank cell is an error."""
        value = read(name)
        if value is None:
            raise InvalidValueError("missing", name, None, "fill it in")
        return value


def _named(name: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except DunningError as error:
        raise InvalidValueError(error.kind, name, error.value, error.hint) from None
