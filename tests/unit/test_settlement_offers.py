"""Early settlement offered: what to pay, what is given up, and only once it was paid."""

from datetime import date
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.documents import WriteOff, WriteOffNature
from dunning_core.dunning import SettlementOffer, SettlementTerms, offer_settlement
from dunning_core.errors import CurrencyMismatchError, InvalidValueError
from dunning_core.events import ClaimWaived, PromiseToPay
from dunning_core.notices import write_offer
from tests.books import ACME, CREDITOR, after_due, eur, invoice, lettered, payment

HUNDRED = eur(100)
DAY, PAY_ON = after_due(5), after_due(20)
FACTS = (invoice(), invoice("F-2", 500, due=after_due(10)))


def offer(*facts: object, rebate: Any = HUNDRED, **more: Any) -> SettlementOffer:
    """The offer made on a day for all that is open, to be paid by the twentieth day."""
    items = lettered(DAY, *(facts or FACTS)).open_items
    terms = SettlementTerms(pay_on=PAY_ON, rebate=rebate, **more)
    return offer_settlement(items, id="OFFER-1", terms=terms, creditor=CREDITOR)


def test_a_rebate_is_spread_by_what_is_left_of_each_debt() -> None:
    """100 over 1,000 and 500: 66.67 and 33.33, so that 933.33 and 466.67 are to be paid."""
    found = offer()
    assert [(debt.to_pay, debt.remitted) for debt in found.debts] == [
        (eur("933.33"), eur("66.67")),
        (eur("466.67"), eur("33.33")),
    ]
    assert (found.to_pay, found.remitted, found.client, found.day) == (eur(1400), eur(100), ACME, DAY)
    assert found.waived == ()


def test_the_penalties_waived_are_those_expected_on_the_day_to_pay_by() -> None:
    """1000 × 12.15 % × 20 / 365 = 6.66 and 500 × 12.15 % × 10 / 365 = 1.66; twice 40 EUR."""
    found = offer(rebate=None, waives=("interest", "compensation"))
    assert found.waived == (("compensation", eur(80)), ("interest", eur("8.32")))
    assert (found.to_pay, found.remitted) == (eur(1500), eur(0))


def test_accepting_promises_and_gives_nothing_up() -> None:
    """One promise per debt, for what is to be paid of it, by the day of the offer."""
    first, second = offer().accepted(after_due(7))
    assert first == PromiseToPay("F-1", amount=eur("933.33"), promised_on=after_due(7), pay_on=PAY_ON)
    assert (second.subject, second.amount) == ("F-2", eur("466.67"))


def test_what_is_given_up_settles_the_debts_once_it_was_paid() -> None:
    """With the payment and the facts of the offer nothing is owed and nothing is left to claim."""
    found = offer(waives=("interest", "compensation"))
    given = found.settled(PAY_ON)
    assert [type(fact) for fact in given] == [WriteOff, WriteOff] + [ClaimWaived] * 4
    assert all(fact.nature is WriteOffNature.REMISSION for fact in given if isinstance(fact, WriteOff))
    paid = (payment("P-1", "933.33", PAY_ON, "F-1"), payment("P-2", "466.67", PAY_ON, "F-2"))
    for item in lettered(after_due(40), *FACTS, *paid, *given).receivables:
        assert not item.is_open
        assert dc.accrue_penalties(item, creditor=CREDITOR).unclaimed == (eur(0), eur(0), eur(0))


def test_what_is_recorded_names_its_offer_and_when_it_was_known() -> None:
    """Remissions are numbered from one, a waiver gives the offer as its reason, promises may be recorded later."""
    found = offer(waives=("costs",))
    known_on = after_due(9)
    assert {promise.recorded_on for promise in found.accepted(after_due(6), recorded_on=known_on)} == {known_on}
    remissions, waivers = found.settled(after_due(7))[:2], found.settled(after_due(7))[2:]
    assert [fact.id for fact in remissions if isinstance(fact, WriteOff)] == ["OFFER-1-1", "OFFER-1-2"]
    assert [fact.reason for fact in waivers if isinstance(fact, ClaimWaived)] == ["OFFER-1", "OFFER-1"]


