"""Letters written back on the rows of a FEC: EcritureLet and DateLet, and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.errors import DunningError
from dunning_core.interop.fec import read_fec, write_lettering
from tests.accounting import COLUMNS, Entry, Habits, Leg, Row, compose, receipt, sale, transfer

NET_30 = dc.PaymentTerms.net(30)
MARCH = date(2026, 3, 31)
UNTOUCHED = [name for name in COLUMNS if name not in ("EcritureLet", "DateLet")]


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def write(rows: Sequence[Mapping[str, Any]], on: date = MARCH) -> list[tuple[str, str]]:
    """The letters and their days on the rows of clients, once the library has lettered them; the rest is unchanged."""
    snapshot = dc.Ledger.of(read_fec(rows, NET_30).values).as_of(on).lettered()
    written = write_lettering(rows, snapshot)
    for before, after in zip(rows, written, strict=True):
        assert list(before) == list(after)
        assert [before.get(name) for name in UNTOUCHED] == [after.get(name) for name in UNTOUCHED]
    return [(row["EcritureLet"], row["DateLet"]) for row in written if row["CompteNum"].startswith("41")]


def letters(*entries: Entry, on: date = MARCH, habits: Habits | None = None) -> list[str]:
    return [code for code, _ in write(compose(entries, habits), on)]


@pytest.mark.parametrize("habits", [Habits(), Habits(has_auxiliary=False), Habits(has_sense=True)])
def test_what_is_settled_gets_the_next_code_and_the_day(habits: Habits) -> None:
    """The first code of an account is AA, on the day of the snapshot; another client has his own."""
    rows = compose(
        [
            sale("F-1", day(1, 5), "ACME", 100),
            receipt("7", day(2, 3), "ACME", 100, label="VIR F-1"),
            sale("F-2", day(1, 5), "BOIS", 300),
            receipt("8", day(2, 3), "BOIS", 300, label="VIR F-2"),
        ],
        habits,
    )
    assert write(rows) == [("AA", "20260331")] * 4


def test_codes_go_on_where_the_rows_stand() -> None:
    """After ABC comes ABD; what was lettered keeps its code and its day."""
    rows = compose(
        [
            sale("F-1", day(1, 5), "ACME", 100, code="ABC", lettered_on="20260202"),
            receipt("7", day(2, 1), "ACME", 100, code="ABC", lettered_on="20260202"),
            sale("F-2", day(1, 6), "ACME", 200),
            receipt("8", day(2, 3), "ACME", 200, label="VIR F-2"),
            sale("F-3", day(3, 6), "ACME", 700),
        ]
    )
    old, new = ("ABC", "20260202"), ("ABD", "20260331")
    assert write(rows) == [old, old, new, new, ("", "")]


def test_a_partial_group_is_in_small_letters() -> None:
    """A part payment: what is left keeps the code small."""
    entries = [sale("F-1", day(1, 5), "ACME", 100), receipt("7", day(2, 3), "ACME", 60, label="VIR F-1")]
    assert letters(*entries) == ["aa", "aa"]


@pytest.mark.parametrize(("standing", "expected"), [("ab", "AB"), ("AB", "AB")])
def test_what_completes_a_partial_group_takes_its_code(standing: str, expected: str) -> None:
    """Small letters become capitals, with their day as it was; what joins has the day of the recording."""
    partial = {"code": standing, "lettered_on": "20260204"}
    rows = compose(
        [
            sale("F-1", day(1, 5), "ACME", 100, **partial),
            receipt("7", day(2, 3), "ACME", 60, **partial),
            receipt("8", day(3, 3), "ACME", 40, label="VIR SOLDE F-1"),
        ]
    )
    assert write(rows) == [(expected, "20260204"), (expected, "20260204"), (expected, "20260331")]


def test_what_joins_a_partial_group_without_completing_it_takes_its_code() -> None:
    """A program that knows capitals only keeps them; one with small letters keeps those."""
    for standing in ("ab", "AB"):
        entries = [
            sale("F-1", day(1, 5), "ACME", 100, code=standing),
            receipt("7", day(2, 3), "ACME", 60, code=standing),
            receipt("8", day(3, 3), "ACME", 30, label="VIR F-1"),
        ]
        assert letters(*entries) == [standing] * 3


def test_small_letters_stay_small_where_the_capitals_are_taken() -> None:
    """AA is another group of the account: the two never become one."""
    entries = [
        sale("F-0", day(1, 1), "ACME", 70, code="AA"),
        receipt("6", day(1, 2), "ACME", 70, code="AA"),
        sale("F-1", day(1, 5), "ACME", 100, code="aa"),
        receipt("7", day(2, 3), "ACME", 60, code="aa"),
        receipt("8", day(3, 3), "ACME", 40, label="VIR F-1"),
    ]
    assert letters(*entries) == ["AA", "AA", "aa", "aa", "aa"]


def test_two_groups_tied_together_go_on_under_the_first_code() -> None:
    """One payment completes two partial groups: they are one from then on."""
    entries = [
        sale("F-1", day(1, 5), "ACME", 100, code="aa"),
        receipt("7", day(2, 3), "ACME", 60, code="aa"),
        sale("F-2", day(1, 6), "ACME", 200, code="ab"),
        receipt("8", day(2, 4), "ACME", 50, code="ab"),
        receipt("9", day(3, 3), "ACME", 190, label="VIR F-1 F-2"),
    ]
    assert letters(*entries) == ["AA"] * 5


def test_all_lines_of_a_piece_are_lettered() -> None:
    """Two lines of one invoice and one payment: one group."""
    legs = [Leg("411", 40, "ACME", "F-1"), Leg("411", 60, "ACME", "F-1"), Leg("707", -100, piece="F-1")]
    entries = [Entry("VE", "1", day(1, 5), legs), receipt("7", day(2, 3), "ACME", 100, label="VIR F-1")]
    assert letters(*entries) == ["AA"] * 3


def test_what_came_in_later_is_not_lettered() -> None:
    """On a day before the payment nothing is known of it."""
    entries = [sale("F-1", day(1, 5), "ACME", 100), receipt("7", day(2, 3), "ACME", 100, label="VIR F-1")]
    assert letters(*entries, on=day(2, 2)) == ["", ""]


def test_a_payment_that_came_back_is_lettered_with_its_return() -> None:
    """From the day of the return: the two cancel out, and the invoice stays open."""
    entries = [
        sale("F-1", day(1, 5), "ACME", 100),
        receipt("7", day(2, 3), "ACME", 100, label="CHQ"),
        receipt("8", day(2, 20), "ACME", -100, label="IMPAYE"),
    ]
    assert letters(*entries) == ["", "AA", "AA"]
    assert letters(*entries, on=day(2, 19)) == ["AA", "AA", ""]


def test_a_return_of_what_is_lettered_is_left_to_a_person() -> None:
    """The payment still bears the code of its invoice: the return is not lettered with it behind anybody's back."""
    entries = [
        sale("F-1", day(1, 5), "ACME", 100, code="AA"),
        receipt("7", day(2, 3), "ACME", 100, code="AA"),
        receipt("8", day(2, 20), "ACME", -100, label="IMPAYE"),
    ]
    assert letters(*entries) == ["AA", "AA", ""]


