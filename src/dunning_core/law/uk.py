"""United Kingdom: the Late Payment of Commercial Debts (Interest) Act 1998."""

from datetime import date

from dunning_core.law.kinds import ClientKind, LegalReference
from dunning_core.law.rates import Rate
from dunning_core.law.regime import InterestStart, RateRule, Regime
from dunning_core.law.series import UK_REFERENCE_RATE
from dunning_core.law.sums import FixedSum
from dunning_core.money import Money
from dunning_core.timeline import Step, Timeline, Verification


def _pounds(amount: int) -> Money:
    return Money(amount, "GBP")


# 40, 70 or 100 GBP by the size of the debt.
_TIERS = FixedSum.tiered([(_pounds(0), _pounds(40)), (_pounds(1000), _pounds(70)), (_pounds(10000), _pounds(100))])

#: Between businesses, and towards public bodies: reference rate of the half-year in which interest begins + 8 points,
#: one rate for the whole delay (SI 2002/1675, article 4), from the day after the due day (section 4), and a fixed sum
#: by the size of the debt (section 5A).
B2B = Regime(
    code="uk.b2b",
    country="GB",
    kinds=(ClientKind.BUSINESS, ClientKind.PUBLIC_BODY),
    reference_rate=UK_REFERENCE_RATE,
    margin=Rate.percent("8"),
    rate_rule=RateRule.FROZEN,
    interest_start=InterestStart.DUE_DAY,
    interest_reference=LegalReference("Late Payment Act 1998, s. 6; SI 2002/1675", "statutory interest"),
    since=date(2002, 8, 7),
    verification=Verification.TWO_SOURCES,
    compensation=Timeline(
        "uk.b2b compensation",
        (Step(date(2002, 8, 7), _TIERS, "Late Payment Act 1998, s. 5A", Verification.TWO_SOURCES),),
    ),
    compensation_reference=LegalReference("Late Payment Act 1998, s. 5A", "compensation for late payment"),
    costs_reference=LegalReference("Late Payment Act 1998, s. 5A (2A)", "reasonable costs beyond the fixed sum"),
)
