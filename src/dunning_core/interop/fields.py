"""FieldMap: which column holds which fact, and in which format; headers that are well known are recognized."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from dunning_core._checks import check_instance, check_text
from dunning_core.errors import InvalidValueError, WrongTypeError
from dunning_core.money import currency_digits
from dunning_core.terms import PaymentTerms

# Headers as exports write them, squeezed to lower-case letters and digits; the first that is there is taken.
_HEADERS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "clientid", "customerid", "paymentid", "codeclient", "idclient", "idreglement", "numeroreglement"),
    "name": ("name", "clientname", "customername", "nom", "raisonsociale", "nomclient", "namecustomer"),
    "kind": ("kind", "clientkind", "nature", "typeclient", "categorie"),
    "country": ("country", "countrycode", "pays", "codepays"),
    "account": ("account", "compte", "comptepayeur", "payeur"),
    "language": ("language", "langue", "lang"),
    "email": ("email", "courriel", "mail", "adressemail"),
    "phone": ("phone", "telephone", "tel"),
    "address": ("address", "adresse", "adressepostale"),
    "registered_office": ("registeredoffice", "siege", "siegesocial", "adressesiege"),
    "owner": ("owner", "accountowner", "salesperson", "commercial", "chargedecompte", "gestionnaire"),
    "number": (
        "number",
        "invoicenumber",
        "invoiceno",
        "invoiceid",
        "numero",
        "numerofacture",
        "facture",
        "nofacture",
        "piece",
    ),
    "client": ("client", "clientid", "customerid", "customer", "custnumber", "codeclient", "idclient", "debiteur"),
    "amount": ("amount", "invoiceamount", "totalopenamount", "total", "totalttc", "montant", "montantttc", "ttc"),
    "currency": ("currency", "invoicecurrency", "devise", "codedevise"),
    "issued_on": ("issuedon", "invoicedate", "issuedate", "date", "datefacture", "dateemission", "documentcreatedate"),
    "due_on": ("dueon", "duedate", "due", "dueindate", "echeance", "dateecheance", "datelimitreglmt"),
    "payment_reference": ("paymentreference", "referencepaiement", "referencereglement"),
    "order_reference": ("orderreference", "purchaseorder", "commande", "numerocommande"),
    "delivery_reference": ("deliveryreference", "deliverynote", "bonlivraison", "numerolivraison"),
    "received_on": ("receivedon", "paymentdate", "datereglement", "datepaiement", "settleddate", "cleardate", "date"),
    "corrects": ("corrects", "correctsinvoice", "factureorigine", "surfacture"),
    "fact": ("fact",),
    "event": ("event", "evenement", "type"),
    "subject": ("subject", "invoice", "invoicenumber", "facture", "numerofacture", "payment"),
    "day": ("day", "date", "happenedon", "jour"),
    "until": ("until", "payon", "jusquau", "payerle"),
    "stage": ("stage", "etape", "niveau"),
    "stage_kind": ("stagekind", "naturedeniveau"),
    "channel": ("channel", "canal"),
    "receivables": ("receivables", "invoices", "factures"),
    "component": ("component", "composante"),
    "step": ("step", "acte"),
    "published_on": ("publishedon", "publication", "datepublication"),
    "status": ("status", "statut", "codestatut"),
    "third_party": ("thirdparty", "agent", "assignee", "tiers", "mandataire", "cessionnaire", "factor"),
    "tolerance_days": ("tolerancedays", "tolerance", "joursdetolerance"),
    "plan": ("plan", "paymentplan", "echeancier"),
    "installments": ("installments", "echeances"),
    "waives_interest": ("waivesinterest", "sansinterets"),
    "accelerates": ("accelerates", "decheanceduterme"),
    "is_collected_by_us": ("iscollectedbyus", "collectedbyus", "recouvreeparnous"),
    "iban": ("iban",),
    "bic": ("bic", "swift"),
    "mention": ("mention",),
    "means": ("means", "moyen", "modereglement"),
    "payment": ("payment", "reglement"),
    "outcome": ("outcome", "resultat", "issue"),
    "bank": ("bank", "banque"),
    "sent_on": ("senton", "envoyele"),
    "reason": ("reason", "motif"),
    "reference": ("reference", "label", "libelle", "communication", "remittance", "motif"),
    # The entries of bank statements
    "direction": ("direction", "creditdebitindicator", "sensoperation"),
    "reversal": ("reversal", "extourne"),
    "original_amount": ("originalamount", "instructedamount", "montantorigine"),
    "structured_reference": ("structuredreference", "structuredref"),
    "end_to_end": ("endtoend", "endtoendid"),
    "payer_iban": ("payeriban", "debtoriban"),
    "returned": ("returned",),
    "batch": ("batch",),
    "batch_amount": ("batchamount",),
    "batch_direction": ("batchdirection",),
    # The columns of the accounting-entries file (FEC); the first one bears what a mark of UTF-8 read as Latin-1 leaves.
    "journal": ("journalcode", "ijournalcode"),
    "journal_name": ("journallib",),
    "entry": ("ecriturenum",),
    "entry_day": ("ecrituredate",),
    "ledger_account": ("comptenum",),
    "ledger_account_name": ("comptelib",),
    "auxiliary": ("compauxnum",),
    "auxiliary_name": ("compauxlib",),
    "piece": ("pieceref",),
    "piece_day": ("piecedate",),
    "entry_label": ("ecriturelib",),
    "debit": ("debit",),
    "credit": ("credit",),
    "sense": ("sens",),
    "letter_code": ("ecriturelet",),
    "lettered_day": ("datelet",),
    "validated_day": ("validdate",),
    "foreign_amount": ("montantdevise",),
    "foreign_currency": ("idevise",),
}


def _pairs(given: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(sorted(dict(given).items()))
    except (TypeError, ValueError):
        raise WrongTypeError("wrong_type", "columns", given, "pass a mapping of field to column") from None


@frozen
class FieldMap:
    """How rows are to be read: columns by field, the order of dates, the decimal mark, and what holds for all rows.

    Fields that are not named in `columns` are looked for under well-known headers. `dates` (YMD, DMY or MDY) and
    `decimal` (a point or a comma) are detected in the first thousand rows when they are not given; ISO days are read in
    any case. `currency` and `terms` hold where a row says nothing.

    `accept_floats` is the explicit door for systems that hand out floats: an amount is read by the digits that it
    shows, rounded half-up, and an identifier such as 140103335.0 as a whole number. `accept_datetimes` keeps the day
    of a datetime. NaN, NaT, NA and None are blank cells.

    >>> FieldMap({"number": "Piece"}, dates="DMY", decimal=",").find("number", ["Piece", "Date"])
    'Piece'
    """

    columns: tuple[tuple[str, str], ...] = field(default=(), converter=_pairs)
    dates: str | None = field(default=None, kw_only=True)
    decimal: str | None = field(default=None, kw_only=True)
    currency: str | None = field(default=None, kw_only=True)
    terms: PaymentTerms | None = field(default=None, kw_only=True)
    accept_floats: bool = field(default=False, kw_only=True)
    accept_datetimes: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for name, column in self.columns:
            check_text(f"columns[{name}]", column)
            if name not in _HEADERS:
                hint = f"known fields: {', '.join(sorted(_HEADERS))}"
                raise InvalidValueError("unknown_field", "columns", name, hint)
        if self.dates not in (None, "YMD", "DMY", "MDY"):
            raise InvalidValueError("bad_format", "dates", self.dates, "pass YMD, DMY or MDY")
        if self.decimal not in (None, ".", ","):
            raise InvalidValueError("bad_format", "decimal", self.decimal, "pass a point or a comma")
        if self.currency is not None:
            currency_digits(self.currency)
        if self.terms is not None:
            check_instance("terms", self.terms, PaymentTerms)

    def find(self, name: str, headers: Iterable[str]) -> str | None:
        """Return the column that holds a field, or None when there is none.

        A cell of a reference, such as `currency.code`, is there as soon as the reference is: it may be empty in the
        row whose headers these are.
        """
        known = list(headers)
        given = dict(self.columns).get(name)
        if given is not None:
            return given if any(holder in known for holder in _holders(given)) else None
        squeezed = {squeeze_header(header): header for header in reversed(known)}
        return next((squeezed[header] for header in _HEADERS[name] if header in squeezed), None)


def _holders(column: str) -> Iterator[str]:
    yield column
    while "." in column:
        column = column.rpartition(".")[0]
        yield from (column, f"{column}.")


def squeeze_header(header: str) -> str:
    """Return a header as its lower-case letters and digits, without accents.

    >>> squeeze_header("N° d'échéance")
    'ndecheance'
    """
    plain = unicodedata.normalize("NFKD", header)
    return "".join(character for character in plain.lower() if character.isascii() and character.isalnum())
