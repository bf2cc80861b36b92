"""A run over columns: from tables of rows to a table of decisions and problems, in one process or in many."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from zlib import crc32

from attrs import evolve, field, frozen

from dunning_core._checks import check_count, check_date, check_instance
from dunning_core._tables import Column, DataTable
from dunning_core.documents import Payment
from dunning_core.dunning import PolicyChoice
from dunning_core.errors import Problem, show_value
from dunning_core.interop.fields import FieldMap
from dunning_core.interop.parsing import is_blank
from dunning_core.interop.plain import to_json
from dunning_core.interop.reading import Reader
from dunning_core.interop.row_tables import (
    GROUP,
    TABLES,
    Columns,
    Row,
    Tables,
    check_table,
    check_tables,
    map_fields,
    read_table,
)
from dunning_core.interop.ties import join_names, list_ties
from dunning_core.ledger import Credit, Ledger
from dunning_core.ledger.books import Fact
from dunning_core.ledger.snapshot import prepare_reading
from dunning_core.lettering import STANDARD, LetteringPolicy
from dunning_core.parties import Creditor
from dunning_core.run import RUN_COLUMNS, iter_run

#: The columns of what is decided: those of a run where the row is a decision, the last four where it is a problem.
DECIDED_COLUMNS = (
    *RUN_COLUMNS,
    Column("problem", "text", "code of the problem; none where the row is a decision"),
    Column("subject", "text", "what the problem is about"),
    Column("detail", "json", "the problem in the plain form"),
    Column("row", "json", "the cells of the row that it is about, if it is about one"),
)
_NOTHING: dict[str, Any] = dict.fromkeys(column.name for column in DECIDED_COLUMNS)
_PARTS_MAX = 10**6


@frozen
class ColumnRun:
    """A run over tables of rows: the day, the policy and what else holds for every account, to be sent to any worker.

    A table is one list per column; `clients`, `invoices`, `credit_notes`, `payments` and `events` are read as by the
    readers of rows, and `facts` holds what was stored by `to_json`, in its column `fact`. `fields` gives the FieldMap
    of a table by its name; texts are read as ISO days and with a decimal point unless it says otherwise.

    A payment of which nobody says who paid it is put on no account, whatever it quotes, and is told: to find whose the
    quoted debt is, all of them would have to be in one place.

    >>> from dunning_core.dunning.presets import FR_B2B_STANDARD
    >>> run = ColumnRun(date(2026, 3, 1), FR_B2B_STANDARD)
    >>> owed = {"number": ["F-1"], "client": ["ACME"], "amount": ["100.00"], "currency": ["EUR"]}
    >>> days = {"issued_on": [date(2026, 1, 5)], "due_on": [date(2026, 2, 4)]}
    >>> run.decide({"invoices": owed | days}).to_records()[0]["stage"]
    'courteous'
    """

    day: date
    policy: PolicyChoice
    creditor: Creditor | None = None
    fields: tuple[tuple[str, FieldMap], ...] = field(default=(), converter=map_fields, kw_only=True)
    lettering: LetteringPolicy = field(default=STANDARD, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_date("day", self.day)
        check_instance("lettering", self.lettering, LetteringPolicy)

    def decide(self, tables: Tables) -> DataTable:
        """Return one row per decision on the debts of the tables, and one per problem, by the names of DECIDED_COLUMNS.

        The decisions are those of `run_dunning` on the ledger of the rows, but for payments of which nobody says who
        paid them; the order of the rows changes nothing.
        Raises InvalidValueError for a table of another name (`unknown_table`), a column that is needed and missing
        (`missing_column`) and columns of several lengths (`bad_length`); a row that cannot be read is a problem.
        """
        check_tables(tables)
        if not all(isinstance(columns, Mapping) and GROUP in columns for columns in tables.values()):
            [tables] = self.split(tables, 1)
        records: list[dict[str, Any]] = []
        groups: defaultdict[str, list[Fact]] = defaultdict(list)
        everywhere: list[Fact] = []
        for name in sorted(tables, key=list(TABLES).index):
            for group, found in _read(name, tables[name], fields=self.field_map(name)):
                if isinstance(found, dict):
                    records.append(found)
                else:
                    (everywhere if group is None else groups[group]).append(found)
        for group in sorted(groups):
            records += self._decide([*groups.pop(group), *everywhere])
        return DataTable.of(DECIDED_COLUMNS, records)

    def split(self, tables: Tables, parts: int) -> tuple[dict[str, dict[str, list[Any]]], ...]:
        """Return the tables in so many parts, each with all that its own decisions need: splitting changes none.

        Rows that are decided together are in one part; what every account needs is in each. Raises what `decide` does.
        """
        check_count("parts", parts, lowest=1, highest=_PARTS_MAX)
        check_tables(tables)
        rows = {name: read_table(name, columns, fields=self.field_map(name)) for name, columns in tables.items()}
        ties = {name: list_ties(name, own, fields=self.field_map(name)) for name, own in rows.items()}
        first = join_names(names for found in ties.values() for names in found if names)
        dealt: tuple[defaultdict[str, list[Row]], ...] = tuple(defaultdict(list) for _ in range(parts))
        for name, own in rows.items():
            for row, names in zip(own, ties[name], strict=True):
                group = first[names[0]] if names else None
                places = range(parts) if group is None else (crc32(group.encode(errors="replace")) % parts,)
                for place in places:
                    dealt[place][name].append({**row, GROUP: group})
        return tuple({name: _turn(own) for name, own in part.items()} for part in dealt)

    def field_map(self, name: str) -> FieldMap:
        """Return how the rows of a table are read; InvalidValueError for a table that is none of those known."""
        check_table(name)
        return dict(self.fields)[name]

    def _decide(self, facts: Sequence[Fact]) -> Iterator[dict[str, Any]]:
        ledger = Ledger.of(_withhold_texts(facts, self.day))
        problems: dict[Problem, None] = {}
        for run in iter_run(ledger, self.day, self.policy, self.creditor, lettering=self.lettering):
            yield from (_NOTHING | record for record in run.to_records())
            problems |= dict.fromkeys((*run.problems, *map(_strayed, run.snapshot.strays)))
        yield from map(_tell, problems)


def _turn(rows: Sequence[Row]) -> dict[str, list[Any]]:
    return {column: [row[column] for row in rows] for column in rows[0]}


def _read(name: str, columns: Columns, *, fields: FieldMap) -> Iterator[tuple[str | None, Fact | dict[str, Any]]]:
    """Give what each row of a table is, with its group: a fact, or the record of a problem."""
    rows = read_table(name, columns, fields=fields)
    # Which of two rows is told to repeat the other must not depend on the order in which they came, nor on what else
    # came: only rows of one group are compared.
    rows.sort(key=_order)
    reader = Reader(TABLES[name], fields)
    last: str | None = None
    for number, found in reader.read_each(rows) if rows else ():
        row = rows[number - 1]
        if row[GROUP] != last:
            reader.forget()
            last = row[GROUP]
        for kept in (found,) if isinstance(found, Problem) else reader.compare(found, number):
            if not isinstance(kept, Problem):
                yield last, kept
            elif last is not None:
                # What every account needs goes to many places; it was read, and can at most have been said twice.
                yield last, _tell_row(kept, rows, key=reader.columns[reader.shape.needed[0]])


def _order(row: Row) -> list[str]:
    # The group comes first, for want of one last.
    group = row[GROUP]
    cells = (cell if type(cell) is str else show_value(cell) for cell in row.values())
    return ["1" if group is None else "0", group or "", *cells]


def _tell_row(problem: Problem, rows: Sequence[Row], *, key: str) -> dict[str, Any]:
    # The number of a row says nothing once rows are split: it goes by the name of what it holds.
    numbers = ("row", "first_row")
    params = tuple((name, _name_row(rows, at, key) if name in numbers else at) for name, at in problem.params)
    number: int = problem.param("row")
    row = rows[number - 1]
    cells = {column: show_value(cell) for column, cell in row.items() if column != GROUP and not is_blank(cell)}
    subject = _name_row(rows, number, key)
    return _tell(evolve(problem, subject=subject, params=params)) | {"row": json.dumps(cells)}


def _name_row(rows: Sequence[Row], number: int, key: str) -> str:
    cell = rows[number - 1][key]
    return "?" if is_blank(cell) else show_value(cell)


def _tell(problem: Problem) -> dict[str, Any]:
    return _NOTHING | {"problem": problem.code, "subject": problem.subject, "detail": to_json(problem)}


def _strayed(credit: Credit) -> Problem:
    params = (("amount", credit.remainder), ("received_on", credit.day))
    return Problem("payment.payer_unknown", credit.id, path="client", params=params)


def _withhold_texts(facts: Sequence[Fact], day: date) -> Iterable[Fact]:
    """Return the facts without the texts of payments that no record puts on an account.

    What a text quotes is only known where all debts are; a text that is placed already explains its payment.
    """
    strays = [fact for fact in facts if isinstance(fact, Payment) and fact.client is None and fact.reference]
    if not strays:
        return facts
    silent: dict[Fact, Fact] = {stray: evolve(stray, reference="") for stray in strays}
    books = Ledger.of(silent.get(fact, fact) for fact in facts).books
    _, attributed, _, _ = prepare_reading(books, day, known_on=None, policy=None)
    placed = {payment.id for payments in attributed.values() for payment in payments}
    return [fact if isinstance(fact, Payment) and fact.id in placed else silent.get(fact, fact) for fact in facts]
