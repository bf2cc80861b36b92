"""What tables share: columns that describe themselves, and the table that data frames take as it is."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from itertools import islice
from typing import Any, ClassVar, cast

from attrs import field, frozen

from dunning_core.errors import InvalidValueError, MissingPackageError, WrongTypeError
from dunning_core.markup import table
from dunning_core.markup.html import show_plainly

# What a notebook shows of a table, and of the text of a cell.
_SHOWN, _LONGEST = 20, 200
#: The Arrow type of each kind of column, by the function of pyarrow that makes it and its arguments. No currency has
#: more than four decimals, so that the type of an amount does not depend on what stands in the table.
_ARROW: dict[str, tuple[Any, ...]] = {
    "text": ("string",),
    "json": ("string",),
    "date": ("date32",),
    "decimal": ("decimal128", 38, 4),
    "count": ("int64",),
    "flag": ("bool_",),
}


@frozen
class Column:
    """One column: its name, the kind of its values (text, date, decimal, count, flag or json), and its meaning.

    >>> from dunning_core.run import RUN_COLUMNS
    >>> RUN_COLUMNS[0].name, RUN_COLUMNS[0].kind
    ('account', 'text')
    """

    name: str
    kind: str
    help: str


@frozen(repr=False)
class DataTable:
    """A table of results or of facts: its columns, each described, and one tuple of cells per column.

    polars, pyarrow and duckdb take it as it is, since it hands itself over as an Arrow stream (the extra `arrow`). Each
    column has the type of its kind, even where nothing stands in it: an amount is decimal128(38, 4), a day date32, a
    count int64, a flag bool, all else string. Raises MissingPackageError where pyarrow is not installed.

    >>> from dunning_core.analysis import age
    >>> from dunning_core.samples import SAMPLE_DAY, sample_ledger
    >>> age(sample_ledger().as_of(SAMPLE_DAY)).to_table()
    <DataTable of 10 rows: currency, over_days, up_to_days, count, amount>
    """

    columns: tuple[Column, ...]
    cells: tuple[tuple[Any, ...], ...] = field(repr=False)

    @classmethod
    def of(cls, columns: tuple[Column, ...], records: Iterable[Mapping[str, Any]]) -> "DataTable":
        """Return the table of one mapping per row, by the names of the columns."""
        rows = list(records)
        return cls(columns, tuple(tuple(row[column.name] for row in rows) for column in columns))

    def __len__(self) -> int:
        return len(self.cells[0]) if self.cells else 0

    def __repr__(self) -> str:
        return f"<DataTable of {len(self)} rows: {', '.join(column.name for column in self.columns)}>"

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per row, by the names of the columns; None where a cell holds nothing."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in zip(*self.cells, strict=True)]

    def to_columns(self) -> dict[str, list[Any]]:
        """Return one list per column, by its name."""
        return {column.name: list(cells) for column, cells in zip(self.columns, self.cells, strict=True)}

    def _repr_html_(self) -> str:
        names = [column.name for column in self.columns]
        records = (dict(zip(names, row, strict=True)) for row in zip(*self.cells, strict=True))
        return show_rows(self.columns, records, count=len(self))

    def __arrow_c_schema__(self) -> object:
        return _arrow_schema(self.columns).__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        schema = _arrow_schema(self.columns)
        table = _pyarrow().Table.from_pydict(self.to_columns(), schema=schema)
        return table.__arrow_c_stream__(requested_schema)


class Tabular(ABC):
    """A result that is a table: its records are the rows, by the names of the columns that its module publishes.

    A notebook shows the first of them.
    """

    __slots__ = ()
    _columns: ClassVar[tuple[Column, ...]]

    @abstractmethod
    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per row, by the names of the columns."""

    def to_table(self) -> DataTable:
        """Return the same table as data frames take it: with the type of each column."""
        return DataTable.of(self._columns, self.to_records())

    def to_columns(self) -> dict[str, list[Any]]:
        """Return the same table as one list per column."""
        return self.to_table().to_columns()

    def _repr_html_(self) -> str:
        records = self.to_records()
        return show_rows(self._columns, records, count=len(records))


def take_columns(name: str, columns: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    """Return the columns of a table, in whatever holds the cells of each, as lists of one length.

    Raises WrongTypeError for a table that is no mapping, and for a column that is a text or has no order;
    InvalidValueError (`bad_length`) for columns that differ in length.
    """
    if not isinstance(columns, Mapping):
        raise WrongTypeError("wrong_type", name, columns, "pass one list per column, as to_columns gives")
    taken = {column: _take_cells(f"{name}.{column}", cells) for column, cells in columns.items()}
    lengths = {column: len(cells) for column, cells in taken.items()}
    if len(set(lengths.values())) > 1:
        raise InvalidValueError("bad_length", name, lengths, "give columns of one length")
    return taken


def _take_cells(name: str, cells: object) -> list[Any]:
    if not _is_column(cells):
        raise WrongTypeError("wrong_type", name, cells, "pass a list of cells")
    # By position: a series of pandas counts its cells by labels of its own.
    return list(cast("Sequence[Any]", cells))


def _is_column(cells: object) -> bool:
    # A text would be a cell per letter; a set or a mapping has no rows.
    is_sequence = hasattr(cells, "__len__") and hasattr(cells, "__getitem__")
    return is_sequence and not isinstance(cells, str | bytes | bytearray | Mapping)


def show_rows(
    columns: Sequence[Column], records: Iterable[Mapping[str, Any]], *, count: int, name: str = "rows"
) -> str:
    """Return the first of so many rows as a notebook shows them, in HTML, every text escaped; no other is computed."""
    names = [column.name for column in columns]
    rows = [[_show_cell(record[name]) for name in names] for record in islice(records, _SHOWN)]
    figures = [at for at, column in enumerate(columns) if column.kind in ("decimal", "count")]
    told = f"{count} {name.removesuffix('s') if count == 1 else name}"
    caption = told if count <= _SHOWN else f"{told}, the first {_SHOWN} of them"
    return show_plainly(table(caption, names, rows=rows, figures=figures))


def _show_cell(cell: object) -> str:
    shown = "" if cell is None else str(cell)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _arrow_schema(columns: Iterable[Column]) -> Any:
    arrow = _pyarrow()
    found = {kind: getattr(arrow, name)(*arguments) for kind, (name, *arguments) in _ARROW.items()}
    return arrow.schema([(column.name, found[column.kind]) for column in columns])


def _pyarrow() -> Any:
    # Only whoever hands a table over as Arrow needs it: it is not loaded with the library.
    try:
        return import_module("pyarrow")
    except ImportError:
        hint = "pip install 'dunning_core[arrow]', or take to_columns() instead"
        raise MissingPackageError("missing_package", "pyarrow", None, hint) from None
