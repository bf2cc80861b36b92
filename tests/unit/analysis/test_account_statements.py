"""A statement of account: what moved between two days with the balance after each, or what is open; to the cent."""

from datetime import date

import attrs
import pytest
from hypothesis import given

import dunning_core as dc
from dunning_core.analysis import ACCOUNT_COLUMNS, AccountForm, AccountStatement, state_account
from dunning_core.documents import Refund, WriteOff
from dunning_core.errors import InvalidValueError, UnknownReferenceError, WrongTypeError
from dunning_core.events import Cancelled, PaymentReturned
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


def test_records_and_columns_are_the_lines() -> None:
    """One dict per line, by the published columns; debit and credit never both."""
    statement = state(after_due(30))
    records = statement.to_records()
    assert [list(record) for record in records] == [[column.name for column in ACCOUNT_COLUMNS]] * 6
    assert [record["debit"] is None for record in records] == [False, False, True, True, False, True]
    assert statement.to_columns()["balance"][-1] == eur(800).amount


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
