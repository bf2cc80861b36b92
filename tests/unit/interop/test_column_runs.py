"""Runs over columns: tables of rows in, decisions and problems out, split or not, in this process or in others."""

import json
import pickle
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from decimal import Decimal
from functools import partial
from multiprocessing import get_context
from typing import Any, get_args

import attrs
import pyarrow as pa
import pytest

import dunning_core as dc
from dunning_core._tables import DataTable
from dunning_core.documents import Refund, WriteOff
from dunning_core.dunning import PolicyBook, PolicyEntry
from dunning_core.dunning.presets import FR_B2B_STANDARD, FR_CONSUMER
from dunning_core.events import BankDataUntil, Event, PayerIdentified
from dunning_core.interop import FieldMap, read_clients, read_credit_notes, read_events, read_invoices, read_payments
from dunning_core.interop.column_runs import DECIDED_COLUMNS, ColumnRun
from dunning_core.interop.erps import ODOO
from dunning_core.interop.plain import from_json, to_json
from dunning_core.interop.row_tables import TABLES
from dunning_core.interop.ties import ties_of
from dunning_core.law import ClientKind
from dunning_core.lettering import BY_HABIT, STANDARD, LetteringPolicy
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.book_tables import DAY, RUN, TABLES_OF_ROWS, turn
from tests.books import DUE, after_due, invoice, payment
from tests.house.test_plain_covers import SPECIMENS

READERS: dict[str, Any] = {
    "clients": read_clients,
    "invoices": read_invoices,
    "credit_notes": read_credit_notes,
    "payments": read_payments,
    "events": read_events,
}


def rows_of(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def count(*tables: DataTable) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(record.values()) for table in tables for record in table.to_records())


def decisions_of(table: DataTable) -> list[dict[str, Any]]:
    names = [column.name for column in DECIDED_COLUMNS[:-4]]
    records = [record for record in table.to_records() if record["problem"] is None]
    return sorted(({name: record[name] for name in names} for record in records), key=lambda one: str(one.values()))


def problems_of(table: DataTable) -> list[tuple[str, str]]:
    return [(record["problem"], record["subject"]) for record in table.to_records() if record["problem"]]


def test_the_decisions_are_those_of_the_ledger_of_the_rows() -> None:
    """Rows through the readers, into a ledger and its run, give what the columns give; the odd rows come back."""
    read = {name: READERS[name](rows_of(columns)) for name, columns in TABLES_OF_ROWS.items() if name != "facts"}
    stored = [from_json(dc.Client | dc.Payment | Event, text) for text in TABLES_OF_ROWS["facts"]["fact"]]
    whole = dc.run_dunning(dc.Ledger.of(*(found.values for found in read.values()), stored), DAY, FR_B2B_STANDARD)
    decided = RUN.decide(TABLES_OF_ROWS)
    assert decided.columns == DECIDED_COLUMNS
    assert decisions_of(decided) == sorted(whole.to_records(), key=lambda one: str(one.values()))
    # Group by group: a number that was given twice puts CHENE beside ACACIA.
    accounts = dict.fromkeys(record["account"] for record in decided.to_records() if record["account"])
    assert list(accounts) == ["ACACIA", "CHENE", "AVEN", "BOURG"]
    told = [record for record in decided.to_records() if record["problem"] and record["row"] is None]
    assert {from_json(dc.Problem, record["detail"]) for record in told} == {
        *whole.problems,
        dc.Problem(
            "payment.payer_unknown",
            "P-9",
            path="client",
            params=(("amount", dc.Money(70, "EUR")), ("received_on", date(2026, 3, 2))),
        ),
    }
    rows = [record["problem"] for record in decided.to_records() if record["row"]]
    assert Counter(rows) == Counter(problem.code for found in read.values() for problem in found.problems)


def test_a_row_that_cannot_be_read_comes_back_whole() -> None:
    """The problem names the row by what it holds, says what is wrong in both languages, and gives all its cells."""
    [found] = [record for record in RUN.decide(TABLES_OF_ROWS).to_records() if record["subject"] == "F-8"]
    problem = from_json(dc.Problem, found["detail"])
    assert found["subject"] == problem.subject == problem.param("row") == "F-8"
    assert (problem.path, problem.param("value")) == ("amount", "twelve")
    assert json.loads(found["row"]) == {
        "number": "F-8",
        "client": "CHENE",
        "amount": "twelve",
        "currency": "EUR",
        "issued_on": "2026-01-05",
        "due_on": "2026-02-04",
    }
    assert (found["problem"], found["stage"]) == ("row.value.refused", None)
    assert "F-8" in dc.explain(problem, "fr")
    [nobody] = [record for record in RUN.decide(TABLES_OF_ROWS).to_records() if record["subject"] == "?"]
    assert nobody["row"] == '{"amount": "1.00", "currency": "EUR"}'


