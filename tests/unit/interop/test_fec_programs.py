"""Accounting-entries files with the habits of several programs: each gives the numbers, days and amounts that it means.

The files (tests/golden/fec) are composed by this project, to the columns of LPF article A47 A-1.
"""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.documents import PaymentMeans
from dunning_core.interop import Read
from dunning_core.interop.fec import read_fec, write_lettering
from tests.accounting import Entry, Leg, Row, compose, receipt, sale

NET_30 = dc.PaymentTerms.net(30)
JUNE = date(2026, 6, 30)
FILES = Path(__file__).parents[2] / "golden" / "fec"


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def rows_of(program: str) -> list[Row]:
    """The rows of a file with the habits of a program."""
    lines = (FILES / f"{program}.txt").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t" if "\t" in lines[0] else "|", quoting=csv.QUOTE_NONE))


def of_kind(found: Read[Any], kind: type) -> list[Any]:
    return [value for value in found.values if isinstance(value, kind)]


def open_items(found: Read[Any], on: date = JUNE) -> dict[str, int]:
    """What is open of each receivable once the library has lettered, in cents."""
    return {item.id: item.outstanding_minor for item in dc.Ledger.of(found.values).as_of(on).lettered().open_items}


def test_odoo_numbers_entries_as_documents() -> None:
    """EcritureNum is the number of the invoice, PieceRef what its client calls the sale, a dash nothing; OUV opens."""
    found = read_fec(rows_of("odoo"), NET_30)
    assert found.problems == ()
    told = [(one.number, one.order_reference, one.payment_reference) for one in of_kind(found, dc.Invoice)]
    assert told == [
        ("OUVERTURE/2026", None, None),
        ("INV/2026/00001", None, None),
        ("INV/2026/00002", "BC 4711", None),
        ("INV/2026/00003", "BC 4711", None),
    ]
    assert [payment.reference for payment in of_kind(found, dc.Payment)] == ["VIR ACME", "VIR INV/2026/00002"]
    assert open_items(found) == {"INV/2026/00003": 30_000, "OUVERTURE/2026": 120_000}