def test_nothing_is_given_up_outside_its_days() -> None:
    """The day to pay by is included; a day later, or one before the offer, is refused."""
    found = offer()
    assert found.settled(PAY_ON)
    assert found.settled(DAY)
    for day, kind in ((after_due(21), "lapsed"), (after_due(4), "bad_date_order")):
        for ask in (found.settled, found.accepted):
            with pytest.raises(InvalidValueError) as caught:
                ask(day)
            assert caught.value.kind == kind


def test_a_debt_of_which_nothing_is_to_be_paid_is_not_promised() -> None:
    """Of two debts of one cent, a rebate of one cent takes the older."""
    found = offer(invoice("F-1", "0.01"), invoice("F-2", "0.01", due=after_due(1)), rebate=eur("0.01"))
    assert [promise.subject for promise in found.accepted(DAY)] == ["F-2"]
    assert len(found.settled(DAY)) == 1


def test_wrong_offers_are_refused() -> None:
    """A rebate of all, in another currency, of nothing; an unknown component; a day past; a void waiver."""
    for rebate, kind in ((eur(1500), "out_of_range"), (eur(1501), "out_of_range")):
        with pytest.raises(InvalidValueError) as caught:
            offer(rebate=rebate)
        assert caught.value.kind == kind
    assert offer(rebate=eur("1499.99")).to_pay == eur("0.01")
    with pytest.raises(CurrencyMismatchError):
        offer(rebate=dc.Money(10, "USD"))
    for wrong in ({"rebate": eur(0)}, {"rebate": None}, {"waives": ("principal",)}):
        with pytest.raises(InvalidValueError):
            SettlementTerms(pay_on=PAY_ON, **wrong)
    with pytest.raises(InvalidValueError):
        offer_settlement(
            lettered(DAY, *FACTS).open_items, id="O", terms=SettlementTerms(pay_on=after_due(4), rebate=eur(1))
        )
    town = dc.Client.public_body("ACME", name="Ville", country="FR")
    items = dc.Ledger.of(town, invoice()).as_of(DAY).lettered().receivables
    waiver = SettlementTerms(pay_on=PAY_ON, waives=("interest",))
    with pytest.raises(InvalidValueError) as caught:
        offer_settlement(items, id="O", terms=waiver, creditor=CREDITOR)
    assert (caught.value.kind, caught.value.field) == ("void_waiver", "terms.waives")


def test_a_waiver_offered_to_a_public_buyer_waits_for_the_law() -> None:
    """Without a creditor nothing says that it is not void."""
    town = dc.Client.public_body("ACME", name="Ville", country="FR")
    items = dc.Ledger.of(town, invoice()).as_of(DAY).lettered().receivables
    with pytest.raises(InvalidValueError) as caught:
        offer_settlement(items, id="O", terms=SettlementTerms(pay_on=PAY_ON, waives=("interest",)))
    assert (caught.value.kind, caught.value.field) == ("unknown_law", "terms.waives")


def test_interest_waived_past_the_horizon_of_a_rate_is_marked() -> None:
    """Nobody knows the rate of 2027 yet; a rebate rests on no rate."""
    items = lettered(DAY, *FACTS).open_items
    for terms, expected in (({"waives": ("interest",)}, True), ({"rebate": eur(10)}, False)):
        late = SettlementTerms(pay_on=date(2027, 3, 1), **terms)
        found = offer_settlement(items, id="O", terms=late, creditor=CREDITOR)
        assert found.is_provisional is expected
        assert ("it is an indication" in write_offer(found, CREDITOR, locale="en").body) is expected
    assert not offer(rebate=None, waives=("interest",)).is_provisional


def test_without_a_law_what_is_waived_is_not_known() -> None:
    """A client of unknown kind: the offer stands, the sum of its waiver is not known."""
    unknown = dc.Client.unknown("ACME", name="Acme", country="FR")
    items = dc.Ledger.of(unknown, invoice()).as_of(DAY).lettered().receivables
    terms = SettlementTerms(pay_on=date(2026, 6, 1), waives=("interest",))
    assert offer_settlement(items, id="O", terms=terms, creditor=CREDITOR).waived is None
