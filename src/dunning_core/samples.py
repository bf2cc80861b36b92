"""A deterministic ledger of a fictitious French workshop: twelve clients, about sixty invoices, every stage.

All names, numbers and addresses are invented. `sample_ledger()` always returns the same facts, around `SAMPLE_DAY`.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from dunning_core.documents import CreditNature, CreditNote, Installment, Invoice, Payment
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import (
    Dispute,
    Event,
    Hold,
    NoticeReturned,
    NoticeSent,
    PaymentReturned,
    PromiseToPay,
    ReturnReason,
)
from dunning_core.ledger import Ledger
from dunning_core.money import Money
from dunning_core.parties import Client, Contact, ContactRole, Creditor

#: The day on which the sample shows every stage at once.
SAMPLE_DAY = date(2026, 11, 24)

#: Who claims in the sample.
SAMPLE_CREDITOR = Creditor(
    name="Menuiserie Valcourt SAS",
    country="FR",
    address="14 rue des Copeaux\n69007 Lyon",
    siren="000000000",
    iban="FR76 0000 0000 0000 0000 0000 000",
    bic="XXXXFRPPXXX",
    email="comptabilite@valcourt.example",
    phone="+33 4 00 00 00 00",
    contact="Service comptabilité clients",
)

# id, kind, name, country, town
_CLIENTS = (
    ("ATELIER", "business", "Atelier Bois et Lumière SARL", "FR", "12 quai du Port\n44000 Nantes"),
    ("BORIE", "business", "Boulangerie Borie et Fils", "FR", "3 place du Marché\n24000 Périgueux"),
    ("CORALI", "business", "Corali Transports SAS", "FR", "8 rue des Docks\n13002 Marseille"),
    ("DELMAS", "business", "Delmas Peinture EURL", "FR", "27 avenue de Toulouse\n31000 Toulouse"),
    ("ESTUAIRE", "business", "L'Estuaire Restauration SAS", "FR", "1 quai des Quais\n17000 La Rochelle"),
    ("FONTCLAIR", "business", "Fontclair Immobilier SA", "FR", "55 boulevard Voltaire\n75011 Paris"),
    ("GARRIGUE", "business", "Domaine de la Garrigue EARL", "FR", "Chemin des Vignes\n34000 Montpellier"),
    ("HORIZON", "business", "Horizon Numérique SAS", "FR", "2 allée des Serveurs\n35000 Rennes"),
    ("ILOT", "business", "Îlot Mode SARL", "FR", "19 rue de la Soie\n59000 Lille"),
    ("JOUVE", "consumer", "Madame Claire Jouve", "FR", "6 impasse des Lilas\n38000 Grenoble"),
    ("KERVEL", "public_body", "Commune de Kervel-sur-Mer", "FR", "Place de la Mairie\n29000 Quimper"),
    ("LUMEN", "business", "Lumen Optics Ltd", "GB", "4 Prism Lane\nLeeds LS1 4AB"),
)

# number, client, amount, days from the due date to the sample day (below zero: not due yet), currency
_OPEN = (
    ("F-1001", "ATELIER", "2400.00", -8, "EUR"),
    ("F-1002", "ATELIER", "815.50", -25, "EUR"),
    ("F-1003", "BORIE", "1280.40", 4, "EUR"),
    ("F-1004", "BORIE", "96.00", 3, "EUR"),
    ("F-1005", "CORALI", "5600.00", 11, "EUR"),
    ("F-1006", "CORALI", "3120.75", 2, "EUR"),
    ("F-1007", "DELMAS", "1948.20", 18, "EUR"),
    ("F-1008", "DELMAS", "640.00", -5, "EUR"),
    ("F-1009", "ESTUAIRE", "7350.00", 32, "EUR"),
    ("F-1010", "ESTUAIRE", "1200.00", 12, "EUR"),
    ("F-1011", "FONTCLAIR", "12480.00", 52, "EUR"),
    ("F-1012", "GARRIGUE", "3000.00", 21, "EUR"),
    ("F-1013", "GARRIGUE", "450.00", 40, "EUR"),
    ("F-1014", "HORIZON", "2150.00", 15, "EUR"),
    ("F-1015", "HORIZON", "980.00", 9, "EUR"),
    ("F-1016", "ILOT", "1760.00", 26, "EUR"),
    ("F-1017", "ILOT", "330.00", -14, "EUR"),
    ("F-1018", "JOUVE", "890.00", 35, "EUR"),
    ("F-1019", "KERVEL", "4210.00", 20, "EUR"),
    ("F-1020", "LUMEN", "3275.00", 5, "GBP"),
    ("F-1021", "LUMEN", "1410.00", -12, "GBP"),
)

# receivable, stages sent, each with the days before the sample day
_SENT = (
    ("F-1005", "courteous", 8),
    ("F-1007", "courteous", 15),
    ("F-1007", "firm", 8),
    ("F-1009", "courteous", 29),
    ("F-1009", "firm", 22),
    ("F-1009", "last", 15),
    ("F-1011", "reminder", 62),
    ("F-1011", "courteous", 49),
    ("F-1011", "firm", 42),
    ("F-1011", "last", 35),
    ("F-1011", "formal_notice", 22),
    ("F-1013", "courteous", 37),
    ("F-1013", "firm", 30),
    ("F-1014", "courteous", 12),
    ("F-1016", "courteous", 23),
    ("F-1016", "firm", 16),
    ("F-1018", "courteous", 32),
    ("F-1018", "firm", 25),
    ("F-1018", "last", 18),
    ("F-1019", "courteous", 3),
)

_SETTLED_PER_CLIENT = 3


def sample_ledger() -> Ledger:
    """Return the sample ledger: every stage, part payments, a credit note, a dispute, promises, a returned payment.

    >>> len(sample_ledger().as_of(SAMPLE_DAY).accounts)
    12
    """
    return Ledger.of(
        map(_client, _CLIENTS), _open_invoices(), _settled(), _special_documents(), _payments(), _notices(), _events()
    )


def _client(row: tuple[str, str, str, str, str]) -> Client:
    id, kind, name, country, town = row
    build = {"business": Client.business, "consumer": Client.consumer, "public_body": Client.public_body}[kind]
    language = "en" if country == "GB" else "fr"
    mail = f"{id.lower()}@example.{country.lower()}"
    accounting = Contact("Service comptabilité", email=mail, phone="+33 1 00 00 00 00", address=town, language=language)
    if language == "en":
        accounting = Contact("Accounts payable", email=mail, address=town, language=language)
    office = Contact(name, role=ContactRole.REGISTERED_OFFICE, address=town, language=language)
    return build(id, name=name, country=country, contacts=(accounting, office), language=language)


def _ago(days: int) -> date:
    return SAMPLE_DAY - timedelta(days=days)


def _open_invoices() -> Iterator[Invoice]:
    for number, client, amount, late, currency in _OPEN:
        due_on = _ago(late)
        issued_on = due_on - timedelta(days=30)
        yield Invoice(number, client=client, amount=Money(amount, currency), issued_on=issued_on, due_on=due_on)


def _settled() -> Iterator[Invoice | Payment]:
    # A past for each client: paid early, on the day, and late by a growing number of days.
    for rank, (client, *_) in enumerate(_CLIENTS):
        for turn in range(_SETTLED_PER_CLIENT):
            number = f"F-{900 + rank * _SETTLED_PER_CLIENT + turn:04d}"
            currency = "GBP" if client == "LUMEN" else "EUR"
            amount = Money.from_minor(100_00 * (rank + 2) + 37_50 * turn, currency)
            due_on = _ago(200 - 30 * turn)
            yield Invoice(number, client=client, amount=amount, issued_on=due_on - timedelta(days=30), due_on=due_on)
            paid_on = due_on + timedelta(days=(-2, 0, rank * 2)[turn])
            yield Payment(f"P-{number}", client=client, amount=amount, received_on=paid_on, reference=f"VIR {number}")


def _special_documents() -> Iterator[Invoice | CreditNote | Payment]:
    thirds = tuple(Installment(due_on=_ago(days), amount=Money("500.00", "EUR")) for days in (40, 10, -20))
    yield Invoice("F-1022", client="CORALI", amount=Money("1500.00", "EUR"), issued_on=_ago(60), installments=thirds)
    # Due on a leap day, paid a month later: late for ever, and settled.
    yield Invoice(
        "F-0850",
        client="BORIE",
        amount=Money("1830.00", "EUR"),
        issued_on=date(2024, 1, 30),
        due_on=date(2024, 2, 29),
    )
    yield Payment(
        "P-0850", client="BORIE", amount=Money("1830.00", "EUR"), received_on=date(2024, 3, 31), reference="F-0850"
    )
    yield CreditNote("A-1", client="GARRIGUE", amount=Money("250.00", "EUR"), issued_on=_ago(15), corrects="F-1012")
    yield CreditNote(
        "A-2",
        client="ATELIER",
        amount=Money("100.00", "EUR"),
        issued_on=_ago(6),
        corrects="F-1002",
        nature=CreditNature.COMMERCIAL,
    )


def _payments() -> Iterator[Payment]:
    euros = (
        ("P-1", "ESTUAIRE", "2000.00", 20, "ACOMPTE F-1009"),
        ("P-2", "FONTCLAIR", "4000.00", 30, "VIREMENT FONTCLAIR"),
        ("P-3", "CORALI", "500.00", 12, "1ERE ECHEANCE F-1022"),
        ("P-4", "HORIZON", "980.00", 6, ""),
        ("P-5", "DELMAS", "1948.20", 16, "CHEQUE 000123 F-1007"),
        ("P-6", None, "75.00", 4, "VIR SANS REFERENCE"),
    )
    for id, client, amount, days, reference in euros:
        yield Payment(id, client=client, amount=Money(amount, "EUR"), received_on=_ago(days), reference=reference)


def _notices() -> Iterator[NoticeSent]:
    stages = {stage.name: stage for stage in FR_B2B_STANDARD.stages}
    clients = {number: client for number, client, *_ in _OPEN}
    for number, name, days in _SENT:
        stage = stages[name]
        yield NoticeSent(
            client=clients[number],
            stage=name,
            kind=stage.kind,
            receivables=(number,),
            channel=stage.channel,
            sent_on=_ago(days),
            deadline_days=stage.deadline_days,
        )


def _events() -> Iterator[Event]:
    # The check came back unpaid: F-1007 is owed again, as if it had never been paid.
    yield PaymentReturned("P-5", returned_on=_ago(9), reason="sans provision")
    yield Dispute(
        "F-1012", amount=Money("800.00", "EUR"), opened_on=_ago(12), reason="deux panneaux abîmés à la livraison"
    )
    yield PromiseToPay("F-1014", promised_on=_ago(5), pay_on=_ago(-6))
    yield PromiseToPay("F-1016", promised_on=_ago(14), pay_on=_ago(4))
    yield Hold("F-1013", since=_ago(20), until=_ago(-10), reason="recherche du bon de livraison signé")
    yield NoticeReturned(
        client="GARRIGUE", stage="firm", sent_on=_ago(30), returned_on=_ago(29), reason=ReturnReason.UNKNOWN_ADDRESS
    )
