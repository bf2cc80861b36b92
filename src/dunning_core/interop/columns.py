"""Facts as columns, and back: one row per fact of one type, for data frames and column stores.

Amounts are Decimal with a column for their currency, days are date; what has parts of its own (installments, terms,
contacts) is JSON text in the plain form. The columns of results are with the results: `RUN_COLUMNS` and the like.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, TypeVar, cast, get_args

import attrs
from attrs import frozen

from dunning_core._tables import Column, DataTable, take_columns
from dunning_core._tables import Tabular as Tabular
from dunning_core.errors import DunningError, InvalidValueError, WrongTypeError
from dunning_core.interop.parsing import is_blank
from dunning_core.interop.plain.codecs import SCALARS, Codec, Plain
from dunning_core.interop.plain.storing import parse_json
from dunning_core.interop.plain.types import codec_of
from dunning_core.interop.plain.values import Field, fields_of
from dunning_core.money import Money

T = TypeVar("T")

_KINDS: dict[Any, str] = {str: "text", date: "date", Money: "decimal", int: "count", bool: "flag"}


@frozen
class _Part:
    """One field and its columns: an amount has two, anything else one."""

    field: Field
    kind: str

    @property
    def currency_name(self) -> str:
        """Return the name of the column for the currency of an amount."""
        return "currency" if self.field.key == "amount" else f"{self.field.key}_currency"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns, each described by the field that it is of."""
        key = self.field.key
        if self.kind == "decimal":
            return (Column(key, "decimal", f"{key}, in the currency beside it"), self._currency)
        return (Column(key, self.kind, f"{key} in the plain form" if self.kind == "json" else key),)

    @property
    def _currency(self) -> Column:
        return Column(self.currency_name, "text", f"ISO 4217 code of {self.field.key}")


def columns_of(kind: type) -> tuple[Column, ...]:
    """Return the columns of the facts of a type, with the kind of each: text, date, decimal, count, flag or json.

    >>> from dunning_core import Payment
    >>> [(column.name, column.kind) for column in columns_of(Payment)][:4]
    [('id', 'text'), ('client', 'text'), ('amount', 'decimal'), ('currency', 'text')]
    """
    return tuple(column for part in _parts_of(kind) for column in part.columns)


def to_records(kind: type, values: Iterable[Any]) -> list[dict[str, Any]]:
    """Return one dict per value of a type, by the names of its columns; None where it holds nothing."""
    parts = _parts_of(kind)
    records: list[dict[str, Any]] = []
    for index, value in enumerate(values):
        if type(value) is not kind:
            raise WrongTypeError("wrong_type", f"values[{index}]", value, f"pass values of {kind.__name__} only")
        records.append({name: cell for part in parts for name, cell in _cells(part, value).items()})
    return records


def to_table(kind: type, values: Iterable[Any]) -> DataTable:
    """Return the values of a type as a table in which each column has its type, empty or not."""
    return DataTable.of(columns_of(kind), to_records(kind, values))


def to_columns(kind: type, values: Iterable[Any]) -> dict[str, list[Any]]:
    """Return the values of a type as one list per column, which any data frame takes as they are.

    >>> from dunning_core import Money, Payment
    >>> paid = Payment("P-1", client="ACME", amount=Money("200.00", "EUR"), received_on=date(2026, 2, 20))
    >>> to_columns(Payment, [paid])["amount"]
    [Decimal('200.00')]
    """
    return to_table(kind, values).to_columns()


def from_columns(kind: type[T], columns: Mapping[str, Sequence[Any]]) -> tuple[T, ...]:
    """Return the values of columns, as a data frame gives them back: None, NaN, NaT and NA are cells without anything.

    Columns of what may be missing can be left out. Raises a DunningError with the column and the row, as `due_on[3]`,
    for a cell that does not fit, a column that is not known, and columns that are not of one length.
    """
    taken = take_columns("columns", columns)
    parts = _parts_of(kind)
    known = {column.name for column in columns_of(kind)}
    for name in taken:
        if name not in known:
            raise InvalidValueError("unknown_column", str(name), None, f"known columns: {', '.join(sorted(known))}")
    rows = range(len(next(iter(taken.values()), ())))
    return tuple(_read_row(kind, parts, taken, index) for index in rows)


def _read_row(kind: type[T], parts: Sequence[_Part], columns: Mapping[str, Sequence[Any]], index: int) -> T:
    plain: dict[str, Plain] = {}
    place = ""
    try:
        for part in parts:
            place = part.field.key
            cells = [columns[column.name][index] if column.name in columns else None for column in part.columns]
            if isinstance(cells[0], str) or not is_blank(cells[0]):
                plain[place] = _read_cells(part, cells)
            elif part.field.is_needed and NoneType in get_args(part.field.kind):
                plain[place] = None
        place = ""
        read = _reader_of(kind)
        return cast("T", read(plain))
    except DunningError as error:
        first = place or error.field.strip(".").partition(".")[0].partition("[")[0]
        raise type(error)(error.kind, f"{first}[{index}]", error.value, error.hint) from None


def _parts_of(kind: type) -> tuple[_Part, ...]:
    _reader_of(kind)
    return tuple(_Part(field, _kind_of(field.kind)) for field in fields_of(kind, kind, codec_of=codec_of))


def _reader_of(kind: type) -> Any:
    is_value = isinstance(kind, type) and attrs.has(kind) and kind not in SCALARS
    codec: Codec | None = codec_of(kind) if is_value else None
    if codec is None or codec.read is None or codec.is_bare:
        raise WrongTypeError("not_columns", "kind", kind, "pass a type of facts, as Invoice or Payment")
    return codec.read


def _kind_of(hint: Any) -> str:
    some = [part for part in get_args(hint) if part is not NoneType]
    inner = some[0] if len(some) == 1 and NoneType in get_args(hint) else hint
    if isinstance(inner, type) and issubclass(inner, Enum):
        return "text"
    return _KINDS.get(inner, "json")


def _cells(part: _Part, value: Any) -> dict[str, Any]:
    content, name = part.field.take(value), part.field.key
    if part.kind == "decimal":
        amount = (None, None) if content is None else (content.amount, content.currency)
        return {name: amount[0], part.currency_name: amount[1]}
    if content is None or part.field.is_left_out(content):
        return {name: None}
    if part.kind == "date":
        return {name: content}
    plain = part.field.codec.write(content)
    return {name: json.dumps(plain, separators=(",", ":")) if part.kind == "json" else plain}


def _read_cells(part: _Part, cells: Sequence[Any]) -> Plain:
    cell = cells[0]
    if part.kind == "decimal":
        if not isinstance(cell, Decimal | str):
            raise WrongTypeError("wrong_type", "", cell, "give amounts as Decimal, or as texts")
        return {"amount": Money(cell, cells[1]).text, "currency": cells[1]}
    if part.kind == "date":
        if type(cell) is not date:
            raise WrongTypeError("wrong_type", "", cell, "give days as datetime.date: choose the time zone first")
        return cell.isoformat()
    if part.kind == "count" and isinstance(cell, float) and cell.is_integer():
        # Data frames turn whole numbers with gaps into floats.
        return int(cell)
    return parse_json(cell) if part.kind == "json" else cell
