"""Regimes of other European countries: one row each, with how it was checked. What is only recalled is marked so.

A series of which nothing is known yet makes every figure an error that says so: extend it with
`regime.with_reference_rate(day, rate, source=...)`.
"""

from datetime import date

from attrs import evolve

from dunning_core.law.kinds import ClientKind, LegalReference
from dunning_core.law.rates import Rate
from dunning_core.law.regime import InterestStart, RateRule, Regime, SettlementOrder
from dunning_core.law.series import (
    AT_BASE_RATE_BY_HALF_YEAR,
    CH_DEFAULT_INTEREST,
    ECB_MAIN_REFINANCING,
    ECB_MAIN_REFINANCING_CHANGES,
)
from dunning_core.law.sums import FixedSum
from dunning_core.money import Money
from dunning_core.timeline import Step, Timeline, Verification

_FLOAT, _FROZEN = RateRule.FLOAT, RateRule.FROZEN
_TWO, _STATUTE, _RECALLED = Verification.TWO_SOURCES, Verification.STATUTE, Verification.RECALLED
# The day from which directive 2011/7/EU was to be applied.
_DIRECTIVE = date(2013, 3, 16)
_BUSINESS, _CONSUMER = (ClientKind.BUSINESS,), (ClientKind.CONSUMER,)
_ALL = (ClientKind.BUSINESS, ClientKind.CONSUMER)


def _unknown(name: str) -> Timeline[Rate]:
    # Each of these is set for half a year, on 1 January and 1 July.
    return Timeline(name, (), step_months=6)


def _flat(text: str) -> FixedSum:
    amount, currency = text.split()
    return FixedSum.flat(Money(amount, currency))


def _tiers(*steps: str, of: str) -> FixedSum:
    pairs = (step.split(":") for step in steps)
    return FixedSum.tiered([(Money(start, of), Money(amount, "EUR")) for start, amount in pairs])


_IE_TIERS = _tiers("0:40", "1000:70", "10000:100", of="EUR")
_PL_TIERS = _tiers("0:40", "5000.01:70", "50000:100", of="PLN")

_Row = tuple[str, str, Timeline[Rate], str, RateRule, FixedSum | None, str, Verification]

# Code, country, reference series, margin in points, rate rule, fixed sum, articles, how it was checked.
_ROWS: tuple[_Row, ...] = (
    ("eu.b2b", "EU", ECB_MAIN_REFINANCING, "8", _FLOAT, _flat("40 EUR"), "directive 2011/7/EU, art. 3, 6", _TWO),
    ("at.b2b", "AT", AT_BASE_RATE_BY_HALF_YEAR, "9.2", _FLOAT, _flat("40 EUR"), "UGB §§ 456, 458", _RECALLED),
    ("be.b2b", "BE", ECB_MAIN_REFINANCING, "8", _FLOAT, _flat("40 EUR"), "loi du 2 août 2002", _RECALLED),
    ("nl.b2b", "NL", ECB_MAIN_REFINANCING, "8", _FLOAT, _flat("40 EUR"), "BW 6:119a, 6:120", _RECALLED),
    ("lu.b2b", "LU", ECB_MAIN_REFINANCING, "8", _FLOAT, _flat("40 EUR"), "loi du 18 avril 2004", _STATUTE),
    ("es.b2b", "ES", ECB_MAIN_REFINANCING, "8", _FLOAT, _flat("40 EUR"), "Ley 3/2004, art. 5, 7, 8", _STATUTE),
    ("it.b2b", "IT", ECB_MAIN_REFINANCING, "8", _FLOAT, _flat("40 EUR"), "D.Lgs. 231/2002", _RECALLED),
    ("pt.b2b", "PT", ECB_MAIN_REFINANCING, "8", _FLOAT, _flat("40 EUR"), "DL 62/2013", _RECALLED),
    ("ie.b2b", "IE", ECB_MAIN_REFINANCING, "8", _FROZEN, _IE_TIERS, "S.I. 580/2012", _RECALLED),
    ("pl.b2b", "PL", _unknown("NBP reference rate"), "10", _FLOAT, _PL_TIERS, "Act of 8 March 2013", _RECALLED),
    ("cz.b2b", "CZ", _unknown("CNB repo rate"), "8", _FROZEN, _flat("1200 CZK"), "NV 351/2013 Sb. § 2, 3", _STATUTE),
    ("cz.b2c", "CZ", _unknown("CNB repo rate"), "8", _FROZEN, None, "NV 351/2013 Sb. § 2", _STATUTE),
    ("sk.b2b.float", "SK", ECB_MAIN_REFINANCING, "8", _FLOAT, _flat("40 EUR"), "NV 21/2013 Z. z. § 1, 2", _STATUTE),
    (
        "sk.b2b.frozen",
        "SK",
        ECB_MAIN_REFINANCING_CHANGES,
        "9",
        _FROZEN,
        _flat("40 EUR"),
        "NV 21/2013 Z. z. § 1, 2",
        _STATUTE,
    ),
    ("se.b2b", "SE", _unknown("Riksbank reference rate"), "8", _FLOAT, _flat("450 SEK"), "räntelagen 6 §", _RECALLED),
    ("se.b2c", "SE", _unknown("Riksbank reference rate"), "8", _FLOAT, None, "räntelagen 6 §", _RECALLED),
    ("dk.b2b", "DK", _unknown("Nationalbank lending rate"), "8", _FLOAT, _flat("310 DKK"), "renteloven § 5", _RECALLED),
    ("fi.b2b", "FI", ECB_MAIN_REFINANCING, "8", _FLOAT, _flat("40 EUR"), "korkolaki 4 a, 12 §", _RECALLED),
    ("no.b2b", "NO", _unknown("Norges Bank policy rate"), "8", _FLOAT, None, "forsinkelsesrenteloven § 2, 3", _TWO),
    ("ch.any", "CH", CH_DEFAULT_INTEREST, "0", _FLOAT, None, "CO art. 104", _TWO),
)

_HALF_POINT = Rate.percent("0.5")


def _regime(row: _Row) -> Regime:
    code, country, series, margin, rule, compensation, articles, verification = row
    reference = LegalReference(articles, "late-payment interest")
    sums = None
    if compensation is not None:
        sums = Timeline(f"{code} compensation", (Step(_DIRECTIVE, compensation, articles, verification),))
    regime = Regime(
        code=code,
        country=country,
        kinds=_ALL if code == "ch.any" else _CONSUMER if code.endswith("b2c") else _BUSINESS,
        reference_rate=series,
        margin=Rate.percent(margin),
        rate_rule=rule,
        # Towards consumers the cautious day: whether the due day alone is enough was not verified.
        interest_start=InterestStart.FORMAL_NOTICE if code.endswith("b2c") else InterestStart.DUE_DAY,
        interest_reference=reference,
        since=_DIRECTIVE,
        verification=verification,
        compensation=sums,
        compensation_reference=None if sums is None else reference,
    )
    if code in ("be.b2b", "fi.b2b"):
        return evolve(regime, rounded_up_to=_HALF_POINT)
    if code == "ch.any":
        return evolve(regime, settlement_order=SettlementOrder.COSTS_FIRST)
    return evolve(regime, compounds_yearly=True) if code == "nl.b2b" else regime


#: The regimes of the table, in its order. Slovak law lets the creditor choose between two, so that neither is taken
#: unless it is named: the rate of the first day of delay + 9 points, or that of each half-year + 8. In Switzerland
#: costs come first (CO art. 85), and interest needs a default that a reminder or an agreed day brings about.
REGIMES = tuple(map(_regime, _ROWS))
