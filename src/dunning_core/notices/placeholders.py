"""The placeholders of templates: a closed table, each with what stands in its place."""

from attrs import frozen


@frozen
class Placeholder:
    """A name that a template may use, and what stands in its place.

    `form` is "line" for one line of text, "text" for sentences, which no subject may hold, and "table" for a table,
    which takes a paragraph of its own. Whatever has no value for a notice is absent: put it in a section.
    """

    name: str
    form: str
    english: str
    french: str


def _line(name: str, english: str, french: str) -> Placeholder:
    return Placeholder(name, "line", english, french)


def _text(name: str, english: str, french: str) -> Placeholder:
    return Placeholder(name, "text", english, french)


#: All of them, in the order of the reference.
PLACEHOLDERS = (
    _line("client_name", "name of the client", "nom du client"),
    _line("contact_name", "name of the recipient", "nom du destinataire"),
    _line("creditor_name", "name of the creditor", "nom du créancier"),
    _line("dated", "day of the notice", "jour de la relance"),
    _line("numbers", "numbers of the invoices, three at most", "numéros des factures, trois au plus"),
    _line("oldest_due_on", "due date of the oldest invoice", "échéance de la facture la plus ancienne"),
    _line("days_late", "days late of the oldest invoice", "jours de retard de la facture la plus ancienne"),
    _line("total", "sum asked for, penalties claimed included", "somme demandée, pénalités réclamées comprises"),
    _line("principal", "principal asked for", "principal demandé"),
    _line("interest", "late-payment interest claimed", "intérêts de retard réclamés"),
    _line("compensation", "fixed compensation claimed", "indemnité forfaitaire réclamée"),
    _line("costs", "recovery costs claimed", "frais de recouvrement réclamés"),
    _line(
        "per_day",
        "interest of each further day, where it is claimed",
        "intérêts de chaque jour de plus, s'ils sont réclamés",
    ),
    _line("rate", "late rate claimed or announced", "taux de retard réclamé ou annoncé"),
    _line("deadline", "day that the notice sets", "date limite fixée par la relance"),
    _line("deadline_days", "number of days that the notice sets", "nombre de jours fixé par la relance"),
    _line("counted_on", "day up to which payments are counted", "jour jusqu'auquel les règlements sont comptés"),
    _line("last_notice_on", "day of the last notice that counts", "jour de la dernière relance qui compte"),
    _line("last_payment", "last amount received on these debts", "dernier montant reçu sur ces créances"),
    _line("last_payment_on", "day of that payment", "jour de ce règlement"),
    _line(
        "promised_on", "day for which payment was promised in vain", "jour pour lequel un règlement fut promis en vain"
    ),
    _line("returned_on", "day on which a payment came back", "jour où un règlement est revenu impayé"),
    _line("disputed", "part under dispute, not asked for", "part contestée, non demandée"),
    _line("credit", "credit on the account that settles nothing yet", "crédit du compte qui ne solde encore rien"),
    _line("iban", "account to pay to", "compte à créditer"),
    _line("bic", "its bank", "sa banque"),
    _line("reference", "reference to quote", "référence à rappeler"),
    _line("creditor_reference", "structured reference (RF)", "référence structurée (RF)"),
    _line("payment_link", "page to pay on", "page de paiement"),
    _text("greeting", "greeting of the stage", "formule d'appel du niveau"),
    _text("opening", "first sentences of the stage", "premières phrases du niveau"),
    _text("facts", "facts of these debts, in sentences", "faits de ces créances, en phrases"),
    _text("references", "the client's own references", "références propres au client"),
    _text("penalties", "what is said of penalties", "ce qui est dit des pénalités"),
    _text("falling_due", "what falls due soon", "ce qui arrive à échéance"),
    _text(
        "consequence", "what follows without payment, and the deadline", "suites à défaut de paiement, et date limite"
    ),
    _text("instructions", "how to pay, in sentences", "comment payer, en phrases"),
    _text(
        "counted",
        "up to when payments are counted, and what to do if paid since",
        "jusqu'à quand les règlements sont comptés, et que faire si l'on a payé depuis",
    ),
    _text("closing", "closing words of the stage", "formule finale du niveau"),
    _text("signature", "who signs, and how to reach him", "qui signe, et comment le joindre"),
    Placeholder("items", "table", "table of the invoices", "tableau des factures"),
    Placeholder("totals", "table", "table of the sums by kind", "tableau des sommes par nature"),
)
