"""What is said of an invoice in several parts is about what is left of them."""

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Dispute, Event, PromiseToPay
from tests.books import CREDITOR, DUE, after_due, eur, lettered

PARTS = [dc.Installment(due_on=after_due(days), amount=eur(500)) for days in (0, 30)]
SPLIT = dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=after_due(-60), installments=PARTS)


def chased(day: int, *payments: dc.Payment, event: Event) -> dict[str, dc.Money]:
    """What is asked of each part so many days after the first is due."""
    decisions = dc.decide_stages(lettered(after_due(day), SPLIT, event, *payments), FR_B2B_STANDARD, creditor=CREDITOR)
    return {decision.receivable.id: decision.chased for decision in decisions}


def paid(amount: int, day: int) -> dc.Payment:
    """A payment about the first part, and what is over about the second."""
    return dc.Payment("P-1", client="ACME", amount=eur(amount), received_on=after_due(day), designates=["F-1"])


def test_what_is_contested_is_what_is_open() -> None:
    """The first part was paid: 300 contested of the invoice are contested of the second."""
    contested = Dispute("F-1", amount=eur(300), opened_on=after_due(31), reason="QTE_ERR")
    assert chased(40, paid(500, 0), event=contested) == {"F-1#2": eur(200)}


def test_what_is_contested_stays_so_while_the_rest_is_paid() -> None:
    """300 of 1,000 are contested and 700 come in: what is left is contested."""
    contested = Dispute("F-1", amount=eur(300), opened_on=DUE, reason="QTE_ERR")
    assert chased(40, event=contested) == {"F-1#1": eur(200), "F-1#2": eur(500)}
    assert chased(40, paid(700, 35), event=contested) == {"F-1#2": eur(0)}


def test_what_is_promised_is_what_was_left() -> None:
    """Half was paid: the 500 promised then are those of the second part, and held whole."""
    promise = PromiseToPay("F-1", amount=eur(500), promised_on=after_due(31), pay_on=after_due(50))
    assert chased(40, paid(500, 0), event=promise) == {"F-1#2": eur(0)}


def test_what_comes_in_answers_to_the_promise() -> None:
    """500 of 1,000 are promised and come in: the promise is kept, and the rest is asked for."""
    promise = PromiseToPay("F-1", amount=eur(500), promised_on=DUE, pay_on=after_due(50))
    assert chased(40, paid(500, 35), event=promise) == {"F-1#2": eur(500)}
