"""Rows: every row becomes a value or a problem, with its number and its column, and none is lost."""

from datetime import date, datetime
from decimal import Decimal

import pytest

import dunning_core as dc
from dunning_core.interop import FieldMap, read_clients, read_invoices, read_payments
from dunning_core.interop.parsing import parse_amount, parse_day
from tests.books import ACME, eur

GOOD = {
    "number": "F-1",
    "client": "ACME",
    "amount": "1,234.50",
    "currency": "EUR",
    "issued_on": "2026-03-01",
    "due_on": "2026-04-30",
}


def told(problem: dc.Problem) -> tuple[str, object, str, object]:
    return problem.code, problem.param("row"), problem.path, problem.param("kind")


@pytest.mark.parametrize(
    ("cell", "decimal", "minor"),
    [
        ("1234.5", ".", 123450),
        ("1,234.50", ".", 123450),
        ("1.234,56", ",", 123456),
        ("1 234,56 €", ",", 123456),
        ("1\u202f234,56\u00a0€", ",", 123456),
        ("EUR 12", ".", 1200),
        ("12,5 €", ",", 1250),
        ("(12.50)", ".", -1250),
        ("-12.50", ".", -1250),
        ("12.50-", ".", -1250),
        ("€ -12.50", ".", -1250),
        ("-€12.50", ".", -1250),
        ("€(12.50)", ".", -1250),
        ("(12.50 €)", ".", -1250),
        ("(12.50) EUR", ".", -1250),
        ("12.50- EUR", ".", -1250),
        ("+12.50", ".", 1250),
        ("- 12.50 €", ".", -1250),
        ("€ 1'234'567.50", ".", 123456750),
        ("1 234 567,5", ",", 123456750),
        ("- EUR 1 234.50", ".", -123450),
        (".5", ".", 50),
        ("5.", ".", 500),
        (12, ".", 1200),
        (Decimal("12.5"), ".", 1250),
    ],
)
def test_amounts_are_read_in_the_declared_format(cell: object, decimal: str, minor: int) -> None:
    """Group marks, spaces, a currency sign, a minus or parentheses are read; nothing is guessed."""
    assert parse_amount(cell, decimal=decimal, currency="EUR").minor == minor


@pytest.mark.parametrize(
    ("cell", "decimal", "kind"),
    [
        ("12,5", ".", "bad_number_point"),
        ("1.234,56", ".", "bad_number_point"),
        ("1,23,456", ".", "bad_number_point"),
        ("1.2.3", ",", "bad_number_comma"),
        ("n/a", ".", "bad_number_point"),
        ("--5", ".", "bad_number_point"),
        ("-(5)", ".", "bad_number_point"),
        ("((5))", ".", "bad_number_point"),
        ("(5", ".", "bad_number_point"),
        ("5)", ".", "bad_number_point"),
        ("+-5", ".", "bad_number_point"),
        ("12€50", ".", "bad_number_point"),
        ("5 EUR 20", ".", "bad_number_point"),
        ("12 50", ".", "bad_number_point"),
        ("1 23,45", ",", "bad_number_comma"),
        ("1 234.5 6", ".", "bad_number_point"),
        ("-", ".", "bad_number_point"),
        ("١٢", ".", "bad_number_point"),
        ("12.345", ".", "bad_scale"),
        (12.5, ".", "float"),
        ("", ".", "bad_number_point"),
    ],
)
def test_other_amounts_are_refused(cell: object, decimal: str, kind: str) -> None:
    """An amount in another format is refused, never read as something else."""
    with pytest.raises(dc.DunningError) as raised:
        parse_amount(cell, decimal=decimal, currency="EUR")
    assert raised.value.kind == kind


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2026-02-04", "DMY", date(2026, 2, 4)),
        ("04/02/2026", "DMY", date(2026, 2, 4)),
        ("02/04/2026", "MDY", date(2026, 2, 4)),
        ("4.2.2026", "DMY", date(2026, 2, 4)),
        ("20260204", "DMY", date(2026, 2, 4)),
        ("2026-02-04T00:00:00", "YMD", date(2026, 2, 4)),
        (date(2026, 2, 4), "YMD", date(2026, 2, 4)),
    ],
)
def test_days_are_read_in_the_declared_order(cell: object, order: str, day: date) -> None:
    """A day is read by the declared order; a year of four digits first is ISO in any case."""
    assert parse_day(cell, order=order) == day


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("04/02/26", "bad_day_dmy"),
        ("46000", "spreadsheet_serial"),
        ("31/02/2026", "no_such_day"),
        ("2026-02-04 10:30", "bad_day_dmy"),
        ("soon", "bad_day_dmy"),
        (datetime(2026, 2, 4), "time_of_day"),
    ],
)
def test_other_days_are_refused(cell: object, kind: str) -> None:
    """Two-digit years, serial numbers, times of day and impossible days are refused with advice."""
    with pytest.raises(dc.DunningError) as raised:
        parse_day(cell, order="DMY")
    assert raised.value.kind == kind


