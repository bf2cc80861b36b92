"""Tables of rows, as stores and frames hold them: columns by their names, one table for each kind of facts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve

from dunning_core._checks import check_instance
from dunning_core._tables import take_columns
from dunning_core.errors import InvalidValueError, WrongTypeError
from dunning_core.events import Event
from dunning_core.interop.cells import Cells
from dunning_core.interop.event_shapes import EVENTS
from dunning_core.interop.fields import FieldMap
from dunning_core.interop.plain import from_json
from dunning_core.interop.reading import Shape
from dunning_core.interop.shapes import CLIENTS, CREDIT_NOTES, INVOICES, PAYMENTS
from dunning_core.ledger.books import Document, Fact
from dunning_core.parties import Client

#: The cells of a table, one list per column; and the tables of a company, by their names.
Columns = Mapping[str, Sequence[Any]]
Tables = Mapping[str, Columns]
Row = dict[str, Any]

_STORED: Any = Client | Document | Event


def _stored(cells: Cells) -> Fact:
    fact: Fact = from_json(_STORED, cells.needed("fact", cells.text))
    return fact


#: Facts as they were stored: each the JSON text of `to_json`, which can say what the other tables cannot.
FACTS: Shape[Fact] = Shape(
    build=_stored,
    fields=("fact",),
    needed=("fact",),
    amounts=(),
    days=(),
    name_of=lambda fact: fact,
    likeness_of=lambda _fact: None,
)
#: How the rows of each table are read; the tables in the order in which they are.
TABLES: dict[str, Shape[Any]] = {
    "clients": CLIENTS,
    "invoices": INVOICES,
    "credit_notes": CREDIT_NOTES,
    "payments": PAYMENTS,
    "events": EVENTS,
    "facts": FACTS,
}
#: The column that says with which other rows one is decided; None for what every account needs.
GROUP = "dunning_group"


def check_table(name: str) -> None:
    """Refuse the name of a table that is none of these."""
    if name not in TABLES:
        raise InvalidValueError("unknown_table", "tables", name, f"give tables of these names: {', '.join(TABLES)}")


def check_tables(tables: Tables) -> None:
    """Refuse what is no mapping of tables by their names."""
    if not isinstance(tables, Mapping):
        raise WrongTypeError("wrong_type", "tables", tables, "pass the tables by their names")


def map_fields(given: Mapping[str, FieldMap] | Iterable[tuple[str, FieldMap]]) -> tuple[tuple[str, FieldMap], ...]:
    """Return the field map of each table; texts are ISO days and have a decimal point where it does not say otherwise.

    What a format is must not depend on the rows that happen to be together.
    """
    try:
        fields = dict(given)
    except (TypeError, ValueError):
        hint = "pass a mapping of table to FieldMap"
        raise WrongTypeError("wrong_type", "fields", given, hint) from None
    for name, own in fields.items():
        check_table(name)
        check_instance(f"fields[{name}]", own, FieldMap)
    found = ((name, fields.get(name, FieldMap())) for name in TABLES)
    return tuple((name, evolve(own, dates=own.dates or "YMD", decimal=own.decimal or ".")) for name, own in found)


def read_table(name: str, columns: Columns, *, fields: FieldMap) -> list[Row]:
    """Return the rows of a table with the columns that are read, and the one that groups them if it is there.

    Raises InvalidValueError when a column is missing that is needed, or when columns differ in length, and
    WrongTypeError for what is no table of columns.
    """
    taken = take_columns(name, columns)
    if not any(taken.values()):
        return []
    used = [*find_columns(name, taken, fields=fields).values(), *({GROUP} & taken.keys())]
    return [dict(zip(used, cells, strict=True)) for cells in zip(*(taken[column] for column in used), strict=True)]


def find_columns(name: str, headers: Iterable[str], *, fields: FieldMap) -> dict[str, str]:
    """Return the column of each field of a table; one that is needed, and is not among the headers, is an error."""
    # A header that is no text is that of a column without a name. All cells of a table have their own columns: one of a
    # reference, such as `currency.code`, is not there where the reference alone is.
    known, shape = [header for header in headers if isinstance(header, str)], TABLES[name]
    named = {field: fields.find(field, known) for field in shape.fields}
    found = {field: column for field, column in named.items() if column is not None and column in known}
    for field in shape.needed:
        if field not in found:
            hint = f"name its column in the FieldMap of {name}"
            raise InvalidValueError("missing_column", f"{name}.{field}", ", ".join(map(str, known)), hint)
    return found
