"""Tables of results: each is as it is published, and data frames take it as it is, with the types that it says."""

import importlib
import sys
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import dunning_core as dc
from dunning_core._tables import Column, DataTable
from dunning_core.analysis import ACCOUNT_COLUMNS, AGED_BALANCE_COLUMNS, CHRONOLOGY_COLUMNS, state_account, trace_debts
from dunning_core.dunning import (
    BACKTEST_COLUMNS,
    BALANCE_COLUMNS,
    COMPARISON_COLUMNS,
    DOSSIER_COLUMNS,
    OUTLOOK_COLUMNS,
    PLAN_COLUMNS,
    RECOURSE_COLUMNS,
    EqualInstallments,
    assemble_dossier,
    backtest,
    compare_policies,
    outlook,
    propose_plan,
)
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import MissingPackageError
from dunning_core.events import StageKind
from dunning_core.interop.column_runs import DECIDED_COLUMNS
from dunning_core.interop.columns import to_table
from dunning_core.penalties import STATEMENT_COLUMNS, state_claim
from dunning_core.run import ACTION_COLUMNS, COMPARISON_OF_RUNS_COLUMNS, RUN_COLUMNS, compare_runs
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.book_tables import RUN as ROWS
from tests.book_tables import TABLES_OF_ROWS
from tests.books import DUE, payment
from tests.house.test_public_names import BY_MODULE, SECOND_RING

LATER = SAMPLE_DAY + timedelta(days=7)
LEDGER = sample_ledger()
RUN = dc.run_dunning(LEDGER, SAMPLE_DAY, FR_B2B_STANDARD, SAMPLE_CREDITOR)
AHEAD = outlook(LEDGER, SAMPLE_DAY, FR_B2B_STANDARD, until=LATER, creditor=SAMPLE_CREDITOR)
[ACCOUNT] = [one for one in RUN.snapshot.accounts if one.id == "FONTCLAIR"]
RECOURSE = next(action for action in RUN.actions if action.stage.kind is StageKind.RECOURSE).recourse()
PLAN = propose_plan(
    ACCOUNT.open_items, id="PLAN", schedule=EqualInstallments(3, first_on=LATER), creditor=SAMPLE_CREDITOR
)
#: The results by the names of the columns that are published for them.
RESULTS: dict[str, tuple[tuple[Column, ...], Any]] = {
    "RUN_COLUMNS": (RUN_COLUMNS, RUN),
    "OUTLOOK_COLUMNS": (OUTLOOK_COLUMNS, AHEAD),
    "BACKTEST_COLUMNS": (BACKTEST_COLUMNS, backtest(LEDGER, FR_B2B_STANDARD, SAMPLE_DAY, LATER)),
    "COMPARISON_COLUMNS": (
        COMPARISON_COLUMNS,
        compare_policies(LEDGER, [FR_B2B_STANDARD], start=SAMPLE_DAY, end=LATER),
    ),
    "COMPARISON_OF_RUNS_COLUMNS": (
        COMPARISON_OF_RUNS_COLUMNS,
        compare_runs(RUN, dc.run_dunning(LEDGER, LATER, FR_B2B_STANDARD, SAMPLE_CREDITOR)),
    ),
    "AGED_BALANCE_COLUMNS": (AGED_BALANCE_COLUMNS, RUN.aged_balance),
    "ACCOUNT_COLUMNS": (ACCOUNT_COLUMNS, state_account(RUN.snapshot, "FONTCLAIR")[0]),
    "CHRONOLOGY_COLUMNS": (CHRONOLOGY_COLUMNS, trace_debts(ACCOUNT)),
    "DOSSIER_COLUMNS": (
        DOSSIER_COLUMNS,
        assemble_dossier(ACCOUNT, StageKind.FORMAL_NOTICE, creditor=SAMPLE_CREDITOR),
    ),
    "STATEMENT_COLUMNS": (STATEMENT_COLUMNS, state_claim(ACCOUNT, creditor=SAMPLE_CREDITOR)),
    "RECOURSE_COLUMNS": (RECOURSE_COLUMNS, RECOURSE),
    "PLAN_COLUMNS": (PLAN_COLUMNS, PLAN),
}
DECIDED = ROWS.decide(TABLES_OF_ROWS)
#: Each table: what is published of it, its records, its columns, and the table itself.
TABLES: dict[str, tuple[tuple[Column, ...], list[dict[str, Any]], dict[str, list[Any]], DataTable]] = {
    name: (columns, found.to_records(), found.to_columns(), found.to_table())
    for name, (columns, found) in RESULTS.items()
} | {
    "ACTION_COLUMNS": (
        ACTION_COLUMNS,
        RUN.actions_to_records(),
        RUN.actions_to_columns(),
        RUN.actions_to_table(),
    ),
    "BALANCE_COLUMNS": (
        BALANCE_COLUMNS,
        AHEAD.balances_to_records(),
        AHEAD.balances_to_columns(),
        AHEAD.balances_to_table(),
    ),
    "DECIDED_COLUMNS": (DECIDED_COLUMNS, DECIDED.to_records(), DECIDED.to_columns(), DECIDED),
}
CELLS = {"text": str, "json": str, "date": date, "decimal": Decimal, "count": int, "flag": bool}
ARROW = {
    "text": pa.string(),
    "json": pa.string(),
    "date": pa.date32(),
    "decimal": pa.decimal128(38, 4),
    "count": pa.int64(),
    "flag": pa.bool_(),
}
POLARS: dict[str, Any] = {
    "text": pl.String,
    "json": pl.String,
    "date": pl.Date,
    "decimal": pl.Decimal(38, 4),
    "count": pl.Int64,
    "flag": pl.Boolean,
}
DUCKDB = {
    "text": "VARCHAR",
    "json": "VARCHAR",
    "date": "DATE",
    "decimal": "DECIMAL(38,4)",
    "count": "BIGINT",
    "flag": "BOOLEAN",
}


