"""Small builders shared by the tests: one business client, invoices in euros, days of 2026."""

from datetime import date, timedelta

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import NoticeSent
from dunning_core.parties import Contact, ContactRole

DUE = date(2026, 4, 30)

ACCOUNTING = Contact("Compta", email="compta@acme.example", phone="01 00 00 00 00", address="1 rue A\n75001 Paris")
OFFICE = Contact("Siège", role=ContactRole.REGISTERED_OFFICE, address="2 rue B\n75002 Paris")
ACME = dc.Client.business("ACME", name="Acme SARL", country="FR", contacts=(ACCOUNTING, OFFICE), language="fr")
CREDITOR = dc.Creditor(
    name="Valcourt SAS",
    country="FR",
    address="14 rue des Copeaux\n69007 Lyon",
    siren="123456782",
    iban="FR7630006000011234567890189",
)


def eur(amount: str | int) -> dc.Money:
    """An amount in euros."""
    return dc.Money(amount, "EUR")


def after_due(days: int) -> date:
    """The day so many days after the due date used throughout."""
    return DUE + timedelta(days=days)


def invoice(number: str = "F-1", amount: str | int = "1000.00", *, client: str = "ACME", due: date = DUE) -> dc.Invoice:
    """An invoice issued sixty days before it is due."""
    return dc.Invoice(number, client=client, amount=eur(amount), issued_on=due - timedelta(days=60), due_on=due)


def payment(id: str, amount: str | int, day: date, reference: str = "", *, client: str | None = "ACME") -> dc.Payment:
    """A payment in euros."""
    return dc.Payment(id, client=client, amount=eur(amount), received_on=day, reference=reference)


def sent(stage: str, day: date, *receivables: str) -> NoticeSent:
    """The record of a notice of the standard policy, about F-1 unless told otherwise."""
    found = next(known for known in FR_B2B_STANDARD.stages if known.name == stage)
    return NoticeSent(
        client="ACME",
        stage=stage,
        kind=found.kind,
        receivables=receivables or ("F-1",),
        channel=found.channel,
        sent_on=day,
        deadline_days=found.deadline_days,
    )


def lettered(day: date, *facts: object, known_on: date | None = None) -> dc.Snapshot:
    """The lettered snapshot of a ledger that holds the client ACME and the facts given."""
    return dc.Ledger.of(ACME, *facts).as_of(day, known_on=known_on).lettered()  # type: ignore[arg-type]


def decide(day: date, *facts: object, policy: dc.DunningPolicy = FR_B2B_STANDARD) -> dc.Decision:
    """The one decision about F-1 on a day."""
    decisions = dc.decide_stages(lettered(day, *facts), policy, creditor=CREDITOR)
    return next(decision for decision in decisions if decision.receivable.id.startswith("F-1"))
