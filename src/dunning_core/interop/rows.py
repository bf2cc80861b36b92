"""Rows as they come from a file or a query, read into values: every row becomes a value or a Problem, none is lost.

A row is any mapping of column to cell. Readers never stop at the first bad row; they return `Read(values, problems)`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from attrs import frozen

from dunning_core.documents import Invoice, Payment
from dunning_core.errors import DunningError, InvalidValueError, Params, Problem
from dunning_core.interop.fields import FieldMap
from dunning_core.interop.parsing import parse_amount, parse_day
from dunning_core.law import ClientKind
from dunning_core.money import Money
from dunning_core.parties import Client, Contact, ContactRole

V = TypeVar("V", Client, Invoice, Payment)
Row = Mapping[str, Any]

_KINDS = {
    "business": ClientKind.BUSINESS,
    "professionnel": ClientKind.BUSINESS,
    "entreprise": ClientKind.BUSINESS,
    "b2b": ClientKind.BUSINESS,
    "consumer": ClientKind.CONSUMER,
    "particulier": ClientKind.CONSUMER,
    "consommateur": ClientKind.CONSUMER,
    "b2c": ClientKind.CONSUMER,
    "public_body": ClientKind.PUBLIC_BODY,
    "public": ClientKind.PUBLIC_BODY,
    "b2g": ClientKind.PUBLIC_BODY,
    "unknown": ClientKind.UNKNOWN,
    "": ClientKind.UNKNOWN,
}


@frozen
class Read(Generic[V]):
    """What came out of rows: the values, a Problem for each defect, and the column that each field was read from."""

    values: tuple[V, ...]
    problems: tuple[Problem, ...]
    columns: tuple[tuple[str, str], ...] = ()


class _Cells:
    """One row as the readers see it: cells by field, parsed on demand, with the row number for problems."""

    def __init__(self, row: Row, number: int, columns: Mapping[str, str], fields: FieldMap) -> None:
        self.row = row
        self.number = number
        self.columns = columns
        self.fields = fields

    def raw(self, name: str) -> Any:
        cell = self.row.get(self.columns[name]) if name in self.columns else None
        return None if cell is None or (isinstance(cell, str) and not cell.strip()) else cell

    def text(self, name: str) -> str | None:
        cell = self.raw(name)
        if cell is None:
            return None
        if not isinstance(cell, str | int) or isinstance(cell, bool):
            raise InvalidValueError("unreadable", name, cell, "read this column as text")
        return str(cell).strip()

    def needed(self, name: str) -> str:
        text = self.text(name)
        if text is None:
            raise InvalidValueError("missing", name, None, "fill it in")
        return text

    def day(self, name: str) -> date | None:
        cell = self.raw(name)
        return None if cell is None else _named(name, lambda: parse_day(cell, order=self.fields.dates))

    def needed_day(self, name: str) -> date:
        day = self.day(name)
        if day is None:
            raise InvalidValueError("missing", name, None, "fill it in")
        return day

    def money(self, name: str) -> Money:
        cell = self.raw(name)
        currency = self.text("currency") or self.fields.currency
        if cell is None:
            raise InvalidValueError("missing", name, None, "fill it in")
        if currency is None:
            raise InvalidValueError("missing", "currency", None, "add a column, or pass FieldMap(currency=...)")
        return parse_amount(cell, decimal=self.fields.decimal, currency=currency)


def _named(name: str, read: Callable[[], date]) -> date:
    try:
        return read()
    except DunningError as error:
        raise InvalidValueError(error.kind, name, error.value, error.hint) from None


def read_clients(rows: Iterable[Row], fields: FieldMap | None = None) -> Read[Client]:
    """Return the clients of rows with `id` and `name`; `kind` says which law applies, and is unknown when absent.

    `email`, `phone` and `address` make the accounting contact, `registered_office` the address of formal notices.
    """
    return _Reader(fields or FieldMap(), _client, _CLIENT_FIELDS, ("id", "name")).read(rows, None)


def read_invoices(
    rows: Iterable[Row], fields: FieldMap | None = None, *, clients: Sequence[Client] | None = None
) -> Read[Invoice]:
    """Return the invoices of rows with `number`, `client`, `amount`, `issued_on` and `due_on`.

    With `clients`, a client that is not among them is a Problem; the invoice is read all the same.
    """
    needed = ("number", "client", "amount", "issued_on")
    return _Reader(fields or FieldMap(), _invoice, _INVOICE_FIELDS, needed).read(rows, _ids(clients))


def read_payments(
    rows: Iterable[Row], fields: FieldMap | None = None, *, clients: Sequence[Client] | None = None
) -> Read[Payment]:
    """Return the payments of rows with `id`, `amount` and `received_on`; an empty `client` is a payer not known yet."""
    needed = ("id", "amount", "received_on")
    return _Reader(fields or FieldMap(), _payment, _PAYMENT_FIELDS, needed).read(rows, _ids(clients))


def _ids(clients: Sequence[Client] | None) -> frozenset[str] | None:
    return None if clients is None else frozenset(client.id for client in clients)


_CLIENT_FIELDS = (
    "id",
    "name",
    "kind",
    "country",
    "account",
    "language",
    "email",
    "phone",
    "address",
    "registered_office",
)
_INVOICE_FIELDS = (
    "number",
    "client",
    "amount",
    "currency",
    "issued_on",
    "due_on",
    "payment_reference",
    "order_reference",
)
_PAYMENT_FIELDS = ("id", "client", "amount", "currency", "received_on", "reference")


def _client(cells: _Cells) -> Client:
    kind = (cells.text("kind") or "").lower()
    if kind not in _KINDS:
        known = "business, consumer, public_body or unknown"
        raise InvalidValueError("unknown_kind", "kind", kind, f"write {known}")
    return Client(
        cells.needed("id"),
        _KINDS[kind],
        cells.needed("name"),
        cells.text("country"),
        account=cells.text("account") or "",
        contacts=tuple(_contacts(cells)),
        language=cells.text("language"),
        terms=cells.fields.terms,
    )


def _contacts(cells: _Cells) -> Iterable[Contact]:
    name = cells.needed("name")
    email, phone, address = cells.text("email"), cells.text("phone"), cells.text("address")
    if email or phone or address:
        yield Contact(name, email=email, phone=phone, address=address)
    office = cells.text("registered_office")
    if office:
        yield Contact(name, role=ContactRole.REGISTERED_OFFICE, address=office)


def _invoice(cells: _Cells) -> Invoice:
    due_on = cells.day("due_on")
    if due_on is None and cells.fields.terms is None:
        raise InvalidValueError("missing", "due_on", None, "fill it in, or pass FieldMap(terms=...)")
    return Invoice(
        cells.needed("number"),
        client=cells.needed("client"),
        amount=cells.money("amount"),
        issued_on=cells.needed_day("issued_on"),
        due_on=due_on,
        terms=cells.fields.terms if due_on is None else None,
        payment_reference=cells.text("payment_reference"),
        order_reference=cells.text("order_reference"),
    )


def _payment(cells: _Cells) -> Payment:
    return Payment(
        cells.needed("id"),
        client=cells.text("client"),
        amount=cells.money("amount"),
        received_on=cells.needed_day("received_on"),
        reference=cells.text("reference") or "",
    )


class _Reader(Generic[V]):
    """Reads rows of one type: finds the columns at the first row, and keeps what was read and what was wrong."""

    def __init__(
        self, fields: FieldMap, build: Callable[[_Cells], V], names: Sequence[str], needed: Sequence[str]
    ) -> None:
        self.fields = fields
        self.build: Callable[[_Cells], V] = build
        self.names = names
        self.needed = needed
        self.columns: dict[str, str] | None = None
        self.missing: tuple[str, ...] = ()
        self.headers = ""
        self.first: dict[str, tuple[int, V]] = {}
        self.values: list[V] = []
        self.problems: list[Problem] = []

    def read(self, rows: Iterable[Row], known: frozenset[str] | None) -> Read[V]:
        number = 0
        for number, row in enumerate(rows, start=1):
            if not isinstance(row, Mapping):
                self._report("row.shape", number, (("hint", "expected a mapping of column to cell"),))
                continue
            if self.columns is None:
                self._find_columns(row)
            if not self.missing:
                self._read_row(_Cells(row, number, self.columns or {}, self.fields), known)
        if not number:
            self.problems.append(Problem("rows.empty", "rows"))
        # A missing column fails every row alike: one problem that counts them says it better than one for each.
        for name in self.missing:
            params = (("column", name), ("found", self.headers), ("rows", number))
            self.problems.append(Problem("row.column.missing", name, path=name, params=params))
        return Read(tuple(self.values), tuple(self.problems), tuple((self.columns or {}).items()))

    def _find_columns(self, row: Row) -> None:
        headers = [str(header) for header in row]
        found = ((name, self.fields.find(name, headers)) for name in self.names)
        self.columns = {name: column for name, column in found if column is not None}
        self.headers = ", ".join(headers)
        self.missing = tuple(name for name in self.needed if name not in self.columns)

    def _read_row(self, cells: _Cells, known: frozenset[str] | None) -> None:
        try:
            value = self.build(cells)
        except DunningError as error:
            self._report_error(error, cells)
            return
        if self._is_repeated(value, cells.number):
            return
        self.values.append(value)
        client = getattr(value, "client", None)
        if known is not None and client is not None and client not in known:
            column = (self.columns or {}).get("client", "client")
            self._report("row.client.unknown", cells.number, (("column", column), ("value", client)))

    def _report_error(self, error: DunningError, cells: _Cells) -> None:
        column = cells.columns.get(error.field, error.field)
        code = "row.value.missing" if error.kind == "missing" else "row.value.refused"
        params = (("column", column), ("value", error.value), ("kind", error.kind), ("hint", error.hint))
        self._report(code, cells.number, params)

    def _is_repeated(self, value: V, number: int) -> bool:
        # An exact repetition is dropped; a contradiction is kept, so that the ledger sets both aside.
        name = value.number if isinstance(value, Invoice) else value.id
        if name not in self.first:
            self.first[name] = (number, value)
            return False
        first_row, first = self.first[name]
        code = "row.duplicate" if first == value else "row.contradictory"
        self._report(code, number, (("value", name), ("first_row", first_row)))
        return first == value

    def _report(self, code: str, number: int, params: Params) -> None:
        path = next((str(value) for name, value in params if name == "column"), "")
        self.problems.append(Problem(code, f"row {number}", path=path, params=(("row", number), *params)))