def test_a_bill_in_two_lines_is_left_to_a_person() -> None:
    """Two lines arrive on 413: which one the money pays, nobody says."""
    legs = [Leg("411", -100, "ACME"), Leg("413", 40, "ACME"), Leg("413", 60, "ACME")]
    entries = [
        sale("F-1", day(1, 5), "ACME", 100),
        Entry("EF", "1", day(1, 20), legs),
        receipt("7", day(2, 28), "ACME", 100, root="413", label="LCR F-1"),
    ]
    assert letters(*entries) == [""] * 5


def test_a_mark_that_was_no_code_gives_way_to_one() -> None:
    """A star is replaced by the code of the group."""
    entries = [
        sale("F-1", day(1, 5), "ACME", 100, code="*"),
        receipt("7", day(2, 3), "ACME", 100, label="VIR F-1"),
    ]
    assert letters(*entries) == ["AA", "AA"]


@pytest.mark.parametrize("coded", [True, False])
def test_a_bill_is_lettered_on_both_accounts(coded: bool) -> None:
    """The invoice with the transfer on 411, the transfer with the money on 413: the code of each account."""
    code = "QQ" if coded else ""
    entries = [
        sale("F-1", day(1, 5), "ACME", 100, code=code),
        sale("F-2", day(1, 5), "ACME", 900),
        transfer("3", day(1, 20), "ACME", 100, source=f"411:{code}"),
        receipt("7", day(2, 28), "ACME", 100, root="413", label="LCR F-1", bank="5113"),
    ]
    first = "QQ" if coded else "AA"
    assert letters(*entries) == [first, "", first, "AA", "AA"]


def test_between_two_bills_nothing_is_written() -> None:
    """Two transfers of the same amount: which one is the invoice's is for a person to say."""
    entries = [
        sale("F-1", day(1, 5), "ACME", 100),
        transfer("3", day(1, 20), "ACME", 100),
        transfer("4", day(1, 21), "ACME", 100),
        receipt("7", day(2, 28), "ACME", 100, root="413", label="LCR F-1"),
    ]
    assert letters(*entries) == [""] * 6


