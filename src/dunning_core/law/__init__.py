"""What statutes impose: dated, cited, verified until a day. Data first, code last.

`law.fr.B2B`, `law.fr.B2C` and `law.fr.PUBLIC` are the French regimes.
"""

from dunning_core.law.choice import choose_regime
from dunning_core.law.rates import DayCount, Rate
from dunning_core.law.regime import ClientKind, InterestStart, LegalReference, RateRule, Regime

__all__ = [
    "ClientKind",
    "DayCount",
    "InterestStart",
    "LegalReference",
    "Rate",
    "RateRule",
    "Regime",
    "choose_regime",
]
