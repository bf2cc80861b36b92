"""Months of trade drawn by lot, a night at the end of each: the books of both sides never part."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import frozen
from trytond.pool import Pool

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD as POLICY
from tests.tryton.company import Company, in_tryton, total_receivable
from tests.tryton.reading import read_balances, read_books
from tests.tryton.writing import create_procedure, write_lettering, write_notices


@frozen
class Left:
    """What is left of every debt and credit, as the ledger sees it and as Tryton does."""

    debits: dict[str, int]
    credits: dict[str, int]
    balances: dict[tuple[str, str], dc.Money]
    reconciled: dict[str, bool]


def read_left(day: date, number: int) -> Left:
    """Read the books and letter them, without writing anything."""
    books = read_books(POLICY, Pool().get("account.dunning.procedure")(number))
    # Two payments of a client may well look alike: that is told, and both are read.
    assert {problem.code for problem in books.problems} <= {"row.near_duplicate"}
    snapshot = books.ledger.as_of(day).lettered()
    shown = read_balances()
    assert {key: snapshot.balance(key[0], currency=key[1]) for key in shown} == shown
    return Left(
        {item.id: item.outstanding_minor for item in snapshot.receivables},
        {
            credit.source.id: credit.remainder_minor
            for credit in snapshot.unmatched
            if isinstance(credit.source, dc.Payment)
        },
        shown,
        {name: bool(line.reconciliation) for name, line in books.debits.items()},
    )


def close_month(day: date, number: int, parties: Sequence[Any]) -> Iterator[tuple[Left, dict[str, Decimal]]]:
    """Give what is left before the night and after it, in the currency of each debt and in euros."""
    yield in_tryton(lambda: (read_left(day, number), total_receivable(parties)))
    in_tryton(lambda: spend_night(day, number))
    yield in_tryton(lambda: (read_left(day, number), total_receivable(parties)))


def spend_night(day: date, number: int) -> None:
    """Run and write back."""
    procedure = Pool().get("account.dunning.procedure")(number)
    books = read_books(POLICY, procedure)
    run = dc.run_dunning(books.ledger, day, POLICY)
    write_lettering(books, run.lettering)
    write_notices(books, run.actions, day, policy=POLICY, procedure=procedure)


class Trade:
    """A company, its clients, and a die."""

    def __init__(self, company: Company, seed: int) -> None:
        self.company = company
        self.die = random.Random(seed)
        self.terms = [
            company.add_term("30", (30, None)),
            company.add_term("Thirds", (15, "0.3"), (45, "0.3"), (60, None)),
        ]
        self.dollar = company.add_rates("USD", *((date(2026, month, 1), f"1.{month}7") for month in range(1, 5)))
        self.parties = [company.add_party(f"Client{n} SARL", vat="FR44732829320") for n in range(4)]
        self.invoices: list[Any] = []

    def days_of(self, month: int) -> list[date]:
        """Return the days of a month on which something happens, in order: invoices are numbered by their days."""
        return sorted(date(2026, month, 1) + timedelta(days=self.die.randrange(27)) for _ in range(11))

    def happen(self, day: date) -> None:
        """Let one thing happen on a day."""
        [deed] = self.die.choices((self.sell, self.receive, self.credit, self.pay), weights=(5, 4, 1, 2))
        deed(day)

    def sell(self, day: date) -> None:
        """Invoice somebody, now and then in dollars."""
        amount = f"{self.die.randrange(1, 90)}{self.die.choice(['0.00', '.10', '5.37'])}"
        currency = self.dollar if self.die.random() < 0.3 else None
        party, term = self.die.choice(self.parties), self.die.choice(self.terms)
        self.invoices.append(self.company.invoice(party, amount, day, term, currency=currency))

    def receive(self, day: date) -> None:
        """Get money for one or two invoices of a client: what they are, less or more, with their numbers or without."""
        if not self.invoices:
            return
        first = self.die.choice(self.invoices)
        own = [one for one in self.invoices if (one.party, one.currency) == (first.party, first.currency)]
        chosen = list(dict.fromkeys((first, self.die.choice(own))))
        amount = sum(one.total_amount for one in chosen) + self.die.choice(
            [0, 0, 0, Decimal("-3.33"), Decimal("12.50")]
        )
        words = " ".join(one.number for one in chosen) if self.die.random() < 0.7 else "VIREMENT"
        foreign = (
            {"currency": self.dollar, "euros": f"{amount * Decimal('0.81'):.2f}"}
            if first.currency == self.dollar
            else {}
        )
        self.company.receive(first.party, f"{amount:.2f}", day, words, **foreign)

    def credit(self, day: date) -> None:
        """Credit an invoice: the whole of it, or a little."""
        if self.invoices:
            self.company.credit(self.die.choice(self.invoices), day, amount=self.die.choice([None, "1.11"]))

    def pay(self, day: date) -> None:
        """Use the wizard of Tryton on an invoice: a part of it, or too much."""
        posted = [one for one in self.invoices if one.state == "posted" and one.amount_to_pay > 10]
        if posted:
            invoice = self.die.choice(posted)
            kind = self.die.choice(["partial", "overpayment"])
            amount = invoice.amount_to_pay + (Decimal("-7.77") if kind == "partial" else Decimal("4.04"))
            self.company.pay(invoice, f"{amount:.2f}", day, kind=kind)
            invoice.reload()


@pytest.mark.parametrize("seed", [1, 2])
def test_writing_back_changes_nothing_but_the_state(prepared: None, seed: int) -> None:
    """Read again, the ledger has the same debts and balances open, and what it sees settled Tryton has reconciled."""
    trade = Trade(Company.start(), seed)
    number: int = in_tryton(lambda: create_procedure(POLICY).id)
    for month in range(1, 5):
        for day in trade.days_of(month):
            trade.happen(day)
        (before, euros), (after, euros_after) = close_month(date(2026, month, 28), number, trade.parties)
        assert after.debits == before.debits
        assert {key: owed for key, owed in after.balances.items() if owed.minor} == {
            key: owed for key, owed in before.balances.items() if owed.minor
        }
        assert sum(after.credits.values()) == sum(before.credits.values())
        assert after.reconciled == {name: not minor for name, minor in after.debits.items()}
        in_dollars = {key[0] for key in before.balances if key[1] == "USD"}
        assert {code: owed for code, owed in euros.items() if code not in in_dollars} == {
            code: owed for code, owed in euros_after.items() if code not in in_dollars
        }
        for invoice in trade.invoices:
            invoice.reload()
    assert any(after.reconciled.values())
    assert not all(after.reconciled.values())
