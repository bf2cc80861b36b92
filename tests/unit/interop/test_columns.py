"""Columns: facts in the data frames that people use, and back out of them, none of them changed."""

import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import dunning_core as dc
from dunning_core.documents import Refund, WriteOff
from dunning_core.events import Event
from dunning_core.interop.columns import columns_of, from_columns, to_columns, to_records, to_table
from dunning_core.law import Rate
from dunning_core.samples import sample_ledger
from tests.books import ACME, DUE, eur, invoice, payment
from tests.house.test_plain_covers import SPECIMENS

FACTS = (dc.Client, dc.Invoice, dc.CreditNote, dc.Payment, Refund, WriteOff, *get_args(Event))
Columns = dict[str, list[Any]]


def through_pandas(kind: type, values: list[Any]) -> Columns:
    found: Columns = pd.DataFrame(to_columns(kind, values)).to_dict("list")
    return found


def through_polars(kind: type, values: list[Any]) -> Columns:
    return pl.DataFrame(to_table(kind, values)).to_dict(as_series=False)


def through_arrow(kind: type, values: list[Any]) -> Columns:
    found: Columns = pa.table(to_table(kind, values)).to_pydict()
    return found


def through_duckdb(kind: type, values: list[Any]) -> Columns:
    with duckdb.connect() as connection:
        connection.register("facts", to_table(kind, values))
        rows = connection.sql("select * from facts").fetchall()
    return {column.name: [row[place] for row in rows] for place, column in enumerate(columns_of(kind))}


FRAMES: dict[str, Callable[[type, list[Any]], Columns]] = {
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
    assert list(from_columns(kind, FRAMES[frame](kind, values))) == values


@pytest.mark.parametrize("frame", FRAMES)
def test_no_facts_are_no_rows(frame: str) -> None:
    """An empty table keeps its columns, each with the type that is published."""
    assert list(FRAMES[frame](dc.Invoice, [])) == list(to_columns(dc.Invoice, []))
    assert from_columns(dc.Invoice, FRAMES[frame](dc.Invoice, [])) == ()


@pytest.mark.parametrize("frame", FRAMES)
def test_a_ledger_through_data_frames_gives_the_same_run(frame: str) -> None:
    """The sample ledger, type by type through a data frame and back, is the same ledger."""
    ledger = sample_ledger()
    kinds = {type(fact) for fact in ledger.facts}
    back: list[Any] = []
    for kind in kinds:
        values = [fact for fact in ledger.facts if type(fact) is kind]
        back += from_columns(kind, FRAMES[frame](kind, values))
    assert dc.Ledger.of(back) == ledger


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
        ({"amount": [Decimal("sNaN")] * 2}, "missing", "amount[0]"),
        ({"id": "PQ"}, "wrong_type", "columns.id"),
        ({"id": {"P-1": 1, "P-2": 2}}, "wrong_type", "columns.id"),
        ({"id": None}, "wrong_type", "columns.id"),
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


def test_columns_may_be_series_of_any_index() -> None:
    """A row is what stands at one place: the labels of what was filtered or sorted say something else."""
    paid = [payment(f"P-{rank}", 100 + rank, DUE) for rank in range(4)]
    frame = pd.DataFrame(to_columns(dc.Payment, paid)).iloc[[3, 1, 2]]
    series: dict[Any, Any] = {name: frame[name] for name in frame}
    assert list(from_columns(dc.Payment, series)) == [paid[3], paid[1], paid[2]]


@pytest.mark.parametrize("columns", [None, [{"id": ["P-1"]}], pa.table({"id": ["P-1"]}), pl.DataFrame({"id": ["P-1"]})])
def test_what_is_no_mapping_of_columns_is_refused(columns: Any) -> None:
    """A whole frame is no columns yet."""
    with pytest.raises(dc.DunningError) as caught:
        from_columns(dc.Payment, columns)
    assert (caught.value.kind, caught.value.field) == ("wrong_type", "columns")


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
