"""Regimes: what the statutes of several countries say, as data, and what follows from it."""

import itertools
from datetime import date

import attrs
import pytest

import dunning_core as dc
from dunning_core.errors import UnknownDateError, UnknownReferenceError
from dunning_core.law import (
    ClientKind,
    DayCount,
    FixedSum,
    IndexedRate,
    InterestStart,
    Rate,
    RateRule,
    Regime,
    SettlementOrder,
    choose_regime,
    de,
    find_regime,
    fr,
    others,
    uk,
)
from dunning_core.timeline import Verification

ALL = (fr.B2B, fr.PUBLIC, fr.B2C, de.B2B, de.B2C, uk.B2B, *others.REGIMES)


def spent(count: DayCount, start: date, end: date) -> int:
    return count.position(end.toordinal()) - count.position(start.toordinal())


@pytest.mark.parametrize("regime", ALL, ids=lambda regime: regime.code)
def test_regimes_are_found_by_code_and_cite_their_articles(regime: Regime) -> None:
    """Each regime is found by its code, names its articles, and says how it was checked."""
    assert find_regime(regime.code) is regime
    assert regime.interest_reference.text
    assert regime.verification is not Verification.CALLER
    if regime.reference_rate.steps:
        assert regime.late_rate.steps[0].start >= regime.since
    else:
        with pytest.raises(UnknownDateError):
            regime.table.at(date(2026, 1, 1).toordinal())
    if regime.compensation is not None:
        assert regime.compensation_reference is not None


@pytest.mark.parametrize(
    ("code", "day", "rate"),
    [
        ("de.b2b", date(2026, 7, 1), "10.52"),
        ("de.b2c", date(2026, 7, 1), "6.52"),
        ("de.b2b", date(2016, 7, 1), "8.12"),
        ("uk.b2b", date(2022, 1, 1), "8.25"),
        ("uk.b2b", date(2022, 7, 1), "9.25"),
        ("uk.b2b", date(2026, 2, 14), "11.75"),
        ("be.b2b", date(2025, 7, 1), "10.50"),
        ("fi.b2b", date(2024, 1, 1), "12.50"),
        ("sk.b2b.frozen", date(2026, 7, 1), "11.40"),
        ("sk.b2b.frozen", date(2026, 6, 16), "11.15"),
        ("sk.b2b.frozen", date(2026, 6, 17), "11.40"),
        ("sk.b2b.float", date(2026, 6, 17), "10.15"),
        ("at.b2b", date(2026, 7, 1), "10.73"),
        ("ch.any", date(2026, 7, 1), "5.00"),
        ("es.b2b", date(2026, 1, 1), "10.15"),
    ],
)
def test_published_late_rates(code: str, day: date, rate: str) -> None:
    """The late rate is the reference plus the margin, rounded up to a half point where the law says so."""
    assert find_regime(code).late_rate.at(day).text == rate


@pytest.mark.parametrize(
    ("debt", "expected"),
    [("999.99", "40"), ("1000", "70"), ("9999.99", "70"), ("10000", "100"), ("0", "40")],
)
def test_british_tiers(debt: str, expected: str) -> None:
    """40, 70 or 100 pounds by the size of the debt; a tier begins at its bound."""
    [step] = uk.B2B.compensation.steps if uk.B2B.compensation else ()
    assert step.value.for_debt(dc.Money(debt, "GBP")) == dc.Money(expected, "GBP")
    assert not step.value.knows(dc.Money(debt, "EUR"))
    assert step.value.for_debt(dc.Money("50000", "EUR")) == dc.Money(40, "GBP")


@pytest.mark.parametrize("starts", [[], [1], [0, 5, 5], [0, 9, 3]])
def test_tiers_rise_from_zero(starts: list[int]) -> None:
    """Tiers that do not start at zero, or do not rise, are refused."""
    with pytest.raises(dc.DunningError):
        FixedSum.tiered([(dc.Money(start, "GBP"), dc.Money(40, "GBP")) for start in starts])


@pytest.mark.parametrize(
    ("kind", "creditor", "client", "code"),
    [
        (ClientKind.BUSINESS, "FR", "DE", "fr.b2b"),
        (ClientKind.CONSUMER, "FR", "DE", "de.b2c"),
        (ClientKind.PUBLIC_BODY, "GB", "FR", "uk.b2b"),
        (ClientKind.BUSINESS, "IT", None, "it.b2b"),
    ],
)
def test_the_law_of_the_seller_but_for_consumers(
    kind: ClientKind, creditor: str, client: str | None, code: str
) -> None:
    """A business is under the law of the seller, a consumer under his own (Rome I, articles 4 and 6)."""
    assert choose_regime(kind, creditor_country=creditor, client_country=client).code == code