@pytest.mark.parametrize("parts", [1, 2, 3, 50])
def test_parts_are_decided_as_the_whole(parts: int) -> None:
    """Row by row, whatever the number of parts; sites are with their head office, events with what they are about."""
    split = RUN.split(TABLES_OF_ROWS, parts)
    assert len(split) == parts
    assert count(*map(RUN.decide, split)) == count(RUN.decide(TABLES_OF_ROWS))


def test_the_order_of_the_rows_changes_nothing() -> None:
    """Neither the decisions nor which of two rows is told to repeat the other."""
    turned = {name: {column: cells[::-1] for column, cells in own.items()} for name, own in TABLES_OF_ROWS.items()}
    assert RUN.decide(dict(reversed(turned.items()))).cells == RUN.decide(TABLES_OF_ROWS).cells


@pytest.mark.parametrize("parts", [1, 5])
def test_two_processes_decide_as_one(parts: int) -> None:
    """What is sent to a process that was started anew, and what it sends back, is all that there is."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = pool.map(RUN.decide, RUN.split(TABLES_OF_ROWS, parts))
        assert count(*found) == count(RUN.decide(TABLES_OF_ROWS))


def test_the_sample_ledger_through_columns_gives_its_run() -> None:
    """Facts that were stored say all that a ledger can hold."""
    ledger = sample_ledger()
    # The law is chosen by who claims.
    policy = FR_B2B_STANDARD.with_regime(None)
    run = ColumnRun(SAMPLE_DAY, policy, SAMPLE_CREDITOR)
    columns = {"fact": [to_json(fact) for fact in ledger.facts]}
    expected = dc.run_dunning(ledger, SAMPLE_DAY, policy, SAMPLE_CREDITOR).to_records()
    assert [row for row in run.decide({"facts": columns}).to_records() if row["problem"] is None] == [
        row | dict.fromkeys(("problem", "subject", "detail", "row")) for row in expected
    ]
    found = [record for part in run.split({"facts": columns}, 4) for record in decisions_of(run.decide(part))]
    assert sorted(found, key=lambda one: str(one.values())) == sorted(expected, key=lambda one: str(one.values()))


def test_all_parts_have_the_types_of_the_whole() -> None:
    """Parts without a row can be put below the others in any data frame."""
    run = ColumnRun(DAY, FR_B2B_STANDARD)
    empty, full = pa.table(run.decide({})), pa.table(RUN.decide(TABLES_OF_ROWS))
    assert empty.num_rows == 0
    assert empty.schema == full.schema
    assert pa.concat_tables([empty, full]).num_rows == full.num_rows


def choose(client: dc.Client) -> dc.DunningPolicy:
    return FR_CONSUMER if client.kind is ClientKind.CONSUMER else FR_B2B_STANDARD


@pytest.mark.parametrize(
    "run",
    [
        ColumnRun(DAY, FR_B2B_STANDARD, SAMPLE_CREDITOR, lettering=BY_HABIT),
        ColumnRun(DAY, PolicyBook(FR_B2B_STANDARD, [PolicyEntry(FR_CONSUMER, kind=ClientKind.CONSUMER)])),
        ColumnRun(DAY, choose),
        ColumnRun(DAY, FR_B2B_STANDARD, fields={"clients": ODOO.clients, "invoices": ODOO.documents}),
    ],
    ids=["creditor and lettering", "book", "function", "field maps"],
)
def test_a_run_can_be_sent(run: ColumnRun) -> None:
    """It survives a pickle with its policies, its regimes and its maps, and so does what it decides."""
    again = pickle.loads(pickle.dumps(run))
    assert again == run
    assert hash(again) == hash(run)
    call = pickle.loads(pickle.dumps(run.decide))
    facts = {"facts": TABLES_OF_ROWS["facts"]}
    assert pickle.loads(pickle.dumps(call(facts))) == run.decide(facts)


def test_each_table_is_read_by_its_own_map() -> None:
    """Tables name their columns as they like; a format holds for the table of which it is declared."""
    fields = {
        "invoices": FieldMap({"number": "Piece", "client": "Tiers"}, dates="DMY", decimal=",", currency="EUR"),
        "payments": FieldMap({"id": "Piece", "client": "Tiers"}, currency="EUR", accept_floats=True),
    }
    run = ColumnRun(DAY, FR_B2B_STANDARD, fields=fields)
    invoices: dict[str, list[Any]] = {
        "Piece": ["7"],
        "Tiers": [12],
        "amount": ["80,00"],
        "date": ["01/02/2026"],
        "due": ["01/03/2026"],
    }
    payments: dict[str, list[Any]] = {
        "Piece": [7.0],
        "Tiers": [12.0],
        "amount": [30.0],
        "date": ["2026-03-01"],
        "reference": ["7"],
    }
    [found] = decisions_of(run.decide({"invoices": invoices, "payments": payments}))
    assert (found["client"], found["due_on"], found["outstanding"]) == ("12", date(2026, 3, 1), Decimal("50.00"))


def test_a_format_that_is_not_declared_is_not_guessed_from_the_neighbors() -> None:
    """What a text means must not depend on the rows that happen to be in its part."""
    owed = {"number": ["F-1", "F-2"], "client": ["A", "B"], "amount": ["1,50", "2.50"], "currency": ["EUR", "EUR"]}
    days = {"issued_on": ["31/01/2026", "2026-01-31"], "due_on": ["28/02/2026", "2026-02-28"]}
    decided = RUN.decide({"invoices": owed | days})
    assert [record["invoice"] for record in decisions_of(decided)] == ["F-2"]
    assert ("row.value.refused", "F-1") in problems_of(decided)


def test_a_payment_of_which_nobody_says_who_paid_is_told() -> None:
    """Its text is not read, since it may quote anybody's debt; once the payer is recorded, the debt is settled."""
    owed = {"number": ["F-1"], "client": ["A"], "amount": ["70.00"], "currency": ["EUR"]}
    days = {"issued_on": ["2026-01-05"], "due_on": ["2026-02-04"]}
    paid: dict[str, list[Any]] = {
        "id": ["P-1"],
        "client": [None],
        "amount": ["70.00"],
        "currency": ["EUR"],
        "received_on": ["2026-02-01"],
    }
    tables: dict[str, dict[str, list[Any]]]
    tables = {"invoices": {**owed, **days}, "payments": paid | {"reference": ["F-1"]}}
    decided = RUN.decide(tables)
    assert [record["outstanding"] for record in decisions_of(decided)] == [Decimal("70.00")]
    assert ("payment.payer_unknown", "P-1") in problems_of(decided)
    told = to_json(PayerIdentified("P-1", client="A", identified_on=date(2026, 2, 2)))
    for part in RUN.split({**tables, "facts": {"fact": [told]}}, 3):
        assert decisions_of(RUN.decide(part)) == []
        assert "payment.payer_unknown" not in dict(problems_of(RUN.decide(part)))