def test_every_table_that_is_published_is_here() -> None:
    """Whoever publishes the columns of a new table adds the table to these tests."""
    families = {**SECOND_RING, **{path: " ".join(names) for path, names in BY_MODULE.items()}}
    published = {
        name
        for path, names in families.items()
        for name in names.split()
        if name.endswith("_COLUMNS") and hasattr(importlib.import_module(f"dunning_core.{path}"), name)
    }
    assert published == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_the_published_kinds_are_those_of_the_cells(name: str) -> None:
    """Each column holds what its kind says, or None; records, columns and table are one."""
    published, records, columns, table = TABLES[name]
    assert records
    assert table.columns == published
    assert len(table) == len(records)
    assert list(columns) == [column.name for column in published]
    for column in published:
        assert {type(cell) for cell in columns[column.name]} <= {CELLS[column.kind], type(None)}, column.name
        assert column.help
    assert table.to_records() == records
    assert table.to_columns() == columns
    assert [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)] == records


@pytest.mark.parametrize("name", TABLES)
def test_columns_and_records_load_as_they_are(name: str) -> None:
    """pandas, polars and pyarrow take the columns, and the records, and hold the same cells."""
    _, records, columns, _ = TABLES[name]
    assert pl.DataFrame(columns).to_dicts() == pl.DataFrame(records, infer_schema_length=None).to_dicts()
    assert pa.table(columns).to_pylist() == pa.Table.from_pylist(records).to_pylist() == records
    frame = pd.DataFrame(columns)
    assert list(frame.columns) == list(pd.DataFrame(records).columns) == list(columns)
    assert frame.astype(object).where(frame.notna(), None).to_dict("records") == records


def without_rows(table: DataTable) -> DataTable:
    return DataTable(table.columns, tuple(() for _ in table.columns))


def without_values(table: DataTable) -> DataTable:
    return DataTable(table.columns, tuple((None,) * 3 for _ in table.columns))


@pytest.mark.parametrize("change", [lambda table: table, without_rows, without_values], ids=["full", "empty", "blank"])
@pytest.mark.parametrize("name", TABLES)
def test_data_frames_take_a_table_with_its_types(name: str, change: Any) -> None:
    """polars, pyarrow, duckdb and pandas take the table itself; the types are those of its kinds, whatever is in it."""
    given = change(TABLES[name][3])
    records, kinds = given.to_records(), {column.name: column.kind for column in given.columns}

    polars = pl.DataFrame(given)
    assert dict(polars.schema) == {name: POLARS[kind] for name, kind in kinds.items()}
    assert polars.to_dicts() == records

    arrow = pa.table(given)
    assert {field.name: field.type for field in arrow.schema} == {name: ARROW[kind] for name, kind in kinds.items()}
    assert pa.schema(given) == arrow.schema
    assert arrow.to_pylist() == records

    with duckdb.connect() as connection:
        found = connection.sql("select * from given")
        types = dict(zip(found.columns, map(str, found.types), strict=True))
        assert types == {name: DUCKDB[kind] for name, kind in kinds.items()}
        assert [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()] == records

    pandas = pd.DataFrame.from_arrow(given)
    exact = arrow.to_pandas(types_mapper=pd.ArrowDtype)
    assert list(pandas.columns) == list(kinds)
    assert {name: exact[name].dtype.pyarrow_dtype for name in kinds} == {
        name: ARROW[kind] for name, kind in kinds.items()
    }


def test_no_digit_of_an_amount_is_lost() -> None:
    """The largest amounts of currencies of no, two, three and four decimals are the same in Arrow."""
    values = [
        payment("P-1", "1.00", DUE),
        *(
            dc.Payment(f"P-{currency}", client="A", amount=dc.Money.from_minor(10**18, currency), received_on=DUE)
            for currency in ("JPY", "EUR", "TND", "CLF")
        ),
    ]
    amounts = pa.table(to_table(dc.Payment, values)).column("amount").to_pylist()
    assert amounts == [value.amount.amount for value in values]


def test_without_pyarrow_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the stream needs pyarrow; where it is missing the error is an ImportError that names the extra."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    table = RUN.to_table()
    assert table.to_columns()["account"]
    for ask in (table.__arrow_c_stream__, table.__arrow_c_schema__):
        with pytest.raises(MissingPackageError) as caught:
            ask()
        assert (caught.value.kind, caught.value.field) == ("missing_package", "pyarrow")
        assert isinstance(caught.value, ImportError)


def test_a_table_shows_its_size_and_its_columns() -> None:
    """What a notebook prints is short, whatever is in the table."""
    assert repr(RUN.aged_balance.to_table()) == (
        f"<DataTable of {len(RUN.aged_balance.to_records())} rows: currency, over_days, up_to_days, count, amount>"
    )
    assert len(DataTable((), ())) == 0