def test_a_choice_that_the_law_gives_is_not_made_in_silence() -> None:
    """Where the creditor chooses between two rules, he is asked; an unknown code or country is named."""
    with pytest.raises(UnknownReferenceError) as raised:
        choose_regime(ClientKind.BUSINESS, creditor_country="SK", client_country="SK")
    assert "sk.b2b.frozen" in raised.value.hint
    with pytest.raises(UnknownReferenceError):
        choose_regime(ClientKind.BUSINESS, creditor_country="US", client_country="US")
    with pytest.raises(UnknownReferenceError):
        find_regime("xx.b2b")


def test_austria_takes_the_rate_of_the_eve_for_a_half_year() -> None:
    """A base rate of 11 June 2025 governs from 1 July 2025 on (UGB § 456), and the next one from the next half-year."""
    austrian = find_regime("at.b2b")
    with pytest.raises(UnknownDateError):
        austrian.late_rate.at(date(2025, 6, 30))
    assert [step.start for step in austrian.reference_rate.steps] == [
        date(2025, 7, 1),
        date(2026, 1, 1),
        date(2026, 7, 1),
    ]
    assert austrian.reference_rate.verified_until == date(2026, 12, 31)


def test_consumers_have_a_row_of_their_own() -> None:
    """Czech and Swedish consumers: the rate of businesses, from a formal notice, and no fixed sum."""
    for country, code in (("CZ", "cz"), ("SE", "se")):
        found = choose_regime(ClientKind.CONSUMER, creditor_country="FR", client_country=country)
        assert (found.code, found.compensation) == (f"{code}.b2c", None)
        assert found.interest_start is InterestStart.FORMAL_NOTICE
        business = find_regime(f"{code}.b2b")
        assert (found.margin, found.rate_rule) == (business.margin, business.rate_rule)


def test_costs_come_first_in_germany_and_switzerland() -> None:
    """§ 367 (1) BGB and CO art. 85; elsewhere interest, then principal."""
    first = {regime.code for regime in ALL if regime.settlement_order is SettlementOrder.COSTS_FIRST}
    assert first == {"de.b2b", "de.b2c", "ch.any"}


def test_the_floor_is_three_times_the_legal_rate() -> None:
    """7.86 % in the first half of 2026, 8.25 % in the second; in 2024 it stood above the default rate."""
    floor = fr.B2B.floor
    assert floor is not None
    assert [floor.at(day).text for day in (date(2026, 1, 1), date(2026, 7, 1), date(2018, 1, 1))] == [
        "7.86",
        "8.25",
        "2.67",
    ]
    assert floor.at(date(2024, 7, 1)) > fr.B2B.late_rate.at(date(2024, 7, 1))


def test_an_indexed_rate_follows_its_series() -> None:
    """A margin over the ECB rate, floating or frozen as the clause says."""
    agreed = IndexedRate(Rate.percent("12"), rule=RateRule.FROZEN)
    assert agreed.late_rate.at(date(2026, 7, 1)) == Rate.percent("14.40")


def test_day_counts() -> None:
    """A year, a month and a leap day under each convention."""
    year, leap = (date(2025, 1, 1), date(2026, 1, 1)), (date(2024, 1, 1), date(2025, 1, 1))
    assert [spent(DayCount.ACTUAL_365, *period) for period in (year, leap)] == [365, 366]
    assert [spent(DayCount.ACTUAL_360, *period) for period in (year, leap)] == [365, 366]
    for count in (DayCount.ACTUAL_ACTUAL, DayCount.THIRTY_360, DayCount.THIRTY_E_360):
        assert spent(count, date(2024, 12, 31), date(2025, 12, 31)) == count.year
    assert spent(DayCount.ACTUAL_ACTUAL, date(2023, 12, 31), date(2024, 12, 31)) == 365 * 366
    ends = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    for earlier, later in itertools.pairwise(ends):
        assert spent(DayCount.THIRTY_360, earlier, later) == 30
    assert spent(DayCount.THIRTY_E_360, date(2026, 1, 31), date(2026, 2, 28)) == 28
    assert spent(DayCount.THIRTY_E_360, date(2026, 2, 28), date(2026, 3, 31)) == 32


def test_a_recalled_regime_can_be_made_ones_own_in_one_call() -> None:
    """Replacing a field keeps the rest, and compiles the rates anew."""
    own = attrs.evolve(find_regime("it.b2b"), margin=Rate.percent("12"), verification=Verification.CALLER)
    assert own.late_rate.at(date(2026, 1, 1)) == Rate.percent("14.15")
    assert own.table.at(date(2026, 1, 1).toordinal()) == Rate.percent("14.15").units