def test_a_good_row_is_a_value() -> None:
    """A row under plain headers is read, and the columns used are told."""
    read = read_invoices([GOOD])
    assert read.problems == ()
    assert read.values == (
        dc.Invoice("F-1", client="ACME", amount=eur("1234.50"), issued_on=date(2026, 3, 1), due_on=date(2026, 4, 30)),
    )
    assert dict(read.columns)["amount"] == "amount"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"amount": "12,5"}, ("row.value.refused", 1, "amount", "bad_number_point")),
        ({"amount": ""}, ("row.value.missing", 1, "amount", "missing")),
        ({"amount": "-5"}, ("row.value.refused", 1, "amount", "out_of_range")),
        ({"due_on": None}, ("row.value.missing", 1, "due_on", "missing")),
        ({"issued_on": "n/a"}, ("row.value.refused", 1, "issued_on", "bad_day_ymd")),
        ({"currency": "euro"}, ("row.value.refused", 1, "currency", "bad_currency")),
        ({"currency": " "}, ("row.value.missing", 1, "currency", "missing")),
        ({"number": " "}, ("row.value.missing", 1, "number", "missing")),
        ({"client": 1.5}, ("row.value.refused", 1, "client", "float")),
    ],
)
def test_a_bad_cell_is_one_problem_and_the_rest_goes_on(
    change: dict[str, object], expected: tuple[object, ...]
) -> None:
    """A bad cell is told with its row, its column and the kind of defect; the next row is read."""
    fields = FieldMap(dates="YMD", decimal=".")
    read = read_invoices([{**GOOD, **change}, {**GOOD, "number": "F-2", "order": "x", "amount": "1,234.00"}], fields)
    assert [told(problem) for problem in read.problems] == [expected]
    assert [value.number for value in read.values] == ["F-2"]
    for locale in ("fr", "en"):
        assert "1" in dc.explain(read.problems[0], locale)


def test_the_na_of_pandas_is_a_blank_cell() -> None:
    """It compares to nothing, itself included, and is neither a float nor a text."""

    class NAType:
        def __ne__(self, other: object) -> bool:
            raise TypeError("boolean value of NA is ambiguous")

    gap = NAType()
    [problem] = read_invoices([{**GOOD, "amount": gap}], FieldMap(decimal=".")).problems
    assert told(problem) == ("row.value.missing", 1, "amount", "missing")
    assert read_invoices([{**GOOD, "due_on": gap}], FieldMap(terms=dc.PaymentTerms.net(30))).problems == ()


@pytest.mark.parametrize("cell", ["-5", "(5.00)", "99999999999999999999", "1.23456"])
def test_a_refused_cell_is_shown_as_it_stands_in_the_row(cell: str) -> None:
    """The value told is the cell, to be found again in the file, not what a reading made of it."""
    [problem] = read_invoices([{**GOOD, "amount": cell}], FieldMap(decimal=".")).problems
    assert problem.param("value") == cell


def test_duplicates_and_contradictions() -> None:
    """A repeated row is dropped and told; a contradiction is told, and both are kept for the ledger to set aside."""
    read = read_invoices([GOOD, GOOD, {**GOOD, "amount": "7"}])
    assert [(problem.code, problem.param("row"), problem.param("first_row")) for problem in read.problems] == [
        ("row.duplicate", 2, 1),
        ("row.contradictory", 3, 1),
    ]
    assert len(read.values) == 2
    snapshot = dc.Ledger.of(ACME, read.values).as_of(date(2026, 5, 1))
    assert {problem.code for problem in snapshot.problems} == {"invoice.contradictory"}


def test_unknown_clients_empty_files_and_missing_columns() -> None:
    """An unknown client is told and kept; an empty file, a missing column or a row of no shape are told once."""
    read = read_invoices([GOOD], clients=[])
    assert [told(problem)[:3] for problem in read.problems] == [("row.client.unknown", 1, "client")]
    assert len(read.values) == 1
    assert [problem.code for problem in read_payments([]).problems] == ["rows.empty"]
    [missing] = read_invoices([{key: GOOD[key] for key in GOOD if key != "amount"}] * 3).problems
    assert (missing.code, missing.path, missing.param("rows")) == ("row.column.missing", "amount", 3)
    [shape] = read_invoices(["F-1"]).problems  # type: ignore[list-item]
    assert shape.code == "row.shape"


def test_a_field_map_names_columns_and_formats() -> None:
    """Columns under any name, French dates and commas, one currency and the terms of all rows."""
    rows = [{"Pièce": "F-1", "Débiteur": "ACME", "Total": "1.200,00", "Le": "05/01/2026"}]
    fields = FieldMap(
        {"number": "Pièce", "issued_on": "Le"},
        dates="DMY",
        decimal=",",
        currency="EUR",
        terms=dc.PaymentTerms.net(30),
    )
    read = read_invoices(rows, fields)
    assert read.problems == ()
    assert (read.values[0].amount, read.values[0].issued_on) == (eur(1200), date(2026, 1, 5))
    [item] = dc.Ledger.of(ACME, read.values).as_of(date(2026, 3, 1)).receivables
    assert item.due_on == date(2026, 2, 4)


