"""Ties: what is decided together is never parted, and what is not may go anywhere."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.documents import Refund, WriteOff
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import (
    BankDataUntil,
    Cancelled,
    Channel,
    ClaimedSum,
    ClaimIssued,
    Dispute,
    Hold,
    Lettered,
    LetteredEntry,
    MeansPresented,
    NoticeSent,
    PayerIdentified,
    PaymentReturned,
    PresentedMeans,
    StageKind,
    Unlettered,
)
from dunning_core.interop import FieldMap
from dunning_core.interop.column_runs import ColumnRun
from dunning_core.interop.plain import from_json, to_json
from dunning_core.interop.ties import join_names, list_ties, ties_of
from tests.books import DUE, after_due, eur, invoice, payment

DAY = after_due(40)
ENTRY = LetteredEntry("P-1", "F-2", 100, "EUR")
PARTS = [dc.Installment(due_on=DUE, amount=eur(400)), dc.Installment(due_on=after_due(30), amount=eur(600))]


def claim(number: str, client: str, receivable: str) -> ClaimIssued:
    sums = [ClaimedSum(receivable, "interest", 500, "EUR", after_due(20))]
    return ClaimIssued(number, client=client, sums=sums, issued_on=after_due(20))


def in_parts(number: str, client: str) -> dc.Invoice:
    issued_on = DUE - timedelta(days=30)
    return dc.Invoice(number, client=client, amount=eur(1000), issued_on=issued_on, installments=PARTS)


NOTICE = NoticeSent(
    client="A", stage="firm", kind=StageKind.FIRM, receivables=["F-1", "F-2"], channel=Channel.PHONE, sent_on=DUE
)


@pytest.mark.parametrize(
    ("fact", "names"),
    [
        (dc.Client.business("A", name="A", country="FR"), "client A"),
        (dc.Client.business("SITE", name="S", country="FR", account="A"), "client A, client SITE"),
        (invoice("F-1", client="A"), "client A, debit F-1"),
        (invoice("F#1", client="A"), "client A, debit F#1, debit F##1"),
        (in_parts("F-1", "A"), "client A, debit F-1, debit F-1#1, debit F-1#2"),
        (dc.CreditNote("A-1", client="A", amount=eur(1), issued_on=DUE, corrects="F-1"), "client A, credit A-1"),
        (payment("P-1", 1, DUE, "F-1", client="A"), "client A, credit P-1"),
        (payment("P-1", 1, DUE, "F-1", client=None), "credit P-1"),
        (
            dc.Payment("P-1", client=None, amount=eur(1), received_on=DUE, designates=["F-1"]),
            "credit P-1, debit F-1",
        ),
        (Refund("R-1", client="A", amount=eur(1), refunded_on=DUE, refunds="P-1"), "client A"),
        (WriteOff("W-1", client="A", amount=eur(1), written_off_on=DUE, writes_off="F-1"), "client A, credit W-1"),
        (PaymentReturned("P-1", returned_on=DUE), "credit P-1"),
        (PayerIdentified("P-1", client="A", identified_on=DUE), "client A, credit P-1"),
        (Lettered([ENTRY], lettered_on=DUE), "debit F-2, credit P-1"),
        (Unlettered([ENTRY], unlettered_on=DUE), "debit F-2, credit P-1"),
        (Cancelled("F-1", cancelled_on=DUE), "debit F-1, credit F-1"),
        (Dispute("F-1", opened_on=DUE, reason="quality"), "debit F-1"),
        (Hold("F-1#2", since=DUE, reason="talks"), "debit F-1#2"),
        (Hold(client="A", since=DUE, reason="talks"), "client A"),
        (claim("C-1", "A", "F-1"), "client A, debit C-1, debit F-1"),
        (NOTICE, "client A, debit F-1, debit F-2"),
        (
            MeansPresented(
                "F-1", means=PresentedMeans.DIRECT_DEBIT, presented_on=DUE, payable_on=after_due(5), payment="P-1"
            ),
            "debit F-1",
        ),
        (BankDataUntil(DUE), ""),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_fact_is_tied_by_its_names(fact: Any, names: str) -> None:
    """Whose it is, what it is, and what it is about; debts and credits have names of their own."""
    assert ", ".join(ties_of(fact)) == names


@pytest.mark.parametrize(
    ("table", "row", "names"),
    [
        ("clients", {"id": 7, "name": "Seven", "account": None}, "client 7"),
        ("clients", {"id": "SITE", "name": "Site", "account": "A"}, "client A, client SITE"),
        ("invoices", {"number": " F-1 ", "client": 12}, "client 12, debit F-1"),
        ("invoices", {"number": "F#1", "client": "A"}, "client A, debit F#1, debit F##1"),
        ("invoices", {"number": None, "client": "A"}, "client A"),
        ("invoices", {"number": "F-1", "client": 1.5}, "debit F-1"),
        ("invoices", {"number": None, "client": b"A"}, "unread invoices"),
        ("credit_notes", {"number": "A#1", "client": "A"}, "client A, credit A#1"),
        ("payments", {"id": "P-1", "client": None}, "credit P-1"),
        ("payments", {"id": "P-1", "client": "A"}, "client A, credit P-1"),
        ("events", {"event": "cancelled", "subject": "F-1", "day": DUE}, "debit F-1, credit F-1"),
        ("events", {"event": "bank_data", "subject": None, "day": DUE}, ""),
        ("events", {"event": "applause", "subject": "F-1", "day": DUE}, "unread events"),
        ("facts", {"fact": to_json(invoice("F-1", client="A"))}, "client A, debit F-1"),
        ("facts", {"fact": "{}"}, "unread facts"),
    ],
)
def test_a_row_is_tied_as_what_it_holds(table: str, row: dict[str, Any], names: str) -> None:
    """By as much as can be read of it; one of which nothing can is with the others of its kind."""
    needed = {"amount": "1.00", "issued_on": DUE, "received_on": DUE} if table not in ("clients", "facts") else {}
    assert ", ".join(list_ties(table, [needed | row], fields=FieldMap())[0]) == names


SITE = dc.Client.business("SITE", name="Site", country="FR", account="A")
STRAY = payment("P-1", 100, after_due(1), client=None)


@pytest.mark.parametrize(
    "facts",
    [
        [SITE, invoice("F-1", client="SITE"), payment("P-1", 1000, after_due(1), client="A")],
        [invoice("F-1", client="A"), Dispute("F-1", opened_on=after_due(1), reason="quality")],
        [in_parts("F-1", "A"), Hold("F-1#2", since=DUE, reason="talks")],
        [invoice("F#1", client="A"), Hold("F##1", since=DUE, reason="talks")],
        [invoice("F-1", client="A"), invoice("F-1", client="B")],
        [invoice("F-1", client="A"), claim("F-1", "B", "F-2"), invoice("F-2", client="B")],
        [invoice("F-1", client="A"), claim("C-1", "B", "F-1")],
        [claim("C-1", "A", "F-1"), invoice("F-1", client="A"), Cancelled("C-1", cancelled_on=after_due(30))],
        [
            *(invoice("F-1", client="A"), invoice("F-2", client="B"), payment("P-1", 1000, DUE, client="A")),
            WriteOff("P-1", client="B", amount=eur(1000), written_off_on=DUE, writes_off="F-2"),
        ],
        [invoice("F-1", client="A"), payment("P-1", 1000, DUE, client="A"), payment("P-1", 900, DUE, client="B")],
        [
            *(invoice("F-1", client="A"), payment("P-1", 1000, DUE, client="A")),
            PaymentReturned("P-1", returned_on=after_due(2)),
        ],
        [
            dc.CreditNote("A-1", client="A", amount=eur(1000), issued_on=DUE),
            *(invoice("F-1", client="A"), Cancelled("A-1", cancelled_on=after_due(2))),
        ],
        [
            dc.CreditNote("A-1", client="A", amount=eur(1000), issued_on=DUE),
            dc.CreditNote("A-1", client="B", amount=eur(900), issued_on=DUE),
            *(invoice("F-1", client="A"), invoice("F-2", client="B")),
        ],
        [STRAY, invoice("F-1", client="A"), PayerIdentified("P-1", client="A", identified_on=after_due(2))],
        [STRAY, invoice("F-2", client="A"), Lettered([ENTRY], lettered_on=after_due(2))],
        [
            *(STRAY, invoice("F-2", client="A"), Lettered([ENTRY], lettered_on=after_due(2))),
            Unlettered([ENTRY], unlettered_on=after_due(3)),
        ],
        [
            dc.Payment("P-1", client=None, amount=eur(1000), received_on=DUE, designates=["F-1"]),
            invoice("F-1", client="A"),
        ],
        [invoice("F-1", client="A"), invoice("F-2", client="B"), NOTICE],
    ],
)
def test_facts_that_need_each_other_are_in_one_part(facts: list[Any]) -> None:
    """Each of these books is decided otherwise where its facts are apart, and is decided as in one ledger."""
    whole = dc.run_dunning(dc.Ledger.of(facts), DAY, FR_B2B_STANDARD)
    expected = Counter(tuple(row.values()) for row in whole.to_records()), set(whole.problems)
    run = ColumnRun(DAY, FR_B2B_STANDARD)
    columns = {"fact": [to_json(fact) for fact in facts]}
    apart = [{"facts": {"fact": [text], "dunning_group": [text]}} for text in columns["fact"]]
    assert decide(run, run.split({"facts": columns}, 97)) == expected
    assert decide(run, apart) != expected


def decide(run: ColumnRun, parts: Iterable[Any]) -> tuple[Counter[tuple[Any, ...]], set[dc.Problem]]:
    records = [record for part in parts for record in run.decide(part).to_records()]
    problems = {from_json(dc.Problem, record["detail"]) for record in records if record["problem"]}
    decisions = Counter(tuple(record.values())[:-4] for record in records if not record["problem"])
    return decisions, {problem for problem in problems if problem.code != "payment.payer_unknown"}


names = st.lists(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=4), max_size=12)


@given(names)
def test_names_are_joined_through_others(groups: list[list[str]]) -> None:
    """Each name goes by the first of all that it hangs together with, found here by joining sets over and over."""
    sets = [set(group) for group in groups]
    for _ in sets:
        sets = [set().union(*(other for other in sets if own & other)) for own in sets]
    assert join_names(groups) == {name: min(own) for own in sets for name in own}
