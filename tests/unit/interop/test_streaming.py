"""Rows in any form of the world: detected formats, explicit doors, events, and streams one account at a time."""

import math
import weakref
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest

import dunning_core as dc
from dunning_core.events import (
    Accelerated,
    Channel,
    ClaimWaived,
    CostIncurred,
    CourtStep,
    CourtStepKind,
    DebtAcknowledged,
    Insolvency,
    ReturnReason,
    StageKind,
)
from dunning_core.interop import (
    AccountRows,
    FieldMap,
    SortedRows,
    iter_ledgers,
    read_credit_notes,
    read_events,
    read_invoices,
    read_payments,
)
from dunning_core.interop.detecting import SAMPLE_ROWS
from tests.books import eur

ROW = {
    "number": "F-1",
    "client": "ACME",
    "amount": "1200",
    "currency": "EUR",
    "issued_on": "2026-03-01",
    "due_on": "2026-04-30",
}


def rows(**columns: list[object]) -> list[dict[str, object]]:
    count = len(next(iter(columns.values())))
    return [
        {**ROW, "number": f"F-{rank}", **{name: cells[rank] for name, cells in columns.items()}}
        for rank in range(count)
    ]


def test_a_comma_proved_once_reads_the_others() -> None:
    """One cell that can only be read in one way settles those that could be read in two, and is shown as evidence."""
    read = read_invoices(rows(amount=["1.234", "1.234,56 €", "(12,50)"]))
    assert [invoice.amount for invoice in read.values] == [eur(1234), eur("1234.56")]
    assert [(item.about, item.value, item.proofs) for item in read.evidence] == [
        ("decimal", ",", ((",", "1.234,56 €"),))
    ]
    assert [problem.param("kind") for problem in read.problems] == ["out_of_range"]


def test_a_day_above_twelve_proves_the_order() -> None:
    """31/01 proves that the day comes first; the other days follow."""
    read = read_invoices(rows(issued_on=["04/02/2026", "31/01/2026"], due_on=["05/06/2026", "28/02/2026"]))
    assert [invoice.issued_on for invoice in read.values] == [date(2026, 2, 4), date(2026, 1, 31)]
    american = read_invoices(rows(issued_on=["04/02/2026", "01/31/2026"], due_on=["05/06/2026", "02/28/2026"]))
    assert [invoice.issued_on for invoice in american.values] == [date(2026, 4, 2), date(2026, 1, 31)]


def test_what_nothing_proves_is_refused() -> None:
    """1,234 and 04/02/2026 alone could be two things: each is refused, and the advice is to declare the format."""
    read = read_invoices(rows(amount=["1,234"], issued_on=["2026-01-01"]))
    assert [problem.param("kind") for problem in read.problems] == ["ambiguous_number"]
    read = read_invoices(rows(issued_on=["04/02/2026"]))
    assert [problem.param("kind") for problem in read.problems] == ["ambiguous_day"]
    assert read_invoices(rows(issued_on=["04/04/2026"])).values[0].issued_on == date(2026, 4, 4)


def test_rows_that_disagree_are_told_and_read_where_they_prove_themselves() -> None:
    """Two formats in one column: a problem, the cells that can only be one thing are read, the others refused."""
    read = read_invoices(rows(amount=["12.50", "12,50", "1,234"]))
    assert [problem.code for problem in read.problems] == ["rows.format.mixed", "row.value.refused"]
    assert [invoice.amount for invoice in read.values] == [eur("12.50")] * 2


def test_floats_and_datetimes_come_through_doors_of_their_own() -> None:
    """Without the door a float or a datetime is refused; with it amounts, whole ids and days are read; NaN is blank."""
    row = {
        "number": 140103335.0,
        "client": "ACME",
        "amount": 0.1 + 0.2,
        "currency": "EUR",
        "issued_on": datetime(2026, 3, 1, 9, 30),
        "due_on": date(2026, 4, 30),
        "payment_reference": math.nan,
    }
    shut = [row, {**row, "issued_on": date(2026, 3, 1)}]
    assert [problem.param("kind") for problem in read_invoices(shut).problems] == ["time_of_day", "float"]
    open_doors = FieldMap(accept_floats=True, accept_datetimes=True)
    [invoice] = read_invoices([row], open_doors).values
    assert (invoice.number, invoice.amount, invoice.issued_on) == ("140103335", eur("0.30"), date(2026, 3, 1))
    assert invoice.payment_reference is None
    half = {**row, "number": 1.5}
    assert [problem.param("kind") for problem in read_invoices([half], open_doors).problems] == ["float"]
    blank = {**row, "amount": math.nan}
    assert [problem.code for problem in read_invoices([blank], open_doors).problems] == ["row.value.missing"]
    exact = {**row, "number": "F-1", "amount": Decimal("NaN"), "issued_on": date(2026, 3, 1)}
    assert [problem.code for problem in read_invoices([exact]).problems] == ["row.value.missing"]