def test_a_text_is_read_once_its_payment_is_placed() -> None:
    """Until the day on which the payer was identified it may quote anybody; from then on it says which debt is paid."""
    facts = [
        invoice("F-1", client="A"),
        invoice("F-2", client="A"),
        payment("P-1", 1000, after_due(1), "F-2", client=None),
        PayerIdentified("P-1", client="A", identified_on=after_due(5)),
    ]
    columns = {"fact": [to_json(fact) for fact in facts]}
    before, after = (ColumnRun(after_due(days), FR_B2B_STANDARD).decide({"facts": columns}) for days in (4, 5))
    assert [record["receivable"] for record in decisions_of(before)] == ["F-1", "F-2"]
    assert ("payment.payer_unknown", "P-1") in problems_of(before)
    assert [record["receivable"] for record in decisions_of(after)] == ["F-1"]


def test_a_lettering_of_ones_own_holds_for_columns() -> None:
    """Where nothing is put on a debt that no one named, the money is left, and both debts are open."""
    facts = [invoice("F-1"), invoice("F-2"), payment("P-1", 1000, DUE)]
    columns = {"fact": [to_json(fact) for fact in facts]}
    for lettering, count_of in ((STANDARD, 1), (LetteringPolicy(imputation=None, strategies=()), 2)):
        run = ColumnRun(after_due(9), FR_B2B_STANDARD, lettering=lettering)
        assert len(decisions_of(run.decide({"facts": columns}))) == count_of


def test_what_every_account_needs_is_in_every_part() -> None:
    """Bank data that are too old hold each account, wherever it is decided; said twice, they are not told."""
    facts = [*(invoice(f"F-{rank}", client=f"C{rank}") for rank in range(8)), *[BankDataUntil(DUE)] * 2]
    run = ColumnRun(after_due(9), attrs.evolve(FR_B2B_STANDARD, bank_data_days=2))
    tables = {"facts": {"fact": [to_json(fact) for fact in facts]}}
    decided = [run.decide(part) for part in run.split(tables, 5)]
    assert [record["holds"] for table in decided for record in decisions_of(table)] == ["bank.data_old"] * 8
    assert "row.duplicate" not in {code for table in decided for code, _ in problems_of(table)}


