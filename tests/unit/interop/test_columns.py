"""Columns: facts and results in the data frames that people use, and facts back out of them, none of them changed."""

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import dunning_core as dc
from dunning_core._tables import Column
from dunning_core.analysis import AGED_BALANCE_COLUMNS
from dunning_core.documents import Refund, WriteOff
from dunning_core.dunning import (
    BACKTEST_COLUMNS,
    BALANCE_COLUMNS,
    COMPARISON_COLUMNS,
    OUTLOOK_COLUMNS,
    backtest,
    compare_policies,
    outlook,
)
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Event
from dunning_core.interop.columns import columns_of, from_columns, to_columns, to_records
from dunning_core.law import Rate
from dunning_core.penalties import STATEMENT_COLUMNS, state_claim
from dunning_core.run import COMPARISON_OF_RUNS_COLUMNS, RUN_COLUMNS, compare_runs
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.books import ACME, DUE, eur, invoice, payment
from tests.house.test_plain_covers import SPECIMENS

FACTS = (dc.Client, dc.Invoice, dc.CreditNote, dc.Payment, Refund, WriteOff, *get_args(Event))
Columns = dict[str, list[Any]]

POLARS: dict[str, Any] = {
    "text": pl.String,
    "json": pl.String,
    "date": pl.Date,
    "decimal": pl.Decimal(38, 4),
    "count": pl.Int64,
    "flag": pl.Boolean,
}
ARROW = {
    "text": pa.string(),
    "json": pa.string(),
    "date": pa.date32(),
    "decimal": pa.decimal128(38, 4),
    "count": pa.int64(),
    "flag": pa.bool_(),
}


def through_pandas(columns: Columns, _: tuple[Column, ...]) -> Columns:
    found: Columns = pd.DataFrame(columns).to_dict("list")
    return found


def through_polars(columns: Columns, kinds: tuple[Column, ...]) -> Columns:
    schema = {column.name: POLARS[column.kind] for column in kinds}
    return pl.DataFrame(columns, schema=schema).to_dict(as_series=False)


def through_arrow(columns: Columns, kinds: tuple[Column, ...]) -> Columns:
    schema = pa.schema([(column.name, ARROW[column.kind]) for column in kinds])
    found: Columns = pa.table(columns, schema=schema).to_pydict()
    return found


def through_duckdb(columns: Columns, kinds: tuple[Column, ...]) -> Columns:
    schema = pa.schema([(column.name, ARROW[column.kind]) for column in kinds])
    table = pa.table(columns, schema=schema)
    with duckdb.connect() as connection:
        connection.register("facts", table)
        rows = connection.sql("select * from facts").fetchall()
    return {column.name: [row[place] for row in rows] for place, column in enumerate(kinds)}


FRAMES: dict[str, Callable[[Columns, tuple[Column, ...]], Columns]] = {
    "pandas": through_pandas,
    "polars": through_polars,
    "pyarrow": through_arrow,
    "duckdb": through_duckdb,
}


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_facts_come_back_from_columns(kind: type) -> None:
    """Every kind of fact goes into columns and comes back equal; the columns are the published ones, of one length."""
    values = SPECIMENS[kind]
    columns = to_columns(kind, values)
    assert list(columns) == [column.name for column in columns_of(kind)]
    assert {len(cells) for cells in columns.values()} == {len(values)}
    assert list(from_columns(kind, columns)) == values
    assert [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)] == to_records(
        kind, values
    )


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_facts_come_back_from_data_frames(kind: type, frame: str) -> None:
    """Through a real data frame the facts are still the same, gaps, currencies and all."""
    values = SPECIMENS[kind]
    assert list(from_columns(kind, FRAMES[frame](to_columns(kind, values), columns_of(kind)))) == values


@pytest.mark.parametrize("frame", FRAMES)
def test_no_facts_are_no_rows(frame: str) -> None:
    """An empty table keeps its columns, each with the type that is published."""
    columns = to_columns(dc.Invoice, [])
    assert from_columns(dc.Invoice, columns) == ()
    assert from_columns(dc.Invoice, FRAMES[frame](columns, columns_of(dc.Invoice))) == ()


