"""The chronology of a debt is what the ledger knows of it, day by day, each fact once."""

from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.analysis import CHRONOLOGY_COLUMNS, Chronology, trace_debts
from dunning_core.errors import DunningError, InvalidValueError, WrongTypeError
from dunning_core.events import (
    BankDataUntil,
    Cancelled,
    ClaimedSum,
    ClaimIssued,
    Dispute,
    NoticePresented,
    PaymentPlan,
    PaymentReturned,
    PlanInstallment,
    PromiseToPay,
)
from tests.books import ACME, after_due, eur, invoice, payment, sent

FACTS = (
    invoice(),
    invoice("F-2", 500, due=after_due(10)),
    payment("P-1", 400, after_due(35), "F-1"),
    payment("P-9", 50, after_due(3), "F-1"),
    PaymentReturned("P-9", returned_on=after_due(8), reason="AC04"),
    sent("formal_notice", after_due(40), "F-1", "F-2"),
    NoticePresented(client="ACME", stage="formal_notice", sent_on=after_due(40), presented_on=after_due(42)),
    PromiseToPay("F-1", amount=eur(600), promised_on=after_due(20), pay_on=after_due(30)),
    Dispute("F-2", amount=eur(100), opened_on=after_due(22), reason="QTE_ERR"),
    BankDataUntil(after_due(90)),
)


def trace(day: int = 90, *facts: object, **more: Any) -> Chronology:
    ledger = dc.Ledger.of(ACME, *(facts or FACTS))  # type: ignore[arg-type]
    return trace_debts(ledger.as_of(after_due(day)).lettered().accounts[0], **more)


def test_the_facts_of_the_debts_stand_in_order_of_their_days() -> None:
    """Issued, due, told, promised, disputed, paid: a notice about both debts is one fact of both."""
    assert [(entry.kind, " ".join(entry.receivables)) for entry in trace().entries] == [
        ("issued", "F-1"),
        ("issued", "F-2"),
        ("due", "F-1"),
        ("payment", ""),
        ("payment_returned", ""),
        ("due", "F-2"),
        ("promise_to_pay", "F-1"),
        ("dispute", "F-2"),
        ("payment", "F-1"),
        ("notice_sent", "F-1 F-2"),
        ("notice_presented", "F-1 F-2"),
    ]


def test_a_fact_has_its_amount_and_what_became_of_it() -> None:
    """Nothing of the 600 promised came in by its day."""
    by_kind = {entry.kind: entry for entry in trace().entries}
    assert (by_kind["promise_to_pay"].amount, by_kind["promise_to_pay"].param("state")) == (eur(600), "broken")
    assert (by_kind["payment"].amount, by_kind["payment"].param("credit")) == (eur(400), "P-1")
    [came] = [entry for entry in trace().entries if entry.param("credit") == "P-9"]
    assert (came.kind, came.amount, came.day, came.receivables) == ("payment", eur(50), after_due(3), ())
    assert (by_kind["payment_returned"].amount, by_kind["payment_returned"].param("payment")) == (eur(50), "P-9")
    assert by_kind["notice_presented"].param("sent_on") == after_due(40)
    assert by_kind["notice_sent"].param("client") is None


def test_nothing_after_the_day_is_told() -> None:
    """On the eve of its due day a debt that is named is not due, and no promise was made."""
    [entry] = trace(-1, invoice(), *FACTS[2:], only=["F-1"]).entries
    assert entry.kind == "issued"
    assert [entry.kind for entry in trace(0, invoice(), only=["F-1"]).entries] == ["issued", "due"]
    assert [trace(day).entries[6].param("state") for day in (30, 31)] == ["open", "broken"]


def test_what_is_open_and_late_is_taken_unless_named() -> None:
    """A debt that is not late is taken when it is named; what is unknown is refused, and so is nothing at all."""
    assert trace(5).receivables == ("F-1",)
    assert trace(5, only=["F-2", "F-1"]).receivables == ("F-1", "F-2")
    for only, kind, field in (
        (["F-9"], "unknown_receivable", "only"),
        ("F-1", "wrong_type", "only"),
        ([], "empty", "only"),
    ):
        with pytest.raises(DunningError) as refused:
            trace(only=only)
        assert (refused.value.kind, refused.value.field) == (kind, field)
    with pytest.raises(InvalidValueError):
        trace(0)
    with pytest.raises(WrongTypeError) as wrong:
        trace_debts("ACME")  # type: ignore[arg-type]
    assert wrong.value.field == "account"


def test_the_order_of_the_facts_does_not_matter() -> None:
    """The same chronology from the facts in any order."""
    assert trace(90, *FACTS) == trace(90, *reversed(FACTS))


def test_a_chronology_is_a_table() -> None:
    """One row per fact, with its amount and the name that it gives."""
    chronology = trace()
    columns = chronology.to_columns()
    assert list(columns) == [column.name for column in CHRONOLOGY_COLUMNS]
    assert len(chronology.to_records()) == len(chronology.entries)
    assert columns["receivables"][-1] == "F-1 F-2"
    paid = columns["name"].index("P-1")
    assert (columns["name"][paid], columns["amount"][paid], columns["currency"][paid]) == (
        "P-1",
        eur(400).amount,
        "EUR",
    )