def test_rows_of_two_accounts_are_not_compared() -> None:
    """Two payments from nobody known that look alike may be in two places, and are told as alike in none."""
    paid: dict[str, list[Any]] = {
        "amount": ["5.00"] * 3,
        "currency": ["EUR"] * 3,
        "received_on": [DAY] * 3,
        "reference": ["VIR"] * 3,
    }
    for client, expected in ((None, 0), ("A", 2)):
        decided = RUN.decide({"payments": paid | {"id": ["P-1", "P-2", "P-3"], "client": [client] * 3}})
        assert [code for code, _ in problems_of(decided)].count("row.near_duplicate") == expected


def test_a_number_given_to_two_clients_is_chased_at_neither() -> None:
    """The two are decided together, wherever their clients would be."""
    owed = {"number": ["F-1", "F-1"], "client": ["A", "B"], "amount": ["70.00", "70.00"], "currency": ["EUR", "EUR"]}
    tables = {"invoices": owed | {"issued_on": ["2026-01-05"] * 2, "due_on": ["2026-02-04"] * 2}}
    for parts in (1, 9):
        tables_decided = [RUN.decide(part) for part in RUN.split(tables, parts)]
        assert [one for table in tables_decided for one in decisions_of(table)] == []
        told = Counter(one for table in tables_decided for one in problems_of(table))
        assert told["invoice.contradictory", "F-1"] == told["row.contradictory", "F-1"] == 1


def test_a_payment_may_bear_the_number_of_another_account_s_invoice() -> None:
    """Debts and credits have names of their own: where both are counted from one, not all accounts hang together."""
    clients, numbers = [f"C{rank}" for rank in range(40)], [str(rank) for rank in range(40)]
    shared = {"amount": ["70.00"] * 40, "currency": ["EUR"] * 40}
    invoices = {"number": numbers, "client": clients, "issued_on": ["2026-01-05"] * 40, "due_on": ["2026-02-04"] * 40}
    payments = {"id": numbers, "client": [*clients[1:], clients[0]], "received_on": ["2026-02-01"] * 40}
    parts = RUN.split({"invoices": invoices | shared, "payments": payments | shared}, 40)
    assert sum(bool(part) for part in parts) > 20


@pytest.mark.parametrize(
    ("tables", "kind", "field"),
    [
        ({"invoice": {"number": ["F-1"]}}, "unknown_table", "tables"),
        ({"payments": {"id": ["P-1"], "received_on": [DAY]}}, "missing_column", "payments.amount"),
        ({"facts": {"facts": ["{}"]}}, "missing_column", "facts.fact"),
        ({"events": {"event": ["cancelled"], "day": []}}, "bad_length", "events"),
        ({"clients": [["A"]]}, "wrong_type", "clients"),
        ({"clients": None}, "wrong_type", "clients"),
        ({"clients": {"id": "AB", "name": ["Ab", "Ba"]}}, "wrong_type", "clients.id"),
        ({"clients": {"id": {"A": 1}, "name": ["Ab"]}}, "wrong_type", "clients.id"),
        ({"clients": {"id": {"A"}, "name": ["Ab"]}}, "wrong_type", "clients.id"),
        ({"clients": {"id": None, "name": None}}, "wrong_type", "clients.id"),
        ([{"id": ["A"], "name": ["Ab"]}], "wrong_type", "tables"),
        (None, "wrong_type", "tables"),
    ],
)
@pytest.mark.parametrize("call", [RUN.decide, partial(RUN.split, parts=2)], ids=["decide", "split"])
def test_tables_that_are_none_are_refused(call: Any, tables: Any, kind: str, field: str) -> None:
    """A mistake in the call is an error with its place, before anything is decided."""
    with pytest.raises(dc.DunningError) as caught:
        call(tables)
    assert (caught.value.kind, caught.value.field) == (kind, field)


@pytest.mark.parametrize(
    "change",
    [
        {"day": "2026-03-01"},
        {"lettering": "standard"},
        {"fields": {"invoice": FieldMap()}},
        {"fields": {"invoices": {"number": "Piece"}}},
        {"fields": 7},
    ],
)
def test_a_run_that_cannot_be_is_refused(change: dict[str, Any]) -> None:
    """The day is a date, and field maps go by the names of the tables."""
    with pytest.raises(dc.DunningError):
        ColumnRun(**{"day": DAY, "policy": FR_B2B_STANDARD, **change})
    for parts in (0, -1, 10**9, "2", True):
        with pytest.raises(dc.DunningError):
            RUN.split({}, parts)  # type: ignore[arg-type]


