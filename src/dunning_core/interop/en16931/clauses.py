"""The clauses of payment terms that mean one thing, as patterns of whole clauses in lower case, language by language.

A pattern may hold `days`, `percent` (then it is a discount) and `date`. What matches none is not read: "end of month"
has two lawful readings, "on receipt" starts on a day that the invoice does not tell.
"""

import re
from collections.abc import Callable, Iterator

from dunning_core.terms import PaymentTerms

_N = r"(?P<days>[0-9]{1,3})"
_P = r"(?P<percent>[0-9]{1,2}(?:[.,][0-9]{1,4})?) ?%"
_DATE = r"(?P<date>[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}|[0-9]{1,2}(?:\.|er|st|nd|rd|th)? [^0-9 ]{3,10}\.? [0-9]{4})"

#: The names of months in the four languages, in lower case.
MONTHS = (
    ("janvier", "january", "januar", "januari"),
    ("février", "february", "februar", "februari"),
    ("mars", "march", "märz", "maart"),
    ("avril", "april"),
    ("mai", "may", "mei"),
    ("juin", "june", "juni"),
    ("juillet", "july", "juli"),
    ("août", "august", "augustus"),
    ("septembre", "september"),
    ("octobre", "october", "oktober"),
    ("novembre", "november"),
    ("décembre", "december", "dezember"),
)

#: What tells a clause that is about late payment: it moves no day.
PENALTIES = re.compile(
    r"pénalité|(?:en cas de|tout) (?:retard|défaut)|indemnité forfaitaire|intérêts? (?:de retard|moratoire)|taux d'intérêt légal"
    r"|late payment|late fee|overdue interest|verzugszins|mahngebühr|wettelijke (?:handels)?rente"
)

#: A number of days.
DAYS = re.compile(r"[0-9] ?(?:jours|j|days|tagen?|dagen)(?![a-z])")

_FROM_INVOICE_FR = r"(?: (?:à compter de |à partir de |après |de )?(?:la )?(?:date de (?:la )?facture|date de facturation|date d'émission|facture))?"
_PAY_FR = r"(?:(?:facture )?(?:paiement|payable|règlement|réglable|délai de paiement|échéance|à payer|à régler)(?: net)?(?: :)? ?)?"
_IF_PAID_FR = r"(?:(?:pour|en cas de|si) (?:tout )?(?:paiement|règlement)(?: anticipé)? )?"
_FROM_INVOICE_EN = r"(?: (?:from|of|after) (?:the )?(?:invoice date|date of (?:the )?invoice|invoice))?"
_PAY_EN = r"(?:(?:payment |payable |to be paid |invoice |is |due )+)?"
_FROM_INVOICE_DE = r"(?: (?:ab|nach) (?:rechnungsdatum|rechnungsstellung|rechnungslegung))?"
_NET_DE = r"(?: (?:rein netto|netto|ohne abzug|ohne abschlag))?"
_PAY_DE = r"(?:(?:zahlbar|zahlung|zahlungsziel|zu zahlen|fällig)(?: :|:)? ?)?"
_FROM_INVOICE_NL = r"(?: na (?:de )?factuurdatum)?"
_PAY_NL = r"(?:(?:betaling|te betalen|betaalbaar|te voldoen|betalingstermijn)(?: :|:)? ?)?"

_FRENCH = {
    rf"{_PAY_FR}(?:net )?(?:(?:à|sous|dans les|dans un délai de) )?{_N} ?(?:jours|j)(?: nets?)?{_FROM_INVOICE_FR}": "net",
    r"(?:paiement |règlement |payable )?(?:au )?(?:comptant|immédiat)": "net",
    rf"{_PAY_FR}(?:à |sous )?{_N} ?(?:jours|j) puis fin de mois": "then_end",
    rf"{_PAY_FR}(?:à )?fin de mois (?:puis|\+|plus) {_N} ?(?:jours|j)": "end_then",
    rf"{_PAY_FR}(?:(?:au plus tard )?le|au|pour le|au plus tard au) {_DATE}": "",
    rf"(?:date d')?échéance ?: {_DATE}": "",
    rf"{_P} d'escompte {_IF_PAID_FR}(?:à|sous|dans les|en) {_N} ?(?:jours|j){_FROM_INVOICE_FR}": "",
    rf"escompte (?:de )?{_P} {_IF_PAID_FR}(?:à|sous|dans les|en) {_N} ?(?:jours|j){_FROM_INVOICE_FR}": "",
    r"(?:pas d'|aucun |sans )escompte(?: (?:n'est )?(?:accordé|consenti))?(?: (?:pour|en cas de) (?:paiement|règlement) anticipé)?": "",
    r"escompte(?: (?:pour|en cas de) (?:paiement|règlement) anticipé)?(?: :|:)? (?:néant|aucun)": "",
}