@pytest.mark.parametrize("frame", FRAMES)
def test_a_ledger_through_data_frames_gives_the_same_run(frame: str) -> None:
    """The sample ledger, type by type through a data frame and back, is the same ledger."""
    ledger = sample_ledger()
    kinds = {type(fact) for fact in ledger.facts}
    back: list[Any] = []
    for kind in kinds:
        values = [fact for fact in ledger.facts if type(fact) is kind]
        back += from_columns(kind, FRAMES[frame](to_columns(kind, values), columns_of(kind)))
    assert dc.Ledger.of(back) == ledger


def tables() -> dict[str, tuple[Any, Any, tuple[Column, ...]]]:
    """Each table of results: its records, its columns, and what is published of them."""
    later = SAMPLE_DAY + timedelta(days=7)
    ledger = sample_ledger()
    run = dc.run_dunning(ledger, SAMPLE_DAY, FR_B2B_STANDARD, SAMPLE_CREDITOR)
    ahead = outlook(ledger, SAMPLE_DAY, FR_B2B_STANDARD, until=later, creditor=SAMPLE_CREDITOR)
    past = backtest(ledger, FR_B2B_STANDARD, SAMPLE_DAY, later)
    both = compare_policies(ledger, [FR_B2B_STANDARD], start=SAMPLE_DAY, end=later)
    changes = compare_runs(run, dc.run_dunning(ledger, later, FR_B2B_STANDARD, SAMPLE_CREDITOR))
    claim = state_claim(next(one for one in run.snapshot.accounts if one.id == "FONTCLAIR"), creditor=SAMPLE_CREDITOR)
    found: dict[str, tuple[Any, tuple[Column, ...]]] = {
        "run": (run, RUN_COLUMNS),
        "outlook": (ahead, OUTLOOK_COLUMNS),
        "backtest": (past, BACKTEST_COLUMNS),
        "policies": (both, COMPARISON_COLUMNS),
        "changes": (changes, COMPARISON_OF_RUNS_COLUMNS),
        "aged": (run.aged_balance, AGED_BALANCE_COLUMNS),
        "claim": (claim, STATEMENT_COLUMNS),
    }
    shown = {name: (result.to_records(), result.to_columns(), columns) for name, (result, columns) in found.items()}
    return shown | {"balances": (ahead.balances_to_records(), ahead.balances_to_columns(), BALANCE_COLUMNS)}


TABLES = tables()
CELLS = {"text": str, "date": date, "decimal": Decimal, "count": int, "flag": bool}


@pytest.mark.parametrize("name", TABLES)
def test_the_published_kinds_are_those_of_the_cells(name: str) -> None:
    """Each column of a table of results holds what its kind says, or None; records and columns are one table."""
    records, columns, published = TABLES[name]
    assert records
    assert list(columns) == [column.name for column in published]
    for column in published:
        assert {type(cell) for cell in columns[column.name]} <= {CELLS[column.kind], type(None)}, column.name
        assert column.help
    assert [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)] == records


@pytest.mark.parametrize("name", TABLES)
def test_results_load_as_they_are(name: str) -> None:
    """pandas, polars, pyarrow and duckdb take the columns, and the records, and hold the same cells."""
    records, columns, published = TABLES[name]
    assert pl.DataFrame(columns).to_dicts() == pl.DataFrame(records, infer_schema_length=None).to_dicts()
    assert pa.table(columns).to_pylist() == pa.Table.from_pylist(records).to_pylist()
    assert list(pd.DataFrame(columns).columns) == list(pd.DataFrame(records).columns) == list(columns)
    for through in FRAMES.values():
        found = through(columns, published)
        for column in published:
            if column.kind == "decimal":
                assert all(
                    one is None or (not isinstance(one, float) and other == one)
                    for one, other in zip(columns[column.name], found[column.name], strict=True)
                )
    total = sum(columns["amount"]) if "amount" in columns and columns["currency"] == ["EUR"] else None
    if total is not None:
        assert pl.DataFrame(columns)["amount"].sum() == total


PAID = payment("P-1", "200.00", DUE, "VIR F-1")