OWED: dict[str, list[Any]] = {
    "number": ["F-1", "F-2"],
    "client": ["A", "B"],
    "amount": ["1.00", "2.00"],
    "currency": ["EUR", "EUR"],
    "issued_on": [date(2026, 1, 5)] * 2,
    "due_on": [date(2026, 2, 4)] * 2,
}


def test_columns_without_a_name_are_not_read() -> None:
    """Data frames number the columns of which nobody said what they are."""
    odd: dict[Any, Any] = {**OWED, 0: [1, 2], None: [1, 2]}
    assert RUN.decide({"invoices": odd}) == RUN.decide({"invoices": OWED})


def test_a_signaling_nan_is_a_blank_cell() -> None:
    """It raises wherever it is compared: the row that holds it is told, and the other is decided."""
    decided = RUN.decide({"invoices": OWED | {"amount": [Decimal("sNaN"), "2.00"]}})
    assert ("row.value.missing", "F-1") in problems_of(decided)
    assert [record["invoice"] for record in decisions_of(decided)] == ["F-2"]


def test_the_cell_of_a_reference_needs_a_column_of_its_own() -> None:
    """Where an export has the reference alone, what it refers to is not there: told where it is needed, else blank."""
    held = {"currency_id": [[1, "EUR"], [1, "EUR"]]} | {name: OWED[name] for name in OWED if name != "currency"}
    dotted = FieldMap({"currency": "currency_id.name"})
    run = ColumnRun(DAY, FR_B2B_STANDARD, fields={"invoices": dotted})
    assert [code for code, _ in problems_of(run.decide({"invoices": held}))] == ["row.value.missing"] * 2
    usual = attrs.evolve(run, fields={"invoices": attrs.evolve(dotted, currency="EUR")})
    assert usual.decide({"invoices": held}) == RUN.decide({"invoices": OWED})
    needed = ColumnRun(DAY, FR_B2B_STANDARD, fields={"invoices": FieldMap({"client": "partner.ref"})})
    with pytest.raises(dc.DunningError) as caught:
        needed.decide({"invoices": held | {"partner": [None, None]}})
    assert (caught.value.kind, caught.value.field) == ("missing_column", "invoices.client")


def test_a_table_is_put_beside_those_of_a_part() -> None:
    """Once one of the tables is not in groups, none is taken to be."""
    [part] = RUN.split({"invoices": OWED}, 1)
    paid: dict[str, list[Any]] = {"id": ["P-1"], "client": ["A"], "amount": ["1.00"], "currency": ["EUR"]}
    paid["received_on"] = [date(2026, 2, 1)]
    assert RUN.decide({**part, "payments": paid}) == RUN.decide({"invoices": OWED, "payments": paid})


def test_hostile_cells_are_told_and_cut() -> None:
    """A cell of ten megabytes, a number too long to print and a text of half a character stop nothing."""
    cells: list[Any] = ["x" * 10**7, 10**5000, "\ud800", b"F-4", object()]
    count_of = len(cells)
    owed = {"number": cells, "client": cells, "amount": ["1.00"] * count_of, "currency": ["EUR"] * count_of}
    tables = {"invoices": owed | {"issued_on": [DAY] * count_of, "due_on": [DAY] * count_of}}
    for parts in (1, 3):
        decided = [record for part in RUN.split(tables, parts) for record in RUN.decide(part).to_records()]
        assert len(decided) == count_of
        assert all(len(record["row"]) < 1000 and len(record["detail"]) < 1000 for record in decided)


def test_facts_of_every_kind_are_tied() -> None:
    """Only what every account needs is tied to nothing; all else has a part of its own to go to."""
    kinds = (dc.Client, dc.Invoice, dc.CreditNote, dc.Payment, Refund, WriteOff, *get_args(Event))
    alone = {kind.__name__ for kind in kinds if not all(map(ties_of, SPECIMENS[kind]))}
    assert alone == {"BankDataUntil"}
    assert set(TABLES) == {*READERS, "facts"}


def test_a_client_without_rows_is_nothing() -> None:
    """Tables without a row are read as what they are, whatever their columns."""
    empty: dict[str, Any] = {name: {} for name in TABLES} | {"invoices": {"number": []}}
    assert len(RUN.decide(empty)) == 0
    assert RUN.split(empty, 3) == ({}, {}, {})
    assert turn([]) == {}
