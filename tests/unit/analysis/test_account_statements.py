"""A statement of account: what moved between two days with the balance after each, or what is open; to the cent."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given

import dunning_core as dc
from dunning_core.analysis import ACCOUNT_COLUMNS, AccountForm, AccountLine, AccountStatement, state_account
from dunning_core.documents import Refund, WriteOff, WriteOffNature
from dunning_core.errors import InvalidValueError, UnknownReferenceError, WrongTypeError
from dunning_core.events import Cancelled, ClaimIssued, PaymentReturned
from tests.books import ACME, DUE, after_due, eur, invoice, lettered, payment
from tests.strategies import books, days

FACTS = (
    invoice(),
    invoice("F-2", 250, due=after_due(20)),
    payment("P-1", 400, after_due(5), "VIR F-1"),
    payment("P-2", 600, after_due(8), "F-1"),
    PaymentReturned("P-2", returned_on=after_due(12), reason="sans provision"),
    dc.CreditNote("A-1", client="ACME", amount=eur(50), issued_on=after_due(15), corrects="F-2"),
)


def state(
    day: date, *facts: object, since: date | None = None, form: AccountForm = AccountForm.RUNNING_BALANCE
) -> AccountStatement:
    [statement] = state_account(lettered(day, *(facts or FACTS)), "ACME", since=since, form=form)
    return statement


def rows(statement: AccountStatement) -> list[tuple[str, str, str, str]]:
    return [
        (line.move.kind, line.move.name, str(line.amount.amount), str(line.balance.amount)) for line in statement.lines
    ]


def test_a_running_balance_shows_each_move() -> None:
    """Invoices add, payments and credit notes take off, what came back adds again; each with the balance after it."""
    statement = state(after_due(30))
    assert rows(statement) == [
        ("invoice", "F-1", "1000.00", "1000.00"),
        ("invoice", "F-2", "250.00", "1250.00"),
        ("payment", "P-1", "-400.00", "850.00"),
        ("payment", "P-2", "-600.00", "250.00"),
        ("returned", "P-2", "600.00", "850.00"),
        ("credit_note", "A-1", "-50.00", "800.00"),
    ]
    assert (statement.opening, statement.closing) == (eur(0), eur(800))
    assert statement.lines[4].move.reference == "sans provision"
    assert statement.lines[0].move.due_on == DUE


def test_what_came_before_the_first_day_is_the_opening_balance() -> None:
    """The first day is included; what moved before it is carried forward, whatever it was."""
    statement = state(after_due(12), since=after_due(8))
    assert statement.opening == eur(850)
    assert rows(statement) == [("payment", "P-2", "-600.00", "250.00"), ("returned", "P-2", "600.00", "850.00")]
    assert state(after_due(12), since=after_due(9)).opening == eur(250)


def test_a_statement_ends_on_the_day_of_its_snapshot() -> None:
    """What happens the day after is in no line: the payment that came back later is still a payment."""
    assert rows(state(after_due(11)))[-1] == ("payment", "P-2", "-600.00", "250.00")
    assert state(after_due(12)).closing == eur(850)


def test_open_items_are_what_is_left_of_each() -> None:
    """Only what is open: what is left of each invoice, and of each credit, with the same balance at the end."""
    statement = state(after_due(30), *FACTS, payment("P-9", 30, after_due(18), "?"), form=AccountForm.OPEN_ITEMS)
    running = state(after_due(30), *FACTS, payment("P-9", 30, after_due(18), "?"))
    assert statement.closing == running.closing == eur(770)
    assert sum(line.amount.minor for line in statement.lines) == 770_00
    assert ("invoice", "F-1") in {row[:2] for row in rows(statement)}


def test_each_currency_has_its_own() -> None:
    """Euros and pounds are never one balance."""
    pounds = dc.Invoice("G-1", client="ACME", amount=dc.Money(10, "GBP"), issued_on=DUE, due_on=after_due(30))
    found = state_account(lettered(after_due(30), *FACTS, pounds), "ACME")
    assert [(one.currency, str(one.closing.amount)) for one in found] == [("EUR", "800.00"), ("GBP", "10.00")]


def test_refunds_write_offs_and_cancellations_have_their_place() -> None:
    """Money given back adds again, a loss takes off, and what was cancelled is as if it had never been."""
    facts = (
        invoice(),
        invoice("F-3", 70),
        Cancelled("F-3", cancelled_on=after_due(2)),
        payment("P-1", 1100, after_due(3), "F-1"),
        Refund("R-1", client="ACME", amount=eur(100), refunded_on=after_due(6), refunds="P-1"),
        Refund("R-2", client="ACME", amount=eur(1001), refunded_on=after_due(7), refunds="P-1"),
        invoice("F-4", 20),
        WriteOff("W-1", client="ACME", amount=eur(20), written_off_on=after_due(9), writes_off="F-4"),
    )
    assert [row[:3] for row in rows(state(after_due(10), *facts))] == [
        ("invoice", "F-1", "1000.00"),
        ("invoice", "F-4", "20.00"),
        ("payment", "P-1", "-1100.00"),
        ("refund", "R-1", "100.00"),
        ("write_off", "W-1", "-20.00"),
    ]
    assert state(after_due(10), *facts).closing == eur(0)


def test_a_loss_and_a_remission_are_two_things() -> None:
    """Both leave what the books expect; only the second gives a debt up (C. civ. 1350), and the kind says which."""
    loss = WriteOff("W-1", client="ACME", amount=eur(20), written_off_on=after_due(9), writes_off="F-1")
    given_up = attrs.evolve(loss, id="W-2", nature=WriteOffNature.REMISSION)
    assert [row[:3] for row in rows(state(after_due(10), invoice(), loss, given_up))] == [
        ("invoice", "F-1", "1000.00"),
        ("write_off", "W-1", "-20.00"),
        ("remission", "W-2", "-20.00"),
    ]


def test_a_settled_currency_has_its_statement_in_either_form() -> None:
    """Nothing is open, and the balance is zero: that is worth telling, and no statement is no answer."""
    facts = (invoice(), payment("P-1", 1000, after_due(3), "F-1"))
    for form in AccountForm:
        statement = state(after_due(10), *facts, form=form)
        assert statement.closing == eur(0)
        assert len(statement.lines) == (0 if form is AccountForm.OPEN_ITEMS else 2)
    quiet = state(after_due(40), *facts, since=after_due(20))
    assert (quiet.opening, quiet.lines, quiet.closing) == (eur(0), (), eur(0))


def test_what_is_open_from_before_is_carried() -> None:
    """Of open items, the opening is what is still open of the documents before the first day, not an old balance."""
    statement = state(after_due(30), since=after_due(-45), form=AccountForm.OPEN_ITEMS)
    assert statement.opening == eur(600)
    assert rows(statement) == [("invoice", "F-2", "200.00", "800.00")]


def test_records_and_columns_are_the_lines() -> None:
    """One dict per line, by the published columns; debit and credit never both."""
    statement = state(after_due(30))
    records = statement.to_records()
    assert [list(record) for record in records] == [[column.name for column in ACCOUNT_COLUMNS]] * 6
    assert [record["debit"] is None for record in records] == [False, False, True, True, False, True]
    assert statement.to_columns()["balance"][-1] == eur(800).amount
    for minor, sides in ((1, ["0.01", None]), (-1, [None, "0.01"]), (0, [None, None])):
        move = attrs.evolve(statement.lines[0].move, amount=dc.Money.from_minor(minor, "EUR"))
        [record] = attrs.evolve(statement, lines=(AccountLine(move, eur(5)),)).to_records()
        assert [None if record[side] is None else str(record[side]) for side in ("debit", "credit")] == sides


def test_wrong_use_is_told_by_name() -> None:
    """An account that is not there, a first day after the last, a form that is none."""
    snapshot = lettered(after_due(30), *FACTS)
    with pytest.raises(UnknownReferenceError):
        state_account(snapshot, "NOBODY")
    with pytest.raises(UnknownReferenceError):
        snapshot.moves("NOBODY")
    with pytest.raises(InvalidValueError) as refused:
        state_account(snapshot, "ACME", since=after_due(31))
    assert refused.value.field == "since"
    with pytest.raises(WrongTypeError):
        state_account(snapshot, "ACME", form="running")  # type: ignore[arg-type]
    assert state_account(lettered(after_due(30)), "ACME") == ()


def test_a_statement_is_a_value() -> None:
    """Two readings of the same facts are equal, and have one hash."""
    assert state(after_due(30)) == state(after_due(30))
    assert hash(state(after_due(30))) == hash(state(after_due(30)))
    assert attrs.evolve(state(after_due(30)), opening=eur(1)) != state(after_due(30))
    assert ACME.id == state(after_due(30)).client.id


@given(books(), days)
def test_the_closing_balance_is_what_is_owed(facts: list[object], day: date) -> None:
    """In both forms, from any first day, it is what is outstanding less the credits left, account by account."""
    snapshot = dc.Ledger.of(facts).as_of(day).lettered()  # type: ignore[arg-type]
    for account in snapshot.accounts:
        owed: dict[str, int] = {}
        for item in account.receivables:
            owed[item.currency] = owed.get(item.currency, 0) + item.outstanding_minor
        for credit in account.credits:
            owed[credit.currency] = owed.get(credit.currency, 0) - credit.remainder_minor
        for form in AccountForm:
            for since in (None, day, date(2026, 2, 1)):
                if since is not None and since > day:
                    continue
                found = state_account(snapshot, account.id, since=since, form=form)
                assert {currency for currency, minor in owed.items() if minor} <= {one.currency for one in found}
                for one in found:
                    assert one.opening.minor + sum(line.amount.minor for line in one.lines) == one.closing.minor
                    # A payment that came and went leaves lines, and nothing owed.
                    assert one.closing.minor == owed.get(one.currency, 0)


@given(books(), days)
def test_a_statement_goes_on_from_the_one_before(facts: list[object], day: date) -> None:
    """The opening balance is the closing one of the eve, as the same facts are known; nothing falls in between.

    Left out: what makes the past another one, which is a document cancelled or under two versions, a deposit deducted
    before it was invoiced, a payer found by later documents, or money that went back before it came.
    """
    told: dict[object, object] = {}
    for fact in facts:
        name = getattr(fact, "id", None) or getattr(fact, "number", None) or id(fact)
        if not isinstance(fact, Cancelled | Refund) and not (isinstance(fact, dc.Payment) and fact.client is None):
            own = attrs.evolve(fact, deducts=()) if isinstance(fact, dc.Invoice) else fact
            # A claim document is an invoice: under the number of another one, there would be two versions.
            told.setdefault((dc.Invoice if isinstance(fact, ClaimIssued) else type(fact), name), own)
    came = {fact.id: fact.received_on for fact in told.values() if isinstance(fact, dc.Payment)}
    known = [
        fact
        for fact in told.values()
        if not isinstance(fact, PaymentReturned) or came.get(fact.payment, date.max) <= fact.returned_on
    ]
    ledger, eve = dc.Ledger.of(known), day - timedelta(days=20)  # type: ignore[arg-type]
    snapshot, before = ledger.as_of(day).lettered(), ledger.as_of(eve).lettered()
    closed = {
        (account.id, one.currency): one.closing
        for account in before.accounts
        for one in state_account(before, account.id)
    }
    for account in snapshot.accounts:
        for one in state_account(snapshot, account.id, since=eve + timedelta(days=1)):
            assert one.opening == closed.get((account.id, one.currency), dc.Money.zero(one.currency))
