"""What a worker of Spark does, on Arrow batches as Spark hands them over; Spark itself has tests of its own."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest

import dunning_core as dc
from dunning_core._tables import DataTable
from dunning_core.interop.row_tables import GROUP
from dunning_core.interop.spark import add_homes, decide_batches, decide_rows, find_ties, gather_rows
from dunning_core.interop.ties import join_names
from tests.book_tables import RUN, TABLES_OF_ROWS


def batches_of(tables: dict[str, dict[str, list[Any]]]) -> Iterator[pa.RecordBatch]:
    """One row in each struct column by turns, in batches of three, as the union of several tables comes."""
    frames = []
    for name, columns in tables.items():
        own = pa.table(columns)
        frames.append(pa.table({name: own.to_struct_array()}))
    return iter(pa.concat_tables(frames, promote_options="default").to_batches(max_chunksize=3))


def count(*tables: DataTable) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(record.values()) for table in tables for record in table.to_records())


@pytest.mark.parametrize("buckets", [1, 4])
def test_batches_are_decided_as_their_columns(buckets: int) -> None:
    """Homes, links and buckets, as Spark would find them, give row by row what the columns give."""
    pairs = [pair for batch in find_ties(batches_of(TABLES_OF_ROWS), run=RUN) for pair in batch.to_pylist()]
    roots = join_names((pair["home"], pair["tie"]) for pair in pairs)
    housed = pa.Table.from_batches(add_homes(batches_of(TABLES_OF_ROWS), run=RUN))
    groups = [None if home is None else roots.get(home, home) for home in housed["dunning_home"].to_pylist()]
    assert groups.count(None) == 1
    rows = housed.drop_columns(["dunning_home"]).append_column(GROUP, pa.array(groups, pa.string()))
    names = sorted({group for group in groups if group is not None})
    found: Counter[tuple[Any, ...]] = Counter()
    for bucket in range(buckets):
        here = {name for rank, name in enumerate(names) if rank % buckets == bucket}
        part = rows.filter(pa.array([group is None or group in here for group in groups]))
        decided = pa.Table.from_batches(decide_batches(iter(part.to_batches()), run=RUN))
        found += Counter(tuple(record.values()) for record in decided.to_pylist())
    assert found == count(RUN.decide(TABLES_OF_ROWS))


def test_only_names_that_may_tie_are_told() -> None:
    """The name of a client ties nothing to his own home; a site is tied to its head office, an event to its invoice."""
    tables: dict[str, dict[str, list[Any]]] = {
        "clients": {"id": ["A", "SITE"], "name": ["A", "Site"], "account": [None, "A"]},
        "invoices": {name: cells[:1] for name, cells in TABLES_OF_ROWS["invoices"].items()},
        "events": {"event": ["cancelled"], "subject": ["F-1"], "day": ["2026-03-01"]},
    }
    pairs = [tuple(pair.values()) for batch in find_ties(batches_of(tables), run=RUN) for pair in batch.to_pylist()]
    assert pairs == [
        ("client A", "client SITE"),
        ("client ACACIA", "debit F-1"),
        ("debit F-1", "debit F-1"),
        ("debit F-1", "credit F-1"),
    ]


def test_batches_without_rows_give_a_table_without_rows() -> None:
    """A partition may well be empty."""
    assert sum(batch.num_rows for batch in decide_batches(iter(()), run=RUN)) == 0


class Frame:
    """As much of a DataFrame as is looked at before anything runs."""

    def __init__(self, **tables: list[str]) -> None:
        self.tables = tables
        self.columns = list(tables)

    def select(self, name: str) -> "Frame":
        found = Frame()
        found.columns = self.tables[name.removesuffix(".*")]
        return found


@pytest.mark.parametrize(
    ("rows", "change", "kind"),
    [
        (Frame(invoices=["number", "client", "amount", "issued_on"], bills=["id"]), {}, "unknown_table"),
        (Frame(invoices=["number", "client", "amount"]), {}, "missing_column"),
        (Frame(), {"buckets": 0}, "out_of_range"),
        (Frame(), {"run": "run"}, "wrong_type"),
    ],
)
def test_what_cannot_be_decided_is_refused_before_it_runs(rows: Frame, change: dict[str, Any], kind: str) -> None:
    """No job is begun, and no worker has to say it."""
    with pytest.raises(dc.DunningError) as caught:
        decide_rows(rows, **{"run": RUN, **change})
    assert caught.value.kind == kind


def test_tables_without_a_name_are_not_gathered() -> None:
    """The column of a row is that of its table."""
    for tables, kind in (({}, "empty"), ({"bills": Frame()}, "unknown_table")):
        with pytest.raises(dc.DunningError) as caught:
            gather_rows(tables)
        assert caught.value.kind == kind
