"""A company of Tryton, kept as its users do: parties, invoices, credit notes, money that comes in."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from attrs import frozen
from proteus import Model, Wizard
from proteus.config import get_config
from trytond.modules.account.tests.tools import create_chart, create_fiscalyear, get_accounts
from trytond.modules.account_invoice.tests.tools import set_fiscalyear_invoice_sequences
from trytond.modules.company.tests.tools import create_company
from trytond.modules.currency.tests.tools import get_currency
from trytond.pool import Pool
from trytond.tests.tools import activate_modules
from trytond.transaction import Transaction, TransactionError
from trytond.worker import run_task

T = TypeVar("T")

MODULES = ["account_invoice", "account_dunning"]


def set_up_books(config: Any) -> None:
    """Give the database a company in euros with a chart of accounts, the year 2026, and what money is booked by."""
    euro = get_currency("EUR", config=config)
    euro.rates[0].rate = Decimal(1)
    euro.save()
    create_company(currency=euro, config=config)
    create_chart(config=config)
    year = create_fiscalyear(today=(date(2026, 1, 1), date(2026, 12, 31)), config=config)
    set_fiscalyear_invoice_sequences(year, config=config)
    [sequences] = year.invoice_sequences
    [notes] = sequences.out_invoice_sequence.duplicate()
    for sequence, prefix in ((sequences.out_invoice_sequence, "FA26-"), (notes, "AV26-")):
        sequence.prefix, sequence.padding = prefix, 4
        sequence.save()
    sequences.out_credit_note_sequence = notes
    year.click("create_period")
    accounts = get_accounts(config=config)
    Journal = Model.get("account.journal", config=config)
    [cash] = Journal.find([("type", "=", "cash")])
    method = Model.get("account.invoice.payment.method", config=config)(name="Bank", journal=cash)
    method.credit_account = method.debit_account = accounts["cash"]
    method.save()
    journal = Journal(name="Write-off", type="write-off")
    journal.save()
    write_off = Model.get("account.move.reconcile.write_off", config=config)(name="Rounding", journal=journal)
    write_off.credit_account = write_off.debit_account = accounts["expense"]
    write_off.save()
    configuration = Model.get("account.configuration", config=config)(1)
    configuration.currency_exchange_credit_account = configuration.currency_exchange_debit_account = accounts["expense"]
    configuration.save()


@frozen
class Company:
    """What people do in Tryton, in few words; days are those of the documents, whatever the clock says."""

    accounts: dict[str, Any]

    @classmethod
    def start(cls) -> "Company":
        """Return the company of a new database."""
        activate_modules(MODULES, set_up_books)
        config = get_config()
        config._context = Model.get("res.user").get_preferences(True, {})
        config.skip_warning = True
        return cls(get_accounts())

    def add_party(self, name: str, *, country: str = "FR", vat: str | None = None) -> Any:
        """Return a new customer with an address, and a tax identifier when he is a business."""
        Country = Model.get("country.country")
        [land] = Country.find([("code", "=", country)]) or [Country(name=country, code=country)]
        land.save()
        party = Model.get("party.party")(name=name)
        party.addresses[0].country = land
        if vat is not None:
            party.identifiers.new(type="eu_vat", code=vat)
        party.contact_mechanisms.new(type="email", value=f"{name.split()[0].lower()}@client.example")
        party.save()
        return party

    def add_term(self, name: str, *parts: tuple[int, str | None]) -> Any:
        """Return payment terms: days after the invoice, each with its share of the total; the last takes the rest."""
        term = Model.get("account.invoice.payment_term")(name=name)
        for days, share in parts:
            line = term.lines.new(type="remainder" if share is None else "percent_on_total")
            if share is not None:
                line.ratio = Decimal(share)
            delta = line.relativedeltas[0] if line.relativedeltas else line.relativedeltas.new()
            delta.days = days
        term.save()
        return term

    def add_rates(self, code: str, *rates: tuple[date, str]) -> Any:
        """Return a currency with its rates: so many of it for one euro, from a day on."""
        currency = get_currency(code)
        for day, rate in rates:
            currency.rates.new(date=day, rate=Decimal(rate))
        currency.save()
        return currency

    def invoice(self, party: Any, amount: str, day: date, term: Any, *, currency: Any = None, ref: str = "") -> Any:
        """Return a posted invoice; an amount below zero makes a credit note."""
        invoice = Model.get("account.invoice")(type="out", party=party, invoice_date=day, payment_term=term)
        if currency is not None:
            invoice.currency = currency
        invoice.reference = ref
        total = Decimal(amount)
        invoice.lines.new(account=self.accounts["revenue"], quantity=1 if total > 0 else -1, unit_price=abs(total))
        invoice.click("post")
        return invoice

    def credit(self, invoice: Any, day: date, *, amount: str | None = None, refund: bool = False) -> Any:
        """Return the posted credit note of an invoice, of all of it or of an amount; a refund settles both at once."""
        wizard = Wizard("account.invoice.credit", [invoice])
        wizard.form.invoice_date = day
        wizard.form.with_refund = refund
        wizard.execute("credit")
        [note] = wizard.actions[0]
        if amount is not None:
            note.lines[0].unit_price = Decimal(amount)
        if not refund:
            note.click("post")
        return note

    def pay(self, invoice: Any, amount: str, day: date, *, kind: str | None = None) -> None:
        """Pay an invoice by the wizard of Tryton, in its currency: in part, or with too much of it."""
        wizard = Wizard("account.invoice.pay", [invoice])
        wizard.form.amount = Decimal(amount)
        wizard.form.date = day
        [wizard.form.payment_method] = Model.get("account.invoice.payment.method").find([])
        wizard.execute("choice")
        if wizard.state != "end":
            wizard.form.type = kind
            wizard.execute("pay")

    def receive(self, party: Any, amount: str, day: date, words: str, *, currency: Any = None, euros: str = "") -> Any:
        """Return the posted move of money that came in, as a bank statement books it: nobody said yet what it pays.

        An amount below zero is money that was given back. `euros` is what an amount in another currency was worth.
        """
        [journal] = Model.get("account.journal").find([("type", "=", "cash")])
        [period] = Model.get("account.period").find([("start_date", "<=", day), ("end_date", ">=", day)])
        move = Model.get("account.move")(period=period, date=day, journal=journal)
        value = Decimal(euros or amount)
        for account, sign in ((self.accounts["cash"], 1), (self.accounts["receivable"], -1)):
            line = move.lines.new(account=account)
            line.debit, line.credit = max(sign * value, Decimal(0)), max(-sign * value, Decimal(0))
            if currency is not None:
                line.second_currency, line.amount_second_currency = currency, sign * Decimal(amount)
            if sign < 0:
                line.party, line.description = party, words
        move.click("post")
        return move

    def open_balance(self, party: Any, amount: str, day: date, due_on: date) -> Any:
        """Return the posted move of a debt taken over from other books: no invoice is behind it."""
        [journal] = Model.get("account.journal").find([("type", "=", "revenue")])
        [period] = Model.get("account.period").find([("start_date", "<=", day), ("end_date", ">=", day)])
        move = Model.get("account.move")(period=period, date=day, journal=journal)
        move.lines.new(account=self.accounts["revenue"], credit=Decimal(amount))
        line = move.lines.new(account=self.accounts["receivable"], debit=Decimal(amount))
        line.party, line.maturity_date = party, due_on
        move.click("post")
        return move


def in_tryton(work: Callable[[], T]) -> T:
    """Return what work in the server gives: committed, or begun again with the locks that it asks for, as by Tryton."""
    config = get_config()
    locks: dict[str, Any] = {}
    while True:
        with Transaction().start(
            config.database_name, config.user, context=dict(config.context), **locks
        ) as transaction:
            try:
                result = work()
                transaction.commit()
                break
            except TransactionError as error:
                transaction.rollback()
                error.fix(locks)
    while transaction.tasks:
        run_task(config.database_name, transaction.tasks.pop())
    return result


def total_receivable(parties: Sequence[Any]) -> dict[str, Decimal]:
    """Return what parties owe in the currency of the company, as the form of the party shows it."""
    found = Pool().get("party.party").browse([party.id for party in parties])
    return {party.code: party.receivable for party in found}
