"""One night: a company is read from Tryton, lettered, decided, written back, and read again."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import frozen
from trytond.pool import Pool

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD as POLICY
from dunning_core.lettering import LetteringPolicy, Tolerance, exchange_differences
from dunning_core.run import DunningRun
from tests.tryton.company import Company, in_tryton, total_receivable
from tests.tryton.reading import Books, read_balances, read_books
from tests.tryton.writing import create_procedure, write_lettering, write_notices

DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)
LETTERING = LetteringPolicy(tolerances=[Tolerance(dc.Money("0.50", "EUR"))])
CREDITOR = dc.Creditor(name="Dunder Mifflin", country="FR")

Balances = Mapping[tuple[str, str], dc.Money]


@frozen
class Night:
    """What was read, proposed and written, and what Tryton shows before and after."""

    books: Books
    run: DunningRun
    before: Balances
    after: Balances
    euros_before: Mapping[str, Decimal]
    euros_after: Mapping[str, Decimal]


@frozen
class Story:
    """The parties by name, the invoices by number, and two nights in a row."""

    parties: Mapping[str, Any]
    documents: Mapping[str, Any]
    first: Night
    second: Night

    def code(self, name: str) -> str:
        """Return the code of a party, which is the id of the client."""
        return str(self.parties[name].code)


def spend_night(day: date, parties: Mapping[str, Any], procedure: Any) -> Night:
    """Read, run and write back: what a scheduled task of Tryton would do."""
    books = read_books(POLICY, Pool().get("account.dunning.procedure")(procedure))
    before, euros_before = read_balances(), total_receivable(list(parties.values()))
    run = DunningRun.of(books.ledger.as_of(day).lettered(LETTERING), POLICY, creditor=CREDITOR)
    [write_off] = Pool().get("account.move.reconcile.write_off").search([])
    write_lettering(books, run.lettering, write_off=write_off)
    write_notices(books, run.actions, day, policy=POLICY, procedure=Pool().get("account.dunning.procedure")(procedure))
    return Night(books, run, before, read_balances(), euros_before, total_receivable(list(parties.values())))


@pytest.fixture(scope="module")
def story(company: Company) -> Story:
    """Two months of trade with all that is awkward in them, then a night, a day, and another night."""
    net30 = company.add_term("30 days", (30, None))
    thirds = company.add_term("Three parts", (30, "0.3"), (60, "0.3"), (90, None))
    dollar = company.add_rates("USD", (date(2026, 1, 1), "1.10"), (date(2026, 2, 15), "1.20"))
    names = ["Acme", "Birch", "Cedar", "Dupont", "Elm", "Ferri", "Gault", "Hazel", "Iris"]
    parties = {name: company.add_party(f"{name} SARL", vat="FR44732829320") for name in names}

    def sell(name: str, amount: str, day: int, term: Any = net30, **more: Any) -> Any:
        return company.invoice(parties[name], amount, date(2026, 1, day), term, **more)

    three = sell("Acme", "700.01", 5, thirds)
    overpaid = sell("Birch", "1200.00", 6)
    foreign = sell("Cedar", "1000.00", 7, currency=dollar)
    first, second = sell("Dupont", "300.00", 8), sell("Dupont", "450.00", 9)
    whole, part = sell("Elm", "600.00", 10), sell("Elm", "700.00", 11)
    disputed, other = sell("Ferri", "880.00", 12), sell("Ferri", "120.00", 13)
    rounded = sell("Gault", "99.99", 14)
    partial = sell("Hazel", "500.00", 15)
    undone = sell("Hazel", "60.00", 16)
    reduced = sell("Iris", "820.00", 19)
    company.credit(undone, date(2026, 1, 20), refund=True)
    note = company.credit(reduced, date(2026, 1, 21), amount="120.50")
    company.open_balance(parties["Iris"], "250.00", date(2026, 1, 2), date(2026, 2, 1))
    company.receive(parties["Acme"], "210.00", date(2026, 2, 4), f"VIR {three.number}")
    company.receive(parties["Birch"], "1310.00", date(2026, 2, 10), f"VIR {overpaid.number}")
    company.receive(
        parties["Cedar"], "1000.00", date(2026, 2, 20), f"WIRE {foreign.number}", currency=dollar, euros="833.33"
    )
    company.receive(parties["Dupont"], "750.00", date(2026, 2, 9), f"{first.number} ET {second.number}")
    company.receive(parties["Elm"], "1000.00", date(2026, 2, 12), f"{whole.number} {part.number}")
    company.receive(parties["Gault"], "99.90", date(2026, 2, 17), rounded.number)
    company.pay(partial, "200.00", date(2026, 2, 6), kind="partial")

    procedure = in_tryton(lambda: create_procedure(POLICY).id)

    def dispute() -> None:
        """A person looks at the dunning of an invoice, and blocks it."""
        [line] = Pool().get("account.invoice")(disputed.id).lines_to_pay
        level = Pool().get("account.dunning.procedure")(procedure).levels[1]
        values = {"line": line.id, "procedure": procedure, "level": level.id, "blocked": True}
        Pool().get("account.dunning").create([values])

    in_tryton(dispute)
    night = in_tryton(lambda: spend_night(DAY, parties, procedure))
    company.receive(parties["Elm"], "300.00", DAY, f"SOLDE {part.number}")
    company.receive(parties["Birch"], "-110.00", DAY, "REMBOURSEMENT")
    again = in_tryton(lambda: spend_night(NEXT, parties, procedure))
    documents = [three, overpaid, foreign, first, second, whole, part, disputed, other, rounded, partial, undone]
    documents += [reduced, note]
    for document in documents:
        document.reload()
    return Story(parties, {document.number: document for document in documents}, night, again)


def test_every_row_is_read(story: Story) -> None:
    """Nothing that Tryton gives is refused or doubted, on either night."""
    assert (story.first.books.problems, story.second.books.problems) == ((), ())


def test_the_ledger_owes_what_tryton_shows(story: Story) -> None:
    """By party and currency, before a letter is written and after, on both nights: to the cent."""
    for night, day in ((story.first, DAY), (story.second, NEXT)):
        snapshot = night.books.ledger.as_of(day)
        shown = {key: snapshot.balance(key[0], currency=key[1]) for key in night.before}
        assert shown == dict(night.before)
        assert {client.id for account in snapshot.accounts for client in account.clients} >= {key[0] for key in shown}


def test_letters_move_no_balance(story: Story) -> None:
    """What a party owes in a currency is the same after the reconciliations, but for what was forgiven."""
    forgiven = {(story.code("Gault"), "EUR"): dc.Money("0.09", "EUR")}
    for night in (story.first, story.second):
        for key, owed in night.before.items():
            zero = dc.Money.zero(owed.currency)
            lost = forgiven.get(key, zero) if night is story.first else zero
            assert night.after.get(key, zero) == owed - lost, key


def test_the_books_in_euros_move_by_what_the_exchange_lost(story: Story) -> None:
    """A thousand dollars booked at 1.10 and paid at 1.20: Tryton books the loss that the library reckons."""
    code = story.code("Cedar")
    [paid] = [entry for entry in story.first.run.lettering.allocations if entry.currency == "USD"]
    rates = {paid.debit: Decimal("909.09") / 1000, paid.credit: Decimal("833.33") / 1000}
    [lost] = exchange_differences([paid], rates, currency="EUR")
    moved = story.first.euros_after[code] - story.first.euros_before[code]
    assert lost.difference.amount == moved == Decimal("-75.76")


def test_no_other_party_moves_in_euros(story: Story) -> None:
    """Of the others, only the nine cents that were forgiven leave the receivable account."""
    moved = {
        name: story.first.euros_after[party.code] - story.first.euros_before[party.code]
        for name, party in story.parties.items()
        if name != "Cedar"
    }
    assert {name: change for name, change in moved.items() if change} == {"Gault": Decimal("-0.09")}


def test_installments_are_the_lines_to_pay(story: Story) -> None:
    """An invoice payable in three parts is three receivables, due as Tryton computed it."""
    [invoice] = {item.invoice for item in story.first.run.snapshot.receivables if item.invoice.number == "FA26-0001"}
    assert [(part.due_on, part.amount) for part in invoice.installments] == [
        (date(2026, 2, 4), dc.Money("210.00", "EUR")),
        (date(2026, 3, 6), dc.Money("210.00", "EUR")),
        (date(2026, 4, 5), dc.Money("280.01", "EUR")),
    ]


def test_tryton_says_what_is_paid_and_what_is_left(story: Story) -> None:
    """After the two nights, the state and the amount to pay of each document, worked out by hand."""
    found = {number: (one.state, one.amount_to_pay) for number, one in story.documents.items()}
    paid, left = ("paid", Decimal(0)), "posted"
    assert found == {
        "FA26-0001": (left, Decimal("490.01")),
        "FA26-0002": paid,
        "FA26-0003": paid,
        "FA26-0004": paid,
        "FA26-0005": paid,
        "FA26-0006": paid,
        "FA26-0007": paid,
        "FA26-0008": (left, Decimal("880.00")),
        "FA26-0009": (left, Decimal("120.00")),
        "FA26-0010": paid,
        "FA26-0011": (left, Decimal("300.00")),
        "FA26-0012": ("cancelled", Decimal(0)),
        "FA26-0013": (left, Decimal("699.50")),
        "AV26-0002": (left, Decimal("-120.50")),
    }


def test_what_is_settled_here_is_reconciled_there(story: Story) -> None:
    """And nothing else: once written back, a line is reconciled when its receivable has nothing outstanding."""

    def reconciled() -> dict[str, bool]:
        lines = {name: Pool().get("account.move.line")(line.id) for name, line in story.second.books.debits.items()}
        return {name: bool(line.reconciliation) for name, line in lines.items()}

    settled = {item.id: not item.outstanding_minor for item in story.second.run.snapshot.receivables}
    assert in_tryton(reconciled) == settled


def test_money_that_pays_too_much_stays_as_a_credit(story: Story) -> None:
    """Of 1310.00 received for 1200.00, 110.00 are left, dated as the money was, until they are given back."""
    payments = [credit.source for credit in story.second.books.ledger.as_of(date(2026, 3, 1)).lettered().unmatched]
    [left] = [paid for paid in payments if isinstance(paid, dc.Payment) and paid.client == story.code("Birch")]
    assert (left.amount, left.received_on) == (dc.Money("110.00", "EUR"), date(2026, 2, 10))


def test_money_given_back_is_never_chased(story: Story) -> None:
    """A debit without a maturity date is held, and settles what it gives back."""
    [given] = [
        item
        for item in story.second.run.snapshot.receivables
        if item.client.id == story.code("Birch") and item.invoice.issued_on == DAY
    ]
    assert (given.outstanding_minor, [entry.credit in story.second.books.credits for entry in given.settlements]) == (
        0,
        [True],
    )


def test_the_notices_are_what_is_late_and_undisputed(story: Story) -> None:
    """One action for each party, on the lines that are left."""
    found = {
        (action.client.name, action.stage.name, tuple(sorted(one.receivable.id for one in action.decisions)))
        for action in story.first.run.actions
    }
    [opening] = [item.id for item in story.first.run.snapshot.open_items if item.invoice.issued_on == date(2026, 1, 2)]
    assert found == {
        ("Acme SARL", "reminder", ("FA26-0001#2",)),
        ("Elm SARL", "courteous", ("FA26-0007",)),
        ("Ferri SARL", "courteous", ("FA26-0009",)),
        ("Hazel SARL", "courteous", ("FA26-0011",)),
        ("Iris SARL", "courteous", tuple(sorted(("FA26-0013", opening)))),
    }


def test_an_invoice_blocked_in_tryton_is_held(story: Story) -> None:
    """The dispute is Tryton's word, and its reason is told."""
    [decision] = [one for one in story.first.run.decisions if one.receivable.id == "FA26-0008"]
    assert (decision.stage, [reason.code for reason in decision.holds]) == (None, ["hold.in_force"])


