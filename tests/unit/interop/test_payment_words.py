"""Payment terms in words: what can mean one thing is read, in four languages; all else is told, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_core.interop.en16931.words import StatedTerms, read_words
from dunning_core.law import Rate
from dunning_core.terms import EarlyPaymentDiscount, PaymentTerms

ISSUED = date(2026, 1, 5)
NET_30 = PaymentTerms.net(30)

SAID = {
    # Days from the invoice
    "30 jours net": NET_30,
    "30 j": NET_30,
    "Paiement à 30 jours": NET_30,
    "Règlement sous 30 jours date de facture.": NET_30,
    "Conditions de paiement : net à 30 jours": NET_30,
    "Payable dans les 30 jours à compter de la date de facture": NET_30,
    "Net 30": NET_30,
    "Payment terms: 30 days": NET_30,
    "Payment due within 30 days of the invoice date": NET_30,
    "Payable within 30 days after invoice": NET_30,
    "Zahlbar innerhalb 30 Tagen netto": NET_30,
    "Zahlbar innerhalb von 30 Tagen ohne Abzug": NET_30,
    "Zahlung binnen 30 Tagen ab Rechnungsdatum": NET_30,
    "Zahlungsziel: 30 Tage": NET_30,
    "Betaling binnen 30 dagen na factuurdatum": NET_30,
    "Betalingstermijn: 30 dagen netto": NET_30,
    # At once
    "Comptant": PaymentTerms(),
    "Paiement comptant": PaymentTerms(),
    "Immediate payment": PaymentTerms(),
    "Zahlbar sofort rein netto": PaymentTerms(),
    "Contant": PaymentTerms(),
    # The end of the month, where its place is said
    "Fin de mois + 45 jours": PaymentTerms.end_of_month_then_net(45),
    "Paiement à 45 jours puis fin de mois": PaymentTerms.net_then_end_of_month(45),
}

DATED = [
    "Au plus tard le 04/02/2026",
    "Payable le 4 février 2026",
    "Échéance : le 04.02.2026",
    "Date d'échéance : 04/02/2026",
    "Due date: 4 February 2026",
    "Due by 4 February 2026",
    "Payment by 2026-02-04",
    "Zahlbar ohne Abzug bis 04.02.2026",
    "Zahlbar bis zum 4. Februar 2026",
    "Den Rechnungsbetrag überweisen Sie bitte bis zum 04.02.2026 auf das unten angegebene Konto.",
    "Betaling uiterlijk 04-02-2026",
    "Te betalen uiterlijk op 4 februari 2026",
]

DISCOUNTED = [
    "2 % d'escompte sous 10 jours",
    "Escompte de 2 % pour paiement anticipé sous 10 jours",
    "2% discount if paid within 10 days",
    "2 % early payment discount within 10 days of the invoice date",
    "2% Skonto innerhalb 10 Tagen",
    "2% Skonto bei Zahlung innerhalb von 10 Tagen bis zum 15.01.2026",
    "Skontovereinbarung: 2% bei Zahlung innerhalb 10 Tagen nach Rechnungsdatum",
    "#SKONTO#TAGE=10#PROZENT=2.00#",
    "2% korting bij betaling binnen 10 dagen",
]

UNREAD = [
    "Paiement à 45 jours fin de mois",
    "45 days end of month",
    "30 Tage Monatsende",
    "Paiement à réception de facture",
    "Due upon receipt",
    "30 days after receipt",
    "30 Tage nach Erhalt der Rechnung",
    "Sous 30 jours ouvrés",
    "30 business days",
    "30% d'acompte, solde à 30 j",
    "50% prepaid, 50% within one month",
    "30 jours net, sauf accord contraire",
    "30 jours net, 60 jours net",
    "By 04/02/2026",
    "Avant le 04/02/2026",
    "Au plus tard le 30/02/2026",
    "Zahlbar bis 04.02.26",
    "3% Skonto in 10 Tagen, 2% Skonto in 20 Tagen, 30 Tage netto",
    "2% Skonto innerhalb 10 Tagen bis 16.01.2026",
    "0% Skonto innerhalb 10 Tagen",
    "#SKONTO#TAGE=10#PROZENT=2.00#BASISBETRAG=100.00#",
    "Escompte de 2 % sous 10 jours, 5 %",
    "٣٠ jours",
    "Due by 4 Smarch 2026",
    "30 jours, ou 8 jours sous peine de pénalités",
]


@pytest.mark.parametrize("text", SAID)
def test_days_are_read_where_they_can_mean_one_thing(text: str) -> None:
    """The terms are those that the clause says, and nothing is left unread."""
    assert read_words(text, ISSUED) == StatedTerms(terms=SAID[text])


@pytest.mark.parametrize("text", DATED)
def test_a_day_is_read_where_its_order_is_known(text: str) -> None:
    """4 February, written in the order of the language, or proving its own."""
    assert read_words(text, ISSUED) == StatedTerms(due_on=date(2026, 2, 4))


@pytest.mark.parametrize("text", DISCOUNTED)
def test_a_discount_is_read_with_its_days(text: str) -> None:
    """2 % within ten days of the invoice."""
    assert read_words(text, ISSUED) == StatedTerms(discount=EarlyPaymentDiscount(Rate.percent("2"), 10))


@pytest.mark.parametrize("text", UNREAD)
def test_what_can_mean_two_things_is_told(text: str) -> None:
    """One clause that is not understood makes all of the text unread."""
    assert read_words(text, ISSUED) == StatedTerms(unread=(text,))


@pytest.mark.parametrize(
    "text",
    [
        "Pas d'escompte",
        "Escompte pour paiement anticipé : néant",
        "No early payment discount",
        "Kein Skonto",
        "Geen korting",
    ],
)
def test_no_discount_is_understood(text: str) -> None:
    """That there is no discount is read, and changes nothing."""
    assert read_words(text, ISSUED) == StatedTerms()


def test_clauses_stand_beside_each_other() -> None:
    """Terms, a day and a discount of one text are read together, with decimals and days left whole."""
    found = read_words("Zahlbar innerhalb 30 Tagen netto bis 04.02.2026; 2,5% Skonto innerhalb 10 Tagen.", ISSUED)
    discount = EarlyPaymentDiscount(Rate.percent("2.5"), 10)
    assert found == StatedTerms(NET_30, date(2026, 2, 4), discount)


def test_a_clause_on_penalties_voids_nothing() -> None:
    """It is told as not read, and the days beside it stand; alone it leaves nothing."""
    penalties = "Pénalités de retard : trois fois le taux légal"
    assert read_words(f"Paiement à 30 jours. {penalties}.", ISSUED) == StatedTerms(NET_30, unread=(penalties,))
    assert read_words(penalties, ISSUED) == StatedTerms(unread=(penalties,))
    told = "Paiement à 30 jours. En cas de retard, pénalités de retard au taux de 12 %. Pas d'escompte."
    assert read_words(told, ISSUED).terms == NET_30
    assert read_words("Paiement à 30 jours. En cas de retard de livraison, à 45 jours", ISSUED).terms is None


def test_a_long_text_is_not_read() -> None:
    """A thousand characters are read, one more is not."""
    assert read_words("30 jours" + " " * 992, ISSUED).terms == NET_30
    assert read_words("30 jours" + " " * 993, ISSUED).terms is None


WORDS = st.lists(
    st.sampled_from([*" ".join([*SAID, *DATED, *DISCOUNTED, *UNREAD]).split(), ",", ";", "\n", "\x00", "%", "99999"]),
    max_size=30,
)


@given(words=WORDS)
def test_a_clause_that_is_not_understood_voids_any_words(words: list[str]) -> None:
    """Whatever is said beside it: nothing is read, and the text is told; no text is a traceback."""
    text = " ".join(words)
    read_words(text, ISSUED)
    found = read_words(f"{text}; selon accord", ISSUED)
    assert found.unread
    assert (found.terms, found.due_on, found.discount) == (None, None, None)
