"""Germany: default interest between businesses and towards consumers."""

from datetime import date

from dunning_core.law.kinds import ClientKind, LegalReference
from dunning_core.law.rates import Rate
from dunning_core.law.regime import InterestStart, RateRule, Regime, SettlementOrder
from dunning_core.law.series import DE_BASE_RATE
from dunning_core.law.sums import FixedSum
from dunning_core.money import Money
from dunning_core.timeline import Step, Timeline, Verification

_TWO = Verification.TWO_SOURCES
# The margin of 9 points and the sum of 40 EUR hold for debts that arose after 28 July 2014 (EGBGB art. 229 § 34).
_REFORM = date(2014, 7, 29)

#: Between businesses: base rate + 9 points, each half-year its own (§ 288 (2) BGB), from the day after a due day that
#: the calendar fixes (§ 286 (2) 1), and 40 EUR, for an installment too (§ 288 (5)). Where no day was agreed, default
#: begins thirty days after the invoice came, or with a reminder: `attrs.evolve(B2B,
#: interest_start=InterestStart.THIRTY_DAYS)`.
B2B = Regime(
    code="de.b2b",
    country="DE",
    kinds=(ClientKind.BUSINESS, ClientKind.PUBLIC_BODY),
    reference_rate=DE_BASE_RATE,
    margin=Rate.percent("9"),
    rate_rule=RateRule.FLOAT,
    interest_start=InterestStart.DUE_DAY,
    interest_reference=LegalReference("§ 288 (2) BGB", "Verzugszinsen bei Entgeltforderungen"),
    since=_REFORM,
    verification=_TWO,
    compensation=Timeline(
        "de.b2b compensation",
        (Step(_REFORM, FixedSum.flat(Money("40.00", "EUR")), "§ 288 (5) BGB", _TWO),),
    ),
    compensation_reference=LegalReference("§ 288 (5) BGB", "Pauschale, auch für Abschlags- und Ratenzahlungen"),
    compensation_per_part=True,
    costs_reference=LegalReference("§ 288 (5) BGB", "Rechtsverfolgungskosten, auf die die Pauschale angerechnet wird"),
    settlement_order=SettlementOrder.COSTS_FIRST,
)

#: Towards consumers: base rate + 5 points (§ 288 (1) BGB), from a reminder that counts as one (§ 286 (1)): the rule of
#: thirty days needs a notice on the invoice, and is not relied upon. No fixed sum.
B2C = Regime(
    code="de.b2c",
    country="DE",
    kinds=(ClientKind.CONSUMER,),
    reference_rate=DE_BASE_RATE,
    margin=Rate.percent("5"),
    rate_rule=RateRule.FLOAT,
    interest_start=InterestStart.FORMAL_NOTICE,
    interest_reference=LegalReference("§ 288 (1) BGB", "Verzugszinsen"),
    since=date(2002, 1, 1),
    verification=_TWO,
    settlement_order=SettlementOrder.COSTS_FIRST,
)