def test_near_duplicates_are_told_and_kept() -> None:
    """One number typed twice, or two payments alike: both are kept, and the likeness is told."""
    read = read_invoices([{**ROW, "number": "F-0101"}, {**ROW, "number": "f101"}, {**ROW, "number": "F-1010"}])
    assert [(problem.code, problem.param("row")) for problem in read.problems] == [("row.near_duplicate", 2)]
    assert len(read.values) == 3
    alike = {"client": "ACME", "amount": "5", "currency": "EUR", "received_on": "2026-05-01", "reference": "VIR"}
    payments = read_payments([{**alike, "id": "P-1"}, {**alike, "id": "P-2"}])
    assert [problem.code for problem in payments.problems] == ["row.near_duplicate"]
    assert len(payments.values) == 2


def test_credit_notes_are_read_with_their_sign_dropped() -> None:
    """Exports write credit notes below zero; the value holds what is credited, and what it corrects."""
    row = {**ROW, "number": "A-1", "amount": "-50.00", "corrects": "F-1"}
    [note] = read_credit_notes([row]).values
    assert (note.amount, note.corrects, note.nature and note.nature.value) == (eur(50), "F-1", "corrective")


EVENTS: list[dict[str, object]] = [
    {
        "event": "notice_sent",
        "client": "ACME",
        "stage": "firm",
        "stage_kind": "firm",
        "channel": "phone",
        "receivables": "F-1; F-2",
    },
    {"event": "notice_returned", "client": "ACME", "stage": "firm", "sent_on": "2026-05-01", "reason": "bounced"},
    {"event": "notice_presented", "client": "ACME", "stage": "firm", "sent_on": "2026-05-01"},
    {"event": "promise", "subject": "F-1", "until": "2026-06-01", "amount": "10", "currency": "EUR"},
    {"event": "dispute", "subject": "F-1", "reason": "quality"},
    {"event": "dispute_resolved", "subject": "F-1"},
    {"event": "hold", "client": "ACME", "reason": "talks", "until": "2026-06-01"},
    {"event": "hold", "subject": "F-1", "reason": "talks"},
    {"event": "hold_released", "client": "ACME"},
    {"event": "hold_released", "subject": "F-1"},
    {"event": "cancelled", "subject": "F-1"},
    {"event": "payment_returned", "subject": "P-1"},
    {"event": "claim_waived", "subject": "F-1", "component": "interest"},
    {"event": "cost_incurred", "subject": "F-1", "amount": "95", "currency": "EUR", "reason": "bailiff 12"},
    {"event": "debt_acknowledged", "subject": "F-1", "reason": "e-mail"},
    {"event": "accelerated", "subject": "F-1", "sent_on": "2026-05-01"},
    {"event": "insolvency", "client": "ACME", "published_on": "2026-05-05"},
    {"event": "court_step", "client": "ACME", "step": "Grace", "until": "2026-06-01", "reason": "RG 26/1"},
    {"event": "court_step", "subject": "F-1", "step": "enforceable", "reason": "RG 26/1"},
]