def test_a_performance_and_a_plan_are_facts_of_a_debt() -> None:
    """The first comes before its invoice; the second carries what became of it."""
    done = attrs.evolve(invoice(), performed_on=after_due(-70))
    plan = PaymentPlan(
        "PL",
        client="ACME",
        receivables=["F-1"],
        installments=[PlanInstallment(after_due(9), eur(1000))],
        agreed_on=after_due(2),
    )
    found = [(entry.kind, entry.param("state")) for entry in trace(10, done, plan).entries]
    assert found == [("performed", None), ("issued", None), ("due", None), ("payment_plan", "broken")]
    whole = trace(10, done, plan)
    assert whole.entries[-1].amount == eur(1000)
    assert [entry.receivables for entry in whole.entries] == [("F-1",)] * 4
    assert (whole.account, whole.day) == ("ACME", after_due(10))
    [early] = trace(
        -65, attrs.evolve(done, performed_on=after_due(-64), issued_on=after_due(-66)), only=["F-1"]
    ).entries
    assert early.kind == "issued"


def test_what_happened_on_one_day_stands_in_the_order_of_things() -> None:
    """Issued, performed, due, and then what came of it."""
    at_once = attrs.evolve(invoice(), issued_on=after_due(0), performed_on=after_due(0))
    paid, told = payment("P-1", 5, after_due(0), "F-1"), Dispute("F-1", opened_on=after_due(0), reason="x")
    kinds = ["issued", "performed", "due", "dispute", "payment"]
    assert [entry.kind for entry in trace(0, at_once, paid, told, only=["F-1"]).entries] == kinds


def test_what_the_entry_says_is_not_said_again() -> None:
    """Neither whose debt it is, nor when it was recorded, nor a key, nor the sums of a document."""
    claim = ClaimIssued(
        "C-1", client="ACME", sums=[ClaimedSum("F-1", "interest", 1, "EUR", after_due(2))], issued_on=after_due(3)
    )
    notice = attrs.evolve(sent("last", after_due(4)), key="k", recorded_on=after_due(5))
    names = {entry.kind: [name for name, _ in entry.params] for entry in trace(10, invoice(), claim, notice).entries}
    assert names["claim_issued"] == ["number", "issued_on"]
    assert names["notice_sent"] == ["stage", "kind", "channel", "sent_on"]


def test_what_is_credited_stands_on_its_own_day() -> None:
    """A note that corrects counts from the due day, and was made later: after the dispute that it answers."""
    dispute = Dispute("F-1", amount=eur(50), opened_on=after_due(5), reason="QTE_ERR")
    note = dc.CreditNote("A-1", client="ACME", amount=eur(50), issued_on=after_due(9), corrects="F-1")
    early = payment("P-1", 20, after_due(-70), "F-1")
    found = [(entry.kind, entry.day) for entry in trace(20, invoice(), dispute, note, early).entries]
    assert found == [
        ("payment", after_due(-70)),
        ("issued", after_due(-60)),
        ("due", after_due(0)),
        ("dispute", after_due(5)),
        ("credit_note", after_due(9)),
    ]


def test_a_payment_that_came_back_in_another_currency_is_another_story() -> None:
    """Dollars that came back say nothing of a debt in euros, nor does what came back before it was invoiced."""
    dollars = dc.Payment("P-2", client="ACME", amount=dc.Money(9, "USD"), received_on=after_due(1), reference="F-1")
    same_day = [payment("P-4", 9, after_due(-60), "F-0"), PaymentReturned("P-4", returned_on=after_due(-60))]
    assert [entry.kind for entry in trace(20, invoice(), *same_day).entries].count("payment_returned") == 1
    old = payment("P-3", 9, after_due(-80), "F-0")
    back = [PaymentReturned("P-2", returned_on=after_due(3)), PaymentReturned("P-3", returned_on=after_due(-70))]
    assert [entry.kind for entry in trace(20, invoice(), dollars, old, *back).entries] == ["issued", "due"]


def test_the_sources_of_an_account_are_those_that_are_seen() -> None:
    """What is cancelled, or later than the day, is none; what came back is."""
    facts = (
        invoice(),
        payment("P-1", 10, after_due(1), "F-1"),
        payment("P-2", 10, after_due(1), "F-1"),
        payment("P-3", 10, after_due(1), "F-1"),
        payment("P-4", 10, after_due(9), "F-1"),
        PaymentReturned("P-2", returned_on=after_due(3)),
        Cancelled("P-3", cancelled_on=after_due(2)),
    )
    [account] = dc.Ledger.of(ACME, *facts).as_of(after_due(5)).lettered().accounts
    assert [getattr(source, "id", None) for source in account.sources] == ["P-1", "P-2"]