_ENGLISH = {
    rf"{_PAY_EN}(?:strictly )?(?:net )?(?:(?:within|in) )?{_N} days(?: net)?{_FROM_INVOICE_EN}": "net",
    rf"(?:n/|net ){_N}": "net",
    r"(?:payment |payable )?(?:due )?immediate(?:ly)?(?: payment)?": "net",
    rf"{_PAY_EN}(?:(?:by|on|on or before|no later than|not later than) )?{_DATE}": "",
    rf"{_P} (?:(?:cash|early payment|prompt payment|early settlement) )?discount (?:(?:if paid|when paid|for payment|if payment is made) )?(?:within|in) {_N} days{_FROM_INVOICE_EN}": "",
    rf"due(?: date)? ?: {_DATE}": "",
    r"no (?:(?:cash|early payment) )?discount(?: (?:for early payment|is granted))?": "",
}

_GERMAN = {
    rf"{_PAY_DE}(?:(?:innerhalb|binnen|in) )?(?:von )?{_N} tagen?{_NET_DE}{_FROM_INVOICE_DE}{_NET_DE}(?: bis(?: zum)? {_DATE})?": "net",
    rf"(?:zahlbar |fällig )?sofort(?: zahlbar| fällig)?{_NET_DE}": "net",
    rf"{_PAY_DE}(?:(?:rein netto|netto|ohne abzug|ohne abschlag) )?(?:bis|bis zum|bis spätestens|spätestens am|spätestens bis zum|am) {_DATE}{_NET_DE}": "",
    rf"den rechnungsbetrag überweisen sie bitte bis(?: zum)? {_DATE}(?: auf das (?:unten )?(?:angegebene|genannte) konto)?": "",
    rf"{_P} skonto (?:bei zahlung )?(?:innerhalb|binnen|in) (?:von )?{_N} tagen?{_FROM_INVOICE_DE}(?: bis(?: zum)? {_DATE})?": "",
    rf"skonto(?:vereinbarung)?(?: :|:)? {_P} bei zahlung (?:innerhalb|binnen|in) (?:von )?{_N} tagen?{_FROM_INVOICE_DE}": "",
    r"(?:kein skonto|ohne skonto|rein netto|ohne abzug)": "",
    # What XRechnung writes for machines (BR-DE-18); with a basis the discount is on a part of the amount.
    r"#skonto#tage=(?P<days>[0-9]{1,3})#prozent=(?P<percent>[0-9]{1,2}(?:\.[0-9]{1,4})?)#": "",
}

_DUTCH = {
    rf"{_PAY_NL}(?:netto )?(?:binnen )?{_N} dagen(?: netto)?{_FROM_INVOICE_NL}": "net",
    r"(?:contant|per direct)": "net",
    rf"{_PAY_NL}(?:uiterlijk(?: op)?|vervaldatum(?::)?|vervalt op) {_DATE}": "",
    rf"{_P} (?:betalings)?korting (?:bij betaling )?binnen {_N} dagen{_FROM_INVOICE_NL}": "",
    r"geen (?:betalings)?korting": "",
}

_MAKERS: dict[str, Callable[[int], PaymentTerms] | None] = {
    "net": PaymentTerms.net,
    "then_end": PaymentTerms.net_then_end_of_month,
    "end_then": PaymentTerms.end_of_month_then_net,
    "": None,
}


def _compile() -> Iterator[tuple[str | None, re.Pattern[str], Callable[[int], PaymentTerms] | None]]:
    # Days are written day first in three of the languages; in English a day must prove its own order.
    for order, clauses in (("DMY", _FRENCH), (None, _ENGLISH), ("DMY", _GERMAN), ("DMY", _DUTCH)):
        for pattern, made in clauses.items():
            yield order, re.compile(pattern), _MAKERS[made]


#: The order of days in the language, the pattern of a whole clause, and what its days make.
CLAUSES = tuple(_compile())