@pytest.mark.parametrize(
    "build",
    [
        lambda: FieldMap({"montant": "x"}),
        lambda: FieldMap({"amount": ""}),
        lambda: FieldMap(dates="DDMMYY"),
        lambda: FieldMap(decimal=";"),
        lambda: FieldMap(currency="euro"),
        lambda: FieldMap(terms=30),  # type: ignore[arg-type]
    ],
)
def test_an_impossible_field_map_is_refused(build: object) -> None:
    """An unknown field, format or currency is the programmer's mistake."""
    with pytest.raises(dc.DunningError):
        build()  # type: ignore[operator]


def test_clients_come_with_their_kind_and_contacts() -> None:
    """A kind in English or French decides the law; addresses become contacts by role."""
    rows = [
        {
            "id": "A",
            "name": "A SARL",
            "kind": "Professionnel",
            "country": "FR",
            "email": "a@a.example",
            "siege": "1 rue A",
            "Commercial": "Dana",
        },
        {"id": "B", "name": "B", "kind": "", "country": "France"},
        {"id": "C", "name": "C", "kind": "alien"},
        {"id": "D", "name": "D"},
    ]
    read = read_clients(rows)
    assert [(client.id, client.kind.value) for client in read.values] == [("A", "business"), ("D", "unknown")]
    assert [contact.role.value for contact in read.values[0].contacts] == ["accounting", "registered_office"]
    assert [client.owner for client in read.values] == ["Dana", None]
    assert [told(problem) for problem in read.problems] == [
        ("row.value.refused", 2, "country", "bad_country"),
        ("row.value.refused", 3, "kind", "unknown_kind"),
    ]


def test_a_name_wrapped_in_its_cell_is_one_line() -> None:
    """What describes is read on one line; what identifies is never mended: it would name something else."""
    [client] = read_clients([{"id": "A", "name": "Acme\r\n  SARL"}]).values
    assert client.name == "Acme SARL"
    [found] = read_invoices([GOOD | {"order_reference": "BC 12\nlot 3"}]).values
    assert found.order_reference == "BC 12 lot 3"
    [problem] = read_invoices([GOOD | {"number": "F\n1"}]).problems
    assert problem.code == "row.value.refused"


def test_a_cell_that_the_first_row_lacks_is_read() -> None:
    """Services leave out what is empty: a column of any of the first thousand rows is one of all."""
    row = {"number": "F-1", "client": "ACME", "amount": "1.00", "currency": "EUR", "issued_on": "2026-01-05"}
    rows = [
        {**row, "due_on": "2026-02-04"},
        {**row, "number": "F-2", "due_on": "2026-02-04", "order_reference": "BC-1"},
    ]
    found = read_invoices(rows)
    assert found.problems == ()
    assert [invoice.order_reference for invoice in found.values] == [None, "BC-1"]
    [told] = read_invoices([row, rows[1]]).problems
    assert (told.code, told.subject, told.param("column")) == ("row.value.missing", "row 1", "due_on")


def test_payments_without_a_payer_are_read() -> None:
    """An empty client is a payer not known yet."""
    row = {"id": "P-1", "client": "", "amount": "5", "currency": "EUR", "received_on": "2026-05-01", "label": "VIR F-1"}
    [payment] = read_payments([row]).values
    assert (payment.client, payment.reference) == (None, "VIR F-1")


def test_a_due_date_before_the_issue_date_is_told_and_the_invoice_kept() -> None:
    """Left out, its payment would settle another debt; it is taken as due on its issue day, and told."""
    read = read_invoices([{**GOOD, "due_on": "2026-02-01"}])
    assert [told(problem)[:3] for problem in read.problems] == [("row.due_on.before_issue", 1, "due_on")]
    assert read.values[0].due_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("amount", "column", "usual", "expected"),
    [
        ("12,50 €", None, None, "EUR"),
        ("12,50 €", None, "USD", "EUR"),
        ("USD 12.50", None, None, "USD"),
        ("$12.50", "CAD", None, "CAD"),
        ("$12.50", None, "USD", "USD"),
        ("£12.50", None, "GBP", "GBP"),
        ("12.50", "GBP", "EUR", "GBP"),
        ("$12.50", None, None, None),
        ("$12.50", None, "EUR", None),
        ("12.50 USD", "EUR", None, None),
        ("12,50 €", "USD", None, None),
        ("12.50 EUR USD", None, None, None),
        ("12.50 TTC", None, None, None),
    ],
)
def test_the_currency_is_the_one_that_is_written(
    amount: str, column: str | None, usual: str | None, expected: str | None
) -> None:
    """The row's currency, else the cell's, else the usual one; two that disagree are refused, never converted."""
    row = {"id": "P-1", "amount": amount, "received_on": "2026-01-05", **({"currency": column} if column else {})}
    read = read_payments([row], FieldMap(currency=usual))
    assert [payment.currency for payment in read.values] == ([expected] if expected else [])
    assert len(read.values) + len(read.problems) == 1