def test_an_exchange_difference_keeps_a_group_small() -> None:
    """Settled in dollars and not in euros: the books still lack the difference."""
    entries = [
        sale("F-1", day(1, 5), "ACME", 10_000, foreign=("108,00", "USD")),
        receipt("7", day(2, 3), "ACME", 9_900, foreign=("108,00", "USD"), label="F-1"),
    ]
    assert letters(*entries) == ["aa", "aa"]


def test_written_letters_are_read_as_what_was_lettered() -> None:
    """Rows written and read again: nothing is left to letter, and the same is open."""
    rows = compose(
        [
            sale("F-1", day(1, 5), "ACME", 100),
            sale("F-2", day(1, 6), "ACME", 250),
            receipt("7", day(2, 3), "ACME", 100, label="VIR F-1"),
            receipt("8", day(2, 9), "ACME", 50, label="ACOMPTE F-2"),
        ]
    )
    before = dc.Ledger.of(read_fec(rows, NET_30).values).as_of(MARCH).lettered()
    written = write_lettering(rows, before)
    after = dc.Ledger.of(read_fec(written, NET_30).values).as_of(MARCH)
    assert [(item.id, item.outstanding_minor) for item in after.receivables] == [("F-1", 0), ("F-2", 200)]
    assert after.unmatched == before.unmatched == ()
    assert write_lettering(written, after.lettered()) == written


def test_rows_are_not_changed_where_they_are() -> None:
    """The rows given stay as they were; those without news are given back themselves."""
    rows = compose([sale("F-1", day(1, 5), "ACME", 100), receipt("7", day(2, 3), "ACME", 100, label="VIR F-1")])
    kept: list[Row] = [dict(row) for row in rows]
    snapshot = dc.Ledger.of(read_fec(rows, NET_30).values).as_of(MARCH).lettered()
    written = write_lettering(iter(rows), snapshot)
    assert rows == kept
    assert [after is before for before, after in zip(rows, written, strict=True)] == [False, True, True, True, False]


def test_rows_that_cannot_be_read_stay_in_their_place() -> None:
    """What is no row, or a row of nothing, is given back as it is."""
    rows: list[Any] = [None, *compose([sale("F-1", day(1, 5), "ACME", 100), receipt("7", day(2, 3), "ACME", 100)])]
    rows.insert(2, dict.fromkeys(COLUMNS, ""))
    snapshot = dc.Ledger.of(read_fec(rows, NET_30).values).as_of(MARCH).lettered()
    written = write_lettering(rows, snapshot)
    assert [written[place] for place in (0, 2)] == [rows[place] for place in (0, 2)]
    assert [row["EcritureLet"] for row in written if row and row["CompAuxNum"]] == ["AA", "AA"]
    assert write_lettering([], snapshot) == ()


def test_facts_that_are_not_of_the_rows_are_left_alone() -> None:
    """A payment recorded beside the file has no row: its invoice is not lettered in it."""
    rows = compose([sale("F-1", day(1, 5), "ACME", 100)])
    other = dc.Payment("P-1", client="ACME", amount=dc.Money(1, "EUR"), received_on=day(2, 3), reference="F-1")
    snapshot = dc.Ledger.of(read_fec(rows, NET_30).values, other).as_of(MARCH).lettered()
    assert snapshot.open_items == ()
    assert write_lettering(rows, snapshot) == tuple(rows)


def test_what_was_recorded_in_the_ledger_is_written_as_well() -> None:
    """A lettering recorded by the library is written, under the codes of the rows."""
    rows = compose([sale("F-1", day(1, 5), "ACME", 100), receipt("7", day(2, 3), "ACME", 100)])
    ledger = dc.Ledger.of(read_fec(rows, NET_30).values)
    ledger = ledger.with_lettering(dc.propose_lettering(ledger.as_of(day(2, 10))))
    written = write_lettering(rows, ledger.as_of(MARCH))
    assert [row["EcritureLet"] for row in written if row["CompAuxNum"]] == ["AA", "AA"]


@pytest.mark.parametrize("name", ["EcritureLet", "DateLet"])
def test_rows_without_the_columns_are_refused(name: str) -> None:
    """There is nowhere to write."""
    rows = [
        {key: cell for key, cell in row.items() if key != name} for row in compose([sale("F-1", day(1, 5), "A", 1)])
    ]
    with pytest.raises(DunningError) as raised:
        write_lettering(rows, dc.Ledger.of().as_of(MARCH))
    assert (raised.value.kind, raised.value.value) == ("missing", name)


def test_a_snapshot_is_needed() -> None:
    """A ledger is not read on any day yet."""
    with pytest.raises(DunningError):
        write_lettering([], dc.Ledger.of())  # type: ignore[arg-type]
