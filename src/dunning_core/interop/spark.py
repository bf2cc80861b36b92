"""Where one machine is not enough: the same run over a Spark DataFrame, split by buckets of accounts (extra `spark`).

A bucket holds whole groups of rows that are decided together, thousands of invoices each: never one call per client.
Nothing of Spark is imported here; what Spark hands over and takes back is Arrow.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial, reduce
from importlib import import_module
from typing import Any

from dunning_core._checks import check_count, check_instance
from dunning_core.errors import InvalidValueError
from dunning_core.interop.column_runs import DECIDED_COLUMNS, ColumnRun
from dunning_core.interop.row_tables import GROUP, TABLES, check_table, find_columns, read_table
from dunning_core.interop.ties import PARTY, join_names, list_ties

#: A DataFrame of Spark, or one of Spark Connect, and batches and tables of pyarrow: neither is imported here.
Frame = Any
Batch = Any

_TYPES = {
    "text": "string",
    "json": "string",
    "date": "date",
    "decimal": "decimal(38, 4)",
    "count": "bigint",
    "flag": "boolean",
}
_DECIDED = ", ".join(f"`{column.name}` {_TYPES[column.kind]}" for column in DECIDED_COLUMNS)
_HOME, _ROOT, _BUCKET = "dunning_home", "dunning_root", "dunning_bucket"
_BUCKETS_MAX = 10**6


def gather_rows(tables: Mapping[str, Frame]) -> Frame:
    """Return the tables of a company, by their names, as the one DataFrame of rows that `decide_rows` takes.

    Each row stands in the column named after its table, as a struct of its own columns, so that no two tables need
    agree on the names or the types of theirs. Raises InvalidValueError for a table of another name.
    """
    for name in tables:
        check_table(name)
    if not tables:
        raise InvalidValueError("empty", "tables", None, f"give tables of these names: {', '.join(TABLES)}")
    frames = [frame.selectExpr(f"struct(*) as {name}") for name, frame in tables.items()]
    return reduce(lambda above, below: above.unionByName(below, allowMissingColumns=True), frames)


def decide_rows(rows: Frame, run: ColumnRun, *, buckets: int = 200) -> Frame:
    """Return the decisions on a DataFrame of rows, and the problems, by the names of DECIDED_COLUMNS.

    The rows are those of `gather_rows`, and what comes out is what `run.decide` gives on the same tables, in any order
    and whatever the number of buckets; some thousand invoices to a bucket are best. One job runs at once: it looks for
    the names that tie accounts together (sites of a head office, events that name an invoice only, a number given
    twice) and brings these, no other row, to the driver.
    """
    check_instance("run", run, ColumnRun)
    check_count("buckets", buckets, lowest=1, highest=_BUCKETS_MAX)
    for name in rows.columns:
        # Told here rather than by the workers.
        find_columns(name, rows.select(f"{name}.*").columns, fields=run.field_map(name))
    homes = rows.selectExpr("*", f"cast(null as string) as {_HOME}")
    housed = rows.mapInArrow(partial(add_homes, run=run), homes.schema)
    roots = join_names(_find_links(rows, run))
    joined = housed.selectExpr("*", f"cast(null as string) as {_ROOT}")
    if roots:
        known = rows.sparkSession.createDataFrame(sorted(roots.items()), f"{_HOME} string, {_ROOT} string")
        joined = housed.join(known.hint("broadcast"), _HOME, "left")
    grouped = joined.selectExpr(*rows.columns, f"coalesce({_ROOT}, {_HOME}) as {GROUP}")
    # What every account needs goes to each bucket.
    places = f"if({GROUP} is null, sequence(0, {buckets - 1}), array(cast(pmod(xxhash64({GROUP}), {buckets}) as int)))"
    placed = grouped.selectExpr("*", f"explode({places}) as {_BUCKET}").repartition(buckets, _BUCKET).drop(_BUCKET)
    return placed.mapInArrow(partial(decide_batches, run=run), _DECIDED)


def _find_links(rows: Frame, run: ColumnRun) -> Iterator[tuple[str, ...]]:
    """Give the homes that a name ties together: only where it is named in two, or is a client's."""
    ties = rows.mapInArrow(partial(find_ties, run=run), "home string, tie string")
    homes = ties.groupBy("tie").agg({"home": "collect_set"}).toDF("tie", "homes")
    for link in homes.where(f"size(homes) > 1 or tie like '{PARTY}%'").collect():
        yield (*link.homes, link.tie)


def find_ties(batches: Iterable[Batch], *, run: ColumnRun) -> Iterator[Batch]:
    """Give the home of each row with each other name that it bears, batch by batch."""
    arrow = import_module("pyarrow")
    schema = arrow.schema([("home", arrow.string()), ("tie", arrow.string())])
    for batch in batches:
        pairs = [(names[0], name) for names in _name_rows(batch, run) for name in names if _may_tie(name, names[0])]
        yield arrow.RecordBatch.from_pylist([{"home": home, "tie": tie} for home, tie in pairs], schema=schema)


def _may_tie(name: str, home: str) -> bool:
    return name != home or not name.startswith(PARTY)


def add_homes(batches: Iterable[Batch], *, run: ColumnRun) -> Iterator[Batch]:
    """Give the batches with the home of each row: the first of its names, none where every account needs it."""
    arrow = import_module("pyarrow")
    for batch in batches:
        homes = arrow.array([names[0] if names else None for names in _name_rows(batch, run)], type=arrow.string())
        yield arrow.RecordBatch.from_arrays([*batch.columns, homes], names=[*batch.schema.names, _HOME])


def decide_batches(batches: Iterable[Batch], *, run: ColumnRun) -> Iterator[Batch]:
    """Give what is decided on all rows of the batches, whose groups are known."""
    tables: dict[str, dict[str, list[Any]]] = {}
    for batch in batches:
        groups = batch.column(GROUP).to_pylist()
        for name in TABLES:
            if name in batch.schema.names:
                places, columns = _unpack(batch, name, run=run)
                columns[GROUP] = [groups[place] for place in places]
                own = tables.setdefault(name, {column: [] for column in columns})
                for column, cells in columns.items():
                    own[column] += cells
    yield from import_module("pyarrow").table(run.decide(tables)).to_batches()


def _name_rows(batch: Batch, run: ColumnRun) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()] * batch.num_rows
    for name in batch.schema.names:
        places, columns = _unpack(batch, name, run=run)
        fields = run.field_map(name)
        for place, names in zip(
            places, list_ties(name, read_table(name, columns, fields=fields), fields=fields), strict=True
        ):
            found[place] = names
    return found


def _unpack(batch: Batch, name: str, *, run: ColumnRun) -> tuple[list[int], dict[str, list[Any]]]:
    """Return the places of the rows of a table in a batch, and those of its columns that are read."""
    cells = batch.column(name)
    places = [place for place, is_there in enumerate(cells.is_valid().to_pylist()) if is_there]
    kept = cells.drop_null()
    headers = [field.name for field in kept.type]
    used = set(find_columns(name, headers, fields=run.field_map(name)).values())
    parts = zip(headers, kept.flatten(), strict=True)
    return places, {header: part.to_pylist() for header, part in parts if header in used}