def test_tryton_shows_each_notice_as_the_level_of_its_line(story: Story) -> None:
    """The dunning list of Tryton, after both nights: what was paid has left it, what is blocked keeps its own level."""

    def shown() -> set[tuple[str, int, str, date | None]]:
        return {
            (dunning.party.name, list(dunning.procedure.levels).index(dunning.level), dunning.state, dunning.date)
            for dunning in Pool().get("account.dunning").search([])
        }

    assert in_tryton(shown) == {
        ("Acme SARL", 0, "waiting", DAY),
        ("Ferri SARL", 1, "waiting", DAY),
        ("Ferri SARL", 1, "draft", None),
        ("Hazel SARL", 1, "waiting", DAY),
        ("Iris SARL", 1, "waiting", DAY),
    }


def test_the_next_night_finds_nothing_to_say_again(story: Story) -> None:
    """The notices come back as facts: the stages reached are known, nothing is due the day after."""
    reached = {one.receivable.id: one.reached.name for one in story.second.run.decisions if one.reached is not None}
    assert reached == {
        one.receivable.id: action.stage.name
        for action in story.first.run.actions
        for one in action.decisions
        if one.receivable.id != "FA26-0007"  # It was paid in between.
    }
    assert (story.second.run.actions, story.second.run.problems) == ((), ())


def test_letters_come_back_as_they_were_written(story: Story) -> None:
    """What was reconciled in the first night is recorded lettering in the second, for the same amounts."""
    settled = {item.id for item in story.first.run.snapshot.receivables if not item.outstanding_minor}
    written = dict.fromkeys(settled, 0)
    for entry in story.first.run.lettering.allocations:
        if entry.debit in settled and entry.kind != "tolerance":
            written[entry.debit] += entry.minor
    groups = story.second.books.ledger.as_of(DAY).lettered_groups
    found = dict.fromkeys(settled, 0)
    for recorded in (entry for group in groups for entry in group.entries):
        found[recorded.debit] += recorded.minor
    del found["FA26-0012"], written["FA26-0012"]  # Tryton had settled it with its credit note before.
    assert found == written
