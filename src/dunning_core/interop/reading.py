"""Reader: rows of one type read into values, with a Problem for each defect; the machine behind every `read_…`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Generic, TypeVar, cast

from attrs import frozen

from dunning_core.errors import DunningError, Params, Problem, WrongTypeError, show_value
from dunning_core.interop.cells import Cells, Formats, Row
from dunning_core.interop.detecting import SAMPLE_ROWS, Evidence, cells_of, detect_dates, detect_decimal
from dunning_core.interop.fields import FieldMap
from dunning_core.interop.parsing import is_blank

V = TypeVar("V")


@frozen
class Read(Generic[V]):
    """What came out of rows: values, a Problem for each defect, and how the rows were understood.

    `columns` pairs each field with the column that it was read from; `evidence` holds the formats that were detected,
    each with the cells that prove it.
    """

    values: tuple[V, ...]
    problems: tuple[Problem, ...]
    columns: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()


@frozen
class Shape(Generic[V]):
    """How rows of one type become values: the fields, those that are needed, and what tells two values apart.

    `name_of` is what identifies a value; `likeness_of` what two values share when they look like one entered twice.
    """

    build: Callable[[Cells], V]
    fields: tuple[str, ...]
    needed: tuple[str, ...]
    amounts: tuple[str, ...]
    days: tuple[str, ...]
    name_of: Callable[[V], Any]
    likeness_of: Callable[[V], Any]


class Reader(Generic[V]):
    """Reads rows of one shape, one at a time: finds columns and formats in the first rows, and reports every defect."""

    def __init__(self, shape: Shape[V], fields: FieldMap, *, known: frozenset[str] | None = None) -> None:
        self.shape = shape
        self.fields = fields
        self.known = known
        self.columns: dict[str, str] = {}
        self.evidence: tuple[Evidence, ...] = ()
        self._formats = Formats(fields.dates, fields.decimal)
        self._first: dict[Any, tuple[int, V]] = {}
        self._alike: dict[Any, int] = {}

    def read_all(self, rows: Iterable[Row]) -> Read[V]:
        """Return all values and all problems of the rows; repetitions are told."""
        values: list[V] = []
        problems: list[Problem] = []
        for number, found in self.read_each(rows):
            for kept in (found,) if isinstance(found, Problem) else self.compare(found, number):
                if isinstance(kept, Problem):
                    problems.append(kept)
                else:
                    values.append(kept)
        return Read(tuple(values), tuple(problems), tuple(self.columns.items()), self.evidence)

    def read_each(self, rows: Iterable[Row]) -> Iterator[tuple[int, V | Problem]]:
        """Give the values and problems one by one with their row number, keeping none: memory does not grow."""
        if isinstance(rows, str | Mapping) or not hasattr(rows, "__iter__"):
            raise WrongTypeError("wrong_type", "rows", cast(object, rows), "pass an iterable of mappings")
        source = iter(rows)
        sample = list(islice(source, SAMPLE_ROWS))
        first = next((row for row in sample if isinstance(row, Mapping)), None)
        if first is not None:
            self._understand(sample)
        missing = [name for name in self.shape.needed if name not in self.columns] if first is not None else []
        for item in self.evidence:
            if item.value is None:
                # Cells that prove their own format are read; the caller is told that the rows do not agree.
                told = ("about", item.about), *((f"as_{value}", cell) for value, cell in item.proofs)
                yield 0, Problem("rows.format.mixed", item.about, path=item.about, params=(*told,))
        number = 0
        for number, row in enumerate(chain(sample, source), start=1):
            if not isinstance(row, Mapping):
                yield number, _problem("row.shape", number, (("hint", "expected a mapping of column to cell"),))
            elif not missing:
                yield from self._read_row(row, number)
        if not number:
            yield 0, Problem("rows.empty", "rows")
        # A missing column fails every row alike: one problem that counts them says it better than one for each.
        for name in missing:
            params = (("column", name), ("found", ", ".join(map(str, first or ()))), ("rows", number))
            yield number, Problem("row.column.missing", name, path=name, params=params)

    def compare(self, value: V, number: int) -> list[V | Problem]:
        """Return a value that was read, unless it came before, and a problem where it repeats another or is like it."""
        # An exact repetition is dropped; a contradiction is kept, so that the ledger sets both aside; a likeness is
        # kept and told, since two real payments may look alike.
        name = self.shape.name_of(value)
        if name in self._first:
            first_row, first = self._first[name]
            code = "row.duplicate" if first == value else "row.contradictory"
            params = (("value", str(name)), ("first_row", first_row))
            told = _problem(code, number, params)
            return [told] if first == value else [value, told]
        self._first[name] = (number, value)
        likeness = self.shape.likeness_of(value)
        first_row = self._alike.setdefault(likeness, number)
        if likeness is None or first_row == number:
            return [value]
        return [value, _problem("row.near_duplicate", number, (("value", str(name)), ("first_row", first_row)))]

    def forget(self) -> None:
        """Compare what comes next with nothing that came before."""
        self._first.clear()
        self._alike.clear()

    def _understand(self, sample: Sequence[Row]) -> None:
        # A row may leave out the cells that it lacks, as those of many services do: the columns are those of all.
        mappings = [row for row in sample if isinstance(row, Mapping)]
        headers = list(dict.fromkeys(str(header) for row in mappings for header in row))
        found = ((name, self.fields.find(name, headers)) for name in self.shape.fields)
        self.columns = {name: column for name, column in found if column is not None}
        days = [self.columns[name] for name in self.shape.days if name in self.columns]
        amounts = [self.columns[name] for name in self.shape.amounts if name in self.columns]
        evidence: list[Evidence] = []
        if self.fields.dates is None:
            evidence.append(detect_dates(cells_of(sample, days)))
        if self.fields.decimal is None:
            evidence.append(detect_decimal(cells_of(sample, amounts)))
        detected = {item.about: item.value for item in evidence}
        self._formats = Formats(
            self.fields.dates or detected.get("dates"), self.fields.decimal or detected.get("decimal")
        )
        self.evidence = tuple(item for item in evidence if item.proofs)

    def _read_row(self, row: Row, number: int) -> Iterator[tuple[int, V | Problem]]:
        # The readers of files in the standard library put the cells beyond the header under None.
        if None in row:
            yield number, _problem("row.shape", number, (("hint", "more cells than the header"),))
            return
        cells = Cells(row, number, columns=self.columns, fields=self.fields, formats=self._formats)
        try:
            value = self.shape.build(cells)
        except DunningError as error:
            yield number, self._refused(error, row, number)
            return
        yield number, value
        for code, params in cells.doubts:
            yield number, _problem(code, number, params)
        client = getattr(value, "client", None)
        if self.known is not None and client is not None and client not in self.known:
            column = self.columns.get("client", "client")
            yield number, _problem("row.client.unknown", number, (("column", column), ("value", client)))

    def _refused(self, error: DunningError, row: Row, number: int) -> Problem:
        column = self.columns.get(error.field, error.field)
        # The cell as it stands in the row can be found again there; what a reading made of it cannot.
        cell = row.get(column)
        value = error.value if is_blank(cell) else show_value(cell)
        code = "row.value.missing" if error.kind == "missing" else "row.value.refused"
        params = (("column", column), ("value", value), ("kind", error.kind), ("hint", error.hint))
        return _problem(code, number, params)


def _problem(code: str, number: int, params: Params) -> Problem:
    path = next((str(value) for name, value in params if name == "column"), "")
    return Problem(code, f"row {number}", path=path, params=(("row", number), *params))