def test_openings_of_one_entry_for_all_clients_are_told_apart() -> None:
    """The same entry and no piece: each client has a debt of his own."""
    other = rows_of("odoo")[2] | {"CompAuxNum": "8", "CompAuxLib": "Bois"}
    found = read_fec([*rows_of("odoo")[:3], other], NET_30)
    assert sorted((one.number, one.client) for one in of_kind(found, dc.Invoice)) == [
        ("OUVERTURE/2026 7 411100", "7"),
        ("OUVERTURE/2026 8 411100", "8"),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_dolibarr_tells_the_due_day(turned: bool) -> None:
    """DateLimitReglmt is the due day, and the earlier of EcritureDate and PieceDate that of the document.

    The other is when it was booked: a payment of 3 February is not one of the 20th.
    """
    rows = rows_of("dolibarr")
    if turned:
        rows = [row | {"EcritureDate": row["PieceDate"], "PieceDate": row["EcritureDate"]} for row in rows]
    found = read_fec(rows)
    assert found.problems == ()
    [invoice] = of_kind(found, dc.Invoice)
    assert (invoice.number, invoice.issued_on, invoice.due_on) == ("FA2601-0001", day(1, 5), day(3, 4))
    assert [payment.received_on for payment in of_kind(found, dc.Payment)] == [day(2, 3)]
    assert read_fec(rows, dc.PaymentTerms.net(60)).values == found.values


def test_a_due_day_before_the_issue_is_told() -> None:
    """It is owed, and taken as due on issue, as rows of other sources are."""
    rows = [row | {"DateLimitReglmt": "20260101"} for row in rows_of("dolibarr")[:2]]
    found = read_fec(rows)
    assert [(problem.code, problem.path) for problem in found.problems] == [
        ("row.due_on.before_issue", "DateLimitReglmt")
    ]
    assert [one.due_on for one in of_kind(found, dc.Invoice)] == [day(1, 5)]
    assert dc.explain(found.problems[0], "fr") != dc.explain(found.problems[0], "en")


def test_lines_of_one_piece_with_days_of_their_own_are_told_apart() -> None:
    """Half due in March, half in May: two debts, each with its day."""
    half = [
        Leg("411", 600, "ACME", "F-1"),
        Leg("411", 600, "ACME", "F-1"),
        Leg("707", -1_200, "", "F-1"),
    ]
    rows = compose([Entry("VE", "1", day(1, 5), half)])
    dated = [row | {"DateEcheance": due} for row, due in zip(rows, ("20260304", "20260504", ""), strict=True)]
    found = read_fec(dated)
    assert found.problems == ()
    assert [(one.minor, one.due_on) for one in of_kind(found, dc.Invoice)] == [(600, day(3, 4)), (600, day(5, 4))]


def test_without_a_due_day_on_its_row_an_invoice_has_the_terms() -> None:
    """The column is there and the cell blank: the caller's terms, or the problem that none are known."""
    rows = [row | {"DateLimitReglmt": ""} for row in rows_of("dolibarr")]
    assert [problem.code for problem in read_fec(rows).problems] == ["fec.terms.missing"]
    [invoice] = of_kind(read_fec(rows, NET_30), dc.Invoice)
    assert (invoice.due_on, invoice.terms) == (None, NET_30)


@pytest.mark.parametrize(
    ("program", "named", "left"),
    [
        ("pennylane", ["F-2026-001"], {}),
        ("quadra", ["F25-9"], {"F25-9": 30_000}),
        ("ebp", ["VE000012"], {"VE000012": 120_000}),
        ("ciel", ["101"], {}),
        ("sage", ["FA00007", "FA00012"], {"FA00007": 36_000, "FA00012": 70_000}),
        ("cegid", ["F2601"], {}),
        ("erpnext", ["ACC-SINV-2026-00001", "ACC-SINV-2026-00002"], {}),
    ],
)
def test_invoices_are_called_what_their_clients_know(program: str, named: list[str], left: dict[str, int]) -> None:
    """Whatever way a program numbers, the invoice bears its own number, and the letters settle what they say."""
    found = read_fec(rows_of(program), NET_30)
    assert found.problems == ()
    assert [one.number for one in of_kind(found, dc.Invoice)] == named
    assert open_items(found) == left


def test_numbers_of_rows_are_no_names_and_say_nothing_of_means() -> None:
    """A number for each row: the sale of one piece is one entry, its cheque a payment by cheque."""
    found = read_fec(rows_of("ciel"), NET_30)
    assert [payment.means for payment in of_kind(found, dc.Payment)] == [PaymentMeans.CHECK]


# Years that open and close


@pytest.mark.parametrize("account", ["890", "120", "129"])
def test_an_opening_is_known_by_what_it_is_booked_against(account: str) -> None:
    """A program without a journal for it: the balance of opening, or a result, stands on the other side."""
    legs = [Leg("512", 500), Leg("411", 1_200, "ACME", "OD1"), Leg(account, -1_700)]
    found = read_fec(compose([Entry("BQ", "1", day(1, 1), legs)]), NET_30)
    assert (found.problems, open_items(found)) == ((), {"OD1": 1_200})


CLOSING = Entry("OD", "9", date(2025, 12, 31), [Leg("891", 1_200), Leg("411", -1_200, "ACME")])
OPENING = Entry("OU", "1", day(1, 1), [Leg("411", 1_200, "ACME", "RAN"), Leg("890", -1_200)])


@pytest.mark.parametrize(
    ("entries", "codes"),
    [
        ([CLOSING], ["fec.closing.left_out"]),
        ([CLOSING, OPENING], ["fec.opening.repeated", "fec.closing.left_out"]),
    ],
    ids=["closed", "closed and opened"],
)
def test_a_closing_pays_nothing(entries: list[Entry], codes: list[str]) -> None:
    """What is left at the end of a year is still owed, once, as late as it is."""
    found = read_fec(compose([sale("F-1", date(2025, 11, 5), "ACME", 1_200), *entries]), NET_30)
    assert [problem.code for problem in found.problems] == codes
    assert found.problems[-1].param("amount") == dc.Money("-12.00", "EUR")
    assert open_items(found) == {"F-1": 1_200}
    for problem in found.problems:
        assert dc.explain(problem, "fr") != dc.explain(problem, "en")


def test_an_opening_of_the_day_of_a_closing_repeats() -> None:
    """Some programs close and open on one day: the debt is there once, in what else stands in the file."""
    opening = Entry("OU", "1", date(2025, 12, 31), [Leg("411", 1_300, "ACME", "RAN"), Leg("890", -1_300)])
    found = read_fec(compose([sale("F-1", date(2025, 11, 5), "ACME", 1_200), CLOSING, opening]), NET_30)
    assert open_items(found) == {"F-1": 1_200}


# What a credit is


@pytest.mark.parametrize("account", ["455", "467", "471", "475"])
def test_what_others_hold_or_owe_pays(account: str) -> None:
    """Money that waits in a suspense account, or that a platform collected, is a payment and no credit note."""
    legs = [Leg(account, 1_200), Leg("411", -1_200, "ACME", "", "F-1")]
    found = read_fec(compose([Entry("OD", "1", day(2, 3), legs)]), NET_30)
    assert [type(value) for value in found.values] == [dc.Client, dc.Payment]


@pytest.mark.parametrize("account", ["476", "4198", "4197", "665", "709"])
def test_what_nobody_paid_is_a_credit_note(account: str) -> None:
    """A rebate, a credit note to come, a difference of exchange."""
    legs = [Leg(account, 1_200), Leg("411", -1_200, "ACME", "", "F-1")]
    found = read_fec(compose([Entry("OD", "1", day(2, 3), legs)]), NET_30)
    assert [type(value) for value in found.values] == [dc.Client, dc.CreditNote]


def test_a_credit_note_corrects_the_invoice_of_its_piece() -> None:
    """Cancelled under its own number: the invoice and no other is credited, though another is older."""
    undone = Leg("411", -1_200, "ACME", "F-2", "Annulation F-2")
    entries = [
        sale("F-1", day(1, 5), "ACME", 1_200),
        sale("F-2", day(1, 9), "ACME", 1_200),
        Entry("VE", "3", day(1, 12), [undone, Leg("707", 1_200, "", "F-2")]),
    ]
    found = read_fec(compose(entries), NET_30)
    assert [note.corrects for note in of_kind(found, dc.CreditNote)] == ["F-2"]
    assert open_items(found) == {"F-1": 1_200}


@pytest.mark.parametrize(
    "entries",
    [
        [sale("F-1", day(1, 5), "ACME", 1_200, code="AA"), sale("F-1", day(1, 9), "ACME", -1_200, code="AA")],
        [sale("F-1", day(1, 5), "ACME", 1_200), sale("F-1", day(1, 9), "BOIS", -1_200)],
        [
            sale("F-1", day(1, 5), "ACME", 1_200),
            sale("F-1", day(1, 6), "ACME", 900, entry="8"),
            sale("F-1", day(1, 9), "ACME", -1_200, entry="9"),
        ],
        [sale("", day(1, 5), "ACME", 1_200), sale("", day(1, 9), "ACME", -1_200)],
        [sale("A-1", day(1, 9), "ACME", -1_200), receipt("9", day(2, 9), "ACME", -1_200, piece="A-1")],
    ],
    ids=["lettered", "of another client", "of two invoices", "without a piece", "paid out"],
)
def test_a_credit_note_corrects_nothing_that_is_not_sure(entries: list[Entry]) -> None:
    """Letters say it themselves; another client, two invoices of a piece, or none: nothing is tied on a guess."""
    found = read_fec(compose(entries), NET_30)
    assert [note.corrects for note in of_kind(found, dc.CreditNote)] == [None]


# Letters of one account with many lines


def test_codes_go_on_one_by_one_on_an_account_of_all_clients() -> None:
    """A shop that books all its clients on one account: each pair has the next code, the rest none."""
    entries = [
        entry
        for number in range(1, 31)
        for entry in (
            sale(f"F-{number:03d}", day(1, 1 + number % 28), "DIVERS", 1_000 + number),
            receipt(str(number), day(2, 1 + number % 28), "DIVERS", 1_000 + number, label=f"VIR F-{number:03d}"),
        )
    ]
    rows = compose(entries)
    snapshot = dc.Ledger.of(read_fec(rows, NET_30).values).as_of(JUNE).lettered()
    written = [row["EcritureLet"] for row in write_lettering(rows, snapshot) if row["CompAuxNum"]]
    assert sorted(set(written)) == [
        "AA",
        *(f"A{chr(ord('A') + place)}" for place in range(1, 26)),
        "BA",
        "BB",
        "BC",
        "BD",
    ]
    assert all(written.count(code) == 2 for code in written)
