"""Mandatory mentions of a French invoice, each with its article and the day from which it is asked for."""

from collections.abc import Collection
from datetime import date

from attrs import frozen

from dunning_core._checks import as_tuple, check_date
from dunning_core.errors import UnknownReferenceError
from dunning_core.law.kinds import LegalReference

_LAW_OF_2019 = date(2019, 10, 1)
_LONG_AGO = date(2013, 1, 1)
_LARGE, _SMALL = date(2026, 9, 1), date(2027, 9, 1)


@frozen
class Mention:
    """One mention: its code, its article, since when; conditional where only some invoices need it.

    `since_small` is the first day for small and medium companies, where it is a later one.
    """

    code: str
    reference: LegalReference
    since: date = _LONG_AGO
    since_small: date | None = None
    is_conditional: bool = False
    between_businesses: bool = False


def _trade(code: str, title: str, *, since: date = _LONG_AGO, conditional: bool = False) -> Mention:
    return Mention(
        code, LegalReference("C. com. L441-9", title), since, is_conditional=conditional, between_businesses=True
    )


def _tax(code: str, title: str, *, is_new: bool = False, conditional: bool = False) -> Mention:
    reference = LegalReference("CGI ann. II 242 nonies A", title)
    if is_new:
        return Mention(code, reference, _LARGE, _SMALL, is_conditional=conditional)
    return Mention(code, reference, is_conditional=conditional)


#: Conditional ones are asked for only when the caller says that they apply.
MENTIONS = (
    _tax("seller", "nom et adresse du vendeur"),
    _tax("customer", "nom et adresse du client"),
    _tax("seller_vat_number", "numéro de TVA du vendeur"),
    _tax("invoice_date", "date de la facture"),
    _tax("invoice_number", "numéro unique et continu"),
    _tax("supply_date", "date de la livraison ou de la prestation"),
    _tax("items", "quantité, dénomination, prix unitaire hors taxe"),
    _tax("vat_by_rate", "taxe par taux"),
    _tax("discounts", "rabais, remises et ristournes", conditional=True),
    _tax("seller_siren", "SIREN du vendeur", is_new=True),
    _tax("customer_siren", "SIREN du client", is_new=True),
    _tax("operation_category", "biens, services ou les deux (8° bis)", is_new=True),
    _tax("delivery_address", "adresse de livraison si elle diffère (7° bis)", is_new=True, conditional=True),
    _tax("vat_on_debits", "option pour les débits (11° bis)", is_new=True, conditional=True),
    _trade("due_date", "date à laquelle le règlement doit intervenir"),
    _trade("early_payment_terms", "conditions d'escompte"),
    _trade("late_rate", "taux des pénalités de retard"),
    _trade("compensation", "indemnité forfaitaire de 40 euros"),
    _trade("order_number", "numéro du bon de commande", since=_LAW_OF_2019, conditional=True),
    _trade("billing_address", "adresse de facturation si elle diffère", since=_LAW_OF_2019, conditional=True),
)


def find_missing_mentions(
    printed: Collection[str],
    issued_on: date,
    *,
    between_businesses: bool = True,
    is_large: bool = False,
    applicable: Collection[str] = (),
) -> tuple[Mention, ...]:
    """Return the mentions that an invoice must bear on its day and does not, by the codes of those it bears.

    `is_large` for a large or mid-size seller, to whom the mentions of 2026 apply a year earlier; `applicable` names the
    conditional mentions that this invoice needs. Raises UnknownReferenceError for a code that is not known.

    >>> bare = {mention.code for mention in MENTIONS} - {"late_rate"}
    >>> [mention.code for mention in find_missing_mentions(bare, date(2026, 11, 1))]
    ['late_rate']
    """
    check_date("issued_on", issued_on)
    known = {mention.code for mention in MENTIONS}
    for name, codes in (("printed", printed), ("applicable", applicable)):
        for code in as_tuple(name, codes, str):
            if code not in known:
                raise UnknownReferenceError("unknown_mention", name, code, f"pass some of {', '.join(sorted(known))}")
    return tuple(
        mention
        for mention in MENTIONS
        if mention.code not in printed
        and (between_businesses or not mention.between_businesses)
        and (not mention.is_conditional or mention.code in applicable)
        and issued_on >= (mention.since if is_large else mention.since_small or mention.since)
    )


_FORMAL_NOTICES = (
    ("FR", LegalReference("C. civ. 1344", "mise en demeure par un acte portant interpellation suffisante")),
    ("FR", LegalReference("C. civ. 1344-1", "elle fait courir l'intérêt moratoire, au taux légal")),
    ("DE", LegalReference("§ 286 (1) BGB", "Mahnung nach dem Eintritt der Fälligkeit")),
)


def find_formal_notice_articles(country: str | None) -> tuple[LegalReference, ...]:
    """Return the articles that a formal notice to pay rests on, by the country whose law governs the debt.

    In France C. civ. 1344 and 1344-1, in Germany § 286 (1) BGB; empty where the law of the country is not known here,
    or asks for no particular act.

    >>> [article.text for article in find_formal_notice_articles("FR")]
    ['C. civ. 1344', 'C. civ. 1344-1']
    """
    return tuple(article for own, article in _FORMAL_NOTICES if own == country)


_SETTLEMENT = (
    ("FR", LegalReference("C. civ. 1343-1", "le paiement partiel s'impute d'abord sur les intérêts")),
    ("DE", LegalReference("§ 367 (1) BGB", "Anrechnung auf Kosten, Zinsen, Hauptleistung")),
)
_CAPITALIZATION = (("FR", LegalReference("C. civ. 1343-2", "intérêts échus, dus au moins pour une année entière")),)


def find_settlement_article(country: str | None) -> LegalReference | None:
    """Return the article that says what a part payment settles first inside a debt, or None where it is not known here.

    In France C. civ. 1343-1, in Germany § 367 (1) BGB.

    >>> find_settlement_article("FR").text
    'C. civ. 1343-1'
    """
    return next((article for own, article in _SETTLEMENT if own == country), None)


def find_capitalization_article(country: str | None) -> LegalReference | None:
    """Return the article under which interest of full years bears interest, or None where it is not known here.

    In France C. civ. 1343-2.

    >>> find_capitalization_article("FR").text
    'C. civ. 1343-2'
    """
    return next((article for own, article in _CAPITALIZATION if own == country), None)