@pytest.mark.parametrize(
    ("change", "kind", "field"),
    [
        ({"amount": [Decimal("200.00"), 200.0]}, "wrong_type", "amount[1]"),
        ({"amount": [Decimal("200.00"), 200]}, "wrong_type", "amount[1]"),
        ({"amount": [Decimal("200.00"), Decimal("200.005")]}, "bad_scale", "amount[1]"),
        ({"amount": [Decimal("200.00"), Decimal("NaN")]}, "missing", "amount[1]"),
        ({"amount": [Decimal("200.00"), Decimal("Infinity")]}, "not_finite", "amount[1]"),
        ({"amount": [Decimal("200.00"), None]}, "missing", "amount[1]"),
        ({"currency": ["EUR", "eur"]}, "bad_currency", "amount[1]"),
        ({"currency": ["EUR", None]}, "bad_currency", "amount[1]"),
        ({"received_on": [DUE, "2026-04-30"]}, "wrong_type", "received_on[1]"),
        ({"received_on": [DUE, datetime(2026, 4, 30)]}, "wrong_type", "received_on[1]"),
        ({"received_on": [DUE, pd.NaT]}, "missing", "received_on[1]"),
        ({"received_on": [DUE, date(9999, 1, 1)]}, "out_of_range", "received_on[1]"),
        ({"id": ["P-1", ""]}, "empty", "id[1]"),
        ({"id": ["P-1", math.nan]}, "missing", "id[1]"),
        ({"id": ["P-1", 7]}, "wrong_type", "id[1]"),
        ({"means": [None, "gold"]}, "unknown_value", "means[1]"),
        ({"designates": [None, '["F-1"']}, "bad_json", "designates[1]"),
        ({"designates": [None, "[1]"]}, "wrong_type", "designates[1]"),
        ({"designates": [None, ["F-1"]]}, "wrong_type", "designates[1]"),
        ({"due_on": [None, DUE]}, "unknown_column", "due_on"),
        ({"id": ["P-1"]}, "bad_length", "columns"),
    ],
)
def test_a_cell_that_does_not_fit_is_refused_with_its_place(change: Columns, kind: str, field: str) -> None:
    """The error names the column and the row; nothing is read in part."""
    columns = to_columns(dc.Payment, [PAID, payment("P-2", "5.00", DUE)]) | change
    with pytest.raises(dc.DunningError) as caught:
        from_columns(dc.Payment, columns)
    assert (caught.value.kind, caught.value.field) == (kind, field)


def test_a_payer_who_is_not_known_is_none() -> None:
    """A field that must be given, and may be None, is None where the cell holds nothing."""
    unknown = payment("P-1", "200.00", DUE, client=None)
    columns = to_columns(dc.Payment, [unknown])
    assert columns["client"] == [None]
    assert from_columns(dc.Payment, columns) == (unknown,)
    assert from_columns(dc.Payment, columns | {"client": [pd.NA]}) == (unknown,)
    del columns["reference"]
    assert from_columns(dc.Payment, columns)[0].reference == ""


def test_whole_numbers_with_gaps_may_be_floats() -> None:
    """Data frames turn counts with gaps into floats; one that is not whole is refused."""
    sent = SPECIMENS[next(kind for kind in FACTS if kind.__name__ == "NoticeSent")][0]
    columns = to_columns(type(sent), [sent, sent])
    assert from_columns(type(sent), columns | {"deadline_days": [8.0, math.nan]})[0].deadline_days == 8
    with pytest.raises(dc.DunningError) as caught:
        from_columns(type(sent), columns | {"deadline_days": [8.5, math.nan]})
    assert caught.value.field == "deadline_days[0]"


def test_what_has_parts_is_json_text() -> None:
    """Terms, installments and contacts stand in one cell each, in the plain form."""
    kinds = {column.name: column.kind for column in columns_of(dc.Invoice)}
    assert (kinds["terms"], kinds["installments"], kinds["net_amount_currency"]) == ("json", "json", "text")
    split = dc.Invoice("F-1", client="A", amount=eur(10), issued_on=DUE, terms=dc.PaymentTerms.net(30))
    columns = to_columns(dc.Invoice, [split, invoice()])
    assert columns["terms"] == ['{"days":30,"months":0,"month_end":"none"}', None]


def test_only_facts_have_columns() -> None:
    """A type that is none of the library's values, and a value of another type, are refused."""
    for kind in (int, dc.Money, Rate, dc.DunningRun, dc.Snapshot, "Invoice", None):
        with pytest.raises(dc.DunningError):
            columns_of(kind)  # type: ignore[arg-type]
    with pytest.raises(dc.DunningError) as caught:
        to_columns(dc.Payment, [PAID, ACME])
    assert caught.value.field == "values[1]"