def test_events_are_read_by_their_name() -> None:
    """Each kind of event has a name and the fields that it needs."""
    headers = {name: None for row in EVENTS for name in row}
    read = read_events([{**headers, "day": "2026-05-02", **row} for row in EVENTS])
    assert read.problems == ()
    assert [type(event).__name__ for event in read.values] == [
        "NoticeSent",
        "NoticeReturned",
        "NoticePresented",
        "PromiseToPay",
        "Dispute",
        "DisputeResolved",
        "Hold",
        "Hold",
        "HoldReleased",
        "HoldReleased",
        "Cancelled",
        "PaymentReturned",
        "ClaimWaived",
        "CostIncurred",
        "DebtAcknowledged",
        "Accelerated",
        "Insolvency",
        "CourtStep",
        "CourtStep",
    ]
    day, other = date(2026, 5, 2), date(2026, 5, 5)
    assert read.values[-7:] == (
        ClaimWaived("F-1", component="interest", waived_on=day),
        CostIncurred("F-1", amount=eur(95), incurred_on=day, proof="bailiff 12"),
        DebtAcknowledged("F-1", acknowledged_on=day, proof="e-mail"),
        Accelerated("F-1", accelerated_on=day, noticed_on=date(2026, 5, 1)),
        Insolvency("ACME", opened_on=day, published_on=other),
        CourtStep(client="ACME", kind=CourtStepKind.GRACE, taken_on=day, until=date(2026, 6, 1), reference="RG 26/1"),
        CourtStep("F-1", kind=CourtStepKind.ENFORCEABLE, taken_on=day, reference="RG 26/1"),
    )
    notice, returned = read.values[:2]
    assert getattr(notice, "receivables", None) == ("F-1", "F-2")
    assert getattr(notice, "kind", None) is StageKind.FIRM
    assert getattr(notice, "channel", None) is Channel.PHONE
    assert getattr(returned, "reason", None) is ReturnReason.BOUNCED


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"event": "party"}, "unknown_event"),
        ({"event": "dispute"}, "missing"),
        ({"event": "accelerated"}, "missing"),
        ({"event": "insolvency"}, "missing"),
        ({"event": "cost_incurred", "subject": "F-1", "reason": "x"}, "missing"),
        ({"event": "claim_waived", "subject": "F-1", "component": "all"}, "unknown_component"),
        ({"event": "court_step", "client": "A", "step": "appeal", "reason": "x"}, "unknown_kind"),
        ({"event": "notice_sent", "client": "A", "stage": "x", "stage_kind": "shouting"}, "unknown_kind"),
        (
            {"event": "notice_returned", "client": "A", "stage": "x", "sent_on": "2026-05-01", "reason": "?"},
            "unknown_reason",
        ),
        ({"event": "hold", "reason": "x"}, "bad_target"),
    ],
)
def test_an_impossible_event_is_a_problem(change: dict[str, object], kind: str) -> None:
    """An unknown name, a missing subject or a word that is not in the vocabulary is told with its row."""
    headers = {name: None for row in EVENTS for name in row}
    [problem] = read_events([{**headers, "day": "2026-05-02", **change}]).problems
    assert problem.param("kind") == kind


def account_rows(accounts: int, invoices: int) -> Iterator[dict[str, object]]:
    for account in range(accounts):
        for rank in range(invoices):
            yield {**ROW, "client": f"C{account:07d}", "number": f"F-{account}-{rank}"}


def test_sorted_rows_give_one_account_at_a_time() -> None:
    """Each account comes once with its own facts and problems; sites are gathered under the client that pays."""
    clients: list[dict[str, object]] = [
        {"id": "C0000000", "name": "Zero", "kind": "business", "account": "C0000000"},
        {"id": "SITE", "name": "Site", "kind": "business", "account": "C0000000"},
        {"id": "C0000009", "name": "Nine", "kind": "business", "account": None},
    ]
    payments: list[dict[str, object]] = [
        {"id": "P-1", "client": None, "amount": "5", "currency": "EUR", "received_on": "2026-05-01"},
        {"id": "P-2", "client": "C0000001", "amount": "5", "currency": "EUR", "received_on": "soon"},
        {"id": "P-3", "client": "C0000001", "amount": "5", "currency": "EUR", "received_on": "2026-05-01"},
    ]
    parts = list(
        iter_ledgers(
            SortedRows(account_rows(2, 3)),
            SortedRows(payments),
            clients=SortedRows(clients),
            credit_notes=SortedRows([{**ROW, "number": "A-1", "client": "C0000001"}]),
        )
    )
    assert [(part.account, len(part.ledger.facts)) for part in parts] == [
        ("", 1),
        ("C0000000", 5),
        ("C0000001", 5),
        ("C0000009", 1),
    ]
    assert sum(len(part.problems) for part in parts) == 1


def test_rows_that_are_not_sorted_are_an_error() -> None:
    """An account that comes back would be split in two: the error names it."""
    unsorted = [{**ROW, "client": name, "number": str(rank)} for rank, name in enumerate("ABA")]
    with pytest.raises(dc.DunningError) as raised:
        list(iter_ledgers(SortedRows(unsorted)))
    assert (raised.value.kind, raised.value.value) == ("not_sorted", "A")


def test_problems_after_the_last_value_are_not_lost() -> None:
    """A bad last row is told, though no account follows it."""
    parts = list(iter_ledgers(SortedRows([ROW, {**ROW, "number": "F-2", "amount": "?"}])))
    assert sum(len(part.problems) for part in parts) == 1


def test_memory_does_not_grow_with_the_rows() -> None:
    """Past the sample no row is read before its account is asked for, and no account outlives the next one."""
    read = 0

    def counted() -> Iterator[dict[str, object]]:
        nonlocal read
        for row in account_rows(400, 5):
            read += 1
            yield row

    gone: list[weakref.ref[AccountRows]] = []
    for rank, part in enumerate(iter_ledgers(SortedRows(counted())), start=1):
        assert len(part.ledger.facts) == 5
        assert read == min(max(5 * rank + 1, SAMPLE_ROWS), 2000)
        gone.append(weakref.ref(part))
        assert [reference() for reference in gone[:-1]] == [None] * (rank - 1)
    assert len(gone) == 400
